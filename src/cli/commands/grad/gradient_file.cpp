// The backward pass as a table of all columns, or its gradient as a sound.
#include <optional>
#include <string>
#include <utility>

#include "cli/commands/grad/gradient_output.hpp"
#include "cli/outputs/output_request.hpp"
#include "cli/outputs/sound_output.hpp"
#include "cli/outputs/table_output.hpp"
#include "cli/pipeline/overlap.hpp"
#include "io/sound/container.hpp"

namespace rectify::cli {
namespace {

class GradientFile : public GradientOutput {
 public:
  explicit GradientFile(std::string_view shape) : shape_(shape) {}

  void declare(OptionList& options) override {
    request_.declare(options, OutputRequest::Of::kGradient);
  }
  void check(const OptionList& options, bool another_file) override {
    request_.check(options, another_file);
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
  void claim(const Context& context) override { request_.claim(context); }
  [[nodiscard]] io::Output open_beside(const std::string& path,
                                       const Context& context) const override {
    return request_.open_beside(path, context);
  }
  [[nodiscard]] std::unique_ptr<Sink> open(const Signal& x, bool has_mask,
                                           const Context& context) override {
    return is_text(request_.format()) ? open_rows(x, has_mask, context) : open_samples(x, context);
  }

 private:
  [[nodiscard]] std::unique_ptr<Sink> open_rows(const Signal& x, bool has_mask,
                                                const Context& context) {
    std::vector<std::string> names;
    for (const std::string& name : x.format().names) {
      names.push_back(name);
      names.push_back(name + "_" + shape_);
      if (has_mask) names.push_back(name + "_mask");
      names.push_back(name + "_upstream");
      names.push_back(name + "_grad");
    }
    const auto columns = io::output_columns(x.format(), names, !request_.table().no_axis);
    return overlapped(open_table(request_, x, columns, false, context));
  }

  [[nodiscard]] std::unique_ptr<Sink> open_samples(const Signal& x, const Context& context) {
    sound_.emplace(request_, x, nullptr, x.channels());
    auto writer = sound_->create(context);
    if (sound_->format().container->plain == nullptr) writer = overlapped(std::move(writer));
    return sound_->sink(std::move(writer), nullptr);
  }

  std::string shape_;
  OutputRequest request_;
  std::optional<SoundOutput> sound_;
};

}  // namespace

std::unique_ptr<GradientOutput> gradient_file(std::string_view shape) {
  return std::make_unique<GradientFile>(shape);
}

}  // namespace rectify::cli
