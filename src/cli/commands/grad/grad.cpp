// grad SHAPE: the backward pass of a shape.
#include "cli/commands/grad/grad.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "cli/commands/grad/backward_pass.hpp"
#include "cli/commands/grad/check_report.hpp"
#include "cli/commands/grad/loss_table.hpp"
#include "cli/commands/grad/parameter_table.hpp"
#include "cli/commands/grad/upstream.hpp"
#include "cli/options/values.hpp"
#include "cli/pipeline/input_end.hpp"
#include "cli/shapes/alias_free.hpp"
#include "cli/shapes/shape_request.hpp"
#include "cli/sources/source_request.hpp"
#include "io/file/error.hpp"
#include "io/file/place.hpp"

namespace rectify::cli {
namespace {

std::optional<Loss> parse_loss(const std::string& name) {
  for (const Loss loss : {Loss::kMse, Loss::kMae}) {
    if (name == name_of(loss)) return loss;
  }
  return std::nullopt;
}

std::optional<double> parse_slope(const std::string& text) {
  const auto slope = parse_plain(text);
  return slope == 0 || slope == 0.5 || slope == 1 ? slope : std::nullopt;
}

class Grad : public Job {
 public:
  Grad(const ShapeRow& row, std::unique_ptr<GradientOutput> output)
      : row_(&row), shape_(row.make()), output_(std::move(output)) {}

  void declare(OptionList& options) override;
  void check(const OptionList& options) override;
  void run(const Context& context) override;

 private:
  [[nodiscard]] std::vector<Place> inputs() const;
  [[nodiscard]] std::vector<Place> outputs() const;
  [[nodiscard]] ShapeUse use() const {
    return {.generated = source_.generated(), .parameters = parameters_ || check_};
  }
  [[nodiscard]] bool another_file() const;
  void check_start(const Signal& start, const Context& context);
  void fit(Signal& x, ReferenceSignal& target, ParameterTable* table, LossTable* losses,
           const Context& context);
  [[nodiscard]] std::unique_ptr<Upstream> upstream(Signal& x, ReferenceSignal* reference);
  void report_parameters(const BackwardPass& pass, const Report& report) const;

  const ShapeRow* row_;
  SourceRequest source_;
  std::unique_ptr<ShapeRequest> shape_;
  std::unique_ptr<GradientOutput> output_;
  std::optional<std::string> upstream_;
  std::optional<std::string> target_;
  Loss loss_ = Loss::kMse;
  double at_zero_ = 0;
  std::optional<std::string> parameters_;
  std::optional<std::string> losses_;
  bool check_ = false;
};

void Grad::declare(OptionList& options) {
  constexpr Group kGroup = Group::kGradient;
  source_.declare(options, SourceRequest::Inputs::kAny, row_->needs_angle);
  options.value(kGroup, "--upstream", "FILE",
                "∂e/∂y: a sound or table of as many frames and channels (ones)", file(upstream_));
  options.value(kGroup, "--target", "FILE",
                "what y should be, a sound or table too: e is the loss against it", file(target_));
  options.value(kGroup, "--loss", "mse|mae", "the mean of (y - target)² or of |y - target| (mse)",
                one_of(loss_, {"mse", "mae"}, parse_loss));
  options.value(kGroup, "--at-zero", "0|0.5|1", "the slope of relu at its kink (0)",
                one_of(at_zero_, {"0", "0.5", "1"}, parse_slope));
  options.value(kGroup, "--parameters", "FILE.csv",
                "write the parameters of the shape and their gradients", file(parameters_));
  options.flag(kGroup, "--check", "compare every derivative with central differences", check_);
  shape_->declare(options, Direction::kBackward);
  if (options.find("--fit") != nullptr) {
    options.value(kGroup, "--losses", "FILE.csv", "write e before the fit and after each step",
                  file(losses_));
  }
  output_->declare(options);
}

void Grad::check(const OptionList& options) {
  source_.check(options);
  options.exclude({"--upstream", "--target"});
  options.require(target_.has_value(), {"--loss"}, "without --target");
  check_alias_free(options, source_.on_line());
  options.require(!options.given("--alias-free"), {"--at-zero"},
                  "with --alias-free: between the samples no time is spent on a kink");
  shape_->check(options);
  options.require(options.given("--fit"), {"--losses"}, "without --fit");
  output_->check(options, another_file());
  options.require(
      !source_.on_line() || output_->may_need_rate(), {"--rate"},
      "with " + source_.wave_words() + ", whose axis is no time, unless the output needs it");
}

std::vector<Place> Grad::inputs() const {
  std::vector<Place> places = shape_->inputs();
  if (const auto input = source_.input()) places.insert(places.begin(), {"INPUT", *input});
  if (upstream_) places.push_back({"--upstream", *upstream_});
  if (target_) places.push_back({"--target", *target_});
  return places;
}

std::vector<Place> Grad::outputs() const {
  std::vector<Place> places = output_->places();
  if (parameters_) places.push_back({"--parameters", *parameters_});
  if (losses_) places.push_back({"--losses", *losses_});
  return places;
}

/// Whether a file is written beside the output.
bool Grad::another_file() const {
  return std::ranges::any_of(std::array{&parameters_, &losses_}, [](const auto* path) {
    return *path && !io::named_descriptor(**path, STDOUT_FILENO);
  });
}

/// Fits the shape's parameters before their gradient is taken. All samples are kept in memory,
/// since the descent goes through them at every step.
void Grad::fit(Signal& x, ReferenceSignal& target, ParameterTable* table, LossTable* losses,
               const Context& context) {
  std::vector<double> inputs;
  std::vector<double> targets;
  io::Frames frames;
  std::vector<double> block;
  while (x.frames().read(frames)) {
    inputs.insert(inputs.end(), frames.samples.begin(), frames.samples.end());
    target.read(frames.samples.size() / x.channels(), block);
    targets.insert(targets.end(), block.begin(), block.end());
  }
  target.end();
  if (inputs.empty()) {
    throw io::Error(io::ExitStatus::kInput, x.name() + ": holds no frames, and a fit needs some");
  }
  x.frames().rewind();
  target.rewind();
  const auto taker = output_->loss_taker();
  Task task(context.progress, "fit", "steps", static_cast<double>(shape_->fit()->steps()));
  const FitOutcome outcome = shape_->fit()->run({inputs, targets, loss_, at_zero_, [&](double e) {
                                                   if (losses != nullptr) losses->add(e);
                                                   if (taker) taker(e);
                                                   task.advance(1);
                                                 }});
  task.pause();
  if (losses != nullptr) losses->finish();
  if (outcome.finite) return Report::result("fit: " + outcome.words);
  const BackwardParts last = shape_->backward(x, use(), context);
  if (table != nullptr) table->write(last.passes->parameters(), {});
  throw io::Error(
      io::ExitStatus::kFailed,
      fmt::format("fit: {}{}{}", outcome.words,
                  parameters_ ? ", and " + *parameters_ + " has the last that were" : "",
                  outcome.cure));
}

std::unique_ptr<Upstream> Grad::upstream(Signal& x, ReferenceSignal* reference) {
  const std::size_t results = shape_->result_names(x).size();
  if (reference == nullptr) return std::make_unique<Ones>();
  if (upstream_) return std::make_unique<UpstreamSignal>(*reference);
  std::uint64_t samples = 0;  // the loss is a mean: it must know how many there are
  if (x.wave() != nullptr) {
    samples = x.wave()->frames * results;
  } else {
    io::Frames frames;
    while (x.frames().read(frames)) samples += frames.samples.size() / x.channels() * results;
    x.frames().rewind();
  }
  return std::make_unique<LossAgainst>(*reference, loss_, samples, output_->target_taker());
}

void Grad::report_parameters(const BackwardPass& pass, const Report& report) const {
  const auto [values, gradients] = pass.parameters();
  if (values.empty()) return;
  const std::vector<std::string> names = all_names(pass.names(), values.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string words =
        fmt::format("{} = {}, de/d{} = {}", names[i], values[i], names[i], gradients[i]);
    const bool beside = pass.names().beside && i + 1 == names.size();
    if (parameters_ && beside && values[i] != 0) {
      Report::result(words);  // the table has no place for it
    } else {
      report.tell(words);
    }
  }
}

/// Throws what the start of a pipe shows to be wrong, before the rest has come.
void Grad::check_start(const Signal& start, const Context& context) {
  const Report silent(Report::Level::kQuiet);
  (void)shape_->backward(start, use(), {.disk = context.disk, .report = silent});
  output_->check_start(start);
}

void Grad::run(const Context& context) {
  check_inputs(inputs(), context);
  check_outputs(outputs(), inputs(), output_->folder_cure(), context);
  std::optional<io::Output> parameters;
  std::optional<io::Output> losses;
  const auto claim_outputs = [&] {
    output_->claim(context);
    if (parameters_ && !parameters) parameters.emplace(output_->open_beside(*parameters_, context));
    if (losses_ && !losses) losses.emplace(output_->open_beside(*losses_, context));
  };

  shape_->open(context);
  SignalNeeds needs = output_->needs();
  needs.rate = needs.rate || shape_->needs_rate(use());
  needs.rate_if_any = upstream_ || target_;
  needs.second_pass = target_.has_value();
  Signal x = source_.open(needs, context, [&](Signal* start) {
    if (start != nullptr) return check_start(*start, context);
    for (const auto& beside : {upstream_, target_}) {
      if (beside) ReferenceSignal::check_file(*beside, context);
    }
    claim_outputs();
  });
  std::optional<ReferenceSignal> reference;
  if (upstream_ || target_) {
    reference.emplace(target_ ? *target_ : *upstream_, x, shape_->result_names(x).size(),
                      shape_->fit() != nullptr, source_.spooling(), context, [&](Signal* start) {
                        if (start == nullptr) claim_outputs();
                      });
  }
  source_.check_found(x, needs);
  const bool counted_first = target_ && x.wave() == nullptr;
  x.watch(context.progress, 1U + (shape_->fit() != nullptr ? 1U : 0U) + (counted_first ? 1U : 0U));
  BackwardParts parts = shape_->backward(x, use(), context);

  output_->check_start(x);
  claim_outputs();
  const GradientColumns columns(x.format().names, shape_->result_names(x), parts.masked != nullptr);
  const auto sink = output_->open(x, columns,
                                  {.exact = shape_->exact().has_value(),
                                   .upstream = upstream_ && reference->signal().of_floats()},
                                  context);
  std::optional<ParameterTable> table;
  if (parameters_) table.emplace(parts.names, std::move(*parameters));
  ParameterTable* to = table ? &*table : nullptr;
  std::optional<LossTable> loss_table;
  if (losses_) loss_table.emplace(std::move(*losses));
  context.report.tell("grad " + std::string(row_->name) + ": in double precision");

  if (shape_->fit() != nullptr) {
    fit(x, *reference, to, loss_table ? &*loss_table : nullptr, context);
    parts = shape_->backward(x, use(), context);
  }
  const auto gradient_of_y = upstream(x, reference ? &*reference : nullptr);
  BackwardPass pass(std::move(parts), columns, *gradient_of_y,
                    {.at_zero = at_zero_,
                     .rows = output_->takes_rows(),
                     .parameters = parameters_ || check_ || context.report.verbose(),
                     .check = check_});
  std::uint64_t frames = 0;
  io::Frames block;
  Rows rows;
  const auto write = [&] {
    frames += rows.outputs.size() / pass.width();
    if (!rows.outputs.empty()) sink->write(rows);
  };
  while (x.frames().read(block)) {
    pass.process(block, rows);
    write();
  }
  while (pass.drain(rows)) write();

  gradient_of_y->end();
  const DamageRule rule{source_.fail_on_damage(), outputs()};
  report_end(x, frames, rule, context);
  if (reference) report_damage(reference->signal(), rule, context);
  if (const auto e = gradient_of_y->loss()) {
    Report::result(fmt::format("e = {} ({})", *e, name_of(loss_)));
  }
  shape_->report_end(x, context.report);
  pass.report_end(x.name(), context.report);
  report_parameters(pass, context.report);
  if (check_) {
    const GradientCheck check = pass.check();
    if (output_->check_as_json()) write_check(check, context.disk);
    report_check(check);
  }
  const auto [values, gradients] = pass.parameters();
  if (table) table->write(values, gradients);
  sink->finish(context.report);
  context.report.tell(output_->name() + ": " + counted(frames, "frame") + " written");
}

}  // namespace

std::unique_ptr<Job> gradient_job(const ShapeRow& shape, std::unique_ptr<GradientOutput> output) {
  return std::make_unique<Grad>(shape, std::move(output));
}

void add_grad(std::vector<Command>& commands) {
  for (const ShapeRow* row : shapes()) {
    commands.push_back({"grad " + std::string(row->name),
                        std::string(row->gradient_formula),
                        std::string(row->gradient_summary),
                        {row->gradient_examples.begin(), row->gradient_examples.end()},
                        [row] { return gradient_job(*row, gradient_file(row->name)); },
                        "∂e/∂x from ∂e/∂y: the backward pass of a shape"});
  }
}

}  // namespace rectify::cli
