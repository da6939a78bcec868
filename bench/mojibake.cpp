// How much misread text is repaired, and whether any text is that was right.
//
//   bench_mojibake [--harm] [--show] FILE|DIR...     texts (UTF-8); DIR: its *.txt
//
// Each line that has a character beyond ASCII is misread in each of the ways below, where the way back would be
// exact, and must come back to the byte: alone in a document; in a document of such lines; and where every fifth
// line of the document is one. With --harm only the texts as they are are looked at: every edit is a false one.
//   --show   prints what was done wrongly
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "characters/mojibake.h"
#include "text/converter.h"
#include "text/encoding.h"
#include "text/utf8.h"

namespace {

namespace fs = std::filesystem;
using namespace runon;

constexpr flow::Rule kRule{"characters", "mojibake", "", "", "", true};

struct Way {
  const char* was;
  const char* as;
  int times = 1;
};
constexpr std::array kWays = {Way{"UTF-8", "windows-1252"},
                              Way{"UTF-8", "windows-1252", 2},
                              Way{"UTF-8", "ISO-8859-1"},
                              Way{"UTF-8", "windows-1251"},
                              Way{"UTF-8", "macintosh"},
                              Way{"UTF-8", "IBM437"},
                              Way{"UTF-8", "IBM850"},
                              Way{"UTF-8", "KOI8-R"},
                              Way{"UTF-8", "GBK"},
                              Way{"UTF-8", "Big5"},
                              Way{"UTF-8", "Shift_JIS"},
                              Way{"UTF-8", "windows-949"},
                              Way{"GB18030", "windows-1252"},
                              Way{"GB18030", "ISO-8859-1"},
                              Way{"Shift_JIS", "windows-1252"},
                              Way{"Shift_JIS", "ISO-8859-1"},
                              Way{"Big5", "ISO-8859-1"},
                              Way{"Big5", "windows-1252"},
                              Way{"windows-949", "ISO-8859-1"},
                              Way{"EUC-JP", "ISO-8859-1"},
                              Way{"Big5", "GBK"},
                              Way{"Shift_JIS", "GBK"},
                              Way{"windows-949", "GBK"},
                              Way{"GB18030", "Big5"},
                              Way{"windows-1251", "windows-1252"},
                              Way{"windows-1251", "KOI8-R"},
                              Way{"KOI8-R", "windows-1251"}};

std::optional<std::string> encode(const std::string& text, const std::string& name) {
  if (name == "UTF-8") return text;
  std::string out;
  if (!text::Codec::of(name).encode(text, [&](std::string_view piece) { return out += piece, true; })) return std::nullopt;
  return out;
}

std::optional<std::string> decode(const std::string& bytes, const std::string& name) {
  std::string out;
  if (name == "UTF-8") out = bytes;
  else text::Codec::of(name).decode(bytes, out);
  for (std::size_t at = 0; at < out.size();) {
    const text::Decoded d = text::decode(out, at);
    if (!d.well_formed || d.point == 0xFFFD) return std::nullopt;
    at += d.bytes;
  }
  return out;
}

// `line` misread; nothing where that is not exact.
std::optional<std::string> misread(const std::string& line, const Way& way) {
  std::string text = line;
  for (int i = 0; i < way.times; ++i) {
    const std::optional<std::string> bytes = encode(text, way.was);
    if (!bytes || decode(*bytes, way.was) != text) return std::nullopt;
    const std::optional<std::string> wrong = decode(*bytes, way.as);
    if (!wrong || *wrong == text || wrong->find('\n') != std::string::npos || encode(*wrong, way.as) != *bytes)
      return std::nullopt;
    text = *wrong;
  }
  return text;
}

std::string repaired(const std::string& text) {
  flow::Edits edits;
  characters::repair_mojibake(text, characters::Origin::utf8, edits, kRule);
  return flow::replay(text, edits);
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

bool beyond_ascii(const std::string& line) {
  for (const char c : line)
    if (static_cast<unsigned char>(c) >= 0x80) return true;
  return false;
}

struct Tally {
  std::array<std::size_t, 3> lines{};
  std::array<std::size_t, 3> right{};
};

// Lines of `got` that are those of `wanted`, among those that were misread.
void count(const std::string& got, const std::vector<std::string>& wanted, const std::vector<bool>& wrong, Tally& tally,
           std::size_t kind, bool show) {
  const std::vector<std::string> lines = lines_of(got);
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (!wrong[i]) continue;
    ++tally.lines.at(kind);
    const bool same = i < lines.size() && lines[i] == wanted[i];
    if (same) ++tally.right.at(kind);
    else if (show) std::printf("LEFT %s\n     %s\n", wanted[i].c_str(), i < lines.size() ? lines[i].c_str() : "");
  }
}

void measure(const Way& way, const std::vector<std::string>& texts, Tally& tally, bool show) {
  for (const std::string& text : texts) {
    std::string alone;
    std::string mixed;
    std::vector<std::string> wanted;
    std::vector<std::string> all;
    std::vector<bool> wrong;
    for (const std::string& line : lines_of(text)) {
      const std::optional<std::string> bad = beyond_ascii(line) ? misread(line, way) : std::nullopt;
      if (bad) {
        wanted.push_back(line);
        alone += *bad + "\n";
        if (wanted.size() % 8 == 0) count(repaired(*bad), {line}, {true}, tally, 0, show);
      }
      const bool now = bad && wanted.size() % 5 == 0;
      all.push_back(line);
      wrong.push_back(now);
      mixed += (now ? *bad : line) + "\n";
    }
    count(repaired(alone), wanted, std::vector<bool>(wanted.size(), true), tally, 1, false);
    count(repaired(mixed), all, wrong, tally, 2, false);
  }
}

}  // namespace

int main(int argc, char** argv) {
  bool harm = false;
  bool show = false;
  std::vector<std::string> texts;
  std::vector<std::string> names;
  const auto add = [&](const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    texts.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    names.push_back(path.string());
  };
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--harm") harm = true;
    else if (word == "--show") show = true;
    else if (!fs::is_directory(word)) add(word);
    else
      for (const auto& entry : fs::directory_iterator(word))
        if (entry.path().extension() == ".txt") add(entry.path());
  }
  std::size_t bytes = 0;
  std::size_t edited = 0;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    flow::Edits edits;
    characters::repair_mojibake(texts[i], characters::Origin::utf8, edits, kRule);
    bytes += texts[i].size();
    edited += edits.size();
    if (show)
      for (const flow::Edit& edit : edits)
        std::printf("HARM %s: %s -> %s\n", names[i].c_str(), texts[i].substr(edit.begin, edit.end - edit.begin).c_str(),
                    edit.after.c_str());
  }
  std::printf("texts as they are: %zu, %zu bytes, %zu edits\n", texts.size(), bytes, edited);
  if (harm) return 0;
  std::printf("| was, read as | lines alone | repaired | lines together | repaired | one line in five | repaired |\n");
  for (const Way& way : kWays) {
    Tally tally;
    measure(way, texts, tally, show);
    std::printf("| %s as %s%s", way.was, way.as, way.times == 2 ? ", twice" : "");
    for (std::size_t kind = 0; kind < 3; ++kind)
      std::printf(" | %zu | %.1f%%", tally.lines.at(kind),
                  tally.lines.at(kind) == 0
                      ? 0
                      : 100.0 * static_cast<double>(tally.right.at(kind)) / static_cast<double>(tally.lines.at(kind)));
    std::printf(" |\n");
  }
}
