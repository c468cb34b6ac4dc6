// Sound that libsndfile encodes, for the rows of containers that ask it to.
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

/// Rewrites the header of a stream while an encoder writes it.
class HeaderRewriter {
 public:
  virtual ~HeaderRewriter() = default;

  /// Whether feed() wants the next bytes.
  [[nodiscard]] virtual bool wants_more() const = 0;

  /// Takes the next bytes of the stream, in any pieces; gives those to write now.
  [[nodiscard]] virtual std::vector<std::byte> feed(std::span<const std::byte> bytes) = 0;

  /// The offset in the output that an offset in the encoder's stream has become.
  [[nodiscard]] virtual std::uint64_t moved(std::uint64_t place) const = 0;

  /// Asked where no frame was written, and the encoder would write nothing. True: it can be given a
  /// frame of silence, which this keeps out of the output.
  [[nodiscard]] virtual bool hides_a_frame() { return false; }

  /// Bytes to write after the end of the stream.
  [[nodiscard]] virtual std::vector<std::byte> end() { return {}; }
};

/// How libsndfile is to encode.
struct SndfileEncoding {
  int format = 0;                ///< libsndfile's number of container and coding
  ChannelOrder order = nullptr;  ///< where it is not the usual one
  std::unique_ptr<HeaderRewriter> header;
};

/// Vorbis, Opus and MP3 at libsndfile's own quality. Samples must be finite.
[[nodiscard]] std::unique_ptr<SampleWriter> encode_by_sndfile(Output output,
                                                              const SoundFormat& sound,
                                                              SndfileEncoding coding);

}  // namespace rectify::io
