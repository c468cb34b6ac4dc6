// The filter's condition, rate and words.
#include "cli/quadrature_filter.hpp"

#include <fmt/format.h>

#include "cli/signal.hpp"
#include "cli/steps.hpp"

namespace rectify::cli {

bool needs_quadrature(const Options& o) {
  if (o.command != Command::kMultiphase || o.generated()) return false;
  return o.envelope || !phases_of(o).upright() || o.parameters || o.check;
}

std::unique_ptr<AnalyticSignal> quadrature_filter(double rate, std::size_t channels,
                                                  const Report& report) {
  auto filter = std::make_unique<AnalyticSignal>(needed_rate(rate, "multiphase"), channels);
  const double edge = quadrature_edge_hz(rate);
  report.tell(fmt::format("quadrature filter: {} taps, from {:g} to {:g} Hz",
                          2 * filter->latency() + 1, edge, rate / 2 - edge));
  return filter;
}

void report_spoilt(const AnalyticSignal& filter, const std::string& input, const Report& report) {
  if (!filter.first_spoilt()) return;
  report.warn(fmt::format(
      "{}: frame {}, counted from 0, holds a sample that is no finite number; the quadrature "
      "filter spreads it: {} frames before and behind are NaN",
      input, *filter.first_spoilt(), filter.latency()));
}

}  // namespace rectify::cli
