// What is fuzzed: functions that take any bytes and hold the code to its laws. A target is run by libFuzzer
// (fuzz_main.cpp, scripts/fuzz) and, over its seeds and the cases that were found, by the tests (replay_test.cpp).
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace runon::fuzz {

// A law does not hold of these bytes.
struct Broken : std::runtime_error {
  using std::runtime_error::runtime_error;
};

inline void hold(bool law, const std::string& words) {
  if (!law) throw Broken(words);
}

struct Target {
  std::string_view name;
  std::string_view laws;  // beside "no crash, no report of a sanitizer, no slow input"
  void (*run)(std::string_view bytes);
  // What fuzzing starts from: made texts, and parts of seeds/.
  std::vector<std::string> (*seeds)();
};

// All targets, in the order of their files.
std::vector<Target> targets();
std::vector<Target> decode_targets();
std::vector<Target> text_targets();
std::vector<Target> input_targets();
std::vector<Target> file_targets();

// Takes the first byte, which says how the rest is to be treated; 0 where there is none.
inline unsigned take_byte(std::string_view& bytes) {
  if (bytes.empty()) return 0;
  const unsigned byte = static_cast<unsigned char>(bytes.front());
  bytes.remove_prefix(1);
  return byte;
}

// Reads of the program give so many bytes at most, each another number (short_reads.cpp); 0: as many as there are.
void read_at_most(std::size_t bytes);

}  // namespace runon::fuzz
