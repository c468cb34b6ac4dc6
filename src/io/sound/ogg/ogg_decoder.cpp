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

}  // namespace rectify::io
