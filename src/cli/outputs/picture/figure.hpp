// What a picture shows: panels one above the other, with curves in them.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace rectify::cli {

struct Point {
  double x = 0;
  double y = 0;  ///< NaN: a gap
};

/// How a curve is drawn.
enum class Stroke : std::uint8_t {
  kUnder,    ///< wide and grey, so that it is seen under another
  kOver,     ///< narrow and blue, over that one
  kOutline,  ///< a thin light edge of one that is hidden under another
  kMember,   ///< one of several of the same rank, each with its own colour and dashes
  kTarget,   ///< what another should become
};

struct Curve {
  std::string name;  ///< in the legend; empty: not in it
  Stroke stroke = Stroke::kMember;
  std::vector<Point> points;
  bool dashed = true;  ///< members alone: dashes are seen where a curve is no zigzag
  bool dots = false;   ///< with a dot at each point
};

struct Panel {
  std::string x_label;  ///< empty: that of the panel below
  std::string y_label;
  double x_start = 0;
  double x_stop = 1;
  bool log_x = false;
  bool log_y = false;
  std::optional<double> y_start = {};  ///< what lies below is cut off
  std::vector<Curve> curves;
};

struct Figure {
  std::vector<Panel> panels;
};

/// The most curves that can be told apart in a panel, and the most panels for channels.
constexpr std::size_t kMostCurves = 7;

constexpr double kGap = std::numeric_limits<double>::quiet_NaN();

}  // namespace rectify::cli
