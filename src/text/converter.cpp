#include "text/converter.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "text/encoding.h"
#include "text/utf8.h"

namespace runon::text {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 14U;
constexpr std::size_t kOpen = 64;  // converters that a thread keeps; the detector's candidates find room

// For ICU's callbacks: a sequence that is no character becomes its bytes, each a surrogate.
void on_bad_bytes(const void* /*context*/, UConverterToUnicodeArgs* args, const char* bytes, std::int32_t length,
                  UConverterCallbackReason reason, UErrorCode* status) {
  if (reason > UCNV_IRREGULAR) return;
  *status = U_ZERO_ERROR;
  std::array<UChar, 32> units{};
  const auto n = static_cast<std::size_t>(std::min<std::int32_t>(length, static_cast<std::int32_t>(units.size())));
  for (std::size_t i = 0; i < n; ++i)
    units.at(i) = static_cast<UChar>((i == 0 ? kEscapeFirst : kEscapeNext) + static_cast<unsigned char>(bytes[i]));
  ucnv_cbToUWriteUChars(args, units.data(), static_cast<std::int32_t>(n), 0, status);
}

// The way back. What no converter can write ends the conversion.
void on_bad_units(const void* /*context*/, UConverterFromUnicodeArgs* args, const UChar* /*units*/, std::int32_t /*length*/,
                  UChar32 point, UConverterCallbackReason reason, UErrorCode* status) {
  if (reason > UCNV_IRREGULAR || !is_escape(static_cast<char32_t>(point))) return;
  *status = U_ZERO_ERROR;
  const char byte = static_cast<char>(point & 0xFF);
  ucnv_cbFromUWriteBytes(args, &byte, 1, 0, status);
}

UConverter* open(const std::string& name) {
  UErrorCode status = U_ZERO_ERROR;
  UConverter* icu = ucnv_open(name.c_str(), &status);
  if (U_SUCCESS(status)) return icu;
  ucnv_close(icu);
  return nullptr;
}

using Closed = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

std::string icu_name(const std::string& name) {
  const Closed icu(open(name), &ucnv_close);
  UErrorCode status = U_ZERO_ERROR;
  const char* own = icu ? ucnv_getName(icu.get(), &status) : nullptr;
  return own == nullptr || U_FAILURE(status) ? std::string() : own;
}

// Labels that stand for more than they say wherever they are met, and for what
// (https://encoding.spec.whatwg.org/#names-and-labels); null for others.
const char* wider(const char* label) {
  struct Label {
    const char* narrow;
    const char* wide;
  };
  constexpr std::array kLabels = {Label{"gb2312", "GB18030"}, Label{"euc-cn", "GB18030"}, Label{"euc-kr", "windows-949"},
                                  Label{"tis-620", "windows-874"}};
  for (const Label& known : kLabels)
    if (ucnv_compareNames(label, known.narrow) == 0) return known.wide;
  return nullptr;
}

bool has_state(const UConverter* icu) {
  switch (ucnv_getType(icu)) {
    case UCNV_SBCS:
    case UCNV_DBCS:
    case UCNV_MBCS:
    case UCNV_LATIN_1:
    case UCNV_US_ASCII: return false;
    default: return true;
  }
}

// Appends the UTF-8 of UTF-16 units; a surrogate without its other half in three bytes. `high` carries a
// first half from piece to piece.
class Utf16ToBase {
 public:
  explicit Utf16ToBase(std::string& base) : base_(base) {}
  ~Utf16ToBase() { flush(); }
  Utf16ToBase(const Utf16ToBase&) = delete;
  Utf16ToBase& operator=(const Utf16ToBase&) = delete;

  void operator()(char32_t unit) {
    if (high_ != 0 && unit >= 0xDC00 && unit <= 0xDFFF) {
      append(base_, 0x10000 + ((high_ - 0xD800) << 10U) + (unit - 0xDC00));
      high_ = 0;
      return;
    }
    flush();
    if (unit >= 0xD800 && unit <= 0xDBFF) high_ = unit;
    else append(base_, unit);
  }

 private:
  void flush() {
    if (high_ != 0) append(base_, high_);
    high_ = 0;
  }

  std::string& base_;
  char32_t high_ = 0;
};

}  // namespace

std::string converter_name(std::string_view name) {
  std::string asked(name);
  if (asked.empty() || asked.size() > 60 || asked.find('\0') != std::string::npos) return {};
  if (const char* wide = wider(asked.c_str())) asked = wide;
  const std::string own = icu_name(asked);
  if (own.empty()) return {};
  // Two that IANA names by a part of what they are, or not at all.
  for (const char* usual : {"windows-949", "windows-874"})
    if (own == icu_name(usual)) return usual;
  for (const char* standard : {"MIME", "IANA"}) {
    UErrorCode status = U_ZERO_ERROR;
    const char* known = ucnv_getStandardName(asked.c_str(), standard, &status);
    if (U_SUCCESS(status) && known != nullptr && wider(known) == nullptr && icu_name(known) == own) return known;
  }
  return icu_name(own) == own ? own : asked;
}

std::vector<std::string> converter_names() {
  const std::int32_t count = ucnv_countAvailable();
  std::vector<std::string> names;
  names.reserve(static_cast<std::size_t>(count));
  for (std::int32_t i = 0; i < count; ++i) names.emplace_back(ucnv_getAvailableName(i));
  return names;
}

Codec& Codec::of(const std::string& name) {
  thread_local std::vector<std::pair<std::string, std::unique_ptr<Codec>>> opened;
  const auto found = std::find_if(opened.begin(), opened.end(), [&](const auto& one) { return one.first == name; });
  if (found != opened.end()) return *found->second;
  if (opened.size() == kOpen) opened.erase(opened.begin());
  opened.emplace_back(name, std::make_unique<Codec>(name));
  return *opened.back().second;
}

Codec::Codec(const std::string& name) : icu_(open(name)), stateful_(icu_ == nullptr || has_state(icu_)) {
  if (icu_ == nullptr) return;
  UErrorCode status = U_ZERO_ERROR;
  ucnv_setToUCallBack(icu_, on_bad_bytes, nullptr, nullptr, nullptr, &status);
  ucnv_setFromUCallBack(icu_, on_bad_units, nullptr, nullptr, nullptr, &status);
}

Codec::~Codec() { ucnv_close(icu_); }

// Calls take(unit) for each unit of UTF-16. Where ICU gives up, the rest is taken for ill-formed.
template <class Take>
void Codec::decode_units(std::string_view bytes, Take take) {
  std::array<UChar, kPiece> units;  // NOLINT: written before it is read
  std::size_t at = 0;
  if (icu_ != nullptr) ucnv_resetToUnicode(icu_);
  for (bool done = icu_ == nullptr; !done;) {
    const std::size_t end = std::min(bytes.size(), at + kPiece);
    const char* source = bytes.data() + at;
    UChar* target = units.data();
    UErrorCode status = U_ZERO_ERROR;
    ucnv_toUnicode(icu_, &target, units.data() + units.size(), &source, bytes.data() + end, nullptr, end == bytes.size() ? 1 : 0,
                   &status);
    for (const UChar* unit = units.data(); unit != target; ++unit) take(static_cast<char32_t>(*unit));
    at = static_cast<std::size_t>(source - bytes.data());
    if (status != U_BUFFER_OVERFLOW_ERROR && U_FAILURE(status)) break;
    done = U_SUCCESS(status) && at == bytes.size();
  }
  for (; at < bytes.size(); ++at) take(kEscapeFirst + static_cast<unsigned char>(bytes[at]));
}

void Codec::decode(std::string_view bytes, std::string& base) {
  base.reserve(base.size() + bytes.size() + bytes.size() / 2);
  decode_units(bytes, Utf16ToBase(base));
}

void Codec::decode(std::string_view bytes, std::u32string& points) {
  decode_units(bytes, [&](char32_t unit) {
    const bool second = unit >= 0xDC00 && unit <= 0xDFFF && !points.empty() && points.back() >= 0xD800 && points.back() <= 0xDBFF;
    if (second) points.back() = 0x10000 + ((points.back() - 0xD800) << 10U) + (unit - 0xDC00);
    else points.push_back(unit);
  });
}

bool Codec::encode(std::string_view base, const std::function<bool(std::string_view)>& take) {
  if (icu_ == nullptr) return base.empty();
  std::array<UChar, kPiece> units;  // NOLINT: written before it is read
  std::array<char, kPiece> out;     // NOLINT
  ucnv_resetFromUnicode(icu_);
  std::size_t at = 0;
  do {
    std::size_t n = 0;
    while (at < base.size() && n + 2 <= units.size()) {
      const Decoded d = decode_base(base, at);
      if (d.point >= 0x10000) {
        units[n++] = static_cast<UChar>(0xD800 + ((d.point - 0x10000) >> 10U));
        units[n++] = static_cast<UChar>(0xDC00 + ((d.point - 0x10000) & 0x3FFU));
      } else {
        units[n++] = static_cast<UChar>(d.point);
      }
      at += d.bytes;
    }
    const UChar* source = units.data();
    UErrorCode status = U_BUFFER_OVERFLOW_ERROR;
    while (status == U_BUFFER_OVERFLOW_ERROR) {
      char* target = out.data();
      status = U_ZERO_ERROR;
      ucnv_fromUnicode(icu_, &target, out.data() + out.size(), &source, units.data() + n, nullptr, at == base.size() ? 1 : 0,
                       &status);
      if (!take({out.data(), static_cast<std::size_t>(target - out.data())})) return false;
    }
    if (U_FAILURE(status)) return false;
  } while (at < base.size());
  return true;
}

void Codec::start(std::string_view bytes) {
  if (icu_ != nullptr) ucnv_resetToUnicode(icu_);
  walked_ = bytes;
  walked_to_ = 0;
}

bool Codec::next(char32_t& point, std::size_t& read) {
  if (icu_ == nullptr) return false;
  const char* source = walked_.data() + walked_to_;
  UErrorCode status = U_ZERO_ERROR;
  point = static_cast<char32_t>(ucnv_getNextUChar(icu_, &source, walked_.data() + walked_.size(), &status));
  read = walked_to_ = static_cast<std::size_t>(source - walked_.data());
  return U_SUCCESS(status);
}

bool Codec::find_kept(std::string_view bytes, std::string_view base, std::vector<flow::Kept>& kept) {
  if (icu_ == nullptr || stateful_) return false;
  start(bytes);
  std::size_t begin = 0;  // of the sequence at hand: of base
  std::size_t end = 0;
  std::size_t from = 0;  // of bytes
  std::size_t to = 0;
  const auto check = [&] {
    const std::string_view was = bytes.substr(from, to - from);
    std::string now;
    const bool written = encode(base.substr(begin, end - begin), [&](std::string_view piece) { return now += piece, true; });
    if (written && now == was) return;
    if (!kept.empty() && kept.back().end == begin) {
      kept.back().end = end;
      kept.back().bytes += was;
    } else {
      kept.push_back({begin, end, std::string(was)});
    }
  };
  while (end < base.size()) {
    char32_t point = 0;
    std::size_t read = 0;
    if (!next(point, read)) return false;
    if (read != to) {
      if (end != begin) check();
      begin = end;
      from = to;
      to = read;
    }
    end += decode_base(base, end).bytes;
  }
  if (to != bytes.size()) return false;
  check();
  return true;
}

}  // namespace runon::text
