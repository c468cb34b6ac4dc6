// Pictures in PNG as pixels, decoded by ffmpeg, and where their axes stand.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "support/process.hpp"

namespace test {

struct Colour {
  int red = 0;
  int green = 0;
  int blue = 0;
};

// Those of the curves.
constexpr Colour kGrey{0x99, 0x99, 0x99};
constexpr Colour kBlue{0x00, 0x72, 0xb2};
constexpr Colour kVermillion{0xd5, 0x5e, 0x00};
constexpr Colour kGreen{0x00, 0x9e, 0x73};

class Picture {
 public:
  explicit Picture(const std::string& path) {
    const std::string png = read_file(path);
    REQUIRE(png.starts_with("\x89PNG\r\n\x1a\n"));
    width = big_endian(png, 16);
    height = big_endian(png, 20);
    const Result decoded = shell("ffmpeg -v error -i '" + path + "' -f rawvideo -pix_fmt rgb24 -");
    REQUIRE(decoded.status == 0);
    REQUIRE(decoded.out.size() == 3 * width * height);
    pixels_ = decoded.out;
  }

  /// Whether a pixel has about that colour: what is drawn thin is mixed with the paper.
  [[nodiscard]] bool is(std::size_t x, std::size_t y, Colour colour, int distance = 45) const {
    const auto part = [&](std::size_t i) {
      return static_cast<int>(static_cast<unsigned char>(pixels_[3 * (y * width + x) + i]));
    };
    return std::abs(part(0) - colour.red) < distance &&
           std::abs(part(1) - colour.green) < distance &&
           std::abs(part(2) - colour.blue) < distance;
  }

  /// The rows of a column that have the colour, between two rows.
  [[nodiscard]] std::vector<std::size_t> rows(std::size_t x, Colour colour, std::size_t top,
                                              std::size_t bottom) const {
    std::vector<std::size_t> found;
    for (std::size_t y = top; y < bottom; ++y) {
      if (is(x, y, colour)) found.push_back(y);
    }
    return found;
  }

  [[nodiscard]] std::size_t count(Colour colour) const {
    std::size_t found = 0;
    for (std::size_t y = 0; y < height; ++y) {
      for (std::size_t x = 0; x < width; ++x) found += is(x, y, colour) ? 1U : 0U;
    }
    return found;
  }

  std::size_t width = 0;
  std::size_t height = 0;

 private:
  static std::size_t big_endian(const std::string& bytes, std::size_t at) {
    std::size_t number = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      number = number << 8U | static_cast<unsigned char>(bytes[at + i]);
    }
    return number;
  }

  std::string pixels_;
};

/// The axes of one panel, found by their dark lines, from the first row on.
class Axes {
 public:
  Axes(const Picture& picture, double x_start, double x_stop, double y_start, double y_stop,
       std::size_t from_row = 0)
      : x_start_(x_start), x_stop_(x_stop), y_start_(y_start), y_stop_(y_stop) {
    const auto dark = [&](std::size_t x, std::size_t y) {
      return picture.is(x, y, {0x44, 0x44, 0x44}, 40);
    };
    // The y axis is the first column with a long dark line, the x axis the row where that ends.
    for (std::size_t x = 0; x < picture.width && bottom == 0; ++x) {
      std::size_t run = 0;
      for (std::size_t y = from_row; y < picture.height; ++y) {
        run = dark(x, y) ? run + 1 : 0;
        if (run < 100) continue;
        left = x;
        bottom = y;
        top = y + 1 - run;
        while (bottom + 1 < picture.height && dark(x, bottom + 1)) ++bottom;
        break;
      }
    }
    REQUIRE(bottom != 0);
    right = left;
    while (right + 1 < picture.width && dark(right + 1, bottom)) ++right;
    REQUIRE(right > left + 100);
  }

  [[nodiscard]] std::size_t column(double x) const {
    const double part = (x - x_start_) / (x_stop_ - x_start_);
    return left + static_cast<std::size_t>(part * static_cast<double>(right - left) + 0.5);
  }
  [[nodiscard]] double row(double y) const {
    const double part = (y_stop_ - y) / (y_stop_ - y_start_);
    return static_cast<double>(top) + part * static_cast<double>(bottom - top);
  }

  std::size_t left = 0;
  std::size_t right = 0;
  std::size_t top = 0;
  std::size_t bottom = 0;

 private:
  double x_start_;
  double x_stop_;
  double y_start_;
  double y_stop_;
};

/// The curve of that colour goes through y at x: the middle of the pixels that belong together is
/// within two pixels of it, half its width and a rounding.
inline void check_passes(const Picture& picture, const Axes& axes, Colour colour, double x,
                         double y) {
  const auto rows = picture.rows(axes.column(x), colour, axes.top, axes.bottom);
  CAPTURE(x);
  CAPTURE(y);
  REQUIRE_FALSE(rows.empty());
  double nearest = 1e9;
  for (std::size_t first = 0, i = 0; i < rows.size(); ++i) {
    if (i + 1 < rows.size() && rows[i + 1] == rows[i] + 1) continue;
    const double middle = 0.5 * static_cast<double>(rows[first] + rows[i]);
    nearest = std::min(nearest, std::fabs(middle - axes.row(y)));
    first = i + 1;
  }
  CHECK(nearest <= 2);
}

}  // namespace test
