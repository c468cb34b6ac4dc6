// The row of WAV, which becomes RF64 where it exceeds 4 GiB.
#include <array>
#include <string>

#include "io/sound/riff/riff.hpp"
#include "io/sound/sound_writer.hpp"

namespace rectify::io {

extern const Container kRf64;
extern const Container kWav;

namespace {

using namespace std::string_view_literals;

std::unique_ptr<SampleReader> open(Input& input, std::optional<std::uint64_t> spool_limit) {
  std::array<std::byte, 12> head{};
  if (input.read_fully(head) != head.size() || id_at(head, 8) != "WAVE") return nullptr;
  const bool big = id_at(head, 0) == "RIFX";
  if (!big && id_at(head, 0) != "RIFF") return nullptr;
  return open_riff(input,
                   {.container = &kWav,
                    .family = big ? &kRifxMetadata : &kRiffMetadata,
                    .style = big ? kRifxStyle : kRiffStyle,
                    .first_chunk = head.size()},
                   spool_limit);
}

constexpr std::array kExtensions = {".wav"sv, ".wave"sv};
constexpr std::array kMagic = {"RIFF....WAVE"sv, "RIFX....WAVE"sv};
constexpr PlainRules kPlain{
    .chunks = kRiffStyle, .small = true, .larger = &kRf64, .head = wav_head};

}  // namespace

constinit const Container kWav{
    .name = "WAV",
    .format = "wav",
    .extensions = kExtensions,
    .magic = kMagic,
    .streams = true,
    .encodings = kRiffEncodings,
    .metadata = &kRiffMetadata,
    .plain = &kPlain,
    .refusal = plain_refusal,
    .open = open,
    .create = create_plain,
};

}  // namespace rectify::io
