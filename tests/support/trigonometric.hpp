// Periodic signals whose rectified form is known: by the Fourier coefficients of |y - κ|, exactly.
#pragma once

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <kissfft/kissfft.hh>
#include <numbers>
#include <random>
#include <vector>

#include "support/spectrum.hpp"

namespace test {

/// y(t) = Σ c[k]·e^{j2πkt/N}, |k| < c.size() <= N/2, with c[-k] the conjugate of c[k]: a real
/// signal of N samples a period that has nothing beyond half the rate.
class Trigonometric {
 public:
  Trigonometric(std::size_t period, std::vector<Complex> c) : period_(period), c_(std::move(c)) {}

  [[nodiscard]] std::size_t period() const { return period_; }
  [[nodiscard]] const std::vector<Complex>& coefficients() const { return c_; }

  struct Value {
    double y;
    double slope;
  };
  [[nodiscard]] Value at(double t) const {
    const Complex turn = std::polar(1.0, angle() * t);
    Complex phasor = turn;
    Value value{c_[0].real(), 0};
    for (std::size_t k = 1; k < c_.size(); ++k) {
      const Complex term = c_[k] * phasor;
      value.y += 2 * term.real();
      value.slope -= 2 * angle() * static_cast<double>(k) * term.imag();
      phasor *= turn;
    }
    return value;
  }

  /// y at the times i/density, i = 0 … density·N - 1.
  [[nodiscard]] std::vector<double> samples(std::size_t density = 1) const {
    std::vector<Complex> in(density * period_);
    for (std::size_t k = 0; k < c_.size(); ++k) in[k] = (k == 0 ? 1.0 : 2.0) * c_[k];
    std::vector<Complex> out(in.size());
    kissfft<double>(in.size(), true).transform(in.data(), out.data());
    std::vector<double> y;
    for (const Complex& value : out) y.push_back(value.real());
    return y;
  }

  /// Multiplied so that the greatest sample is `peak`.
  [[nodiscard]] Trigonometric scaled(double peak) const {
    double greatest = 0;
    for (const double y : samples()) greatest = std::max(greatest, std::fabs(y));
    std::vector<Complex> c = c_;
    for (Complex& value : c) value *= peak / greatest;
    return {period_, c};
  }

  struct Crossing {
    double t;
    double direction;
  };
  /// Where y passes kink, in order. A grid of 16 points a sample shows where to look; where it
  /// comes near without passing, at the extremum too; Newton's method on y itself does the rest.
  [[nodiscard]] std::vector<Crossing> crossings(double kink) const {
    constexpr std::size_t kDensity = 16;
    const std::vector<double> grid = samples(kDensity);
    const std::size_t count = grid.size();
    const auto point = [&](std::size_t i) { return grid[i % count] - kink; };
    std::vector<Crossing> found;
    for (std::size_t i = 0; i < count; ++i) {
      const double from = static_cast<double>(i) / kDensity;
      const double to = static_cast<double>(i + 1) / kDensity;
      const double bend = std::max(std::fabs(point(i + 2) - 2 * point(i + 1) + point(i)),
                                   std::fabs(point(i + 1) - 2 * point(i) + point(i + count - 1)));
      const bool near = std::min(std::fabs(point(i)), std::fabs(point(i + 1))) < bend;
      if (near && (at(from).slope > 0) != (at(to).slope > 0)) {
        const double middle = turning_point(from, to);
        for (const auto& [a, b] : {std::pair(from, middle), std::pair(middle, to)}) {
          const bool above = at(b).y >= kink;
          if ((at(a).y >= kink) != above) found.push_back(solve(kink, a, b, above ? 1 : -1));
        }
      } else if ((point(i) >= 0) != (point(i + 1) >= 0)) {
        found.push_back(solve(kink, from, to, point(i + 1) >= 0 ? 1 : -1));
      }
    }
    return found;
  }

  /// The coefficients up to `last` of |y - kink|, which is (y - kink)·s with s the sign. That is a
  /// row of steps, Δ = ±2 at the crossings t_i:
  ///
  ///     S[m] = Σ Δ_i·e^{-jθm·t_i}/(jθm·N),  θ = 2π/N;  S[0] its mean
  ///     c[p] = Σ_q Y[q]·S[p - q]
  [[nodiscard]] std::vector<Complex> magnitude(double kink, std::size_t last) const {
    const std::vector<Crossing> passed = crossings(kink);
    std::vector<Complex> y = c_;
    y[0] -= kink;
    const std::size_t most = last + y.size();
    std::vector<Complex> s(most + 1);
    if (passed.empty()) {
      s[0] = at(0).y >= kink ? 1 : -1;
    }
    for (std::size_t i = 0; i < passed.size(); ++i) {
      const bool wraps = i + 1 == passed.size();
      const double next = wraps ? passed[0].t + static_cast<double>(period_) : passed[i + 1].t;
      s[0] += passed[i].direction * (next - passed[i].t) / static_cast<double>(period_);
      const Complex turn = std::polar(1.0, -angle() * passed[i].t);
      Complex phasor = turn;
      for (std::size_t m = 1; m <= most; ++m) {
        s[m] += 2 * passed[i].direction * phasor;
        phasor *= turn;
      }
    }
    for (std::size_t m = 1; m <= most; ++m) {
      s[m] /= Complex(0, 2 * std::numbers::pi * static_cast<double>(m));
    }
    std::vector<Complex> c(last + 1);
    for (std::size_t p = 0; p <= last; ++p) {
      for (std::size_t q = 0; q < y.size(); ++q) {
        c[p] += y[q] * (p >= q ? s[p - q] : std::conj(s[q - p]));
        if (q != 0) c[p] += std::conj(y[q]) * s[p + q];
      }
    }
    return c;
  }

 private:
  [[nodiscard]] double angle() const { return 2 * std::numbers::pi / static_cast<double>(period_); }

  [[nodiscard]] double turning_point(double from, double to) const {
    const bool rising = at(from).slope > 0;
    for (int step = 0; step < 60; ++step) {
      const double middle = 0.5 * (from + to);
      ((at(middle).slope > 0) == rising ? from : to) = middle;
    }
    return 0.5 * (from + to);
  }

  [[nodiscard]] Crossing solve(double kink, double from, double to, double direction) const {
    double t = 0.5 * (from + to);
    for (int step = 0; step < 60; ++step) {
      const auto [y, slope] = at(t);
      ((y - kink) * direction < 0 ? from : to) = t;
      const double newton = t - (y - kink) / slope;
      const double next = newton > from && newton < to ? newton : 0.5 * (from + to);
      if (std::fabs(next - t) < 1e-13 * static_cast<double>(period_)) return {next, direction};
      t = next;
    }
    return {t, direction};
  }

  std::size_t period_;
  std::vector<Complex> c_;
};

/// `partials` sines at odd multiples of rate/period from 97 Hz to `highest`, amplitudes falling as
/// 1/√f or equal, with phases that a seed tells.
inline Trigonometric partials(std::size_t period, double rate, bool falling, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> phase(0, 2 * std::numbers::pi);
  std::vector<Complex> c(period / 2);
  for (int i = 0; i < 20; ++i) {
    const double hertz = falling ? 97 * std::pow(15000.0 / 97, i / 19.0) : 500 + 763.0 * i;
    const auto k = static_cast<std::size_t>(hertz / rate * static_cast<double>(period)) | 1U;
    c[k] += std::polar(falling ? 1 / std::sqrt(hertz) : 1.0, phase(random));
  }
  return Trigonometric(period, c).scaled(0.8);
}

/// White noise up to `highest` Hz.
inline Trigonometric noise(std::size_t period, double rate, double highest, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal;
  std::vector<Complex> c(period / 2);
  for (std::size_t k = 1; static_cast<double>(k) * rate < highest * static_cast<double>(period);
       ++k) {
    const double real = normal(random);
    c[k] = {real, normal(random)};
  }
  return Trigonometric(period, c).scaled(0.8);
}

}  // namespace test
