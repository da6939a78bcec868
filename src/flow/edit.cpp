#include "flow/edit.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <iterator>
#include <utility>

namespace runon::flow {

void Edits::add(std::size_t begin, std::size_t end, std::string_view after, const Rule& rule, std::shared_ptr<const Copy> copy) {
  assert(begin <= end);
  assert(list_.empty() || list_.back().end <= begin);
  Edit& edit = list_.emplace_back();
  edit.begin = begin;
  edit.end = end;
  if (!after.empty()) edit.after = after;
  edit.rule = &rule;
  edit.copy = std::move(copy);
}

namespace {

std::ptrdiff_t growth(const Edit& edit) {
  return static_cast<std::ptrdiff_t>(edit.after.size()) - static_cast<std::ptrdiff_t>(edit.end - edit.begin);
}

// Composes two lists by walking both along the middle text. Earlier and later edits that overlap,
// directly or through a chain of overlaps, make one cluster and become one edit.
class Composer {
 public:
  // `shift`: middle minus base, in front of the earlier edits. What comes out is appended to `out`.
  Composer(std::vector<Edit> earlier, const Edits& later, std::string_view middle, std::ptrdiff_t shift, std::vector<Edit>& out)
      : earlier_(std::move(earlier)),
        e_(earlier_.begin()),
        e_end_(earlier_.end()),
        l_(later.begin()),
        l_end_(later.end()),
        middle_(middle),
        out_(out),
        shift_(shift) {}

  void compose() {
    while (l_ != l_end_) {
      while (e_ != e_end_ && ends_before(*l_)) pass_earlier();
      if (alone()) pass_later();
      else cluster();
    }
    while (e_ != e_end_) pass_earlier();
  }

 private:
  std::size_t e_middle_begin() const { return static_cast<std::size_t>(static_cast<std::ptrdiff_t>(e_->begin) + shift_); }
  std::size_t e_middle_end() const { return e_middle_begin() + e_->after.size(); }
  std::size_t to_base(std::size_t middle_at) const {
    return static_cast<std::size_t>(static_cast<std::ptrdiff_t>(middle_at) - shift_);
  }

  // An earlier deletion at the very place where a later edit begins stays in front of it.
  bool ends_before(const Edit& later) const { return e_middle_end() <= later.begin; }

  // No earlier edit overlaps the later one at hand; those in front of it are passed.
  bool alone() const { return e_ == e_end_ || e_middle_begin() >= l_->end; }

  void pass_later() {
    Edit& made = out_.emplace_back(*l_++);
    written_ = made.end;
    made.begin = to_base(made.begin);
    made.end = to_base(made.end);
  }

  void pass_earlier() {
    shift_ += growth(*e_);
    out_.push_back(std::move(*e_));
    ++e_;
  }

  void cluster() {
    Edit made;
    std::size_t covered = l_->begin;  // the cluster reaches to here in the middle text
    const bool inside_earlier = e_ != e_end_ && e_middle_begin() < covered;
    if (inside_earlier) {
      made.begin = e_->begin;
      made.after.assign(middle_.substr(e_middle_begin(), covered - e_middle_begin()));
    } else {
      made.begin = to_base(covered);
    }
    std::vector<const Rule*> earlier_rules;
    std::size_t base_end = made.begin;
    for (;;) {
      const bool take_later = l_ != l_end_ && (made.rule == nullptr || l_->begin < covered);
      if (take_later) {
        const Edit& edit = *l_;
        if (edit.begin > written_) made_append(made, covered, edit.begin);
        if (made.rule != nullptr) made.with.push_back(made.rule);
        made.rule = edit.rule;
        made.with.insert(made.with.end(), edit.with.begin(), edit.with.end());
        made.after += edit.after;
        if (edit.copy) made.copy = edit.copy;
        written_ = edit.end;
        covered = std::max(covered, edit.end);
        ++l_;
        continue;
      }
      if (e_ != e_end_ && e_middle_begin() < covered) {
        earlier_rules.insert(earlier_rules.end(), e_->with.begin(), e_->with.end());
        earlier_rules.push_back(e_->rule);
        if (!made.copy) made.copy = std::move(e_->copy);
        covered = std::max(covered, e_middle_end());
        shift_ += growth(*e_);
        base_end = e_->end;
        ++e_;
        continue;
      }
      break;
    }
    if (covered > written_) made.after += middle_.substr(written_, covered - written_);
    made.end = std::max(base_end, to_base(covered));
    made.with.insert(made.with.begin(), earlier_rules.begin(), earlier_rules.end());
    out_.push_back(std::move(made));
  }

  // The middle text between two later edits of one cluster stays as it is.
  void made_append(Edit& made, std::size_t /*covered*/, std::size_t to) {
    if (made.rule != nullptr) made.after += middle_.substr(written_, to - written_);
  }

  std::vector<Edit> earlier_;
  std::vector<Edit>::iterator e_;  // the next one
  std::vector<Edit>::iterator e_end_;
  std::vector<Edit>::const_iterator l_;
  std::vector<Edit>::const_iterator l_end_;
  std::string_view middle_;
  std::vector<Edit>& out_;
  std::size_t written_ = 0;  // middle position up to which the cluster's text is written
  std::ptrdiff_t shift_;     // middle minus base, behind the earlier edits passed
};

}  // namespace

void Edits::compose(const Edits& later, std::string_view middle) {
  if (later.empty()) return;
  if (list_.empty()) {
    list_ = later.list_;
    return;
  }
  // Those that end in front of the later ones stay as they are.
  const auto front = static_cast<std::ptrdiff_t>(later.list_.front().begin);
  std::ptrdiff_t shift = 0;
  for (const Edit& edit : list_) shift += growth(edit);
  std::size_t kept = list_.size();
  while (kept > 0 && static_cast<std::ptrdiff_t>(list_[kept - 1].end) + shift > front) shift -= growth(list_[--kept]);
  const auto rest = list_.begin() + static_cast<std::ptrdiff_t>(kept);
  std::vector<Edit> earlier(std::make_move_iterator(rest), std::make_move_iterator(list_.end()));
  list_.resize(kept);
  list_.reserve(kept + earlier.size() + later.size());
  Composer(std::move(earlier), later, middle, shift, list_).compose();
}

void carry_out(std::string& text, const Edits& edits) {
  std::ptrdiff_t longer = 0;
  for (const Edit& edit : edits)
    if ((longer += growth(edit)) > 0) {
      text = replay(text, edits);
      return;
    }
  if (edits.empty()) return;
  // Nothing is written where something is still to be read.
  char* const bytes = text.data();
  std::size_t from = edits[0].begin;
  std::size_t to = from;
  const auto move = [&](std::size_t end) {
    std::memmove(bytes + to, bytes + from, end - from);
    to += end - from;
  };
  for (const Edit& edit : edits) {
    move(edit.begin);
    edit.after.copy(bytes + to, edit.after.size());
    to += edit.after.size();
    from = edit.end;
  }
  move(text.size());
  text.resize(to);
}

std::string replay(std::string_view base, const Edits& edits) {
  std::string out;
  out.reserve(base.size());
  std::size_t at = 0;
  for (const Edit& edit : edits) {
    out += base.substr(at, edit.begin - at);
    out += edit.after;
    at = edit.end;
  }
  out += base.substr(at);
  return out;
}

}  // namespace runon::flow
