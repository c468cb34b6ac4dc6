// A second of a 50 Hz sine, rectified in four ways, and a gradient on its way back.
#include <cmath>
#include <cstdio>
#include <rectify/rectify.hpp>
#include <vector>

int main() {
  std::vector<double> x(48000), r(48000), g(48000, 0.5);
  for (int n = 0; n < 48000; ++n) x[n] = std::sin(2 * M_PI * 50 * n / 48000);

  rectify::half(x, r, {.drop = 0.7});  // a silicon diode
  std::printf("%.3f ", r[24240]);      // at a peak of the sine: 0.300
  rectify::full(x, r);
  rectify::Hold(0.01, 48000, 1).process(r);  // a smoothing capacitor, which has a state
  std::printf("%.3f ", r[24480]);            // a quarter of a period later: 0.638
  rectify::multiphase(x, 48000, {.even = 8}, r);
  std::printf("%.3f ", r[24240]);  // 2.414
  rectify::envelope(x, 48000, r);
  std::printf("%.3f ", r[24240]);  // 1.000
  rectify::full_gradient(x, g, r);
  std::printf("%.3f\n", r[24720]);  // where the sine is negative: -0.500
}
