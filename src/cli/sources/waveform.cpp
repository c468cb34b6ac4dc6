// The table of waveforms, and the rule that they share.
#include "cli/sources/waveform.hpp"

#include <fmt/format.h>

#include <array>

#include "cli/options/option_list.hpp"

namespace rectify::cli {

// The rows, each in the file of its name. A new waveform is a new file and a line in both places
// here.
const WaveformRow& sine_row();
const WaveformRow& sweep_row();
const WaveformRow& sine_over_row();
const WaveformRow& ramp_row();

std::span<const WaveformRow* const> waveforms() {
  static const std::array kAll = {&sine_row(), &sweep_row(), &sine_over_row(), &ramp_row()};
  return kAll;
}

void check_below_half(const Decimal& frequency, const Decimal& rate) {
  if (frequency.value() < rate.value() / 2) return;
  usage_error(
      fmt::format("a frequency of {} Hz is not below half the rate of {} Hz: give a higher --rate",
                  frequency.value(), rate.value()));
}

}  // namespace rectify::cli
