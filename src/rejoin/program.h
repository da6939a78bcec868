// What lines of programs and settings begin and end with.
#pragma once

#include <string_view>
#include <vector>

#include "flow/document.h"
#include "rejoin/line_facts.h"
#include "rejoin/margins.h"
#include "text/utf8.h"

namespace runon::rejoin {

// Begins or ends with a brace. Requires: not empty.
inline bool is_braced(std::string_view text) {
  const auto brace = [](char c) { return c == '{' || c == '}'; };
  return brace(text.front()) || brace(text.back());
}

// A name in quotes, and a value: "name": ... Requires: not empty. Linear where it begins with a quote.
inline bool names_value(std::string_view text) { return text.front() == '"' && text.find("\": ") != std::string_view::npos; }

// A shell's prompt and what was typed behind it; an amount of money is none.
inline bool is_prompt(std::string_view text) { return text.size() > 2 && text.starts_with("$ ") && !text::ascii_digit(text[2]); }

// As most lines of programs, settings and markup begin or end, and few lines of text do: a brace, a call, an assignment, a tag, a
// name in quotes and a colon, the prompt of a shell. `facts` are those of `text`, which is not empty. Linear.
bool of_program(std::string_view text, const LineFacts& facts);

// Begins as remarks in programs do, and their decorators: with a hash, an asterisk, two slashes ...
bool is_remark(std::string_view text);

// Marks of facts.size() - 1 line breaks those inside and beside programs that stand in text, whether anything else parts them
// from it: behind a line that ends far from the right margin, where both lines are a program's, or one begins or ends as such
// lines do and the next one begins anew, or the next one begins with a hash and a space; and between two that both begin or end
// so. `margins`: of the same lines. Requires: the lines are wrapped, and have many signs (Matter::mixed). Linear.
void part_programs(const flow::Document& document, const std::vector<LineFacts>& facts, const Margins& margins,
                   std::vector<bool>& apart);

}  // namespace runon::rejoin
