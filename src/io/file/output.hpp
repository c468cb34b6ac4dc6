// Where bytes go: a file that appears whole or not at all, or a pipe or device, straight through.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "io/file/file.hpp"
#include "io/file/temporary.hpp"

namespace rectify::io {

/// A regular file is written beside its final name and takes that name in commit(). Before that
/// nothing of the old file is touched, whatever happens: an Output that is destroyed uncommitted,
/// or whose program dies by a signal, takes its temporary file along.
class Output {
 public:
  enum class Existing { kRefuse, kReplace };

  /// `path` may be "-" for standard output. Throws io::Error kOutput where the name is taken and
  /// must not be, its folder is missing or closed to us, or it is a directory.
  static Output open(Disk& disk, const std::string& path, Existing existing);

  Output(Output&& other) noexcept;
  Output& operator=(Output&&) = delete;
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  ~Output();

  /// Straight through, at once; to a file, in pieces of 256 KiB that begin on a multiple of that:
  /// where a header shifts them, every write straddles the page cache's large pages and costs half
  /// as much again.
  void write(std::span<const std::byte> bytes);

  /// False for pipes, terminals and the like.
  [[nodiscard]] bool seekable() const { return seekable_; }
  /// Where the shell appends (>>): every write goes to the end, wherever one has sought.
  [[nodiscard]] bool appending() const { return appending_; }
  /// Offsets count from where the output stood when it was opened.
  void seek(std::uint64_t offset);
  [[nodiscard]] std::uint64_t position() const { return place_; }
  [[nodiscard]] bool terminal() const;

  /// Gives the file its name; for a replaced file, after its data is on the disk. Throws io::Error:
  /// kOutput where the name was taken meanwhile.
  void commit();

  [[nodiscard]] const std::string& name() const { return file_.name(); }

 private:
  static Output straight_through(File file);
  void flush();
  Output(File file, bool seekable, std::uint64_t start);  // straight through
  Output(File file, std::string target,
         std::unique_ptr<Temporary> temporary);  // whole or not at all

  File file_;
  bool seekable_;
  std::uint64_t start_;
  bool appending_ = false;
  bool replacing_ = false;
  std::string target_;  // the final name; empty: straight through
  std::unique_ptr<Temporary> temporary_;
  std::uint64_t place_ = 0;      // from start_, behind what is held back
  std::vector<std::byte> held_;  // not yet written
};

}  // namespace rectify::io
