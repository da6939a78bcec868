// SIGINT, SIGTERM and SIGPIPE.
#pragma once

#include "io/output.h"

namespace runon::cli {

// From now on SIGINT and SIGTERM end the process with status 130 and 143, with its temporary files
// removed; a write to a pipe without reader is an error value. A thread of its own waits for the
// signals, so what it does need not be async-signal-safe. To be called before other threads start.
// `temps` must live as long as the process.
void handle_signals(io::TempFiles& temps);

}  // namespace runon::cli
