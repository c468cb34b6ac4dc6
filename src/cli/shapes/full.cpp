// full: a bridge of diodes.
#include "cli/shapes/shape_request.hpp"
#include "rectify/shapes/full_wave.hpp"
#include "rectify/shapes/polyphase.hpp"

namespace rectify::cli {
namespace {

class Full : public ShapeRequest {
 public:
  void declare(OptionList& options, Direction /*direction*/) override {
    declare_drop(options, drop_);
    declare_mode(options);
    declare_polyphase(options, [this](std::size_t phases) {
      return make_shape(Polyphase{phases, Polyphase::Circuit::bridge, drop_});
    });
  }
  void check(const OptionList& options) const override {
    check_polyphase(options);
    options.require(drop_ > 0, {"--at-zero"},
                    "in full without --drop: there the slopes at 0 cancel");
  }
  [[nodiscard]] std::optional<ExactShape> exact() const override {
    return drop_ == 0 && !alias_free() && !polyphase() ? std::optional(ExactShape::full)
                                                       : std::nullopt;
  }

 protected:
  [[nodiscard]] std::unique_ptr<const Shape> shape() const override {
    return make_shape(FullWave{drop_});
  }
  [[nodiscard]] ParameterNames parameter_names() const override { return {{"drop"}, std::nullopt}; }

 private:
  double drop_ = 0;
};

}  // namespace

const ShapeRow& full_row() {
  static const ShapeRow row = {
      "full",
      "y = relu(x) + relu(-x)",
      "full-wave: a bridge",
      "∂e/∂x = ∂e/∂y · sign x",
      "the backward pass of full",
      false,
      {{{"full song.wav -o full.wav", "bit for bit"},
        {"full --sine 50 --duration 40ms", "a bridge on the mains, to plot"},
        {"full --sine 50 --amplitude 325 --drop 1.4 --hold 20ms", "with a capacitor"}}},
      {{{"grad full --ramp -2:2:5", "x, y, mask and gradient"},
        {"grad full x.csv --target y.csv -o dx.csv", "from the loss of y"},
        {"grad full song.wav --drop 0.1 --check -o dx.wav", "compared with differences"}}},
      {{{"measure full --sine 50 --amplitude 325", "a bridge on the mains"},
        {"measure full --sine 50 --hold 20ms --format csv", "with a capacitor"},
        {"measure full song.wav x.csv --json", "several inputs, for programs"}}},
      []() -> std::unique_ptr<ShapeRequest> { return std::make_unique<Full>(); }};
  return row;
}

}  // namespace rectify::cli
