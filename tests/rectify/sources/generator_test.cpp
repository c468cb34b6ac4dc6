// Checks generator.hpp: waves follow their angles, and repeating them changes no bit.
#include "rectify/sources/generator.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <numbers>

using namespace rectify;

namespace {

std::vector<double> rendered(const Generator& generator, std::int64_t first, std::size_t count) {
  std::vector<double> out(count);
  generator.render(first, out);
  return out;
}

std::unique_ptr<SineWave> sine(Ratio frequency, double phase = 0, double amplitude = 1) {
  return std::make_unique<SineWave>(std::make_unique<SteadyAngle>(frequency, phase), amplitude);
}

std::unique_ptr<PhaseSumWave> phase_sum(Ratio frequency, std::uint64_t phases, double phase) {
  const PhaseSum sum = PhaseSum::even(phases, {.drop = 0.1});
  return std::make_unique<PhaseSumWave>(
      std::make_unique<SteadyAngle>(frequency, phase, sum.repeats()), sum);
}

/// Counts the samples asked for; sample n is n modulo 10.
class Counting : public Generator {
 public:
  explicit Counting(std::size_t& asked) : asked_(asked) {}
  void render(std::int64_t first, std::span<double> out) const override {
    asked_ += out.size();
    for (double& y : out) y = static_cast<double>(first++ % 10);
  }
  [[nodiscard]] std::uint64_t period() const override { return 10; }

 private:
  std::size_t& asked_;
};

}  // namespace

TEST_CASE("a sine wave is its angle's sine times the amplitude") {
  std::vector<double> expected(500);
  SteadyAngle({440, 44100}, 0.2).sine(77, expected);
  for (double& y : expected) y *= -0.7;
  const auto wave = sine({440, 44100}, 0.2, -0.7);
  CHECK(rendered(*wave, 77, 500) == expected);
  CHECK(wave->period() == 2205);
}

TEST_CASE("a phase-sum wave is the sum of the rectified sines") {
  for (const std::uint64_t phases : {1U, 2U, 3U, 8U}) {
    const auto wave = phase_sum({50, 48000}, phases, 0.15);
    const std::vector<double> y = rendered(*wave, 12345, 1000);
    for (std::size_t i = 0; i < y.size(); ++i) {
      long double expected = 0;
      for (std::uint64_t k = 0; k < phases; ++k) {
        const long double turns = (12345 + i) % 960 / 960.0L + 0.15L +
                                  static_cast<long double>(k) / static_cast<long double>(phases);
        const long double s = std::sin(2 * std::numbers::pi_v<long double> * turns);
        expected += std::max(s - 0.1L, 0.0L);
      }
      // PhaseSum's bound, 1e-12 of the greatest value, which is below the number of phases.
      CHECK(std::fabs(y[i] - expected) <= 1e-12L * static_cast<long double>(phases));
    }
  }
}

TEST_CASE("a ramp is its line") {
  const Ramp ramp(Line{-1, 1, 201});
  const std::vector<double> y = rendered(ramp, 50, 151);
  for (std::size_t i = 0; i < y.size(); ++i) CHECK(y[i] == Line{-1, 1, 201}.at(50 + i));
  CHECK(y[50] == 0);
  CHECK(y.back() == 1);
  CHECK(ramp.period() == 0);
}

TEST_CASE("repeated samples are the plain generator's, bit for bit") {
  // Periods 960, 2205, 1, 8192 (the longest kept), 8193 and 44.1·10^12 (not kept).
  for (const Ratio frequency : {Ratio{50, 48000},
                                {440, 44100},
                                {0, 1},
                                {1, 8192},
                                {1, 8193},
                                {333333333, 44100'000000000U}}) {
    for (const double phase : {0.0, 0.3}) {
      const auto plain_sine = sine(frequency, phase, 0.9);
      const auto plain_sum = phase_sum(frequency, 8, phase);
      const Repeated repeated_sine(sine(frequency, phase, 0.9));
      const Repeated repeated_sum(phase_sum(frequency, 8, phase));
      CHECK(repeated_sine.period() == plain_sine->period());
      for (const std::int64_t first :
           {0LL, 1LL, 959LL, 8191LL, -1LL, -960LL, -20001LL, 1LL << 52U, (1LL << 53U) - 9}) {
        for (const std::size_t count : {0U, 1U, 7U, 960U, 3001U, 20000U}) {
          REQUIRE(rendered(repeated_sine, first, count) == rendered(*plain_sine, first, count));
          REQUIRE(rendered(repeated_sum, first, count) == rendered(*plain_sum, first, count));
        }
      }
    }
  }
}

TEST_CASE("a short period is computed once, and a wave without one each time") {
  std::size_t asked = 0;
  const Repeated repeated(std::make_unique<Counting>(asked));
  CHECK(rendered(repeated, 8, 25).back() == 2);
  CHECK(rendered(repeated, 0, 1000)[999] == 9);
  CHECK(asked == 10);

  const Repeated ramp(std::make_unique<Ramp>(Line{0, 9, 10}));
  CHECK(rendered(ramp, 0, 10) == std::vector<double>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
}
