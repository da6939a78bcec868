// How often encodings are told right: ours, ICU's and uchardet, over the same bytes.
//
//   bench_encodings [--rows FILE]... [--seed N] [--wrong] [--langs] DIR...
//
// Each NAME.txt below DIR (UTF-8) is written in every encoding that can hold it (98 in 100 of its characters; the
// others are left out), whole and cut to 4,096, 256 and 64 bytes at places that a seed picks, possibly inside a
// character. An answer is right when the bytes decode by it to the same text as by the encoding they are in; where
// they begin inside a character, from the first white space on (what stands before it is read askew by either).
//   --rows FILE   language rows to use in place of those compiled in (scripts/train_encodings --plain); of K such
//                 files the I-th judges every K-th text, beginning with the I-th
//   --seed N      picks other places to cut at (20)
//   --wrong       prints what we got wrong
//   --langs       figures for each language (NAME up to the first '-')
#include <uchardet/uchardet.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "text/converter.h"
#include "text/detect.h"
#include "text/encoding.h"

namespace {

namespace fs = std::filesystem;
using namespace runon;

constexpr std::array<const char*, 43> kEncodings = {
    "UTF-8",         "GB18030",      "GBK",          "Big5",         "Big5-HKSCS",   "EUC-JP",       "Shift_JIS",
    "windows-949",   "ISO-2022-JP",  "ISO-2022-KR",  "ISO-2022-CN",  "UTF-16LE",     "UTF-16BE",     "UTF-32LE",
    "UTF-32BE",      "windows-1250", "windows-1251", "windows-1252", "windows-1253", "windows-1254", "windows-1255",
    "windows-1256",  "windows-1257", "windows-1258", "ISO-8859-1",   "ISO-8859-2",   "ISO-8859-3",   "ISO-8859-4",
    "ISO-8859-5",    "ISO-8859-6",   "ISO-8859-7",   "ISO-8859-8",   "ISO-8859-9",   "ISO-8859-10",  "ISO-8859-13",
    "ISO-8859-14",   "ISO-8859-15",  "KOI8-R",       "KOI8-U",       "windows-874",  "macintosh",    "IBM866",
    "x-mac-cyrillic"};
constexpr std::array<std::size_t, 4> kLengths = {64, 256, 4096, 0};
constexpr int kCuts = 3;

std::string family(const std::string& name) {
  if (name == "GB18030" || name == "GBK") return "GBK, GB 18030";
  if (name.starts_with("Big5")) return "Big5, HKSCS";
  if (name.starts_with("UTF-16") || name.starts_with("UTF-32")) return "UTF-16, UTF-32";
  if (name.starts_with("ISO-2022")) return "ISO-2022-JP/KR/CN";
  if (name.starts_with("windows-125")) return "windows-125x";
  if (name.starts_with("ISO-8859")) return "ISO-8859-x";
  if (name.starts_with("KOI8")) return "KOI8-R/U";
  if (name == "macintosh" || name == "x-mac-cyrillic" || name == "IBM866") return "Mac, IBM866";
  return name;
}

std::string base_of(std::string bytes, std::string_view name) {
  base::Result<text::Transcoded> made = text::to_base(std::move(bytes), name);
  return made ? made.value().base : std::string("\xFF unknown encoding");
}

// `text` in an encoding; nothing when that cannot hold it.
std::optional<std::string> written(const std::string& text, const std::string& name) {
  flow::Encoding encoding;
  encoding.name = name;
  std::string held;
  std::size_t lost = 0;
  std::size_t all = 0;
  std::map<char32_t, bool> can;
  for (std::size_t at = 0; at < text.size();) {
    const text::Decoded d = text::decode(text, at);
    const std::string one = text.substr(at, d.bytes);
    at += d.bytes;
    ++all;
    auto known = can.find(d.point);
    if (known == can.end()) known = can.emplace(d.point, base_of(text::from_base(one, encoding), name) == one).first;
    if (known->second) held += one;
    else ++lost;
  }
  if (lost * 50 > all) return std::nullopt;
  std::string bytes = text::from_base(held, encoding);
  if (base_of(bytes, name) != held) return std::nullopt;
  return bytes;
}

std::string by_icu(const std::string& bytes) {
  UErrorCode status = U_ZERO_ERROR;
  UCharsetDetector* detector = ucsdet_open(&status);
  ucsdet_setText(detector, bytes.data(), static_cast<std::int32_t>(bytes.size()), &status);
  const UCharsetMatch* match = ucsdet_detect(detector, &status);
  std::string name;
  if (U_SUCCESS(status) && match != nullptr) name = ucsdet_getName(match, &status);
  ucsdet_close(detector);
  return name;
}

std::string by_uchardet(const std::string& bytes) {
  uchardet_t detector = uchardet_new();
  uchardet_handle_data(detector, bytes.data(), bytes.size());
  uchardet_data_end(detector);
  std::string name = uchardet_get_charset(detector);
  uchardet_delete(detector);
  if (name == "UHC") name = "windows-949";
  if (name == "MAC-CYRILLIC") name = "x-mac-cyrillic";
  if (name == "MAC-CENTRALEUROPE") name = "x-mac-centraleurroman";
  return name;
}

bool plain_ascii(const std::string& bytes) {
  return std::all_of(bytes.begin(), bytes.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80 && c != 0x1B && c != 0x0E; });
}

struct Tally {
  std::size_t cases = 0;
  std::array<std::size_t, 3> wrong{};
  std::size_t unsure = 0;        // ours, below kSureEnough
  std::size_t unsure_wrong = 0;  // of these wrong
};

struct Options {
  std::uint64_t seed = 20;
  bool wrong = false;
  bool langs = false;
};

class Bench {
 public:
  explicit Bench(Options options) : options_(options), state_(options.seed) {}

  void add(const text::Languages& languages, const std::string& name, const std::string& text) {
    languages_ = &languages;
    for (const char* encoding : kEncodings) {
      const std::optional<std::string> bytes = written(text, encoding);
      if (!bytes) continue;
      for (const std::size_t length : kLengths)
        for (int cut = 0; cut < (length == 0 ? 1 : kCuts); ++cut) {
          if (length >= bytes->size()) continue;
          std::size_t begin = length == 0 ? 0 : next() % (bytes->size() - length);
          const std::string kind = encoding;
          if (kind.starts_with("UTF-16")) begin &= ~std::size_t{1};
          if (kind.starts_with("UTF-32")) begin &= ~std::size_t{3};
          judge(name, encoding, length, bytes->substr(begin, length == 0 ? std::string::npos : length),
                inside(*bytes, begin, encoding));
        }
    }
  }

  void print() const {
    std::printf(
        "| encodings | length | cases | wrong: runon | ICU ucsdet | uchardet | runon unsure (wrong) |\n| --- | ---: | ---: | "
        "---: | ---: | ---: | ---: |\n");
    for (const auto& [key, t] : tallies_)
      std::printf("| %s | %s | %zu | %zu (%.2f%%) | %zu (%.1f%%) | %zu (%.1f%%) | %zu (%zu) |\n", key.first.c_str(),
                  key.second == 0 ? "whole" : std::to_string(key.second).c_str(), t.cases, t.wrong[0], share(t, 0), t.wrong[1],
                  share(t, 1), t.wrong[2], share(t, 2), t.unsure, t.unsure_wrong);
  }

 private:
  static double share(const Tally& t, std::size_t who) {
    return 100.0 * static_cast<double>(t.wrong.at(who)) / static_cast<double>(t.cases);
  }

  std::size_t next() {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::size_t>(state_ >> 33U);
  }

  // Bytes of the run that a piece begins with, where it begins inside a character and has white space behind.
  static std::size_t inside(const std::string& bytes, std::size_t begin, const std::string& encoding) {
    constexpr std::size_t kLongest = 8;
    if (begin == 0 || encoding.starts_with("UTF-") || encoding.starts_with("ISO-2022")) return 0;
    const std::size_t word = bytes.find_last_of("\n ", begin - 1) + 1;
    const std::string before = base_of(bytes.substr(word, begin - word), encoding);
    const std::string over = base_of(bytes.substr(word, begin + kLongest - word), encoding);
    const std::size_t white = bytes.find_first_of(" \n", begin);
    return over.starts_with(before) || white == std::string::npos ? 0 : white - begin;
  }

  void judge(const std::string& name, const std::string& encoding, std::size_t length, const std::string& bytes,
             std::size_t torn) {
    if (plain_ascii(bytes)) return;
    const text::Detected ours = text::detect(bytes, languages_);
    const std::string clear = torn < bytes.size() ? bytes.substr(torn) : bytes;
    const std::string truth = base_of(clear, encoding);
    const std::array<std::string, 3> answers = {ours.name, by_icu(bytes), by_uchardet(bytes)};
    std::array<bool, 3> right{};
    for (std::size_t i = 0; i < answers.size(); ++i)
      right.at(i) = answers.at(i) == encoding || (!answers.at(i).empty() && base_of(clear, answers.at(i)) == truth);
    for (const std::string& group :
         {family(encoding), std::string("all"), options_.langs ? "lang " + name.substr(0, name.find('-')) : std::string()}) {
      if (group.empty()) continue;
      Tally& tally = tallies_[{group, length}];
      ++tally.cases;
      for (std::size_t i = 0; i < 3; ++i)
        if (!right.at(i)) ++tally.wrong.at(i);
      if (ours.confidence < text::kSureEnough) ++tally.unsure;
      if (ours.confidence < text::kSureEnough && !right[0]) ++tally.unsure_wrong;
    }
    if (options_.wrong && !right[0])
      std::printf("WRONG %s %s %zu: %s (%.3f)\n", name.c_str(), encoding.c_str(), length, ours.name.c_str(),
                  static_cast<double>(ours.confidence));
  }

  const text::Languages* languages_ = nullptr;
  Options options_;
  std::map<std::pair<std::string, std::size_t>, Tally> tallies_;
  std::uint64_t state_;
};

std::string content(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Models of the lines of a file.
std::unique_ptr<text::Languages> models(const std::string& rows) {
  std::vector<std::string_view> lines;
  for (std::size_t at = 0; at < rows.size();) {
    const std::size_t end = std::min(rows.find('\n', at), rows.size());
    lines.push_back(std::string_view(rows).substr(at, end - at));
    at = end + 1;
  }
  return std::make_unique<text::Languages>(lines);
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  std::vector<std::unique_ptr<text::Languages>> folds;
  std::vector<fs::path> texts;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--wrong") options.wrong = true;
    else if (word == "--langs") options.langs = true;
    else if (word == "--seed" && i + 1 < argc) options.seed = std::stoull(argv[++i]);
    else if (word == "--rows" && i + 1 < argc) folds.push_back(models(content(argv[++i])));
    else
      for (const auto& entry : fs::directory_iterator(word))
        if (entry.path().extension() == ".txt") texts.push_back(entry.path());
  }
  std::sort(texts.begin(), texts.end());
  Bench bench(options);
  for (std::size_t i = 0; i < texts.size(); ++i)
    bench.add(folds.empty() ? text::Languages::standard() : *folds[i % folds.size()], texts[i].filename().string(),
              content(texts[i]));
  bench.print();
}
