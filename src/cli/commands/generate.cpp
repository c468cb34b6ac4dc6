// generate: a demo waveform that is not rectified.
#include "cli/commands/command.hpp"
#include "cli/pipeline/forward.hpp"

namespace rectify::cli {
namespace {

class Generate : public Job {
 public:
  void declare(OptionList& options) override {
    request_.source.declare(options, SourceRequest::Inputs::kNone, false);
    request_.steps.declare(options);
    request_.output.declare(options, OutputRequest::Of::kGenerator);
  }
  void check(const OptionList& options) override {
    if (!request_.source.generated()) {
      usage_error("generate what? Give --sine, --sweep, --sine-over or --ramp");
    }
    request_.check(options);
  }
  void run(const Context& context) override { run_forward(request_, context); }

 private:
  ForwardRequest request_;
};

}  // namespace

void add_generate(std::vector<Command>& commands) {
  commands.push_back(
      {"generate",
       "y = x",
       "a demo waveform, not rectified",
       {{"generate --sine 440 -o a.wav", "a second of the note a"},
        {"generate --sweep 20:20k --duration 10s -o sweep.wav", "through all frequencies"},
        {"generate --sine 50 --phase 0,120,240 --cycles 2", "a three-phase supply"}},
       [] { return std::make_unique<Generate>(); }});
}

}  // namespace rectify::cli
