// FLAC in Ogg.
#include <array>
#include <string_view>

#include "io/sound/container.hpp"
#include "io/sound/flac/flac_metadata.hpp"
#include "io/sound/flac/flac_writer.hpp"
#include "io/sound/ogg/ogg.hpp"

namespace rectify::io {

extern const Container kOggFlac;

namespace {

using namespace std::string_view_literals;

constexpr std::array kExtensions = {".oga"sv};

}  // namespace

constinit const Container kOggFlac{
    .name = "Ogg FLAC",
    .format = "oga",
    .extensions = kExtensions,
    .streams = true,
    .encodings = kFlacEncodings,
    .metadata = &kFlacMetadata,
    .refusal = flac_refusal,
    .open = open_ogg,
    .create = create_ogg_flac,
};

}  // namespace rectify::io
