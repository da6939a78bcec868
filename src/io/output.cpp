#include "io/output.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <memory>
#include <utility>

#include "io/file.h"
#include "io/system.h"

namespace runon::io {
namespace {

using base::Code;
using base::Error;

constexpr std::size_t kBlockBytes = std::size_t{1} << 18U;

// The mode that a file made in the ordinary way would have.
mode_t ordinary_mode() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666 & ~mask;
}

// The same in every run with this key. It stands beside the target, so only the target's last name matters.
std::string temp_name(const std::string& target, std::string_view key) {
  return join(parent(target), ".runon-" + fingerprint_name(std::string(key) + '\n' + target.substr(target.rfind('/') + 1)));
}

}  // namespace

void TempFiles::remove_all() {
  mutex_.lock();  // never unlocked: a rename that waits for it must not happen
  for (const auto& [path, kept] : paths_)
    if (!kept) ::unlink(path.c_str());
}

bool TempFiles::add(const std::string& path, bool kept) {
  const std::lock_guard lock(mutex_);
  return std::exchange(paths_[path], kept) != kept;
}

void TempFiles::remove(const std::string& path) {
  const std::lock_guard lock(mutex_);
  ::unlink(path.c_str());
  paths_.erase(path);
}

base::Status make_parents(const std::string& path) {
  for (std::size_t slash = path.find('/', 1); slash != std::string::npos; slash = path.find('/', slash + 1)) {
    const std::string directory = path.substr(0, slash);
    if (::mkdir(directory.c_str(), 0777) == 0) continue;
    const int number = errno;  // a directory that is there may say that it could not be made
    if (is_directory(directory)) continue;
    return unwritable(number == EEXIST ? ENOTDIR : number, directory, "cannot make the directory");
  }
  return base::Done{};
}

std::string target_of(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> real(::realpath(path.c_str(), nullptr), &std::free);
  return real ? real.get() : path;
}

bool is_replaced(const std::string& path) {
  struct stat info {};
  return path != "-" && (::stat(path.c_str(), &info) != 0 || S_ISREG(info.st_mode));
}

// Settles where to write; opens what is written straight.
base::Status OutputFile::begin(const std::string& path, TempFiles& temps) {
  path_ = path;
  temps_ = &temps;
  codec_ = codec_of(path);
  if (path == "-") {
    descriptor_ = STDOUT_FILENO;
    return base::Done{};
  }
  if (base::Status made = make_parents(path); !made) return made;
  struct stat info {};
  const bool exists = ::stat(path.c_str(), &info) == 0;
  if (exists && S_ISDIR(info.st_mode)) return unwritable(EISDIR, path, "cannot write");
  if (exists && !S_ISREG(info.st_mode)) {
    descriptor_ = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    return descriptor_ < 0 ? base::Status(unwritable(errno, path, "cannot write")) : base::Status(base::Done{});
  }
  // A link is written through, as an ordinary program would.
  if (exists) path_ = target_of(path);
  if (exists && ::access(path.c_str(), W_OK) != 0) return unwritable(errno, path, "cannot write");
  return base::Done{};
}

base::Status OutputFile::open_temp(std::string_view key) {
  temp_ = key.empty() ? join(parent(path_), ".runon-XXXXXX") : temp_name(path_, key);
  const std::lock_guard lock(temps_->mutex_);
  if (key.empty()) {
    descriptor_ = ::mkostemp(temp_.data(), O_CLOEXEC);
  } else {
    ::unlink(temp_.c_str());  // of a run that was cut short
    descriptor_ = ::open(temp_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  }
  if (descriptor_ < 0) {
    temp_.clear();
    return unwritable(errno, path_, "cannot write");
  }
  temps_->paths_[temp_] = false;
  struct stat info {};
  const bool exists = ::stat(path_.c_str(), &info) == 0;
  ::fchmod(descriptor_, exists ? (info.st_mode & 07777U) : ordinary_mode());
  return base::Done{};
}

base::Status OutputFile::reopen_temp(std::string_view key, Recorded recorded) {
  temp_ = temp_name(path_, key);
  const std::lock_guard lock(temps_->mutex_);
  const auto is_recorded = [&](const std::string& path) {
    struct stat info {};
    return ::lstat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode) && info.st_ino == recorded.inode &&
           static_cast<std::uint64_t>(info.st_size) >= recorded.bytes;
  };
  // Finished and renamed behind the last record: all that came after it is written again.
  if (is_recorded(path_)) ::rename(path_.c_str(), temp_.c_str());
  if (is_recorded(temp_)) descriptor_ = ::open(temp_.c_str(), O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
  const auto end = static_cast<off_t>(recorded.bytes);
  if (descriptor_ < 0 || ::ftruncate(descriptor_, end) != 0 || ::lseek(descriptor_, end, SEEK_SET) < 0) {
    const std::string temp = std::exchange(temp_, {});
    return Error{Code::unwritable, "what the interrupted run wrote for it is gone: '" + temp + "'", path_,
                 "without --resume it is begun again"};
  }
  temps_->paths_[temp_] = true;
  streams_ = recorded.bytes > 0;
  return base::Done{};
}

base::Result<OutputFile> OutputFile::create(const std::string& path, TempFiles& temps, std::string_view key) {
  OutputFile file;
  if (base::Status done = file.begin(path, temps); !done) return std::move(done.error());
  if (file.descriptor_ < 0)
    if (base::Status done = file.open_temp(key); !done) return std::move(done.error());
  return file;
}

base::Result<OutputFile> OutputFile::go_on(const std::string& path, TempFiles& temps, std::string_view key, Recorded recorded) {
  OutputFile file;
  if (base::Status done = file.begin(path, temps); !done) return std::move(done.error());
  if (file.descriptor_ >= 0) return Error{Code::usage, "it is no file, so writing it cannot go on", path, {}};
  if (base::Status done = file.reopen_temp(key, recorded); !done) return std::move(done.error());
  return file;
}

base::Status OutputFile::commit_sealed(const std::string& path, std::string_view key) {
  const std::string target = target_of(path);
  const std::string temp = temp_name(target, key);
  if (!identity(temp) && identity(target)) return base::Done{};
  if (::rename(temp.c_str(), target.c_str()) != 0) return unwritable(errno, path, "cannot rename the finished file");
  sync_directory(parent(target));
  return base::Done{};
}

OutputFile::OutputFile(OutputFile&& other) noexcept { *this = std::move(other); }

OutputFile& OutputFile::operator=(OutputFile&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(path_, other.path_);
  std::swap(temp_, other.temp_);
  std::swap(gathered_, other.gathered_);
  std::swap(codec_, other.codec_);
  std::swap(compressor_, other.compressor_);
  std::swap(streams_, other.streams_);
  std::swap(pending_, other.pending_);
  std::swap(temps_, other.temps_);
  return *this;
}

OutputFile::~OutputFile() { discard(); }

void OutputFile::discard() {
  if (descriptor_ > STDERR_FILENO) ::close(descriptor_);
  descriptor_ = -1;
  if (temp_.empty()) return;
  const std::lock_guard lock(temps_->mutex_);
  const auto self = temps_->paths_.find(temp_);
  if (self == temps_->paths_.end() || !self->second) ::unlink(temp_.c_str());
  if (self != temps_->paths_.end()) temps_->paths_.erase(self);
  temp_.clear();
}

base::Error OutputFile::trouble(int number, std::string_view doing) const {
  if (number == EPIPE) return Error{Code::closed_pipe, "the reader is gone", path_ == "-" ? "<stdout>" : path_, {}};
  return unwritable(number, path_ == "-" ? "<stdout>" : path_, doing);
}

base::Status OutputFile::put(std::string_view bytes) {
  if (codec_ == Codec::none) return put_raw(bytes);
  if (bytes.empty()) return base::Done{};
  if (!compressor_) {
    base::Result<Compressor> made = Compressor::create(codec_);
    if (!made) return std::move(made.error());
    compressor_ = std::move(made.value());
    streams_ = true;
  }
  std::string packed;
  if (base::Status done = compressor_->write(bytes, packed); !done) return done;
  return put_raw(packed);
}

base::Status OutputFile::put_raw(std::string_view bytes) {
  if (const int error = write_all(descriptor_, bytes); error != 0) return trouble(error, "cannot write");
  return base::Done{};
}

base::Status OutputFile::write(std::string_view bytes) {
  pending_ += bytes.size();
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

base::Status OutputFile::divide() {
  if (base::Status done = flush(); !done) return done;
  pending_ = 0;
  if (!compressor_) return base::Done{};
  std::string packed;
  if (base::Status done = compressor_->finish(packed); !done) return done;
  compressor_.reset();
  return put_raw(packed);
}

// The end of what is compressed: of nothing, a stream too.
base::Status OutputFile::finish_stream() {
  if (base::Status done = divide(); !done) return done;
  if (codec_ == Codec::none || streams_) return base::Done{};
  base::Result<Compressor> made = Compressor::create(codec_);
  if (!made) return std::move(made.error());
  std::string packed;
  if (base::Status done = made.value().finish(packed); !done) return done;
  streams_ = true;
  return put_raw(packed);
}

base::Result<Recorded> OutputFile::record() {
  if (base::Status done = flush(); !done) return std::move(done.error());
  struct stat info {};
  if (::fsync(descriptor_) != 0 || ::fstat(descriptor_, &info) != 0) return trouble(errno, "cannot reach the disk");
  if (temps_->add(temp_, true)) sync_directory(parent(temp_));  // its name, once
  return Recorded{static_cast<std::uint64_t>(info.st_size), info.st_ino};
}

base::Status OutputFile::seal() {
  if (base::Status done = finish_stream(); !done || temp_.empty()) return done;
  base::Result<Recorded> recorded = record();
  return recorded ? base::Status(base::Done{}) : base::Status(std::move(recorded.error()));
}

base::Status OutputFile::close() {
  if (descriptor_ < 0) return base::Done{};
  if (base::Status done = finish_stream(); !done) return done;
  const int descriptor = std::exchange(descriptor_, -1);
  if (descriptor > STDERR_FILENO && ::close(descriptor) != 0) return trouble(errno, "cannot finish");
  return base::Done{};
}

base::Status OutputFile::rename() {
  if (temp_.empty()) return base::Done{};
  const std::lock_guard lock(temps_->mutex_);
  if (::rename(temp_.c_str(), path_.c_str()) != 0) return trouble(errno, "cannot rename the finished file");
  temps_->paths_.erase(temp_);
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
  bool synced = directory >= 0 && ::syncfs(directory) == 0;
  int number = errno;
  base::Status renamed = base::Done{};
  for (OutputFile& file : files_)
    if (synced && renamed) renamed = file.rename();
  // The names too: what is done is not done again.
  if (synced && renamed && ::syncfs(directory) != 0) {
    number = errno;
    synced = false;
  }
  if (directory >= 0) ::close(directory);
  if (!synced) return files_.front().trouble(number, "cannot reach the disk");
  if (!renamed) return renamed;
  files_.clear();
  return base::Done{};
}

}  // namespace runon::io
