// The stage against Unicode's own data (Debian's unicode-data) and its tables of ill-formed bytes.
#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "characters/characters.h"
#include "io/unpack.h"
#include "support/catch.h"
#include "text/normalize.h"
#include "text/utf8.h"
#include "text/version.h"

using namespace runon;

namespace {

// A file of Unicode's data, packed or not; empty where the package is not installed.
std::string unicode_file(const std::string& name) {
  const std::string path = "/usr/share/unicode/" + name;
  for (const std::string& one : {path, path + ".bz2"}) {
    if (!std::filesystem::exists(one)) continue;
    auto file = io::Unpacker::open(one);
    REQUIRE(file.ok());
    REQUIRE(file.value().next().ok());
    std::string bytes;
    REQUIRE(file.value().read_all(bytes).ok());
    return bytes;
  }
  WARN("not installed: " << path << " (package unicode-data); nothing is compared");
  return {};
}

// The parts that each end at `end`; none behind the last.
std::vector<std::string_view> split(std::string_view bytes, char end) {
  std::vector<std::string_view> out;
  while (!bytes.empty()) {
    out.push_back(bytes.substr(0, bytes.find(end)));
    bytes.remove_prefix(std::min(out.back().size() + 1, bytes.size()));
  }
  return out;
}

// "0044 0307" -> the code points.
std::u32string points(std::string_view hex) {
  std::u32string out;
  for (std::size_t at = 0; at < hex.size();) {
    const std::size_t end = std::min(hex.find(' ', at), hex.size());
    if (end > at) out.push_back(static_cast<char32_t>(std::stoul(std::string(hex.substr(at, end - at)), nullptr, 16)));
    at = end + 1;
  }
  return out;
}

// What a line says in front of its comment.
std::vector<std::string_view> fields(std::string_view line) { return split(line.substr(0, line.find('#')), ';'); }

// The stage with normalization alone.
characters::Characters only(characters::Normalize form) {
  characters::Options options;
  options.normalize = form;
  flow::RuleSwitches switches;
  for (const flow::Rule* rule : characters::rules())
    if (rule->id != "nfc" && rule->id != "nfkc") switches.set(rule->id, false);
  return characters::Characters(options, switches);
}

std::string cleaned(const characters::Characters& stage, std::string_view bytes) {
  flow::Document document = flow::Document::of("test", std::string(bytes));
  flow::Scratch scratch;
  REQUIRE(stage(document, scratch).ok());
  return document.text;
}

}  // namespace

TEST_CASE("every line of Unicode's NormalizationTest holds of --normalize nfc and nfkc", "[characters][conformance]") {
  const std::string file = unicode_file("NormalizationTest.txt");
  if (file.empty()) return;
  const characters::Characters nfc = only(characters::Normalize::nfc);
  const characters::Characters nfkc = only(characters::Normalize::nfkc);
  // "# NormalizationTest-15.0.0.txt": lines of a newer Unicode than ICU's say nothing about us.
  REQUIRE(file.find("NormalizationTest-" + text::unicode_version().substr(0, 4)) < 40);
  std::size_t seen = 0;
  std::size_t part = 0;
  std::set<char32_t> listed;  // in part 1
  for (const std::string_view line : split(file, '\n')) {
    if (line.starts_with("@Part")) part = static_cast<std::size_t>(line[5] - '0');
    if (line.empty() || line[0] == '#' || line[0] == '@') continue;
    const auto row = fields(line);
    REQUIRE(row.size() >= 5);
    std::vector<std::string> c;
    for (std::size_t i = 0; i < 5; ++i) c.push_back(text::encode(points(row[i])));
    if (part == 1) listed.insert(points(row[0])[0]);
    // c2 == NFC(c1..c3), c4 == NFC(c4..c5) == NFKC(c1..c5).
    bool holds = true;
    for (std::size_t i = 0; i < 5; ++i) holds = holds && cleaned(nfc, c[i]) == c[i < 3 ? 1 : 3] && cleaned(nfkc, c[i]) == c[3];
    if (!holds) FAIL_CHECK(line);
    ++seen;
  }
  CHECK(seen > 19000);
  // What part 1 does not list stays as it is.
  for (char32_t point = 0; point <= 0x10FFFF; ++point) {
    if ((point >= 0xD800 && point <= 0xDFFF) || listed.count(point) == 1) continue;
    const std::string one = text::encode(std::u32string(1, point));
    if (!text::is_normal(one, text::Form::nfc) || !text::is_normal(one, text::Form::nfkc))
      FAIL_CHECK("U+" << std::hex << static_cast<std::uint32_t>(point));
  }
}

TEST_CASE("radicals become the ideographs that Unicode calls equivalent", "[characters][conformance]") {
  const std::string file = unicode_file("EquivalentUnifiedIdeograph.txt");
  if (file.empty()) return;
  const characters::Characters stage;
  std::set<char32_t> listed;
  std::size_t by_decomposition = 0;
  for (const std::string_view line : split(file, '\n')) {
    const auto row = fields(line);
    if (row.size() < 2 || line[0] == '#') continue;
    const std::string_view range = row[0];
    const std::size_t dots = range.find("..");
    const char32_t first = points(range.substr(0, std::min(dots, range.find(' '))))[0];
    const char32_t last = dots == std::string_view::npos ? first : points(range.substr(dots + 2))[0];
    const std::string ideograph = text::encode(points(row[1]));
    for (char32_t point = first; point <= last; ++point) {
      if (point >= 0x2FE0) continue;  // strokes are no radicals
      listed.insert(point);
      const std::string radical = text::encode(std::u32string(1, point));
      const auto decomposed = text::changes(radical, text::Form::nfkc);
      CAPTURE(line, radical);
      if (decomposed.empty() || decomposed[0].after == ideograph) CHECK(cleaned(stage, radical) == ideograph);
      else ++by_decomposition;  // the two data files differ; radicals_test.cpp holds us to the decomposition
    }
  }
  CHECK(listed.size() > 300);
  CHECK(by_decomposition <= 2);
  for (char32_t point = 0x2E80; point < 0x2FE0; ++point) {
    const std::string one = text::encode(std::u32string(1, point));
    if (listed.count(point) == 0 && text::is_normal(one, text::Form::nfkc)) CHECK(cleaned(stage, one) == one);
  }
}

TEST_CASE("ill-formed bytes are replaced as the standard's tables do", "[characters][conformance]") {
  // Unicode 15, tables 3-8 to 3-11; each R is U+FFFD.
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41", "RRRRRRRRA"},
      {"\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41", "RRRRRRRRA"},
      {"\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42", "RRRRRARRB"},
      {"\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", "RRRRA"},
      // The same practice at the end of a text, and around what is well-formed (W3C's Encoding standard, "UTF-8 decoder").
      {"\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64", "aRRRbRcRRd"},
      {"\xF0\x9F\x98", "R"},
      {"\xE6\xB2\xB3\xE6\xB2", "\u6CB3R"},
      {"\xF8\x88\x80\x80\x80", "RRRRR"},
      {"\xFE\xFF", "RR"},
      {"\xC2\x41\x42", "RAB"},
      {"\xF4\x8F\xBF\xC0", "RR"},
  };
  for (const auto& [bytes, wanted] : rows) {
    std::string expected;
    for (const char c : wanted) expected += c == 'R' ? "\uFFFD" : std::string(1, c);
    CAPTURE(wanted);
    CHECK(cleaned(characters::Characters(), bytes) == expected);
  }
}
