// The words of the corpus that speed is measured on: invented, as frequent as words are (Zipf's law).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

// The next number of SplitMix64 (Steele 2014) behind this one.
inline std::uint64_t mixed(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15ULL;
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31U);
}

// Numbers that look random and depend on the seed alone (SplitMix64).
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    const std::uint64_t made = mixed(state_);
    state_ += 0x9E3779B97F4A7C15ULL;
    return made;
  }
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(((next() >> 32U) * n) >> 32U); }
  bool in(std::size_t of, std::size_t times) { return below(of) < times; }

 private:
  std::uint64_t state_;
};

// A mark that no line begins with.
bool closes(std::string_view character);

class Words {
 public:
  // `seeds`: folder of texts whose phrases are mixed in; none where it is not there.
  Words(bool chinese, const std::string& seeds);

  std::string heading(Chance& chance) const;
  std::string paragraph(Chance& chance, bool full_width, bool spaced_digits, bool nbsp) const;

 private:
  void make_chinese(Chance& chance, const std::string& seeds);
  void make_english(Chance& chance);
  void rank();
  std::string_view word(Chance& chance) const { return words_[picks_[chance.below(picks_.size())]]; }
  void clause(std::string& out, Chance& chance, bool full_width, bool spaced_digits) const;

  bool chinese_;
  std::vector<std::string> words_;    // commonest first
  std::vector<std::uint32_t> picks_;  // numbers of words, each as often as it is frequent
  std::vector<std::string> phrases_;  // of the seeds
};

}  // namespace bench
