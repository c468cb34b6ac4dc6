// The row of RF64, or BW64: a WAV with sizes of 64 bits.
#include <array>
#include <string>

#include "io/sound/riff/riff.hpp"
#include "io/sound/sound_writer.hpp"

namespace rectify::io {

extern const Container kRf64;

namespace {

using namespace std::string_view_literals;

std::unique_ptr<SampleReader> open(Input& input, std::optional<std::uint64_t> spool_limit) {
  std::array<std::byte, 12> head{};
  if (input.read_fully(head) != head.size() || id_at(head, 8) != "WAVE") return nullptr;
  if (id_at(head, 0) != "RF64" && id_at(head, 0) != "BW64") return nullptr;
  return open_riff(input,
                   {.container = &kRf64,
                    .family = &kRiffMetadata,
                    .style = kRiffStyle,
                    .first_chunk = head.size(),
                    .has_ds64 = true},
                   spool_limit);
}

constexpr std::array kExtensions = {".rf64"sv};
constexpr std::array kMagic = {"RF64....WAVE"sv, "BW64....WAVE"sv};
constexpr PlainRules kPlain{.chunks = kRiffStyle, .head = rf64_head};

}  // namespace

constinit const Container kRf64{
    .name = "RF64",
    .format = "rf64",
    .extensions = kExtensions,
    .magic = kMagic,
    .encodings = kRiffEncodings,
    .metadata = &kRiffMetadata,
    .plain = &kPlain,
    .refusal = plain_refusal,
    .open = open,
    .create = create_plain,
};

}  // namespace rectify::io
