// Are all fragments found, and nothing else? Beside what a suffix array says, which knows for each place the longest run that
// stood before (M. Crochemore, L. Ilie, "Computing longest previous factor in linear time and applications", 2008).
//   fragments MEGABYTES [N]       documents made up, with runs of earlier ones planted in them
//   fragments FILE... [N]         documents of the user: each file one, a line a paragraph
//   fragments write MEGABYTES     prints the documents made up, as JSON Lines
// Prints recall (of what goes by the exact answer, so much went), precision (of what went, so much lies in a run that stood
// before), and the time of both. Exit status 1 below 0.99, or 1.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "base/json.h"
#include "repeats/fragments.h"
#include "support/line_blocks.h"
#include "support/plain_fragments.h"
#include "support/random.h"

using namespace runon;

namespace {

using Clock = std::chrono::steady_clock;

double since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

// ---- documents ------------------------------------------------------------------------------------------------

// Sentences of made-up words, the frequent ones short; or of ideographs.
class Writer {
 public:
  explicit Writer(support::Random& random) : random_(random) {
    for (int i = 0; i < 6000; ++i)
      words_.push_back(random.word("etaoinshrdlucmfwyp", 2 + random.below(3) + (i > 100 ? random.below(6) : 0)));
    for (char32_t c = 0x4E00; c < 0x4E00 + 2500; ++c) {
      signs_.emplace_back();
      text::append(signs_.back(), c);
    }
  }

  std::string sentence(bool chinese) {
    std::string out;
    for (std::size_t left = random_.between(4, 30); left > 0; --left) {
      const std::string& word = chinese ? pick(signs_) : pick(words_);
      out += out.empty() && !chinese ? static_cast<char>(word[0] - 'a' + 'A') + word.substr(1) : word;
      const bool comma = left > 1 && random_.one_in(9);
      if (left == 1) out += chinese ? "\u3002" : ".";
      else if (chinese) out += comma ? "\uFF0C" : "";
      else out += comma ? ", " : " ";
    }
    return out;
  }

 private:
  const std::string& pick(const std::vector<std::string>& all) {
    // Zipf, roughly: the square of an even choice twice over.
    const double even = static_cast<double>(random_.below(1U << 20U)) / (1U << 20U);
    return all[static_cast<std::size_t>(even * even * even * static_cast<double>(all.size()))];
  }

  support::Random& random_;
  std::vector<std::string> words_;
  std::vector<std::string> signs_;
};

// A stretch of an earlier text, of whole characters, sometimes of whole sentences; line ends in it at times elsewhere.
std::string stretch(const std::string& from, support::Random& random) {
  std::size_t begin = random.below(from.size());
  std::size_t end = std::min(from.size(), begin + random.between(60, 2000));
  if (random.one_in(2)) {
    const std::size_t stop = std::min(from.find(". ", begin), from.find("\u3002", begin));
    begin = stop == std::string::npos ? begin : stop + 2;
    const std::size_t last = from.rfind(". ", end);
    end = last == std::string::npos || last <= begin ? end : last + 1;
  }
  const auto inside = [&](std::size_t at) { return at < from.size() && (static_cast<unsigned char>(from[at]) & 0xC0U) == 0x80U; };
  while (begin < end && inside(begin)) ++begin;
  while (end > begin && inside(end)) --end;
  std::string out = from.substr(begin, end - begin);
  if (random.one_in(3)) std::replace(out.begin(), out.end(), '\n', ' ');
  return out;
}

std::vector<flow::Document> made_up(std::size_t bytes) {
  support::Random random(2026);
  Writer writer(random);
  std::vector<std::string> texts;
  std::size_t all = 0;
  while (all < bytes) {
    const bool chinese = random.one_in(4);
    std::string text;
    for (std::size_t left = random.between(5, 200); left > 0; --left) {
      text += !texts.empty() && random.one_in(12) ? stretch(random.pick(texts), random) : writer.sentence(chinese);
      text += random.one_in(5) ? "\n" : chinese ? "" : " ";
    }
    all += text.size();
    texts.push_back(std::move(text));
  }
  std::vector<flow::Document> documents;
  for (std::string& text : texts)
    documents.push_back(support::lines_as_blocks(std::to_string(documents.size()), std::move(text)));
  return documents;
}

// ---- the exact answer -----------------------------------------------------------------------------------------

// The suffix array, by doubling with radix sort (N. Larsson, K. Sadakane, "Faster suffix sorting", 1999, plainly).
std::vector<std::int32_t> suffix_array(const std::string& text) {
  const std::size_t n = text.size();
  std::vector<std::int32_t> order(n);
  std::vector<std::int32_t> rank(n);
  std::vector<std::int32_t> next(n);
  std::vector<std::int32_t> count(std::max<std::size_t>(n, 256) + 1);
  for (std::size_t i = 0; i < n; ++i) ++count[static_cast<unsigned char>(text[i]) + 1U];
  for (std::size_t i = 0; i < 256; ++i) count[i + 1] += count[i];
  for (std::size_t i = 0; i < n; ++i) rank[i] = count[static_cast<unsigned char>(text[i])];
  for (std::size_t i = 0; i < n; ++i)
    order[static_cast<std::size_t>(count[static_cast<unsigned char>(text[i])]++)] = static_cast<std::int32_t>(i);
  // rank: the first place of the group. Groups that are of one suffix are done.
  for (std::size_t step = 1; step < n; step *= 2) {
    const auto key = [&](std::int32_t suffix) {
      const std::size_t at = static_cast<std::size_t>(suffix) + step;
      return at < n ? rank[at] : -1;
    };
    bool done = true;
    std::copy(rank.begin(), rank.end(), next.begin());
    for (std::size_t i = 0; i < n;) {
      std::size_t end = i + 1;
      while (end < n && rank[static_cast<std::size_t>(order[end])] == static_cast<std::int32_t>(i)) ++end;
      if (end - i > 1) {
        done = false;
        std::sort(order.begin() + static_cast<std::ptrdiff_t>(i), order.begin() + static_cast<std::ptrdiff_t>(end),
                  [&](std::int32_t a, std::int32_t b) { return key(a) < key(b); });
        std::size_t group = i;
        for (std::size_t k = i + 1; k < end; ++k) {
          if (key(order[k]) != key(order[k - 1])) group = k;
          next[static_cast<std::size_t>(order[k])] = static_cast<std::int32_t>(group);
        }
      }
      i = end;
    }
    std::swap(rank, next);
    if (done) break;
  }
  return order;
}

// For each place, bytes from there on that stood before: the nearest suffixes on both sides in the array that begin earlier.
std::vector<std::size_t> longest_before(const std::string& text) {
  const std::size_t n = text.size();
  const std::vector<std::int32_t> order = suffix_array(text);
  std::vector<std::int32_t> before(n, -1);
  std::vector<std::int32_t> behind(n, -1);
  std::vector<std::int32_t> open;
  for (const std::int32_t at : order) {
    while (!open.empty() && open.back() > at) {
      behind[static_cast<std::size_t>(open.back())] = at;
      open.pop_back();
    }
    before[static_cast<std::size_t>(at)] = open.empty() ? -1 : open.back();
    open.push_back(at);
  }
  std::vector<std::size_t> barrier(n + 1, n);
  for (std::size_t i = n; i > 0; --i) barrier[i - 1] = text[i - 1] == repeats::kBarrier ? i - 1 : barrier[i];
  std::vector<std::size_t> longest(n);
  std::size_t with_before = 0;
  std::size_t with_behind = 0;
  for (std::size_t i = 0; i < n; ++i) {
    // What is common with the suffix at `other` is at least what the place in front had, less one.
    const auto common = [&](std::int32_t other, std::size_t& length) {
      length = length > 0 ? length - 1 : 0;
      if (other < 0) return length = 0;
      while (i + length < n && text[i + length] == text[static_cast<std::size_t>(other) + length]) ++length;
      return length;
    };
    const std::size_t most = std::max(common(before[i], with_before), common(behind[i], with_behind));
    longest[i] = std::min(most, barrier[i] - i);
  }
  return longest;
}

}  // namespace

int main(int count, char** values) {
  if (count < 2) return 2;
  if (std::string(values[1]) == "write") {
    for (const flow::Document& document : made_up(std::strtoull(count > 2 ? values[2] : "10", nullptr, 10) * 1000000)) {
      std::string line = R"({"text":)";
      base::append_json(line, document.text);
      fmt::print("{}}}\n", line);
    }
    return 0;
  }
  repeats::Options options;
  options.fragments = 100;
  std::vector<flow::Document> documents;
  for (int i = 1; i < count; ++i) {
    const std::string value = values[i];
    char* end = nullptr;
    const std::size_t number = std::strtoull(value.c_str(), &end, 10);
    if (*end == '\0' && i == 1) {
      documents = made_up(number * 1000000);
    } else if (*end == '\0') {
      options.fragments = number;
    } else {
      std::ifstream in(value, std::ios::binary);
      documents.push_back(support::lines_as_blocks(value, std::string(std::istreambuf_iterator<char>(in), {})));
    }
  }
  std::vector<repeats::Passage> passages;
  auto begin = Clock::now();
  for (const flow::Document& document : documents) passages.push_back(repeats::passage_of(document, options));
  const double looked = since(begin);
  std::size_t samples = 0;
  std::string all;
  for (const repeats::Passage& passage : passages) {
    samples += passage.samples.size();
    all += passage.text;
  }
  begin = Clock::now();
  repeats::Fragments fragments(options, std::uint64_t{1} << 30U);
  std::vector<support::Spans> found;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    const auto judged = fragments.judge(documents[i], passages[i], {}, {}, nullptr, true);
    if (!judged) return 1;
    found.push_back(support::spans_of(passages[i], judged.value().pieces));
  }
  const double judged = since(begin);

  begin = Clock::now();
  const std::vector<std::size_t> longest = longest_before(all);
  const double exact = since(begin);
  std::size_t expected = 0;
  std::size_t both = 0;
  std::size_t went = 0;
  std::size_t right = 0;
  std::size_t runs_found = 0;
  std::size_t base = 0;
  for (std::size_t i = 0; i < passages.size(); ++i) {
    const repeats::Passage& passage = passages[i];
    const auto from = longest.begin() + static_cast<std::ptrdiff_t>(base);
    const support::Spans runs = support::plain_runs(
        passage, std::vector<std::size_t>(from, from + static_cast<std::ptrdiff_t>(passage.text.size())), options.fragments);
    runs_found += runs.size();
    const auto in_runs = support::covered(passage, runs);
    const auto wanted =
        support::covered(passage, support::plain_spans(passage, runs, std::min(options.min_letters, options.fragments / 2)));
    const auto gone = support::covered(passage, found[i]);
    for (std::size_t k = 0; k < gone.size(); ++k) {
      expected += wanted[k] ? 1 : 0;
      both += wanted[k] && gone[k] ? 1 : 0;
      went += gone[k] ? 1 : 0;
      right += in_runs[k] && gone[k] ? 1 : 0;
    }
    base += passage.text.size();
  }
  const double recall = expected == 0 ? 1 : static_cast<double>(both) / static_cast<double>(expected);
  const double precision = went == 0 ? 1 : static_cast<double>(right) / static_cast<double>(went);
  const double megabytes = static_cast<double>(all.size()) / 1e6;
  fmt::print("fragments: {:.1f} MB, N = {}, {} runs of which {:.2f} MB are to go: recall {:.5f}, precision {:.5f}\n", megabytes,
             options.fragments, runs_found, static_cast<double>(expected) / 1e6, recall, precision);
  fmt::print(
      "  passages {:.2f} s, judged {:.2f} s ({:.0f} MB/s), suffix array {:.1f} s; {} samples, one in {:.1f} bytes; table {:.1f} "
      "MB\n",
      looked, judged, megabytes / judged, exact, samples,
      static_cast<double>(all.size()) / static_cast<double>(std::max<std::size_t>(samples, 1)),
      static_cast<double>(fragments.bytes()) / 1e6);
  return recall >= 0.99 && precision == 1 ? 0 : 1;
}
