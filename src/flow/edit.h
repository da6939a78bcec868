// Edits: what was replaced by what, where, and by which rule.
//
// The law of this file: for any base and any sequence of stages,
//   replay(base, edits) == text   and   undo(text, edits) == base.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "flow/rule.h"

namespace runon::flow {

// What a text that was taken away as a repeat repeats: the copy that stayed.
struct Copy {
  std::string doc;               // id of the document that holds it
  std::string record;            // where that is the text of a JSON record: the record's name; else empty
  std::uint32_t first_line = 0;  // 1-based lines of that document's source
  std::uint32_t last_line = 0;
  bool exact = true;      // one key
  double similarity = 1;  // else the Jaccard similarity of both
};

// One replacement. [begin, end) is a byte span of the base text; begin == end inserts.
struct Edit {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string after;                 // what stands there now; empty deletes
  const Rule* rule = nullptr;        // never null in a list
  std::vector<const Rule*> with;     // rules whose earlier edits this one has taken in, in order
  std::shared_ptr<const Copy> copy;  // of a repeat; else null
};

// Edits over one base text: ordered by position, disjoint (two may touch).
class Edits {
 public:
  // Appends. Requires: begin <= end, begin >= the end of the edit before. A replacement equal to
  // what stands there is the caller's to avoid; it would show in the audit.
  void add(std::size_t begin, std::size_t end, std::string_view after, const Rule& rule,
           std::shared_ptr<const Copy> copy = nullptr);

  // Appends an edit of another list.
  void append(Edit edit) { list_.push_back(std::move(edit)); }

  bool empty() const { return list_.empty(); }
  std::size_t size() const { return list_.size(); }
  const Edit& operator[](std::size_t i) const { return list_[i]; }
  auto begin() const { return list_.begin(); }
  auto end() const { return list_.end(); }
  void clear() { list_.clear(); }
  void reserve(std::size_t n) { list_.reserve(n); }

  // This list goes base -> middle; `later` goes middle -> final. Afterwards this one goes base ->
  // final. An edit of `later` that overlaps earlier ones takes them in: one edit remains, under the
  // later rule, with the earlier rules in `with`. `middle` is the text between the two.
  // Linear in the number of edits.
  void compose(const Edits& later, std::string_view middle);

  // Calls change(copy) for the copy of each repeat; what it gives stands there afterwards.
  template <class Change>
  void change_copies(Change change) {
    for (Edit& edit : list_)
      if (edit.copy) edit.copy = change(*edit.copy);
  }

 private:
  std::vector<Edit> list_;
};

// `base` with the edits carried out. Linear.
std::string replay(std::string_view base, const Edits& edits);

// The same in place: text becomes replay(text, edits). What stands in front of the first edit is not touched.
void carry_out(std::string& text, const Edits& edits);

// Walks positions of a base in increasing order: where each stands after the edits. The way back: flow/edit_walk.h.
class ForwardMap {
 public:
  explicit ForwardMap(const Edits& edits) : next_(edits.begin()), end_(edits.end()) {}

  // Requires: at >= the one asked before. Inside a replaced span: behind the replacement (begin of
  // a span) or before it (end of a span), so that spans shrink to what is left of them.
  std::size_t begin_of(std::size_t at) {
    while (next_ != end_ && next_->end <= at) pass();
    if (next_ != end_ && next_->begin < at) return moved(next_->begin) + next_->after.size();
    return moved(at);
  }
  std::size_t end_of(std::size_t at) {
    while (next_ != end_ && next_->end <= at && next_->begin < at) pass();
    if (next_ != end_ && next_->begin < at) return moved(next_->begin);
    return moved(at);
  }

 private:
  std::size_t moved(std::size_t at) const { return static_cast<std::size_t>(static_cast<std::ptrdiff_t>(at) + shift_); }
  void pass() {
    shift_ += static_cast<std::ptrdiff_t>(next_->after.size()) - static_cast<std::ptrdiff_t>(next_->end - next_->begin);
    ++next_;
  }

  std::vector<Edit>::const_iterator next_;
  std::vector<Edit>::const_iterator end_;
  std::ptrdiff_t shift_ = 0;  // text minus base, behind the edits passed
};

}  // namespace runon::flow
