// The metadata of CAF.
#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "io/sound/caf/caf.hpp"
#include "io/sound/metadata_family.hpp"

namespace rectify::io {
namespace {

using namespace std::string_view_literals;

constexpr std::array<std::pair<std::string_view, Tag>, 15> kCafInfo = {
    {{"title", Tag::kTitle},
     {"copyright", Tag::kCopyright},
     {"software", Tag::kSoftware},
     {"encoding application", Tag::kSoftware},
     {"encoder", Tag::kSoftware},
     {"artist", Tag::kArtist},
     {"comment", Tag::kComment},
     {"comments", Tag::kComment},
     {"date", Tag::kDate},
     {"recorded date", Tag::kDate},
     {"album", Tag::kAlbum},
     {"license", Tag::kLicense},
     {"tracknumber", Tag::kTrack},
     {"track number", Tag::kTrack},
     {"genre", Tag::kGenre}}};

constexpr std::array kOfSamples = {"desc"sv, "data"sv, "free"sv, "peak"sv,
                                   "ovvw"sv, "pakt"sv, "kuki"sv};

std::vector<Chunk> caf_chunks(const Metadata& metadata) {
  if (metadata.strings.empty()) return {};
  Fields info(std::endian::big);
  info.u32(metadata.strings.size());
  for (const auto& [tag, text] : metadata.strings) {
    info.text(name_in(kCafInfo, tag));
    info.u8(0);
    info.text(text);
    info.u8(0);
  }
  return {{"info", info.all()}};
}

void understand(const Chunk& chunk, Metadata& metadata) {
  if (chunk.id == "chan" && chunk.content.size() >= 4) {
    // What others can say as well: WAVEX's mask, mono, stereo.
    constexpr std::array<std::uint64_t, 3> kCommon = {0x10000, 100U << 16U | 1U, 101U << 16U | 2U};
    const std::uint64_t layout = number_at(chunk.content, 4, std::endian::big);
    if (std::find(kCommon.begin(), kCommon.end(), layout) == kCommon.end())
      metadata.note("channel map");
    return;
  }
  if (chunk.id != "info" || chunk.content.size() < 4) return metadata.note(word_for(chunk.id));
  std::string_view rest = as_text(std::span(chunk.content).subspan(4));
  const auto next = [&] {
    const std::string_view text = rest.substr(0, rest.find('\0'));
    rest.remove_prefix(std::min(rest.size(), text.size() + 1));
    return text;
  };
  while (!rest.empty()) {
    const std::string_view key = next();
    const std::string_view text = next();
    if (const Tag* tag = tag_named(kCafInfo, key)) {
      metadata.strings.emplace(*tag, text);
    } else if (!key.empty()) {
      metadata.note("string '" + std::string(key) + "'");
    }
  }
}

}  // namespace

constinit const MetadataFamily kCafMetadata{
    .tags = kCafInfo,
    .holds_speakers = true,
    .of_channels = "chan",
    .samples = "data",
    .of_samples = kOfSamples,
    .understand = understand,
    .chunks = caf_chunks,
};

}  // namespace rectify::io
