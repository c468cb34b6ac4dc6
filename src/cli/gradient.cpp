// Block by block: x, what comes down, and what is late; then the words.
#include "cli/gradient.hpp"

#include <fmt/format.h>

#include <memory>
#include <optional>
#include <utility>

#include "cli/backward_pass.hpp"
#include "cli/companion.hpp"
#include "cli/fit.hpp"
#include "cli/parameter_table.hpp"
#include "cli/sources.hpp"
#include "cli/waiting.hpp"
#include "rectify/gradient/compensated_sum.hpp"
#include "rectify/gradient/loss.hpp"

namespace rectify::cli {
namespace {

Signal open_input(const Options& o, Demands demands, io::Disk& disk, const Report& report) {
  demands.read_twice = o.target.has_value();  // the loss is a mean: it counts the samples first
  if (!o.generated()) return open_signal(o, demands, disk, report);
  Signal x;
  x.source = generate(o, Wave::kItself, demands.labels);
  return x;
}

std::string input_name(const Options& o) {
  return o.generated() ? "the generated signal" : name_of_input(o.input.value_or("-"));
}

Lead lead_of(const Options& o, const io::SignalFormat& format) {
  Lead lead{input_name(o), format.names.size(), format.rate, format.frames};
  if (o.has("--rate")) lead.rate = o.rate.value();
  if (o.sine_over || o.ramp) lead.rate.reset();  // their axis is no time
  return lead;
}

/// Reads x and what comes down, and gives the gradient, alone or in rows of all columns. What is
/// late leaves frames to wait: x for its y, and a row for its gradient.
class GradientSource : public io::Source {
 public:
  GradientSource(const Options& o, std::vector<Unit> units, const Demands& demands, io::Disk& disk,
                 const Report& report);

  [[nodiscard]] const io::SignalFormat& format() const override { return format_; }
  bool read(io::Frames& frames) override;
  void rewind() override {}  // no step that surveys goes with a gradient

 private:
  void name_columns();
  void count_samples();
  bool take_input();
  void take_upstream();
  void put_rows();
  void conclude();

  const Options* options_;
  const Report* report_;
  bool table_;           // all columns, not the gradient alone
  bool masked_;          // one of them is the mask
  std::size_t columns_;  // a channel
  Signal x_source_;
  std::size_t channels_;
  io::SignalFormat format_;
  std::optional<Companion> companion_;  // the upstream gradient, or the target
  std::optional<ParameterTable> parameter_table_;
  std::optional<BackwardPass> pass_;
  std::uint64_t samples_ = 0;  // in all, where there is a loss
  CompensatedSum loss_;

  // The block at hand, and what waits for blocks to come.
  io::Frames x_;
  std::vector<double> y_;
  std::vector<double> mask_;
  std::vector<double> target_;
  std::vector<double> upstream_;
  std::vector<double> gradient_;
  io::Frames rows_;
  Waiting waiting_inputs_;
  Waiting waiting_rows_;
  bool input_ended_ = false;
  bool concluded_ = false;
};

GradientSource::GradientSource(const Options& o, std::vector<Unit> units, const Demands& demands,
                               io::Disk& disk, const Report& report)
    : options_(&o),
      report_(&report),
      table_(!demands.sound),
      masked_(o.command != Command::kMultiphase),
      columns_(masked_ ? 5 : 4),
      x_source_(open_input(o, demands, disk, report)),
      channels_(x_source_.source->format().names.size()),
      format_(x_source_.source->format()) {
  if (const auto& path = o.target ? o.target : o.upstream) {
    companion_.emplace(*path, lead_of(o, format_), o.fit_steps != 0, disk, report);
  }
  if (o.parameters) parameter_table_.emplace(o, disk);
  if (o.fit_steps != 0) {
    units = fit(o, units, *x_source_.source, *companion_,
                parameter_table_ ? &*parameter_table_ : nullptr, report);
  }
  if (o.target) count_samples();
  pass_.emplace(o, units, format_, report);
  if (table_) name_columns();
}

void GradientSource::name_columns() {
  for (io::LabelColumn& label : format_.labels) label.place = 0;  // ahead of all channels
  const std::vector<std::string> channels = std::exchange(format_.names, {});
  for (const std::string& name : channels) {
    format_.names.push_back(name);
    format_.names.push_back(name + "_" + std::string(cli::name_of(options_->command)));
    if (masked_) format_.names.push_back(name + "_mask");
    format_.names.push_back(name + "_upstream");
    format_.names.push_back(name + "_grad");
  }
}

void GradientSource::count_samples() {
  if (options_->generated()) {
    samples_ = *format_.frames * channels_;
    return;
  }
  while (x_source_.source->read(x_)) samples_ += x_.samples.size();
  x_source_.source->rewind();
}

/// Hands the next block of x to the pass; at the end what is held there, then false.
bool GradientSource::take_input() {
  input_ended_ = input_ended_ || !x_source_.source->read(x_);
  if (input_ended_) return pass_->drain();
  if (table_) {
    io::Frames kept{.samples = x_.samples};
    std::swap(kept.labels, x_.labels);
    waiting_inputs_.add(kept);
  }
  pass_->take(x_.samples);
  return true;
}

void GradientSource::take_upstream() {
  const std::size_t count = pass_->ready();
  if (options_->target) {
    companion_->read(count / channels_, target_);
    upstream_.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
      loss_.add(loss_term(options_->loss, y_[i], target_[i]));
      upstream_[i] = loss_slope(options_->loss, y_[i], target_[i]) / static_cast<double>(samples_);
    }
  } else if (companion_) {
    companion_->read(count / channels_, upstream_);
  } else {
    upstream_.assign(count, 1.0);
  }
}

/// A row for each sample, but for its gradient.
void GradientSource::put_rows() {
  waiting_inputs_.take(y_.size() / channels_, channels_, x_);
  if (masked_) pass_->mask(mask_);
  std::swap(rows_.labels, x_.labels);
  rows_.samples.resize(y_.size() * columns_);
  double* row = rows_.samples.data();
  for (std::size_t i = 0; i < y_.size(); ++i, row += columns_) {
    row[0] = x_.samples[i];
    row[1] = y_[i];
    if (masked_) row[2] = mask_[i];
    row[columns_ - 2] = upstream_[i];
  }
  waiting_rows_.add(rows_);
}

bool GradientSource::read(io::Frames& frames) {
  do {
    if (take_input()) {
      if (table_ || options_->target) pass_->y(y_);
      take_upstream();
      if (table_) put_rows();
      pass_->backward(upstream_, gradient_);
    } else if (!pass_->drain_back(gradient_)) {
      if (!std::exchange(concluded_, true)) conclude();
      return false;
    }
  } while (gradient_.empty());

  if (!table_) {
    frames.labels.clear();
    std::swap(frames.samples, gradient_);
    return true;
  }
  waiting_rows_.take(gradient_.size() / channels_, columns_ * channels_, frames);
  for (std::size_t i = 0; i < gradient_.size(); ++i) {
    frames.samples[i * columns_ + columns_ - 1] = gradient_[i];
  }
  return true;
}

void GradientSource::conclude() {
  if (companion_) companion_->end();
  const std::string input = input_name(*options_);
  if (const std::string words = shortage(x_source_); !words.empty()) {
    report_->warn(input + ": " + words);
  }
  if (options_->target) {
    report_->say(fmt::format("e = {} ({})", loss_.value() / static_cast<double>(samples_),
                             name_of(options_->loss)));
  }
  pass_->conclude(input, parameter_table_ ? &*parameter_table_ : nullptr, *report_);
}

}  // namespace

Signal open_gradient(const Options& options, std::vector<Unit> units, const Demands& demands,
                     io::Disk& disk, const Report& report) {
  Signal signal;
  signal.source =
      std::make_unique<GradientSource>(options, std::move(units), demands, disk, report);
  return signal;
}

}  // namespace rectify::cli
