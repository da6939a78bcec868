#include "text/fold.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <utility>

#include "text/properties.h"
#include "text/utf8.h"

namespace runon::text {
namespace {

#include "fold_table.inc"
constexpr unsigned kFoldPageBits = 7;

std::uint16_t cell(char32_t c) { return c > 0xFFFF ? kAsk : kPages[kIndex[c >> kFoldPageBits]][c & ((1U << kFoldPageBits) - 1)]; }

bool stays(const Properties& p) {
  const bool symbol = p.category >= 24 && p.category <= 27;
  return p.letter() || p.mark() || p.number() || symbol;
}

// Appends the folding of a stretch that nothing around it composes with; how many letters it has.
std::size_t ask_icu(std::string_view stretch, std::string& key) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  std::string folded;
  icu::StringByteSink<std::string> sink(&folded);
  // ICU counts in 32 bits; only a gigabyte of combining marks would not fit, and is taken as it stands.
  const bool fits = stretch.size() < (std::size_t{1} << 30U);
  if (fold != nullptr && fits)
    fold->normalizeUTF8(0, {stretch.data(), static_cast<std::int32_t>(stretch.size())}, sink, nullptr, status);
  if (!fits || U_FAILURE(status)) folded = stretch;
  std::size_t letters = 0;
  for (std::size_t at = 0; at < folded.size();) {
    const Decoded d = decode(folded, at);
    const Properties& p = properties(d.point);
    if (stays(p)) append(key, d.point);
    if (p.letter()) ++letters;
    at += d.bytes;
  }
  return letters;
}

// What each ASCII character becomes: 0 for nothing, 0x80 for what the table does not say in one byte.
const std::array<unsigned char, 0x80> kAscii = [] {
  std::array<unsigned char, 0x80> folded{};
  for (char32_t c = 0; c < 0x80; ++c) {
    const std::uint16_t move = cell(c);
    const char32_t to = (c + move) & 0xFFFF;
    folded[c] = move == kDrop ? 0 : move == kAsk || to >= 0x80 ? 0x80 : static_cast<unsigned char>(to);
  }
  return folded;
}();

// Writes a code point of the BMP at `at`; gives where it ends.
std::size_t put(char* key, std::size_t at, char32_t point) {
  if (point < 0x80) {
    key[at] = static_cast<char>(point);
    return at + 1;
  }
  if (point < 0x800) {
    key[at] = static_cast<char>(0xC0 | (point >> 6U));
    key[at + 1] = static_cast<char>(0x80 | (point & 0x3F));
    return at + 2;
  }
  key[at] = static_cast<char>(0xE0 | (point >> 12U));
  key[at + 1] = static_cast<char>(0x80 | ((point >> 6U) & 0x3F));
  key[at + 2] = static_cast<char>(0x80 | (point & 0x3F));
  return at + 3;
}

// The first of several bytes is the lowest of their number.
constexpr bool kLittle = std::endian::native == std::endian::little;

// The places of eight bytes at which letters and digits of ASCII stand, as the high bit of each byte.
struct Alphanumerics {
  std::uint64_t letters = 0;
  std::uint64_t all = 0;

  explicit Alphanumerics(std::uint64_t bytes) {
    const std::uint64_t low = bytes & ~kHighs;
    const std::uint64_t small = low | kOnes * 0x20U;
    letters = among(small, 'a', 'z') & ~bytes & kHighs;
    all = letters | (among(low, '0', '9') & ~bytes & kHighs);
  }

  // Bytes in front of the first one that is neither.
  std::size_t run() const { return all == kHighs ? 8 : static_cast<std::size_t>(std::countr_zero(~all & kHighs)) / 8; }
  std::size_t letters_of(std::size_t run) const {
    const std::uint64_t ones = letters >> 7U & (run < 8 ? (std::uint64_t{1} << run * 8) - 1 : ~std::uint64_t{0});
    return static_cast<std::size_t>(ones * kOnes >> 56U);
  }
  // What makes capitals small.
  std::uint64_t small() const { return letters >> 2U; }

 private:
  static constexpr std::uint64_t kOnes = 0x0101010101010101;
  static constexpr std::uint64_t kHighs = 0x8080808080808080;

  // The high bits of bytes from `first` to `last`; all are below 0x80.
  static std::uint64_t among(std::uint64_t bytes, unsigned char first, unsigned char last) {
    return (bytes + kOnes * (0x80U - first)) & ~(bytes + kOnes * (0x7FU - last));
  }
};

constexpr std::size_t kAll = ~std::size_t{0};

// The walk over a text, which writes its key.
class Folding {
 public:
  // Stops where `enough` bytes of the key are settled.
  Folding(std::string_view text, std::string& key, std::size_t enough)
      : text_(text), key_(key), room_(text.size() + text.size() / 2 + kSpare) {
    key_.resize(room_);
    out_ = key_.data();
    while (at_ < text_.size() && key_before_ < enough)
      if (!(static_cast<signed char>(text_[at_]) >= 0 ? ascii() : ideographs())) any();
    key_.resize(size_);
  }

  std::size_t letters() const { return letters_; }
  // Bytes of the key that nothing behind the text would change.
  std::size_t settled() const { return settled_ == kAll ? key_before_ : settled_; }

 private:
  // Nothing takes more room folded than a half more, but what ICU is asked for, which is appended behind; runs are written
  // eight bytes at once.
  static constexpr std::size_t kSpare = 12;

  // Letters and digits in runs; what stands between words goes, byte by byte.
  bool ascii() {
    const std::size_t begin = at_;
    while (kLittle && at_ + sizeof(std::uint64_t) <= text_.size()) {
      std::uint64_t bytes = 0;
      std::memcpy(&bytes, text_.data() + at_, sizeof bytes);
      const Alphanumerics found(bytes);
      const std::size_t run = found.run();
      bytes |= found.small();
      std::memcpy(out_ + size_, &bytes, sizeof bytes);
      size_ += run;
      letters_ += found.letters_of(run);
      at_ += run;
      if (run == sizeof bytes) continue;
      if (!ascii_byte()) break;
    }
    if (!kLittle || at_ + sizeof(std::uint64_t) > text_.size())
      while (at_ < text_.size() && ascii_byte()) {
      }
    if (at_ == begin) return false;
    // What the last one became.
    const unsigned char last = kAscii[static_cast<unsigned char>(text_[at_ - 1])];
    before_ = at_ - 1;
    key_before_ = size_ - (last != 0 ? 1 : 0);
    letters_before_ = letters_ - (ascii_letter(static_cast<char>(last)) ? 1 : 0);
    return true;
  }

  // Folds one byte, where the table knows it.
  bool ascii_byte() {
    const auto byte = static_cast<unsigned char>(text_[at_]);
    if (byte >= 0x80 || kAscii[byte] == 0x80) return false;
    const unsigned char folded = kAscii[byte];
    out_[size_] = static_cast<char>(folded);
    size_ += folded != 0 ? 1 : 0;
    letters_ += ascii_letter(static_cast<char>(folded)) ? 1 : 0;
    ++at_;
    return true;
  }

  // They stay as they are.
  bool ideographs() {
    const std::size_t begin = at_;
    char* to = out_ + size_;
    for (; ideograph(); at_ += 3, to += 3) std::memcpy(to, text_.data() + at_, 3);
    if (at_ == begin) return false;
    const std::size_t bytes = at_ - begin;
    size_ += bytes;
    letters_ += bytes / 3;
    before_ = at_ - 3;
    key_before_ = size_ - 3;
    letters_before_ = letters_ - 1;
    return true;
  }

  // One of U+4E00..U+9FA5 stands here: in well-formed text its bytes compare as the characters do.
  bool ideograph() const {
    if (!kLittle || at_ + sizeof(std::uint32_t) > text_.size()) return ideograph_at(text_, at_) != 0;
    std::uint32_t bytes = 0;
    std::memcpy(&bytes, text_.data() + at_, sizeof bytes);
    return (__builtin_bswap32(bytes) >> 8U) - 0xE4B880U <= 0xE9BEA5U - 0xE4B880U;
  }

  void pass(std::size_t bytes) {
    before_ = std::exchange(at_, at_ + bytes);
    key_before_ = size_;
    letters_before_ = letters_;
  }

  void any() {
    const Decoded d = decode(text_, at_);
    const std::uint16_t move = cell(d.point);
    if (move == kAsk) {
      ask(d.bytes);
      return;
    }
    pass(d.bytes);
    if (move == kDrop) return;
    const char32_t folded = (d.point + move) & 0xFFFF;
    size_ = put(out_, size_, folded);
    if (properties(folded).letter()) ++letters_;
  }

  // From the character before to the next one that composes with nothing.
  void ask(std::size_t first) {
    std::size_t end = at_ + first;
    while (end < text_.size()) {
      const Decoded d = decode(text_, end);
      if (cell(d.point) != kAsk) break;
      end += d.bytes;
    }
    if (end == text_.size()) settled_ = key_before_;
    key_.resize(key_before_);
    letters_ = letters_before_ + ask_icu(text_.substr(before_, end - before_), key_);
    at_ = before_ = end;
    key_before_ = size_ = key_.size();
    letters_before_ = letters_;
    key_.resize(size_ + room_);
    out_ = key_.data();
  }

  std::string_view text_;
  std::string& key_;
  std::size_t room_;
  char* out_ = nullptr;  // the key's bytes: what is written through it might otherwise be the string's own pointer
  std::size_t at_ = 0;
  std::size_t size_ = 0;  // of the key so far
  std::size_t letters_ = 0;
  std::size_t before_ = 0;      // where the character before begins: what follows may compose with it
  std::size_t key_before_ = 0;  // the key without it
  std::size_t letters_before_ = 0;
  std::size_t settled_ = kAll;
};

// The text up to where a character begins, a few dozen bytes.
std::string_view opening(std::string_view text) {
  constexpr std::size_t kBytes = 36;
  if (text.size() <= kBytes) return text;
  std::size_t end = kBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80) --end;
  return text.substr(0, end);
}

// So many ideographs stand in front, which stay as they are, that the last of them is not in the key's begin.
bool begins_with_ideographs(std::string_view text) {
  constexpr std::size_t kBytes = (kKeyBegin / 3 + 2) * 3;
  return text.size() >= kBytes && ideographs_end(text.substr(0, kBytes), 0) == kBytes;
}

}  // namespace

std::size_t fold(std::string_view text, std::string& key) { return Folding(text, key, kAll).letters(); }

std::string_view key_begin(std::string_view text, std::string& key) {
  if (begins_with_ideographs(text)) return text.substr(0, kKeyBegin);
  const std::string_view front = opening(text);
  const std::size_t settled = Folding(front, key, kKeyBegin).settled();
  if (front.size() < text.size() && settled < kKeyBegin) fold(text, key);
  return std::string_view(key).substr(0, kKeyBegin);
}

char32_t lower_case(char32_t point) {
  if (point < 0x80) return point >= U'A' && point <= U'Z' ? point + 0x20 : point;
  return static_cast<char32_t>(u_tolower(static_cast<UChar32>(point)));
}

}  // namespace runon::text
