#include "support/doublings.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "characters/characters.h"
#include "doubling/doubling.h"
#include "doubling/squeezed.h"
#include "spacing/spacing.h"
#include "text/properties.h"
#include "text/utf8.h"

namespace runon::support {
namespace {

// Lines that rightly say something twice. Ours.
const std::vector<std::string> kNatural = {
    "哈哈哈",
    "哈哈哈哈",
    "呵呵",
    "天天向上",
    "天天",
    "高高兴兴",
    "干干净净",
    "平平安安回家",
    "一天一天",
    "一步一步",
    "研究研究",
    "商量商量再说",
    "年复一年",
    "就这样日复一日日复一日地走下去",
    "他一步一个脚印一步一个脚印地走",
    "寻寻觅觅，冷冷清清，凄凄惨惨戚戚。",
    "大家说说笑笑打打闹闹地走了",
    "谢谢谢谢",
    "对对对",
    "一遍又一遍，一遍又一遍。",
    "轻轻的我走了，正如我轻轻的来。",
    "妈妈",
    "星星点点",
    "形形色色",
    "人山人海",
    "不三不四",
    "绿油油的，绿油油的",
    "bye bye",
    "no no no",
    "very very good",
    "ha ha ha ha",
    "Duran Duran",
    "New York, New York",
    "again and again and again",
    "so so",
    "Baden Baden",
    "had had enough of that that day",
    "couscous",
    "aa bb cc",
    "www.www.example",
    "http://a.example/abc/abc/abc",
    "tel. 88888888",
    "0931-8888888",
    "1111",
    "20242024",
    "2024 2024",
    "11223344",
    "3.3.3",
    "......",
    "————",
    "……",
    "------",
    "=====",
    "* * *",
    "是 是 否 否",
    "0 0 0 0",
    "合格 合格 不合格",
    "姓名 年龄 姓名 年龄",
    "Name Age Name Age",
    "A A B B",
    "AABB",
    "100\t100\t200",
    "女 女 男 男 女 女",
    "ドキドキ",
    "わくわく",
    "人々",
    "빨리 빨리",
    "하하하하",
};
// Neighbours that rightly are equal.
const std::vector<std::string> kNaturalPairs = {"“好。”", "好。", "是！",     "“什么？”", "Yes.",      "No!", "合格", "0",
                                                "100",    "12.5", "归去来兮", "}",        "return x;", "是",  "男",   "…"};

struct Text {
  explicit Text(const std::string& line) { squeezed.assign(line); }
  std::size_t size() const { return squeezed.size(); }
  std::string points(std::size_t begin, std::size_t end) const {
    return text::encode(std::u32string_view(squeezed.points).substr(begin, end - begin));
  }
  // With the spaces that the line has.
  std::string piece(std::size_t begin, std::size_t end) const {
    std::string out;
    for (std::size_t i = begin; i < end; ++i) {
      if (i > begin && squeezed.gap[i] != doubling::Gap::none) out += ' ';
      text::append(out, squeezed.points[i]);
    }
    return out;
  }
  double mass(std::size_t begin, std::size_t end) const { return doubling::weigh(squeezed, begin, end).mass; }
  std::vector<std::string> words() const {
    std::vector<std::string> out;
    for (std::size_t i = 0, from = 0; i < size(); ++i) {
      if (i + 1 < size() && squeezed.gap[i + 1] == doubling::Gap::none) continue;
      out.push_back(points(from, i + 1));
      from = i + 1;
    }
    return out;
  }
  doubling::Squeezed squeezed;
};

std::string times(const std::string& piece, std::size_t copies, const std::string& seam = "") {
  std::string out;
  for (std::size_t i = 0; i < copies; ++i) {
    if (i > 0) out += seam;
    out += piece;
  }
  return out;
}

// Puts spaces where there were none, one to three of them, none next to another.
std::string slip_spaces(const std::string& line, Random& random) {
  const std::u32string points = text::decode_all(line);
  if (points.size() < 4) return line;
  std::string out;
  const std::size_t every = std::max<std::size_t>(3, points.size() / random.between(1, 3));
  std::size_t next = random.between(1, every);
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (i == next) {
      if (points[i] != U' ' && points[i - 1] != U' ') out += ' ';
      next = i + every;
    }
    text::append(out, points[i]);
  }
  return out;
}

using Pattern = std::function<std::string(const Text&, std::size_t, Random&)>;  // "" when the line is not fit

std::string whole(const Text& line, std::size_t copies, Random& random) {
  // A space at the seam is believed of longer texts only.
  const bool long_enough = line.mass(0, line.size()) >= 9;
  return times(line.piece(0, line.size()), copies, long_enough && random.one_in(3) ? " " : "");
}

std::string runs(const Text& line, std::size_t copies, Random& random) {
  if (line.size() < 3 || line.size() * copies > 200) return {};
  std::vector<std::size_t> cuts = {0, random.between(1, line.size() - 1), line.size()};
  if (random.one_in(3)) cuts.push_back(random.between(1, line.size() - 1));
  std::sort(cuts.begin(), cuts.end());
  std::string out;
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
    if (i > 0 && line.squeezed.gap[cuts[i]] != doubling::Gap::none) out += ' ';
    out += times(line.piece(cuts[i], cuts[i + 1]), copies);
  }
  return out;
}

std::string letters(const Text& line, std::size_t copies, Random& /*random*/) {
  std::string out;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (i > 0 && line.squeezed.gap[i] != doubling::Gap::none) out += ' ';
    out += times(line.points(i, i + 1), copies);
  }
  return out;
}

std::string drift(const Text& line, std::size_t /*copies*/, Random& /*random*/) {
  std::string out;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (i > 0 && line.squeezed.gap[i] != doubling::Gap::none) out += ' ';
    out += times(line.points(i, i + 1), 2, " ");
  }
  return out;
}

std::string words(const Text& line, std::size_t copies, Random& /*random*/) {
  const std::vector<std::string> all = line.words();
  if (all.size() < 3) return {};
  std::string out;
  for (const std::string& word : all) out += (out.empty() ? "" : " ") + times(word, copies, " ");
  return out;
}

std::string part(const Text& line, std::size_t copies, Random& random) {
  const bool head = random.one_in(2);
  std::size_t cut = 1;
  const auto mass = [&] { return head ? line.mass(0, cut) : line.mass(line.size() - cut, line.size()); };
  while (cut + 2 < line.size() && mass() < 8) ++cut;
  if (cut + 2 >= line.size()) return {};
  cut = random.between(cut, line.size() - 2);
  const std::size_t at = head ? cut : line.size() - cut;
  const std::string seam = line.squeezed.gap[at] != doubling::Gap::none ? " " : "";
  const std::string first = line.piece(0, at);
  const std::string second = line.piece(at, line.size());
  return head ? times(first, copies) + seam + second : first + seam + times(second, copies);
}

std::string neighbours(const Text& line, std::size_t copies, Random& random) {
  return times(line.piece(0, line.size()), copies, "\n" + std::string(random.below(3), '\n'));
}

std::string wrapped(const Text& line, std::size_t copies, Random& random) {
  const std::size_t least = (line.size() + 1) / 2;
  if (line.size() < 6 || line.mass(0, least) < 8) return {};
  const std::size_t cut = random.between(least, std::min(line.size() - 1, least + 2));
  return times(line.piece(0, cut) + "\n" + line.piece(cut, line.size()), copies, "\n");
}

const std::vector<std::pair<std::string, Pattern>> kPatterns = {
    {"whole", whole}, {"runs", runs}, {"letters", letters},       {"drift", drift},
    {"words", words}, {"part", part}, {"neighbours", neighbours}, {"wrapped", wrapped},
};

// Fit to be a headline: weight, no clause mark at the end, and nothing doubled in it already.
bool fit(const Text& line) {
  return line.size() >= 4 && line.size() <= 60 && line.mass(0, line.size()) >= 4 &&
         !doubling::ends_in_clause_mark(line.squeezed, 0, line.size()) &&
         doubling::widest(line.squeezed, 1, 1, line.size()) != doubling::Gap::wide;
}

bool copies_stay_on_lines(const std::string& pattern) { return pattern != "neighbours" && pattern != "wrapped"; }

std::string bare(const std::string& text) {
  std::string out;
  for (const char32_t c : text::decode_all(text))
    if (!text::properties(c).space() && !text::properties(c).ignorable()) text::append(out, c);
  return out;
}

// The document's text as the stage finds it, one entry a line with text.
std::vector<std::string> lines_of(const std::string& bytes) {
  flow::Document document = flow::Document::of("text", bytes);
  flow::Scratch scratch;
  (void)characters::Characters()(document, scratch);
  document.split_lines();
  (void)spacing::Spacing()(document, scratch);
  (void)doubling::Doubling()(document, scratch);
  std::vector<std::string> lines;
  for (const flow::Line& line : document.lines) {
    const std::string text(document.view(line));
    // A paragraph that the page has twice comes again within a few lines, rightly taken for a repeat.
    const auto near = lines.end() - static_cast<std::ptrdiff_t>(std::min<std::size_t>(lines.size(), 20));
    if (!bare(text).empty() && std::find(near, lines.end(), text) == lines.end()) lines.push_back(text);
  }
  return lines;
}

void note(DoublingScore& score, const DoubledLine& line, const std::string& is) {
  if (score.notes.size() < 2000) score.notes.push_back(line.pattern + ": " + line.printed + "\n     is " + is);
}

void score_document(const std::vector<DoubledLine>& lines, DoublingScore& score) {
  std::string text;
  for (const DoubledLine& line : lines) text += line.printed + "\n";
  flow::Document document = flow::Document::of("generated", text);
  document.split_lines();
  flow::Scratch scratch;
  (void)doubling::Doubling()(document, scratch);
  std::size_t at = 0;
  for (const DoubledLine& line : lines) {
    std::string is;
    for (std::size_t n = static_cast<std::size_t>(std::count(line.printed.begin(), line.printed.end(), '\n')) + 1; n > 0; --n)
      is += std::string(document.view(document.lines[at++])) + "\n";
    DoublingScore::Count& count = score.patterns[line.pattern];
    ++count.made;
    const bool right = bare(is) == bare(line.said);
    if (right) ++count.restored;
    else note(score, line, is);
    if (!right && bare(is) != bare(line.printed)) ++score.wrong;
  }
}

}  // namespace

std::vector<DoubledLine> doubled_document(const std::vector<std::string>& lines, std::uint64_t seed) {
  Random random(seed);
  const auto& [name, pattern] = random.pick(kPatterns);
  const std::size_t copies = name == "drift" ? 2 : std::min<std::size_t>(random.between(2, 6), 4) % 5;
  std::vector<DoubledLine> out;
  const std::size_t length = std::min<std::size_t>(lines.size(), 20);
  const std::size_t first = random.below(lines.size() - length + 1);
  std::size_t left = random.between(2, 5);
  for (std::size_t i = first; i < first + length; ++i) {
    const Text line(lines[i]);
    if (left > 0 && fit(line) && random.one_in(3)) {
      std::string printed = pattern(line, copies, random);
      if (!printed.empty()) {
        if (random.one_in(4) && name != "drift" && name != "words" && printed.find('\n') == std::string::npos)
          printed = slip_spaces(printed, random);
        out.push_back({printed, lines[i], name});
        --left;
        continue;
      }
    }
    out.push_back({lines[i], lines[i], "plain"});
    if (random.one_in(4)) {
      const std::string natural = random.pick(kNatural);
      out.push_back({natural, natural, "natural"});
    }
    // Beside headlines printed twice, an equal pair of unmarked lines is what it looks like.
    if (random.one_in(12) && copies_stay_on_lines(name)) {
      const std::size_t lines_of_it = random.between(2, 3);  // drawn first: the order of arguments is the compiler's
      const std::string pair = times(random.pick(kNaturalPairs), lines_of_it, "\n");
      out.push_back({pair, pair, "natural"});
    }
  }
  return out;
}

DoublingScore::Count DoublingScore::doubled() const {
  Count all;
  for (const auto& [name, count] : patterns) {
    if (name == "plain" || name == "natural") continue;
    all.made += count.made;
    all.restored += count.restored;
  }
  return all;
}

double DoublingScore::precision() const {
  const double right = static_cast<double>(doubled().restored);
  return right + static_cast<double>(wrong) == 0 ? 1 : right / (right + static_cast<double>(wrong));
}

double DoublingScore::recall() const {
  const Count all = doubled();
  return all.made == 0 ? 1 : static_cast<double>(all.restored) / static_cast<double>(all.made);
}

std::string DoublingScore::table() const {
  std::string out = "| pattern | lines | as said | share |\n| --- | ---: | ---: | ---: |\n";
  for (const auto& [name, count] : patterns)
    out += fmt::format("| {} | {} | {} | {:.4f} |\n", name, count.made, count.restored,
                       static_cast<double>(count.restored) / static_cast<double>(count.made));
  const Count all = doubled();
  out += fmt::format("| all doubled | {} | {} | |\n\nprecision {:.4f}, recall {:.4f}, {} lines changed wrongly\n", all.made,
                     all.restored, precision(), recall(), wrong);
  return out;
}

DoublingScore score_doublings(const std::vector<std::string>& texts, std::size_t documents, std::uint64_t seed) {
  DoublingScore score;
  for (std::size_t t = 0; t < texts.size(); ++t) {
    const std::vector<std::string> lines = lines_of(texts[t]);
    if (lines.size() < 10) continue;
    for (std::size_t d = 0; d < documents; ++d) score_document(doubled_document(lines, seed + t * 1'000'003 + d), score);
  }
  return score;
}

}  // namespace runon::support
