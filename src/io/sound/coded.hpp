// Sound that libsndfile decodes and encodes, for the rows of containers that ask it to.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "io/file/input.hpp"
#include "io/file/output.hpp"
#include "io/sound/sample_io.hpp"

namespace rectify::io {

/// Which channel of the usual order stands at each place in a container that has its own; empty
/// where the orders are the same.
using ChannelOrder = std::vector<std::size_t> (*)(std::size_t channels);

/// What is known of a sound before libsndfile opens it.
struct SndfileDecoding {
  const Container* container = nullptr;
  int format = 0;  ///< libsndfile's number, with its coding where that matters; 0: any
  Metadata metadata = {};
  std::uint32_t speakers = 0;    ///< channel mask, where the file says it
  bool fixed_speakers = false;   ///< else the usual mask: the container fixes the order
  ChannelOrder order = nullptr;  ///< where it is not the usual one
  bool cut_short = false;        ///< the file shows that its end is missing
};

/// Integers come out as 32 bits; Ogg Vorbis, Opus, MP3, ADPCM and GSM as float, since they decode
/// to beyond full scale, where integers would wrap. The input becomes seekable and starts over.
/// Null: not of SndfileDecoding::format. Throws io::Error kInput where libsndfile can't make sense
/// of it, or it is of a kind that is not read here.
[[nodiscard]] std::unique_ptr<SampleReader> decode_by_sndfile(
    Input& input, std::optional<std::uint64_t> spool_limit, SndfileDecoding decoding);

/// Rewrites the header of a stream while an encoder writes it.
class HeaderRewriter {
 public:
  virtual ~HeaderRewriter() = default;

  /// Whether feed() wants the next bytes.
  [[nodiscard]] virtual bool wants_more() const = 0;

  /// Takes the next bytes of the stream, in any pieces; gives those to write now.
  [[nodiscard]] virtual std::vector<std::byte> feed(std::span<const std::byte> bytes) = 0;

  /// Where a place of the encoder's stream came to lie.
  [[nodiscard]] virtual std::uint64_t moved(std::uint64_t place) const = 0;
};

/// How libsndfile is to encode.
struct SndfileEncoding {
  int format = 0;                ///< libsndfile's number of container and coding
  ChannelOrder order = nullptr;  ///< where it is not the usual one
  std::unique_ptr<HeaderRewriter> header = nullptr;  ///< then no strings are set
};

/// FLAC at libsndfile's own compression level, Vorbis, Opus and MP3 at its own quality. Samples
/// must be finite.
[[nodiscard]] std::unique_ptr<SampleWriter> encode_by_sndfile(Output output,
                                                              const SoundFormat& sound,
                                                              const Metadata& metadata,
                                                              SndfileEncoding coding);

}  // namespace rectify::io
