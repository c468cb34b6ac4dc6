// Asks the disk what each path is.
#include "cli/commands/many/streams.hpp"

#include <algorithm>

#include "io/file/place.hpp"

namespace rectify::cli {

bool may_be_spooled(const SourceRequest::Named& input, const Context& context) {
  return !io::names_file(context.disk, input.path);
}

void check_streams(const std::vector<SourceRequest::Named>& inputs, const OptionList& options,
                   const std::vector<Place>& shared, const Context& context) {
  const bool any = std::any_of(
      inputs.begin(), inputs.end(),
      [&](const SourceRequest::Named& input) { return may_be_spooled(input, context); });
  if (options.given("--spool-limit") && !any) {
    usage_error("--spool-limit has no effect: nothing is spooled, since every INPUT is a file");
  }
  if (inputs.size() < 2) return;
  for (const Place& input : shared) {
    if (io::names_file(context.disk, input.path)) continue;
    usage_error(std::string(input.role) + " " + input.path +
                " can be read only once: with several INPUTs it must be a file");
  }
}

}  // namespace rectify::cli
