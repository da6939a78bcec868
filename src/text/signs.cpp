#include "text/signs.h"

#include "text/utf8.h"

namespace runon::text {
namespace {

// Costs, in quarters of a bit: what is odd, and what is hardly ever seen.
constexpr unsigned kOdd = 10;
constexpr unsigned kVeryOdd = 20;

enum class Sign : std::uint8_t {
  kNone,
  kOpening,
  kQuote,
  kAngle,
  kUnit,
  kSection,
  kBullet,
  kCurrency,
  kAccent,
  kAcute,
  kDrawing
};

Sign latin1_sign(char32_t c) {
  switch (c) {
    case 0xA1:  // INVERTED EXCLAMATION MARK
    case 0xBF:  // INVERTED QUESTION MARK
      return Sign::kOpening;
    case 0xA2:  // CENT SIGN
    case 0xB0:  // DEGREE SIGN
      return Sign::kUnit;
    case 0xA3:  // POUND SIGN
    case 0xA5:  // YEN SIGN
      return Sign::kCurrency;
    case 0xA4:  // CURRENCY SIGN
    case 0xA6:  // BROKEN BAR
    case 0xA8:  // DIAERESIS
    case 0xAC:  // NOT SIGN
    case 0xAF:  // MACRON
    case 0xB8:  // CEDILLA
      return Sign::kAccent;
    case 0xB4:  // ACUTE ACCENT, which some write for an apostrophe
      return Sign::kAcute;
    case 0xA7:  // SECTION SIGN
      return Sign::kSection;
    case 0xAB:  // LEFT-POINTING DOUBLE ANGLE QUOTATION MARK
    case 0xBB:  // the right-pointing one
      return Sign::kAngle;
    default: return Sign::kNone;
  }
}

Sign sign_of(char32_t c) {
  if (c < 0x100) return latin1_sign(c);
  if (c == 0x201A || c == 0x201E) return Sign::kOpening;   // low quotation marks
  if (in_range(c, 0x221A, 0x221C)) return Sign::kOpening;  // roots stand before numbers
  if (c == 0x201C || c == 0x201D) return Sign::kQuote;     // what opens in one language closes in another
  if (c == 0x2030 || in_range(c, 0x2032, 0x2034)) return Sign::kUnit;
  if (in_range(c, 0x20A0, 0x20CF)) return Sign::kCurrency;
  if (in_range(c, 0x2500, 0x259F) || in_range(c, 0x3300, 0x33FF)) return Sign::kDrawing;  // boxes, blocks; words in a square
  if (c == 0x2022 || in_range(c, 0x25A0, 0x27BF)) return Sign::kBullet;
  return Sign::kNone;
}

bool in_word(Beside side) { return side == Beside::kDigit || side == Beside::kLetter; }

}  // namespace

unsigned misplaced(char32_t c, Beside before, Beside after, Beside beyond) {
  const bool white_after = after == Beside::kWhite;
  const bool alone = before == Beside::kWhite && white_after;
  const bool inside = before == Beside::kLetter && after == Beside::kLetter;
  switch (sign_of(c)) {
    case Sign::kNone: return 0;
    case Sign::kOpening: return in_word(before) || white_after ? kVeryOdd : 0;
    case Sign::kQuote: return inside ? kVeryOdd : alone ? kOdd : 0;
    case Sign::kAngle: return inside ? kVeryOdd : 0;
    case Sign::kUnit: return alone ? kVeryOdd : before == Beside::kDigit || after == Beside::kLetter ? 0 : kOdd;
    case Sign::kSection: return before == Beside::kLetter ? kVeryOdd : white_after && beyond == Beside::kLetter ? kOdd : 0;
    case Sign::kBullet: return inside ? kVeryOdd : in_word(before) ? kOdd : 0;
    case Sign::kCurrency: return inside ? kVeryOdd : 0;
    case Sign::kAccent: return kOdd;
    case Sign::kAcute: return alone ? kVeryOdd : 0;
    case Sign::kDrawing: return in_word(before) || in_word(after) ? kVeryOdd : kOdd;
  }
  return 0;
}

std::size_t sign_slot(char32_t c) {
  if (in_range(c, 0xA0, 0xBF)) return c - 0xA0;
  if (c == 0xD7 || c == 0xF7) return c == 0xD7 ? 0x20 : 0x21;
  if (in_range(c, 0x2000, 0x206F)) return 0x22 + (c - 0x2000);
  if (in_range(c, 0x20A0, 0x20CF)) return 0x22 + 0x70 + (c - 0x20A0);
  if (in_range(c, 0x2100, 0x214F)) return 0x22 + 0x70 + 0x30 + (c - 0x2100);
  return kSignSlots;
}

}  // namespace runon::text
