// Checks level.hpp: gain and normalization.
#include "rectify/stages/level.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "rectify/stages/dc.hpp"
#include "support/run_chain.hpp"

using namespace test;
using rectify::Gain;
using rectify::Normalization;

namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

TEST_CASE("gain multiplies") {
  CHECK(run_stage(Gain(0.5), {1, -2, 0}, 1, {2}) == std::vector<double>{0.5, -1, 0});
}

TEST_CASE("normalization brings the peak of all channels to the level, whatever the blocks") {
  for (const auto& blocking : kBlockings) {
    CHECK(run_stage(Normalization(0.5), {1, -4, 2, 0}, 2, blocking) ==
          std::vector<double>{0.125, -0.5, 0.25, 0});
    CHECK(run_stage(Normalization(1), {0.25, 0.0}, 1, blocking) == std::vector<double>{1, 0});
  }
}

TEST_CASE("silence and signals that are not finite are left alone") {
  CHECK(run_stage(Normalization(1), {0.0, -0.0, 0.0}, 1, {2}) == std::vector<double>{0, 0, 0});
  CHECK(run_stage(Normalization(1), {}, 1, {2}).empty());
  for (const double bad : {kInf, -kInf, kNan}) {
    for (const std::vector<double>& in :
         {std::vector<double>{bad, 3, -5}, {3, bad, -5}, {3, -5, bad}}) {
      const std::vector<double> out = run_stage(Normalization(1), in, 1, {1});
      for (std::size_t i = 0; i < in.size(); ++i) {
        CHECK((out[i] == in[i] || (std::isnan(out[i]) && std::isnan(in[i]))));
      }
    }
  }
}

TEST_CASE("a peak too small for its gain to be a number gives no NaN") {
  const std::vector<double> out = run_stage(Normalization(1), {0x1p-1074, 0.0, -0x1p-1074}, 1, {2});
  CHECK(std::isfinite(out[0]));
  CHECK(out[1] == 0);
  CHECK(out[2] == -out[0]);
}

TEST_CASE("the peak found can be asked for") {
  const auto peak_of = [](const std::vector<double>& in) {
    rectify::Chain chain;
    auto stage = std::make_unique<Normalization>(1);
    const Normalization& normalization = *stage;
    chain.add(std::move(stage), 1);
    run_chain(chain, in, 1, {2});
    return normalization.peak();
  };
  CHECK(peak_of({1, -3, 2}) == 3);
  CHECK(peak_of({0, 0}) == 0);
  CHECK(peak_of({}) == 0);
  CHECK(peak_of({1, -kInf}) == kInf);
  CHECK(std::isnan(peak_of({kNan, kInf})));
  CHECK(std::isnan(peak_of({kInf, kNan})));
}

TEST_CASE("normalization after the mean's removal measures what is left") {
  rectify::Chain chain;
  chain.add(std::make_unique<rectify::MeanRemoval>(1), 1);
  chain.add(std::make_unique<Normalization>(1), 1);
  CHECK(run_chain(chain, {8, 12, 8, 12}, 1, {3}) == std::vector<double>{-1, 1, -1, 1});
}
