#include "repeats/passage.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "repeats/rules.h"
#include "text/properties.h"
#include "text/utf8.h"

namespace runon::repeats {
namespace {

// ---- boundaries -------------------------------------------------------------------------------------------

enum class Closed : std::uint8_t { nothing, clause, sentence };

// What a mark closes. The commas, colons and semicolons of all scripts in wide use, full and half width.
Closed closes(char32_t c, const text::Properties& p) {
  constexpr std::u32string_view kClause =
      U",;:"
      U"\u0387\u060C\u061B\u1363\u1364\u1365\u1366\u3001\uFE10\uFE11\uFE13\uFE14\uFE50\uFE51\uFE54\uFE55\uFF0C\uFF1A\uFF1B\uFF64";
  if (p.sentence_end()) return Closed::sentence;
  if (!p.punctuation()) return Closed::nothing;
  return kClause.find(c) != std::u32string_view::npos ? Closed::clause : Closed::nothing;
}

bool closing(const text::Properties& p, char32_t c) {
  constexpr std::uint8_t kInitialQuote = 28;  // Pi
  return p.breaking == text::Breaking::close || (p.breaking == text::Breaking::quote && p.category != kInitialQuote) ||
         c == U')' || c == U']';
}

// Marks of scripts that part words by spaces also stand inside numbers and names.
bool needs_space(char32_t mark) { return mark < 0x600 || (mark >= 0x2000 && mark < 0x2E00); }

// Whether a full stop behind `before` more likely closes a shortened word than a sentence: "Mr.", "J."
bool shortened(std::string_view before) {
  constexpr std::array<std::string_view, 27> kShort = {"Mr",  "Mrs",  "Ms",  "Dr",  "St",  "Sr",  "Jr",   "Prof", "Gen",
                                                       "Col", "Capt", "Lt",  "Sgt", "Rev", "Hon", "Sen",  "Rep",  "Gov",
                                                       "Mt",  "vs",   "Vol", "Fig", "cf",  "Mme", "Mlle", "Nr",   "bzw"};
  std::size_t at = before.size();
  while (at > 0 && text::ascii_letter(before[at - 1])) --at;
  // A letter of another script, or an accented one, in front of it: a longer word.
  if (at > 0 && (static_cast<unsigned char>(before[at - 1]) & 0x80U) != 0) return false;
  const std::string_view word = before.substr(at);
  if (word.size() == 1) return word[0] >= 'A' && word[0] <= 'Z';
  return std::find(kShort.begin(), kShort.end(), word) != kShort.end();
}

bool tight(const text::Properties& p) { return p.wide() && p.script != text::Script::hangul; }

// ---- samples ----------------------------------------------------------------------------------------------

std::uint64_t mixed(std::uint64_t x) {
  x = (x ^ (x >> 32U)) * 0xD6E8FEB86659FD93U;
  x = (x ^ (x >> 32U)) * 0xD6E8FEB86659FD93U;
  return x ^ (x >> 32U);
}

// Rolls over the characters of a stretch between barriers. Of each `window` neighbouring grams the one with the least hash is a
// sample, of equals the last.
class Winnower {
 public:
  Winnower(std::size_t characters, std::vector<Sample>& samples)
      : gram_(characters / 2), window_(characters - gram_ + 1), samples_(samples), ring_(gram_), queue_(window_) {
    for (std::size_t i = 0; i < gram_; ++i) power_ *= kBase;
  }

  void restart() {
    seen_ = 0;
    grams_ = 0;
    hash_ = 0;
    head_ = tail_ = 0;
    last_ = kNone;
  }

  void add(char32_t c, std::size_t at) {
    const std::uint64_t value = mixed(c + 1);
    Character& slot = ring_[seen_ % gram_];
    hash_ = hash_ * kBase + value - (seen_ >= gram_ ? slot.value * power_ : 0);
    slot = {value, at};
    if (++seen_ < gram_) return;
    const std::uint64_t gram = mixed(hash_);
    // What begins the gram stands where the next character will.
    const Candidate candidate{gram, ring_[seen_ % gram_].at, grams_++};
    if (head_ < tail_ && queue_[head_ % window_].number + window_ < grams_) ++head_;
    while (head_ < tail_ && queue_[(tail_ - 1) % window_].hash >= gram) --tail_;
    queue_[tail_++ % window_] = candidate;
    if (grams_ < window_) return;
    const Candidate& least = queue_[head_ % window_];
    if (least.number == last_) return;
    last_ = least.number;
    samples_.push_back({least.at, least.hash});
  }

 private:
  static constexpr std::uint64_t kBase = 0x9E3779B97F4A7C15U;
  static constexpr std::uint64_t kNone = UINT64_MAX;
  struct Character {
    std::uint64_t value;
    std::size_t at;
  };
  struct Candidate {
    std::uint64_t hash;
    std::size_t at;
    std::uint64_t number;  // of the gram
  };

  std::size_t gram_;    // characters
  std::size_t window_;  // grams
  std::vector<Sample>& samples_;
  std::vector<Character> ring_;
  std::vector<Candidate> queue_;  // ascending hashes, those of grams that may still be the least
  std::uint64_t power_ = 1;
  std::uint64_t hash_ = 0;
  std::uint64_t seen_ = 0;
  std::uint64_t grams_ = 0;
  std::uint64_t head_ = 0;
  std::uint64_t tail_ = 0;
  std::uint64_t last_ = kNone;
};

// ---- the whole --------------------------------------------------------------------------------------------

class Builder {
 public:
  Builder(const flow::Document& document, std::size_t characters)
      : document_(document), winnower_(characters, passage_.samples) {}

  void bar() {
    if (passage_.text.empty() || passage_.text.back() == kBarrier) return;
    const std::size_t end = passage_.text.size();
    const std::size_t text_end = last_end_;
    passage_.boundaries.push_back({end, end, text_end, text_end, letters_, true});
    passage_.text += kBarrier;
    winnower_.restart();
    last_ = nullptr;
  }

  void add(std::size_t number) {
    const flow::Block& block = document_.blocks[number];
    const std::string_view text = document_.text;
    std::size_t begin = kNone;
    std::size_t text_begin = 0;
    closed_ = Closed::nothing;
    spaced_ = true;
    for (std::size_t at = block.begin; at < block.end;) {
      const text::Decoded d = text::decode(text, at);
      const text::Properties& p = text::properties(d.point);
      if (p.space()) {
        spaced_ = true;
      } else {
        const std::size_t before = passage_.text.size();
        const text::Properties* const last = last_;
        if (spaced_) put_space(p);
        const std::size_t here = passage_.text.size();
        if (begin == kNone) {
          begin = here;
          text_begin = at;
          part(before, here, at, true);
        } else if (const Closed what = parts(d.point, p, last); what != Closed::nothing) {
          part(before, here, at, what == Closed::sentence);
          closed_ = Closed::nothing;
        }
        put(text.substr(at, d.bytes), d.point, p);
        note(d.point, p, here);
        last_end_ = at + d.bytes;
        spaced_ = false;
      }
      at += d.bytes;
    }
    if (begin != kNone) passage_.parts.push_back({begin, passage_.text.size(), text_begin, last_end_, number});
  }

  Passage finish() {
    bar();
    return std::move(passage_);
  }

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  void put_space(const text::Properties& next) {
    if (last_ == nullptr || tight(*last_) || tight(next)) return;
    winnower_.add(U' ', passage_.text.size());
    passage_.text += ' ';
  }

  void put(std::string_view bytes, char32_t c, const text::Properties& p) {
    winnower_.add(c, passage_.text.size());
    passage_.text += bytes;
    if (p.letter()) ++letters_;
    last_ = &p;
  }

  // What a character says of the clause that may end here.
  void note(char32_t c, const text::Properties& p, std::size_t here) {
    if (const Closed what = closes(c, p); what != Closed::nothing) {
      closed_ = std::max(closed_, what);
      mark_ = c;
      mark_at_ = here;
    } else if (!closing(p, c)) {
      closed_ = Closed::nothing;
    }
  }

  // What ends in front of character `next`.
  Closed parts(char32_t next, const text::Properties& p, const text::Properties* last) const {
    if (closed_ == Closed::nothing) {
      const bool thai = spaced_ && last != nullptr && last->script == text::Script::thai && p.script == text::Script::thai;
      return thai ? Closed::clause : Closed::nothing;
    }
    if (closes(next, p) != Closed::nothing || (!spaced_ && (closing(p, next) || p.number() || needs_space(mark_))))
      return Closed::nothing;
    if (mark_ == U'.' && (p.lower() || p.number() || shortened(std::string_view(passage_.text).substr(0, mark_at_))))
      return Closed::nothing;
    return p.lower() ? Closed::clause : closed_;
  }

  void part(std::size_t end, std::size_t begin, std::size_t text_begin, bool sentence) {
    // Behind a barrier nothing stands before.
    const bool first = end == 0 || passage_.text[end - 1] == kBarrier;
    passage_.boundaries.push_back({first ? begin : end, begin, first ? text_begin : last_end_, text_begin, letters_, sentence});
  }

  const flow::Document& document_;
  Passage passage_;
  Winnower winnower_;
  std::size_t letters_ = 0;
  std::size_t last_end_ = 0;                // of the last character that is no space, in Document::text
  const text::Properties* last_ = nullptr;  // of it; null behind a barrier
  bool spaced_ = false;
  Closed closed_ = Closed::nothing;
  char32_t mark_ = 0;  // what closed it
  std::size_t mark_at_ = 0;
};

}  // namespace

Passage passage_of(const flow::Document& document, const Options& options) {
  if (options.fragments == 0) return {};
  Builder builder(document, options.fragments);
  for (std::size_t i = 0; i < document.blocks.size(); ++i) {
    const flow::Block& block = document.blocks[i];
    if (block.dropped || exempt(block.kind, options)) builder.bar();
    else builder.add(i);
  }
  return builder.finish();
}

}  // namespace runon::repeats
