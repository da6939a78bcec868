#include "io/unpack.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "io/archive.h"
#include "io/byte_stream.h"
#include "io/file.h"

namespace runon::io {
namespace {

using base::Error;

constexpr std::size_t kHeadBytes = std::size_t{64} << 10U;
constexpr std::size_t kBlockBytes = std::size_t{1} << 20U;
constexpr int kLayers = 4;  // of compression around one content

// A stream whose first bytes were looked at and are given again.
class Headed final : public ByteStream {
 public:
  explicit Headed(std::unique_ptr<ByteStream> from) : owned_(std::move(from)), from_(*owned_) {}
  explicit Headed(ByteStream& from) : from_(from) {}

  // Looks at up to `wanted` bytes. A fault among them is kept for who reads that far.
  std::string_view look(std::size_t wanted) {
    const std::size_t before = head_.size();
    while (head_.size() < wanted && !fault_) {
      const std::size_t at = head_.size();
      head_.resize(wanted);
      base::Result<std::size_t> n = from_.read(head_.data() + at, wanted - at);
      head_.resize(at + (n ? n.value() : 0));
      if (!n) fault_ = std::move(n.error());
      else if (n.value() == 0) break;
    }
    whole_ = whole_ || (!fault_ && head_.size() < std::max(wanted, before));
    return head_;
  }
  // What was looked at is all there is.
  bool whole() const { return whole_; }

  base::Result<std::size_t> read(char* into, std::size_t wanted) override {
    if (at_ < head_.size()) {
      const std::size_t n = std::min(wanted, head_.size() - at_);
      std::copy_n(head_.data() + at_, n, into);
      at_ += n;
      if (at_ == head_.size()) head_ = {}, at_ = 0;
      return n;
    }
    if (fault_) return *std::exchange(fault_, std::nullopt);
    if (whole_) return std::size_t{0};
    return from_.read(into, wanted);
  }

  base::Status seek(std::size_t to) override {
    head_ = {};
    at_ = 0;
    whole_ = false;
    fault_.reset();
    return from_.seek(to);
  }
  std::optional<std::size_t> size() const override { return from_.size(); }

 private:
  std::unique_ptr<ByteStream> owned_;
  ByteStream& from_;
  std::string head_;
  std::size_t at_ = 0;
  std::optional<Error> fault_;
  bool whole_ = false;
};

class FileBytes final : public ByteStream {
 public:
  FileBytes(InputFile file, Meter& meter) : file_(std::move(file)), meter_(meter) {
    if (file_.seekable()) meter.whole = file_.size();
  }

  // All that is wanted, or all that is left: how far the file was read decides what a bomb is, and stands in messages, so
  // it must not depend on how much the system gives at once.
  base::Result<std::size_t> read(char* into, std::size_t wanted) override {
    std::size_t got = 0;
    while (got < wanted && !fault_ && !ended_) {
      base::Result<std::size_t> n = file_.read(into + got, wanted - got);
      if (!n) {
        fault_ = std::move(n.error());
      } else {
        meter_.taken += n.value();
        got += n.value();
        ended_ = n.value() == 0;
      }
    }
    if (got > 0 || !fault_) return got;
    fault_->where = fmt::format("byte {}", meter_.taken);
    return *std::exchange(fault_, std::nullopt);
  }
  base::Status seek(std::size_t to) override {
    ended_ = false;
    return file_.seek(to);
  }
  std::optional<std::size_t> size() const override { return file_.seekable() ? std::optional(file_.size()) : std::nullopt; }
  std::size_t size_at_opening() const { return file_.size(); }

 private:
  InputFile file_;
  Meter& meter_;
  std::optional<Error> fault_;
  bool ended_ = false;  // its end was seen: nobody asks the system again
};

}  // namespace

class Unpacker::State {
 public:
  State(InputFile file, double max_expand, std::string path) : path_(std::move(path)) {
    meter_.max_expand = max_expand;
    auto bytes = std::make_unique<FileBytes>(std::move(file), meter_);
    size_ = bytes->size_at_opening();
    add(std::move(bytes));
  }

  // Takes off what the file is compressed with and finds out whether that is an archive.
  base::Status open() {
    // A small file is read by one call that also sees its end.
    Headed& file = *layers_.back();
    const std::size_t wanted = size_ > 0 ? std::min(kHeadBytes, size_ + 1) : kHeadBytes;
    std::string_view head = file.look(wanted);
    if (const Packing promised = promised_packing(path_); head.empty() && file.whole() && promised != Packing::none)
      return damaged(meter_, fmt::format("{} file", name(promised)), "it is empty");
    const Packing packing = unwrap(layers_);
    plain_ = layers_.size() == 1 && packing == Packing::none;
    if (packing == Packing::none) return base::Done{};
    archive_.emplace(*layers_.back(), meter_, packing);
    return base::Done{};
  }

  bool is_archive() const { return archive_.has_value(); }
  bool is_plain() const { return plain_; }

  base::Result<bool> next() {
    if (!archive_) return !std::exchange(begun_, true);
    member_layers_.clear();
    base::Result<bool> more = archive_->next();
    if (!more || !more.value()) return more;
    member_layers_.push_back(std::make_unique<Headed>(*archive_));
    unwrap(member_layers_);
    return true;
  }

  const std::string& member() const {
    static const std::string kNone;
    return archive_ ? archive_->name() : kNone;
  }

  base::Result<std::size_t> read(std::string& out, std::size_t wanted) {
    if (archive_ && member_layers_.empty()) return std::size_t{0};
    if (fault_) return *std::exchange(fault_, std::nullopt);
    ByteStream& from = archive_ ? *member_layers_.back() : *layers_.back();
    const std::size_t before = out.size();
    // Room is filled with zeros first: no more of it than a small file takes, and one byte to see its end.
    std::size_t room = plain_ && size_ > 0 ? std::min(wanted, size_ + 1) : wanted;
    out.resize(before + room);
    std::size_t got = 0;
    while (got < wanted) {
      if (got == room) out.resize(before + (room = wanted));
      base::Result<std::size_t> n = from.read(out.data() + before + got, room - got);
      if (!n) fault_ = std::move(n.error());
      if (!n || n.value() == 0) break;
      got += n.value();
    }
    out.resize(before + got);
    if (got == 0 && fault_) return *std::exchange(fault_, std::nullopt);
    return got;
  }

  std::size_t size() const { return plain_ ? size_ : 0; }
  std::size_t taken() const { return meter_.taken; }

 private:
  using Layers = std::vector<std::unique_ptr<Headed>>;

  void add(std::unique_ptr<ByteStream> stream) { layers_.push_back(std::make_unique<Headed>(std::move(stream))); }

  // Puts a decoder on top as long as what comes out is compressed; gives what it is then.
  Packing unwrap(Layers& layers) {
    for (int i = 0; i < kLayers; ++i) {
      const Packing packing = packing_of(layers.back()->look(512));
      if (packing == Packing::none || packing == Packing::tar || packing == Packing::zip) return packing;
      layers.push_back(std::make_unique<Headed>(open_packed(*layers.back(), meter_, packing)));
    }
    return Packing::none;
  }

  std::string path_;
  Meter meter_;
  std::size_t size_ = 0;
  Layers layers_;  // each reads from the one in front of it
  std::optional<Archive> archive_;
  Layers member_layers_;  // the same of the member at hand
  std::optional<Error> fault_;
  bool plain_ = true;
  bool begun_ = false;
};

Unpacker::Unpacker(std::unique_ptr<State> state) : state_(std::move(state)) {}
Unpacker::Unpacker(Unpacker&&) noexcept = default;
Unpacker& Unpacker::operator=(Unpacker&&) noexcept = default;
Unpacker::~Unpacker() = default;

base::Result<Unpacker> Unpacker::open(const std::string& path, double max_expand) {
  base::Result<InputFile> file = InputFile::open(path);
  if (!file) return std::move(file.error());
  auto state = std::make_unique<State>(std::move(file.value()), max_expand, path);
  if (base::Status done = state->open(); !done) return std::move(done.error());
  return Unpacker(std::move(state));
}

bool Unpacker::is_archive() const { return state_->is_archive(); }
bool Unpacker::is_plain() const { return state_->is_plain(); }
base::Result<bool> Unpacker::next() { return state_->next(); }
const std::string& Unpacker::member() const { return state_->member(); }
base::Result<std::size_t> Unpacker::read(std::string& out, std::size_t wanted) { return state_->read(out, wanted); }
std::size_t Unpacker::size() const { return state_->size(); }
std::size_t Unpacker::taken() const { return state_->taken(); }

base::Status Unpacker::read_all(std::string& out) {
  for (;;) {
    base::Result<std::size_t> got = read(out, kBlockBytes);
    if (!got) return std::move(got.error());
    if (got.value() < kBlockBytes) return base::Done{};
  }
}

}  // namespace runon::io
