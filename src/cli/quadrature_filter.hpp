// When a signal needs the quadrature filter, and what is said of it.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "cli/options.hpp"
#include "cli/report.hpp"
#include "rectify/stages/quadrature.hpp"

namespace rectify::cli {

/// Whether a signal from outside is to be shifted by phases that are not whole half turns, or by
/// phases that have gradients.
[[nodiscard]] bool needs_quadrature(const Options& options);

/// The filter of so many channels, of which --verbose tells. Throws io::Error kUsage where the rate
/// is 0: not known.
[[nodiscard]] std::unique_ptr<AnalyticSignal> quadrature_filter(double rate, std::size_t channels,
                                                                const Report& report);

/// At the end: warns of a sample that made its neighbours NaN.
void report_spoilt(const AnalyticSignal& filter, const std::string& input, const Report& report);

}  // namespace rectify::cli
