// A block of the text: a paragraph, headline, list item ... on one line.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace runon::flow {

enum class Kind : std::uint8_t { body, headline, caption, credit, furniture, jump, listitem, verse, table, code };

inline constexpr std::string_view kKindNames[] = {"body", "headline", "caption", "credit", "furniture",
                                                  "jump", "listitem", "verse",   "table",  "code"};

// The name that outputs use: "body". The view is of a literal.
constexpr std::string_view name(Kind kind) { return kKindNames[static_cast<std::size_t>(kind)]; }

struct Block {
  std::size_t begin = 0;  // byte span of Document::text
  std::size_t end = 0;
  std::uint32_t first_line = 0;  // 1-based lines of the source
  std::uint32_t last_line = 0;
  Kind kind = Kind::body;
  bool dropped = false;  // a repeat: begin == end
};

}  // namespace runon::flow
