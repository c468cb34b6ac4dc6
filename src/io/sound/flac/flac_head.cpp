// Reads the head of a FLAC.
#include "io/sound/flac/flac_head.hpp"

#include <array>
#include <string>
#include <utility>

#include "io/sound/comments.hpp"
#include "io/sound/flac/flac_metadata.hpp"
#include "io/sound/layout.hpp"

namespace rectify::io {

extern const Container kFlac;

FlacBlockHead FlacBlockHead::of(std::span<const std::byte> bytes) {
  constexpr std::byte kLast{0x80};
  return {(bytes[0] & kLast) != std::byte{0}, std::to_integer<unsigned>(bytes[0] & ~kLast),
          number_at(bytes.subspan(1), 3, std::endian::big)};
}

bool begins_as_flac(Input& input) {
  std::array<std::byte, 4> magic{};
  return input.read_fully(magic) == magic.size() && id_at(magic, 0) == "fLaC";
}

FlacStreamInfo read_flac_head(Input& input, Metadata& metadata) {
  const auto fail = [&](const std::string& why) {
    throw Error(ExitStatus::kInput, input.name() + ": a FLAC " + why);
  };
  std::array<std::byte, FlacBlockHead::kBytes> bytes{};
  input.read_fully(bytes);  // the magic number
  std::optional<FlacStreamInfo> info;
  FlacBlockHead head;
  while (!head.last) {
    if (input.read_fully(bytes) != bytes.size()) fail("that ends within its metadata");
    head = FlacBlockHead::of(bytes);
    if (!info) {
      std::vector<std::byte> content(FlacStreamInfo::kBytes);
      if (head.type != 0 || head.length < content.size() ||
          input.read_fully(content) != content.size()) {
        fail("that does not begin with what its samples are");
      }
      info = FlacStreamInfo::of(content);
      check_sound(input, info->channels, info->rate);
      if (info->bits < 4) fail("whose samples would have " + std::to_string(info->bits) + " bits");
      input.skip(head.length - content.size());
      continue;
    }
    std::vector<std::byte> content(head.length);  // 16 MiB at most
    if (input.read_fully(content) != content.size()) fail("that ends within its metadata");
    take_flac_block(head.type, std::move(content), metadata);
  }
  finish_flac_blocks(metadata);
  metadata.channels = info->channels;
  return *info;
}

SoundFormat sound_of(const FlacStreamInfo& info, const Metadata& metadata) {
  SoundFormat sound;
  sound.container = &kFlac;
  sound.encoding = &signed_integers(info.bits);
  sound.channels = info.channels;
  sound.rate = info.rate;
  sound.speakers = speakers_in(metadata);
  if (sound.speakers == 0 && sound.channels > 2) sound.speakers = usual_speakers(sound.channels);
  return sound;
}

}  // namespace rectify::io
