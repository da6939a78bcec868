// Output that is made piece by piece, because all of it would be too much to hold.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace runon::write {

// Takes away what was made so far and leaves the string empty. False: nobody wants the rest.
using Drain = std::function<bool(std::string&)>;

inline constexpr std::size_t kDrainBytes = std::size_t{1} << 18U;

// To be called where output has grown: has much of it taken away, where there is who does. False as above.
inline bool ease(std::string& out, const Drain& drain) { return out.size() < kDrainBytes || !drain || drain(out); }

// Append the bytes; a string literal of them, as base::append_json makes it; and what stands between its quotes.
bool append_long(std::string& out, std::string_view bytes, const Drain& drain);
bool append_long_json(std::string& out, std::string_view utf8, const Drain& drain);
bool append_long_json_part(std::string& out, std::string_view utf8, const Drain& drain);

// Whether base::append_json makes this literal of the text.
bool is_json_of(std::string_view literal, std::string_view text);

}  // namespace runon::write
