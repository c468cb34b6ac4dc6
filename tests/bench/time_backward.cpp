// Times the half-wave backward kernel beside the limit of any that reads two arrays and writes one,
// a plain a + b -> c loop: the medians of rounds in turn. time-backward [ROUNDS]
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <vector>

#include "rectify/shapes/full_wave.hpp"
#include "rectify/shapes/half_wave.hpp"

namespace {

/// Not inlined, so that a caller that ignores the sums does not leave them out.
template <class T>
[[gnu::noinline]] void add(std::span<const T> a, std::span<const T> b, std::span<T> c) {
  for (std::size_t i = 0; i < a.size(); ++i) c[i] = a[i] + b[i];
}

template <class Work>
double seconds(Work work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

template <class T>
void time(const char* name, int rounds) {
  constexpr std::size_t kCount = std::size_t{1} << 25U;
  std::vector<T> x(kCount);
  std::vector<T> g(kCount);
  std::vector<T> out(kCount);
  unsigned state = 1;
  for (std::size_t i = 0; i < kCount; ++i) {
    state = state * 1664525U + 1013904223U;  // a sign that no processor predicts
    x[i] = static_cast<T>(static_cast<int>(state));
    g[i] = static_cast<T>(i);
  }
  std::vector<double> sums;
  std::vector<double> halves;
  std::vector<double> fulls;
  std::vector<double> half_ratios;
  std::vector<double> full_ratios;
  for (int round = 0; round < rounds; ++round) {
    sums.push_back(seconds([&] { add<T>(x, g, out); }));
    halves.push_back(seconds([&] {
      rectify::HalfWave{}.backward(std::span<const T>(x), std::span<const T>(g), std::span<T>(out));
    }));
    fulls.push_back(seconds([&] {
      rectify::FullWave{}.backward(std::span<const T>(x), std::span<const T>(g), std::span<T>(out));
    }));
    half_ratios.push_back(halves.back() / sums.back());
    full_ratios.push_back(fulls.back() / sums.back());
  }
  constexpr double kNanoseconds = 1e9 / static_cast<double>(kCount);
  std::printf("  %s a + b %44.2f ns a sample\n", name, median(sums) * kNanoseconds);
  std::printf("  %s HalfWave::backward %31.2f ns a sample%8.2f x\n", name,
              median(halves) * kNanoseconds, median(half_ratios));
  std::printf("  %s FullWave::backward %31.2f ns a sample%8.2f x\n", name,
              median(fulls) * kNanoseconds, median(full_ratios));
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::max(std::atoi(argv[1]), 1) : 11;
  time<float>("float", rounds);
  time<double>("double", rounds);
}
