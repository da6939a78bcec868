#include "rejoin/line_facts.h"

#include <algorithm>
#include <bit>
#include <string_view>

#include "base/vectors.h"
#include "rejoin/bylines.h"
#include "rejoin/face.h"
#include "rejoin/line_block.h"
#include "rejoin/markers.h"
#include "rejoin/measure.h"
#include "rejoin/seams.h"
#include "rejoin/series.h"
#include "rejoin/trait.h"
#include "text/properties.h"
#include "text/utf8.h"

namespace runon::rejoin {
namespace {

bool ends_in_leader(std::string_view text) {
  std::size_t end = text.size();
  while (end > 0 && text::ascii_digit(text[end - 1])) --end;
  if (end == text.size()) return false;
  int dots = 0;
  while (end > 0) {
    const text::Decoded d = text::decode_before(text, end);
    const bool dot = d.point == U'.' || d.point == 0x00B7 || d.point == 0x2026 || d.point == 0x22EF;
    if (!dot && d.point != U' ') break;
    if (dot) dots += d.point == 0x2026 || d.point == 0x22EF ? 3 : 1;
    end -= d.bytes;
  }
  return dots >= 4;
}

// One walk over a line, and what it finds. Letters of ASCII, spaces and ideographs are counted by blocks.
class Walk {
 public:
  Walk(const flow::Document& document, LineFacts& f) : document_(document), text_(view(document, f)), f_(f) {
    for (std::size_t from = 0; from < text_.size();) from = block(from);
    look_at_ends();
    conclude();
  }

  // Few enough characters, and a word for reporters may stand where it makes a byline: an ideograph of such words near the
  // begin of a short line or one that spaces part, a word of an alphabet in a line of few words without marks, either in
  // brackets.
  bool may_be_byline() const {
    if (characters_ > kLongestByline) return false;
    if (may_report_) return true;
    const bool brackets =
        f_.first != Glyph::han && text::properties(text::decode(text_, 0).point).breaking == text::Breaking::open;
    if ((brackets || words_ > 1 || characters_ <= kBylineRun) && leads_with_report()) return true;
    return spaced_ > 0 && (brackets || (words_ <= kBylineWords && !punctuated_)) && may_spell_reporter(text_);
  }

 private:
  // Says where the next block begins.
  std::size_t block(std::size_t from) {
    const LineBlock b = line_block(document_.text, f_.begin + from, f_.end, vectors_);
    const std::size_t n = std::min(text_.size() - from, LineBlock::kBytes);
    const std::uint64_t texts = b.letters | b.ideographs;
    if ((texts & 1U) != 0) begin_text();
    words_ += b.begin_count;
    f_.columns |= (b.spaces & (b.spaces << 1U | (in_space_ ? 1U : 0U))) != 0;
    characters_ += std::size_t{b.letter_count} + b.ideograph_count + b.space_count;
    f_.visible += std::uint32_t{b.letter_count} + b.ideograph_count;
    spaced_ += b.letter_count;
    cjk_ += b.ideograph_count;
    wide_ += b.ideograph_count;
    soft_ += b.ems;
    const std::uint64_t insides = b.ideographs | b.ideographs << 1U | b.ideographs << 2U;
    const std::size_t next = look_at_others(from, n, b, insides);
    const std::uint64_t last = std::uint64_t{1} << (n - 1);
    if (((b.letters | b.spaces | insides) & last) != 0) {
      in_space_ = (b.spaces & last) != 0;
      after_cjk_ = (insides & last) != 0;
    }
    return next;
  }

  // Those that the block does not tell of, one by one. Says where the first character behind the block begins.
  std::size_t look_at_others(std::size_t from, std::size_t n, const LineBlock& b, std::uint64_t insides) {
    constexpr std::uint64_t kAll = ~std::uint64_t{0};
    const std::uint64_t plain = b.letters | b.spaces | insides;
    std::uint64_t others = ~plain & kAll >> (LineBlock::kBytes - n);
    // The last ideograph may end behind it.
    std::size_t next = n + ((b.ideographs >> 63U) != 0 ? 2 : (b.ideographs >> 62U) != 0 ? 1 : 0);
    while (others != 0) {
      const auto at = static_cast<unsigned>(std::countr_zero(others));
      if (at > 0 && (plain >> (at - 1) & 1U) != 0) {
        in_space_ = (b.spaces >> (at - 1) & 1U) != 0;
        after_cjk_ = (insides >> (at - 1) & 1U) != 0;
      }
      at_ = from + at;
      any();
      const std::size_t end = at_ - from;
      next = std::max(next, end);
      if (end >= LineBlock::kBytes) break;
      others &= kAll << end;
      if (!in_space_) continue;
      f_.columns |= (b.spaces >> end & 1U) != 0;
      if (((b.letters | b.ideographs) >> end & 1U) != 0) begin_text();
    }
    return from + next;
  }

  // Classes of the first two and the last two characters, and of the last one that closes nothing.
  void look_at_ends() {
    for (std::size_t at = 0; at < text_.size() && f_.first2 == Glyph::none;) {
      const text::Decoded d = text::decode(text_, at);
      at += d.bytes;
      const Trait t = trait(d.point);
      if (!t.is(Trait::kSpace | Trait::kMark)) (f_.first == Glyph::none ? f_.first : f_.first2) = t.glyph;
    }
    for (std::size_t end = text_.size(); end > 0 && (f_.last2 == Glyph::none || ending_ == Glyph::none);) {
      const text::Decoded d = text::decode_before(text_, end);
      end -= d.bytes;
      const Trait t = trait(d.point);
      if (t.is(Trait::kSpace | Trait::kMark)) continue;
      if (f_.last == Glyph::none) f_.last = t.glyph;
      else if (f_.last2 == Glyph::none) f_.last2 = t.glyph;
      if (ending_ == Glyph::none && t.glyph != Glyph::close && t.glyph != Glyph::quote) ending_ = t.glyph;
    }
  }

  Trait trait(char32_t point) const { return trait_of(point, known_); }

  // One of the first ideographs is one that words for reporters begin with.
  bool leads_with_report() const {
    for (std::size_t at = 0, n = 0; at < text_.size() && n <= kBylineLead; ++n) {
      const char32_t ideograph = text::ideograph_at(text_, at);
      if (ideograph != 0 && may_report(ideograph)) return true;
      at += ideograph != 0 ? 3 : text::decode(text_, at).bytes;
    }
    return false;
  }

  void any() {
    const text::Decoded d = text::decode(text_, at_);
    const Trait t = trait(d.point);  // an ideograph stands at the end of a block
    at_ += d.bytes;
    ++characters_;
    may_report_ |= t.is(Trait::kMayReport);
    widen(t);
    if (t.is(Trait::kSpace)) {
      wide_gap_ = wide_gap_ || t.is(Trait::kTab) || in_space_;
      in_space_ = true;
      return;
    }
    count(t);
  }

  void widen(const Trait& t) {
    if (t.is(Trait::kAmbiguous)) {
      // Curly quotes, dashes and dots: the neighbour decides.
      if (!after_cjk_ && !full_width_next()) {
        rest_ += t.ems;
        return;
      }
      ++wide_;
      slack_ += kSlack;
      after_cjk_ = true;
    } else if (t.is(Trait::kWide)) {
      if (t.is(Trait::kPunctuation)) slack_ += kSlack;
      after_cjk_ = t.is(Trait::kFullWidth);
      if (after_cjk_) ++wide_;
      else rest_ += t.ems;
    } else {
      soft_ += t.ems;
      if (t.ems > 0) after_cjk_ = false;
    }
  }

  bool full_width_next() const {
    if (at_ == text_.size()) return false;
    return text::ideograph_at(text_, at_) != 0 || known_(text::decode(text_, at_).point).is(Trait::kFullWidth);
  }

  void begin_text() {
    f_.columns |= wide_gap_;
    wide_gap_ = false;
    if (in_space_) ++words_;
    in_space_ = false;
  }

  void count(const Trait& t) {
    begin_text();
    ++f_.visible;
    if (t.is(Trait::kComma)) ++commas_;
    if (t.is(Trait::kSign)) ++signs_;
    if (t.is(Trait::kLetter)) {
      if (t.is(Trait::kCjk)) ++cjk_;
      else if (!t.is(Trait::kThai)) ++spaced_;
      else ++thai_;
      return;
    }
    if (!t.is(Trait::kPunctuation)) return;
    punctuated_ = true;
    constexpr std::int8_t kMost = 100;
    if (t.glyph == Glyph::stop) ++stops_;
    if (t.glyph == Glyph::stop || t.glyph == Glyph::comma || t.glyph == Glyph::colon) ++pauses_;
    if (t.is(Trait::kApostrophe)) return;
    if (t.glyph == Glyph::open && f_.unclosed < kMost) ++f_.unclosed;
    if (t.glyph == Glyph::close) {
      if (f_.unclosed > 0) --f_.unclosed;
      else if (f_.unopened < kMost) ++f_.unopened;
    }
  }

  void conclude() {
    const auto capped = [](std::size_t n) { return static_cast<std::uint16_t>(std::min<std::size_t>(n, 0xFFFF)); };
    f_.commas = capped(commas_);
    f_.symbols = capped(signs_);
    f_.words = capped(words_);
    f_.stops = capped(stops_);
    f_.pauses = capped(pauses_);
    const std::size_t letters = cjk_ + spaced_ + thai_;
    f_.letters = static_cast<std::uint32_t>(letters);
    f_.cjk = cjk_ * 2 > letters;
    f_.spaced = spaced_ * 2 > letters;
    f_.stop = ending_ == Glyph::stop || ending_ == Glyph::dot || ending_ == Glyph::ellipsis;
    const auto ems = [](std::uint32_t thousandths) { return static_cast<float>(thousandths) / 1000; };
    f_.size = {ems(rest_ + soft_ + wide_ * 1000), ems(slack_), ems(soft_)};
  }

  static constexpr std::uint32_t kSlack = 500;

  const text::Known<look_at>& known_ = traits();
  const bool vectors_ = base::wide_vectors();
  const flow::Document& document_;
  std::string_view text_;
  LineFacts& f_;
  std::size_t at_ = 0;
  std::size_t characters_ = 0;
  std::size_t cjk_ = 0;
  std::size_t spaced_ = 0;
  std::size_t thai_ = 0;
  std::size_t words_ = 0;
  std::size_t commas_ = 0;
  std::size_t signs_ = 0;
  std::size_t stops_ = 0;
  std::size_t pauses_ = 0;
  Glyph ending_ = Glyph::none;  // the last class that is no closing mark
  bool may_report_ = false;     // a word for reporters may begin with one that was looked at by itself
  bool punctuated_ = false;
  bool in_space_ = true;
  bool wide_gap_ = false;  // a tab or two spaces stand in front
  bool after_cjk_ = false;
  // In thousandths of an em in the average face: see widths().
  std::uint32_t soft_ = 0;
  std::uint32_t rest_ = 0;
  std::uint32_t slack_ = 0;
  std::uint32_t wide_ = 0;  // ems
};

bool may_mark(std::string_view text) {
  const char32_t first = text::decode(text, 0).point;
  if (first == text::ideograph_at(text, 0)) return ideograph_may_mark(first);
  const Trait t = traits()(first);
  return t.is(Trait::kMayMark) || (t.is(Trait::kAsciiLetter) && text.size() > 1 && text[1] == ')');
}

// "photograph and report", in UTF-8.
constexpr std::string_view kPictureSimplified = "\xE6\x91\x84\xE5\xBD\xB1\xE6\x8A\xA5\xE9\x81\x93";
constexpr std::string_view kPictureTraditional = "\xE6\x94\x9D\xE5\xBD\xB1\xE5\xA0\xB1\xE9\x81\x93";

void describe(const flow::Document& document, std::string_view text, LineFacts& f) {
  const Walk walk(document, f);
  const Unit unit = first_unit(text, true);
  const Unit word = unit.hangul ? first_unit(text, false) : unit;
  f.first_unit = unit.ems;
  f.first_word = word.ems;
  f.unit_bytes = static_cast<std::uint32_t>(unit.bytes);
  f.word_bytes = static_cast<std::uint32_t>(word.bytes);
  f.pictured = text.ends_with(kPictureSimplified) || text.ends_with(kPictureTraditional);
  if (may_mark(text)) f.marker = marker_of(text);
  if (f.marker == Marker::none && walk.may_be_byline() && is_byline(text::decode_all(text))) f.marker = Marker::byline;
  f.leader = ends_in_leader(text);
}

// "This paper, PLACE, report" alone on its line; or the reporter's name in brackets behind that.
bool opens_report(const LineFacts& f, std::string_view text, const LineFacts* before) {
  constexpr std::u32string_view kReports = U"\u8BAF\u8A0A\u7535\u96FB";  // report, cable
  if (f.marker != Marker::dateline && f.marker != Marker::byline) return false;
  const char32_t last = text::decode_before(text, text.size()).point;
  if (f.marker == Marker::dateline) return kReports.find(last) != std::u32string_view::npos;
  const bool brackets = text::properties(text::decode(text, 0).point).breaking == text::Breaking::open &&
                        text::properties(last).breaking == text::Breaking::close;
  return brackets && before != nullptr && before->opening;
}

// Where the text of a line begins and ends.
std::size_t text_begin(std::string_view line, float& indent) {
  std::size_t at = 0;
  while (at < line.size() && text::ideograph_at(line, at) == 0) {
    if (line[at] > ' ' && line[at] < 0x7F) return at;
    const text::Decoded d = text::decode(line, at);
    const Trait t = traits()(d.point);
    if (!t.is(Trait::kSpace)) break;
    indent += t.is(Trait::kTab) ? 2.0F : static_cast<float>(t.ems) / 1000;
    at += d.bytes;
  }
  return at;
}

std::size_t text_end(std::string_view line, std::size_t begin) {
  std::size_t at = line.size();
  if (at >= begin + 3 && text::ideograph_at(line, at - 3) != 0) return at;
  while (at > begin) {
    if (line[at - 1] > ' ' && line[at - 1] < 0x7F) return at;
    const text::Decoded d = text::decode_before(line, at);
    if (!text::properties(d.point).space()) break;
    at -= d.bytes;
  }
  return at;
}

}  // namespace

void gather(const flow::Document& document, std::vector<LineFacts>& facts) {
  facts.clear();
  std::uint32_t blanks = 0;
  bool page_break = false;
  bool across = false;
  facts.reserve(document.lines.size());
  const float space = advance(U' ');
  for (std::size_t i = 0; i < document.lines.size(); ++i) {
    const flow::Line& line = document.lines[i];
    page_break |= line.page_break;
    float indent = 0;
    const std::size_t begin = line.begin + text_begin(document.view(line), indent);
    const std::size_t end = line.begin + text_end(document.view(line), begin - line.begin);
    const bool marked = line.mark == flow::Mark::furniture || line.mark == flow::Mark::jump;
    if (begin == end || marked) {
      if (line.dropped || marked) across = true;
      else ++blanks;
      continue;
    }
    LineFacts& f = facts.emplace_back();
    const LineFacts* const before = facts.size() < 2 ? nullptr : &f - 1;
    f.line = i;
    f.begin = begin;
    f.end = end;
    f.indent = indent;
    f.blanks = blanks;
    f.page_break = page_break;
    f.across = across;
    f.stretched = line.stretched;
    f.trailing = end < line.end;
    f.space = space;
    const std::string_view text = view(document, f);
    describe(document, text, f);
    f.opening = opens_report(f, text, before);
    blanks = 0;
    page_break = false;
    across = false;
  }
  const Abbreviations abbreviations(document, facts);
  for (LineFacts& f : facts) {
    if (!abbreviations.ends(f)) continue;
    f.stop = false;
    f.last = f.last2;
  }
  find_series(document, facts);
}

}  // namespace runon::rejoin
