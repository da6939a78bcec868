#include "spacing/spacing.h"

namespace runon::spacing {

static_assert(flow::Stage<Spacing>);

Spacing::Spacing(const Options& options, const flow::RuleSwitches& switches) : options_(options), switches_(switches) {}

base::Status Spacing::operator()(flow::Document& /*document*/, flow::Scratch& /*scratch*/) const { return base::Done{}; }

std::span<const flow::Rule* const> rules() { return {}; }

}  // namespace runon::spacing
