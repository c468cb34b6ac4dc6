// mkdir(2), from the innermost folder that is there on.
#include "io/file/folder.hpp"

#include <cerrno>
#include <filesystem>

#include "io/file/error.hpp"
#include "io/file/file.hpp"

namespace rectify::io {

bool make_folder(Disk& disk, const std::string& path) {
  if (disk.make_folder(path.c_str()) == 0) return true;
  if (errno == EEXIST) {
    struct stat there {};
    if (disk.status_of(path.c_str(), &there) == 0) return S_ISDIR(there.st_mode);
    errno = EEXIST;  // a link that leads nowhere
  }
  const std::string outer = std::filesystem::path(path).parent_path().string();
  if (errno == ENOENT && !outer.empty()) {
    static_cast<void>(make_folder(disk, outer));
    if (disk.make_folder(path.c_str()) == 0 || errno == EEXIST) return true;
  }
  throw system_error(ExitStatus::kOutput, path, "can't make this folder: ");
}

}  // namespace rectify::io
