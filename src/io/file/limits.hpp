// How many times the usual memory an input may take, where the user trusts it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace rectify::io {

/// The caps that keep the input of a stranger from taking memory without bound are constants, each
/// beside what it caps. All of them count `times` times, as --raise-limits says.
class Limits {
 public:
  static constexpr std::size_t kMostTimes = 1000;

  Limits() = default;
  /// `times` is 1 to kMostTimes.
  explicit Limits(std::size_t times) : times_(times) {}

  /// What the cap is raised to; where that passes what a std::size_t holds, the most it holds.
  [[nodiscard]] std::size_t of(std::size_t cap) const;

  /// What ends every message about a cap that was passed: ", or --raise-limits 3", with the least
  /// number that suffices for `needed` of what the cap counts. Empty where none does.
  [[nodiscard]] static std::string cure(std::size_t cap, std::uint64_t needed);

  /// The same where it is not known how much is needed: twice as much as now.
  [[nodiscard]] std::string cure() const;

 private:
  std::size_t times_ = 1;
};

}  // namespace rectify::io
