// Finds the pieces of the sum, and evaluates them.
#include "rectify/shapes/phase_sum.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <complex>
#include <numbers>
#include <utility>

#include "rectify/detail/instruction_sets.hpp"
#include "rectify/detail/preconditions.hpp"
#include "rectify/detail/sine_kernel.hpp"
#include "rectify/shapes/relu.hpp"

namespace rectify {
namespace {

using Real = long double;
constexpr Real kTwoPi = 2 * std::numbers::pi_v<Real>;

/// u less its whole turns: below 1 as a double too, since 1 is the 0 of the next turn.
Real fraction(Real u) {
  const Real rest = u - std::floor(u);
  return static_cast<double>(rest) < 1 ? rest : 0;
}

void require_valid(const PhaseSum::Path& path) {
  detail::require(std::isfinite(path.amplitude), "an amplitude must be finite");
  detail::require_drop(path.drop);
  detail::require_scale(path.scale);
}

/// Half the arc, in turns, over which A·sin > V; the arc is centred on a quarter turn.
Real half_arc(const PhaseSum::Path& path) {
  const Real ratio = static_cast<Real>(path.drop) / std::fabs(static_cast<Real>(path.amplitude));
  return ratio < 1 ? std::acos(ratio) / kTwoPi : 0;
}

/// scale·A·cos at the place where A·sin = V.
double slope_of_kink(const PhaseSum::Path& path) {
  const Real amplitude = path.amplitude;
  const Real drop = path.drop;
  return static_cast<double>(path.scale *
                             std::sqrt(std::max(amplitude * amplitude - drop * drop, Real{0})));
}

/// A negative amplitude shifts the sine by half a turn.
Real turned(const PhaseSum::Path& path) { return path.amplitude < 0 ? Real{0.5} : Real{0}; }

/// At most three pieces: so few that the loop looks at each of them, without branches.
struct Short {
  double end[2];
  double centre[3];
  double height[3];
  double constant[3];
};

RECTIFY_CLONES void evaluate_short(const Short& pieces, double per_turn, std::size_t count,
                                   double* samples) {
  const Short p = pieces;
  for (std::size_t i = 0; i < count; ++i) {
    const double v = samples[i];
    const bool second = v >= p.end[0];
    const bool third = v >= p.end[1];
    const double centre = third ? p.centre[2] : second ? p.centre[1] : p.centre[0];
    const double height = third ? p.height[2] : second ? p.height[1] : p.height[0];
    const double constant = third ? p.constant[2] : second ? p.constant[1] : p.constant[0];
    const double cosine = detail::sine_of_turns(std::fma(v - centre, per_turn, 0.25));
    samples[i] = std::max(std::fma(height, cosine, constant), 0.0);
  }
}

/// d/dθ of the same: d/dθ R·cos(θ - c) = -R·sin(θ - c) = R·sin(θ - c + π).
RECTIFY_CLONES void slopes_short(const Short& pieces, double per_turn, const double* turns,
                                 std::size_t count, double* slopes) {
  const Short p = pieces;
  for (std::size_t i = 0; i < count; ++i) {
    const double v = turns[i];
    const bool second = v >= p.end[0];
    const bool third = v >= p.end[1];
    const double centre = third ? p.centre[2] : second ? p.centre[1] : p.centre[0];
    const double height = third ? p.height[2] : second ? p.height[1] : p.height[0];
    slopes[i] = height * detail::sine_of_turns(std::fma(v - centre, per_turn, 0.5));
  }
}

/// The pieces of several samples, gathered in arrays so that their sines are computed in vectors.
struct Chosen {
  static constexpr std::size_t kMost = 256;
  double centre[kMost];
  double height[kMost];
  double constant[kMost];
};

RECTIFY_CLONES void evaluate_chosen(const Chosen& pieces, std::size_t count, double* samples) {
  for (std::size_t i = 0; i < count; ++i) {
    const double cosine = detail::sine_of_turns(samples[i] - pieces.centre[i] + 0.25);
    samples[i] = std::max(std::fma(pieces.height[i], cosine, pieces.constant[i]), 0.0);
  }
}

RECTIFY_CLONES void slopes_chosen(const Chosen& pieces, std::size_t count, double* turns) {
  for (std::size_t i = 0; i < count; ++i) {
    turns[i] = pieces.height[i] * detail::sine_of_turns(turns[i] - pieces.centre[i] + 0.5);
  }
}

/// v less its whole turns, but for v = 1, in [0, 1].
RECTIFY_CLONES void reduce(const double* v, std::size_t count, double* turns) {
  for (std::size_t i = 0; i < count; ++i) {
    turns[i] = v[i] >= 0 && v[i] <= 1 ? v[i] : v[i] - std::floor(v[i]);
  }
}

}  // namespace

PhaseSum::PhaseSum(std::uint64_t repeats, std::vector<Piece> pieces, std::vector<Kink> kinks,
                   double kink_slope)
    : repeats_(repeats),
      pieces_(std::move(pieces)),
      kinks_(std::move(kinks)),
      kink_slope_(kink_slope) {
  pieces_.back().end = 2;  // 1 is a possible v
  std::sort(kinks_.begin(), kinks_.end(), [](const Kink& a, const Kink& b) { return a.at < b.at; });
  std::size_t last = 0;
  for (std::size_t i = 1; i < kinks_.size(); ++i) {
    if (kinks_[i].at == kinks_[last].at) {
      kinks_[last].begin += kinks_[i].begin;
      kinks_[last].end += kinks_[i].end;
    } else {
      kinks_[++last] = kinks_[i];
    }
  }
  if (!kinks_.empty()) kinks_.resize(last + 1);
  if (few_pieces()) return;
  // Four cells for each piece: most lie within one, and few reach over more than two.
  cells_.resize(std::bit_ceil(4 * pieces_.size()));
  std::size_t piece = 0;
  for (std::size_t cell = 0; cell < cells_.size(); ++cell) {
    const double begin = static_cast<double>(cell) / static_cast<double>(cells_.size());
    while (pieces_[piece].end <= begin) ++piece;
    cells_[cell] = static_cast<std::uint32_t>(piece);
  }
}

PhaseSum PhaseSum::even(std::uint64_t phases, Path path) {
  detail::require(phases >= 1 && phases <= std::uint64_t{1} << 31U,
                  "there must be from 1 to 2^31 phases");
  require_valid(path);
  const auto n = static_cast<Real>(phases);
  const Real half = half_arc(path);
  const Real scale = static_cast<Real>(path.scale) * std::fabs(static_cast<Real>(path.amplitude));

  // Whichever phase it is, it begins or ceases to conduct at one of these v = N·u.
  const Real peak = Real{0.25} + turned(path);
  std::vector<Real> ends = {fraction((peak - half) * n), fraction((peak + half) * n), 1};
  std::sort(ends.begin(), ends.end());

  std::vector<Piece> pieces;
  Real from = 0;
  for (const Real to : ends) {
    if (to - from < Real{1e-15} && to != 1) continue;  // no piece: its two ends are the same
    // Phase k conducts while u + k/N is within `half` of the peak. These are m phases in a row,
    // from `low` on, whose sines add up like the sides of a regular polygon: to a chord.
    const Real middle = (from + to) / 2;
    const Real low = std::ceil((peak - half) * n - middle);
    const Real m = half == 0 ? 0 : std::floor((peak + half) * n - middle) - low + 1;
    const Real chord = phases == 1 ? m : std::sin(kTwoPi / 2 * m / n) / std::sin(kTwoPi / 2 / n);
    pieces.push_back({static_cast<double>(to), static_cast<double>(peak * n - low - (m - 1) / 2),
                      static_cast<double>(scale * chord),
                      static_cast<double>(-m * path.drop * path.scale)});
    from = to;
  }
  std::vector<Kink> kinks;
  if (half > 0) {
    kinks = {{static_cast<double>(fraction((peak - half) * n)), 1, 0},
             {static_cast<double>(fraction((peak + half) * n)), 0, 1}};
  }
  return {phases, std::move(pieces), std::move(kinks), slope_of_kink(path)};
}

PhaseSum PhaseSum::of(std::span<const double> phases_turns, Path path) {
  require_valid(path);
  struct Event {
    Real at;
    int change;  // in the number of conducting phases
    std::complex<Real> phasor;
  };
  const Real half = half_arc(path);
  const Real peak = Real{0.25} + turned(path);
  std::vector<Event> events;
  std::complex<Real> sum = 0;  // Σ e^{j2πφ} of the phases that conduct just after u = 0
  Real conducting = 0;
  for (const double phase : phases_turns) {
    detail::require(std::isfinite(phase), "a phase must be finite");
    if (half == 0) continue;
    const auto phasor = std::polar(Real{1}, kTwoPi * fraction(phase));
    const Real begin = fraction(peak - half - phase);
    const Real end = fraction(peak + half - phase);
    events.push_back({begin, 1, phasor});
    events.push_back({end, -1, phasor});
    if (end < begin) {
      sum += phasor;
      conducting += 1;
    }
  }
  std::sort(events.begin(), events.end(),
            [](const Event& a, const Event& b) { return a.at < b.at; });
  events.push_back({1, 0, 0});

  const Real scale = static_cast<Real>(path.scale) * path.amplitude;
  std::vector<Piece> pieces;
  std::vector<Kink> kinks;
  for (const Event& event : events) {
    if (event.change != 0) {
      kinks.push_back({static_cast<double>(event.at), event.change > 0 ? 1.0 : 0.0,
                       event.change < 0 ? 1.0 : 0.0});
    }
    // Σ sin(2π(u + φ)) = |sum|·cos(2π(u - ¼) + arg sum); a sum of no
    // phases is 0, whatever rounding left.
    const Real height = conducting == 0 ? 0 : scale * std::abs(sum);
    pieces.push_back(
        {static_cast<double>(event.at), static_cast<double>(Real{0.25} - std::arg(sum) / kTwoPi),
         static_cast<double>(height), static_cast<double>(-conducting * path.drop * path.scale)});
    sum += event.phasor * static_cast<Real>(event.change);
    conducting += event.change;
  }
  return {1, std::move(pieces), std::move(kinks), slope_of_kink(path)};
}

PhaseSum PhaseSum::of(const Phases& phases, Path path) {
  return phases.list.empty() ? even(phases.even, path) : of(phases.list, path);
}

double PhaseSum::input_unit() const {
  return static_cast<double>(repeats_) / (2 * std::numbers::pi);
}

void PhaseSum::forward(std::span<const double> v, std::span<double> y) const {
  detail::require_lengths(v.size(), 1, y.size());
  for (std::size_t i = 0; i < v.size(); ++i) y[i] = v[i] - std::floor(v[i]);
  forward_within_turn(y);
}

void PhaseSum::forward_within_turn(std::span<double> v) const {
  if (few_pieces()) {
    return evaluate_short(few<Short>(), 1.0 / static_cast<double>(repeats_), v.size(), v.data());
  }
  Chosen chosen{};
  for (std::size_t at = 0; at < v.size(); at += Chosen::kMost) {
    const std::size_t count = std::min(Chosen::kMost, v.size() - at);
    for (std::size_t i = 0; i < count; ++i) {
      const Piece& piece = pieces_[search(v[at + i])];
      chosen.centre[i] = piece.centre;
      chosen.height[i] = piece.height;
      chosen.constant[i] = piece.constant;
    }
    evaluate_chosen(chosen, count, v.data() + at);
  }
}

/// The pieces, the last one as often as it takes for three.
template <class Short>
Short PhaseSum::few() const {
  Short p{};
  for (std::size_t i = 0; i < 3; ++i) {
    const Piece& piece = pieces_[std::min(i, pieces_.size() - 1)];
    if (i < 2) p.end[i] = piece.end;
    p.centre[i] = piece.centre;
    p.height[i] = piece.height;
    p.constant[i] = piece.constant;
  }
  return p;
}

/// The piece in which v is, within [0, 1]: the first that ends after it. For a NaN it is any.
std::size_t PhaseSum::search(double v) const {
  const auto cell =
      v < 1 ? static_cast<std::size_t>(v * static_cast<double>(cells_.size())) : cells_.size() - 1;
  std::size_t piece = cells_[cell];
  while (pieces_[piece].end <= v) ++piece;
  return piece;
}

/// What the kink at v, within [0, 1], adds to the slope of the piece in which v is, if there is
/// one. That is the piece above the kink, which has the phases that begin there (at v = 1 the one
/// below, which has those that end). Both kinds, whose slopes are opposite, are to count at_zero
/// times.
double PhaseSum::kink_at(double v, double at_zero) const {
  const double place = v == 1 ? 0 : v;
  const auto kink = std::lower_bound(kinks_.begin(), kinks_.end(), place,
                                     [](const Kink& k, double value) { return k.at < value; });
  if (kink == kinks_.end() || kink->at != place) return 0;
  const double with = v == 1 ? -kink->end : kink->begin;
  return kink_slope_ * (at_zero * (kink->begin - kink->end) - with);
}

void PhaseSum::backward(std::span<const double> v, std::span<const double> g, std::span<double> out,
                        double at_zero) const {
  detail::require_backward(v.size(), 1, g.size(), out.size(), at_zero);
  std::array<double, Chosen::kMost> turns{};
  std::array<double, Chosen::kMost> slopes{};
  std::array<bool, Chosen::kMost> at_kink{};
  Chosen chosen{};
  for (std::size_t at = 0; at < v.size(); at += Chosen::kMost) {
    const std::size_t count = std::min(Chosen::kMost, v.size() - at);
    reduce(&v[at], count, turns.data());
    if (few_pieces()) {
      slopes_short(few<Short>(), 1.0 / static_cast<double>(repeats_), turns.data(), count,
                   slopes.data());
      const double first = kinks_.empty() ? 0 : kinks_.front().at;
      const double last = kinks_.empty() ? 0 : kinks_.back().at;
      for (std::size_t i = 0; i < count; ++i) {
        const double u = turns[i];
        at_kink[i] = (u == first) | (u == last) | (u == 1);
      }
    } else {
      for (std::size_t i = 0; i < count; ++i) {
        const double u = turns[i];
        const std::size_t place = search(u);
        chosen.centre[i] = pieces_[place].centre;
        chosen.height[i] = pieces_[place].height;
        at_kink[i] = (place > 0 && pieces_[place - 1].end == u) | (u == 1);
      }
      slopes = turns;
      slopes_chosen(chosen, count, slopes.data());
    }
    for (std::size_t i = 0; i < count; ++i) {
      if (at_kink[i]) slopes[i] += kink_at(turns[i], at_zero);
      out[at + i] = weighted(slopes[i], g[at + i]);
    }
  }
}

}  // namespace rectify
