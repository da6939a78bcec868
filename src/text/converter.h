// ICU's converters: the encodings other than UTF-8, UTF-16 and UTF-32, which encoding.cpp does itself.
//
// Decoded text is what encoding.h calls a base: UTF-8 in which each byte of an ill-formed sequence stands
// as a surrogate in three bytes.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "flow/encoding.h"

struct UConverter;

namespace runon::text {

// The name that an encoding goes by here: IANA's preferred one where that means the same converter, else
// ICU's. Empty where ICU does not know `name` (case, hyphens, underscores do not matter).
std::string converter_name(std::string_view name);

// ICU's own names of all that it converts.
std::vector<std::string> converter_names();

// One converter of the calling thread. Opening one is slow, so each thread keeps those that it used last;
// a Codec must not outlive the call that got it.
class Codec {
 public:
  // Requires: `name` is a converter_name(), or a name in ICU's list.
  static Codec& of(const std::string& name);

  explicit Codec(const std::string& name);
  ~Codec();
  Codec(const Codec&) = delete;
  Codec& operator=(const Codec&) = delete;

  // Appends what `bytes` say from the converter's first state on. Linear.
  void decode(std::string_view bytes, std::string& base);

  // The same for a sample that is looked at only: code points; each byte of an ill-formed sequence is
  // U+DC00 plus its value when it begins the sequence, else U+DD00 plus its value.
  void decode(std::string_view bytes, std::u32string& points);

  // Hands the bytes of `base` to `take`, piece by piece, until it says false. False when it did or when a
  // character cannot be encoded. Linear.
  bool encode(std::string_view base, const std::function<bool(std::string_view)>& take);

  // Characters of `base`, which is decoded from `bytes`, that must be kept as they were; false where they
  // cannot be told apart one by one. Linear.
  bool find_kept(std::string_view bytes, std::string_view base, std::vector<flow::Kept>& kept);

  // The same one character at a time: after start(bytes), each next() gives a character (or surrogate, for a
  // byte) and how many of the bytes are read with it. False at their end, and where ICU gives up. No other
  // decoding may go between them.
  void start(std::string_view bytes);
  bool next(char32_t& point, std::size_t& read);

  // A state that outlasts a character: escape sequences, shifts.
  bool stateful() const { return stateful_; }

 private:
  template <class Take>
  void decode_units(std::string_view bytes, Take take);

  UConverter* icu_;
  bool stateful_;
  std::string_view walked_;  // between start() and the last next()
  std::size_t walked_to_ = 0;
};

}  // namespace runon::text
