// The metadata of AIFF.
#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "io/sound/aiff/aiff.hpp"
#include "io/sound/metadata_family.hpp"

namespace rectify::io {
namespace {

using namespace std::string_view_literals;

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kAiffText = {
    {{"NAME", "TITLE"}, {"AUTH", "ARTIST"}, {"(c) ", "COPYRIGHT"}, {"ANNO", "COMMENT"}}};

constexpr std::array kOfSamples = {"COMM"sv, "SSND"sv, "FVER"sv, "PEAK"sv, "FLLR"sv};
constexpr std::size_t kMostCues = 0x7FFF;  // numbered from 1 in 16 bits with a sign

std::vector<Chunk> aiff_chunks(const Metadata& metadata) {
  std::vector<Chunk> chunks;
  // Only annotations may stand there more than once.
  std::vector<std::pair<std::string, std::string>> texts = joined(metadata.comments);
  std::erase_if(texts, [](const auto& text) { return text.first == "COMMENT"; });
  for (const Comment& comment : metadata.comments) {
    if (comment.key() == "COMMENT") texts.emplace_back("COMMENT", comment.text());
  }
  for (const auto& [key, text] : texts) {
    const std::string_view id = name_in(kAiffText, key);
    if (id.empty()) continue;
    Fields content(std::endian::big);
    content.text(text);
    chunks.push_back({std::string(id), std::move(content).all()});
  }
  if (metadata.cues.empty()) return chunks;
  constexpr std::size_t kLongest = 254;  // with its length an even number of bytes
  Fields marks(std::endian::big);
  const std::span cues = std::span(metadata.cues).first(std::min(metadata.cues.size(), kMostCues));
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
  chunks.push_back({"MARK", std::move(marks).all()});
  return chunks;
}

void understand(const Chunk& chunk, Metadata& metadata) {
  std::span<const std::byte> content(chunk.content);
  if (const auto key = key_named(kAiffText, chunk.id); !key.empty()) {
    metadata.add_comment(key, c_string(content));
  } else if (chunk.id == "COMT" && content.size() >= 2) {
    constexpr std::size_t kHead = 8;  // time stamp, marker, length of the text
    content = content.subspan(2);
    while (content.size() >= kHead) {
      const std::size_t length = number_at(content.subspan(6), 2, std::endian::big);
      const std::size_t there = std::min(length, content.size() - kHead);
      metadata.add_comment("COMMENT", c_string(content.subspan(kHead, there)));
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
      metadata.add_named_cue(position, std::string(as_text(content.subspan(kHead, there))));
      content = content.subspan(std::min(content.size(), kHead + length + (length + 1) % 2));
    }
  } else {
    metadata.note(word_for(chunk.id));
  }
}

}  // namespace

constinit const MetadataFamily kAiffMetadata{
    .comments = kAiffText,
    .most_cues = kMostCues,
    .of_channels = "CHAN",
    .samples = "SSND",
    .of_samples = kOfSamples,
    .understand = understand,
    .chunks = aiff_chunks,
};

}  // namespace rectify::io
