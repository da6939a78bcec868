#include "repeats/repeats.h"

namespace runon::repeats {

static_assert(flow::Stage<Repeats>);

Repeats::Repeats(const Options& options, const flow::RuleSwitches& switches) : options_(options), switches_(switches) {}

base::Status Repeats::operator()(flow::Document& /*document*/, flow::Scratch& /*scratch*/) const { return base::Done{}; }

std::span<const flow::Rule* const> rules() { return {}; }

}  // namespace runon::repeats
