// What a sound holds whose bytes a test has made, read within the test: from a file, and from a
// pipe that gives it in pieces.
#pragma once

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "fuzz/memory_disk.hpp"
#include "io/file/error.hpp"
#include "io/file/input.hpp"
#include "io/file/output.hpp"
#include "io/sound/container.hpp"
#include "io/sound/sound_reader.hpp"
#include "io/sound/sound_writer.hpp"

namespace test {

struct ReadSound {
  std::string error;  // empty where it was read
  rectify::io::SoundFormat sound;
  rectify::io::Metadata metadata;  // of pictures the data are gone
  std::string samples;             // as the reader gives them
  std::uint64_t frames = 0;
  std::uint64_t missing = 0;
  std::string damage;  // in words

  [[nodiscard]] std::string left_out() const { return rectify::io::listed(metadata.left_out); }
};

/// From a disk's file "in".
inline ReadSound read_sound(rectify::io::Disk& disk) {
  namespace io = rectify::io;
  ReadSound read;
  try {
    const auto reader = io::open_sound(io::Input::open(disk, "in"), std::nullopt);
    read.sound = reader->sound();
    std::vector<std::byte> block(1U << 16U);
    while (const std::size_t got = reader->read(block)) {
      read.samples.append(reinterpret_cast<const char*>(block.data()), got);
    }
    CHECK(reader->read(block) == 0);  // the end stays the end
    read.frames = reader->frames_read();
    read.missing = reader->missing_frames();
    read.damage = io::words_for(reader->damage());
    const io::Metadata& metadata = reader->metadata();
    read.metadata.family = metadata.family;
    read.metadata.foreign_family = metadata.foreign_family;
    read.metadata.before = metadata.before;
    read.metadata.after = metadata.after;
    read.metadata.foreign_before = metadata.foreign_before;
    read.metadata.foreign_after = metadata.foreign_after;
    read.metadata.comments = metadata.comments;
    read.metadata.pictures = metadata.pictures;
    for (io::Picture& picture : read.metadata.pictures) picture.data = {};
    read.metadata.left_out = metadata.left_out;
    read.metadata.channels = metadata.channels;
  } catch (const io::Error& error) {
    CHECK(error.status() == io::ExitStatus::kInput);
    read.error = error.what();
  }
  return read;
}

inline ReadSound read_from_file(const std::string& bytes) {
  fuzz::MemoryDisk disk;
  disk.put("in", bytes);
  return read_sound(disk);
}

inline ReadSound read_from_pipe(const std::string& bytes) {
  fuzz::MemoryDisk disk;
  disk.put("in", bytes, true);
  disk.set_stint(5000);
  return read_sound(disk);
}

/// From both, which must be the same; of a sound that breaks off in an error they may have come to
/// other places.
inline ReadSound read_sound(const std::string& bytes) {
  ReadSound file = read_from_file(bytes);
  const ReadSound pipe = read_from_pipe(bytes);
  CHECK(pipe.error == file.error);
  const bool same = pipe.samples == file.samples || !file.error.empty();
  CHECK(same);
  CHECK(pipe.missing == file.missing);
  CHECK(pipe.damage == file.damage);
  CHECK(pipe.left_out() == file.left_out());
  return file;
}

/// What a container makes of samples as its writer takes them, in a file or in a pipe.
inline std::string written(const rectify::io::SoundFormat& sound, const std::string& samples,
                           const rectify::io::Metadata& metadata = {}, bool pipe = false) {
  namespace io = rectify::io;
  fuzz::MemoryDisk disk;
  if (pipe) disk.put("out", "", true);
  const auto writer = io::create_sound(
      io::Output::open(disk, "out", io::Output::Existing::kReplace), sound, metadata);
  if (!samples.empty()) writer->write(std::as_bytes(std::span(samples)));
  writer->finish();
  return disk.bytes("out");
}

}  // namespace test
