// SIGINT, SIGTERM and SIGPIPE.
#pragma once

#include <atomic>

#include "io/output.h"

namespace runon::cli {

// What a command and the thread that waits for signals tell each other.
struct Interrupt {
  std::atomic<bool> stop = false;       // told to stop
  std::atomic<int> number = 0;          // of the signal
  std::atomic<bool> listening = false;  // the command sees to `stop` by itself, and soon

  // What the process ends with, once it was told to.
  int exit_status() const { return 128 + number; }
};

// From now on SIGINT and SIGTERM end the process with status 130 and 143: where the command listens it is told and has
// most of a second to set down how far it is; else, or when that has passed, or at a second signal, temporary files that
// no later run can go on with are removed and the process ends. A write to a pipe without reader is an error value. A
// thread of its own waits for the signals, so what it does need not be async-signal-safe. To be called before other threads
// start. Both must live as long as the process.
void handle_signals(io::TempFiles& temps, Interrupt& interrupt);

}  // namespace runon::cli
