// The outcome of --check in words.
#pragma once

#include "rectify/shapes/gradient_check.hpp"

namespace rectify::cli {

/// Says how many derivatives were compared. Throws io::Error kFailed where one disagrees.
void report_check(const GradientCheck& check);

}  // namespace rectify::cli
