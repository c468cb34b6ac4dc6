// The metadata of CAF.
#pragma once

#include "io/sound/metadata_family.hpp"

namespace rectify::io {

extern const MetadataFamily kCafMetadata;

}  // namespace rectify::io
