#include "rejoin/kinds.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "base/lanes.h"
#include "base/vectors.h"
#include "rejoin/bylines.h"
#include "rejoin/program.h"
#include "text/properties.h"
#include "text/utf8.h"

namespace runon::rejoin {

namespace {

using flow::Block;
using flow::Kind;
using text::properties;
using text::Script;

// A closed class.
constexpr std::u32string_view kShows[] = {
    // Chinese: the picture shows
    U"\u56FE\u4E3A",
    U"\u5716\u70BA",
    U"\u56FE\u7247\u8BF4\u660E",
};

// Signs that newspapers set before the text of a picture: black and white triangles up, and their kin.
constexpr std::u32string_view kCaptionSigns = U"\u25B2\u25B3\u25B4\u25B5";
// Bullets: BULLET, circles, squares, TRIANGULAR BULLET, lozenges. An em dash opens speech, not an item.
constexpr std::u32string_view kBullets = U"-*\u2022\u25CF\u25CB\u25A0\u25A1\u25AA\u25AB\u2023\u25E6\u25C6\u25C7\uF0B7\u00B7";

constexpr std::size_t kShort = 60;     // columns of a short line
constexpr std::size_t kLongest = 140;  // of a headline

// What a block shows by itself.
constexpr std::size_t kCode = 100;  // columns of a program's line

struct Facts {
  bool text = false;           // has text, and its kind is ours to set
  std::size_t characters = 0;  // as far as the width was looked at
  std::size_t width = 0;       // columns; from kWide on not all of them
  bool ends = false;           // ends a sentence
  bool asks = false;           // ends in a question mark
  bool hangs = false;          // ends in a comma, semicolon or hyphen
  bool colon = false;          // ends in a colon
  bool low = false;            // begins in lower case
  bool quoted = false;         // begins with a quotation mark or a dash of speech
  bool bullet = false;
  bool numbered = false;  // "1." or "b)" and a space
  bool caption = false;
  bool credit = false;
  std::size_t cells = 0;  // tabs and bars
  std::size_t signs = 0;  // that programs are written with
  bool braced = false;    // begins or ends with a brace
  bool item = false;      // ends in a semicolon, or has a name in quotes and a value: a line of a program if others are
};

bool one_of(std::u32string_view set, char32_t point) { return set.find(point) != std::u32string_view::npos; }

bool closes(char32_t point) {
  const text::Properties& facts = properties(point);
  return facts.space() || facts.breaking == text::Breaking::quote ||
         (facts.breaking == text::Breaking::close && point != 0x3001 && point != 0xFF0C);  // IDEOGRAPHIC, FULLWIDTH COMMA
}

void look_at_end(std::string_view text, Facts& facts) {
  char32_t last = 0;
  for (std::size_t end = text.size(); last == 0 && end > 0;) {
    const text::Decoded d = text::decode_before(text, end);
    if (!closes(d.point) || properties(d.point).sentence_end()) last = d.point;
    end -= d.bytes;
  }
  if (last == 0) return;
  facts.ends = properties(last).sentence_end() || last == 0x2026 || last == 0x22EF;  // HORIZONTAL and MIDLINE ELLIPSIS
  facts.asks = last == U'?' || last == 0xFF1F || last == 0x061F;                     // question marks
  facts.colon = last == U':' || last == 0xFF1A;                                      // FULLWIDTH COLON
  facts.hangs = last == U',' || last == U';' || last == 0xFF0C || last == 0x3001 || last == 0xFF1B || last == 0x060C ||
                last == 0x2014;  // commas, semicolons, EM DASH in front of speech
}

// A quoted word within a title closes before its end.
bool closes_late(std::string_view text) {
  std::size_t behind = 0;  // characters from the first closing quote on
  bool first = true;
  for (std::size_t at = 0; at < text.size(); first = false) {
    const text::Decoded d = text::decode(text, at);
    at += d.bytes;
    const bool quote = properties(d.point).breaking == text::Breaking::quote || d.point == 0x300D || d.point == 0x300F;
    if (behind > 0 || (quote && !first)) ++behind;
  }
  return behind < 3;
}

// `points`: the first characters, as many as any of this asks for.
void look_at_begin(std::string_view text, std::u32string_view points, Facts& facts) {
  const char32_t first = points[0];
  facts.low = properties(first).lower();
  const bool quote =
      properties(first).breaking == text::Breaking::quote || first == 0x300C || first == 0x300E;  // CORNER BRACKETS
  // Two dashes open a subtitle, one opens speech.
  const bool dash = (first == 0x2014 || first == 0x2015) && (points.size() < 2 || points[1] != first);
  facts.quoted = dash || (quote && closes_late(text));
  const bool space = points.size() > 1 && properties(points[1]).space();
  facts.bullet = one_of(kBullets, first) && (space || (first > 0x7F && first != 0xB7));
  std::size_t digits = 0;
  while (digits < points.size() && points[digits] >= U'0' && points[digits] <= U'9') ++digits;
  const std::size_t mark = digits > 0 ? digits : (properties(first).script == Script::latin ? 1 : 0);
  facts.numbered = mark > 0 && mark <= 2 && mark + 1 < points.size() && (points[mark] == U'.' || points[mark] == U')') &&
                   properties(points[mark + 1]).space();
  facts.caption = one_of(kCaptionSigns, first) ||
                  std::any_of(std::begin(kShows), std::end(kShows), [&](auto word) { return points.starts_with(word); });
}

// "(reporter X Y)", "(X Y)", "By our correspondent". `points`: all characters, which end no sentence.
bool is_credit(std::u32string_view points, std::size_t width) {
  if (names_photographer(points)) return true;
  const bool brackets =
      properties(points[0]).breaking == text::Breaking::open && properties(points.back()).breaking == text::Breaking::close;
  const bool names = brackets && points.size() >= 4 && points.size() <= 12 &&
                     std::all_of(points.begin() + 1, points.end() - 1,
                                 [](char32_t p) { return properties(p).script == Script::han || properties(p).space(); }) &&
                     std::any_of(points.begin() + 1, points.end() - 1, [](char32_t p) { return properties(p).space(); });
  return names || ((brackets || width <= 48) && names_reporter(points));
}

void look_at_code(std::string_view text, Facts& facts) {
  facts.braced = is_braced(text);
  facts.item = text.back() == ';' || names_value(text);
}

// Which of 64 bytes are what.
struct Characters {
  std::uint64_t begins = 0;      // of any character
  std::uint64_t plain = 0;       // visible ASCII, or a space
  std::uint64_t ideographs = 0;  // first bytes of U+4E00..U+9FFF, all of which are two columns wide
};
struct Signs {
  std::uint64_t cells = 0;
  std::uint64_t signs = 0;
};

constexpr std::size_t kReads = base::kBlock + 1;

template <class Bytes>
RUNON_INLINE void look_at_block(const char* at, Characters& out) {
  constexpr std::uint64_t kHere = (std::uint64_t{1} << sizeof(Bytes)) - 1;
  for (std::size_t i = 0; i < base::kBlock; i += sizeof(Bytes)) {
    Bytes bytes;
    Bytes second;
    Bytes found;
    Bytes more;
    base::load(at + i, bytes);
    base::load(at + i + 1, second);
    base::among(bytes, ' ', '~', found);
    out.plain |= base::high_bits(found) << i;
    base::among(bytes, 0x80, 0xBF, found);
    out.begins |= ~base::high_bits(found) << i & kHere << i;
    base::equal(bytes, 0xE4, found);
    base::among(second, 0xB8, 0xBF, more);
    found &= more;
    base::among(bytes, 0xE5, 0xE9, more);
    found |= more;
    out.ideographs |= base::high_bits(found) << i;
  }
}

template <class Bytes>
RUNON_INLINE void look_at_block(const char* at, Signs& out) {
  for (std::size_t i = 0; i < base::kBlock; i += sizeof(Bytes)) {
    Bytes bytes;
    Bytes found;
    Bytes more;
    base::load(at + i, bytes);
    base::equal(bytes, '\t', found);
    base::equal(bytes, '|', more);
    found |= more;
    out.cells |= base::high_bits(found) << i;
    base::among(bytes, ';', '>', found);
    const auto add = [&](char byte) __attribute__((always_inline)) {
      base::equal(bytes, static_cast<std::uint8_t>(byte), more);
      found |= more;
    };
    add('{');
    add('}');
    add('$');
    add('\\');
    add('`');
    out.signs |= base::high_bits(found) << i;
  }
}

// The width is asked for up to here, and so is the number of characters: three times that of a short line.
constexpr std::size_t kWide = 3 * kShort;
static_assert(kWide > kLongest);

template <class Bytes>
RUNON_INLINE void look_at_all(std::string_view text, Facts& facts) {
  for (std::size_t from = 0; from < text.size(); from += base::kBlock) {
    const std::size_t rest = text.size() - from;
    const auto look = [&](auto& out) __attribute__((always_inline)) {
      if (rest >= kReads) look_at_block<Bytes>(text.data() + from, out);
      else look_at_block<Bytes>(base::LastBlock(text.data() + from, rest).bytes, out);
    };
    Signs found;
    look(found);
    if ((found.cells | found.signs) != 0) {
      facts.cells += static_cast<std::size_t>(__builtin_popcountll(found.cells));
      facts.signs += static_cast<std::size_t>(__builtin_popcountll(found.signs));
    }
    if (facts.width >= kWide) continue;
    Characters looked;
    look(looked);
    const std::uint64_t valid = rest >= base::kBlock ? ~std::uint64_t{0} : (std::uint64_t{1} << rest) - 1;
    const std::uint64_t plain = looked.plain & valid;
    const auto characters = static_cast<std::size_t>(__builtin_popcountll(plain));
    const auto ideographs = static_cast<std::size_t>(__builtin_popcountll(looked.ideographs));
    facts.characters += characters + ideographs;
    facts.width += characters + 2 * ideographs;
    // Bytes that go on a character are none of all these.
    std::uint64_t others = looked.begins & valid & ~plain & ~looked.ideographs;
    for (; others != 0; others &= others - 1) {
      const text::Properties& p = properties(text::decode(text, from + static_cast<std::size_t>(std::countr_zero(others))).point);
      facts.width += p.mark() ? 0 : p.wide() ? 2 : 1;
      ++facts.characters;
    }
  }
}

void look_narrow(std::string_view text, Facts& facts) { look_at_all<base::Bytes16>(text, facts); }
RUNON_WIDE void look_wide(std::string_view text, Facts& facts) { look_at_all<base::Bytes32>(text, facts); }

Facts look(const flow::Document& document, const Block& block, bool wide, std::u32string& points) {
  constexpr std::size_t kFew = 40;   // characters of a line that is nothing but names
  constexpr std::size_t kWord = 4;   // the longest word for photographing, and of kShows
  constexpr std::size_t kBegin = 4;  // characters that tell how a block begins
  constexpr std::size_t kMostBytes = 4;
  Facts facts;
  facts.text = !block.dropped && block.begin < block.end && block.kind != Kind::furniture && block.kind != Kind::jump;
  if (!facts.text) return facts;
  const std::string_view text = document.view(block);
  (wide ? look_wide : look_narrow)(text, facts);
  look_at_end(text, facts);
  if (facts.width <= kCode) look_at_code(text, facts);
  const bool few = facts.characters <= kFew;
  const bool may_be_names = few && !facts.ends;
  const auto inside = [&](std::size_t at) { return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U; };
  std::size_t begins = may_be_names ? text.size() : std::min(text.size(), kBegin * kMostBytes);
  while (inside(begins)) --begins;
  text::decode_all(text.substr(0, begins), points);
  look_at_begin(text, points, facts);
  if (may_be_names) facts.credit = is_credit(points, facts.width);
  if (few || !may_name_photographer(text::decode_before(text, text.size()).point)) return facts;
  std::size_t ends = text.size();
  for (std::size_t n = 0; n < kWord; ++n) ends -= text::decode_before(text, ends).bytes;
  text::decode_all(text.substr(ends), points);
  facts.caption |= names_photographer(points);
  return facts;
}

class Classifier {
 public:
  Classifier(const flow::Document& document, std::vector<Block>& blocks, bool wide) : blocks_(blocks) {
    facts_.reserve(blocks.size());
    std::u32string points;
    for (const Block& block : blocks) facts_.push_back(look(document, block, wide, points));
  }

  void run() {
    for (std::size_t i = 0; i < blocks_.size(); ++i)
      if (facts_[i].text && blocks_[i].kind != Kind::table) blocks_[i].kind = by_shape(i);
    runs_of_code();
    runs_of_lines();
    lists_behind_colons();
  }

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  // The nearest block with text before or behind, furniture passed over.
  std::size_t before(std::size_t i) const {
    while (i > 0)
      if (facts_[--i].text) return i;
    return kNone;
  }
  std::size_t behind(std::size_t i) const {
    while (++i < facts_.size())
      if (facts_[i].text) return i;
    return kNone;
  }

  Kind by_shape(std::size_t i) const {
    const Facts& f = facts_[i];
    const std::size_t next = behind(i);
    const std::size_t last = before(i);
    const auto also = [&](auto test) { return (next != kNone && test(facts_[next])) || (last != kNone && test(facts_[last])); };
    if (f.signs >= 2 && f.width <= kCode && also([](const Facts& g) { return g.signs >= 2; })) return Kind::code;
    if (f.cells >= 1 && also([&](const Facts& g) { return g.cells == f.cells; })) return Kind::table;
    if (f.caption) return Kind::caption;
    if (f.credit) return Kind::credit;
    if (f.bullet) return Kind::listitem;
    if (f.numbered && also([](const Facts& g) { return g.numbered; })) return Kind::listitem;
    return is_headline(i, next, last) ? Kind::headline : Kind::body;
  }

  // Short, not a sentence's part or end, and over or under a text.
  bool is_headline(std::size_t i, std::size_t next, std::size_t last) const {
    const Facts& f = facts_[i];
    if (f.asks && next != kNone && next == i + 1 && f.width <= kShort && !f.low && !f.quoted &&
        facts_[next].width >= 3 * f.width && facts_[next].ends &&
        (last == kNone || facts_[last].ends || last + 1 < i || facts_[last].width <= kShort))
      return true;
    if (f.ends || f.hangs || f.colon || f.low || f.quoted || f.width > kLongest) return false;
    if (next == kNone && last == kNone) return false;
    // The first half of a paragraph that a page's end has cut.
    if (next != kNone && next > i + 1 && (facts_[next].low || f.width > kShort)) return false;
    return true;
  }

  // Lines of a program one behind the other, one of which at least has a brace or more signs than text has.
  void runs_of_code() {
    const auto sure = [&](std::size_t i) {
      return facts_[i].text && facts_[i].width <= kCode && (facts_[i].braced || facts_[i].signs >= 2);
    };
    for (std::size_t i = 0; i < blocks_.size();) {
      std::size_t end = i;
      bool any = false;
      for (; end < blocks_.size() && (sure(end) || (facts_[end].text && facts_[end].item)); ++end) any |= sure(end);
      if (any && end - i >= 2)
        for (std::size_t at = i; at < end; ++at)
          if (blocks_[at].kind != Kind::table) blocks_[at].kind = Kind::code;
      i = std::max(end, i + 1);
    }
  }

  // Four and more short lines one behind the other, of which some leave their sentence open: verse.
  void runs_of_lines() {
    constexpr std::size_t kFewest = 4;
    const auto line = [&](std::size_t i) {
      const Facts& f = facts_[i];
      return f.text && f.width <= kShort && !f.bullet && !f.numbered && !f.credit &&
             (blocks_[i].kind == Kind::headline || blocks_[i].kind == Kind::body);
    };
    for (std::size_t i = 0; i < blocks_.size();) {
      std::size_t end = i;
      std::size_t open = 0;
      std::size_t quoted = 0;
      for (; end < blocks_.size() && line(end); ++end) {
        open += facts_[end].hangs ? 1 : 0;
        quoted += facts_[end].quoted ? 1 : 0;
      }
      const std::size_t n = end - i;
      if (n >= kFewest && open * 4 >= n && quoted * 3 < n)
        for (std::size_t at = i; at < end; ++at) blocks_[at].kind = Kind::verse;
      i = std::max(end, i + 1);
    }
  }

  // What stands behind a colon in two or more blocks that are no sentences is a list whose bullets the
  // extractor lost.
  void lists_behind_colons() {
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (!facts_[i].text || !facts_[i].colon || blocks_[i].kind != Kind::body) continue;
      std::size_t end = i + 1;
      while (end < blocks_.size() && facts_[end].text && blocks_[end].kind == Kind::headline) ++end;
      if (end - i - 1 < 2) continue;
      for (std::size_t at = i + 1; at < end; ++at) blocks_[at].kind = Kind::listitem;
    }
  }

  std::vector<Block>& blocks_;
  std::vector<Facts> facts_;
};

}  // namespace

void classify(const flow::Document& document, std::vector<Block>& blocks, bool wide) { Classifier(document, blocks, wide).run(); }

}  // namespace runon::rejoin
