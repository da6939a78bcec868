#include "pipeline/restore.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "flow/document.h"
#include "io/file.h"
#include "io/unpack.h"
#include "pipeline/plan.h"
#include "read/audit.h"
#include "read/lines.h"
#include "read/record.h"
#include "text/encoding.h"

namespace runon::pipeline {
namespace {

using base::Code;
using base::Error;
using base::Status;
using read::AuditEntry;
using read::CleanRecord;

// A file of lines with one line of foresight, parsed.
template <class Item, base::Result<Item> (read::CleanParser::*parse)(std::string_view)>
class Lines {
 public:
  Lines(read::LineReader lines, std::string name) : lines_(std::move(lines)), name_(std::move(name)) {}

  Status advance() {
    item_.reset();
    for (;;) {
      base::Result<std::optional<std::string_view>> line = lines_.next();
      if (!line) return std::move(line.error());
      if (!line.value()) return base::Done{};
      if (line.value()->find_first_not_of(" \t\r") == std::string_view::npos) continue;
      base::Result<Item> item = (parser_.*parse)(*line.value());
      if (!item) {
        item.error().where = place();
        return std::move(item.error());
      }
      item_ = std::move(item.value());
      return base::Done{};
    }
  }

  std::optional<Item>& item() { return item_; }
  std::string place() const { return fmt::format("{}:{}", name_, lines_.number()); }

 private:
  read::LineReader lines_;
  std::string name_;
  read::CleanParser parser_;
  std::optional<Item> item_;
};

using CleanLines = Lines<CleanRecord, &read::CleanParser::clean>;
using AuditLines = Lines<AuditEntry, &read::CleanParser::audit>;

base::Result<read::LineReader> open_lines(const std::string& path) {
  base::Result<io::Unpacker> file = io::Unpacker::open(path);
  if (!file) return std::move(file.error());
  if (file.value().is_archive())
    return Error{Code::usage, "an archive, where one file of JSON Lines is needed", path, "unpack it first"};
  if (base::Result<bool> begun = file.value().next(); !begun) return std::move(begun.error());
  return read::LineReader(std::move(file.value()));
}

// Where the inputs go: to one place, or each below a directory.
class Outputs {
 public:
  Outputs(const std::string& output, io::TempFiles& temps)
      : output_(output), tree_(output != "-" && (output.back() == '/' || io::is_directory(output))), temps_(temps) {}

  // `name`: of the input. Pieces of one input come one behind the other.
  Status write(const std::string& name, std::string_view bytes) {
    if (!file_ || name != name_) {
      if (Status done = next(name); !done) return done;
    }
    done_.bytes += bytes.size();
    if (tree_) return file_->write(bytes);
    held_ += bytes;
    return base::Done{};
  }

  base::Result<Restored> finish() {
    if (!file_) return done_;
    if (!tree_)
      if (Status done = file_->write(held_); !done) return std::move(done.error());
    if (Status done = finished_.add(std::move(*file_)); !done) return std::move(done.error());
    if (Status done = finished_.commit(); !done) return std::move(done.error());
    return done_;
  }

 private:
  Status next(const std::string& name) {
    if (file_ && !tree_)
      return Error{Code::usage,
                   fmt::format("there are several inputs: '{}' and '{}'", name_, name),
                   {},
                   "give a directory for them: -o DIR/"};
    if (file_)
      if (Status done = finished_.add(std::move(*file_)); !done) return done;
    file_.reset();
    base::Result<io::OutputFile> file = io::OutputFile::create(tree_ ? io::join(output_, path_below(name)) : output_, temps_);
    if (!file) return std::move(file.error());
    file_ = std::move(file.value());
    name_ = name;
    ++done_.inputs;
    return base::Done{};
  }

  std::string output_;
  bool tree_;
  io::TempFiles& temps_;
  std::optional<io::OutputFile> file_;
  io::OutputGroup finished_;
  std::string name_;
  std::string held_;  // for one place: it is written when no other input turned up
  Restored done_;
};

class Restorer {
 public:
  Restorer(CleanLines& clean, AuditLines& audit, Outputs& outputs, const RestoreOptions& options)
      : clean_(clean), audit_(audit), outputs_(outputs), parser_(reading(options.text_field)) {}

  Status run() {
    if (Status done = clean_.advance(); !done) return done;
    if (Status done = audit_.advance(); !done) return done;
    for (;;) {
      if (Status done = without_output(); !done) return done;
      if (!clean_.item()) break;
      place_ = clean_.place();
      if (Status done = document(); !done) return done;
    }
    if (audit_.item())
      return mismatch(audit_.place(), fmt::format("edits of '{}', which has no place in the cleaned file", audit_.item()->key()));
    return base::Done{};
  }

 private:
  static read::Options reading(const std::string& text_field) {
    read::Options options;
    options.text_field = text_field;
    return options;
  }

  static Error mismatch(std::string where, std::string what) {
    return Error{Code::malformed, std::move(what), std::move(where),
                 "the cleaned file and the audit must be of one run, and unchanged since"};
  }

  // Documents that left nothing in the cleaned file: the audit says which document each follows.
  Status without_output() {
    while (audit_.item() && audit_.item()->behind == behind_) {
      AuditEntry& entry = *audit_.item();
      if (entry.rule == "read.reject") {
        const std::string& name = entry.piece ? entry.doc : entry.record;
        if (Status done = outputs_.write(entry.piece ? file_of(name) : input_of(name), entry.before); !done) return done;
        if (Status done = audit_.advance(); !done) return done;
      } else if (entry.rule == "write.empty") {
        place_ = audit_.place();
        CleanRecord nothing;
        nothing.id = entry.doc;
        nothing.record = entry.record;
        nothing.piece = entry.piece;
        nothing.paragraph = true;
        if (Status done = audit_.advance(); !done) return done;
        if (Status done = undo(nothing); !done) return done;
      } else {
        break;  // an edit, in front of the first document
      }
    }
    return base::Done{};
  }

  // The next document of the cleaned file: a record, or all paragraphs that have one id.
  Status document() {
    CleanRecord record = std::move(*clean_.item());
    if (Status done = clean_.advance(); !done) return done;
    while (record.paragraph && clean_.item() && clean_.item()->paragraph && clean_.item()->key() == record.key()) {
      record.text += '\n';
      record.text += clean_.item()->text;
      if (Status done = clean_.advance(); !done) return done;
    }
    if (record.passed_on && record.record.empty()) {
      if (!audit_.item() || audit_.item()->rule != "read.record")
        return mismatch(place_, "a record that the audit does not know");
      record.record = audit_.item()->record;
    }
    behind_ = record.key();
    return undo(record);
  }

  static std::string input_of(const std::string& record) { return record.substr(0, record.rfind(':')); }

  static std::string file_of(const std::string& piece) { return piece.substr(0, piece.rfind('#')); }

  Status undo(CleanRecord& record) {
    flow::Document parsed;
    if (record.passed_on) {
      parsed.record = std::make_shared<flow::Record>();
      parsed.record->raw = record.raw;
      if (Status done = parser_.parse(parsed); !done) {
        done.error().where = place_;
        return done;
      }
      record.text = parsed.base;
    } else if (record.record.empty() && !record.text.empty()) {
      record.text += '\n';
    }
    std::string whole;  // of a JSON record, where the audit has it
    flow::Encoding encoding;
    base::Result<std::string> base = undo_edits(record, whole, encoding);
    if (!base) return std::move(base.error());
    if (record.record.empty())
      return outputs_.write(record.piece ? file_of(record.id) : record.id, text::from_base(base.value(), encoding));
    if (!whole.empty()) return outputs_.write(input_of(record.record), whole);
    if (!record.passed_on) return mismatch(place_, "a paragraph of a record that the audit does not know");
    base::Result<std::string> raw = without_counts(*parsed.record, base.value());
    if (!raw) return std::move(raw.error());
    return outputs_.write(input_of(record.record), raw.value());
  }

  // The text as it was: its edits, which come next in the audit, are taken back.
  base::Result<std::string> undo_edits(const CleanRecord& record, std::string& whole, flow::Encoding& encoding) {
    const std::string_view text = record.text;
    std::string base;
    std::size_t at = 0;  // how far the text is taken over
    while (audit_.item() && audit_.item()->key() == record.key()) {
      AuditEntry& entry = *audit_.item();
      if (entry.rule == "read.record") {
        whole = std::move(entry.before);
      } else if (entry.rule == "read.decode") {
        encoding = std::move(entry.encoding);
      } else {
        if (entry.begin < base.size() || entry.begin - base.size() > text.size() - at)
          return mismatch(audit_.place(), "an edit that is out of place");
        const std::size_t kept = entry.begin - base.size();
        if (text.substr(at + kept, entry.after.size()) != entry.after)
          return mismatch(place_, fmt::format("the text of '{}' is not what the audit says", record.key()));
        base += text.substr(at, kept);
        base += entry.before;
        at += kept + entry.after.size();
      }
      if (Status done = audit_.advance(); !done) return std::move(done.error());
    }
    base += text.substr(at);
    return base;
  }

  // The record as it was before `clean` added to it; the audit has those that are not like this.
  base::Result<std::string> without_counts(const flow::Record& record, std::string_view text) const {
    constexpr std::string_view kAdded = R"(,"metadata":{"runon":)";
    const std::string_view raw = record.raw;
    if (record.metadata != flow::Record::Metadata::counted || record.metadata_begin < kAdded.size() ||
        record.text_begin > record.metadata_begin)
      return mismatch(place_, "a record that 'clean' did not write");
    const std::size_t cut = record.metadata_begin - kAdded.size();
    if (raw.substr(cut, kAdded.size()) != kAdded) return mismatch(place_, "a record that 'clean' did not write");
    std::string out(raw.substr(0, record.text_begin));
    base::append_json(out, text);
    out += raw.substr(record.text_end, cut - record.text_end);
    out += raw.substr(record.end);
    return out + "\n";
  }

  CleanLines& clean_;
  AuditLines& audit_;
  Outputs& outputs_;
  read::RecordParser parser_;
  std::string behind_;  // name of the last document of the cleaned file that is done
  std::string place_;   // of the document at hand in the cleaned file
};

}  // namespace

base::Result<Restored> restore(const RestoreOptions& options, io::TempFiles& temps) {
  base::Result<read::LineReader> clean = open_lines(options.clean);
  if (!clean) return std::move(clean.error());
  base::Result<read::LineReader> audit = open_lines(options.audit);
  if (!audit) return std::move(audit.error());
  CleanLines clean_lines(std::move(clean.value()), options.clean);
  AuditLines audit_lines(std::move(audit.value()), options.audit);
  Outputs outputs(options.output, temps);
  if (Status done = Restorer(clean_lines, audit_lines, outputs, options).run(); !done) return std::move(done.error());
  return outputs.finish();
}

}  // namespace runon::pipeline
