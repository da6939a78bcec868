#include "io/compressor.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <array>
#include <utility>

namespace runon::io {
namespace {

using base::Code;
using base::Error;

struct Row {
  std::string_view ending;
  Codec codec;
  int (*add)(struct archive*);
  const char* options;  // as libarchive reads them
};

constexpr std::array kRows = {
    Row{".gz", Codec::gzip, &archive_write_add_filter_gzip, "gzip:!timestamp,gzip:compression-level=6"},
    Row{".zst", Codec::zstd, &archive_write_add_filter_zstd, "zstd:compression-level=3"},
    Row{".xz", Codec::xz, &archive_write_add_filter_xz, "xz:compression-level=4,xz:threads=1"},
    Row{".bz2", Codec::bzip2, &archive_write_add_filter_bzip2, "bzip2:compression-level=9"},
    Row{".lz4", Codec::lz4, &archive_write_add_filter_lz4, "lz4:compression-level=1"},
};

using namespace std::string_view_literals;

// A frame without blocks, with the checksum of no bytes (lz4 frame format 1.6).
constexpr std::string_view kEmptyLz4 = "\x04\x22\x4D\x18\x64\x40\xA7\0\0\0\0\x05\x5D\xCC\x02"sv;

const Row* row_of(std::string_view path) {
  const auto found = std::find_if(kRows.begin(), kRows.end(), [&](const Row& row) {
    return path.size() > row.ending.size() && path.substr(path.size() - row.ending.size()) == row.ending;
  });
  return found == kRows.end() ? nullptr : &*found;
}

}  // namespace

Codec codec_of(std::string_view path) {
  const Row* row = row_of(path);
  return row == nullptr ? Codec::none : row->codec;
}

std::string_view without_codec(std::string_view path) {
  const Row* row = row_of(path);
  if (row != nullptr) path.remove_suffix(row->ending.size());
  return path;
}

// An archive of libarchive's "raw" format: one entry without a header, through one filter.
class Compressor::State {
 public:
  State() : archive_(archive_write_new()), entry_(archive_entry_new()) {}
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    out_ = nullptr;  // the end of what is not finished goes nowhere
    // What libarchive 3.6 does not close it does not free; closing an lz4 stream that holds nothing crashes.
    if (empty_ && codec_ == Codec::lz4) archive_write_data(archive_, "x", 1);
    archive_entry_free(entry_);
    archive_write_free(archive_);
  }

  base::Status open(Codec codec) {
    codec_ = codec;
    const auto row = std::find_if(kRows.begin(), kRows.end(), [&](const Row& r) { return r.codec == codec; });
    archive_entry_set_filetype(entry_, AE_IFREG);
    std::string begin;
    out_ = &begin;
    const bool ready = row->add(archive_) == ARCHIVE_OK && archive_write_set_format_raw(archive_) == ARCHIVE_OK &&
                       archive_write_set_options(archive_, row->options) == ARCHIVE_OK &&
                       archive_write_set_bytes_per_block(archive_, 0) == ARCHIVE_OK &&
                       archive_write_open(archive_, this, nullptr, &State::take, nullptr) == ARCHIVE_OK &&
                       archive_write_header(archive_, entry_) == ARCHIVE_OK;
    out_ = nullptr;
    begin_ = std::move(begin);
    return ready ? base::Status(base::Done{}) : trouble();
  }

  base::Status write(std::string_view bytes, std::string& out) {
    start(out);
    empty_ = empty_ && bytes.empty();
    while (!bytes.empty()) {
      const la_ssize_t n = archive_write_data(archive_, bytes.data(), bytes.size());
      if (n <= 0) return trouble();
      bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return base::Done{};
  }

  base::Status finish(std::string& out) {
    // libarchive 3.6 crashes where an lz4 stream holds nothing: this is what the lz4 program writes then.
    if (empty_ && codec_ == Codec::lz4) {
      out += kEmptyLz4;
      return base::Done{};
    }
    start(out);
    return archive_write_close(archive_) == ARCHIVE_OK ? base::Status(base::Done{}) : trouble();
  }

 private:
  static la_ssize_t take(struct archive* /*archive*/, void* self, const void* bytes, size_t size) {
    auto* state = static_cast<State*>(self);
    if (state->out_ != nullptr) state->out_->append(static_cast<const char*>(bytes), size);
    return static_cast<la_ssize_t>(size);
  }

  void start(std::string& out) {
    out_ = &out;
    out += std::exchange(begin_, {});
  }

  Error trouble() const {
    const char* what = archive_error_string(archive_);
    return {Code::internal, std::string("cannot compress: ") + (what == nullptr ? "no reason was given" : what), {}, {}};
  }

  struct archive* archive_;
  struct archive_entry* entry_;
  std::string* out_ = nullptr;  // where bytes go during a call
  std::string begin_;           // what opening wrote
  Codec codec_ = Codec::none;
  bool empty_ = true;
};

Compressor::Compressor(std::unique_ptr<State> state) : state_(std::move(state)) {}
Compressor::Compressor(Compressor&&) noexcept = default;
Compressor& Compressor::operator=(Compressor&&) noexcept = default;
Compressor::~Compressor() = default;

base::Result<Compressor> Compressor::create(Codec codec) {
  auto state = std::make_unique<State>();
  if (base::Status done = state->open(codec); !done) return std::move(done.error());
  return Compressor(std::move(state));
}

base::Status Compressor::write(std::string_view bytes, std::string& out) { return state_->write(bytes, out); }

base::Status Compressor::finish(std::string& out) { return state_->finish(out); }

}  // namespace runon::io
