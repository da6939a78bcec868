#include "io/journal.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <system_error>
#include <utility>

#include "base/hash.h"
#include "io/file.h"
#include "io/system.h"

namespace runon::io {
namespace {

using base::Code;
using base::Error;

// In front of a record: its length and its fingerprint.
constexpr std::size_t kHeadBytes = 8 + 16;

void append_number(std::string& out, std::uint64_t number, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>((number >> (8 * i)) & 0xFFU);
}

std::uint64_t number_at(std::string_view bytes, std::size_t at) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 8; ++i) number |= std::uint64_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
  return number;
}

}  // namespace

base::Error Journal::trouble(int number) const { return unwritable(number, shown_, "cannot write"); }

std::string Journal::path_for(const std::string& output, bool directory) {
  if (directory) return join(output, ".runon-journal");
  const std::string target = target_of(output);
  return join(parent(target), ".runon-" + fingerprint_name(target.substr(target.rfind('/') + 1)) + ".journal");
}

base::Result<Journal> Journal::open(const std::string& path, const std::string& shown, TempFiles& temps) {
  if (base::Status made = make_parents(path); !made) return std::move(made.error());
  for (;;) {
    Journal journal;
    journal.path_ = path;
    journal.shown_ = shown;
    journal.temps_ = &temps;
    journal.descriptor_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (journal.descriptor_ < 0) return journal.trouble(errno);
    if (::flock(journal.descriptor_, LOCK_EX | LOCK_NB) != 0) {
      const int number = errno;
      ::close(std::exchange(journal.descriptor_, -1));
      if (number == EWOULDBLOCK)
        return Error{Code::unwritable, "another run is writing to it", shown, "let it end, or choose another output"};
      return journal.trouble(number);
    }
    // The one who held it may have taken it away in between.
    struct stat held {};
    struct stat named {};
    if (::fstat(journal.descriptor_, &held) != 0) return journal.trouble(errno);
    if (::stat(path.c_str(), &named) != 0 || named.st_ino != held.st_ino) {
      ::close(std::exchange(journal.descriptor_, -1));
      continue;
    }
    if (base::Status done = journal.load(); !done) return std::move(done.error());
    journal.path_ = target_of(path);
    temps.add(journal.path_, !journal.empty_);
    return journal;
  }
}

base::Status Journal::load() {
  std::string bytes;
  std::array<char, 1U << 16U> block{};
  for (;;) {
    const ssize_t n = ::read(descriptor_, block.data(), block.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return trouble(errno);
    if (n == 0) break;
    bytes.append(block.data(), static_cast<std::size_t>(n));
  }
  std::size_t at = 0;
  while (bytes.size() - at >= kHeadBytes) {
    const std::uint64_t length = number_at(bytes, at);
    if (length > bytes.size() - at - kHeadBytes) break;
    const std::string_view record(bytes.data() + at + kHeadBytes, length);
    const base::Hash128 hash = base::hash128(record);
    if (number_at(bytes, at + 8) != hash.low || number_at(bytes, at + 16) != hash.high) break;
    records_.emplace_back(record);
    at += kHeadBytes + length;
  }
  empty_ = records_.empty();
  // What was cut off goes, so that what is added stands behind what counts.
  if (::ftruncate(descriptor_, static_cast<off_t>(at)) != 0 || ::lseek(descriptor_, static_cast<off_t>(at), SEEK_SET) < 0)
    return trouble(errno);
  return base::Done{};
}

Journal::Journal(Journal&& other) noexcept { *this = std::move(other); }

Journal& Journal::operator=(Journal&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(path_, other.path_);
  std::swap(shown_, other.shown_);
  std::swap(records_, other.records_);
  std::swap(empty_, other.empty_);
  std::swap(temps_, other.temps_);
  return *this;
}

Journal::~Journal() {
  if (descriptor_ < 0) return;
  if (empty_) remove();
  else ::close(descriptor_);
}

base::Status Journal::clear() {
  if (empty_) return base::Done{};
  records_.clear();
  empty_ = true;
  temps_->add(path_, false);
  if (::ftruncate(descriptor_, 0) != 0 || ::lseek(descriptor_, 0, SEEK_SET) < 0 || ::fsync(descriptor_) != 0)
    return trouble(errno);
  return base::Done{};
}

base::Status Journal::append(std::string_view record) {
  const base::Hash128 hash = base::hash128(record);
  std::string bytes;
  append_number(bytes, record.size(), 8);
  append_number(bytes, hash.low, 8);
  append_number(bytes, hash.high, 8);
  bytes += record;
  if (const int error = write_all(descriptor_, bytes); error != 0) return trouble(error);
  if (::fsync(descriptor_) != 0) return trouble(errno);
  if (empty_) sync_directory(parent(path_));
  empty_ = false;
  temps_->add(path_, true);
  return base::Done{};
}

void Journal::remove() {
  if (descriptor_ < 0) return;
  temps_->remove(path_);
  ::close(std::exchange(descriptor_, -1));
}

}  // namespace runon::io
