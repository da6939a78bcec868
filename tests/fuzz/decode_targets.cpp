// Bytes in any encoding, and back.
#include <string>

#include "flow/document.h"
#include "fuzz/samples.h"
#include "fuzz/targets.h"
#include "text/converter.h"
#include "text/detect.h"
#include "text/encoding.h"

namespace runon::fuzz {
namespace {

using Names = std::vector<std::string>;

// The law of text/encoding.h, and that positions grow with each other.
void check_round_trip(std::string_view bytes, const std::string& encoding) {
  const auto made = text::to_base(std::string(bytes), encoding);
  hold(made.ok(), "the encoding is not known: " + encoding);
  const text::Transcoded& t = made.value();
  hold(text::from_base(t.base, t.encoding) == bytes, "the bytes do not come back from " + t.encoding.name);
  hold(t.encoding.confidence >= 0 && t.encoding.confidence <= 1, "a confidence out of range");
  text::SourceOffsets offsets(t.base, t.encoding);
  std::size_t before = 0;
  for (std::size_t at = 0; at < t.base.size(); at += text::decode_base(t.base, at).bytes) {
    const std::size_t now = offsets.at(at);
    hold(now >= before && now <= bytes.size(), "an offset goes back, or behind the input");
    before = now;
  }
  const std::size_t end = offsets.at(t.base.size());
  hold(end >= before && end <= bytes.size(), "the end stands behind the input");
  text::looks_binary(t.base);
}

const Names& unicode_names() {
  static const Names names = {"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE"};
  return names;
}

const Names& east_asian_names() {
  static const Names names = {"GB18030", "GBK",    "Big5",        "Big5-HKSCS", "EUC-JP",     "Shift_JIS",
                              "EUC-KR",  "EUC-TW", "windows-949", "GB2312",     "windows-936"};
  return names;
}

const Names& stateful_names() {
  static const Names names = {"ISO-2022-JP", "ISO-2022-KR", "ISO-2022-CN", "HZ", "UTF-7", "SCSU", "BOCU-1", "IMAP-mailbox-name"};
  return names;
}

const Names& all_names() {
  static const Names names = text::converter_names();
  return names;
}

template <const Names& (*names)()>
void decode(std::string_view bytes) {
  const unsigned which = take_byte(bytes);
  check_round_trip(bytes, names()[which % names().size()]);
}

// More than 256 names: two bytes.
void decode_any(std::string_view bytes) {
  const unsigned high = take_byte(bytes);
  const unsigned which = high * 256 + take_byte(bytes);
  check_round_trip(bytes, all_names()[which % all_names().size()]);
}

void detect(std::string_view bytes) { check_round_trip(bytes, "auto"); }

// Texts written in each of the encodings, as far as it has their characters.
std::vector<std::string> written_in(const Names& names, std::size_t limit, bool with_byte) {
  std::vector<std::string> out;
  const std::vector<std::string> some = texts(24);
  for (std::size_t i = 0; i < names.size() && i < limit; ++i) {
    flow::Encoding encoding;
    const auto name = text::encoding_name(names[i]);
    encoding.name = name && name.value() != "UTF-16" && name.value() != "UTF-32" ? name.value() : "UTF-16LE";
    for (std::size_t n = i % 3; n < some.size(); n += 3)
      out.push_back((with_byte ? std::string(1, static_cast<char>(i)) : std::string()) + text::from_base(some[n], encoding));
  }
  return out;
}

template <const Names& (*names)()>
std::vector<std::string> seeds() {
  return written_in(names(), 256, true);
}

std::vector<std::string> seeds_of_any() {
  std::vector<std::string> out;
  for (const std::string& one : written_in(all_names(), 256, true)) out.push_back(std::string(1, '\0') + one);
  return out;
}

std::vector<std::string> seeds_of_detect() { return written_in(text::detectable(), 64, false); }

}  // namespace

std::vector<Target> decode_targets() {
  constexpr std::string_view kLaws = "the bytes come back; positions grow";
  return {{"decode_unicode", kLaws, decode<unicode_names>, seeds<unicode_names>},
          {"decode_east_asian", kLaws, decode<east_asian_names>, seeds<east_asian_names>},
          {"decode_stateful", kLaws, decode<stateful_names>, seeds<stateful_names>},
          {"decode_any", kLaws, decode_any, seeds_of_any},
          {"detect", kLaws, detect, seeds_of_detect}};
}

}  // namespace runon::fuzz
