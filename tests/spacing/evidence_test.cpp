// Which lines are looked at, and what the document says about its spaces, beside plain twins that read every line.
#include "spacing/evidence.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/vectors.h"
#include "spacing/gap_lines.h"
#include "spacing/stretch.h"
#include "support/catch.h"
#include "support/random.h"
#include "text/utf8.h"

using namespace runon;
using namespace runon::spacing;

namespace {

flow::Document document_of(const std::string& text) {
  flow::Document document = flow::Document::of("test", text);
  document.split_lines();
  return document;
}

bool plain_cjk(std::string_view line) {
  for (const char c : line) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte >= 0xE3 && byte <= 0xE9) || byte >= 0xEF) return true;
  }
  return false;
}

// Anything that may be a gap, curly quotes among it, when spaces at the ends are gone.
bool plain_gap(std::string_view line) {
  while (line.starts_with("　")) line.remove_prefix(3);
  const auto has = [&](std::string_view what) { return line.find(what) != std::string_view::npos; };
  return has(" ") || has("\t") || has("　") || has("\xE2\x80") || has("\u00A0");
}

bool plain_lone(std::string_view line) {
  std::vector<std::size_t> words;  // their characters
  std::string word;
  for (const char c : std::string(line) + " ") {
    if (c != ' ' && c != '\t') {
      word += c;
    } else if (!word.empty()) {
      words.push_back(text::count(word));
      word.clear();
    }
  }
  for (std::size_t i = 0; i + 2 < words.size(); ++i)
    if (words[i] == 1 && words[i + 1] == 1 && words[i + 2] == 1) return true;
  return false;
}

struct PlainLines {
  std::vector<std::size_t> may;   // lines that a rule may change
  std::vector<std::size_t> must;  // of them, those that are certainly looked at: they have gaps
  std::vector<bool> cjk;
};

PlainLines plain_lines(const flow::Document& document) {
  PlainLines out;
  for (std::size_t i = 0; i < document.lines.size(); ++i) {
    const std::string_view line = trimmed(document.view(document.lines[i]));
    const bool cjk = plain_cjk(line);
    out.cjk.push_back(cjk);
    if (cjk ? !plain_gap(line) : !plain_lone(line)) continue;
    out.may.push_back(i);
    LineText text;
    text.read(document.text, document.lines[i].begin, document.lines[i].end);
    if (!text.gaps.empty()) out.must.push_back(i);
  }
  return out;
}

// The evidence of all lines, each read as a whole.
struct PlainEvidence {
  bool speaks = false;
  std::size_t cjk = 0;
  std::size_t letters = 0;
  std::size_t long_lines = 0;
  std::size_t closed = 0;
  std::array<std::size_t, static_cast<std::size_t>(Place::places)> gapped{};
  std::array<std::size_t, static_cast<std::size_t>(Place::places)> all{};

  explicit PlainEvidence(const flow::Document& document) {
    for (const flow::Line& line : document.lines) {
      const std::string_view inner = trimmed(document.view(line));
      speaks = speaks || (plain_cjk(inner) && plain_gap(inner));
    }
    if (!speaks) return;
    for (const flow::Line& line : document.lines) add(document, line);
  }

  void add(const flow::Document& document, const flow::Line& line) {
    if (!plain_cjk(trimmed(document.view(line)))) {
      for (const char c : document.view(line)) {
        const auto b = static_cast<unsigned char>(c);
        letters += (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= 0xC3 && b <= 0xE1) || (b >= 0xEA && b <= 0xED);
      }
      return;
    }
    LineText text;
    text.read(document.text, line.begin, line.end);
    cjk += text.cjk;
    letters += text.letters;
    if (text.cjk >= 14) {
      ++long_lines;
      const Glyph last = text.glyphs.back();
      const bool sign = std::u32string_view(U"：；….!?:").find(text.points.back()) != std::u32string_view::npos;
      closed += sign || last == Glyph::end || last == Glyph::close || last == Glyph::quote_close;
    }
    if (weigh(text).spaced) return;
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
      const auto place = static_cast<std::size_t>(place_of(text.glyphs[i], text.glyphs[i + 1]));
      if (place == gapped.size()) continue;
      ++all.at(place);
      gapped.at(place) += text.gap_after[i] != 0;
    }
  }
};

void check(const std::string& text) {
  CAPTURE(text);
  const flow::Document document = document_of(text);
  const PlainLines plain = plain_lines(document);
  for (const bool wide : {false, true}) {
    if (wide && !base::wide_vectors()) continue;
    const GapLines found = gap_lines(document, wide);
    std::vector<std::size_t> lines;
    for (const GapLine& line : found.open) {
      lines.push_back(line.index);
      REQUIRE(line.cjk == plain.cjk[line.index]);
    }
    REQUIRE(std::is_sorted(lines.begin(), lines.end()));
    REQUIRE(std::includes(plain.may.begin(), plain.may.end(), lines.begin(), lines.end()));
    REQUIRE(std::includes(lines.begin(), lines.end(), plain.must.begin(), plain.must.end()));
    REQUIRE(found.rtl == std::any_of(text.begin(), text.end(), [](char c) { return c >= '\xD6' && c <= '\xDD'; }));
  }
  const GapLines gaps = gap_lines(document);
  const Evidence evidence(document, gaps);
  const PlainEvidence told(document);
  REQUIRE(evidence.paragraph_lines() == (told.long_lines >= 3 && told.closed * 10 >= told.long_lines * 8));
  REQUIRE(evidence.cjk_document() == (told.cjk * 2 > told.letters));
  for (std::size_t place = 0; place < told.all.size(); ++place)
    REQUIRE(evidence.habit(static_cast<Place>(place)) ==
            (told.gapped.at(place) >= 5 && told.gapped.at(place) * 2 >= told.all.at(place)));
}

}  // namespace

TEST_CASE("lines with gaps are found, and evidence is what all lines say", "[spacing]") {
  if (!base::wide_vectors()) WARN("this processor has no wide vectors: only one form ran");
  const std::vector<std::string> pieces = {"王",     "通渭县政协开展活动",
                                           "，",     "。",
                                           "（",     "）",
                                           "“",      "”",
                                           "、",     "：",
                                           "……",     "—",
                                           "々",     "䷀",
                                           "㐀",     "か",
                                           "が",     "か\u3099",
                                           "Ａ",     "ｱ",
                                           "한국",   "\u3131",
                                           "word",   "A",
                                           "I",      "x ",
                                           " y",     "é",
                                           "ж",      "12",
                                           "3",      " ",
                                           " ",      " ",
                                           "  ",     "　",
                                           "　　",   "\t",
                                           "\u00A0", "\u2002",
                                           "\u202F", "\u205F",
                                           "\u200A", "\u0301",
                                           "⼀",     "\u2E80",
                                           "عرب",    "\n",
                                           "\n",     "\n",
                                           "\f",     "。\n",
                                           "！\n",   "😀",
                                           "𠀀",     " ，",
                                           "） ",    "。 ",
                                           " “",     "A B C",
                                           ",",      "|"};
  support::Random random(41);
  for (int round = 0; round < 30000; ++round) {
    std::vector<std::string> some;
    for (std::size_t i = random.between(1, 12); i > 0; --i) some.push_back(random.pick(pieces));
    if (random.one_in(2)) some.emplace_back("\n");
    std::string text;
    for (std::size_t i = random.below(120); i > 0; --i) text += random.pick(some);
    check(text);
  }
}

TEST_CASE("one gap is found wherever it stands", "[spacing]") {
  for (const std::string gap : {" ", "\t", "　", "\u00A0", "\u2003", "\u202F", "\u205F"})
    for (std::size_t before = 0; before <= 140; ++before) {
      std::string filler;
      for (std::size_t i = 0; i < before / 3; ++i) filler += "通";
      filler.insert(filler.size() / 6 * 3, before % 3, 'a');
      check(filler + "王" + gap + "明");
      check(filler + "\n王" + gap + "明\n" + filler);
      check(filler + gap);
      check(std::string(before, 'b') + gap + "通");
    }
}

TEST_CASE("letters that stand alone are found wherever they stand", "[spacing]") {
  for (const std::string word : {"A B C", "A  B   C", "é è ê", "ж\tж\tж", "𐐀 𐐁 𐐂", "x 1 é", "A B", "A B CD", "A\nB C"})
    for (std::size_t before = 0; before <= 70; ++before)
      for (const std::string beside : {"", " ", "\n", "e"}) {
        check(std::string(before, 'b') + beside + word);
        check(std::string(before, 'b') + beside + word + beside + "end of it");
        check(std::string(before, ' ') + word + beside);
      }
}

TEST_CASE("documents are of whole paragraphs from four closed lines in five on", "[spacing]") {
  const std::vector<std::string> lines = {"通渭县政协开展界别委员活动今日",
                                          "通渭县政协开展界别委员活动今日。",
                                          "通渭县政协开展界别委员活动。",
                                          "短行",
                                          "",
                                          "王 明",
                                          "ポケットモンスターテストゲーム！",
                                          "乾坤䷀䷁䷂䷃䷄䷅䷆䷇䷈䷉䷊䷋䷌",
                                          "通渭县政协开展界别委员活动今日”\u3000",
                                          "words of English only."};
  support::Random random(47);
  for (int round = 0; round < 20000; ++round) {
    std::string text = "王 明\n";
    const std::size_t closed = random.between(1, 6);  // of six
    for (std::size_t i = random.below(16); i > 0; --i)
      text += (random.one_in(4) ? random.pick(lines) : lines[random.below(6) < closed ? 1 : 0]) + "\n";
    check(text);
  }
}
