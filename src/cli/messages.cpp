#include "cli/messages.h"

#include <fmt/format.h>

#include <cstdio>
#include <iterator>

#include "text/properties.h"
#include "text/utf8.h"

namespace runon::cli {
namespace {
constexpr std::size_t kShown = 10;  // of a kind
}

void print(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }
void print_words(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stderr); }

std::string visible(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const text::Decoded d = text::decode(text, at);
    const bool bidi = (d.point >= 0x202A && d.point <= 0x202E) || (d.point >= 0x2066 && d.point <= 0x2069);
    if (!d.well_formed)
      for (std::size_t i = 0; i < d.bytes; ++i)
        fmt::format_to(std::back_inserter(out), "\\x{:02X}", static_cast<unsigned char>(text[at + i]));
    else if (text::properties(d.point).control() || bidi)
      fmt::format_to(std::back_inserter(out), "\\u{{{:X}}}", static_cast<unsigned>(d.point));
    else out += text.substr(at, d.bytes);
    at += d.bytes;
  }
  return out;
}

void print_error(const base::Error& error) {
  std::string out = fmt::format("runon: {}\n", visible(base::message(error)));
  if (!error.hint.empty()) out += fmt::format("  hint: {}\n", visible(error.hint));
  print_words(out);
}

void SoftErrors::add(const base::Error& error) {
  if (++counts_[error.code] <= kShown) print_error(error);
}

void SoftErrors::close() const {
  for (const auto& [code, count] : counts_)
    if (count > kShown) print_words(fmt::format("runon: and {} more of the kind '{}'\n", count - kShown, base::name(code)));
}

}  // namespace runon::cli
