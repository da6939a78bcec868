#include "io/process.h"

#include <cstring>
#include <fstream>
#include <string>

#include "support/catch.h"

using namespace runon;

TEST_CASE("the machine has the memory that the system says", "[io]") {
  std::ifstream file("/proc/meminfo");
  std::string name;
  std::size_t kilobytes = 0;
  REQUIRE(file >> name >> kilobytes);
  REQUIRE(name == "MemTotal:");
  CHECK(io::machine_memory_bytes() == kilobytes * 1024);
}

TEST_CASE("the most memory so far holds what was touched, after it is freed too", "[io]") {
  constexpr std::size_t kBytes = std::size_t{64} << 20U;
  std::size_t with = 0;
  {
    std::string touched(kBytes, 'x');
    with = io::peak_memory_bytes();
    CHECK(std::memchr(touched.data(), 'y', touched.size()) == nullptr);
  }
  CHECK(with >= kBytes);
  CHECK(with <= io::machine_memory_bytes());
  CHECK(io::peak_memory_bytes() >= kBytes);  // the kernel counts by pages here and there: not `with` to the byte
}
