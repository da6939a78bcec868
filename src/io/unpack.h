// A file's content whatever it is packed in: the door through which runon reads.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "base/result.h"

namespace runon::io {

// Takes:  a file, pipe or standard input ("-").
// Gives:  its content; decompressed where it is gzip, zstd, xz, bzip2 or lz4 (more than once, if need be), and member
//         by member where it is a tar (compressed or not) or a zip archive. A member that is compressed itself is
//         decompressed too; an archive in an archive is not looked into. Nothing is ever written to the disk.
// How it is packed is seen in its first bytes. The ending of the name matters for an empty file only, which is a
// damaged archive where it should be one.
// Errors: `where` is "byte N", how far the file itself was read. One thread at a time.
class Unpacker {
 public:
  // `max_expand`: so many times what was read of the file may come out of it, or 16 MiB; 0: no bound.
  static base::Result<Unpacker> open(const std::string& path, double max_expand = 0);
  Unpacker(Unpacker&&) noexcept;
  Unpacker& operator=(Unpacker&&) noexcept;
  ~Unpacker();

  // An archive, whose members have names.
  bool is_archive() const;
  // Its bytes are the content, as they stand.
  bool is_plain() const;

  // Goes to the next member of an archive, or to the content of any other file: once. False behind the last.
  // After an Error, of read() too, what follows may be readable: go on until it is false.
  base::Result<bool> next();

  // Of the member at hand, as it stands in the archive: any bytes, "../" and a slash in front among them.
  const std::string& member() const;

  // Appends up to `wanted` bytes of it to `out` and gives their number; fewer only at its end, or in front of a
  // fault, which the next call gives.
  base::Result<std::size_t> read(std::string& out, std::size_t wanted);

  // Appends all that is left.
  base::Status read_all(std::string& out);

  // Of the content, where it is known before it is read; else 0.
  std::size_t size() const;

  // Bytes read of the file itself.
  std::size_t taken() const;

 private:
  class State;
  explicit Unpacker(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace runon::io
