#include "rejoin/characters.h"

#include "text/utf8.h"

namespace runon::rejoin {

void Characters::read(std::string_view line) {
  points.clear();
  is.clear();
  for (std::size_t at = 0; at < line.size();) {
    const text::Decoded d = text::decode(line, at);
    at += d.bytes;
    points.push_back(d.point);
    is.push_back(text::properties(d.point));
  }
}

}  // namespace runon::rejoin
