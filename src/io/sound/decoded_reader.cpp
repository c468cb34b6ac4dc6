// Hands decoded frames on.
#include "io/sound/decoded_reader.hpp"

#include <algorithm>

namespace rectify::io {

std::size_t DecodedReader::read(std::span<std::byte> to) {
  const std::size_t room = to.size() / frame_bytes() * frame_bytes();
  std::size_t have = 0;
  while (have < room) {
    if (given_ == decoded_.size()) {
      // A pipe may pause: what has come goes on. A file does not, and fills the block.
      if (ended_ || (have != 0 && !input_.seekable())) break;
      decoded_.clear();
      given_ = 0;
      ended_ = !decode(decoded_);
      frames_decoded_ += decoded_.size() / frame_bytes();
      continue;
    }
    const std::size_t count = std::min(room - have, decoded_.size() - given_);
    std::copy_n(decoded_.begin() + static_cast<std::ptrdiff_t>(given_), count,
                to.begin() + static_cast<std::ptrdiff_t>(have));
    given_ += count;
    have += count;
  }
  frames_read_ += have / frame_bytes();
  return have;
}

void DecodedReader::rewind() {
  input_.seek(0);
  decoded_.clear();
  given_ = 0;
  ended_ = false;
  frames_decoded_ = 0;
  frames_read_ = 0;
  missing_frames_ = 0;
  damage_ = {};
  restart();
}

}  // namespace rectify::io
