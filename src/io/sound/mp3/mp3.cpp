// MP3.
#include <sndfile.h>

#include <algorithm>
#include <array>
#include <utility>

#include "io/sound/container.hpp"
#include "io/sound/mp3/mp3_reader.hpp"
#include "io/sound/mp3/old_tags.hpp"
#include "io/sound/sndfile_writer.hpp"

namespace rectify::io {

extern const Container kMp3;

namespace {

using namespace std::string_view_literals;

std::optional<std::string> refusal_of_mp3(const SoundFormat& sound) {
  constexpr std::array<std::uint64_t, 9> kRates = {8000,  11025, 12000, 16000, 22050,
                                                   24000, 32000, 44100, 48000};
  if (sound.encoding != &kFloat) return "has an encoding of its own: leave --encoding out";
  if (std::find(kRates.begin(), kRates.end(), sound.rate) == kRates.end()) {
    return "takes the rates 8, 11.025, 12, 16, 22.05, 24, 32, 44.1 and 48 kHz";
  }
  if (sound.channels > 2) return "takes one or two channels";
  return std::nullopt;
}

/// Puts tags around the stream.
class TagsAround : public HeaderRewriter {
 public:
  TagsAround(std::vector<Chunk> before, const Metadata& metadata)
      : before_(std::move(before)), metadata_(&metadata) {}

  [[nodiscard]] bool wants_more() const override { return !begun_; }
  [[nodiscard]] std::vector<std::byte> feed(std::span<const std::byte> bytes) override {
    begun_ = true;
    std::vector<std::byte> all = joined(before_);
    length_ = all.size();
    all.insert(all.end(), bytes.begin(), bytes.end());
    before_.clear();
    return all;
  }
  [[nodiscard]] std::uint64_t moved(std::uint64_t place) const override { return place + length_; }
  [[nodiscard]] std::vector<std::byte> end() override {
    std::vector<std::byte> all = joined(before_);  // where there was no stream
    for (const Chunk& tag : chunks_after(&kMp3Metadata, *metadata_)) {
      all.insert(all.end(), tag.content.begin(), tag.content.end());
    }
    return all;
  }

 private:
  static std::vector<std::byte> joined(const std::vector<Chunk>& tags) {
    std::vector<std::byte> all;
    for (const Chunk& tag : tags) all.insert(all.end(), tag.content.begin(), tag.content.end());
    return all;
  }

  std::vector<Chunk> before_;
  const Metadata* metadata_;
  bool begun_ = false;
  std::uint64_t length_ = 0;  // of the tags before the stream
};

std::unique_ptr<SampleWriter> create(Output output, const SoundFormat& sound,
                                     const Metadata& metadata) {
  return encode_by_sndfile(
      std::move(output), sound,
      {.format = SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III,
       .header = std::make_unique<TagsAround>(chunks_for(sound, metadata), metadata)});
}

constexpr std::array kExtensions = {".mp3"sv};
constexpr std::array kEncodings = {&kFloat};

}  // namespace

constinit const Container kMp3{
    .name = "MP3",
    .format = "mp3",
    .extensions = kExtensions,
    .lossy = true,
    .encodings = kEncodings,
    .metadata = &kMp3Metadata,
    .refusal = refusal_of_mp3,
    .open = open_mp3,
    .create = create,
};

}  // namespace rectify::io
