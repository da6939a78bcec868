#include "io/output.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <utility>

#include "io/file.h"

namespace runon::io {
namespace {

using base::Code;
using base::Error;

constexpr std::size_t kBlockBytes = std::size_t{1} << 18U;

std::string parent(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

std::string_view hint(int number) {
  switch (number) {
    case EACCES:
    case EPERM:
    case EROFS: return "choose a place that this user may write to";
    case ENOSPC:
    case EDQUOT: return "make room, or write to another disk";
    case ENOTDIR: return "a file stands where a directory is needed";
    case EISDIR: return "it is a directory: end the name in '/' to write into it";
    default: return {};
  }
}

Error unwritable(int number, const std::string& path, std::string_view doing) {
  return Error{Code::unwritable, std::string(doing) + ": " + std::generic_category().message(number), path,
               std::string(hint(number))};
}

// The mode that a file made in the ordinary way would have.
mode_t ordinary_mode() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666 & ~mask;
}

// The name must reach the disk too (fsync(2): of the directory that holds it). Not every file system
// can; the data is safe by then.
void sync_directory(const std::string& directory) {
  const int descriptor = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

}  // namespace

void TempFiles::remove_all() {
  mutex_.lock();  // never unlocked: a rename that waits for it must not happen
  for (const std::string& path : paths_) ::unlink(path.c_str());
}

base::Status make_parents(const std::string& path) {
  for (std::size_t slash = path.find('/', 1); slash != std::string::npos; slash = path.find('/', slash + 1)) {
    const std::string directory = path.substr(0, slash);
    if (::mkdir(directory.c_str(), 0777) == 0 || is_directory(directory)) continue;
    return unwritable(errno == EEXIST ? ENOTDIR : errno, directory, "cannot make the directory");
  }
  return base::Done{};
}

base::Result<OutputFile> OutputFile::create(const std::string& path, TempFiles& temps) {
  OutputFile file;
  file.path_ = path;
  file.temps_ = &temps;
  if (const Codec codec = codec_of(path); codec != Codec::none) {
    base::Result<Compressor> compressor = Compressor::create(codec);
    if (!compressor) return std::move(compressor.error());
    file.compressor_ = std::move(compressor.value());
  }
  if (path == "-") {
    file.descriptor_ = STDOUT_FILENO;
    return file;
  }
  if (base::Status made = make_parents(path); !made) return std::move(made.error());
  struct stat info {};
  const bool exists = ::stat(path.c_str(), &info) == 0;
  if (exists && S_ISDIR(info.st_mode)) return unwritable(EISDIR, path, "cannot write");
  if (exists && !S_ISREG(info.st_mode)) {
    file.descriptor_ = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (file.descriptor_ < 0) return unwritable(errno, path, "cannot write");
    return file;
  }
  // A link is written through, as an ordinary program would.
  if (exists) {
    const std::unique_ptr<char, decltype(&std::free)> real(::realpath(path.c_str(), nullptr), &std::free);
    if (real) file.path_ = real.get();
    if (::access(path.c_str(), W_OK) != 0) return unwritable(errno, path, "cannot write");
  }
  file.temp_ = join(parent(file.path_), ".runon-XXXXXX");
  const std::lock_guard lock(temps.mutex_);
  file.descriptor_ = ::mkostemp(file.temp_.data(), O_CLOEXEC);
  if (file.descriptor_ < 0) {
    file.temp_.clear();
    return unwritable(errno, path, "cannot write");
  }
  temps.paths_.push_back(file.temp_);
  ::fchmod(file.descriptor_, exists ? (info.st_mode & 07777U) : ordinary_mode());
  return file;
}

OutputFile::OutputFile(OutputFile&& other) noexcept { *this = std::move(other); }

OutputFile& OutputFile::operator=(OutputFile&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(path_, other.path_);
  std::swap(temp_, other.temp_);
  std::swap(gathered_, other.gathered_);
  std::swap(compressor_, other.compressor_);
  std::swap(temps_, other.temps_);
  return *this;
}

OutputFile::~OutputFile() { discard(); }

void OutputFile::discard() {
  if (descriptor_ > STDERR_FILENO) ::close(descriptor_);
  descriptor_ = -1;
  if (temp_.empty()) return;
  const std::lock_guard lock(temps_->mutex_);
  ::unlink(temp_.c_str());
  std::erase(temps_->paths_, temp_);
  temp_.clear();
}

base::Error OutputFile::trouble(int number, std::string_view doing) const {
  if (number == EPIPE) return Error{Code::closed_pipe, "the reader is gone", path_ == "-" ? "<stdout>" : path_, {}};
  return unwritable(number, path_ == "-" ? "<stdout>" : path_, doing);
}

base::Status OutputFile::put(std::string_view bytes) {
  if (!compressor_) return put_raw(bytes);
  std::string packed;
  if (base::Status done = compressor_->write(bytes, packed); !done) return done;
  return put_raw(packed);
}

// The end of what is compressed; behind it nothing can be written.
base::Status OutputFile::finish_stream() {
  if (base::Status done = flush(); !done || !compressor_) return done;
  std::string packed;
  if (base::Status done = compressor_->finish(packed); !done) return done;
  compressor_.reset();
  return put_raw(packed);
}

base::Status OutputFile::put_raw(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(descriptor_, bytes.data(), bytes.size());
    if (n < 0) {
      if (errno == EINTR) continue;
      return trouble(errno, "cannot write");
    }
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return base::Done{};
}

base::Status OutputFile::write(std::string_view bytes) {
  if (gathered_.size() + bytes.size() <= kBlockBytes) {
    gathered_ += bytes;
    return base::Done{};
  }
  if (base::Status done = flush(); !done) return done;
  if (bytes.size() >= kBlockBytes) return put(bytes);
  gathered_ = bytes;
  return base::Done{};
}

base::Status OutputFile::flush() {
  base::Status done = put(gathered_);
  gathered_.clear();
  return done;
}

base::Status OutputFile::close() {
  if (base::Status done = finish_stream(); !done) return done;
  const int descriptor = std::exchange(descriptor_, -1);
  if (descriptor > STDERR_FILENO && ::close(descriptor) != 0) return trouble(errno, "cannot finish");
  return base::Done{};
}

base::Status OutputFile::rename() {
  if (temp_.empty()) return base::Done{};
  const std::lock_guard lock(temps_->mutex_);
  if (::rename(temp_.c_str(), path_.c_str()) != 0) return trouble(errno, "cannot rename the finished file");
  std::erase(temps_->paths_, temp_);
  temp_.clear();
  return base::Done{};
}

base::Status OutputFile::commit() {
  if (base::Status done = finish_stream(); !done) return done;
  if (temp_.empty()) return close();
  if (::fsync(descriptor_) != 0) return trouble(errno, "cannot reach the disk");
  if (base::Status done = close(); !done) return done;
  if (base::Status done = rename(); !done) return done;
  sync_directory(parent(path_));
  return base::Done{};
}

namespace {
constexpr std::size_t kGroup = 1024;  // files
}

base::Status OutputGroup::add(OutputFile file) {
  if (base::Status done = file.close(); !done) return done;
  files_.push_back(std::move(file));
  return files_.size() < kGroup ? base::Status(base::Done{}) : commit();
}

base::Status OutputGroup::commit() {
  if (files_.empty()) return base::Done{};
  // All lie on one file system: below one output directory.
  const int directory = ::open(parent(files_.front().path_).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = directory >= 0 && ::syncfs(directory) == 0;
  const int number = errno;
  if (directory >= 0) ::close(directory);
  if (!synced) return files_.front().trouble(number, "cannot reach the disk");
  for (OutputFile& file : files_)
    if (base::Status done = file.rename(); !done) return done;
  files_.clear();
  return base::Done{};
}

}  // namespace runon::io
