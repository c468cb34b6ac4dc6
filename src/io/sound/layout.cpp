// Finds out where the samples of a file end, and takes what follows them.
#include "io/sound/layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rectify::io {
namespace {

bool is_whole_chunk(const ChunkWalker::Head& head, std::uint64_t left) {
  return is_chunk_name(std::string_view(head.id).substr(0, 4)) && head.size <= left;
}

/// Whether from this place of a file to its end there are only whole chunks with printable ids.
bool only_chunks_from(Input& input, std::uint64_t place, const ChunkStyle& style) {
  input.seek(place);
  ChunkWalker walker(input, style);
  while (const auto head = walker.next()) {
    if (!is_whole_chunk(*head, input.size() - input.position())) return false;
  }
  return walker.stray().empty();
}

/// The same for what comes next from a pipe. It waits for more bytes only as long as those that
/// came are such chunks, and is sure after 1 MiB of them.
bool only_chunks_come(Input& input, const ChunkStyle& style) {
  constexpr std::size_t kEnough = std::size_t{1} << 20U;
  const std::size_t head_bytes = style.head_bytes();
  for (std::size_t place = 0; place < kEnough;) {
    const auto head = input.peek(place + head_bytes);
    if (head.size() <= place) return true;
    if (head.size() < place + head_bytes) return false;
    if (!is_chunk_name(id_at(head, place))) return false;
    std::uint64_t size =
        number_at(head.subspan(place + style.id_bytes), style.size_bytes, style.order);
    if (style.size_counts_head) size -= std::min<std::uint64_t>(size, head_bytes);
    if (size > kEnough) return false;
    const std::size_t end = place + head_bytes + size;
    if (input.peek(end).size() < end) return false;
    place += head_bytes + padded(style, size);
  }
  return true;
}

/// Names the bytes from here to the end of the input, together with `bytes`, which were read
/// already. Zero bytes alone are not named: some writers pad files with them.
void name_stray(Input& input, const std::vector<std::byte>& bytes, std::string_view place,
                Metadata& metadata) {
  constexpr std::uint64_t kEnough = std::uint64_t{1}
                                    << 24U;  // bytes of a pipe, which may never end
  std::array<std::byte, 4096> block{};
  std::span<const std::byte> seen(bytes);
  std::uint64_t count = seen.size();
  bool any = false;
  bool stopped = false;  // before the end
  do {
    any =
        any || std::any_of(seen.begin(), seen.end(), [](std::byte b) { return b != std::byte{}; });
    if (any && input.seekable()) {
      count += input.size() - input.position();
      break;
    }
    stopped = count >= kEnough && !input.seekable();
    seen = std::span(block).first(stopped ? 0 : input.read(block));
    count += seen.size();
  } while (!seen.empty());
  if (!any) return;
  metadata.left_out.push_back(fmt::format("{}{} byte{} after {}", stopped ? "over " : "", count,
                                          count == 1 ? "" : "s", place));
}

}  // namespace

void check_sound(const Input& input, std::uint64_t channels, std::uint64_t rate) {
  const bool possible = channels != 0 && channels <= 1024 && rate != 0 && rate <= 0x7FFFFFFF;
  if (possible) return;
  throw Error(ExitStatus::kInput,
              input.name() + ": its header speaks of " + std::to_string(channels) +
                  " channels at " + std::to_string(rate) +
                  " Hz; a sound has 1 to 1024 channels, at 1 to 2147483647 Hz: the header is "
                  "damaged, or the channels must be split between files");
}

std::optional<std::string> plain_refusal(const SoundFormat& sound) {
  if (sound.channels > 1024) return "can't hold more than 1024 channels; a table can";
  if (sound.rate > 0x7FFFFFFF) return "can't hold a rate that high";
  return std::nullopt;
}

void settle(Layout& layout, Input& input, std::uint64_t claimed, bool open_ended) {
  input.forget_start();
  layout.metadata.channels = layout.sound.channels;
  const auto& style = layout.chunks_after;
  const std::uint64_t with_padding = style ? padded(*style, claimed) : claimed;
  bool believed = !open_ended;
  if (!input.seekable()) {
    if (open_ended && claimed == 0) believed = style && only_chunks_come(input, *style);
    if (!believed) return;
    layout.bytes = layout.available = layout.promised = claimed;
    layout.gap = with_padding - claimed;
    layout.metadata.may_follow = style.has_value();
    return;
  }
  const std::uint64_t first = input.position();
  const std::uint64_t there = input.size() > first ? input.size() - first : 0;
  if (open_ended) {
    believed = style && claimed <= there && only_chunks_from(input, first + with_padding, *style);
  }
  layout.promised = believed ? claimed : 0;
  layout.available = there;
  if (believed && claimed <= there) {
    layout.bytes = layout.available = claimed;
    layout.gap = with_padding - claimed;
    input.seek(first);
    input.skip(with_padding);
    take_chunks_after(input, style, layout.metadata);
  }
  input.seek(first);
}

void take_chunks_after(Input& input, const std::optional<ChunkStyle>& style, Metadata& metadata) {
  if (!style) return name_stray(input, {}, "the samples", metadata);
  ChunkWalker walker(input, *style);
  while (const auto head = walker.next()) {
    if (input.seekable() && head->size > input.size() - input.position()) break;  // no chunk
    if (head->id == metadata.family->samples) {
      metadata.left_out.push_back(
          fmt::format("another chunk '{}' of {} bytes", head->id, head->size));
    }
    metadata.take(walker, *head, Metadata::Place::kAfter);
  }
  if (walker.cut_short()) metadata.left_out.emplace_back("a chunk that is cut short");
  name_stray(input, walker.stray(), "the last chunk", metadata);
}

void shorten(Layout& layout, std::uint64_t bytes) {
  if (layout.bytes) layout.gap += *layout.bytes - bytes;
  layout.bytes = layout.available = bytes;
}

}  // namespace rectify::io
