// Lines that are added to what is there.
#pragma once

#include <span>

namespace rectify::detail {

/// A complex number, of a row whose real and imaginary parts are kept apart.
struct Vector {
  double real;
  double imaginary;
};

/// r[i] += slope·x[i] + constant. The spans are equally long and do not overlap, here and below.
void add_line(std::span<const double> x, double slope, double constant, std::span<double> r);

/// r[i] += Re(z[i]·by).
void add_real_part(std::span<const double> real, std::span<const double> imaginary, Vector by,
                   std::span<double> r);

}  // namespace rectify::detail
