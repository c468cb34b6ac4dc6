// Numbers of the axis as text.
#include "cli/sources/axis_text.hpp"

#include <fmt/compile.h>
#include <fmt/format.h>

#include <iterator>

namespace rectify::cli {
namespace {

void append_number(io::Labels& labels, double x, int digits) {
  char text[32];
  const char* end = digits == 0
                        ? fmt::format_to(std::begin(text), FMT_COMPILE("{}"), x)
                        : fmt::format_to(std::begin(text), FMT_COMPILE("{:.{}g}"), x, digits);
  labels.append({std::begin(text), static_cast<std::size_t>(end - std::begin(text))});
}

}  // namespace

std::vector<std::string> channel_names(std::size_t channels) {
  std::vector<std::string> names(channels);
  for (std::size_t c = 0; c < channels; ++c) names[c] = "ch" + std::to_string(c + 1);
  return names;
}

void append_times(io::Labels& labels, std::uint64_t first, std::size_t frames, double rate,
                  AxisText text) {
  for (std::size_t n = 0; n < frames; ++n) {
    append_number(labels, static_cast<double>(first + n) / rate, text.digits);
  }
}

void append_points(io::Labels& labels, std::uint64_t first, std::size_t frames, const Line& line,
                   AxisText text) {
  for (std::size_t n = 0; n < frames; ++n) append_number(labels, line.at(first + n), text.digits);
}

}  // namespace rectify::cli
