// What earlier runs kept: a file that outlives them.
//
// One file: a header with the settings, then entries sorted by key, the places they name, and the likenesses of texts
// that stay. It is never changed but replaced (io/guarded.h), so that readers have what they opened, and who is killed leaves
// the old state or the new one. docs/dependencies.md says what other stores were measured.
//   header    4,096 bytes, hash of itself included
//   settings  lines "name value"; up to a page's end
//   entries   {high, low, document, first line, last line, copies, went} 32 bytes each, by key
//   texts     likenesses: {document, first line, last line, counts}, then bands and shingles; by order of coming
//   starts    of each text, 8 bytes
//   names     id and record name of each document; then where each begins and how long the id is, 16 bytes each
//   fences    first word of the key of each 128th entry
//   sums      8 bytes of hash of each page of 4,096 bytes in front of them, the header's left out
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/result.h"
#include "flow/edit.h"
#include "io/guarded.h"
#include "repeats/likeness.h"
#include "repeats/options.h"

namespace runon::repeats {

struct IndexEntry {
  base::Hash128 key;
  std::uint32_t document = 0;
  std::uint32_t first_line = 0;
  std::uint32_t last_line = 0;
  std::uint16_t copies = 0;  // that stay
  std::uint16_t went = 0;    // 1: its first copy resembled another text and went; those that follow are compared themselves
};

struct IndexText {
  std::uint32_t document = 0;
  std::uint32_t first_line = 0;
  std::uint32_t last_line = 0;
  std::uint32_t bands = 0;
  std::uint64_t numbers = 0;
  std::uint64_t shingles = 0;
};

// The settings on which entries depend, a line each. Two runs may share an index when these are equal.
std::string index_settings(const Options& options);

// An Error (usage) that names the setting in which `settings` differs from what stands in the index at `path`.
base::Status check_settings(const std::string& path, std::string_view there, std::string_view settings);

// A state of the file. Any number of threads. No byte of it is believed before its page has been compared with its sum, once
// in the life of the object; so a look-up in a large file reads a page or two, and an Error says which one is not what was
// written. Sums are no seal: what a forger makes point out of the file is an Error too, nothing outside is ever read.
class Index {
 public:
  // An empty file is an index without settings. An Error where it is none, or header, settings or sums are damaged.
  static base::Result<Index> open(const std::string& path);

  // Compares all pages. An Error names the first that is damaged. Reads the whole file, some GB a second.
  base::Status check() const;

  // What to say of a file in which `what` is wrong.
  base::Error damaged(std::string_view what) const;

  std::string_view settings() const { return settings_; }
  std::uint64_t entries() const { return header_.entries; }
  std::uint64_t texts() const { return header_.texts; }
  std::uint64_t documents() const { return header_.documents; }
  std::uint64_t runs() const { return header_.runs; }
  std::uint64_t bytes() const { return file_.bytes().size(); }

  // The number of the entry that has the key. A page or two of the file.
  base::Result<std::optional<std::uint64_t>> find(const base::Hash128& key) const;
  // Requires: number < entries(), and find() gave it or check() went well.
  IndexEntry entry(std::uint64_t number) const;

  // Requires: number < texts(). `likeness` may be null. An Error where the file is damaged.
  base::Result<IndexText> text(std::uint64_t number, Likeness* likeness) const;

  // An Error where the file is damaged.
  base::Result<flow::Copy> place(std::uint32_t document, std::uint32_t first_line, std::uint32_t last_line) const;

 private:
  friend class IndexWriter;
  struct Header {
    char magic[16];
    std::uint64_t version, size, settings_bytes, runs;
    std::uint64_t entries, entries_at, texts, texts_at, starts_at, documents, names_at, places_at, fences_at, sums_at;
    base::Hash128 sums;   // hash of these
    base::Hash128 check;  // of the 4,096 bytes, with zeros here
  };
  template <class T>
  T at(std::uint64_t offset) const;
  // Whether so many of so many bytes each stand in the file from there on.
  bool holds(std::uint64_t offset, std::uint64_t count, std::uint64_t bytes) const;
  std::uint64_t fences() const;
  bool sections_hold() const;
  // Whether the pages of so many bytes from there on are what was written. Requires: they stand in front of the sums.
  base::Status sound(std::uint64_t offset, std::uint64_t bytes) const;

  io::MappedFile file_;
  std::string path_;
  Header header_{};
  std::string settings_;
  mutable std::vector<std::atomic<std::uint8_t>> sound_;  // 1: the page has been compared
};

// Writes a state, section by section in this order: entries, texts, documents. One thread at a time.
class IndexWriter {
 public:
  explicit IndexWriter(io::GuardedFile& file) : file_(&file) {}

  base::Status begin(std::string_view settings, std::uint64_t runs);
  base::Status add(const IndexEntry& entry);  // in order of keys
  base::Status add(const IndexText& text, const Likeness& likeness);
  base::Status add(std::string_view id, std::string_view record);
  base::Status commit();

 private:
  std::uint64_t size() const { return file_->size() + page_.size(); }
  base::Status put(std::string_view bytes);
  base::Status fill_page();
  base::Status put_starts();

  io::GuardedFile* file_;
  std::string page_;                 // the last one, as far as it is written
  std::vector<std::uint64_t> sums_;  // of those in front of it
  Index::Header header_{};
  std::vector<std::uint64_t> fences_;
  std::vector<std::uint64_t> starts_;
  std::vector<std::uint64_t> places_;  // two words a document
  std::uint64_t names_ = 0;
};

// The union of indexes of equal settings: of a key that several have, the first one's copy is kept. Associative.
base::Status merge_indexes(const std::vector<std::string>& paths, const std::string& output);

}  // namespace runon::repeats
