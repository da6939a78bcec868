#include "text/sample.h"

#include <unicode/unorm2.h>

#include <algorithm>
#include <bitset>

#include "text/converter.h"
#include "text/encoding.h"
#include "text/utf8.h"

namespace runon::text {
namespace {

constexpr std::size_t kRareBytes = 2048;  // on top: words with bytes that the sample lacks
constexpr std::size_t kWord = 1024;       // a longer run without white space comes in pieces
constexpr std::size_t kEscapedLines = 4096;
constexpr std::size_t kSign = 3;  // bytes of a character

bool high(char c) { return static_cast<unsigned char>(c) >= 0x80; }
bool white(char c) { return c == ' ' || (c >= 9 && c <= 13); }

// Whether what begins so may have lost the begin of a character. Every second byte of GB 18030's long ones is a digit.
bool may_be_inside(std::string_view word) {
  return high(word[0]) || (word.size() > 1 && word[0] >= '0' && word[0] <= '9' && high(word[1]));
}

}  // namespace

Sample take_sample(std::string_view bytes, std::size_t limit) {
  Sample sample;
  std::bitset<128> seen;
  std::size_t rare = 0;
  bool torn = false;      // a run goes on that was too long for one piece
  bool in_first = false;  // the run is the one that the text begins with
  bool after_sign = false;
  for (std::size_t at = 0; at < bytes.size();) {
    std::size_t end = at;
    bool beyond = false;
    bool fresh = false;
    while (end < bytes.size() && end - at < kWord && !white(bytes[end])) {
      if (high(bytes[end])) {
        beyond = true;
        fresh = fresh || !seen[static_cast<unsigned char>(bytes[end]) & 0x7FU];
      }
      ++end;
    }
    const std::string_view word = bytes.substr(at, end - at);
    const bool room = sample.bytes() < limit;
    const bool whole = !torn && (end == bytes.size() || white(bytes[end]));
    // The word behind a sign that stands alone goes with it, for it says what the sign is there for.
    const bool behind_sign = after_sign && !beyond && whole && !word.empty();
    after_sign = false;
    const bool wanted = behind_sign || (beyond && (room || (fresh && whole && rare < kRareBytes)));
    if (wanted) {
      if (!room) rare += word.size();
      in_first = (at == 0 && may_be_inside(word)) || (torn && in_first);
      std::string& into = in_first ? sample.first : sample.words;
      into += word;
      into += end < bytes.size() && white(bytes[end]) ? " " : "";
      sample.to_end = end == bytes.size() || !white(bytes[end]);
      after_sign = beyond && room && word.size() <= kSign && std::all_of(word.begin(), word.end(), high);
      for (const char c : word)
        if (high(c)) seen.set(static_cast<unsigned char>(c) & 0x7FU);
    } else if (!beyond && !word.empty()) {
      sample.ascii_bytes += word.size();
      if (sample.ascii.size() < 256) sample.ascii.append(word) += ' ';
    }
    torn = end < bytes.size() && !white(bytes[end]);
    while (end < bytes.size() && white(bytes[end])) ++end;
    at = end;
    if (!room && rare >= kRareBytes) break;
  }
  return sample;
}

namespace {

// Vietnamese of windows-1258 has its accents behind the letters.
void compose(std::u32string& text) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2* nfc = unorm2_getNFCInstance(&status);
  if (U_FAILURE(status)) return;
  std::size_t kept = 0;
  for (const char32_t c : text) {
    const UChar32 one = kept == 0 || c < 0x300 || c > 0x323
                            ? U_SENTINEL
                            : unorm2_composePair(nfc, static_cast<UChar32>(text[kept - 1]), static_cast<UChar32>(c));
    if (one >= 0) text[kept - 1] = static_cast<char32_t>(one);
    else text[kept++] = c;
  }
  text.resize(kept);
}

}  // namespace

std::u32string read_as(std::string_view name, std::string_view bytes) {
  std::u32string text;
  if (name == kUtf8) {
    for (std::size_t at = 0; at < bytes.size();) {
      const Decoded d = decode(bytes, at);
      if (d.well_formed) text.push_back(d.point);
      else
        for (std::size_t i = 0; i < d.bytes; ++i)
          text.push_back((i == 0 ? kEscapeFirst : kEscapeNext) + static_cast<unsigned char>(bytes[at + i]));
      at += d.bytes;
    }
    return text;
  }
  Codec::of(std::string(name)).decode(bytes, text);
  if (name == "windows-1258") compose(text);
  return text;
}

double drop_cut_end(std::u32string& text, bool utf8) {
  std::size_t begin = text.size();
  while (begin > 0 && text.size() - begin < 3 && is_escape(text[begin - 1]))
    if (text[--begin] < kEscapeNext && utf8) break;
  if (begin == text.size()) return 0;
  const char32_t lead = text[begin] - kEscapeFirst;
  if (utf8 && (lead < 0xC2 || lead > 0xF4)) return 0;  // nothing begins with that
  text.resize(begin);
  return kCut;
}

std::string lines_with_escapes(std::string_view bytes) {
  std::string lines;
  for (std::size_t at = bytes.find_first_of("\x1B\x0E\x0F"); at < bytes.size() && lines.size() < kEscapedLines;) {
    const std::size_t begin = bytes.rfind('\n', at) + 1;
    const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
    lines += bytes.substr(begin, std::min(end - begin, kEscapedLines));
    lines += '\n';
    at = bytes.find_first_of("\x1B\x0E\x0F", end);
  }
  return lines;
}

std::string with_heads(const std::string& lines, std::string_view name, bool headless) {
  if (name == "ISO-2022-KR") return "\x1B$)C" + lines;
  if (name != "ISO-2022-CN" || !headless) return lines;
  std::string out;
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t end = lines.find('\n', at) + 1;
    out += "\x1B$)A" + lines.substr(at, end - at);
    at = end;
  }
  return out;
}

}  // namespace runon::text
