// Files, one after the other, as documents.
#pragma once

#include <atomic>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "flow/stream.h"
#include "io/unpack.h"
#include "read/feed.h"
#include "read/globs.h"
#include "read/inputs.h"
#include "read/names.h"
#include "read/options.h"
#include "read/pieces.h"
#include "read/record_lines.h"
#include "read/split_on.h"

namespace runon::read {

// Takes:  inputs in order: files, compressed or not, and archives of them (io/unpack.h).
// Gives:  a document for each plain text file, for each piece of one that is parted (pieces.h), and for each record of
//         a JSON Lines file, in batches of about 32 KiB. The id of an archive's member is that of the archive, a
//         slash and its path there; of a piece "#" and its number come behind it.
// Loses:  nothing but empty lines between records; what cannot be read, is no text or no record goes
//         to the batch's rejects, and the next one is read. Where reading fails in the middle, what stands in front of
//         the fault is given, and the fault is a reject too.
// Threads: read() one at a time; refine(), which decodes and parses, any number.
class FileSource final : public flow::Source {
 public:
  // `globs`: which members of archives are meant. Requires: SplitOn::parse(options.split_on) is sound.
  FileSource(std::vector<Input> inputs, Options options, Globs globs = {});

  base::Result<bool> read(flow::Batch& batch) override;
  base::Status go_on(std::string_view mark) override;
  void refine(flow::Batch& batch) const override;

  const std::vector<Input>& inputs() const { return inputs_; }

  // How far reading is, for a display; any thread may ask. Bytes are of the files, packed as they are.
  std::size_t bytes_read() const { return bytes_read_.load(std::memory_order_relaxed); }
  std::size_t inputs_opened() const { return next_.load(std::memory_order_relaxed); }

 private:
  // A file, or a member of one, that is being read.
  struct Content {
    Content(io::Unpacker& file, const Options& options, const SplitOn& split) : feed(file), pieces(options, split) {}

    std::string id;
    std::string source;
    flow::Member member;
    Feed feed;
    bool records = false;  // it is JSON Lines
    RecordLines lines;
    Pieces pieces;
  };

  bool open_next(flow::Batch& batch);
  bool begin_content(flow::Batch& batch);
  void begin_member();
  std::size_t hand_out(flow::Batch& batch);
  base::Result<bool> next_document(flow::Document& document);
  void end_content(flow::Batch& batch);
  void close();
  void reject(flow::Batch& batch, base::Error error, bool last);
  void note_progress();
  std::string mark() const;

  std::vector<Input> inputs_;
  Options options_;
  Globs globs_;
  SplitOn split_;
  std::atomic<std::size_t> next_ = 0;  // input to open next
  std::optional<io::Unpacker> file_;   // the input next_ - 1, while it is open
  std::size_t members_ = 0;            // of it: gone through, those that were not meant too
  MemberNames names_;                  // of them
  std::optional<Content> content_;     // of it, while there is more
  std::size_t file_bytes_ = 0;         // of it that bytes_read_ holds
  std::atomic<std::size_t> bytes_read_ = 0;
};

}  // namespace runon::read
