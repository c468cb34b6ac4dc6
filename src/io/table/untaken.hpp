// Finds names that are not taken: NAME, NAME_2, NAME_3 …
#pragma once

#include <string>
#include <unordered_map>

namespace rectify::io {

/// How far each name that was taken has come, so that N columns of one name take N steps.
using NextNumbers = std::unordered_map<std::string, int>;

/// `wanted`, or with the first number from 2 on with which it is not taken. `taken` is a set of
/// names, to which the caller adds the one that it gets.
template <class Taken>
[[nodiscard]] std::string untaken(const std::string& wanted, const Taken& taken,
                                  NextNumbers& next) {
  if (!taken.contains(wanted)) return wanted;
  int& number = next.try_emplace(wanted, 2).first->second;
  std::string name;
  do name = wanted + "_" + std::to_string(number++);
  while (taken.contains(name));
  return name;
}

}  // namespace rectify::io
