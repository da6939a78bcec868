#include "read/audit.h"

#include <simdjson.h>

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace runon::read {
namespace {

namespace ondemand = simdjson::ondemand;
using simdjson::dom::element;

base::Error malformed(std::string what) { return {base::Code::malformed, std::move(what), {}, {}}; }

bool decode_base64(std::string_view text, std::string& out) {
  static constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::uint32_t group = 0;
  unsigned bits = 0;
  while (!text.empty() && text.back() == '=') text.remove_suffix(1);
  for (const char c : text) {
    const std::size_t digit = kDigits.find(c);
    if (digit == std::string_view::npos) return false;
    group = (group << 6U) | static_cast<std::uint32_t>(digit);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    out.push_back(static_cast<char>((group >> bits) & 0xFFU));
  }
  return true;
}

// A string member, or empty where there is none.
std::string text_of(const element& object, std::string_view key) {
  std::string_view value;
  return object[key].get(value) == simdjson::SUCCESS ? std::string(value) : std::string();
}

// Bytes under `key` or `key`_base64.
bool bytes_of(const element& object, const std::string& key, std::string& out) {
  std::string_view value;
  if (object[key].get(value) == simdjson::SUCCESS) return out = value, true;
  return object[key + "_base64"].get(value) == simdjson::SUCCESS && decode_base64(value, out);
}

bool span_of(const element& object, std::string_view key, AuditEntry& entry) {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  if (object[key].at(0).get(begin) != simdjson::SUCCESS || object[key].at(1).get(end) != simdjson::SUCCESS) return false;
  entry.begin = begin;
  entry.end = end;
  return begin <= end;
}

// Spans of the decoded text with their bytes, where there are any: in order and disjoint.
bool kept_of(const element& object, std::vector<flow::Kept>& kept) {
  simdjson::dom::array list;
  if (object["kept"].get(list) != simdjson::SUCCESS) return true;
  for (const element one : list) {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    std::string_view bytes;
    if (one.at(0).get(begin) != simdjson::SUCCESS || one.at(1).get(end) != simdjson::SUCCESS ||
        one.at(2).get(bytes) != simdjson::SUCCESS)
      return false;
    flow::Kept span{begin, end, {}};
    if (!decode_base64(bytes, span.bytes) || begin > end || (!kept.empty() && begin < kept.back().end)) return false;
    kept.push_back(std::move(span));
  }
  return true;
}

}  // namespace

class CleanParser::State {
 public:
  simdjson::dom::parser parser;
  simdjson::ondemand::parser on_demand;
};

CleanParser::CleanParser() : state_(std::make_unique<State>()) {}
CleanParser::~CleanParser() = default;

base::Result<AuditEntry> CleanParser::audit(std::string_view line) {
  element object;
  if (const auto code = state_->parser.parse(line.data(), line.size(), true).get(object); code != simdjson::SUCCESS)
    return malformed(std::string("not a JSON object: ") + simdjson::error_message(code));
  AuditEntry entry;
  entry.doc = text_of(object, "doc");
  entry.record = text_of(object, "record");
  entry.piece = object["piece"].error() == simdjson::SUCCESS;
  entry.rule = text_of(object, "stage") + "." + text_of(object, "rule");
  if (entry.doc.empty() || entry.rule.size() < 3) return malformed("no line of an audit: 'doc', 'stage' or 'rule' is missing");
  entry.behind = text_of(object, "behind");
  if (entry.rule == "write.empty") return entry;
  if (entry.rule == "read.decode") {
    entry.encoding.name = text_of(object, "encoding");
    if (!bytes_of(object, "tail", entry.encoding.tail)) return malformed("the decode record has no tail_base64");
    if (!kept_of(object, entry.encoding.kept)) return malformed("the decode record has a 'kept' that is none");
    return entry;
  }
  if (!bytes_of(object, "before", entry.before)) return malformed("no 'before'");
  if (entry.rule == "read.record" || entry.rule == "read.reject") return entry;
  if (!bytes_of(object, "after", entry.after)) return malformed("no 'after'");
  if (!span_of(object, "utf8_bytes", entry) && !span_of(object, "bytes", entry)) return malformed("no 'bytes'");
  if (entry.end - entry.begin != entry.before.size()) return malformed("'bytes' and the length of 'before' disagree");
  return entry;
}

base::Result<CleanRecord> CleanParser::clean(std::string_view line) {
  // On demand, since fields that are passed on may hold numbers that no type of ours can.
  const simdjson::padded_string padded(line);
  ondemand::document json;
  if (const auto code = state_->on_demand.iterate(padded).get(json); code != simdjson::SUCCESS)
    return malformed(std::string("not a JSON object: ") + simdjson::error_message(code));
  // After a fault simdjson lets go of the document, and would follow a null pointer in it.
  const auto text_at = [&json](std::string_view pointer) {
    std::string_view value;
    if (!json.is_alive()) return std::optional<std::string>();
    json.rewind();
    return json.at_pointer(pointer).get_string().get(value) == simdjson::SUCCESS ? std::optional(std::string(value))
                                                                                 : std::nullopt;
  };
  const auto has = [&json](std::string_view pointer) {
    if (!json.is_alive()) return false;
    json.rewind();
    return json.at_pointer(pointer).error() == simdjson::SUCCESS;
  };
  CleanRecord record;
  record.raw = line;
  record.id = text_at("/id").value_or("");
  if (has("/metadata/runon")) {
    record.record = text_at("/metadata/runon/record").value_or("");
    record.passed_on = !record.record.empty();
    record.piece = has("/metadata/runon/piece");
  } else if (has("/kind") && has("/lines")) {
    record.paragraph = true;
    record.piece = has("/piece");
    record.record = text_at("/record").value_or("");
    record.id = record.id.substr(0, record.id.rfind('#'));
  } else {
    record.passed_on = true;  // with metadata that had no place for our counts: the audit knows it
  }
  if (!json.is_alive()) return malformed("damaged JSON");
  if (record.passed_on) return record;
  std::optional<std::string> text = text_at("/text");
  if (record.id.empty() || !text) return malformed("no cleaned record: 'id' or 'text' is missing");
  record.text = *std::move(text);
  return record;
}

}  // namespace runon::read
