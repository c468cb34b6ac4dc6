// Output over input: the curve of a rectifier.
#include <cmath>
#include <utility>

#include "cli/commands/plot/chart.hpp"
#include "cli/commands/plot/transfer_curve.hpp"
#include "cli/options/option_list.hpp"

namespace rectify::cli {
namespace {

class TransferChart : public Chart {
 public:
  TransferChart(Subject subject, const std::optional<AxisRange>& range, std::size_t columns)
      : subject_(std::move(subject)),
        range_(range),
        curves_(subject_.outputs.size(), TransferCurve(columns)) {
    if (range_ && range_->unit != AxisRange::Unit::kNone) {
      usage_error("--range of --transfer is about the input: give bare numbers");
    }
  }

  void add(const Rows& rows) override {
    for (std::size_t i = 0; i < rows.outputs.size(); ++i) {
      const double x = rows.inputs.samples[i];
      const double y = rows.outputs[i];
      constexpr double kTooLarge = 1e300;  // gnuplot computes with the width of a range
      any_ = true;
      if (!(std::fabs(x) < kTooLarge) || !(std::fabs(y) < kTooLarge)) {
        ++not_drawn_;
      } else if (!range_ || (range_->start <= x && x <= range_->stop)) {
        curves_[i % curves_.size()].add(x, y);
      }
    }
  }

  [[nodiscard]] Figure figure() override {
    Figure figure;
    bool nothing = true;
    for (std::size_t c = 0; c < curves_.size(); ++c) {
      nothing = nothing && curves_[c].empty();
      Panel panel;
      auto [start, stop] = range_ ? Window{range_->start, range_->stop} : curves_[c].window();
      if (!(start < stop)) {
        start -= 0.5;
        stop += 0.5;
      }
      panel.x_start = start;
      panel.x_stop = stop;
      panel.x_label = curves_.size() == 1 ? "input" : subject_.inputs[c];
      panel.y_label = curves_.size() == 1 ? "output" : subject_.outputs[c];
      if (subject_.table) {
        panel.x_label = subject_.inputs[c];
      }
      panel.curves.push_back(curves_[c].curve());
      panel.curves.back().name = subject_.result;
      figure.panels.push_back(std::move(panel));
    }
    if (any_ && nothing && range_) usage_error("--range holds no sample of the input");
    return figure;
  }

  void report_end(const Report& report) const override {
    if (not_drawn_ != 0) {
      report.warn(left_out_words(not_drawn_));
    }
  }

 private:
  Subject subject_;
  std::optional<AxisRange> range_;
  std::vector<TransferCurve> curves_;
  std::uint64_t not_drawn_ = 0;
  bool any_ = false;
};

}  // namespace

std::unique_ptr<Chart> transfer_chart(const Subject& subject, const std::optional<AxisRange>& range,
                                      std::size_t columns) {
  return std::make_unique<TransferChart>(subject, range, columns);
}

}  // namespace rectify::cli
