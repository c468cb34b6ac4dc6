// A signal that has been opened: generated, sound, or a table.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "cli/context/context.hpp"
#include "cli/sources/axis_text.hpp"
#include "cli/sources/wave.hpp"
#include "io/file/place.hpp"
#include "io/frames.hpp"
#include "io/sound/sample_io.hpp"
#include "io/table/reader.hpp"

namespace rectify::cli {

/// What the rest of the pipeline needs of a signal before it can be opened.
struct SignalNeeds {
  AxisText axis;
  bool samples = true;         ///< the samples of a wave, not its axis and length alone
  bool rate = false;           ///< frames a second
  bool rate_if_any = false;    ///< the same, where a table tells it; no fault where it does not
  bool rate_if_even = false;   ///< the same, but where a table's steps are uneven the time steps
  bool time_steps = false;     ///< the seconds between frames, where there is no rate
  bool second_pass = false;    ///< it will be read more than once
  bool whole_periods = false;  ///< of a generated sine no more than whole periods
};

/// Where a signal comes from.
struct Origin {
  std::string name;                      ///< what messages call it
  std::optional<io::FileIdentity> file;  ///< nullopt: none, as where it is generated
};

/// One of three kinds, each of which can be read as doubles.
class Signal {
 public:
  Signal(Origin origin, const Wave& wave, const SignalNeeds& needs);
  Signal(Origin origin, std::unique_ptr<io::SampleReader> sound, const SignalNeeds& needs);

  /// `rate`, if any, takes the place of the one that the table has.
  Signal(Origin origin, std::unique_ptr<io::TableReader> table, std::optional<double> rate);

  [[nodiscard]] const std::string& name() const { return origin_.name; }
  [[nodiscard]] const Origin& origin() const { return origin_; }

  /// The wave that it is, where it is generated; else null.
  [[nodiscard]] const Wave* wave() const { return std::get_if<Wave>(&kind_); }

  /// The sound that it is, sample by sample, where it is one; else null.
  [[nodiscard]] io::SampleReader* sound() const;

  /// The table that it is, whose rows can be read as text, where it is one; else null.
  [[nodiscard]] io::TableReader* table() const;

  /// Whether it is a sound whose samples are floats.
  [[nodiscard]] bool of_floats() const {
    return sound() != nullptr && sound()->sound().encoding == &io::kFloat;
  }

  /// What shows how far reading it once has come, in frames. It must not outlive this.
  [[nodiscard]] Task task(Progress* progress) const;

  /// Lets frames() show by itself how far reading it so many times has come. To be called once,
  /// before the first frame is read.
  void watch(Progress* progress, std::size_t passes);

  /// Its frames as doubles.
  [[nodiscard]] io::Source& frames() { return *frames_; }
  [[nodiscard]] const io::SignalFormat& format() const { return frames_->format(); }
  [[nodiscard]] std::size_t channels() const { return format().names.size(); }

  /// Frames a second, where it is known.
  [[nodiscard]] std::optional<double> rate() const { return rate_; }

  /// Whether that rate is what the command line said.
  [[nodiscard]] bool rate_given() const { return rate_given_; }

  /// That rate, which `what` can't do without. Throws io::Error kUsage where it is not known.
  [[nodiscard]] double needed_rate(const std::string& what) const;

  /// After the last frame: what is missing of it, where it is cut short or damaged: "a.wav: cut
  /// short: it lacks 3 frames that it promises". Nullopt: it is whole.
  [[nodiscard]] std::optional<std::string> damage() const;

 private:
  [[nodiscard]] Task::Share share() const;

  Origin origin_;
  std::variant<Wave, std::unique_ptr<io::SampleReader>, io::TableReader*> kind_;
  std::unique_ptr<io::Source> frames_;
  std::optional<double> rate_;
  bool rate_given_ = false;
};

}  // namespace rectify::cli
