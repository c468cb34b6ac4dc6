// Amplitudes in decibels over frequency.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "cli/commands/plot/chart.hpp"
#include "cli/commands/plot/spectrum.hpp"
#include "cli/options/option_list.hpp"

namespace rectify::cli {
namespace {

constexpr double kDepth = 180;       // decibels below the greatest of all: what lies lower is noise
constexpr double kLobe = 7;          // places over which DC spreads
constexpr std::size_t kFewest = 64;  // frames
constexpr double kDecadesOfLog = 1.3;  // an axis that covers less is no logarithm

class SpectrumChart : public Chart {
 public:
  SpectrumChart(Subject subject, double rate, const std::optional<AxisRange>& range,
                std::size_t columns)
      : subject_(std::move(subject)),
        rate_(rate),
        range_(range),
        columns_(columns),
        spectra_(std::max(subject_.inputs.size(), subject_.outputs.size())) {
    if (range_ && (range_->unit == AxisRange::Unit::kSeconds || range_->start < 0)) {
      usage_error("--range of --spectrum is about frequencies: 20:2k");
    }
  }

  void add(const Rows& rows) override {
    const std::size_t ins = subject_.inputs.size();
    const std::size_t outs = subject_.outputs.size();
    const std::size_t frames = rows.outputs.size() / outs;
    for (std::size_t n = 0; n < frames; ++n) {
      for (std::size_t c = 0; c < spectra_.size(); ++c) {
        spectra_[c].add(c < ins ? finite(rows.inputs.samples[n * ins + c]) : 0,
                        c < outs ? finite(rows.outputs[n * outs + c]) : 0);
      }
    }
    frames_ += frames;
  }

  [[nodiscard]] Figure figure() override {
    if (frames_ != 0 && frames_ < kFewest) {
      usage_error(
          fmt::format("--spectrum needs {} frames, and the signal has {}", kFewest, frames_));
    }
    decide_axis();
    std::vector<std::vector<double>> levels;
    double greatest = -kDepth;
    for (std::size_t i = 0; i < subject_.inputs.size() + subject_.outputs.size(); ++i) {
      levels.push_back(frames_ == 0 ? std::vector<double>() : level(i));
      for (const double level : levels.back()) greatest = std::max(greatest, level);
    }
    const auto series = [&](const std::vector<std::string>& names, std::size_t first) {
      std::vector<Series> all;
      for (std::size_t c = 0; c < names.size(); ++c) {
        all.push_back({names[c], points(levels[first + c]), {}});
      }
      return all;
    };
    Figure figure;
    figure.panels =
        panels_of(series(subject_.inputs, 0), series(subject_.outputs, subject_.inputs.size()),
                  subject_.result, "level in dB", true);
    if (frames_ != 0) name_dc(figure, levels);
    for (Panel& panel : figure.panels) {
      panel.x_start = start_ / unit_;
      panel.x_stop = stop_ / unit_;
      panel.log_x = log_;
      panel.y_start = greatest - kDepth;
    }
    figure.panels.back().x_label = unit_ == 1 ? "frequency in Hz" : "frequency in kHz";
    return figure;
  }

  void report_end(const Report& report) const override {
    if (not_finite_ == 0) return;
    report.warn(counted(not_finite_, "value") + (not_finite_ == 1 ? " is" : " are") +
                " not finite, and taken as 0");
  }

 private:
  double finite(double sample) {
    if (std::isfinite(sample)) return sample;
    ++not_finite_;
    return 0;
  }

  /// In decibels; the inputs come first.
  std::vector<double> level(std::size_t series) {
    const std::size_t ins = subject_.inputs.size();
    std::vector<double> level =
        spectra_[series < ins ? series : series - ins].amplitudes(series < ins ? 0 : 1);
    for (double& x : level) x = std::max(20 * std::log10(x), -2 * kDepth);
    return level;
  }

  /// From the frequencies that DC does not hide to half the rate, as a logarithm; or what is asked
  /// for, in which case it may begin at DC.
  void decide_axis() {
    (void)spectra_[0].amplitudes(0);
    step_ = rate_ / static_cast<double>(spectra_[0].length());
    const std::size_t window =
        std::max(spectra_[0].window(), kFewest);  // of no frames there is none
    start_ = range_ ? range_->start : kLobe * rate_ / static_cast<double>(window);
    stop_ = range_ ? std::min(range_->stop, rate_ / 2) : rate_ / 2;
    if (start_ >= stop_) {
      usage_error(fmt::format("--range begins beyond half the rate, which is {} Hz", rate_ / 2));
    }
    log_ = start_ > 0 && std::log10(stop_ / start_) > kDecadesOfLog;
    unit_ = stop_ >= 5000 && !log_ ? 1000 : 1;
  }

  /// One place above each other becomes one: the least and the greatest of a column, in their
  /// order.
  [[nodiscard]] std::vector<Point> points(const std::vector<double>& level) const {
    std::vector<Point> points;
    const auto column = [&](double hertz) {
      const double part = log_ ? std::log(hertz / start_) / std::log(stop_ / start_)
                               : (hertz - start_) / (stop_ - start_);
      return std::floor(part * static_cast<double>(2 * columns_));
    };
    Point least;
    Point greatest;
    double last = -1;
    const auto put = [&] {
      if (last < 0) return;
      if (greatest.x < least.x) std::swap(least, greatest);
      points.push_back(least);
      if (greatest.x != least.x) points.push_back(greatest);
    };
    for (std::size_t k = 0; k < level.size(); ++k) {
      const double hertz = static_cast<double>(k) * step_;
      if (hertz < start_ || hertz > stop_) continue;
      const Point point{hertz / unit_, level[k]};
      if (column(hertz) != last) {
        put();
        last = column(hertz);
        least = greatest = point;
      }
      if (point.y < least.y) least = point;
      if (point.y > greatest.y) greatest = point;
    }
    put();
    return points;
  }

  /// A logarithmic axis has no place for DC, so the legend says it.
  void name_dc(Figure& figure, const std::vector<std::vector<double>>& levels) const {
    std::vector<Curve*> curves;
    const bool beside = subject_.inputs.size() == subject_.outputs.size();
    for (Panel& panel : figure.panels) {
      for (Curve& curve : panel.curves) curves.push_back(&curve);
    }
    for (std::size_t i = 0; i < curves.size(); ++i) {
      // Beside each other, they come in pairs.
      const std::size_t of = beside ? (i % 2 == 0 ? i / 2 : subject_.inputs.size() + i / 2) : i;
      std::string& name = curves[i]->name;
      const std::string dc =
          levels[of][0] > -kDepth ? fmt::format("DC {:.1f} dB", levels[of][0]) : "no DC";
      name = name.empty() ? dc : name + " (" + dc + ")";
    }
  }

  Subject subject_;
  double rate_;
  std::optional<AxisRange> range_;
  std::size_t columns_;
  std::vector<Spectrum> spectra_;
  std::uint64_t frames_ = 0;
  std::uint64_t not_finite_ = 0;
  double step_ = 1;  // hertz
  double start_ = 0;
  double stop_ = 1;
  double unit_ = 1;
  bool log_ = false;
};

}  // namespace

std::unique_ptr<Chart> spectrum_chart(const Subject& subject, double rate,
                                      const std::optional<AxisRange>& range, std::size_t columns) {
  return std::make_unique<SpectrumChart>(subject, rate, range, columns);
}

}  // namespace rectify::cli
