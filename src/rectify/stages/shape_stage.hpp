// A shape of any kind as a stage.
#pragma once

#include <memory>
#include <utility>

#include "rectify/export.hpp"
#include "rectify/shapes/shape.hpp"
#include "rectify/stages/stage.hpp"

namespace rectify {

/// r in the place of x. The block shrinks by Shape::parts(), so that n·parts() channels become n.
class RECTIFY_API ShapeStage : public Stage {
 public:
  explicit ShapeStage(std::unique_ptr<const Shape> shape) : shape_(std::move(shape)) {}
  void process(Block& block) override;

 private:
  std::unique_ptr<const Shape> shape_;
};

}  // namespace rectify
