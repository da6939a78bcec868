// Who lost what to whom: clusters, and what each source lost.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "flow/document.h"
#include "repeats/corpus.h"
#include "repeats/figures.h"
#include "repeats/options.h"
#include "repeats/run_sorter.h"

namespace runon::repeats {

// Of the documents of one batch. One thread at a time.
class Losses {
 public:
  // A unit that is about to go.
  void add(const flow::Document& document, const Unit& unit, const Verdict& verdict);

  // A document from which it went; `bytes` is the length of its text before.
  void add(const flow::Document& document, std::size_t bytes);

 private:
  friend class Accounts;
  struct Row {
    std::uint64_t kept;
    std::uint64_t number;
    float similarity;  // 2: equal keys
    std::uint32_t snippet_bytes;
    std::array<char, 96> snippet;  // begin of its text
  };
  struct Input {
    SourceLoss all;
    SourceLoss told;  // of the records that say what they are from
  };
  static void add(SourceLoss& to, const SourceLoss& loss);
  std::vector<Row> rows_;
  std::map<std::size_t, Input> inputs_;  // by number
  std::map<std::string, SourceLoss> origins_;
};

// Of the run: 120 bytes a removal, in memory or on disk, and a little for each input and each of up to 4,096 origins. Where
// there are more, what records say is no source but a place, and inputs count alone. One thread at a time.
class Accounts {
 public:
  explicit Accounts(const Options& options);

  base::Status add(const Losses& losses);

  // Gives each cluster in order of the copy that stays, as a line of JSON:
  //   {"size","kept":{"doc","record","lines"},"text","members":[{"doc","record","lines","similarity"},...]}
  // and fills in the figures that come of it.
  base::Status close(const Corpus& corpus, CorpusFigures& figures, const std::function<base::Status(std::string_view)>& line,
                     bool wants_lines);

 private:
  struct ByCluster {
    bool operator()(const Losses::Row& a, const Losses::Row& b) const {
      return a.kept != b.kept ? a.kept < b.kept : a.number < b.number;
    }
  };
  std::vector<SourceLoss> losses() const;
  void settle_sources(CorpusFigures& figures) const;
  void settle_clusters(CorpusFigures& figures) const;

  double alarm_;
  RunSorter<Losses::Row, ByCluster> rows_;
  std::map<std::size_t, Losses::Input> inputs_;
  std::map<std::string, SourceLoss> origins_;
  bool too_many_ = false;  // of these
};

}  // namespace runon::repeats
