// rectify: rectifies signals.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <new>

#include "cli/context/report.hpp"
#include "cli/program.hpp"
#include "io/file/error.hpp"

int main(int argc, char** argv) {
  // A standard descriptor that came closed would be given to the next file opened: put something in
  // its place that fails when used.
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(fd, F_GETFD) < 0) ::open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
  }
  // Writing past a file size limit (ulimit -f) then fails like writing to a full disk.
  std::signal(SIGXFSZ, SIG_IGN);
  try {
    rectify::io::Disk disk;
    return rectify::cli::run_program({argv + std::min(argc, 1), argv + argc}, disk);
  } catch (const std::bad_alloc&) {  // where there is none even for an error's message
    rectify::cli::Report::out_of_memory();
    return static_cast<int>(rectify::io::ExitStatus::kFailed);
  }
}
