#include "repeats/seen_text.h"

#include <algorithm>
#include <utility>

namespace runon::repeats {

void SeenText::open(const flow::Document& document, const Passage& passage) {
  passage_ = &passage;
  fresh_rows_.clear();
  fresh_gone_.clear();
  fresh_rows_.reserve(passage.parts.size());
  for (const Part& part : passage.parts) {
    const flow::Block& block = document.blocks[part.block];
    fresh_rows_.push_back({base_ + part.begin, {document_, block.first_line, block.last_line}, 0});
  }
}

base::Status SeenText::close(bool others_follow) {
  if (others_follow && !text_) {
    for (std::optional<io::ScratchFile>* file : {&text_, &rows_, &gone_}) {
      base::Result<io::ScratchFile> made = io::ScratchFile::create(directory_);
      if (!made) return std::move(made.error());
      *file = std::move(made.value());
    }
  }
  const auto bytes = [](const auto& rows) {
    return std::string_view(reinterpret_cast<const char*>(rows.data()), rows.size() * sizeof rows[0]);
  };
  if (others_follow) {
    if (base::Status done = text_->append(passage_->text); !done) return done;
    if (base::Status done = rows_->append(bytes(fresh_rows_)); !done) return done;
    if (base::Status done = gone_->append(bytes(fresh_gone_)); !done) return done;
  }
  base_ = end();
  ++document_;
  passage_ = nullptr;
  fresh_rows_.clear();
  fresh_gone_.clear();
  return base::Done{};
}

std::uint64_t SeenText::disk_bytes() const { return text_ ? text_->size() + rows_->size() + gone_->size() : 0; }

base::Result<std::string_view> SeenText::block_of(std::uint64_t at) {
  const std::uint64_t number = at / kBlock;
  const std::uint64_t begin = number * kBlock;
  Cached& cached = cache_[number % cache_.size()];
  // The last block grows.
  if (cached.number != number || begin + cached.bytes.size() <= at) {
    cached.number = number;
    if (base::Status done = text_->read(begin, std::min<std::uint64_t>(kBlock, base_ - begin), cached.bytes); !done)
      return std::move(done.error());
  }
  return std::string_view(cached.bytes);
}

base::Result<std::string_view> SeenText::from(std::uint64_t at) {
  if (at >= base_) return std::string_view(passage_->text).substr(at - base_);
  base::Result<std::string_view> block = block_of(at);
  if (block) block.value().remove_prefix(at % kBlock);
  return block;
}

base::Result<std::string_view> SeenText::before(std::uint64_t at) {
  if (at > base_) return std::string_view(passage_->text).substr(0, at - base_);
  base::Result<std::string_view> block = block_of(at - 1);
  if (block) block.value() = block.value().substr(0, (at - 1) % kBlock + 1);
  return block;
}

void SeenText::drop(std::uint64_t begin, std::uint64_t end, std::uint64_t original) {
  fresh_gone_.push_back({begin, end, original, {}, 0});
}

void SeenText::drop(std::uint64_t begin, std::uint64_t end, const Places::Where& where) {
  fresh_gone_.push_back({begin, end, kNowhere, where, 0});
}

template <class T>
base::Result<T> SeenText::row(const std::optional<io::ScratchFile>& file, const std::vector<T>& fresh, std::uint64_t i) const {
  const std::uint64_t on_disk = file ? file->size() / sizeof(T) : 0;
  if (i >= on_disk) return fresh[i - on_disk];
  T row;
  if (base::Status done = file->read(i * sizeof(T), sizeof(T), reinterpret_cast<char*>(&row)); !done)
    return std::move(done.error());
  return row;
}

// The number of rows that begin at `at` or before.
template <class T>
base::Result<std::uint64_t> SeenText::behind(const std::optional<io::ScratchFile>& file, const std::vector<T>& fresh,
                                             std::uint64_t at) const {
  std::uint64_t low = 0;
  std::uint64_t high = (file ? file->size() / sizeof(T) : 0) + fresh.size();
  while (low < high) {
    const std::uint64_t middle = low + (high - low) / 2;
    const base::Result<T> there = row(file, fresh, middle);
    if (!there) return there.error();
    if (there.value().begin <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

// From the block of the first byte to that of the last.
base::Result<Places::Where> SeenText::where(std::uint64_t at, std::uint64_t length) const {
  const base::Result<std::uint64_t> first = behind(rows_, fresh_rows_, at);
  if (!first) return first.error();
  const base::Result<std::uint64_t> last = behind(rows_, fresh_rows_, at + length - 1);
  if (!last) return last.error();
  const base::Result<Row> begin = row(rows_, fresh_rows_, first.value() - 1);
  if (!begin) return begin.error();
  const base::Result<Row> end = row(rows_, fresh_rows_, last.value() - 1);
  if (!end) return end.error();
  Places::Where where = begin.value().where;
  where.last_line = std::max(where.last_line, end.value().where.last_line);
  return where;
}

base::Result<SeenText::Stands> SeenText::find(std::uint64_t at, std::uint64_t length) const {
  const base::Result<std::uint64_t> rows = behind(gone_, fresh_gone_, at);
  if (!rows) return rows.error();
  Stands stands;
  stands.length = length;
  if (rows.value() > 0) {
    const base::Result<Gone> gone = row(gone_, fresh_gone_, rows.value() - 1);
    if (!gone) return gone.error();
    const Gone& g = gone.value();
    if (at < g.end) {
      stands.length = std::min(length, g.end - at);
      if (g.original == kNowhere) stands.where = g.where;
      else stands.at = g.original + (at - g.begin);
    }
    if (at < g.end && g.original == kNowhere) return stands;
  }
  if (!stands.at) {
    stands.at = at;
    if (rows.value() < (gone_ ? gone_->size() / sizeof(Gone) : 0) + fresh_gone_.size()) {
      const base::Result<Gone> next = row(gone_, fresh_gone_, rows.value());
      if (!next) return next.error();
      stands.length = std::min(length, next.value().begin - at);
    }
  }
  const base::Result<Places::Where> found = where(*stands.at, stands.length);
  if (!found) return found.error();
  stands.where = found.value();
  return stands;
}

}  // namespace runon::repeats
