#include "write/attributes.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "flow/edit_walk.h"
#include "flow/packed.h"
#include "text/utf8.h"
#include "write/json.h"

namespace runon::write {
namespace {

bool is_inside_character(std::string_view text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80;
}

// The part of the base that an edit takes away and puts nothing in the place of.
std::optional<std::pair<std::size_t, std::size_t>> removed(std::string_view base, const flow::Edit& edit) {
  const std::string_view before = base.substr(edit.begin, edit.end - edit.begin);
  const std::string_view after = edit.after;
  if (before.size() <= after.size()) return std::nullopt;
  std::size_t head = 0;
  while (head < after.size() && before[head] == after[head]) ++head;
  std::size_t tail = 0;
  while (tail < after.size() - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) ++tail;
  if (head + tail < after.size()) return std::nullopt;
  const std::size_t begin = edit.begin + head;
  const std::size_t end = edit.end - tail;
  if (is_inside_character(base, begin) || is_inside_character(base, end)) return std::nullopt;
  return std::pair(begin, end);
}

// What the edit is known by: of several, the one that drops text rather than the one that tidied up behind it.
const flow::Rule& named(const flow::Edit& edit) {
  const auto drops = [](const flow::Rule* rule) {
    return rule->stage == "furniture" || rule->stage == "repeats" || rule->stage == "doubling";
  };
  if (drops(edit.rule)) return *edit.rule;
  const auto found = std::find_if(edit.with.begin(), edit.with.end(), drops);
  return found == edit.with.end() ? *edit.rule : **found;
}

// Code points of a text in front of byte positions that grow.
class Points {
 public:
  explicit Points(std::string_view text) : text_(text) {}

  std::size_t until(std::size_t at) {
    while (at_ < at) {
      at_ += text::decode(text_, at_).bytes;
      ++points_;
    }
    return points_;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t points_ = 0;
};

// Those of one rule.
class Spans {
 public:
  void add(std::size_t begin, std::size_t end) {
    numbers_.put(begin - end_);
    numbers_.put(end - begin);
    end_ = end;
    ++size_;
  }

  bool append_to(std::string& out, const Drain& drain) const {
    flow::Packing::Reader numbers(numbers_);
    std::size_t at = 0;
    for (std::size_t i = 0; i < size_; ++i) {
      const std::size_t begin = at + numbers.number();
      at = begin + numbers.number();
      fmt::format_to(std::back_inserter(out), "{}[{},{},1.0]", i == 0 ? "" : ",", begin, at);
      if (!ease(out, drain)) return false;
    }
    return true;
  }

 private:
  flow::Packing numbers_;
  std::size_t size_ = 0;
  std::size_t end_ = 0;
};

void open_row(std::string& out, std::string_view id, std::string_view source) {
  out += R"({"id":)";
  append_name(out, id);
  out += R"(,"source":)";
  append_name(out, source);
  out += R"(,"attributes":{)";
}

}  // namespace

void append_attributes(std::string& out, const flow::Document& document, const Drain& drain) {
  std::map<std::pair<std::string_view, std::string_view>, Spans> spans;
  Points points(document.base);
  flow::EditWalk edits(document);
  while (const flow::Edit* edit = edits.next()) {
    const auto span = removed(document.base, *edit);
    if (!span) continue;
    const flow::Rule& rule = named(*edit);
    const std::size_t begin = points.until(span->first);
    spans[{rule.stage, rule.id}].add(begin, points.until(span->second));
  }
  open_row(out, document.id, document.source);
  bool first = true;
  for (const auto& [rule, list] : spans) {
    std::string id(rule.second);
    std::replace(id.begin(), id.end(), '-', '_');
    fmt::format_to(std::back_inserter(out), R"({}"runon__{}__{}":[)", std::exchange(first, false) ? "" : ",", rule.first, id);
    if (!list.append_to(out, drain)) return;
    out += ']';
  }
  out += "}}\n";
}

void append_attributes(std::string& out, const flow::Reject& reject) {
  open_row(out, reject.name, fmt::format("{}:{}", reject.source, reject.line));
  out += "}}\n";
}

}  // namespace runon::write
