// grad SHAPE: the backward pass of a shape.
#include <fmt/format.h>
#include <unistd.h>

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "cli/commands/command.hpp"
#include "cli/commands/grad/backward_pass.hpp"
#include "cli/commands/grad/check_report.hpp"
#include "cli/commands/grad/parameter_table.hpp"
#include "cli/commands/grad/upstream.hpp"
#include "cli/options/values.hpp"
#include "cli/outputs/sound_output.hpp"
#include "cli/outputs/table_output.hpp"
#include "cli/pipeline/input_end.hpp"
#include "cli/pipeline/overlap.hpp"
#include "cli/shapes/alias_free.hpp"
#include "cli/shapes/shape_request.hpp"
#include "cli/sources/source_request.hpp"
#include "io/file/error.hpp"
#include "io/file/place.hpp"
#include "io/sound/container.hpp"

namespace rectify::cli {
namespace {

std::optional<Loss> parse_loss(const std::string& name) {
  for (const Loss loss : {Loss::kMse, Loss::kMae}) {
    if (name == name_of(loss)) return loss;
  }
  return std::nullopt;
}

class Grad : public Job {
 public:
  explicit Grad(const ShapeRow& row) : row_(&row), shape_(row.make()) {}

  void declare(OptionList& options) override;
  void check(const OptionList& options) override;
  void run(const Context& context) override;

 private:
  [[nodiscard]] std::vector<Place> inputs() const;
  [[nodiscard]] std::vector<Place> outputs() const;
  [[nodiscard]] ShapeUse use() const {
    return {.generated = source_.generated(), .parameters = parameters_ || check_};
  }
  [[nodiscard]] std::unique_ptr<Sink> open_rows(const Signal& x, const GradientColumns& columns,
                                                bool upstream_of_floats, const Context& context);
  [[nodiscard]] static std::unique_ptr<Sink> open_samples(SoundOutput& sound,
                                                          const Context& context);
  void check_start(const Signal& start, const Context& context);
  void fit(Signal& x, ReferenceSignal& target, ParameterTable* table, const Context& context);
  [[nodiscard]] std::unique_ptr<Upstream> upstream(Signal& x, ReferenceSignal* reference) const;
  void report_parameters(const BackwardPass& pass, const Report& report) const;

  const ShapeRow* row_;
  SourceRequest source_;
  std::unique_ptr<ShapeRequest> shape_;
  OutputRequest output_;
  std::optional<std::string> upstream_;
  std::optional<std::string> target_;
  Loss loss_ = Loss::kMse;
  double at_zero_ = 0;
  std::optional<std::string> parameters_;
  bool check_ = false;
};

void Grad::declare(OptionList& options) {
  constexpr Group kGroup = Group::kGradient;
  source_.declare(options, SourceRequest::Inputs::kAny, row_->needs_angle);
  options.value(kGroup, "--upstream", "FILE",
                "∂e/∂y: a sound or table of as many frames and channels (ones)", text(upstream_));
  options.value(kGroup, "--target", "FILE",
                "what y should be, a sound or table too: e is the loss against it", text(target_));
  options.value(kGroup, "--loss", "mse|mae", "the mean of (y - target)² or of |y - target| (mse)",
                one_of(loss_, {"mse", "mae"}, parse_loss));
  options.value(kGroup, "--at-zero", "0|0.5|1", "the slope of relu at its kink (0)",
                value_of(at_zero_, "one of 0 0.5 1", parse_plain,
                         [](double s) { return s == 0 || s == 0.5 || s == 1; }));
  options.value(kGroup, "--parameters", "FILE.csv",
                "write the parameters of the shape and their gradients", text(parameters_));
  options.flag(kGroup, "--check", "compare every derivative with central differences", check_);
  shape_->declare(options, Direction::kBackward);
  output_.declare(options, OutputRequest::Of::kGradient);
}

void Grad::check(const OptionList& options) {
  source_.check(options);
  options.exclude({"--upstream", "--target"});
  options.require(target_.has_value(), {"--loss"}, "without --target");
  check_alias_free(options, source_.on_line());
  options.require(!options.given("--alias-free"), {"--at-zero"},
                  "with --alias-free: between the samples no time is spent on a kink");
  shape_->check(options);
  output_.check(options, parameters_ && !io::named_descriptor(*parameters_, STDOUT_FILENO));
  options.require(
      !source_.on_line() || output_.needs_rate() || output_.is_unknown(), {"--rate"},
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
  std::vector<Place> places = {output_.place()};
  if (parameters_) places.push_back({"--parameters", *parameters_});
  return places;
}

/// A table of all columns.
std::unique_ptr<Sink> Grad::open_rows(const Signal& x, const GradientColumns& columns,
                                      bool upstream_of_floats, const Context& context) {
  // Plain half and full select: what comes out of floats are floats.
  const bool exact = shape_->exact().has_value();
  std::vector<bool> single(columns.count());
  for (std::size_t c = 0; c < columns.inputs(); ++c) {
    single[columns.input(c)] = x.of_floats();
    single[columns.gradient(c)] = upstream_of_floats && exact;
  }
  for (std::size_t c = 0; c < columns.results(); ++c) {
    single[columns.result(c)] = x.of_floats() && exact;
    single[columns.upstream(c)] = upstream_of_floats;
  }
  auto all = io::output_columns(x.format(), columns.names(std::string(row_->name)),
                                !output_.table().no_axis);
  for (io::OutputColumn& column : all) {
    if (column.from == io::OutputColumn::From::kOutput) column.single = single[column.index];
  }
  return overlapped(open_table(output_, x, std::move(all), context));
}

/// The gradient alone.
std::unique_ptr<Sink> Grad::open_samples(SoundOutput& sound, const Context& context) {
  auto writer = sound.create(context);
  if (sound.format().container->plain == nullptr) writer = overlapped(std::move(writer));
  return sound.sink(std::move(writer), nullptr);
}

/// Fits the shape's parameters before their gradient is taken. All samples are kept in memory,
/// since the descent goes through them at every step.
void Grad::fit(Signal& x, ReferenceSignal& target, ParameterTable* table, const Context& context) {
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
  x.frames().rewind();
  target.rewind();
  const FitOutcome outcome = shape_->fit({inputs, targets, loss_, at_zero_});
  if (outcome.finite) return Report::result("fit: " + outcome.words);
  const BackwardParts last = shape_->backward(x, use(), context);
  if (table != nullptr) table->write(last.passes->parameters(), {});
  throw io::Error(
      io::ExitStatus::kFailed,
      fmt::format("fit: {}{}; try a smaller --learning-rate", outcome.words,
                  parameters_ ? ", and " + *parameters_ + " has the last that were" : ""));
}

std::unique_ptr<Upstream> Grad::upstream(Signal& x, ReferenceSignal* reference) const {
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
  return std::make_unique<LossAgainst>(*reference, loss_, samples);
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
  if (!is_text(output_.format())) {
    SoundOutput(output_, start, nullptr, start.channels()).check_format();
  }
}

void Grad::run(const Context& context) {
  check_inputs(inputs(), context);
  check_outputs(outputs(), output_.folder_cure(), context);
  std::optional<io::Output> parameters;
  const auto claim_outputs = [&] {
    output_.claim(context);
    if (parameters_ && !parameters) parameters.emplace(output_.open_beside(*parameters_, context));
  };

  shape_->open(context);
  SignalNeeds needs;
  needs.axis = output_.axis();
  needs.rate = output_.needs_rate() || shape_->needs_rate(use());
  needs.rate_if_any = upstream_ || target_;
  needs.second_pass = target_.has_value();
  Signal x = source_.open(needs, context, [&](Signal* start) {
    for (const auto& beside : {upstream_, target_}) {
      if (beside) check_readable({"", *beside}, context);
    }
    claim_outputs();
    if (start != nullptr) check_start(*start, context);
  });
  std::optional<ReferenceSignal> reference;
  if (upstream_ || target_) {
    reference.emplace(target_ ? *target_ : *upstream_, x, shape_->result_names(x).size(),
                      shape_->fits(), source_.spooling(), context,
                      [&](Signal* /*start*/) { claim_outputs(); });
  }
  source_.check_found(x, needs);
  BackwardParts parts = shape_->backward(x, use(), context);

  std::optional<SoundOutput> sound;
  if (!is_text(output_.format())) sound.emplace(output_, x, nullptr, x.channels());
  const GradientColumns columns(x.format().names, shape_->result_names(x), parts.has_mask);
  const bool upstream_of_floats = upstream_ && reference->signal().of_floats();
  const auto sink =
      sound ? open_samples(*sound, context) : open_rows(x, columns, upstream_of_floats, context);
  claim_outputs();
  std::optional<ParameterTable> table;
  if (parameters_) table.emplace(parts.names, std::move(*parameters));
  ParameterTable* to = table ? &*table : nullptr;
  context.report.tell("grad " + std::string(row_->name) + ": in double precision");

  if (shape_->fits()) {
    fit(x, *reference, to, context);
    parts = shape_->backward(x, use(), context);
  }
  const auto gradient_of_y = upstream(x, reference ? &*reference : nullptr);
  BackwardPass pass(std::move(parts), columns, *gradient_of_y,
                    {.at_zero = at_zero_,
                     .rows = output_.is_table(),
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
  if (check_) report_check(pass.check());
  const auto [values, gradients] = pass.parameters();
  if (table) table->write(values, gradients);
  sink->finish(context.report);
  context.report.tell(output_.name() + ": " + counted(frames, "frame") + " written");
}

}  // namespace

void add_grad(std::vector<Command>& commands) {
  for (const ShapeRow* row : shapes()) {
    commands.push_back({"grad " + std::string(row->name),
                        std::string(row->gradient_formula),
                        std::string(row->gradient_summary),
                        {row->gradient_examples.begin(), row->gradient_examples.end()},
                        [row] { return std::make_unique<Grad>(*row); },
                        "∂e/∂x from ∂e/∂y: the backward pass of a shape"});
  }
}

}  // namespace rectify::cli
