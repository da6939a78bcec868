#include "repeats/index.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "repeats/fingerprint.h"
#include "text/version.h"

namespace runon::repeats {
namespace {

using base::Code;
using base::Error;

constexpr char kMagic[16] = "runon index 1\r\n";  // a change of line ends would show; the version stands behind it
constexpr std::uint64_t kVersion = 2;
constexpr std::uint64_t kPage = 4096;
constexpr std::uint64_t kFence = 128;  // entries: a page

static_assert(kFence * sizeof(IndexEntry) == kPage && sizeof(IndexText) == 32);

std::uint64_t sum_of(std::string_view page) { return base::hash128(page).low; }

template <class T>
std::string_view bytes_of(const T& value) {
  return {reinterpret_cast<const char*>(&value), sizeof value};
}

template <class T>
std::string_view bytes_of(const std::vector<T>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

// The line "name value" of some settings.
std::string_view setting(std::string_view settings, std::string_view name) {
  while (!settings.empty()) {
    const std::string_view line = settings.substr(0, settings.find('\n'));
    settings.remove_prefix(std::min(line.size() + 1, settings.size()));
    if (line.size() > name.size() && line.substr(0, name.size()) == name && line[name.size()] == ' ')
      return line.substr(name.size() + 1);
  }
  return {};
}

}  // namespace

std::string index_settings(const Options& options) {
  constexpr std::string_view kUnits[] = {"block", "document", "line"};
  std::string exempt;
  for (std::size_t i = 0; i < options.exempt.size(); ++i)
    if (options.exempt[i]) exempt += (exempt.empty() ? "" : ",") + std::string(flow::kKindNames[i]);
  return fmt::format(
      "key-version {}\nunicode {}\nrepeat-unit {}\nmin-repeat {}\nmax-copies {}\nrepeat-exempt {}\nlikeness-version {}\nnear {}\n"
      "near-digits {}\nnear-ocr {}\n",
      kFingerprintVersion, text::unicode_version(), kUnits[static_cast<std::size_t>(options.unit)], options.min_letters,
      options.max_copies, exempt.empty() ? "none" : exempt, options.near > 0 ? kLikenessVersion : 0, options.near,
      options.near > 0 ? (options.near_strict_digits ? "strict" : "loose") : "-", options.near > 0 && options.near_ocr);
}

base::Status check_settings(const std::string& path, std::string_view there, std::string_view settings) {
  if (there.empty() || there == settings) return base::Done{};
  for (std::string_view rest = settings; !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    const std::string_view name = line.substr(0, line.find(' '));
    const std::string_view wanted = setting(settings, name);
    const std::string_view has = setting(there, name);
    if (wanted != has)
      return Error{Code::usage, fmt::format("the index was made with {} {}, and this is {}", name, has, wanted), path,
                   "give the options that it was made with ('runon index info' shows them), or another file"};
  }
  return Error{Code::usage, "the index was made with settings that this version does not know", path, "give another file"};
}

template <class T>
T Index::at(std::uint64_t offset) const {
  T value;
  std::memcpy(&value, file_.bytes().data() + offset, sizeof value);
  return value;
}

bool Index::holds(std::uint64_t offset, std::uint64_t count, std::uint64_t bytes) const {
  const std::uint64_t size = header_.sums_at;
  return offset <= size && count <= (size - offset) / bytes;
}

std::uint64_t Index::fences() const { return header_.entries / kFence + (header_.entries % kFence != 0 ? 1 : 0); }

// Texts and names have lengths of their own, which their readers look at.
bool Index::sections_hold() const {
  const Header& h = header_;
  return holds(h.entries_at, h.entries, sizeof(IndexEntry)) && holds(h.starts_at, h.texts, 8) && holds(h.names_at, 0, 1) &&
         holds(h.places_at, h.documents, 16) && h.documents <= UINT32_MAX && holds(h.fences_at, fences(), 8);
}

Error Index::damaged(std::string_view what) const {
  return {Code::damaged, fmt::format("this index is damaged: {}", what), path_, "go back to a copy of it, or begin another one"};
}

base::Result<Index> Index::open(const std::string& path) {
  base::Result<io::MappedFile> file = io::MappedFile::open(path);
  if (!file) return std::move(file.error());
  Index index;
  index.path_ = path;
  index.file_ = std::move(file.value());
  const std::string_view bytes = index.file_.bytes();
  if (bytes.empty()) return index;
  const auto none = [&](std::string_view what, std::string_view hint) {
    return Error{Code::usage, std::string(what), path, std::string(hint)};
  };
  if (bytes.size() < kPage || std::memcmp(bytes.data(), kMagic, sizeof kMagic) != 0)
    return none("this is no index of repeats", "name an index that --index made, or a file that is not there yet");
  Header& h = index.header_;
  h = index.at<Header>(0);
  if (h.version != kVersion)
    return none(fmt::format("this index has version {}, we read {}", h.version, kVersion),
                "begin another one, or take the version of runon that made it");
  std::string page(bytes.substr(0, kPage));
  std::memset(page.data() + offsetof(Header, check), 0, sizeof h.check);
  if (!(base::hash128(page) == h.check)) return index.damaged("its header is not what was written");
  // From here on numbers are wrong only where someone meant it.
  const std::uint64_t pages = h.sums_at / kPage;
  if (h.size != bytes.size() || pages == 0 || h.sums_at % kPage != 0 || h.sums_at > h.size ||
      (h.size - h.sums_at) / 8 != pages - 1)
    return index.damaged("its length is wrong");
  if (!(base::hash128(bytes.substr(h.sums_at)) == h.sums)) return index.damaged("the sums of its pages are not what was written");
  if (h.settings_bytes > h.sums_at - kPage || !index.sections_hold())
    return index.damaged("a part of it would stand behind its end");
  index.sound_ = std::vector<std::atomic<std::uint8_t>>(pages);
  if (base::Status done = index.sound(kPage, h.settings_bytes); !done) return std::move(done.error());
  if (base::Status done = index.sound(h.fences_at, index.fences() * 8); !done) return std::move(done.error());
  index.settings_ = bytes.substr(kPage, h.settings_bytes);
  return index;
}

base::Status Index::sound(std::uint64_t offset, std::uint64_t bytes) const {
  for (std::uint64_t page = offset / kPage; page * kPage < offset + bytes; ++page) {
    if (sound_[page].load(std::memory_order_relaxed) != 0) continue;
    if (page == 0 || sum_of(file_.bytes().substr(page * kPage, kPage)) != at<std::uint64_t>(header_.sums_at + (page - 1) * 8))
      return damaged(fmt::format("bytes {} to {} are not what was written", page * kPage, (page + 1) * kPage - 1));
    sound_[page].store(1, std::memory_order_relaxed);  // who compares it at the same time finds the same
  }
  return base::Done{};
}

base::Status Index::check() const {
  return file_.bytes().empty() ? base::Status(base::Done{}) : sound(kPage, header_.sums_at - kPage);
}

base::Result<std::optional<std::uint64_t>> Index::find(const base::Hash128& key) const {
  using Found = std::optional<std::uint64_t>;
  if (header_.entries == 0) return Found();
  // The block that may hold it, by the fences; keys spread evenly, so a guess is near.
  const std::uint64_t all = fences();
  const auto fence = [&](std::uint64_t i) { return at<std::uint64_t>(header_.fences_at + i * 8); };
  const std::uint64_t guess = ((key.high >> 32U) * all) >> 32U;  // fewer than 2^32 of them
  std::uint64_t low = guess;
  std::uint64_t high = guess + 1;
  for (std::uint64_t step = 1; low > 0 && fence(low) >= key.high; step *= 2) low -= std::min(low, step);
  for (std::uint64_t step = 1; high < all && fence(high) <= key.high; step *= 2) high = std::min(all, high + step);
  // Entries from the last fence below the key on, up to the first one above it.
  while (high - low > 1) {
    const std::uint64_t middle = low + (high - low) / 2;
    if (fence(middle) < key.high) low = middle;
    else if (fence(middle) > key.high) high = middle;
    else break;
  }
  std::uint64_t first = low * kFence;
  std::uint64_t last = std::min(header_.entries, high * kFence);
  const std::uint64_t end = last;
  const std::uint64_t at = header_.entries_at + first * sizeof(IndexEntry);
  if (base::Status done = sound(at, (last - first) * sizeof(IndexEntry)); !done) return std::move(done.error());
  const auto before = [](const base::Hash128& a, const base::Hash128& b) {
    return a.high != b.high ? a.high < b.high : a.low < b.low;
  };
  while (first < last) {
    const std::uint64_t middle = first + (last - first) / 2;
    if (before(entry(middle).key, key)) first = middle + 1;
    else last = middle;
  }
  return first < end && entry(first).key == key ? Found(first) : Found();
}

IndexEntry Index::entry(std::uint64_t number) const { return at<IndexEntry>(header_.entries_at + number * sizeof(IndexEntry)); }

base::Result<IndexText> Index::text(std::uint64_t number, Likeness* likeness) const {
  if (base::Status done = sound(header_.starts_at + number * 8, 8); !done) return std::move(done.error());
  const auto start = at<std::uint64_t>(header_.starts_at + number * 8);
  if (!holds(start, 1, sizeof(IndexText))) return damaged(fmt::format("likeness {} would stand behind its end", number));
  if (base::Status done = sound(start, sizeof(IndexText)); !done) return std::move(done.error());
  const auto text = at<IndexText>(start);
  const std::uint64_t bands_at = start + sizeof text;
  if (!holds(bands_at, text.bands, 8) || !holds(bands_at + text.bands * std::uint64_t{8}, text.shingles, 4))
    return damaged(fmt::format("likeness {} goes on behind its end", number));
  if (likeness == nullptr) return text;
  if (base::Status done = sound(bands_at, text.bands * std::uint64_t{8} + text.shingles * 4); !done)
    return std::move(done.error());
  likeness->numbers = text.numbers;
  likeness->bands.resize(text.bands);
  likeness->shingles.resize(text.shingles);
  const char* from = file_.bytes().data() + start + sizeof text;
  if (text.bands > 0) std::memcpy(likeness->bands.data(), from, std::size_t{text.bands} * 8);
  if (text.shingles > 0)
    std::memcpy(likeness->shingles.data(), from + std::size_t{text.bands} * 8, std::size_t{text.shingles} * 4);
  return text;
}

base::Result<flow::Copy> Index::place(std::uint32_t document, std::uint32_t first_line, std::uint32_t last_line) const {
  if (document >= header_.documents) return damaged(fmt::format("it names document {} of {}", document, header_.documents));
  const std::uint64_t row = header_.places_at + std::uint64_t{document} * 16;
  if (base::Status done = sound(row, 16); !done) return std::move(done.error());
  const auto begin = at<std::uint64_t>(row);
  const auto id_bytes = at<std::uint32_t>(row + 8);
  const auto record_bytes = at<std::uint32_t>(row + 12);
  std::string_view names = file_.bytes().substr(header_.names_at, header_.sums_at - header_.names_at);
  if (begin > names.size() || names.size() - begin < std::uint64_t{id_bytes} + record_bytes)
    return damaged(fmt::format("the name of document {} would stand behind its end", document));
  names = names.substr(begin);
  if (base::Status done = sound(header_.names_at + begin, std::uint64_t{id_bytes} + record_bytes); !done)
    return std::move(done.error());
  return flow::Copy{
      std::string(names.substr(0, id_bytes)), std::string(names.substr(id_bytes, record_bytes)), first_line, last_line, true, 1};
}

base::Status IndexWriter::begin(std::string_view settings, std::uint64_t runs) {
  std::memcpy(header_.magic, kMagic, sizeof kMagic);
  header_.version = kVersion;
  header_.runs = runs;
  header_.settings_bytes = settings.size();
  if (base::Status done = file_->append(std::string(kPage, '\0')); !done) return done;
  base::Status done = put(settings);
  if (done) done = fill_page();
  header_.entries_at = size();
  return done;
}

base::Status IndexWriter::put(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::string_view part = bytes.substr(0, kPage - page_.size());
    page_ += part;
    bytes.remove_prefix(part.size());
    if (page_.size() < kPage) break;
    sums_.push_back(sum_of(page_));
    if (base::Status done = file_->append(page_); !done) return done;
    page_.clear();
  }
  return base::Done{};
}

// Zeros up to the page's end.
base::Status IndexWriter::fill_page() {
  return page_.empty() ? base::Status(base::Done{}) : put(std::string(kPage - page_.size(), '\0'));
}

base::Status IndexWriter::add(const IndexEntry& entry) {
  if (header_.entries++ % kFence == 0) fences_.push_back(entry.key.high);
  return put(bytes_of(entry));
}

base::Status IndexWriter::add(const IndexText& text, const Likeness& likeness) {
  starts_.push_back(size());
  IndexText row = text;
  row.bands = static_cast<std::uint32_t>(likeness.bands.size());
  row.shingles = likeness.shingles.size();
  row.numbers = likeness.numbers;
  if (base::Status done = put(bytes_of(row)); !done) return done;
  if (base::Status done = put(bytes_of(likeness.bands)); !done) return done;
  return put(bytes_of(likeness.shingles));
}

// The likenesses are through.
base::Status IndexWriter::put_starts() {
  if (header_.starts_at != 0) return base::Done{};
  header_.texts = starts_.size();
  header_.starts_at = size();
  base::Status done = put(bytes_of(starts_));
  header_.names_at = size();
  return done;
}

base::Status IndexWriter::add(std::string_view id, std::string_view record) {
  if (base::Status done = put_starts(); !done) return done;
  places_.push_back(names_);
  places_.push_back(static_cast<std::uint32_t>(id.size()) | (static_cast<std::uint64_t>(record.size()) << 32U));
  names_ += id.size() + record.size();
  if (base::Status done = put(id); !done) return done;
  return put(record);
}

base::Status IndexWriter::commit() {
  if (base::Status done = put_starts(); !done) return done;
  header_.documents = places_.size() / 2;
  header_.places_at = size();
  if (base::Status done = put(bytes_of(places_)); !done) return done;
  header_.fences_at = size();
  if (base::Status done = put(bytes_of(fences_)); !done) return done;
  if (base::Status done = fill_page(); !done) return done;
  header_.sums_at = size();
  header_.sums = base::hash128(bytes_of(sums_));
  if (base::Status done = file_->append(bytes_of(sums_)); !done) return done;
  header_.size = size();
  std::string page(kPage, '\0');
  std::memcpy(page.data(), &header_, sizeof header_);
  header_.check = base::hash128(page);
  std::memcpy(page.data(), &header_, sizeof header_);
  if (base::Status done = file_->flush(); !done) return done;
  if (base::Status done = file_->overwrite(0, page); !done) return done;
  return file_->commit();
}

base::Status merge_indexes(const std::vector<std::string>& paths, const std::string& output) {
  std::vector<Index> all;
  std::string settings;
  std::uint64_t runs = 0;
  for (const std::string& path : paths) {
    base::Result<Index> index = Index::open(path);
    if (!index) return std::move(index.error());
    if (base::Status sound = index.value().check(); !sound) return sound;
    if (base::Status same =
            check_settings(path, index.value().settings(), settings.empty() ? index.value().settings() : settings);
        !same)
      return same;
    if (settings.empty()) settings = index.value().settings();
    runs += index.value().runs();
    all.push_back(std::move(index.value()));
  }
  base::Result<io::GuardedFile> file = io::GuardedFile::lock(output);
  if (!file) return std::move(file.error());
  IndexWriter writer(file.value());
  if (base::Status done = writer.begin(settings, runs); !done) return done;
  std::vector<std::uint32_t> first_document(all.size());
  for (std::size_t i = 1; i < all.size(); ++i)
    first_document[i] = first_document[i - 1] + static_cast<std::uint32_t>(all[i - 1].documents());
  std::vector<std::uint64_t> next(all.size());
  const auto before = [](const base::Hash128& a, const base::Hash128& b) {
    return a.high != b.high ? a.high < b.high : a.low < b.low;
  };
  for (;;) {
    std::optional<IndexEntry> least;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (next[i] == all[i].entries()) continue;
      IndexEntry entry = all[i].entry(next[i]);
      entry.document += first_document[i];
      if (!least || before(entry.key, least->key)) least = entry;
    }
    if (!least) break;
    unsigned copies = 0;
    for (std::size_t i = 0; i < all.size(); ++i)
      if (next[i] < all[i].entries() && all[i].entry(next[i]).key == least->key) copies += all[i].entry(next[i]++).copies;
    least->copies = static_cast<std::uint16_t>(std::min(copies, 255U));
    if (base::Status done = writer.add(*least); !done) return done;
  }
  for (std::size_t i = 0; i < all.size(); ++i)
    for (std::uint64_t t = 0; t < all[i].texts(); ++t) {
      Likeness likeness;
      base::Result<IndexText> text = all[i].text(t, &likeness);
      if (!text) return std::move(text.error());
      text.value().document += first_document[i];
      if (base::Status done = writer.add(text.value(), likeness); !done) return done;
    }
  for (const Index& index : all)
    for (std::uint64_t d = 0; d < index.documents(); ++d) {
      base::Result<flow::Copy> names = index.place(static_cast<std::uint32_t>(d), 0, 0);
      if (!names) return std::move(names.error());
      if (base::Status done = writer.add(names.value().doc, names.value().record); !done) return done;
    }
  return writer.commit();
}

}  // namespace runon::repeats
