// The frames around each that is compared, and the sum of what a step moves there.
#include "rectify/alias_free/alias_free_check.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "rectify/alias_free/detail/block_kernel.hpp"
#include "rectify/alias_free/detail/kernels.hpp"
#include "rectify/detail/preconditions.hpp"

namespace rectify {
namespace {

constexpr auto kReach = static_cast<std::int64_t>(AliasFreeStage::kReach);

}  // namespace

void AliasFreeCheck::Row::add(std::span<const double> more) {
  detail::require_frames(more.size(), stride);
  numbers.insert(numbers.end(), more.begin(), more.end());
}

/// A part at a time, since all the others must move each time.
void AliasFreeCheck::Row::drop_before(std::int64_t frame) {
  constexpr std::int64_t kPart = 4096;
  if (frame - first < kPart) return;
  const auto dropped = (frame - first) * static_cast<std::int64_t>(stride);
  numbers.erase(numbers.begin(), numbers.begin() + dropped);
  first = frame;
}

AliasFreeCheck::AliasFreeCheck(std::unique_ptr<detail::BlockKernel> forward, std::size_t channels,
                               Surroundings surroundings)
    : forward_(std::move(forward)),
      parts_(forward_->inputs()),
      channels_(channels),
      surroundings_(std::move(surroundings)),
      x_{parts_ * channels, -2 * kReach, {}},
      g_{channels, -kReach, {}},
      gradient_{parts_ * channels, 0, {}},
      around_(parts_, std::vector<double>(4 * AliasFreeStage::kReach + 1)) {
  detail::require_channels(channels);
  x_.numbers.resize(2 * AliasFreeStage::kReach * x_.stride);
  if (surroundings_) surroundings_(x_.first, x_.numbers);
  g_.numbers.resize(AliasFreeStage::kReach * g_.stride);
  for (std::vector<double>& r : results_) r.resize(2 * AliasFreeStage::kReach + 1);
}

AliasFreeCheck::AliasFreeCheck(AliasFreeCheck&&) noexcept = default;
AliasFreeCheck::~AliasFreeCheck() = default;

void AliasFreeCheck::add_input(std::span<const double> x) {
  x_.add(x);
  compare_known();
}

void AliasFreeCheck::add_upstream(std::span<const double> g) {
  g_.add(g);
  compare_known();
}

void AliasFreeCheck::add_gradient(std::span<const double> gradient) {
  gradient_.add(gradient);
  compare_known();
}

void AliasFreeCheck::conclude(GradientCheck& check) {
  std::vector<double> after(2 * AliasFreeStage::kReach * x_.stride);
  if (surroundings_) surroundings_(x_.end(), after);
  x_.add(after);
  g_.add(std::vector<double>(AliasFreeStage::kReach * g_.stride));
  compare_known();
  check.add(found_);
}

void AliasFreeCheck::compare_known() {
  while (next_ + 2 * kReach < x_.end() && next_ + kReach < g_.end() && next_ < gradient_.end()) {
    if (next_ < static_cast<std::int64_t>(kEvery) ||
        next_ % static_cast<std::int64_t>(kOneIn) == 0) {
      for (std::size_t c = 0; c < channels_; ++c) compare(next_, c);
    }
    ++next_;
    x_.drop_before(next_ - 2 * kReach);
    g_.drop_before(next_ - kReach);
    gradient_.drop_before(next_);
  }
}

void AliasFreeCheck::compare(std::int64_t frame, std::size_t channel) {
  std::vector<std::span<const double>> in(parts_);
  bool usable = true;
  for (std::size_t k = 0; k < parts_; ++k) {
    for (std::int64_t n = -2 * kReach; n <= 2 * kReach; ++n) {
      around_[k][static_cast<std::size_t>(n + 2 * kReach)] = x_.at(frame + n, channel * parts_ + k);
    }
    in[k] = around_[k];
    usable = usable && std::all_of(around_[k].begin(), around_[k].end(), [](double x) {
               return std::fabs(x) <= AliasFreeStage::kLargest;
             });
  }
  if (!usable) {
    const double none = std::nan("");
    for (std::size_t k = 0; k < parts_; ++k) found_.compare(none, none, 0);
    return;
  }
  for (std::size_t k = 0; k < parts_; ++k) {
    double& moved = around_[k][2 * AliasFreeStage::kReach];
    const double original = moved;
    const double step = GradientCheck::step(original);
    const std::array<double, 3> places = {original - step, original, original + step};
    for (std::size_t i = 0; i < places.size(); ++i) {
      moved = places[i];
      const std::array<std::span<double>, 1> out{results_[i]};
      forward_->run(in, out);
    }
    moved = original;
    double left = 0;
    double right = 0;
    double greatest = 1;
    double upstream = 0;
    for (std::int64_t n = -kReach; n <= kReach; ++n) {
      const auto i = static_cast<std::size_t>(n + kReach);
      const double g = g_.at(frame + n, channel);
      left += g * (results_[1][i] - results_[0][i]);
      right += g * (results_[2][i] - results_[1][i]);
      greatest = std::max(greatest, std::fabs(results_[1][i]));
      upstream = std::max(upstream, std::fabs(g));
    }
    left /= places[1] - places[0];
    right /= places[2] - places[1];
    found_.compare_sides(
        left, right, gradient_.at(frame, channel * parts_ + k),
        GradientCheck::kAbsolute * upstream * greatest +
            GradientCheck::kRelative * std::max(std::fabs(left), std::fabs(right)));
  }
}

AliasFreeCheck alias_free_check(const PiecewiseLinear& f, std::size_t channels,
                                Surroundings surroundings) {
  return {detail::rectifier_of(f), channels, std::move(surroundings)};
}

AliasFreeCheck alias_free_phase_sum_check(const Phases& phases, double drop, double scale,
                                          std::size_t channels, Surroundings surroundings) {
  return {detail::rectifier_of(phases, drop, scale), channels, std::move(surroundings)};
}

}  // namespace rectify
