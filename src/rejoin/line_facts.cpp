#include "rejoin/line_facts.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "rejoin/bylines.h"
#include "rejoin/face.h"
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
  while (end > 0 && text[end - 1] >= '0' && text[end - 1] <= '9') --end;
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

// One walk over a line, and what it finds. Letters of ASCII and ideographs are passed in runs.
class Walk {
 public:
  Walk(std::string_view text, LineFacts& f) : text_(text), f_(f) {
    while (at_ < text.size())
      if (!(static_cast<unsigned char>(text[at_]) < 0x80 ? letters() || space() : ideographs())) any();
    conclude();
  }

  // Few enough characters, and one of those that words for reporters begin with where such a word makes a byline: an
  // ideograph near the begin, a letter in a line of few words, either in brackets.
  bool may_be_byline() const {
    if (characters_ > kLongestByline) return false;
    if (may_report_ || !may_spell_ || words_ <= kBylineWords) return may_report_ || may_spell_;
    return text::properties(text::decode(text_, 0).point).breaking == text::Breaking::open;
  }

 private:
  bool ideographs() {
    const std::size_t begin = at_;
    at_ = text::ideographs_end(text_, at_);
    if (at_ == begin) return false;
    const std::size_t n = (at_ - begin) / 3;
    for (std::size_t i = 0; i < n && characters_ + i <= kBylineLead; ++i)
      may_report_ |= may_report(text::ideograph_at(text_, begin + 3 * i));
    cjk_ += n;
    wide_ += static_cast<std::uint32_t>(n);
    after_cjk_ = true;
    pass(n, Glyph::han, Glyph::han, Glyph::han, Glyph::han);
    return true;
  }

  bool letters() {
    const std::size_t begin = at_;
    std::uint32_t flags = 0;
    for (; at_ < text_.size() && static_cast<signed char>(text_[at_]) >= 0; ++at_) {
      const Trait t = known_.ascii(text_[at_]);
      if (!t.is(Trait::kAsciiLetter)) break;
      soft_ += t.ems;
      flags |= t.flags;
    }
    if (at_ == begin) return false;
    const std::size_t n = at_ - begin;
    may_spell_ |= (flags & Trait::kMayReport) != 0;
    spaced_ += n;
    after_cjk_ = false;
    const auto glyph = [&](std::size_t at) { return known_.ascii(text_[at]).glyph; };
    pass(n, glyph(begin), glyph(n > 1 ? begin + 1 : begin), glyph(at_ - 1), glyph(n > 1 ? at_ - 2 : begin));
    return true;
  }

  // The usual one between two words.
  bool space() {
    if (text_[at_] != ' ' || in_space_) return false;
    ++at_;
    ++characters_;
    soft_ += known_.ascii(' ').ems;
    after_cjk_ = false;
    in_space_ = true;
    return true;
  }

  // Letters side by side, and the classes of the first two and the last two.
  void pass(std::size_t n, Glyph first, Glyph second, Glyph last, Glyph last2) {
    begin_text();
    characters_ += n;
    f_.visible += static_cast<std::uint32_t>(n);
    letters_ += n;
    if (f_.first != Glyph::none && f_.first2 == Glyph::none) f_.first2 = first;
    if (f_.first == Glyph::none) {
      f_.first = first;
      if (n > 1) f_.first2 = second;
    }
    f_.last2 = n > 1 ? last2 : f_.last;
    f_.last = ending_ = last;
  }

  void any() {
    const text::Decoded d = text::decode(text_, at_);
    const Trait t = known_(d.point);
    at_ += d.bytes;
    ++characters_;
    may_report_ |= t.is(Trait::kMayReport);
    widen(t);
    if (t.is(Trait::kSpace)) {
      wide_gap_ = wide_gap_ || t.is(Trait::kTab) || (in_space_ && f_.visible > 0);
      in_space_ = true;
      return;
    }
    count(t);
    if (t.is(Trait::kMark)) return;
    if (f_.first == Glyph::none) f_.first = t.glyph;
    else if (f_.first2 == Glyph::none) f_.first2 = t.glyph;
    f_.last2 = f_.last;
    f_.last = t.glyph;
    if (t.glyph != Glyph::close && t.glyph != Glyph::quote) ending_ = t.glyph;
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
    if (wide_gap_ && f_.visible > 0) f_.columns = true;
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
      ++letters_;
      if (t.is(Trait::kCjk)) ++cjk_;
      else if (!t.is(Trait::kThai)) ++spaced_;
      return;
    }
    if (!t.is(Trait::kPunctuation)) return;
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
    f_.letters = static_cast<std::uint32_t>(letters_);
    f_.cjk = cjk_ * 2 > letters_;
    f_.spaced = spaced_ * 2 > letters_;
    f_.stop = ending_ == Glyph::stop || ending_ == Glyph::dot || ending_ == Glyph::ellipsis;
    const auto ems = [](std::uint32_t thousandths) { return static_cast<float>(thousandths) / 1000; };
    f_.size = {ems(rest_ + soft_ + wide_ * 1000), ems(slack_), ems(soft_)};
  }

  static constexpr std::uint32_t kSlack = 500;

  const text::Known<look_at>& known_ = traits();
  std::string_view text_;
  LineFacts& f_;
  std::size_t at_ = 0;
  std::size_t characters_ = 0;
  std::size_t letters_ = 0;
  std::size_t cjk_ = 0;
  std::size_t spaced_ = 0;
  std::size_t words_ = 0;
  std::size_t commas_ = 0;
  std::size_t signs_ = 0;
  std::size_t stops_ = 0;
  std::size_t pauses_ = 0;
  Glyph ending_ = Glyph::none;  // the last class that is no closing mark
  bool may_report_ = false;     // ideographs, and what is looked at by itself
  bool may_spell_ = false;      // letters of ASCII
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

void describe(std::string_view text, LineFacts& f) {
  const Walk walk(text, f);
  f.space = advance(U' ');
  const Unit unit = first_unit(text, true);
  f.first_unit = unit.ems;
  f.first_word = unit.hangul ? first_unit(text, false).ems : unit.ems;
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
  while (at > begin) {
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
    const LineFacts* const before = facts.empty() ? nullptr : &facts.back();
    LineFacts f;
    f.line = i;
    f.begin = begin;
    f.end = end;
    f.indent = indent;
    f.blanks = blanks;
    f.page_break = page_break;
    f.across = across;
    f.stretched = line.stretched;
    f.trailing = end < line.end;
    const std::string_view text = view(document, f);
    describe(text, f);
    f.opening = opens_report(f, text, before);
    facts.push_back(f);
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
