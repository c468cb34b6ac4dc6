// Ogg Vorbis.
#include <sndfile.h>

#include <algorithm>
#include <array>
#include <utility>

#include "io/sound/ogg/ogg.hpp"
#include "io/sound/ogg/ogg_comments.hpp"

namespace rectify::io {

extern const Container kVorbis;

namespace {

using namespace std::string_view_literals;

constexpr int kSndfile = SF_FORMAT_OGG | SF_FORMAT_VORBIS;

std::optional<std::string> refusal_of_vorbis(const SoundFormat& sound) {
  if (sound.encoding != &kFloat) return "has an encoding of its own: leave --encoding out";
  if (sound.rate < 8000 || sound.rate > 192000) return "takes rates from 8 to 192 kHz";
  if (sound.channels > 8) return "takes up to 8 channels here";
  return std::nullopt;
}

std::unique_ptr<SampleWriter> create(Output output, const SoundFormat& sound,
                                     const Metadata& metadata) {
  return create_ogg(std::move(output), sound, metadata, kSndfile);
}

constexpr std::array kExtensions = {".ogg"sv};
constexpr std::array kEncodings = {&kFloat};

}  // namespace

constinit const Container kVorbis{
    .name = "Ogg Vorbis",
    .format = "ogg",
    .extensions = kExtensions,
    .lossy = true,
    .streams = true,
    .appends = true,
    .encodings = kEncodings,
    .metadata = &kOggMetadata,
    .refusal = refusal_of_vorbis,
    .open = open_ogg,
    .create = create,
};

}  // namespace rectify::io
