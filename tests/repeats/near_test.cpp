#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "repeats/corpus.h"
#include "repeats/likeness.h"
#include "repeats/near_table.h"
#include "repeats/remove.h"
#include "support/catch.h"
#include "support/corpus_run.h"
#include "support/folder.h"
#include "support/generate.h"
#include "support/random.h"
#include "text/utf8.h"

using namespace runon;

namespace {

const repeats::LikenessOptions kStrict{0.8, true, false};

double alike(const std::string& a, const std::string& b, const repeats::LikenessOptions& options = kStrict) {
  const repeats::Banding banding = repeats::banding_for(0.8);
  const repeats::Likeness one = repeats::likeness_of(a, options, banding);
  const repeats::Likeness other = repeats::likeness_of(b, options, banding);
  return one.numbers == other.numbers ? repeats::similarity(one.shingles, other.shingles) : 0;
}

// Texts of which many resemble others: a few words changed in one of some originals.
std::vector<std::string> texts_alike(support::Random& random, std::size_t count) {
  const std::vector<std::string> words = {"the",     "river", "council", "library", "bridge", "market", "lantern", "quiet",
                                          "morning", "table", "clock",   "stone",   "house",  "walk",   "paper",   "garden"};
  std::vector<std::vector<std::string>> originals(8);
  for (auto& original : originals)
    for (int i = 0; i < 30; ++i) original.push_back(random.pick(words));
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < count; ++i) {
    std::vector<std::string> text = random.pick(originals);
    for (std::size_t change = random.below(8); change > 0; --change) text[random.below(text.size())] = random.pick(words);
    std::string made;
    for (const std::string& word : text) made += (made.empty() ? "" : " ") + word;
    texts.push_back(made + ".");
  }
  return texts;
}

struct Outcome {
  std::vector<bool> gone;
  std::vector<std::pair<std::size_t, double>> kept;  // of each that went: index of what stays, similarity
};

Outcome judge(const std::vector<std::string>& texts, const repeats::Options& options) {
  std::vector<flow::Document> documents;
  for (std::size_t i = 0; i < texts.size(); ++i) documents.push_back(support::lines_as_blocks(std::to_string(i), texts[i]));
  const support::CorpusRun judged = support::run_corpus(documents, options);
  for (const repeats::Looked& looked : judged.looked) REQUIRE(looked.units.size() == 1);
  Outcome outcome;
  for (const auto& of_text : judged.verdicts) {
    outcome.gone.push_back(!of_text.empty());
    outcome.kept.emplace_back(of_text.empty() ? 0 : of_text[0].kept, of_text.empty() ? 0 : of_text[0].similarity);
    if (!of_text.empty()) CHECK(of_text[0].copy->doc == std::to_string(of_text[0].kept));
  }
  return outcome;
}

repeats::Options near_options(double threshold) {
  repeats::Options options;
  options.scope = repeats::Scope::corpus;
  options.min_letters = 1;
  options.near = threshold;
  options.memory = std::uint64_t{1} << 30U;
  return options;
}

// By preference, then by length.
repeats::Options ranked_options(double threshold, std::size_t most) {
  repeats::Options options = near_options(threshold);
  options.keep = repeats::Keep::longest;
  options.prefer = {"*7", "*3?"};
  options.max_copies = most;
  return options;
}

std::vector<std::size_t> ranked(const std::vector<std::string>& texts, const repeats::Options& options) {
  std::vector<std::size_t> order(texts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto rank = [&](std::size_t i) {
    return std::pair(repeats::preference(support::lines_as_blocks(std::to_string(i), texts[i]), options.prefer),
                     text::count(texts[i]));
  };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rank(a) > rank(b); });
  return order;
}

// The plain twin of Alike: each text against all that lead a cluster.
std::vector<bool> plain_alike(const std::vector<std::string>& texts, const std::vector<std::size_t>& order, double threshold,
                              std::size_t most) {
  std::vector<std::vector<std::uint32_t>> shingles;
  for (const std::string& text : texts) shingles.push_back(repeats::likeness_of(text, kStrict, {1, 1}).shingles);
  std::vector<bool> gone(texts.size());
  std::vector<std::pair<std::size_t, std::size_t>> leaders;  // and how many of the cluster stay
  for (const std::size_t i : order) {
    std::pair<std::size_t, std::size_t>* best = nullptr;
    double most_alike = 0;
    for (auto& leader : leaders)
      if (const double s = repeats::similarity(shingles[i], shingles[leader.first]); s >= threshold && s > most_alike) {
        most_alike = s;
        best = &leader;
      }
    if (best == nullptr) leaders.emplace_back(i, 1);
    else if (best->second < most) ++best->second;
    else gone[i] = true;
  }
  return gone;
}

}  // namespace

TEST_CASE("similarity is the Jaccard similarity of two sets", "[repeats]") {
  support::Random random(3);
  for (int round = 0; round < 500; ++round) {
    std::set<std::uint32_t> a;
    std::set<std::uint32_t> b;
    for (std::size_t i = random.below(20); i > 0; --i) a.insert(static_cast<std::uint32_t>(random.below(30)));
    for (std::size_t i = random.below(20); i > 0; --i) b.insert(static_cast<std::uint32_t>(random.below(30)));
    std::size_t both = 0;
    for (const std::uint32_t x : a) both += b.count(x);
    const std::size_t all = a.size() + b.size() - both;
    const double expected = all == 0 ? 0 : static_cast<double>(both) / static_cast<double>(all);
    CHECK(repeats::similarity({a.begin(), a.end()}, {b.begin(), b.end()}) == expected);
  }
}

TEST_CASE("the bands let less than one pair in two hundred at the threshold pass by", "[repeats]") {
  for (double t = 0.05; t < 1; t += 0.01) {
    const repeats::Banding banding = repeats::banding_for(t);
    CAPTURE(t, banding.bands, banding.rows);
    CHECK(banding.bands * banding.rows <= 96);
    if (t > 0.06) CHECK(std::pow(1 - std::pow(t, banding.rows), banding.bands) <= 0.005);
  }
  const repeats::Banding usual = repeats::banding_for(0.8);
  CHECK(usual.rows == 5);
  CHECK(usual.bands == 14);
}

TEST_CASE("words of spaced scripts, characters of unspaced ones", "[repeats]") {
  CHECK(alike("The Council opened its library.", "the council, opened its LIBRARY") == 1);
  CHECK(alike("东京都知事出席了图书馆开馆仪式", "东京都 知事出席了，图书馆开馆仪式。") == 1);
  CHECK(alike("ผู้ว่าราชการเปิดห้องสมุด", "ผู้ว่าราชการ เปิดห้องสมุด") == 1);
  CHECK(alike("one two three four", "one two three five") == 0.5);
  CHECK(alike("甲乙丙丁", "甲乙丙戊") == 0.5);
  CHECK(alike("도서관이 문을 열었다 어제", "도서관이 문을 열었다 오늘") == 0.5);
  CHECK(alike("alone", "Alone!") == 1);
  CHECK(alike("alone", "other") == 0);
  CHECK(alike("……", "——") == 0);
}

TEST_CASE("numbers that differ keep texts apart, unless they may", "[repeats]") {
  const std::string a =
      "The field manual FM 1506 describes how the bridge over the river was built in spring by the men of the town.";
  std::string b = a;
  b.replace(b.find("1506"), 4, "1507");
  CHECK(alike(a, b) == 0);
  CHECK(alike(a, b, {0.8, false, false}) > 0.8);
  CHECK(alike("１５０６年", "1506年") == 1);
  CHECK(alike("it cost 1,000 then", "it cost 1000 then", kStrict) < 1);
  CHECK(alike("12 and 3 more of them", "1 and 23 more of them") == 0);
}

TEST_CASE("what character recognition confuses counts as one where it is asked for", "[repeats]") {
  const repeats::LikenessOptions ocr{0.8, true, true};
  CHECK(alike("modern illness clear", "modem lllness dear", ocr) == 1);
  CHECK(alike("modern illness clear", "modem lllness dear") == 0);
  CHECK(alike("未来已经到来的日子", "末来己经到来的曰子", ocr) == 1);
  CHECK(alike("the old 10 ships", "the o1d 10 sh1ps", ocr) == 0);
  CHECK(alike("the old 10 ships", "the o1d lo 5hips", {0.8, false, true}) == 1);
}

TEST_CASE("what goes resembles the very copy that stays, and what stays resembles none before it", "[repeats]") {
  support::Random random(9);
  for (const double threshold : {0.5, 0.7, 0.8, 0.9}) {
    const std::vector<std::string> texts = texts_alike(random, 400);
    const repeats::Options options = near_options(threshold);
    const Outcome outcome = judge(texts, options);
    std::size_t gone = 0;
    std::size_t missed = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (outcome.gone[i]) {
        ++gone;
        const std::size_t kept = outcome.kept[i].first;
        CHECK(kept < i);
        CHECK(!outcome.gone[kept]);
        CHECK(alike(texts[i], texts[kept]) >= threshold);
        CHECK(std::abs(alike(texts[i], texts[kept]) - outcome.kept[i].second) < 1e-6);
        continue;
      }
      for (std::size_t k = 0; k < i; ++k)
        if (!outcome.gone[k] && alike(texts[i], texts[k]) >= threshold) {
          ++missed;
          break;
        }
    }
    CAPTURE(threshold, gone, missed);
    CHECK(gone > 50);
    CHECK(missed * 50 <= gone);
  }
}

TEST_CASE("shingles fill a quarter of the memory before any goes to disk", "[repeats]") {
  const support::Folder folder;
  for (const std::size_t more : {0U, 1U}) {
    repeats::NearTable table(0.8, 16000, folder.path());
    repeats::Likeness likeness;
    for (std::uint32_t i = 0; i < 500; ++i) likeness.shingles.push_back(i);
    REQUIRE(table.add(likeness, 1));
    for (std::uint32_t i = 500; i < 500 + more; ++i) likeness.shingles.push_back(i);
    REQUIRE(table.add(likeness, 2));
    CHECK(table.disk_bytes() == (more == 0 ? 0 : 501 * sizeof(std::uint32_t)));
    repeats::Likeness back;
    for (std::size_t i = 0; i < 2; ++i) {
      const auto number = table.text(i, back);
      REQUIRE(number.ok());
      CHECK(number.value() == i + 1);
      CHECK(back.shingles.size() == 500 + i * more);
    }
    CHECK(back.shingles == likeness.shingles);
  }
}

TEST_CASE("a text without any shingle is given back like others, first, last and behind what stands on disk", "[repeats]") {
  const support::Folder folder;
  for (const std::uint64_t memory : {std::uint64_t{1} << 20U, std::uint64_t{8}}) {  // the second has room for none
    CAPTURE(memory);
    repeats::NearTable table(0.8, memory, folder.path());
    const repeats::Likeness none;
    const repeats::Likeness some{{}, {3, 5, 8}, 0};
    std::uint64_t number = 10;
    for (const repeats::Likeness* each : {&none, &some, &none}) REQUIRE(table.add(*each, number++));
    for (std::size_t i = 0; i < 3; ++i) {
      repeats::Likeness got;
      const base::Result<std::uint64_t> text = table.text(i, got);
      REQUIRE(text);
      CHECK(text.value() == 10 + i);
      CHECK(got.shingles == (i == 1 ? some : none).shingles);
    }
  }
}

TEST_CASE("likeness comes out the same whatever the memory", "[repeats]") {
  support::Random random(10);
  const std::vector<std::string> texts = texts_alike(random, 1500);
  for (repeats::Options options : {near_options(0.75), ranked_options(0.75, 1), ranked_options(0.75, 3)}) {
    const Outcome in_memory = judge(texts, options);
    for (const std::uint64_t memory : {std::uint64_t{1}, std::uint64_t{20000}, std::uint64_t{400000}}) {
      options.memory = memory;
      const Outcome on_disk = judge(texts, options);
      CHECK(on_disk.gone == in_memory.gone);
      CHECK(on_disk.kept == in_memory.kept);
    }
  }
}

TEST_CASE("likeness judged by equal ranks comes out as judged in order", "[repeats]") {
  support::Random random(12);
  const std::vector<std::string> texts = texts_alike(random, 1000);
  repeats::Options options = near_options(0.75);
  const Outcome in_order = judge(texts, options);
  options.prefer = {"no such document"};
  const Outcome by_rank = judge(texts, options);
  CHECK(by_rank.gone == in_order.gone);
  CHECK(by_rank.kept == in_order.kept);
}

TEST_CASE("of what is alike the copies of highest rank stay, as many as may", "[repeats]") {
  support::Random random(13);
  for (const std::size_t most : {1U, 2U, 5U}) {
    const std::vector<std::string> texts = texts_alike(random, 500);
    const repeats::Options options = ranked_options(0.75, most);
    const Outcome outcome = judge(texts, options);
    const std::vector<std::size_t> order = ranked(texts, options);
    std::vector<std::size_t> place(texts.size());
    for (std::size_t i = 0; i < order.size(); ++i) place[order[i]] = i;
    const std::vector<bool> expected = plain_alike(texts, order, 0.75, most);
    std::size_t gone = 0;
    std::size_t differ = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      differ += outcome.gone[i] != expected[i] ? 1 : 0;
      if (!outcome.gone[i]) continue;
      ++gone;
      const std::size_t kept = outcome.kept[i].first;
      CHECK(!outcome.gone[kept]);
      CHECK(place[kept] < place[i]);
      CHECK(std::abs(alike(texts[i], texts[kept]) - outcome.kept[i].second) < 1e-6);
      CHECK(outcome.kept[i].second >= 0.75);
    }
    CAPTURE(most, gone, differ);
    CHECK(gone > 50);
    CHECK(differ * 50 <= gone);  // the bands miss a few pairs
  }
}

TEST_CASE("inside one document likeness is judged as in a corpus of its paragraphs", "[repeats]") {
  support::Random random(11);
  repeats::Options options = near_options(0.7);
  const auto [keep, most] = GENERATE(std::pair(repeats::Keep::first, 1), std::pair(repeats::Keep::longest, 1),
                                     std::pair(repeats::Keep::first, 2), std::pair(repeats::Keep::longest, 3));
  options.keep = keep;
  options.max_copies = static_cast<std::size_t>(most);
  const std::vector<std::string> texts = texts_alike(random, 200);
  const Outcome corpus = judge(texts, options);
  std::string all;
  for (const std::string& text : texts) all += text + "\n";
  const flow::Document whole = support::lines_as_blocks("all", all);
  const auto units = repeats::units_of(whole, options);
  REQUIRE(units.size() == texts.size());
  std::vector<bool> gone(texts.size());
  for (const repeats::Verdict& verdict : repeats::judge_within(whole, units, options)) {
    gone[verdict.unit] = true;
    CHECK(verdict.kept == corpus.kept[verdict.unit].first);
    CHECK(verdict.copy->first_line == verdict.kept + 1);
  }
  CHECK(gone == corpus.gone);
}

TEST_CASE("edited paragraphs of the seed pages are found, and none is taken for another", "[repeats]") {
  // As bench/near.cpp does at large: of each paragraph one character in fifty misread.
  const repeats::Options options = near_options(0.8);
  const repeats::Banding banding = repeats::banding_for(0.8);
  repeats::NearTable table(0.8, UINT64_MAX, "/tmp");
  std::vector<std::string> paragraphs;
  for (const auto& [name, bytes] : support::seed_documents()) {
    const flow::Document page = support::lines_as_blocks(name, bytes);
    for (const flow::Block& block : page.blocks)
      if (text::count(page.view(block)) >= 20) paragraphs.emplace_back(page.view(block));
  }
  std::vector<repeats::Likeness> originals;
  for (const std::string& text : paragraphs) {
    originals.push_back(repeats::likeness_of(text, kStrict, banding));
    REQUIRE(table.add(originals.back(), originals.size() - 1));
  }
  support::Random random(2);
  std::size_t alike_ones = 0;
  std::size_t found = 0;
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < paragraphs.size(); ++i) {
    std::u32string points = text::decode_all(paragraphs[i]);
    for (char32_t& c : points)
      if (c > 0x4E00 && random.one_in(50)) c = static_cast<char32_t>(0x4E00 + random.below(0x1000));
    const repeats::Likeness copy = repeats::likeness_of(text::encode(points), kStrict, banding);
    const double s = repeats::similarity(copy.shingles, originals[i].shingles);
    const auto like = table.find(copy);
    REQUIRE(like.ok());
    if (s >= 0.8) ++alike_ones;
    if (!like.value()) continue;
    if (repeats::similarity(originals[like.value()->number].shingles, originals[i].shingles) > 0.6) ++found;
    else ++wrong;
  }
  CAPTURE(paragraphs.size(), alike_ones, found, wrong);
  CHECK(alike_ones > 250);
  CHECK(found * 100 >= alike_ones * 99);
  CHECK(wrong == 0);
}
