// Sorts the kinks of the sum, and computes the line between each two.
#include "rectify/shapes/units.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "rectify/compensated_sum.hpp"
#include "rectify/detail/preconditions.hpp"
#include "rectify/shapes/relu.hpp"

namespace rectify {
namespace {

/// A kink, and by how much the line of the sum changes there for growing x.
struct Kink {
  double at;
  double slope;
  double intercept;
  bool conducts_above;
};

/// Whether a·x + b passes 0 at a double; else the unit is a line.
bool has_kink(double a, double b) { return a != 0 && std::isfinite(-b / a); }

/// How many kinks are below x: a binary search without branches, which the processor could not
/// predict.
std::size_t kinks_below(const std::vector<double>& kinks, double x) {
  std::size_t first = 0;
  for (std::size_t length = kinks.size(); length > 0;) {
    const std::size_t half = (length + 1) / 2;
    first += kinks[first + half - 1] < x ? half : 0;
    length -= half;
  }
  return first;
}

}  // namespace

UnitSum::UnitSum(std::span<const Unit> units, double leak, double scale)
    : units_(units.begin(), units.end()), leak_(leak), scale_(scale) {
  detail::require_leak(leak);
  detail::require_scale(scale);
  CompensatedSum slope;
  CompensatedSum intercept;
  CompensatedSum all;
  std::vector<Kink> kinks;
  for (const auto& [a, b, c] : units) {
    detail::require(std::isfinite(a) && std::isfinite(b) && std::isfinite(c),
                    "the coefficients of a unit must be finite");
    all.add(scale * c * a);
    if (!has_kink(a, b)) {
      const double gain = scale * c * (b > 0 ? 1.0 : leak);
      slope.add(gain * a);
      intercept.add(gain * b);
      continue;
    }
    // At x = -inf a unit with a > 0 leaks and one with a < 0 conducts; at the kink it changes over.
    const double left = scale * c * (a > 0 ? leak : 1.0);
    const double right = scale * c * (a > 0 ? 1.0 : leak);
    slope.add(left * a);
    intercept.add(left * b);
    kinks.push_back({-b / a, (right - left) * a, (right - left) * b, a > 0});
  }
  std::sort(kinks.begin(), kinks.end(), [](const Kink& p, const Kink& q) { return p.at < q.at; });

  slope_at_nan_ = all.value();
  pieces_.push_back({slope.value(), intercept.value()});
  for (const Kink& kink : kinks) {
    slope.add(kink.slope);
    intercept.add(kink.intercept);
    kinks_.push_back(kink.at);
    growths_.push_back(kink.conducts_above ? Growth{kink.slope, 0} : Growth{0, kink.slope});
    pieces_.push_back({slope.value(), intercept.value()});
  }
}

void UnitSum::forward(std::span<const double> x, std::span<double> r) const {
  detail::require_lengths(x.size(), 1, r.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    const auto [slope, intercept] = pieces_[kinks_below(kinks_, x[i])];
    // At infinity a flat piece is its constant, not 0·inf; NaN gives NaN.
    r[i] = slope == 0 && !std::isnan(x[i]) ? intercept : slope * x[i] + intercept;
  }
}

PiecewiseLinear UnitSum::pieces() const {
  PiecewiseLinear pieces;
  CompensatedSum slope;
  CompensatedSum at_zero;
  for (const auto& [a, b, c] : units_) {
    const double gain_at_zero = scale_ * c * (b > 0 ? 1.0 : leak_);
    at_zero.add(gain_at_zero * b);
    if (!has_kink(a, b)) {
      slope.add(gain_at_zero * a);
      continue;
    }
    slope.add(0.5 * (1 + leak_) * scale_ * c * a);
    pieces.kinks.push_back({-b / a, 0.5 * (1 - leak_) * scale_ * c * std::fabs(a)});
  }
  pieces.slope = slope.value();
  pieces.at_zero = at_zero.value();
  return pieces;
}

PiecewiseLinear UnitSum::pieces_with(std::span<const double> parameters) const {
  return with(parameters).pieces();
}

std::vector<double> UnitSum::gradients_from(const PieceSums& sums) const {
  std::vector<double> values;
  CompensatedSum leak;
  std::size_t kink = 0;
  for (const auto& [a, b, c] : units_) {
    // Of a unit without a kink all samples are on the side of x = 0.
    PieceSums::Kink of_unit = sums.far;
    if (has_kink(a, b)) {
      detail::require(kink < sums.kinks.size(), "the lengths of the spans do not fit each other");
      of_unit = sums.kinks[kink++];
    }
    const double side = has_kink(a, b) ? (a > 0 ? 1.0 : -1.0) : (b > 0 ? 1.0 : -1.0);
    const double s = side * of_unit.signs;
    const double sx = side * of_unit.signs_x;
    const double line = a * sums.gx + b * sums.g;
    const double size = a * sx + b * s;
    const double conducting = 0.5 * (1 + leak_) * scale_;
    const double bent = 0.5 * (1 - leak_) * scale_;
    values.push_back(c * (conducting * sums.gx + bent * sx));
    values.push_back(c * (conducting * sums.g + bent * s));
    values.push_back(conducting * line + bent * size);
    leak.add(0.5 * scale_ * c * (line - size));
  }
  detail::require_lengths(sums.kinks.size(), 1, kink);
  values.push_back(leak.value());
  return values;
}

UnitSum::Place UnitSum::place_of(double x) const {
  const std::size_t below = kinks_below(kinks_, x);
  return {below, below < kinks_.size() && kinks_[below] == x};
}

double UnitSum::slope_at(double x, double at_zero) const {
  if (std::isnan(x)) return slope_at_nan_;
  const auto [below, on_kink] = place_of(x);
  if (!on_kink) return pieces_[below].slope;
  // On its kink a unit that conducts above it has at_zero of its growth; one that conducts below it
  // has lost all but at_zero.
  CompensatedSum slope;
  slope.add(pieces_[below].slope);
  for (std::size_t i = below; i < kinks_.size() && kinks_[i] == x; ++i) {
    slope.add(at_zero * growths_[i].above);
    slope.add((1 - at_zero) * growths_[i].below);
  }
  return slope.value();
}

void UnitSum::backward(std::span<const double> x, std::span<const double> g, std::span<double> out,
                       double at_zero) const {
  detail::require_backward(x.size(), 1, g.size(), out.size(), at_zero);
  for (std::size_t i = 0; i < x.size(); ++i) out[i] = weighted(slope_at(x[i], at_zero), g[i]);
}

std::vector<double> UnitSum::parameters() const {
  std::vector<double> values;
  for (const auto& [a, b, c] : units_) values.insert(values.end(), {a, b, c});
  values.push_back(leak_);
  return values;
}

void UnitSum::forward_with(std::span<const double> parameters, std::span<const double> x,
                           std::span<double> r) const {
  with(parameters).forward(x, r);
}

std::optional<Term<UnitSum>> UnitSum::term(std::size_t k) const {
  if (k >= 3 * units_.size()) return std::nullopt;
  return Term<UnitSum>{{std::span(units_).subspan(k / 3, 1), leak_, scale_}, k % 3};
}

UnitSum UnitSum::with(std::span<const double> parameters) const {
  detail::require_lengths(parameters.size(), 1, 3 * units_.size() + 1);
  std::vector<Unit> units(units_.size());
  for (std::size_t k = 0; k < units.size(); ++k) {
    units[k] = {parameters[3 * k], parameters[3 * k + 1], parameters[3 * k + 2]};
  }
  return {units, parameters.back(), scale_};
}

class UnitSum::Gradient final : public ParameterGradient {
 public:
  Gradient(const UnitSum& shape, double at_zero)
      : shape_(shape), at_zero_(at_zero), pieces_(2 * shape.kinks_.size() + 1) {}

  void add(std::span<const double> x, std::span<const double> g) override {
    detail::require_lengths(x.size(), 1, g.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
      Sums* sums = &not_a_number_;
      if (!std::isnan(x[i])) {
        const auto [below, on_kink] = shape_.place_of(x[i]);
        sums = &pieces_[2 * below + (on_kink ? 1 : 0)];
      }
      sums->g.add(g[i]);
      sums->gx.add(g[i] * x[i]);
    }
  }

  [[nodiscard]] std::vector<double> values() const override;

 private:
  struct Sums {
    CompensatedSum g;
    CompensatedSum gx;
  };
  UnitSum shape_;
  double at_zero_;
  std::vector<Sums> pieces_;  // alternately a piece and the kink at its right end
  Sums not_a_number_;
};

std::unique_ptr<ParameterGradient> UnitSum::parameter_gradient(double at_zero) const {
  detail::require_at_zero(at_zero);
  return std::make_unique<Gradient>(*this, at_zero);
}

std::vector<double> UnitSum::Gradient::values() const {
  // Sums over the pieces and kinks before each, and from each on.
  struct Total {
    double g = 0;
    double gx = 0;
  };
  const std::size_t pieces = pieces_.size();
  std::vector<Total> up_to(pieces + 1);
  std::vector<Total> from(pieces + 1);
  Sums sums;
  const auto take = [&](std::size_t i) {
    for (const auto& [to, of] :
         {std::pair(&sums.g, &pieces_[i].g), std::pair(&sums.gx, &pieces_[i].gx)}) {
      to->add(of->value());
    }
    return Total{sums.g.value(), sums.gx.value()};
  };
  for (std::size_t i = 0; i < pieces; ++i) up_to[i + 1] = take(i);
  sums = {};
  for (std::size_t i = pieces; i-- > 0;) from[i] = take(i);

  const double alpha = shape_.leak_;
  const Total nan{not_a_number_.g.value(), not_a_number_.gx.value()};
  std::vector<double> values;
  CompensatedSum leak;
  for (const Unit& unit : shape_.units_) {
    const double a = unit.a;
    const double b = unit.b;
    // The samples where the unit conducts, where it leaks, and on its kink.
    Total conducting;
    Total leaking;
    Total on_kink;
    if (!has_kink(a, b)) {
      (b > 0 ? conducting : b < 0 ? leaking : on_kink) = from[0];
    } else {
      const std::size_t kink = 2 * kinks_below(shape_.kinks_, -b / a) + 1;
      on_kink = {pieces_[kink].g.value(), pieces_[kink].gx.value()};
      conducting = a > 0 ? from[kink + 1] : up_to[kink];
      leaking = a > 0 ? up_to[kink] : from[kink + 1];
    }
    const double half_way = at_zero_ + alpha * (1 - at_zero_);
    const double scaled = shape_.scale_ * unit.c;
    const auto sum = [&](double Total::*of) {
      CompensatedSum terms;
      for (const auto& [weight, total] : {std::pair(1.0, conducting), std::pair(alpha, leaking),
                                          std::pair(half_way, on_kink), std::pair(1.0, nan)}) {
        terms.add(weighted(weight, total.*of));
      }
      return terms.value();
    };
    // Σ g·z. Where a is 0, a·Σ g·x is left out, since x may be infinite.
    const auto of_line = [&](const Total& t) { return weighted(a, t.gx) + weighted(b, t.g); };
    values.push_back(weighted(scaled, sum(&Total::gx)));
    values.push_back(weighted(scaled, sum(&Total::g)));
    values.push_back(shape_.scale_ *
                     (of_line(conducting) + weighted(alpha, of_line(leaking)) + of_line(nan)));
    leak.add(scaled * (of_line(leaking) + of_line(nan)));
  }
  values.push_back(leak.value());
  return values;
}

}  // namespace rectify
