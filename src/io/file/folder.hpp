// Makes folders for outputs.
#pragma once

#include <string>

#include "io/file/disk.hpp"

namespace rectify::io {

/// Makes the folder where there is none, and those that it is to lie in. False: something has that
/// name and is no folder. Throws io::Error kOutput where it can't be made.
[[nodiscard]] bool make_folder(Disk& disk, const std::string& path);

}  // namespace rectify::io
