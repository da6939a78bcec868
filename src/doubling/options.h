#pragma once

namespace runon::doubling {

struct Options {};

}  // namespace runon::doubling
