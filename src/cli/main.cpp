// rectify: rectifies signals.
#include <fcntl.h>
#include <unistd.h>

#include "cli/program.hpp"

int main(int argc, char** argv) {
  // A standard descriptor that came closed would be given to the next file opened: put something in
  // its place that fails when used.
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(fd, F_GETFD) < 0) ::open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
  }
  rectify::io::Disk disk;
  return rectify::cli::run_program({argv + (argc > 0 ? 1 : 0), argv + argc}, disk);
}
