// Finds the temporary files of a running program, with names and without.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <string>

namespace test {

// Bash functions about the working folder. `temporaries PID` says how many temporary files the
// program has in it, whether they have names or not (O_TMPFILE); `modes PID` says the permissions
// of each; `await PID N` waits until there are N, for five seconds at most.
inline const std::string kTemporaries =
    "each_temporary() { ls -A | grep '^\\.rectify-'; "
    "for fd in /proc/$1/fd/*; do case $(readlink $fd) in $PWD/#*' (deleted)') echo $fd;; esac; "
    "done; }; "
    "inodes() { each_temporary $1 | xargs -r stat -L -c \"$2\" 2> /dev/null | sort -u; }; "
    "temporaries() { inodes $1 %i | wc -l; }; "
    "modes() { inodes $1 '%i %a' | cut -d ' ' -f 2; }; "
    "await() { for i in {1..500}; do [ $(temporaries $1) = $2 ] && break; sleep 0.01; done; }; ";

// Whether the file system of that folder has files without names.
inline bool has_files_without_names(const std::string& folder) {
  const int fd = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (fd >= 0) ::close(fd);
  return fd >= 0;
}

}  // namespace test
