// The amplitudes of two signals over frequency, averaged over windows of any number of frames.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace rectify::cli {

/// Welch's method: windows of 65536 frames (or of all, where they are fewer), each half over the
/// one before, are weighted by a Kaiser window with β = 20, whose side lobes lie 155 dB below its
/// top, and Fourier-transformed; the powers are averaged. Frames after the last whole window are
/// not looked at. A sine of amplitude A far from other frequencies shows A at its own; a line is 13
/// places wide, and so is DC, which hides what lies in its seven.
class Spectrum {
 public:
  Spectrum();
  Spectrum(const Spectrum&) = delete;
  Spectrum& operator=(const Spectrum&) = delete;
  ~Spectrum();

  /// The next frame of both signals. What is not finite must have been replaced.
  void add(double first, double second);

  /// After the last frame: the amplitude of the first signal (0) or the second (1) at each multiple
  /// of rate/length().
  [[nodiscard]] std::vector<double> amplitudes(std::size_t signal);

  /// After amplitudes(): the length of the Fourier transform, and that of the window.
  [[nodiscard]] std::size_t length() const;
  [[nodiscard]] std::size_t window() const;

 private:
  class Transform;

  void take_window();

  std::vector<double> first_;  // frames that wait
  std::vector<double> second_;
  std::unique_ptr<Transform> transform_;
};

}  // namespace rectify::cli
