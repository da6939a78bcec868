// The steps of a run that look for repeats in the whole corpus.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "flow/document.h"
#include "flow/stream.h"
#include "io/scratch.h"
#include "pipeline/options.h"
#include "repeats/accounts.h"
#include "repeats/corpus.h"
#include "repeats/fragments.h"

namespace runon::pipeline {

// Options::repeats without what --no-rule switches off.
repeats::Options switched(const Options& options);

// What the steps know of a batch.
struct Sheet {
  std::vector<repeats::Looked> looked;  // one a document
  std::vector<std::vector<repeats::Verdict>> verdicts;
  std::vector<std::vector<repeats::Piece>> pieces;  // with Options::fragments one a document, else none
  repeats::Losses losses;
  bool postponed = false;
  std::string packed;  // the batch, where it is postponed
};

// A batch that was cleaned goes through look (in parallel), judge (in order), carry_out (in parallel) and
// keep (in order). Where batches were postponed, has_more() says so behind the last one; each of them then
// comes back by take_back (in order), unpack (in parallel), and goes through judge and carry_out again.
class CorpusPass {
 public:
  static base::Result<std::unique_ptr<CorpusPass>> create(const Options& options);

  void look(const flow::Batch& batch, Sheet& sheet) const;
  base::Status judge(const flow::Batch& batch, Sheet& sheet);

  // Takes the repeats out of the batch, or packs a postponed one, which is empty afterwards.
  void carry_out(flow::Batch& batch, Sheet& sheet) const;

  // Enters what went into the run's accounts, or puts a postponed batch into the spool.
  base::Status keep(Sheet& sheet);

  base::Result<bool> has_more();
  base::Result<bool> take_back(Sheet& sheet);
  void unpack(flow::Batch& batch, Sheet& sheet) const;

  // Behind the last batch: lists the clusters to the sink and gives the figures.
  base::Result<repeats::CorpusFigures> close(flow::Sink& sink);

  // When the sink is finished: what was kept goes into the index.
  base::Status commit() { return corpus_.commit(); }

 private:
  CorpusPass(const repeats::Options& options, repeats::Corpus corpus);
  base::Status judge_fragments(const flow::Document& document, repeats::Looked& looked,
                               const std::vector<repeats::Verdict>& verdicts, std::vector<repeats::Piece>& pieces);

  repeats::Options options_;
  repeats::Corpus corpus_;
  std::optional<repeats::Fragments> fragments_;
  repeats::Accounts accounts_;
  std::optional<io::ScratchFile> spool_;
  std::vector<std::uint64_t> ends_;  // of the batches in the spool
  std::size_t taken_ = 0;
  bool again_ = false;  // the batches come for the second time
};

}  // namespace runon::pipeline
