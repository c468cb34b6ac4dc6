// Generated waves as frames: as a source, or in the place of the frames that a stage takes.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "cli/sources/axis_text.hpp"
#include "cli/sources/wave.hpp"
#include "io/frames.hpp"
#include "rectify/sources/generator.hpp"
#include "rectify/stages/stage.hpp"

namespace rectify::cli {

/// Makes the generator of a channel whose phase is given, in turns.
using MakeGenerator = std::function<std::unique_ptr<Generator>(double phase)>;

/// The channels of a wave, rendered side by side. A channel whose wave repeats soon is computed
/// once.
class Channels {
 public:
  Channels(const Wave& wave, const MakeGenerator& make);

  [[nodiscard]] std::size_t count() const { return count_; }

  /// Fills `block`, whole frames with their channels interleaved, from frame `first` on.
  void render(std::int64_t first, std::span<double> block);

 private:
  std::vector<std::unique_ptr<Generator>> generators_;  // of the first channels
  std::size_t count_;  // the channels beyond the generators copy the last one
  std::vector<double> channel_;
};

/// The samples of a wave. Where `samples` is false nobody looks at them: the frames have the right
/// number of samples, of any value.
[[nodiscard]] std::unique_ptr<io::Source> generated_source(const Wave& wave, AxisText axis,
                                                           bool samples);

/// A stage that puts in the place of each frame what the generators have for it: for shapes that
/// are a function of the wave's angle and not of its samples.
class GeneratedStage : public Stage {
 public:
  /// `channels_in` is the number of channels that come in; as many as the wave has go out.
  GeneratedStage(const Wave& wave, const MakeGenerator& make, std::size_t channels_in)
      : channels_(wave, make), channels_in_(channels_in) {}
  void process(Block& block) override {
    const std::size_t frames = block.size() / channels_in_;
    block.resize(frames * channels_.count());
    channels_.render(next_, block);
    next_ += static_cast<std::int64_t>(frames);
  }
  void reset() override { next_ = 0; }

 private:
  Channels channels_;
  std::size_t channels_in_;
  std::int64_t next_ = 0;
};

}  // namespace rectify::cli
