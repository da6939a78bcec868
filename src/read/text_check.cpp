#include "read/text_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "text/detect.h"
#include "text/encoding.h"

namespace runon::read {
namespace {

using base::Code;
using base::Error;

struct Signature {
  std::string_view bytes;
  std::string_view name;
  std::string_view hint;
};

constexpr std::string_view kPicture = "run OCR on it first";
constexpr std::string_view kPacked = "unpack it first";
constexpr std::string_view kExtract = "extract its text first";

using namespace std::string_view_literals;

// Each begins with a byte that is no text, or is long enough that no text begins so by chance.
constexpr std::array kSignatures = {
    Signature{"\xFF\xD8\xFF"sv, "a JPEG picture", kPicture},
    Signature{"\x89PNG\r\n\x1A\n"sv, "a PNG picture", kPicture},
    Signature{"GIF87a"sv, "a GIF picture", kPicture},
    Signature{"GIF89a"sv, "a GIF picture", kPicture},
    Signature{"II*\0"sv, "a TIFF picture", kPicture},
    Signature{"MM\0*"sv, "a TIFF picture", kPicture},
    Signature{"\0\0\0\x0CjP  "sv, "a JPEG 2000 picture", kPicture},
    Signature{"%PDF-"sv, "a PDF file", "extract its text first, for instance with pdftotext"},
    Signature{"PK\x03\x04"sv, "a ZIP archive (or an office document)", kPacked},
    Signature{"\x1F\x8B"sv, "gzip data", kPacked},
    Signature{"\x28\xB5\x2F\xFD"sv, "Zstandard data", kPacked},
    Signature{"\xFD"
              "7zXZ\0"sv,
              "xz data", kPacked},
    Signature{"7z\xBC\xAF\x27\x1C"sv, "a 7-Zip archive", kPacked},
    Signature{"BZh91AY&SY"sv, "bzip2 data", kPacked},
    Signature{"Rar!\x1A\x07"sv, "a RAR archive", kPacked},
    Signature{"\x7F"
              "ELF"sv,
              "a program", ""},
    Signature{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, "an old office document", kExtract},
    Signature{"SQLite format 3\0"sv, "an SQLite database", kExtract},
    Signature{"PAR1"sv, "a Parquet file", "write its text as JSON Lines first"},
};

constexpr std::size_t kSample = std::size_t{64} << 10U;

}  // namespace

std::optional<Error> find_signature(std::string_view bytes) {
  const auto found = std::find_if(kSignatures.begin(), kSignatures.end(),
                                  [&](const Signature& s) { return bytes.substr(0, s.bytes.size()) == s.bytes; });
  if (found == kSignatures.end() && bytes.substr(0, 512).size() == 512 && bytes.substr(257, 5) == "ustar")
    return Error{Code::not_text, "not text: a tar archive in an archive", {}, std::string(kPacked)};
  if (found == kSignatures.end()) return std::nullopt;
  return Error{Code::not_text, fmt::format("not text: {}", found->name), {}, std::string(found->hint)};
}

std::optional<Error> find_binary(std::string_view utf8) {
  if (!text::looks_binary(utf8)) return std::nullopt;
  const std::string_view head = utf8.substr(0, kSample);
  const auto nuls = std::count(head.begin(), head.end(), '\0');
  if (nuls > 0)
    return Error{Code::not_text,
                 fmt::format("not text: {} NUL bytes among the first {}", nuls, head.size()),
                 {},
                 "give only text files; this one is binary, or was filled up by a broken copy"};
  return Error{Code::not_text,
               "not text: too much of it is control characters or bytes that are no character",
               {},
               "if it is text, name its encoding: --encoding NAME"};
}

bool is_guess(const flow::Encoding& encoding) { return encoding.detected && encoding.confidence < text::kSureEnough; }

base::Status decode_text(flow::Document& document, std::string_view encoding) {
  if (std::optional<Error> error = find_signature(document.base)) return *std::move(error);
  base::Result<text::Transcoded> decoded = text::to_base(std::move(document.base), encoding);
  if (!decoded) return std::move(decoded.error());
  document.base = std::move(decoded.value().base);
  document.encoding = std::move(decoded.value().encoding);
  if (is_guess(document.encoding)) document.problems.push_back({"encoding only guessed: " + document.encoding.name, 1, 0});
  if (std::optional<Error> error = find_binary(document.base)) return *std::move(error);
  document.text = document.base;
  return base::Done{};
}

}  // namespace runon::read
