#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/messages.h"
#include "pipeline/restore.h"

namespace runon::cli {

int restore(const pipeline::RunOptions& options, io::TempFiles& temps) {
  const auto fail = [](const base::Error& error) {
    if (error.code != base::Code::closed_pipe) print_error(error);
    return base::exit_status(error.code);
  };
  if (options.inputs.size() != 1)
    return fail({base::Code::usage, fmt::format("one cleaned file is needed, {} were given", options.inputs.size()), "restore",
                 "runon restore CLEAN.jsonl --audit AUDIT.jsonl"});
  if (options.audit.empty())
    return fail(
        {base::Code::usage, "--audit is missing", "restore", "name the file that 'runon clean --audit' wrote in the same run"});
  base::Result<pipeline::Restored> done =
      pipeline::restore({options.inputs.front(), options.audit, options.output, options.read.text_field}, temps);
  if (!done) return fail(done.error());
  if (!options.quiet)
    print_words(fmt::format("runon: restored {} input{}, {} bytes\n", done.value().inputs, done.value().inputs == 1 ? "" : "s",
                            done.value().bytes));
  return 0;
}

}  // namespace runon::cli
