// The table of steps: what can be done to the signal after its shape.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/context/report.hpp"
#include "cli/options/option_list.hpp"
#include "io/file/limits.hpp"
#include "rectify/stages/stage.hpp"

namespace rectify::cli {

/// What a step is added to.
struct StepInput {
  std::vector<std::string> names;  ///< of the channels; a step that changes them changes this
  std::optional<double> rate;      ///< frames a second, where it is known
  bool timed = false;              ///< the seconds between frames come along with them
  io::Limits limits = {};          ///< of the input

  [[nodiscard]] std::size_t channels() const { return names.size(); }

  /// That rate. Throws io::Error kUsage where it is not known.
  [[nodiscard]] double needed_rate(const std::string& step) const;
};

/// One step with the value of its option.
class Step {
 public:
  virtual ~Step() = default;
  virtual void declare(OptionList& options) = 0;
  [[nodiscard]] virtual std::string_view option() const = 0;

  /// Whether it was asked for; the functions below are called only then, but for lower_by().
  [[nodiscard]] virtual bool wanted() const = 0;

  [[nodiscard]] virtual bool needs_rate() const { return false; }
  [[nodiscard]] virtual bool needs_second_pass() const { return false; }

  /// Whether the seconds between frames do where there is no rate.
  [[nodiscard]] virtual bool needs_time_steps() const { return false; }

  /// Takes the seconds between frames that the chain will process next.
  virtual void take_time_steps(std::span<const double> /*seconds*/) {}

  /// Throws io::Error kUsage where the step can't be done to that signal.
  [[nodiscard]] virtual std::unique_ptr<Stage> stage(StepInput& input) = 0;

  /// The option and a value that make the result so many decibels lower: "--gain -3.01"; empty: the
  /// option is about something else.
  [[nodiscard]] virtual std::string lower_by(double /*decibels*/) const { return ""; }

  /// After the last frame: warns of what the step met in the signal.
  virtual void report_end(const Report& /*report*/) const {}
};

using MakeStep = std::unique_ptr<Step> (*)();

/// The rows, in the order in which the steps are done.
[[nodiscard]] std::span<const MakeStep> steps();

/// The steps that a command line asks for.
class StepList {
 public:
  void declare(OptionList& options);
  static void check(const OptionList& options) { options.exclude({"--gain", "--normalize"}); }

  [[nodiscard]] bool empty() const;
  [[nodiscard]] bool needs_rate() const { return any(&Step::needs_rate); }
  [[nodiscard]] bool needs_second_pass() const { return any(&Step::needs_second_pass); }
  /// How many times the signal must be read before the time that gives the result.
  [[nodiscard]] std::size_t passes() const;
  [[nodiscard]] bool needs_time_steps() const { return any(&Step::needs_time_steps); }
  void take_time_steps(std::span<const double> seconds) const;

  /// Adds the stages and leaves in `input` what comes out of them.
  void add_to(Chain& chain, StepInput& input) const;
  void report_end(const Report& report) const;

  /// The options of the steps that were asked for: ", then --hold, --gain"; empty: none.
  [[nodiscard]] std::string words() const;

  /// Whether one of them sets the level.
  [[nodiscard]] bool sets_level() const;

  /// The options that make the result so many decibels lower; where the level was set already, the
  /// one that did.
  [[nodiscard]] std::vector<std::string> lower_by(double decibels) const;

 private:
  [[nodiscard]] bool any(bool (Step::*need)() const) const;

  std::vector<std::unique_ptr<Step>> steps_;
};

}  // namespace rectify::cli
