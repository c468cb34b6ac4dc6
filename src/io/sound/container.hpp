// The table of sound containers. All that is known of a container stands in its row, and the row in
// the container's folder; nobody else asks which container it is.
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

/// How much follows a head. The length of the head does not depend on the numbers here.
struct Extent {
  std::optional<std::uint64_t> data;  ///< bytes of samples; nullopt: until the end of file
  std::uint64_t after = 0;            ///< bytes after them: padding and chunks
  bool room = false;                  ///< the head has room to become one of 64-bit sizes
};

/// How a container holds plain samples, one after the other.
struct PlainRules {
  std::endian order = std::endian::little;  ///< of the bytes of a sample
  bool any_order = false;                   ///< SoundFormat::order is obeyed
  std::optional<ChunkStyle> chunks = {};    ///< of chunks after the samples; nullopt: it has none
  bool pads_last = true;                    ///< the last chunk is padded too
  bool small = false;                       ///< its sizes have 32 bits
  const Container* larger = nullptr;        ///< what it can become where it passes 4 GiB

  /// All that stands before the first sample.
  std::vector<std::byte> (*head)(const SoundFormat& sound, const std::vector<Chunk>& chunks,
                                 const Extent& extent) = nullptr;
};

/// One row of the table. Rows are told apart by their addresses.
struct Container {
  std::string_view name;                         ///< in messages: "WAV"
  std::string_view format;                       ///< for --format: "wav"
  std::span<const std::string_view> extensions;  ///< ".wav", the one to advertise first
  std::span<const std::string_view> magic = {};  ///< what its files begin with, where they do

  bool lossy = false;    ///< does not give back the samples that it took
  bool streams = false;  ///< can be written where the output can't seek and the length is unknown
  bool appends = false;  ///< what the shell appends (>>) to an empty file is as good as a file
  std::span<const Encoding* const> encodings = {};
  const MetadataFamily* metadata = nullptr;  ///< null: holds no metadata at all

  const PlainRules* plain = nullptr;  ///< null: the samples are coded
  int sndfile = 0;                    ///< libsndfile's number for it, where that codes it

  /// Why it can't hold such a sound (channels, rate, and what else is its own), to follow its name:
  /// "can't hold more than 8 channels"; nullopt: it can.
  std::optional<std::string> (*refusal)(const SoundFormat& sound) = nullptr;

  /// Opens a sound of this container, the input standing at its start. Null: it is another; then
  /// the input may stand anywhere, but can start over. Where decoding needs seeking, a pipe is
  /// spooled, up to `spool_limit` bytes (Input::make_seekable). Throws io::Error kInput where the
  /// head is damaged or makes no sense. No function: the container has no head to be known by.
  std::unique_ptr<SampleReader> (*open)(Input& input,
                                        std::optional<std::uint64_t> spool_limit) = nullptr;

  /// Starts such a sound, which it can hold.
  std::unique_ptr<SampleWriter> (*create)(Output output, const SoundFormat& sound,
                                          const Metadata& metadata) = nullptr;

  [[nodiscard]] bool holds(const Encoding& encoding) const;

  /// The encoding for a sound that comes from another file, where none is asked for: its own where
  /// the container is the same; else the first of the same codes, or that holds them shifted left;
  /// where this one is lossy, the only one it has; where the other is, and this one has no floats,
  /// 24 bits. Where there is none of these, that of `from`, which refusal() will speak of.
  [[nodiscard]] const Encoding& encoding_like(const SoundFormat& from) const;
};

/// All of them: in this order messages name them, and files are tried.
[[nodiscard]] std::span<const Container* const> containers();

/// The container that --format calls so, or null.
[[nodiscard]] const Container* container_named(std::string_view format);

/// The container that the extension of a file's name stands for, in any case, or null.
[[nodiscard]] const Container* container_of(std::string_view file_name);

/// Whether bytes that begin so are the start of a sound rather than of a table.
[[nodiscard]] bool has_magic(std::string_view start);

/// How a plain container stores the samples of a sound.
[[nodiscard]] SampleFormat plain_samples(const SoundFormat& sound);

/// Why sound.container can't hold the sound, to follow its name: what its own refusal() says, else
/// an encoding that it lacks; nullopt: it can.
[[nodiscard]] std::optional<std::string> refusal(const SoundFormat& sound);

}  // namespace rectify::io
