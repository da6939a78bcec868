#include "read/record.h"

#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string>
#include <vector>

#include "base/lanes.h"
#include "read/names.h"
#include "read/record_lines.h"
#include "text/utf8.h"

namespace runon::read {
namespace {

namespace ondemand = simdjson::ondemand;

constexpr std::size_t kMaxDepth = 1024;
constexpr std::size_t kKeptBytes = std::size_t{4} << 20U;
constexpr std::size_t kLongestOrigin = 1024;  // what is longer is no name of a source

base::Error malformed(std::string what, std::string hint = {}) {
  return {base::Code::malformed, std::move(what), {}, std::move(hint)};
}

base::Error malformed(simdjson::error_code code) {
  return malformed(std::string("not a JSON record: ") + simdjson::error_message(code), "each line must be one JSON object");
}

// "a" -> {"a"}; "/data/body" -> {"data", "body"} (RFC 6901: ~1 is a slash, ~0 a tilde).
std::vector<std::string> parse_path(const std::string& name) {
  if (name.empty() || name.front() != '/') return {name};
  std::vector<std::string> path;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name[i] == '/') {
      path.emplace_back();
    } else if (name[i] == '~' && i + 1 < name.size()) {
      path.back().push_back(name[++i] == '1' ? '/' : '~');
    } else {
      path.back().push_back(name[i]);
    }
  }
  return path;
}

// RFC 8259, section 6. Numbers of any size and precision pass.
bool is_number(std::string_view token) {
  const auto digits = [&token] {
    const std::size_t n = std::min(token.find_first_not_of("0123456789"), token.size());
    token.remove_prefix(n);
    return n;
  };
  if (token.substr(0, 1) == "-") token.remove_prefix(1);
  if (token.substr(0, 1) == "0") token.remove_prefix(1);
  else if (digits() == 0) return false;
  if (token.substr(0, 1) == ".") {
    token.remove_prefix(1);
    if (digits() == 0) return false;
  }
  if (token.substr(0, 1) == "e" || token.substr(0, 1) == "E") {
    token.remove_prefix(1);
    if (token.substr(0, 1) == "+" || token.substr(0, 1) == "-") token.remove_prefix(1);
    if (digits() == 0) return false;
  }
  return token.empty();
}

std::string_view trim(std::string_view token) { return token.substr(0, token.find_last_not_of(" \t\r\n") + 1); }

// The begin of an escape of U+D000 to U+DFFF, whatever stands in front.
struct Surrogate {
  static constexpr std::size_t kReads = base::kBlock + 2;
  static constexpr std::size_t kStep = base::kBlock;
  template <class Bytes>
  RUNON_INLINE std::uint64_t bits(const char* at) const {
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < base::kBlock; i += sizeof(Bytes)) {
      Bytes bytes;
      Bytes found;
      Bytes one;
      base::load(at + i, bytes);
      base::equal(bytes, '\\', found);
      base::load(at + i + 1, bytes);
      base::equal(bytes, 'u', one);
      found &= one;
      base::load(at + i + 2, bytes);
      bytes |= 0x20;
      base::equal(bytes, 'd', one);
      found &= one;
      bits |= base::high_bits(found) << i;
    }
    return bits;
  }
};

template <class Bytes>
RUNON_INLINE bool find_surrogates(std::string_view token) {
  bool found = false;
  const auto see = [&](std::size_t) {
    found = true;
    return token.size();
  };
  base::visit<Bytes>(token, Surrogate{}, see);
  return found;
}

bool find_surrogates_narrow(std::string_view token) { return find_surrogates<base::Bytes16>(token); }
RUNON_WIDE bool find_surrogates_wide(std::string_view token) { return find_surrogates<base::Bytes32>(token); }

// Looks at bytes only, for texts that are all escapes.
bool may_hold_surrogates(std::string_view token) {
  return base::wide_vectors() ? find_surrogates_wide(token) : find_surrogates_narrow(token);
}

bool read_hex(std::string_view digits, char32_t& unit) {
  if (digits.size() < 4) return false;
  std::uint32_t value = 0;
  const auto [end, code] = std::from_chars(digits.data(), digits.data() + 4, value, 16);
  unit = value;
  return code == std::errc{} && end == digits.data() + 4;
}

// What a string literal stands for; half a surrogate pair as U+FFFD, counted in `lone`.
bool unescape(std::string_view literal, std::string& out, std::size_t& lone) {
  constexpr std::string_view kLetters = "\"\\/bfnrt";
  constexpr std::string_view kMeant = "\"\\/\b\f\n\r\t";
  if (literal.size() < 2 || literal.front() != '"' || literal.back() != '"') return false;
  literal = literal.substr(1, literal.size() - 2);
  for (std::size_t at = 0; at < literal.size();) {
    const std::size_t run = std::min(literal.find('\\', at), literal.size());
    out += literal.substr(at, run - at);
    at = run + 2;
    if (run == literal.size()) break;
    if (at > literal.size()) return false;
    const char letter = literal[at - 1];
    if (const std::size_t known = kLetters.find(letter); known != std::string_view::npos) {
      out.push_back(kMeant[known]);
      continue;
    }
    char32_t point = 0;
    if (letter != 'u' || !read_hex(literal.substr(at), point)) return false;
    at += 4;
    char32_t low = 0;
    if (point >= 0xD800 && point < 0xDC00 && literal.substr(at, 2) == "\\u" && read_hex(literal.substr(at + 2), low) &&
        low >= 0xDC00 && low < 0xE000) {
      point = 0x10000 + ((point - 0xD800) << 10U) + (low - 0xDC00);
      at += 6;
    }
    if (point >= 0xD800 && point < 0xE000) {
      ++lone;
      point = text::kReplacement;
    }
    text::append(out, point);
  }
  return true;
}

struct Paths {
  std::vector<std::string> text;
  std::vector<std::string> id;
  std::vector<std::string> source;
};

// Visits every value of a record once: checks it, and notes where text and metadata are, and what id and source say.
class Walk {
 public:
  Walk(flow::Document& document, ondemand::document& json, const Paths& paths)
      : document_(document), record_(*document.record), json_(json), paths_(paths) {}

  base::Status run() {
    ondemand::object object;
    if (const auto code = json_.get_object().get(object); code != simdjson::SUCCESS) return malformed(code);
    if (base::Status done = members(object, {true, true, true, true, false}, 0); !done) return done;
    if (json_.current_location().error() == simdjson::SUCCESS)
      return malformed("not a JSON record: something stands behind it", "each line must be one JSON object");
    if (texts_ == 0)
      return malformed("no field '" + name(paths_.text) + "'", "name the field that holds the text: --text-field NAME");
    if (texts_ > 1) return malformed("more than one field '" + name(paths_.text) + "'");
    record_.end = record_.raw.rfind('}');
    return base::Done{};
  }

 private:
  // What a value may still turn out to be.
  struct Hopes {
    bool text = false;  // the path to the text leads here
    bool id = false;
    bool source = false;
    bool top = false;       // the record itself
    bool metadata = false;  // its member "metadata"
  };

  static std::string name(const std::vector<std::string>& path) {
    std::string joined;
    for (const std::string& part : path) joined += (joined.empty() ? "" : "/") + part;
    return joined;
  }

  std::size_t offset(const char* at) const { return static_cast<std::size_t>(at - record_.raw.data()); }

  // Where the value that was just gone through ends: in front of the next token.
  std::size_t end_of_value() {
    const char* next = nullptr;
    if (json_.current_location().get(next) != simdjson::SUCCESS) return record_.raw.size();
    return trim(std::string_view(record_.raw).substr(0, offset(next))).size();
  }

  Hopes below(const Hopes& hopes, std::string_view key, std::size_t depth) const {
    const auto leads = [&](const std::vector<std::string>& path) { return depth < path.size() && path[depth] == key; };
    return {hopes.text && leads(paths_.text), hopes.id && leads(paths_.id), hopes.source && leads(paths_.source), false,
            hopes.top && key == "metadata"};
  }

  base::Status members(ondemand::object& object, const Hopes& hopes, std::size_t depth) {
    bool first = true;
    for (auto field : object) {
      std::string_view key;
      ondemand::value value;
      if (const auto code = field.unescaped_key().get(key); code != simdjson::SUCCESS) return malformed(code);
      const Hopes next = below(hopes, key, depth);
      const bool counts = hopes.metadata && key == "runon";
      if (const auto code = field.value().get(value); code != simdjson::SUCCESS) return malformed(code);
      const std::string_view token = trim(value.raw_json_token());
      if (base::Status done = visit(value, next, depth + 1); !done) return done;
      first = false;
      if (!counts) continue;
      record_.metadata = flow::Record::Metadata::counted;
      record_.metadata_begin = offset(token.data());
      const bool nests = token.front() == '{' || token.front() == '[';
      record_.metadata_end = nests ? end_of_value() : record_.metadata_begin + token.size();
    }
    if (hopes.metadata) record_.metadata_empty = first;
    return base::Done{};
  }

  base::Status elements(ondemand::array& array, const Hopes& hopes, std::size_t depth) {
    std::size_t index = 0;
    for (auto element : array) {
      ondemand::value value;
      if (const auto code = element.get(value); code != simdjson::SUCCESS) return malformed(code);
      const Hopes next = below(hopes, std::to_string(index++), depth);
      if (base::Status done = visit(value, next, depth + 1); !done) return done;
    }
    return base::Done{};
  }

  // `depth` is the length of the path that led here.
  base::Status visit(ondemand::value& value, const Hopes& hopes, std::size_t depth) {
    if (depth > kMaxDepth) return malformed("nested deeper than " + std::to_string(kMaxDepth));
    const bool is_text = hopes.text && depth == paths_.text.size();
    const bool is_id = hopes.id && depth == paths_.id.size();
    const bool is_source = hopes.source && depth == paths_.source.size();
    const std::string_view token = trim(value.raw_json_token());
    ondemand::json_type type{};
    if (const auto code = value.type().get(type); code != simdjson::SUCCESS) return malformed(code);
    if (is_text && type != ondemand::json_type::string) return malformed("field '" + name(paths_.text) + "' is no string");
    if (hopes.metadata && type != ondemand::json_type::object) record_.metadata = flow::Record::Metadata::other;
    switch (type) {
      case ondemand::json_type::object: {
        ondemand::object object;
        if (const auto code = value.get_object().get(object); code != simdjson::SUCCESS) return malformed(code);
        if (hopes.metadata) record_.metadata = flow::Record::Metadata::object;
        if (base::Status done = members(object, hopes, depth); !done) return done;
        if (record_.metadata == flow::Record::Metadata::object && hopes.metadata)
          record_.metadata_begin = record_.metadata_end = end_of_value() - 1;
        return base::Done{};
      }
      case ondemand::json_type::array: {
        ondemand::array array;
        if (const auto code = value.get_array().get(array); code != simdjson::SUCCESS) return malformed(code);
        return elements(array, hopes, depth);
      }
      case ondemand::json_type::string: return string(value, token, is_text, is_id, is_source);
      case ondemand::json_type::number:
        if (!is_number(token)) return malformed("not a JSON record: '" + std::string(token) + "' is no number");
        if (is_id) document_.id = token;
        return base::Done{};  // a value that is not asked for is left behind when the next one is
      case ondemand::json_type::boolean:
        if (token != "true" && token != "false") return malformed(simdjson::T_ATOM_ERROR);
        return base::Done{};
      default:
        if (token != "null") return malformed(simdjson::N_ATOM_ERROR);
        return base::Done{};
    }
  }

  base::Status string(ondemand::value& value, std::string_view token, bool is_text, bool is_id, bool is_source) {
    std::string_view unescaped;
    std::string with_surrogates;
    std::size_t lone = 0;
    if (may_hold_surrogates(token)) {
      // Half a pair has no place in UTF-8 and simdjson refuses it, but JSON's grammar does not.
      ondemand::raw_json_string raw;
      if (const auto code = value.get_raw_json_string().get(raw); code != simdjson::SUCCESS) return malformed(code);
      if (!unescape(token, with_surrogates, lone)) return malformed(simdjson::STRING_ERROR);
      unescaped = with_surrogates;
    } else if (const auto code = value.get_string().get(unescaped); code != simdjson::SUCCESS) {
      return malformed(code);
    }
    if (is_id && !unescaped.empty()) document_.id = valid_name(unescaped);
    if (is_source && unescaped.size() <= kLongestOrigin) record_.origin = valid_name(unescaped);
    if (!is_text) return base::Done{};
    if (lone > 0) document_.problems.push_back({"lone surrogate", lone, unescaped.find("\xEF\xBF\xBD")});
    ++texts_;
    document_.base = unescaped;
    record_.text_begin = offset(token.data());
    record_.text_end = record_.text_begin + token.size();
    return base::Done{};
  }

  flow::Document& document_;
  flow::Record& record_;
  ondemand::document& json_;
  const Paths& paths_;
  std::size_t texts_ = 0;
};

}  // namespace

class RecordParser::State {
 public:
  explicit State(const Options& options)
      : paths_{parse_path(options.text_field), parse_path(options.id_field), parse_path(options.source_field)} {}

  base::Status parse(flow::Document& document) {
    std::string& raw = document.record->raw;
    static_assert(RecordLines::kPadding >= simdjson::SIMDJSON_PADDING);
    raw.reserve(raw.size() + simdjson::SIMDJSON_PADDING);  // which is there, of records that were read
    ondemand::document json;
    if (const auto code = parser_.iterate(raw).get(json); code != simdjson::SUCCESS) return malformed(code);
    if (base::Status done = Walk(document, json, paths_).run(); !done) return done;
    // What a giant record needed is not kept for the next one.
    if (raw.size() > kKeptBytes) parser_ = ondemand::parser();
    document.text = document.base;
    return base::Done{};
  }

 private:
  Paths paths_;
  ondemand::parser parser_;
};

RecordParser::RecordParser(const Options& options) : state_(std::make_unique<State>(options)) {}
RecordParser::~RecordParser() = default;

base::Status RecordParser::parse(flow::Document& document) { return state_->parse(document); }

std::string simdjson_version() {
  return std::to_string(simdjson::SIMDJSON_VERSION_MAJOR) + "." + std::to_string(simdjson::SIMDJSON_VERSION_MINOR) + "." +
         std::to_string(simdjson::SIMDJSON_VERSION_REVISION);
}

bool looks_like_records(std::string_view head) {
  const std::size_t begin = head.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (begin == std::string_view::npos || head[begin] != '{') return false;
  const std::size_t end = head.find('\n', begin);
  if (end == std::string_view::npos && head.size() - begin > 4096) return true;  // one long record
  const simdjson::padded_string line(head.substr(begin, end - begin));
  ondemand::parser parser;
  ondemand::document json;
  ondemand::object object;
  if (parser.iterate(line).get(json) != simdjson::SUCCESS || json.get_object().get(object) != simdjson::SUCCESS) return false;
  for (auto field : object) {
    std::string_view key;
    if (field.unescaped_key().get(key) != simdjson::SUCCESS) return false;
  }
  return json.current_location().error() != simdjson::SUCCESS;
}

}  // namespace runon::read
