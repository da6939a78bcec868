// Writes the table that wording.cpp looks things up in, of the rows of wording.tsv:
//   make_wording WORDING.tsv OUTPUT
// A row names what it is about (Wording), a weight in sixteenths, and all that has this weight, parted by spaces.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "rejoin/wording_key.h"

namespace {

using runon::rejoin::Wording;
using runon::rejoin::WordingKey;

struct Table {
  std::vector<std::uint32_t> hashes = std::vector<std::uint32_t>(std::size_t{1} << WordingKey::kSlotBits);
  std::vector<int> weights = std::vector<int>(std::size_t{1} << WordingKey::kSlotBits);
  std::size_t rows = 0;

  // False where another row has the same hash, or there are too many.
  bool add(const WordingKey& key, int weight) {
    std::size_t slot = key.slot();
    for (; hashes[slot] != 0; slot = (slot + 1) % hashes.size())
      if (hashes[slot] == key.hash()) return false;
    hashes[slot] = key.hash();
    weights[slot] = weight;
    return ++rows <= hashes.size() / 2;
  }
};

template <class Cells>
void print(std::FILE* out, const char* type, const char* name, const Cells& cells) {
  std::fprintf(out, "constexpr %s %s[] = {", type, name);
  for (std::size_t i = 0; i < cells.size(); ++i)
    std::fprintf(out, "%s%ld,", i % 32 == 0 ? "\n" : "", static_cast<long>(cells[i]));
  std::fprintf(out, "\n};\n");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  std::ifstream in(argv[1], std::ios::binary);
  Table table;
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    const auto fault = [&](const char* why) {
      std::fprintf(stderr, "%s:%d: %s\n", argv[1], number, why);
      return 1;
    };
    const std::size_t tab = line.find('\t');
    const std::size_t second = tab == std::string::npos ? tab : line.find('\t', tab + 1);
    if (second == std::string::npos) return fault("not a name, a weight and what has it, parted by tabs");
    std::size_t kind = 0;
    while (kind < runon::rejoin::kWordingNames.size() && runon::rejoin::kWordingNames[kind] != line.substr(0, tab)) ++kind;
    const int weight = std::atoi(line.substr(tab + 1, second - tab - 1).c_str());
    if (kind == runon::rejoin::kWordingNames.size()) return fault("begins with no name of wording_key.h");
    if (weight < -127 || weight > 127) return fault("a weight below -127 or above 127");
    for (std::size_t at = second + 1; at <= line.size();) {
      const std::size_t end = std::min(line.find(' ', at), line.size());
      if (!table.add(WordingKey(static_cast<Wording>(kind), std::string_view(line).substr(at, end - at)), weight))
        return fault("a row twice, two of one hash, or more of them than fill half of the table");
      at = end + 1;
    }
  }
  if (table.rows == 0) return 3;
  std::FILE* out = std::fopen(argv[2], "w");
  if (out == nullptr) return 1;
  std::fprintf(out, "// Made by make_wording.cpp from wording.tsv. Do not edit.\n");
  print(out, "std::uint32_t", "kWordingHashes", table.hashes);
  print(out, "std::int8_t", "kWordingWeights", table.weights);
  return std::fclose(out) == 0 ? 0 : 1;
}
