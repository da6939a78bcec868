// Bytes from front to back, whatever they come through: a file, a decompressor, a member of an archive.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace runon::io {

// One thread at a time. An Error's `where` holds "byte N", a place in the file that the bytes come from.
class ByteStream {
 public:
  virtual ~ByteStream() = default;

  // Up to `wanted` bytes into `into`; fewer are no sign of the end, 0 is. After an Error: the Error again, or 0.
  virtual base::Result<std::size_t> read(char* into, std::size_t wanted) = 0;

  // Goes to a byte counted from the begin, where that is possible, which `size` being known says.
  virtual base::Status seek(std::size_t to);
  virtual std::optional<std::size_t> size() const { return std::nullopt; }
};

// How much came out of how much: a small file may hold the zeros of years (a "decompression bomb").
struct Meter {
  double max_expand = 0;         // times what was read; 0: no bound
  std::size_t taken = 0;         // bytes read of the file, those read twice counted twice
  std::size_t whole = SIZE_MAX;  // size of the file, where it is known
  bool fits(std::size_t given) const;
};

// The Errors (malformed) of a decoder: damaged data, and more of it than the meter allows.
base::Error damaged(const Meter& meter, std::string_view what, std::string_view why);
base::Error too_large(const Meter& meter, std::string_view what);

// What `head`, the begin of a file or member, is packed as. A tar archive needs 512 bytes to be known.
enum class Packing { none, gzip, zstd, xz, bzip2, lz4, tar, zip };
Packing packing_of(std::string_view head);
std::string_view name(Packing packing);

// What the ending of a name promises: .gz .tgz .zst .tzst .xz .txz .bz2 .tbz2 .lz4 .tar .zip; else none.
Packing promised_packing(std::string_view name);

// The bytes that gzip data holds: all its members, each with its checksum and length checked. Zeros behind the
// last are padding; anything else there is an Error. `from` and `meter` must outlive it.
std::unique_ptr<ByteStream> open_gzip(ByteStream& from, Meter& meter);

// The same for zstd, xz, bzip2 and lz4, by libarchive; streams and frames one behind the other are read whole.
// Windows of zstd are bounded to 128 MiB (--long=27).
std::unique_ptr<ByteStream> open_packed(ByteStream& from, Meter& meter, Packing packing);

}  // namespace runon::io
