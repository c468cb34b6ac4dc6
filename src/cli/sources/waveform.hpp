// The table of waveforms: what --sine, --sweep, --sine-over and --ramp generate.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "cli/options/quantity.hpp"
#include "rectify/sources/angle.hpp"
#include "rectify/sources/generator.hpp"
#include "rectify/sources/line.hpp"

namespace rectify::cli {

/// The form of a wave, without its amplitude, phase and channels.
class Waveform {
 public:
  virtual ~Waveform() = default;

  /// The points of the axis; nullopt where the axis is time, so that the rate and the length are
  /// options of their own.
  [[nodiscard]] virtual std::optional<Line> axis() const { return std::nullopt; }

  /// How many frames that many periods last at that rate; nullopt where there is no period.
  [[nodiscard]] virtual std::optional<long double> periods(double /*count*/,
                                                           const Decimal& /*rate*/) const {
    return std::nullopt;
  }

  /// Throws io::Error kUsage where this can't be generated at that rate.
  virtual void check(const Decimal& /*rate*/) const {}

  /// Frame n of a signal of that many frames is the sine of this angle at n; null for a ramp. The
  /// phase is in turns; the angle is multiplied by `multiple`, phase included.
  [[nodiscard]] virtual std::unique_ptr<Angle> angle(const Decimal& rate, std::uint64_t frames,
                                                     double phase,
                                                     std::uint64_t multiple) const = 0;
};

/// One row: the option that asks for the waveform.
struct WaveformRow {
  std::string_view option;
  std::string_view form;
  std::string_view help;
  std::string_view expects;
  bool has_angle;  ///< its phase can be shifted

  /// Null where the text is not of that form.
  std::unique_ptr<Waveform> (*parse)(const std::string& text);
};

/// The rows, in the order in which help lists them.
[[nodiscard]] std::span<const WaveformRow* const> waveforms();

/// Throws io::Error kUsage unless the frequency is below half the rate.
void check_below_half(const Decimal& frequency, const Decimal& rate);

}  // namespace rectify::cli
