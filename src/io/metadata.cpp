#include "io/metadata.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace rectify::io {
namespace {

using namespace std::string_view_literals;

/// Chunks that describe the samples of the old file, its layout or its peak.
bool describes_samples(Family family, std::string_view id) {
  constexpr std::array kRiff = {"fmt "sv, "fact"sv, "data"sv, "ds64"sv, "PEAK"sv,
                                "levl"sv, "JUNK"sv, "junk"sv, "PAD "sv, "FLLR"sv};
  constexpr std::array kAiff = {"COMM"sv, "SSND"sv, "FVER"sv, "PEAK"sv, "FLLR"sv};
  constexpr std::array kCaf = {"desc"sv, "data"sv, "free"sv, "peak"sv,
                               "ovvw"sv, "pakt"sv, "kuki"sv};
  const auto in = [&](const auto& ids) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
  };
  if (family == Family::kAiff) return in(kAiff);
  if (family == Family::kCaf) return in(kCaf);
  return in(kRiff);
}

constexpr std::array<std::pair<std::string_view, Tag>, 9> kInfo = {{{"INAM", Tag::kTitle},
                                                                    {"ICOP", Tag::kCopyright},
                                                                    {"ISFT", Tag::kSoftware},
                                                                    {"IART", Tag::kArtist},
                                                                    {"ICMT", Tag::kComment},
                                                                    {"ICRD", Tag::kDate},
                                                                    {"IPRD", Tag::kAlbum},
                                                                    {"ITRK", Tag::kTrack},
                                                                    {"IGNR", Tag::kGenre}}};

constexpr std::array<std::pair<std::string_view, Tag>, 4> kAiffText = {{{"NAME", Tag::kTitle},
                                                                        {"AUTH", Tag::kArtist},
                                                                        {"(c) ", Tag::kCopyright},
                                                                        {"ANNO", Tag::kComment}}};

// The first of a tag's keys is the one that is written.
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

template <std::size_t n>
const Tag* tag_named(const std::array<std::pair<std::string_view, Tag>, n>& names,
                     std::string_view name) {
  for (const auto& [known, tag] : names) {
    if (known == name) return &tag;
  }
  return nullptr;
}

template <std::size_t n>
std::string_view name_in(const std::array<std::pair<std::string_view, Tag>, n>& names, Tag tag) {
  for (const auto& [name, known] : names) {
    if (known == tag) return name;
  }
  return {};
}

std::string_view as_text(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Up to the first zero byte.
std::string c_string(std::span<const std::byte> bytes) {
  const std::string_view text = as_text(bytes);
  return std::string(text.substr(0, text.find('\0')));
}

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

std::string word_for(const std::string& id) {
  if (id == "smpl" || id == "inst" || id == "INST") return "instrument and loops";
  if (id == "bext") return "bext";
  if (id == "cart") return "cart";
  return id.size() == 4 ? "chunk '" + id + "'" : "a chunk without a name";
}

std::vector<Chunk> riff_from(const Metadata& metadata) {
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

/// How many of them AIFF can number: from 1 to 2^15-1.
std::size_t cues_held(const Metadata& metadata) {
  return std::min<std::size_t>(metadata.cues.size(), 0x7FFF);
}

std::vector<Chunk> aiff_from(const Metadata& metadata) {
  std::vector<Chunk> chunks;
  for (const auto& [tag, text] : metadata.strings) {
    const std::string_view id = name_in(kAiffText, tag);
    if (id.empty()) continue;
    Fields content(std::endian::big);
    content.text(text);
    chunks.push_back({std::string(id), content.all()});
  }
  if (metadata.cues.empty()) return chunks;
  constexpr std::size_t kLongest = 254;  // with its length an even number of bytes
  Fields marks(std::endian::big);
  const std::span cues = std::span(metadata.cues).first(cues_held(metadata));
  marks.u16(cues.size());
  std::uint64_t id = 0;
  for (const auto& [frame, name] : cues) {
    const std::string_view text = std::string_view(name).substr(0, kLongest);
    marks.u16(++id);
    marks.u32(frame);
    marks.u8(text.size());
    marks.text(text);
    if (text.size() % 2 == 0) marks.u8(0);
  }
  chunks.push_back({"MARK", marks.all()});
  return chunks;
}

std::vector<Chunk> caf_from(const Metadata& metadata) {
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

bool holds_cues(Container container) {
  return container == Container::kWav || container == Container::kRf64 ||
         container == Container::kAiff;
}

bool holds_speakers(Container container) {
  return container <= Container::kW64 || container == Container::kCaf;
}

}  // namespace

Family family_of(Container container) {
  switch (container) {
    case Container::kWav:
    case Container::kRf64: return Family::kRiff;
    case Container::kW64: return Family::kW64;
    case Container::kAiff: return Family::kAiff;
    case Container::kCaf: return Family::kCaf;
    case Container::kAu: return Family::kAu;
    case Container::kFlac: return Family::kFlac;
    default: return Family::kNone;
  }
}

void Metadata::take(ChunkWalker& walker, const ChunkWalker::Head& head, Place place) {
  constexpr std::size_t kMost = std::size_t{16} * 1024 * 1024;
  if (describes_samples(family, head.id)) return;
  const std::uint64_t cost = head.size + std::min(sizeof(Chunk), ~head.size);  // empty ones too
  if (cost > kMost - kept_) {
    constexpr std::size_t kMostNamed = 8;
    if (too_large.size() < kMostNamed) {
      too_large.push_back(word_for(head.id) + " of " + std::to_string(head.size) + " bytes");
    } else if (too_large.size() == kMostNamed) {
      too_large.emplace_back("more chunks");
    }
    return;
  }
  Chunk chunk{head.id, walker.content(head.size)};
  if (chunk.content.size() < head.size) return;  // the file breaks off in it
  kept_ += cost;
  switch (family) {
    case Family::kAiff: understand_aiff(chunk); break;
    case Family::kCaf: understand_caf(chunk); break;
    default:
      understand_riff(chunk, family == Family::kRifx ? std::endian::big : std::endian::little);
  }
  (place == Place::kBefore ? before : behind).push_back(std::move(chunk));
}

void Metadata::note(std::string word) {
  if (std::find(family_only.begin(), family_only.end(), word) == family_only.end()) {
    family_only.push_back(std::move(word));
  }
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

void Metadata::understand_aiff(const Chunk& chunk) {
  std::span<const std::byte> content(chunk.content);
  if (const Tag* tag = tag_named(kAiffText, chunk.id)) {
    if (!strings.emplace(*tag, c_string(content)).second) {
      note("more comments");
    }
  } else if (chunk.id == "COMT" && content.size() >= 2) {
    constexpr std::size_t kHead = 8;  // time stamp, marker, length of the text
    content = content.subspan(2);
    while (content.size() >= kHead) {
      const std::size_t length = number_at(content.subspan(6), 2, std::endian::big);
      const std::size_t there = std::min(length, content.size() - kHead);
      if (!strings.emplace(Tag::kComment, c_string(content.subspan(kHead, there))).second) {
        note("more comments");
      }
      content = content.subspan(std::min(content.size(), kHead + length + length % 2));
    }
  } else if (chunk.id == "MARK" && content.size() >= 2) {
    constexpr std::size_t kHead = 7;  // id, position, length of the name
    content = content.subspan(2);
    while (content.size() >= kHead) {
      const auto position =
          static_cast<std::uint32_t>(number_at(content.subspan(2), 4, std::endian::big));
      const auto length = std::to_integer<std::size_t>(content[6]);
      const std::size_t there = std::min(length, content.size() - kHead);
      cues.push_back({position, std::string(as_text(content.subspan(kHead, there)))});
      content = content.subspan(std::min(content.size(), kHead + length + (length + 1) % 2));
    }
  } else {
    note(word_for(chunk.id));
  }
}

void Metadata::understand_caf(const Chunk& chunk) {
  if (chunk.id == "chan" && chunk.content.size() >= 4) {
    // What others can say as well: WAVEX's mask, mono, stereo.
    constexpr std::array<std::uint64_t, 3> kCommon = {0x10000, 100U << 16U | 1U, 101U << 16U | 2U};
    const std::uint64_t layout = number_at(chunk.content, 4, std::endian::big);
    if (std::find(kCommon.begin(), kCommon.end(), layout) == kCommon.end()) note("channel map");
    return;
  }
  if (chunk.id != "info" || chunk.content.size() < 4) return note(word_for(chunk.id));
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
      strings.emplace(*tag, text);
    } else if (!key.empty()) {
      note("string '" + std::string(key) + "'");
    }
  }
}

std::vector<Chunk> chunks_for(const SoundFormat& sound, const Metadata& metadata) {
  const Family family = family_of(sound.container);
  if (family == metadata.family) {
    std::vector<Chunk> chunks = metadata.before;
    // A channel layout that is of other channels.
    if (metadata.channels != sound.channels) {
      std::erase_if(chunks, [](const Chunk& c) { return c.id == "chan" || c.id == "CHAN"; });
    }
    return chunks;
  }
  switch (family) {
    case Family::kRiff: return riff_from(metadata);
    case Family::kAiff: return aiff_from(metadata);
    case Family::kCaf: return caf_from(metadata);
    default: return {};
  }
}

bool holds(Container container, Tag tag) {
  switch (container) {
    case Container::kWav:
    case Container::kRf64: return !name_in(kInfo, tag).empty();
    case Container::kAiff: return !name_in(kAiffText, tag).empty();
    case Container::kCaf:
    case Container::kFlac:
    case Container::kVorbis:
    case Container::kOpus: return true;
    case Container::kMp3:  // libsndfile leaves the others out
      return tag != Tag::kLicense && tag != Tag::kCopyright && tag != Tag::kSoftware;
    default: return false;
  }
}

std::string listed(const std::vector<std::string>& words) {
  std::string list;
  for (const std::string& word : words) list += (list.empty() ? "" : ", ") + word;
  return list;
}

std::string losses(const Metadata& metadata, const SoundFormat& from, const SoundFormat& to) {
  constexpr std::array kTags = {"title", "copyright", "software", "artist", "comment",
                                "date",  "album",     "license",  "track",  "genre"};
  std::vector<std::string> words;
  if (metadata.family == Family::kNone || metadata.family != family_of(to.container)) {
    for (const auto& [tag, text] : metadata.strings) {
      if (!holds(to.container, tag)) words.emplace_back(kTags.at(static_cast<std::size_t>(tag)));
    }
    if (!metadata.cues.empty() && !holds_cues(to.container)) words.emplace_back("cue points");
    if (to.container == Container::kAiff && cues_held(metadata) != metadata.cues.size()) {
      words.emplace_back("cue points beyond the 32767th");
    }
    words.insert(words.end(), metadata.family_only.begin(), metadata.family_only.end());
    if (from.speakers != 0 && from.channels == to.channels && !holds_speakers(to.container) &&
        from.speakers != usual_speakers(from.channels)) {
      words.emplace_back("channel map");
    }
  }
  return listed(words);
}

}  // namespace rectify::io
