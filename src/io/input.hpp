// An input before anybody knows what is in it: a file, a pipe, or standard input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "io/file.hpp"

namespace rectify::io {

/// Bytes in order, from where the input stood when it was opened. A file can be read again from its
/// start; a pipe once it has been spooled.
class Input {
 public:
  /// `path` may be "-" for standard input. Throws io::Error: kInput where it can't be opened or is
  /// a directory, kUsage for standard input at a terminal.
  static Input open(Disk& disk, const std::string& path);

  /// What the first bytes say, never the name.
  enum class Content { kEmpty, kText, kSound };
  /// Waits for enough of a pipe to tell: 12 bytes, or a line of text.
  [[nodiscard]] Content content();

  /// 0 at the end. From a pipe: what has arrived.
  std::size_t read(std::span<std::byte> to);

  [[nodiscard]] bool seekable() const { return seekable_; }

  /// Makes a pipe seekable: takes all of it, to its end, into a temporary file without a name.
  void make_seekable();

  /// These ask a seekable input; offsets count from its start.
  void seek(std::uint64_t offset);
  [[nodiscard]] std::uint64_t position();
  [[nodiscard]] std::uint64_t size();

  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  Input(File file, std::string name);
  void peek();

  File file_;
  std::string name_;
  bool seekable_;
  std::uint64_t start_ = 0;
  std::vector<std::byte> peeked_;  // the first bytes
  std::size_t peeked_unread_ = 0;  // of a pipe, those at its end that read() still has to give
};

}  // namespace rectify::io
