// Files that outlive runs: read as they are while another run writes the next state of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace runon::io {

// A file's bytes in memory, as far as the system has them there. What is opened stays as it is when the
// file is replaced meanwhile. Any number of threads.
class MappedFile {
 public:
  // An Error where there is none, or it cannot be read.
  static base::Result<MappedFile> open(const std::string& path);
  MappedFile() = default;
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();

  std::string_view bytes() const { return {data_, size_}; }

 private:
  const char* data_ = nullptr;
  std::size_t size_ = 0;
};

// The right to replace a file, which one process has at a time. The next state is written to a file without a
// name, and takes the old one's name when it is on the disk: a process that is killed leaves the old state or
// the new one. One thread at a time.
class GuardedFile {
 public:
  // Makes an empty file where there is none. An Error where another process has the right.
  static base::Result<GuardedFile> lock(const std::string& path);
  GuardedFile(GuardedFile&& other) noexcept;
  GuardedFile& operator=(GuardedFile&& other) noexcept;
  // Without commit() the file is as it was; an empty one that lock() made is gone.
  ~GuardedFile();

  base::Status append(std::string_view bytes);
  std::uint64_t size() const { return written_ + gathered_.size(); }

  // Hands on what is gathered.
  base::Status flush();

  // Replaces bytes that were appended and handed on.
  base::Status overwrite(std::uint64_t offset, std::string_view bytes);

  base::Status commit();

 private:
  GuardedFile() = default;
  base::Status begin();
  base::Error trouble(std::string_view doing) const;

  std::string path_;
  int held_ = -1;       // the state that is locked
  int next_ = -1;       // the one that is written
  bool named_ = false;  // the next one has a name: the system has no files without
  bool made_ = false;   // lock() made the file
  std::string gathered_;
  std::uint64_t written_ = 0;
};

}  // namespace runon::io
