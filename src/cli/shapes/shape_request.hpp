// The table of shapes: what each is called, its options, and how it is made for a signal.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/context/context.hpp"
#include "cli/options/example.hpp"
#include "cli/options/option_list.hpp"
#include "cli/pipeline/places.hpp"
#include "cli/shapes/backward_parts.hpp"
#include "cli/sources/signal.hpp"
#include "rectify/alias_free/alias_free.hpp"
#include "rectify/gradient/loss.hpp"
#include "rectify/samples/exact.hpp"
#include "rectify/shapes/shape.hpp"
#include "rectify/stages/stage.hpp"

namespace rectify::cli {

enum class Direction { kForward, kBackward };

/// What a shape is used for, as far as that decides what it needs.
struct ShapeUse {
  bool generated = false;   ///< the signal is a wave, whose angle is known at every frame
  bool parameters = false;  ///< the gradients of the shape's parameters are wanted
};

/// A fit of the shape's parameters to a target: x and target hold as many samples each.
struct FitData {
  std::span<const double> x;
  std::span<const double> target;
  Loss loss;
  double at_zero;
  std::function<void(double e)> each_loss;  ///< before the first step and after each; may be empty
};

/// What a fit came to, in words; not finite: it failed, and the parameters are the last finite
/// ones.
struct FitOutcome {
  std::string words;
  std::string cure = {};  ///< "; try …", where there is one
  bool finite = true;
};

/// Fits the parameters of the shape that it belongs to.
class Fit {
 public:
  virtual ~Fit() = default;
  [[nodiscard]] virtual std::uint64_t steps() const = 0;
  virtual FitOutcome run(const FitData& data) = 0;
};

/// One shape with the values of its options. It answers for itself: nobody asks which shape it is.
class ShapeRequest {
 public:
  virtual ~ShapeRequest() = default;

  virtual void declare(OptionList& options, Direction direction) = 0;

  /// Throws io::Error kUsage where options contradict each other, or have no effect.
  virtual void check(const OptionList& options) const = 0;

  /// Reads the files that the options name. Throws io::Error.
  virtual void open(const Context& /*context*/) {}

  /// Whether the signal's rate must be known.
  [[nodiscard]] virtual bool needs_rate(const ShapeUse& use) const {
    return alias_free_ && !use.generated;
  }

  /// Whether the forward pass looks at the signal's samples. A function of a wave's angle doesn't.
  [[nodiscard]] virtual bool needs_samples(const ShapeUse& /*use*/) const { return true; }

  /// The greatest result of a sine of full scale, where that is more than full scale; else 1.
  [[nodiscard]] virtual double peak_of_full_scale() const { return 1; }

  /// Whether the result of a generated wave depends on its amplitude alone.
  [[nodiscard]] virtual bool forgets_phase() const { return false; }

  /// The inputs that its options name.
  [[nodiscard]] virtual std::vector<Place> inputs() const { return {}; }

  /// The shape as the exact lane knows it; nullopt: it needs the signal lane.
  [[nodiscard]] virtual std::optional<ExactShape> exact() const { return std::nullopt; }

  /// The channels of its result.
  [[nodiscard]] std::vector<std::string> result_names(const Signal& signal) const;

  /// Adds the stages that turn the signal into the shape's result.
  virtual void add_forward(Chain& chain, const Signal& signal, const Context& context);

  /// What the backward pass is made of.
  [[nodiscard]] virtual BackwardParts backward(const Signal& signal, const ShapeUse& use,
                                               const Context& context);

  /// After the last frame: warns of what the shape met in the signal.
  virtual void report_end(const Signal& signal, const Report& report) const;

  /// What is to fit its parameters first; null: nothing.
  [[nodiscard]] virtual Fit* fit() { return nullptr; }

 protected:
  /// Adds --alias-free, for shapes that are made of pieces.
  void declare_mode(OptionList& options);
  [[nodiscard]] bool alias_free() const { return alias_free_; }

  /// Adds --polyphase, for circuits whose phases share one load. `circuit` makes the circuit that
  /// has `phases` phases.
  using Circuit = std::function<std::unique_ptr<const Shape>(std::size_t phases)>;
  void declare_polyphase(OptionList& options, Circuit circuit);
  static void check_polyphase(const OptionList& options);
  [[nodiscard]] bool polyphase() const { return polyphase_; }

  /// The shape itself, as a function of the signal's samples.
  [[nodiscard]] virtual std::unique_ptr<const Shape> shape() const = 0;

  /// The names under which its parameters are written.
  [[nodiscard]] virtual ParameterNames parameter_names() const = 0;

 private:
  [[nodiscard]] std::unique_ptr<const Shape> circuit_of(const Signal& signal) const;

  bool alias_free_ = false;
  bool polyphase_ = false;
  Circuit circuit_;
  const AliasFreeStage* stage_ = nullptr;  // in a chain that somebody else owns
};

/// One row.
struct ShapeRow {
  std::string_view name;
  std::string_view formula;
  std::string_view summary;
  std::string_view gradient_formula;
  std::string_view gradient_summary;
  bool needs_angle;  ///< of a generated wave: a waveform without one won't do
  std::array<Example, 3> examples;
  std::array<Example, 3> gradient_examples;
  std::array<Example, 3> measure_examples;

  std::unique_ptr<ShapeRequest> (*make)();
  std::string_view needed_options = {};  ///< that it can't do without, for examples: " --unit 1,0"
};

/// The rows, in the order in which help lists them.
[[nodiscard]] std::span<const ShapeRow* const> shapes();

/// Adds --drop, which several shapes have.
void declare_drop(OptionList& options, double& drop);

/// Adds --leak.
void declare_leak(OptionList& options, double& leak);

/// Adds --mean.
void declare_mean(OptionList& options, bool& mean);

}  // namespace rectify::cli
