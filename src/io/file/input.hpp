// An input before anybody knows what is in it: a file, a pipe, or standard input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "io/file/file.hpp"

namespace rectify::io {

/// Bytes in order, from where the input stood when it was opened. A file can be read again from its
/// start; a pipe as long as its start is remembered, or once it has been spooled.
class Input {
 public:
  /// `path` may be "-" for standard input. Throws io::Error: kInput where it can't be opened or is
  /// a directory, kUsage for standard input at a terminal.
  static Input open(Disk& disk, const std::string& path);

  /// What the first bytes say, never the name.
  enum class Content { kEmpty, kText, kSound };
  /// Waits for enough of a pipe to tell: 12 bytes, or a line of text. Asked before the first read.
  /// `is_sound` says whether bytes that begin so are a sound even where they look like text.
  [[nodiscard]] Content content(bool (*is_sound)(std::string_view start));

  /// 0 at the end. From a pipe: what has arrived.
  std::size_t read(std::span<std::byte> to);

  /// Whether read() would give something, or say that this is the end, within that time. A file
  /// always would.
  [[nodiscard]] bool ready(int milliseconds);

  /// Waits until all of `to` is there; less at the end.
  std::size_t read_fully(std::span<std::byte> to);

  /// The next `bytes` bytes, which come again with read(); fewer at the end. Waits for them. Valid
  /// until the next call of any member.
  [[nodiscard]] std::span<const std::byte> peek(std::size_t bytes);

  /// Passes over so many bytes; says how many there were, which a file may promise and not have.
  std::uint64_t skip(std::uint64_t bytes);

  /// The first byte comes next again. Asks a seekable input, or a remembered start.
  void start_over();

  /// What was read so far is passed over for good: the input starts here from now on. Asked before
  /// forget_start().
  void begin_here();

  /// Bytes that stood before the start and are no part of the sound, for whoever understands them.
  std::vector<std::byte> preface;

  /// From now on a pipe's bytes are not kept: it can't start over any more. Before that, all that
  /// was read of it is in memory; beyond 1 MiB read() throws io::Error kInput.
  void forget_start();

  [[nodiscard]] bool seekable() const { return seekable_; }

  /// Makes a pipe seekable: takes all of it, to its end, into a temporary file without a name.
  /// Throws io::Error kFailed where that would take more than `limit` bytes; nullopt: nine tenths
  /// of what is free in the folder of temporary files.
  void make_seekable(std::optional<std::uint64_t> limit);

  /// These ask a seekable input; offsets count from its start.
  void seek(std::uint64_t offset);
  [[nodiscard]] std::uint64_t position();
  [[nodiscard]] std::uint64_t size();

  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  Input(File file, std::string name);

  File file_;
  std::string name_;
  bool seekable_;
  std::uint64_t start_ = 0;
  // Bytes of a pipe that have come: from its start while that is remembered, else what was peeked
  // at; and how many of them read() has given.
  bool remembering_;
  std::vector<std::byte> remembered_;
  std::size_t given_ = 0;
  std::vector<std::byte> peeked_;  // of a file
};

}  // namespace rectify::io
