#pragma once

namespace runon::furniture {

// What becomes of page furniture and jump lines.
enum class Fate { keep, drop };

struct Options {
  Fate fate = Fate::drop;
};

}  // namespace runon::furniture
