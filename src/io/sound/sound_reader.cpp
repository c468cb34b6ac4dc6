// Asks each container to open an input.
#include "io/sound/sound_reader.hpp"

#include <utility>

#include "io/sound/container.hpp"
#include "io/sound/unknown_sound.hpp"

namespace rectify::io {

std::unique_ptr<SampleReader> open_sound(Input input, std::optional<std::uint64_t> spool_limit) {
  for (const Container* container : containers()) {
    if (container->open == nullptr) continue;
    if (auto reader = container->open(input, spool_limit)) return reader;
    input.start_over();
  }
  refuse_unknown(input);
}

}  // namespace rectify::io
