// Compares every two of them.
#include "cli/pipeline/places.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include "cli/options/option_list.hpp"
#include "io/file/place.hpp"

namespace rectify::cli {

void check_inputs(const std::vector<Place>& inputs, const Context& context) {
  for (const Place& input : inputs) {
    if (input.path != "-" || !context.disk.terminal(STDIN_FILENO)) continue;
    usage_error(input.role == "INPUT"
                    ? "standard input is a terminal: name an INPUT, pipe one in, or generate one "
                      "(--sine 50)"
                    : std::string(input.role) +
                          " - is standard input, a terminal: name a file, or pipe one in");
  }
  for (auto one = inputs.begin(); one != inputs.end(); ++one) {
    for (auto other = one + 1; other != inputs.end(); ++other) {
      if (!io::same_stream(context.disk, one->path, other->path)) continue;
      const bool standard = one->path == "-" || other->path == "-";
      usage_error(std::string(other->role) + " and " + std::string(one->role) + " can't both be " +
                  (standard ? "standard input" : other->path));
    }
  }
}

void check_outputs(const std::vector<Place>& outputs, const std::vector<Place>& inputs,
                   std::string_view cure, const Context& context) {
  for (const Place& output : outputs) {
    if (!io::names_folder(context.disk, output.path)) continue;
    usage_error(std::string(output.role) + " " + output.path + ": is a directory; " +
                std::string(cure));
  }
  for (const Place& output : outputs) {
    for (const Place& input : inputs) {
      if (!io::writes_into(context.disk, output.path, input.path)) continue;
      usage_error(fmt::format(
          "{} is {}, which would be read while it is written: -o FILE --force replaces it whole",
          output.path == "-" ? "standard output" : output.path,
          input.path == "-" ? "the file on standard input" : input.path));
    }
  }
  for (auto one = outputs.begin(); one != outputs.end(); ++one) {
    for (auto other = one + 1; other != outputs.end(); ++other) {
      if (!io::same_output(context.disk, one->path, other->path)) continue;
      const std::string first = one == outputs.begin() ? "the output" : std::string(one->role);
      usage_error(std::string(other->role) + " and " + first + " can't both be " +
                  (one->path == "-" ? "standard output: say -o FILE" : one->path));
    }
  }
}

}  // namespace rectify::cli
