// Where the units of a corpus stand, by number, on disk.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "flow/document.h"
#include "io/scratch.h"
#include "repeats/units.h"

namespace runon::repeats {

// Takes documents in order, with their units; a unit's number is how many came before it. 12 bytes a unit
// and its names for each document, on disk. One thread at a time.
class Places {
 public:
  static base::Result<Places> create(const std::string& directory);

  // A document of the run; the units that follow are its.
  base::Status add(const flow::Document& document);
  base::Status add(const Unit& unit);

  // Where unit `number` stands. Requires: it was added. A look-up or two on disk.
  base::Result<flow::Copy> find(std::uint64_t number) const;

  struct Where {
    std::uint32_t document;
    std::uint32_t first_line;
    std::uint32_t last_line;
  };
  base::Result<Where> where(std::uint64_t number) const;

  // The same by name.
  base::Result<flow::Copy> copy_at(const Where& where) const;

  // Unit `number`, the highest so far that moved, does not stand there any more; what it says stands at `where`. 24 bytes of
  // memory.
  void move(std::uint64_t number, const Where& where) { moved_.push_back({number, where}); }

  // Names of a document, by its number: id and record of the copy are filled in.
  base::Status names(std::uint32_t document, flow::Copy& copy) const;
  std::uint32_t documents() const { return documents_; }

  std::uint64_t units() const { return units_.size() / sizeof(Where); }
  std::uint64_t bytes() const { return units_.size() + names_.size() + offsets_.size(); }

 private:
  Places(io::ScratchFile units, io::ScratchFile names, io::ScratchFile offsets)
      : units_(std::move(units)), names_(std::move(names)), offsets_(std::move(offsets)) {}

  io::ScratchFile units_;
  io::ScratchFile names_;    // of each document: id and name of its record
  io::ScratchFile offsets_;  // where they begin there, and how long the id is
  std::uint32_t documents_ = 0;
  struct Moved {
    std::uint64_t number;
    Where where;
  };
  std::vector<Moved> moved_;
};

}  // namespace runon::repeats
