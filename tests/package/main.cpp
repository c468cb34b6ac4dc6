// A consumer of the installed library: rectifies four samples, and a sine at two phases.
#include <array>
#include <bit>
#include <cstdint>
#include <iostream>
#include <span>

#include "rectify/samples/exact.hpp"
#include "rectify/shapes/phase_sum.hpp"

int main() {
  std::array<std::int16_t, 4> samples = {-3, 0, 5, -32768};
  rectify::rectify_in_place(rectify::ExactShape::full,
                            {rectify::SampleType::s16, std::endian::native},
                            std::as_writable_bytes(std::span(samples)));
  for (const auto sample : samples) std::cout << sample << ' ';

  const auto two_phases = rectify::PhaseSum::even(2, {.amplitude = 3});
  std::array<double, 1> at_the_peak = {0.5};
  two_phases.forward(at_the_peak, at_the_peak);
  std::cout << at_the_peak[0] << '\n';
}
