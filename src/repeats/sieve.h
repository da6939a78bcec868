// Which texts may say the same as another, at a look at how they begin: nearly all need no fingerprint.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace runon::repeats {

class Sieve {
 public:
  // Room for so many texts. Whoever asks does not care for those whose key has fewer letters than `fewest`.
  explicit Sieve(std::size_t texts, std::size_t fewest = 0);

  // The next text, of well-formed UTF-8. Constant time (text/fold.h).
  void add(std::string_view text);

  // Indexes of the texts whose keys begin as that of another one, ascending. All others have a key that no other has, or one
  // of fewer letters than were asked for.
  std::vector<std::size_t> doubtful() const;

 private:
  std::size_t fewest_;
  std::vector<std::size_t> first_of_;  // by slot: the first text whose key begins so, plus one; 0: free
  std::vector<std::uint64_t> begins_;  // of each text's key, a hash
  std::vector<bool> doubtful_;
  std::string key_;
};

}  // namespace runon::repeats
