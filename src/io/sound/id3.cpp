#include "io/sound/id3.hpp"

#include <array>

#include "io/sound/chunks.hpp"

namespace rectify::io {

std::uint64_t pass_id3_tags(Input& input) {
  constexpr std::uint64_t kHead = 10;
  constexpr unsigned kHasFooter = 0x10;
  std::uint64_t tags = 0;
  for (;;) {
    std::array<std::byte, kHead> head{};
    const std::size_t got = input.read_fully(head);
    if (got != head.size() || !as_text(head).starts_with("ID3")) {
      input.start_over();
      input.skip(tags);
      return tags;
    }
    std::uint64_t size = 0;  // in four bytes of seven bits
    for (std::size_t i = 6; i < kHead; ++i) {
      size = size << 7U | (std::to_integer<std::uint64_t>(head.at(i)) & 0x7FU);
    }
    const bool footer = (std::to_integer<unsigned>(head[5]) & kHasFooter) != 0;
    tags += kHead + size + (footer ? kHead : 0);
    input.skip(size + (footer ? kHead : 0));
  }
}

}  // namespace rectify::io
