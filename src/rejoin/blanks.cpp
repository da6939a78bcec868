#include "rejoin/blanks.h"

#include <cstddef>

namespace runon::rejoin {
namespace {

bool blanks_part_paragraphs(const std::vector<LineFacts>& facts) {
  constexpr std::size_t kFewestBlanks = 5;
  std::size_t blanks = 0;
  std::size_t blank_ends = 0;  // of them behind a sentence
  std::size_t plain = 0;       // line ends without a blank line
  std::size_t plain_ends = 0;
  for (std::size_t i = 0; i + 1 < facts.size(); ++i) {
    const bool blank = facts[i + 1].blanks > 0;
    ++(blank ? blanks : plain);
    if (facts[i].stop) ++(blank ? blank_ends : plain_ends);
  }
  return blanks >= kFewestBlanks && plain >= blanks && blank_ends * 20 >= blanks * 19 && plain_ends * 3 <= plain;
}

}  // namespace

void part_at_blanks(const std::vector<LineFacts>& facts, std::vector<bool>& apart) {
  if (!blanks_part_paragraphs(facts)) return;
  for (std::size_t i = 0; i < apart.size(); ++i) {
    const LineFacts& b = facts[i + 1];
    if (facts[i].stop && b.blanks > 0 && !b.page_break && !b.across) apart[i] = true;
  }
}

}  // namespace runon::rejoin
