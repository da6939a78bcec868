#include "read/pieces.h"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "read/text_check.h"
#include "text/cut.h"
#include "text/encoding.h"
#include "text/line_ends.h"

namespace runon::read {
namespace {

constexpr std::size_t kSampleBytes = std::size_t{256} << 10U;
constexpr std::size_t kBlockBytes = std::size_t{1} << 20U;
constexpr std::size_t kNoLimit = std::numeric_limits<std::size_t>::max();

bool is_blank(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) <= 0x20; });
}

// The longest begin of `bytes` that ends with a character, as far as the bytes alone say.
std::string_view whole_characters(std::string_view bytes, std::string_view encoding) {
  const auto unit = [&](std::size_t n) { return bytes.substr(0, bytes.size() / n * n); };
  if (encoding.starts_with("UTF-32")) return unit(4);
  if (encoding.starts_with("UTF-16")) {
    std::string_view even = unit(2);
    const std::size_t high = encoding == text::kUtf16Be ? 2 : 1;
    if (even.size() >= 2 && (static_cast<unsigned char>(even[even.size() - high]) & 0xFCU) == 0xD8) even.remove_suffix(2);
    return even;
  }
  // No encoding of ours that is based on ASCII has a line feed within a character.
  const std::size_t line_end = bytes.rfind('\n');
  return line_end == std::string_view::npos || line_end < bytes.size() / 2 ? bytes : bytes.substr(0, line_end + 1);
}

}  // namespace

// Where a piece ends.
struct Pieces::Found {
  std::size_t end = 0;
  bool cut = false;
  std::vector<flow::Span> separators;

  void add(const SplitOn::Found& separator) {
    if (separator.end > separator.begin) separators.push_back({separator.begin, separator.end});
  }
};

struct Pieces::Window {
  explicit Window(text::Transcoded made, std::size_t bytes)
      : decoded(std::move(made)), offsets(decoded.base, decoded.encoding), raw_bytes(bytes) {}

  text::Transcoded decoded;
  text::SourceOffsets offsets;
  std::size_t raw_bytes;  // it was made of
  std::size_t at = 0;     // handed out
  std::size_t raw_at = 0;

  std::string_view rest() const { return std::string_view(decoded.base).substr(at); }
  std::size_t raw_left() const { return raw_bytes - raw_at; }
};

Pieces::Pieces(const Options& options, const SplitOn& split) : options_(options), split_(split) { encoding_.name.clear(); }
Pieces::Pieces(Pieces&&) noexcept = default;
Pieces::~Pieces() = default;

base::Status Pieces::begin(Feed& feed) {
  feed.want(kSampleBytes);
  std::string sample(feed.rest().substr(0, kSampleBytes));
  if (std::optional<base::Error> error = find_signature(sample)) return *std::move(error);
  base::Result<text::Transcoded> decoded = text::to_base(std::move(sample), options_.encoding);
  if (!decoded) return std::move(decoded.error());
  if (std::optional<base::Error> error = find_binary(decoded.value().base)) return *std::move(error);
  encoding_ = std::move(decoded.value().encoding);
  // Of the sample, not of a piece: each piece has its own.
  encoding_.kept.clear();
  encoding_.tail.clear();
  return base::Done{};
}

std::string_view Pieces::view(const Feed& feed) const {
  if (is_utf8()) return feed.rest();
  return window_ ? window_->rest() : std::string_view();
}

bool Pieces::whole(const Feed& feed) const {
  return feed.whole() && (is_utf8() || feed.rest().empty() || (window_ && window_->raw_left() == feed.rest().size()));
}

// Makes view() hold so many bytes, or all that is left; some more, so that it is not asked for each document.
void Pieces::fill(Feed& feed, std::size_t bytes) {
  if (view(feed).size() >= bytes || whole(feed)) return;
  bytes = std::max(bytes, options_.max_document > 0 ? std::min(kBlockBytes, options_.max_document + 1) : kBlockBytes);
  if (is_utf8()) return feed.want(bytes);
  for (std::size_t raw = bytes; view(feed).size() < bytes && !whole(feed); raw *= 2) {
    feed.want(raw);
    const std::string_view part = feed.whole() ? feed.rest() : whole_characters(feed.rest(), encoding_.name);
    base::Result<text::Transcoded> decoded = text::to_base(std::string(part), encoding_.name);
    window_ = std::make_unique<Window>(decoded ? std::move(decoded.value()) : text::Transcoded(), part.size());
  }
}

// Which bytes are looked at depends on the text alone, never on how much of it happens to be read: so whoever goes on in
// the middle finds the same pieces.
Pieces::Found Pieces::find_end(Feed& feed) {
  const std::size_t limit = options_.max_document > 0 ? options_.max_document : kNoLimit;
  const std::size_t margin = split_.on() ? SplitOn::kLongest : 0;
  Found found;
  std::size_t scan = 0;        // where to look for the next separator
  std::size_t text_begin = 0;  // behind the separators in front of any text
  for (;;) {
    const std::string_view text = view(feed);
    const auto separator = split_.on() ? split_.find(text, scan, whole(feed)) : std::nullopt;
    if (separator && separator->begin <= limit) {
      const bool ends_text = !is_blank(text.substr(text_begin, separator->begin - text_begin));
      found.add(*separator);
      found.end = text_begin = separator->end;
      scan = std::max(separator->next, separator->end);
      if (!ends_text) continue;
      take_rest(feed, scan, found);
      return found;
    }
    if (text.size() > limit && (whole(feed) || text.size() - limit > margin)) {
      found.cut = true;
      found.end = text::best_cut(text.substr(0, limit));
      std::erase_if(found.separators, [&](const flow::Span& span) { return span.end > found.end; });
      return found;
    }
    if (whole(feed)) {
      found.end = text.size();
      return found;
    }
    // A separator may begin in what is here and end in what is not; empty lines may begin far in front.
    const std::size_t back = text.size() - std::min(text.size(), SplitOn::kLongest);
    const std::size_t words = text.substr(0, back).find_last_not_of(" \t\r\n");
    scan = std::max(scan, words == std::string_view::npos ? 0 : words);
    const std::size_t most = limit == kNoLimit ? limit : limit + margin + 1;
    fill(feed, std::min(most, std::max(text.size() * 2, kBlockBytes)));
  }
}

// What stands behind the last document, if it is short and no text, goes to it: it must not be a document of its own.
void Pieces::take_rest(Feed& feed, std::size_t scan, Found& found) {
  fill(feed, found.end + SplitOn::kLongest + 1);
  const std::string_view text = view(feed);
  if (!whole(feed) || text.size() - found.end > SplitOn::kLongest) return;
  Found more = found;
  for (;;) {
    const auto separator = split_.find(text, scan, true);
    if (!separator || !is_blank(text.substr(more.end, separator->begin - more.end))) break;
    more.add(*separator);
    more.end = separator->end;
    scan = std::max(separator->next, separator->end);
  }
  if (!is_blank(text.substr(more.end))) return;
  more.end = text.size();
  found = std::move(more);
}

void Pieces::hand_out(Feed& feed, std::size_t end, flow::Document& document) {
  document.piece->bytes = feed.handed_out();
  document.piece->lines = lines_;
  document.piece->number = ++pieces_;
  document.encoding = encoding_;
  if (is_utf8()) {
    document.base = feed.take(end);
  } else {
    Window& window = *window_;
    document.base = window.rest().substr(0, end);
    for (const flow::Kept& kept : window.decoded.encoding.kept)
      if (kept.begin >= window.at && kept.end <= window.at + end)
        document.encoding.kept.push_back({kept.begin - window.at, kept.end - window.at, kept.bytes});
    window.at += end;
    const bool last = window.at == window.decoded.base.size();
    const std::size_t raw_end = last ? window.raw_bytes : window.offsets.at(window.at);
    if (last) document.encoding.tail = window.decoded.encoding.tail;
    // An encoding with states, or a cut through what is kept: then the bytes are.
    std::string raw = feed.take(raw_end - std::exchange(window.raw_at, raw_end));
    if (text::from_base(document.base, document.encoding) != raw) {
      document.encoding.tail.clear();
      document.encoding.kept = {{0, document.base.size(), std::move(raw)}};
    }
  }
  lines_ += text::count_line_ends(document.base);
}

base::Result<bool> Pieces::next(Feed& feed, flow::Document& document) {
  if (encoding_.name.empty()) {
    if (!split_.on()) {
      feed.want(options_.max_document > 0 ? options_.max_document + 1 : kNoLimit);
      if (feed.rest().empty() && feed.fault()) return false;  // nothing could be read
      if (feed.whole() && (options_.max_document == 0 || feed.rest().size() <= options_.max_document)) {
        document.base = feed.take(feed.rest().size());
        return true;
      }
    }
    if (base::Status done = begin(feed); !done) return std::move(done.error());
  }
  fill(feed, 1);
  // Bytes that decode to nothing (the head of ISO-2022-KR) are a piece too; nothing at all is one empty document.
  if (view(feed).empty() && feed.rest().empty()) return feed.handed_out() == 0 && !feed.fault();
  Found found = find_end(feed);
  document.piece.emplace();
  document.piece->cut = std::exchange(cut_, found.cut);
  document.piece->separators = std::move(found.separators);
  hand_out(feed, found.end, document);
  return true;
}

base::Status Pieces::go_on(Feed& feed, const Place& place) {
  if (base::Status done = begin(feed); !done) return done;
  while (feed.handed_out() < place.bytes) {
    feed.want(std::min(kBlockBytes, place.bytes - feed.handed_out()));
    if (feed.rest().empty()) return base::Error{base::Code::internal, "the input is shorter than it was", {}, {}};
    feed.drop(std::min(feed.rest().size(), place.bytes - feed.handed_out()));
  }
  lines_ = place.lines;
  pieces_ = place.pieces;
  cut_ = place.cut;
  return base::Done{};
}

}  // namespace runon::read
