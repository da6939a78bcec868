#include "pipeline/large.h"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "flow/counts.h"
#include "flow/edit_walk.h"
#include "pipeline/clean.h"
#include "support/catch.h"
#include "support/line_blocks.h"

using namespace runon;

namespace {

constexpr flow::Rule kRule{"test", "no-x", "", "", "", true};
constexpr flow::Rule kEnd{"doubling", "y", "", "", "", true};
constexpr flow::Rule kLast{"test", "last", "", "", "", true};

// A stage of its own: takes out each "x", makes two of each "y", keeps lines, one block a line.
base::Status without_x(flow::Document& document) {
  flow::Edits edits;
  for (std::size_t at = 0; at < document.text.size(); ++at)
    if (document.text[at] == 'x') edits.add(at, at + 1, "", kRule);
    else if (document.text[at] == 'y') edits.add(at, at + 1, "yy", kEnd);
  document.split_lines();
  document.apply(edits);
  support::make_lines_blocks(document, {flow::Kind::body}, false);
  return base::Done{};
}

// As a writer takes away the last character.
void shorten(flow::Document& document) {
  flow::Edits last;
  last.add(document.text.size() - 1, document.text.size(), "", kLast);
  document.apply(last);
}

// A document that lists nothing comes to what one that lists all does, also when a writer has taken away its last character.
void check_counted(flow::Document& listed, flow::Document& counted) {
  CHECK(counted.lines.empty());
  CHECK(counted.blocks.empty());
  for (int i = 0; i < 2; ++i) {
    CHECK(counted.text == listed.text);
    const flow::Counts a = flow::count(listed);
    const flow::Counts b = flow::count(counted);
    CHECK(std::tuple(a.lines, a.paragraphs, a.joined, a.undoubled, a.dropped, a.repeats, a.edits) ==
          std::tuple(b.lines, b.paragraphs, b.joined, b.undoubled, b.dropped, b.repeats, b.edits));
    const std::vector<flow::RuleSum> sums = flow::sum_rules(listed);
    const std::vector<flow::RuleSum> others = flow::sum_rules(counted);
    REQUIRE(sums.size() == others.size());
    for (std::size_t r = 0; r < sums.size(); ++r)
      CHECK(std::tuple(sums[r].rule, sums[r].edits, sums[r].removed) ==
            std::tuple(others[r].rule, others[r].edits, others[r].removed));
    shorten(listed);
    shorten(counted);
  }
}

// The walks find in a document that packs its lists what another one lists.
void check_edits(const flow::Document& listed, const flow::Document& packed) {
  bool same = true;
  flow::EditWalk edits(packed);
  for (const flow::Edit& a : listed.edits) {
    const flow::Edit* b = edits.next();
    REQUIRE(b != nullptr);
    same = same && std::tie(a.begin, a.end, a.after, a.rule, a.with) == std::tie(b->begin, b->end, b->after, b->rule, b->with);
  }
  CHECK(edits.next() == nullptr);
  CHECK(same);
}

void check_blocks(const flow::Document& listed, const flow::Document& packed) {
  bool same = true;
  flow::BlockWalk blocks(packed);
  flow::BackMap back(listed.edits);
  flow::BackMap packed_back(packed);
  for (const flow::Block& a : listed.blocks) {
    const flow::Block* b = blocks.next();
    REQUIRE(b != nullptr);
    same = same && std::tie(a.begin, a.end, a.first_line, a.last_line, a.kind, a.dropped) ==
                       std::tie(b->begin, b->end, b->first_line, b->last_line, b->kind, b->dropped);
    same = same && back.to_begin(a.begin) == packed_back.to_begin(a.begin) && back.to_end(a.end) == packed_back.to_end(a.end);
  }
  CHECK(blocks.next() == nullptr);
  CHECK(same);
}

void check(const std::string& text) {
  flow::Document whole = flow::Document::of("d", text);
  REQUIRE(without_x(whole).ok());
  flow::Document pieces = flow::Document::of("d", text);
  REQUIRE(pipeline::clean_in_pieces(pieces, flow::Lists::kept, without_x).ok());
  CHECK(pieces.base == text);
  CHECK(flow::replay(pieces.base, pieces.edits) == pieces.text);
  CHECK(pieces.text == whole.text);
  REQUIRE(pieces.lines.size() >= whole.lines.size());
  REQUIRE(pieces.blocks.size() == whole.blocks.size());
  bool same = true;
  for (std::size_t i = 0; i < pieces.blocks.size(); ++i) {
    const flow::Block& a = pieces.blocks[i];
    const flow::Block& b = whole.blocks[i];
    same = same && a.begin == b.begin && a.end == b.end && a.first_line == b.first_line && a.last_line == b.last_line;
  }
  CHECK(same);
  flow::Document counted = flow::Document::of("d", text);
  REQUIRE(pipeline::clean_in_pieces(counted, flow::Lists::counted, without_x).ok());
  flow::Document packed = flow::Document::of("d", text);
  REQUIRE(pipeline::clean_in_pieces(packed, flow::Lists::packed, without_x).ok());
  check_edits(pieces, packed);
  check_blocks(pieces, packed);
  flow::Document listed = pieces;
  flow::Document copy = packed;
  check_counted(listed, packed);
  listed = pieces;
  shorten(listed);
  shorten(copy);
  check_edits(listed, copy);
  check_counted(pieces, counted);
}

}  // namespace

TEST_CASE("a text that is cleaned in pieces is the one that is cleaned whole", "[pipeline]") {
  std::string lines;
  while (lines.size() < 2 * pipeline::kMostAtOnce + 12345) lines += "A line with an x in it\nand xxx another.\n";
  check(lines);
  std::string one;
  while (one.size() < 2 * pipeline::kMostAtOnce + 12345) one += "words and x words ";
  check(one);
  check("short x");
  check("short xxx\nyxx");
  check("y\nxxx");
  check(one + "y");
  check(one + "\ny\n");
  std::string letters;
  while (letters.size() < 3 * pipeline::kMostLinesAtOnce) letters += "x\na\n";
  check(letters);
  check(std::string(pipeline::kMostAtOnce + 10, 'a'));
}

TEST_CASE("a text of many lines is cleaned in pieces, however short they are", "[pipeline]") {
  std::string lines(2 * pipeline::kMostLinesAtOnce, '\n');
  CHECK(pipeline::is_large(flow::Document::of("d", lines)));
  lines.resize(pipeline::kMostLinesAtOnce);
  CHECK_FALSE(pipeline::is_large(flow::Document::of("d", lines)));
  flow::Document document = flow::Document::of("d", std::string(3 * pipeline::kMostLinesAtOnce, '\n'));
  std::size_t most = 0;
  const auto watch = [&](flow::Document& piece) {
    most = std::max(most, piece.base.size());
    return without_x(piece);
  };
  REQUIRE(pipeline::clean_in_pieces(document, flow::Lists::kept, watch).ok());
  CHECK(most <= pipeline::kMostLinesAtOnce);
}

TEST_CASE("a piece that cannot be cleaned leaves the document as it was", "[pipeline]") {
  const std::string text(pipeline::kMostAtOnce + 10, 'a');
  flow::Document document = flow::Document::of("d", text);
  int calls = 0;
  const auto fails = [&](flow::Document& piece) -> base::Status {
    if (++calls == 2) return base::Error{base::Code::malformed, "no", {}, {}};
    return without_x(piece);
  };
  CHECK(!pipeline::clean_in_pieces(document, flow::Lists::kept, fails).ok());
  CHECK(document.text == text);
  CHECK(document.edits.empty());
}

TEST_CASE("a repeat in a piece names its copy by the lines of the whole document, and its record", "[pipeline]") {
  flow::Document document = flow::Document::of("d", std::string(3 * pipeline::kMostLinesAtOnce, '\n'));
  auto record = std::make_shared<flow::Record>();
  record->name = "in:7";
  document.record = std::move(record);
  const auto repeats = [](flow::Document& piece) -> base::Status {
    flow::Edits edits;
    edits.add(5, 6, "", kRule, std::make_shared<const flow::Copy>(flow::Copy{"d", "", 3, 4, true, 1}));
    piece.split_lines();
    piece.apply(edits);
    return base::Done{};
  };
  for (const flow::Lists lists : {flow::Lists::kept, flow::Lists::packed}) {
    flow::Document pieces = document;
    REQUIRE(pipeline::clean_in_pieces(pieces, lists, repeats).ok());
    flow::EditWalk edits(pieces);
    std::size_t count = 0;
    while (const flow::Edit* edit = edits.next()) {
      ++count;
      CHECK(edit->copy->record == "in:7");
      CHECK(edit->copy->first_line == edit->begin - 5 + 3);  // a byte a line
      CHECK(edit->copy->last_line == edit->begin - 5 + 4);
    }
    CHECK(count >= 3);
  }
}

TEST_CASE("what a run of any number of threads may take holds its parts", "[pipeline]") {
  for (const std::size_t threads : {1U, 2U, 3U, 4U, 8U, 64U, 1024U}) {
    const pipeline::Bounds bounds(threads);
    CHECK(bounds.all == ((std::size_t{256} << 20U) + threads * (std::size_t{64} << 20U)));
    CHECK(bounds.flight + bounds.gate + threads * bounds.kept(threads) <= bounds.all);
  }
}

TEST_CASE("texts of usual lines are cleaned by all threads, those that take much by fewer", "[pipeline]") {
  const auto need = [](std::string_view line) {
    std::string text;
    while (text.size() < pipeline::kMostAtOnce) text += line;
    return pipeline::Gate::need(flow::Document::of("d", text.substr(0, pipeline::kMostAtOnce)));
  };
  const std::size_t usual =
      need("\u4f1a\u8bae\u5f3a\u8c03\uff0c\u8981\u575a\u6301\u9886\u5bfc\uff0c\u628a\u4efb\u52a1\u505a\u5b9e\n");
  for (const std::size_t threads : {1U, 2U, 4U}) CHECK(threads * usual <= pipeline::Bounds(threads).gate);
  const std::size_t marked = need("e\u0301a\u0300o\u0302u\u0308 e\u0301a\u0300o\u0302u\u0308\n");
  CHECK(2 * marked > pipeline::Bounds(2).gate);
  CHECK(pipeline::Gate::need(flow::Document::of("d", std::string(1000, '\n'))) == 0);
}
