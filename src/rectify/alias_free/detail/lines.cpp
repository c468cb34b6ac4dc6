// Loops that are as fast as memory.
#include "rectify/alias_free/detail/lines.hpp"

#include <cstddef>

#include "rectify/detail/instruction_sets.hpp"

namespace rectify::detail {
namespace {

RECTIFY_CLONES void add_line_to(double* __restrict r, const double* __restrict x, std::size_t count,
                                double slope, double constant) {
  for (std::size_t i = 0; i < count; ++i) r[i] += slope * x[i] + constant;
}

RECTIFY_CLONES void add_real_part_to(double* __restrict r, const double* __restrict real,
                                     const double* __restrict imaginary, std::size_t count,
                                     Vector by) {
  for (std::size_t i = 0; i < count; ++i) {
    r[i] += real[i] * by.real - imaginary[i] * by.imaginary;
  }
}

}  // namespace

void add_line(std::span<const double> x, double slope, double constant, std::span<double> r) {
  add_line_to(r.data(), x.data(), r.size(), slope, constant);
}

void add_real_part(std::span<const double> real, std::span<const double> imaginary, Vector by,
                   std::span<double> r) {
  add_real_part_to(r.data(), real.data(), imaginary.data(), r.size(), by);
}

}  // namespace rectify::detail
