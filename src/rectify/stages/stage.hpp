// Stages in a row, through which a signal flows in blocks of frames.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "rectify/export.hpp"

namespace rectify {

/// A block of whole frames: the samples of all channels, interleaved. Of any length, also empty.
using Block = std::vector<double>;

/// Sees the whole signal once before its stage processes any of it.
class RECTIFY_API Survey {
 public:
  virtual ~Survey() = default;
  virtual void observe(std::span<const double> block) = 0;
  virtual void finish() = 0;  ///< the whole signal has been seen
};

/// One step of a chain. The samples that come out do not depend on the lengths of the blocks. A
/// stage that must know the channels is told them when it is made, and throws std::invalid_argument
/// then for none of them, and in process() for a block that ends within a frame.
class RECTIFY_API Stage {
 public:
  virtual ~Stage() = default;

  /// Takes the block and puts in its place the frames that are ready.
  virtual void process(Block& block) = 0;

  /// At the end of the signal: fills the empty block with some of the frames that are still held;
  /// leaves it empty when there are no more.
  virtual void drain(Block& /*block*/) {}

  /// How many frames come out before the one that belongs to the first frame that went in.
  [[nodiscard]] virtual std::size_t latency() const { return 0; }

  /// Forgets the signal, so that it can be sent again from its start; keeps what a survey found.
  virtual void reset() {}

  /// The survey that must be finished before process() is called; null where none is needed.
  virtual Survey* survey() { return nullptr; }
};

/// Stages in a row. The frames that come out of each stage line up with those that went in, and are
/// as many: its latency is cut off at the start, before the next stage sees it, and made up for by
/// draining at the end.
class RECTIFY_API Chain {
 public:
  /// `channels_out` is the number of channels after this stage.
  void add(std::unique_ptr<Stage> stage, std::size_t channels_out);

  [[nodiscard]] bool empty() const { return stages_.empty(); }

  /// Starts a pass over the signal. True: it is one that only surveys, and another must follow;
  /// process() and drain() then give nothing.
  bool begin_pass();

  /// Takes a block of x and puts in its place the frames that are ready. Throws std::logic_error
  /// where there are stages and no pass has begun, or the last one has been drained to its end.
  void process(Block& block);

  /// At the end of the signal: fills the block with some of the frames that are still held. False
  /// when there are no more, which ends the pass.
  bool drain(Block& block);

 private:
  struct Link {
    std::unique_ptr<Stage> stage;
    std::size_t channels_out;
    std::size_t to_skip = 0;  // samples still to cut off at the start of what comes out
  };
  static void cut_latency(Link& link, Block& block);
  void run(std::size_t from, Block& block);

  std::vector<Link> stages_;
  bool in_pass_ = false;
  std::size_t end_ = 0;       // of the stages that take part in this pass
  std::size_t surveyed_ = 0;  // stages whose survey is finished
  Survey* survey_ = nullptr;  // that this pass is for
  std::size_t draining_ = 0;  // the stage that is being drained
};

}  // namespace rectify
