// Writes the bytes of an output: a file that appears whole or not at all, a pipe or a device.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "io/file/file.hpp"
#include "io/file/temporary.hpp"

namespace rectify::io {

/// A regular file is written to a temporary one in the same folder, and takes its name in commit().
/// Until then an old file of that name is untouched. Nothing is left where the Output is destroyed
/// without commit(), or a signal ends the program. Nobody but its owner can read the file before it
/// has its name. Pipes and devices are written directly. Members throw io::Error kFailed where a
/// write fails.
class Output {
 public:
  enum class Existing { kRefuse, kReplace };

  /// Opens an output; standard output where `path` is "-". Throws io::Error kOutput where a file
  /// has that name and `existing` refuses it, where the folder is missing or can't be written to,
  /// and where `path` is a directory.
  static Output open(Disk& disk, const std::string& path, Existing existing);

  Output(Output&& other) noexcept;
  Output& operator=(Output&&) = delete;
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  ~Output();

  /// Writes to a pipe or device at once, to a file in pieces of 256 KiB that begin on multiples of
  /// 256 KiB. Where a header shifts the writes, they straddle the page cache's large pages and take
  /// half as long again.
  void write(std::span<const std::byte> bytes);

  /// Whether seek() works: not on pipes, terminals and the like.
  [[nodiscard]] bool seekable() const { return seekable_; }
  /// Whether the shell appends to a file (>>): then every write goes to its end.
  [[nodiscard]] bool appending() const { return appending_; }
  /// Offsets count from the place where the output stood when it was opened.
  void seek(std::uint64_t offset);
  [[nodiscard]] std::uint64_t position() const { return place_; }
  [[nodiscard]] bool terminal() const;

  /// Writes what is left and gives the file its name; where it replaces another, whenever that
  /// appeared, only after its data are on the disk, and with the permissions of the old file (but
  /// set-user-ID and set-group-ID, which are dropped) and, as far as that is allowed, its owner.
  /// Throws io::Error kOutput where the name was taken in the meantime and `existing` refuses it.
  void commit();

  [[nodiscard]] const std::string& name() const { return file_.name(); }

 private:
  static Output direct(File file);
  void flush();
  void set_access(const struct stat* old);
  Output(File file, bool seekable, std::uint64_t start);  // written directly
  Output(File file, std::string target, std::unique_ptr<Temporary> temporary, Existing existing);

  File file_;
  bool seekable_;
  std::uint64_t start_;
  bool appending_ = false;
  Existing existing_ = Existing::kRefuse;
  std::string target_;                    // the final name; empty where it is written directly
  std::unique_ptr<Temporary> temporary_;  // null where it is written directly
  std::uint64_t place_ = 0;               // of the next byte, counted from start_
  std::vector<std::byte> held_;           // bytes before that place that are not written yet
};

}  // namespace rectify::io
