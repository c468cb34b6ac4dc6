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

constexpr std::array<std::pair<std::string_view, std::string_view>, 15> kCafInfo = {
    {{"title", "TITLE"},
     {"copyright", "COPYRIGHT"},
     {"software", "SOFTWARE"},
     {"encoding application", "SOFTWARE"},
     {"encoder", "SOFTWARE"},
     {"artist", "ARTIST"},
     {"comment", "COMMENT"},
     {"comments", "COMMENT"},
     {"date", "DATE"},
     {"recorded date", "DATE"},
     {"album", "ALBUM"},
     {"license", "LICENSE"},
     {"tracknumber", "TRACKNUMBER"},
     {"track number", "TRACKNUMBER"},
     {"genre", "GENRE"}}};

constexpr std::array kOfSamples = {"desc"sv, "data"sv, "free"sv, "peak"sv,
                                   "ovvw"sv, "pakt"sv, "kuki"sv};

std::vector<Chunk> caf_chunks(const Metadata& metadata) {
  Fields strings(std::endian::big);
  std::uint64_t count = 0;
  for (const auto& [key, text] : joined(metadata.comments)) {
    if (key == kPictureKey || key == kSpeakersKey || key == kEncoderKey) continue;
    std::string name(key.empty() ? "comment" : name_in(kCafInfo, key));
    if (name.empty()) {  // names are in small letters there
      for (const char c : key) name += 'A' <= c && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    strings.text(name);
    strings.u8(0);
    strings.text(text);
    strings.u8(0);
    ++count;
  }
  if (count == 0) return {};
  Fields info(std::endian::big);
  info.u32(count);
  info.bytes(strings.all());
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
    const std::string_view known = key_named(kCafInfo, key);
    if (!key.empty()) metadata.add_comment(known.empty() ? key : known, text);
  }
}

}  // namespace

constinit const MetadataFamily kCafMetadata{
    .comments = kCafInfo,
    .any_comment = true,
    .holds_speakers = true,
    .of_channels = "chan",
    .samples = "data",
    .of_samples = kOfSamples,
    .understand = understand,
    .chunks = caf_chunks,
};

}  // namespace rectify::io
