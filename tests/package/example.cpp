// A second of a 50 Hz sine, rectified in four ways, and a gradient on its way back.
#include <cstdio>
#include <memory>
#include <rectify/rectify.hpp>
#include <vector>

int main() {
  constexpr double kRate = 48000;
  auto angle = std::make_unique<rectify::SteadyAngle>(rectify::Ratio{50, 48000}, 0);
  std::vector<double> x(48000);
  rectify::SineWave(std::move(angle), 1).render(0, x);

  std::vector<double> r(x.size());
  const auto print = [&](const char* name) { std::printf("%-10s %.3f\n", name, r[24240]); };
  rectify::half(x, r, {.drop = 0.7});  // a silicon diode
  print("half");                       // at a peak of the sine: 0.300
  rectify::full(x, r);
  rectify::Hold(0.01, kRate, 1).process(r);  // a smoothing capacitor: an object with a state
  print("full, held");                       // 1.000
  rectify::multiphase(x, kRate, {.even = 8}, r);
  print("multiphase");  // 2.414, with a ripple up to 2.613
  rectify::envelope(x, kRate, r);
  print("envelope");  // 1.000
  rectify::full_gradient(x, std::vector<double>(x.size(), 0.5), r);
  print("gradient");  // 0.500, and -0.500 where the sine is negative
}
