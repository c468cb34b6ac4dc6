// Temporary files, which are removed also where a signal ends the program.
#pragma once

#include <sys/types.h>

#include <string>

#include "io/file/disk.hpp"

namespace rectify::io {

/// A temporary file: the destructor removes it, unless replace() or claim() gave it another name.
/// Any number of them can exist; they are on one list. A signal that ends the program (SIGINT,
/// SIGTERM, SIGHUP, SIGQUIT, SIGXFSZ, SIGXCPU, SIGPIPE, SIGALRM, SIGUSR1, SIGUSR2, SIGVTALRM,
/// SIGPROF, SIGIO) first removes the files on the list; the program then dies by it. A signal that
/// was ignored when the first file was made (nohup) stays ignored. Any thread may make and destroy
/// these objects.
class Temporary {
 public:
  /// Makes the file, for reading and writing by its owner alone, where nothing has its name yet. On
  /// failure descriptor() is -1, and errno says why. A signal never finds the file made but not
  /// listed.
  Temporary(Disk& disk, std::string path);
  ~Temporary();
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;

  /// The descriptor of the file, which the caller owns and closes.
  [[nodiscard]] int descriptor() const { return descriptor_; }

  // Disk::replace() and Disk::claim(). Where they succeed, the file is not temporary any more.
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

/// A random name for a file in that folder; "" means the working folder.
[[nodiscard]] std::string temporary_name(const std::string& folder);

/// Removes all temporary files and dies by SIGPIPE, even where SIGPIPE was ignored. Returns only
/// where it is blocked.
void die_by_broken_pipe();

}  // namespace rectify::io
