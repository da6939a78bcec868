// A run of documents through repeats::Corpus, as the pipeline makes it.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "repeats/corpus.h"
#include "support/catch.h"
#include "support/line_blocks.h"

namespace runon::support {

// One each for every document.
struct CorpusRun {
  std::vector<repeats::Looked> looked;
  std::vector<std::vector<repeats::Verdict>> verdicts;
  repeats::CorpusFigures figures;
};

// Judges all documents; those that wait for the second pass, by the memory that options allow, are shown again.
// `done`: what is done with the corpus at the end.
template <class Done>
CorpusRun run_corpus(const std::vector<flow::Document>& documents, const repeats::Options& options, Done done) {
  auto made = repeats::Corpus::create(options);
  REQUIRE(made.ok());
  repeats::Corpus corpus = std::move(made.value());
  CorpusRun run;
  run.verdicts.resize(documents.size());
  std::size_t postponed_from = documents.size();
  for (std::size_t i = 0; i < documents.size(); ++i) {
    run.looked.push_back({repeats::units_of(documents[i], options), {}});
    run.looked[i].likenesses = repeats::likenesses_of(documents[i], run.looked[i].units, options);
    const auto postponed = corpus.postpones();
    REQUIRE(postponed.ok());
    if (postponed.value()) postponed_from = std::min(postponed_from, i);
    REQUIRE(corpus.judge(documents[i], run.looked[i], run.verdicts[i]));
    if (postponed.value()) REQUIRE(run.verdicts[i].empty());
  }
  if (postponed_from < documents.size()) {
    REQUIRE(corpus.turn());
    for (std::size_t i = postponed_from; i < documents.size(); ++i)
      REQUIRE(corpus.judge_again(documents[i], run.looked[i], run.verdicts[i]));
  }
  run.figures = corpus.figures();
  done(corpus);
  return run;
}

inline CorpusRun run_corpus(const std::vector<flow::Document>& documents, const repeats::Options& options) {
  return run_corpus(documents, options, [](repeats::Corpus&) {});
}

}  // namespace runon::support
