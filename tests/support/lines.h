// The lines of a text, as the rules of rejoin see them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "flow/document.h"
#include "rejoin/line_facts.h"

namespace runon::support {

struct Lines {
  flow::Document document;
  std::vector<rejoin::LineFacts> facts;

  explicit Lines(const std::string& text) : document(flow::Document::of("test", text)) {
    document.split_lines();
    rejoin::gather(document, facts);
  }
  std::string_view view(std::size_t i) const { return rejoin::view(document, facts[i]); }
};

}  // namespace runon::support
