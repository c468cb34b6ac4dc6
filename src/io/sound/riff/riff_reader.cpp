// Reads the chunks of WAV, RIFX, RF64 and W64 up to the samples.
#include <limits>
#include <string>
#include <utility>

#include "io/sound/coded.hpp"
#include "io/sound/plain_reader.hpp"
#include "io/sound/riff/riff.hpp"

namespace rectify::io {
namespace {

constexpr std::uint64_t kUntilEndOfFile = 0xFFFFFFFF;

/// A size of 0: a writer that could not come back to its header, unless the header speaks of more
/// chunks after it and the file is as long as that.
bool means_empty(const RiffFrame& frame, Input& input, std::uint64_t place) {
  const std::uint64_t end = frame.claimed + 8;
  if (is_open_ended(frame.claimed) || end <= place) return false;
  return !input.seekable() || end <= input.size();
}

}  // namespace

std::unique_ptr<SampleReader> open_riff(Input& input, const RiffFrame& frame,
                                        std::optional<std::uint64_t> spool_limit) {
  Layout layout;
  layout.sound.container = frame.container;
  layout.chunks_after = frame.style;
  layout.metadata.family = frame.family;

  std::uint64_t place = frame.first_chunk;
  std::uint64_t large_data = 0;
  bool format_known = false;
  ChunkWalker walker(input, frame.style);
  while (const auto head = walker.next()) {
    place += frame.style.head_bytes();
    if (head->id == "data") {
      if (!format_known) break;
      std::uint64_t claimed = head->size;
      bool open_ended = is_open_ended(claimed) && frame.style.size_bytes == 4;
      if (frame.has_ds64 && claimed == kUntilEndOfFile && large_data != 0) {
        claimed = large_data;
        open_ended = claimed == std::numeric_limits<std::uint64_t>::max();
      } else if (claimed == 0) {
        open_ended = !means_empty(frame, input, place);
      }
      settle(layout, input, claimed, open_ended);
      return read_plain(std::move(input), std::move(layout));
    }
    if (head->id == "ds64") {
      const auto ds64 = walker.content(24);
      if (ds64.size() == 24)
        large_data = number_at(std::span(ds64).subspan(8), 8, std::endian::little);
    } else if (head->id == "fmt ") {
      const auto fmt = walker.content(std::min<std::uint64_t>(head->size, 40));
      if (!understand_format(layout, input, fmt, frame.style.order)) {
        return decode_by_sndfile(input, spool_limit, {.container = frame.container});
      }
      format_known = true;
      input.forget_start();
    } else {
      layout.metadata.take(walker, *head, Metadata::Place::kBefore);
    }
    place += padded(frame.style, std::min(head->size, std::uint64_t{1} << 62U));
  }
  throw Error(ExitStatus::kInput,
              input.name() + ": not a whole " + std::string(frame.container->name) +
                  " file: it has no " +
                  (format_known ? "'data' chunk" : "'fmt ' chunk before its samples"));
}

}  // namespace rectify::io
