// What an encoder makes of doubles.
#pragma once

#include <vector>

#include "rectify/samples/codec.hpp"
#include "support/packed.hpp"

namespace test {

inline Bytes encoded(rectify::Encoder& encoder, const std::vector<double>& in) {
  Bytes out(in.size() * rectify::bytes_per_sample(encoder.format().type));
  encoder.encode(in, out);
  return out;
}

}  // namespace test
