// The members of an archive, one by one.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "io/byte_stream.h"

namespace runon::io {

// A tar or zip archive that is read from front to back, never to the disk. A zip file that can be sought in is read by
// its directory. Members that are regular files come; directories, links, devices and other things that hold no text
// do not. One thread at a time.
class Archive final : public ByteStream {
 public:
  // `from` and `meter` must outlive it.
  Archive(ByteStream& from, Meter& meter, Packing packing);
  Archive(const Archive&) = delete;
  Archive& operator=(const Archive&) = delete;
  ~Archive() override;

  // Goes to the next member; false behind the last. After an Error (of this or of read) the next member may
  // still be readable: calling on says so.
  base::Result<bool> next();

  // Of the member at hand: its name as it stands in the archive, which may be any bytes.
  const std::string& name() const;

  // Reads the member at hand; 0 at its end.
  base::Result<std::size_t> read(char* into, std::size_t wanted) override;

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace runon::io
