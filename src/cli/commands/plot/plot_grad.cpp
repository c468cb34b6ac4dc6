// plot grad SHAPE: the backward pass as a picture and, after a fit, e over its steps.
#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <optional>
#include <utility>
#include <vector>

#include "cli/commands/command.hpp"
#include "cli/commands/grad/grad.hpp"
#include "cli/commands/grad/gradient_output.hpp"
#include "cli/commands/plot/chart.hpp"
#include "cli/outputs/picture/picture_request.hpp"
#include "cli/shapes/shape_request.hpp"

namespace rectify::cli {
namespace {

constexpr std::size_t kMostChannels = 3;  // two panels each, and one for e

class GradientPicture : public GradientOutput {
 public:
  explicit GradientPicture(const ShapeRow& row) : row_(&row) {}

  void declare(OptionList& options) override { picture_.declare(options); }
  void check(const OptionList& options, bool another_file) override {
    picture_.check(options, another_file);
    rate_given_ = options.given("--rate");
  }
  [[nodiscard]] std::vector<Place> places() const override { return picture_.places(); }
  [[nodiscard]] std::string folder_cure() const override { return "name a file in it"; }
  [[nodiscard]] std::string name() const override { return picture_.name(); }
  [[nodiscard]] SignalNeeds needs() const override { return {.axis = {}, .rate = rate_given_}; }
  [[nodiscard]] bool may_need_rate() const override { return false; }
  [[nodiscard]] bool takes_rows() const override { return true; }
  void claim(const Context& context) override { picture_.claim(context); }
  [[nodiscard]] io::Output open_beside(const std::string& path,
                                       const Context& context) const override {
    return picture_.open_beside(path, context);
  }
  void check_start(const Signal& start) override { check_channels(start); }
  [[nodiscard]] std::unique_ptr<Sink> open(const Signal& x, const GradientColumns& columns,
                                           const FromFloats& floats,
                                           const Context& context) override;
  [[nodiscard]] std::function<void(double)> loss_taker() override {
    losses_.emplace(1, picture_.columns(), std::nullopt);
    return [this](double e) {
      losses_->add(static_cast<double>(step_++), {&e, 1});
      least_loss_ = std::min(least_loss_, e);
    };
  }
  [[nodiscard]] std::function<void(std::span<const double>)> target_taker() override {
    has_target_ = true;
    return [this](std::span<const double> block) {
      targets_.insert(targets_.end(), block.begin(), block.end());
    };
  }

  void add(const Rows& rows);
  void draw(const Report& report);

 private:
  static void check_channels(const Signal& x);
  [[nodiscard]] Curve curve(std::size_t number, const std::string& name, Stroke stroke,
                            double factor) const;
  [[nodiscard]] std::vector<Panel> panels(double factor) const;
  [[nodiscard]] Panel loss_panel() const;

  const ShapeRow* row_;
  PictureRequest picture_;
  bool rate_given_ = false;
  const Context* context_ = nullptr;
  std::vector<std::string> inputs_;  // names of the channels
  std::vector<std::string> results_;
  std::string y_label_;
  std::optional<GradientColumns> columns_;
  std::optional<FrameAxis> axis_;
  std::optional<Trace> trace_;
  std::vector<double> values_;
  bool any_ = false;
  bool has_target_ = false;
  std::deque<double> targets_;   // of frames whose gradient is still to come
  std::optional<Trace> losses_;  // at least one: that before the first step
  std::uint64_t step_ = 0;
  double least_loss_ = std::numeric_limits<double>::infinity();
};

class GradientSink : public Sink {
 public:
  explicit GradientSink(GradientPicture& picture) : picture_(&picture) {}
  void write(Rows& rows) override { picture_->add(rows); }
  void finish(const Report& report) override { picture_->draw(report); }

 private:
  GradientPicture* picture_;
};

void GradientPicture::check_channels(const Signal& x) {
  if (x.channels() <= kMostChannels) return;
  usage_error(fmt::format("a picture shows the gradients of at most {} channels, and {} has {}{}",
                          kMostChannels, x.name(), x.channels(),
                          x.table() != nullptr ? "; --column picks some" : ""));
}

std::unique_ptr<Sink> GradientPicture::open(const Signal& x, const GradientColumns& columns,
                                            const FromFloats& /*floats*/, const Context& context) {
  check_channels(x);
  context_ = &context;
  columns_ = columns;
  inputs_ = x.format().names;
  results_ = columns.results() == inputs_.size() ? inputs_ : std::vector{std::string(row_->name)};
  y_label_ = x.table() != nullptr && inputs_.size() == 1 ? inputs_[0] : "x, y";
  axis_.emplace(x, rate_given_);
  claim(context);
  // The columns as they are, and the targets.
  values_.resize(columns.count() + columns.results());
  trace_.emplace(values_.size(), picture_.columns(), axis_->window(picture_.range()));
  return std::make_unique<GradientSink>(*this);
}

void GradientPicture::add(const Rows& rows) {
  const std::size_t columns = columns_->count();
  const std::size_t frames = rows.outputs.size() / columns;
  for (std::size_t n = 0; n < frames; ++n) {
    std::copy_n(rows.outputs.begin() + static_cast<std::ptrdiff_t>(n * columns), columns,
                values_.begin());
    for (std::size_t c = 0; has_target_ && c < columns_->results(); ++c) {
      values_[columns + c] = targets_.front();
      targets_.pop_front();
    }
    trace_->add(axis_->next(rows.inputs.labels, n), values_);
  }
  any_ = true;
}

Curve GradientPicture::curve(std::size_t number, const std::string& name, Stroke stroke,
                             double factor) const {
  Curve curve;
  curve.name = name;
  curve.stroke = stroke;
  curve.points = trace_->points(number, factor);
  curve.dashed = !trace_->wild();
  return curve;
}

/// Two panels for each channel or, where phases share a load, two for all of them.
std::vector<Panel> GradientPicture::panels(double factor) const {
  const std::string y = "y = " + std::string(row_->name) + "(x)";
  std::vector<Panel> panels;
  for (std::size_t c = 0; c < results_.size(); ++c) {
    const bool shared = results_.size() != inputs_.size();
    Panel values;
    values.y_label = results_.size() == 1 ? y_label_ : inputs_[c];
    Panel gradients;
    gradients.y_label = results_.size() == 1 ? "gradient" : "gradient, " + inputs_[c];
    gradients.curves.push_back(curve(columns_->upstream(c), "upstream", Stroke::kUnder, factor));
    for (std::size_t in = 0; in < inputs_.size(); ++in) {
      if (!shared && in != c) continue;
      values.curves.push_back(curve(columns_->input(in), shared ? inputs_[in] : "x",
                                    shared ? Stroke::kMember : Stroke::kUnder, factor));
      gradients.curves.push_back(curve(columns_->gradient(in),
                                       shared ? "gradient, " + inputs_[in] : "gradient",
                                       shared ? Stroke::kMember : Stroke::kOver, factor));
    }
    if (has_target_) {
      values.curves.push_back(curve(columns_->count() + c, "target", Stroke::kTarget, factor));
    }
    values.curves.push_back(curve(columns_->result(c), y, Stroke::kOver, factor));
    panels.push_back(std::move(values));
    panels.push_back(std::move(gradients));
  }
  return panels;
}

/// e over the steps; as a logarithm where it falls far and stays above 0.
Panel GradientPicture::loss_panel() const {
  Panel panel;
  panel.x_start = losses_->window().first;
  panel.x_stop = losses_->window().second;
  panel.x_label = "step";
  panel.y_label = "e";
  Curve curve;
  curve.stroke = Stroke::kOver;
  curve.points = losses_->points(0, 1);
  double greatest = 0;
  for (const Point& point : curve.points) {
    if (point.y > greatest) greatest = point.y;
  }
  constexpr double kFarFall = 10;
  panel.log_y = least_loss_ > 0 && greatest > kFarFall * least_loss_;
  curve.name = fmt::format("e, {:.3g} to {:.3g}", curve.points.front().y, curve.points.back().y);
  panel.curves.push_back(std::move(curve));
  return panel;
}

void GradientPicture::draw(const Report& report) {
  if (any_ && trace_->empty()) axis_->refuse_empty(picture_.range());
  const Window window = axis_->whole(trace_->window());
  const auto [factor, label] = axis_->scale(window);
  Figure figure;
  figure.panels = panels(factor);
  for (Panel& panel : figure.panels) {
    panel.x_start = window.first * factor;
    panel.x_stop = window.second * factor;
  }
  figure.panels.back().x_label = label;
  if (losses_) figure.panels.push_back(loss_panel());
  if (trace_->not_drawn() != 0) {
    report.warn(left_out_words(trace_->not_drawn()));
  }
  picture_.draw(figure, *context_);
}

std::vector<Example> examples_of(const ShapeRow& row) {
  static std::deque<std::string> lines;  // what the examples point into
  const std::string start =
      "plot grad " + std::string(row.name) + std::string(row.needed_options) + " ";
  const auto line = [&](const std::string& rest) {
    return std::string_view(lines.emplace_back(start + rest));
  };
  return {{line("--sine 50 --cycles 2"), "in the terminal"},
          {line("--sine 50 --cycles 2 -o dx.svg"), "as a picture"},
          {line("song.wav --range 100ms:125ms -o dx.png"), "some milliseconds of a sound"}};
}

}  // namespace

void add_plot_grad(std::vector<Command>& commands) {
  for (const ShapeRow* row : shapes()) {
    commands.push_back({"plot grad " + std::string(row->name), std::string(row->gradient_formula),
                        "the backward pass as a picture", examples_of(*row), [row] {
                          return gradient_job(*row, std::make_unique<GradientPicture>(*row));
                        }});
  }
}

}  // namespace rectify::cli
