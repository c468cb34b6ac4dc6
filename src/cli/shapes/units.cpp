// units: a sum of ReLU units, as in a neural network.
#include "rectify/shapes/units.hpp"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>
#include <vector>

#include "cli/options/values.hpp"
#include "cli/shapes/shape_request.hpp"
#include "cli/shapes/units_table.hpp"
#include "io/file/error.hpp"
#include "rectify/gradient/descent.hpp"

namespace rectify::cli {
namespace {

std::optional<Unit> parse_unit(const std::string& text) {
  const auto parts = split_list(text);
  if (!parts || parts->size() < 2 || parts->size() > 3) return std::nullopt;
  std::vector<double> numbers;
  for (const std::string_view part : *parts) {
    const auto number = parse_plain(part);
    if (!number) return std::nullopt;
    numbers.push_back(*number);
  }
  return Unit{numbers[0], numbers[1], numbers.size() > 2 ? numbers[2] : 1};
}

class Units : public ShapeRequest, private Fit {
 public:
  void declare(OptionList& options, Direction direction) override {
    options
        .value(Group::kShape, "--unit", "A,B[,C]",
               "one unit C·relu(A·x + B), C = 1; repeat for more",
               {"two or three numbers: 1,-0.5 or 1,-0.5,2",
                [this](const std::string& text) {
                  const auto unit = parse_unit(text);
                  if (unit) units_.push_back(*unit);
                  return unit.has_value();
                }})
        .repeatable = true;
    options.value(Group::kShape, "--units", "FILE.csv",
                  "units from a table with the columns a,b or a,b,c", file(file_));
    declare_leak(options, leak_);
    declare_mean(options, mean_);
    declare_mode(options);
    if (direction == Direction::kForward) return;
    options.value(Group::kGradient, "--fit", "STEPS",
                  "first fit a, b, c to the target by N steps of gradient descent; 0 says e alone",
                  whole_number(fit_steps_, 0, std::uint64_t{1} << 53U));
    options.value(Group::kGradient, "--learning-rate", "R",
                  "how far a step goes: R times the gradient", positive_number(learning_rate_));
  }

  void check(const OptionList& options) const override {
    if (units_.empty() && !file_) {
      usage_error("units of what? Give --unit A,B[,C] or --units FILE.csv");
    }
    options.require(options.given("--target"), {"--fit"}, "without --target");
    options.require(fit_steps_.has_value(), {"--learning-rate"}, "without --fit");
    options.exclude({"--fit", "--alias-free"});
    options.require(fit_steps_ != std::uint64_t{0}, {"--learning-rate"},
                    "with --fit 0, which makes no step");
    if (fit_steps_.value_or(0) != 0 && !options.given("--learning-rate")) {
      usage_error("--fit needs --learning-rate R: each step goes R times the gradient");
    }
  }

  void open(const Context& context) override {
    if (!file_) return;
    const std::vector<Unit> read = read_units(*file_, context);
    units_.insert(units_.end(), read.begin(), read.end());
    (void)shape();  // throws what is wrong with them
  }

  [[nodiscard]] std::vector<Place> inputs() const override {
    return file_ ? std::vector<Place>{{"--units", *file_}} : std::vector<Place>{};
  }

  [[nodiscard]] Fit* fit() override { return fit_steps_ ? this : nullptr; }
  [[nodiscard]] std::uint64_t steps() const override { return *fit_steps_; }
  FitOutcome run(const FitData& data) override {
    Descent descent = descend(units_, data.x, data.target,
                              {.steps = *fit_steps_,
                               .learning_rate = learning_rate_,
                               .loss = data.loss,
                               .leak = leak_,
                               .scale = scale(),
                               .at_zero = data.at_zero,
                               .each_loss = data.each_loss});
    units_ = std::move(descent.units);
    const std::string made = counted(descent.steps, "step");
    if (!std::isfinite(descent.first_loss))
      return {"e is not finite before the first step", "", false};
    if (!descent.finite) {
      return {"not finite after " + made, "; try a smaller --learning-rate", false};
    }
    if (descent.steps == 0) {
      return {fmt::format("{}, e = {} ({})", made, descent.last_loss, name_of(data.loss))};
    }
    return {fmt::format("{}, e from {} to {} ({})", made, descent.first_loss, descent.last_loss,
                        name_of(data.loss))};
  }

 protected:
  [[nodiscard]] std::unique_ptr<const Shape> shape() const override {
    try {
      return make_shape(UnitSum(units_, leak_, scale()));
    } catch (const std::invalid_argument&) {
      throw io::Error(io::ExitStatus::kInput,
                      file_.value_or("--unit") + ": a coefficient is not finite");
    }
  }
  [[nodiscard]] ParameterNames parameter_names() const override {
    return {{"a", "b", "c"}, "leak"};
  }

 private:
  [[nodiscard]] double scale() const {
    return mean_ ? 1.0 / static_cast<double>(units_.size()) : 1.0;
  }

  std::vector<Unit> units_;
  std::optional<std::string> file_;
  double leak_ = 0;
  bool mean_ = false;
  std::optional<std::uint64_t> fit_steps_;
  double learning_rate_ = 0;
};

}  // namespace

const ShapeRow& units_row() {
  static const ShapeRow row = {
      "units",
      "y = Σ c·relu(a·x + b)",
      "a sum of ReLU units, as in a neural network",
      "∂e/∂x = ∂e/∂y · Σ c·a·[a·x + b > 0]",
      "the backward pass of units; also fits them",
      false,
      {{{"units --ramp -1:1:201 --unit 1,0.5 --unit 1,-0.5,-2", "two units and their curve"},
        {"units --ramp -1:1:201 --units units.csv --leak 0.01", "units from a table"},
        {"units song.wav --unit 1,0 --unit -1,0 -o full.wav", "two diodes are a bridge"}}},
      {{{"grad units x.csv --unit 1,0.5 --upstream g.csv", "by x"},
        {"grad units x.csv --units units.csv --parameters p.csv", "by a, b and c too"},
        {"grad units x.csv --unit 1,0 --target y.csv --fit 9 --learning-rate 0.1", "a fit"}}},
      {{{"measure units --ramp -1:1:201 --unit 1,0.5", "of a transfer curve"},
        {"measure units x.csv --units units.csv", "of what a network gives"},
        {"measure units song.wav --unit 2,0 --json", "for programs"}}},
      []() -> std::unique_ptr<ShapeRequest> { return std::make_unique<Units>(); },
      " --unit 1,0.5"};
  return row;
}

}  // namespace rectify::cli
