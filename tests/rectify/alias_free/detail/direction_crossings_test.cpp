// Checks the table of directions, and where a complex signal turns past them.
#include "rectify/alias_free/detail/direction_crossings.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <complex>
#include <numbers>
#include <random>
#include <stdexcept>
#include <vector>

using rectify::Phases;
using rectify::detail::Crossing;
using rectify::detail::DirectionCrossings;
using rectify::detail::PhaseTable;

namespace {

constexpr double kPi = std::numbers::pi;
using Complex = std::complex<double>;

const std::vector<Phases> kPhases = {
    {.even = 1},    {.even = 2},
    {.even = 3},    {.even = 8},
    {.even = 7},    {.list = {0.1}},
    {.even = 1001}, {.list = {0, 0.25, 0.5, 0.75}},
    {.even = 6},    {.list = {0.3, -2.7}},
    {.even = 4096}, {.list = {1.0 / 3, 2.0 / 3, 0.9, 1 / 7.0, 0.25}}};

double plain_sum(const Phases& phases, double scale, Complex z) {
  double sum = 0;
  for (std::uint64_t k = 0; k < phases.count(); ++k) {
    const double s = (z * std::polar(1.0, 2 * kPi * phases.turns(k))).real();
    sum += scale * std::max(s, 0.0);
  }
  return sum;
}

struct Found {
  std::vector<Crossing> crossings;
  std::vector<std::uint32_t> arcs;
};

Found found(const PhaseTable& table, const std::vector<Complex>& z) {
  std::vector<double> real;
  std::vector<double> imaginary;
  for (const Complex& value : z) {
    real.push_back(value.real());
    imaginary.push_back(value.imag());
  }
  DirectionCrossings finder(table);
  finder.find(real, imaginary);
  return {{finder.crossings().begin(), finder.crossings().end()},
          {finder.arcs().begin(), finder.arcs().end()}};
}

template <class Function>
std::vector<Complex> sampled(Function f, std::size_t count = 64) {
  std::vector<Complex> z;
  for (std::size_t n = 0; n < count; ++n) z.push_back(f(static_cast<double>(n)));
  return z;
}

double time_of(const Crossing& crossing) { return crossing.cell + crossing.d; }

}  // namespace

TEST_CASE("the table is the sum over all phases, in every direction") {
  std::mt19937 random(1);
  std::normal_distribution<double> normal;
  for (const Phases& phases : kPhases) {
    const PhaseTable table(phases, 0.7);
    const auto linear = table.linear();
    CAPTURE(phases.count());
    CHECK(table.directions().size() % 2 == 0);
    for (int i = 0; i < 200; ++i) {
      const Complex z(normal(random), normal(random));
      const auto w = table.arcs()[table.arc_of(z.real(), z.imag())];
      const double sum = (z * Complex(w.real + linear.real, w.imaginary + linear.imaginary)).real();
      // Sums of count() terms on either side.
      const double tolerance = 1e-15 * static_cast<double>(phases.count() + 10) * std::abs(z);
      CHECK(std::fabs(sum - plain_sum(phases, 0.7, z)) < tolerance);
    }
  }
}

TEST_CASE("even phases share directions: lcm(2, N) of them") {
  CHECK(PhaseTable({.even = 8}, 1).directions().size() == 8);
  CHECK(PhaseTable({.even = 3}, 1).directions().size() == 6);
  CHECK(PhaseTable({.list = {0, 0.25, 0.5, 0.75}}, 1).directions().size() == 4);
  CHECK(PhaseTable({.list = {0, 1.0 / 3, 2.0 / 3}}, 1).directions().size() == 6);
  CHECK(PhaseTable({.list = {0.1, 0.1, 0.6}}, 1).directions().size() == 2);
  CHECK(PhaseTable({.list = {0.25}}, 1).directions().size() == 2);
  // Less than rounding away from no turn, from below: it is no turn.
  CHECK(PhaseTable({.list = {-1e-20, 0}}, 1).directions().size() == 2);
}

TEST_CASE("a signal that is no longer than its margins has no crossings") {
  const PhaseTable table({.even = 3}, 1);
  for (const std::size_t samples : {std::size_t{0}, 2 * DirectionCrossings::kMargin}) {
    std::vector<Complex> z;
    for (std::size_t n = 0; n < samples; ++n)
      z.push_back(std::polar(1.0, 2 * static_cast<double>(n)));
    CHECK(found(table, z).crossings.empty());
  }
}

TEST_CASE("a table needs phases that are finite, and a scale") {
  CHECK_THROWS_AS(PhaseTable({.even = 0}, 1), std::invalid_argument);
  CHECK_THROWS_AS(PhaseTable({.list = {std::nan("")}}, 1), std::invalid_argument);
  CHECK_THROWS_AS(PhaseTable({.even = 2}, -1), std::invalid_argument);
}

TEST_CASE("a phasor that turns either way passes all directions in order") {
  for (const Phases& phases : kPhases) {
    const PhaseTable table(phases, 1);
    const auto directions = table.directions();
    for (const double speed : {0.01, -0.01, 0.1, -0.1}) {  // turns a sample
      const auto z = sampled([&](double t) { return std::polar(2.0, 2 * kPi * speed * (t - 8)); });
      const Found passed = found(table, z);
      const double turns = speed * (64 - 2 * 4 - 1);
      CAPTURE(phases.count());
      CHECK(std::fabs(static_cast<double>(passed.crossings.size()) -
                      std::fabs(turns) * static_cast<double>(directions.size())) <=
            static_cast<double>(directions.size()));
      for (std::size_t i = 0; i < passed.crossings.size(); ++i) {
        const Crossing& crossing = passed.crossings[i];
        CHECK(crossing.direction == (speed > 0 ? 1 : -1));
        const double error = speed * (time_of(crossing) - 8) - directions[crossing.kink].turns;
        // Lagrange's polynomial: 0.0011·ω⁸ of the size, and so much of a radian.
        const double tolerance = 1e-13 + 0.0011 * std::pow(2 * kPi * std::fabs(speed), 8);
        CHECK(std::fabs(error - std::round(error)) < tolerance);
        if (i == 0) continue;
        const std::size_t count = directions.size();
        const std::size_t next = speed > 0 ? 1 : count - 1;
        CHECK(crossing.kink == (passed.crossings[i - 1].kink + next) % count);
      }
    }
  }
}

TEST_CASE("a phasor that turns back within a cell passes a direction twice") {
  const PhaseTable table({.even = 4}, 1);  // the axes are its directions
  for (const double depth : {1e-2, 1e-4, 1e-8}) {
    // It comes from below the real axis, is above it by depth at 20.4, and turns back.
    const Found passed = found(table, sampled([&](double t) {
                                 return Complex(3, depth - (t - 20.4) * (t - 20.4) * 1e-1);
                               }));
    CAPTURE(depth);
    std::vector<Crossing> of_real_axis;
    for (const Crossing& crossing : passed.crossings) {
      if (table.directions()[crossing.kink].turns == 0) of_real_axis.push_back(crossing);
    }
    REQUIRE(of_real_axis.size() == 2);
    CHECK(of_real_axis[0].direction == 1);
    CHECK(of_real_axis[1].direction == -1);
    const double half = std::sqrt(depth / 1e-1);
    CHECK(std::fabs(time_of(of_real_axis[0]) - (20.4 - half)) < 1e-13 / half);
    CHECK(std::fabs(time_of(of_real_axis[1]) - (20.4 + half)) < 1e-13 / half);
  }
}

TEST_CASE("a signal through zero passes the directions of half a turn, there") {
  for (const std::uint64_t phases : {3U, 8U, 101U}) {
    const PhaseTable table({.even = phases}, 1);
    for (const double offset : {0.0, 1e-15, 1e-3, -1e-3}) {
      for (const double zero : {20.0, 20.3, 20.97}) {
        for (const double angle : {0.4, 0.4 + kPi}) {
          const Complex direction = std::polar(1.0, angle);
          const Found passed = found(
              table, sampled([&](double t) { return direction * Complex(t - zero, offset); }));
          CAPTURE(phases);
          CAPTURE(offset);
          CAPTURE(angle);
          // Exactly through zero it may go round once more in no time, which adds nothing.
          double net = 0;
          for (const Crossing& crossing : passed.crossings) net += crossing.direction;
          const auto turn = static_cast<double>(table.directions().size());
          CHECK(std::fabs(std::fmod(net, turn)) == turn / 2);
          for (const Crossing& crossing : passed.crossings) {
            CHECK(std::fabs(time_of(crossing) - zero) < 1e-12 + 100 * std::fabs(offset));
          }
        }
      }
    }
  }
}

TEST_CASE("a signal exactly through zero passes half a turn there, from whatever angle") {
  for (const std::uint64_t phases : {3U, 8U, 101U}) {
    const PhaseTable table({.even = phases}, 1);
    const auto turn = static_cast<double>(table.directions().size());
    for (int i = 0; i < 60; ++i) {
      const Complex direction = std::polar(1.0, 0.1 + i * 0.37);
      const Found passed =
          found(table, sampled([&](double t) { return direction * Complex(t - 20.3, 0); }));
      CAPTURE(phases);
      CAPTURE(i);
      double net = 0;
      for (const Crossing& crossing : passed.crossings) {
        net += crossing.direction;
        CHECK(std::fabs(time_of(crossing) - 20.3) < 1e-12);
      }
      CHECK(std::fabs(std::fmod(net, turn)) == turn / 2);
    }
  }
}

TEST_CASE("silence and constants pass nothing") {
  const PhaseTable table({.even = 8}, 1);
  for (const Complex z : {Complex(0, 0), Complex(-0.0, -0.0), Complex(1, 0), Complex(0, -1),
                          Complex(1e-310, 1e-310)}) {
    CHECK(found(table, std::vector<Complex>(64, z)).crossings.empty());
  }
}
