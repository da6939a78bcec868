#include "write/drain.h"

#include <algorithm>

#include "base/json.h"

namespace runon::write {
namespace {

template <class Append>
bool append_parts(std::string& out, std::string_view bytes, const Drain& drain, Append append) {
  for (; !bytes.empty(); bytes.remove_prefix(std::min(bytes.size(), kDrainBytes))) {
    append(out, bytes.substr(0, kDrainBytes));
    if (!ease(out, drain)) return false;
  }
  return true;
}

}  // namespace

bool append_long(std::string& out, std::string_view bytes, const Drain& drain) {
  return append_parts(out, bytes, drain, [](std::string& to, std::string_view part) { to += part; });
}

bool append_long_json(std::string& out, std::string_view utf8, const Drain& drain) {
  out += '"';
  const bool wanted = append_long_json_part(out, utf8, drain);
  out += '"';
  return wanted;
}

bool append_long_json_part(std::string& out, std::string_view utf8, const Drain& drain) {
  return append_parts(out, utf8, drain, base::append_json_part);
}

bool is_json_of(std::string_view literal, std::string_view text) {
  std::string made;
  bool same = true;
  const auto compare = [&](std::string& part) {
    same = literal.substr(0, part.size()) == part;
    literal.remove_prefix(std::min(part.size(), literal.size()));
    part.clear();
    return same;
  };
  if (append_long_json(made, text, compare)) compare(made);
  return same && literal.empty();
}

}  // namespace runon::write
