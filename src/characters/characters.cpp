#include "characters/characters.h"

#include <algorithm>
#include <string>
#include <utility>

#include "characters/mojibake.h"
#include "characters/rules.h"
#include "flow/edit_walk.h"
#include "text/encoding.h"
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

void count_ill_formed(flow::Document& document, Origin origin) {
  flow::Problem problem;
  problem.what = "invalid " + document.encoding.name;
  for (std::size_t at = 0; at < document.text.size();) {
    const std::size_t fault = fault_at(document.text, at, origin);
    if (fault != 0) {
      if (problem.count == 0) problem.first_byte = flow::BackMap(document.edits).to_begin(at);
      ++problem.count;
    }
    at += fault != 0 ? fault : text::decode(document.text, at).bytes;
  }
  document.problems.push_back(std::move(problem));
}

base::Error refusal(const flow::Document& document) {
  const flow::Problem& problem = document.problems.back();
  const std::size_t byte = text::SourceOffsets(document.base, document.encoding).at(problem.first_byte);
  return {base::Code::malformed, problem.what + ": " + std::to_string(problem.count) + " ill-formed, the first here",
          document.source + ": byte " + std::to_string(byte),
          "--on-invalid replace puts U+FFFD in their place, --on-invalid latin1 reads them as windows-1252"};
}

void count_problems(flow::Document& document, std::uint32_t needs) {
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

Characters::Characters(const Options& options, const flow::RuleSwitches& switches)
    : reject_(options.on_invalid == OnInvalid::reject), count_lost_(options.mojibake == Mojibake::repair) {
  for (const Row& row : rows()) {
    if (row.head.id == kIllFormedReplace && options.on_invalid != OnInvalid::replace) continue;
    if (row.head.id == kIllFormedLatin1 && options.on_invalid != OnInvalid::latin1) continue;
    if (row.head.id == kMojibake && options.mojibake != Mojibake::repair) continue;
    if (row.head.id == kNfc && options.normalize != Normalize::nfc) continue;
    if (row.head.id == kNfkc && options.normalize != Normalize::nfkc) continue;
    if (!switches.on(row.head)) continue;
    rows_.push_back(&row);
    needs_ |= row.needs;
  }
}

base::Status Characters::operator()(flow::Document& document, flow::Scratch& scratch) const {
  std::uint32_t needs = needs_of(document.text);
  document.plain = (needs & needs_) == 0;
  if (needs == 0) return base::Done{};
  const Origin origin = origin_of(document.encoding.name);
  if ((needs & kIllFormed) != 0) count_ill_formed(document, origin);
  if ((needs & kIllFormed) != 0 && reject_) return refusal(document);
  count_problems(document, needs);
  if (count_lost_ && (needs & kBeyondAscii) != 0)
    if (const std::size_t lost = count_lost(document.text); lost > 0)
      document.problems.push_back({"lost in an earlier misreading", lost, 0});
  for (const Row* row : rows_) {
    if ((row->needs & needs) == 0) continue;
    scratch.edits.clear();
    row->find(document.text, origin, scratch.edits, row->head);
    document.apply(scratch.edits);
    if (row->renews) needs |= needs_of(document.text);
  }
  return base::Done{};
}

bool Characters::leaves(const flow::Edits& edits) const {
  const auto usual = [](char c) { return (c >= ' ' && c < 0x7F) || c == '\n'; };
  return std::all_of(edits.begin(), edits.end(), [&](const flow::Edit& edit) {
    return std::all_of(edit.after.begin(), edit.after.end(), usual) || (needs_of(edit.after) & needs_) == 0;
  });
}

std::span<const flow::Rule* const> rules() {
  static const std::vector<const flow::Rule*> all = flow::heads(rows());
  return all;
}

}  // namespace runon::characters
