// Which columns a table gets that is written, in which order, under which names.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "io/frames.hpp"

namespace rectify::io {

struct OutputColumn {
  enum class From : std::uint8_t { kLabel, kInput, kOutput };
  From from = From::kOutput;
  std::size_t index = 0;  ///< among the labels, the inputs or the outputs
  std::string name;
  bool numeric = true;  ///< holds numbers with a point
  bool single = false;  ///< numbers of single precision: as few digits as tell them from each other
};

/// Labels stand in their place among the outputs, where these are as many as the channels of the
/// input, else before them. Without `axis` those labels that are one are left out.
[[nodiscard]] std::vector<OutputColumn> output_columns(const SignalFormat& input,
                                                       const std::vector<std::string>& outputs,
                                                       bool axis);

/// Labels, inputs, outputs. An output is called NAME_suffix; where that name is taken, it gets _2,
/// or the next number that is free.
[[nodiscard]] std::vector<OutputColumn> output_columns_with_input(
    const SignalFormat& input, const std::vector<std::string>& outputs, bool axis,
    std::string_view suffix);

/// Outputs alone, under these names.
[[nodiscard]] std::vector<OutputColumn> plain_columns(const std::vector<std::string>& names);

}  // namespace rectify::io
