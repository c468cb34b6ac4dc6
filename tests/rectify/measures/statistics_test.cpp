// Checks the figures of a channel: against the closed forms of sampled sines, and for PCM against
// sums of the codes in whole numbers.
#include "rectify/measures/statistics.hpp"

#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <numbers>
#include <random>
#include <vector>

#include "rectify/functions.hpp"
#include "rectify/shapes/phase_sum.hpp"
#include "support/mpfr_real.hpp"

using namespace rectify;

namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kExact = 1e-12;  // what issue and docs promise; rounding itself is 1e-15 and less

StatisticFigures figures_of(std::span<const double> y) {
  Statistics statistics;
  statistics.add(y);
  return statistics.figures();
}

/// `periods` periods of a sine, M samples each.
std::vector<double> sine(int m, int periods) {
  std::vector<double> x;
  for (int n = 0; n < m * periods; ++n) {
    x.push_back(static_cast<double>(std::sin(2 * std::numbers::pi_v<long double> * (n % m) / m)));
  }
  return x;
}

bool near(std::optional<double> found, double expected) {
  return found && std::fabs(*found / expected - 1) < kExact;
}

}  // namespace

TEST_CASE("half and full of a sampled sine measure what their closed forms say") {
  for (const int m : {4, 8, 12, 60, 960}) {
    CAPTURE(m);
    const std::vector<double> x = sine(m, 3);
    std::vector<double> r(x.size());
    const double mean = 2.0 / m / std::tan(kPi / m);  // of |sin|
    full(x, r);
    const StatisticFigures f = figures_of(r);
    CHECK(near(f.dc, mean));
    CHECK(near(f.average_rectified, mean));
    CHECK(near(f.rms, std::sqrt(0.5)));
    CHECK(near(f.ac_rms, std::sqrt(0.5 - mean * mean)));
    CHECK(near(f.form_factor, std::sqrt(0.5) / mean));
    CHECK(near(f.ripple_factor, std::sqrt(0.5 / (mean * mean) - 1)));
    CHECK(near(f.efficiency, 2 * mean * mean));
    CHECK(near(f.crest_factor, std::sqrt(2.0)));  // 4 divides M: a sample stands at the peak
    half(x, r);
    const StatisticFigures h = figures_of(r);
    CHECK(near(h.dc, mean / 2));
    CHECK(near(h.rms, 0.5));
    CHECK(near(h.form_factor, 1 / mean));
    CHECK(near(h.ripple_factor, std::sqrt(1 / (mean * mean) - 1)));
    CHECK(near(h.efficiency, mean * mean));
    CHECK(near(h.crest_factor, 2));
    CHECK(near(h.ripple_peak_to_peak, 1));
    CHECK(h.minimum == 0);
  }
}

TEST_CASE("many phases of a sampled sine measure what the sums of their cosines come to") {
  // Of p pulses a turn, K = M/p samples each, R·cos(x - π/p) on x = 2πi/M, i = 0 … K-1, R = N/p /
  // sin(π/p): geometric sums give the mean N/M·cot(π/M) and the mean square
  // R²/2·(1 + sin(2π/p)·cot(2π/M)/K).
  const int m = 240;
  for (const int phases : {3, 6, 8, 12}) {
    CAPTURE(phases);
    const int p = phases % 2 == 0 ? phases : 2 * phases;
    const double k = static_cast<double>(m) / p;
    const double amplitude = static_cast<double>(phases) / p / std::sin(kPi / p);
    const PhaseSum sum =
        PhaseSum::of({.even = static_cast<std::uint64_t>(phases)}, {.amplitude = 1});
    std::vector<double> y;
    const double repeats = static_cast<double>(sum.repeats());
    for (int n = 0; n < m; ++n) {
      const double turns = repeats * n / m;
      y.push_back(turns - std::floor(turns));
    }
    sum.forward_within_turn(y);
    const StatisticFigures f = figures_of(y);
    const double mean = phases / std::tan(kPi / m) / m;
    const double square =
        amplitude * amplitude / 2 * (1 + std::sin(2 * kPi / p) / std::tan(2 * kPi / m) / k);
    CHECK(near(f.dc, mean));
    CHECK(near(f.rms, std::sqrt(square)));
    // 1e-12 of the squares is more of their difference: DC²/AC² is 1.8e3 for eight phases.
    CHECK(std::fabs(*f.ripple_factor / std::sqrt(square / (mean * mean) - 1) - 1) < 1e-10);
  }
}

TEST_CASE("the sums of PCM of any width are whole numbers, divided and rounded once") {
  std::mt19937 random(5);
  for (const int bits : {8, 16, 24, 32}) {
    CAPTURE(bits);
    const double full_scale = std::ldexp(1.0, bits - 1);
    std::vector<double> y;
    std::int64_t sum = 0;
    std::uint64_t upper = 0;  // halves of the squares, each of which fills 62 bits
    std::uint64_t lower = 0;
    const int count = 100'003;
    for (int n = 0; n < count; ++n) {
      // Mostly positive, and full of the lowest code: the sums grow as fast as they can.
      const auto code = n % 3 == 0 ? -std::int64_t{1} << (bits - 1)
                                   : static_cast<std::int64_t>(random() >> (33 - bits));
      sum += code;
      const auto square = static_cast<std::uint64_t>(code * code);
      upper += square >> 32U;
      lower += square & 0xFFFFFFFFU;
      y.push_back(static_cast<double>(code) / full_scale);
    }
    const test::Real n(count);
    const test::Real scale(full_scale);
    const test::Real mean = test::Real(static_cast<long double>(sum)) / (n * scale);
    const test::Real square =
        (test::Real::integer(upper) * test::Real(0x1p32L) + test::Real::integer(lower)) /
        (n * scale * scale);
    const StatisticFigures f = figures_of(y);
    CHECK(*f.dc == mean.to_double());
    CHECK(*f.rms == sqrt(square).to_double());
    CHECK(*f.ac_rms == sqrt(square - mean * mean).to_double());
    CHECK(*f.efficiency == (mean * mean / square).to_double());
  }
}

TEST_CASE("a large offset takes nothing from the ripple on it") {
  std::vector<double> y;
  for (int n = 0; n < 1'000'000; ++n) y.push_back(n % 2 == 0 ? 1e6 + 0.25 : 1e6 - 0.25);
  const StatisticFigures f = figures_of(y);
  CHECK(f.dc == 1e6);
  CHECK(f.ac_rms == 0.25);
  CHECK(f.ripple_factor == 0.25e-6);
  CHECK(f.ripple_peak_to_peak == 0.5);
}

TEST_CASE("a constant has no ripple, also where its square needs more digits than a double has") {
  for (const double code : {2147471303.0, -1431655765.0, 1.0, 5592405.0}) {
    const double y = code * 0x1p-31;
    const StatisticFigures f = figures_of(std::vector<double>(100'003, y));
    CHECK(f.dc == y);
    CHECK(f.rms == std::fabs(y));
    CHECK(f.ac_rms == 0);
    CHECK(f.efficiency == 1);
  }
  CHECK(figures_of(std::vector<double>(100'003, 0.1)).ac_rms < 1e-16);  // 2^-53 of 0.1
}

TEST_CASE("samples that are not finite are counted and enter nothing else") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double inf = std::numeric_limits<double>::infinity();
  std::vector<double> with;
  std::vector<double> without;
  for (int n = 0; n < 100; ++n) {
    const double y = std::ldexp(n % 7 - 2, -1);
    with.push_back(y);
    without.push_back(y);
    if (n % 9 == 0) with.push_back(n % 2 == 0 ? nan : n % 4 == 1 ? inf : -inf);
  }
  Statistics some;
  some.add(with);
  const StatisticFigures a = some.figures();
  const StatisticFigures b = figures_of(without);
  CHECK(some.not_finite() == 12);
  CHECK(some.finite() == 100);
  CHECK(a.dc == b.dc);
  CHECK(a.rms == b.rms);
  CHECK(a.average_rectified == b.average_rectified);
  CHECK(a.minimum == -1);
  CHECK(a.maximum == 2);
  const StatisticFigures none = figures_of(std::vector<double>(20, nan));
  CHECK_FALSE(none.dc.has_value());
  CHECK_FALSE(none.peak.has_value());
}

TEST_CASE("what lies beyond full scale is counted, full scale is not") {
  Statistics statistics;
  statistics.add(std::vector<double>{1, -1, 1.0000001, -2, 0.5, 3, 1, 1, 1, 9,
                                     std::numeric_limits<double>::infinity()});
  CHECK(statistics.clipped() == 4);
  CHECK(statistics.not_finite() == 1);
}

TEST_CASE("silence, one sample and none have the figures that exist") {
  const StatisticFigures silence = figures_of(std::vector<double>(9, -0.0));
  CHECK(silence.dc == 0);
  CHECK(silence.rms == 0);
  CHECK(silence.ac_rms == 0);
  CHECK(silence.peak == 0);
  CHECK_FALSE(silence.form_factor.has_value());
  CHECK_FALSE(silence.ripple_factor.has_value());
  CHECK_FALSE(silence.crest_factor.has_value());
  CHECK_FALSE(silence.efficiency.has_value());
  const StatisticFigures one = figures_of(std::vector<double>{-0.3});
  CHECK(one.dc == -0.3);
  CHECK(one.rms == 0.3);
  CHECK(one.ac_rms == 0);
  CHECK(one.ripple_factor == 0);
  CHECK(one.form_factor == 1);
  CHECK(one.efficiency == 1);
  const StatisticFigures none = figures_of({});
  CHECK_FALSE(none.dc.has_value());
  CHECK_FALSE(none.maximum.has_value());
}

TEST_CASE("a mean that is nothing but rounding has no ripple factor") {
  CHECK_FALSE(figures_of(sine(960, 50)).ripple_factor.has_value());
  CHECK(figures_of(sine(960, 50)).form_factor.has_value());
}

TEST_CASE("squares beyond all doubles are no figures, and the rest are") {
  const StatisticFigures f = figures_of(std::vector<double>(16, 1e200));
  CHECK(f.dc == 1e200);
  CHECK_FALSE(f.rms.has_value());
  CHECK_FALSE(f.efficiency.has_value());
  CHECK(f.peak == 1e200);
}

TEST_CASE("the figures do not depend on how the signal is cut") {
  std::mt19937 random(3);
  std::vector<double> y;
  for (int n = 0; n < 20'000; ++n) y.push_back(static_cast<double>(random() >> 8U) / 0x1p23 - 1);
  const StatisticFigures whole = figures_of(y);
  for (const std::size_t length : {1U, 7U, 8U, 100U, 4097U}) {
    Statistics cut;
    for (std::size_t at = 0; at < y.size(); at += length) {
      cut.add(std::span(y).subspan(at, std::min<std::size_t>(length, y.size() - at)));
    }
    const StatisticFigures f = cut.figures();
    CHECK(f.dc == whole.dc);
    CHECK(f.rms == whole.rms);
    CHECK(f.ac_rms == whole.ac_rms);
    CHECK(f.average_rectified == whole.average_rectified);
    CHECK(f.minimum == whole.minimum);
    CHECK(f.maximum == whole.maximum);
  }
}

TEST_CASE("weights count a sample as often as they say") {
  Statistics weighted;
  weighted.add(std::vector<double>{1, -2, 0.5, 7}, std::vector<double>{3, 1, 2, 0});
  const StatisticFigures repeated = figures_of(std::vector<double>{1, 1, 1, -2, 0.5, 0.5});
  const StatisticFigures f = weighted.figures();
  CHECK(f.dc == repeated.dc);
  CHECK(f.rms == repeated.rms);
  CHECK(f.average_rectified == repeated.average_rectified);
  CHECK(f.maximum == 7);
  // What stands for no time has extremes, but no mean; nor has what stands for more than doubles
  // hold.
  for (const double weight : {0.0, 1.5e308}) {
    Statistics unweighable;
    unweighable.add(std::vector<double>{0.5, -2}, std::vector<double>{weight, weight});
    const StatisticFigures extremes = unweighable.figures();
    CHECK(extremes.minimum == -2);
    CHECK(extremes.peak == 2);
    CHECK_FALSE(extremes.dc);
    CHECK_FALSE(extremes.rms);
    CHECK_FALSE(extremes.ripple_factor);
  }
  Statistics none;
  CHECK_THROWS_AS(none.add(std::vector<double>{1, 2}, std::vector<double>{1}),
                  std::invalid_argument);
}

TEST_CASE("interleaved channels measure what each does alone") {
  std::mt19937 random(8);
  for (const std::size_t channels : {1U, 2U, 3U, 4U, 7U, 8U, 9U, 16U}) {
    CAPTURE(channels);
    std::vector<double> frames;
    for (std::size_t i = 0; i < 1237 * channels; ++i) {
      frames.push_back(i % 50 == 3 ? std::numeric_limits<double>::infinity()
                                   : static_cast<double>(random()) / 0x1p31 - 0.9);
    }
    std::vector<Statistics> together(channels);
    Statistics::add_frames(together, std::span(frames).first(500 * channels));
    Statistics::add_frames(together, std::span(frames).subspan(500 * channels));
    for (std::size_t c = 0; c < channels; ++c) {
      Statistics alone;
      for (std::size_t i = c; i < frames.size(); i += channels) alone.add({&frames[i], 1});
      CHECK(together[c].figures().dc == alone.figures().dc);
      CHECK(together[c].figures().rms == alone.figures().rms);
      CHECK(together[c].figures().average_rectified == alone.figures().average_rectified);
      CHECK(together[c].figures().minimum == alone.figures().minimum);
      CHECK(together[c].figures().maximum == alone.figures().maximum);
      CHECK(together[c].clipped() == alone.clipped());
      CHECK(together[c].not_finite() == alone.not_finite());
      CHECK(together[c].finite() == alone.finite());
    }
  }
  std::vector<Statistics> two(2);
  CHECK_THROWS_AS(Statistics::add_frames(two, std::vector<double>(3)), std::invalid_argument);
  CHECK_THROWS_AS(Statistics::add_frames({}, {}), std::invalid_argument);
}
