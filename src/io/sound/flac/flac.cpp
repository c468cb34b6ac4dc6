// FLAC.
#include <array>
#include <string_view>

#include "io/sound/container.hpp"
#include "io/sound/flac/flac_metadata.hpp"
#include "io/sound/flac/flac_reader.hpp"
#include "io/sound/flac/flac_writer.hpp"

namespace rectify::io {

extern const Container kFlac;

namespace {

using namespace std::string_view_literals;

constexpr std::array kExtensions = {".flac"sv};

}  // namespace

std::optional<std::string> flac_refusal(const SoundFormat& sound) {
  if (sound.encoding->is_float()) {
    return "can't hold float samples; --encoding pcm_24 makes them integers";
  }
  if (sound.encoding->kind == Encoding::Kind::kCompanded) {
    return "can't hold G.711; --encoding pcm_16 holds its codes exactly";
  }
  if (sound.encoding == &kPcmU8) return "can't hold pcm_u8; pcm_s8 holds the same samples";
  if (sound.channels > 8) return "can't hold more than 8 channels";
  if (sound.rate > 655350) return "can't hold a rate above 655350 Hz";
  return std::nullopt;
}

constinit const Container kFlac{
    .name = "FLAC",
    .format = "flac",
    .extensions = kExtensions,
    .streams = true,
    .encodings = kFlacEncodings,
    .metadata = &kFlacMetadata,
    .refusal = flac_refusal,
    .open = open_flac,
    .create = create_flac,
};

}  // namespace rectify::io
