// --sweep: an exponential sweep from one frequency to another.
#include <algorithm>

#include "cli/options/option_list.hpp"
#include "cli/sources/waveform.hpp"

namespace rectify::cli {
namespace {

class Sweep : public Waveform {
 public:
  Sweep(Decimal from, Decimal to) : from_(from), to_(to) {}

  void check(const Decimal& rate) const override {
    check_below_half(from_, rate);
    check_below_half(to_, rate);
    if (from_.value() / rate.value() == 0 || to_.value() / rate.value() == 0) {
      usage_error("--sweep has a frequency that is too low for so high a rate");
    }
  }
  [[nodiscard]] std::unique_ptr<Angle> angle(const Decimal& rate, std::uint64_t frames,
                                             double phase, std::uint64_t multiple) const override {
    return std::make_unique<SweptAngle>(from_.value() / rate.value(), to_.value() / rate.value(),
                                        static_cast<double>(std::max<std::uint64_t>(frames, 1)),
                                        phase, multiple);
  }

 private:
  Decimal from_;
  Decimal to_;
};

std::unique_ptr<Waveform> parse(const std::string& text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos) return nullptr;
  const auto from = parse_frequency(std::string_view(text).substr(0, colon));
  const auto to = parse_frequency(std::string_view(text).substr(colon + 1));
  if (!from || !to || from->digits == 0 || to->digits == 0) return nullptr;
  return std::make_unique<Sweep>(*from, *to);
}

}  // namespace

const WaveformRow& sweep_row() {
  static const WaveformRow row = {"--sweep",
                                  "HZ:HZ",
                                  "generate an exponential sweep from one frequency to the other",
                                  "two frequencies above 0: 20:20k",
                                  true,
                                  parse};
  return row;
}

}  // namespace rectify::cli
