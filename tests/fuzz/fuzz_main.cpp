// libFuzzer's way in. RUNON_FUZZ_TARGET names the target; with RUNON_FUZZ_SEEDS its seeds are written into that directory
// instead, and with the target "list" the names of all are printed.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

#include "fuzz/targets.h"

namespace {
runon::fuzz::Target chosen{};
}  // namespace

extern "C" int LLVMFuzzerInitialize(int* /*count*/, char*** /*arguments*/) {
  const char* wanted = std::getenv("RUNON_FUZZ_TARGET");
  const std::string name = wanted == nullptr ? "" : wanted;
  for (const runon::fuzz::Target& target : runon::fuzz::targets()) {
    if (name == "list") std::printf("%s\n", std::string(target.name).c_str());
    if (target.name == name) chosen = target;
  }
  if (name == "list") std::exit(0);
  if (chosen.run == nullptr) {
    std::fprintf(stderr, "RUNON_FUZZ_TARGET=%s: no such target\n", name.c_str());
    std::exit(2);
  }
  if (const char* folder = std::getenv("RUNON_FUZZ_SEEDS"); folder != nullptr) {
    std::size_t number = 0;
    for (const std::string& seed : chosen.seeds())
      std::ofstream(std::string(folder) + "/seed-" + std::to_string(number++), std::ios::binary) << seed;
    std::exit(0);
  }
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    chosen.run({reinterpret_cast<const char*>(data), size});
  } catch (const runon::fuzz::Broken& broken) {
    std::fprintf(stderr, "== %s: %s\n", std::string(chosen.name).c_str(), broken.what());
    std::abort();
  }
  return 0;
}
