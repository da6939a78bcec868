#include "flow/edit.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace runon::flow {

void Edits::add(std::size_t begin, std::size_t end, std::string_view after, const Rule& rule, std::shared_ptr<const Copy> copy) {
  assert(begin <= end);
  assert(list_.empty() || list_.back().end <= begin);
  list_.push_back({begin, end, std::string(after), &rule, {}, std::move(copy)});
}

namespace {

// Composes two lists by walking both along the middle text. Earlier and later edits that overlap,
// directly or through a chain of overlaps, make one cluster and become one edit.
class Composer {
 public:
  Composer(std::vector<Edit> earlier, const Edits& later, std::string_view middle)
      : earlier_(std::move(earlier)), later_(later), middle_(middle) {}

  std::vector<Edit> compose() {
    out_.reserve(earlier_.size() + later_.size());
    while (l_ < later_.size()) {
      while (e_ < earlier_.size() && ends_before(later_[l_])) pass_earlier();
      cluster();
    }
    while (e_ < earlier_.size()) pass_earlier();
    return std::move(out_);
  }

 private:
  std::size_t e_middle_begin() const {
    return static_cast<std::size_t>(static_cast<std::ptrdiff_t>(earlier_[e_].begin) + shift_);
  }
  std::size_t e_middle_end() const { return e_middle_begin() + earlier_[e_].after.size(); }
  std::size_t to_base(std::size_t middle_at) const {
    return static_cast<std::size_t>(static_cast<std::ptrdiff_t>(middle_at) - shift_);
  }

  // An earlier deletion at the very place where a later edit begins stays in front of it.
  bool ends_before(const Edit& later) const { return e_middle_end() <= later.begin; }

  void advance_shift(const Edit& edit) {
    shift_ += static_cast<std::ptrdiff_t>(edit.after.size()) - static_cast<std::ptrdiff_t>(edit.end - edit.begin);
  }

  void pass_earlier() {
    advance_shift(earlier_[e_]);
    out_.push_back(std::move(earlier_[e_]));
    ++e_;
  }

  void cluster() {
    Edit made;
    std::size_t covered = later_[l_].begin;  // the cluster reaches to here in the middle text
    const bool inside_earlier = e_ < earlier_.size() && e_middle_begin() < covered;
    if (inside_earlier) {
      made.begin = earlier_[e_].begin;
      made.after.assign(middle_.substr(e_middle_begin(), covered - e_middle_begin()));
    } else {
      made.begin = to_base(covered);
    }
    std::vector<const Rule*> earlier_rules;
    std::size_t base_end = made.begin;
    for (;;) {
      const bool take_later = l_ < later_.size() && (made.rule == nullptr || later_[l_].begin < covered);
      if (take_later) {
        const Edit& edit = later_[l_];
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
      if (e_ < earlier_.size() && e_middle_begin() < covered) {
        earlier_rules.insert(earlier_rules.end(), earlier_[e_].with.begin(), earlier_[e_].with.end());
        earlier_rules.push_back(earlier_[e_].rule);
        if (!made.copy) made.copy = std::move(earlier_[e_].copy);
        covered = std::max(covered, e_middle_end());
        advance_shift(earlier_[e_]);
        base_end = earlier_[e_].end;
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
  const Edits& later_;
  std::string_view middle_;
  std::vector<Edit> out_;
  std::size_t e_ = 0;
  std::size_t l_ = 0;
  std::size_t written_ = 0;   // middle position up to which the cluster's text is written
  std::ptrdiff_t shift_ = 0;  // middle minus base, behind the earlier edits passed
};

}  // namespace

void Edits::compose(const Edits& later, std::string_view middle) {
  if (later.empty()) return;
  if (list_.empty()) {
    list_ = later.list_;
    return;
  }
  list_ = Composer(std::move(list_), later, middle).compose();
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

std::size_t BackMap::walk(std::size_t at, bool past_deletions) {
  while (next_ < edits_->size()) {
    const Edit& edit = (*edits_)[next_];
    const std::size_t text_begin = text_at_ + (edit.begin - base_at_);
    const std::size_t text_end = text_begin + edit.after.size();
    if (text_end > at) break;
    if (text_end == at && text_begin == at && !past_deletions) break;
    base_at_ = edit.end;
    text_at_ = text_end;
    ++next_;
  }
  std::size_t base = base_at_ + (at - text_at_);
  if (next_ < edits_->size()) {
    const Edit& edit = (*edits_)[next_];
    // Inside a replacement there is no finer answer than its span.
    if (base > edit.begin) base = past_deletions ? edit.begin : edit.end;
  }
  return base;
}

std::size_t BackMap::to_begin(std::size_t at) { return walk(at, true); }
std::size_t BackMap::to_end(std::size_t at) { return walk(at, false); }

namespace {
std::size_t moved(std::size_t at, std::ptrdiff_t shift) {
  return static_cast<std::size_t>(static_cast<std::ptrdiff_t>(at) + shift);
}
std::ptrdiff_t growth(const Edit& edit) {
  return static_cast<std::ptrdiff_t>(edit.after.size()) - static_cast<std::ptrdiff_t>(edit.end - edit.begin);
}
}  // namespace

std::size_t ForwardMap::begin_of(std::size_t at) {
  while (next_ < edits_->size() && (*edits_)[next_].end <= at) shift_ += growth((*edits_)[next_++]);
  if (next_ < edits_->size()) {
    const Edit& edit = (*edits_)[next_];
    if (edit.begin < at) return moved(edit.begin, shift_) + edit.after.size();
  }
  return moved(at, shift_);
}

std::size_t ForwardMap::end_of(std::size_t at) {
  while (next_ < edits_->size() && (*edits_)[next_].end <= at && (*edits_)[next_].begin < at)
    shift_ += growth((*edits_)[next_++]);
  if (next_ < edits_->size()) {
    const Edit& edit = (*edits_)[next_];
    if (edit.begin < at) return moved(edit.begin, shift_);
  }
  return moved(at, shift_);
}

}  // namespace runon::flow
