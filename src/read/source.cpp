#include "read/source.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <string_view>
#include <utility>

#include "read/record.h"
#include "read/text_check.h"

namespace runon::read {
namespace {

constexpr std::size_t kBatchBytes = std::size_t{1} << 20U;
constexpr std::size_t kBatchInputs = 4096;  // of empty files, too, a batch has an end
constexpr std::size_t kBatchRecords = std::size_t{1} << 16U;
constexpr std::size_t kHeadBytes = std::size_t{64} << 10U;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool ends_in(std::string_view name, std::string_view ending) {
  return name.size() >= ending.size() && name.substr(name.size() - ending.size()) == ending;
}

bool is_records(const Input& input, const Options& options, std::string_view head) {
  if (options.format != InputFormat::automatic) return options.format == InputFormat::jsonl;
  if (ends_in(input.path, ".jsonl") || ends_in(input.path, ".ndjson")) return true;
  if (ends_in(input.path, ".txt")) return false;
  return looks_like_records(head);
}

}  // namespace

FileSource::FileSource(std::vector<Input> inputs, Options options) : inputs_(std::move(inputs)), options_(std::move(options)) {}

void FileSource::reject(flow::Batch& batch, base::Error error) const {
  const std::string name = display_name(inputs_[next_ - 1]);
  error.where = name;
  batch.rejects.push_back({std::move(error), next_ - 1, name, 0, {}, {}});
}

void FileSource::close() {
  file_.reset();
  buffer_.clear();
  line_ = 0;
  handed_out_ = 0;
  at_end_ = false;
}

bool FileSource::open_next(flow::Batch& batch) {
  const Input& input = inputs_[next_++];
  if (input.error) {
    reject(batch, *input.error);
    return false;
  }
  base::Result<io::InputFile> file = io::InputFile::open(input.path);
  if (!file) {
    reject(batch, std::move(file.error()));
    return false;
  }
  file_ = std::move(file.value());
  // A small file is read by one call that also sees its end.
  const std::size_t wanted = file_->size() > 0 ? std::min(kHeadBytes, file_->size() + 1) : kHeadBytes;
  base::Result<std::size_t> got = file_->read(buffer_, wanted);
  if (!got) {
    reject(batch, std::move(got.error()));
    close();
    return false;
  }
  bytes_read_ += got.value();
  at_end_ = got.value() < wanted;
  records_ = is_records(input, options_, buffer_);
  return true;
}

// The file that is open, as one document.
std::size_t FileSource::read_text(flow::Batch& batch) {
  const std::size_t head = buffer_.size();
  if (!at_end_) {
    buffer_.reserve(file_->size() + 1);
    if (base::Status done = file_->read_all(buffer_); !done) {
      reject(batch, std::move(done.error()));
      close();
      return 0;
    }
  }
  bytes_read_ += buffer_.size() - head;
  const Input& input = inputs_[next_ - 1];
  flow::Document document;
  document.id = input.id;
  document.source = display_name(input);
  document.input = next_ - 1;
  // A small document must not hold on to the room of a large one.
  if (buffer_.capacity() > 2 * buffer_.size()) document.base.assign(buffer_);
  else document.base = std::move(buffer_);
  const std::size_t bytes = document.base.size();
  batch.documents.push_back(std::move(document));
  close();
  return bytes;
}

// A record's line and the empty lines behind it end at a byte that is neither, or at the input's end;
// npos while that is not to be seen yet.
namespace {
std::size_t end_of_record(std::string_view bytes, std::size_t begin, bool at_end) {
  const std::size_t line_end = bytes.find('\n', begin);
  const std::size_t next = line_end == std::string_view::npos ? line_end : bytes.find_first_not_of(" \t\r\n", line_end);
  if (next == std::string_view::npos) return at_end ? bytes.size() : next;
  return bytes.rfind('\n', next) + 1;
}

std::size_t begin_of_records(std::string_view bytes) {
  std::size_t begin = bytes.substr(0, 3) == kByteOrderMark ? 3 : 0;
  begin = std::min(bytes.find_first_not_of(" \t\r\n", begin), bytes.size());
  const std::size_t line = bytes.rfind('\n', begin);
  return line == std::string_view::npos || line > begin ? (bytes.substr(0, 3) == kByteOrderMark ? 3 : 0) : line + 1;
}

std::size_t count_lines(std::string_view bytes) { return static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n')); }
}  // namespace

// Reads on until a whole record stands in the buffer; gives where the first one ends.
base::Result<std::size_t> FileSource::fill(std::size_t begin) {
  for (;;) {
    // A record longer than what is read at once costs a second look for each doubling.
    if (const std::size_t end = end_of_record(buffer_, begin, at_end_); end != std::string::npos) return end;
    const std::size_t wanted = std::max(kBatchBytes, buffer_.size());
    base::Result<std::size_t> got = file_->read(buffer_, wanted);
    if (!got) return got;
    bytes_read_ += got.value();
    at_end_ = got.value() < wanted;
  }
}

// The next records of the file that is open, up to the end of the batch; the file is closed behind the last. A batch
// ends by what is in it, never by what the buffer holds: see flow::Source::read.
void FileSource::read_records(flow::Batch& batch, std::size_t& bytes) {
  const Input& input = inputs_[next_ - 1];
  std::size_t begin = line_ == 0 ? begin_of_records(buffer_) : 0;
  std::string lead = buffer_.substr(0, begin);
  line_ += count_lines(lead);
  while (bytes < kBatchBytes && batch.documents.size() < kBatchRecords) {
    const base::Result<std::size_t> end = fill(begin);
    if (!end) {
      reject(batch, end.error());
      close();
      return;
    }
    const std::string_view all(buffer_.data() + begin, end.value() - begin);
    if (all.empty()) break;
    std::string_view raw = all.substr(0, all.find('\n'));
    while (!raw.empty() && raw.back() == '\r') raw.remove_suffix(1);
    begin = end.value();
    bytes += all.size();
    if (raw.find_first_not_of(" \t") == std::string_view::npos) continue;
    flow::Document document;
    const std::string line = std::to_string(++line_);
    document.source = display_name(input) + ":" + line;
    document.id = input.id + ":" + line;
    document.input = next_ - 1;
    document.record = std::make_shared<flow::Record>();
    document.record->line = line_;
    document.record->name = document.id;
    document.record->lead = std::exchange(lead, {});
    document.record->raw = raw;
    document.record->line_end = all.substr(raw.size());
    line_ += count_lines(all) - (all.find('\n') == std::string_view::npos ? 0 : 1);
    batch.documents.push_back(std::move(document));
  }
  handed_out_ += begin;
  buffer_.erase(0, begin);
  if (at_end_ && buffer_.empty()) close();
}

base::Result<bool> FileSource::read(flow::Batch& batch) {
  std::size_t bytes = 0;
  while (bytes < kBatchBytes && batch.documents.size() + batch.rejects.size() < kBatchInputs) {
    if (!file_ && next_ == inputs_.size()) break;
    if (!file_ && !open_next(batch)) continue;
    if (records_) read_records(batch, bytes);
    else bytes += read_text(batch);
  }
  batch.mark = mark();
  batch.ends_input = !file_;
  return !batch.documents.empty() || !batch.rejects.empty();
}

// "INPUTS", those that are done; or "INPUTS BYTES LINES", with what is done of the next.
std::string FileSource::mark() const {
  if (!file_) return std::to_string(next_);
  return std::to_string(next_ - 1) + " " + std::to_string(handed_out_) + " " + std::to_string(line_);
}

base::Status FileSource::go_on(std::string_view mark) {
  const base::Error unsound{base::Code::internal, "no place in these inputs: '" + std::string(mark) + "'", {}, {}};
  std::array<std::size_t, 3> numbers{};
  std::size_t count = 0;
  for (const char* at = mark.data(); at < mark.data() + mark.size() && count < 3; ++count) {
    const auto [end, code] = std::from_chars(at, mark.data() + mark.size(), numbers[count]);
    if (code != std::errc{}) return unsound;
    at = end + 1;
  }
  if ((count != 1 && count != 3) || numbers[0] > inputs_.size()) return unsound;
  next_ = numbers[0];
  if (count == 1) return base::Done{};
  flow::Batch none;
  if (next_ == inputs_.size() || !open_next(none)) return none.rejects.empty() ? unsound : none.rejects.front().error;
  while (numbers[1] - handed_out_ > buffer_.size() && !at_end_) {
    handed_out_ += buffer_.size();
    buffer_.clear();
    base::Result<std::size_t> got = file_->read(buffer_, kBatchBytes);
    if (!got) return std::move(got.error());
    bytes_read_ += got.value();
    at_end_ = got.value() < kBatchBytes;
  }
  if (numbers[1] - handed_out_ > buffer_.size()) return unsound;
  buffer_.erase(0, numbers[1] - handed_out_);
  handed_out_ = numbers[1];
  line_ = numbers[2];
  return base::Done{};
}

void FileSource::refine(flow::Batch& batch) const {
  std::vector<flow::Document> kept;
  kept.reserve(batch.documents.size());
  RecordParser parser(options_);
  for (flow::Document& document : batch.documents) {
    base::Status done = document.record ? parser.parse(document) : decode_text(document, options_.encoding);
    if (done) {
      kept.push_back(std::move(document));
      continue;
    }
    flow::Reject rejected{std::move(done.error()), document.input, document.source, 0, {}, {}};
    rejected.error.where = document.source;
    if (document.record) {
      rejected.source = display_name(inputs_[document.input]);
      rejected.line = document.record->line;
      rejected.name = document.record->name;
      rejected.raw = document.record->lead + document.record->raw + document.record->line_end;
    }
    batch.rejects.push_back(std::move(rejected));
  }
  batch.documents = std::move(kept);
}

}  // namespace runon::read
