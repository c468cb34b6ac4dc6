// Runs the built program, or a shell line about it, from outside; nothing it starts can hang a
// test.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace test {

struct Result {
  int status = -1;  // exit status; −1 after death by a signal
  int signal = 0;   // SIGKILL where the time ran out
  std::string out;
  std::string err;
};

// `rectify` with these arguments.
Result run(const std::vector<std::string>& arguments, std::string_view input = {},
           double seconds = 60);

// `bash -o pipefail -c line`, $RECTIFY being the program, in `folder` unless that is empty.
Result shell(const std::string& line, const std::string& folder = {}, double seconds = 60);

// A new folder, removed with all it holds.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::string& path() const { return path_; }
  std::string operator/(std::string_view name) const;
  // Names of what lies in it, sorted.
  std::vector<std::string> names() const;

 private:
  std::string path_;
};

std::string read_file(const std::string& path);
void write_file(const std::string& path, std::string_view bytes);

}  // namespace test
