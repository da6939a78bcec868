// Runs of characters that stood before, in this document or another.
//
// Takes:  documents in order, each with its passage (passage.h) and what goes of it as a whole.
// Gives:  the pieces that go, and where what each repeats stands.
// A run is a stretch of Options::fragments characters or more that stood before, as long as it reaches both ways; samples of it
// are looked up, and the texts themselves compared. Of a run the sentences go that lie in it whole; where none does, what lies
// in it of one sentence between two boundaries of clauses. Either way a piece needs Options::min_letters letters, or half as many
// as the run needs characters, if that is less.
// What stood before may have gone itself, for it stood elsewhere before that: the copy that is named is one that stays.
// Of a sample the first kPlaces places are kept. Cost: linear; for one byte at most kPatience others are compared, and what would
// need more (text that repeats itself without end) is left. Memory: some 25 bytes a sample, up to a share of
// Options::memory, then disk (band_table.h); disk: the text (seen_text.h). One thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "base/result.h"
#include "flow/document.h"
#include "repeats/band_table.h"
#include "repeats/corpus.h"
#include "repeats/options.h"
#include "repeats/passage.h"
#include "repeats/places.h"
#include "repeats/seen_text.h"
#include "repeats/units.h"

namespace runon::repeats {

// What goes of a block, in Document::text.
struct Piece {
  std::size_t begin = 0;
  std::size_t end = 0;
  Places::Where kept{};                    // where most of it stands
  std::shared_ptr<const flow::Copy> copy;  // the same by name; null where nobody asks for it
};

class Fragments {
 public:
  static constexpr std::size_t kPlaces = 8;
  static constexpr std::size_t kPatience = 64;

  struct Run {
    std::size_t begin = 0;  // of Passage::text
    std::size_t end = 0;
    std::uint64_t distance = 0;  // the same stands so far in front
  };

  // A unit of which nothing is left, though nothing equals it.
  struct Moved {
    std::size_t unit = 0;
    Places::Where to{};
  };

  struct Judged {
    std::vector<Piece> pieces;  // in order, each in one block
    std::vector<Moved> moved;
  };

  // `memory`: bytes.
  Fragments(const Options& options, std::uint64_t memory);

  // The next document. `verdicts`: of its units, `places` says where those are that stay. What goes as it resembles another
  // becomes a barrier of the passage: it does not stand anywhere as it was. `others_follow`: else the document is not kept.
  base::Result<Judged> judge(const flow::Document& document, Passage& passage, const std::vector<Unit>& units,
                             const std::vector<Verdict>& verdicts, const Places* places, bool others_follow);

  std::uint64_t pieces() const { return pieces_; }
  std::uint64_t bytes() const { return table_.bytes(); }
  std::uint64_t disk_bytes() const { return table_.disk_bytes() + seen_.disk_bytes(); }

  // For tests: the runs found in the last document, none inside another.
  const std::vector<Run>& runs() const { return runs_; }

 private:
  // From one boundary to another.
  struct Span {
    std::size_t from = 0;  // their indexes
    std::size_t to = 0;
    std::uint64_t distance = 0;
  };
  enum class Fate : std::uint8_t { stays, goes, goes_as_alike, goes_in_pieces };
  struct PartFate {
    Fate fate = Fate::stays;
    Places::Where where{};  // of what stays instead
  };

  base::Status find_runs(const Passage& passage);
  base::Status look_up(const Passage& passage, const Sample& sample, std::size_t covered);
  bool known(std::uint64_t distance, std::size_t at) const;
  base::Result<bool> reaches_beyond(const Passage& passage, std::size_t covered, std::uint64_t distance);
  base::Result<Run> extend(const Passage& passage, std::size_t at, std::uint64_t distance);
  void reduce_runs();
  void choose_spans(const Passage& passage);
  bool choose(const Passage& passage, const Run& run, Span& span) const;
  bool enough(const Passage& passage, const Span& span) const;
  static std::pair<std::size_t, std::size_t> parts_of(const flow::Document& document, const Passage& passage, const Unit& unit);
  base::Status take_verdicts(const flow::Document& document, Passage& passage, const std::vector<Unit>& units,
                             const std::vector<Verdict>& verdicts, const Places* places);
  base::Status carry_out(const Passage& passage, Judged& judged);
  void find_moved(const flow::Document& document, const Passage& passage, const std::vector<Unit>& units, Judged& judged) const;
  base::Result<Places::Where> settle(std::uint64_t begin, std::uint64_t end, std::uint64_t distance);

  std::size_t characters_;
  std::size_t letters_;
  BandTable table_;
  SeenText seen_;
  std::uint64_t pieces_ = 0;
  std::vector<Run> runs_;
  std::vector<Span> spans_;
  std::vector<PartFate> fates_;
  std::vector<std::uint64_t> places_;
  std::uint64_t compared_ = 0;     // bytes of the document at hand
  std::size_t segment_begin_ = 0;  // between barriers, where the sample at hand stands
  std::size_t segment_end_ = 0;
};

}  // namespace runon::repeats
