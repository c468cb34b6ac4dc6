// Refuses sound of kinds that are not read here, by name.
#pragma once

#include <string>

#include "io/file/input.hpp"

namespace rectify::io {

/// Throws io::Error kInput: "NAME: sound of a kind that is not read here (KIND); …".
[[noreturn]] void refuse_kind(const Input& input, const std::string& kind);

/// Throws io::Error kInput for an input that no container has opened: with the kind, where its
/// first bytes tell that. The input stands at its start. No decoder is asked: theirs would read all
/// of what strangers send.
[[noreturn]] void refuse_unknown(Input& input);

}  // namespace rectify::io
