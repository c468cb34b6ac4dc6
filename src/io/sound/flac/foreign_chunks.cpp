// Takes a WAV's or AIFF's head apart into blocks, and puts it together again.
#include "io/sound/flac/foreign_chunks.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "io/sound/flac/flac_metadata.hpp"

namespace rectify::io {

extern const Container kWav;
extern const Container kAiff;

namespace {

constexpr std::size_t kName = 4;  // bytes of an application's

struct Kind {
  std::string_view name;
  const MetadataFamily* family;
  const Container* container;
  ChunkStyle style;
  std::string_view samples;  ///< id of the chunk that holds them
  std::size_t samples_head;  ///< bytes of it before the first sample
};

constexpr std::array kKinds = {
    Kind{"riff", &kRiffMetadata, &kWav, kRiffStyle, "data", 8},
    Kind{"aiff", &kAiffMetadata, &kAiff, kAiffStyle, "SSND", 16},
};

constexpr std::size_t kForm = 12;  // bytes of "RIFF", a size, "WAVE"

const Kind* kind_named(std::span<const std::byte> block) {
  for (const Kind& kind : kKinds) {
    if (block.size() >= kName && id_at(block, 0) == kind.name) return &kind;
  }
  return nullptr;
}

const Kind* kind_of(const MetadataFamily* family) {
  for (const Kind& kind : kKinds) {
    if (kind.family == family) return &kind;
  }
  return nullptr;
}

}  // namespace

void take_foreign_chunks(Metadata& metadata, const std::string& application_id) {
  const Kind* found = nullptr;
  bool after = false;
  const auto take = [&](Chunk& block) {
    const Kind* kind = block.id == application_id ? kind_named(block.content) : nullptr;
    if (kind == nullptr || (found != nullptr && kind != found)) return false;
    const bool first = std::exchange(found, kind) == nullptr;
    metadata.foreign_family = kind->family;
    const std::span<const std::byte> chunk = std::span(block.content).subspan(kName);
    constexpr std::size_t kHead = 8;
    if (chunk.size() < kHead) return true;
    const std::string id(id_at(chunk, 0));
    const std::uint64_t size = number_at(chunk.subspan(kName), 4, kind->style.order);
    after = after || id == kind->samples;
    // Only the first: later ones are chunks by that name.
    const bool is_form =
        first && chunk.size() == kForm && (id == "RIFF" || id == "RF64" || id == "FORM");
    const auto& of_samples = kind->family->of_samples;
    if (is_form || std::find(of_samples.begin(), of_samples.end(), id) != of_samples.end()) {
      return true;
    }
    const std::size_t length = std::min<std::uint64_t>(size, chunk.size() - kHead);
    block.content.erase(block.content.begin(), block.content.begin() + kName + kHead);
    block.content.resize(length);
    (after ? metadata.foreign_after : metadata.foreign_before)
        .push_back({id, std::move(block.content)});
    return true;
  };
  std::erase_if(metadata.before, take);
}

void understand_foreign_chunks(Metadata& metadata) {
  if (metadata.foreign_family == nullptr) return;
  metadata.begin_source(true);
  for (const auto* chunks : {&metadata.foreign_before, &metadata.foreign_after}) {
    for (const Chunk& chunk : *chunks) metadata.foreign_family->understand(chunk, metadata);
  }
}

std::vector<std::byte> ForeignBlock::content() const {
  if (chunk == nullptr) return bytes;
  Fields fields(kind_named(bytes)->style.order);
  fields.bytes(bytes);
  fields.chunk(kind_named(bytes)->style, *chunk);
  return fields.all();
}

std::vector<ForeignBlock> foreign_blocks(const SoundFormat& sound, const Metadata& metadata,
                                         std::optional<std::uint64_t> frames, std::size_t after) {
  const Kind* own = kind_of(metadata.family);
  const Kind* kind = own != nullptr ? own : kind_of(metadata.foreign_family);
  if (kind == nullptr) return {};
  const auto& all_before = own != nullptr ? metadata.before : metadata.foreign_before;
  const auto& all_after = own != nullptr ? metadata.after : metadata.foreign_after;
  const auto name = std::as_bytes(std::span(kind->name));
  std::vector<ForeignBlock> before_samples;
  std::vector<ForeignBlock> after_samples;
  Extent extent;
  const auto take = [&](const Chunk& chunk, std::vector<ForeignBlock>& to) {
    const std::size_t size = kind->style.head_bytes() + padded(kind->style, chunk.content.size());
    if (kName + size > kMostFlacBlock) return;
    const bool of_channels = chunk.id == kind->family->of_channels;
    if (of_channels && metadata.channels != sound.channels) return;
    extent.after += size;
    to.push_back({{name.begin(), name.end()}, &chunk});
  };
  for (const Chunk& chunk : all_before) take(chunk, before_samples);
  const std::size_t known = own != nullptr ? std::min(after, all_after.size()) : all_after.size();
  for (const Chunk& chunk : std::span(all_after).first(known)) {
    take(chunk, after_samples);
  }
  if (before_samples.empty() && after_samples.empty()) return {};

  SoundFormat there = sound;
  there.encoding = &kind->container->encoding_like(sound);
  there.container = kind->container;
  if (frames) {
    extent.data = *frames * there.channels * bytes_per_sample(there.encoding->type);
    extent.after += padded(kind->style, *extent.data) - *extent.data;
  }
  const std::vector<std::byte> head = kind->container->plain->head(there, {}, extent);
  std::vector<ForeignBlock> blocks;
  const auto add = [&](std::span<const std::byte> piece) {
    std::vector<std::byte> bytes(name.begin(), name.end());
    bytes.insert(bytes.end(), piece.begin(), piece.end());
    blocks.push_back({std::move(bytes)});
  };
  std::span<const std::byte> rest(head);
  add(rest.first(kForm));
  rest = rest.subspan(kForm);
  while (rest.size() > kind->samples_head) {
    const std::uint64_t size = number_at(rest.subspan(4), 4, kind->style.order);
    const std::size_t whole = kind->style.head_bytes() + padded(kind->style, size);
    add(rest.first(whole));
    rest = rest.subspan(whole);
  }
  std::move(before_samples.begin(), before_samples.end(), std::back_inserter(blocks));
  add(rest);
  std::move(after_samples.begin(), after_samples.end(), std::back_inserter(blocks));
  return blocks;
}

}  // namespace rectify::io
