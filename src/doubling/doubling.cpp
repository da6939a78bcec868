#include "doubling/doubling.h"

namespace runon::doubling {

static_assert(flow::Stage<Doubling>);

Doubling::Doubling(const Options& options, const flow::RuleSwitches& switches) : options_(options), switches_(switches) {}

base::Status Doubling::operator()(flow::Document& /*document*/, flow::Scratch& /*scratch*/) const { return base::Done{}; }

std::span<const flow::Rule* const> rules() { return {}; }

}  // namespace runon::doubling
