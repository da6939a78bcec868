#include "fuzz/samples.h"

#include <cstddef>
#include <cstdint>
#include <cstdio>

#include "base/json.h"
#include "io/compressor.h"
#include "support/generate.h"
#include "support/random.h"
#include "write/json.h"

namespace runon::fuzz {
namespace {

constexpr std::size_t kMostBytes = 1024;

std::uint32_t crc32(std::string_view bytes) {
  std::uint32_t crc = 0xFFFFFFFFU;
  for (const char c : bytes) {
    crc ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
  }
  return ~crc;
}

std::string little(std::uint64_t value, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i) out.push_back(static_cast<char>((value >> (8U * static_cast<unsigned>(i))) & 0xFFU));
  return out;
}

std::string octal(std::size_t value, int width) {
  char text[32];
  std::snprintf(text, sizeof text, "%0*zo", width - 1, value);
  return {text, static_cast<std::size_t>(width)};
}

}  // namespace

std::vector<std::string> texts(std::size_t count) {
  std::vector<std::string> out;
  support::Random random(11);
  const auto pages = support::seed_documents();
  for (std::size_t i = 0; i < count; ++i) {
    std::string bytes;
    if (i % 3 == 0 && !pages.empty()) {
      const std::string& page = random.pick(pages).second;
      bytes = page.substr(random.below(page.size()), random.between(100, kMostBytes));
    } else {
      bytes = support::document(i);
    }
    out.push_back(bytes.substr(0, kMostBytes));
  }
  for (const auto& [name, bytes] : support::edge_documents())
    if (bytes.size() <= kMostBytes) out.push_back(bytes);
  return out;
}

std::vector<std::string> behind_bytes(const std::vector<std::string>& texts, unsigned values) {
  std::vector<std::string> out;
  unsigned value = 0;
  for (const std::string& text : texts) out.push_back(static_cast<char>(value++ % values) + text);
  return out;
}

std::string tar(const Members& members) {
  std::string out;
  for (const auto& [name, bytes] : members) {
    std::string header = name.substr(0, 99);
    header.resize(100);
    header += octal(0644, 8) + octal(0, 8) + octal(0, 8) + octal(bytes.size(), 12) + octal(0, 12) + "        0";
    header.resize(257);
    header += std::string("ustar\0", 6) + "00";
    header.resize(512);
    unsigned sum = 0;
    for (const char c : header) sum += static_cast<unsigned char>(c);
    header.replace(148, 7, octal(sum, 7));
    out += header + bytes;
    out.resize((out.size() + 511) / 512 * 512);
  }
  return out + std::string(1024, '\0');
}

std::string zip(const Members& members) {
  std::string out;
  std::string directory;
  for (const auto& [name, bytes] : members) {
    const std::string facts = little(10, 2) + little(0, 2) + little(0, 2) + little(0, 4) + little(crc32(bytes), 4) +
                              little(bytes.size(), 4) + little(bytes.size(), 4) + little(name.size(), 2) + little(0, 2);
    directory += "PK\x01\x02" + little(10, 2) + facts + little(0, 2) + little(0, 2) + little(0, 2) + little(0, 4) +
                 little(out.size(), 4) + name;
    out += "PK\x03\x04" + facts + name + bytes;
  }
  return out + directory + "PK\x05\x06" + little(0, 4) + little(members.size(), 2) + little(members.size(), 2) +
         little(directory.size(), 4) + little(out.size(), 4) + little(0, 2);
}

std::string compressed(std::string_view ending, std::string_view bytes) {
  std::string out;
  auto made = io::Compressor::create(io::codec_of("a" + std::string(ending)));
  if (!made || !made.value().write(bytes, out) || !made.value().finish(out)) return {};
  return out;
}

std::string records(const std::vector<std::string>& texts) {
  std::string out;
  std::size_t number = 0;
  for (const std::string& text : texts) {
    out += R"({"id":"r)" + std::to_string(++number) + R"(","n":[1,{"a":null}],"text":)";
    if (write::is_utf8(text)) base::append_json(out, text);
    else out += R"("\u6cb3\n\ud83d\ude00")";
    out += number % 3 == 0 ? ",\"metadata\":{\"x\":1}}\r\n" : "}\n";
  }
  return out;
}

}  // namespace runon::fuzz
