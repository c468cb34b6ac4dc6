// The whole program but for main(): what a test can call.
#pragma once

#include <string>
#include <vector>

#include "io/file/disk.hpp"

namespace rectify::cli {

/// Runs `rectify` with the arguments after its name, and returns the exit status. Throws
/// std::bad_alloc where there is no memory for an error's message.
int run_program(const std::vector<std::string>& arguments, io::Disk& disk);

}  // namespace rectify::cli
