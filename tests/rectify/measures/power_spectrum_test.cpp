// Checks the strongest component and its harmonics against sums written out in long double, and the
// interpolation against sines between the bins.
#include "rectify/measures/power_spectrum.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <complex>
#include <limits>
#include <numbers>
#include <random>
#include <vector>

#include "rectify/measures/detail/fourier.hpp"

using namespace rectify;

namespace {

constexpr double kPi = std::numbers::pi;
using Wide = std::complex<long double>;

/// Σ x[n]·e^{-j2πkn/N}, term by term.
Wide coefficient(std::span<const double> x, std::size_t k) {
  Wide sum;
  for (std::size_t n = 0; n < x.size(); ++n) {
    const long double turns =
        static_cast<long double>(k * n % x.size()) / static_cast<long double>(x.size());
    sum += static_cast<long double>(x[n]) *
           std::polar(1.0L, -2 * std::numbers::pi_v<long double> * turns);
  }
  return sum;
}

std::vector<double> sine(double periods, std::size_t frames, double phase = 0.3) {
  std::vector<double> x;
  for (std::size_t n = 0; n < frames; ++n) {
    x.push_back(
        std::sin(2 * kPi * periods * static_cast<double>(n) / static_cast<double>(frames) + phase));
  }
  return x;
}

std::optional<StrongestComponent> strongest(std::span<const double> x, double rate,
                                            std::size_t period = 0) {
  PowerSpectrum spectrum(rate, 1, period);
  spectrum.add(x);
  spectrum.finish();
  return spectrum.strongest(0);
}

}  // namespace

TEST_CASE("transforms of any length are the sum that they stand for") {
  std::mt19937 random(1);
  for (const std::size_t size : {1U, 2U, 13U, 17U, 60U, 97U, 221U, 480U, 1009U}) {
    CAPTURE(size);
    std::vector<double> x(size);
    for (double& value : x) value = static_cast<double>(random()) / 0x1p31 - 1;
    const std::vector<std::complex<double>> in(x.begin(), x.end());
    std::vector<std::complex<double>> out(size);
    detail::Fourier(size).transform(in.data(), out.data());
    for (std::size_t k = 0; k < size; k += 7) {
      const Wide expected = coefficient(x, k);
      const auto off = std::abs(Wide(out[k]) - expected);
      CHECK(off < 2e-14L * static_cast<long double>(size));  // √N·log N·2^-53 comes to less
    }
  }
}

TEST_CASE("of a known period the distortion is that of its Fourier series") {
  // A rectified sine, 97 (a prime) and 480 samples a period, eleven periods.
  for (const std::size_t period : {97U, 480U}) {
    CAPTURE(period);
    std::vector<double> one;
    for (std::size_t n = 0; n < period; ++n) {
      one.push_back(
          std::max(0.0, std::sin(2 * kPi * static_cast<double>(n) / static_cast<double>(period))));
    }
    std::vector<double> x;
    for (int repeat = 0; repeat < 11; ++repeat) x.insert(x.end(), one.begin(), one.end());
    const auto found = strongest(x, 100.0 * static_cast<double>(period), period);
    REQUIRE(found);
    CHECK(found->frequency == 100);
    long double harmonics = 0;
    for (std::size_t k = 2; 2 * k < period; ++k) harmonics += std::norm(coefficient(one, k));
    const auto expected =
        static_cast<double>(std::sqrt(harmonics / std::norm(coefficient(one, 1))));
    CHECK(std::fabs(*found->distortion / expected - 1) < 1e-12);
  }
}

TEST_CASE("a lone sine is found between the bins, within what the header promises") {
  double worst_frequency = 0;
  double worst_distortion = 0;
  for (const std::size_t frames : {1000U, 1009U, 4096U, 32768U, 100'000U}) {
    const auto block =
        static_cast<double>(std::min<std::size_t>(frames, PowerSpectrum::kLongestBlock));
    for (const double p : {2.0, 2.25, 2.5, 3.3, 5.0, 5.5, 7.7, 10.5, 33.25, 100.4}) {
      for (const double phase : {0.0, 0.8, 1.6, 2.4}) {
        const auto x = sine(p * static_cast<double>(frames) / block, frames, phase);
        const auto found = strongest(x, block);  // so that bins are 1 apart
        CAPTURE(frames);
        CAPTURE(p);
        CAPTURE(phase);
        REQUIRE(found);
        worst_frequency = std::max(worst_frequency, std::fabs(found->frequency - p) * p * p * p);
        CHECK(found->distortion.has_value() == (p >= 4.6));
        if (found->distortion) {
          worst_distortion = std::max(worst_distortion, *found->distortion * p * p * p);
        }
      }
    }
  }
  MESSAGE("frequency within ", worst_frequency, "/p^3 bins, distortion ", worst_distortion, "/p^3");
  CHECK(worst_frequency < PowerSpectrum::kErrorOfFrequency);
  CHECK(worst_distortion < PowerSpectrum::kLeakage);
}

TEST_CASE("the distortion of a wave between the bins is that of its harmonics") {
  const std::size_t frames = 50'000;
  std::vector<double> x(frames);
  for (std::size_t n = 0; n < frames; ++n) {
    const double t = 2 * kPi * 443.37 * static_cast<double>(n) / 48000;
    x[n] = 0.25 + std::sin(t) + 0.03 * std::sin(2 * t + 1) + 0.04 * std::cos(5 * t);
  }
  const auto found = strongest(x, 48000);
  REQUIRE(found);
  CHECK(std::fabs(found->frequency - 443.37) < 1e-6);
  CHECK(std::fabs(*found->distortion - 0.05) < 1e-6);
}

TEST_CASE("harmonics count below half the rate alone") {
  const auto nothing = strongest(sine(300, 1000), 1000);
  CHECK(*nothing->distortion == 0);
  CHECK(std::fabs(nothing->frequency - 300) < 1e-6);
}

TEST_CASE("all parts of a long signal count alike, in blocks that grow sparse") {
  // A fifth of the signal at one frequency, four fifths, half as loud in power, at another.
  const std::size_t frames = 12'000'000;
  PowerSpectrum spectrum(48000, 1);
  std::vector<double> block(6000);
  for (std::size_t at = 0; at < frames; at += block.size()) {
    const bool early = at < frames / 5;
    for (std::size_t i = 0; i < block.size(); ++i) {
      const auto n = static_cast<double>(i);  // 6000 frames are whole periods of both
      block[i] = early ? std::sin(2 * kPi * 1000 * n / 48000)
                       : std::sqrt(0.5) * std::sin(2 * kPi * 2000 * n / 48000);
    }
    spectrum.add(block);
  }
  spectrum.finish();
  const auto found = spectrum.strongest(0);
  REQUIRE(found);
  CHECK(std::fabs(found->frequency - 2000) < 1e-3);
}

TEST_CASE("channels are told apart, an odd number too, and together") {
  const std::size_t frames = 10'000;
  std::vector<double> x(3 * frames);
  for (std::size_t n = 0; n < frames; ++n) {
    for (std::size_t c = 0; c < 3; ++c) {
      const double hz = 100.0 * static_cast<double>(c + 1);
      x[3 * n + c] =
          (c == 1 ? 1.0 : 0.01) * std::sin(2 * kPi * hz * static_cast<double>(n) / 10'000);
    }
  }
  PowerSpectrum spectrum(10'000, 3);
  spectrum.add(x);
  spectrum.finish();
  for (std::size_t c = 0; c < 3; ++c) {
    CHECK(std::fabs(spectrum.strongest(c)->frequency - 100.0 * static_cast<double>(c + 1)) < 1e-6);
  }
  CHECK(std::fabs(spectrum.strongest_of_all()->frequency - 200) < 1e-6);
}

TEST_CASE("what is constant, short or empty has no component") {
  for (const double constant : {0.1, 1 / 3.0, 0.7, 0.9, 1e6 + 0.1, -3.3}) {
    CHECK_FALSE(strongest(std::vector<double>(50'000, constant), 48000));
    CHECK_FALSE(strongest(std::vector<double>(777, constant), 48000));
  }
  CHECK_FALSE(strongest(std::vector<double>(50'000, 0.0), 48000));
  CHECK_FALSE(strongest(std::vector<double>(960, 0.7), 48000, 96));
  CHECK_FALSE(strongest({}, 48000));
  CHECK_FALSE(strongest(std::vector<double>{3}, 48000));
}

TEST_CASE("the result does not depend on how the signal is cut") {
  const std::vector<double> x = sine(123.4, 120'000);
  const auto whole = strongest(x, 48000);
  for (const std::size_t length : {1U, 999U, 32768U, 70'000U}) {
    PowerSpectrum spectrum(48000, 1);
    for (std::size_t at = 0; at < x.size(); at += length) {
      spectrum.add(std::span(x).subspan(at, std::min<std::size_t>(length, x.size() - at)));
    }
    spectrum.finish();
    CHECK(spectrum.strongest(0)->frequency == whole->frequency);
    CHECK(spectrum.strongest(0)->distortion == whole->distortion);
  }
}

TEST_CASE("samples that are not finite do not spoil a spectrum") {
  std::vector<double> x = sine(80, 8000);
  x[17] = std::numeric_limits<double>::quiet_NaN();
  x[5000] = std::numeric_limits<double>::infinity();
  CHECK(std::fabs(strongest(x, 8000)->frequency - 80) < 1e-2);
  CHECK(std::fabs(strongest(x, 8000, 100)->frequency - 80) < 1e-2);
}

TEST_CASE("a spectrum wants a rate, channels, whole frames and a period that it can hold") {
  CHECK_THROWS_AS(PowerSpectrum(0, 1), std::invalid_argument);
  CHECK_THROWS_AS(PowerSpectrum(48000, 0), std::invalid_argument);
  CHECK_THROWS_AS(PowerSpectrum(48000, 1, PowerSpectrum::block_of(1) + 1), std::invalid_argument);
  PowerSpectrum stereo(48000, 2);
  CHECK_THROWS_AS(stereo.add(std::vector<double>(3)), std::invalid_argument);
}

TEST_CASE("many channels have shorter blocks, and all their components are found") {
  CHECK(PowerSpectrum::block_of(32) == 32768);
  CHECK(PowerSpectrum::block_of(33) == 16384);
  CHECK(PowerSpectrum::block_of(1'000'000) == 256);
  const std::size_t channels = 301;
  PowerSpectrum spectrum(1024, channels);
  std::vector<double> frame(channels);
  for (int n = 0; n < 5000; ++n) {
    for (std::size_t c = 0; c < channels; ++c) {
      frame[c] = std::sin(2 * kPi * (100 + static_cast<double>(c)) * n / 1024);
    }
    spectrum.add(frame);
  }
  spectrum.finish();
  for (std::size_t c = 0; c < channels; ++c) {
    CHECK(std::fabs(spectrum.strongest(c)->frequency - (100 + static_cast<double>(c))) < 1e-4);
  }
}
