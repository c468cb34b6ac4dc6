// Sound in codings: what this program hears in a file, what other programs hear, and files of which
// pieces are changed.
#pragma once

#include <doctest/doctest.h>

#include <string>

#include "support/process.hpp"

namespace test {

struct Heard {
  std::string samples;  // floats of 32 bits, or integers
  std::string words;    // on stderr
  int status = 0;
};

/// All samples of a file, unchanged (a leak of 1 makes half-wave let all through), from the file or
/// through a pipe. `encoding` is that of the samples. What raw can't hold is not spoken of.
inline Heard heard(const TemporaryFolder& folder, const std::string& file,
                   const std::string& encoding, bool piped) {
  const std::string from = piped ? "cat " + file + " | $RECTIFY half --leak 1 - "
                                 : "$RECTIFY half --leak 1 " + file + " ";
  const Result result = shell(from + "--format raw --encoding " + encoding, folder.path());
  std::string words;
  for (std::size_t at = 0; at < result.err.size();) {
    const std::size_t end = result.err.find('\n', at) + 1;
    const std::string line = result.err.substr(at, end - at);
    if (line.find(": raw can't hold this of the input: ") == std::string::npos) words += line;
    at = end == 0 ? result.err.size() : end;
  }
  return {result.out, words, result.status};
}

/// From a file and through a pipe, which must hear the same; what a pipe says is of standard input.
inline Heard heard_both(const TemporaryFolder& folder, const std::string& file,
                        const std::string& encoding) {
  const Heard from_file = heard(folder, file, encoding, false);
  Heard from_pipe = heard(folder, file, encoding, true);
  CHECK(from_pipe.status == from_file.status);
  const bool same = from_pipe.samples == from_file.samples;
  if (from_file.status == 0) CHECK(same);
  const std::string name = "standard input";
  for (std::size_t at = 0; (at = from_pipe.words.find(name, at)) != std::string::npos;) {
    from_pipe.words.replace(at, name.size(), file);
  }
  CHECK(from_pipe.words == from_file.words);
  return from_file;
}

/// What another program writes to its standard output.
inline std::string heard_by(const TemporaryFolder& folder, const std::string& line) {
  const Result result = shell(line, folder.path());
  REQUIRE_MESSAGE(result.status == 0, result.err);
  return result.out;
}

inline std::string warning(const std::string& words) { return "rectify: warning: " + words + "\n"; }

/// How many bytes are the same at the front, and at the end.
inline std::size_t same_front(const std::string& a, const std::string& b) {
  std::size_t n = 0;
  while (n < a.size() && n < b.size() && a[n] == b[n]) ++n;
  return n;
}
inline std::size_t same_end(const std::string& a, const std::string& b) {
  std::size_t n = 0;
  while (n < a.size() && n < b.size() && a[a.size() - 1 - n] == b[b.size() - 1 - n]) ++n;
  return n;
}

}  // namespace test
