#include "io/chunks.hpp"

#include <algorithm>
#include <array>

namespace rectify::io {
namespace {

std::size_t read_fully(Input& input, std::span<std::byte> to) {
  std::size_t have = 0;
  while (have < to.size()) {
    const std::size_t got = input.read(to.subspan(have));
    if (got == 0) break;
    have += got;
  }
  return have;
}

std::string four_characters(std::span<const std::byte> at) {
  return {reinterpret_cast<const char*>(at.data()), 4};
}

}  // namespace

std::vector<Chunk> list_chunks(Input& input) {
  constexpr std::size_t kMost = 4096;
  std::vector<Chunk> chunks;
  std::array<std::byte, 12> header{};
  input.seek(0);
  if (read_fully(input, header) != header.size()) return chunks;
  const std::string form = four_characters(header);
  if (form != "RIFF" && form != "RIFX" && form != "FORM") return chunks;
  const bool big_endian = form != "RIFF";

  for (std::uint64_t at = header.size(); chunks.size() < kMost;) {
    input.seek(at);
    const auto head = std::span(header).first(8);
    if (read_fully(input, head) != head.size()) break;
    std::uint32_t size = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      size = size << 8U | std::to_integer<std::uint32_t>(header[big_endian ? 4 + i : 7 - i]);
    }
    chunks.push_back({four_characters(head), at + head.size(), size});
    if (chunks.back().id == "data" || chunks.back().id == "SSND") break;
    at += head.size() + size + size % 2;
  }
  return chunks;
}

std::vector<std::byte> read_chunk(Input& input, const Chunk& chunk, std::size_t most) {
  std::vector<std::byte> content(std::min<std::uint64_t>(chunk.size, most));
  input.seek(chunk.offset);
  content.resize(read_fully(input, content));
  return content;
}

}  // namespace rectify::io
