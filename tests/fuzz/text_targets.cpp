// Each stage, and all of them: the laws of the pipeline.
#include <array>
#include <map>
#include <string>

#include "flow/document.h"
#include "fuzz/samples.h"
#include "fuzz/targets.h"
#include "pipeline/clean.h"
#include "reference/traced.h"
#include "write/documents.h"
#include "write/json.h"

namespace runon::fuzz {
namespace {

using flow::Document;
using pipeline::Cleaner;
using pipeline::Options;
using pipeline::StageId;

// What a text file of the result holds.
std::string output(const Document& document) {
  std::string out;
  for (const flow::Block& block : document.blocks)
    if (!block.dropped) out += std::string(document.view(block)) + "\n";
  return out;
}

void check_blocks(const Document& document) {
  std::size_t at = 0;
  std::uint32_t line = 0;
  for (const flow::Block& block : document.blocks) {
    hold(block.begin >= at && block.end >= block.begin && block.end <= document.text.size(), "blocks overlap");
    hold(document.view(block).find_first_of("\n\r\f") == std::string_view::npos, "a block holds a line end");
    hold(block.dropped == (block.begin == block.end), "an empty block that was not dropped");
    hold(block.first_line >= line && block.last_line >= block.first_line, "source lines go back");
    at = block.end;
    line = block.first_line;
  }
  for (const auto& [begin, end] : document.block_origins())
    hold(begin <= end && end <= document.base.size(), "an origin out of the input");
}

void check_laws(const Cleaner& cleaner, std::string_view bytes) {
  Document document = Document::of("document", std::string(bytes));
  hold(cleaner.clean(document).ok(), "a document was refused");
  hold(document.base == bytes, "the input changed");
  hold(flow::replay(document.base, document.edits) == document.text, "the edits do not lead to the text");
  hold(reference::undo(document.text, document.edits, document.base) == document.base, "the edits do not lead back");
  hold(write::is_utf8(document.text), "the text is not UTF-8");
  check_blocks(document);
  const std::string once = output(document);
  Document again = Document::of("again", once);
  hold(cleaner.clean(again).ok(), "a clean text was refused");
  hold(output(again) == once, "cleaning what is clean changes it");
}

const Cleaner& cleaner_of(const Options& options, unsigned key) {
  static std::map<unsigned, Cleaner> made;
  auto at = made.find(key);
  if (at == made.end()) {
    auto cleaner = Cleaner::create(options);
    hold(cleaner.ok(), "options at odds");
    at = made.emplace(key, std::move(cleaner.value())).first;
  }
  return at->second;
}

constexpr unsigned kAlone = 1U << 16U;

// One stage behind characters, which all others need.
template <StageId stage>
void one_stage(std::string_view bytes) {
  Options options;
  options.skip.fill(true);
  options.skip[static_cast<std::size_t>(StageId::characters)] = false;
  options.skip[static_cast<std::size_t>(stage)] = false;
  check_laws(cleaner_of(options, kAlone + static_cast<unsigned>(stage)), bytes);
}

void characters(std::string_view bytes) {
  const unsigned bits = take_byte(bytes);
  Options options;
  options.skip.fill(true);
  options.skip[static_cast<std::size_t>(StageId::characters)] = false;
  options.characters.normalize = std::array{characters::Normalize::nfc, characters::Normalize::nfkc, characters::Normalize::none,
                                            characters::Normalize::nfc}[bits % 4];
  options.characters.on_invalid = (bits & 4U) != 0 ? characters::OnInvalid::latin1 : characters::OnInvalid::replace;
  options.characters.mojibake = (bits & 8U) != 0 ? characters::Mojibake::repair : characters::Mojibake::off;
  check_laws(cleaner_of(options, 2 * kAlone + bits % 16), bytes);
}

void repeats_stage(std::string_view bytes) {
  const unsigned bits = take_byte(bytes);
  Options options;
  options.skip.fill(true);
  options.skip[static_cast<std::size_t>(StageId::characters)] = false;
  options.skip[static_cast<std::size_t>(StageId::repeats)] = false;
  options.repeats.min_letters = bits % 4 * 10;
  if ((bits & 4U) != 0) options.repeats.unit = repeats::UnitKind::line;
  else if ((bits & 8U) != 0) options.repeats.near = 0.6;
  check_laws(cleaner_of(options, 3 * kAlone + bits % 16), bytes);
}

void whole(std::string_view bytes) {
  const unsigned bits = take_byte(bytes);
  Options options;
  options.furniture.fate = (bits & 1U) != 0 ? furniture::Fate::keep : furniture::Fate::drop;
  options.characters.normalize = (bits & 2U) != 0 ? characters::Normalize::nfkc : characters::Normalize::nfc;
  options.rejoin.min_confidence = (bits & 4U) != 0 ? 0.9 : 0;
  check_laws(cleaner_of(options, 4 * kAlone + bits % 8), bytes);
}

void explain(std::string_view bytes) {
  Document document = Document::of("document", std::string(bytes));
  Document before;
  const Cleaner& cleaner = cleaner_of(Options(), 5 * kAlone);
  const auto why = cleaner.explain(document, before);
  hold(why.ok(), "a document was refused");
  for (const flow::Decision& decision : why.value())
    hold(decision.line < before.lines.size() && decision.confidence >= 0 && decision.confidence <= 1, "a decision about nothing");
  Document same = Document::of("document", std::string(bytes));
  hold(cleaner.clean(same).ok() && output(same) == output(document), "explain explains another text than clean gives");
}

std::vector<std::string> plain_seeds() { return texts(120); }
template <unsigned values>
std::vector<std::string> seeds() {
  return behind_bytes(texts(120), values);
}

}  // namespace

std::vector<Target> text_targets() {
  constexpr std::string_view kLaws = "UTF-8 comes out; edits lead there and back; what is clean stays; blocks are sound";
  return {{"characters", kLaws, characters, seeds<16>},
          {"spacing", kLaws, one_stage<StageId::spacing>, plain_seeds},
          {"doubling", kLaws, one_stage<StageId::doubling>, plain_seeds},
          {"furniture", kLaws, one_stage<StageId::furniture>, plain_seeds},
          {"rejoin", kLaws, one_stage<StageId::rejoin>, plain_seeds},
          {"repeats", kLaws, repeats_stage, seeds<16>},
          {"pipeline", kLaws, whole, seeds<8>},
          {"explain", "explains what clean does", explain, plain_seeds}};
}

}  // namespace runon::fuzz
