// Reads ADPCM and GSM, which are coded in blocks, through libsndfile.
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

/// The sizes of the blocks of a coding. The last block of a file may be cut. It then holds frames
/// only if its first `partial_bytes` bytes are there: `partial_frames`, and `unit_frames` more for
/// each `unit_bytes` bytes after them. (sox and ffmpeg count in this way too.)
struct BlockCoding {
  std::size_t block_bytes = 0;
  std::size_t block_frames = 0;
  std::size_t partial_bytes = 0;  ///< 0: a block that is cut holds no frames
  std::size_t partial_frames = 0;
  std::size_t unit_bytes = 1;
  std::size_t unit_frames = 0;

  /// How many frames `bytes` bytes of blocks hold.
  [[nodiscard]] std::uint64_t frames_in(std::uint64_t bytes) const;

  /// The same number of bytes, with the last block filled up.
  [[nodiscard]] std::uint64_t filled(std::uint64_t bytes) const {
    return (bytes + block_bytes - 1) / block_bytes * block_bytes;
  }
};

/// The head of a file for libsndfile, which says only the format and the length of the blocks that
/// follow. libsndfile reads it in place of the file's own head and chunks: its parser of chunks can
/// be made to loop for ever (1.2.0).
using HeadForDecoder = std::vector<std::byte>;

/// The head of a W64 with that content of its "fmt " chunk, for `bytes` bytes of blocks.
[[nodiscard]] HeadForDecoder w64_for_decoder(const std::vector<std::byte>& fmt,
                                             std::uint64_t bytes);

/// Reads the blocks of a settled layout as float samples. The input is seekable and stands at the
/// first block. `head` is for layout.available bytes with the last block filled up. `said` is the
/// number of frames that the file says: it is believed only where it ends within the last block,
/// since writers put other numbers there too. Throws io::Error kInput where libsndfile refuses the
/// blocks.
[[nodiscard]] std::unique_ptr<SampleReader> read_blocks(Input input, Layout layout,
                                                        const BlockCoding& coding,
                                                        HeadForDecoder head,
                                                        std::optional<std::uint64_t> said);

}  // namespace rectify::io
