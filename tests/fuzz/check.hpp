// What a fuzz target does where something is wrong: it says so and dies, so that the input is kept.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace fuzz {

/// Ends the fuzzer with these words unless `holds`.
inline void check(bool holds, std::string_view what) {
  if (holds) return;
  std::fputs("fuzz: ", stderr);
  std::fwrite(what.data(), 1, what.size(), stderr);  // zero bytes too
  std::fputs("\n", stderr);
  std::abort();
}

/// The choices that stand before the file in an input: a byte each, 0 where the input is short.
class Choices {
 public:
  Choices(const std::uint8_t* data, std::size_t size)
      : rest_(reinterpret_cast<const char*>(data), size) {}

  /// One of so many, from 0.
  std::size_t of(std::size_t count) {
    if (rest_.empty()) return 0;
    const auto byte = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    return byte % count;
  }
  bool yes() { return of(2) == 1; }
  [[nodiscard]] std::string rest() const { return std::string(rest_); }

 private:
  std::string_view rest_;
};

}  // namespace fuzz
