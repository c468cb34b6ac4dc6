// The outcome of --check, in words and as JSON.
#pragma once

#include "io/file/disk.hpp"
#include "rectify/shapes/gradient_check.hpp"

namespace rectify::cli {

/// Says how many derivatives were compared. Throws io::Error kFailed where one disagrees.
void report_check(const GradientCheck& check);

/// Writes the counts to standard output, as a JSON object on a line. Throws io::Error kFailed where
/// that fails.
void write_check(const GradientCheck& check, io::Disk& disk);

}  // namespace rectify::cli
