#include "text/pattern.h"

#include <re2/re2.h>

#include <array>
#include <utility>

namespace runon::text {

class Pattern::State {
 public:
  explicit State(const std::string& pattern) : regex("(?m)" + pattern, quiet()) {}

  re2::RE2 regex;

 private:
  static re2::RE2::Options quiet() {
    re2::RE2::Options options;
    options.set_log_errors(false);
    return options;
  }
};

namespace {
// What RE2 says ends with the pattern, to which something was added.
std::string_view reason(const re2::RE2& regex) {
  const std::string_view said = regex.error();
  return said.substr(0, said.find(": (?m)"));
}
}  // namespace

Pattern::Pattern(std::shared_ptr<const State> state) : state_(std::move(state)) {}
Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;
Pattern::~Pattern() = default;

base::Result<Pattern> Pattern::compile(const std::string& pattern) {
  auto state = std::make_shared<const State>(pattern);
  if (!state->regex.ok())
    return base::Error{base::Code::usage,
                       "'" + pattern + "' is no regular expression: " + std::string(reason(state->regex)),
                       {},
                       "the syntax is RE2's: no look-around, no back references"};
  return Pattern(std::move(state));
}

std::optional<Pattern::Match> Pattern::find(std::string_view utf8, std::size_t from) const {
  const re2::StringPiece text(utf8.data(), utf8.size());
  std::array<re2::StringPiece, 2> parts;
  const bool grouped = state_->regex.NumberOfCapturingGroups() > 0;
  if (!state_->regex.Match(text, from, utf8.size(), re2::RE2::UNANCHORED, parts.data(), grouped ? 2 : 1)) return std::nullopt;
  const auto offset = [&](const char* at) { return static_cast<std::size_t>(at - utf8.data()); };
  const re2::StringPiece& part = grouped && parts[1].data() != nullptr ? parts[1] : parts[0];
  return Match{offset(parts[0].data()), offset(parts[0].data() + parts[0].size()), offset(part.data()),
               offset(part.data() + part.size())};
}

}  // namespace runon::text
