// The columns of grad's table, and where the numbers of a frame stand in its rows.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace rectify::cli {

/// Of a shape that acts on each channel A alone: A, A_SHAPE, A_mask where it has one, A_upstream
/// and A_grad, channel after channel. Of phases that share a load, whose result is one channel: all
/// the phases, the result, upstream, then A_grad of each phase.
class GradientColumns {
 public:
  GradientColumns(std::vector<std::string> inputs, std::vector<std::string> results, bool has_mask)
      : inputs_(std::move(inputs)), results_(std::move(results)), has_mask_(has_mask) {}

  [[nodiscard]] std::size_t inputs() const { return inputs_.size(); }
  [[nodiscard]] std::size_t results() const { return results_.size(); }
  [[nodiscard]] bool has_mask() const { return has_mask_; }

  /// In their order. `shape` is its name. A name that is taken gets _2.
  [[nodiscard]] std::vector<std::string> names(const std::string& shape) const;

  /// How many there are.
  [[nodiscard]] std::size_t count() const {
    return shared() ? 2 * inputs() + 2 : inputs() * group();
  }

  // Their places, by the number of the channel that went in or came out.
  [[nodiscard]] std::size_t input(std::size_t c) const { return shared() ? c : c * group(); }
  [[nodiscard]] std::size_t result(std::size_t c) const {
    return shared() ? inputs() + c : input(c) + 1;
  }
  [[nodiscard]] std::size_t mask(std::size_t c) const { return result(c) + 1; }
  [[nodiscard]] std::size_t upstream(std::size_t c) const {
    return result(c) + (has_mask_ ? 2 : 1);
  }
  [[nodiscard]] std::size_t gradient(std::size_t c) const {
    return shared() ? inputs() + 2 + c : upstream(c) + 1;
  }

 private:
  [[nodiscard]] bool shared() const { return inputs() != results(); }
  [[nodiscard]] std::size_t group() const { return has_mask_ ? 5 : 4; }

  std::vector<std::string> inputs_;
  std::vector<std::string> results_;
  bool has_mask_;
};

}  // namespace rectify::cli
