// Temporary files that don't outlive the program, even where a signal ends it.
#pragma once

#include <sys/types.h>

#include <string>

#include "io/file/disk.hpp"

namespace rectify::io {

/// A file that goes when this goes, unless it was given another name before. While it lives it is
/// on a list, with any number of others; a signal that ends the program (SIGINT, SIGTERM, SIGHUP,
/// SIGQUIT, SIGXFSZ, SIGXCPU, SIGPIPE, SIGALRM, SIGUSR1, SIGUSR2 and the other timers) removes all
/// that are on the list first. Signals that were ignored when the first was made (nohup) stay
/// ignored. Any thread may make and destroy these.
class Temporary {
 public:
  /// Makes the file for reading and writing; nothing may have its name. No signal finds it made but
  /// not on the list. On failure descriptor() is -1, and errno says why.
  Temporary(Disk& disk, std::string path, mode_t mode);
  ~Temporary();
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;

  /// The caller closes it.
  [[nodiscard]] int descriptor() const { return descriptor_; }

  /// Disk::replace and Disk::claim: where they succeed the file is no temporary any more.
  int replace(const char* to);
  int claim(const char* to);

 private:
  friend class TemporaryList;
  int keep(int result);

  Disk* disk_;
  std::string path_;
  bool exists_ = false;
  int descriptor_ = -1;
  Temporary* next_ = nullptr;  // on the list
};

/// A name in the folder that nothing has, by all likelihood; "" is the working folder.
[[nodiscard]] std::string temporary_name(const std::string& folder);

/// Removes all temporary files and dies by SIGPIPE, also where that was ignored. Returns only where
/// SIGPIPE is blocked.
void die_by_broken_pipe();

}  // namespace rectify::io
