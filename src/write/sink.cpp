#include "write/sink.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "base/json.h"
#include "write/attributes.h"
#include "write/audit.h"
#include "write/documents.h"
#include "write/drain.h"
#include "write/json.h"

namespace runon::write {
namespace {

bool in_front(const flow::Reject& reject, const flow::Document& document) {
  if (reject.input != document.input) return reject.input < document.input;
  if (!(reject.member == document.member)) return reject.member < document.member;
  if (reject.last) return false;
  if (document.piece) return reject.piece < document.piece->number;
  return document.record && reject.line < document.record->line;
}

template <class Item>
flow::Rendered& fresh_for(flow::Batch& batch, const Item& item) {
  flow::Rendered& fresh = batch.rendered.emplace_back();
  fresh.input = item.input;
  fresh.member = item.member;
  return fresh;
}

// Of a document or reject.
template <class Item>
flow::Rendered& rendered_for(flow::Batch& batch, const Item& item) {
  const flow::Rendered* last = batch.rendered.empty() ? nullptr : &batch.rendered.back();
  if (last != nullptr && last->giant == nullptr && last->input == item.input && last->member == item.member)
    return batch.rendered.back();
  return fresh_for(batch, item);
}

// Gives what `make` makes on to `give` while it is made.
template <class Make, class Give>
base::Status pour(Make make, Give give) {
  std::string out;
  base::Status done = base::Done{};
  const Drain drain = [&](std::string& made) {
    if (done && !made.empty()) done = give(std::string_view(made));
    made.clear();
    return done.ok();
  };
  make(out, drain);
  drain(out);
  return done;
}

std::string reject_line(const flow::Reject& reject) {
  std::string out = R"({"source":)";
  append_name(out, reject.source);
  if (reject.line != 0) out += R"(,"line":)" + std::to_string(reject.line);
  // A fault may have a place of its own in there: a byte.
  const std::string& where = reject.error.where;
  if (!where.empty() && where != reject.source && where != reject.source + ':' + std::to_string(reject.line)) {
    out += R"(,"where":)";
    append_name(out, where);
  }
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

// A compressed stream ends behind the first batch that finds this much in it, whether the run is recorded or not: what it
// holds must not depend on that.
constexpr std::size_t kGiantBytes = std::size_t{1} << 20U;

constexpr std::uint64_t kStreamBytes = std::uint64_t{8} << 20U;

Channel::Plan output_plan(const Targets& targets) {
  Channel::Plan plan{{}, targets.per_input, targets.shard_bytes};
  plan.paths.reserve(targets.outputs.size());
  for (const Target& target : targets.outputs) plan.paths.push_back(target.path);
  return plan;
}

Channel::Plan shared_plan(const std::string& path) {
  return {path.empty() ? std::vector<std::string>() : std::vector<std::string>{path}, false, 0};
}

}  // namespace

FileSink::FileSink(Targets targets, const Options& options, io::TempFiles& temps)
    : targets_(std::move(targets)),
      options_(options),
      output_(output_plan(targets_), temps, targets_.key),
      audit_(shared_plan(targets_.audit), temps, targets_.key),
      rejects_(shared_plan(targets_.rejects), temps, targets_.key),
      attributes_({targets_.attributes, true, 0}, temps, targets_.key),
      clusters_(shared_plan(targets_.clusters), temps, {}) {}

base::Result<FileSink> FileSink::create(Targets targets, const Options& options, io::TempFiles& temps,
                                        const base::Fields* state) {
  FileSink sink(std::move(targets), options, temps);
  const auto open = [&](Channel& channel, const char* name) {
    return state == nullptr ? channel.open() : channel.go_on(*state, name);
  };
  if (base::Status done = open(sink.output_, "output"); !done) return std::move(done.error());
  if (base::Status done = open(sink.audit_, "audit"); !done) return std::move(done.error());
  if (base::Status done = open(sink.rejects_, "rejects"); !done) return std::move(done.error());
  if (base::Status done = open(sink.attributes_, "attributes"); !done) return std::move(done.error());
  if (base::Status done = sink.clusters_.open(); !done) return std::move(done.error());
  if (state != nullptr) sink.behind_ = state->text("behind");
  return sink;
}

// The audit of one batch. What stands in front of its first document with output must wait until it is
// known which document that follows.
class FileSink::AuditWriter {
 public:
  AuditWriter(flow::Batch& batch, const FileSink& sink)
      : batch_(batch), on_(sink.audit_.on()), granularity_(sink.options_.granularity) {}

  void add(const flow::Reject& reject) {
    flow::Rendered& rendered = rendered_for(batch_, reject);
    if (on_) mark(rendered, audit_reject(reject));
  }

  void add(const flow::Document& document, flow::Rendered& rendered) {
    if (!on_) return;
    const bool waits = name(document, rendered) && behind_.empty();
    append_audit(waits ? rendered.lead.emplace_back() : rendered.audit, document, granularity_);
  }

  // Says which document follows, or that this one has no output: true.
  bool name(const flow::Document& document, flow::Rendered& rendered) {
    const bool empty = granularity_ == Granularity::paragraph && document.text.empty();
    if (empty && on_) mark(rendered, audit_empty(document));
    if (!empty && on_) behind_ = rendered.last = audit_name(document);
    return empty;
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

flow::Lists FileSink::lists() const {
  const bool looks = audit_.on() || attributes_.on() || options_.blocks || options_.granularity == Granularity::paragraph;
  return looks ? flow::Lists::packed : flow::Lists::counted;
}

void FileSink::render(flow::Batch& batch) const {
  std::stable_sort(batch.rejects.begin(), batch.rejects.end(), [](const flow::Reject& a, const flow::Reject& b) {
    return std::tuple(a.input, a.member.number, a.last, a.line) < std::tuple(b.input, b.member.number, b.last, b.line);
  });
  AuditWriter audit(batch, *this);
  auto reject = batch.rejects.begin();
  const auto pass = [&] {
    if (reject->line != 0) audit.add(*reject);
    if (reject->line != 0 && attributes_.on()) append_attributes(rendered_for(batch, *reject).attributes, *reject);
    ++reject;
  };
  for (flow::Document& document : batch.documents) {
    while (reject != batch.rejects.end() && in_front(*reject, document)) pass();
    flow::Rendered& rendered = document.packed ? fresh_for(batch, document) : rendered_for(batch, document);
    // Of a giant record the output needs no more than its own bytes and the text.
    if (lists() == flow::Lists::counted && document.record && document.base.size() > kGiantBytes) document.base = {};
    close_text(document);
    rendered.goes_on.push_back(document.piece && document.piece->cut);
    if (document.packed) {
      rendered.ends.push_back(0);
      audit.name(document, rendered);
      rendered.giant = std::make_shared<const flow::Document>(std::move(document));
      continue;
    }
    if (target(document.input).format == Format::text) append_text(rendered.out, document);
    else append_jsonl(rendered.out, document, options_);
    rendered.ends.push_back(rendered.out.size());
    audit.add(document, rendered);
    if (attributes_.on()) append_attributes(rendered.attributes, document);
    if (rendered.out.size() > kGiantBytes) document = {};
  }
  while (reject != batch.rejects.end()) pass();
  batch.documents.clear();  // what is to be written is rendered; a waiting batch need not hold both
}

base::Status FileSink::write_documents(const flow::Rendered& rendered) {
  if (rendered.giant) return write_giant(rendered);
  const std::string_view parting = target(rendered.input).format == Format::text ? "\n" : "";
  std::size_t begin = 0;
  for (std::size_t i = 0; i < rendered.ends.size(); ++i) {
    const std::string_view piece = std::string_view(rendered.out).substr(begin, rendered.ends[i] - begin);
    begin = rendered.ends[i];
    if (base::Status done = output_.write(piece, rendered.goes_on[i] ? std::string_view() : parting); !done) return done;
  }
  return base::Done{};
}

base::Status FileSink::write_giant(const flow::Rendered& rendered) {
  const bool is_text = target(rendered.input).format == Format::text;
  const auto make = [&](std::string& out, const Drain& drain) {
    if (is_text) append_text(out, *rendered.giant, drain);
    else append_jsonl(out, *rendered.giant, options_, drain);
  };
  std::uint64_t bytes = 0;
  const auto measure = [&](std::string_view part) {
    bytes += part.size();
    return base::Status(base::Done{});
  };
  if (output_.has_shards())
    if (base::Status done = pour(make, measure); !done) return done;
  bool begun = false;
  return pour(make, [&](std::string_view part) -> base::Status {
    if (!std::exchange(begun, true))
      if (base::Status done = output_.begin_piece(bytes, is_text && !rendered.goes_on[0] ? "\n" : ""); !done) return done;
    return output_.add(part);
  });
}

base::Status FileSink::write_audit(const flow::Rendered& rendered) {
  std::string lead;
  for (const std::string& line : rendered.lead) {
    lead += line;
    // Edits of a document without output are whole lines, or none at all; the other rows wait for their end.
    if (!line.empty() && line.back() != '\n') append_behind(lead, behind_);
  }
  if (!rendered.last.empty()) behind_ = rendered.last;
  if (base::Status done = audit_.write(lead); !done) return done;
  if (base::Status done = audit_.write(rendered.audit); !done || !rendered.giant) return done;
  return pour([&](std::string& out, const Drain& drain) { append_audit(out, *rendered.giant, options_.granularity, drain); },
              [&](std::string_view part) { return audit_.write(part); });
}

base::Status FileSink::write_attributes(const flow::Rendered& rendered) {
  if (!rendered.giant) return attributes_.write(rendered.attributes);
  return pour([&](std::string& out, const Drain& drain) { append_attributes(out, *rendered.giant, drain); },
              [&](std::string_view part) { return attributes_.write(part); });
}

base::Status FileSink::write(flow::Batch& batch) {
  for (const flow::Rendered& rendered : batch.rendered) {
    if (base::Status done = output_.switch_to(rendered.input, rendered.member); !done) return done;
    if (base::Status done = write_documents(rendered); !done) return done;
    if (audit_.on())
      if (base::Status done = write_audit(rendered); !done) return done;
    if (!attributes_.on()) continue;
    if (base::Status done = attributes_.switch_to(rendered.input, {}); !done) return done;
    if (base::Status done = write_attributes(rendered); !done) return done;
  }
  if (rejects_.on())
    for (const flow::Reject& reject : batch.rejects)
      if (base::Status done = rejects_.write(reject_line(reject)); !done) return done;
  if (output_.has_standard_output())
    if (base::Status done = output_.flush(); !done) return done;
  const std::array<Channel*, 4> channels = {&output_, &audit_, &rejects_, &attributes_};
  if (batch.ends_input)
    for (Channel* channel : channels)
      if (base::Status done = channel->end_input(); !done) return done;
  if (std::any_of(channels.begin(), channels.end(), [](const Channel* c) { return c->pending() >= kStreamBytes; }))
    for (Channel* channel : channels)
      if (base::Status done = channel->divide(); !done) return done;
  return base::Done{};
}

base::Status FileSink::finish() {
  for (Channel* channel : {&output_, &attributes_, &audit_, &rejects_, &clusters_})
    if (base::Status done = channel->commit(); !done) return done;
  return base::Done{};
}

bool FileSink::recordable() const {
  return output_.pending() + audit_.pending() + rejects_.pending() + attributes_.pending() == 0;
}

base::Status FileSink::record(base::Fields& state) {
  state.set("behind", behind_);
  if (base::Status done = output_.record(state, "output"); !done) return done;
  if (base::Status done = audit_.record(state, "audit"); !done) return done;
  if (base::Status done = rejects_.record(state, "rejects"); !done) return done;
  return attributes_.record(state, "attributes");
}

base::Status FileSink::seal(base::Fields& state) {
  for (Channel* channel : {&output_, &attributes_, &audit_, &rejects_})
    if (base::Status done = channel->seal(); !done) return done;
  return record(state);
}

base::Status FileSink::finish_sealed(const Targets& targets, io::TempFiles& temps, const base::Fields& state) {
  const FileSink sink(targets, {}, temps);
  if (base::Status done = sink.output_.commit_sealed(state, "output"); !done) return done;
  if (base::Status done = sink.audit_.commit_sealed(state, "audit"); !done) return done;
  return sink.rejects_.commit_sealed(state, "rejects");
}

}  // namespace runon::write
