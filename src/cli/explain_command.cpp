#include "cli/commands.h"
#include "cli/messages.h"

namespace runon::cli {
int explain(const pipeline::RunOptions& /*options*/) {
  print_error({base::Code::usage, "not available in this version", "explain", {}});
  return 2;
}
int restore(const pipeline::RunOptions& /*options*/, io::TempFiles& /*temps*/) {
  print_error({base::Code::usage, "not available in this version", "restore", {}});
  return 2;
}
}  // namespace runon::cli
