// FLAC written by libFLAC, native and in Ogg.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "io/file/output.hpp"
#include "io/sound/sample_io.hpp"

namespace rectify::io {

/// All depths from 4 to 32 bits, those that can be asked for first.
constexpr auto all_flac_encodings() {
  std::array<const Encoding*, 6 + kUnusualDepths.size()> all = {&kPcmS8, &kPcm16, &kPcm24,
                                                                &kPcm32, &kPcm12, &kPcm20};
  for (std::size_t i = 0; i < kUnusualDepths.size(); ++i) all.at(6 + i) = &kUnusualDepths.at(i);
  return all;
}
inline constexpr auto kFlacEncodings = all_flac_encodings();

/// Container::refusal of FLAC.
[[nodiscard]] std::optional<std::string> flac_refusal(const SoundFormat& sound);

/// Starts a FLAC at libFLAC's own compression level. Metadata that are added later, as those after
/// the samples of a pipe are, do not get into it. Where the output can't seek, the head says
/// sound.frames, where known, and no checksum.
[[nodiscard]] std::unique_ptr<SampleWriter> create_flac(Output output, const SoundFormat& sound,
                                                        const Metadata& metadata);

/// The same in Ogg.
[[nodiscard]] std::unique_ptr<SampleWriter> create_ogg_flac(Output output, const SoundFormat& sound,
                                                            const Metadata& metadata);

}  // namespace rectify::io
