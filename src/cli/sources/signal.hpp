// A signal that has been opened: generated, sound, or a table.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "cli/context/context.hpp"
#include "cli/sources/wave.hpp"
#include "io/frames.hpp"
#include "io/sound/sample_io.hpp"
#include "io/table/reader.hpp"

namespace rectify::cli {

/// What the rest of the pipeline needs of a signal before it can be opened.
struct SignalNeeds {
  bool axis = false;         ///< the text of the axis, since it will be written
  bool rate = false;         ///< frames a second
  bool time_steps = false;   ///< the seconds between frames, where there is no rate
  bool second_pass = false;  ///< it will be read more than once
};

/// One of three kinds, each of which can be read as doubles.
class Signal {
 public:
  /// `name` is what messages call the signal.
  Signal(std::string name, const Wave& wave, const SignalNeeds& needs);
  Signal(std::string name, std::unique_ptr<io::SampleReader> sound, const SignalNeeds& needs);

  /// `rate`, if any, takes the place of the one that the table has.
  Signal(std::string name, std::unique_ptr<io::TableReader> table, std::optional<double> rate);

  [[nodiscard]] const std::string& name() const { return name_; }

  /// The wave that it is, where it is generated; else null.
  [[nodiscard]] const Wave* wave() const { return std::get_if<Wave>(&kind_); }

  /// The sound that it is, sample by sample, where it is one; else null.
  [[nodiscard]] io::SampleReader* sound() const;

  /// The table that it is, whose rows can be read as text, where it is one; else null.
  [[nodiscard]] io::TableReader* table() const;

  /// Its frames as doubles.
  [[nodiscard]] io::Source& frames() { return *frames_; }
  [[nodiscard]] const io::SignalFormat& format() const { return frames_->format(); }
  [[nodiscard]] std::size_t channels() const { return format().names.size(); }

  /// Frames a second, where it is known.
  [[nodiscard]] std::optional<double> rate() const { return rate_; }

  /// That rate, which `what` can't do without. Throws io::Error kUsage where it is not known.
  [[nodiscard]] double needed_rate(const std::string& what) const;

  /// After the last frame: warns of an input that is cut short or empty. `frames`: how many came.
  void report_end(std::uint64_t frames, const Report& report) const;

 private:
  std::string name_;
  std::variant<Wave, std::unique_ptr<io::SampleReader>, io::TableReader*> kind_;
  std::unique_ptr<io::Source> frames_;
  std::optional<double> rate_;
};

}  // namespace rectify::cli
