// The result as sound.
#pragma once

#include <memory>

#include "cli/outputs/output_request.hpp"
#include "cli/outputs/sink.hpp"
#include "io/sound/sample_io.hpp"

namespace rectify::cli {

/// The sound that comes out, before a frame of it is written.
class SoundOutput {
 public:
  /// Decides what the sound will be. `like`, if not null, is the sound whose encoding, channel map
  /// and metadata it keeps, unless the request says otherwise; it must outlive this.
  /// Throws io::Error: kOutput where the format can't hold it, kUsage where the rate is not known.
  SoundOutput(const OutputRequest& request, const Signal& signal, const io::SampleReader* like,
              std::size_t channels);

  [[nodiscard]] const io::SoundFormat& format() const { return format_; }

  /// Opens the output and writes the head of the file. The writer must not outlive this.
  [[nodiscard]] std::unique_ptr<io::SampleWriter> create(const Context& context) const;

  /// Encodes frames for that writer. The sink must not outlive this.
  [[nodiscard]] std::unique_ptr<Sink> sink(std::unique_ptr<io::SampleWriter> writer) const;

  /// Warns of metadata that can't go along. After the last frame, since a pipe may have some of it
  /// after its samples.
  void report_metadata(const Report& report) const;

 private:
  const OutputRequest* request_;
  const Signal* signal_;
  const io::SampleReader* like_;
  io::SoundFormat format_;
};

}  // namespace rectify::cli
