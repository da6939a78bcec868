// The numbers of sections of a document: "2.1", "9.6.10", "C.2".
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace runon::text {

struct SectionNumber {
  std::vector<std::uint32_t> levels;  // of an appendix the first is its capital letter, beyond all numbers
  std::size_t bytes = 0;              // of the text, a full stop behind the last level not among them
};

// The number that `line` begins with: ASCII digits, or a capital letter first, levels parted by full stops, 99 at most each; one
// level or more. Nothing where there is none. Constant time.
std::optional<SectionNumber> section_number(std::string_view line);

// 2 behind 1 or 1.4, 1.2 behind 1.1, 1.1 behind 1. Linear in the levels.
bool counts_on(const SectionNumber& from, const SectionNumber& number);

}  // namespace runon::text
