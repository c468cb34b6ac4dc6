// Sentences about clipping, overflow and NaN.
#include "cli/outputs/sound_losses.hpp"

#include <fmt/format.h>

#include <cmath>

#include "io/file/error.hpp"
#include "io/sound/container.hpp"

namespace rectify::cli {
namespace {

/// "--gain -3.52, --normalize or --encoding float"
std::string listed_as_choice(const std::vector<std::string>& choices) {
  std::string text;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    text += (i == 0 ? "" : i + 1 == choices.size() ? " or " : ", ") + choices[i];
  }
  return text;
}

/// The option for an encoding that keeps the samples, or a file that does.
std::string encoding_cure(const io::Encoding& encoding, const io::SoundFormat& format,
                          const Cures& cures) {
  if (cures.encoding && !format.container->lossy && format.container->holds(encoding)) {
    return "--encoding " + std::string(encoding.name);
  }
  return cures.encoding ? "a " + std::string(encoding.name) + " WAV" : "a table";
}

std::string keeps(std::uint64_t samples) { return samples == 1 ? " keeps it" : " keeps them"; }

}  // namespace

void report_losses(const OutOfRange& losses, const std::string& name, const io::SoundFormat& format,
                   const Cures& cures, bool fail_on_clip, const Report& report) {
  if (losses.clipped != 0) {
    std::vector<std::string> choices;
    if (std::isfinite(losses.peak)) choices = cures.lower;
    choices.push_back(encoding_cure(io::kFloat, format, cures));
    const std::string what =
        fmt::format("{}: {} clipped, the peak being {:.6g} ({:+.2f} dB); {}{}", name,
                    counted(losses.clipped, "sample"), losses.peak, 20 * std::log10(losses.peak),
                    listed_as_choice(choices), keeps(losses.clipped));
    if (fail_on_clip) throw io::Error(io::ExitStatus::kFailed, what);
    report.warn(what);
  }
  if (losses.overflowed != 0) {
    report.warn(fmt::format(
        "{}: {} too large for float and became infinite, the peak being "
        "{:.6g}; {}{}",
        name, counted(losses.overflowed, "sample") + (losses.overflowed == 1 ? " was" : " were"),
        losses.peak, encoding_cure(io::kDouble, format, cures), keeps(losses.overflowed)));
  }
  if (losses.not_a_number != 0) {
    report.warn(fmt::format(
        "{}: {} not a number and became 0", name,
        counted(losses.not_a_number, "sample") + (losses.not_a_number == 1 ? " was" : " were")));
  }
}

}  // namespace rectify::cli
