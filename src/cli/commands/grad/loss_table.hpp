// The table that --losses writes: e before the first step of a fit and after each.
#pragma once

#include <cstdint>
#include <vector>

#include "io/table/writer.hpp"

namespace rectify::cli {

/// The columns step, from 0, and e.
class LossTable {
 public:
  explicit LossTable(io::Output output);

  /// The next e.
  void add(double e);

  /// Writes what is left and makes the table appear.
  void finish();

 private:
  void write();

  io::TableWriter writer_;
  std::vector<double> rows_;
  std::uint64_t step_ = 0;
};

}  // namespace rectify::cli
