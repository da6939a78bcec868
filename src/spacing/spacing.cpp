#include "spacing/spacing.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/vectors.h"
#include "spacing/evidence.h"
#include "spacing/line.h"
#include "spacing/rules.h"
#include "spacing/stretch.h"
#include "text/properties.h"
#include "text/utf8.h"

namespace runon::spacing {
namespace {

// What the bytes of a text say about it: leads of CJK characters (U+3000..U+9FFF, U+F000.., beyond the
// first plane), of Hebrew and Arabic letters, white space that is not one space, leads of other white space.
enum Trait : std::uint8_t { kCjk = 1, kRtl = 2, kSpace = 4, kMoreSpace = 8, kHigh = 16 };

constexpr std::array<std::uint8_t, 256> kTraits = [] {
  std::array<std::uint8_t, 256> traits{};
  for (std::size_t byte = 0; byte < 256; ++byte) {
    unsigned found = byte >= 0x80 ? unsigned{kHigh} : 0U;
    if ((byte >= 0xE3 && byte <= 0xE9) || byte >= 0xEF) found |= kCjk;
    if (byte >= 0xD6 && byte <= 0xDD) found |= kRtl;
    if (byte == ' ' || byte == '\t') found |= kSpace;
    if (byte == 0xC2 || byte == 0xE2 || byte == 0xE3) found |= kMoreSpace;
    traits[byte] = static_cast<std::uint8_t>(found);
  }
  return traits;
}();

bool blank(char c) { return c == ' ' || c == '\t'; }

// Sixteen bytes at once.
using Bytes = std::uint8_t __attribute__((vector_size(16)));

struct Found {
  Bytes cjk{};
  Bytes rtl{};
  Bytes space{};
  Bytes more_space{};
  Bytes high{};

  void look(const char* at) {
    Bytes bytes;
    base::load(at, bytes);
    const auto among = [&](unsigned first, unsigned last) {
      return std::bit_cast<Bytes>(bytes - static_cast<std::uint8_t>(first) <= static_cast<std::uint8_t>(last - first));
    };
    cjk |= among(0xE3, 0xE9) | among(0xEF, 0xFF);
    rtl |= among(0xD6, 0xDD);
    space |= std::bit_cast<Bytes>(bytes == static_cast<std::uint8_t>(' ')) |
             std::bit_cast<Bytes>(bytes == static_cast<std::uint8_t>('\t'));
    more_space |= std::bit_cast<Bytes>(bytes == std::uint8_t{0xC2}) | among(0xE2, 0xE3);
    high |= bytes;
  }

  static bool any(const Bytes& bytes, std::uint64_t bits) {
    const auto halves = std::bit_cast<std::array<std::uint64_t, 2>>(bytes);
    return ((halves[0] | halves[1]) & bits) != 0;
  }

  unsigned traits() const {
    constexpr std::uint64_t kAll = ~std::uint64_t{0};
    return (any(cjk, kAll) ? unsigned{kCjk} : 0U) | (any(rtl, kAll) ? unsigned{kRtl} : 0U) |
           (any(space, kAll) ? unsigned{kSpace} : 0U) | (any(more_space, kAll) ? unsigned{kMoreSpace} : 0U) |
           (any(high, 0x8080808080808080U) ? unsigned{kHigh} : 0U);
  }
};

unsigned traits_of(std::string_view bytes) {
  constexpr std::size_t kAtOnce = sizeof(Bytes);
  unsigned traits = 0;
  if (bytes.size() < kAtOnce) {
    for (const char c : bytes) traits |= kTraits[static_cast<unsigned char>(c)];
    return traits;
  }
  Found found;
  for (std::size_t at = 0; at + kAtOnce < bytes.size(); at += kAtOnce) found.look(bytes.data() + at);
  found.look(bytes.data() + bytes.size() - kAtOnce);  // the last ones, some of them once more
  return found.traits();
}

std::string_view trimmed(std::string_view line) {
  while (!line.empty() && blank(line.front())) line.remove_prefix(1);
  while (!line.empty() && blank(line.back())) line.remove_suffix(1);
  return line;
}

// White space may stand between two other characters of the line, which is trimmed and has these traits. Looks for
// bytes only.
bool has_gap(std::string_view inner, unsigned traits) {
  constexpr std::string_view kIdeographic = "\xE3\x80\x80";  // most indents of Chinese text
  if ((traits & kSpace) != 0) return true;
  if ((traits & kMoreSpace) == 0) return false;
  while (inner.starts_with(kIdeographic)) inner.remove_prefix(kIdeographic.size());
  return inner.find(kIdeographic) != std::string_view::npos || inner.find("\xE2\x80") != std::string_view::npos ||
         inner.find("\xC2\xA0") != std::string_view::npos;
}

// At least three characters in a row stand each between single spaces or at the line's end: what any
// letter-spaced word has, and few other lines.
bool has_lone_letters(std::string_view line, unsigned traits) {
  if ((traits & kSpace) == 0) return false;
  if ((traits & kHigh) == 0) {
    // Of three in a row the middle one has a space on either side.
    bool alone = false;
    constexpr std::size_t kNone = std::string_view::npos;
    for (std::size_t at = line.find(' '); at != kNone && !alone; at = line.find(' ', at + 1))
      alone = at + 2 < line.size() && blank(line[at + 2]);
    if (!alone && line.find('\t') == std::string_view::npos) return false;
  }
  std::size_t row = 0;
  std::size_t characters = 0;
  for (std::size_t at = 0; at <= line.size(); ++at) {
    const char byte = at < line.size() ? line[at] : ' ';
    if (blank(byte)) {
      if (characters > 1) row = 0;
      if (characters == 1 && ++row == 3) return true;
      characters = 0;
    } else if ((static_cast<unsigned char>(byte) & 0xC0U) != 0x80U) {
      ++characters;
    }
  }
  return false;
}

// Columns at which text begins behind a gap of two columns or more.
std::vector<std::size_t> wide_stops(std::string_view line) {
  std::vector<std::size_t> stops;
  std::size_t column = 0;
  std::size_t white = 2;  // columns of white space up to here
  bool text_seen = false;
  for (std::size_t at = 0; at < line.size();) {
    const text::Decoded d = text::decode(line, at);
    const text::Properties& p = text::properties(d.point);
    const std::size_t width = p.mark() ? 0 : p.wide() ? 2 : 1;
    if (p.space()) {
      white += width;
    } else {
      if (white >= 2 && text_seen) stops.push_back(column);
      text_seen = true;
      white = 0;
    }
    column += width;
    at += d.bytes;
  }
  return stops;
}

using LineRule = void (*)(const Look&, const flow::Rule&);

// Looks at one document: twice at each line with a gap, for what a rule may do to a line depends on
// what the others show.
class Pass {
 public:
  Pass(flow::Document& document, const std::vector<const Row*>& rows) : document_(document), rows_(rows), words_(document.text) {}

  // Picks the lines that a rule may change, and hears what all lines say about them. A line without a
  // CJK character has nothing to change but letter-spaced words.
  void gather() {
    chosen_.assign(document_.lines.size(), false);
    std::vector<bool> cjk(document_.lines.size(), false);
    bool cjk_chosen = false;
    for (std::size_t i = 0; i < document_.lines.size(); ++i) {
      const std::string_view line = trimmed(document_.view(document_.lines[i]));
      const unsigned traits = traits_of(line);
      traits_ |= traits;
      cjk[i] = (traits & kCjk) != 0;
      chosen_[i] = cjk[i] ? has_gap(line, traits) : has_lone_letters(line, traits);
      any_ = any_ || chosen_[i];
      cjk_chosen = cjk_chosen || (cjk[i] && chosen_[i]);
    }
    if (!cjk_chosen) return;
    for (std::size_t i = 0; i < document_.lines.size(); ++i) {
      const flow::Line& line = document_.lines[i];
      if (!cjk[i]) {
        evidence_.add_letters(document_.view(line));
      } else if (!chosen_[i]) {
        evidence_.add_unspaced(document_.view(line));
      } else {
        line_.read(document_.text, line.begin, line.end);
        evidence_.add(line_, !weigh(line_).spaced);
      }
    }
  }

  // Carries out the rules that look into lines; afterwards, those that look at what that left.
  void run(flow::Edits& edits) {
    if (!any_) return;
    for (const auto in_line : {&Row::in_line, &Row::in_settled_line}) {
      edits.clear();
      for (std::size_t i = 0; i < document_.lines.size(); ++i)
        if (chosen_[i]) find_in(i, in_line, edits);
      document_.apply(edits);
      if (!wide_) break;
    }
  }

  // There are Hebrew or Arabic letters.
  bool rtl() const { return (traits_ & kRtl) != 0; }

 private:
  void find_in(std::size_t index, LineRule Row::*in_line, flow::Edits& edits) {
    flow::Line& line = document_.lines[index];
    line_.read(document_.text, line.begin, line.end);
    if (line_.gaps.empty()) return;
    const Stretch stretch = weigh(line_);
    const Look look{line_, stretch, evidence_, words_, in_line == &Row::in_settled_line && tabular(index)};
    keep_structure(look);
    for (const Row* row : rows_)
      if (row->*in_line != nullptr) (row->*in_line)(look, row->head);
    wide_ = wide_ || std::any_of(line_.gaps.begin(), line_.gaps.end(),
                                 [](const Gap& gap) { return gap.fate != Fate::drop && gap.characters > 1; });
    if (stretch.spaced &&
        std::any_of(line_.gaps.begin(), line_.gaps.end(), [](const Gap& gap) { return gap.fate == Fate::drop; }))
      line.stretched = true;
    write(edits);
  }

  // A wide gap of this line ends in the column where one of a line beside it does.
  bool tabular(std::size_t index) const {
    if (std::none_of(line_.gaps.begin(), line_.gaps.end(), [](const Gap& gap) { return gap.characters > 1; })) return false;
    const std::vector<std::size_t> own = wide_stops(document_.view(document_.lines[index]));
    const auto shares = [&](const flow::Line& other) {
      const std::vector<std::size_t> stops = wide_stops(document_.view(other));
      // Both ascend.
      std::size_t i = 0;
      for (const std::size_t at : own) {
        while (i < stops.size() && stops[i] < at) ++i;
        if (i < stops.size() && stops[i] == at) return true;
      }
      return false;
    };
    return (index > 0 && shares(document_.lines[index - 1])) ||
           (index + 1 < document_.lines.size() && shares(document_.lines[index + 1]));
  }

  // A run of drops of one rule that only solid text parts is one edit: a reader of the audit sees the
  // line before and after, not twenty spaces.
  void write(flow::Edits& edits) const {
    const std::vector<Gap>& gaps = line_.gaps;
    for (std::size_t i = 0; i < gaps.size();) {
      if (gaps[i].fate != Fate::drop && gaps[i].fate != Fate::single) {
        ++i;
        continue;
      }
      std::string after = gaps[i].fate == Fate::drop ? "" : gaps[i].ideographic ? "\xE3\x80\x80" : " ";
      std::size_t j = i + 1;
      while (gaps[i].fate == Fate::drop && j < gaps.size() && gaps[j].fate == Fate::drop && gaps[j].rule == gaps[i].rule) {
        after += document_.text.substr(gaps[j - 1].end, gaps[j].begin - gaps[j - 1].end);
        ++j;
      }
      edits.add(gaps[i].begin, gaps[j - 1].end, after, *gaps[i].rule);
      i = j;
    }
  }

  flow::Document& document_;
  const std::vector<const Row*>& rows_;
  Words words_;
  Evidence evidence_;
  std::vector<bool> chosen_;
  unsigned traits_ = 0;  // of all lines
  bool any_ = false;     // lines were chosen
  bool wide_ = false;    // gaps of more than one character remain
  LineText line_;
};

}  // namespace

static_assert(flow::Stage<Spacing>);

Spacing::Spacing(const Options& /*options*/, const flow::RuleSwitches& switches) {
  for (const Row& row : rows())
    if (switches.on(row.head)) rows_.push_back(&row);
}

base::Status Spacing::operator()(flow::Document& document, flow::Scratch& scratch) const {
  scratch.edits.clear();
  bool rtl = false;
  {
    Pass pass(document, rows_);
    pass.gather();
    pass.run(scratch.edits);
    rtl = pass.rtl();
  }
  for (const Row* row : rows_) {
    if (row->across == nullptr || !rtl) continue;
    scratch.edits.clear();
    row->across(document.text, scratch.edits, row->head);
    document.apply(scratch.edits);
  }
  return base::Done{};
}

std::span<const flow::Rule* const> rules() {
  static const std::vector<const flow::Rule*> all = flow::heads(rows());
  return all;
}

}  // namespace runon::spacing
