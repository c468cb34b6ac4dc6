// Writes Ogg Vorbis and Opus through libsndfile.
#include "io/sound/ogg/ogg.hpp"

#include <utility>

#include "io/sound/ogg/ogg_comments.hpp"

namespace rectify::io {
std::vector<std::size_t> ogg_order(std::size_t channels) {
  switch (channels) {
    case 3: return {0, 2, 1};
    case 5: return {0, 2, 1, 3, 4};
    case 6: return {0, 2, 1, 4, 5, 3};
    case 7: return {0, 2, 1, 5, 6, 4, 3};
    case 8: return {0, 2, 1, 6, 7, 4, 5, 3};
    default: return {};
  }
}

std::unique_ptr<SampleWriter> create_ogg(Output output, const SoundFormat& sound,
                                         const Metadata& metadata, int format) {
  SndfileEncoding coding{.format = format,
                         .order = ogg_order,
                         .header = std::make_unique<OggHeader>(ogg_entries(metadata))};
  return encode_by_sndfile(std::move(output), sound, std::move(coding));
}

constinit const MetadataFamily kOggMetadata{.any_comment = true, .pictures = true};

}  // namespace rectify::io
