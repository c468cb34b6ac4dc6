// The first bytes of kinds of sound that are not read here.
#include "io/sound/unknown_sound.hpp"

#include <array>
#include <string_view>

#include "io/sound/chunks.hpp"

namespace rectify::io {
namespace {

using namespace std::string_view_literals;

struct Kind {
  std::size_t place;
  std::string_view magic;
  std::string_view name;
};

constexpr std::array kKinds = {
    Kind{0, "Creative Voice File"sv, "VOC"sv},
    Kind{0, "NIST_1A"sv, "NIST SPHERE"sv},
    Kind{8, "8SVX"sv, "8SVX"sv},
    Kind{8, "16SV"sv, "16SV"sv},
    Kind{0, "\x64\xA3"sv, "IRCAM"sv},
    Kind{2, "\xA3\x64"sv, "IRCAM"sv},
    Kind{0, "PVF1\n"sv, "PVF"sv},
    Kind{0, " paf"sv, "PAF"sv},
    Kind{0, "fap "sv, "PAF"sv},
    Kind{0, "2BIT"sv, "AVR"sv},
    Kind{0, "HCOM"sv, "HCOM"sv},
    Kind{0, "Extended Instrument: "sv, "XI"sv},
    Kind{0, "SONICdat"sv, "Sound Designer"sv},
    Kind{0, "wvpk"sv, "WavPack"sv},
    Kind{0, "MAC "sv, "Monkey's Audio"sv},
    Kind{0, "TTA1"sv, "TTA"sv},
    Kind{0, "ajkg"sv, "Shorten"sv},
    Kind{0, "MPCK"sv, "Musepack"sv},
    Kind{0, "MP+"sv, "Musepack"sv},
    Kind{0, "#!AMR"sv, "AMR"sv},
    Kind{0, "DSD "sv, "DSD"sv},
    Kind{0, "FRM8"sv, "DSDIFF"sv},
    Kind{0, "MThd"sv, "MIDI"sv},
    Kind{4, "ftyp"sv, "MP4"sv},
    Kind{0, "ADIF"sv, "AAC"sv},
    Kind{0, "\xFF\xF1"sv, "AAC"sv},
    Kind{0, "\xFF\xF9"sv, "AAC"sv},
    Kind{0, "\x0B\x77"sv, "AC-3"sv},
    Kind{0, "\x1A\x45\xDF\xA3"sv, "Matroska or WebM"sv},
    Kind{0, "\x30\x26\xB2\x75\x8E\x66\xCF\x11"sv, "WMA"sv},
    Kind{8, "AVI "sv, "AVI"sv},
};

}  // namespace

void refuse_kind(const Input& input, const std::string& kind) {
  throw Error(ExitStatus::kInput, input.name() + ": sound of a kind that is not read here (" +
                                      kind + "); sox or ffmpeg can convert it to WAV");
}

void refuse_unknown(Input& input) {
  std::array<std::byte, 32> bytes{};
  const std::string_view start = as_text(std::span(bytes).first(input.read_fully(bytes)));
  for (const Kind& kind : kKinds) {
    if (start.size() < kind.place) continue;
    if (start.substr(kind.place).starts_with(kind.magic)) {
      refuse_kind(input, std::string(kind.name));
    }
  }
  throw Error(ExitStatus::kInput, input.name() +
                                      ": not a sound file (its first bytes are those of "
                                      "no kind that is known here)");
}

}  // namespace rectify::io
