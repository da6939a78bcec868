#include "corpus_words.h"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

namespace bench {
namespace {

constexpr std::size_t kWords = 60000;
constexpr std::size_t kPicks = std::size_t{1} << 20U;

// The characters of GB 2312's first level, those that most Chinese text is written with.
std::vector<std::string> common_characters() {
  std::vector<std::string> all;
  const iconv_t converter = iconv_open("UTF-8", "GB2312");
  if (converter == iconv_t(-1)) return {"\u4E00", "\u4E8C", "\u4E09"};
  for (unsigned lead = 0xB0; lead <= 0xD7; ++lead)
    for (unsigned trail = 0xA1; trail <= (lead == 0xD7 ? 0xF9U : 0xFEU); ++trail) {
      std::array<char, 2> in = {static_cast<char>(lead), static_cast<char>(trail)};
      std::array<char, 8> out{};
      char* from = in.data();
      char* to = out.data();
      std::size_t in_left = in.size();
      std::size_t out_left = out.size();
      if (iconv(converter, &from, &in_left, &to, &out_left) != std::size_t(-1))
        all.emplace_back(out.data(), out.size() - out_left);
    }
  iconv_close(converter);
  return all;
}

// Runs of ideographs in the lines of the seeds, of three to twelve.
std::vector<std::string> read_phrases(const std::string& folder) {
  std::vector<std::string> phrases;
  std::error_code none;
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder, none)) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(file)), {});
    std::string run;
    for (std::size_t at = 0; at < text.size();) {
      const auto lead = static_cast<unsigned char>(text[at]);
      if (lead >= 0xE4 && lead <= 0xE9 && run.size() < 36) {
        run += text.substr(at, 3);
        at += 3;
        continue;
      }
      if (run.size() >= 9) phrases.push_back(run);
      run.clear();
      at += lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    }
  }
  return phrases;
}

constexpr std::array kFunctionWords = {
    "the",  "of",    "and",   "to",    "in",    "a",    "is",    "that",   "for",     "it",   "as",    "was",   "with",   "be",
    "by",   "on",    "not",   "he",    "this",  "are",  "or",    "his",    "from",    "at",   "which", "but",   "have",   "an",
    "had",  "they",  "you",   "were",  "their", "one",  "all",   "we",     "can",     "her",  "has",   "there", "been",   "if",
    "more", "when",  "will",  "would", "who",   "so",   "no",    "she",    "other",   "its",  "may",   "these", "what",   "them",
    "than", "some",  "him",   "time",  "into",  "only", "could", "new",    "then",    "do",   "any",   "first", "such",   "my",
    "like", "our",   "over",  "man",   "me",    "even", "most",  "made",   "after",   "also", "did",   "many",  "before", "must",
    "well", "where", "years", "much",  "your",  "way",  "down",  "should", "because", "each", "just",  "those", "people", "how"};
constexpr std::array kOnsets = {"b",  "br", "c",  "ch", "cl", "d",  "dr", "f",  "fl", "g",   "gr", "h",  "l",  "m", "n", "p",
                                "pl", "pr", "qu", "r",  "s",  "sc", "sh", "sp", "st", "str", "t",  "th", "tr", "v", "w", ""};
constexpr std::array kNuclei = {"a", "e", "i", "o", "u", "ai", "ea", "ee", "io", "ou", "oa", "y"};
constexpr std::array kCodas = {"", "", "n", "r", "l", "t", "s", "nd", "nt", "st", "ck", "m", "rd", "ll", "sh"};
constexpr std::array kEndings = {"", "", "", "s", "ed", "ing", "ly", "er", "tion", "ment", "ness", "al", "ity", "able"};

template <std::size_t n>
const char* one_of(const std::array<const char*, n>& list, Chance& chance) {
  return list.at(chance.below(n));
}

}  // namespace

bool closes(std::string_view c) {
  constexpr std::array<std::string_view, 16> kMarks = {"\uFF0C", "\u3002", "\uFF1B", "\uFF1A", "\uFF1F", "\uFF01",
                                                       "\u201D", "\uFF09", "\u300B", "\u3001", "%",      ".",
                                                       ",",      ")",      "\u00A0", " "};
  return std::find(kMarks.begin(), kMarks.end(), c) != kMarks.end();
}

Words::Words(bool chinese, const std::string& seeds) : chinese_(chinese) {
  Chance chance(chinese ? 20260801 : 20260802);
  if (chinese) make_chinese(chance, seeds);
  else make_english(chance);
  rank();
}

void Words::make_chinese(Chance& chance, const std::string& seeds) {
  phrases_ = read_phrases(seeds);
  std::map<std::string, std::size_t> counts;
  for (const std::string& phrase : phrases_)
    for (std::size_t at = 0; at < phrase.size(); at += 3) ++counts[phrase.substr(at, 3)];
  std::vector<std::string> characters = common_characters();
  std::stable_sort(characters.begin(), characters.end(), [&](const std::string& a, const std::string& b) {
    const auto of = [&](const std::string& c) {
      const auto found = counts.find(c);
      return found == counts.end() ? 0 : found->second;
    };
    return of(a) > of(b);
  });
  words_.reserve(kWords);
  // The commonest words are single characters; the others take characters by a gentler slope than Zipf's.
  for (std::size_t i = 0; i < 60; ++i) words_.push_back(characters[i % characters.size()]);
  while (words_.size() < kWords) {
    const std::size_t kind = chance.below(100);
    const std::size_t length = kind < 4 ? 1 : kind < 70 ? 2 : kind < 85 ? 3 : 4;
    std::string word;
    for (std::size_t i = 0; i < length; ++i) {
      const double u = static_cast<double>(chance.below(1U << 24U)) / static_cast<double>(1U << 24U);
      word += characters[static_cast<std::size_t>(u * u * static_cast<double>(characters.size()))];
    }
    words_.push_back(std::move(word));
  }
}

void Words::make_english(Chance& chance) {
  words_.assign(kFunctionWords.begin(), kFunctionWords.end());
  while (words_.size() < kWords) {
    std::string word;
    for (std::size_t i = 0, n = 1 + chance.below(2) + chance.below(8) / 7; i < n; ++i)
      word.append(one_of(kOnsets, chance)).append(one_of(kNuclei, chance)).append(one_of(kCodas, chance));
    word += one_of(kEndings, chance);
    if (chance.in(1000, 2)) word += chance.in(2, 1) ? "\u00E9" : "e\u0301";
    words_.push_back(std::move(word));
  }
}

void Words::rank() {
  double sum = 0;
  for (std::size_t i = 0; i < words_.size(); ++i) sum += 1 / static_cast<double>(i + 3);
  double done = 0;
  picks_.reserve(kPicks);
  for (std::size_t i = 0; i < words_.size(); ++i) {
    done += 1 / static_cast<double>(i + 3);
    const auto until = static_cast<std::size_t>(std::lround(done / sum * static_cast<double>(kPicks)));
    while (picks_.size() < until) picks_.push_back(static_cast<std::uint32_t>(i));
  }
}

std::string Words::heading(Chance& chance) const {
  std::string out;
  for (std::size_t i = 0, n = 3 + chance.below(4); i < n; ++i) {
    if (!chinese_ && i > 0) out += ' ';
    std::string one(word(chance));
    if (!chinese_ && one[0] >= 'a' && one[0] <= 'z') one[0] = static_cast<char>(one[0] - 32);
    out += one;
  }
  return out;
}

void Words::clause(std::string& out, Chance& chance, bool full_width, bool spaced_digits) const {
  const std::size_t count = 3 + chance.below(chinese_ ? 6 : 8);
  for (std::size_t i = 0; i < count; ++i) {
    if (!chinese_ && i > 0) out += ' ';
    const std::size_t kind = chance.below(100);
    if (kind < 3) {
      const std::string number = std::to_string(chance.below(chance.in(2, 1) ? 40 : 3000));
      if (chinese_ && spaced_digits) out += ' ';
      if (!chinese_ || !full_width) out += number;
      else
        for (const char digit : number) (out += "\xEF\xBC") += static_cast<char>(0x90 + digit - '0');
      if (chinese_) out += spaced_digits ? " \u5E74" : "\u5E74";
    } else if (kind < 4) {
      if (chinese_) out += chance.in(2, 1) ? "GDP" : "WTO";
      else out += "(" + std::string(word(chance)) + ")";
    } else if (kind < 6) {
      out += "\u201C";
      out += word(chance);
      out += "\u201D";
    } else if (kind < 12 && !phrases_.empty()) {
      out += phrases_[chance.below(phrases_.size())];
    } else {
      out += word(chance);
    }
  }
}

std::string Words::paragraph(Chance& chance, bool full_width, bool spaced_digits, bool nbsp) const {
  std::string out;
  for (std::size_t s = 0, sentences = 1 + chance.below(6); s < sentences; ++s) {
    if (!chinese_ && s > 0) out += nbsp && chance.in(10, 1) ? "\u00A0" : " ";
    const std::size_t begin = out.size();
    for (std::size_t c = 0, clauses = 1 + chance.below(3); c < clauses; ++c) {
      if (c > 0) out += chinese_ ? (chance.in(8, 1) ? "\u3001" : "\uFF0C") : ", ";
      clause(out, chance, full_width, spaced_digits);
    }
    if (out[begin] >= 'a' && out[begin] <= 'z') out[begin] = static_cast<char>(out[begin] - 32);
    out += chinese_ ? (chance.in(20, 1) ? "\uFF1F" : "\u3002") : (chance.in(20, 1) ? "?" : ".");
  }
  if (nbsp && chance.in(20, 1)) out += "\u200B";
  return out;
}

}  // namespace bench
