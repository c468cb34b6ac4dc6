// Rectifies blocks where they lie.
#include "cli/pipeline/exact_lane.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include "rectify/samples/codec.hpp"

namespace rectify::cli {

void run_exact(ExactShape shape, io::SampleReader& reader, io::SampleWriter& writer) {
  constexpr std::size_t kBlock = std::size_t{256} * 1024;  // bytes: larger ones are no faster
  const SampleFormat from = reader.samples();
  const SampleFormat to = writer.samples();
  const std::size_t frame_bytes = reader.sound().channels * bytes_per_sample(from.type);
  std::vector<std::byte> block(std::max(kBlock, frame_bytes));
  std::vector<std::byte> converted;
  const bool from_floats = !is_integer(from.type);
  const int bits = reader.sound().encoding->bits;
  while (const std::size_t bytes = reader.read(block)) {
    const auto samples = std::span(block).first(bytes);
    if (from_floats) {
      rectify_in_place(shape, from, samples);
    } else {
      rectify_in_place(shape, from, bits, samples);
    }
    if (from == to) {
      writer.write(samples);
      continue;
    }
    converted.resize(bytes / bytes_per_sample(from.type) * bytes_per_sample(to.type));
    convert(from, samples, to, converted);
    writer.write(converted);
  }
}

std::uint64_t run_exact(io::ExactRows& rows, Sink& sink) {
  Rows block;
  while (rows.read(block.text)) sink.write(block);
  return rows.count();
}

}  // namespace rectify::cli
