#include "rejoin/joint.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <iterator>
#include <string>
#include <string_view>

#include "base/vectors.h"
#include "rejoin/line_block.h"
#include "text/fold.h"
#include "text/properties.h"
#include "text/utf8.h"

namespace runon::rejoin {
namespace {

using flow::Joint;
using text::Properties;

constexpr char32_t kSoftHyphen = 0x00AD;
constexpr char32_t kHyphen = 0x2010;
constexpr char32_t kTsheg = 0x0F0B;  // behind each syllable of Tibetan: lines are broken there, and no space follows

bool hyphen(char32_t c) { return c == U'-' || c == kHyphen || c == kSoftHyphen; }

bool word_point(char32_t c) {
  const Properties& p = text::properties(c);
  return (p.letter() || p.mark()) && !p.cjk() && p.script != text::Script::hangul && p.script != text::Script::thai;
}

// The word characters (and hyphens inside) at the end of `a`, without a hyphen at its very end.
std::string word_at_end(std::string_view a) {
  std::u32string points;
  bool at_end = true;
  while (!a.empty()) {
    const text::Decoded d = text::decode_before(a, a.size());
    if (at_end && hyphen(d.point)) {
      a.remove_suffix(d.bytes);
      continue;
    }
    at_end = false;
    if (!word_point(d.point) && !(d.point == U'-' && !points.empty())) break;
    points.push_back(text::lower_case(d.point));
    a.remove_suffix(d.bytes);
  }
  std::reverse(points.begin(), points.end());
  return text::encode(points);
}

std::string word_at_begin(std::string_view b) {
  std::string out;
  for (std::size_t at = 0; at < b.size();) {
    const text::Decoded d = text::decode(b, at);
    if (!word_point(d.point) && !(d.point == U'-' && !out.empty())) break;
    text::append(out, text::lower_case(d.point));
    at += d.bytes;
  }
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out;
}

char32_t first_point(std::string_view s) { return text::decode(s, 0).point; }
char32_t last_point(std::string_view s) { return text::decode_before(s, s.size()).point; }

// A word of the closed class that coordinates a suspended compound: "Vor- und Nachteile".
bool coordinates(std::string_view word) {
  static constexpr std::string_view kWords[] = {"und", "oder", "bzw", "sowie", "and", "or", "to",  "et",
                                                "ou",  "y",    "o",   "e",     "en",  "of", "och", "og"};
  return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
}

Joint at_hyphen(std::string_view a, std::string_view b, Vocabulary& vocabulary) {
  const char32_t mark = last_point(a);
  const char32_t next = first_point(b);
  const std::size_t cut = hyphen_bytes(a);
  if (cut == a.size()) return Joint::space;
  const std::string_view stem = a.substr(0, a.size() - cut);
  if (mark == kSoftHyphen || (mark == kHyphen && last_point(stem) == kSoftHyphen)) return Joint::hyphen;
  const Properties& before = text::properties(last_point(stem));
  const Properties& after = text::properties(next);
  if (before.space()) return Joint::space;  // a dash, set as a hyphen
  // Ranges, numbers with words, compounds with capitals keep theirs.
  if (!before.letter() || !after.letter() || before.cjk() || after.cjk()) return Joint::close;
  const std::string left = word_at_end(a);
  const std::string right = word_at_begin(b);
  if (coordinates(right) && vocabulary.count(left + right) == 0) return Joint::space;
  if (text::count(left) < 2) return Joint::close;  // "n-tridecanal", "e-mail"
  // The document's own words speak first.
  const std::size_t whole = vocabulary.count(left + right);
  const std::size_t hyphened = vocabulary.count(left + "-" + right);
  if (whole != hyphened) return whole > hyphened ? Joint::hyphen : Joint::close;
  if (after.upper() && !before.upper()) return Joint::close;
  if (mark == U'-' && !vocabulary.parts_words()) return Joint::close;
  // Both halves of a compound are words of their own.
  const std::size_t inner = left.rfind('-');
  if (inner != std::string::npos) return vocabulary.count(right) > 1 ? Joint::close : Joint::hyphen;
  return Joint::hyphen;
}

// Between words of Thai and its kin there is no space, but behind these: Burmese and Khmer marks of clauses and sentences, the
// signs of repetition of Thai and Lao.
bool spaced_in_thai(char32_t c) {
  static constexpr std::u32string_view kSpaced = U"\u104A\u104B\u17D4\u17D5\u17D6\u0E46\u0EC6";
  return kSpaced.find(c) != std::u32string_view::npos;
}

bool tight_in_latin(char32_t c) { return c == U'/' || c == U'@' || c == U'_' || c == U'\\'; }

// No line is broken in front of a slash, nor in front of a full stop, but where a space stood (UAX #14, LB13), or inside of what
// finds no other place, as an address: that such a thing begins `b` and does not go on in it. ".deb", "/etc", "../lib".
bool begins_name(std::string_view a, std::string_view b) {
  if (b.size() < 2 || (b[0] != '/' && b[0] != '.')) return false;
  const std::string_view token = a.substr(a.find_last_of(" \t") + 1);
  if (token.find_first_of("/@\\") != std::string_view::npos) return false;
  const char32_t second = text::decode(b, 1).point;
  const Properties& s = text::properties(second);
  if (b[0] == '.') return token.find('.') == std::string_view::npos && (s.letter() || second == U'/' || b.starts_with("../"));
  const bool digits = text::properties(last_point(a)).digit() && s.digit();
  return !digits && !token.ends_with(':') && !s.space();
}

// An address of the Web that a line end cuts behind one of its signs: what looks like more of it follows, a name or a number.
// Behind a full stop, which may end the sentence, there has to be another one inside, or a slash.
bool goes_on_in_address(std::string_view a, std::string_view b) {
  constexpr std::string_view kSigns = ".-_?=&%#~+";
  if (kSigns.find(a.back()) == std::string_view::npos) return false;
  if (!text::ascii_lower(b.front()) && !text::ascii_digit(b.front())) return false;
  const std::string_view token = a.substr(a.find_last_of(" \t") + 1);
  if (token.find("://") == std::string_view::npos && token.find("www.") == std::string_view::npos) return false;
  if (a.back() != '.') return true;
  std::size_t end = 0;
  while (end < b.size() && static_cast<unsigned char>(b[end]) > ' ' && static_cast<unsigned char>(b[end]) < 0x7F) ++end;
  const std::string_view more = b.substr(0, end);
  return more.substr(0, more.size() - 1).find_first_of("./") != std::string_view::npos || more.back() == '/';
}

}  // namespace

std::size_t hyphen_bytes(std::string_view a) {
  std::size_t cut = 0;
  while (cut < a.size()) {
    const text::Decoded d = text::decode_before(a, a.size() - cut);
    // Some extractors give a soft hyphen and the hyphen that was printed for it.
    if (!hyphen(d.point) || (cut > 0 && d.point != kSoftHyphen && last_point(a) != kHyphen)) break;
    cut += d.bytes;
  }
  return cut;
}

Joint joint(std::string_view a, std::string_view b, const LineFacts& left, const LineFacts& right, Vocabulary& vocabulary) {
  if (text::ascii_letter(a.back()) && text::ascii_letter(b.front())) return Joint::space;  // as in most text with word spaces
  const char32_t last = last_point(a);
  const char32_t first = first_point(b);
  if (goes_on_in_address(a, b)) return Joint::close;
  if (hyphen(last)) return at_hyphen(a, b, vocabulary);
  const Properties& l = text::properties(last);
  const Properties& f = text::properties(first);
  if (l.cjk() || f.cjk()) return Joint::close;
  // Full-width punctuation carries its own space.
  if ((l.wide() && l.punctuation()) || (f.wide() && f.punctuation())) return Joint::close;
  // In Chinese and Japanese text, quotes, dashes and dots of ambiguous width, digits and Latin words
  // stand tight, unless a Latin or Hangul word goes on.
  const bool east = left.cjk && right.cjk;
  const bool wordy = (l.letter() || l.digit()) && (f.letter() || f.digit());
  if (east && !(wordy && (l.letter() || f.letter())) && !(l.digit() && f.digit())) return Joint::close;
  if (l.script == text::Script::thai && f.script == text::Script::thai) return spaced_in_thai(last) ? Joint::space : Joint::close;
  if (last == kTsheg) return Joint::close;
  if (l.script == text::Script::hangul && f.script == text::Script::hangul)
    return vocabulary.spaced(a, b) ? Joint::space : Joint::close;
  if (l.digit() && f.script == text::Script::hangul) return Joint::close;
  // An opening bracket, but not a quote: those close in some languages.
  if (l.category == 20 && last != 0x201E && last != 0x201A) return Joint::close;
  if (f.category == 21) return Joint::close;
  if (begins_name(a, b)) return Joint::space;
  if (f.breaking == text::Breaking::infix || first == U'.' || first == U',' || first == U';') return Joint::close;
  if (l.script == text::Script::hangul && f.category == 20) return Joint::close;
  if (l.dash()) {
    // A dash without a space in front of it has none behind it either.
    const std::string_view stem = a.substr(0, a.size() - text::decode_before(a, a.size()).bytes);
    return stem.empty() || text::properties(last_point(stem)).space() ? Joint::space : Joint::close;
  }
  if (tight_in_latin(last) || (first == U'/' || first == U'_')) return Joint::close;
  return Joint::space;
}

std::size_t Vocabulary::count(std::string_view word) {
  gather();
  if (word.empty() || word.ends_with('-')) return 0;  // no hyphen ends a word
  return words_.count(print(word));
}

bool Vocabulary::parts_words() {
  gather();
  return parts_words_;
}

bool Vocabulary::finds_parted_words() {
  // Of 37 documents with hyphens at line ends, those that part words do so at a tenth of such seams at least,
  // compounds alone come to 15 in a thousand at most.
  constexpr double kParting = 0.05;
  constexpr std::size_t kMarked = 3;
  // Line ends of programs and formulas count, too, so that text about them has fewer (23 of 241 manuals).
  constexpr std::size_t kKnown = 2;
  constexpr std::size_t kTimes = 3;
  if (marked_ >= kMarked) return false;
  if (static_cast<double>(hyphens_) >= kParting * static_cast<double>(seams_)) return true;
  std::size_t parted = 0;     // words that stand elsewhere without a hyphen
  std::size_t compounds = 0;  // and with it
  for (std::size_t i = 0; i + 1 < facts_->size(); ++i) {
    const LineFacts& a = (*facts_)[i];
    const LineFacts& b = (*facts_)[i + 1];
    if (a.last != Glyph::hyphen || b.first != Glyph::lower) continue;
    const std::string left = word_at_end(view(*document_, a));
    const std::string right = word_at_begin(view(*document_, b));
    if (text::count(left) < 2) continue;
    if (count(left + right) > 0) ++parted;
    if (count(std::string(left).append("-").append(right)) > 0) ++compounds;
  }
  return parted >= kKnown && parted >= kTimes * compounds;
}

void Vocabulary::count_seam(const LineFacts& a, const LineFacts& b) {
  const auto letter = [](Glyph g) { return g == Glyph::lower || g == Glyph::upper || g == Glyph::letter; };
  if (!letter(b.first)) return;
  if (letter(a.last)) ++seams_;
  if (a.last != Glyph::hyphen || (!letter(a.last2) && a.last2 != Glyph::hyphen)) return;
  ++seams_;
  ++(last_point(view(*document_, a)) == U'-' ? hyphens_ : marked_);
}

void Vocabulary::gather() {
  if (gathered_) return;
  gathered_ = true;
  for (std::size_t i = 0; i + 1 < facts_->size(); ++i) count_seam((*facts_)[i], (*facts_)[i + 1]);
  for (const LineFacts& f : *facts_) count_line(f, f.last == Glyph::hyphen);
  parts_words_ = finds_parted_words();
}

// `half_word`: the line's last word goes on in the next one.
void Vocabulary::count_line(const LineFacts& line, bool half_word) {
  const std::size_t ascii = count_words(line.begin, line.end, half_word);
  if (ascii < line.end) count_any(std::string_view(document_->text).substr(ascii, line.end - ascii), half_word);
}

// Words of ASCII at the line's begin, by blocks, as far as no other letter stands among them. Gives where the rest begins, at no
// word's inside.
std::size_t Vocabulary::count_words(std::size_t from, std::size_t line_end, bool half_word) {
  constexpr std::uint8_t kSmall = 0x20;  // hyphens have it too
  const std::string_view text = document_->text;
  const bool wide = base::wide_vectors();
  while (from < line_end) {
    const LineBlock bits = line_bits(text, from, line_end, wide);
    const std::size_t n = std::min(line_end - from, LineBlock::kBytes);
    std::size_t next = n;
    for (std::uint64_t beyond = bits.beyond; beyond != 0;) {
      const auto at = static_cast<std::size_t>(std::countr_zero(beyond));
      const text::Decoded d = text::decode(text, from + at);
      if (word_point(d.point)) return from;
      next = std::max(next, at + d.bytes);
      beyond = next < LineBlock::kBytes ? beyond & ~std::uint64_t{0} << (at + d.bytes) : 0;
    }
    for (std::uint64_t letters = bits.letters; letters != 0;) {
      const auto begin = static_cast<std::size_t>(std::countr_zero(letters));
      std::size_t at = begin + static_cast<std::size_t>(std::countr_one(letters >> begin));
      std::size_t end = at;  // behind the last letter
      while (at < n && text[from + at] == '-') {
        const auto run = static_cast<std::size_t>(++at < n ? std::countr_one(bits.letters >> at) : 0);
        at += run;
        if (run > 0) end = at;
      }
      if (at == n && from + n < line_end) {  // it may go on
        if (begin == 0) return from;
        next = begin;
        break;
      }
      if (at < n || !half_word) words_.add(print(text.substr(from + begin, end - begin), kSmall));
      letters = at < LineBlock::kBytes ? letters & ~std::uint64_t{0} << at : 0;
    }
    from += next;
  }
  return from;
}

void Vocabulary::count_any(std::string_view line, bool half_word) {
  std::string word;
  std::size_t solid = 0;  // of it, up to the last letter
  const auto close_word = [&] {
    if (!word.empty()) words_.add(print(std::string_view(word).substr(0, solid)));
    word.clear();
  };
  for (std::size_t at = 0; at < line.size();) {
    const text::Decoded d = text::decode(line, at);
    at += d.bytes;
    const bool hyphen_inside = d.point == U'-' && !word.empty();
    if (!word_point(d.point) && !hyphen_inside) {
      close_word();
      continue;
    }
    text::append(word, text::lower_case(d.point));
    if (!hyphen_inside) solid = word.size();
  }
  if (!half_word) close_word();
}

bool Vocabulary::spaced(std::string_view a, std::string_view b) {
  if (hangul_words_) return true;
  if (!spaces_) {
    spaces_.emplace();
    for (const LineFacts& f : *facts_) spaces_->count(view(*document_, f));
  }
  return spaces_->odds(hangul_seam(a, b)) > 0;
}

}  // namespace runon::rejoin
