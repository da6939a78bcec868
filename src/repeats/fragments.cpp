#include "repeats/fragments.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>

#include "text/utf8.h"

namespace runon::repeats {
namespace {

constexpr std::size_t kAhead = 8;    // samples whose memory is asked for in advance
constexpr std::size_t kRecent = 64;  // runs among which a sample's may be

bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

// Bytes that both begin with.
std::size_t common_prefix(std::string_view a, std::string_view b) {
  const std::size_t most = std::min(a.size(), b.size());
  constexpr std::size_t kStep = 32;
  std::size_t n = 0;
  while (n + kStep <= most && std::memcmp(a.data() + n, b.data() + n, kStep) == 0) n += kStep;
  while (n < most && a[n] == b[n]) ++n;
  return n;
}

// Bytes that both end with.
std::size_t common_suffix(std::string_view a, std::string_view b) {
  const std::size_t most = std::min(a.size(), b.size());
  std::size_t n = 0;
  while (n < most && a[a.size() - 1 - n] == b[b.size() - 1 - n]) ++n;
  return n;
}

}  // namespace

Fragments::Fragments(const Options& options, std::uint64_t memory)
    : characters_(options.fragments),
      letters_(std::min(options.min_letters, options.fragments / 2)),
      table_(memory, options.temp_dir),
      seen_(options.temp_dir) {}

// ---- runs ---------------------------------------------------------------------------------------------------

base::Status Fragments::find_runs(const Passage& passage) {
  runs_.clear();
  compared_ = 0;
  segment_begin_ = segment_end_ = 0;
  std::size_t covered = 0;  // up to here runs reach
  for (std::size_t i = 0; i < passage.samples.size(); ++i) {
    if (i + kAhead < passage.samples.size()) table_.prefetch(passage.samples[i + kAhead].hash);
    const Sample& sample = passage.samples[i];
    if (passage.text[sample.at] == kBarrier) continue;
    if (sample.at >= segment_end_) {
      segment_begin_ = passage.text.rfind(kBarrier, sample.at) + 1;
      segment_end_ = passage.text.find(kBarrier, sample.at);
    }
    const std::size_t before = runs_.size();
    if (base::Status done = look_up(passage, sample, covered); !done) return done;
    for (std::size_t r = before; r < runs_.size(); ++r) covered = std::max(covered, runs_[r].end);
  }
  return base::Done{};
}

base::Status Fragments::look_up(const Passage& passage, const Sample& sample, std::size_t covered) {
  places_.clear();
  if (base::Status done = table_.collect(sample.hash, places_); !done) return done;
  const std::uint64_t here = seen_.base() + sample.at;
  std::sort(places_.begin(), places_.end());
  for (const std::uint64_t place : places_) {
    const std::uint64_t distance = here - place;
    if (known(distance, sample.at)) continue;
    if (compared_ > kPatience * sample.at + 2 * kPlaces * passage.text.size()) break;
    if (sample.at < covered) {
      const base::Result<bool> beyond = reaches_beyond(passage, covered, distance);
      if (!beyond) return beyond.error();
      if (!beyond.value()) continue;
    }
    const base::Result<Run> run = extend(passage, sample.at, distance);
    if (!run) return run.error();
    const Run& r = run.value();
    if (text::count(std::string_view(passage.text).substr(r.begin, r.end - r.begin)) >= characters_) runs_.push_back(r);
  }
  if (places_.size() >= kPlaces) return base::Done{};
  if (here > BandTable::kMaxNumber)
    return base::Error{base::Code::usage, "more than 1,099,511,627,774 bytes of text", {}, "clean the corpus in parts"};
  return table_.add(sample.hash, here);
}

// Whether a run at this distance that goes on here was found.
bool Fragments::known(std::uint64_t distance, std::size_t at) const {
  const std::size_t first = runs_.size() > kRecent ? runs_.size() - kRecent : 0;
  for (std::size_t i = runs_.size(); i > first; --i)
    if (runs_[i - 1].distance == distance && at < runs_[i - 1].end) return true;
  return false;
}

// Whether the text at this distance may be the same past what other runs cover: else it tells nothing new.
base::Result<bool> Fragments::reaches_beyond(const Passage& passage, std::size_t covered, std::uint64_t distance) {
  constexpr std::size_t kLook = 16;
  const std::uint64_t there = seen_.base() + covered - distance;
  const base::Result<std::string_view> next = seen_.from(there);
  if (!next) return next.error();
  if (next.value().front() != passage.text[covered]) return false;
  const base::Result<std::string_view> last = seen_.before(there);
  if (!last) return last.error();
  const std::string_view text = std::string_view(passage.text).substr(0, covered);
  const std::size_t look = std::min({kLook, last.value().size(), text.size()});
  return last.value().substr(last.value().size() - look) == text.substr(text.size() - look);
}

// The run through `at`, of whole characters.
base::Result<Fragments::Run> Fragments::extend(const Passage& passage, std::size_t at, std::uint64_t distance) {
  const std::string_view text = passage.text;
  Run run{at, at, distance};
  while (run.end < segment_end_) {
    const base::Result<std::string_view> other = seen_.from(seen_.base() + run.end - distance);
    if (!other) return other.error();
    const std::string_view mine = text.substr(run.end, std::min(segment_end_ - run.end, other.value().size()));
    const std::size_t same = common_prefix(mine, other.value());
    run.end += same;
    if (same < mine.size()) break;
  }
  while (run.begin > segment_begin_ && seen_.base() + run.begin > distance) {
    const base::Result<std::string_view> other = seen_.before(seen_.base() + run.begin - distance);
    if (!other) return other.error();
    const std::size_t most = std::min(run.begin - segment_begin_, other.value().size());
    const std::size_t same = common_suffix(text.substr(run.begin - most, most), other.value());
    run.begin -= same;
    if (same < most) break;
  }
  compared_ += run.end - run.begin + 1;
  while (run.begin < run.end && continues(text[run.begin])) ++run.begin;
  while (run.end > run.begin && run.end < text.size() && continues(text[run.end])) --run.end;
  return run;
}

// Leaves those that lie in no other; of equals the one that stood first.
void Fragments::reduce_runs() {
  std::sort(runs_.begin(), runs_.end(), [](const Run& a, const Run& b) {
    if (a.begin != b.begin) return a.begin < b.begin;
    return a.end != b.end ? a.end > b.end : a.distance > b.distance;
  });
  std::size_t reach = 0;
  const auto inside = [&](const Run& run) {
    if (run.end <= reach) return true;
    reach = run.end;
    return false;
  };
  runs_.erase(std::remove_if(runs_.begin(), runs_.end(), inside), runs_.end());
}

// ---- what goes of them ----------------------------------------------------------------------------------------

bool Fragments::enough(const Passage& passage, const Span& span) const {
  const Boundary& from = passage.boundaries[span.from];
  const Boundary& to = passage.boundaries[span.to];
  return from.begin < to.end && to.letters - from.letters >= letters_;
}

bool Fragments::choose(const Passage& passage, const Run& run, Span& span) const {
  const std::vector<Boundary>& all = passage.boundaries;
  const auto first =
      std::lower_bound(all.begin(), all.end(), run.begin, [](const Boundary& b, std::size_t at) { return b.begin < at; });
  const auto behind =
      std::upper_bound(all.begin(), all.end(), run.end, [](std::size_t at, const Boundary& b) { return at < b.end; });
  if (behind - first < 2) return false;
  const auto low = static_cast<std::size_t>(first - all.begin());
  const std::size_t high = static_cast<std::size_t>(behind - all.begin()) - 1;
  std::size_t from = low;
  while (from < high && !all[from].sentence) ++from;
  std::size_t to = high;
  while (to > from && !all[to].sentence) --to;
  span = {from, to, run.distance};
  if (from < to && enough(passage, span)) return true;
  // No boundary of sentences in between.
  std::size_t longest = 0;
  for (std::size_t i = low; i < high;) {
    std::size_t next = i + 1;
    while (next < high && !all[next].sentence) ++next;
    const std::size_t length = all[next].end > all[i].begin ? all[next].end - all[i].begin : 0;
    if (length > longest) {
      longest = length;
      span = {i, next, run.distance};
    }
    i = next;
  }
  return longest > 0 && enough(passage, span);
}

// What goes of all runs, without overlaps.
void Fragments::choose_spans(const Passage& passage) {
  spans_.clear();
  for (const Run& run : runs_)
    if (Span span; choose(passage, run, span)) spans_.push_back(span);
  std::stable_sort(spans_.begin(), spans_.end(),
                   [](const Span& a, const Span& b) { return a.from != b.from ? a.from < b.from : a.to > b.to; });
  std::size_t reach = 0;
  std::size_t kept = 0;
  for (Span span : spans_) {
    span.from = std::max(span.from, reach);
    if (span.from >= span.to) continue;
    reach = span.to;
    spans_[kept++] = span;
  }
  spans_.resize(kept);
}

// [begin, end) of the text goes: notes what it repeats, and says where most of that stands.
base::Result<Places::Where> Fragments::settle(std::uint64_t begin, std::uint64_t end, std::uint64_t distance) {
  Places::Where most{};
  std::uint64_t length = 0;
  while (begin < end) {
    // Not past what goes here itself.
    const base::Result<SeenText::Stands> found = seen_.find(begin - distance, std::min(end - begin, distance));
    if (!found) return found.error();
    const SeenText::Stands& stands = found.value();
    if (stands.at) seen_.drop(begin, begin + stands.length, *stands.at);
    else seen_.drop(begin, begin + stands.length, stands.where);
    if (stands.length > length) {
      length = stands.length;
      most = stands.where;
    }
    begin += stands.length;
  }
  return most;
}

base::Status Fragments::carry_out(const Passage& passage, Judged& judged) {
  auto span = spans_.begin();
  const std::vector<Boundary>& all = passage.boundaries;
  for (std::size_t k = 0; k < passage.parts.size(); ++k) {
    const Part& part = passage.parts[k];
    if (fates_[k].fate != Fate::stays) {
      if (fates_[k].fate == Fate::goes) seen_.drop(seen_.base() + part.begin, seen_.base() + part.end, fates_[k].where);
      continue;
    }
    while (span != spans_.end() && all[span->to].end <= part.begin) ++span;
    std::size_t at = part.begin;  // before it all went
    for (auto s = span; s != spans_.end() && all[s->from].begin < part.end; ++s) {
      const std::size_t begin = std::max(all[s->from].begin, part.begin);
      const std::size_t end = std::min(all[s->to].end, part.end);
      const base::Result<Places::Where> where = settle(seen_.base() + begin, seen_.base() + end, s->distance);
      if (!where) return where.error();
      if (begin == at || (begin == at + 1 && passage.text[at] == ' ')) at = end;
      judged.pieces.push_back({begin == part.begin ? part.text_begin : all[s->from].text_begin,
                               end == part.end ? part.text_end : all[s->to].text_end, where.value(), nullptr});
      if (at == part.end) fates_[k] = {Fate::goes_in_pieces, where.value()};
    }
  }
  return base::Done{};
}

// The parts of a passage that lie in a unit, by index.
std::pair<std::size_t, std::size_t> Fragments::parts_of(const flow::Document& document, const Passage& passage,
                                                        const Unit& unit) {
  const auto first = std::lower_bound(passage.parts.begin(), passage.parts.end(), unit.begin,
                                      [&](const Part& part, std::size_t at) { return document.blocks[part.block].begin < at; });
  auto last = first;
  while (last != passage.parts.end() && document.blocks[last->block].begin < unit.end) ++last;
  return {static_cast<std::size_t>(first - passage.parts.begin()), static_cast<std::size_t>(last - passage.parts.begin())};
}

// Which parts go as units. Those that only resemble what stays become barriers.
base::Status Fragments::take_verdicts(const flow::Document& document, Passage& passage, const std::vector<Unit>& units,
                                      const std::vector<Verdict>& verdicts, const Places* places) {
  fates_.assign(passage.parts.size(), {});
  for (const Verdict& verdict : verdicts) {
    const base::Result<Places::Where> where = places->where(verdict.kept);
    if (!where) return where.error();
    const auto [first, last] = parts_of(document, passage, units[verdict.unit]);
    for (std::size_t k = first; k < last; ++k) {
      fates_[k] = {verdict.exact ? Fate::goes : Fate::goes_as_alike, where.value()};
      if (verdict.exact) continue;
      const Part& part = passage.parts[k];
      std::fill(passage.text.begin() + static_cast<std::ptrdiff_t>(part.begin),
                passage.text.begin() + static_cast<std::ptrdiff_t>(part.end), kBarrier);
    }
  }
  return base::Done{};
}

void Fragments::find_moved(const flow::Document& document, const Passage& passage, const std::vector<Unit>& units,
                           Judged& judged) const {
  if (judged.pieces.empty()) return;
  for (std::size_t u = 0; u < units.size(); ++u) {
    const auto [first, last] = parts_of(document, passage, units[u]);
    bool empty = first < last;
    for (std::size_t k = first; k < last; ++k) empty = empty && fates_[k].fate == Fate::goes_in_pieces;
    if (!empty) continue;
    // Blocks of exempt kinds are no parts; they stay.
    const std::size_t blocks = passage.parts[last - 1].block + 1 - passage.parts[first].block;
    const bool whole = units.size() > 1 || blocks == last - first ||
                       std::count_if(document.blocks.begin(), document.blocks.end(), [&](const flow::Block& block) {
                         return block.begin < block.end && block.begin >= units[u].begin && block.end <= units[u].end;
                       }) == static_cast<std::ptrdiff_t>(last - first);
    if (whole) judged.moved.push_back({u, fates_[first].where});
  }
}

base::Result<Fragments::Judged> Fragments::judge(const flow::Document& document, Passage& passage, const std::vector<Unit>& units,
                                                 const std::vector<Verdict>& verdicts, const Places* places, bool others_follow) {
  if (base::Status done = take_verdicts(document, passage, units, verdicts, places); !done) return std::move(done.error());
  Judged judged;
  seen_.open(document, passage);
  if (base::Status done = find_runs(passage); !done) return std::move(done.error());
  reduce_runs();
  choose_spans(passage);
  if (base::Status done = carry_out(passage, judged); !done) return std::move(done.error());
  find_moved(document, passage, units, judged);
  pieces_ += judged.pieces.size();
  if (base::Status done = seen_.close(others_follow); !done) return std::move(done.error());
  return judged;
}

}  // namespace runon::repeats
