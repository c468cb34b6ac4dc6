// Death by SIGINT, SIGTERM or SIGHUP takes the temporary file along.
#pragma once

#include <string>

namespace rectify::io {

/// The file that the signals remove; one at a time. Installs the handlers; a signal that is ignored
/// (nohup) stays ignored. Throws std::length_error for a path beyond PATH_MAX.
void remember_temporary_file(const std::string& path);
void forget_temporary_file();

/// Between these two the signals wait: for the moment between making the file and remembering it.
void hold_signals();
void release_signals();

}  // namespace rectify::io
