// Reads the bytes of an input: a file, a pipe or standard input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/file/file.hpp"
#include "io/file/limits.hpp"
#include "io/file/place.hpp"

namespace rectify::io {

/// Gives the bytes of an input in order, from the place where the input stood when it was opened. A
/// file can be read again from its start. A pipe can be read again as long as its start is
/// remembered, or once it has been spooled to a temporary file. All members throw io::Error kFailed
/// where a read fails.
class Input {
 public:
  /// `path` may be "-" for standard input. Throws io::Error kInput where it can't be opened, is a
  /// directory, or is a descriptor that can't be read.
  static Input open(Disk& disk, const std::string& path, Limits limits = {});

  enum class Content { kEmpty, kText, kSound };

  /// Looks at the first bytes, never at the name, and starts over. From a pipe it waits for 12
  /// bytes or a line of text, and takes what comes within 100 ms after these. `is_sound` says
  /// whether bytes that begin like this are sound although they could be text. Call this before the
  /// first read.
  [[nodiscard]] Content content(bool (*is_sound)(std::string_view start));

  /// Reads up to to.size() bytes and says how many; 0 at the end. From a pipe it gives what has
  /// arrived, and waits only where that is nothing.
  std::size_t read(std::span<std::byte> to);

  /// Whether read() gives bytes or reports the end within that time; of a file always true.
  [[nodiscard]] bool ready(int milliseconds);

  /// Waits until `to` is full; gives fewer bytes only at the end.
  std::size_t read_fully(std::span<std::byte> to);

  /// Waits for the next `bytes` bytes of a pipe whose start is forgotten and shows them, fewer at
  /// the end; read() gives them again. The span is valid until the next call of any member.
  [[nodiscard]] std::span<const std::byte> peek(std::size_t bytes);

  /// The first bytes of a pipe whose start is remembered.
  struct Sample;

  /// Waits for the first `bytes` bytes of a pipe or, where it is not `patient`, for as many as come
  /// before the pipe pauses for 100 ms. read() gives them again. Of `text` of which there is more
  /// the sample holds whole lines.
  [[nodiscard]] Sample sample(std::size_t bytes, bool text, bool patient);

  /// Skips `bytes` bytes, or those up to the end, and says how many it skipped.
  std::uint64_t skip(std::uint64_t bytes);

  /// Goes back to the first byte. The input must be seekable, or its start remembered.
  void start_over();

  /// Makes the current position the start, to which start_over() goes back from now on. Must come
  /// before forget_start().
  void begin_here();

  /// Tags that were read before the start, for the container that understands them.
  std::vector<std::byte> preface;

  /// Stops remembering the start of a pipe, so that memory stays bounded. Until then read() throws
  /// io::Error kInput after 1 MiB, or what that is raised to.
  void forget_start();

  [[nodiscard]] bool seekable() const { return seekable_; }

  /// Makes a pipe seekable: copies all of it, to its end, into a temporary file without a name.
  /// Throws io::Error kFailed where that would take more than `limit` bytes, or without a limit
  /// more than nine tenths of what is free in the folder of temporary files.
  void make_seekable(std::optional<std::uint64_t> limit);

  /// What is called with this input before a pipe is spooled; it may take a sample, and throw: then
  /// nothing is spooled.
  void before_spooling(std::function<void(Input&)> call) { before_spooling_ = std::move(call); }

  /// What is called while a pipe is spooled, with the bytes that came; 0 at the end.
  void while_spooling(std::function<void(std::size_t bytes)> call) {
    while_spooling_ = std::move(call);
  }

  /// The file that it is, or the pipe; nullopt where that can't be told.
  [[nodiscard]] const std::optional<FileIdentity>& identity() const { return identity_; }

  /// These ask a seekable input; offsets count from its start.
  void seek(std::uint64_t offset);
  [[nodiscard]] std::uint64_t position();
  [[nodiscard]] std::uint64_t size();

  [[nodiscard]] const std::string& name() const { return name_; }

  /// How far its readers may trust it.
  [[nodiscard]] Limits limits() const { return limits_; }

 private:
  Input(File file, std::string name, Limits limits);

  /// Reads what has come of a pipe, so that up to `most` bytes are remembered; false at the end.
  bool fetch(std::size_t most);

  File file_;
  std::string name_;
  Limits limits_;
  bool seekable_;
  std::optional<FileIdentity> identity_;
  std::function<void(Input&)> before_spooling_;
  std::function<void(std::size_t)> while_spooling_;
  std::uint64_t start_ = 0;
  bool remembering_;  // the start of a pipe
  // The bytes of a pipe that are kept: all from its start while that is remembered, else those that
  // peek() has shown. read() has given the first given_ of them.
  std::vector<std::byte> remembered_;
  std::size_t given_ = 0;
};

struct Input::Sample {
  Input input;  ///< an input of its own, of the same name
  bool whole;   ///< the pipe has ended: nothing follows
  bool full;    ///< it holds as many bytes as were asked for
};

}  // namespace rectify::io
