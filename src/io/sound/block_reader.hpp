// Sound in blocks of fixed sizes, ADPCM and GSM, which libsndfile decodes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "io/file/input.hpp"
#include "io/sound/layout.hpp"
#include "io/sound/sample_io.hpp"

namespace rectify::io {

/// How many frames so many bytes hold. A last block that is cut holds what its bytes say: where its
/// head of `partial_bytes` is there, `partial_frames` and `unit_frames` for each whole unit after
/// it.
struct BlockCoding {
  std::size_t block_bytes = 0;
  std::size_t block_frames = 0;
  std::size_t partial_bytes = 0;  ///< 0: a block that is cut holds nothing
  std::size_t partial_frames = 0;
  std::size_t unit_bytes = 1;
  std::size_t unit_frames = 0;

  [[nodiscard]] std::uint64_t frames_in(std::uint64_t bytes) const;

  /// The bytes of as many whole blocks.
  [[nodiscard]] std::uint64_t filled(std::uint64_t bytes) const {
    return (bytes + block_bytes - 1) / block_bytes * block_bytes;
  }
};

/// The head of a file of such blocks, `bytes` long after it, that libsndfile is to read in place of
/// the file's own: it knows nothing but format and length. None of what strangers write reaches its
/// parsers of chunks, which don't all end (1.2.0).
using HeadForDecoder = std::vector<std::byte>;

/// W64: `fmt` is the "fmt " chunk's content.
[[nodiscard]] HeadForDecoder w64_for_decoder(const std::vector<std::byte>& fmt,
                                             std::uint64_t bytes);

/// Reads the blocks of a settled layout from a file as float. `said`: how many frames the file says
/// there are; believed where that ends the last block and no other. The last block's rest, and a
/// pad byte, are no frames. Throws io::Error kInput where libsndfile does not take it.
[[nodiscard]] std::unique_ptr<SampleReader> read_blocks(Input input, Layout layout,
                                                        const BlockCoding& coding,
                                                        HeadForDecoder head,
                                                        std::optional<std::uint64_t> said);

}  // namespace rectify::io
