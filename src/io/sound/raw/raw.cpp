// The row of raw samples, which have no head.
#include <array>
#include <string_view>

#include "io/sound/layout.hpp"
#include "io/sound/sound_writer.hpp"

namespace rectify::io {

extern const Container kRaw;

namespace {

using namespace std::string_view_literals;

std::vector<std::byte> no_head(const SoundFormat& /*sound*/, const std::vector<Chunk>& /*chunks*/,
                               const Extent& /*extent*/) {
  return {};
}

constexpr std::array kExtensions = {".raw"sv};
constexpr std::array kEncodings = {&kPcmS8, &kPcmU8, &kPcm16, &kPcm24, &kPcm32,
                                   &kUlaw,  &kAlaw,  &kFloat, &kDouble};
constexpr PlainRules kPlain{.any_order = true, .head = no_head};

}  // namespace

constinit const Container kRaw{
    .name = "raw",
    .format = "raw",
    .extensions = kExtensions,
    .streams = true,
    .rateless = true,
    .appends = true,
    .encodings = kEncodings,
    .plain = &kPlain,
    .refusal = plain_refusal,
    .create = create_plain,
};

}  // namespace rectify::io
