// The chunks of a RIFF or FORM file, found without reading what is in them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "io/input.hpp"

namespace rectify::io {

struct Chunk {
  std::string id;        ///< four characters
  std::uint64_t offset;  ///< of its content, from the start of the input
  std::uint64_t size;    ///< as its header claims
};

/// The chunks of WAV (RIFF, RIFX) and AIFF (FORM), up to and with the one that holds the samples,
/// "data" or "SSND"; nothing for any other file. At most 4096 chunks. Leaves the input at any
/// place.
[[nodiscard]] std::vector<Chunk> list_chunks(Input& input);

/// The first `most` bytes of a chunk, or as many as there are.
[[nodiscard]] std::vector<std::byte> read_chunk(Input& input, const Chunk& chunk, std::size_t most);

}  // namespace rectify::io
