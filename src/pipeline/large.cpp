#include "pipeline/large.h"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "base/lanes.h"
#include "flow/counts.h"
#include "flow/packed.h"
#include "pipeline/layout.h"
#include "text/cut.h"
#include "text/line_ends.h"

namespace runon::pipeline {
namespace {

// Bytes of `text` that may be cleaned at once: all of them, or less.
std::size_t at_once(std::string_view text) {
  const std::size_t most = std::min(text.size(), kMostAtOnce);
  if (most <= kMostLinesAtOnce) return most;  // a line has a byte
  std::size_t lines = 0;
  std::size_t at = 0;
  for (; at < most && lines < kMostLinesAtOnce; ++lines) at = std::min(text.find('\n', at), most - 1) + 1;
  return at;
}

// What characters changes one by one, in texts that are full of it: carriage returns, and marks behind their letters (U+0300 to
// U+037F begin with these two bytes).
struct Changed {
  static constexpr std::size_t kStep = base::kBlock;
  static constexpr std::size_t kReads = base::kBlock;

  template <class Bytes>
  RUNON_INLINE std::uint64_t bits(const char* at) const {
    return base::where<Bytes>(at, *this);
  }
  template <class Bytes>
  RUNON_INLINE void look(const Bytes& bytes, Bytes& out) const {
    Bytes returns;
    base::among(bytes, 0xCC, 0xCD, out);
    base::equal(bytes, '\r', returns);
    out |= returns;
  }
};

// Puts cleaned pieces of one base together.
class Assembly {
 public:
  Assembly(const flow::Document& document, flow::Lists lists) : document_(document), base_(document.base), lists_(lists) {
    text_.reserve(base_.size());
  }

  // `piece` was made of the base from `begin` on; `goes_on`: within a line.
  void add(const flow::Document& piece, std::size_t begin, bool goes_on) {
    if (!goes_on && !text_.empty() && text_.back() != '\n' && !piece.text.empty()) {
      flow::Edits between;
      between.add(begin, begin, "\n", *layout_rules()[1]);
      if (lists_ == flow::Lists::kept) edits_.append(between[0]);
      else hold(between[0], text_.size() + 1, text_.size() + 1 + piece.text.size());
      text_ += '\n';
    }
    if (lists_ == flow::Lists::kept) list(piece, begin);
    else count(piece, begin);
    add_blocks(piece, goes_on);
    for (flow::Problem problem : piece.problems) {
      const auto same = std::find_if(problems_.begin(), problems_.end(), [&](const auto& p) { return p.what == problem.what; });
      problem.first_byte += begin;
      if (same == problems_.end()) problems_.push_back(std::move(problem));
      else same->count += problem.count;
    }
    text_ += piece.text;
    gap_ = 0;
    lines_before_ += text::count_line_ends(piece.base);
  }

  // What stays between two pieces of a line.
  void keep(std::string_view gap) {
    text_ += gap;
    gap_ = gap.size();
  }

  void finish(flow::Document& document) {
    if (lists_ == flow::Lists::kept) document.blocks = std::move(blocks_);
    else finish_unlisted(document);
    document.text = std::move(text_);
    document.edits = std::move(edits_);
    document.lines = std::move(lines_);
    document.problems.insert(document.problems.end(), problems_.begin(), problems_.end());
  }

 private:
  void list(const flow::Document& piece, std::size_t begin) {
    const std::size_t shift = text_.size();
    if (begin == 0) {
      // Some more than the first piece lets expect: what is not used is not resident, but growing holds all twice.
      const std::size_t times = base_.size() / std::max<std::size_t>(piece.base.size(), 1) + 1;
      edits_.reserve(piece.edits.size() * times / 8 * 9);
      lines_.reserve(piece.lines.size() * times / 8 * 9);
    }
    for (const flow::Edit& edit : piece.edits) edits_.append(of_whole(edit, begin));
    for (flow::Line line : piece.lines) {
      line.begin += shift;
      line.end += shift;
      line.number += static_cast<std::uint32_t>(lines_before_);
      lines_.push_back(line);
    }
  }

  void count(const flow::Document& piece, std::size_t begin) {
    tally_.add(piece);
    const std::size_t text_size = text_.size() + piece.text.size();
    std::size_t shift = text_.size();  // text minus the piece's base, behind an edit; modulo 2^64
    for (const flow::Edit& edit : piece.edits) {
      shift += edit.after.size() - (edit.end - edit.begin);
      hold(of_whole(edit, begin), edit.end + shift, text_size);
    }
  }

  // The piece does not know what record it is of, nor what stands in front of it.
  flow::Edit of_whole(flow::Edit edit, std::size_t begin) const {
    edit.begin += begin;
    edit.end += begin;
    if (!edit.copy) return edit;
    flow::Copy copy = *edit.copy;
    if (document_.record) copy.record = document_.record->name;
    copy.first_line += static_cast<std::uint32_t>(lines_before_);
    copy.last_line += static_cast<std::uint32_t>(lines_before_);
    edit.copy = std::make_shared<const flow::Copy>(std::move(copy));
    return edit;
  }

  // Takes an edit of the base that ends there in the text, which has so many bytes by now. Those that touch its end wait: what
  // a writer does to the end takes them in.
  void hold(flow::Edit edit, std::size_t text_end, std::size_t text_size) {
    let_go(text_size);
    if (held_.empty() && text_end < text_size) pass(edit);
    else held_.push_back({std::move(edit), text_end});
  }

  void let_go(std::size_t text_size) {
    for (; !held_.empty() && held_.front().text_end < text_size; held_.pop_front()) pass(held_.front().edit);
  }

  void pass(const flow::Edit& edit) {
    tally_.add(edit);
    if (lists_ == flow::Lists::packed) packed_.edits.add(edit);
  }

  void finish_unlisted(flow::Document& document) {
    let_go(text_.size());
    std::size_t shift = 0;  // what those held make the text longer by, modulo 2^64
    for (Held& held : held_) {
      const std::size_t bytes = held.edit.end - held.edit.begin;
      held.edit.begin = held.text_end - held.edit.after.size() - shift;
      held.edit.end = held.edit.begin + bytes;
      shift += held.edit.after.size() - bytes;
      edits_.append(std::move(held.edit));
    }
    document.unlisted = std::make_shared<const flow::Tally>(std::move(tally_));
    if (lists_ != flow::Lists::packed) return;
    if (!blocks_.empty()) packed_.blocks.add(blocks_.back());
    document.packed = std::make_shared<const flow::Packed>(std::move(packed_));
  }

  // Of blocks that are not listed the last one is kept, with which the next piece may go on.
  void add_blocks(const flow::Document& piece, bool goes_on) {
    const std::size_t shift = text_.size();
    const auto lines_before = static_cast<std::uint32_t>(lines_before_);
    bool first = true;
    for (flow::Block block : piece.blocks) {
      block.begin += shift;
      block.end += shift;
      block.first_line += lines_before;
      block.last_line += lines_before;
      const bool joins = std::exchange(first, false) && goes_on && !block.dropped && block.begin < block.end &&
                         !blocks_.empty() && !blocks_.back().dropped && blocks_.back().end + gap_ == block.begin;
      if (joins) {
        blocks_.back().end = block.end;
        blocks_.back().last_line = block.last_line;
        if (lists_ != flow::Lists::kept) tally_.join();
        continue;
      }
      if (lists_ == flow::Lists::packed && !blocks_.empty()) packed_.blocks.add(blocks_.back());
      if (lists_ != flow::Lists::kept) blocks_.clear();
      blocks_.push_back(block);
    }
  }

  const flow::Document& document_;  // its names
  std::string_view base_;
  flow::Lists lists_;
  std::string text_;
  flow::Edits edits_;
  std::vector<flow::Line> lines_;
  std::vector<flow::Block> blocks_;
  struct Held {
    flow::Edit edit;
    std::size_t text_end;
  };
  std::deque<Held> held_;
  flow::Tally tally_;    // of what is not listed
  flow::Packed packed_;  // where that is asked for
  std::vector<flow::Problem> problems_;
  std::size_t lines_before_ = 0;
  std::size_t gap_ = 0;  // bytes between the last piece and the next
};

}  // namespace

bool is_large(const flow::Document& document) { return document.edits.empty() && at_once(document.base) < document.base.size(); }

base::Status clean_in_pieces(flow::Document& document, flow::Lists lists,
                             const std::function<base::Status(flow::Document&)>& clean) {
  const std::string_view base = document.base;
  document.text = {};  // it is the base
  Assembly whole(document, lists);
  bool goes_on = false;
  for (std::size_t at = 0; at < base.size();) {
    const std::string_view rest = base.substr(at);
    const std::size_t most = at_once(rest);
    const std::size_t length = most == rest.size() ? most : text::best_cut(rest.substr(0, most));
    flow::Document piece = flow::Document::of(document.id, std::string(rest.substr(0, length)));
    piece.encoding.name = document.encoding.name;
    if (base::Status done = clean(piece); !done) {
      document.text = document.base;
      return done;
    }
    whole.add(piece, at, goes_on);
    at += length;
    const char last = rest[length - 1];
    goes_on = at < base.size() && last != '\n' && last != '\r' && base[at] != '\f';
    if (goes_on && base[at] == ' ') {
      whole.keep(base.substr(at, 1));
      ++at;
    }
  }
  whole.finish(document);
  return base::Done{};
}

std::size_t Gate::need(const flow::Document& document) {
  const std::string_view text = document.base;
  // Measured on texts of 4 MiB of a dozen kinds, with what is known of each line, and what is set down of each edit.
  constexpr std::size_t kTimes = 12;
  constexpr std::size_t kTimesLine = 28;  // more of the line at work, which is held as code points
  constexpr std::size_t kOfLine = 440;    // however short
  constexpr std::size_t kOfEdit = 100;
  const std::size_t bytes = std::min(text.size(), kMostAtOnce);
  if (bytes * (kTimes + kTimesLine) + std::min(bytes, kMostLinesAtOnce) * kOfLine < kSmall) return 0;
  std::size_t longest = 0;
  std::size_t lines = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    longest = std::max(longest, end - at);
    at = end + 1;
    if (lines < kMostLinesAtOnce) ++lines;
  }
  return bytes * kTimes + lines * kOfLine + std::min(longest, kMostAtOnce) * kTimesLine +
         std::min(base::count<base::Bytes16>(text, Changed{}), kMostAtOnce / 3) * kOfEdit;
}

void Gate::enter(std::size_t& bytes) {
  bytes = std::min(bytes, all_);
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return bytes <= free_; });
  free_ -= bytes;
}

void Gate::leave(std::size_t bytes) {
  {
    const std::lock_guard lock(mutex_);
    free_ += bytes;
  }
  changed_.notify_all();
}

}  // namespace runon::pipeline
