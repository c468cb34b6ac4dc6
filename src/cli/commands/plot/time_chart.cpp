// Curves over the axis of the frames, as envelopes where the frames are many.
#include <span>
#include <utility>

#include "cli/commands/plot/chart.hpp"
#include "cli/options/option_list.hpp"

namespace rectify::cli {
namespace {

class TimeChart : public Chart {
 public:
  TimeChart(Subject subject, FrameAxis axis, const std::optional<AxisRange>& range,
            std::size_t columns)
      : subject_(std::move(subject)),
        axis_(std::move(axis)),
        range_(range),
        trace_(subject_.inputs.size() + subject_.outputs.size(), columns, axis_.window(range)) {}

  void add(const Rows& rows) override {
    const std::size_t ins = subject_.inputs.size();
    const std::size_t outs = subject_.outputs.size();
    const std::size_t frames = rows.outputs.size() / outs;
    values_.resize(ins + outs);
    for (std::size_t n = 0; n < frames; ++n) {
      for (std::size_t c = 0; c < ins; ++c) values_[c] = rows.inputs.samples[n * ins + c];
      for (std::size_t c = 0; c < outs; ++c) values_[ins + c] = rows.outputs[n * outs + c];
      trace_.add(axis_.next(rows.inputs.labels, n), values_);
    }
    any_ = true;
  }

  [[nodiscard]] Figure figure() override {
    if (any_ && trace_.empty()) axis_.refuse_empty(range_);
    const Window window = axis_.whole(trace_.window());
    const auto [drawn_factor, label] = axis_.scale(window);
    const double factor = drawn_factor;  // clang 14 captures no structured binding
    const bool envelopes = trace_.wild();
    const std::size_t ins = subject_.inputs.size();
    const auto series = [&](const std::vector<std::string>& names, std::size_t first) {
      std::vector<Series> all;
      for (std::size_t c = 0; c < names.size(); ++c) {
        all.push_back({names[c], trace_.points(first + c, factor), {}});
        const bool under = first == 0 && ins == subject_.outputs.size();
        if (!under || !envelopes || !trace_.hides(c, ins + c)) continue;
        for (const bool greatest : {false, true}) {
          all.back().edges.push_back(trace_.edge(first + c, factor, greatest));
        }
      }
      return all;
    };
    const std::string only = subject_.inputs.empty() ? subject_.outputs[0] : subject_.inputs[0];
    const bool one = subject_.inputs.size() <= 1 && subject_.outputs.size() == 1;
    const std::string y_label = !subject_.table ? "amplitude" : one ? only : "value";
    Figure figure;
    figure.panels = panels_of(series(subject_.inputs, 0), series(subject_.outputs, ins),
                              subject_.result, y_label, envelopes);
    for (Panel& panel : figure.panels) {
      panel.x_start = window.first * factor;
      panel.x_stop = window.second * factor;
    }
    figure.panels.back().x_label = label;
    return figure;
  }

  void report_end(const Report& report) const override {
    if (trace_.not_drawn() != 0) {
      report.warn(left_out_words(trace_.not_drawn()));
    }
  }

 private:
  Subject subject_;
  FrameAxis axis_;
  std::optional<AxisRange> range_;
  Trace trace_;
  std::vector<double> values_;
  bool any_ = false;
};

}  // namespace

std::unique_ptr<Chart> time_chart(const Subject& subject, const FrameAxis& axis,
                                  const std::optional<AxisRange>& range, std::size_t columns) {
  return std::make_unique<TimeChart>(subject, axis, range, columns);
}

}  // namespace rectify::cli
