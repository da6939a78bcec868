#include "characters/characters.h"

namespace runon::characters {

static_assert(flow::Stage<Characters>);

Characters::Characters(const Options& options, const flow::RuleSwitches& switches) : options_(options), switches_(switches) {}

base::Status Characters::operator()(flow::Document& /*document*/, flow::Scratch& /*scratch*/) const { return base::Done{}; }

std::span<const flow::Rule* const> rules() { return {}; }

}  // namespace runon::characters
