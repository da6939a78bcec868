#include "characters/characters.h"

#include "characters/rules.h"
#include "text/utf8.h"

namespace runon::characters {
namespace {

// Counts the characters that `is` picks, as a problem of this name. No problem when there are none.
template <class Is>
void count(flow::Document& document, std::string_view what, Is is) {
  flow::Problem problem;
  problem.what = what;
  for (std::size_t at = 0; at < document.text.size();) {
    const text::Decoded d = text::decode(document.text, at);
    if (is(d)) {
      if (problem.count == 0) problem.first_byte = flow::BackMap(document.edits).to_begin(at);
      ++problem.count;
    }
    at += d.bytes;
  }
  if (problem.count != 0) document.problems.push_back(std::move(problem));
}

void count_problems(flow::Document& document, std::uint32_t needs) {
  if ((needs & kIllFormed) != 0) count(document, "invalid UTF-8", [](const text::Decoded& d) { return !d.well_formed; });
  if ((needs & kPrivate) != 0)
    count(document, "private-use character", [](const text::Decoded& d) {
      return (d.point >= 0xE000 && d.point <= 0xF8FF) || (d.point >= 0xF0000 && (d.point & 0xFFFEU) != 0xFFFEU);
    });
  if ((needs & (kNoncharacter | kHyphenMark)) != 0)
    count(document, "noncharacter",
          [](const text::Decoded& d) { return (d.point >= 0xFDD0 && d.point <= 0xFDEF) || (d.point & 0xFFFEU) == 0xFFFEU; });
}

}  // namespace

static_assert(flow::Stage<Characters>);

Characters::Characters(const Options& options, const flow::RuleSwitches& switches) {
  for (const Row& row : rows()) {
    if (row.head.id == kNfc && options.normalize != Normalize::nfc) continue;
    if (row.head.id == kNfkc && options.normalize != Normalize::nfkc) continue;
    if (switches.on(row.head)) rows_.push_back(&row);
  }
}

base::Status Characters::operator()(flow::Document& document, flow::Scratch& scratch) const {
  const std::uint32_t needs = needs_of(document.text);
  if (needs == 0) return base::Done{};
  count_problems(document, needs);
  const bool utf16 = document.encoding.name.starts_with("UTF-16");
  for (const Row* row : rows_) {
    if ((row->needs & needs) == 0) continue;
    scratch.edits.clear();
    row->find(document.text, utf16, scratch.edits, row->head);
    document.apply(scratch.edits);
  }
  return base::Done{};
}

std::span<const flow::Rule* const> rules() {
  static const std::vector<const flow::Rule*> all = flow::heads(rows());
  return all;
}

}  // namespace runon::characters
