#include "rejoin/rejoin.h"

namespace runon::rejoin {

static_assert(flow::Stage<Rejoin>);

Rejoin::Rejoin(const Options& options, const flow::RuleSwitches& switches) : options_(options), switches_(switches) {}

base::Status Rejoin::operator()(flow::Document& document, flow::Scratch& scratch) const {
  return (*this)(document, scratch, nullptr);
}

base::Status Rejoin::operator()(flow::Document& /*document*/, flow::Scratch& /*scratch*/,
                                std::vector<flow::Decision>* /*why*/) const {
  return base::Done{};
}

std::span<const flow::Rule* const> rules() { return {}; }

}  // namespace runon::rejoin
