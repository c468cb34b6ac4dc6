// The comments of Ogg Vorbis and Opus, of which libsndfile reads and writes ten.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "io/file/input.hpp"
#include "io/sound/coded.hpp"
#include "io/sound/metadata.hpp"

namespace rectify::io {

extern const MetadataFamily kOggMetadata;

/// Adds to the metadata the comments of an Ogg Vorbis or Opus file, as one chunk. Nothing where the
/// input is neither, or its comments are not whole. Leaves the input at any place.
void read_ogg_comments(Input& input, Metadata& metadata);

/// Puts comments into an Ogg stream as it is written, in place of those that the encoder wrote:
/// the header's pages are made anew, and the pages behind it numbered as they then are.
class OggHeader : public HeaderRewriter {
 public:
  explicit OggHeader(const std::vector<Chunk>& comments);
  OggHeader(const OggHeader&) = delete;
  OggHeader& operator=(const OggHeader&) = delete;
  ~OggHeader() override;

  [[nodiscard]] bool wants_more() const override { return true; }
  /// Gives whole pages.
  [[nodiscard]] std::vector<std::byte> feed(std::span<const std::byte> bytes) override;
  /// Nothing comes back to any place.
  [[nodiscard]] std::uint64_t moved(std::uint64_t place) const override { return place; }

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace rectify::io
