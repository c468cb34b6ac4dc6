// FLAC.
#include <sndfile.h>

#include <algorithm>
#include <array>
#include <utility>

#include "io/sound/coded.hpp"
#include "io/sound/comments.hpp"
#include "io/sound/container.hpp"
#include "io/sound/flac/flac_blocks.hpp"
#include "io/sound/id3.hpp"

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
  if (sound.encoding->bits > 24) return "can't hold 32 bits here; --encoding pcm_24 rounds them";
  if (sound.channels > 8) return "can't hold more than 8 channels";
  if (sound.rate > 655350) return "can't hold a rate above 655350 Hz";
  return std::nullopt;
}

std::unique_ptr<SampleReader> open(Input& input, std::optional<std::uint64_t> spool_limit) {
  pass_id3_tags(input);
  std::array<std::byte, 4> magic{};
  if (input.read_fully(magic) != magic.size() || id_at(magic, 0) != "fLaC") return nullptr;
  input.start_over();
  input.make_seekable(spool_limit);
  SndfileDecoding decoding{.container = &kFlac, .fixed_speakers = true};
  decoding.speakers = read_flac_blocks(input, decoding.metadata);
  return decode_by_sndfile(input, spool_limit, std::move(decoding));
}

std::unique_ptr<SampleWriter> create(Output output, const SoundFormat& sound,
                                     const Metadata& metadata) {
  const int bits = sound.encoding->bits == 8    ? SF_FORMAT_PCM_S8
                   : sound.encoding->bits == 16 ? SF_FORMAT_PCM_16
                                                : SF_FORMAT_PCM_24;
  SndfileEncoding coding{.format = SF_FORMAT_FLAC | bits};
  if (metadata.family == &kFlacMetadata) {
    coding.header = std::make_unique<FlacHeader>(metadata.before);
  }
  return encode_by_sndfile(std::move(output), sound, metadata, std::move(coding));
}

constexpr std::array kExtensions = {".flac"sv};
constexpr std::array kEncodings = {&kPcmS8, &kPcm16, &kPcm24};

}  // namespace

constinit const MetadataFamily kFlacMetadata{.tags = kCommentKeys};

constinit const Container kFlac{
    .name = "FLAC",
    .format = "flac",
    .extensions = kExtensions,
    .streams = true,
    .encodings = kEncodings,
    .metadata = &kFlacMetadata,
    .refusal = refusal_of_flac,
    .open = open,
    .create = create,
};

}  // namespace rectify::io
