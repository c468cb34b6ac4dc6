// The row of AU, the .snd files of Sun and DEC.
#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "io/sound/layout.hpp"
#include "io/sound/plain_reader.hpp"
#include "io/sound/sound_writer.hpp"
#include "io/sound/unknown_sound.hpp"

namespace rectify::io {

extern const Container kAu;

namespace {

using namespace std::string_view_literals;

// Encodings of AU, in its own numbers.
constexpr std::array<std::pair<std::uint64_t, SampleType>, 8> kAuEncodings = {
    {{1, SampleType::ulaw},
     {2, SampleType::s8},
     {3, SampleType::s16},
     {4, SampleType::s24},
     {5, SampleType::s32},
     {6, SampleType::f32},
     {7, SampleType::f64},
     {27, SampleType::alaw}}};

constexpr MetadataFamily kAuMetadata{};  // a text, in a chunk of its own making

/// What its files begin with: Sun's and DEC's, in both orders.
constexpr std::array kMagic = {".snd"sv, "dns."sv, ".sd\0"sv, "\0ds."sv};

std::optional<std::endian> order_of(std::string_view magic) {
  if (magic == kMagic[0] || magic == kMagic[2]) return std::endian::big;
  if (magic == kMagic[1] || magic == kMagic[3]) return std::endian::little;
  return std::nullopt;
}

std::unique_ptr<SampleReader> open(Input& input, std::optional<std::uint64_t> /*spool_limit*/) {
  constexpr std::uint64_t kHead = 24;
  constexpr std::uint64_t kMostText = std::uint64_t{1} << 20U;
  std::array<std::byte, kHead> head{};
  if (input.read_fully(head) != head.size()) return nullptr;
  const auto order = order_of(id_at(head, 0));
  if (!order) return nullptr;
  const auto field = [&](std::size_t i) {
    return number_at(std::span(head).subspan(4 * i), 4, *order);
  };
  const auto* const encoding =
      std::find_if(kAuEncodings.begin(), kAuEncodings.end(),
                   [&](const auto& known) { return known.first == field(3); });
  if (encoding == kAuEncodings.end()) {
    refuse_kind(input, "AU, encoding " + std::to_string(field(3)));
  }
  check_sound(input, field(5), field(4));
  if (field(1) < kHead || field(1) > input.limits().of(kMostText)) {
    throw Error(ExitStatus::kInput,
                input.name() + ": its header says that samples begin at byte " +
                    std::to_string(field(1)) +
                    (field(1) < kHead ? ", which can't be"
                                      : ": it is damaged, or has a text of more than " +
                                            std::to_string(input.limits().of(kMostText) >> 20U) +
                                            " MiB; cut it" + Limits::cure(kMostText, field(1))));
  }
  Layout layout(input);
  layout.sound.container = &kAu;
  layout.sound.channels = field(5);
  layout.sound.rate = field(4);
  layout.samples = {encoding->second, *order};
  layout.sound.encoding = &encoding_of(encoding->second);
  layout.metadata.family = &kAuMetadata;
  Chunk text{"text", std::vector<std::byte>(field(1) - kHead)};
  if (input.read_fully(text.content) != text.content.size()) {
    throw Error(ExitStatus::kInput, input.name() + ": is cut short in its header");
  }
  const bool any = std::any_of(text.content.begin(), text.content.end(),
                               [](std::byte b) { return b != std::byte{0}; });
  if (any) {
    layout.metadata.family_only.emplace_back("text");
    layout.metadata.before.push_back(std::move(text));
  }
  settle(layout, input, field(2), field(2) == 0 || is_open_ended(field(2)));
  return read_plain(std::move(input), std::move(layout));
}

/// A size that does not fit is given as unknown, which is what it means.
std::vector<std::byte> au_head(const SoundFormat& sound, const std::vector<Chunk>& chunks,
                               const Extent& extent) {
  constexpr std::uint64_t kHead = 24;
  const SampleType type = sound.encoding->type;
  const auto* const encoding =
      std::find_if(kAuEncodings.begin(), kAuEncodings.end(),
                   [&](const auto& known) { return known.second == type; });
  std::vector<std::byte> text;
  for (const Chunk& chunk : chunks)
    text.insert(text.end(), chunk.content.begin(), chunk.content.end());
  if (text.empty()) text.resize(4);  // older readers want some
  Fields head(std::endian::big);
  head.text(".snd");
  head.u32(kHead + text.size());
  head.size(extent.data);
  head.u32(encoding->first);
  head.u32(sound.rate);
  head.u32(sound.channels);
  head.bytes(text);
  return std::move(head).all();
}

constexpr std::array kExtensions = {".au"sv, ".snd"sv};
constexpr PlainRules kPlain{.order = std::endian::big, .head = au_head};

}  // namespace

constinit const Container kAu{
    .name = "AU",
    .format = "au",
    .extensions = kExtensions,
    .streams = true,
    .appends = true,
    .encodings = kSignedEncodings,
    .metadata = &kAuMetadata,
    .plain = &kPlain,
    .refusal = plain_refusal,
    .open = open,
    .create = create_plain,
};

}  // namespace rectify::io
