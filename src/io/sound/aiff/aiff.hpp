// What reading AIFF, writing it, and CAF's use of its codings share.
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

/// Apple's IMA4: packets of 64 frames, 34 bytes for each channel.
[[nodiscard]] BlockCoding ima4_blocks(std::size_t channels);

/// Reads blocks of that compression type of AIFC (read_blocks()). Throws io::Error kInput for more
/// of them than AIFF can hold.
[[nodiscard]] std::unique_ptr<SampleReader> read_aifc_blocks(Input input, Layout layout,
                                                             const BlockCoding& coding,
                                                             std::string_view compression,
                                                             std::optional<std::uint64_t> said);

}  // namespace rectify::io
