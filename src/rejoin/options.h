#pragma once

namespace runon::rejoin {

struct Options {
  // A break decided with less confidence than this (probability of the decision taken, 0.5 to 1) is
  // left standing. 0 takes the likelier of the two.
  double min_confidence = 0;
};

}  // namespace runon::rejoin
