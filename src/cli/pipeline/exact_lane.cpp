// Rectifies blocks where they lie.
#include "cli/pipeline/exact_lane.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include "cli/pipeline/in_turn.hpp"
#include "rectify/samples/codec.hpp"

namespace rectify::cli {

void run_exact(ExactShape shape, io::SampleReader& reader, io::SampleWriter& writer, Task task,
               Team& team) {
  constexpr std::size_t kBlock = std::size_t{256} * 1024;  // bytes: larger ones are no faster
  const SampleFormat from = reader.samples();
  const SampleFormat to = writer.samples();
  const std::size_t frame_bytes = reader.sound().channels * bytes_per_sample(from.type);
  const bool from_floats = !is_integer(from.type);
  const int bits = reader.sound().encoding->bits;
  struct Part {
    std::vector<std::byte> block;
    std::size_t bytes = 0;
    std::vector<std::byte> converted;
  };
  std::vector<Part> parts(team.size());
  in_turn(
      &team, parts,
      [&](Part& part) {
        part.block.resize(std::max(kBlock, frame_bytes));
        part.bytes = reader.read(part.block);
        return part.bytes != 0;
      },
      [&](Part& part) {
        const auto samples = std::span(part.block).first(part.bytes);
        if (from_floats) {
          rectify_in_place(shape, from, samples);
        } else {
          rectify_in_place(shape, from, bits, samples);
        }
        if (from == to) return true;
        part.converted.resize(part.bytes / bytes_per_sample(from.type) * bytes_per_sample(to.type));
        convert(from, samples, to, part.converted);
        return true;
      },
      [&](const Part& part) {
        writer.write(from == to ? std::span(part.block).first(part.bytes)
                                : std::span(part.converted));
        const std::size_t frames = part.bytes / frame_bytes;
        task.advance(static_cast<double>(frames));
      });
}

std::uint64_t run_exact(io::ExactRows& rows, Sink& sink, Task task, Team& team) {
  struct Part {
    io::ExactRows::Part text;
    Rows rows;
  };
  std::vector<Part> parts;
  const std::size_t count = rows.has_parts() ? team.size() : 0;
  for (std::size_t i = 0; i < count; ++i) parts.push_back({rows.part(), {}});
  Rows block;
  std::uint64_t told = 0;
  const auto advance = [&] {
    task.advance(static_cast<double>(rows.count() - told));
    told = rows.count();
  };
  // Rows that are not plain are taken one by one, for longer and longer where they come again.
  for (std::size_t blocks = 1;; blocks *= 2) {
    std::vector<std::size_t> left = in_turn(
        &team, parts, [&](Part& part) { return rows.read_part(part.text); },
        [](Part& part) { return io::ExactRows::rectify_part(part.text, part.rows.text); },
        [&](Part& part) {
          sink.write(part.rows);
          rows.count_part(part.text);
          advance();
        });
    for (; !left.empty(); left.pop_back()) rows.put_back(parts[left.back()].text);
    for (std::size_t i = 0; i < blocks; ++i) {
      if (!rows.read(block.text)) return rows.count();
      sink.write(block);
      advance();
    }
  }
}

}  // namespace rectify::cli
