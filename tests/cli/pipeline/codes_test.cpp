// Checks that half and full are exact on integers, in and between WAV, AIFF and FLAC. The codes are
// made and read by sox and flac, and rectified here in integer arithmetic.
#include "support/check_codes.hpp"

namespace {

using test::check_codes;

const std::string kShapes[] = {"half", "half --negative", "full"};
const std::string kContainers[] = {"wav", "aiff", "flac"};

void check_all_pairs(int bits, std::int64_t stride) {
  for (const std::string& from : kContainers) {
    for (const std::string& to : kContainers) {
      if (bits == 32 && (from == "flac" || to == "flac")) continue;  // FLAC has none here
      for (const std::string& shape : kShapes) check_codes(shape, from, to, bits, stride);
    }
  }
}

}  // namespace

TEST_CASE("every 8-bit code is right in and between WAV, AIFF and FLAC") { check_all_pairs(8, 1); }

TEST_CASE("every 16-bit code is right in and between WAV, AIFF and FLAC") {
  check_all_pairs(16, 1);
}

TEST_CASE("every 251st 24-bit code is right in and between WAV, AIFF and FLAC") {
  check_all_pairs(24, 251);
}

TEST_CASE("every 65521st 32-bit code is right in and between WAV and AIFF") {
  check_all_pairs(32, 65521);
}

TEST_CASE("every 24-bit code is right in WAV") { check_codes("half", "wav", "wav", 24, 1); }

TEST_CASE("every 24-bit code is right in AIFF") { check_codes("full", "aiff", "aiff", 24, 1); }
