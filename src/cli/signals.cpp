#include "cli/signals.h"

#include <signal.h>
#include <unistd.h>

#include <thread>

namespace runon::cli {
namespace {

constexpr timespec kPatience{0, 800000000};

void wait_for(const sigset_t& ending, io::TempFiles& temps, Interrupt& interrupt) {
  int number = 0;
  if (::sigwait(&ending, &number) != 0) return;
  interrupt.number = number;
  interrupt.stop = true;
  if (interrupt.listening) {
    const int second = ::sigtimedwait(&ending, nullptr, &kPatience);
    if (second > 0) number = second;
  }
  temps.remove_all();
  ::_exit(128 + number);
}

}  // namespace

void handle_signals(io::TempFiles& temps, Interrupt& interrupt) {
  ::signal(SIGPIPE, SIG_IGN);
  ::signal(SIGXFSZ, SIG_IGN);  // a file grown as large as it may: writing says so
  sigset_t ending;
  ::sigemptyset(&ending);
  // A shell that starts a job with "&" has SIGINT ignored in it: that stays so.
  for (const int number : {SIGINT, SIGTERM}) {
    struct sigaction now {};
    if (::sigaction(number, nullptr, &now) == 0 && now.sa_handler != SIG_IGN) ::sigaddset(&ending, number);
  }
  ::pthread_sigmask(SIG_BLOCK, &ending, nullptr);
  std::thread([&temps, &interrupt, ending] { wait_for(ending, temps, interrupt); }).detach();
}

}  // namespace runon::cli
