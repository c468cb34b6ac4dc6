// Reads, writes and closes an open file, and checks the result of every system call.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "io/file/disk.hpp"
#include "io/file/error.hpp"

namespace rectify::io {

/// Owns a descriptor. Errors are thrown as io::Error with status kFailed, naming the file.
class File {
 public:
  File(Disk& disk, int fd, std::string name) : disk_(&disk), fd_(fd), name_(std::move(name)) {}
  File(File&& other) noexcept;
  File& operator=(File&& other) noexcept;
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File();

  /// Reads what is there and says how many bytes; waits where that is nothing; 0 at the end.
  std::size_t read(std::span<std::byte> to);

  /// Whether read() gives bytes or reports the end within that time, or fails.
  [[nodiscard]] bool ready(int milliseconds);

  /// Writes all bytes of `first`, then all of `second`. Where nobody reads a pipe any more, the
  /// program dies by SIGPIPE.
  void write(std::span<const std::byte> first, std::span<const std::byte> second = {});

  void seek(std::uint64_t offset);
  [[nodiscard]] std::uint64_t position();
  [[nodiscard]] struct stat status();
  /// How many bytes we may still write to its file system.
  [[nodiscard]] std::uint64_t free_space();
  void sync();

  /// Closes the file and throws where that fails; the destructor ignores a failure.
  void close();

  [[nodiscard]] Disk& disk() const { return *disk_; }
  [[nodiscard]] int descriptor() const { return fd_; }
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  [[noreturn]] void fail(const char* what) const;

  Disk* disk_;
  int fd_;  // -1: none
  std::string name_;
};

/// An error that says "NAME: WHAT", then the cause in errno.
[[nodiscard]] Error system_error(ExitStatus status, const std::string& name, const char* what = "");

/// Makes a temporary file without a name in TMPDIR, or in /tmp. It goes when it is closed. Throws
/// io::Error kFailed.
[[nodiscard]] File unlinked_file(Disk& disk);

}  // namespace rectify::io
