// FLAC written by libFLAC, native and in Ogg.
#pragma once

#include <memory>

#include "io/file/output.hpp"
#include "io/sound/sample_io.hpp"

namespace rectify::io {

/// Starts a FLAC at libFLAC's own compression level, with the metadata that it holds; what comes
/// after the samples in `metadata` later on is not in it. Where the output can't seek, the head
/// says sound.frames, where known, and no checksum.
[[nodiscard]] std::unique_ptr<SampleWriter> create_flac(Output output, const SoundFormat& sound,
                                                        const Metadata& metadata);

/// The same in Ogg, without chunks of other families.
[[nodiscard]] std::unique_ptr<SampleWriter> create_ogg_flac(Output output, const SoundFormat& sound,
                                                            const Metadata& metadata);

}  // namespace rectify::io
