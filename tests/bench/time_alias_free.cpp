// Times alias-free rectification and its stages on one core, in ns a sample and as a multiple of
// real time at 44.1 kHz: the medians of rounds in turn. Built for one instruction set, whose name
// it prints. time-alias-free-... [ROUNDS [FILE]], FILE holding doubles in the place of the
// music-like signal.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <functional>
#include <map>
#include <numbers>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "rectify/alias_free/alias_free.hpp"
#include "rectify/alias_free/detail/bandlimited_kinks.hpp"
#include "rectify/alias_free/detail/crossings.hpp"
#include "rectify/alias_free/detail/fourfold.hpp"
#include "rectify/stages/quadrature.hpp"

namespace {

using rectify::PiecewiseLinear;
using rectify::detail::Fourfold;

constexpr double kRate = 44100;
constexpr std::size_t kFrames = std::size_t{1} << 19U;
constexpr std::size_t kBlock = rectify::AliasFreeStage::kBlock;

/// Plucked notes of a random melody in three voices, each with the harmonics below 15 kHz that die
/// away the faster the higher they are, and pink noise 34 dB below.
std::vector<double> music() {
  std::mt19937 random(1);
  std::uniform_real_distribution<double> uniform(0, 1);
  std::vector<double> x(kFrames);
  for (std::size_t start = 0; start < kFrames; start += 11025) {
    for (int voice = 0; voice < 3; ++voice) {
      const double hertz = 55 * std::pow(2, (24 * uniform(random) + 12 * voice) / 12);
      for (int k = 1; k <= 20 && k * hertz < 15000; ++k) {
        const double phase = 2 * std::numbers::pi * uniform(random);
        for (std::size_t n = start; n < std::min(kFrames, start + 44100); ++n) {
          const double t = static_cast<double>(n - start) / kRate;
          x[n] += std::exp(-t * (2 + 0.5 * k)) / k *
                  std::sin(2 * std::numbers::pi * k * hertz * t + phase);
        }
      }
    }
  }
  double pink = 0;
  for (double& value : x) {
    pink = 0.98 * pink + 0.02 * (uniform(random) - 0.5);
    value = 0.2 * (value + 0.2 * pink);
  }
  return x;
}

std::vector<double> white() {
  std::mt19937 random(1);
  std::normal_distribution<double> normal(0, 0.2);
  std::vector<double> x;
  for (std::size_t n = 0; n < kFrames; ++n) x.push_back(normal(random));
  return x;
}

/// Of the processor, so that other programs matter less.
double seconds(const std::function<void()>& work) {
  const std::clock_t start = std::clock();
  work();
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

/// The signal through a stage; the result may be left alone.
std::vector<double> run(std::unique_ptr<rectify::Stage> stage, const std::vector<double>& x) {
  std::vector<double> result;
  rectify::Block block;
  const std::size_t step = 2 * kBlock;
  for (std::size_t at = 0; at < x.size(); at += step) {
    block.assign(x.begin() + static_cast<std::ptrdiff_t>(at),
                 x.begin() + static_cast<std::ptrdiff_t>(std::min(x.size(), at + step)));
    stage->process(block);
    result.insert(result.end(), block.begin(), block.end());
  }
  do {
    block.clear();
    stage->drain(block);
    result.insert(result.end(), block.begin(), block.end());
  } while (!block.empty());
  return result;
}

struct Task {
  std::string name;
  std::function<void()> work;
};

void time(const char* title, const std::vector<double>& x, int rounds) {
  const PiecewiseLinear half{.slope = 0.5, .at_zero = 0, .kinks = {{0, 0.5}}};
  const PiecewiseLinear units{
      .slope = 0, .at_zero = 0, .kinks = {{-0.1, 1}, {-0.02, 1}, {0, 1}, {0.03, 1}, {0.2, 1}}};
  constexpr std::size_t kSurroundings = 2 * Fourfold::kReach;
  const std::size_t blocks = (x.size() - 2 * kSurroundings) / kBlock;
  Fourfold fourfold;
  rectify::detail::CrossingFinder finder({0});
  rectify::detail::BandlimitedKinks kinks(half);
  std::vector<double> y;
  std::vector<double> z;
  std::vector<double> r(kBlock);
  std::size_t crossings = 0;
  const auto up = [&](std::size_t b) {
    fourfold.up(std::span(x).subspan(b * kBlock, kBlock + 2 * kSurroundings), y);
  };
  const auto add_kinks = [&] {
    z.assign(y.size(), 0.0);
    kinks.add(y, z);
  };
  const auto each = [&](const std::function<void(std::size_t)>& work) {
    for (std::size_t b = 0; b < blocks; ++b) work(b);
  };
  std::vector<double> pairs;
  for (const double value : x) pairs.insert(pairs.end(), {value, value});
  const std::vector<double> analytic = run(std::make_unique<rectify::AnalyticSignal>(kRate, 1), x);
  // Each stage with those before it, so that what passes between them is in the cache as it is
  // there.
  const std::vector<Task> tasks = {
      {"half-bands up", [&] { each(up); }},
      {"... and crossings",
       [&] {
         crossings = 0;
         each([&](std::size_t b) {
           up(b);
           finder.find(y);
           crossings += finder.crossings().size();
         });
       }},
      {"... and lines and steps",
       [&] {
         each([&](std::size_t b) {
           up(b);
           add_kinks();
         });
       }},
      {"... and half-bands down",
       [&] {
         each([&](std::size_t b) {
           up(b);
           add_kinks();
           fourfold.down(z, r);
         });
       }},
      {"half, all of it", [&] { run(rectify::alias_free(half, 1), x); }},
      {"units, 5 kinks", [&] { run(rectify::alias_free(units, 1), x); }},
      {"multiphase, 8 phases",
       [&] { run(rectify::alias_free_phase_sum({.even = 8}, 0, 1, 1), analytic); }},
      {"gradient of half", [&] { run(rectify::alias_free_gradient(half, 1), pairs); }}};
  std::map<std::string, std::vector<double>> times;
  for (int round = 0; round < rounds; ++round) {
    for (const Task& task : tasks) times[task.name].push_back(seconds(task.work));
  }
  std::printf("  %s, %.3f crossings a sample\n", title,
              static_cast<double>(crossings) / static_cast<double>(blocks * kBlock));
  for (const Task& task : tasks) {
    const double ns = median(times[task.name]) * 1e9 / static_cast<double>(x.size());
    std::printf("    %-32s%8.1f ns a sample%8.0f x real time\n", task.name.c_str(), ns,
                1e9 / (ns * kRate));
  }
}

std::vector<double> read(const char* path) {
  std::ifstream file(path, std::ios::binary);
  std::vector<double> x;
  for (double value = 0; file.read(reinterpret_cast<char*>(&value), sizeof value);) {
    x.push_back(value);
  }
  return x;
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::max(std::atoi(argv[1]), 1) : 11;
#if defined(__AVX512F__)
  std::puts("AVX-512");
#elif defined(__AVX2__)
  std::puts("AVX2");
#else
  std::puts("baseline");
#endif
  if (argc > 2) {
    time(argv[2], read(argv[2]), rounds);
  } else {
    time("music-like", music(), rounds);
    time("white noise", white(), rounds);
  }
}
