#include "io/sound/ogg/ogg_decoder.hpp"

#include <algorithm>

namespace rectify::io {

std::optional<GranuleCount::Hole> GranuleCount::settle(std::int64_t position) {
  if (position < 0) return std::nullopt;
  std::optional<Hole> hole;
  if (hole_) {
    hole = Hole{*hole_, position_ ? std::max<std::int64_t>(position - *position_, 0) : 0};
    hole_.reset();
  }
  position_ = position;
  return hole;
}

std::optional<GranuleCount::Hole> GranuleCount::settle_end() {
  if (!hole_) return std::nullopt;
  return Hole{*std::exchange(hole_, std::nullopt), 0};
}

std::vector<std::size_t> xiph_order(std::size_t channels) {
  switch (channels) {
    case 3: return {0, 2, 1};
    case 5: return {0, 2, 1, 3, 4};
    case 6: return {0, 2, 1, 4, 5, 3};
    case 7: return {0, 2, 1, 5, 6, 4, 3};
    case 8: return {0, 2, 1, 6, 7, 4, 5, 3};
    default: return {};
  }
}

}  // namespace rectify::io
