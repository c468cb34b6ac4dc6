// The row of AIFF and AIFF-C (Apple, "Audio Interchange File Format AIFF-C", 1991).
#include "io/sound/aiff/aiff.hpp"

#include <array>

#include "io/sound/layout.hpp"
#include "io/sound/sound_writer.hpp"

namespace rectify::io {

extern const Container kAiff;

namespace {

using namespace std::string_view_literals;

constexpr std::array kExtensions = {".aiff"sv, ".aif"sv, ".aifc"sv};
constexpr std::array kMagic = {"FORM....AIFF"sv, "FORM....AIFC"sv};
constexpr PlainRules kPlain{
    .order = std::endian::big, .chunks = kAiffStyle, .small = true, .head = aiff_head};

}  // namespace

constinit const Container kAiff{
    .name = "AIFF",
    .format = "aiff",
    .extensions = kExtensions,
    .magic = kMagic,
    .encodings = kSignedEncodings,
    .metadata = &kAiffMetadata,
    .plain = &kPlain,
    .refusal = plain_refusal,
    .open = open_aiff,
    .create = create_plain,
};

}  // namespace rectify::io
