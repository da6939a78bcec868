#include "rejoin/manner.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "rejoin/density.h"

namespace runon::rejoin {
namespace {

constexpr float kIndents[] = {0, 1, 1.5F, 2};
constexpr float kJustified[] = {0.85F, 0.1F};
constexpr std::size_t kEach = std::size(kIndents);
static_assert(kEach * std::size(kJustified) == kLanes);

// The product of factors, so many side by side, as a logarithm.
class Product {
 public:
  // `factor` is within [1e-15, 1e15].
  RUNON_INLINE void add(const Lanes& factor) {
    IntLanes bits;
    rest_ *= factor;
    base::load(&rest_, bits);
    power_ += (bits >> 23) - 127;
    bits = (bits & 0x007FFFFF) | (127 << 23);
    base::load(&bits, rest_);
  }
  float log(std::size_t lane) const { return 0.693147181F * static_cast<float>(power_[lane]) + quick_log(rest_[lane]); }

 private:
  Lanes rest_ = Lanes{} + 1.0F;  // within [1, 2)
  IntLanes power_{};
};

// Multiplies up how likely each line is with every indent, justified and not, where the posterior says how likely it is the
// first one of a paragraph, and which column it stands in. Lines that were cut into pieces say nothing.
RUNON_INLINE void multiply(const std::vector<Slug>& lines, const Setting& setting, const Posterior& posterior, Product& out) {
  constexpr float kLeast = 1e-12F;
  Lanes indents;
  Columns columns{};
  for (std::size_t k = 0; k < kLanes; ++k) {
    indents[k] = kIndents[k % kEach];
    columns.justified[k] = kJustified[k / kEach];
    columns.log_justified[k] = quick_log(columns.justified[k] / kRootTwoPi);
  }
  columns.spare = 0;
  float sigma = 1;
  float log_sigma = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool begun = i > 0 && posterior.pieces[i - 1] > 0.5F;
    const bool cut = i + 1 < lines.size() && posterior.pieces[i] > 0.5F;
    if (begun || cut || lines[i].stretched) continue;
    const Run& run = setting.runs()[setting.first_run(i)];
    if (run.sigma != sigma) log_sigma = quick_log(run.sigma);
    sigma = run.sigma;
    columns.aim(Lanes{} + posterior.measure[i] - indents);
    Lanes full;
    Lanes last;
    densities(run, log_sigma, columns, full, last);
    const float fresh = i > 0 ? posterior.ends[i - 1] : 1;
    const float ends = lines[i].ends;
    const Lanes other_full = __builtin_shufflevector(full, full, 0, 0, 0, 0, 4, 4, 4, 4);
    const Lanes other_last = __builtin_shufflevector(last, last, 0, 0, 0, 0, 4, 4, 4, 4);
    const Lanes first = full * (1 - ends) + (last + alone(run)) * (0.5F * ends);
    const Lanes other = other_full * (1 - ends) + other_last * ends;
    out.add(first * fresh + other * (1 - fresh) + kLeast);
  }
}

RUNON_WIDE void multiply_wide(const std::vector<Slug>& lines, const Setting& setting, const Posterior& posterior, Product& out) {
  multiply(lines, setting, posterior, out);
}
void multiply_plain(const std::vector<Slug>& lines, const Setting& setting, const Posterior& posterior, Product& out) {
  multiply(lines, setting, posterior, out);
}

float share_of_pieces(const Posterior& posterior) {
  float cut = 0;
  float inside = 1;
  for (std::size_t i = 0; i < posterior.ends.size(); ++i) {
    cut += posterior.pieces[i];
    inside += 1 - posterior.ends[i];
  }
  return cut / inside;
}

}  // namespace

void find_manner(const std::vector<Slug>& lines, const Setting& setting, const Posterior& posterior, bool wide,
                 LayoutStyle& style) {
  Product product;
  (wide ? multiply_wide : multiply_plain)(lines, setting, posterior, product);
  std::array<float, kLanes> likely;
  for (std::size_t k = 0; k < kLanes; ++k) likely[k] = product.log(k);
  const auto best = static_cast<std::size_t>(std::max_element(likely.begin(), likely.end()) - likely.begin());
  style.indent = kIndents[best % kEach];
  style.justified = kJustified[best / kEach];
  // The pass in the open manner, to which pieces are rare, finds fewer than there are.
  const float share = share_of_pieces(posterior);
  style.pieces = share < 0.016F ? 0.005F : share < 0.04F ? 0.05F : share < 0.12F ? 0.2F : kMostPieces;
}

}  // namespace runon::rejoin
