// Reads a sound from a stranger, writes it in any container, reads that again and writes it once
// more: what could be read comes out whole, in every container, with what stands beside the
// samples. An input holds six choices, a byte each, then the file.
#include <algorithm>
#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "fuzz/begin.hpp"
#include "fuzz/check.hpp"
#include "fuzz/memory_disk.hpp"
#include "fuzz/mended_pages.hpp"
#include "io/file/output.hpp"
#include "io/sound/container.hpp"
#include "io/sound/sound_reader.hpp"
#include "io/sound/sound_writer.hpp"
#include "rectify/samples/codec.hpp"

namespace {

namespace io = rectify::io;
using fuzz::check;

/// Few, since the coders of Vorbis and Opus are slow.
constexpr std::size_t kMostCoded = 3000;
/// What a few bytes may promise, silence without end among it, is not worth more than this: as a
/// rule, and where there is time.
constexpr std::size_t kMostPlain = 20'000;
constexpr std::size_t kMostInTime = 300'000;

struct Sound {
  io::SoundFormat format;
  rectify::SampleFormat samples;
  std::vector<std::byte> bytes;  ///< whole frames
  bool whole = true;             ///< nothing was left unread
  std::uint64_t frames() const {
    return bytes.size() / (format.channels * rectify::bytes_per_sample(samples.type));
  }
  std::vector<double> values() const {
    std::vector<double> result(bytes.size() / rectify::bytes_per_sample(samples.type));
    rectify::decode(samples, bytes, result);
    return result;
  }
};

/// Reads up to so many samples, so many frames at a time.
Sound read(io::SampleReader& reader, std::size_t most, std::size_t frames) {
  Sound sound{reader.sound(), reader.samples(), {}, true};
  const std::size_t frame = sound.format.channels * rectify::bytes_per_sample(sound.samples.type);
  constexpr std::size_t kMostBytes = std::size_t{64} * 1024;
  std::vector<std::byte> block(frame * std::clamp<std::size_t>(kMostBytes / frame, 1, frames));
  while (const std::size_t got = reader.read(block)) {
    check(got <= block.size() && got % frame == 0, "read() gives parts of frames");
    sound.bytes.insert(sound.bytes.end(), block.begin(),
                       block.begin() + static_cast<std::ptrdiff_t>(got));
    if (sound.frames() * sound.format.channels > most) {
      sound.whole = false;
      break;
    }
  }
  if (sound.whole) {
    check(reader.frames_read() == sound.frames(), "frames_read() counts other frames than came");
    check(reader.read(block) == 0, "something comes after the end");
  }
  static_cast<void>(reader.missing_frames());
  static_cast<void>(io::words_for(reader.damage()));
  return sound;
}

/// The file that holds the sound; no such file where the container refuses it.
bool write(fuzz::MemoryDisk& disk, const std::string& name, const io::SoundFormat& to,
           const Sound& sound, const io::Metadata& metadata) {
  try {
    const auto writer =
        io::create_sound(io::Output::open(disk, name, io::Output::Existing::kRefuse), to, metadata);
    const auto values = sound.values();
    std::vector<std::byte> bytes(values.size() * rectify::bytes_per_sample(writer->samples().type));
    const io::Encoding& from = *sound.format.encoding;
    if (!to.container->lossy && sound.samples == writer->samples() && &from == to.encoding) {
      bytes = sound.bytes;
    } else if (!to.container->lossy &&
               (io::same_codes(from, *to.encoding) || io::holds_shifted(*to.encoding, from))) {
      rectify::convert(sound.samples, sound.bytes, writer->samples(), bytes);
    } else {
      // As the program does it: coders take no sample that is far beyond full scale.
      const double limit = to.container->lossy ? 1024 : std::numeric_limits<double>::infinity();
      rectify::Encoder encoder(writer->samples(), to.encoding->bits, false, limit);
      encoder.encode(values, bytes);
    }
    writer->write(bytes);
    writer->finish();
    return true;
  } catch (const io::Error& error) {
    check(error.status() == io::ExitStatus::kOutput, error.what());
    return false;
  }
}

bool same(const std::vector<double>& a, const std::vector<double>& b) {
  return a.size() == b.size() &&
         (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0);
}

/// Whether each comment of one is among those of the other, by itself or joined to others of its
/// key; but for those that say how the file was coded.
void check_comments(const io::Metadata& before, const io::Metadata& after) {
  const auto text_of = [](const io::Comment& comment) {  // a zero byte goes as a blank
    std::string text(comment.text());
    std::replace(text.begin(), text.end(), '\0', ' ');
    return text;
  };
  for (const io::Comment& comment : before.comments) {
    if (comment.key() == io::kEncoderKey || comment.key() == io::kSpeakersKey) continue;
    const bool kept = std::any_of(after.comments.begin(), after.comments.end(), [&](const auto& c) {
      return text_of(c).find(text_of(comment)) != std::string::npos;
    });
    check(kept, "a comment is lost unnamed: " + comment.entry);
  }
  check(after.pictures.size() >= before.pictures.size(), "a picture is lost unnamed");
}

/// Whatever it is, each container has chunks and words for it.
void prepare_for_all(const io::SoundFormat& from, const io::Metadata& metadata) {
  for (const io::Container* container : io::containers()) {
    io::SoundFormat to = from;
    to.container = container;
    static_cast<void>(io::dropped_metadata(metadata, from, to));
    static_cast<void>(io::chunks_for(to, metadata));
  }
}

/// Reads what was written, from a file and from a pipe, and holds it against what it was made of.
void read_again(fuzz::MemoryDisk& disk, const std::string& name, const Sound& wrote,
                const io::SoundFormat& to, const io::Metadata& metadata, bool all_kept) {
  const auto reader = io::open_sound(io::Input::open(disk, name), std::nullopt);
  const Sound back = read(*reader, 2 * kMostInTime, 1000);
  check(!reader->damage().any(), "what was written is damaged");
  check(back.format.channels == to.channels, "other channels come back");
  if (to.container->lossy) return;
  check(reader->missing_frames() == 0, "frames are missing in what was written");
  check(back.frames() == wrote.frames(), "other frames come back");
  check(back.format.rate == to.rate, "another rate comes back");
  const io::Encoding& from = *wrote.format.encoding;
  if (to.encoding->bits >= from.bits && to.encoding->kind == from.kind &&
      (to.encoding == &from || from.kind != io::Encoding::Kind::kCompanded)) {
    check(same(back.values(), wrote.values()), "other samples come back");
  }
  if (all_kept) check_comments(metadata, reader->metadata());
  disk.put("again pipe", disk.bytes(name), true);
  const auto piped = io::open_sound(io::Input::open(disk, "again pipe"), std::nullopt);
  check(same(read(*piped, 2 * kMostInTime, 700).values(), back.values()),
        "a pipe gives other samples than the file");
  if (!write(disk, "third", to, back, reader->metadata())) return check(false, "refused again");
  check(disk.bytes(name) == disk.bytes("third"), "written again it is another file");
}

/// One execution in sixteen, by chance, but for the same input always the same: what takes long is
/// done in these alone.
bool has_time(const std::string& file) { return std::hash<std::string>()(file) % 16 == 0; }

void run(fuzz::Choices& choices) {
  fuzz::MemoryDisk disk;
  const bool time = has_time(choices.rest());
  const io::Container& container = *io::containers()[choices.of(io::containers().size())];
  const bool piped = choices.yes();
  disk.set_stint(piped ? std::size_t{1} << choices.of(14) : ~std::size_t{0});
  const std::size_t encoding = choices.of(container.encodings.size() + 1);
  const std::size_t block = std::size_t{1} << choices.of(13);
  const bool mended = choices.yes();
  disk.put("in", mended ? fuzz::with_mended_pages(choices.rest()) : choices.rest(), piped);

  const auto reader = io::open_sound(io::Input::open(disk, "in"), std::uint64_t{1} << 24U);
  const std::size_t most = container.plain == nullptr ? kMostCoded
                           : time                     ? kMostInTime
                                                      : kMostPlain;
  const Sound sound = read(*reader, most, block);
  if (time) prepare_for_all(sound.format, reader->metadata());

  io::SoundFormat to = sound.format;
  to.container = &container;
  to.encoding =
      encoding == 0 ? &container.encoding_like(sound.format) : container.encodings[encoding - 1];
  to.frames = sound.frames();
  disk.set_stint(~std::size_t{0});
  if (io::refusal(to) || container.rateless || sound.bytes.empty()) return;
  if (container.lossy && !time) return;
  if (!write(disk, "out", to, sound, reader->metadata())) return;
  const bool all_kept = reader->metadata().too_large.empty() && sound.whole &&
                        io::dropped_metadata(reader->metadata(), sound.format, to).empty();
  read_again(disk, "out", sound, to, reader->metadata(), all_kept);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Choices choices(data, size);
  try {
    run(choices);
  } catch (const io::Error&) {  // refused, in words
  }
  return 0;
}
