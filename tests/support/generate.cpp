#include "support/generate.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace runon::support {
namespace {

using Words = std::vector<std::string_view>;

const Words kChinese = {"春天", "河水", "学校", "老师", "孩子们",   "在",   "把",   "的",   "了",   "和",
                        "一条", "小路", "向前", "走去", "高高兴兴", "天天", "写字", "看见", "城市", "树林",
                        "音乐", "工作", "研究", "方法", "问题",     "我们", "他们", "因为", "所以", "但是",
                        "山上", "下雨", "阳光", "明亮", "安静",     "船",   "灯",   "风",   "茶",   "书"};
const Words kLatin = {"the",   "river",  "a",      "quiet", "house",    "of",       "stones", "and",       "walking", "light",
                      "under", "bridge", "market", "with",  "seven",    "lanterns", "table",  "wonderful", "morning", "it",
                      "is",    "was",    "old",    "clock", "striking", "no",       "bye",    "children",  "Anna",    "Tuesday"};
const Words kKorean = {"강물이", "조용히", "흐르고", "아이들은", "다리를", "건너", "시장으로", "갔다", "아침", "햇빛이"};
const Words kCyrillic = {"река", "тихо", "течёт", "под", "старым", "мостом", "утром", "дети", "идут", "на", "рынок"};
const Words kMixed = {"使用", "Linux", "系统", "的", "API", "接口", "version", "2.0",
                      "发布", "3",     "月",   "15", "日",  "GDP",  "增长",    "5%"};

const Words kMarks = {"，", "，", "、", "；", "：", "……"};
const Words kStops = {"。", "。", "。", "！", "？", "。”", "）。"};

std::string chinese(Random& random, const Words& words) {
  std::string out;
  const std::size_t clauses = random.between(1, 6);
  for (std::size_t c = 0; c < clauses; ++c) {
    const std::size_t n = random.between(2, 9);
    if (random.one_in(9)) out += "“";
    for (std::size_t i = 0; i < n; ++i) out += random.pick(words);
    if (random.one_in(9)) out += "”";
    out += c + 1 < clauses ? random.pick(kMarks) : random.pick(kStops);
  }
  return out;
}

std::string spaced(Random& random, const Words& words) {
  std::string out;
  const std::size_t n = random.between(3, 40);
  for (std::size_t i = 0; i < n; ++i) {
    if (i > 0) out += random.one_in(12) ? ", " : " ";
    out += random.pick(words);
  }
  out += random.one_in(5) ? "!" : ".";
  return out;
}

// A text as its characters (UTF-8, well-formed here).
std::vector<std::string> letters(std::string_view text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
    out.emplace_back(text.substr(at, end - at));
    at = end;
  }
  return out;
}

std::vector<std::string> wrap(Random& random, std::string_view text, std::size_t columns, bool hyphens) {
  std::vector<std::string> lines(1);
  std::size_t width = random.one_in(2) ? 0 : 4;
  if (width > 0) lines.back() += random.one_in(2) ? "　　" : "    ";
  for (const std::string& letter : letters(text)) {
    const std::size_t wide = letter.size() == 3 ? 2 : 1;
    if (width + wide > columns && (wide == 2 || letter == " " || hyphens)) {
      if (wide == 1 && letter != " ") lines.back() += "-";
      lines.emplace_back();
      width = 0;
      if (letter == " ") continue;
    }
    lines.back() += letter;
    width += wide;
  }
  return lines;
}

std::string letter_spaced(std::string_view line) {
  std::string out;
  for (const std::string& letter : letters(line)) out += letter == " " ? "  " : letter + " ";
  return out;
}

std::string doubled(Random& random, const std::string& line) {
  if (random.one_in(2)) return line + (random.one_in(2) ? " " : "") + line;
  std::string out;
  for (const std::string& letter : letters(line)) out += letter + letter;
  return out;
}

const std::array<std::string_view, 12> kInvisible = {"\u200B", "\u00AD", "\uFEFF", "\u200D", "\u200E", "\u2060",
                                                     "\x01",   "\x1B",   "\x7F",   "\u0085", "\u2028", "\u3000"};
const std::array<std::string_view, 8> kBroken = {"\xFF", "\xC0\xAF",     "\xE4\xB8", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                                                 "\x80", "\xF0\x9F\x98", "\xE4"};
const std::array<std::string_view, 6> kOdd = {"\u2F00", "\u2F08", "\uFB01", "e\u0301", "\u2EA9", "\uFF11"};

// Puts something from `things` between characters, once in `rarity`.
template <class Things>
std::string salted(Random& random, std::string_view text, const Things& things, std::size_t rarity) {
  std::string out;
  for (const std::string& letter : letters(text)) {
    out += letter;
    if (random.one_in(rarity)) out += random.pick(things);
  }
  return out;
}

std::string with_line_ends(Random& random, std::string_view text) {
  const std::size_t kind = random.below(6);
  std::string out;
  for (const char c : text) {
    if (c != '\n') {
      out += c;
      continue;
    }
    const std::size_t now = kind == 5 ? random.below(4) : kind;
    out += now == 1 ? "\r\n" : now == 2 ? "\r" : "\n";
  }
  return out;
}

}  // namespace

std::string paragraph(Random& random) {
  std::string out;
  switch (random.below(8)) {
    case 0: out = spaced(random, kKorean); break;
    case 1: out = spaced(random, kCyrillic); break;
    case 2: out = chinese(random, kMixed); break;
    case 3:
    case 4: out = spaced(random, kLatin); break;
    default: out = chinese(random, kChinese);
  }
  if (random.one_in(8)) out.insert(0, random.pick(Words{"一、", "（二）", "1. ", "• ", "- ", "第三章 ", "▲", "# "}));
  return out;
}

std::string document(std::uint64_t seed) {
  Random random(seed);
  const std::size_t columns = random.between(10, 60);
  const std::size_t blank = random.pick(std::array<std::size_t, 4>{1, 2, 6, 1000});  // one in so many
  const bool hyphens = random.one_in(2);
  const bool pages = random.one_in(3);
  const std::string head = spaced(random, kLatin);
  std::string out;
  std::string earlier = paragraph(random);
  const std::size_t paragraphs = random.between(1, 14);
  std::size_t page = 1;
  for (std::size_t p = 0; p < paragraphs; ++p) {
    if (pages && random.one_in(3)) out += "\f" + head + "\n" + std::to_string(++page) + "\n";
    const std::string text = random.one_in(8) ? earlier : paragraph(random);
    if (random.one_in(4)) earlier = text;
    for (std::string line : wrap(random, text, columns, hyphens)) {
      if (random.one_in(12)) line = letter_spaced(line);
      if (random.one_in(12)) line = doubled(random, line);
      if (random.one_in(20)) line += "\n" + line;
      if (random.one_in(10)) line += random.one_in(2) ? "  " : "\t";
      out += line + "\n";
      if (random.one_in(blank)) out += "\n";
    }
    if (random.one_in(3)) out += "\n";
    if (random.one_in(9)) out += random.pick(Words{"（接一版）\n", "（下转第二版）\n", "\n\n\n", "— 3 —\n", "12\n"});
  }
  if (random.one_in(3)) out.pop_back();
  if (random.one_in(2)) out = salted(random, out, kOdd, 60);
  if (random.one_in(2)) out = salted(random, out, kInvisible, random.between(5, 200));
  if (random.one_in(3)) out = salted(random, out, kBroken, random.between(20, 200));
  return with_line_ends(random, out);
}

std::vector<std::pair<std::string, std::string>> edge_documents() {
  std::string one_a_line;
  for (const std::string& letter : letters("春眠不觉晓，处处闻啼鸟。夜来风雨声，花落知多少。")) one_a_line += letter + "\n";
  std::string long_line;
  for (int i = 0; i < 20'000; ++i) long_line += "河水流过小路。";
  return {
      {"empty", ""},
      {"a line end", "\n"},
      {"blank lines", std::string(1000, '\n')},
      {"spaces only", "   \n \t \n\u3000\n"},
      {"a lone CR", "\r"},
      {"a form feed", "\f"},
      {"form feeds and text", "\f\fone\f\ntwo\n\f"},
      {"CR between words", "one\rtwo\rthree"},
      {"CRLF", "one\r\ntwo\r\n"},
      {"a byte order mark", "\xEF\xBB\xBF"},
      {"a byte order mark and text", "\xEF\xBB\xBFone\n"},
      {"NUL bytes", std::string(64, '\0')},
      {"no line end at the end", "one\ntwo"},
      {"one letter", "a"},
      {"one character a line", one_a_line},
      {"letters one a line", "a\nb\nc\nd\ne\nf\n"},
      {"no line end at all", long_line},
      {"U+2028 and U+2029", "one\u2028two\u2029three\n"},
      {"half a character at the end", "one\n\xE4\xB8"},
      {"nothing but broken bytes", "\xFF\xFE\xFD\x80\x80\n\xC3\n"},
      {"right to left", "שלום לכולם, זה משפט\nקצר מאוד.\nהמשך כאן.\n"},
      {"Thai", "แม่น้ำไหลผ่านสะพานเก่า\nเด็กเดินไปตลาดในตอนเช้า\n"},
      {"hyphens at line ends", "a won-\nderful mor-\nning, well-\nknown to X-\nray fans\n"},
      {"equal lines", "同一行文字\n同一行文字\n同一行文字\n"},
      {"marks only", "。\n，\n（\n）\n——\n……\n"},
  };
}

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::pair<std::string, std::string>> seed_documents() {
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto& entry : std::filesystem::directory_iterator(RUNON_SOURCE_DIR "/seeds"))
    if (entry.path().extension() == ".txt") out.emplace_back(entry.path().filename().string(), read_file(entry.path().string()));
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace runon::support
