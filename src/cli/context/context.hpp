// What every command works with: the disk, the way to speak to the user, and how many threads.
#pragma once

#include <cstddef>

#include "cli/context/progress.hpp"
#include "cli/context/report.hpp"
#include "io/file/disk.hpp"
#include "io/file/limits.hpp"
#include "rectify/stages/team.hpp"

namespace rectify::cli {

struct Context {
  io::Disk& disk;
  const Report& report;
  std::size_t jobs = 1;  ///< the most threads that may compute at a time; 1: nothing overlaps
  Progress* progress = nullptr;  ///< where long work says how far it is; null: nowhere
  Team* team = nullptr;          ///< up to kMostForOne threads that share one job; null: no threads
  io::Limits limits = {};        ///< of every input, and of what is made of it
};

}  // namespace rectify::cli
