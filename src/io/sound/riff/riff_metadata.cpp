// What stands beside the samples of WAV, RIFX, RF64 and W64.
#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "io/sound/metadata_family.hpp"

namespace rectify::io {
namespace {

using namespace std::string_view_literals;

constexpr std::array<std::pair<std::string_view, Tag>, 9> kInfo = {{{"INAM", Tag::kTitle},
                                                                    {"ICOP", Tag::kCopyright},
                                                                    {"ISFT", Tag::kSoftware},
                                                                    {"IART", Tag::kArtist},
                                                                    {"ICMT", Tag::kComment},
                                                                    {"ICRD", Tag::kDate},
                                                                    {"IPRD", Tag::kAlbum},
                                                                    {"ITRK", Tag::kTrack},
                                                                    {"IGNR", Tag::kGenre}}};

/// The chunks in a chunk.
std::vector<std::pair<std::string, std::span<const std::byte>>> parts_of(
    std::span<const std::byte> content, std::endian order) {
  std::vector<std::pair<std::string, std::span<const std::byte>>> parts;
  while (content.size() >= 8) {
    const std::uint64_t claimed = number_at(content.subspan(4), 4, order);
    const std::size_t size = std::min<std::uint64_t>(claimed, content.size() - 8);
    parts.emplace_back(std::string(as_text(content.first(4))), content.subspan(8, size));
    content = content.subspan(std::min(content.size(), 8 + size + size % 2));
  }
  return parts;
}

}  // namespace

TagNames riff_tags() { return kInfo; }

bool riff_describes_samples(std::string_view id) {
  constexpr std::array kIds = {"fmt "sv, "fact"sv, "data"sv, "ds64"sv, "PEAK"sv,
                               "levl"sv, "JUNK"sv, "junk"sv, "PAD "sv, "FLLR"sv};
  return std::find(kIds.begin(), kIds.end(), id) != kIds.end();
}

std::vector<Chunk> riff_chunks(const Metadata& metadata) {
  std::vector<Chunk> chunks;
  Fields info(std::endian::little);
  info.text("INFO");
  for (const auto& [tag, text] : metadata.strings) {
    const std::string_view id = name_in(kInfo, tag);
    if (id.empty()) continue;
    Fields content(std::endian::little);
    content.text(text);
    content.u8(0);
    info.chunk(kRiffStyle, {std::string(id), content.all()});
  }
  if (info.length() > 4) chunks.push_back({"LIST", info.all()});
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
    names.chunk(kRiffStyle, {"labl", label.all()});
  }
  chunks.push_back({"cue ", cue.all()});
  if (names.length() > 4) chunks.push_back({"LIST", names.all()});
  return chunks;
}

void Metadata::understand_riff(const Chunk& chunk, std::endian order) {
  const std::span<const std::byte> content(chunk.content);
  const bool list = chunk.id == "LIST" && content.size() >= 4;
  const std::string kind = list ? std::string(as_text(content.first(4))) : "";
  if (kind == "INFO") {
    for (const auto& [id, text] : parts_of(content.subspan(4), order)) {
      if (const Tag* tag = tag_named(kInfo, id)) {
        if (!strings.emplace(*tag, c_string(text)).second) note("string '" + id + "' again");
      } else {
        note("string '" + id + "'");
      }
    }
  } else if (kind == "adtl") {
    for (const auto& [id, label] : parts_of(content.subspan(4), order)) {
      if (id != "labl" || label.size() < 4) {
        note("cue " + id);
        continue;
      }
      const std::uint64_t cue = number_at(label, 4, order);
      std::string& name = cue_names_[cue] = c_string(label.subspan(4));
      const auto place = cue_places_.find(cue);
      if (place != cue_places_.end()) cues[place->second].name = name;
    }
  } else if (chunk.id == "cue " && content.size() >= 4) {
    constexpr std::size_t kEntry = 24;
    const std::size_t count =
        std::min<std::uint64_t>(number_at(content, 4, order), (content.size() - 4) / kEntry);
    for (std::size_t i = 0; i < count; ++i) {
      const auto entry = content.subspan(4 + i * kEntry, kEntry);
      const std::uint64_t cue = number_at(entry, 4, order);
      const auto named = cue_names_.find(cue);
      cue_places_[cue] = cues.size();
      cues.push_back({static_cast<std::uint32_t>(number_at(entry.subspan(20), 4, order)),
                      named == cue_names_.end() ? "" : named->second});
    }
  } else {
    note(word_for(chunk.id));
  }
}

}  // namespace rectify::io
