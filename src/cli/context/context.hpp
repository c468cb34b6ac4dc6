// What every command works with: the disk and the way to speak to the user.
#pragma once

#include "cli/context/report.hpp"
#include "io/file/disk.hpp"

namespace rectify::cli {

struct Context {
  io::Disk& disk;
  const Report& report;
};

}  // namespace rectify::cli
