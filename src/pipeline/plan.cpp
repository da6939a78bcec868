#include "pipeline/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <climits>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "io/compressor.h"
#include "io/file.h"
#include "io/journal.h"
#include "write/channel.h"

namespace runon::pipeline {
namespace {

using base::Code;
using base::Error;
using base::Status;

bool ends_in(std::string_view name, std::string_view ending) {
  return name.size() >= ending.size() && name.substr(name.size() - ending.size()) == ending;
}

write::Format format_of(const RunOptions& options, std::string_view path) {
  if (options.format) return *options.format;
  if (options.write.blocks || options.write.granularity == write::Granularity::paragraph) return write::Format::jsonl;
  path = io::without_codec(path);
  return ends_in(path, ".jsonl") || ends_in(path, ".ndjson") ? write::Format::jsonl : write::Format::text;
}

bool is_tree(const std::string& output) { return output != "-" && (output.back() == '/' || io::is_directory(output)); }

// Finds out whether a file that is to be written is one that is read.
class Collisions {
 public:
  explicit Collisions(const std::vector<read::Input>& inputs) : inputs_(inputs) {}

  Status check(const std::string& path, std::string_view flag) {
    if (path.empty() || path == "-") return base::Done{};
    const std::optional<io::Identity> self = io::identity(path);
    if (!self) return base::Done{};
    if (!known_) list();
    const auto found = files_.find(*self);
    if (found == files_.end()) return base::Done{};
    return Error{Code::usage,
                 fmt::format("{} '{}' is the input '{}'", flag, path, found->second->path),
                 {},
                 "nothing was written; choose another output, and rename it afterwards"};
  }

 private:
  void list() {
    known_ = true;
    for (const read::Input& input : inputs_)
      if (!input.error && input.path != "-")
        if (const std::optional<io::Identity> id = io::identity(input.path)) files_.emplace(*id, &input);
  }

  const std::vector<read::Input>& inputs_;
  std::map<io::Identity, const read::Input*> files_;
  bool known_ = false;  // asking for every input's identity costs a call each: only if an output exists
};

// One spelling for each file: links are followed, "." and ".." gone.
std::string spelled(const std::string& path) {
  std::error_code error;
  const std::filesystem::path whole = std::filesystem::weakly_canonical(std::filesystem::absolute(path), error);
  return error ? path : whole.string();
}

// No two things are written to one file. What is written for each input is asked for as it lies below its directory.
Status check_differ(const RunOptions& options, const write::Targets& targets) {
  std::map<std::string, std::string_view> seen;
  const auto clash = [](std::string_view one, std::string_view other, const std::string& path) {
    return Error{Code::usage, fmt::format("{} and {} name one file: '{}'", one, other, path), {}, "give each a file of its own"};
  };
  const auto once = [&](const std::string& path, std::string_view flag) -> Status {
    if (path.empty() || path == "-") return base::Done{};
    const auto [at, fresh] = seen.emplace(spelled(path), flag);
    if (fresh) return base::Done{};
    return clash(at->second, flag, path);
  };
  if (!targets.per_input)
    if (Status done = once(options.output, "--output"); !done) return done;
  if (!targets.per_input && options.shard_bytes > 0)
    if (Status done = once(write::shard_name(options.output, 0), "--output"); !done) return done;
  if (Status done = once(options.audit, "--audit"); !done) return done;
  if (Status done = once(options.stats, "--stats"); !done) return done;
  if (Status done = once(options.clusters, "--clusters"); !done) return done;
  if (Status done = once(options.rejects, "--rejects"); !done) return done;
  if (Status done = once(options.clean.repeats.index, "--index"); !done) return done;
  std::set<std::string> outputs;
  const std::string output_root = targets.per_input ? spelled(options.output) : std::string();
  const std::string attributes_root = targets.attributes.empty() ? std::string() : spelled(options.attributes);
  const auto name = [](const std::string& root, const std::string& path) { return path.substr(io::join(root, "").size()); };
  if (targets.per_input)
    for (const write::Target& target : targets.outputs) {
      const std::string path = io::join(output_root, name(options.output, target.path));
      const auto at = seen.find(path);
      if (at != seen.end()) return clash("an input's output", at->second, target.path);
      if (output_root == attributes_root) outputs.insert(path);
    }
  for (const std::string& attributes : targets.attributes) {
    const std::string path = io::join(attributes_root, name(options.attributes, attributes));
    const auto at = seen.find(path);
    if (at != seen.end()) return clash("an input's attributes", at->second, attributes);
    if (outputs.contains(path)) return clash("an input's output", "an input's attributes", attributes);
  }
  return base::Done{};
}

// The attributes of an input's documents stand under its name, which says what they are.
Status plan_attributes(const RunOptions& options, Plan& plan) {
  if (options.attributes.empty()) return base::Done{};
  const std::string root = io::target_of(options.attributes);
  for (const std::string& input : options.inputs)
    if (input != "-" && io::is_directory(input) && io::join(root, "").rfind(io::join(io::target_of(input), ""), 0) == 0)
      return Error{Code::usage,
                   fmt::format("--attributes '{}' lies inside the input '{}'", options.attributes, input),
                   {},
                   "choose a directory of their own"};
  std::map<std::string_view, std::size_t> names;
  plan.targets.attributes.reserve(plan.inputs.size());
  for (const read::Input& input : plan.inputs) {
    const std::string name = path_below(input.id);
    const std::string_view bare = io::without_codec(name);
    const bool records = ends_in(bare, ".jsonl") || ends_in(bare, ".ndjson");
    plan.targets.attributes.push_back(io::join(options.attributes, records ? name : name + ".jsonl"));
    if (!input.error && !names.emplace(plan.targets.attributes.back(), 0).second)
      return Error{Code::usage,
                   fmt::format("the attributes of two inputs would both be written to '{}'", plan.targets.attributes.back()),
                   {},
                   "clean them in runs of their own"};
  }
  return base::Done{};
}

Status plan_shards(const RunOptions& options, Plan& plan) {
  plan.targets.shard_bytes = options.shard_bytes;
  if (options.shard_bytes == 0) return base::Done{};
  if (plan.targets.per_input || options.output == "-")
    return Error{Code::usage, "--shard-size needs one file as its output", {}, "-o out.jsonl gives out-00000.jsonl and so on"};
  if (options.resume) return base::Done{};
  // Shards of a longer run would stay behind the last of this one and be taken for its own.
  const std::string first = write::shard_name(options.output, 0);
  if (io::identity(first))
    return Error{Code::usage,
                 fmt::format("the shard '{}' is there already", first),
                 {},
                 "take the shards away first, or choose another name; --resume goes on with an interrupted run"};
  return base::Done{};
}

// Outputs have other names until they are done: that theirs cannot be had would be known only then.
Status check_lengths(const RunOptions& options, const write::Targets& targets) {
  const auto check = [](const std::string& path, std::string_view flag) -> Status {
    const std::size_t bytes = path.size() - (path.rfind('/') + 1);
    if (bytes <= NAME_MAX) return base::Done{};
    return Error{Code::usage,
                 fmt::format("{} '{}' has a name of {} bytes: a file's name has {} at most", flag, path, bytes, NAME_MAX),
                 {},
                 "nothing was written; choose a shorter name"};
  };
  for (const write::Target& target : targets.outputs)
    if (Status done = check(targets.shard_bytes != 0 ? write::shard_name(target.path, 0) : target.path, "the output"); !done)
      return done;
  for (const std::string& path : targets.attributes)
    if (Status done = check(path, "the attributes file"); !done) return done;
  if (Status done = check(options.audit, "--audit"); !done) return done;
  if (Status done = check(options.stats, "--stats"); !done) return done;
  if (Status done = check(options.rejects, "--rejects"); !done) return done;
  return check(options.clusters, "--clusters");
}

// Where the run is recorded, if what it reads can be read again and what it writes can be gone on with.
std::string plan_journal(const RunOptions& options, const std::vector<read::Input>& inputs, bool tree) {
  if (options.clean.repeats.scope == repeats::Scope::corpus) return {};  // its tables are not recorded
  for (const read::Input& input : inputs)
    if (input.path == "-" && !io::stamp("-")) return {};
  for (const std::string& input : options.inputs)
    if (!io::stamp(input) && !io::is_directory(input) && input != "-" && io::identity(input)) return {};
  for (const std::string* path : {&options.audit, &options.rejects})
    if (!path->empty() && !io::is_replaced(*path)) return {};
  if (!tree && !io::is_replaced(options.output)) return {};
  return io::Journal::path_for(options.output, tree);
}

}  // namespace

read::Globs globs(const RunOptions& options) { return {options.include, options.exclude}; }

base::Result<std::vector<read::Input>> list_inputs(const RunOptions& options, const std::optional<io::Identity>& except) {
  return read::find_inputs({options.inputs, options.files_from, options.null, globs(options)}, except);
}

base::Result<Plan> plan(const RunOptions& options) {
  Plan plan;
  const bool tree = is_tree(options.output);
  base::Result<std::vector<read::Input>> inputs = list_inputs(options, tree ? io::identity(options.output) : std::nullopt);
  if (!inputs) return std::move(inputs.error());
  plan.inputs = std::move(inputs.value());
  plan.targets.per_input = tree;
  plan.targets.audit = options.audit;
  plan.targets.rejects = options.rejects;
  plan.targets.clusters = options.clusters;
  if (!tree) plan.targets.outputs.push_back({options.output, format_of(options, options.output)});
  Collisions collisions(plan.inputs);
  if (tree) {
    std::map<std::string_view, const read::Input*> names;
    plan.targets.outputs.reserve(plan.inputs.size());
    for (const read::Input& input : plan.inputs) {
      std::string path = io::join(options.output, path_below(input.place()));
      plan.targets.outputs.push_back({std::move(path), format_of(options, input.id)});
      if (input.error) continue;
      const auto [other, fresh] = names.emplace(plan.targets.outputs.back().path, &input);
      if (!fresh)
        return Error{Code::usage,
                     fmt::format("'{}' and '{}' would both be written to '{}'", other->second->path, input.path, other->first),
                     {},
                     "clean them into directories of their own"};
    }
  }
  for (const write::Target& target : plan.targets.outputs)
    if (Status done = collisions.check(target.path, "the output"); !done) return std::move(done.error());
  if (Status done = collisions.check(options.audit, "--audit"); !done) return std::move(done.error());
  if (Status done = collisions.check(options.stats, "--stats"); !done) return std::move(done.error());
  if (Status done = collisions.check(options.rejects, "--rejects"); !done) return std::move(done.error());
  if (Status done = collisions.check(options.clusters, "--clusters"); !done) return std::move(done.error());
  if (Status done = collisions.check(options.clean.repeats.index, "--index"); !done) return std::move(done.error());
  if (Status done = plan_shards(options, plan); !done) return std::move(done.error());
  if (Status done = plan_attributes(options, plan); !done) return std::move(done.error());
  if (Status done = check_differ(options, plan.targets); !done) return std::move(done.error());
  for (const std::string& path : plan.targets.attributes)
    if (Status done = collisions.check(path, "the attributes file"); !done) return std::move(done.error());
  if (Status done = check_lengths(options, plan.targets); !done) return std::move(done.error());
  plan.journal = plan_journal(options, plan.inputs, tree);
  if (options.resume && options.clean.repeats.scope == repeats::Scope::corpus)
    return Error{Code::usage, "--resume and --repeats corpus cannot go together", {}, "run it again without --resume"};
  if (options.resume && plan.journal.empty())
    return Error{Code::usage,
                 "--resume: what is read or written here cannot be gone on with",
                 {},
                 "read files, and write to a file or a directory: pipes and devices cannot be taken up in the middle"};
  return plan;
}

std::string path_below(std::string_view id) {
  std::string out;
  while (!id.empty()) {
    const std::string_view part = id.substr(0, id.find('/'));
    id.remove_prefix(std::min(part.size() + 1, id.size()));
    if (part.empty() || part == "." || part == "..") continue;
    if (!out.empty()) out += '/';
    out += part;
  }
  return out;
}

}  // namespace runon::pipeline
