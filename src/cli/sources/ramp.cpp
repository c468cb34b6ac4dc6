// --ramp: y = x over evenly spaced x, which for a transfer curve of a shape.
#include "cli/sources/waveform.hpp"

namespace rectify::cli {
namespace {

class RampForm : public Waveform {
 public:
  explicit RampForm(Line line) : line_(line) {}

  [[nodiscard]] std::optional<Line> axis() const override { return line_; }
  [[nodiscard]] std::unique_ptr<Angle> angle(const Decimal& /*rate*/, std::uint64_t /*frames*/,
                                             double /*phase*/,
                                             std::uint64_t /*multiple*/) const override {
    return nullptr;
  }

 private:
  Line line_;
};

}  // namespace

const WaveformRow& ramp_row() {
  static const WaveformRow row = {"--ramp",
                                  "START:STOP:COUNT",
                                  "generate y = x over the same points: for a transfer curve",
                                  "two numbers and a count of at least 1: -2:2:401",
                                  false,
                                  [](const std::string& text) -> std::unique_ptr<Waveform> {
                                    const auto line = parse_line(text);
                                    return line ? std::make_unique<RampForm>(*line) : nullptr;
                                  }};
  return row;
}

}  // namespace rectify::cli
