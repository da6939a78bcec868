// One of the streams that a run writes: into one file, into numbered shards of it, or into one file for each input.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fields.h"
#include "base/result.h"
#include "flow/document.h"
#include "io/output.h"

namespace runon::write {

// Takes: pieces (documents, records, audit lines) in order; a piece is never cut.
// Gives: its files, each whole or not at all. In a file of its own for each input, those of inputs that ended stand under
//        their names soon after.
// One thread at a time.
class Channel {
 public:
  struct Plan {
    std::vector<std::string> paths;  // one; or with per_input one for each, by number. Empty: the channel is off
    bool per_input = false;
    // A file that has bytes takes no piece that would make it longer than this, before compression: the next one is begun.
    // 0: no shards.
    std::uint64_t shard_bytes = 0;
  };

  // `key`: io::OutputFile. `temps` must outlive the channel.
  Channel(Plan plan, io::TempFiles& temps, std::string key) : plan_(std::move(plan)), temps_(&temps), key_(std::move(key)) {}

  bool on() const { return !plan_.paths.empty(); }
  bool has_standard_output() const { return on() && !plan_.per_input && plan_.paths[0] == "-"; }

  // Opens what all inputs share, so that a place that cannot be written to is known before work begins.
  base::Status open();

  // The same behind what record() of an earlier run says under `name`.
  base::Status go_on(const base::Fields& state, const std::string& name);

  // What follows belongs to this input, or to this member of it: its file is opened, where it has one.
  base::Status switch_to(std::size_t input, const flow::Member& member);

  // A piece, and in front of it, where its file holds something already, `parting`.
  base::Status write(std::string_view piece, std::string_view parting = {});

  // The same of a piece that comes in parts: its length, which only shards need, then the parts.
  base::Status begin_piece(std::uint64_t bytes, std::string_view parting = {});
  base::Status add(std::string_view part);
  bool has_shards() const { return plan_.shard_bytes != 0; }

  // The input that was switched to is all written.
  base::Status end_input();

  base::Status flush();

  // Compressed bytes: see io::OutputFile.
  std::uint64_t pending() const { return file_ ? file_->pending() : 0; }
  base::Status divide() { return file_ ? file_->divide() : base::Status(base::Done{}); }

  // Makes final what is whole, brings the rest to the disk, and sets down under `name` how to go on. Requires: nothing is
  // pending, and what is shared is no pipe.
  base::Status record(base::Fields& state, const std::string& name);

  // Ends what is shared and brings it to the disk, all but its name.
  base::Status seal();

  // Makes all final.
  base::Status commit();

  // What is left of commit() for a channel whose run had sealed it, of which record() was the last word.
  base::Status commit_sealed(const base::Fields& state, const std::string& name) const;

 private:
  base::Status create(const std::string& path);
  std::string shard_path() const;
  std::string input_path(std::size_t input, const flow::Member& member) const;

  Plan plan_;
  io::TempFiles* temps_;
  std::string key_;
  std::optional<io::OutputFile> file_;
  io::OutputGroup finished_;  // of inputs that are done
  std::size_t input_ = 0;     // that file_ is for
  flow::Member member_;       // of it
  std::uint64_t shard_ = 0;
  std::uint64_t bytes_ = 0;  // in file_, before compression
};

// The name of a shard: "a/out-00007.jsonl.gz" of "a/out.jsonl.gz". What stands behind the first dot of the name is its ending.
std::string shard_name(std::string_view path, std::uint64_t number);

}  // namespace runon::write
