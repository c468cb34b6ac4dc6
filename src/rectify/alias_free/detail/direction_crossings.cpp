// Walking from arc to arc, more closely where samples a quarter of a period apart do not tell
// enough.
#include "rectify/alias_free/detail/direction_crossings.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "rectify/detail/instruction_sets.hpp"

namespace rectify::detail {
namespace {

constexpr std::size_t kChunk = 256;     // cells that are measured at once
constexpr double kQuarter = 0.25;       // of a cell: where a turn is sought
constexpr double kShortest = 1.0 / 64;  // part of a cell

/// What each of some cells is like, apart from any direction.
struct Cells {
  std::array<double, kChunk> bend;   // e: the greater second difference at its ends
  std::array<double, kChunk> clear;  // above 0: away from 0, and the turn is below 90°
};

/// Of |z| the greater of |Re z| and |Im z|, and of the second difference their sum: neither makes a
/// cell seem clearer than it is.
RECTIFY_CLONES void measure(const double* real, const double* imaginary, std::size_t count,
                            double* bend, double* clear) {
  for (std::size_t i = 0; i < count; ++i) {
    const double* re = real + i;
    const double* im = imaginary + i;
    const double before =
        std::fabs(re[1] - 2 * re[0] + *(re - 1)) + std::fabs(im[1] - 2 * im[0] + *(im - 1));
    const double after =
        std::fabs(re[2] - 2 * re[1] + re[0]) + std::fabs(im[2] - 2 * im[1] + im[0]);
    const double e = before < after ? after : before;
    const double re0 = std::fabs(re[0]);
    const double im0 = std::fabs(im[0]);
    const double re1 = std::fabs(re[1]);
    const double im1 = std::fabs(im[1]);
    const double size0 = re0 < im0 ? im0 : re0;
    const double size1 = re1 < im1 ? im1 : re1;
    const double distance = (size0 < size1 ? size0 : size1) - e;
    const double cosine = re[0] * re[1] + im[0] * im[1];
    bend[i] = e;
    clear[i] = cosine < distance ? cosine : distance;
  }
}

/// Im(conj z·z') at a time d: its sign is the sense in which z turns.
double turning(const CellPolynomial& real, const CellPolynomial& imaginary, double d) {
  const double u = d - 0.5;
  return real.value(u) * imaginary.slope(u) - imaginary.value(u) * real.slope(u);
}

/// Where that is 0, between two times at which its signs differ, by bisection.
double turning_point(const CellPolynomial& real, const CellPolynomial& imaginary, double from,
                     double to) {
  const bool left = turning(real, imaginary, from) > 0;
  for (int step = 0; step < 40; ++step) {
    const double middle = 0.5 * (from + to);
    ((turning(real, imaginary, middle) > 0) == left ? from : to) = middle;
  }
  return 0.5 * (from + to);
}

/// Whether a step from one vector to the next turns left, or not at all.
bool turns_left(double re0, double im0, double re1, double im1) { return re0 * im1 >= im0 * re1; }

}  // namespace

DirectionCrossings::DirectionCrossings(const PhaseTable& table)
    : table_(&table), count_(table.directions().size()) {}

void DirectionCrossings::pass(std::size_t direction, double sign, std::size_t cell,
                              const Place& from, const Place& to) {
  const auto beside = [&](const Place& place) {
    return End{.d = place.d,
               .value = side(place.real, place.imaginary, table_->directions()[direction]),
               .turns = place.turns};
  };
  crossings_.push_back(crossing_between(beside(from), beside(to), sign));
  crossings_.back().cell = static_cast<std::uint32_t>(cell);
  crossings_.back().kink = static_cast<std::uint32_t>(direction);
}

/// From one time in a cell to another, between which z turns by less than 90° and in one sense.
void DirectionCrossings::walk(std::size_t cell, const Place& from, const Place& to) {
  // Of only two directions, one is the opposite of the other: z on one has side() = 0 to both.
  const auto ahead = [&](std::size_t direction) {
    const PhaseTable::Direction& at = table_->directions()[direction];
    return to.real * at.cosine + to.imaginary * at.sine > 0;
  };
  const auto beyond = [&](std::size_t direction) {
    return side(to.real, to.imaginary, table_->directions()[direction]);
  };
  if (turns_left(from.real, from.imaginary, to.real, to.imaginary)) {
    for (; beyond(next(arc_)) >= 0 && ahead(next(arc_)); arc_ = next(arc_)) {
      pass(next(arc_), 1, cell, from, to);
    }
  } else {
    for (; beyond(arc_) < 0; arc_ = previous(arc_)) pass(arc_, -1, cell, from, to);
  }
}

/// The same, where it may turn by more: on to the arc in which z lies, whatever is between.
void DirectionCrossings::walk_to_arc(std::size_t cell, const Place& from, const Place& to) {
  const std::size_t arc = table_->arc_of(to.real, to.imaginary);
  if (turns_left(from.real, from.imaginary, to.real, to.imaginary)) {
    for (; arc_ != arc; arc_ = next(arc_)) pass(next(arc_), 1, cell, from, to);
  } else {
    for (; arc_ != arc; arc_ = previous(arc_)) pass(arc_, -1, cell, from, to);
  }
}

void DirectionCrossings::enter(std::size_t cell, const Place& from, const Place& to) {
  const auto re = CellPolynomial::through(real_ + cell - CellPolynomial::kBefore);
  const auto im = CellPolynomial::through(imaginary_ + cell - CellPolynomial::kBefore);
  const auto at = [&](double d, bool turns) {
    return Place{.d = d, .real = re.value(d - 0.5), .imaginary = im.value(d - 0.5), .turns = turns};
  };
  const std::size_t known = crossings_.size();
  // By halves, where z turns by more than 90°: it is near 0 then.
  const auto go = [&](const auto& self, const Place& start, const Place& end) -> void {
    if (start.real * end.real + start.imaginary * end.imaginary > 0) return walk(cell, start, end);
    if (end.d - start.d < kShortest) return walk_to_arc(cell, start, end);
    const Place middle = at(0.5 * (start.d + end.d), false);
    self(self, start, middle);
    self(self, middle, end);
  };
  Place last = from;
  double before = turning(re, im, 0);
  for (int quarter = 0; quarter < 4; ++quarter) {
    const double d = kQuarter * quarter;
    const double after = turning(re, im, d + kQuarter);
    if ((before > 0) != (after > 0)) {
      const Place turn = at(turning_point(re, im, d, d + kQuarter), true);
      go(go, last, turn);
      last = turn;
    }
    before = after;
  }
  go(go, last, to);
  for (std::size_t i = known; i < crossings_.size(); ++i) crossings_[i].steep = false;
}

/// Whether z may pass an end of this arc more often than its samples show.
bool DirectionCrossings::near_direction(std::size_t arc, std::size_t cell, double bend) const {
  const auto near = [&](std::size_t i) {
    const PhaseTable::Direction& direction = table_->directions()[i];
    const auto at = [&](std::size_t n) { return side(real_[n], imaginary_[n], direction); };
    const double from = at(cell);
    const double to = at(cell + 1);
    const double nearer = std::min(std::fabs(from), std::fabs(to));
    if (nearer >= 0.25 * (bend - std::fabs(to - from))) return false;
    const double e =
        std::max(std::fabs(at(cell - 1) - 2 * from + to), std::fabs(from - 2 * to + at(cell + 2)));
    return nearer < 0.25 * (e - std::fabs(to - from));
  };
  return near(arc) || near(next(arc));
}

void DirectionCrossings::find(std::span<const double> real, std::span<const double> imaginary) {
  crossings_.clear();
  arcs_.assign(real.size(), 0);
  if (real.size() <= 2 * kMargin) return;
  real_ = real.data();
  imaginary_ = imaginary.data();
  arc_ = table_->arc_of(real[kMargin], imaginary[kMargin]);
  arcs_[kMargin] = static_cast<std::uint32_t>(arc_);
  Cells cells{};
  const std::size_t last = real.size() - kMargin - 1;  // sample
  for (std::size_t start = kMargin; start < last; start += kChunk) {
    const std::size_t count = std::min(kChunk, last - start);
    measure(real_ + start, imaginary_ + start, count, cells.bend.data(), cells.clear.data());
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t cell = start + i;
      const Place from{.d = 0, .real = real[cell], .imaginary = imaginary[cell], .turns = false};
      const Place to{
          .d = 1, .real = real[cell + 1], .imaginary = imaginary[cell + 1], .turns = false};
      if (cells.clear[i] <= 0) {
        const bool rests = from.real == to.real && from.imaginary == to.imaginary;
        if (!rests || cells.bend[i] != 0) enter(cell, from, to);
      } else {
        const std::size_t before = arc_;
        const std::size_t known = crossings_.size();
        walk(cell, from, to);
        if (near_direction(before, cell, cells.bend[i]) ||
            (arc_ != before && near_direction(arc_, cell, cells.bend[i]))) {
          arc_ = before;
          crossings_.resize(known);
          enter(cell, from, to);
        }
      }
      arcs_[cell + 1] = static_cast<std::uint32_t>(arc_);
    }
  }
  solve(crossings_, [&](const Crossing& crossing) {
    const PhaseTable::Direction& direction = table_->directions()[crossing.kink];
    std::array<double, 8> around{};
    for (std::size_t k = 0; k < around.size(); ++k) {
      const std::size_t n = crossing.cell - CellPolynomial::kBefore + k;
      around[k] = side(real[n], imaginary[n], direction);
    }
    return around;
  });
}

}  // namespace rectify::detail
