// Reads and writes Ogg Vorbis and Opus through libsndfile.
#include "io/sound/ogg/ogg.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "io/sound/comments.hpp"
#include "io/sound/id3.hpp"
#include "io/sound/ogg/ogg_comments.hpp"

namespace rectify::io {
namespace {

/// Whether an Ogg stream lacks its end: its last page says that it is the last, and is whole (RFC
/// 3533, section 6).
bool lacks_last_page(Input& input) {
  constexpr std::uint64_t kLongestPage = 27 + 255 + 255 * 255;
  constexpr std::size_t kHead = 27;
  constexpr std::string_view kMagic = "OggS";
  const std::uint64_t size = input.size();
  input.seek(size - std::min(size, kLongestPage));
  std::string end(std::min(size, kLongestPage), '\0');
  end.resize(input.read_fully(std::as_writable_bytes(std::span(end))));
  const std::size_t at = end.rfind(kMagic);
  if (at == std::string::npos || end.size() < at + kHead) return true;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(end[at + i]); };
  std::size_t length = kHead + byte(26);
  for (std::size_t i = 0; i < byte(26) && at + kHead + i < end.size(); ++i) {
    length += byte(kHead + i);
  }
  constexpr unsigned kLast = 4;
  return (byte(5) & kLast) == 0 || end.size() < at + length;
}

}  // namespace

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

std::unique_ptr<SampleReader> open_ogg(Input& input, std::optional<std::uint64_t> spool_limit,
                                       const Container& container, int format) {
  pass_id3_tags(input);
  std::array<std::byte, 4> magic{};
  if (input.read_fully(magic) != magic.size() || id_at(magic, 0) != "OggS") return nullptr;
  input.start_over();
  input.make_seekable(spool_limit);
  SndfileDecoding decoding{.container = &container, .format = format, .order = ogg_order};
  read_ogg_comments(input, decoding.metadata);
  decoding.cut_short = lacks_last_page(input);
  return decode_by_sndfile(input, spool_limit, std::move(decoding));
}

std::unique_ptr<SampleWriter> create_ogg(Output output, const SoundFormat& sound,
                                         const Metadata& metadata, int format) {
  SndfileEncoding coding{.format = format, .order = ogg_order};
  if (metadata.family == &kOggMetadata) {
    coding.header = std::make_unique<OggHeader>(metadata.before);
  }
  return encode_by_sndfile(std::move(output), sound, metadata, std::move(coding));
}

constinit const MetadataFamily kOggMetadata{.tags = kCommentKeys};

}  // namespace rectify::io
