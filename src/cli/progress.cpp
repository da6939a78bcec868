#include "cli/progress.h"

#include <fmt/format.h>

#include <sys/stat.h>

#include <algorithm>

#include "cli/messages.h"

namespace runon::cli {
namespace {

constexpr std::chrono::milliseconds kOnTerminal{160};
constexpr std::chrono::milliseconds kInFile{5000};

// Asking for the sizes costs a call for each input: only where they are to be shown.
std::size_t add_up(const std::vector<read::Input>& inputs) {
  std::size_t total = 0;
  for (const read::Input& input : inputs) {
    struct stat info {};
    if (input.path == "-" || (::stat(input.path.c_str(), &info) == 0 && !S_ISREG(info.st_mode))) return 0;
    total += static_cast<std::size_t>(info.st_size);
  }
  return total;
}

}  // namespace

ProgressLine::ProgressLine(const read::FileSource& source, bool on, bool terminal)
    : source_(source), on_(on), terminal_(terminal), begin_(Clock::now()), last_(begin_) {
  if (on_) total_bytes_ = add_up(source.inputs());
}

void ProgressLine::show() {
  const Clock::time_point now = Clock::now();
  if (!on_ || now - last_ < (terminal_ ? kOnTerminal : kInFile)) return;
  last_ = now;
  const double seconds = std::chrono::duration<double>(now - begin_).count();
  const auto bytes = static_cast<double>(source_.bytes_read());
  const double rate = bytes / seconds;
  std::string line = fmt::format("{:.1f} MB read, {:.1f} MB/s", bytes / 1e6, rate / 1e6);
  if (total_bytes_ > 0) {
    const double share = std::min(1.0, bytes / static_cast<double>(total_bytes_));
    line = fmt::format("{:3.0f}% of {:.1f} MB, {:.1f} MB/s, {:.0f} s left", share * 100, static_cast<double>(total_bytes_) / 1e6,
                       rate / 1e6, (1 - share) * static_cast<double>(total_bytes_) / std::max(rate, 1.0));
  }
  const std::size_t inputs = source_.inputs().size();
  if (inputs > 1) line += fmt::format(", input {} of {}", std::min(source_.inputs_opened(), inputs), inputs);
  print_words(terminal_ ? fmt::format("\r\x1b[K{}", line) : fmt::format("runon: {}\n", line));
  shown_ = true;
}

void ProgressLine::clear() {
  if (shown_ && terminal_) print_words("\r\x1b[K");
  shown_ = false;
}

}  // namespace runon::cli
