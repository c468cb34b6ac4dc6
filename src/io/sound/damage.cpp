// Counts damage, and puts it into words.
#include "io/sound/damage.hpp"

#include <fmt/format.h>

namespace rectify::io {

void Damage::add(double second, double cost) {
  if (places == 0) first = second;
  ++places;
  lost += cost;
}

void Damage::add(const Damage& found, double second) {
  if (places == 0) first = second + found.first;
  places += found.places;
  lost += found.lost;
  unlike_checksum = unlike_checksum || found.unlike_checksum;
}

std::string words_for(const Damage& damage) {
  if (damage.places == 0) {
    return damage.unlike_checksum
               ? "its samples are not those that were encoded, as its checksum shows"
               : "";
  }
  std::string where = damage.places == 1 ? fmt::format("a damaged place at {:.2f} s", damage.first)
                                         : fmt::format("{} damaged places, the first at {:.2f} s",
                                                       damage.places, damage.first);
  // Less than a hundredth of a second is still some.
  if (damage.lost <= 0) return where;
  if (damage.lost < 0.01) return where + ", less than 0.01 s of sound lost";
  return where + fmt::format(", about {:.2f} s of sound lost", damage.lost);
}

}  // namespace rectify::io
