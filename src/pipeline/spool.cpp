#include "pipeline/spool.h"

#include <cstring>
#include <memory>
#include <optional>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "flow/counts.h"

namespace runon::pipeline {
namespace {

// Calls with(member...) for what makes up a value. The bindings name every member: who adds one to a struct
// is told here.
template <class T, class With>
void members(T& value, With with) {
  using Plain = std::remove_const_t<T>;
  if constexpr (std::is_same_v<Plain, flow::Document>) {
    // The text is what the edits make of the base. Who looks at a corpus has no list packed. What it was found to be
    // is of no more use.
    auto& [id, source, encoding, base, text, edits, lines, blocks, problems, apart, plain, input, member, record, piece, unlisted,
           packed] = value;
    with(id, source, encoding, base, edits, lines, blocks, problems, input, member, record, piece, unlisted);
  } else if constexpr (std::is_same_v<Plain, flow::Tally>) {
    auto& [counts, rules] = value;
    with(counts, rules);
  } else if constexpr (std::is_same_v<Plain, flow::Member>) {
    auto& [number, path] = value;
    with(number, path);
  } else if constexpr (std::is_same_v<Plain, flow::Piece>) {
    auto& [number, bytes, lines, cut, separators] = value;
    with(number, bytes, lines, cut, separators);
  } else if constexpr (std::is_same_v<Plain, flow::Encoding>) {
    auto& [name, tail, kept, detected, confidence] = value;
    with(name, tail, kept, detected, confidence);
  } else if constexpr (std::is_same_v<Plain, flow::Kept>) {
    auto& [begin, end, bytes] = value;
    with(begin, end, bytes);
  } else if constexpr (std::is_same_v<Plain, flow::Problem>) {
    auto& [what, count, first_byte] = value;
    with(what, count, first_byte);
  } else if constexpr (std::is_same_v<Plain, flow::Record>) {
    auto& [raw, lead, line_end, line, name, origin, text_begin, text_end, metadata, empty, meta_begin, meta_end, end] = value;
    with(raw, lead, line_end, line, name, origin, text_begin, text_end, metadata, empty, meta_begin, meta_end, end);
  } else if constexpr (std::is_same_v<Plain, flow::Edit>) {
    auto& [begin, end, after, rule, taken_in, copy] = value;
    with(begin, end, after, rule, taken_in, copy);
  } else if constexpr (std::is_same_v<Plain, flow::Copy>) {
    auto& [doc, record, first_line, last_line, exact, similarity] = value;
    with(doc, record, first_line, last_line, exact, similarity);
  } else if constexpr (std::is_same_v<Plain, base::Error>) {
    auto& [code, what, where, hint] = value;
    with(code, what, where, hint);
  } else {
    static_assert(std::is_same_v<Plain, flow::Reject>);
    auto& [error, input, source, line, name, raw, member, piece, last] = value;
    with(error, input, source, line, name, raw, member, piece, last);
  }
}

class Packer {
 public:
  template <class T>
  void put(const T& value) {
    if constexpr (std::is_trivially_copyable_v<T>) put_bytes(value);
    else members(value, [this](const auto&... member) { (this->put(member), ...); });
  }
  void put(const std::string& text) {
    put(text.size());
    out_ += text;
  }
  template <class T>
  void put(const std::vector<T>& rows) {
    put(rows.size());
    for (const T& row : rows) put(row);
  }
  template <class T>
  void put(const std::shared_ptr<T>& value) {
    put(value != nullptr);
    if (value) put(*value);
  }
  template <class T>
  void put(const std::optional<T>& value) {
    put(value.has_value());
    if (value) put(*value);
  }
  void put(const flow::Edits& edits) {
    put(edits.size());
    for (const flow::Edit& edit : edits) put(edit);
  }

  std::string take() { return std::move(out_); }

 private:
  // What lies between members goes to no disk: it may be anything that stood in memory before. Clang 14 cannot clear it.
  template <class T>
  void put_bytes(T value) {
#if __has_builtin(__builtin_clear_padding)
    __builtin_clear_padding(&value);
#endif
    const auto bytes = std::as_bytes(std::span(&value, 1));
    out_.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  }

  std::string out_;
};

class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : bytes_(bytes) {}

  template <class T>
  void get(T& value) {
    if constexpr (std::is_trivially_copyable_v<T>) take(&value, 1);
    else members(value, [this](auto&... member) { (this->get(member), ...); });
    if constexpr (std::is_same_v<T, flow::Document>) value.text = flow::replay(value.base, value.edits);
  }
  void get(std::string& text) {
    const auto size = count();
    text.assign(bytes_.substr(0, size));
    bytes_.remove_prefix(size);
  }
  template <class T>
  void get(std::vector<T>& rows) {
    rows.resize(count());
    if constexpr (std::is_trivially_copyable_v<T>) take(rows.data(), rows.size());
    else
      for (T& row : rows) get(row);
  }
  template <class T>
  void get(std::shared_ptr<T>& value) {
    bool there = false;
    get(there);
    if (!there) return;
    auto made = std::make_shared<std::remove_const_t<T>>();
    get(*made);
    value = std::move(made);
  }
  template <class T>
  void get(std::optional<T>& value) {
    bool there = false;
    get(there);
    if (there) get(value.emplace());
  }
  void get(flow::Edits& edits) {
    const std::size_t size = count();
    edits.reserve(size);
    for (std::size_t i = 0; i < size; ++i) {
      flow::Edit edit;
      get(edit);
      edits.append(std::move(edit));
    }
  }
  std::size_t count() {
    std::size_t size = 0;
    take(&size, 1);
    return size;
  }

 private:
  template <class T>
  void take(T* to, std::size_t count) {
    const auto room = std::as_writable_bytes(std::span(to, count));
    if (!room.empty()) std::memcpy(room.data(), bytes_.data(), room.size());
    bytes_.remove_prefix(room.size());
  }

  std::string_view bytes_;
};

}  // namespace

std::string pack(const flow::Batch& batch, const std::vector<repeats::Looked>& looked) {
  Packer packer;
  packer.put(batch.documents);
  for (const repeats::Looked& one : looked) packer.put(one.units);
  packer.put(batch.rejects);
  return packer.take();
}

void unpack(std::string_view bytes, flow::Batch& batch, std::vector<repeats::Looked>& looked) {
  Unpacker unpacker(bytes);
  unpacker.get(batch.documents);
  looked.resize(batch.documents.size());
  for (repeats::Looked& one : looked) unpacker.get(one.units);
  unpacker.get(batch.rejects);
}

}  // namespace runon::pipeline
