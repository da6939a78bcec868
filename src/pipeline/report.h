// The figures of a run.
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "base/error.h"
#include "flow/document.h"
#include "repeats/figures.h"

namespace runon::pipeline {

struct Report {
  std::size_t documents = 0;  // cleaned
  std::size_t bytes_in = 0;   // of their inputs, as UTF-8
  std::size_t bytes_out = 0;
  std::size_t lines_in = 0;  // lines with text
  std::size_t blocks_out = 0;
  std::size_t lines_joined = 0;     // line breaks taken out between lines of one block
  std::size_t undoubled = 0;        // edits of what stood twice side by side
  std::size_t lines_dropped = 0;    // page furniture and jump lines
  std::size_t repeats_dropped = 0;  // blocks
  std::size_t cuts = 0;             // places where a plain text longer than read::Options::max_document was parted
  std::size_t in_pieces = 0;        // documents that are whole, but were too long to be cleaned at once (large.h)

  using Counts = std::map<std::string, std::size_t>;
  Counts edits;                   // "stage.rule" -> edits made, those that a later one took in among them
  Counts removed;                 // stage -> bytes that its edits made fewer
  Counts problems;                // what -> how often
  Counts encodings;               // name -> documents that are files, by what they were decoded from
  Counts rejects;                 // base::name of the error's code -> inputs and records that could not be cleaned
  repeats::CorpusFigures corpus;  // of a run that looked for repeats in the whole corpus

  std::size_t edit_count() const;
  std::size_t reject_count() const;

  // Counts one cleaned document. Linear in its edits and blocks.
  void add(const flow::Document& document);

  // Counts what could not be cleaned.
  void add(const base::Error& reject);
  void add(const Report& other);
};

// All members of a Report with the names that they go by for programs; a new one is a row here.
struct Figure {
  std::string_view name;
  std::size_t Report::*member;
};
struct Table {
  std::string_view name;
  Report::Counts Report::*member;
};
std::span<const Figure> figures();
std::span<const Table> tables();

}  // namespace runon::pipeline
