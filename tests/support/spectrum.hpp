// Spectra of periodic signals.
#pragma once

#include <cmath>
#include <complex>
#include <cstddef>
#include <kissfft/kissfft.hh>
#include <span>
#include <vector>

namespace test {

using Complex = std::complex<double>;

/// c[k], k = 0 … N/2, of a period x[n] = Σ c[k]·e^{j2πkn/N} over -N/2 < k <= N/2, x real.
inline std::vector<Complex> spectrum(std::span<const double> period) {
  const std::size_t size = period.size();
  const std::vector<Complex> x(period.begin(), period.end());
  std::vector<Complex> c(size);
  kissfft<double>(size, false).transform(x.data(), c.data());
  c.resize(size / 2 + 1);
  for (Complex& value : c) value /= static_cast<double>(size);
  return c;
}

/// The power of the components of a real signal from c[first] to c[last].
inline double power(std::span<const Complex> c, std::size_t first, std::size_t last) {
  double sum = 0;
  for (std::size_t k = first; k <= last; ++k) sum += (k == 0 ? 1 : 2) * std::norm(c[k]);
  return sum;
}

inline double decibels(double power_ratio) { return 10 * std::log10(power_ratio + 1e-40); }

}  // namespace test
