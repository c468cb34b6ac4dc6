// The outcome of --check in words.
#pragma once

#include "cli/context/report.hpp"
#include "rectify/shapes/gradient_check.hpp"

namespace rectify::cli {

/// Says how many derivatives were compared. Throws io::Error kFailed where one disagrees.
void report_check(const GradientCheck& check, const Report& report);

}  // namespace rectify::cli
