// Writes the two-stage folding table of fold.cpp from the ICU that the build finds:
//   make_fold OUTPUT
// For each character up to U+FFFF that normalizes by itself (a boundary stands before it) and becomes at
// most one such character: how far that lies away; or that it goes; all others are left to ICU.
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <cstdio>
#include <map>
#include <string>
#include <vector>

namespace {

constexpr int kPageSize = 128;
constexpr int kDrop = 0x8000;  // no character moves this far: the planes of both ends would be private use
constexpr int kAsk = 0x8001;

int cell(const icu::Normalizer2& fold, UChar32 c) {
  if (U_IS_SURROGATE(c) || !fold.hasBoundaryBefore(c)) return kAsk;
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString folded = fold.normalize(icu::UnicodeString(c), status);
  if (U_FAILURE(status)) return kAsk;
  if (folded.isEmpty()) return kDrop;
  int kept = 0;
  UChar32 last = 0;
  for (int i = 0; i < folded.length(); i = folded.moveIndex32(i, 1)) {
    const UChar32 f = folded.char32At(i);
    constexpr std::uint32_t kStays = U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK | U_GC_S_MASK;
    if ((U_GET_GC_MASK(f) & kStays) == 0) continue;
    ++kept;
    last = f;
  }
  if (kept == 0) return kDrop;
  const int moved = (last - c) & 0xFFFF;
  if (kept > 1 || last > 0xFFFF || moved == kDrop || moved == kAsk) return kAsk;
  return moved;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  if (U_FAILURE(status)) return 3;
  std::map<std::string, int> known;
  std::vector<std::string> pages;
  std::string index;
  for (int page = 0; page < 0x10000 / kPageSize; ++page) {
    std::string cells;
    for (int i = 0; i < kPageSize; ++i) cells += std::to_string(cell(*fold, page * kPageSize + i)) + ",";
    const auto [at, fresh] = known.emplace(cells, static_cast<int>(pages.size()));
    if (fresh) pages.push_back(cells);
    index += std::to_string(at->second) + ",";
  }
  std::FILE* out = std::fopen(argv[1], "w");
  if (out == nullptr) return 1;
  std::fprintf(out, "// Made by make_fold.cpp from ICU %s (Unicode %s). Do not edit.\n", U_ICU_VERSION, U_UNICODE_VERSION);
  std::fprintf(out, "constexpr std::uint16_t kDrop = %d;\nconstexpr std::uint16_t kAsk = %d;\n", kDrop, kAsk);
  std::fprintf(out, "constexpr std::uint16_t kPages[][%d] = {\n", kPageSize);
  for (const std::string& page : pages) std::fprintf(out, "  {%s},\n", page.c_str());
  std::fprintf(out, "};\nconstexpr std::uint16_t kIndex[] = {%s};\n", index.c_str());
  return std::fclose(out) == 0 ? 0 : 1;
}
