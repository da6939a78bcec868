#include "rejoin/program.h"

#include <cstddef>

namespace runon::rejoin {

bool of_program(std::string_view text, const LineFacts& f) {
  const char first = text.front();
  std::string_view bare = text;
  while (bare.size() > 1 && (bare.back() == ';' || bare.back() == ',' || bare.back() == ':')) bare.remove_suffix(1);
  const char last = bare.back();
  if (is_braced(bare)) return true;
  if (text.back() == ';' && f.symbols > 0) return true;
  const std::size_t open = text.find('(');
  if (last == ')' && open != std::string_view::npos && open > 0 && text[open - 1] != ' ') return true;
  if ((first == '<' && last == '>') || names_value(text)) return true;
  const std::size_t equals = text.find("= ");
  if (equals != std::string_view::npos && equals > 0 &&
      std::string_view(" +-*/|&!<>=").find(text[equals - 1]) != std::string_view::npos)
    return true;
  if (text.starts_with("//") || text.starts_with("#include")) return true;
  return is_prompt(text) || (text.size() > 2 && text.starts_with("% ") && !text::ascii_digit(text[2]));
}

bool is_remark(std::string_view text) {
  for (const std::string_view sign : {"#", "*", "//", ";;", "--", "@", "=", "`", "\"\"\""})
    if (text.starts_with(sign)) return true;
  return false;
}

void part_programs(const flow::Document& document, const std::vector<LineFacts>& facts, const Margins& margins,
                   std::vector<bool>& apart) {
  constexpr float kFar = 0.9F;
  if (facts.empty()) return;
  const float far = margins.left + kFar * (margins.right - margins.left);
  const auto shaped = [&](std::size_t i) { return of_program(view(document, facts[i]), facts[i]); };
  const auto full_of_signs = [&](std::size_t i) { return facts[i].symbols * 12U >= facts[i].visible; };
  bool shape = shaped(0);
  for (std::size_t i = 0; i + 1 < facts.size(); ++i) {
    const bool next = shaped(i + 1);
    const bool both = (shape || full_of_signs(i)) && (next || full_of_signs(i + 1));
    const Glyph first = facts[i + 1].first;
    const bool typed = view(document, facts[i + 1]).starts_with("# ");  // by the superuser, or a remark
    const bool anew = next || first == Glyph::upper || (!facts[i].cjk && (first == Glyph::han || first == Glyph::kana));
    if ((shape && next) || (right_edge(facts[i]) < far && (both || next || typed || (shape && anew)))) apart[i] = true;
    shape = next;
  }
}

}  // namespace runon::rejoin
