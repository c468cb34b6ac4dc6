// Refuses kinds of sound that are not read here, and names them.
#pragma once

#include <string>

#include "io/file/input.hpp"

namespace rectify::io {

/// Throws io::Error kInput: "NAME: sound of a kind that is not read here (KIND); …".
[[noreturn]] void refuse_kind(const Input& input, const std::string& kind);

/// Throws io::Error kInput for an input that no container has opened, and names its kind where the
/// first bytes show it. The input stands at its start. No library is asked, so that none parses
/// what strangers send.
[[noreturn]] void refuse_unknown(Input& input);

}  // namespace rectify::io
