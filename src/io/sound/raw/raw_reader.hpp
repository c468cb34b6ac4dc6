// Reads samples without a header, as --raw describes them.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "io/file/input.hpp"
#include "io/sound/sample_io.hpp"

namespace rectify::io {

struct RawDescription {
  SampleFormat samples;
  std::uint64_t rate = 0;
  std::size_t channels = 0;
};

/// Parses "s16le:48000:2": a type (u8 s8 s16 s24 s32 ulaw alaw f32 f64), with le or be where it has
/// more than one byte, a rate in Hz (1 to 2^32-1) and a number of channels (1 to 1024). Nullopt
/// where the text is of another form.
[[nodiscard]] std::optional<RawDescription> parse_raw(std::string_view text);

/// "u8", "s8", "s16le", "s16be" ...: what parse_raw takes before the first ':', each once.
[[nodiscard]] std::vector<std::string> raw_encodings();

/// Reads the samples from where the input stands, from a pipe as they arrive. Bytes after the last
/// whole frame count as a missing frame.
[[nodiscard]] std::unique_ptr<SampleReader> open_raw(Input input, const RawDescription& raw);

}  // namespace rectify::io
