// Any memoryless shape as a stage of the signal lane.
#pragma once

#include <utility>

#include "rectify/stages/stage.hpp"

namespace rectify {

/// Wraps an object with forward(std::span<double>), which acts on each sample alone.
template <class Shape>
class ShapeStage : public Stage {
 public:
  explicit ShapeStage(Shape shape) : shape_(std::move(shape)) {}
  void process(Block& block) override { shape_.forward(block); }

 private:
  Shape shape_;
};

}  // namespace rectify
