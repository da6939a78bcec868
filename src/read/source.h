// Files, one after the other, as documents.
#pragma once

#include <atomic>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "flow/stream.h"
#include "io/file.h"
#include "read/inputs.h"
#include "read/options.h"

namespace runon::read {

// Takes:  inputs in order.
// Gives:  a document for each plain text file, and for each record of a JSON Lines file, in batches
//         of about a mebibyte; a file or record is never cut.
// Loses:  nothing but empty lines between records; what cannot be read, is no text or no record goes
//         to the batch's rejects, and the next one is read.
// Threads: read() one at a time; refine(), which decodes and parses, any number.
class FileSource final : public flow::Source {
 public:
  FileSource(std::vector<Input> inputs, Options options);

  base::Result<bool> read(flow::Batch& batch) override;
  base::Status go_on(std::string_view mark) override;
  void refine(flow::Batch& batch) const override;

  const std::vector<Input>& inputs() const { return inputs_; }

  // How far reading is, for a display; any thread may ask.
  std::size_t bytes_read() const { return bytes_read_.load(std::memory_order_relaxed); }
  std::size_t inputs_opened() const { return next_.load(std::memory_order_relaxed); }

 private:
  std::size_t read_text(flow::Batch& batch);
  void read_records(flow::Batch& batch, std::size_t& bytes);
  std::string mark() const;
  base::Result<std::size_t> fill(std::size_t begin);
  void reject(flow::Batch& batch, base::Error error) const;
  bool open_next(flow::Batch& batch);
  void close();

  std::vector<Input> inputs_;
  Options options_;
  std::atomic<std::size_t> next_ = 0;  // input to open next
  std::optional<io::InputFile> file_;  // the input next_ - 1, while it is open
  bool records_ = false;               // it is JSON Lines
  std::string buffer_;                 // of it: read, not yet handed out
  std::size_t line_ = 0;               // of it: lines handed out
  std::size_t handed_out_ = 0;         // of it: bytes
  bool at_end_ = false;                // of it: the buffer holds all that is left
  std::atomic<std::size_t> bytes_read_ = 0;
};

}  // namespace runon::read
