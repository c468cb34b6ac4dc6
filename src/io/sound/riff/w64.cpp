// The row of Sony's W64, with sizes of 64 bits and GUIDs ("Wave64 File Format", 2006).
#include <array>
#include <string>
#include <utility>

#include "io/sound/riff/riff.hpp"
#include "io/sound/sound_writer.hpp"

namespace rectify::io {

extern const Container kW64;

namespace {

using namespace std::string_view_literals;

std::unique_ptr<SampleReader> open(Input& input, std::optional<std::uint64_t> spool_limit) {
  // The GUID of "riff", a size of the whole, and the GUID of "wave".
  std::array<std::byte, 40> head{};
  if (input.read_fully(head) != head.size()) return nullptr;
  if (id_at(head, 0) != "riff" || id_at(head, 24) != "wave") return nullptr;
  return open_riff(
      input,
      {.container = &kW64, .family = &kW64Metadata, .style = kW64Style, .first_chunk = head.size()},
      spool_limit);
}

std::vector<std::byte> w64_head(const SoundFormat& sound, const std::vector<Chunk>& chunks,
                                const Extent& extent) {
  const std::uint64_t data = extent.data.value_or(0);
  Fields rest(std::endian::little);
  rest.text("wave");
  rest.text(w64_guid_tail("wave"));
  rest.chunk(kW64Style, format_chunk(sound));
  if (needs_fact(*sound.encoding)) {
    Fields fact(std::endian::little);
    fact.u64(data / frame_bytes(sound));
    rest.chunk(kW64Style, {"fact", std::move(fact).all()});
  }
  for (const Chunk& chunk : chunks) rest.chunk(kW64Style, chunk);
  rest.text("data");
  rest.text(w64_guid_tail("data"));
  rest.u64(data + kW64Style.head_bytes());

  Fields whole(std::endian::little);
  whole.text("riff");
  whole.text(w64_guid_tail("riff"));
  whole.u64(kW64Style.head_bytes() + rest.length() + data + extent.after);
  whole.bytes(rest.all());
  return std::move(whole).all();
}

constexpr std::array kExtensions = {".w64"sv};
// libsndfile and sox take the padding after the last chunk for samples.
constexpr PlainRules kPlain{.chunks = kW64Style, .pads_last = false, .head = w64_head};

}  // namespace

constinit const Container kW64{
    .name = "W64",
    .format = "w64",
    .extensions = kExtensions,
    .encodings = kRiffEncodings,
    .metadata = &kW64Metadata,
    .plain = &kPlain,
    .refusal = plain_refusal,
    .open = open,
    .create = create_plain,
};

}  // namespace rectify::io
