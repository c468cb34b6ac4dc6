// Checks that half and full are exact on all 2^24 codes in and between WAV, AIFF and FLAC, and on
// every 127th of the 2^32.
#include "support/check_codes.hpp"

namespace {

using test::check_codes;

const std::string kShapes[] = {"half", "half --negative", "full"};

}  // namespace

TEST_CASE("every 24-bit code is right in each container") {
  for (const std::string& shape : kShapes) {
    for (const char* container : {"wav", "aiff", "flac"}) {
      check_codes(shape, container, container, 24, 1);
    }
  }
}

TEST_CASE("every 24-bit code is right between containers") {
  check_codes("full", "wav", "aiff", 24, 1);
  check_codes("full", "wav", "flac", 24, 1);
  check_codes("full", "aiff", "wav", 24, 1);
  check_codes("full", "flac", "wav", 24, 1);
}

TEST_CASE("every 127th 32-bit code is right in WAV and AIFF") {
  for (const std::string& shape : kShapes) check_codes(shape, "wav", "wav", 32, 127);
  check_codes("full", "aiff", "aiff", 32, 127);
}
