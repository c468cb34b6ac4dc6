// Which signal the command line asks for: a generated wave, or an INPUT.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "cli/options/option_list.hpp"
#include "cli/sources/signal.hpp"
#include "cli/sources/table_request.hpp"
#include "io/sound/raw/raw_reader.hpp"

namespace rectify::cli {

/// The source part of a request.
class SourceRequest {
 public:
  enum class Inputs { kAny, kNone };

  /// `angles_only`: no waveforms whose phase can't be shifted.
  void declare(OptionList& options, Inputs inputs, bool angles_only);
  void check(const OptionList& options);

  [[nodiscard]] bool generated() const { return wave_.wanted(); }

  /// Whether it is a wave whose axis is not time.
  [[nodiscard]] bool on_line() const { return wave_.on_line(); }

  /// Whether it reads standard input.
  [[nodiscard]] bool standard_input() const { return !generated() && path_.value_or("-") == "-"; }

  /// Whether --rate was given.
  [[nodiscard]] bool rate_given() const { return rate_.has_value(); }

  /// Throws io::Error: kInput where the input can't be opened or understood; kUsage where an option
  /// has no effect on what was found.
  [[nodiscard]] Signal open(const SignalNeeds& needs, const Context& context) const;

 private:
  [[nodiscard]] Signal open_file(const SignalNeeds& needs, const Context& context) const;
  [[nodiscard]] Signal open_table(io::Input input, const SignalNeeds& needs,
                                  const Context& context) const;

  WaveRequest wave_;
  std::optional<Decimal> rate_;
  std::optional<std::string> path_;
  std::optional<io::RawDescription> raw_;
  std::optional<std::uint64_t> spool_limit_;  // bytes
  TableRequest table_;
};

/// Opens a file that has no options of its own: a sound or a table. `path` may be "-".
[[nodiscard]] Signal open_plainly(const std::string& path, const SignalNeeds& needs,
                                  const Context& context);

}  // namespace rectify::cli
