// Rows of a step and its e, written a few hundred at a time.
#include "cli/commands/grad/loss_table.hpp"

#include <utility>

namespace rectify::cli {

LossTable::LossTable(io::Output output)
    : writer_(std::move(output), {}, io::plain_columns({"step", "e"})) {}

void LossTable::add(double e) {
  constexpr std::size_t kNumbers = 1024;
  rows_.push_back(static_cast<double>(step_++));
  rows_.push_back(e);
  if (rows_.size() == kNumbers) write();
}

void LossTable::write() {
  writer_.write({}, {}, 0, rows_, 2);
  rows_.clear();
}

void LossTable::finish() {
  write();
  writer_.finish();
}

}  // namespace rectify::cli
