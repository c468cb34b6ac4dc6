// Temporary files, which are removed also where a signal ends the program.
#pragma once

#include <sys/types.h>

#include <string>

#include "io/file/disk.hpp"

namespace rectify::io {

/// A temporary file: nothing of it is left, unless replace() or claim() gave it a name.
///
/// Where the file system has files without names (O_TMPFILE), it is one, and goes with the process,
/// whatever ends that. Elsewhere it has a random name, and the destructor removes it. Those that
/// have names are on one list. A signal that ends the program (SIGINT, SIGTERM, SIGHUP, SIGQUIT,
/// SIGXCPU, SIGPIPE, SIGALRM, SIGUSR1, SIGUSR2, SIGVTALRM, SIGPROF, SIGIO, SIGPWR, SIGSTKFLT) first
/// removes the files on the list; the program then dies by it. A signal that was ignored when the
/// first file was made (nohup) stays ignored. Any thread may make and destroy these objects.
class Temporary {
 public:
  /// Makes the file in that folder, for reading and writing by its owner alone; "" means the
  /// working folder. On failure descriptor() is -1, and errno says why. A signal never finds a file
  /// that has a name and is not listed.
  Temporary(Disk& disk, std::string folder);
  ~Temporary();
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;

  /// The descriptor of the file, which the caller owns and closes, before or after it gets its
  /// name.
  [[nodiscard]] int descriptor() const { return descriptor_; }

  /// Gives it that name, whether a file has it or not. Returns -1 where that fails, with errno set.
  int replace(const char* to);

  /// Gives it that name where nothing has it, and fails with EEXIST otherwise.
  int claim(const char* to);

 private:
  friend class TemporaryList;
  bool make_without_name();
  template <class Make>
  int make_name(Make make);
  void unlist();

  Disk* disk_;
  std::string folder_;
  std::string path_;  // its name; empty: it has none, or not a temporary one
  int descriptor_ = -1;
  int second_ = -1;            // of a file without a name, to give it one by
  Temporary* next_ = nullptr;  // on the list
};

/// Removes all temporary files and dies by SIGPIPE, even where SIGPIPE was ignored. Returns only
/// where it is blocked.
void die_by_broken_pipe();

}  // namespace rectify::io
