#include "io/sound/layout.hpp"

#include <algorithm>

namespace rectify::io {
namespace {

/// Whether chunks and nothing else are there from a place to the end of the file.
bool only_chunks_from(Input& input, std::uint64_t place, const ChunkStyle& style) {
  input.seek(place);
  ChunkWalker walker(input, style);
  while (const auto head = walker.next()) {
    place += style.head_bytes() + padded(style, head->size);
    if (place > input.size() + style.alignment) return false;
  }
  return place >= input.size();
}

}  // namespace

std::optional<std::string> plain_refusal(const SoundFormat& sound) {
  if (sound.channels > 1024) return "can't hold more than 1024 channels";
  if (sound.rate > 0x7FFFFFFF) return "can't hold a rate that high";
  return std::nullopt;
}

void check_sound(const Input& input, std::uint64_t channels, std::uint64_t rate) {
  const bool possible = channels != 0 && channels <= 1024 && rate != 0 && rate <= 0x7FFFFFFF;
  if (possible) return;
  throw Error(ExitStatus::kInput, input.name() + ": its header speaks of " +
                                      std::to_string(channels) + " channels at " +
                                      std::to_string(rate) + " Hz, which can't be");
}

void settle(Layout& layout, Input& input, std::uint64_t claimed, bool open_ended) {
  input.forget_start();
  layout.metadata.channels = layout.sound.channels;
  const std::size_t frame = frame_bytes(layout);
  if (!input.seekable()) {
    if (open_ended) return;
    layout.bytes = layout.promised = claimed;
    layout.sound.frames = claimed / frame;
    return;
  }
  const std::uint64_t first = input.position();
  const std::uint64_t there = input.size() > first ? input.size() - first : 0;
  const auto& style = layout.chunks_after;
  // A size that could be a stream's is believed where the file bears it out.
  const bool meant =
      claimed <= there &&
      (!open_ended ||
       (claimed != 0 && style && only_chunks_from(input, first + padded(*style, claimed), *style)));
  input.seek(first);
  if (!meant) {
    layout.promised = open_ended ? 0 : claimed;
    layout.sound.frames = there / frame;
    return;
  }
  layout.bytes = layout.promised = claimed;
  layout.sound.frames = claimed / frame;
  if (!style) return;
  input.skip(padded(*style, claimed));
  ChunkWalker walker(input, *style);
  while (const auto head = walker.next()) {
    if (head->size > input.size() - input.position()) break;  // bytes that are no chunk
    layout.metadata.take(walker, *head, Metadata::Place::kAfter);
  }
  input.seek(first);
}

}  // namespace rectify::io
