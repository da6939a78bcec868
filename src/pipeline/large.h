// What keeps a run's memory bounded where a document is large.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>

#include "base/result.h"
#include "flow/document.h"
#include "flow/stream.h"

namespace runon::pipeline {

// A text that is longer is cleaned in pieces, cut at the best places (text/cut.h), and put together again: a JSON record
// cannot be parted, and its text may have gibibytes. Plain text comes in such pieces (read::Options::max_document) by default.
inline constexpr std::size_t kMostAtOnce = std::size_t{4} << 20U;
// So is one of more lines: what is known of a line takes half a kilobyte, however short it is.
inline constexpr std::size_t kMostLinesAtOnce = std::size_t{1} << 18U;

// What holds a run to 256 MiB and 64 MiB a thread, whatever it reads, in bytes: large documents are cleaned by as few threads
// as that allows, and reading pauses while much is on its way.
struct Bounds {
  explicit constexpr Bounds(std::size_t threads)
      : all((256 + 64 * threads) * kMebi), flight((16 + 6 * threads) * kMebi), gate((160 + 50 * threads) * kMebi) {}

  static constexpr std::size_t kMebi = std::size_t{1} << 20U;
  std::size_t all;
  std::size_t flight;  // inputs on their way, before no more is read
  std::size_t gate;    // what large documents take while they are cleaned

  // What each of the threads may keep of memory that it freed: what is left of all.
  constexpr std::size_t kept(std::size_t threads) const { return (all - gate - flight) / threads; }
};

// True of a document that no stage has seen and that is to be cleaned in pieces. Linear in kMostAtOnce at most.
bool is_large(const flow::Document& document);

// Cleans `document`, whose text is its base, piece by piece with `clean`. A piece that ends within a line goes on in the
// next one: nothing is put between them but the space that stood there. On Error the document is as it was.
// Holds the document twice, what it lists, and what one piece needs.
base::Status clean_in_pieces(flow::Document& document, flow::Lists lists,
                             const std::function<base::Status(flow::Document&)>& clean);

// Lets few large documents be cleaned at once: together they may need so many bytes, or one alone whatever it needs.
// Who waits holds nothing that another waits for. Any number of threads.
class Gate {
 public:
  explicit Gate(std::size_t bytes) : free_(bytes), all_(bytes) {}

  // What cleaning a text takes, roughly: much of it is for the line at work.
  static std::size_t need(const flow::Document& document);

  // Runs `work` when there is room. Small needs never wait.
  template <class Work>
  auto pass(std::size_t bytes, Work work) {
    if (bytes < kSmall) return work();
    const Stay stay(*this, bytes);
    return work();
  }

 private:
  // Left by an exception too: others wait for the room.
  class Stay {
   public:
    Stay(Gate& gate, std::size_t bytes) : gate_(gate), bytes_(bytes) { gate_.enter(bytes_); }
    ~Stay() { gate_.leave(bytes_); }
    Stay(const Stay&) = delete;
    Stay& operator=(const Stay&) = delete;

   private:
    Gate& gate_;
    std::size_t bytes_;
  };

  static constexpr std::size_t kSmall = std::size_t{16} << 20U;

  void enter(std::size_t& bytes);
  void leave(std::size_t bytes);

  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t free_;
  std::size_t all_;
};

}  // namespace runon::pipeline
