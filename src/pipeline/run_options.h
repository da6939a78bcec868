// Everything a run of the program is told: what the stages do, and what is read and written.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/options.h"
#include "read/options.h"
#include "write/options.h"

namespace runon::pipeline {

enum class Progress { automatic, on, off };

struct RunOptions {
  Options clean;
  read::Options read;
  write::Options write;

  std::vector<std::string> inputs;  // empty, and no files_from: standard input
  std::string files_from;           // read::Wanted
  bool null = false;
  std::vector<std::string> include;  // read::Globs
  std::vector<std::string> exclude;
  std::string output = "-";             // a file, a directory, or standard output
  std::optional<write::Format> format;  // none: by the output's ending, else text
  std::string audit;                    // files; empty: not written
  std::string stats;
  std::string rejects;
  std::string clusters;
  std::string attributes;         // a directory; empty: not written
  std::uint64_t shard_bytes = 0;  // 0: one output
  bool resume = false;            // goes on where an interrupted run stopped

  Progress progress = Progress::automatic;
  bool quiet = false;  // no summary
  bool json = false;   // explain: for programs
};

}  // namespace runon::pipeline
