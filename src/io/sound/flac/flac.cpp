// FLAC.
#include <array>
#include <string>

#include "io/sound/container.hpp"
#include "io/sound/flac/flac_metadata.hpp"
#include "io/sound/flac/flac_reader.hpp"
#include "io/sound/flac/flac_writer.hpp"

namespace rectify::io {

extern const Container kFlac;

namespace {

using namespace std::string_view_literals;

std::optional<std::string> refusal_of_flac(const SoundFormat& sound) {
  if (sound.encoding->is_float()) {
    return "can't hold float samples; --encoding pcm_24 makes them integers";
  }
  if (sound.encoding->kind == Encoding::Kind::kCompanded) {
    return "can't hold G.711; --encoding pcm_16 holds its codes exactly";
  }
  if (sound.channels > 8) return "can't hold more than 8 channels";
  if (sound.rate > 655350) return "can't hold a rate above 655350 Hz";
  return std::nullopt;
}

constexpr std::array kExtensions = {".flac"sv};
constexpr std::array kMagic = {"fLaC"sv};
constexpr std::array kEncodings = {&kPcmS8, &kPcm16, &kPcm24, &kPcm32};

}  // namespace

constinit const Container kFlac{
    .name = "FLAC",
    .format = "flac",
    .extensions = kExtensions,
    .magic = kMagic,
    .streams = true,
    .encodings = kEncodings,
    .metadata = &kFlacMetadata,
    .refusal = refusal_of_flac,
    .open = open_flac,
    .create = create_flac,
};

}  // namespace rectify::io
