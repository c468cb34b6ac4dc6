// Where the backward pass goes: into a table or a sound, or into a picture.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "cli/commands/grad/gradient_columns.hpp"
#include "cli/context/context.hpp"
#include "cli/options/option_list.hpp"
#include "cli/outputs/sink.hpp"
#include "cli/pipeline/places.hpp"
#include "cli/sources/signal.hpp"
#include "io/file/output.hpp"

namespace rectify::cli {

/// Which numbers have single precision, where x has.
struct FromFloats {
  bool exact = false;     ///< the shape selects: what comes out of floats are floats
  bool upstream = false;  ///< the upstream gradient is of floats
};

class GradientOutput {
 public:
  virtual ~GradientOutput() = default;
  virtual void declare(OptionList& options) = 0;

  /// `another_file`: the command writes one beside it, under the same rules.
  virtual void check(const OptionList& options, bool another_file) = 0;

  [[nodiscard]] virtual std::vector<Place> places() const = 0;
  [[nodiscard]] virtual std::string folder_cure() const = 0;
  [[nodiscard]] virtual std::string name() const = 0;

  /// The axis and the rate that it needs of x.
  [[nodiscard]] virtual SignalNeeds needs() const = 0;

  /// Whether --rate may have an effect on it where x is a wave whose axis is no time.
  [[nodiscard]] virtual bool may_need_rate() const = 0;

  /// Whether it takes all columns: x, y, the mask, ∂e/∂y and ∂e/∂x; else ∂e/∂x alone.
  [[nodiscard]] virtual bool takes_rows() const = 0;

  /// Whether the outcome of --check goes to standard output as JSON.
  [[nodiscard]] virtual bool check_as_json() const { return false; }

  /// Opens it before anything is known of x. Throws io::Error kOutput where it can't be made.
  virtual void claim(const Context& context) = 0;

  /// Opens another file beside it, under the same rules.
  [[nodiscard]] virtual io::Output open_beside(const std::string& path,
                                               const Context& context) const = 0;

  /// Throws what the signal, or the start of a pipe, shows to be wrong before any of it is used.
  virtual void check_start(const Signal& start) = 0;

  /// What takes the frames; it must not outlive this, nor x.
  [[nodiscard]] virtual std::unique_ptr<Sink> open(const Signal& x, const GradientColumns& columns,
                                                   const FromFloats& floats,
                                                   const Context& context) = 0;

  /// What takes e before the first step of a fit and after each; empty: nobody.
  [[nodiscard]] virtual std::function<void(double e)> loss_taker() { return {}; }

  /// What takes the target of the frames, as x is read; empty: nobody.
  [[nodiscard]] virtual std::function<void(std::span<const double>)> target_taker() { return {}; }
};

/// A table of all columns, named after that shape, or a sound of the gradient.
[[nodiscard]] std::unique_ptr<GradientOutput> gradient_file(std::string_view shape);

}  // namespace rectify::cli
