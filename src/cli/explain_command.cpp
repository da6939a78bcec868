#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iterator>
#include <string>
#include <string_view>

#include "base/json.h"
#include "cli/commands.h"
#include "cli/messages.h"
#include "pipeline/clean.h"
#include "pipeline/option_table.h"
#include "pipeline/plan.h"
#include "read/source.h"
#include "text/utf8.h"

namespace runon::cli {
namespace {

using base::Code;
using base::Error;
using flow::Decision;
using flow::Document;
using flow::Joint;

// The one document of the input.
base::Result<Document> read_one(const pipeline::RunOptions& options) {
  base::Result<std::vector<read::Input>> inputs = pipeline::list_inputs(options, std::nullopt);
  if (!inputs) return std::move(inputs.error());
  read::FileSource source(std::move(inputs.value()), options.read, pipeline::globs(options));
  std::vector<Document> documents;
  for (;;) {
    flow::Batch batch;
    base::Result<bool> more = source.read(batch);
    if (!more) return std::move(more.error());
    if (!more.value()) break;
    source.refine(batch);
    if (!batch.rejects.empty()) return std::move(batch.rejects.front().error);
    std::move(batch.documents.begin(), batch.documents.end(), std::back_inserter(documents));
    if (documents.size() > 1) break;
  }
  if (documents.size() != 1)
    return Error{Code::usage,
                 documents.empty() ? "there is no document in the input" : "there are several documents in the input", "explain",
                 "explain takes one document at a time"};
  return std::move(documents.front());
}

bool wants_colour() {
  // Nothing of ours changes the environment.
  const char* no_colour = std::getenv("NO_COLOR");  // NOLINT(concurrency-mt-unsafe); https://no-color.org
  const char* term = std::getenv("TERM");           // NOLINT(concurrency-mt-unsafe)
  if (no_colour != nullptr && *no_colour != '\0') return false;
  return ::isatty(STDOUT_FILENO) != 0 && term != nullptr && *term != '\0' && std::string_view(term) != "dumb";
}

// SGR sequences, or nothing.
struct Paint {
  std::string_view line, brk, join, dim, end;
};

constexpr Paint kPlain{};
constexpr Paint kColour{"\x1b[1m", "\x1b[33m", "\x1b[32m", "\x1b[2m", "\x1b[0m"};

// Both ends of a long line are what the decision looked at.
std::string shorten(std::string_view line) {
  constexpr std::size_t kHead = 60;
  constexpr std::size_t kTail = 40;
  const std::u32string points = text::decode_all(line);
  if (points.size() <= kHead + kTail + 5) return visible(line);
  return visible(text::encode(points.substr(0, kHead))) + " [...] " + visible(text::encode(points.substr(points.size() - kTail)));
}

std::string_view note(const flow::Line& line) {
  if (line.mark == flow::Mark::furniture) return line.dropped ? "  (page furniture, dropped)" : "  (page furniture)";
  if (line.mark == flow::Mark::jump) return line.dropped ? "  (jump line, dropped)" : "  (jump line)";
  if (line.mark == flow::Mark::repeat) return "  (doubled, dropped)";
  return {};
}

void append_line(std::string& out, const Document& document, const flow::Line& line, const Paint& paint) {
  if (line.page_break) out += fmt::format("{}------ page{}\n", paint.dim, paint.end);
  if (line.begin == line.end && !line.dropped) return;
  out += fmt::format("{}{:>6}{} {}{}{}{}\n", paint.dim, line.number, paint.end, shorten(document.view(line)), paint.dim,
                     note(line), paint.end);
}

std::string weight(double value) {
  if (std::isinf(value)) return value > 0 ? "must break" : "must join";
  return fmt::format("{:+.2f}", value);
}

void append_decision(std::string& out, const Decision& decision, const Paint& paint) {
  const std::string_view colour = decision.joint == Joint::brk ? paint.brk : paint.join;
  out += fmt::format("       {}{} {:.1f}%{}{}", colour, flow::kJointNames[static_cast<std::size_t>(decision.joint)],
                     decision.confidence * 100, paint.end, paint.dim);
  // People read the heaviest; --json has all.
  constexpr std::size_t kShown = 5;
  for (std::size_t i = 0; i < std::min(kShown, decision.evidence.size()); ++i) {
    const flow::Evidence& evidence = decision.evidence[i];
    out += fmt::format("\n         {:>10}  {}", weight(evidence.weight), evidence.feature);
    if (!evidence.value.empty()) out += fmt::format(": {}", visible(evidence.value));
  }
  out += fmt::format("{}\n", paint.end);
}

std::string for_people(const Document& document, const std::vector<Decision>& decisions, const Paint& paint) {
  std::string out;
  auto decision = decisions.begin();
  for (std::size_t i = 0; i < document.lines.size(); ++i) {
    append_line(out, document, document.lines[i], paint);
    for (; decision != decisions.end() && decision->line == i; ++decision) append_decision(out, *decision, paint);
  }
  return out;
}

std::string for_programs(const Document& document, const std::vector<Decision>& decisions) {
  std::string out;
  for (const Decision& decision : decisions) {
    const flow::Line& line = document.lines[decision.line];
    const flow::Line& next = document.lines[decision.next];
    out += fmt::format(R"({{"lines":[{},{}],"decision":"{}","confidence":{:.4f},"before":)", line.number, next.number,
                       flow::kJointNames[static_cast<std::size_t>(decision.joint)], decision.confidence);
    base::append_json(out, document.view(line));
    out += R"(,"after":)";
    base::append_json(out, document.view(next));
    out += R"(,"evidence":[)";
    for (std::size_t i = 0; i < decision.evidence.size(); ++i) {
      const flow::Evidence& evidence = decision.evidence[i];
      out += fmt::format(R"({}{{"feature":"{}","value":)", i == 0 ? "" : ",", evidence.feature);
      base::append_json(out, evidence.value);
      // JSON has no infinity: a hard constraint has no weight.
      if (std::isinf(evidence.weight)) out += fmt::format(R"(,"must":"{}"}})", evidence.weight > 0 ? "break" : "join");
      else out += fmt::format(R"(,"weight":{:.4f}}})", evidence.weight);
    }
    out += "]}\n";
  }
  return out;
}

}  // namespace

int explain(const pipeline::RunOptions& options) {
  const auto fail = [](const Error& error) {
    print_error(error);
    return base::exit_status(error.code);
  };
  if (base::Status sound = pipeline::check(options); !sound) return fail(sound.error());
  base::Result<Document> document = read_one(options);
  if (!document) return fail(document.error());
  base::Result<pipeline::Cleaner> cleaner = pipeline::Cleaner::create(options.clean);
  if (!cleaner) return fail(cleaner.error());
  Document before;
  base::Result<std::vector<Decision>> decisions = cleaner.value().explain(document.value(), before);
  if (!decisions) return fail(decisions.error());
  print(options.json ? for_programs(before, decisions.value())
                     : for_people(before, decisions.value(), wants_colour() ? kColour : kPlain));
  return 0;
}

}  // namespace runon::cli
