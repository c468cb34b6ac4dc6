// Headerless samples, as --raw describes them.
#pragma once

#include <memory>
#include <string_view>

#include "io/file/input.hpp"
#include "io/sound/sample_io.hpp"

namespace rectify::io {

struct RawDescription {
  SampleFormat samples;
  std::uint64_t rate = 0;
  std::size_t channels = 0;
};

/// "s16le:48000:2": a type (u8 s8 s16 s24 s32 ulaw alaw f32 f64) with le or be where it has more
/// than one byte, a rate and a channel count. Nullopt where it is not of that form.
[[nodiscard]] std::optional<RawDescription> parse_raw(std::string_view text);

/// Frames as they arrive, also from a pipe that has no end. Bytes beyond the last whole frame count
/// as a missing frame.
[[nodiscard]] std::unique_ptr<SampleReader> open_raw(Input input, const RawDescription& raw);

}  // namespace rectify::io
