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
  // Room for so many texts.
  explicit Sieve(std::size_t texts);

  // The next text, of well-formed UTF-8. Constant time (text/fold.h).
  void add(std::string_view text);

  // Indexes of the texts whose keys begin as that of another one, ascending. All others have a key that no other has.
  std::vector<std::size_t> doubtful() const;

 private:
  std::vector<std::size_t> first_of_;  // by slot: the first text whose key begins so, plus one; 0: free
  std::vector<std::uint64_t> begins_;  // of each text's key, a hash
  std::vector<bool> doubtful_;
  std::string key_;
};

}  // namespace runon::repeats
