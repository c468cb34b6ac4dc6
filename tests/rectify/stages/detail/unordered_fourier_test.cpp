// Tests the transform for convolutions against sums in long double.
#include "rectify/stages/detail/unordered_fourier.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <random>
#include <stdexcept>
#include <vector>

using rectify::detail::UnorderedFourier;

namespace {

using Exact = std::complex<long double>;

/// Real and imaginary parts apart.
struct Numbers {
  std::vector<double> re;
  std::vector<double> im;
};

Numbers random_numbers(std::size_t size) {
  std::mt19937_64 random(size);
  std::uniform_real_distribution<double> uniform(-1, 1);
  Numbers x;
  for (std::size_t n = 0; n < size; ++n) {
    x.re.push_back(uniform(random));
    x.im.push_back(uniform(random));
  }
  return x;
}

/// X[k] by its definition.
Exact transformed(const Numbers& x, std::size_t k) {
  const std::size_t size = x.re.size();
  Exact sum = 0;
  for (std::size_t n = 0; n < size; ++n) {
    const long double angle = -2 * std::numbers::pi_v<long double> *
                              static_cast<long double>(k * n % size) /
                              static_cast<long double>(size);
    sum += Exact(x.re[n], x.im[n]) * std::polar(1.0L, angle);
  }
  return sum;
}

/// Where X[k] is: found by a tone that has no other part.
std::size_t place_of(const UnorderedFourier& transform, std::size_t size, std::size_t k) {
  Numbers tone;
  for (std::size_t n = 0; n < size; ++n) {
    const double angle =
        2 * std::numbers::pi * static_cast<double>(k * n % size) / static_cast<double>(size);
    tone.re.push_back(std::cos(angle));
    tone.im.push_back(std::sin(angle));
  }
  transform.forward(tone.re.data(), tone.im.data());
  const auto highest = std::ranges::max_element(tone.re);
  REQUIRE(*highest > 0.999 * static_cast<double>(size));
  return static_cast<std::size_t>(highest - tone.re.begin());
}

}  // namespace

TEST_CASE("a transform has every value of its definition, each in a place of its own") {
  for (const std::size_t size : {4U, 8U, 16U, 32U, 64U, 128U, 512U, 1024U}) {
    CAPTURE(size);
    const UnorderedFourier transform(size);
    const Numbers x = random_numbers(size);
    Numbers values = x;
    transform.forward(values.re.data(), values.im.data());
    std::vector<bool> taken(size);
    long double errors = 0;
    long double squares = 0;
    for (std::size_t k = 0; k < size; ++k) {
      const std::size_t place = place_of(transform, size, k);
      CHECK_FALSE(taken[place]);
      taken[place] = true;
      const Exact exact = transformed(x, k);
      errors += std::norm(Exact(values.re[place], values.im[place]) - exact);
      squares += std::norm(exact);
    }
    // The bound of the class: each of log2(N) steps of radix 2 rounds by about half of 2^-53.
    CHECK(std::sqrt(errors / squares) < 0x1p-53L * std::log2(static_cast<long double>(size)));
  }
}

TEST_CASE("forward and back is N times the numbers") {
  for (std::size_t size = 4; size <= 65536; size *= 2) {
    CAPTURE(size);
    const UnorderedFourier transform(size);
    const Numbers x = random_numbers(size);
    Numbers values = x;
    transform.forward(values.re.data(), values.im.data());
    transform.backward(values.re.data(), values.im.data());
    double errors = 0;
    double squares = 0;
    for (std::size_t n = 0; n < size; ++n) {
      const double scale = static_cast<double>(size);
      errors +=
          std::norm(std::complex(values.re[n] / scale - x.re[n], values.im[n] / scale - x.im[n]));
      squares += std::norm(std::complex(x.re[n], x.im[n]));
    }
    CHECK(std::sqrt(errors / squares) < 2 * 0x1p-53 * std::log2(static_cast<double>(size)));
  }
}

TEST_CASE("what is multiplied value by value is convolved") {
  constexpr std::size_t kSize = 32;
  const UnorderedFourier transform(kSize);
  Numbers x = random_numbers(kSize);
  const Numbers before = x;
  Numbers delay{std::vector<double>(kSize), std::vector<double>(kSize)};
  delay.re[3] = 1;
  transform.forward(x.re.data(), x.im.data());
  transform.forward(delay.re.data(), delay.im.data());
  for (std::size_t i = 0; i < kSize; ++i) {
    const auto product = std::complex(x.re[i], x.im[i]) * std::complex(delay.re[i], delay.im[i]);
    x.re[i] = product.real();
    x.im[i] = product.imag();
  }
  transform.backward(x.re.data(), x.im.data());
  for (std::size_t n = 0; n < kSize; ++n) {
    const std::size_t earlier = (n + kSize - 3) % kSize;
    CHECK(x.re[n] / kSize == doctest::Approx(before.re[earlier]).epsilon(1e-14));
    CHECK(x.im[n] / kSize == doctest::Approx(before.im[earlier]).epsilon(1e-14));
  }
}

TEST_CASE("a transform of a size that is no power of two from 4 on is refused") {
  for (const std::size_t size : {0U, 1U, 2U, 3U, 6U, 100U, 65535U}) {
    CHECK_THROWS_AS(UnorderedFourier{size}, std::invalid_argument);
  }
}
