// What each stage costs, in nanoseconds a byte and a line (Google Benchmark, which libbenchmark-dev has):
//   stages FILE... [--benchmark_...]     FILE: texts or JSON Lines, such as those of bench/corpus; default: seeds
// Each stage gets the documents as the stages in front of it leave them. "settle" is all stages over their own outcome,
// which is what finds that nothing is left to do; "read" decodes or parses, "write" renders JSON Lines.
#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

#include "characters/characters.h"
#include "doubling/doubling.h"
#include "furniture/furniture.h"
#include "pipeline/clean.h"
#include "read/inputs.h"
#include "read/source.h"
#include "rejoin/rejoin.h"
#include "repeats/repeats.h"
#include "spacing/spacing.h"
#include "write/documents.h"

namespace {

using namespace runon;

struct Set {
  std::string name;
  std::vector<flow::Document> documents;
  std::size_t bytes = 0;
  std::size_t lines = 0;
};

using Work = std::function<void(flow::Document&)>;

// Everything of a file, read and decoded.
Set read_set(const std::string& path) {
  Set set;
  set.name = path.substr(path.rfind('/') + 1);
  base::Result<std::vector<read::Input>> inputs = read::find_inputs({{path}, {}, false, {}}, std::nullopt);
  if (!inputs) return set;
  read::FileSource source(std::move(inputs.value()), {}, {});
  for (;;) {
    flow::Batch batch;
    base::Result<bool> more = source.read(batch);
    if (!more || !more.value()) break;
    source.refine(batch);
    for (flow::Document& document : batch.documents) {
      set.bytes += document.base.size();
      for (const char c : document.base) set.lines += c == '\n' ? 1 : 0;
      set.documents.push_back(std::move(document));
    }
  }
  return set;
}

// Times `work` over fresh copies of the documents; only the work counts.
void time_over(benchmark::State& state, const std::vector<flow::Document>& documents, const Set& set, const Work& work) {
  for (auto _ : state) {
    std::vector<flow::Document> copies = documents;
    const auto begin = std::chrono::steady_clock::now();
    for (flow::Document& document : copies) work(document);
    state.SetIterationTime(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
  }
  using benchmark::Counter;
  const auto runs = static_cast<double>(state.iterations());
  const auto rate = Counter::kIsRate | Counter::kInvert;
  state.counters["s/byte"] = Counter(runs * static_cast<double>(set.bytes), rate);
  state.counters["s/line"] = Counter(runs * static_cast<double>(set.lines), rate);
}

void add(const std::string& name, std::vector<flow::Document> documents, const Set& set, Work work) {
  benchmark::RegisterBenchmark((set.name + "/" + name).c_str(),
                               [documents = std::move(documents), &set, work = std::move(work)](benchmark::State& state) {
                                 time_over(state, documents, set, work);
                               })
      ->UseManualTime()
      ->Unit(benchmark::kMillisecond);
}

void add_stages(const Set& set) {
  static flow::Scratch scratch;
  static const characters::Characters characters;
  static const spacing::Spacing spacing;
  static const doubling::Doubling doubling;
  static const furniture::Furniture furniture;
  static const rejoin::Rejoin rejoin;
  static const repeats::Repeats repeats;
  static const base::Result<pipeline::Cleaner> cleaner = pipeline::Cleaner::create();
  const std::vector<std::pair<std::string, Work>> stages = {
      {"characters", [](flow::Document& d) { (void)characters(d, scratch); }},
      {"split_lines", [](flow::Document& d) { d.split_lines(); }},
      {"spacing", [](flow::Document& d) { (void)spacing(d, scratch); }},
      {"doubling", [](flow::Document& d) { (void)doubling(d, scratch); }},
      {"furniture", [](flow::Document& d) { (void)furniture(d, scratch); }},
      {"rejoin", [](flow::Document& d) { (void)rejoin(d, scratch); }},
      {"repeats", [](flow::Document& d) { (void)repeats(d, scratch); }},
  };
  std::vector<flow::Document> documents = set.documents;
  for (const auto& [name, work] : stages) {
    add(name, documents, set, work);
    for (flow::Document& document : documents) work(document);
  }
  const Work clean = [](flow::Document& d) { (void)cleaner.value().clean(d, scratch); };
  add("all", set.documents, set, clean);
  documents = set.documents;
  for (flow::Document& document : documents) clean(document);
  add("write", documents, set, [](flow::Document& d) {
    std::string out;
    write::append_jsonl(out, d, {});
    benchmark::DoNotOptimize(out);
  });
  for (flow::Document& document : documents) document = flow::Document::of(document.id, document.text);
  add("all, over its outcome", documents, set, clean);
}

}  // namespace

int main(int count, char** values) {
  benchmark::Initialize(&count, values);
  std::vector<std::string> paths(values + 1, values + count);
  if (paths.empty()) paths = {"seeds"};
  std::vector<Set> sets;
  sets.reserve(paths.size());
  for (const std::string& path : paths) {
    sets.push_back(read_set(path));
    if (!sets.back().documents.empty()) add_stages(sets.back());
    else std::fprintf(stderr, "stages: no text in %s\n", path.c_str());
  }
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
