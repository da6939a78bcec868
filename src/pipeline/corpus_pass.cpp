#include "pipeline/corpus_pass.h"

#include <algorithm>
#include <utility>

#include "pipeline/spool.h"
#include "repeats/remove.h"
#include "repeats/rules.h"

namespace runon::pipeline {
namespace {
constexpr std::size_t kAhead = 8;  // documents
}

repeats::Options switched(const Options& options) {
  repeats::Options wanted = options.repeats;
  wanted.exact = options.rules.on(repeats::rule_of(wanted.unit, true));
  if (!options.rules.on(repeats::rule_of(wanted.unit, false))) wanted.near = 0;
  if (!options.rules.on(repeats::fragment_rule())) wanted.fragments = 0;
  return wanted;
}

base::Result<std::unique_ptr<CorpusPass>> CorpusPass::create(const Options& options) {
  const repeats::Options wanted = switched(options);
  base::Result<repeats::Corpus> corpus = repeats::Corpus::create(wanted);
  if (!corpus) return std::move(corpus.error());
  return std::unique_ptr<CorpusPass>(new CorpusPass(wanted, std::move(corpus.value())));
}

CorpusPass::CorpusPass(const repeats::Options& options, repeats::Corpus corpus)
    : options_(options), corpus_(std::move(corpus)), accounts_(options) {
  if (options.fragments > 0) fragments_.emplace(options, repeats::Corpus::share(options));
}

void CorpusPass::look(const flow::Batch& batch, Sheet& sheet) const {
  sheet.looked.reserve(batch.documents.size());
  for (const flow::Document& document : batch.documents) {
    std::vector<repeats::Unit> units = repeats::units_of(document, options_);
    std::vector<repeats::Likeness> likenesses = repeats::likenesses_of(document, units, options_);
    sheet.looked.push_back({std::move(units), std::move(likenesses), repeats::passage_of(document, options_)});
  }
}

base::Status CorpusPass::judge(const flow::Batch& batch, Sheet& sheet) {
  if (!again_) {
    const base::Result<bool> postponed = corpus_.postpones();
    if (!postponed) return postponed.error();
    sheet.postponed = postponed.value();
  }
  const std::size_t count = batch.documents.size();
  sheet.verdicts.resize(count);
  sheet.pieces.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    if (!again_ && i + kAhead < count) corpus_.prefetch(sheet.looked[i + kAhead].units);
    base::Status done = again_ ? corpus_.judge_again(batch.documents[i], sheet.looked[i], sheet.verdicts[i])
                               : corpus_.judge(batch.documents[i], sheet.looked[i], sheet.verdicts[i]);
    if (done && fragments_ && !sheet.postponed)
      done = judge_fragments(batch.documents[i], sheet.looked[i], sheet.verdicts[i], sheet.pieces[i]);
    if (!done) return done;
  }
  return base::Done{};
}

base::Status CorpusPass::judge_fragments(const flow::Document& document, repeats::Looked& looked,
                                         const std::vector<repeats::Verdict>& verdicts, std::vector<repeats::Piece>& pieces) {
  repeats::Places& places = corpus_.places();
  base::Result<repeats::Fragments::Judged> judged =
      fragments_->judge(document, looked.passage, looked.units, verdicts, &places, true);
  if (!judged) return std::move(judged.error());
  looked.passage = repeats::Passage();
  const std::uint64_t first = corpus_.next_unit() - looked.units.size();
  for (const repeats::Fragments::Moved& moved : judged.value().moved) places.move(first + moved.unit, moved.to);
  pieces = std::move(judged.value().pieces);
  for (repeats::Piece& piece : pieces) {
    if (!options_.name_copies) break;
    base::Result<flow::Copy> copy = places.copy_at(piece.kept);
    if (!copy) return std::move(copy.error());
    piece.copy = std::make_shared<const flow::Copy>(std::move(copy.value()));
  }
  return base::Done{};
}

void CorpusPass::carry_out(flow::Batch& batch, Sheet& sheet) const {
  if (sheet.postponed) {
    sheet.packed = pack(batch, sheet.looked);
    batch = flow::Batch();
    return;
  }
  for (std::size_t i = 0; i < batch.documents.size(); ++i) {
    flow::Document& document = batch.documents[i];
    const std::vector<repeats::Unit>& units = sheet.looked[i].units;
    const std::size_t bytes = document.text.size();
    for (const repeats::Verdict& verdict : sheet.verdicts[i]) sheet.losses.add(document, units[verdict.unit], verdict);
    repeats::remove(document, units, sheet.verdicts[i], options_.unit, sheet.pieces[i]);
    sheet.losses.add(document, bytes);
  }
}

base::Status CorpusPass::keep(Sheet& sheet) {
  if (!sheet.postponed) return accounts_.add(sheet.losses);
  if (!spool_) {
    base::Result<io::ScratchFile> made = io::ScratchFile::create(options_.temp_dir);
    if (!made) return std::move(made.error());
    spool_ = std::move(made.value());
  }
  base::Status done = spool_->append(sheet.packed);
  ends_.push_back(spool_->size());
  return done;
}

base::Result<bool> CorpusPass::has_more() {
  if (!spool_) return false;
  if (base::Status done = spool_->flush(); !done) return std::move(done.error());
  if (base::Status done = corpus_.turn(); !done) return std::move(done.error());
  again_ = true;
  return true;
}

base::Result<bool> CorpusPass::take_back(Sheet& sheet) {
  if (taken_ == ends_.size()) return false;
  const std::uint64_t begin = taken_ == 0 ? 0 : ends_[taken_ - 1];
  if (base::Status done = spool_->read(begin, ends_[taken_] - begin, sheet.packed); !done) return std::move(done.error());
  ++taken_;
  return true;
}

void CorpusPass::unpack(flow::Batch& batch, Sheet& sheet) const {
  pipeline::unpack(sheet.packed, batch, sheet.looked);
  sheet.packed = std::string();
  for (std::size_t i = 0; i < sheet.looked.size(); ++i) {
    if (corpus_.compares_again())
      sheet.looked[i].likenesses = repeats::likenesses_of(batch.documents[i], sheet.looked[i].units, options_);
    sheet.looked[i].passage = repeats::passage_of(batch.documents[i], options_);
  }
}

base::Result<repeats::CorpusFigures> CorpusPass::close(flow::Sink& sink) {
  repeats::CorpusFigures figures = corpus_.figures();
  if (spool_) figures.disk_bytes += spool_->size();
  if (fragments_) {
    figures.fragments = fragments_->pieces();
    figures.fragment_bytes = fragments_->bytes();
    figures.disk_bytes += fragments_->disk_bytes();
  }
  base::Status done = accounts_.close(
      corpus_, figures, [&](std::string_view line) { return sink.write_cluster(line); }, sink.wants_clusters());
  if (!done) return std::move(done.error());
  return figures;
}

}  // namespace runon::pipeline
