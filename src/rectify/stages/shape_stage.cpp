// Runs a shape in place on each block.
#include "rectify/stages/shape_stage.hpp"

#include <span>

namespace rectify {

void ShapeStage::process(Block& block) {
  const std::size_t count = block.size() / shape_->parts();
  shape_->forward(block, std::span(block).first(count));
  block.resize(count);
}

}  // namespace rectify
