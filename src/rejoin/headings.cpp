#include "rejoin/headings.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "rejoin/word_class.h"
#include "text/properties.h"
#include "text/sections.h"
#include "text/utf8.h"

namespace runon::rejoin {
namespace {

constexpr std::size_t kLast = 4;      // numbers that one may count on from
constexpr std::size_t kDeep = 3;      // levels that nothing but a section has
constexpr std::size_t kLongest = 14;  // characters of the words below

// Labels of notes, which manuals set above them. In small letters.
constexpr std::u32string_view kNotes[] = {
    // English, French, German, Italian, Spanish, Portuguese, Dutch, Swedish
    U"note",
    U"tip",
    U"hint",
    U"warning",
    U"caution",
    U"important",
    U"attention",
    U"danger",
    U"notice",
    U"hinweis",
    U"anmerkung",
    U"tipp",
    U"warnung",
    U"achtung",
    U"vorsicht",
    U"wichtig",
    U"remarque",
    U"astuce",
    U"avertissement",
    U"conseil",
    U"nota",
    U"suggerimento",
    U"avviso",
    U"avvertimento",
    U"attenzione",
    U"importante",
    U"cautela",
    U"consejo",
    U"sugerencia",
    U"aviso",
    U"advertencia",
    U"atenci\u00F3n",
    U"precauci\u00F3n",
    U"dica",
    U"aten\u00E7\u00E3o",
    U"cuidado",
    U"opmerking",
    U"waarschuwing",
    U"obs",
    U"varning",
    // Russian
    U"\u043F\u0440\u0438\u043C\u0435\u0447\u0430\u043D\u0438\u0435",
    U"\u0437\u0430\u043C\u0435\u0447\u0430\u043D\u0438\u0435",
    U"\u0441\u043E\u0432\u0435\u0442",
    U"\u043F\u043E\u0434\u0441\u043A\u0430\u0437\u043A\u0430",
    U"\u043F\u0440\u0435\u0434\u0443\u043F\u0440\u0435\u0436\u0434\u0435\u043D\u0438\u0435",
    U"\u0432\u043D\u0438\u043C\u0430\u043D\u0438\u0435",
    U"\u0432\u0430\u0436\u043D\u043E",
    U"\u043E\u0441\u0442\u043E\u0440\u043E\u0436\u043D\u043E",
    // Chinese, simplified and traditional; Japanese; Korean
    U"\u6CE8\u610F",
    U"\u63D0\u793A",
    U"\u8B66\u544A",
    U"\u5C0F\u5FC3",
    U"\u91CD\u8981",
    U"\u8BF4\u660E",
    U"\u8AAA\u660E",
    U"\u5907\u6CE8",
    U"\u5099\u8A3B",
    U"\u5371\u9669",
    U"\u5371\u96AA",
    U"\u6CE8\u8A18",
    U"\u5099\u8003",
    U"\u88DC\u8DB3",
    U"\u30D2\u30F3\u30C8",
    U"\u30C6\u30A3\u30C3\u30D7",
    U"\uCC38\uACE0",
    U"\uC8FC\uC758",
    U"\uACBD\uACE0",
    U"\uD78C\uD2B8",
    U"\uC911\uC694",
};

// What is numbered below or above it.
constexpr std::u32string_view kCaptions[] = {
    U"table",
    U"figure",
    U"fig.",
    U"example",
    U"listing",
    U"tableau",
    U"exemple",
    U"tabelle",
    U"abbildung",
    U"tabella",
    U"figura",
    U"tabela",
    U"tabla",
    U"ejemplo",
    U"\u0442\u0430\u0431\u043B\u0438\u0446\u0430",
    U"\u0440\u0438\u0441.",
    U"\u0440\u0438\u0441\u0443\u043D\u043E\u043A",
    U"\u8868",
    U"\u56FE",
    U"\u5716",
    U"\u56F3",
    U"\u4F8B",
    U"\uD45C",
    U"\uADF8\uB9BC",
};

constexpr WordClass kNoteClass(kNotes);
constexpr WordClass kCaptionClass(kCaptions);

struct Heading {
  std::size_t line = 0;
  text::SectionNumber number;  // of a section
  bool stands = false;         // not a number that nothing counts on from
};

std::string_view without_spaces(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  return text;
}

// The word that the line begins with, in small letters, up to a space or digit; empty: it is longer than any above, or other
// words stand behind. `rest`: what does, from its first digit on.
std::u32string first_word(std::string_view line, std::string_view& rest) {
  std::size_t end = 0;
  while (end < line.size() && line[end] != ' ' && !text::ascii_digit(line[end])) ++end;
  rest = without_spaces(line.substr(end));
  if (end > 4 * kLongest || (!rest.empty() && !text::ascii_digit(rest.front()))) return {};
  std::u32string word;
  for (std::size_t at = 0; at < end;) {
    const text::Decoded d = text::decode(line, at);
    word += text::small_letter(d.point);
    at += d.bytes;
  }
  return word;
}

// "Table 11.3: ", a dash for the colon: sentences go on behind such a number, or end.
bool captions(std::string_view behind_word) {
  const std::optional<text::SectionNumber> number = text::section_number(behind_word);
  if (!number) return false;
  const std::string_view rest = without_spaces(behind_word.substr(number->bytes));
  for (const std::string_view mark : {":", "\xEF\xBC\x9A", "\xE2\x80\x93 ", "\xE2\x80\x94 "})  // and full-width; en and em dash
    if (rest.starts_with(mark)) return rest.size() > mark.size();
  return false;
}

// The label of a note, alone, or a caption with its number.
bool is_label(std::string_view line, const LineFacts& f) {
  if (f.letters == f.visible && (f.words > 1 || f.visible > kLongest)) return false;  // nor has it a number
  const char32_t first = text::small_letter(text::decode(line, 0).point);
  if (!kNoteClass.may_begin(first) && !kCaptionClass.may_begin(first)) return false;
  std::string_view rest;
  const std::u32string word = first_word(line, rest);
  if (word.empty()) return false;
  return rest.empty() ? kNoteClass.contains(word) : kCaptionClass.contains(word) && captions(rest);
}

// A number of two levels, and a title that begins with a letter behind a space; behind three levels spacing may have taken that
// away. Nor does a small letter tell of running text there.
std::optional<text::SectionNumber> heading_number(std::string_view line, const LineFacts& f) {
  const bool may = f.first == Glyph::digit || (f.first == Glyph::upper && line.size() > 1 && line[1] == '.');
  if (!may || f.last == Glyph::comma) return std::nullopt;
  std::optional<text::SectionNumber> number = text::section_number(line);
  if (!number || number->levels.size() < 2) return std::nullopt;
  const bool deep = number->levels.size() >= kDeep;
  std::string_view title = line.substr(number->bytes);
  if (title.starts_with('.')) title.remove_prefix(1);
  const bool close = !title.starts_with(' ');
  title = without_spaces(title);
  if (title.empty()) return number;
  const text::Properties& first = text::properties(text::decode(title, 0).point);
  if (!first.letter() || (!deep && (close || first.lower()))) return std::nullopt;
  return number;
}

// The number of a section of the first level and its title behind a space: a short line without any mark.
std::optional<std::uint32_t> chapter_number(std::string_view line, const LineFacts& f) {
  constexpr std::uint32_t kTitle = 40;  // characters
  if (f.first != Glyph::digit || f.stop || f.pauses > 0 || f.visible > kTitle || f.letters == 0) return std::nullopt;
  const std::optional<text::SectionNumber> number = text::section_number(line);
  if (!number || number->levels.size() != 1 || number->bytes >= line.size()) return std::nullopt;
  const text::Decoded gap = text::decode(line, number->bytes);
  if (!text::properties(gap.point).space()) return std::nullopt;
  const text::Properties& first = text::properties(text::decode(line, number->bytes + gap.bytes).point);
  if (!first.letter() || first.lower()) return std::nullopt;
  return number->levels.front();
}

// Those that count on from 1 to 3 at least, each of which ends early: by chance no three do.
void add_chapters(const flow::Document& document, const std::vector<LineFacts>& facts, const std::vector<bool>& ends_early,
                  std::vector<Heading>& all) {
  constexpr std::size_t kFewest = 3;
  std::vector<std::size_t> lines;
  const auto close = [&] {
    if (lines.size() >= kFewest)
      for (const std::size_t line : lines) all.push_back({line, {}, true});
    lines.clear();
  };
  for (std::size_t i = 0; i + 1 < facts.size(); ++i) {
    if (!ends_early[i]) continue;
    const std::optional<std::uint32_t> number = chapter_number(view(document, facts[i]), facts[i]);
    if (!number) continue;
    if (*number == 1) close();
    if (*number == lines.size() + 1) lines.push_back(i);
  }
  close();
}

std::vector<Heading> find_headings(const flow::Document& document, const std::vector<LineFacts>& facts,
                                   const std::vector<bool>& ends_early) {
  std::vector<Heading> all;
  std::vector<Heading> numbered;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const std::string_view line = view(document, facts[i]);
    std::optional<text::SectionNumber> number = heading_number(line, facts[i]);
    if (!number) {
      if (is_label(line, facts[i])) all.push_back({i, {}, true});
      continue;
    }
    Heading here{i, std::move(*number)};
    for (std::size_t back = 1; back <= std::min(kLast, numbered.size()); ++back) {
      Heading& before = numbered[numbered.size() - back];
      if (!text::counts_on(before.number, here.number)) continue;
      before.stands = here.stands = true;
      break;
    }
    numbered.push_back(std::move(here));
  }
  std::copy_if(numbered.begin(), numbered.end(), std::back_inserter(all), [](const Heading& h) { return h.stands; });
  add_chapters(document, facts, ends_early, all);
  return all;
}

}  // namespace

void part_headings(const flow::Document& document, const std::vector<LineFacts>& facts, const Edges& edges,
                   std::vector<bool>& apart) {
  constexpr float kLarger = 1.6F;  // letters of headings than those of the text, at most
  const std::vector<bool>& ends_early = edges.ends_early;
  for (const Heading& heading : find_headings(document, facts, ends_early)) {
    std::size_t i = heading.line;
    if (i > 0 && !facts[i - 1].stop && !ends_early[i - 1] && !apart[i - 1]) continue;
    if (i > 0) apart[i - 1] = true;
    if (facts[i].letters == 0) ++i;  // the title came on a line of its own
    if (i >= apart.size() || !ends_early[i] || facts[i].letters == 0 || facts[i].stop) continue;
    // The second line of a heading, whose letters may be larger, neither fills the column nor ends a sentence.
    const LineFacts& next = facts[i + 1];
    const bool room = (facts[i].size.ems + next.first_unit) * kLarger < edges.margins.right - edges.margins.left;
    if (room && (next.stop || (i + 2 < facts.size() && !ends_early[i + 1]))) apart[i] = true;
  }
}

}  // namespace runon::rejoin
