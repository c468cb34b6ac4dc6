// Opens what the command line names as input.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "cli/options.hpp"
#include "cli/report.hpp"
#include "io/file/disk.hpp"
#include "io/frames.hpp"
#include "io/sound/sample_io.hpp"
#include "io/table/reader.hpp"

namespace rectify::cli {

/// The signal to be rectified.
struct Signal {
  std::unique_ptr<io::SampleReader> sound;  ///< where it is one: the samples as they are
  std::unique_ptr<io::Source> source;       ///< as doubles
  io::TableReader* table = nullptr;         ///< where the source is one
  std::unique_ptr<io::Source> unshifted;    ///< for --with-input beside a multi-phase sum
};

/// What has to be known of the output before the input is opened.
struct Demands {
  bool labels;      ///< the axis will be written
  bool sound;       ///< the output is sound
  bool read_twice;  ///< a step surveys the signal first
};

/// Throws io::Error: kInput, or kUsage for options that have nothing to act on in what was found.
[[nodiscard]] Signal open_signal(const Options& options, const Demands& demands, io::Disk& disk,
                                 const Report& report);

/// Frames a second: what --rate says, else what the signal has, else 0.
[[nodiscard]] double rate_of(const Options& options, const io::SignalFormat& format);

/// That rate, where `by` can't do without. Throws io::Error kUsage where it is 0.
double needed_rate(double rate, std::string_view by);

/// At the end of a sound that is cut short: "cut short: it lacks 3 frames that it promises"; else
/// empty.
[[nodiscard]] std::string shortage(const Signal& signal);

/// The units of --unit and --units together. Throws io::Error.
[[nodiscard]] std::vector<Unit> read_units(const Options& options, io::Disk& disk,
                                           const Report& report);

}  // namespace rectify::cli
