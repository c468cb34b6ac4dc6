// One sound file through the program, made and read by other programs.
#pragma once

#include <doctest/doctest.h>

#include <string>

#include "support/process.hpp"
#include "support/sound_bytes.hpp"

namespace test {

/// Every stride-th code, in a `from` file, by `rectify SHAPE` into a `to` file.
inline void check_codes(const std::string& shape, const std::string& from, const std::string& to,
                        int bits, std::int64_t stride) {
  CAPTURE(shape);
  CAPTURE(from);
  CAPTURE(to);
  CAPTURE(bits);
  const TemporaryFolder folder;
  const std::string codes = all_codes(bits, stride);
  write_file(folder / "codes.raw", codes);
  const Result result =
      shell(encoded_by("codes.raw", bits, 1, "in." + from) + " && $RECTIFY " + shape + " in." +
                from + " -o out." + to + " && " + decoded_by("out." + to, bits),
            folder.path(), 300);
  CHECK(result.status == 0);
  // sox gives an AIFF a comment with a time, which a FLAC keeps as flac does.
  const std::string kept =
      "out.flac: WARNING: found foreign metadata, use --keep-foreign-metadata to restore\n";
  const bool quiet = result.err.empty() || result.err == kept;
  CHECK_MESSAGE(quiet, result.err);
  // Compared here, so that a failure does not print megabytes.
  CHECK(result.out.size() == codes.size());
  const bool same = result.out == rectified(shape, codes, bits);
  CHECK(same);
}

}  // namespace test
