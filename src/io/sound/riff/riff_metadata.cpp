// The metadata of WAV, RIFX, RF64 and W64.
#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "io/sound/metadata_family.hpp"
#include "io/sound/riff/riff.hpp"

namespace rectify::io {
namespace {

using namespace std::string_view_literals;

constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kInfo = {
    {{"INAM", "TITLE"},
     {"ICOP", "COPYRIGHT"},
     {"ISFT", "SOFTWARE"},
     {"IART", "ARTIST"},
     {"ICMT", "COMMENT"},
     {"ICRD", "DATE"},
     {"IPRD", "ALBUM"},
     {"ITRK", "TRACKNUMBER"},
     {"IGNR", "GENRE"}}};

/// Shows each chunk in a chunk.
template <class Show>
void each_part(std::span<const std::byte> content, std::endian order, Show show) {
  while (content.size() >= 8) {
    const std::uint64_t claimed = number_at(content.subspan(4), 4, order);
    const std::size_t size = std::min<std::uint64_t>(claimed, content.size() - 8);
    show(std::string(as_text(content.first(4))), content.subspan(8, size));
    content = content.subspan(std::min(content.size(), 8 + size + size % 2));
  }
}

constexpr std::array kOfSamples = {"fmt "sv, "fact"sv, "data"sv, "ds64"sv, "PEAK"sv,
                                   "levl"sv, "JUNK"sv, "junk"sv, "PAD "sv, "FLLR"sv};

std::vector<Chunk> riff_chunks(const Metadata& metadata) {
  std::vector<Chunk> chunks;
  Fields info(std::endian::little);
  info.text("INFO");
  for (const auto& [key, text] : joined(metadata.comments)) {
    const std::string_view id = name_in(kInfo, key);
    if (id.empty()) continue;
    Fields content(std::endian::little);
    content.text(text);
    content.u8(0);
    info.chunk(kRiffStyle, {std::string(id), std::move(content).all()});
  }
  if (info.length() > 4) chunks.push_back({"LIST", std::move(info).all()});
  if (metadata.cues.empty()) return chunks;

  Fields cue(std::endian::little);
  Fields names(std::endian::little);
  names.text("adtl");
  cue.u32(metadata.cues.size());
  std::uint64_t id = 0;
  for (const auto& [frame, name] : metadata.cues) {
    cue.u32(++id);
    cue.u32(frame);
    cue.text("data");
    cue.u32(0);
    cue.u32(0);
    cue.u32(frame);
    if (name.empty()) continue;
    Fields label(std::endian::little);
    label.u32(id);
    label.text(name);
    label.u8(0);
    names.chunk(kRiffStyle, {"labl", std::move(label).all()});
  }
  chunks.push_back({"cue ", std::move(cue).all()});
  if (names.length() > 4) chunks.push_back({"LIST", std::move(names).all()});
  return chunks;
}

template <std::endian order>
void understand(const Chunk& chunk, Metadata& metadata) {
  const std::span<const std::byte> content(chunk.content);
  const bool list = chunk.id == "LIST" && content.size() >= 4;
  const std::string kind = list ? std::string(as_text(content.first(4))) : "";
  if (kind == "INFO") {
    each_part(content.subspan(4), order, [&](const std::string& id, auto text) {
      const std::string_view key = key_named(kInfo, id);
      metadata.add_comment(key.empty() ? id : key, c_string(text));
    });
  } else if (kind == "adtl") {
    each_part(content.subspan(4), order, [&](const std::string& id, auto label) {
      if (id != "labl" || label.size() < 4) return metadata.note("cue " + id);
      metadata.name_cue(number_at(label, 4, order), c_string(label.subspan(4)));
    });
  } else if (chunk.id == "cue " && content.size() >= 4) {
    constexpr std::size_t kEntry = 24;
    const std::size_t count =
        std::min<std::uint64_t>(number_at(content, 4, order), (content.size() - 4) / kEntry);
    for (std::size_t i = 0; i < count; ++i) {
      const auto entry = content.subspan(4 + i * kEntry, kEntry);
      metadata.add_cue(number_at(entry, 4, order),
                       static_cast<std::uint32_t>(number_at(entry.subspan(20), 4, order)));
    }
  } else {
    metadata.note(word_for(chunk.id));
  }
}

}  // namespace

constinit const MetadataFamily kRiffMetadata{
    .comments = kInfo,
    .most_cues = 0xFFFFFFFF,
    .holds_speakers = true,
    .samples = "data",
    .of_samples = kOfSamples,
    .understand = understand<std::endian::little>,
    .chunks = riff_chunks,
};

constinit const MetadataFamily kRifxMetadata{
    .samples = "data",
    .of_samples = kOfSamples,
    .understand = understand<std::endian::big>,
};

constinit const MetadataFamily kW64Metadata{
    .holds_speakers = true,
    .samples = "data",
    .of_samples = kOfSamples,
    .understand = understand<std::endian::little>,
};

}  // namespace rectify::io
