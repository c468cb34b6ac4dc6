// --sine-over: the sine of evenly spaced x.
#include "cli/sources/waveform.hpp"

namespace rectify::cli {
namespace {

class SineOver : public Waveform {
 public:
  explicit SineOver(Line line) : line_(line) {}

  [[nodiscard]] std::optional<Line> axis() const override { return line_; }
  [[nodiscard]] std::unique_ptr<Angle> angle(const Decimal& /*rate*/, std::uint64_t /*frames*/,
                                             double phase, std::uint64_t multiple) const override {
    return std::make_unique<LineAngle>(line_, phase, multiple);
  }

 private:
  Line line_;
};

}  // namespace

const WaveformRow& sine_over_row() {
  static const WaveformRow row = {
      "--sine-over",
      "START:STOP:COUNT",
      "generate A·sin(x + φ) at COUNT evenly spaced x, both ends included",
      "two numbers and a count of at least 1: -10:10:2000 or 0:2pi:101",
      true,
      [](const std::string& text) -> std::unique_ptr<Waveform> {
        const auto line = parse_line(text);
        return line ? std::make_unique<SineOver>(*line) : nullptr;
      }};
  return row;
}

}  // namespace rectify::cli
