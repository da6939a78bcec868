// Makes a corpus of short paragraphs for measuring repeats: JSON Lines, a thousand paragraphs a document.
//   paragraphs N REPEATED [lines [WORDS]]    N paragraphs, of which one in REPEATED (0: none) is an earlier one again;
//                                            lines: plain, one paragraph a line; WORDS: of ten letters, four to begin with
// The same arguments, the same bytes. Letters only, 40 and more to a paragraph, so that each counts as one.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "corpus_words.h"

namespace {

void append(std::string& out, std::uint64_t number, std::uint64_t words) {
  for (std::uint64_t word = 0; word < words; ++word) {
    std::uint64_t bits = bench::mixed(number * words + word);
    for (int i = 0; i < 10; ++i, bits /= 26) out += static_cast<char>('a' + bits % 26);
    if (word + 1 < words) out += ' ';
  }
}

}  // namespace

int main(int count, char** values) {
  if (count < 3) return 2;
  const std::uint64_t all = std::strtoull(values[1], nullptr, 10);
  const std::uint64_t repeated = std::strtoull(values[2], nullptr, 10);
  const bool lines = count > 3;
  const std::uint64_t words = count > 4 ? std::strtoull(values[4], nullptr, 10) : 4;
  std::string out;
  for (std::uint64_t i = 0; i < all; ++i) {
    const bool again = repeated != 0 && i > 0 && bench::mixed(i) % repeated == 0;
    if (!lines && i % 1000 == 0) out += "{\"text\":\"";
    append(out, again ? bench::mixed(~i) % i : i, words);
    if (lines) out += '\n';
    else out += i % 1000 == 999 || i + 1 == all ? "\"}\n" : "\\n";
    if (out.size() < (std::size_t{1} << 20U) && i + 1 < all) continue;
    if (std::fwrite(out.data(), 1, out.size(), stdout) != out.size()) return 1;
    out.clear();
  }
  return 0;
}
