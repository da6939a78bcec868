// Working memory on disk: a file without a name, gone with the process however that ends.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace runon::io {

// A file that is written to at its end and read anywhere. It is unlinked as soon as it is made, so that
// neither an error nor SIGKILL leaves it behind. What is appended is gathered into blocks. One thread at a
// time; read() of bytes that were there before a flush() may run beside append().
class ScratchFile {
 public:
  // Makes one in `directory`, which must exist. The Error says what the system said.
  static base::Result<ScratchFile> create(const std::string& directory);
  ScratchFile(ScratchFile&& other) noexcept;
  ScratchFile& operator=(ScratchFile&& other) noexcept;
  ~ScratchFile();

  base::Status append(std::string_view bytes);
  base::Status flush();

  // Bytes appended.
  std::uint64_t size() const { return written_ + gathered_.size(); }

  // `length` bytes from `offset` on into `out` (replaced), from the disk or from what is gathered.
  // Requires: offset + length <= size().
  base::Status read(std::uint64_t offset, std::size_t length, std::string& out) const;
  base::Status read(std::uint64_t offset, std::size_t length, char* out) const;

  // Forgets everything and gives the room back.
  base::Status clear();

 private:
  ScratchFile(int descriptor, std::string directory) : descriptor_(descriptor), directory_(std::move(directory)) {}
  base::Status put(std::string_view bytes);

  int descriptor_ = -1;
  std::string directory_;
  std::string gathered_;
  std::uint64_t written_ = 0;
};

// Bytes of memory that the machine has.
std::uint64_t physical_memory();

}  // namespace runon::io
