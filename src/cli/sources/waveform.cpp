// The waveforms in the order in which help lists them, and the rule that they share.
#include "cli/sources/waveform.hpp"

#include <fmt/format.h>

#include <array>

#include "cli/options/option_list.hpp"

namespace rectify::cli {

std::span<const WaveformRow* const> waveforms() {
  static constexpr std::array kAll = {&kSine, &kSweep, &kSineOver, &kRamp};
  return kAll;
}

void check_below_half(const Decimal& frequency, const Decimal& rate) {
  if (frequency.value() < rate.value() / 2) return;
  usage_error(
      fmt::format("a frequency of {} Hz is not below half the rate of {} Hz: give a higher --rate",
                  frequency.value(), rate.value()));
}

}  // namespace rectify::cli
