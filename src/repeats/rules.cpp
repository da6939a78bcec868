#include "repeats/rules.h"

#include <algorithm>
#include <array>

#include "text/properties.h"
#include "text/utf8.h"

namespace runon::repeats {
namespace {

using flow::Kind;

// ---- repeated-neighbour: a block that says what the one before it says ----------------------------------
// The eye sees a mistake at once where nothing stands between, so fewer letters are proof: of running text a
// sentence of twenty, for people do say short things twice ("What?" "What?"); of a headline or caption
// that closes no sentence six, as many as two words of Chinese, for those are drawn twice by habit.
// Never more than --min-repeat asks of any repeat.

constexpr std::size_t kSentence = 20;
constexpr std::size_t kTitle = 6;

bool ends_sentence(std::string_view text) {
  while (!text.empty()) {
    const text::Decoded last = text::decode_before(text, text.size());
    const text::Properties& p = text::properties(last.point);
    if (p.sentence_end()) return true;
    if (p.breaking != text::Breaking::close && p.breaking != text::Breaking::quote) return false;
    text.remove_suffix(last.bytes);
  }
  return false;
}

bool repeated_neighbour(const Again& again) {
  if (again.neighbour >= again.prints.size() || !(again.prints[again.neighbour].hash == again.prints[again.block].hash))
    return false;
  const flow::Block& block = again.document.blocks[again.block];
  const bool title = (block.kind == Kind::headline || block.kind == Kind::caption) && !ends_sentence(again.document.view(block));
  return again.prints[again.block].letters >= std::min(title ? kTitle : kSentence, again.options.min_letters);
}

// ---- repeated-paragraph: a block that stood anywhere before ----------------------------------------------
// Evidence is length alone: Options::min_letters says how it was measured. A headline or byline may
// return with every part of a series; it is a repeat only where it is as long as a paragraph. What begins
// with a number or bullet is an item of a list even where rejoin calls it body; lists of laws and licences
// share items, and parts of a book titles in capitals, so those need twice the letters.

// Set in capitals: a title.
bool capitals(std::string_view block) {
  bool upper = false;
  for (std::size_t at = 0; at < block.size();) {
    const text::Decoded d = text::decode(block, at);
    const text::Properties& p = text::properties(d.point);
    if (p.lower()) return false;
    upper = upper || p.upper();
    at += d.bytes;
  }
  return upper;
}

bool numeral(char32_t c) {
  constexpr std::u32string_view kHan =
      U"\u4E00\u4E8C\u4E09\u56DB\u4E94\u516D\u4E03\u516B\u4E5D\u5341\u767E";  // one to ten, hundred
  return text::properties(c).number() || kHan.find(c) != std::u32string_view::npos;
}

// "(1)", "1.", "a)", "iv.", "(U+4E00)", "U+4E00 U+3001", a dash or a bullet.
bool begins_like_an_item(std::string_view block) {
  constexpr std::size_t kMarker = 5;  // characters of a number and its bracket
  // Most texts begin with a word, which is told without a look at what each character is.
  const std::string_view front = block.substr(0, kMarker + 1);
  if (front.size() > kMarker && std::all_of(front.begin(), front.end(), text::ascii_letter)) return false;
  std::size_t at = 0;
  bool counted = false;
  std::size_t letters = 0;
  for (std::size_t i = 0; i <= kMarker && at < block.size(); ++i) {
    const text::Decoded d = text::decode(block, at);
    const text::Properties& p = text::properties(d.point);
    at += d.bytes;
    if (i == 0 &&
        (p.dash() || d.point == U'*' || d.point == 0x2022 || d.point == 0x00B7 || d.point == 0x25CF || d.point == 0x25AA))
      return true;
    if (i == 0 && p.breaking == text::Breaking::open) continue;
    const bool closes = p.breaking == text::Breaking::close || d.point == U'.' || d.point == 0x3001 || d.point == 0xFF0E;
    if (closes) return counted || (letters > 0 && letters <= 3);
    if (numeral(d.point)) counted = true;
    else if (p.letter() && !p.wide()) ++letters;
    else return false;
  }
  return false;
}

bool repeated_paragraph(const Again& again) {
  const std::string_view text = again.document.view(again.document.blocks[again.block]);
  const std::size_t least = again.options.min_letters;
  return again.prints[again.block].letters >= (capitals(text) ? 2 * least : letters_needed(text, least));
}

constexpr std::array kRows = {
    Row{{"repeats", "repeated-neighbour", "a paragraph, headline or caption right behind its equal goes",
         "The council opens its library\nThe council opens its library\nIt opened.", "The council opens its library\nIt opened."},
        repeated_neighbour},
    Row{{"repeats", "repeated-paragraph", "a paragraph that stood before goes",
         "The city council opens its library on Monday.\nIt opened.\nThe City Council opens its library, on Monday.",
         "The city council opens its library on Monday.\nIt opened."},
        repeated_paragraph},
};

static_assert(flow::ids_differ(kRows), "two rules of one id");

// ---- what stands twice among the documents of a corpus --------------------------------------------------
// The same evidence: length. A whole document, or a line of one, is told from others as a paragraph is.

constexpr flow::Rule kDocument{"repeats", "repeated-document", "a document that stood before in the corpus goes", "", "", true};
constexpr flow::Rule kLine{"repeats", "repeated-line", "a line of the source that stood before goes", "", "", true};
constexpr flow::Rule kNearParagraph{
    "repeats", "near-paragraph", "with --near, a paragraph that resembles one before goes", "", "", true};
constexpr flow::Rule kNearLine{"repeats", "near-line", "with --near, a line of the source that resembles one before goes",
                               "",        "",          true};
constexpr flow::Rule kNearDocument{"repeats", "near-document", "with --near, a document that resembles one before goes", "", "",
                                   true};

constexpr flow::Rule kFragment{
    "repeats", "repeated-fragment", "with --repeats-fragments, sentences of a run of characters that stood before go", "", "",
    true};

}  // namespace

std::span<const Row> table() { return kRows; }

const flow::Rule& paragraph_rule() { return kRows[1].head; }
const flow::Rule& document_rule() { return kDocument; }
const flow::Rule& line_rule() { return kLine; }

const flow::Rule& near_paragraph_rule() { return kNearParagraph; }
const flow::Rule& near_document_rule() { return kNearDocument; }
const flow::Rule& near_line_rule() { return kNearLine; }

const flow::Rule& fragment_rule() { return kFragment; }

const flow::Rule& rule_of(UnitKind unit, bool exact) {
  switch (unit) {
    case UnitKind::document: return exact ? kDocument : kNearDocument;
    case UnitKind::line: return exact ? kLine : kNearLine;
    case UnitKind::block: break;
  }
  return exact ? paragraph_rule() : kNearParagraph;
}

std::size_t fewest_letters(const Options& options, bool neighbours) {
  return neighbours ? std::min({kTitle, kSentence, options.min_letters}) : options.min_letters;
}

std::size_t letters_needed(std::string_view text, std::size_t least) { return begins_like_an_item(text) ? 2 * least : least; }

}  // namespace runon::repeats
