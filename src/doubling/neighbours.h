// The lines of a document that have text, seen as neighbours whatever blank lines stand between.
#pragma once

#include <cstddef>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/hash.h"
#include "doubling/find.h"
#include "flow/document.h"

namespace runon::doubling {

// Lines that are said again right behind: `height` lines, `copies` times.
struct Group {
  std::size_t first = 0;  // index into Filled
  std::size_t height = 1;
  std::size_t copies = 2;
  Strength strength = Strength::none;
  bool follows = false;  // might go on a doubled text that stands right before it: believed beside that alone
};

// A read-only view; the document must outlive it and stay unchanged.
class Filled {
 public:
  explicit Filled(const flow::Document& document);

  std::size_t size() const { return lines_.size(); }
  std::size_t line(std::size_t i) const { return lines_[i]; }  // index into Document::lines
  std::string_view text(std::size_t i) const { return document_.view(document_.lines[line(i)]); }

  // True when both say the same, spaces and invisible characters aside. Cost: up to the first difference.
  bool same(std::size_t a, std::size_t b) const { return firsts_[a] == firsts_[b] && same_behind_first(a, b); }

  // The first line from i on that the `height`th behind it may say, as their first characters do; size() where none is.
  std::size_t next_alike(std::size_t i, std::size_t height) const;

  // How many times in a row the `height` lines from i on are said, nothing but up to two blank lines
  // and no page break between the copies. Requires: i + height <= size(). At least 1.
  std::size_t copies(std::size_t i, std::size_t height) const;

  // True when the line's text stands in the document outside of [from, to) as well, letter by letter. The first calls look
  // at the first character of each line, the next reads the document through; later ones cost one look-up.
  bool stands_elsewhere(std::size_t i, std::size_t from, std::size_t to) const;

  // True when lines around [from, to) are running text: one of the eight on either side has a mark that
  // closes a clause. Also when nothing stands around.
  bool among_sentences(std::size_t from, std::size_t to) const;

 private:
  struct Places {
    std::size_t first = 0;
    std::size_t last = 0;
  };

  bool same_behind_first(std::size_t a, std::size_t b) const;
  bool near(std::size_t upper, std::size_t lower) const;

  const flow::Document& document_;
  std::vector<std::size_t> lines_;
  std::vector<char32_t> firsts_;                              // the first character of each that shows
  mutable std::size_t looked_through_ = 0;                    // times that stands_elsewhere() went through all lines
  mutable std::unordered_map<base::Hash128, Places> places_;  // by text, outer spaces aside
};

}  // namespace runon::doubling
