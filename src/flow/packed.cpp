#include "flow/packed.h"

#include <algorithm>
#include <bit>
#include <memory>

namespace runon::flow {
namespace {

constexpr std::size_t kChunk = std::size_t{1} << 18U;
constexpr std::size_t kMostOfNumber = 10;

// A difference of two numbers, small where they are near each other, whichever is larger.
std::uint64_t fold(std::uint64_t from, std::uint64_t to) { return to >= from ? (to - from) << 1U : ((from - to) << 1U) - 1; }
std::uint64_t unfold(std::uint64_t from, std::uint64_t folded) {
  return (folded & 1U) == 0 ? from + (folded >> 1U) : from - ((folded + 1) >> 1U);
}

// What the first number of an edit says besides its rule.
constexpr std::uint64_t kTookIn = 1;
constexpr std::uint64_t kHasCopy = 2;
constexpr unsigned kEditBits = 2;

// Of a copy.
constexpr std::uint64_t kOtherNames = 1;
constexpr std::uint64_t kExact = 2;

// What the first number of a block says besides its kind.
constexpr std::uint64_t kDropped = 1;
constexpr std::uint64_t kUsual = 2;  // the next line, behind a line end
constexpr unsigned kBlockBits = 2;

}  // namespace

std::string& Packing::room(std::size_t bytes) {
  if (chunks_.empty() || chunks_.back().capacity() - chunks_.back().size() < bytes)
    chunks_.emplace_back().reserve(std::max(kChunk, bytes));
  return chunks_.back();
}

void Packing::put(std::uint64_t number) {
  std::string& chunk = room(kMostOfNumber);
  for (; number >= 0x80; number >>= 7U) chunk.push_back(static_cast<char>(number | 0x80U));
  chunk.push_back(static_cast<char>(number));
}

void Packing::put(std::string_view bytes) {
  put(bytes.size());
  if (!bytes.empty()) room(bytes.size()) += bytes;
}

std::string_view Packing::Reader::rest() {
  if (at_ == (*chunks_)[chunk_].size()) {
    ++chunk_;
    at_ = 0;
  }
  return std::string_view((*chunks_)[chunk_]).substr(at_);
}

std::uint64_t Packing::Reader::number() {
  std::uint64_t number = 0;
  unsigned shift = 0;
  for (const char c : rest()) {
    ++at_;
    number |= (static_cast<std::uint64_t>(c) & 0x7FU) << shift;
    shift += 7;
    if ((static_cast<unsigned char>(c) & 0x80U) == 0) break;
  }
  return number;
}

std::string_view Packing::Reader::bytes() {
  const auto size = static_cast<std::size_t>(number());
  if (size == 0) return {};
  const std::string_view bytes = rest().substr(0, size);
  at_ += size;
  return bytes;
}

std::size_t PackedEdits::number_of(const Rule* rule) {
  const auto found = std::find(rules_.begin(), rules_.end(), rule);
  const auto number = static_cast<std::size_t>(found - rules_.begin());
  if (found == rules_.end()) rules_.push_back(rule);
  return number;
}

void PackedEdits::add(const Edit& edit) {
  const std::uint64_t bits = (edit.with.empty() ? 0 : kTookIn) | (edit.copy ? kHasCopy : 0);
  bytes_.put(number_of(edit.rule) << kEditBits | bits);
  bytes_.put(edit.begin - end_);
  bytes_.put(edit.end - edit.begin);
  bytes_.put(edit.after);
  if (!edit.with.empty()) {
    bytes_.put(edit.with.size());
    for (const Rule* rule : edit.with) bytes_.put(number_of(rule));
  }
  if (edit.copy) put(*edit.copy);
  end_ = edit.end;
  ++size_;
}

void PackedEdits::put(const Copy& copy) {
  const bool other = copy.doc != copy_.doc || copy.record != copy_.record;
  bytes_.put((other ? kOtherNames : 0) | (copy.exact ? kExact : 0));
  if (other) {
    bytes_.put(copy.doc);
    bytes_.put(copy.record);
  }
  bytes_.put(copy.first_line);
  bytes_.put(copy.last_line);
  bytes_.put(std::bit_cast<std::uint64_t>(copy.similarity));
  copy_ = copy;
}

const Edit* PackedEdits::Reader::next() {
  if (left_ == 0) return nullptr;
  --left_;
  const std::uint64_t head = bytes_.number();
  edit_.rule = list_->rules_[head >> kEditBits];
  edit_.begin = edit_.end + bytes_.number();
  edit_.end = edit_.begin + bytes_.number();
  edit_.after = bytes_.bytes();
  edit_.with.clear();
  if ((head & kTookIn) != 0)
    for (std::uint64_t left = bytes_.number(); left > 0; --left) edit_.with.push_back(list_->rules_[bytes_.number()]);
  edit_.copy.reset();
  if ((head & kHasCopy) != 0) read_copy();
  return &edit_;
}

void PackedEdits::Reader::read_copy() {
  const std::uint64_t bits = bytes_.number();
  if ((bits & kOtherNames) != 0) {
    copy_.doc = bytes_.bytes();
    copy_.record = bytes_.bytes();
  }
  copy_.exact = (bits & kExact) != 0;
  copy_.first_line = static_cast<std::uint32_t>(bytes_.number());
  copy_.last_line = static_cast<std::uint32_t>(bytes_.number());
  copy_.similarity = std::bit_cast<double>(bytes_.number());
  edit_.copy = std::make_shared<const Copy>(copy_);
}

void PackedBlocks::add(const Block& block) {
  const bool usual =
      block.begin == last_.end + 1 && block.first_line == last_.last_line + 1 && block.last_line == block.first_line;
  bytes_.put(static_cast<std::uint64_t>(block.kind) << kBlockBits | (block.dropped ? kDropped : 0) | (usual ? kUsual : 0));
  bytes_.put(block.end - block.begin);
  if (!usual) {
    bytes_.put(fold(last_.end, block.begin));
    bytes_.put(fold(last_.last_line, block.first_line));
    bytes_.put(fold(block.first_line, block.last_line));
  }
  last_ = block;
  ++size_;
}

const Block* PackedBlocks::Reader::next() {
  if (left_ == 0) return nullptr;
  --left_;
  const std::uint64_t head = bytes_.number();
  const std::size_t size = bytes_.number();
  const std::size_t behind = block_.end;
  block_.kind = static_cast<Kind>(head >> kBlockBits);
  block_.dropped = (head & kDropped) != 0;
  if ((head & kUsual) != 0) {
    block_.begin = behind + 1;
    block_.first_line = ++block_.last_line;
  } else {
    block_.begin = unfold(behind, bytes_.number());
    block_.first_line = static_cast<std::uint32_t>(unfold(block_.last_line, bytes_.number()));
    block_.last_line = static_cast<std::uint32_t>(unfold(block_.first_line, bytes_.number()));
  }
  block_.end = block_.begin + size;
  return &block_;
}

}  // namespace runon::flow
