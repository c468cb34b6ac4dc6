// Real numbers of 512 bits, to hold doubles against the truth.
#pragma once

#include <mpfr.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace test {

class Real {
 public:
  Real() { mpfr_init2(v_, 512); }
  explicit Real(long double x) : Real() { mpfr_set_ld(v_, x, MPFR_RNDN); }
  static Real integer(std::uint64_t n) {
    Real r;
    mpfr_set_uj(r.v_, n, MPFR_RNDN);
    return r;
  }
  Real(const Real& other) : Real() { mpfr_set(v_, other.v_, MPFR_RNDN); }
  Real& operator=(const Real&) = delete;
  ~Real() { mpfr_clear(v_); }

  mpfr_ptr get() { return v_; }

  friend Real operator+(Real a, Real b) { return mpfr_add(a.v_, a.v_, b.v_, MPFR_RNDN), a; }
  friend Real operator-(Real a, Real b) { return mpfr_sub(a.v_, a.v_, b.v_, MPFR_RNDN), a; }
  friend Real operator*(Real a, Real b) { return mpfr_mul(a.v_, a.v_, b.v_, MPFR_RNDN), a; }
  friend Real operator/(Real a, Real b) { return mpfr_div(a.v_, a.v_, b.v_, MPFR_RNDN), a; }
  friend Real log(Real a) { return mpfr_log(a.v_, a.v_, MPFR_RNDN), a; }
  friend Real exp(Real a) { return mpfr_exp(a.v_, a.v_, MPFR_RNDN), a; }
  friend Real sqrt(Real a) { return mpfr_sqrt(a.v_, a.v_, MPFR_RNDN), a; }
  friend Real sin(Real a) { return mpfr_sin(a.v_, a.v_, MPFR_RNDN), a; }
  /// a less its whole turns, in [0, 1).
  friend Real fraction(Real a) {
    Real whole;
    mpfr_floor(whole.v_, a.v_);
    return a - whole;
  }
  /// sin(2π·a/turn): exactly zero where it should be.
  friend Real sin_of_turns(Real a, std::uint64_t turn = 1) {
    return mpfr_sinu(a.v_, a.v_, turn, MPFR_RNDN), a;
  }
  [[nodiscard]] double to_double() const { return mpfr_get_d(v_, MPFR_RNDN); }
  [[nodiscard]] bool is_zero() const { return mpfr_zero_p(v_) != 0; }

 private:
  mpfr_t v_;
};

/// |got - truth| in units of the last place that a double near the truth has.
inline double ulps(double got, Real truth) {
  if (truth.is_zero()) return got == 0 ? 0 : std::numeric_limits<double>::infinity();
  const int place = static_cast<int>(mpfr_get_exp(truth.get())) - 53;  // truth in 2^e·[½, 1)
  const Real error = Real(got) - truth;
  return std::fabs(std::ldexp(error.to_double(), -place));
}

/// The distance of two angles on the circle, in turns.
inline double apart(double u, Real truth) {
  const double d = (fraction(Real(u) - truth)).to_double();
  return std::min(d, 1 - d);
}

}  // namespace test
