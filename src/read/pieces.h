// A plain text content as documents: one, or several.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "base/result.h"
#include "flow/document.h"
#include "read/feed.h"
#include "read/options.h"
#include "read/split_on.h"
#include "text/encoding.h"

namespace runon::read {

// Parts a content at separators, and what is longer than Options::max_document at the best place (text/cut.h). Pieces put
// behind each other are the content, byte for byte: separators, and space without text, stay with the piece in front
// of them, or with the first one. One thread at a time.
class Pieces {
 public:
  // Both must outlive it.
  Pieces(const Options& options, const SplitOn& split);
  Pieces(Pieces&&) noexcept;
  ~Pieces();

  // Fills base, encoding and piece of the next document; false where nothing is left. A content that is one document
  // has no piece, and its base is its bytes: decode it (Source::refine). Error: it is no text, or its encoding is
  // unknown; nothing more of it can be read.
  base::Result<bool> next(Feed& feed, flow::Document& document);

  // How far it is, for a mark; and how to go on from there. Requires: `feed` has handed out nothing yet.
  struct Place {
    std::size_t bytes = 0, lines = 0, pieces = 0;
    bool cut = false;
  };
  Place place(const Feed& feed) const { return {feed.handed_out(), lines_, pieces_, cut_}; }
  base::Status go_on(Feed& feed, const Place& place);

 private:
  struct Found;

  base::Status begin(Feed& feed);
  void fill(Feed& feed, std::size_t bytes);
  std::string_view view(const Feed& feed) const;
  bool whole(const Feed& feed) const;
  Found find_end(Feed& feed);
  void take_rest(Feed& feed, std::size_t scan, Found& found);
  void hand_out(Feed& feed, std::size_t end, flow::Document& document);

  bool is_utf8() const { return encoding_.name == text::kUtf8; }

  const Options& options_;
  const SplitOn& split_;
  flow::Encoding encoding_;  // its name is empty: not begun
  std::size_t pieces_ = 0;
  std::size_t lines_ = 0;
  bool cut_ = false;  // the piece before was cut
  // Where the encoding is not UTF-8: what of the feed is decoded, some of it not handed out yet.
  struct Window;
  std::unique_ptr<Window> window_;
};

}  // namespace runon::read
