// Finds the phases that conduct, forward and backward.
#include "rectify/shapes/polyphase.hpp"

#include <cmath>

#include "rectify/detail/preconditions.hpp"
#include "rectify/shapes/detail/summed_gradient.hpp"
#include "rectify/shapes/relu.hpp"

namespace rectify {
namespace {

/// The phase that feeds the load, the one through which the current returns, and the voltage
/// between them; in a star the current returns through the neutral wire.
template <class T>
struct Path {
  std::size_t from = 0;
  std::size_t back = 0;
  T voltage = 0;
};

/// x holds the phases of one sample.
template <class T>
Path<T> conducting(const Polyphase& shape, const T* x) {
  const bool bridge = shape.circuit == Polyphase::Circuit::bridge;
  const T sign = shape.negative ? T{-1} : T{1};
  Path<T> path;
  for (std::size_t k = 0; k < shape.phases; ++k) {
    if (std::isnan(x[k])) return {k, k, x[k]};
    if (sign * x[k] > sign * x[path.from]) path.from = k;
    if (sign * x[k] < sign * x[path.back]) path.back = k;
  }
  const T back = bridge ? sign * x[path.back] : T{0};
  path.voltage = sign * x[path.from] - back;
  return path;
}

void require_valid(const Polyphase& shape) {
  detail::require(shape.phases > 0, "a supply has at least one phase");
  detail::require_drop(shape.drop);
}

template <class T>
void run_forward(const Polyphase& shape, T drop, std::span<const T> x, std::span<T> r) {
  detail::require_lengths(x.size(), shape.phases, r.size());
  for (std::size_t i = 0; i < r.size(); ++i) {
    r[i] = relu(conducting(shape, x.data() + shape.phases * i).voltage - drop);
  }
}

template <class T>
void run_backward(const Polyphase& shape, std::span<const T> x, std::span<const T> g,
                  std::span<T> out, T at_zero) {
  require_valid(shape);
  detail::require_backward(x.size(), shape.phases, g.size(), out.size(), at_zero);
  const T drop = static_cast<T>(shape.drop);
  const bool bridge = shape.circuit == Polyphase::Circuit::bridge;
  for (std::size_t i = 0; i < g.size(); ++i) {
    const Path<T> path = conducting(shape, x.data() + shape.phases * i);
    const auto passed = [&](T upward) {
      return relu_gradient(path.voltage - drop, shape.negative ? negated(upward) : upward, at_zero);
    };
    const std::span<T> to = out.subspan(shape.phases * i, shape.phases);
    for (T& y : to) y = T{0};
    if (bridge && path.voltage == T{0}) continue;  // both ways are the same phase, and cancel
    to[path.from] = passed(g[i]);
    if (bridge && path.back != path.from) to[path.back] = passed(negated(g[i]));
  }
}

}  // namespace

void Polyphase::forward(std::span<const double> x, std::span<double> r) const {
  require_valid(*this);
  run_forward(*this, drop, x, r);
}

void Polyphase::forward(std::span<const float> x, std::span<float> r) const {
  require_valid(*this);
  run_forward(*this, static_cast<float>(drop), x, r);
}

void Polyphase::backward(std::span<const double> x, std::span<const double> g,
                         std::span<double> out, double at_zero) const {
  run_backward(*this, x, g, out, at_zero);
}

void Polyphase::backward(std::span<const float> x, std::span<const float> g, std::span<float> out,
                         double at_zero) const {
  run_backward(*this, x, g, out, static_cast<float>(at_zero));
}

std::unique_ptr<ParameterGradient> Polyphase::parameter_gradient(double at_zero) const {
  require_valid(*this);
  return detail::summed_gradient(
      phases, 1, at_zero,
      [shape = *this, at_zero](const double* x, double g, CompensatedSum* sums) {
        const double voltage = conducting(shape, x).voltage;
        sums->add(relu_gradient(voltage - shape.drop, negated(g), at_zero));
      });
}

void Polyphase::forward_with(std::span<const double> parameters, std::span<const double> x,
                             std::span<double> r) const {
  detail::require_lengths(parameters.size(), 1, 1);
  run_forward(*this, parameters[0], x, r);
}

}  // namespace rectify
