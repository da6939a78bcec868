// Whole runs: files in, files out, and back.
#include <algorithm>
#include <cstring>
#include <filesystem>
#include <string>

#include "base/hash.h"
#include "fuzz/samples.h"
#include "fuzz/targets.h"
#include "fuzz/work_folder.h"
#include "io/compressor.h"
#include "io/unpack.h"
#include "pipeline/clean.h"
#include "pipeline/plan.h"
#include "pipeline/restore.h"
#include "read/source.h"
#include "repeats/index.h"
#include "write/json.h"
#include "write/sink.h"

namespace runon::fuzz {
namespace {

using pipeline::RunOptions;

// Cleans as the program does; the report.
base::Result<pipeline::Report> clean(const RunOptions& options) {
  auto plan = pipeline::plan(options);
  if (!plan) return std::move(plan.error());
  io::TempFiles temps;
  auto sink = write::FileSink::create(plan.value().targets, options.write, temps);
  if (!sink) return std::move(sink.error());
  read::FileSource source(std::move(plan.value().inputs), options.read);
  return pipeline::run(options.clean, source, sink.value());
}

// What the bits say, to be read from `input`.
RunOptions options_of(unsigned bits, const std::string& input) {
  RunOptions options;
  options.inputs = {input};
  if ((bits & 4U) != 0) options.write.granularity = write::Granularity::paragraph;
  if ((bits & 8U) != 0) options.write.blocks = true;
  if ((bits & 16U) != 0) options.read.max_document = 64;
  if ((bits & 32U) != 0) options.read.split_on = "form-feed";
  if ((bits & 64U) != 0) options.clean.repeats.scope = repeats::Scope::corpus;
  if ((bits & 128U) != 0) options.clean.furniture.fate = furniture::Fate::keep;
  options.read.max_expand = 20;
  return options;
}

constexpr const char* kNames[] = {"in.txt", "in.jsonl", "in.tar", "in"};

// The program's promises, of one file.
void run(std::string_view bytes) {
  const unsigned bits = take_byte(bytes);
  const WorkFolder work;
  const std::string name = kNames[bits % 4];
  RunOptions options = options_of(bits, work.put(name, bytes));
  const auto clean_to = [&](const std::string& place, unsigned threads, std::size_t reads) {
    options.output = work / (place + "/out.jsonl");
    options.audit = work / (place + "/audit.jsonl");
    options.rejects = work / (place + "/rejects.jsonl");
    options.clean.threads = threads;
    read_at_most(reads);
    auto report = clean(options);
    read_at_most(0);
    hold(report.ok(), "the run failed: " + (report.ok() ? std::string() : base::message(report.error())));
    return report.value();
  };
  const pipeline::Report report = clean_to("one", 1, 0);
  clean_to("three", 3, 11);
  for (const char* file : {"/out.jsonl", "/audit.jsonl", "/rejects.jsonl"})
    hold(work.get("one" + std::string(file)) == work.get("three" + std::string(file)),
         std::string("threads, or how it is read, change ") + file);
  const std::string out = work.get("one/out.jsonl");
  hold(write::is_utf8(out), "the output is not UTF-8");
  io::TempFiles temps;
  const auto back = pipeline::restore({work / "one/out.jsonl", work / "one/audit.jsonl", work / "back/", "text"}, temps);
  hold(back.ok(), "it cannot be restored: " + (back.ok() ? std::string() : base::message(back.error())));
  // An input that was refused as a whole is in neither file; nor is one of empty lines alone, taken for records.
  // What was packed comes back as what it held.
  const auto file = io::Unpacker::open(work / name);
  if (!file.ok() || !file.value().is_plain()) return;
  if (work.has("back/" + name) && !std::filesystem::is_directory(work / ("back/" + name)))
    hold(work.get("back/" + name) == bytes, "the input does not come back");
  else hold(report.reject_count() > 0 || back.value().inputs > 0 || bits % 4 != 0, "the input does not come back at all");
}

std::vector<std::string> seeds_of_run() {
  std::vector<std::string> out;
  const std::vector<std::string> some = texts(48);
  for (unsigned bits = 0; bits < 256; bits += 3) {
    const std::string& text = some[bits % some.size()];
    const std::string& other = some[(bits + 7) % some.size()];
    const std::string bytes = bits % 4 == 1   ? records({text, other, text})
                              : bits % 4 == 2 ? tar({{"a.txt", text}, {"b/c.jsonl", records({other})}})
                              : bits % 8 == 3 ? compressed(".gz", text)
                                              : text;
    out.push_back(static_cast<char>(bits) + bytes);
  }
  return out;
}

constexpr char kBetween = '\x1E';  // RECORD SEPARATOR: JSON escapes it, so it stands in neither file

// Two files of anybody's making.
void restore(std::string_view bytes) {
  const WorkFolder work;
  const std::size_t at = std::min(bytes.find(kBetween), bytes.size());
  const std::string cleaned = work.put("clean.jsonl", bytes.substr(0, at));
  const std::string audit = work.put("audit.jsonl", bytes.substr(std::min(at + 1, bytes.size())));
  io::TempFiles temps;
  const auto done = pipeline::restore({cleaned, audit, work / "back/", "text"}, temps);
  hold(WorkFolder::count() <= 3 && !(WorkFolder::count() == 3 && !work.has("back")),
       "something was written beside the directory");
  if (!done.ok()) return;
  std::size_t found = 0;
  if (work.has("back"))
    for (const auto& entry : std::filesystem::recursive_directory_iterator(work / "back"))
      // What is packed by its name's ending may be longer than what it holds.
      if (entry.is_regular_file() && io::codec_of(entry.path().string()) == io::Codec::none) found += entry.file_size();
  hold(found <= done.value().bytes, "more was written than was counted");
}

std::vector<std::string> seeds_of_restore() {
  std::vector<std::string> out;
  const std::vector<std::string> some = texts(24);
  for (unsigned bits = 0; bits < 128; bits += 5) {
    const WorkFolder work;
    const bool as_records = bits % 2 == 1;
    RunOptions options = options_of(bits & ~64U, work.put(as_records ? "in.jsonl" : "in.txt",
                                                          as_records ? records({some[bits % 24], "b"}) : some[bits % 24]));
    options.output = work / "out.jsonl";
    options.audit = work / "audit.jsonl";
    if (clean(options).ok()) out.push_back(work.get("out.jsonl") + kBetween + work.get("audit.jsonl"));
  }
  return out;
}

RunOptions with_index(const WorkFolder& work, bool near) {
  RunOptions options;
  options.inputs = {work.put("in/a.txt", texts(3)[1] + "\n\n" + texts(6)[4]), work.put("in/b.txt", texts(3)[1])};
  options.output = work / "out.jsonl";
  options.clean.repeats.scope = repeats::Scope::corpus;
  options.clean.repeats.min_letters = 2;
  options.clean.repeats.near = near ? 0.5 : 0;
  options.clean.repeats.index = work / "index";
  options.clean.repeats.temp_dir = std::filesystem::path(work / "x").parent_path();
  options.clean.threads = 1;
  return options;
}

// An index as an earlier run left it.
const std::string& sound_index(bool near) {
  static const std::vector<std::string> made = [] {
    std::vector<std::string> both;
    for (const bool wanted : {false, true}) {
      const WorkFolder work;
      const auto done = clean(with_index(work, wanted));
      hold(done.ok(), "no index can be made");
      both.push_back(work.get("index"));
    }
    return both;
  }();
  return made[near ? 1 : 0];
}

constexpr std::size_t kIndexPage = 4096;
constexpr std::size_t kIndexHeader = 160;  // bytes of it that are no padding

// What a forger would do: the sums of the pages and the header's fingerprints (repeats/index.h) are made anew.
void reseal(std::string& file) {
  constexpr std::size_t kSumsAt = 120;
  constexpr std::size_t kSums = 128;
  constexpr std::size_t kCheck = 144;
  std::uint64_t sums = 0;
  if (file.size() < kIndexPage) return;
  std::memcpy(&sums, file.data() + kSumsAt, sizeof sums);
  if (sums > file.size()) return;
  for (std::size_t page = kIndexPage, at = sums; page + kIndexPage <= sums && at + 8 <= file.size();
       page += kIndexPage, at += 8) {
    const std::uint64_t sum = base::hash128(std::string_view(file).substr(page, kIndexPage)).low;
    std::memcpy(file.data() + at, &sum, sizeof sum);
  }
  const base::Hash128 all = base::hash128(std::string_view(file).substr(sums));
  std::memcpy(file.data() + kSums, &all, sizeof all);
  std::memset(file.data() + kCheck, 0, sizeof(base::Hash128));
  const base::Hash128 check = base::hash128(std::string_view(file).substr(0, kIndexPage));
  std::memcpy(file.data() + kCheck, &check, sizeof check);
}

// Of an odd number the bytes are a file; of an even one they change a sound index, three for each place: where, and what.
void index(std::string_view bytes) {
  const unsigned bits = take_byte(bytes);
  const bool near = (bits & 2U) != 0;
  std::string file = (bits & 1U) != 0 ? std::string(bytes) : sound_index(near);
  if ((bits & 1U) == 0) {
    for (std::size_t i = 0; i + 2 < bytes.size(); i += 3) {
      const std::size_t at = static_cast<unsigned char>(bytes[i]) * 256U + static_cast<unsigned char>(bytes[i + 1]);
      // The header's padding is long.
      if (file.size() > kIndexPage)
        file[at % 2 == 0 ? (at / 2) % kIndexHeader : kIndexPage + at / 2 % (file.size() - kIndexPage)] = bytes[i + 2];
    }
    if ((bits & 4U) != 0) reseal(file);
  }
  const WorkFolder work;
  work.put("index", file);
  work.put("other", sound_index(near));
  const auto opened = repeats::Index::open(work / "index");
  if (opened.ok()) {
    const repeats::Index& index = opened.value();
    const std::uint64_t entries = index.check().ok() ? std::min<std::uint64_t>(index.entries(), 1000) : 0;
    for (std::uint64_t i = 0; i < entries; ++i) {
      const repeats::IndexEntry entry = index.entry(i);
      static_cast<void>(index.find(entry.key).ok());
      static_cast<void>(index.place(entry.document, 1, 1).ok());
    }
    repeats::Likeness likeness;
    for (std::uint64_t i = 0; i < std::min<std::uint64_t>(index.texts(), 1000); ++i)
      static_cast<void>(index.text(i, &likeness).ok());
    static_cast<void>(repeats::merge_indexes({work / "index", work / "other"}, work / "merged").ok());
  }
  const auto done = clean(with_index(work, near));
  const auto told = [&](base::Code code) { return !done.ok() && done.error().code == code; };
  hold(done.ok() || told(base::Code::usage) || told(base::Code::damaged) || told(base::Code::malformed),
       "a fault of another kind: " + (done.ok() ? std::string() : base::message(done.error())));
}

std::vector<std::string> seeds_of_index() {
  std::vector<std::string> out = {"\x01" + sound_index(false), "\x03" + sound_index(true), std::string(1, '\0'), "\x02"};
  for (unsigned at = 0; at < kIndexHeader; at += 3) {
    std::string change(1, at % 2 == 0 ? '\x04' : '\x06');
    change += std::string{static_cast<char>(2 * at / 256), static_cast<char>(2 * at % 256), '\x7F'};
    out.push_back(change);
  }
  return out;
}

}  // namespace

std::vector<Target> file_targets() {
  return {{"run", "restore gives the input; the same bytes at any thread count and read size", run, seeds_of_run},
          {"restore", "nothing is written outside the output", restore, seeds_of_restore},
          {"index", "a damaged index is refused, or read within its bounds", index, seeds_of_index}};
}

std::vector<Target> targets() {
  std::vector<Target> all;
  for (const auto& some : {decode_targets(), text_targets(), input_targets(), file_targets()})
    all.insert(all.end(), some.begin(), some.end());
  return all;
}

}  // namespace runon::fuzz
