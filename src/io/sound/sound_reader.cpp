// Asks each container to open an input.
#include "io/sound/sound_reader.hpp"

#include <utility>

#include "io/sound/container.hpp"
#include "io/sound/id3.hpp"
#include "io/sound/mp3/mp3_reader.hpp"
#include "io/sound/unknown_sound.hpp"

namespace rectify::io {

std::unique_ptr<SampleReader> open_sound(Input input, std::optional<std::uint64_t> spool_limit) {
  set_aside_id3_tags(input);
  for (const Container* container : containers()) {
    if (container->open == nullptr) continue;
    if (auto reader = container->open(input, spool_limit)) return reader;
    input.start_over();
  }
  refuse_broken_mp3(input);
  input.start_over();
  refuse_unknown(input);
}

}  // namespace rectify::io
