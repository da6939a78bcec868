// Compression of what is written.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace runon::io {

enum class Codec { none, gzip, zstd, xz, bzip2, lz4 };

// What the ending of a file's name asks for: .gz .zst .xz .bz2 .lz4, in lower case; else none.
Codec codec_of(std::string_view path);

// The name without that ending: "a.jsonl.gz" is JSON Lines. The view is of `path`.
std::string_view without_codec(std::string_view path);

// One compressed stream. The same bytes in give the same bytes out, however they are parted: no time
// stamp, no file name, one thread. Streams written one behind the other are read as one, by runon and by
// the usual tools. Levels are the formats' usual ones (gzip 6, zstd 3, bzip2 9, lz4 1) but xz 4, whose
// working memory is 48 MiB; the others need 10 MiB at most. One thread at a time.
class Compressor {
 public:
  // Requires: codec is not none. Error (internal) where the library was built without it.
  static base::Result<Compressor> create(Codec codec);
  Compressor(Compressor&&) noexcept;
  Compressor& operator=(Compressor&&) noexcept;
  ~Compressor();

  // Appends to `out` what compressing `bytes` gave so far; much of it comes later.
  base::Status write(std::string_view bytes, std::string& out);

  // Appends the rest: the stream is whole. Nothing may be written after.
  base::Status finish(std::string& out);

 private:
  class State;
  explicit Compressor(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace runon::io
