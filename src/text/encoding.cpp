#include "text/encoding.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/nearest.h"
#include "base/vectors.h"
#include "text/converter.h"
#include "text/detect.h"
#include "text/sound.h"
#include "text/utf8.h"

namespace runon::text {
namespace {

constexpr std::size_t kSampleBytes = std::size_t{1} << 16U;

bool high_surrogate(char32_t unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
bool low_surrogate(char32_t unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }
bool stray_control(char32_t c) { return c < 0x20 && !(c >= 0x09 && c <= 0x0D) && c != 0x1B; }

// Code units of `width` bytes.
struct Units {
  std::size_t width = 1;
  bool big = false;

  char32_t read(std::string_view bytes, std::size_t at) const {
    char32_t unit = 0;
    for (std::size_t i = 0; i < width; ++i)
      unit = (unit << 8U) | static_cast<unsigned char>(bytes[at + (big ? i : width - 1 - i)]);
    return unit;
  }

  void write(std::string& out, char32_t unit) const {
    for (std::size_t i = 0; i < width; ++i)
      out.push_back(static_cast<char>((unit >> (8U * static_cast<unsigned>(big ? width - 1 - i : i))) & 0xFFU));
  }
};

// The units of UTF-16 and UTF-32; width 1 for all other encodings.
Units units_of(std::string_view name) {
  if (name == kUtf16Le || name == kUtf16Be) return {2, name == kUtf16Be};
  if (name == kUtf32Le || name == kUtf32Be) return {4, name == kUtf32Be};
  return {};
}

std::string from_utf16(std::string_view bytes, Units units) {
  std::string base;
  base.reserve(bytes.size() + bytes.size() / 2);
  for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
    char32_t point = units.read(bytes, at);
    if (high_surrogate(point) && at + 3 < bytes.size()) {
      const char32_t low = units.read(bytes, at + 2);
      if (low_surrogate(low)) {
        point = 0x10000 + ((point - 0xD800) << 10U) + (low - 0xDC00);
        at += 2;
      }
    }
    append(base, point);
  }
  return base;
}

std::string from_utf32(std::string_view bytes, Units units) {
  std::string base;
  base.reserve(bytes.size());
  for (std::size_t at = 0; at + 3 < bytes.size(); at += 4) {
    const char32_t point = units.read(bytes, at);
    if (point < 0x110000 && !(point >= 0xD800 && point <= 0xDFFF)) {
      append(base, point);
      continue;
    }
    for (std::size_t i = 0; i < 4; ++i)
      append(base, (i == 0 ? kEscapeFirst : kEscapeNext) + static_cast<unsigned char>(bytes[at + i]));
  }
  return base;
}

void write_point(std::string& out, char32_t point, Units units) {
  if (units.width == 4 && is_escape(point)) {
    out.push_back(static_cast<char>(point & 0xFFU));
  } else if (units.width == 2 && point >= 0x10000) {
    units.write(out, 0xD800 + ((point - 0x10000) >> 10U));
    units.write(out, 0xDC00 + ((point - 0x10000) & 0x3FFU));
  } else {
    units.write(out, point);
  }
}

// Appends the bytes of a part of a base in which nothing was kept.
void append_source(std::string& out, std::string_view part, const std::string& name) {
  const Units units = units_of(name);
  if (name == kUtf8) {
    out += part;
  } else if (units.width > 1) {
    out.reserve(out.size() + part.size());
    for (std::size_t at = 0; at < part.size();) {
      const Decoded d = decode_base(part, at);
      write_point(out, d.point, units);
      at += d.bytes;
    }
  } else {
    Codec::of(name).encode(part, [&](std::string_view piece) { return out += piece, true; });
  }
}

// The parts of a base between what was kept, and what was kept, in order.
template <class Plain, class Keep>
void each_part(std::string_view base, const flow::Encoding& encoding, Plain plain, Keep keep) {
  std::size_t at = 0;
  for (const flow::Kept& kept : encoding.kept) {
    if (kept.begin < at || kept.end < kept.begin || kept.end > base.size()) break;
    if (kept.begin > at) plain(base.substr(at, kept.begin - at));
    keep(kept.bytes);
    at = kept.end;
  }
  if (at < base.size()) plain(base.substr(at));
}

// Whether from_base() gives `bytes`; without a copy of them where nothing is kept.
bool gives_back(std::string_view bytes, const Transcoded& made) {
  // Of an empty base from_base() asks no encoder, which may have a head to write (ISO-2022-KR).
  if (!made.encoding.kept.empty() || made.base.empty()) return from_base(made.base, made.encoding) == bytes;
  std::size_t at = 0;
  const bool same = Codec::of(made.encoding.name).encode(made.base, [&](std::string_view piece) {
    if (bytes.substr(at, piece.size()) != piece) return false;
    at += piece.size();
    return true;
  });
  return same && at == bytes.size();
}

// Lines that begin and end in the first state of their encoding, as those of ISO-2022 do, one by one.
void keep_lines(std::string_view bytes, Transcoded& made) {
  Codec& codec = Codec::of(made.encoding.name);
  std::string base;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t line_end = std::min(bytes.find('\n', at), bytes.size() - 1) + 1;
    const std::string_view line = bytes.substr(at, line_end - at);
    const std::size_t begin = base.size();
    codec.decode(line, base);
    std::string again;
    const bool whole =
        codec.encode(std::string_view(base).substr(begin), [&](std::string_view piece) { return again += piece, true; });
    if (!whole || again != line) made.encoding.kept.push_back({begin, base.size(), std::string(line)});
    at = line_end;
  }
  if (base != made.base) made.encoding.kept.clear();
}

// Finds what must be kept so that the bytes come back: characters, else lines, else all of it.
void keep(std::string_view bytes, Transcoded& made) {
  if (gives_back(bytes, made)) return;
  Codec& codec = Codec::of(made.encoding.name);
  if (codec.find_kept(bytes, made.base, made.encoding.kept) && gives_back(bytes, made)) return;
  made.encoding.kept.clear();
  keep_lines(bytes, made);
  if (!made.encoding.kept.empty() && gives_back(bytes, made)) return;
  made.encoding.kept.assign(1, {0, made.base.size(), std::string(bytes)});
}

// "utf_16 le" -> "utf16le".
std::string folded(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c == '-' || c == '_' || c == ' ') continue;
    out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  }
  return out;
}

constexpr std::string_view kUtf16 = "UTF-16";
constexpr std::string_view kUtf32 = "UTF-32";

// What "UTF-16" or "UTF-32" means for these bytes.
std::string_view ordered(std::string_view bytes, std::string_view name) {
  const std::string_view little = name == kUtf16 ? kUtf16Le : kUtf32Le;
  const std::string_view big = name == kUtf16 ? kUtf16Be : kUtf32Be;
  return detect(bytes).name == little ? little : big;
}

}  // namespace

Decoded decode_base(std::string_view base, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(base[at + i])); };
  if (byte(0) == 0xED && at + 2 < base.size() && byte(1) >= 0xA0 && byte(1) <= 0xBF && (byte(2) & 0xC0U) == 0x80U)
    return {0xD000 | ((byte(1) & 0x3FU) << 6U) | (byte(2) & 0x3FU), 3, true};
  return decode(base, at);
}

base::Result<std::string> encoding_name(std::string_view name) {
  const std::string asked = folded(name);
  for (const std::string_view known : {kAuto, kUtf8, kUtf16, kUtf16Le, kUtf16Be, kUtf32, kUtf32Le, kUtf32Be})
    if (asked == folded(known)) return std::string(known);
  std::string found = converter_name(name);
  for (const std::string_view known : {kUtf8, kUtf16Le, kUtf16Be, kUtf32Le, kUtf32Be})
    if (found == known) return std::string(known);
  if (!found.empty()) return found;
  constexpr std::array<std::string_view, 24> kUsual = {
      "auto",       "UTF-8",      "UTF-16",      "UTF-32", "GB18030",     "GBK",          "Big5",         "Big5-HKSCS",
      "EUC-JP",     "Shift_JIS",  "ISO-2022-JP", "EUC-KR", "windows-949", "windows-1250", "windows-1251", "windows-1252",
      "ISO-8859-1", "ISO-8859-2", "ISO-8859-15", "KOI8-R", "KOI8-U",      "TIS-620",      "macintosh",    "IBM866"};
  const std::string_view near = base::nearest(name, kUsual);
  std::string hint = near.empty() ? "" : "did you mean " + std::string(near) + "? ";
  return base::Error{
      base::Code::usage, "unknown encoding \"" + std::string(name) + "\"", "",
      hint + "known are auto and every name that ICU knows, such as UTF-16, GB18030, Big5, Shift_JIS or windows-1252"};
}

base::Result<Transcoded> to_base(std::string bytes, std::string_view encoding) {
  base::Result<std::string> name = encoding_name(encoding);
  if (!name) return std::move(name.error());
  Transcoded made;
  made.encoding.name = std::move(name.value());
  if (made.encoding.name == kAuto) {
    const Detected found = detect(bytes);
    made.encoding.name = found.name;
    made.encoding.detected = true;
    made.encoding.confidence = found.confidence;
  } else if (made.encoding.name == kUtf16 || made.encoding.name == kUtf32) {
    made.encoding.name = ordered(bytes, made.encoding.name);
  }
  if (made.encoding.name == kUtf8) {
    made.base = std::move(bytes);
    return made;
  }
  const Units units = units_of(made.encoding.name);
  if (units.width > 1) {
    made.base = units.width == 2 ? from_utf16(bytes, units) : from_utf32(bytes, units);
    made.encoding.tail = bytes.substr(bytes.size() - bytes.size() % units.width);
    return made;
  }
  Codec::of(made.encoding.name).decode(bytes, made.base);
  keep(bytes, made);
  return made;
}

std::string from_base(std::string_view base, const flow::Encoding& encoding) {
  std::string out;
  each_part(
      base, encoding, [&](std::string_view part) { append_source(out, part, encoding.name); },
      [&](std::string_view kept) { out += kept; });
  return out + encoding.tail;
}

struct SourceOffsets::Walk {
  Walk(std::string bytes, const std::string& name) : input(std::move(bytes)), codec(name) {}

  std::string input;
  Codec codec;
};

SourceOffsets::SourceOffsets(std::string_view base, const flow::Encoding& encoding) : base_(base), encoding_(&encoding) {}
SourceOffsets::~SourceOffsets() = default;

std::size_t SourceOffsets::at(std::size_t base_at) {
  const std::string& name = encoding_->name;
  if (name == kUtf8) return base_at;
  while (base_at < base_.size() && (static_cast<unsigned char>(base_[base_at]) & 0xC0U) == 0x80U) ++base_at;
  if (units_of(name).width == 1 && (!encoding_->kept.empty() || Codec::of(name).stateful())) return walk(base_at);
  std::string bytes;
  append_source(bytes, base_.substr(base_at_, base_at - base_at_), name);
  base_at_ = base_at;
  return input_at_ += bytes.size();
}

std::size_t SourceOffsets::walk(std::size_t base_at) {
  if (!walk_) {
    walk_ = std::make_unique<Walk>(from_base(base_, *encoding_), encoding_->name);
    walk_->codec.start(walk_->input);
  }
  while (base_at_ < base_at) {
    char32_t point = 0;
    if (!walk_->codec.next(point, input_at_)) {  // what is left counts as one, and nothing comes behind it
      base_at_ = base_.size();
      return input_at_ = walk_->input.size();
    }
    base_at_ += decode_base(base_, base_at_).bytes;
  }
  return input_at_;
}

bool looks_binary(std::string_view base) {
  if (base.starts_with("%PDF-")) return true;
  const std::string_view sample = base.substr(0, kSampleBytes);
  std::size_t characters = 0;
  std::size_t nul = 0;
  std::size_t faults = 0;
  const bool wide = base::wide_vectors();
  for (std::size_t at = 0; at < sample.size();) {
    const std::size_t sound = pass_sound(sample, at, wide).end;
    if (at == 0 && sound == sample.size()) return false;
    characters += count(sample.substr(at, sound - at));
    at = sound;
    const std::size_t stop = std::min(at + kUnsoundBytes, sample.size());
    while (at < stop) {
      const Decoded d = decode_base(sample, at);
      ++characters;
      if (d.point == 0) ++nul;
      if (!d.well_formed || stray_control(d.point) || is_escape(d.point)) ++faults;
      at += d.bytes;
    }
  }
  if (nul > 8 && nul * 100 > characters) return true;
  return faults * 10 > characters && (faults > 8 || faults * 2 >= characters);
}

}  // namespace runon::text
