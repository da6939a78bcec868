#include "write/sink.h"

#include <algorithm>
#include <utility>

#include "base/json.h"
#include "write/audit.h"
#include "write/documents.h"
#include "write/json.h"

namespace runon::write {
namespace {

bool in_front(const flow::Reject& reject, const flow::Document& document) {
  if (reject.input != document.input) return reject.input < document.input;
  return document.record && reject.line < document.record->line;
}

flow::Rendered& rendered_for(flow::Batch& batch, std::size_t input) {
  if (batch.rendered.empty() || batch.rendered.back().input != input) batch.rendered.push_back({input, {}, {}, {}, {}});
  return batch.rendered.back();
}

std::string reject_line(const flow::Reject& reject) {
  std::string out = R"({"source":)";
  append_name(out, reject.source);
  if (reject.line != 0) out += R"(,"line":)" + std::to_string(reject.line);
  out += R"(,"reason":)";
  append_name(out, reject.error.what);
  out += R"(,"code":)";
  base::append_json(out, base::name(reject.error.code));
  if (!reject.error.hint.empty()) {
    out += R"(,"hint":)";
    append_name(out, reject.error.hint);
  }
  if (reject.line != 0) {
    out += ',';
    const std::string_view raw = reject.raw;
    append_bytes(out, "raw", raw.substr(0, raw.find_last_not_of("\r\n") + 1));
  }
  out += "}\n";
  return out;
}

}  // namespace

base::Result<FileSink> FileSink::create(Targets targets, const Options& options, io::TempFiles& temps) {
  FileSink sink(std::move(targets), options, temps);
  const auto open = [&](const std::string& path, std::optional<io::OutputFile>& file) -> base::Status {
    base::Result<io::OutputFile> made = io::OutputFile::create(path, temps);
    if (!made) return std::move(made.error());
    file = std::move(made.value());
    return base::Done{};
  };
  if (!sink.targets_.per_input)
    if (base::Status done = open(sink.targets_.outputs[0].path, sink.output_); !done) return std::move(done.error());
  if (!sink.targets_.audit.empty())
    if (base::Status done = open(sink.targets_.audit, sink.audit_); !done) return std::move(done.error());
  if (!sink.targets_.rejects.empty())
    if (base::Status done = open(sink.targets_.rejects, sink.rejects_); !done) return std::move(done.error());
  return sink;
}

// The audit of one batch. What stands in front of its first document with output must wait until it is
// known which document that follows.
class FileSink::AuditWriter {
 public:
  AuditWriter(flow::Batch& batch, const FileSink& sink)
      : batch_(batch), on_(!sink.targets_.audit.empty()), granularity_(sink.options_.granularity) {}

  void add(const flow::Reject& reject) {
    flow::Rendered& rendered = rendered_for(batch_, reject.input);
    if (on_) mark(rendered, audit_reject(reject));
  }

  void add(const flow::Document& document) {
    if (!on_) return;
    flow::Rendered& rendered = rendered_for(batch_, document.input);
    if (granularity_ == Granularity::paragraph && document.text.empty()) {
      mark(rendered, audit_empty(document));
      if (behind_.empty()) {
        rendered.lead.emplace_back();
        append_audit(rendered.lead.back(), document, granularity_);
        return;
      }
    } else {
      behind_ = rendered.last = audit_name(document);
    }
    append_audit(rendered.audit, document, granularity_);
  }

 private:
  void mark(flow::Rendered& rendered, std::string line) {
    if (behind_.empty()) return rendered.lead.push_back(std::move(line));
    append_behind(line, behind_);
    rendered.audit += line;
  }

  flow::Batch& batch_;
  bool on_;
  Granularity granularity_;
  std::string behind_;  // empty: in front of the batch's first document with output
};

void FileSink::render(flow::Batch& batch) const {
  std::stable_sort(batch.rejects.begin(), batch.rejects.end(), [](const flow::Reject& a, const flow::Reject& b) {
    return std::pair(a.input, a.line) < std::pair(b.input, b.line);
  });
  AuditWriter audit(batch, *this);
  auto reject = batch.rejects.begin();
  const auto pass = [&] {
    if (reject->line != 0) audit.add(*reject);
    ++reject;
  };
  for (flow::Document& document : batch.documents) {
    while (reject != batch.rejects.end() && in_front(*reject, document)) pass();
    flow::Rendered& rendered = rendered_for(batch, document.input);
    close_text(document);
    if (target(document.input).format == Format::text) {
      if (!rendered.out.empty() && !document.text.empty()) rendered.out += '\n';
      append_text(rendered.out, document);
    } else {
      append_jsonl(rendered.out, document, options_);
    }
    audit.add(document);
  }
  while (reject != batch.rejects.end()) pass();
  batch.documents.clear();  // what is to be written is rendered; a waiting batch need not hold both
}

base::Status FileSink::write_audit(const flow::Rendered& rendered) {
  std::string lead;
  for (const std::string& line : rendered.lead) {
    lead += line;
    if (line.empty() || line.back() != '\n') append_behind(lead, behind_);
  }
  if (!rendered.last.empty()) behind_ = rendered.last;
  if (base::Status done = audit_->write(lead); !done) return done;
  return audit_->write(rendered.audit);
}

base::Status FileSink::switch_to(std::size_t input) {
  if (!targets_.per_input || (output_ && input_ == input)) return base::Done{};
  if (output_)
    if (base::Status done = finished_.add(std::move(*output_)); !done) return done;
  output_.reset();
  base::Result<io::OutputFile> next = io::OutputFile::create(targets_.outputs[input].path, *temps_);
  if (!next) return std::move(next.error());
  output_ = std::move(next.value());
  input_ = input;
  parts_ = false;
  return base::Done{};
}

base::Status FileSink::write(flow::Batch& batch) {
  for (const flow::Rendered& rendered : batch.rendered) {
    if (base::Status done = switch_to(rendered.input); !done) return done;
    const bool is_text = target(rendered.input).format == Format::text;
    if (is_text && parts_ && !rendered.out.empty())
      if (base::Status done = output_->write("\n"); !done) return done;
    if (base::Status done = output_->write(rendered.out); !done) return done;
    parts_ = parts_ || !rendered.out.empty();
    if (audit_)
      if (base::Status done = write_audit(rendered); !done) return done;
  }
  if (output_ && !targets_.per_input && target(0).path == "-")
    if (base::Status done = output_->flush(); !done) return done;
  if (!rejects_) return base::Done{};
  for (const flow::Reject& reject : batch.rejects)
    if (base::Status done = rejects_->write(reject_line(reject)); !done) return done;
  return base::Done{};
}

base::Status FileSink::finish() {
  if (targets_.per_input && output_) {
    if (base::Status done = finished_.add(std::move(*output_)); !done) return done;
    output_.reset();
  }
  if (base::Status done = finished_.commit(); !done) return done;
  for (std::optional<io::OutputFile>* file : {&output_, &audit_, &rejects_})
    if (*file)
      if (base::Status done = (*file)->commit(); !done) return done;
  return base::Done{};
}

}  // namespace runon::write
