// The polynomial through the eight samples around a cell, the time between two samples.
#pragma once

#include <array>
#include <cstddef>

namespace rectify::detail {

/// The coefficients of the cubic of w that is 1 at w = (i + ½)² and 0 at the three others of the
/// places ¼, 9/4, 25/4, 49/4.
constexpr std::array<double, 4> lagrange_cubic(std::size_t i) {
  const auto place = [](std::size_t k) {
    const double u = static_cast<double>(k) + 0.5;
    return u * u;
  };
  std::array<double, 4> c{1, 0, 0, 0};
  std::size_t degree = 0;
  for (std::size_t k = 0; k < 4; ++k) {
    if (k == i) continue;
    const double scale = 1 / (place(i) - place(k));
    ++degree;
    for (std::size_t j = degree; j > 0; --j) c[j] = (c[j - 1] - place(k) * c[j]) * scale;
    c[0] *= -place(k) * scale;
  }
  return c;
}

inline constexpr std::array kLagrangeCubics{lagrange_cubic(0), lagrange_cubic(1), lagrange_cubic(2),
                                            lagrange_cubic(3)};

/// Lagrange's polynomial of degree 7 through y[n - 3] … y[n + 4] for the cell from n to n + 1, as a
/// function of u = time - (n + ½), which is within ±½ there. The samples lie in symmetric pairs at
/// u = ±½, ±3/2, ±5/2, ±7/2, so the polynomial parts into an even and an odd half, each a cubic of
/// w = u² through the same places w = ¼, 9/4, 25/4, 49/4:
///
///     P(u) = E(w) + u·O(w),   E(u_i²) = (y₊ + y₋)/2,   O(u_i²) = (y₊ - y₋)/(2·u_i)
///
/// For a sine of ω radians a sample it is off by up to ω⁸/8!·(105/16)² = 0.0011·ω⁸ of the
/// amplitude: at four times 44.1 kHz 3e-7 at 10 kHz and 7e-5 at 20 kHz.
struct CellPolynomial {
  static constexpr std::size_t kBefore = 3;  ///< samples that it takes before n
  static constexpr std::size_t kAfter = 4;   ///< and after n

  std::array<double, 4> even;  ///< E's coefficients, of w⁰ … w³
  std::array<double, 4> odd;   ///< O's

  /// `y` points at y[n - 3].
  [[gnu::always_inline]] static CellPolynomial through(const double* y) {
    CellPolynomial p{};
    for (std::size_t i = 0; i < 4; ++i) {
      const double after = y[4 + i];
      const double before = y[3 - i];
      for (std::size_t k = 0; k < 4; ++k) {
        p.even[k] += kLagrangeCubics[i][k] * (0.5 * (after + before));
        p.odd[k] += kLagrangeCubics[i][k] * ((after - before) / static_cast<double>(2 * i + 1));
      }
    }
    return p;
  }

  /// How P(u) grows with each of y[n - 3] … y[n + 4]: Lagrange's basis.
  [[nodiscard]] static std::array<double, 8> weights(double u) {
    std::array<double, 8> weight{};
    for (std::size_t i = 0; i < 4; ++i) {
      const double l = cubic(kLagrangeCubics[i], u * u);
      const double odd_part = u * l / static_cast<double>(2 * i + 1);
      weight[4 + i] = 0.5 * l + odd_part;
      weight[3 - i] = 0.5 * l - odd_part;
    }
    return weight;
  }

  [[gnu::always_inline]] [[nodiscard]] double value(double u) const {
    const double w = u * u;
    return cubic(even, w) + u * cubic(odd, w);
  }
  [[gnu::always_inline]] [[nodiscard]] double slope(double u) const {
    const double w = u * u;
    return cubic(odd, w) + 2 * u * (cubic_slope(even, w) + u * cubic_slope(odd, w));
  }
  [[gnu::always_inline]] [[nodiscard]] double curvature(double u) const {
    const double w = u * u;
    return 2 * cubic_slope(even, w) + 4 * w * cubic_curvature(even, w) +
           u * (6 * cubic_slope(odd, w) + 4 * w * cubic_curvature(odd, w));
  }

  /// ∂e/∂y of a crossing at u, from ∂e/∂t of its time: ∂e/∂t / P'(u). 0 where the signal touches
  /// and does not cross, since the step there is none.
  [[nodiscard]] double by_value(double by_time, double u) const {
    const double change = slope(u);
    return change == 0 ? 0 : by_time / change;
  }

 private:
  using Cubic = std::array<double, 4>;

  [[gnu::always_inline]] static double cubic(const Cubic& c, double w) {
    return ((c[3] * w + c[2]) * w + c[1]) * w + c[0];
  }
  [[gnu::always_inline]] static double cubic_slope(const Cubic& c, double w) {
    return (3 * c[3] * w + 2 * c[2]) * w + c[1];
  }
  [[gnu::always_inline]] static double cubic_curvature(const Cubic& c, double w) {
    return 6 * c[3] * w + 2 * c[2];
  }
};

}  // namespace rectify::detail
