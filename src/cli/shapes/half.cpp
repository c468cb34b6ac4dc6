// half: one diode.
#include "cli/shapes/shape_request.hpp"
#include "rectify/shapes/half_wave.hpp"
#include "rectify/shapes/polyphase.hpp"

namespace rectify::cli {
namespace {

class Half : public ShapeRequest {
 public:
  void declare(OptionList& options, Direction /*direction*/) override {
    options.flag(Group::kShape, "--negative", "the reversed diode: rectify -x", negative_);
    declare_drop(options, drop_);
    declare_leak(options, leak_);
    declare_mode(options);
    declare_polyphase(options, [this](std::size_t phases) {
      return make_shape(Polyphase{phases, Polyphase::Circuit::star, drop_, negative_});
    });
  }
  void check(const OptionList& options) const override { check_polyphase(options); }
  [[nodiscard]] std::optional<ExactShape> exact() const override {
    if (drop_ != 0 || leak_ != 0 || alias_free() || polyphase()) return std::nullopt;
    return negative_ ? ExactShape::half_negative : ExactShape::half;
  }

 protected:
  [[nodiscard]] std::unique_ptr<const Shape> shape() const override {
    return make_shape(HalfWave{drop_, leak_, negative_});
  }
  [[nodiscard]] ParameterNames parameter_names() const override {
    if (polyphase()) return {{"drop"}, std::nullopt};
    return {{"drop", "leak"}, std::nullopt};
  }

 private:
  bool negative_ = false;
  double drop_ = 0;
  double leak_ = 0;
};

}  // namespace

const ShapeRow& half_row() {
  static const ShapeRow row = {
      "half",
      "y = relu(x)",
      "half-wave: a diode",
      "∂e/∂x = ∂e/∂y · [x > 0]",
      "the backward pass of half",
      false,
      {{{"half song.wav -o half.wav", "bit for bit"},
        {"half --ramp -2:2:401 --drop 0.7", "the curve of a silicon diode"},
        {"half --ramp -1:1:5 --leak 0.1 --with-input", "a leaky ReLU"}}},
      {{{"grad half --ramp -2:2:5", "x, y, mask and gradient"},
        {"grad half x.csv --upstream g.csv -o dx.csv", "from the gradient of y"},
        {"grad half song.wav --drop 0.1 --check -o dx.wav", "compared with differences"}}},
      {{{"measure half song.wav", "what a diode leaves of a sound"},
        {"measure half --sine 50 --amplitude 325 --drop 0.7", "on the mains"},
        {"measure half --sine 50 --phase 0,120,240 --polyphase", "a star of three"}}},
      []() -> std::unique_ptr<ShapeRequest> { return std::make_unique<Half>(); }};
  return row;
}

}  // namespace rectify::cli
