#include "cli/signals.h"

#include <signal.h>
#include <unistd.h>

#include <thread>

namespace runon::cli {

void handle_signals(io::TempFiles& temps) {
  ::signal(SIGPIPE, SIG_IGN);
  sigset_t ending;
  ::sigemptyset(&ending);
  // A shell that starts a job with "&" has SIGINT ignored in it: that stays so.
  for (const int number : {SIGINT, SIGTERM}) {
    struct sigaction now {};
    if (::sigaction(number, nullptr, &now) == 0 && now.sa_handler != SIG_IGN) ::sigaddset(&ending, number);
  }
  ::pthread_sigmask(SIG_BLOCK, &ending, nullptr);
  std::thread([&temps, ending] {
    int number = 0;
    if (::sigwait(&ending, &number) != 0) return;
    temps.remove_all();
    ::_exit(128 + number);
  }).detach();
}

}  // namespace runon::cli
