// What Ogg Vorbis and Opus share.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "io/sound/container.hpp"
#include "io/sound/sndfile_writer.hpp"

namespace rectify::io {

/// Which channel of the usual order stands at each place in Vorbis and Opus (Xiph.Org, "Vorbis I
/// specification", 4.3.9; RFC 7845, 5.1.1.2): empty where the orders are the same.
[[nodiscard]] std::vector<std::size_t> ogg_order(std::size_t channels);

/// Container::open of all of them: each opens an Ogg of whichever coding it finds there. The links
/// of a chain are one sound, and its length is not known. Vorbis and Opus give floats, FLAC gives
/// integers of 32 bits, the samples in the upper ones; Opus is decoded at the rate of what was
/// encoded, where libopus has that, and else at 48 kHz. Throws io::Error kInput where the head is
/// damaged or there is no sound in it that is read here; read() does where a link has another rate,
/// depth or number of channels than the first.
[[nodiscard]] std::unique_ptr<SampleReader> open_ogg(Input& input,
                                                     std::optional<std::uint64_t> spool_limit);

/// Container::create, `format` being libsndfile's number.
[[nodiscard]] std::unique_ptr<SampleWriter> create_ogg(Output output, const SoundFormat& sound,
                                                       const Metadata& metadata, int format);

}  // namespace rectify::io
