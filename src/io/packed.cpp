// The decoders of byte_stream.h.
#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "io/byte_stream.h"
#include "io/libarchive.h"

namespace runon::io {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{64} << 10U;

// RFC 1952, through zlib, which checks each member's CRC-32 and length.
class Gzip final : public ByteStream {
 public:
  Gzip(ByteStream& from, Meter& meter) : from_(from), meter_(meter), block_(kBlockBytes) {
    constexpr int kWindowAndGzip = 15 + 16;
    ready_ = ::inflateInit2(&stream_, kWindowAndGzip) == Z_OK;
  }
  Gzip(const Gzip&) = delete;
  Gzip& operator=(const Gzip&) = delete;
  ~Gzip() override { ::inflateEnd(&stream_); }

  base::Result<std::size_t> read(char* into, std::size_t wanted) override {
    if (!ready_) return base::Error{base::Code::no_memory, "out of memory", {}, {}};
    if (fault_) return *std::exchange(fault_, std::nullopt);
    wanted = std::min<std::size_t>(wanted, std::size_t{1} << 30U);  // zlib counts in 32 bits
    stream_.next_out = reinterpret_cast<Bytef*>(into);              // NOLINT: what zlib wants
    stream_.avail_out = static_cast<uInt>(wanted);
    while (stream_.avail_out > 0 && !done_) {
      if (base::Status more = refill(); !more) return std::move(more.error());
      if (stream_.avail_in == 0) {
        done_ = true;
        if (!between_) return fail("it ends too early", wanted);
        break;
      }
      if (between_ && !begin_member()) {
        done_ = true;
        if (padding_) break;
        return fail("bytes that are no gzip data stand behind it", wanted);
      }
      const int code = ::inflate(&stream_, Z_NO_FLUSH);
      if (code == Z_STREAM_END) {
        between_ = true;
        ::inflateReset(&stream_);
      } else if (code != Z_OK && code != Z_BUF_ERROR) {
        done_ = true;
        return fail(stream_.msg == nullptr ? "it cannot be decoded" : stream_.msg, wanted);
      }
    }
    const std::size_t got = wanted - stream_.avail_out;
    given_ += got;
    if (meter_.fits(given_)) return got;
    done_ = true;
    return too_large(meter_, "gzip data");
  }

 private:
  base::Status refill() {
    if (stream_.avail_in > 0) return base::Done{};
    base::Result<std::size_t> got = from_.read(block_.data(), block_.size());
    if (!got) {
      done_ = true;
      return std::move(got.error());
    }
    stream_.next_in = reinterpret_cast<Bytef*>(block_.data());  // NOLINT: what zlib wants
    stream_.avail_in = static_cast<uInt>(got.value());
    return base::Done{};
  }

  // Whether another member begins here, behind the last one or at the very begin.
  bool begin_member() {
    between_ = false;
    if (!first_ && *stream_.next_in != 0x1F) {
      padding_ = rest_is_zero();
      return false;
    }
    first_ = false;
    return true;
  }

  bool rest_is_zero() {
    for (;;) {
      if (std::any_of(stream_.next_in, stream_.next_in + stream_.avail_in, [](Bytef b) { return b != 0; })) return false;
      stream_.avail_in = 0;
      if (!refill() || stream_.avail_in == 0) return true;
    }
  }

  // What came before the fault is given first, the fault with the next call.
  base::Result<std::size_t> fail(std::string_view why, std::size_t wanted) {
    Meter place = meter_;
    place.taken = std::min(meter_.taken, meter_.whole) - std::min<std::size_t>(stream_.avail_in, meter_.taken);
    base::Error error = damaged(place, "gzip data", why);
    const std::size_t got = wanted - stream_.avail_out;
    if (got == 0) return error;
    given_ += got;
    fault_ = std::move(error);
    return got;
  }

  ByteStream& from_;
  Meter& meter_;
  std::vector<char> block_;
  z_stream stream_{};
  std::optional<base::Error> fault_;  // to be given by the next call
  std::size_t given_ = 0;
  bool ready_ = false;
  bool first_ = true;     // no member was begun
  bool between_ = true;   // behind a member, or in front of the first
  bool padding_ = false;  // zeros stand behind the last
  bool done_ = false;
};

// What libarchive reads through one filter as one nameless entry.
class Filtered final : public ByteStream {
 public:
  Filtered(ByteStream& from, Meter& meter, Packing packing) : reader_(from, meter, fmt::format("{} data", name(packing))) {
    struct archive* handle = reader_.handle();
    switch (packing) {
      case Packing::zstd: archive_read_support_filter_zstd(handle); break;
      case Packing::xz: archive_read_support_filter_xz(handle); break;
      case Packing::bzip2: archive_read_support_filter_bzip2(handle); break;
      default: archive_read_support_filter_lz4(handle); break;
    }
    archive_read_support_format_raw(handle);
    archive_read_support_format_empty(handle);
  }

  base::Result<std::size_t> read(char* into, std::size_t wanted) override {
    if (!opened_) {
      opened_ = true;
      if (base::Status done = reader_.open(); !done) return std::move(done.error());
      struct archive_entry* entry = nullptr;
      const int code = archive_read_next_header(reader_.handle(), &entry);
      if (code == ARCHIVE_EOF) {
        reader_.die();
        return std::size_t{0};
      }
      if (code < ARCHIVE_WARN) {
        reader_.die();
        return reader_.trouble();
      }
    }
    return reader_.read(into, wanted);
  }

 private:
  LibArchive reader_;
  bool opened_ = false;
};

}  // namespace

std::unique_ptr<ByteStream> open_gzip(ByteStream& from, Meter& meter) { return std::make_unique<Gzip>(from, meter); }

std::unique_ptr<ByteStream> open_packed(ByteStream& from, Meter& meter, Packing packing) {
  if (packing == Packing::gzip) return open_gzip(from, meter);
  return std::make_unique<Filtered>(from, meter, packing);
}

}  // namespace runon::io
