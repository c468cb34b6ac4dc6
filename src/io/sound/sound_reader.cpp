#include "io/sound/sound_reader.hpp"

#include <utility>

#include "io/sound/flac/flac_reader.hpp"
#include "io/sound/mp3/mp3_reader.hpp"
#include "io/sound/mp3/mpeg_stream.hpp"
#include "io/sound/ogg/ogg_reader.hpp"
#include "io/sound/plain_reader.hpp"

namespace rectify::io {

std::unique_ptr<SampleReader> open_sound(Input input, std::optional<std::uint64_t> spool_limit) {
  for (const auto read : {read_riff, read_aiff, read_caf, read_au}) {
    if (auto layout = read(input)) return read_plain(std::move(input), std::move(*layout));
    input.start_over();
  }
  if (auto flac = open_flac(input)) return flac;
  input.start_over();
  if (auto ogg = open_ogg(input)) return ogg;
  input.start_over();
  if (is_mpeg_audio(input, false)) {
    input.start_over();
    return open_mp3(std::move(input), {});
  }
  input.start_over();
  input.make_seekable(spool_limit);
  return open_coded(std::move(input));
}

}  // namespace rectify::io
