#include "text/cut.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "text/utf8.h"

namespace runon::text {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kNear = std::size_t{64} << 10U;

// Quotation marks and brackets that may stand behind a sentence.
constexpr std::array kClosers = {"\""sv,           "'"sv, ")"sv, "]"sv,
                                 "\xC2\xBB"sv,       // RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK
                                 "\xE2\x80\x99"sv,   // RIGHT SINGLE QUOTATION MARK
                                 "\xE2\x80\x9D"sv,   // RIGHT DOUBLE QUOTATION MARK
                                 "\xE3\x80\x8B"sv,   // RIGHT DOUBLE ANGLE BRACKET
                                 "\xE3\x80\x8D"sv,   // RIGHT CORNER BRACKET
                                 "\xE3\x80\x8F"sv,   // RIGHT WHITE CORNER BRACKET
                                 "\xEF\xBC\x89"sv};  // FULLWIDTH RIGHT PARENTHESIS

constexpr std::array kTerminals = {"."sv,
                                   "!"sv,
                                   "?"sv,
                                   "\xE2\x80\xA6"sv,   // HORIZONTAL ELLIPSIS
                                   "\xE3\x80\x82"sv,   // IDEOGRAPHIC FULL STOP
                                   "\xEF\xBC\x81"sv,   // FULLWIDTH EXCLAMATION MARK
                                   "\xEF\xBC\x8E"sv,   // FULLWIDTH FULL STOP
                                   "\xEF\xBC\x9F"sv};  // FULLWIDTH QUESTION MARK

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r'; }

template <class Ends>
bool strip(std::string_view& text, const Ends& ends) {
  const auto found = std::find_if(ends.begin(), ends.end(), [&](std::string_view end) { return text.ends_with(end); });
  if (found == ends.end()) return false;
  text.remove_suffix(found->size());
  return true;
}

// So much of what stands in front says how it ends.
std::string_view tail(std::string_view text) { return text.substr(text.size() - std::min<std::size_t>(text.size(), 64)); }

bool ends_sentence(std::string_view line) {
  while (!line.empty() && is_space(line.back())) line.remove_suffix(1);
  if (line.empty() || ascii_letter(line.back())) return false;
  while (strip(line, kClosers)) continue;
  return strip(line, kTerminals);
}

// Kinds 1 to 4 of best_cut; a place of 0 is none.
struct Places {
  std::size_t sure = 0, gap = 0, sentence = 0, line = 0;
};

// Goes back from line end to line end, and form feed to form feed, until a place is sure.
class Backwards {
 public:
  Backwards(std::string_view text, char line_end) : text_(text), line_end_(line_end), half_(text.size() / 2) {}

  Places run() {
    Places found;
    std::size_t end = last(line_end_, text_.size());
    std::size_t feed = last('\f', text_.size());
    while (end != kNone || feed != kNone) {
      const bool is_feed = feed != kNone && (end == kNone || feed > end);
      const std::size_t at = is_feed ? feed : end;
      (is_feed ? feed : end) = last(is_feed ? '\f' : line_end_, at);
      // A CR at the very end may be half of a CR LF.
      if (line_end_ == '\r' && !is_feed && at + 1 == text_.size()) continue;
      const std::size_t place = is_feed ? at : at + 1;
      const bool gap = is_feed || behind_empty_line(at);
      const bool ends = (gap || found.sentence == 0) && behind_sentence(at);
      if (gap && ends) return found.sure = place, found;
      if (gap && found.gap == 0) found.gap = place;
      if (ends && found.sentence == 0) found.sentence = place;
      if (found.line == 0) found.line = place;
    }
    return found;
  }

 private:
  static constexpr std::size_t kNone = std::string_view::npos;

  // The last `c` in front of `before`, in the second half.
  std::size_t last(char c, std::size_t before) const {
    const std::string_view searched = text_.substr(half_, std::max(before, half_) - half_);
#ifdef __GLIBC__
    // Where the character is rare, all of it is gone through, and rfind() goes byte by byte.
    const void* const found = ::memrchr(searched.data(), c, searched.size());
    const std::size_t at = found == nullptr ? kNone : static_cast<std::size_t>(static_cast<const char*>(found) - searched.data());
#else
    const std::size_t at = searched.rfind(c);
#endif
    return at == kNone || half_ + at == 0 ? kNone : half_ + at;
  }

  bool behind_empty_line(std::size_t line_end) const {
    if (line_end_ != '\n') return false;
    std::size_t begin = line_end;
    while (begin > 0 && is_space(text_[begin - 1])) --begin;
    return begin > 0 && text_[begin - 1] == '\n';
  }

  // Whether the last words in front of `at` end a sentence. Empty lines between are walked over once, whoever asks.
  bool behind_sentence(std::size_t at) {
    if (at >= words_end_) return sentence_;
    words_end_ = at;
    while (words_end_ > 0 && (is_space(text_[words_end_ - 1]) || text_[words_end_ - 1] == '\n' || text_[words_end_ - 1] == '\f'))
      --words_end_;
    return sentence_ = ends_sentence(tail(text_.substr(0, words_end_)));
  }

  std::string_view text_;
  char line_end_;
  std::size_t half_;
  std::size_t words_end_ = kNone;
  bool sentence_ = false;
};

std::size_t near_cut(std::string_view text) {
  const std::size_t from = std::max(text.size() / 2, text.size() - std::min(text.size(), kNear));
  for (std::size_t at = text.size() - 1; at > from; --at) {
    const bool ideographic = static_cast<unsigned char>(text[at - 1]) >= 0x80;
    if ((text[at] == ' ' || ideographic) && (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U &&
        ends_sentence(tail(text.substr(from, at - from))))
      return at;
  }
  for (std::size_t at = text.size() - 1; at > from; --at)
    if (text[at] == ' ' && text[at - 1] != ' ') return at;
  std::size_t at = text.size() - 1;
  for (int i = 0; i < 3 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U; ++i) --at;
  return at;
}

}  // namespace

std::size_t best_cut(std::string_view utf8) {
  for (const char line_end : {'\n', '\r'}) {
    const Places found = Backwards(utf8, line_end).run();
    for (const std::size_t place : {found.sure, found.gap, found.sentence, found.line})
      if (place > 0) return place;
  }
  return near_cut(utf8);
}

}  // namespace runon::text
