// The comments of Ogg Vorbis and Opus, of which libsndfile reads and writes ten.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "io/sound/metadata.hpp"
#include "io/sound/ogg/ogg_stream.hpp"
#include "io/sound/sndfile_writer.hpp"

namespace rectify::io {

extern const MetadataFamily kOggMetadata;

/// Adds to the metadata the comments of an Ogg Vorbis or Opus file, from the packet that holds
/// them. False: these are none.
bool take_comment_packet(const ogg_packet& packet, OggCoding coding, Metadata& metadata);

/// The comments for Ogg Vorbis or Opus, pictures among them.
[[nodiscard]] std::vector<std::string> ogg_entries(const Metadata& metadata);

/// Puts comments into an Ogg stream as it is written, in place of those that the encoder wrote:
/// the header's pages are made anew, and the pages after it numbered as they then are. The stream
/// gets a serial number that is always the same.
class OggHeader : public HeaderRewriter {
 public:
  explicit OggHeader(std::vector<std::string> entries);
  OggHeader(const OggHeader&) = delete;
  OggHeader& operator=(const OggHeader&) = delete;
  ~OggHeader() override;

  [[nodiscard]] bool wants_more() const override { return true; }
  /// Gives whole pages.
  [[nodiscard]] std::vector<std::byte> feed(std::span<const std::byte> bytes) override;
  [[nodiscard]] bool hides_a_frame() override;
  /// Nothing comes back to any place.
  [[nodiscard]] std::uint64_t moved(std::uint64_t place) const override { return place; }

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace rectify::io
