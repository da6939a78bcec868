#include "furniture/furniture.h"

namespace runon::furniture {

static_assert(flow::Stage<Furniture>);

Furniture::Furniture(const Options& options, const flow::RuleSwitches& switches) : options_(options), switches_(switches) {}

base::Status Furniture::operator()(flow::Document& /*document*/, flow::Scratch& /*scratch*/) const { return base::Done{}; }

std::span<const flow::Rule* const> rules() { return {}; }

}  // namespace runon::furniture
