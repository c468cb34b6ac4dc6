// Checks that a container can hold a sound and be written to an output, and starts its writer.
#include "io/sound/sound_writer.hpp"

#include <string>
#include <utility>
#include <vector>

#include "io/sound/container.hpp"

namespace rectify::io {
namespace {

/// The names of the containers that can be written to a pipe: "WAV, AU, …".
std::string streaming_containers() {
  std::vector<std::string> names;
  for (const Container* container : containers()) {
    if (container->streams) names.emplace_back(container->name);
  }
  return listed(names);
}

}  // namespace

std::unique_ptr<SampleWriter> create_sound(Output output, const SoundFormat& sound,
                                           const Metadata& metadata) {
  const Container& container = *sound.container;
  const auto refuse = [&](const std::string& why) {
    throw Error(ExitStatus::kOutput,
                output.name() + ": " + std::string(container.name) + " " + why);
  };
  if (const auto reason = refusal(sound)) refuse(*reason);
  if (output.appending() && !container.appends) {
    refuse("comes back to its header at the end, which >> does not allow; say > or -o");
  }
  if (!output.seekable() && !container.streams) {
    refuse("needs a file that it can seek in; " + streaming_containers() + " and tables do not");
  }
  return container.create(std::move(output), sound, metadata);
}

}  // namespace rectify::io
