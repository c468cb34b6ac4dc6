// Which writer a container takes, once it can hold the sound at all.
#include "io/sound/sound_writer.hpp"

#include <string>
#include <utility>

namespace rectify::io {
namespace {

/// Whether a container's head is written once and for all where the length is not known.
bool streams(Container container) {
  switch (container) {
    case Container::kWav:
    case Container::kAu:
    case Container::kRaw:
    case Container::kFlac:
    case Container::kVorbis:
    case Container::kOpus: return true;
    default: return false;
  }
}

/// Whether what is appended to an empty file is the same as what a pipe gets, and no worse.
bool appends(Container container) {
  return container == Container::kAu || container == Container::kRaw ||
         container == Container::kVorbis || container == Container::kOpus;
}

}  // namespace

std::unique_ptr<SampleWriter> create_sound(Output output, const SoundFormat& sound,
                                           const Metadata& metadata) {
  const std::string kind(name_of(sound.container));
  const auto refuse = [&](const std::string& why) {
    throw Error(ExitStatus::kOutput, output.name() + ": " + kind + " " + why);
  };
  if (const auto reason = refusal(sound)) refuse(*reason);
  if (output.appending() && !appends(sound.container)) {
    refuse("comes back to its header at the end, which >> does not allow; say > or -o");
  }
  if (!output.seekable() && !streams(sound.container)) {
    refuse("needs a file that it can seek in; WAV, AU, FLAC, Ogg and CSV do not");
  }
  return is_plain(sound.container) ? create_plain(std::move(output), sound, metadata)
                                   : create_coded(std::move(output), sound, metadata);
}

}  // namespace rectify::io
