// The metadata of AIFF.
#pragma once

#include "io/sound/metadata_family.hpp"

namespace rectify::io {

extern const MetadataFamily kAiffMetadata;

}  // namespace rectify::io
