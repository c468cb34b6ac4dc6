#include "io/sound/sound_reader.hpp"

#include <utility>

#include "io/sound/plain_reader.hpp"

namespace rectify::io {

std::unique_ptr<SampleReader> open_sound(Input input, std::optional<std::uint64_t> spool_limit) {
  for (const auto read : {read_riff, read_aiff, read_caf, read_au}) {
    if (auto layout = read(input)) return read_plain(std::move(input), std::move(*layout));
    input.start_over();
  }
  input.make_seekable(spool_limit);
  return open_coded(std::move(input));
}

}  // namespace rectify::io
