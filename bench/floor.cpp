// The crude program that speed is measured against: only the steps that no program of this kind can do without, each
// done as fast as is known, none with any judgement.
//   floor THREADS FILE.jsonl | FILE | FOLDER...   to standard output, JSON Lines for JSON Lines, text for text
// Its steps: read blocks of about 1 MiB; simdjson On-Demand finds and unescapes the text of a record (or validate_utf8
// checks a file); memchr splits lines; a line that is as wide as most lines of the document, within two characters, runs on into
// the next, empty lines between them or not; one scan looks for what may need normalizing, and ICU is asked where it does;
// XXH3_128 and a flat set find paragraphs that stood before in the document; the outcome is escaped, put into its record,
// written in order. oneTBB runs blocks on threads.
// It has no rules, kinds, edits, audit, statistics, options, encodings or error reports, and is wrong wherever a line
// break is not decided by width alone.
#include <emmintrin.h>
#include <fcntl.h>
#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_pipeline.h>
#include <simdjson.h>
#include <sys/stat.h>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr std::size_t kBlock = std::size_t{1} << 20U;

// Text that is appended to without being cleared first.
class Buffer {
 public:
  void clear() { size_ = 0; }
  void room(std::size_t bytes) {
    if (size_ + bytes <= capacity_) return;
    capacity_ = std::max(size_ + bytes, capacity_ * 2);
    std::unique_ptr<char[]> more(new char[capacity_]);
    if (size_ > 0) std::memcpy(more.get(), data_.get(), size_);
    data_ = std::move(more);
  }
  void add(std::string_view text) {
    room(text.size());
    std::memcpy(data_.get() + size_, text.data(), text.size());
    size_ += text.size();
  }
  char* end() { return data_.get() + size_; }
  void grow(std::size_t bytes) { size_ += bytes; }
  std::string_view view() const { return {data_.get(), size_}; }

 private:
  std::unique_ptr<char[]> data_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

// Keys of the paragraphs of one document; what an earlier document left is told apart by its number.
class KeySet {
 public:
  KeySet() : slots_(1024) {}
  void next_document() {
    ++document_;
    used_ = 0;
  }
  bool insert(XXH128_hash_t key) {
    if (++used_ * 2 > slots_.size()) grow();
    for (std::size_t at = key.low64 & (slots_.size() - 1);; at = (at + 1) & (slots_.size() - 1)) {
      Slot& slot = slots_[at];
      if (slot.document == document_ && slot.key.low64 == key.low64 && slot.key.high64 == key.high64) return false;
      if (slot.document == document_) continue;
      slot = {key, document_};
      return true;
    }
  }

 private:
  struct Slot {
    XXH128_hash_t key{};
    std::size_t document = 0;
  };
  void grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old)
      if (slot.document == document_) insert(slot.key);
    used_ = used_ / 2 + 1;
  }
  std::vector<Slot> slots_;
  std::size_t document_ = 1;
  std::size_t used_ = 0;
};

struct Scratch {
  simdjson::ondemand::parser parser;
  Buffer text;
  std::vector<std::string_view> lines;
  std::vector<std::size_t> widths;
  KeySet keys;
};

// Something that may not stand in normal form, or that is no text.
bool flagged(std::string_view text) {
  const auto odd = [](unsigned char c) {
    return (c < 0x20 && c != '\n' && c != '\t') || c == 0xC2 || (c >= 0xCC && c <= 0xE1) || c >= 0xF0;
  };
  std::size_t at = 0;
  const auto in = [](__m128i bytes, unsigned char low, unsigned char high) {
    const __m128i shifted = _mm_sub_epi8(bytes, _mm_set1_epi8(static_cast<char>(low)));
    return _mm_cmpeq_epi8(_mm_min_epu8(shifted, _mm_set1_epi8(static_cast<char>(high - low))), shifted);
  };
  for (; at + 16 <= text.size(); at += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
    __m128i hit = _mm_or_si128(in(bytes, 0xCC, 0xE1), in(bytes, 0xF0, 0xFF));
    hit = _mm_or_si128(hit, in(bytes, 0, 0x08));
    hit = _mm_or_si128(hit, in(bytes, 0x0B, 0x1F));
    hit = _mm_or_si128(hit, _mm_cmpeq_epi8(bytes, _mm_set1_epi8(static_cast<char>(0xC2))));
    if (_mm_movemask_epi8(hit) != 0) return true;
  }
  return std::any_of(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(),
                     [&](char c) { return odd(static_cast<unsigned char>(c)); });
}

void normalize(std::string& text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  text.erase(std::remove_if(text.begin(), text.end(),
                            [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t'; }),
             text.end());
  const icu::StringPiece piece(text.data(), static_cast<std::int32_t>(text.size()));
  if (U_FAILURE(status) || nfc->isNormalizedUTF8(piece, status)) return;
  std::string normal;
  icu::StringByteSink<std::string> sink(&normal);
  nfc->normalizeUTF8(0, piece, sink, nullptr, status);
  if (U_SUCCESS(status)) text.swap(normal);
}

std::size_t width_of(std::string_view line) {
  std::size_t characters = 0;
  for (const char c : line) characters += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
  return characters;
}

std::string_view trim(std::string_view line) {
  while (!line.empty() && (line.back() == ' ' || line.back() == '\r')) line.remove_suffix(1);
  while (!line.empty() && line.front() == ' ') line.remove_prefix(1);
  while (line.starts_with("\u3000")) line.remove_prefix(3);
  return line;
}

// The paragraphs of one document, one a line, those that stood before left out; into scratch.text.
void clean(std::string_view text, Scratch& s) {
  std::string normal;
  if (flagged(text)) {
    normal = text;
    normalize(normal);
    text = normal;
  }
  s.lines.clear();
  s.widths.clear();
  std::array<std::uint16_t, 256> counts{};
  for (std::size_t at = 0; at < text.size();) {
    const void* found = std::memchr(text.data() + at, '\n', text.size() - at);
    const std::size_t end =
        found == nullptr ? text.size() : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
    const std::string_view line = trim(text.substr(at, end - at));
    at = end + 1;
    if (line.empty()) continue;
    s.lines.push_back(line);
    s.widths.push_back(width_of(line));
    ++counts[std::min<std::size_t>(s.widths.back(), 255)];
  }
  const auto mode = static_cast<std::size_t>(std::max_element(counts.begin(), counts.end() - 1) - counts.begin());
  s.text.clear();
  s.keys.next_document();
  for (std::size_t i = 0; i < s.lines.size();) {
    const std::size_t begin = s.text.view().size();
    for (bool on = true; on && i < s.lines.size(); ++i) {
      if (s.text.view().size() > begin && static_cast<signed char>(s.lines[i].front()) >= 0) s.text.add(" ");
      s.text.add(s.lines[i]);
      on = s.widths[i] + 2 >= mode && s.widths[i] <= mode + 2;
    }
    const std::string_view paragraph = s.text.view().substr(begin);
    if (!s.keys.insert(XXH3_128bits(paragraph.data(), paragraph.size()))) {
      s.text.grow(begin - s.text.view().size());
      continue;
    }
    s.text.add("\n");
  }
}

void escape(Buffer& out, std::string_view text) {
  out.room(text.size() * 2 + 2);
  char* to = out.end();
  const char* const begin = to;
  *to++ = '"';
  for (std::size_t at = 0; at < text.size();) {
    if (at + 16 <= text.size()) {
      const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
      const __m128i quote = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')));
      const __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1F)), bytes);
      const auto hits = static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(quote, control)));
      _mm_storeu_si128(reinterpret_cast<__m128i*>(to), bytes);
      const std::size_t clear = hits == 0 ? 16 : static_cast<std::size_t>(__builtin_ctz(hits));
      at += clear;
      to += clear;
      if (hits == 0) continue;
    }
    const char c = text[at++];
    if (c == '\n') *to++ = '\\', *to++ = 'n';
    else if (c == '\t') *to++ = '\\', *to++ = 't';
    else if (c == '"' || c == '\\') *to++ = '\\', *to++ = c;
    else *to++ = c;
  }
  *to++ = '"';
  out.grow(static_cast<std::size_t>(to - begin));
}

struct Block {
  std::string bytes;              // records, or files one behind the other
  std::vector<std::size_t> ends;  // of the files
  Buffer out;
};

void clean_records(Block& block, Scratch& s) {
  block.bytes.reserve(block.bytes.size() + simdjson::SIMDJSON_PADDING);
  const char* const data = block.bytes.data();
  for (std::size_t at = 0; at < block.bytes.size();) {
    const std::size_t end = std::min(block.bytes.find('\n', at), block.bytes.size());
    const std::size_t begin = std::exchange(at, end + 1);
    simdjson::ondemand::document record;
    simdjson::ondemand::value value;
    std::string_view text;
    if (s.parser.iterate(data + begin, end - begin, block.bytes.capacity() - begin).get(record) != simdjson::SUCCESS ||
        record["text"].get(value) != simdjson::SUCCESS)
      continue;
    const std::string_view token = value.raw_json_token();
    if (value.get_string().get(text) != simdjson::SUCCESS) continue;
    clean(text, s);
    std::string_view made = s.text.view();
    if (!made.empty()) made.remove_suffix(1);
    const char* close = token.data() + token.size();
    while (*--close != '"') continue;
    block.out.add({data + begin, static_cast<std::size_t>(token.data() - data) - begin});
    escape(block.out, made);
    block.out.add({close + 1, static_cast<std::size_t>(data + end - close - 1)});
    block.out.add("\n");
  }
}

void clean_files(Block& block, Scratch& s) {
  std::size_t begin = 0;
  for (const std::size_t end : block.ends) {
    const std::string_view text(block.bytes.data() + begin, end - begin);
    begin = end;
    if (!simdjson::validate_utf8(text.data(), text.size())) continue;
    clean(text, s);
    block.out.add(s.text.view());
    block.out.add("\n");
  }
}

class Reader {
 public:
  explicit Reader(std::vector<std::string> paths) : paths_(std::move(paths)) {}

  // The next block, whole lines of one file of records, or whole files.
  bool read(Block& block, bool records) {
    while (next_ < paths_.size() && block.bytes.size() < kBlock) {
      if (file_ < 0) file_ = ::open(paths_[next_].c_str(), O_RDONLY | O_CLOEXEC);
      block.bytes += std::exchange(rest_, {});
      struct stat info {};
      ::fstat(file_, &info);
      const std::size_t step = records ? kBlock : static_cast<std::size_t>(info.st_size);
      const std::size_t size = block.bytes.size();
      block.bytes.resize(size + step);
      const ssize_t got = ::read(file_, block.bytes.data() + size, step);
      block.bytes.resize(size + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
      if (records && got > 0) {
        const std::size_t line = block.bytes.rfind('\n');
        if (line == std::string::npos) continue;
        rest_ = block.bytes.substr(line + 1);
        block.bytes.resize(line + 1);
        break;
      }
      block.ends.push_back(block.bytes.size());
      ::close(std::exchange(file_, -1));
      ++next_;
    }
    return !block.bytes.empty();
  }

 private:
  std::vector<std::string> paths_;
  std::size_t next_ = 0;
  int file_ = -1;
  std::string rest_;
};

bool write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t wrote = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (wrote <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(wrote));
  }
  return true;
}

std::vector<std::string> files_of(int count, char** values) {
  std::vector<std::string> paths;
  for (int i = 2; i < count; ++i) {
    if (!std::filesystem::is_directory(values[i])) paths.emplace_back(values[i]);
    else
      for (const auto& entry : std::filesystem::recursive_directory_iterator(values[i]))
        if (entry.is_regular_file()) paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace

int main(int count, char** values) {
  namespace tbb = oneapi::tbb;
  const std::size_t threads = count > 2 ? std::strtoull(values[1], nullptr, 10) : 0;
  if (threads == 0) return std::fputs("floor THREADS FILE.jsonl | FILE | FOLDER...\n", stderr), 2;
  std::vector<std::string> paths = files_of(count, values);
  const bool records = !paths.empty() && paths[0].ends_with(".jsonl");
  Reader reader(std::move(paths));
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
  tbb::enumerable_thread_specific<Scratch> scratches;
  bool written = true;
  using Token = std::shared_ptr<Block>;
  const auto read = [&](tbb::flow_control& flow) -> Token {
    auto block = std::make_shared<Block>();
    if (written && reader.read(*block, records)) return block;
    flow.stop();
    return nullptr;
  };
  const auto work = [&](Token block) {
    if (records) clean_records(*block, scratches.local());
    else clean_files(*block, scratches.local());
    return block;
  };
  const auto write = [&](const Token& block) { written = written && write_all(block->out.view()); };
  tbb::parallel_pipeline(threads * 3, tbb::make_filter<void, Token>(tbb::filter_mode::serial_in_order, read) &
                                          tbb::make_filter<Token, Token>(tbb::filter_mode::parallel, work) &
                                          tbb::make_filter<Token, void>(tbb::filter_mode::serial_in_order, write));
  return written ? 0 : 1;
}
