#include "flow/edit_walk.h"

namespace runon::flow {

EditWalk::EditWalk(const Document& document) : edits_(&document.edits) {
  if (!document.packed) return;
  packed_.emplace(document.packed->edits);
  // Those that are not packed lead to the text from what the others make of the base; both end with what no edit touches.
  std::size_t middle = document.text.size();
  for (const Edit& edit : document.edits) middle += edit.end - edit.begin - edit.after.size();
  shift_ = document.base.size() - middle;
}

const Edit* EditWalk::next_packed() {
  if (const Edit* edit = packed_->next()) return edit;
  if (at_ == edits_->size()) return nullptr;
  made_ = (*edits_)[at_++];
  made_.begin += shift_;
  made_.end += shift_;
  return &made_;
}

std::size_t BackMap::walk(std::size_t at, bool past_deletions) {
  while (next_ != nullptr) {
    const std::size_t text_begin = text_at_ + (next_->begin - base_at_);
    const std::size_t text_end = text_begin + next_->after.size();
    if (text_end > at) break;
    if (text_end == at && text_begin == at && !past_deletions) break;
    base_at_ = next_->end;
    text_at_ = text_end;
    next_ = walk_.next();
  }
  std::size_t base = base_at_ + (at - text_at_);
  // Inside a replacement there is no finer answer than its span.
  if (next_ != nullptr && base > next_->begin) base = past_deletions ? next_->begin : next_->end;
  return base;
}

}  // namespace runon::flow
