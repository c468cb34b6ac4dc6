// The upstream gradient, block by block.
#include "cli/commands/grad/upstream.hpp"

namespace rectify::cli {

void Ones::next(std::span<const double> y, std::size_t /*channels*/, std::vector<double>& g) {
  g.assign(y.size(), 1.0);
}

void UpstreamSignal::next(std::span<const double> y, std::size_t channels, std::vector<double>& g) {
  signal_->read(y.size() / channels, g);
}

void LossAgainst::next(std::span<const double> y, std::size_t channels, std::vector<double>& g) {
  target_->read(y.size() / channels, wanted_);
  if (taker_) taker_(wanted_);
  g.resize(y.size());
  for (std::size_t i = 0; i < y.size(); ++i) {
    sum_.add(loss_term(kind_, y[i], wanted_[i]));
    g[i] = loss_slope(kind_, y[i], wanted_[i]) / static_cast<double>(samples_);
  }
}

}  // namespace rectify::cli
