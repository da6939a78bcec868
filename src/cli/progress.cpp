#include "cli/progress.h"

#include <fmt/format.h>

#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>

#include "cli/messages.h"
#include "text/properties.h"
#include "text/utf8.h"

namespace runon::cli {
namespace {

constexpr std::chrono::milliseconds kOnTerminal{160};
constexpr std::chrono::milliseconds kInFile{2000};

// Asking for the sizes costs a call for each input: only where they are to be shown.
std::size_t add_up(const std::vector<read::Input>& inputs, std::size_t from) {
  std::size_t total = 0;
  for (std::size_t i = from; i < inputs.size(); ++i) {
    struct stat info {};
    const std::string& path = inputs[i].path;
    const bool known = path == "-" ? ::fstat(STDIN_FILENO, &info) == 0 : ::stat(path.c_str(), &info) == 0;
    if (known && !S_ISREG(info.st_mode)) return 0;
    total += static_cast<std::size_t>(info.st_size);
  }
  return total;
}

std::size_t terminal_columns() {
  struct winsize size {};
  return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

}  // namespace

std::string clock_time(double seconds) {
  const auto whole = std::lround(std::clamp(seconds, 0.0, 3.6e8));
  if (whole < 3600) return fmt::format("{}:{:02}", whole / 60, whole % 60);
  return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

std::string cut_to_columns(const std::string& line, std::size_t columns) {
  if (columns == 0) return line;
  std::size_t used = 0;
  for (std::size_t at = 0; at < line.size();) {
    const text::Decoded d = text::decode(line, at);
    const std::size_t width = text::properties(d.point).wide() ? 2 : 1;
    if (used + width > columns) return line.substr(0, at);
    used += width;
    at += d.bytes;
  }
  return line;
}

ProgressLine::ProgressLine(const read::FileSource& source, bool on, bool terminal)
    : source_(source), on_(on), terminal_(terminal), before_bytes_(source.bytes_read()), begin_(Clock::now()) {
  if (!on_) return;
  total_bytes_ = add_up(source.inputs(), source.inputs_opened() - (before_bytes_ > 0 ? 1 : 0));
  thread_ = std::thread([this] { run(); });
}

ProgressLine::~ProgressLine() {
  if (!on_) return;
  {
    const std::lock_guard lock(mutex_);
    done_ = true;
  }
  wake_.notify_one();
  thread_.join();
  clear();
}

void ProgressLine::run() {
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, terminal_ ? kOnTerminal : kInFile, [this] { return done_; })) show();
}

std::string ProgressLine::words() const {
  const double seconds = std::max(std::chrono::duration<double>(Clock::now() - begin_).count(), 1e-3);
  const auto bytes = static_cast<double>(source_.bytes_read());
  const auto total = static_cast<double>(total_bytes_);
  const std::size_t documents = documents_;
  const double rate = (bytes - static_cast<double>(before_bytes_)) / seconds;
  std::string line = total > 0 ? fmt::format("{:3.0f}% of {:.1f} MB", std::min(100.0, bytes / total * 100), total / 1e6)
                               : fmt::format("{:.1f} MB", bytes / 1e6);
  line += fmt::format(", {} document{}, {:.1f} MB/s", documents, documents == 1 ? "" : "s", rate / 1e6);
  if (total > 0 && rate > 0) line += fmt::format(", {} left", clock_time(std::max(0.0, total - bytes) / rate));
  const std::vector<read::Input>& inputs = source_.inputs();
  const std::size_t input = input_;
  if (inputs.size() > 1) line += fmt::format(", input {} of {}", input + 1, inputs.size());
  if (input < inputs.size()) line += ": " + visible(read::display_name(inputs[input]));
  return line;
}

void ProgressLine::count(const flow::Batch& batch) {
  for (const flow::Rendered& rendered : batch.rendered) {
    documents_ += rendered.ends.size();
    input_ = rendered.input;
  }
}

void ProgressLine::show() {
  if (!terminal_) return print_words(fmt::format("runon: {}\n", words()));
  // The last column stays free: some terminals go to the next line when it is written.
  const std::size_t columns = terminal_columns();
  print_words("\r\x1b[K" + cut_to_columns(words(), columns == 0 ? 79 : columns - 1));
  shown_ = true;
}

void ProgressLine::clear() {
  if (shown_) print_words("\r\x1b[K");
  shown_ = false;
}

std::unique_lock<std::mutex> ProgressLine::silence() {
  std::unique_lock lock(mutex_);
  clear();
  return lock;
}

}  // namespace runon::cli
