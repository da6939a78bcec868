#pragma once

namespace runon::spacing {

struct Options {};

}  // namespace runon::spacing
