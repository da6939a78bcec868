// Reading files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace runon::io {

// An open file, pipe or standard input, read from front to back. Owns its descriptor (but never
// closes standard input). One thread at a time.
class InputFile {
 public:
  // "-" is standard input. The Error says what the system said and what can be done.
  static base::Result<InputFile> open(const std::string& path);
  InputFile(InputFile&& other) noexcept;
  InputFile& operator=(InputFile&& other) noexcept;
  ~InputFile();

  // Appends up to `wanted` bytes to `out` and gives their number; 0 only at the end. Interrupted
  // and short reads are gone on with.
  base::Result<std::size_t> read(std::string& out, std::size_t wanted);

  // The same into memory of the caller's.
  base::Result<std::size_t> read(char* into, std::size_t wanted);

  // Goes to a byte counted from the begin. Requires: seekable().
  base::Status seek(std::size_t to);
  bool seekable() const { return seekable_; }

  // Appends all that is left. One copy where the size is known.
  base::Status read_all(std::string& out);

  // Size at opening, or 0 where it cannot be known (pipes).
  std::size_t size() const { return size_; }

 private:
  InputFile(int descriptor, std::string path, std::size_t size, bool seekable)
      : descriptor_(descriptor), path_(std::move(path)), size_(size), seekable_(seekable) {}

  int descriptor_ = -1;
  std::string path_;
  std::size_t size_ = 0;
  bool seekable_ = false;
};

// Tells files apart whatever their names are.
struct Identity {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  friend auto operator<=>(const Identity&, const Identity&) = default;
};

// What tells a file from a changed one.
struct Stamp {
  std::uint64_t inode = 0;
  std::uint64_t bytes = 0;
  std::int64_t changed_ns = 0;  // since 1970
  friend auto operator<=>(const Stamp&, const Stamp&) = default;
};

// Of the file at `path` ("-": standard input), links followed; nothing where it is none that can be read twice.
std::optional<Stamp> stamp(const std::string& path);

// Of the file at `path`, links followed; nothing where there is none.
std::optional<Identity> identity(const std::string& path);

bool is_directory(const std::string& path);

// `directory` and `name` with one slash between; `name` alone where there is no directory.
std::string join(std::string_view directory, std::string_view name);

}  // namespace runon::io
