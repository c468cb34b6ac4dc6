// --sine: a sine of one frequency.
#include "cli/options/option_list.hpp"
#include "cli/sources/waveform.hpp"

namespace rectify::cli {
namespace {

class Sine : public Waveform {
 public:
  explicit Sine(Decimal hz) : hz_(hz) {}

  [[nodiscard]] std::optional<long double> periods(double count,
                                                   const Decimal& rate) const override {
    if (hz_.digits == 0) return std::nullopt;
    return count * static_cast<long double>(rate.value()) / static_cast<long double>(hz_.value());
  }
  void check(const Decimal& rate) const override { check_below_half(hz_, rate); }
  [[nodiscard]] std::unique_ptr<Angle> angle(const Decimal& rate, std::uint64_t /*frames*/,
                                             double phase, std::uint64_t multiple) const override {
    if (const auto turns = ratio(hz_, rate)) {
      return std::make_unique<SteadyAngle>(*turns, phase, multiple);
    }
    // Below 2^-62 turns a frame: 2^53 frames are less than a turn, and there is nothing to reduce.
    const double turns = hz_.value() / rate.value();
    if (turns == 0) return std::make_unique<SteadyAngle>(Ratio{0, 1}, phase, multiple);
    return std::make_unique<SweptAngle>(turns, turns, 1, phase, multiple);
  }

 private:
  Decimal hz_;
};

}  // namespace

const WaveformRow& sine_row() {
  static const WaveformRow row = {"--sine",
                                  "HZ",
                                  "generate A·sin(2π·HZ·t + φ)",
                                  "a frequency of at least 0: 50, 440Hz or 1.5kHz",
                                  true,
                                  [](const std::string& text) -> std::unique_ptr<Waveform> {
                                    const auto hz = parse_frequency(text);
                                    return hz ? std::make_unique<Sine>(*hz) : nullptr;
                                  }};
  return row;
}

}  // namespace rectify::cli
