// Opus, in Ogg.
#include <sndfile.h>

#include <algorithm>
#include <array>
#include <utility>

#include "io/sound/ogg/ogg.hpp"
#include "io/sound/ogg/ogg_comments.hpp"

namespace rectify::io {

extern const Container kOpus;

namespace {

using namespace std::string_view_literals;

constexpr int kSndfile = SF_FORMAT_OGG | SF_FORMAT_OPUS;

std::optional<std::string> refusal_of_opus(const SoundFormat& sound) {
  constexpr std::array<std::uint64_t, 3> kRates = {8000, 16000, 48000};
  if (sound.encoding != &kFloat) return "has an encoding of its own: leave --encoding out";
  if (std::find(kRates.begin(), kRates.end(), sound.rate) == kRates.end()) {
    return "takes the rates 8, 16 and 48 kHz here";
  }
  if (sound.channels > 8) return "takes up to 8 channels here";
  return std::nullopt;
}

std::unique_ptr<SampleWriter> create(Output output, const SoundFormat& sound,
                                     const Metadata& metadata) {
  return create_ogg(std::move(output), sound, metadata, kSndfile);
}

constexpr std::array kExtensions = {".opus"sv};
constexpr std::array kEncodings = {&kFloat};

}  // namespace

constinit const Container kOpus{
    .name = "Opus",
    .format = "opus",
    .extensions = kExtensions,
    .lossy = true,
    .streams = true,
    .appends = true,
    .encodings = kEncodings,
    .metadata = &kOggMetadata,
    .refusal = refusal_of_opus,
    .open = open_ogg,
    .create = create,
};

}  // namespace rectify::io
