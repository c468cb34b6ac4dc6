// half, full, multiphase, units: a shape applied to a signal, or to many files.
#include "cli/commands/command.hpp"
#include "cli/commands/many/many_files.hpp"
#include "cli/pipeline/forward.hpp"

namespace rectify::cli {
namespace {

class Apply : public Job {
 public:
  explicit Apply(const ShapeRow& row)
      : needs_angle_(row.needs_angle),
        many_([&row] { return std::make_unique<Apply>(row); }, "rectified") {
    request_.shape = row.make();
    request_.shape_name = row.name;
  }

  void declare(OptionList& options) override {
    request_.source.declare(options, SourceRequest::Inputs::kAny, needs_angle_);
    request_.shape->declare(options, Direction::kForward);
    request_.steps.declare(options);
    request_.output.declare(options, OutputRequest::Of::kShape);
    many_.declare(options);
  }
  void check(const OptionList& options) override {
    many_.check(options, request_.source);
    if (!many_.wanted()) request_.check(options);
  }
  void run(const Context& context) override {
    many_.wanted() ? many_.run(*request_.shape, context) : run_forward(request_, context);
  }

 private:
  ForwardRequest request_;
  bool needs_angle_;
  ManyFiles many_;
};

}  // namespace

void add_apply(std::vector<Command>& commands) {
  for (const ShapeRow* row : shapes()) {
    commands.push_back({std::string(row->name),
                        std::string(row->formula),
                        std::string(row->summary),
                        {row->examples.begin(), row->examples.end()},
                        [row] { return std::make_unique<Apply>(*row); }});
  }
}

}  // namespace rectify::cli
