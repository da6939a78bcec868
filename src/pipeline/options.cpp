#include "pipeline/options.h"

#include <fmt/format.h>

namespace runon::pipeline {
namespace {

base::Status check_fragments(const repeats::Options& options) {
  const auto error = [](std::string what, std::string_view hint) {
    return base::Error{base::Code::usage, std::move(what), {}, std::string(hint)};
  };
  const auto clash = [&](std::string_view with, std::string_view hint) {
    return error(fmt::format("--repeats-fragments and {} contradict each other", with), hint);
  };
  if (options.fragments < 16 || options.fragments > 65536)
    return error(fmt::format("--repeats-fragments {} is out of range", options.fragments), "use off, on (100), or 16 to 65536");
  if (options.scope == repeats::Scope::off) return clash("--repeats off", "it looks where --repeats does: document or corpus");
  if (options.unit == repeats::UnitKind::line) return clash("--repeat-unit line", "lines are fragments of paragraphs themselves");
  if (options.keep != repeats::Keep::first || !options.prefer.empty())
    return clash("--keep or --prefer", "fragments are compared with what stands before them: the first copy stays");
  if (options.max_copies > 1) return clash("--max-copies", "of a text that stands in others one copy stays");
  if (!options.index.empty()) return clash("--index", "an index has fingerprints, not the text");
  return base::Done{};
}

base::Status check(const repeats::Options& options) {
  using base::Code;
  using base::Error;
  const bool corpus = options.scope == repeats::Scope::corpus;
  if (options.max_copies < 1 || options.max_copies > 255)
    return Error{Code::usage, fmt::format("--max-copies {} is out of range", options.max_copies), {}, "use 1 to 255"};
  if (options.prefer.size() > 63) return Error{Code::usage, "--prefer was given more than 63 times", {}, "join patterns by '*'"};
  if (options.unit == repeats::UnitKind::document && options.scope == repeats::Scope::document)
    return Error{Code::usage,
                 "--repeat-unit document and --repeats document contradict each other",
                 {},
                 "whole documents are compared with --repeats corpus"};
  if (!options.prefer.empty() && !corpus)
    return Error{Code::usage, "--prefer needs --repeats corpus", {}, "one document has nothing to choose from"};
  if (options.near != 0 && !(options.near > 0 && options.near < 1))
    return Error{
        Code::usage, fmt::format("--near {} is out of range", options.near), {}, "use 0 (off), or more than 0 and less than 1"};
  if (options.near > 0 && options.scope == repeats::Scope::off)
    return Error{
        Code::usage, "--near and --repeats off contradict each other", {}, "it looks where --repeats does: document or corpus"};
  if (options.fragments > 0)
    if (base::Status sound = check_fragments(options); !sound) return sound;
  if (options.index_read_only && options.index.empty())
    return Error{Code::usage, "--index-read-only needs --index", {}, "name the file"};
  if (!options.index.empty()) {
    const auto clash = [](std::string_view with, std::string_view hint) {
      return Error{Code::usage, fmt::format("--index and {} contradict each other", with), {}, std::string(hint)};
    };
    if (!corpus) return Error{Code::usage, "--index needs --repeats corpus", {}, "repeats inside documents need no index"};
    if (options.keep != repeats::Keep::first || !options.prefer.empty())
      return clash("--keep or --prefer", "copies that earlier runs wrote cannot be taken back: the first one stays");
    if (options.near > 0 && options.max_copies > 1)
      return clash("--near with --max-copies", "an index does not count the copies of what is alike: one of them stays");
    if (options.verify) return clash("--verify", "an index has fingerprints, not the keys");
  }
  if (!(options.alarm >= 0 && options.alarm <= 1))
    return Error{Code::usage, fmt::format("--repeats-alarm {} is out of range", options.alarm), {}, "use 0 (off) to 1"};
  if (options.verify && !corpus)
    return Error{Code::usage, "--verify needs --repeats corpus", {}, "the paragraphs of one document are too few to collide"};
  return base::Done{};
}

}  // namespace

base::Status check(const Options& options) {
  using base::Code;
  using base::Error;
  if (options.threads > 1024)
    return Error{Code::usage, fmt::format("--threads {} is out of range", options.threads), {}, "use 0 (all cores) to 1024"};
  const double confidence = options.rejoin.min_confidence;
  if (confidence != 0 && !(confidence >= 0.5 && confidence < 1))
    return Error{Code::usage, fmt::format("--min-confidence {} is out of range", confidence), {}, "use 0, or 0.5 to below 1"};
  return check(options.repeats);
}

}  // namespace runon::pipeline
