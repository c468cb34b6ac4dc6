// The figures of each input as a table for eyes, as CSV or as JSON.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/context/context.hpp"
#include "rectify/measures/signal_measure.hpp"

namespace rectify::cli {

/// What was measured of one input.
struct Measured {
  std::optional<std::string> file;  ///< as it was named; nullopt: generated
  std::uint64_t frames = 0;
  std::optional<double> rate;
  std::vector<std::string> names;  ///< of the channels of the result
  std::vector<ChannelMeasures> channels;
};

/// How that is written on standard output.
enum class MeasureForm : std::uint8_t {
  kTable,  ///< aligned columns with units: a line for each figure of a single input …
  kRows,   ///< … or, of several inputs, for each channel
  kCsv,
  kTsv,
  kJson
};

/// Formats what was measured. `digits`: significant digits; 0: as many as read back to the same
/// number, but in a table for eyes 6.
class MeasureOutput {
 public:
  MeasureOutput(MeasureForm form, int digits, std::size_t longest_name)
      : form_(form), digits_(digits), longest_name_(longest_name) {}

  /// What stands before the first input.
  [[nodiscard]] std::string head() const;

  [[nodiscard]] std::string text(const Measured& measured) const;

 private:
  MeasureForm form_;
  int digits_;
  std::size_t longest_name_;  // of the inputs, for the width of their column
};

}  // namespace rectify::cli
