#include "io/table/rate.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace rectify::io {
namespace {

/// What rounding printed doubles may add, in steps.
constexpr long double kPrintedDouble = 1e-6L;
/// How far a step may be off where stamps are not rounded alone, but uneven.
constexpr long double kUneven = 0.01L;

constexpr std::array kUsualRates = {8000.0,   11025.0,  12000.0,  16000.0,  22050.0,  24000.0,
                                    32000.0,  44100.0,  48000.0,  64000.0,  88200.0,  96000.0,
                                    176400.0, 192000.0, 352800.0, 384000.0, 705600.0, 768000.0};

}  // namespace

bool LineFit::add(long double low, long double high) {
  const Point top{static_cast<long double>(count_), high};
  const Point bottom{top.x, low};
  // Twice the area of a triangle: above 0 where c lies to the left of a → b.
  const auto turn = [](const Point& a, const Point& b, const Point& c) {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
  };
  if (count_ < 2) {
    if (count_ == 0) {
      rectangle_[0] = top;
      rectangle_[1] = bottom;
    } else {
      rectangle_[2] = bottom;
      rectangle_[3] = top;
    }
    highs_.push_back(top);
    lows_.push_back(bottom);
    if (++count_ == 2) find_slopes();
    return true;
  }

  const auto flattest_at_end = rectangle_[2].y + least_ * (top.x - rectangle_[2].x);
  const auto steepest_at_end = rectangle_[3].y + greatest_ * (top.x - rectangle_[3].x);
  if (top.y < flattest_at_end || bottom.y > steepest_at_end) return false;

  if (top.y < steepest_at_end) {  // the steepest line now ends here: find where it begins
    std::size_t best = lows_begin_;
    for (std::size_t i = best + 1; i < lows_.size(); ++i) {
      if (slope(lows_[i], top) > slope(lows_[best], top)) break;
      best = i;
    }
    lows_begin_ = best;
    rectangle_[1] = lows_[best];
    rectangle_[3] = top;
    while (highs_.size() >= highs_begin_ + 2 &&
           turn(highs_[highs_.size() - 2], highs_.back(), top) <= 0) {
      highs_.pop_back();
    }
    highs_.push_back(top);
  }
  if (bottom.y > flattest_at_end) {
    std::size_t best = highs_begin_;
    for (std::size_t i = best + 1; i < highs_.size(); ++i) {
      if (slope(highs_[i], bottom) < slope(highs_[best], bottom)) break;
      best = i;
    }
    highs_begin_ = best;
    rectangle_[0] = highs_[best];
    rectangle_[2] = bottom;
    while (lows_.size() >= lows_begin_ + 2 &&
           turn(lows_[lows_.size() - 2], lows_.back(), bottom) >= 0) {
      lows_.pop_back();
    }
    lows_.push_back(bottom);
  }
  if (top.y < steepest_at_end || bottom.y > flattest_at_end) find_slopes();
  ++count_;
  return true;
}

void LineFit::find_slopes() {
  least_ = slope(rectangle_[0], rectangle_[2]);
  greatest_ = slope(rectangle_[1], rectangle_[3]);
}

double roundest_rate(double low, double high, double middle) {
  if (!(middle > 0) || !std::isfinite(middle)) return middle;
  const auto distance = [&](double rate) { return std::fabs(std::log(rate / middle)); };
  constexpr double kNear = 0.03;
  double best = 0;
  const auto take = [&](double candidate) {
    if (candidate < low || candidate > high) return;
    if (best == 0 || distance(candidate) < distance(best)) best = candidate;
  };
  for (const double usual : kUsualRates) {
    if (std::fabs(usual / middle - 1) <= kNear) take(usual);
  }
  // The neighbours of the middle with one significant digit, then with two, and so on.
  const int magnitude = static_cast<int>(std::floor(std::log10(middle)));
  for (int digits = 1; digits <= 16 && best == 0; ++digits) {
    const int power = magnitude + 1 - digits;
    const double unit = std::pow(10.0, std::abs(power));
    const double count = std::floor(power >= 0 ? middle / unit : middle * unit);
    for (const double n : {count, count + 1}) take(power >= 0 ? n * unit : n / unit);
  }
  return best == 0 ? middle : best;
}

RateFinder::RateFinder(double seconds_per_unit, const std::vector<Stamp>& looked_at)
    : seconds_(seconds_per_unit), greatest_step_(std::numeric_limits<long double>::infinity()) {
  for (const Stamp& stamp : looked_at) note_digits(stamp);
  if (looked_at.size() < 2) return;
  const long double span = difference(looked_at.back(), looked_at.front());
  slack_ = kPrintedDouble * std::fabs(span) / static_cast<long double>(looked_at.size() - 1);
  std::vector<long double> steps;
  for (std::size_t n = 1; n < looked_at.size(); ++n) {
    steps.push_back(difference(looked_at[n], looked_at[n - 1]));
  }
  const auto middle = steps.begin() + static_cast<std::ptrdiff_t>((steps.size() - 1) / 2);
  std::nth_element(steps.begin(), middle, steps.end());
  usual_step_ = *middle;
}

void RateFinder::note_digits(const Stamp& stamp) {
  finest_ = std::min(finest_, stamp.exponent);
  digits_ = std::max(digits_, stamp.digits);
}

/// Half the last digit that the stamp shows, or would if its trailing zeros had not been left out:
/// others show how many digits there are, after the point or in all.
long double RateFinder::rounding(const Stamp& stamp) {
  note_digits(stamp);
  int last_digit = finest_;
  if (stamp.mantissa != 0) last_digit = std::max(last_digit, stamp.magnitude() + 1 - digits_);
  return 0.5L * power_of_ten(std::min(last_digit, stamp.exponent));
}

bool RateFinder::add(const Stamp& stamp) {
  const long double half = rounding(stamp);
  if (!first_) {
    first_ = last_ = stamp;
    fit_.add(-half - slack_, half + slack_);
    last_rounding_ = half;
    ++count_;
    return true;
  }
  const long double place = difference(stamp, *first_);
  last_step_ = difference(stamp, last_);
  const long double half_before = std::exchange(last_rounding_, half);
  const long double room = half + half_before + slack_;
  least_step_ = std::max(least_step_, (last_step_ - room) / (1 + kUneven));
  greatest_step_ = std::min(greatest_step_, (last_step_ + room) / (1 - kUneven));
  fits_ =
      fits_ && fit_.add(place - half - slack_, place + half + slack_) && fit_.greatest_slope() > 0;
  last_ = stamp;
  ++count_;
  // What is exactly at the limit is beyond it, whatever the arithmetic makes of it.
  constexpr long double kBelow = 1 - 1e-9L;
  return fits_ || (usual_step_ > 0 && std::fabs(last_step_ - usual_step_) <
                                          kBelow * (kUneven * usual_step_ + half + half_before));
}

double RateFinder::least() const {
  const long double step = fits_ ? fit_.greatest_slope() : greatest_step_;
  return static_cast<double>(1 / (step * seconds_));
}

double RateFinder::greatest() const {
  const long double step = fits_ ? fit_.least_slope() : least_step_;
  return step > 0 ? static_cast<double>(1 / (step * seconds_))
                  : std::numeric_limits<double>::infinity();
}

std::optional<double> RateFinder::rate() const {
  if (count_ < 2 || !(difference(last_, *first_) > 0)) return std::nullopt;
  const double low = least();
  const double high = greatest();
  const double middle = fits_ ? 2 / (1 / low + 1 / high)  // of the steps
                              : static_cast<double>(1 / (usual_step_ * seconds_));
  return roundest_rate(low, high, middle);
}

}  // namespace rectify::io
