// MP3.
#include <sndfile.h>

#include <algorithm>
#include <array>
#include <utility>

#include "io/sound/coded.hpp"
#include "io/sound/container.hpp"

namespace rectify::io {

extern const Container kMp3;

namespace {

using namespace std::string_view_literals;

std::optional<std::string> refusal_of_mp3(const SoundFormat& sound) {
  constexpr std::array<std::uint64_t, 9> kRates = {8000,  11025, 12000, 16000, 22050,
                                                   24000, 32000, 44100, 48000};
  if (sound.encoding != &kFloat) return "has an encoding of its own: leave --encoding out";
  if (std::find(kRates.begin(), kRates.end(), sound.rate) == kRates.end()) {
    return "takes the rates 8, 11.025, 12, 16, 22.05, 24, 32, 44.1 and 48 kHz";
  }
  if (sound.channels > 2) return "takes one or two channels";
  return std::nullopt;
}

std::unique_ptr<SampleReader> open(Input& input, std::optional<std::uint64_t> spool_limit) {
  return decode_by_sndfile(input, spool_limit, {.container = &kMp3, .format = SF_FORMAT_MPEG});
}

std::unique_ptr<SampleWriter> create(Output output, const SoundFormat& sound,
                                     const Metadata& metadata) {
  return encode_by_sndfile(std::move(output), sound, metadata,
                           {.format = SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III});
}

// What libsndfile writes; it leaves copyright and software out.
constexpr std::array<std::pair<std::string_view, Tag>, 7> kFrames = {{{"TIT2", Tag::kTitle},
                                                                      {"TPE1", Tag::kArtist},
                                                                      {"COMM", Tag::kComment},
                                                                      {"TDRC", Tag::kDate},
                                                                      {"TALB", Tag::kAlbum},
                                                                      {"TRCK", Tag::kTrack},
                                                                      {"TCON", Tag::kGenre}}};
constexpr MetadataFamily kMp3Metadata{.tags = kFrames};

constexpr std::array kExtensions = {".mp3"sv};
constexpr std::array kEncodings = {&kFloat};

}  // namespace

constinit const Container kMp3{
    .name = "MP3",
    .format = "mp3",
    .extensions = kExtensions,
    .lossy = true,
    .encodings = kEncodings,
    .metadata = &kMp3Metadata,
    .refusal = refusal_of_mp3,
    .open = open,
    .create = create,
};

}  // namespace rectify::io
