// The picture that the command line asks for: its place, its format and size, and how it is drawn.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/context/context.hpp"
#include "cli/options/option_list.hpp"
#include "cli/outputs/picture/figure.hpp"
#include "cli/outputs/picture/gnuplot.hpp"
#include "cli/outputs/picture/picture_format.hpp"
#include "cli/pipeline/places.hpp"
#include "io/file/output.hpp"

namespace rectify::cli {

/// What --range asks for: from where to where the x axis goes.
struct AxisRange {
  enum class Unit : std::uint8_t { kNone, kSeconds, kHertz };
  double start = 0;
  double stop = 0;
  Unit unit = Unit::kNone;  ///< kNone: bare numbers
};

class PictureRequest {
 public:
  void declare(OptionList& options);

  /// `another_file`: the command writes one beside the picture, under the same rules.
  void check(const OptionList& options, bool another_file);

  /// The picture, and the script where one is asked for.
  [[nodiscard]] std::vector<Place> places() const;
  [[nodiscard]] std::string name() const;

  [[nodiscard]] const std::optional<AxisRange>& range() const { return range_; }

  /// Opens both and starts gnuplot, before anything is known of the signal. Throws io::Error
  /// kOutput where one of them can't be made.
  void claim(const Context& context);

  /// Opens another file beside the picture, under the same rules.
  [[nodiscard]] io::Output open_beside(const std::string& path, const Context& context) const;

  /// About how many columns of pixels, or characters, the curves have from left to right; after
  /// claim().
  [[nodiscard]] std::size_t columns() const { return size_.width; }

  /// Draws the figure and makes the picture and the script appear; once, after claim().
  void draw(const Figure& figure, const Context& context);

 private:
  [[nodiscard]] std::string path() const { return path_.value_or("-"); }

  std::optional<std::string> path_;
  const PictureFormat* asked_format_ = nullptr;
  const PictureFormat* format_ = nullptr;  // decided in check(); null: not known
  std::optional<std::string> script_;
  std::optional<PictureSize> asked_size_;
  std::optional<AxisRange> range_;
  bool force_ = false;
  PictureSize size_;  // decided in claim(); no height: it depends on the panels
  std::optional<io::Output> picture_;
  std::optional<io::Output> script_output_;
  std::optional<Gnuplot> gnuplot_;
};

}  // namespace rectify::cli
