// Makes a large corpus of extracted text, for measuring speed: invented documents that have what real ones have.
//   corpus zh|en [OPTIONS]
//   --size MB       bytes of text, about (default 512 for zh, 256 for en)
//   --seed N        another corpus of the same kind (default 1); same arguments, same bytes
//   --form jsonl|text|files    one record a document; one text; a file each, in folders of a thousand (default jsonl)
//   --style mixed|broken|wrapped|clean   broken: each line and an empty line; clean: a paragraph a line (default mixed,
//                   40 : 30 : 30)
//   --escape        JSON with \uXXXX for all that is not ASCII
//   --document KB   bytes of a document, on average (default 10)
//   --seeds DIR     texts whose phrases are mixed in (default seeds)
//   --out PATH      file, or folder for files (default: standard output)
// Words follow Zipf's law over a lexicon of 60,000 invented words: Chinese ones of the 3,755 characters of GB 2312's
// first level, those that the seeds use most being commonest; English ones of syllables, between real function words.
// Of all paragraphs 30 in 100 stood before. Some documents have CR LF, running heads and page numbers, headings that
// stand twice, letter-spaced lines, spaces beside digits, full-width digits, hyphens at line ends, marks that are not
// normalized; one file in a hundred holds bytes that are no UTF-8.
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "corpus_words.h"

namespace {

using bench::Chance;
using bench::Words;

struct Arguments {
  bool chinese = true;
  double megabytes = 0;
  std::uint64_t seed = 1;
  std::string form = "jsonl";
  std::string style = "mixed";
  bool escape = false;
  std::size_t document = 10;
  std::string seeds = "seeds";
  std::string out;
};

enum class Style { broken, wrapped, clean };

// What a whole document has or has not.
struct Habits {
  Style style = Style::broken;
  bool crlf = false;
  bool pages = false;
  bool hyphens = false;
  bool indent = false;
  bool full_width = false;
  bool spaced_digits = false;
  bool nbsp = false;
  std::size_t width = 0;  // columns
};

class Maker {
 public:
  Maker(const Arguments& arguments, const Words& words)
      : arguments_(arguments), words_(words), chance_(arguments.seed * 2 + (arguments.chinese ? 1 : 0)) {}

  // Appends one document.
  void document(std::string& out) {
    const std::size_t wanted = arguments_.document * 1000 * (20 + chance_.below(250)) / 145;
    const Habits habits = choose();
    const std::size_t begin = out.size();
    running_head_ = words_.heading(chance_);
    page_ = 1 + chance_.below(300);
    line_ = 0;
    own_.clear();
    while (out.size() - begin < wanted) {
      if (chance_.in(100, 8) || out.size() == begin) heading(out, habits);
      lay(out, paragraph(habits), habits);
    }
    if (habits.crlf) to_crlf(out, begin);
  }

  Chance& chance() { return chance_; }

 private:
  Habits choose() {
    Habits h;
    const std::size_t style = chance_.below(10);
    h.style = style < 4 ? Style::broken : style < 7 ? Style::wrapped : Style::clean;
    if (arguments_.style == "broken") h.style = Style::broken;
    if (arguments_.style == "wrapped") h.style = Style::wrapped;
    if (arguments_.style == "clean") h.style = Style::clean;
    h.crlf = chance_.in(100, 5);
    h.pages = chance_.in(100, 25);
    h.hyphens = chance_.in(100, 30);
    h.indent = chance_.in(100, 50);
    h.full_width = chance_.in(100, 5);
    h.spaced_digits = chance_.in(100, 20);
    h.nbsp = chance_.in(100, 10);
    h.width = arguments_.chinese ? 2 * (14 + chance_.below(26)) : 40 + chance_.below(50);
    return h;
  }

  void end_line(std::string& out, const Habits& habits) {
    out += habits.style == Style::broken ? "\n\n" : "\n";
    if (!habits.pages || ++line_ % 45 != 0) return;
    if (page_ % 2 == 0) out += std::to_string(page_) + " " + running_head_ + "\n";
    else out += running_head_ + " " + std::to_string(page_) + "\n";
    if (habits.style == Style::broken) out += "\n";
    ++page_;
  }

  void heading(std::string& out, const Habits& habits) {
    const std::string text = words_.heading(chance_);
    out += text;
    if (chance_.in(100, 10)) out += " " + text;
    end_line(out, habits);
    if (!chance_.in(100, 10)) return;
    out += text;
    end_line(out, habits);
  }

  // Three in ten stood before in the corpus, one in fifty in this document.
  std::string paragraph(const Habits& habits) {
    if (!own_.empty() && chance_.in(100, 2)) return own_[chance_.below(own_.size())];
    std::string text;
    if (earlier_.size() > 64 && chance_.in(100, 28)) {
      text = earlier_[chance_.below(earlier_.size())];
    } else {
      text = words_.paragraph(chance_, habits.full_width, habits.spaced_digits, habits.nbsp);
      if (earlier_.size() < 16384) earlier_.push_back(text);
      else earlier_[chance_.below(earlier_.size())] = text;
    }
    own_.push_back(text);
    return text;
  }

  // Sets a paragraph in lines of the document's width, as typesetters do: no closing mark begins a line.
  void lay(std::string& out, std::string_view text, const Habits& habits) {
    if (habits.style == Style::clean) {
      out += text;
      out += '\n';
      return;
    }
    if (habits.indent) out += arguments_.chinese ? "\u3000\u3000" : "  ";
    if (arguments_.chinese) lay_characters(out, text, habits);
    else lay_words(out, text, habits);
    if (!habits.indent && habits.style == Style::wrapped) out += '\n';
  }

  void lay_characters(std::string& out, std::string_view text, const Habits& habits) {
    const bool spaced = chance_.in(100, 2);
    std::size_t column = habits.indent ? 4 : 0;
    for (std::size_t at = 0; at < text.size();) {
      const auto lead = static_cast<unsigned char>(text[at]);
      const std::size_t bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
      const std::string_view character = text.substr(at, bytes);
      if (column >= habits.width && !bench::closes(character)) {
        end_line(out, habits);
        column = 0;
      }
      out += character;
      if (spaced && lead >= 0xE4) out += ' ';
      column += bytes > 1 ? 2 : 1;
      at += bytes;
    }
    end_line(out, habits);
  }

  void lay_words(std::string& out, std::string_view text, const Habits& habits) {
    std::size_t column = habits.indent ? 2 : 0;
    while (!text.empty()) {
      const std::size_t space = std::min(text.find(' '), text.size());
      std::string_view word = text.substr(0, space);
      text.remove_prefix(std::min(space + 1, text.size()));
      if (column > 0 && column + word.size() + 1 > habits.width) {
        if (habits.hyphens && word.size() > 8 && column + 6 < habits.width) {
          out += ' ';
          out += word.substr(0, 4);
          out += '-';
          word.remove_prefix(4);
        }
        end_line(out, habits);
        column = 0;
      }
      if (column > 0) out += ' ';
      out += word;
      column += word.size() + 1;
    }
    end_line(out, habits);
  }

  static void to_crlf(std::string& out, std::size_t begin) {
    std::string text;
    for (std::size_t i = begin; i < out.size(); ++i) {
      if (out[i] == '\n') text += '\r';
      text += out[i];
    }
    out.replace(begin, std::string::npos, text);
  }

  const Arguments& arguments_;
  const Words& words_;
  Chance chance_;
  std::vector<std::string> earlier_;
  std::vector<std::string> own_;
  std::string running_head_;
  std::size_t page_ = 1;
  std::size_t line_ = 0;
};

void append_escaped(std::string& out, unsigned point) {
  char unit[16];
  if (point >= 0x10000) {
    std::snprintf(unit, sizeof unit, "\\u%04x\\u%04x", 0xD800 + ((point - 0x10000) >> 10U),
                  0xDC00 + ((point - 0x10000) & 0x3FFU));
  } else {
    std::snprintf(unit, sizeof unit, "\\u%04x", point);
  }
  out += unit;
}

void append_json(std::string& out, std::string_view text, bool escape) {
  out += '"';
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (lead < 0x20) out += lead == '\n' ? "\\n" : lead == '\r' ? "\\r" : "\\t";
    else if (lead == '"' || lead == '\\') (out += '\\') += text[at];
    else if (bytes == 1 || !escape) out += text.substr(at, bytes);
    else {
      unsigned point = lead & (0xFFU >> (bytes + 1));
      for (std::size_t i = 1; i < bytes; ++i) point = (point << 6U) | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
      append_escaped(out, point);
    }
    at += bytes;
  }
  out += '"';
}

bool write_file(const std::string& path, std::string_view bytes) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (file == nullptr) return false;
  const bool whole = std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size();
  return std::fclose(file) == 0 && whole;
}

bool make_files(const Arguments& arguments, Maker& maker) {
  std::string text;
  const double wanted = arguments.megabytes * 1e6;
  double made = 0;
  for (std::size_t number = 0; made < wanted; ++number) {
    char name[64];
    std::snprintf(name, sizeof name, "/%03zu", number / 1000);
    if (number % 1000 == 0) std::filesystem::create_directories(arguments.out + name);
    std::snprintf(name, sizeof name, "/%03zu/%06zu.txt", number / 1000, number);
    text.clear();
    maker.document(text);
    if (maker.chance().in(100, 1)) text[text.size() / 2] = '\xFF';
    if (!write_file(arguments.out + name, text)) return false;
    made += static_cast<double>(text.size());
  }
  return true;
}

bool make_stream(const Arguments& arguments, Maker& maker) {
  std::FILE* file = arguments.out.empty() ? stdout : std::fopen(arguments.out.c_str(), "wb");
  if (file == nullptr) return false;
  std::string out;
  std::string text;
  double made = 0;
  for (std::size_t number = 0; made < arguments.megabytes * 1e6; ++number) {
    text.clear();
    maker.document(text);
    made += static_cast<double>(text.size());
    if (arguments.form == "text") {
      out += text;
    } else {
      out +=
          R"({"id":"doc)" + std::to_string(number) + R"(","url":"https://example.org/)" + std::to_string(number) + R"(","text":)";
      append_json(out, text, arguments.escape);
      out += R"(,"language":")" + std::string(arguments.chinese ? "zh" : "en") + "\"}\n";
    }
    if (out.size() > (std::size_t{1} << 20U) || made >= arguments.megabytes * 1e6) {
      if (std::fwrite(out.data(), 1, out.size(), file) != out.size()) return false;
      out.clear();
    }
  }
  return arguments.out.empty() ? std::fflush(file) == 0 : std::fclose(file) == 0;
}

bool parse(int count, char** values, Arguments& arguments) {
  if (count < 2) return false;
  const std::string_view language = values[1];
  if (language != "zh" && language != "en") return false;
  arguments.chinese = language == "zh";
  arguments.megabytes = arguments.chinese ? 512 : 256;
  for (int i = 2; i < count; ++i) {
    const std::string_view flag = values[i];
    if (flag == "--escape") {
      arguments.escape = true;
      continue;
    }
    if (++i == count) return false;
    if (flag == "--size") arguments.megabytes = std::strtod(values[i], nullptr);
    else if (flag == "--seed") arguments.seed = std::strtoull(values[i], nullptr, 10);
    else if (flag == "--form") arguments.form = values[i];
    else if (flag == "--style") arguments.style = values[i];
    else if (flag == "--document") arguments.document = std::strtoull(values[i], nullptr, 10);
    else if (flag == "--seeds") arguments.seeds = values[i];
    else if (flag == "--out") arguments.out = values[i];
    else return false;
  }
  return arguments.document > 0 && (arguments.form != "files" || !arguments.out.empty());
}

}  // namespace

int main(int count, char** values) {
  Arguments arguments;
  if (!parse(count, values, arguments)) {
    std::fputs(
        "corpus zh|en [--size MB] [--seed N] [--form jsonl|text|files] [--style mixed|broken|wrapped|clean] [--escape]\n"
        "  [--document KB] [--seeds DIR] [--out PATH]\n",
        stderr);
    return 2;
  }
  const Words words(arguments.chinese, arguments.seeds);
  Maker maker(arguments, words);
  const bool made = arguments.form == "files" ? make_files(arguments, maker) : make_stream(arguments, maker);
  if (!made) std::perror("corpus");
  return made ? 0 : 1;
}
