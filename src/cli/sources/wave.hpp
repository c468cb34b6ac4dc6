// A generated wave: a waveform with its rate, length, amplitude, phases and channels.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/options/option_list.hpp"
#include "cli/sources/waveform.hpp"

namespace rectify::cli {

/// A wave, fully described.
struct Wave {
  std::shared_ptr<const Waveform> form;
  Decimal sample_rate{48, 3};
  std::uint64_t frames = 0;
  double amplitude = 1;
  std::vector<double> phases = {
      0};  ///< in turns, of the first channels; the rest copy the last one
  std::size_t channels = 1;

  [[nodiscard]] double rate() const { return sample_rate.value(); }

  /// The most frames, of those that there are, that hold whole periods: as many as the samples take
  /// to repeat, or as near as a frame comes. All of them where not one period fits, or none is
  /// known.
  [[nodiscard]] std::uint64_t whole_periods() const;

  /// Of a sine; nullopt for other waves, and for a sine of 0 Hz.
  [[nodiscard]] std::optional<double> frequency() const;

  /// After how many frames the samples repeat; 0: never, or that is not known.
  [[nodiscard]] std::uint64_t repeats_after() const { return samples(phases[0])->period(); }

  /// What a channel's samples are.
  [[nodiscard]] std::unique_ptr<Generator> samples(double phase) const;

  /// The angle of the sine that a channel is, times `multiple`, in turns less the whole ones. Asks
  /// a waveform that has an angle.
  [[nodiscard]] std::unique_ptr<Angle> angle(double phase, std::uint64_t multiple) const;
};

/// The options that describe a wave.
class WaveRequest {
 public:
  /// `angles_only`: without the waveforms whose phase can't be shifted.
  void declare(OptionList& options, bool angles_only);

  /// Throws io::Error kUsage where options contradict each other, or have no effect.
  void check(const OptionList& options) const;

  /// Whether a waveform was asked for.
  [[nodiscard]] bool wanted() const { return form_ != nullptr; }

  /// Whether its axis is not time.
  [[nodiscard]] bool on_line() const { return form_ != nullptr && form_->axis().has_value(); }

  /// Whether it has one phase, which its channels share.
  [[nodiscard]] bool one_phase() const { return phases_.size() == 1; }

  /// The option that asks for it: "--sine 50".
  [[nodiscard]] const std::string& words() const { return words_; }

  /// Throws io::Error kUsage for more than 2^53 frames.
  [[nodiscard]] Wave wave(const std::optional<Decimal>& rate) const;

 private:
  [[nodiscard]] std::uint64_t frames(const Decimal& rate) const;

  std::shared_ptr<const Waveform> form_;
  std::string words_;
  std::optional<double> duration_;  // seconds
  std::optional<std::uint64_t> samples_;
  std::optional<double> cycles_;
  double amplitude_ = 1;
  std::vector<double> phases_ = {0};
  std::uint64_t channels_ = 1;
};

}  // namespace rectify::cli
