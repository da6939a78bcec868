#include "pipeline/corpus_pass.h"

#include <algorithm>
#include <utility>

#include "pipeline/spool.h"
#include "repeats/remove.h"

namespace runon::pipeline {
namespace {
constexpr std::size_t kAhead = 8;  // documents
}

base::Result<std::unique_ptr<CorpusPass>> CorpusPass::create(const Options& options) {
  base::Result<repeats::Corpus> corpus = repeats::Corpus::create(options.repeats);
  if (!corpus) return std::move(corpus.error());
  return std::unique_ptr<CorpusPass>(new CorpusPass(options, std::move(corpus.value())));
}

void CorpusPass::look(const flow::Batch& batch, Sheet& sheet) const {
  sheet.units.reserve(batch.documents.size());
  for (const flow::Document& document : batch.documents) sheet.units.push_back(repeats::units_of(document, options_.repeats));
}

base::Status CorpusPass::judge(const flow::Batch& batch, Sheet& sheet) {
  if (!again_) {
    const base::Result<bool> postponed = corpus_.postpones();
    if (!postponed) return postponed.error();
    sheet.postponed = postponed.value();
  }
  const std::size_t count = batch.documents.size();
  sheet.verdicts.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    if (!again_ && i + kAhead < count) corpus_.prefetch(sheet.units[i + kAhead]);
    base::Status done = again_ ? corpus_.judge_again(batch.documents[i], sheet.units[i], sheet.verdicts[i])
                               : corpus_.judge(batch.documents[i], sheet.units[i], sheet.verdicts[i]);
    if (!done) return done;
  }
  return base::Done{};
}

void CorpusPass::carry_out(flow::Batch& batch, Sheet& sheet) const {
  if (sheet.postponed) {
    sheet.packed = pack(batch, sheet.units);
    batch = flow::Batch();
    return;
  }
  for (std::size_t i = 0; i < batch.documents.size(); ++i)
    repeats::remove(batch.documents[i], sheet.units[i], sheet.verdicts[i], options_.repeats.unit);
}

base::Status CorpusPass::keep(Sheet& sheet) {
  if (!sheet.postponed) return base::Done{};
  if (!spool_) {
    base::Result<io::ScratchFile> made = io::ScratchFile::create(options_.repeats.temp_dir);
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
  pipeline::unpack(sheet.packed, batch, sheet.units);
  sheet.packed = std::string();
}

repeats::CorpusFigures CorpusPass::figures() const {
  repeats::CorpusFigures figures = corpus_.figures();
  if (spool_) figures.disk_bytes += spool_->size();
  return figures;
}

}  // namespace runon::pipeline
