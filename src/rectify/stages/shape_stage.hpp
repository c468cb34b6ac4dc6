// A shape of any kind as a stage.
#pragma once

#include <memory>
#include <utility>

#include "rectify/export.hpp"
#include "rectify/shapes/shape.hpp"
#include "rectify/stages/stage.hpp"
#include "rectify/stages/team.hpp"

namespace rectify {

/// r in the place of x. The block shrinks by Shape::parts(), so that n·parts() channels become n.
/// `team`, if not null, does the slices of long blocks side by side, and must outlive this.
class RECTIFY_API ShapeStage : public Stage {
 public:
  explicit ShapeStage(std::unique_ptr<const Shape> shape, Team* team = nullptr)
      : shape_(std::move(shape)), team_(team) {}
  void process(Block& block) override;

 private:
  std::unique_ptr<const Shape> shape_;
  Team* team_;
  Block results_;
};

}  // namespace rectify
