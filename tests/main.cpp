// The entry point of every test program. It sets the environment variables that change what
// programs print, so that the tests see the same on every machine.
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <cstdlib>

int main(int count, char** arguments) {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LC_NUMERIC", "LC_MESSAGES", "LC_COLLATE",
                           "LANGUAGE", "COLUMNS", "LINES", "NO_COLOR", "POSIXLY_CORRECT"}) {
    ::unsetenv(name);
  }
  ::setenv("LANG", "C.UTF-8", 1);  // without it gnuplot warns that it can't write a degree sign
  return doctest::Context(count, arguments).run();
}
