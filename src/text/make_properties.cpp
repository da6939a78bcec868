// Writes the two-stage property table of properties.h from the ICU that the build finds:
//   make_properties OUTPUT
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>

#include <cstdio>
#include <map>
#include <string>
#include <vector>

namespace {

constexpr int kPageBits = 7;
constexpr int kPageSize = 1 << kPageBits;
constexpr int kPages = 0x110000 >> kPageBits;

int script_of(UChar32 c) {
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(c, &status)) {
    case USCRIPT_HAN: return 1;
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_BOPOMOFO: return 2;
    case USCRIPT_HANGUL: return 3;
    case USCRIPT_LATIN: return 4;
    case USCRIPT_CYRILLIC: return 5;
    case USCRIPT_GREEK: return 6;
    case USCRIPT_ARABIC:
    case USCRIPT_SYRIAC:
    case USCRIPT_THAANA:
    case USCRIPT_NKO: return 7;
    case USCRIPT_HEBREW: return 8;
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR: return 9;
    case USCRIPT_DEVANAGARI:
    case USCRIPT_BENGALI:
    case USCRIPT_GURMUKHI:
    case USCRIPT_GUJARATI:
    case USCRIPT_ORIYA:
    case USCRIPT_TAMIL:
    case USCRIPT_TELUGU:
    case USCRIPT_KANNADA:
    case USCRIPT_MALAYALAM:
    case USCRIPT_SINHALA: return 10;
    case USCRIPT_COMMON:
    case USCRIPT_INHERITED:
    case USCRIPT_UNKNOWN:
      // The long vowel mark and its kin are Common, but they stand in kana words.
      return (c == 0x30FC || c == 0xFF70) ? 2 : 0;
    default: return 11;
  }
}

int breaking_of(UChar32 c) {
  switch (u_getIntPropertyValue(c, UCHAR_LINE_BREAK)) {
    case U_LB_OPEN_PUNCTUATION: return 1;
    case U_LB_CLOSE_PUNCTUATION:
    case U_LB_CLOSE_PARENTHESIS: return 2;
    case U_LB_EXCLAMATION: return 3;
    case U_LB_INFIX_NUMERIC: return 4;
    case U_LB_NONSTARTER:
    case U_LB_CONDITIONAL_JAPANESE_STARTER: return 5;
    case U_LB_QUOTATION: return 6;
    case U_LB_HYPHEN: return 7;
    case U_LB_BREAK_AFTER:
    case U_LB_BREAK_BOTH: return u_charType(c) == U_DASH_PUNCTUATION ? 7 : 0;
    case U_LB_INSEPARABLE: return 8;
    default: return 0;
  }
}

int flags_of(UChar32 c) {
  int flags = 0;
  const int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  if (width == U_EA_FULLWIDTH || width == U_EA_WIDE) flags |= 1;
  if (width == U_EA_AMBIGUOUS) flags |= 2;
  if (u_hasBinaryProperty(c, UCHAR_S_TERM)) flags |= 4;
  if (u_hasBinaryProperty(c, UCHAR_WHITE_SPACE) || c == 0x200B) flags |= 8;
  if (u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC)) flags |= 16;
  if (u_hasBinaryProperty(c, UCHAR_EXTENDED_PICTOGRAPHIC)) flags |= 32;
  if (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) flags |= 64;
  if (u_getIntPropertyValue(c, UCHAR_NFC_QUICK_CHECK) == UNORM_YES && u_getCombiningClass(c) == 0) flags |= 128;
  return flags;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  std::map<std::string, int> known;
  std::vector<std::string> rows;
  std::vector<int> index;
  std::map<std::string, int> known_pages;
  std::vector<std::string> pages;
  for (int page = 0; page < kPages; ++page) {
    std::string cells;
    for (int i = 0; i < kPageSize; ++i) {
      const UChar32 c = page * kPageSize + i;
      char row[64];
      std::snprintf(row, sizeof row, "{Script(%d), Breaking(%d), %d, %d}", script_of(c), breaking_of(c), u_charType(c),
                    flags_of(c));
      const auto [at, fresh] = known.emplace(row, static_cast<int>(rows.size()));
      if (fresh) rows.emplace_back(row);
      cells += std::to_string(at->second) + ",";
    }
    const auto [at, fresh] = known_pages.emplace(cells, static_cast<int>(pages.size()));
    if (fresh) pages.push_back(cells);
    index.push_back(at->second);
  }
  std::FILE* out = std::fopen(argv[1], "w");
  if (out == nullptr) return 1;
  std::fprintf(out, "// Made by make_properties.cpp from ICU %s (Unicode %s). Do not edit.\n", U_ICU_VERSION, U_UNICODE_VERSION);
  std::fprintf(out, "const Properties kRows[] = {\n");
  for (const std::string& row : rows) std::fprintf(out, "  %s,\n", row.c_str());
  std::fprintf(out, "};\nconst std::uint16_t kPages[][%d] = {\n", kPageSize);
  for (const std::string& page : pages) std::fprintf(out, "  {%s},\n", page.c_str());
  std::fprintf(out, "};\nconst std::uint16_t kIndex[] = {");
  for (const int page : index) std::fprintf(out, "%d,", page);
  std::fprintf(out, "};\n");
  if (rows.size() > 0xFFFF) return 3;
  return std::fclose(out) == 0 ? 0 : 1;
}
