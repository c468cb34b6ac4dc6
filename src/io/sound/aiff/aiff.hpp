// What the reader and the writer of AIFF, and CAF, which has its coding IMA4, share.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "io/sound/block_reader.hpp"
#include "io/sound/container.hpp"

namespace rectify::io {

extern const MetadataFamily kAiffMetadata;

/// Container::open and PlainRules::head.
[[nodiscard]] std::unique_ptr<SampleReader> open_aiff(Input& input,
                                                      std::optional<std::uint64_t> spool_limit);
[[nodiscard]] std::vector<std::byte> aiff_head(const SoundFormat& sound,
                                               const std::vector<Chunk>& chunks,
                                               const Extent& extent);

/// Apple's IMA4: 64 frames in packets of 34 bytes for each channel.
[[nodiscard]] BlockCoding ima4_blocks(std::size_t channels);

/// read_blocks() for a compression type of AIFC. Throws io::Error kInput for more bytes than an
/// AIFC can hold as well.
[[nodiscard]] std::unique_ptr<SampleReader> read_aifc_blocks(Input input, Layout layout,
                                                             const BlockCoding& coding,
                                                             std::string_view compression,
                                                             std::optional<std::uint64_t> said);

}  // namespace rectify::io
