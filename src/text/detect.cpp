#include "text/detect.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

#include "text/converter.h"
#include "text/encoding.h"
#include "text/sample.h"
#include "text/survey.h"
#include "text/utf8.h"
#include "text/wide.h"

namespace runon::text {
namespace {

constexpr std::size_t kHead = std::size_t{1} << 16U;
constexpr std::size_t kFirstLook = 512;  // bytes of the sample that all candidates read
constexpr std::size_t kSample = 4096;    // bytes that the better ones read
constexpr std::size_t kFinalists = 8;
constexpr double kNoText = 7.0;  // bits a byte: noise has eight
constexpr double kSlack = 48;    // bits that a short sample may have on top
constexpr double kFar =
    128;  // bits more than those of the best reading, with which another one takes nothing from its confidence
constexpr double kNoLimit = std::numeric_limits<double>::max();
constexpr std::size_t kPlain = 64;  // bytes of ASCII words that count as text
constexpr double kNoneWhole = 10;   // bits; UTF-8 with faults and without a well-formed character beyond ASCII

struct Candidate {
  const char* name;
  double handicap;  // bits; how rarely it is met, about
  unsigned width;   // longest character in bytes, for those of several: a cut text may begin inside one
};

// windows-874 is TIS-620 and more, GB18030 is GBK and GB 2312, windows-949 is EUC-KR.
constexpr std::array kCandidates = {
    Candidate{"UTF-8", 0, 4},
    Candidate{"GB18030", 3, 4},
    Candidate{"Big5", 4, 2},
    Candidate{"Big5-HKSCS", 7, 2},
    Candidate{"GBK", 6, 2},
    Candidate{"Shift_JIS", 4, 2},
    Candidate{"EUC-JP", 4, 3},
    Candidate{"windows-949", 4, 2},
    Candidate{"windows-1252", 2, 1},
    Candidate{"windows-1251", 3, 1},
    Candidate{"windows-1250", 4, 1},
    Candidate{"windows-1253", 5, 1},
    Candidate{"windows-1254", 5, 1},
    Candidate{"windows-1255", 5, 1},
    Candidate{"windows-1256", 5, 1},
    Candidate{"windows-1257", 6, 1},
    Candidate{"windows-1258", 7, 1},
    Candidate{"windows-874", 5, 1},
    Candidate{"ISO-8859-1", 6, 1},
    Candidate{"ISO-8859-15", 5, 1},
    Candidate{"ISO-8859-2", 5, 1},
    Candidate{"ISO-8859-5", 7, 1},
    Candidate{"ISO-8859-7", 6, 1},
    Candidate{"ISO-8859-8", 6, 1},
    Candidate{"ISO-8859-9", 6, 1},
    Candidate{"ISO-8859-6", 7, 1},
    Candidate{"ISO-8859-13", 8, 1},
    Candidate{"ISO-8859-4", 9, 1},
    Candidate{"ISO-8859-3", 9, 1},
    Candidate{"ISO-8859-10", 9, 1},
    Candidate{"ISO-8859-14", 9, 1},
    Candidate{"KOI8-R", 5, 1},
    Candidate{"KOI8-U", 6, 1},
    Candidate{"IBM866", 6, 1},
    Candidate{"x-mac-cyrillic", 9, 1},
    Candidate{"macintosh", 7, 1},
    Candidate{"IBM850", 12, 1},
    Candidate{"IBM852", 12, 1},
    Candidate{"IBM437", 13, 1},
};

// Seven bits and escape sequences.
constexpr std::array kEscaped = {Candidate{"ISO-2022-JP", 0, 1}, Candidate{"ISO-2022-JP-2", 3, 1}, Candidate{"ISO-2022-KR", 0, 1},
                                 Candidate{"ISO-2022-CN", 2, 1}};

bool goes_on(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }  // in UTF-8

// Whether what is beyond ASCII is faults alone, read as UTF-8. A text may begin inside a character.
bool only_faults(const std::u32string& words, std::string_view first) {
  std::size_t skip = 0;
  while (skip < 3 && skip < first.size() && goes_on(first[skip])) ++skip;
  const std::u32string text = read_as(kUtf8, first.substr(skip)) + words;
  return std::any_of(text.begin(), text.end(), is_escape) &&
         std::none_of(text.begin(), text.end(), [](char32_t c) { return c >= 0x80 && !is_escape(c); });
}

bool mostly_ascii(const std::u32string& text) {
  std::size_t ascii = 0;
  std::size_t others = 0;
  for (const char32_t c : text) (c >= 0x80 ? others : ascii) += c >= 0x80 || (c | 0x20U) - U'a' < 26 ? 1 : 0;
  return ascii > others;
}

// One candidate's reading of the sample.
struct Reading {
  const Candidate* candidate = nullptr;
  std::u32string first;
  std::u32string words;
  double due = 0;                       // bits: the handicap, and for a cut end
  double bits = 0;                      // with those
  std::vector<const Candidate*> alike;  // others that read the sample the same
};

class Judge {
 public:
  Judge(const Languages& languages, const Sample& sample) : languages_(languages), foreign_(languages.size(), 0) {
    // What the words without a byte of 0x80 say about the language. In a text of another script they may be of
    // any, but the more of them there are, the less it is a text of another script.
    if (sample.ascii.empty()) return;
    const double share = static_cast<double>(sample.ascii_bytes) / static_cast<double>(sample.bytes());
    const double beside = std::min(kMost, 3 + 5 * std::log2(1 + share));
    std::u32string text(sample.ascii.begin(), sample.ascii.end());
    double least = std::numeric_limits<double>::max();
    for (std::size_t i = 0; i < languages.size(); ++i)
      if (languages.scripts(i) == Languages::kLatin) least = std::min(least, foreign_[i] = languages.bits(i, text));
    for (std::size_t i = 0; i < languages.size(); ++i)
      foreign_[i] = languages.scripts(i) == Languages::kLatin ? std::min(foreign_[i] - least, kMost) : beside;
  }

  // Decodes as `candidate`. Nothing where it cannot be that.
  std::optional<Reading> read(const Candidate& candidate, const Sample& sample) const {
    Reading made;
    made.candidate = &candidate;
    made.words = read_as(candidate.name, sample.words);
    const bool utf8 = candidate.name == kUtf8;
    double cut = 0;
    if (sample.to_end && candidate.width > 1) cut += drop_cut_end(made.words, utf8);
    const std::size_t faults = static_cast<std::size_t>(std::count_if(made.words.begin(), made.words.end(), is_escape));
    if (faults > 4 && faults * 5 > made.words.size()) return std::nullopt;
    made.first = read_as(candidate.name, sample.first);
    if (sample.to_end && sample.words.empty() && candidate.width > 1) cut += drop_cut_end(made.first, utf8);
    made.due = candidate.handicap + cut;
    if (utf8 && only_faults(made.words, sample.first)) made.due += kNoneWhole;
    return made;
  }

  // What it costs; no less than `limit` where that is as much.
  void weigh(Reading& made, const Sample& sample, double limit) const {
    const std::uint8_t scripts = languages_.scripts_of(made.first + made.words);
    const bool quoting = mostly_ascii(made.first) || mostly_ascii(made.words);
    made.bits = kNoLimit;
    for (std::size_t i = 0; i < languages_.size(); ++i) {
      if ((languages_.scripts(i) & scripts) == 0 && !(quoting && may_quote(i))) continue;
      double bits = languages_.bits(i, made.words, std::min(made.bits, limit)) + foreign_[i];
      if (!sample.first.empty()) bits += first_bits(i, *made.candidate, sample, made.first);
      made.bits = std::min(made.bits, bits);
    }
    made.bits += made.due;
  }

 private:
  static constexpr double kMost = 30;  // bits that ASCII words speak against a language

  // A Latin language that the ASCII words may be of: letters of another script may be words quoted in its text.
  bool may_quote(std::size_t language) const {
    return languages_.scripts(language) == Languages::kLatin && foreign_[language] < kMost;
  }

  // The run that the text begins with may begin inside a character.
  double first_bits(std::size_t language, const Candidate& candidate, const Sample& sample, const std::u32string& whole) const {
    const bool utf8 = candidate.name == kUtf8;
    double least = languages_.bits(language, whole);
    for (unsigned skip = 1; skip < candidate.width && skip < sample.first.size(); ++skip) {
      if (utf8 && !goes_on(sample.first[skip - 1])) break;
      std::u32string text = read_as(candidate.name, std::string_view(sample.first).substr(skip));
      if (sample.to_end && sample.words.empty()) drop_cut_end(text, utf8);
      least = std::min(least, languages_.bits(language, text) + kCut + skip);
    }
    return least;
  }

  const Languages& languages_;
  std::vector<double> foreign_;
};

float confidence_of(double margin) { return static_cast<float>(1 / (1 + std::exp2(-margin / 4))); }

// Readings of a sample, best first; of those that read it alike the first candidate. `best_only`: the others are known to be
// worse, and by how much up to kFar.
template <std::size_t n>
std::vector<Reading> readings(const Judge& judge, const Sample& sample, const std::array<Candidate, n>& candidates,
                              const std::vector<const Candidate*>* among, bool best_only) {
  std::vector<Reading> all;
  double least = kNoLimit;
  for (const Candidate& candidate : candidates) {
    if (among != nullptr && std::find(among->begin(), among->end(), &candidate) == among->end()) continue;
    std::optional<Reading> made = judge.read(candidate, sample);
    if (!made) continue;
    const auto alike = std::find_if(
        all.begin(), all.end(), [&](const Reading& other) { return other.words == made->words && other.first == made->first; });
    if (alike != all.end()) {
      alike->alike.push_back(&candidate);
      continue;
    }
    judge.weigh(*made, sample, best_only && least < kNoLimit ? least + kFar : kNoLimit);
    least = std::min(least, made->bits);
    all.push_back(std::move(*made));
  }
  std::stable_sort(all.begin(), all.end(), [](const Reading& a, const Reading& b) { return a.bits < b.bits; });
  return all;
}

struct Verdict {
  Detected found;
  bool text = false;
};

std::size_t strange(const std::u32string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char32_t c) { return is_escape(c) || (c >= 0xE000 && c <= 0xF8FF); }));
}

// Of two names of one family the one that reads the whole text with fewer strange characters; with none, the name given stands.
std::string wider(std::string_view bytes, const std::string& name) {
  constexpr std::array<std::array<const char*, 2>, 2> kFamilies = {{{"Big5", "Big5-HKSCS"}, {"GB18030", "GBK"}}};
  for (const auto& family : kFamilies) {
    if (name != family[0] && name != family[1]) continue;
    const char* other = family[name == family[0] ? 1 : 0];
    const std::size_t begin = std::min(bytes.find('\n'), bytes.size());  // a cut text has faults at its ends
    const std::string_view lines = bytes.substr(begin, std::max(bytes.rfind('\n') + 1, begin) - begin);
    if (const std::size_t odd = strange(read_as(name, lines)); odd > 0 && strange(read_as(other, lines)) < odd) return other;
  }
  return name;
}

// Words that two readings of the same bytes do not share: white space stands at the same places in both.
struct Different {
  std::u32string one;
  std::u32string other;
};

Different different_words(const std::u32string& one, const std::u32string& other) {
  constexpr std::size_t kMost = 4096;
  Different found;
  std::size_t a = 0;
  std::size_t b = 0;
  while (a < one.size() && b < other.size() && found.one.size() < kMost) {
    const std::size_t a_end = std::min(one.find_first_of(U" \t\n\r", a), one.size());
    const std::size_t b_end = std::min(other.find_first_of(U" \t\n\r", b), other.size());
    if (one.compare(a, a_end - a, other, b, b_end - b) != 0) {
      found.one.append(one, a, a_end - a).push_back(' ');
      found.other.append(other, b, b_end - b).push_back(' ');
    }
    a = a_end + 1;
    b = b_end + 1;
  }
  return found;
}

// The best of those that read the sample alike, by what they read otherwise in the rest of the text.
const Candidate* part(std::string_view bytes, const Reading& reading, const Languages& languages) {
  const Candidate* best = reading.candidate;
  if (reading.alike.empty()) return best;
  std::u32string text = read_as(best->name, bytes.substr(0, kHead));
  for (const Candidate* other : reading.alike) {
    std::u32string otherwise = read_as(other->name, bytes.substr(0, kHead));
    const Different words = different_words(text, otherwise);
    if (languages.bits(words.other) + other->handicap >= languages.bits(words.one) + best->handicap) continue;
    best = other;
    text = std::move(otherwise);
  }
  return best;
}

Verdict judge_bytes(std::string_view bytes, const Languages& languages) {
  Sample sample = take_sample(bytes, kFirstLook);
  Verdict verdict;
  const Judge judge(languages, sample);
  std::vector<Reading> order = readings(judge, sample, kCandidates, nullptr, sample.bytes() < kFirstLook);
  if (sample.bytes() >= kFirstLook) {
    std::vector<const Candidate*> among;
    for (const Reading& reading : order)
      if (among.size() < kFinalists) among.push_back(reading.candidate);
    // Those that read the first look alike may part later on.
    for (const char* name : {"windows-1252", "ISO-8859-1", "ISO-8859-15", "windows-1250", "windows-1254", "windows-1257"}) {
      const auto found = std::find_if(kCandidates.begin(), kCandidates.end(),
                                      [&](const Candidate& c) { return std::string_view(c.name) == name; });
      if (std::find(among.begin(), among.end(), &*found) == among.end()) among.push_back(&*found);
    }
    sample = take_sample(bytes, kSample);
    order = readings(judge, sample, kCandidates, &among, true);
  }
  if (order.empty()) {
    verdict.found.confidence = 0;
    return verdict;
  }
  verdict.found.name = wider(bytes, part(bytes, order[0], languages)->name);
  verdict.found.confidence = confidence_of(order.size() > 1 ? order[1].bits - order[0].bits : 40);
  // Words of ASCII are text too; noise has few.
  const std::size_t looked_at = sample.bytes() + std::min(sample.ascii_bytes, kPlain);
  verdict.text = order[0].bits < kNoText * static_cast<double>(looked_at) + kSlack;
  return verdict;
}

// What the head costs as `name`, if more than `enough`; the text may begin inside a character.
double head_bits(std::string_view bytes, const std::string& name, const Languages& languages, double enough) {
  const auto found = std::find_if(kCandidates.begin(), kCandidates.end(), [&](const Candidate& c) { return c.name == name; });
  const unsigned width = found == kCandidates.end() ? 1 : found->width;
  double least = std::numeric_limits<double>::max();
  for (unsigned skip = 0; skip < width && skip < bytes.size() && least > enough; ++skip) {
    std::u32string text = read_as(name, bytes.substr(skip, 1024));
    drop_cut_end(text, name == kUtf8);
    least = std::min(least, languages.bits(text) + (skip > 0 ? kCut + skip : 0));
  }
  return least;
}

std::optional<Detected> by_mark(std::string_view bytes) {
  using namespace std::string_view_literals;
  struct Mark {
    std::string_view bytes, name;
  };
  // UTF-32's holds UTF-16's.
  constexpr std::array kMarks = {Mark{"\xEF\xBB\xBF"sv, kUtf8},    Mark{"\xFF\xFE\0\0"sv, kUtf32Le},
                                 Mark{"\0\0\xFE\xFF"sv, kUtf32Be}, Mark{"\xFF\xFE"sv, kUtf16Le},
                                 Mark{"\xFE\xFF"sv, kUtf16Be},     Mark{"\x84\x31\x95\x33"sv, "GB18030"}};
  for (const Mark& mark : kMarks)
    if (bytes.starts_with(mark.bytes)) return Detected{std::string(mark.name), 1};
  return std::nullopt;
}

Detected judge_escapes(std::string_view bytes, const Languages& languages) {
  const std::string lines = lines_with_escapes(bytes);
  const auto holds = [&](std::string_view what) { return bytes.find(what) != std::string_view::npos; };
  const bool headless = !holds("\x1B$") && !holds("\x1B(");  // a text may be cut behind an ESC
  const bool korean = headless || holds("\x1B$)C");
  const bool chinese = headless || holds("\x1B$)A") || holds("\x1B$)G") || holds("\x1B$*H");
  Detected best;
  double least = languages.bits(read_as(kUtf8, lines));
  double second = std::numeric_limits<double>::max();
  for (const Candidate& candidate : kEscaped) {
    const std::string_view name = candidate.name;
    if (name == "ISO-2022-KR" ? !korean : name == "ISO-2022-CN" ? !chinese : headless) continue;
    std::u32string text = read_as(name, with_heads(lines, name, headless));
    const double bits = candidate.handicap + drop_cut_end(text, false) + languages.bits(text);
    if (bits < least) {
      second = least;
      least = bits;
      best.name = name;
    } else {
      second = std::min(second, bits);
    }
  }
  best.confidence = best.name == kUtf8 ? 1 : confidence_of(second - least);
  return best;
}

}  // namespace

Detected detect(std::string_view bytes, const Languages* models) {
  if (std::optional<Detected> marked = by_mark(bytes)) return *std::move(marked);
  const Survey found = survey(bytes);
  const bool utf8 = found.beyond_ascii && found.well_formed && found.whole;
  if (!found.controls && (utf8 || (!found.beyond_ascii && !found.escapes))) return {};
  if (!found.controls && found.beyond_ascii && surely_utf8(bytes)) return {};
  const Languages& languages = models != nullptr ? *models : Languages::standard();
  if (!found.beyond_ascii && found.escapes && !found.controls) return judge_escapes(bytes, languages);
  Verdict verdict;
  if (!utf8 && found.beyond_ascii) verdict = judge_bytes(bytes, languages);
  const Wide wide = judge_units(bytes, languages);
  if (!wide.name.empty()) {
    const double margin = head_bits(bytes, verdict.found.name, languages, wide.bits) - wide.bits;
    if (margin > 0) return {std::string(wide.name), confidence_of(margin)};
  }
  if (!utf8 && found.beyond_ascii && !verdict.text) return {std::string(kUtf8), 0};
  return verdict.found;
}

std::vector<std::string> detectable() {
  std::vector<std::string> names;
  names.reserve(kCandidates.size() + kEscaped.size());
  for (const Candidate& candidate : kCandidates) names.emplace_back(candidate.name);
  for (const Candidate& candidate : kEscaped) names.emplace_back(candidate.name);
  return names;
}

}  // namespace runon::text
