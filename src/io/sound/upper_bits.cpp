// Checks and names what samples leave unused of the integers they stand in.
#include "io/sound/upper_bits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace rectify::io {

void require_upper_bits(Input& input, const Layout& layout, int bits) {
  const std::size_t bytes = bytes_per_sample(layout.samples.type);
  const std::size_t below = bytes - static_cast<std::size_t>(bits) / 8;
  const std::uint64_t first = input.position();
  bool zero_below = true;
  bool used_above = false;
  bool silent = true;
  std::vector<std::byte> block(bytes * 65536);
  for (std::uint64_t left = *layout.available; left >= bytes && zero_below;) {
    const std::size_t got = input.read_fully(
        std::span(block).first(std::min<std::uint64_t>(block.size(), left - left % bytes)));
    if (got < bytes) break;
    left -= got;
    for (std::size_t at = 0; at + bytes <= got; at += bytes) {
      std::uint64_t code = number_at(std::span(block).subspan(at), bytes, layout.samples.order);
      if (code == 0) continue;
      silent = false;
      zero_below = zero_below && code % (std::uint64_t{1} << (8 * below)) == 0;
      const std::uint64_t above = code >> static_cast<unsigned>(bits - 1);  // a sign and its copies
      used_above = used_above || (above != 0 && above != (std::uint64_t{1} << (8 * below + 1)) - 1);
    }
  }
  input.seek(first);
  if (silent || (zero_below && used_above)) return;
  throw Error(ExitStatus::kInput,
              fmt::format("{}: its {}-bit samples stand in {}-bit containers, {}, which is not "
                          "supported",
                          input.name(), bits, 8 * bytes,
                          zero_below ? "and nothing shows in which of their bits"
                                     : "but not in their upper bits"));
}

void name_valid_bits(Metadata& metadata, std::uint64_t valid, std::uint64_t width) {
  metadata.left_out.push_back(fmt::format("that {} of {} bits are valid", valid, width));
}

}  // namespace rectify::io
