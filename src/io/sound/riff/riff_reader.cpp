// Reads the chunks of WAV, RIFX, RF64 and W64 that come before the samples.
#include <limits>
#include <string>
#include <utility>

#include "io/sound/plain_reader.hpp"
#include "io/sound/riff/riff.hpp"

namespace rectify::io {
namespace {

constexpr std::uint64_t kUnknown = 0xFFFFFFFF;  // in 32 bits: the size is in "ds64"

/// The sizes in a "ds64" chunk.
struct LargeSizes {
  std::uint64_t data = 0;
  std::uint64_t frames = 0;
};

std::optional<LargeSizes> large_sizes(ChunkWalker& walker) {
  const auto ds64 = walker.content(24);
  if (ds64.size() < 24) return std::nullopt;
  const auto field = [&](std::size_t at) {
    return number_at(std::span(ds64).subspan(at), 8, std::endian::little);
  };
  return LargeSizes{field(8), field(16)};
}

std::optional<std::uint64_t> frames_said(ChunkWalker& walker, const RiffFrame& frame) {
  const auto fact = walker.content(frame.style.size_bytes);
  if (fact.size() < frame.style.size_bytes) return std::nullopt;
  return number_at(fact, fact.size(), frame.style.order);
}

}  // namespace

std::unique_ptr<SampleReader> open_riff(Input& input, const RiffFrame& frame,
                                        std::optional<std::uint64_t> spool_limit) {
  Layout layout(input);
  layout.sound.container = frame.container;
  layout.chunks_after = frame.style;
  layout.metadata.family = frame.family;

  std::optional<LargeSizes> large;
  std::optional<RiffFormat> format;
  std::optional<std::uint64_t> said;
  ChunkWalker walker(input, frame.style);
  while (const auto head = walker.next()) {
    if (head->id == "data") {
      if (!format) break;
      const bool is_large = large && head->size == kUnknown;
      const std::uint64_t claimed = is_large ? large->data : head->size;
      const bool open_ended =
          claimed == 0 || (is_large ? claimed == std::numeric_limits<std::uint64_t>::max()
                                    : frame.style.size_bytes == 4 && is_open_ended(claimed));
      settle(layout, input, claimed, open_ended);
      if (format->blocks) {
        HeadForDecoder shown =
            w64_for_decoder(format->for_decoder, format->blocks->filled(*layout.available));
        if (said == kUnknown && large) said = large->frames;
        return read_blocks(std::move(input), std::move(layout), *format->blocks, std::move(shown),
                           said);
      }
      if (format->upper_bits != 0) require_upper_bits(input, layout, format->upper_bits);
      return read_plain(std::move(input), std::move(layout));
    }
    if (head->id == "ds64" && frame.has_ds64) {
      large = large_sizes(walker);
    } else if (head->id == "fact") {
      said = frames_said(walker, frame);
    } else if (head->id == "fmt ") {
      const auto chunk = walker.content(std::min<std::uint64_t>(head->size, 40));
      format = understand_format(layout, input, chunk, frame.style.order);
      if (format->needs_file() && !input.seekable()) {
        input.start_over();
        input.make_seekable(spool_limit);
        input.seek(frame.first_chunk);
        return open_riff(input, frame, spool_limit);
      }
      input.forget_start();
    } else {
      layout.metadata.take(walker, *head, Metadata::Place::kBefore);
    }
  }
  throw Error(ExitStatus::kInput,
              input.name() + ": not a whole " + std::string(frame.container->name) +
                  " file: it has no " +
                  (format ? "'data' chunk" : "'fmt ' chunk before its samples"));
}

}  // namespace rectify::io
