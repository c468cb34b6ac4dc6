// Runs a shape in place on each block.
#include "rectify/stages/shape_stage.hpp"

#include <span>
#include <utility>

#include "rectify/detail/preconditions.hpp"

namespace rectify {

void ShapeStage::process(Block& block) {
  const std::size_t parts = shape_->parts();
  detail::require_frames(block.size(), parts);
  const std::size_t results = block.size() / parts;
  if (parts == 1) {
    run_slices(team_, results, [&](std::size_t from, std::size_t count) {
      const auto slice = std::span(block).subspan(from, count);
      shape_->forward(slice, slice);
    });
    return;
  }
  // Not in place, since a slice would write where another one still reads.
  results_.resize(results);
  run_slices(team_, results, [&](std::size_t from, std::size_t count) {
    shape_->forward(std::span(block).subspan(parts * from, parts * count),
                    std::span(results_).subspan(from, count));
  });
  std::swap(block, results_);
}

}  // namespace rectify
