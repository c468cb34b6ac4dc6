// The table of sound containers. Everything that is known of a container is in its row, in the
// container's own folder. Code outside that folder asks the row and never which container it is.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "io/file/input.hpp"
#include "io/file/output.hpp"
#include "io/sound/chunks.hpp"
#include "io/sound/metadata_family.hpp"
#include "io/sound/sample_io.hpp"
#include "io/sound/sound_format.hpp"

namespace rectify::io {

/// What follows the head of a file. Heads are equally long for all values of these numbers, except
/// for `room`.
struct Extent {
  std::optional<std::uint64_t> data;  ///< bytes of samples; nullopt: until the end of the file
  std::uint64_t after = 0;            ///< bytes of padding and chunks after the samples
  bool after_known = true;            ///< else there may be more of these
  bool room = false;                  ///< leave room for the sizes of the larger container

  bool operator==(const Extent&) const = default;
};

/// How a container stores plain samples.
struct PlainRules {
  std::endian order = std::endian::little;  ///< byte order of the samples
  bool any_order = false;                   ///< SoundFormat::order overrides that
  std::optional<ChunkStyle> chunks = {};  ///< style of chunks after the samples; nullopt: no chunks
  bool pads_last = true;                  ///< the last chunk is padded like the others
  bool small = false;                     ///< its sizes have 32 bits
  const Container* larger = nullptr;      ///< what it becomes in place where it exceeds 4 GiB

  /// Makes all that stands before the first sample.
  std::vector<std::byte> (*head)(const SoundFormat& sound, const std::vector<Chunk>& chunks,
                                 const Extent& extent) = nullptr;
};

/// A row of the table. Two rows are the same where their addresses are.
struct Container {
  std::string_view name;                         ///< in messages: "WAV"
  std::string_view format;                       ///< for --format: "wav"
  std::span<const std::string_view> extensions;  ///< ".wav", the one to advertise first

  /// What its files begin with, '.' being any byte, where that may look like the text of a table:
  /// where there are control characters within the first 12 bytes it can't.
  std::span<const std::string_view> magic = {};

  bool lossy = false;     ///< does not give back the samples that it took
  bool streams = false;   ///< can be written where the output can't seek and the length is unknown
  bool rateless = false;  ///< does not say how fast the samples go
  bool appends = false;   ///< what the shell appends (>>) to an empty file is as good as a file
  std::span<const Encoding* const> encodings = {};
  const MetadataFamily* metadata = nullptr;  ///< null: it holds no metadata

  const PlainRules* plain = nullptr;  ///< null: its samples are coded

  /// Why it can't hold a sound with these channels, this rate and this encoding: "can't hold more
  /// than 8 channels", to follow its name. Nullopt: it can. Encodings that are not in `encodings`
  /// need not be spoken of.
  std::optional<std::string> (*refusal)(const SoundFormat& sound) = nullptr;

  /// Opens a sound of this container; the input stands at its start. Returns null where it is not
  /// of this container; the input can start over then. Where decoding needs a seekable input, a
  /// pipe is spooled, up to `spool_limit` bytes (Input::make_seekable). Throws io::Error kInput
  /// where the head is damaged, or the sound is of a kind that is not read. Null: its files can't
  /// be recognized.
  std::unique_ptr<SampleReader> (*open)(Input& input,
                                        std::optional<std::uint64_t> spool_limit) = nullptr;

  /// Starts the writing of a sound that it can hold (create_sound).
  std::unique_ptr<SampleWriter> (*create)(Output output, const SoundFormat& sound,
                                          const Metadata& metadata) = nullptr;

  [[nodiscard]] bool holds(const Encoding& encoding) const;

  /// The encoding for a sound that was read in another format, where the user asks for none: the
  /// same where the container is the same, else the first with the same codes or that holds them
  /// shifted left. A lossy container has one encoding only; what comes from one becomes 24 bits
  /// where this container has no floats. Where none fits, the encoding of `from`, about which
  /// refusal() has words.
  [[nodiscard]] const Encoding& encoding_like(const SoundFormat& from) const;
};

/// All containers, in the order in which messages name them and files are tried.
[[nodiscard]] std::span<const Container* const> containers();

/// The container with that name for --format, or null.
[[nodiscard]] const Container* container_named(std::string_view format);

/// The container to which the extension of a file's name belongs, in upper or lower case, or null.
[[nodiscard]] const Container* container_of(std::string_view file_name);

/// Whether bytes that look like text are the start of a sound all the same, not of a table.
[[nodiscard]] bool has_magic(std::string_view start);

/// How sound.container, which is plain, stores the samples.
[[nodiscard]] SampleFormat plain_samples(const SoundFormat& sound);

/// Why sound.container can't hold the sound, to follow its name: the words of its own refusal(), or
/// that it lacks the encoding. Nullopt: it can.
[[nodiscard]] std::optional<std::string> refusal(const SoundFormat& sound);

}  // namespace rectify::io
