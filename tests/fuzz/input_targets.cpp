// What is read: records, packed files, patterns, places to go on from, configuration.
#include <algorithm>
#include <string>

#include "cli/config.h"
#include "cli/messages.h"
#include "flow/document.h"
#include "fuzz/samples.h"
#include "fuzz/targets.h"
#include "fuzz/work_folder.h"
#include "io/unpack.h"
#include "pipeline/clean.h"
#include "pipeline/option_table.h"
#include "read/audit.h"
#include "read/globs.h"
#include "read/names.h"
#include "read/record.h"
#include "read/source.h"
#include "read/split_on.h"
#include "text/utf8.h"
#include "write/documents.h"
#include "write/json.h"

namespace runon::fuzz {
namespace {

// A line as a record, by a plain field or by a pointer, and what is written of it.
void record(std::string_view bytes) {
  const unsigned bits = take_byte(bytes);
  read::Options options;
  if ((bits & 1U) != 0) options.text_field = "/data/text";
  if ((bits & 2U) != 0) options.id_field = "/id/0";
  read::RecordParser parser(options);
  flow::Document document;
  document.record = std::make_shared<flow::Record>();
  document.record->raw = bytes.substr(0, bytes.find('\n'));
  document.record->line_end = "\n";
  document.record->line = 1;
  document.record->name = "in:1";
  const std::string raw = document.record->raw;
  if (const base::Status done = parser.parse(document); !done) {
    hold(done.error().code == base::Code::malformed, "a fault of another kind: " + base::message(done.error()));
    return;
  }
  const flow::Record& record = *document.record;
  hold(record.raw == raw, "the record changed");
  hold(write::is_utf8(document.base) && write::is_utf8(document.id), "a record's text or id is not UTF-8");
  hold(record.text_begin < record.text_end && record.text_end <= record.end && record.end < raw.size(), "places out of order");
  hold(raw[record.text_begin] == '"' && raw[record.text_end - 1] == '"' && raw[record.end] == '}', "places that are none");
  // With no stage a text is its lines.
  static const auto cleaner = [] {
    pipeline::Options none;
    none.skip.fill(true);
    return pipeline::Cleaner::create(none);
  }();
  hold(cleaner.ok() && cleaner.value().clean(document).ok(), "the text of a record was refused");
  write::close_text(document);
  std::string out;
  write::append_jsonl(out, document, {});
  hold(!out.empty() && out.back() == '\n' && out.find('\n') == out.size() - 1, "not one line comes out");
  flow::Document again;
  again.record = std::make_shared<flow::Record>(record);
  again.record->raw = out.substr(0, out.size() - 1);
  hold(parser.parse(again).ok(), "what is written of a record is none");
  hold(again.base == document.text, "the text of what is written differs");
}

std::vector<std::string> seeds_of_record() {
  std::vector<std::string> lines;
  const std::string all = records(texts(60));
  for (std::size_t at = 0; at < all.size(); at = all.find('\n', at) + 1) lines.push_back(all.substr(at, all.find('\n', at) - at));
  lines.emplace_back(R"({"data":{"text":"a\u4e00b","x":[]},"id":["z"],"metadata":{"runon":{"lines":3}}})");
  lines.emplace_back(R"({"text":"a","text":"b"})");
  lines.emplace_back(R"( { "metadata" : { } , "text" : "\ud83d\ude00\t" } )");
  return behind_bytes(lines, 4);
}

// All that comes out of a file, whatever it is packed in.
std::string unpacked(const std::string& path, std::size_t wanted) {
  std::string out;
  auto file = io::Unpacker::open(path, 100);
  if (!file) return "error " + base::message(file.error());
  for (int members = 0; members < 1000; ++members) {
    const auto more = file.value().next();
    if (!more) out += "error " + base::message(more.error()) + "\n";
    else if (!more.value()) return out;
    else out += "member " + file.value().member() + "\n";
    for (;;) {
      const auto got = file.value().read(out, wanted);
      if (!got) out += "error " + base::message(got.error()) + "\n";
      if (!got || got.value() == 0) break;
      hold(got.value() <= wanted, "more came than was asked for");
    }
    if (!more && out.size() > (64U << 20U)) return out;
  }
  return out;
}

void archive(std::string_view bytes) {
  const WorkFolder work;
  const std::string path = work.put("in", bytes);
  read_at_most(0);
  const std::string wanted = unpacked(path, 65536);
  // 16 MiB come out of any file, and 100 times what is read.
  hold(wanted.size() <= (80U << 20U) + 400 * bytes.size(), "more comes out than the bound allows");
  read_at_most(13);
  const std::string got = unpacked(path, 65536);
  read_at_most(0);
  hold(got == wanted, "what comes out depends on the sizes of reads");
  hold(WorkFolder::count() == 1, "something was written beside the archive");
}

std::vector<std::string> seeds_of_archive() {
  const std::vector<std::string> some = texts(9);
  const Members members = {
      {"a.txt", some[0]}, {"../b/c.txt", some[1]}, {"/etc/d", some[2]}, {"e.txt.gz", compressed(".gz", some[3])}};
  std::vector<std::string> out = {tar(members), zip(members), tar({}), zip({}), some[4]};
  for (const std::string_view ending : {".gz", ".zst", ".xz", ".bz2", ".lz4"}) {
    out.push_back(compressed(ending, some[5]));
    out.push_back(compressed(ending, tar(members)));
    out.push_back(compressed(ending, compressed(".gz", some[6])) + compressed(ending, some[7]));
  }
  out.push_back(compressed(".gz", std::string(100000, '\0')));
  return out;
}

// The first line is a pattern, the rest what it is held against.
void patterns(std::string_view bytes) {
  const std::size_t line_end = std::min(bytes.find('\n'), bytes.size());
  const std::string pattern(bytes.substr(0, line_end));
  const std::string_view rest = bytes.substr(std::min(line_end + 1, bytes.size()));
  if (pattern.size() > 64) return;
  read::matches(pattern, rest);
  read::Globs({pattern}, {}).in(rest);
  const std::string id = read::valid_name(rest);
  hold(write::is_utf8(id), "an id is not UTF-8");
  const std::string place = read::MemberNames().make(rest);
  hold(!place.empty() && place.front() != '/' && ("/" + place + "/").find("/../") == std::string::npos &&
           ("/" + place + "/").find("/./") == std::string::npos,
       "a member would stand outside");
  const std::string shown = cli::visible(rest);
  for (std::size_t at = 0; at < shown.size();) {
    const text::Decoded d = text::decode(shown, at);
    hold(d.well_formed && d.point >= 0x20 && !(d.point >= 0x7F && d.point < 0xA0), "a control character would reach a terminal");
    at += d.bytes;
  }
  const auto split = read::SplitOn::parse(pattern);
  if (!split || !write::is_utf8(rest)) return;
  std::size_t from = 0;
  for (int i = 0; i < 100; ++i) {
    const auto found = split.value().find(rest, from, true);
    if (!found) break;
    hold(found->begin >= from && found->begin <= found->end && found->end <= rest.size() && found->next >= from,
         "a separator out of place");
    if (found->next <= from && found->end <= from) break;
    from = std::max(found->next, found->end);
  }
}

std::vector<std::string> seeds_of_patterns() {
  std::vector<std::string> out;
  for (const char* pattern :
       {"form-feed", "blank-lines:2", "^Chapter (\\d+)$", "(?m)^---+$", "*.txt", "a/**/[!b-c]?*", "[]", "\\", "(a*)*b"})
    for (const std::string& text : texts(6)) out.push_back(std::string(pattern) + "\n" + text);
  return out;
}

// Reading goes on from any mark, or says that it is none.
void mark(std::string_view bytes) {
  const WorkFolder work;
  const std::string path = work.put("in.jsonl", "{\"text\":\"a\"}\n\n{\"text\":\"b\"}\nx\n{\"text\":\"c\"}");
  const std::string second = work.put("in.tar", tar({{"a", "one\n\ntwo\n"}, {"b", "three"}}));
  read::Options options;
  options.max_document = 4;
  read::FileSource source(read::list_inputs({path, second}, std::nullopt), options);
  if (!source.go_on(bytes).ok()) return;
  for (int i = 0; i < 50; ++i) {
    flow::Batch batch;
    const auto more = source.read(batch);
    if (!more || !more.value()) break;
    source.refine(batch);
  }
}

std::vector<std::string> seeds_of_mark() {
  std::vector<std::string> out;
  const WorkFolder work;
  const std::string path = work.put("in.jsonl", "{\"text\":\"a\"}\n\n{\"text\":\"b\"}\nx\n{\"text\":\"c\"}");
  const std::string second = work.put("in.tar", tar({{"a", std::string(1U << 21U, '\n')}, {"b", "three"}}));
  read::FileSource source(read::list_inputs({path, second}, std::nullopt), {});
  for (int i = 0; i < 20; ++i) {
    flow::Batch batch;
    const auto more = source.read(batch);
    if (!more || !more.value()) break;
    if (!batch.mark.empty()) out.push_back(batch.mark);
  }
  return out;
}

// What was taken over from a file is printed so that it can be taken over again.
void config(std::string_view bytes) {
  const WorkFolder work;
  pipeline::RunOptions options;
  const base::Status done = cli::read_config(work.put("a.toml", bytes), options);
  if (!done) {
    hold(done.error().code == base::Code::config, "a fault of another kind: " + base::message(done.error()));
    return;
  }
  const base::Status sound = pipeline::check(options);
  hold(sound.ok() || sound.error().code == base::Code::usage || sound.error().code == base::Code::config,
       "a fault of another kind");
  const std::string printed = pipeline::print_config(options);
  pipeline::RunOptions again;
  const base::Status back = cli::read_config(work.put("b.toml", printed), again);
  hold(back.ok(), "what is printed cannot be read: " + (back.ok() ? std::string() : base::message(back.error())));
  hold(pipeline::print_config(again) == printed, "what is printed is not what was read");
}

std::vector<std::string> seeds_of_config() {
  std::vector<std::string> out = {pipeline::print_config({}), "threads = 4\nnear = 0.5\nskip = \"doubling\"\n",
                                  "min-repeat = 1e3\n[a]\nb=1\n", "include = [\"*.txt\", \"\\u4e00\"]\nrule = [1979-05-27]\n"};
  const std::string all = out[0];
  for (std::size_t at = 0; at < all.size(); at = all.find('\n', at) + 1) {
    std::string line = all.substr(at, all.find('\n', at) + 1 - at);
    if (line.starts_with("# ")) line = line.substr(2);
    out.push_back(line);
  }
  return out;
}

// Lines of an audit and of what clean wrote.
void audit_line(std::string_view bytes) {
  read::CleanParser parser;
  const std::string line(bytes.substr(0, bytes.find('\n')));
  if (const auto entry = parser.audit(line); entry.ok())
    hold(entry.value().begin <= entry.value().end, "a span that ends before it begins");
  const auto clean = parser.clean(line);
  hold(!clean.ok() || write::is_utf8(clean.value().id), "an id is not UTF-8");
}

std::vector<std::string> seeds_of_audit_line() {
  return {
      R"({"doc":"a","stage":"rejoin","rule":"join","lines":[1,2],"bytes":[3,4],"before":"\n","after":" "})",
      R"({"doc":"a","stage":"characters","rule":"decode","encoding":"GB18030","tail_base64":"AA==","kept":[[0,3,"gDA="]]})",
      R"({"doc":"a","record":"b:3","stage":"s","rule":"r","lines":[1,2],"bytes":[3,4],"utf8_bytes":[1,2],"before_base64":"/w==","after":"","piece":2})",
      R"({"behind":"x","rule":"reject","stage":"read","doc":"a","before":"z\n"})",
      R"({"id":"a","source":"a","text":"x\ny","metadata":{"runon":{"lines":2}}})",
      R"({"id":"a#1","source":"a","text":"x","kind":"body","lines":[1,1],"bytes":[0,1]})"};
}

}  // namespace

std::vector<Target> input_targets() {
  return {{"record", "what is written of a record is the record, with another text", record, seeds_of_record},
          {"archive", "the same comes out whatever reads give; bounded; nothing is written", archive, seeds_of_archive},
          {"patterns", "separators stand in the text; members below; nothing commands a terminal", patterns, seeds_of_patterns},
          {"mark", "reading goes on, or says no", mark, seeds_of_mark},
          {"config", "what is printed is what was read", config, seeds_of_config},
          {"audit_line", "spans are spans", audit_line, seeds_of_audit_line}};
}

}  // namespace runon::fuzz
