// Everything that is measured of a signal before and after it was rectified.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "rectify/export.hpp"
#include "rectify/measures/power_spectrum.hpp"
#include "rectify/measures/statistics.hpp"

namespace rectify {

/// The figures of one channel of the result.
struct ChannelMeasures {
  StatisticFigures statistics;
  std::optional<double> fundamental_hz;  ///< the strongest component of the input beside DC
  std::optional<double> ripple_hz;       ///< the strongest component of the result beside DC
  std::optional<double> thd;             ///< that component's harmonics: StrongestComponent
  std::uint64_t clipped = 0;             ///< finite samples beyond ±1
  std::uint64_t not_finite = 0;          ///< samples that entered none of the figures above
};

/// Takes a signal and what a rectifier made of it, in one pass and bounded memory: where there is a
/// rate, about 3 MB for the first two channels of each, and 1 MB for every two more.
class RECTIFY_API SignalMeasure {
 public:
  struct Form {
    std::size_t inputs = 1;      ///< channels of the input; 0: the result is the input
    std::size_t results = 1;     ///< channels of the result
    std::optional<double> rate;  ///< frames a second, the same in both; nullopt: no spectra
    std::size_t period = 0;      ///< of both, in frames, where it is known: see PowerSpectrum

    /// Of an input that is a lone sine, where it is known. A frequency that is found within half a
    /// bin of it, or of its nearest multiple, is that: few periods tell it less well.
    std::optional<double> sine_hz = std::nullopt;
  };

  /// Throws std::invalid_argument for no channels in the result, and as PowerSpectrum does.
  explicit SignalMeasure(const Form& form);

  /// Takes whole frames, interleaved, of the input and of the result; the two need not keep step.
  /// Throws std::invalid_argument for a part of a frame.
  void add_input(std::span<const double> frames);
  void add_result(std::span<const double> frames);

  /// The same with a weight for each frame, which its figures count it by: the time that it stands
  /// for. Throws std::invalid_argument where there are not as many weights as frames, or a rate.
  void add_result(std::span<const double> frames, std::span<const double> weights);

  /// After the last frame, once.
  void finish();

  [[nodiscard]] std::uint64_t frames() const { return frames_; }  ///< of the result

  /// Of that channel of the result. Where the input has another number of channels, the fundamental
  /// is that of all of these together.
  [[nodiscard]] ChannelMeasures channel(std::size_t c) const;

 private:
  [[nodiscard]] double known(double frequency) const;

  Form form_;
  std::uint64_t frames_ = 0;
  std::vector<Statistics> statistics_;
  std::optional<PowerSpectrum> of_input_;
  std::optional<PowerSpectrum> of_result_;
};

}  // namespace rectify
