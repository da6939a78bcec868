#include "text/language.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "text/converter.h"
#include "text/encoding.h"
#include "text/properties.h"
#include "text/signs.h"
#include "text/utf8.h"

namespace runon::text {
namespace {

constexpr std::string_view kRows[] = {
#include "text/language_rows.inc"
};

// Classes, in the order of the rows. scripts/train_encodings has the same.
enum Class : std::uint8_t {
  kSpace,
  kDigit,
  kPunctuation,
  kAsciiLetter,
  kLatinLetter,
  kCyrillicLetter,
  kGreekLetter,
  kArabicLetter,
  kHebrewLetter,
  kThaiLetter,
  kIdeograph,
  kKana,
  kSyllable,
  kFullWidth,
  kTypographic,
  kSymbol,
  kHalfKana,
  kPrivateUse,
  kControl,
  kOtherLetter,
  kNone,
  kCombining,
  kOwn,  // a letter of the language's alphabet
};

// Bits, in quarters, of a character that the rows do not name, by class.
constexpr std::array<std::uint8_t, 23> kRare = {12, 14, 30, 30, 46, 36, 36, 40, 36, 36, 62, 44,
                                                56, 44, 36, 36, 24, 63, 20, 60, 68, 28, 0};

constexpr unsigned kFault = 24 * 4;
constexpr unsigned kFaultGoesOn = 8 * 4;
constexpr char32_t kFirstIdeograph = 0x4E00;
constexpr char32_t kFirstSyllable = 0xAC00;

Class ascii_class(char32_t c) {
  if (c == ' ' || in_range(c, 9, 13)) return kSpace;
  if (c < 0x20 || c == 0x7F) return kControl;
  if (in_range(c, '0', '9')) return kDigit;
  return in_range(c | 0x20U, 'a', 'z') ? kAsciiLetter : kPunctuation;
}

Class class_of(char32_t c) {
  if (c < 0x80) return ascii_class(c);
  if (c < 0xA0) return kControl;
  if (c == 0xAA || c == 0xBA || (in_range(c, 0xC0, 0x24F) && c != 0xD7 && c != 0xF7) || in_range(c, 0x1E00, 0x1EFF))
    return kLatinLetter;
  if (c < 0xC0 || c == 0xD7 || c == 0xF7 || in_range(c, 0x2000, 0x206F) || in_range(c, 0x20A0, 0x20CF) ||
      in_range(c, 0x2100, 0x214F))
    return kTypographic;
  if (in_range(c, 0x300, 0x36F)) return kCombining;
  if (in_range(c, 0x370, 0x3FF) || in_range(c, 0x1F00, 0x1FFF)) return kGreekLetter;
  if (in_range(c, 0x400, 0x52F)) return kCyrillicLetter;
  if (in_range(c, 0x590, 0x5FF)) return kHebrewLetter;
  if (in_range(c, 0x600, 0x6FF)) return kArabicLetter;
  if (in_range(c, 0xE00, 0xE5F)) return kThaiLetter;
  if (in_range(c, 0x2190, 0x2BFF) || in_range(c, 0x3200, 0x33FF)) return kSymbol;
  if (in_range(c, 0x3041, 0x30FF) && c != 0x30FB) return kKana;
  if (in_range(c, 0xFF61, 0xFF9F)) return kHalfKana;
  if (in_range(c, 0x3000, 0x303F) || c == 0x30FB || in_range(c, 0xFE30, 0xFE4F) || in_range(c, 0xFF01, 0xFFEF)) return kFullWidth;
  if (in_range(c, 0x3400, 0x9FFF) || in_range(c, 0xF900, 0xFAFF) || in_range(c, 0x20000, 0x3FFFF)) return kIdeograph;
  if (in_range(c, 0xAC00, 0xD7A3)) return kSyllable;
  if (in_range(c, 0xE000, 0xF8FF) || c >= 0xF0000) return kPrivateUse;
  return in_range(c, 0xD800, 0xDFFF) || (c & 0xFFFEU) == 0xFFFEU || properties(c).category == 0 ? kNone : kOtherLetter;
}

// Where a code point stands among those that can be letters of an alphabet; kSlots and more for others.
std::size_t slot_of(char32_t c) {
  if (c < 0x600) return c;
  if (in_range(c, 0x600, 0x6FF)) return 0x600 + (c - 0x600);
  if (in_range(c, 0xE00, 0xE7F)) return 0x700 + (c - 0xE00);
  if (in_range(c, 0x1E00, 0x1EFF)) return 0x780 + (c - 0x1E00);
  return 0x880;
}

std::uint8_t level(char c) { return static_cast<std::uint8_t>(c - '0'); }

// A body with its runs written out.
std::string unpacked(std::string_view body) {
  std::string out;
  for (std::size_t i = 0; i < body.size(); ++i) {
    if (body[i] == '~' && i + 2 < body.size()) {
      out.append(level(body[i + 1]), body[i + 2]);
      i += 2;
    } else {
      out.push_back(body[i]);
    }
  }
  return out;
}

std::string_view word(std::string_view& row) {
  row.remove_prefix(std::min(row.find_first_not_of(' '), row.size()));
  const std::string_view first = row.substr(0, row.find(' '));
  row.remove_prefix(first.size());
  return first;
}

char32_t hex(std::string_view digits) {
  std::uint32_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  return value;
}

std::uint8_t scripts_named(std::string_view group) {
  if (group == "latin") return Languages::kLatin;
  if (group == "cyrillic") return Languages::kCyrillic;
  if (group == "greek") return Languages::kGreek;
  if (group == "hebrew") return Languages::kHebrew;
  if (group == "arabic") return Languages::kArabic;
  return group == "thai" ? Languages::kThai : Languages::kEastAsian;
}

// The order in which a table lists its characters.
struct Standard {
  std::string_view id;
  const char* encoding;
  std::array<unsigned, 4> leads;  // first and last; of a second part, or 1, 0
  bool big5;
};
constexpr std::array kStandards = {
    Standard{"zh", "GB18030", {0xB0, 0xF7, 1, 0}, false}, Standard{"zht", "Big5", {0xA4, 0xC6, 0xC9, 0xF9}, true},
    Standard{"ja", "EUC-JP", {0xB0, 0xF4, 1, 0}, false}, Standard{"ko", "windows-949", {0xB0, 0xC8, 1, 0}, false}};

std::string pairs_of(const Standard& standard) {
  std::string bytes;
  const auto trails = [&](unsigned lead, unsigned first, unsigned last) {
    for (unsigned trail = first; trail <= last; ++trail) {
      bytes.push_back(static_cast<char>(lead));
      bytes.push_back(static_cast<char>(trail));
    }
  };
  for (std::size_t part = 0; part < 4; part += 2)
    for (unsigned lead = standard.leads.at(part); lead <= standard.leads.at(part + 1); ++lead) {
      if (standard.big5) trails(lead, 0x40, 0x7E);
      trails(lead, 0xA1, 0xFE);
    }
  return bytes;
}

}  // namespace

const Languages& Languages::standard() {
  static const Languages all{std::span<const std::string_view>(kRows)};
  return all;
}

Languages::Languages(std::span<const std::string_view> rows) {
  kinds_.resize(0x10000);
  common_.resize(0x10000);
  for (char32_t c = 0; c < 0x10000; ++c) {
    kinds_[c] = class_of(c);
    common_[c] = kRare.at(kinds_[c]);
  }
  groups_.reserve(16);  // languages point into it
  for (std::size_t i = 0; i < rows.size();) {
    std::string_view row = rows[i++];
    std::string body;
    for (; i < rows.size() && rows[i].starts_with("  "); ++i) body += rows[i].substr(2);
    const std::string_view what = word(row);
    body = unpacked(body);
    if (what == "classes") read_classes(row);
    if (what == "common") read_common(row);
    if (what == "language") read_language(row, body);
    if (what == "table") read_table(word(row), body);
    if (what == "signs") read_signs(row);
  }
}

void Languages::read_classes(std::string_view row) {
  groups_.emplace_back(word(row), ClassRows{});
  for (auto& cells : groups_.back().second) {
    const std::string_view bits = word(row);
    for (std::size_t i = 0; i < kClasses && i < bits.size(); ++i) cells.at(i) = level(bits[i]);
  }
}

void Languages::read_common(std::string_view row) {
  word(row);
  for (std::string_view cell = word(row); !cell.empty(); cell = word(row)) {
    const char32_t c = hex(cell.substr(0, cell.size() - 1));
    if (c < common_.size()) common_[c] = level(cell.back());
  }
}

void Languages::read_language(std::string_view row, std::string_view body) {
  Language& made = languages_.emplace_back();
  made.id = word(row);
  const std::string_view group = word(row);
  made.scripts = scripts_named(group);
  for (const auto& [name, classes] : groups_)
    if (name == group) made.classes = &classes;
  std::u32string letters;
  if (made.scripts == kLatin) letters = U"abcdefghijklmnopqrstuvwxyz";
  for (std::string_view cell = word(row); !cell.empty(); cell = word(row)) letters.push_back(hex(cell));
  made.letters = letters.size();
  made.slots.assign(0x881, 0);
  for (std::size_t i = 0; i < letters.size(); ++i) {
    made.slots[slot_of(letters[i])] = static_cast<std::uint8_t>(i + 1);
    const auto upper = static_cast<char32_t>(u_toupper(static_cast<UChar32>(letters[i])));
    if (upper != letters[i] && made.slots[slot_of(upper)] == 0)
      made.slots[slot_of(upper)] = static_cast<std::uint8_t>((i + 1) | 0x80U);
  }
  made.slots[0x880] = 0;
  for (const char c : body) made.pairs.push_back(level(c));
  made.pairs.resize((letters.size() + 1) * (letters.size() + 1), 63);
}

void Languages::read_signs(std::string_view row) {
  const std::string_view id = word(row);
  const auto language = std::find_if(languages_.begin(), languages_.end(), [&](const Language& l) { return l.id == id; });
  if (language == languages_.end()) return;
  const std::string_view others = word(row);
  language->signs.resize(kSignSlots);
  for (char32_t c = 0; c < 0x2150; ++c)
    if (const std::size_t slot = sign_slot(c); slot < kSignSlots)
      language->signs[slot] = static_cast<std::uint8_t>(common_[c] + level(others.back()));
  for (std::string_view cell = word(row); !cell.empty(); cell = word(row)) {
    const std::size_t slot = sign_slot(hex(cell.substr(0, cell.size() - 1)));
    if (slot < kSignSlots) language->signs[slot] = level(cell.back());
  }
}

void Languages::read_table(std::string_view id, std::string_view body) {
  const auto standard = std::find_if(kStandards.begin(), kStandards.end(), [&](const Standard& s) { return s.id == id; });
  const auto language = std::find_if(languages_.begin(), languages_.end(), [&](const Language& l) { return l.id == id; });
  if (standard == kStandards.end() || language == languages_.end()) return;
  const bool syllables = id == "ko";
  language->first_single = syllables ? kFirstSyllable : kFirstIdeograph;
  language->singles.assign(syllables ? 11172 : 0x5200, 68);
  Codec codec(standard->encoding);
  const std::string pairs = pairs_of(*standard);
  for (std::size_t i = 0; i < body.size() && 2 * i + 1 < pairs.size(); ++i) {
    if (body[i] == '}') continue;
    std::u32string point;
    codec.decode(std::string_view(pairs).substr(2 * i, 2), point);
    if (point.size() != 1 || point[0] < language->first_single) continue;
    const std::size_t at = point[0] - language->first_single;
    if (at < language->singles.size()) language->singles[at] = level(body[i]);
  }
}

std::uint8_t Languages::kind_of(char32_t c) const { return c < kinds_.size() ? kinds_[c] : std::uint8_t{class_of(c)}; }

std::uint8_t Languages::scripts_of(std::u32string_view text) const {
  std::array<std::size_t, kClasses> counts{};
  for (const char32_t c : text)
    if (c >= 0x80) ++counts.at(kind_of(c));
  const std::array<std::pair<std::size_t, std::uint8_t>, 7> scripts = {
      {{counts[kLatinLetter] + counts[kCombining], kLatin},
       {counts[kCyrillicLetter], kCyrillic},
       {counts[kGreekLetter], kGreek},
       {counts[kHebrewLetter], kHebrew},
       {counts[kArabicLetter], kArabic},
       {counts[kThaiLetter], kThai},
       {counts[kIdeograph] + counts[kKana] + counts[kSyllable] + counts[kHalfKana], kEastAsian}}};
  std::size_t all = 0;
  for (const auto& [count, script] : scripts) all += count;
  std::uint8_t found = 0;
  for (const auto& [count, script] : scripts)
    if (count * 10 >= all && count > 0) found |= script;
  return found == 0 ? std::uint8_t{kLatin} : found;
}

unsigned Languages::within(const Language& language, char32_t c, std::uint8_t kind) const {
  if (kind == kIdeograph || kind == kSyllable) {
    const std::size_t at = c - language.first_single;
    if (c >= language.first_single && at < language.singles.size()) return language.singles[at];
    if (kind == kSyllable) return 13 * 4 + 1;
    return language.singles.empty() || language.first_single == kFirstSyllable ? 13 * 4 : 17 * 4;
  }
  if (kind == kTypographic && !language.signs.empty()) return language.signs[sign_slot(c)];
  return c < 0x10000 ? common_[c] : kRare.at(kind);
}

Beside Languages::beside(char32_t c) const {
  switch (kind_of(c)) {
    case kSpace: return Beside::kWhite;
    case kDigit: return Beside::kDigit;
    case kAsciiLetter:
    case kLatinLetter:
    case kCyrillicLetter:
    case kGreekLetter:
    case kArabicLetter:
    case kHebrewLetter: return Beside::kLetter;
    default: return Beside::kOther;
  }
}

// What a sign costs by the place it has in the text.
unsigned Languages::place(std::u32string_view text, std::size_t at) const {
  const auto side = [&](std::size_t i) { return i < text.size() ? beside(text[i]) : Beside::kOther; };
  return misplaced(text[at], at == 0 ? Beside::kWhite : side(at - 1), side(at + 1), side(at + 2));
}

double Languages::bits(std::size_t number, std::u32string_view text, double enough) const {
  // Capitals: at a word's begin, behind a capital, inside a word.
  constexpr unsigned kCapitalFirst = 10;
  constexpr unsigned kCapitalOn = 6;
  constexpr unsigned kCapitalInside = 40;
  constexpr unsigned kSmallBehindCapital = 2;
  constexpr unsigned kSoftHyphen = 24;
  const Language& language = languages_[number];
  const ClassRows& classes = *language.classes;
  const std::size_t width = language.letters + 1;
  std::uint8_t before_kind = kSpace;
  std::size_t before = 0;  // letter before, 0 for none
  bool before_capital = false;
  bool before_small = false;  // a small letter of another alphabet stands before
  unsigned long quarters = 0;
  constexpr double kMost = 1e15;
  const auto limit = static_cast<unsigned long>(std::ceil(std::clamp(enough, 0.0, kMost) * 4));
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (quarters >= limit) break;
    const char32_t c = text[at];
    const std::uint8_t slot = language.slots[slot_of(c)];
    if (slot != 0) {
      const std::size_t letter = slot & 0x7FU;
      const bool capital = (slot & 0x80U) != 0;
      if (before == 0) quarters += classes[before_kind][kOwn] + (!capital ? 0U : before_small ? kCapitalInside : kCapitalFirst);
      else if (capital) quarters += before_capital ? kCapitalOn : kCapitalInside;
      else if (before_capital) quarters += kSmallBehindCapital;
      quarters += language.pairs[before * width + letter];
      before = letter;
      before_capital = capital;
      before_kind = kOwn;
      before_small = false;
      continue;
    }
    if (c == 0xAD) {  // SOFT HYPHEN, which a word does not end at
      quarters += kSoftHyphen;
      continue;
    }
    if (is_escape(c)) {
      quarters += c >= kEscapeNext ? kFaultGoesOn : kFault;
      continue;
    }
    const std::uint8_t kind = kind_of(c);
    if (before != 0) quarters += language.pairs[before * width];
    quarters += classes[before_kind][kind] + within(language, c, kind);
    if (kind == kTypographic || kind == kSymbol) quarters += place(text, at);
    const bool cased = kind == kLatinLetter || kind == kCyrillicLetter || kind == kGreekLetter;
    const bool small = cased && properties(c).lower();
    if (cased && !small && (before_kind == kDigit || before_small || (before != 0 && !before_capital)))
      quarters += kCapitalInside;
    before = 0;
    before_kind = kind;
    before_small = small;
  }
  return static_cast<double>(quarters) / 4;
}

double Languages::bits(std::u32string_view text) const {
  const std::uint8_t scripts = scripts_of(text);
  double least = 1e300;
  for (std::size_t i = 0; i < languages_.size(); ++i)
    if ((languages_[i].scripts & scripts) != 0) least = std::min(least, bits(i, text, least));
  return least;
}

}  // namespace runon::text
