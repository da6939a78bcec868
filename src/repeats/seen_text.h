// The texts of documents that were judged, one behind the other, on disk; and what of them does not stand any more.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "flow/document.h"
#include "io/scratch.h"
#include "repeats/passage.h"
#include "repeats/places.h"

namespace runon::repeats {

// Positions count bytes of the passages' texts in order. The document that is being judged, the last, may be read in memory.
// Disk: the passages' texts, 24 bytes a block, 48 bytes a piece that went; memory: 1 MiB. One thread at a time.
// Temporary files are made when something is to be kept: never while there is one document only.
class SeenText {
 public:
  explicit SeenText(std::string directory) : directory_(std::move(directory)) {}

  // A document is to be judged, the next one; `passage` is borrowed until close().
  void open(const flow::Document& document, const Passage& passage);

  // Position of its first byte.
  std::uint64_t base() const { return base_; }

  // Bytes from `at` on, at least one; as many as are at hand. Valid until the next call. Requires: at is before the end.
  base::Result<std::string_view> from(std::uint64_t at);
  // Bytes in front of `at`, at least one. Requires: at > 0.
  base::Result<std::string_view> before(std::uint64_t at);

  // [begin, end) of the document goes, in order; it repeats what is from `original` on.
  void drop(std::uint64_t begin, std::uint64_t end, std::uint64_t original);
  // [begin, end) goes, in order; what it repeats stands there.
  void drop(std::uint64_t begin, std::uint64_t end, const Places::Where& where);

  // Where the text from `at` on stands that was not dropped, and for how many of `length` bytes that is the answer.
  struct Stands {
    std::optional<std::uint64_t> at;  // else only `where` is known
    Places::Where where{};
    std::uint64_t length = 0;
  };
  base::Result<Stands> find(std::uint64_t at, std::uint64_t length) const;

  // The document is judged: it is one of those that were seen.
  base::Status close(bool others_follow);

  std::uint64_t disk_bytes() const;

 private:
  static constexpr std::uint64_t kNowhere = UINT64_MAX;
  struct Row {  // a block
    std::uint64_t begin;
    Places::Where where;
    std::uint32_t unused;
  };
  struct Gone {
    std::uint64_t begin;
    std::uint64_t end;
    std::uint64_t original;  // kNowhere: `where` says
    Places::Where where;
    std::uint32_t unused;
  };
  static constexpr std::size_t kBlock = std::size_t{1} << 15U;
  struct Cached {
    std::uint64_t number = UINT64_MAX;
    std::string bytes;
  };

  std::uint64_t end() const { return base_ + (passage_ == nullptr ? 0 : passage_->text.size()); }
  base::Result<std::string_view> block_of(std::uint64_t at);
  template <class T>
  base::Result<std::uint64_t> behind(const std::optional<io::ScratchFile>& file, const std::vector<T>& fresh,
                                     std::uint64_t at) const;
  template <class T>
  base::Result<T> row(const std::optional<io::ScratchFile>& file, const std::vector<T>& fresh, std::uint64_t i) const;
  base::Result<Places::Where> where(std::uint64_t at, std::uint64_t length) const;

  std::string directory_;
  std::uint64_t base_ = 0;
  std::uint32_t document_ = 0;
  const Passage* passage_ = nullptr;
  std::optional<io::ScratchFile> text_;
  std::optional<io::ScratchFile> rows_;
  std::optional<io::ScratchFile> gone_;
  std::vector<Row> fresh_rows_;  // of the document that is being judged
  std::vector<Gone> fresh_gone_;
  std::array<Cached, 32> cache_;
};

}  // namespace runon::repeats
