#include "text/survey.h"

#include <algorithm>
#include <cstddef>

#include "base/eight.h"
#include "base/vectors.h"
#include "text/sound.h"
#include "text/utf8.h"

namespace runon::text {
namespace {

constexpr std::size_t kFront = std::size_t{1} << 16U;

bool high(char c) { return static_cast<unsigned char>(c) >= 0x80; }
bool stray_control(unsigned char c) { return c < 0x20 && !(c >= 0x09 && c <= 0x0D) && c != 0x1B; }

class Surveyor {
 public:
  explicit Surveyor(std::string_view bytes) : bytes_(bytes) {
    const bool wide = base::wide_vectors();
    for (std::size_t at = 0; at < bytes.size() && !done_;) {
      const Sound sound = pass_sound(bytes, at, wide);
      if (sound.beyond_ascii) pass_characters();
      at = sound.end;
      const std::size_t stop = std::min(at + kUnsoundBytes, bytes.size());
      while (at < stop && !done_) at += pass_one(at);
    }
  }

  Survey found;

 private:
  // Well-formed ones of several bytes.
  void pass_characters() {
    found.beyond_ascii = true;
    if (found.well_formed) found.whole = true;
    else done_ = true;
  }

  // How many bytes it takes.
  std::size_t pass_one(std::size_t at) {
    const auto byte = static_cast<unsigned char>(bytes_[at]);
    if (byte < 0x80) {
      if (byte == 0x1B || byte == 0x0E || byte == 0x0F) found.escapes = true;
      else if (stray_control(byte) && at < kFront) found.controls = true;
      return 1;
    }
    const Decoded d = decode(bytes_, at);
    if (d.well_formed || !found.well_formed) {
      pass_characters();
      return d.bytes;
    }
    found.beyond_ascii = true;
    const bool cut_begin = at < 3 && (byte & 0xC0U) == 0x80U && (at == 0 || high(bytes_[at - 1]));
    const bool cut_end = at + d.bytes == bytes_.size() && byte >= 0xC2 && byte <= 0xF4;
    if (!cut_begin && !cut_end) found.well_formed = false;
    return d.bytes;
  }

  std::string_view bytes_;
  bool done_ = false;  // nothing behind would change what was found
};

}  // namespace

Survey survey(std::string_view bytes) { return Surveyor(bytes).found; }

bool surely_utf8(std::string_view bytes) {
  constexpr std::size_t kForEachFault = 64;
  std::size_t well_formed = 0;
  std::size_t faults = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    if (static_cast<unsigned char>(bytes[at]) < 0x80) {
      at = base::pass_eights(bytes, at + 1, [](const base::Eight& eight) { return eight.ascii(); });
      continue;
    }
    const Decoded d = decode(bytes, at);
    ++(d.well_formed ? well_formed : faults);
    at += d.bytes;
  }
  return well_formed >= kForEachFault && well_formed >= kForEachFault * faults;
}

}  // namespace runon::text
