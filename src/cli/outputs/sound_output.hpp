// The result as sound.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "cli/outputs/output_request.hpp"
#include "cli/outputs/sink.hpp"
#include "io/sound/sample_io.hpp"

namespace rectify::cli {

/// The options that would lower the result by `decibels`, each with its value.
using LowerBy = std::function<std::vector<std::string>(double decibels)>;

/// The sound that comes out, before a frame of it is written.
class SoundOutput {
 public:
  /// Decides what the sound will be. `like`, if not null, is the sound whose encoding, channel map
  /// and metadata it keeps, unless the request says otherwise; it must outlive this.
  /// Throws io::Error kUsage where the rate is not known.
  SoundOutput(OutputRequest& request, const Signal& signal, const io::SampleReader* like,
              std::size_t channels);

  [[nodiscard]] const io::SoundFormat& format() const { return format_; }

  /// Throws io::Error kUsage where --dither or --fail-on-clip has nothing to do. `unclipped`: the
  /// result can't pass full scale; `exact`: it goes out sample for sample in the input's own type,
  /// or loses no bits in another.
  void check(bool unclipped, bool exact) const;

  /// Throws io::Error kOutput where the format can't hold the sound.
  void check_format();

  /// Opens the output and writes the head of the file. The writer must not outlive this.
  /// Throws io::Error kOutput where the format can't hold the sound, or the file can't be made.
  [[nodiscard]] std::unique_ptr<io::SampleWriter> create(const Context& context);

  /// Encodes frames for that writer. The sink must not outlive this. `lower_by` gives advice where
  /// samples clip; null: the command has no such options.
  [[nodiscard]] std::unique_ptr<Sink> sink(std::unique_ptr<io::SampleWriter> writer,
                                           LowerBy lower_by) const;

  /// Warns of metadata that can't go along. After the last frame, since a pipe may have some of it
  /// after its samples.
  void report_metadata(const Report& report) const;

 private:
  OutputRequest* request_;
  const Signal* signal_;
  const io::SampleReader* like_;
  io::SoundFormat format_;
};

}  // namespace rectify::cli
