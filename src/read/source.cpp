#include "read/source.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <utility>

#include "io/compressor.h"
#include "read/record.h"
#include "read/text_check.h"

namespace runon::read {
namespace {

// Some 5 ms of work: handing a batch on costs nothing beside it, small inputs make use of several threads, and little is
// held at once.
constexpr std::size_t kBatchBytes = std::size_t{32} << 10U;
constexpr std::size_t kStepBytes = std::size_t{1} << 20U;
constexpr std::size_t kBatchInputs = 4096;  // of empty files, too, a batch has an end
constexpr std::size_t kBatchDocuments = std::size_t{1} << 16U;
constexpr std::size_t kHeadBytes = std::size_t{64} << 10U;

constexpr flow::Rule kSeparator{"read", "separator", "What parts documents (--split-on) is no text.", "", "", true};

// `name`: of the file or member.
bool is_records(std::string_view name, const Options& options, std::string_view head) {
  if (options.format != InputFormat::automatic) return options.format == InputFormat::jsonl;
  const std::string_view bare = io::without_codec(name);
  if (bare.ends_with(".jsonl") || bare.ends_with(".ndjson")) return true;
  if (bare.ends_with(".txt")) return false;
  return looks_like_records(head);
}

// A piece is decoded already.
base::Status finish_piece(flow::Document& document) {
  document.text = document.base;
  flow::Edits edits;
  for (const auto& [begin, end] : document.piece->separators) edits.add(begin, end, "", kSeparator);
  document.apply(edits);
  return base::Done{};
}

SplitOn sound_split(const std::string& value) {
  base::Result<SplitOn> split = SplitOn::parse(value);
  return split ? std::move(split.value()) : SplitOn();
}

}  // namespace

FileSource::FileSource(std::vector<Input> inputs, Options options, Globs globs)
    : inputs_(std::move(inputs)),
      options_(std::move(options)),
      globs_(std::move(globs)),
      split_(sound_split(options_.split_on)) {}

// The input at hand, or the member, cannot be read (on).
void FileSource::reject(flow::Batch& batch, base::Error error, bool last) {
  const std::string name = content_ ? content_->source : display_name(inputs_[next_ - 1]);
  error.where = error.where.starts_with("byte ") ? name + ": " + error.where : name;
  flow::Reject rejected;
  rejected.error = std::move(error);
  rejected.input = next_ - 1;
  rejected.source = name;
  if (content_) rejected.member = content_->member;
  else if (file_) rejected.member.number = members_;
  rejected.last = last;
  batch.rejects.push_back(std::move(rejected));
}

void FileSource::note_progress() {
  if (!file_) return;
  bytes_read_ += file_->taken() - std::min(file_->taken(), file_bytes_);
  file_bytes_ = std::max(file_bytes_, file_->taken());
}

void FileSource::close() {
  note_progress();
  content_.reset();
  file_.reset();
  members_ = 0;
  names_ = {};
  file_bytes_ = 0;
}

bool FileSource::open_next(flow::Batch& batch) {
  const Input& input = inputs_[next_++];
  if (input.error) {
    reject(batch, *input.error, false);
    return false;
  }
  base::Result<io::Unpacker> file = io::Unpacker::open(input.path, options_.max_expand);
  if (!file) {
    reject(batch, std::move(file.error()), false);
    return false;
  }
  file_ = std::move(file.value());
  return true;
}

// The content that the file stands at now.
void FileSource::begin_member() {
  const Input& input = inputs_[next_ - 1];
  Content& content = content_.emplace(*file_, options_, split_);
  content.id = input.id;
  content.source = display_name(input);
  std::string_view name = input.path;
  if (file_->is_archive()) {
    name = file_->member();
    content.member.number = members_;
    content.member.path = names_.make(name);
    content.id += "/" + content.member.path;
    content.source += "/" + content.member.path;
  }
  content.feed.want(kHeadBytes);
  content.records = is_records(name, options_, content.feed.rest());
}

// Goes to the next member that is meant, or to the content of a file that has none; closes the file behind the last.
bool FileSource::begin_content(flow::Batch& batch) {
  for (;;) {
    base::Result<bool> more = file_->next();
    if (!more) {
      reject(batch, std::move(more.error()), true);
      continue;
    }
    if (!more.value()) break;
    if (file_->is_archive()) ++members_;
    if (file_->is_archive() && !globs_.all()) {
      const std::string path = inputs_[next_ - 1].id + "/" + valid_name(file_->member());
      if (!globs_.in(path)) continue;
    }
    begin_member();
    return true;
  }
  close();
  return false;
}

void FileSource::end_content(flow::Batch& batch) {
  if (content_->feed.fault()) reject(batch, *content_->feed.fault(), true);
  content_.reset();
  if (!file_->is_archive()) close();
}

base::Result<bool> FileSource::next_document(flow::Document& document) {
  document.input = next_ - 1;
  document.member = content_->member;
  if (!content_->records) {
    base::Result<bool> more = content_->pieces.next(content_->feed, document);
    document.source = content_->source;
    document.id = content_->id;
    if (document.piece) document.id += "#" + std::to_string(document.piece->number);
    return more;
  }
  base::Result<bool> more = content_->lines.next(content_->feed, document);
  const std::size_t number = document.record ? document.record->line : content_->lines.line();
  const std::string line = ":" + std::to_string(number);
  document.source = content_->source + line;
  document.id = content_->id + line;
  if (document.record) document.record->name = document.id;
  return more;
}

// The next document of the content at hand; gives how many bytes it has.
std::size_t FileSource::hand_out(flow::Batch& batch) {
  flow::Document document;
  const std::size_t before = content_->feed.handed_out();
  base::Result<bool> more = next_document(document);
  if (!more && content_->records) {  // one that is too long: the next one can be read
    more.error().where = document.source;
    flow::Reject rejected = flow::reject(document, std::move(more.error()), {});
    rejected.source = content_->source;
    rejected.line = content_->lines.line();
    rejected.name = document.id;
    batch.rejects.push_back(std::move(rejected));
  } else if (!more) {
    reject(batch, std::move(more.error()), false);
    content_.reset();
    if (!file_->is_archive()) close();
    return 0;
  } else if (more.value()) {
    batch.documents.push_back(std::move(document));
  }
  const std::size_t bytes = content_->feed.handed_out() - before;
  note_progress();
  const bool dry = more && !more.value();
  if (dry || (content_->feed.whole() && content_->feed.rest().empty())) end_content(batch);
  return bytes;
}

base::Result<bool> FileSource::read(flow::Batch& batch) {
  std::size_t bytes = 0;
  std::size_t opened = 0;
  // A batch with nothing in it says that there is no more, so that inputs without documents are passed over, however many.
  const auto room = [&] {
    const std::size_t held = batch.documents.size() + batch.rejects.size();
    return held == 0 || (bytes < kBatchBytes && opened < kBatchInputs && held < kBatchDocuments);
  };
  while (room()) {
    if (content_) {
      bytes += hand_out(batch);
    } else if (file_) {
      ++opened;
      begin_content(batch);
    } else if (next_ < inputs_.size()) {
      ++opened;
      open_next(batch);
    } else {
      break;
    }
  }
  batch.mark = mark();
  batch.ends_input = !file_;
  return !batch.documents.empty() || !batch.rejects.empty();
}

// "INPUTS", those that are done; "INPUTS MEMBERS", with those that are done of the next one; or "INPUTS MEMBERS BYTES
// LINES PIECES CUT", with what is done of the content behind these.
std::string FileSource::mark() const {
  if (!file_) return std::to_string(next_);
  std::string words = std::to_string(next_ - 1) + " ";
  if (!content_) return words + std::to_string(members_);
  words += std::to_string(members_ - (file_->is_archive() ? 1 : 0));
  Pieces::Place place = content_->pieces.place(content_->feed);
  if (content_->records) place.lines = content_->lines.line();
  for (const std::size_t number : {place.bytes, place.lines, place.pieces, std::size_t{place.cut ? 1U : 0U}})
    words += " " + std::to_string(number);
  return words;
}

base::Status FileSource::go_on(std::string_view mark) {
  const base::Error unsound{base::Code::internal, "no place in these inputs: '" + std::string(mark) + "'", {}, {}};
  std::array<std::size_t, 6> numbers{};
  std::size_t count = 0;
  for (const char* at = mark.data(); at < mark.data() + mark.size() && count < numbers.size(); ++count) {
    const auto [end, code] = std::from_chars(at, mark.data() + mark.size(), numbers[count]);
    if (code != std::errc{}) return unsound;
    at = end + 1;
  }
  if ((count != 1 && count != 2 && count != 6) || numbers[0] > inputs_.size()) return unsound;
  next_ = numbers[0];
  if (count == 1) return base::Done{};
  flow::Batch none;
  if (next_ == inputs_.size() || !open_next(none)) return none.rejects.empty() ? unsound : none.rejects.front().error;
  while (members_ < numbers[1]) {
    // Faults on the way were told before.
    if (!begin_content(none)) return unsound;
    content_.reset();
  }
  if (count == 2) return base::Done{};
  if (!begin_content(none)) return unsound;
  if (!content_->records) return content_->pieces.go_on(content_->feed, {numbers[2], numbers[3], numbers[4], numbers[5] != 0});
  while (content_->feed.handed_out() < numbers[2]) {
    content_->feed.want(std::min(kStepBytes, numbers[2] - content_->feed.handed_out()));
    if (content_->feed.rest().empty()) return unsound;
    content_->feed.drop(std::min(content_->feed.rest().size(), numbers[2] - content_->feed.handed_out()));
  }
  content_->lines.go_on(numbers[3]);
  return base::Done{};
}

void FileSource::refine(flow::Batch& batch) const {
  std::vector<flow::Document> kept;
  kept.reserve(batch.documents.size());
  RecordParser parser(options_);
  for (flow::Document& document : batch.documents) {
    base::Status done = document.record  ? parser.parse(document)
                        : document.piece ? finish_piece(document)
                                         : decode_text(document, options_.encoding);
    if (done) {
      kept.push_back(std::move(document));
      continue;
    }
    std::string raw = document.record ? document.record->lead + document.record->raw + document.record->line_end : std::string();
    done.error().where = document.source;
    flow::Reject rejected = flow::reject(document, std::move(done.error()), std::move(raw));
    if (document.record) rejected.source = document.source.substr(0, document.source.rfind(':'));
    batch.rejects.push_back(std::move(rejected));
  }
  batch.documents = std::move(kept);
}

}  // namespace runon::read
