#include "io/byte_stream.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace runon::io {
namespace {

using base::Code;
using base::Error;
using namespace std::string_view_literals;

// So much may come out of however little.
constexpr std::size_t kAlwaysFits = std::size_t{16} << 20U;
constexpr std::size_t kTarHeader = 512;

struct Magic {
  std::string_view bytes;
  Packing packing;
};

constexpr std::array kMagics = {
    Magic{"\x1F\x8B\x08"sv, Packing::gzip},
    Magic{"\x28\xB5\x2F\xFD"sv, Packing::zstd},
    Magic{"\xFD"
          "7zXZ\0"sv,
          Packing::xz},
    Magic{"BZh"sv, Packing::bzip2},
    Magic{"\x04\x22\x4D\x18"sv, Packing::lz4},
    Magic{"PK\x03\x04"sv, Packing::zip},
    Magic{"PK\x05\x06"sv, Packing::zip},  // without a member
};

// bzip2 says its block size in a digit, and begins a block or its end with six more bytes.
bool is_bzip2(std::string_view head) {
  const std::string_view block = head.substr(std::min<std::size_t>(4, head.size()), 6);
  return head.size() >= 4 && head[3] >= '1' && head[3] <= '9' &&
         ("\x31\x41\x59\x26\x53\x59"sv.starts_with(block) || "\x17\x72\x45\x38\x50\x90"sv.starts_with(block));
}

// POSIX ustar and all before it: a checksum over the header, in octal digits, its own field taken as spaces.
bool is_tar(std::string_view head) {
  if (head.size() < kTarHeader || head[0] == '\0') return false;
  std::string_view digits = head.substr(148, 8);
  digits.remove_prefix(std::min(digits.find_first_not_of(' '), digits.size()));
  std::uint32_t wanted = 0;
  std::size_t length = 0;
  for (; length < digits.size() && digits[length] >= '0' && digits[length] <= '7'; ++length)
    wanted = wanted * 8 + static_cast<std::uint32_t>(digits[length] - '0');
  if (length == 0) return false;
  std::uint32_t sum = 0;
  std::int32_t signed_sum = 0;  // of some old programs
  for (std::size_t i = 0; i < kTarHeader; ++i) {
    const char c = i >= 148 && i < 156 ? ' ' : head[i];
    sum += static_cast<unsigned char>(c);
    signed_sum += static_cast<signed char>(c);
  }
  return sum == wanted || signed_sum == static_cast<std::int32_t>(wanted);
}

// zstd's skippable frames and the blocks of pzstd begin so too.
bool is_skippable(std::string_view head) {
  return head.size() >= 4 && (static_cast<unsigned char>(head[0]) & 0xF0U) == 0x50 && head.substr(1, 3) == "\x2A\x4D\x18"sv;
}

struct Ending {
  std::string_view ending;
  Packing packing;
};

constexpr std::array kEndings = {
    Ending{".gz", Packing::gzip}, Ending{".tgz", Packing::gzip}, Ending{".zst", Packing::zstd},  Ending{".tzst", Packing::zstd},
    Ending{".xz", Packing::xz},   Ending{".txz", Packing::xz},   Ending{".bz2", Packing::bzip2}, Ending{".tbz2", Packing::bzip2},
    Ending{".lz4", Packing::lz4}, Ending{".tar", Packing::tar},  Ending{".zip", Packing::zip},
};

}  // namespace

base::Status ByteStream::seek(std::size_t /*to*/) { return Error{Code::internal, "a stream cannot go back", {}, {}}; }

bool Meter::fits(std::size_t given) const {
  if (max_expand <= 0 || given <= kAlwaysFits) return true;
  return static_cast<double>(given) <= max_expand * static_cast<double>(std::max<std::size_t>(std::min(taken, whole), 1));
}

Error damaged(const Meter& meter, std::string_view what, std::string_view why) {
  return {Code::malformed, fmt::format("damaged {}: {}", what, why), fmt::format("byte {}", std::min(meter.taken, meter.whole)),
          "what stood in front of the fault was cleaned; fetch or make the file again"};
}

Error too_large(const Meter& meter, std::string_view what) {
  return {Code::malformed, fmt::format("the {} holds more than {} times what was read of it", what, meter.max_expand),
          fmt::format("byte {}", std::min(meter.taken, meter.whole)), "if that is as it should be: --max-expand 0"};
}

Packing packing_of(std::string_view head) {
  for (const Magic& magic : kMagics) {
    if (!head.starts_with(magic.bytes)) continue;
    if (magic.packing == Packing::bzip2 && !is_bzip2(head)) continue;
    return magic.packing;
  }
  if (is_skippable(head)) return Packing::zstd;
  return is_tar(head) ? Packing::tar : Packing::none;
}

std::string_view name(Packing packing) {
  constexpr std::array kNames = {"plain"sv, "gzip"sv, "zstd"sv, "xz"sv, "bzip2"sv, "lz4"sv, "tar"sv, "zip"sv};
  return kNames[static_cast<std::size_t>(packing)];
}

Packing promised_packing(std::string_view name) {
  for (const Ending& row : kEndings)
    if (name.size() > row.ending.size() && name.ends_with(row.ending)) return row.packing;
  return Packing::none;
}

}  // namespace runon::io
