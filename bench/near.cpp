// How well does --near find edited copies, and which tokens and shingles serve best?
//   near [--threshold T] DIR...     folders of .txt, which are cleaned first
// Takes the paragraphs of 60 letters and more, edits each in seeded ways, and looks the copies up among the
// originals. For each way of editing: pairs; their mean similarity; those at T or more (exact Jaccard); found of
// these; found of all; found with another original than the copy's own (wrong).
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/clean.h"
#include "repeats/fingerprint.h"
#include "repeats/likeness.h"
#include "repeats/near_table.h"
#include "support/random.h"
#include "text/properties.h"
#include "text/utf8.h"

using namespace runon;
using support::Random;

namespace {

constexpr std::size_t kMost = 3000;  // paragraphs

std::vector<std::string> paragraphs(const std::vector<std::string>& folders) {
  std::vector<std::string> files;
  for (const std::string& folder : folders)
    for (const auto& entry : std::filesystem::directory_iterator(folder))
      if (entry.path().extension() == ".txt") files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  const auto cleaner = pipeline::Cleaner::create();
  std::vector<std::string> all;
  for (const std::string& file : files) {
    std::ifstream stream(file, std::ios::binary);
    flow::Document document =
        flow::Document::of(file, {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()});
    if (!cleaner.value().clean(document)) continue;
    std::string key;
    for (const flow::Block& block : document.blocks)
      if (!block.dropped && repeats::fingerprint(document.view(block), key).letters >= 60) all.emplace_back(document.view(block));
  }
  // Folders of typeset documents have a text several times; what is alike would be found at another place.
  std::vector<std::string> apart;
  repeats::NearTable table(0.3, UINT64_MAX, "/tmp");
  const repeats::Banding banding = repeats::banding_for(0.3);
  for (const std::string& text : all) {
    const repeats::Likeness likeness = repeats::likeness_of(text, {0.3, false, false}, banding);
    const auto like = table.find(likeness);
    if (!like || like.value() || apart.size() == kMost) continue;
    static_cast<void>(table.add(likeness, apart.size()).ok());
    apart.push_back(text);
  }
  return apart;
}

// A character that a reader may take another one for, of its own script.
char32_t misread(char32_t c, Random& random) {
  static const std::vector<std::u32string> kLike = {U"il1",
                                                    U"oO0ce",
                                                    U"nhu",
                                                    U"mw",
                                                    U"sS5",
                                                    U"bB8h",
                                                    U"\u672A\u672B",
                                                    U"\u5DF1\u5DF2\u5DF3",
                                                    U"\u65E5\u66F0",
                                                    U"\u571F\u58EB",
                                                    U"\u5343\u5E72\u4E8E",
                                                    U"\u5929\u592B",
                                                    U"\u4EBA\u5165\u516B"};
  for (const std::u32string& group : kLike)
    if (const std::size_t at = group.find(c); at != std::u32string::npos)
      return group[(at + 1 + random.below(group.size() - 1)) % group.size()];
  if (text::properties(c).cjk()) return static_cast<char32_t>(0x4E00 + random.below(0x3000));
  return static_cast<char32_t>('a' + random.below(26));
}

// Noise of character recognition: of each hundred characters `percent` are misread, lost or split; digits stay.
std::string noise(const std::string& text, std::size_t percent, Random& random) {
  std::u32string out;
  for (const char32_t c : text::decode_all(text)) {
    const text::Properties& p = text::properties(c);
    if (random.below(100) >= percent || p.number()) {
      out += c;
      continue;
    }
    const std::size_t how = random.below(10);
    if (how < 8) out += p.letter() ? misread(c, random) : c;
    else if (how == 8) out += U' ', out += c;
  }
  return text::encode(out);
}

std::vector<std::string> sentences(const std::string& text) {
  std::vector<std::string> all(1);
  bool ended = false;
  for (const char32_t c : text::decode_all(text)) {
    const text::Properties& p = text::properties(c);
    if (ended && !p.sentence_end() && p.breaking != text::Breaking::close && p.breaking != text::Breaking::quote) {
      all.emplace_back();
      ended = false;
    }
    ended = ended || p.sentence_end();
    text::append(all.back(), c);
  }
  return all;
}

std::string reorder(const std::string& text, Random& random) {
  std::vector<std::string> all = sentences(text);
  if (all.size() > 1) std::swap(all[random.below(all.size())], all[random.below(all.size())]);
  std::string out;
  for (const std::string& one : all) out += one;
  return out;
}

std::string insert(const std::string& text, Random& random) {
  const std::size_t letters = text::count(text);
  const bool cjk = text::properties(text::decode(text, 0).point).cjk();
  std::string added;
  for (std::size_t i = 0; i < letters / (cjk ? 12 : 60); ++i)
    added += cjk ? text::encode(std::u32string(1, static_cast<char32_t>(0x4E00 + random.below(0x1000))))
                 : random.word("aeiorstnl", 5) + " ";
  return random.one_in(2) ? added + text : text + " " + added;
}

// One digit changed; empty where there is none.
std::string renumber(const std::string& text, Random& random) {
  std::vector<std::size_t> places;
  for (std::size_t at = 0; at < text.size(); ++at)
    if (text[at] >= '0' && text[at] <= '9') places.push_back(at);
  if (places.empty()) return {};
  std::string out = text;
  char& digit = out[random.pick(places)];
  digit = static_cast<char>('0' + (digit - '0' + 1 + static_cast<int>(random.below(9))) % 10);
  return out;
}

using Edit = std::function<std::string(const std::string&, Random&)>;

const std::vector<std::pair<std::string, Edit>>& edits() {
  static const std::vector<std::pair<std::string, Edit>> all = {
      {"noise 1%", [](const std::string& t, Random& r) { return noise(t, 1, r); }},
      {"noise 2%", [](const std::string& t, Random& r) { return noise(t, 2, r); }},
      {"noise 3%", [](const std::string& t, Random& r) { return noise(t, 3, r); }},
      {"noise 5%", [](const std::string& t, Random& r) { return noise(t, 5, r); }},
      {"boilerplate", insert},
      {"reordered", reorder},
      {"a digit", renumber},
  };
  return all;
}

struct Setting {
  std::string name;
  repeats::LikenessOptions options;
  repeats::Tokenization how;
};

void measure(const std::vector<std::string>& texts, const Setting& setting,
             const std::vector<std::pair<std::string, Edit>>& ways) {
  const double threshold = setting.options.threshold;
  const repeats::Banding banding = repeats::banding_for(threshold);
  repeats::NearTable table(threshold, UINT64_MAX, "/tmp");
  std::vector<repeats::Likeness> originals;
  for (const std::string& text : texts) {
    originals.push_back(repeats::likeness_of(text, setting.options, banding, setting.how));
    static_cast<void>(table.add(originals.back(), originals.size() - 1).ok());
  }
  for (const auto& [name, edit] : ways) {
    Random random(1);
    std::size_t pairs = 0;
    std::size_t alike = 0;
    std::size_t found_alike = 0;
    std::size_t found = 0;
    std::size_t wrong = 0;
    double sum = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const std::string copy = edit(texts[i], random);
      if (copy.empty()) continue;
      ++pairs;
      const repeats::Likeness likeness = repeats::likeness_of(copy, setting.options, banding, setting.how);
      const bool numbers = likeness.numbers == originals[i].numbers;
      const double s = numbers ? repeats::similarity(likeness.shingles, originals[i].shingles) : 0;
      sum += s;
      const auto like = table.find(likeness);
      const bool right = like && like.value() && like.value()->number == i;
      if (s >= threshold) ++alike;
      if (s >= threshold && right) ++found_alike;
      if (right) ++found;
      else if (like && like.value()) ++wrong;
    }
    const auto share = [](std::size_t part, std::size_t all) {
      return all == 0 ? std::string("-") : fmt::format("{:.1f}%", 100.0 * static_cast<double>(part) / static_cast<double>(all));
    };
    fmt::print("| {} | {} | {} | {:.3f} | {} | {} | {} | {} |\n", setting.name, name, pairs,
               pairs == 0 ? 0 : sum / static_cast<double>(pairs), share(alike, pairs), share(found_alike, alike),
               share(found, pairs), wrong);
  }
}

// How alike are two long texts that have nothing to do with each other? In a book, everything occurs.
double halves(const std::vector<std::string>& texts, const Setting& setting) {
  std::string one;
  std::string other;
  for (std::size_t i = 0; i < texts.size(); ++i) (i % 2 == 0 ? one : other) += texts[i] + "\n";
  const auto of = [&](const std::string& text) {
    return repeats::likeness_of(text, setting.options, {1, 1}, setting.how).shingles;
  };
  return repeats::similarity(of(one), of(other));
}

}  // namespace

int main(int count, char** values) {
  double threshold = 0.8;
  std::vector<std::string> folders;
  for (int i = 1; i < count; ++i) {
    if (std::string(values[i]) == "--threshold" && i + 1 < count) threshold = std::atof(values[++i]);
    else folders.emplace_back(values[i]);
  }
  const std::vector<std::string> texts = paragraphs(folders);
  fmt::print("{} paragraphs, T = {}\n\n", texts.size(), threshold);
  fmt::print(
      "| tokens | edit | pairs | mean similarity | at T | found of these | found of all | wrong |\n| --- | --- | ---: | ---: | "
      "---: | ---: | ---: | ---: |\n");
  const repeats::LikenessOptions plain{threshold, true, false};
  std::string unrelated =
      "\n| tokens | similarity of unrelated texts of as many paragraphs as there are, in two halves |\n| --- | ---: |\n";
  for (const std::size_t shingle : {1U, 2U, 3U, 5U})
    for (const bool characters : {false, true}) {
      const Setting setting{fmt::format("{}, {}", characters ? "characters" : "words, characters where unspaced", shingle),
                            plain,
                            {shingle, characters}};
      measure(texts, setting, edits());
      unrelated += fmt::format("| {} | {:.3f} |\n", setting.name, halves(texts, setting));
    }
  measure(texts, {"default, --near-ocr", {threshold, true, true}, {}}, edits());
  measure(texts, {"default, --near-digits loose", {threshold, false, false}, {}}, edits());
  fmt::print("{}", unrelated);
  return 0;
}
