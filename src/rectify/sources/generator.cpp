// Computes the samples of waves.
#include "rectify/sources/generator.hpp"

#include <algorithm>
#include <utility>

namespace rectify {

void SineWave::render(std::int64_t first, std::span<double> out) const {
  angle_->sine(first, out);
  for (double& y : out) y *= amplitude_;
}

void AngleWave::render(std::int64_t first, std::span<double> out) const {
  angle_->turns(first, out);
}

void PhaseSumWave::render(std::int64_t first, std::span<double> out) const {
  angle_->turns(first, out);
  sum_.forward_within_turn(out);
}

void Ramp::render(std::int64_t first, std::span<double> out) const {
  for (double& y : out) y = line_.at(static_cast<std::uint64_t>(first++));
}

Repeated::Repeated(std::unique_ptr<Generator> generator) : generator_(std::move(generator)) {
  constexpr std::uint64_t kLongest = 8192;  // samples, which take half of a second-level cache
  if (generator_->period() == 0 || generator_->period() > kLongest) return;
  table_.resize(generator_->period());
  generator_->render(0, table_);
}

void Repeated::render(std::int64_t first, std::span<double> out) const {
  if (table_.empty()) return generator_->render(first, out);
  const auto size = static_cast<std::int64_t>(table_.size());
  const std::int64_t rest = first % size;
  auto at = table_.begin() + (rest < 0 ? rest + size : rest);
  for (auto to = out.begin(); to != out.end(); at = table_.begin()) {
    const auto count = std::min(table_.end() - at, out.end() - to);
    to = std::copy_n(at, count, to);
  }
}

}  // namespace rectify
