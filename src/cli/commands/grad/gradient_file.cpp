// The backward pass as a table of all columns, or its gradient as a sound.
#include <fmt/format.h>
#include <unistd.h>

#include <optional>
#include <string>
#include <utility>

#include "cli/commands/grad/gradient_output.hpp"
#include "cli/outputs/output_request.hpp"
#include "cli/outputs/sound_output.hpp"
#include "cli/outputs/table_output.hpp"
#include "cli/pipeline/overlap.hpp"
#include "io/file/error.hpp"
#include "io/file/place.hpp"
#include "io/sound/container.hpp"
#include "io/table/fields.hpp"

namespace rectify::cli {
namespace {

class GradientFile : public GradientOutput {
 public:
  explicit GradientFile(std::string_view shape) : shape_(shape) {}

  void declare(OptionList& options) override {
    request_.declare(options, OutputRequest::Of::kGradient);
    options.flag(Group::kGradient, "--json", "the figures of --check as JSON on standard output",
                 json_);
  }
  void check(const OptionList& options, bool another_file) override {
    request_.check(options, another_file);
    options.require(options.given("--check"), {"--json"}, "without --check");
    if (json_ && io::named_descriptor(request_.place().path, STDOUT_FILENO)) {
      usage_error("--json and the output can't both be standard output: say -o FILE");
    }
  }
  [[nodiscard]] std::vector<Place> places() const override { return {request_.place()}; }
  [[nodiscard]] std::string folder_cure() const override { return request_.folder_cure(); }
  [[nodiscard]] std::string name() const override { return request_.name(); }
  [[nodiscard]] SignalNeeds needs() const override {
    return {.axis = request_.axis(), .rate = request_.needs_rate()};
  }
  [[nodiscard]] bool may_need_rate() const override {
    return request_.needs_rate() || request_.is_unknown();
  }
  [[nodiscard]] bool takes_rows() const override { return request_.is_table(); }
  [[nodiscard]] bool check_as_json() const override { return json_; }
  void claim(const Context& context) override { request_.claim(context); }
  [[nodiscard]] io::Output open_beside(const std::string& path,
                                       const Context& context) const override {
    return request_.open_beside(path, context);
  }
  void check_start(const Signal& start) override {
    if (is_text(request_.format())) return;
    SoundOutput(request_, start, nullptr, start.channels()).check_format();
  }
  [[nodiscard]] std::unique_ptr<Sink> open(const Signal& x, const GradientColumns& columns,
                                           const FromFloats& floats,
                                           const Context& context) override {
    return is_text(request_.format()) ? open_rows(x, columns, floats, context)
                                      : open_samples(x, context);
  }

 private:
  [[nodiscard]] std::unique_ptr<Sink> open_rows(const Signal& x, const GradientColumns& columns,
                                                const FromFloats& floats, const Context& context) {
    if (const std::size_t most = context.limits.of(io::kMostFields); columns.count() > most) {
      throw io::Error(io::ExitStatus::kOutput,
                      fmt::format("{}: its table would have {} columns, more than the {} that one "
                                  "may have; --column picks some signals{}",
                                  request_.name(), columns.count(), most,
                                  io::Limits::cure(io::kMostFields, columns.count())));
    }
    std::vector<bool> single(columns.count());
    for (std::size_t c = 0; c < columns.inputs(); ++c) {
      single[columns.input(c)] = x.of_floats();
      single[columns.gradient(c)] = floats.upstream && floats.exact;
    }
    for (std::size_t c = 0; c < columns.results(); ++c) {
      single[columns.result(c)] = x.of_floats() && floats.exact;
      single[columns.upstream(c)] = floats.upstream;
    }
    auto all = io::output_columns(x.format(), columns.names(shape_), !request_.table().no_axis);
    for (io::OutputColumn& column : all) {
      if (column.from == io::OutputColumn::From::kOutput) column.single = single[column.index];
    }
    return overlapped(open_table(request_, x, std::move(all), context), context.jobs);
  }

  [[nodiscard]] std::unique_ptr<Sink> open_samples(const Signal& x, const Context& context) {
    sound_.emplace(request_, x, nullptr, x.channels());
    return overlapped(sound_->sink(sound_->create(context), nullptr), context.jobs,
                      sound_->format().container->plain == nullptr ? 0 : kLongBlock);
  }

  std::string shape_;
  OutputRequest request_;
  bool json_ = false;
  std::optional<SoundOutput> sound_;
};

}  // namespace

std::unique_ptr<GradientOutput> gradient_file(std::string_view shape) {
  return std::make_unique<GradientFile>(shape);
}

}  // namespace rectify::cli
