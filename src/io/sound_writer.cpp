// Which writer a container takes, once it can hold the sound at all.
#include "io/sound_writer.hpp"

#include <string>
#include <utility>

namespace rectify::io {

std::unique_ptr<SampleWriter> create_sound(Output output, const SoundFormat& sound) {
  if (const auto reason = refusal(sound.container, sound.encoding, sound.channels, sound.rate)) {
    throw Error(ExitStatus::kOutput, output.name() + ": " + std::string(name_of(sound.container)) +
                                         " " + std::string(*reason));
  }
  return sound.container == Container::kFlac ? create_flac(std::move(output), sound)
                                             : create_plain(std::move(output), sound);
}

}  // namespace rectify::io
