// The table of formats.
#include "cli/outputs/picture/picture_format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "io/table/units.hpp"

namespace rectify::cli {
namespace {

constexpr double kPixelsInInch = 96;  // as in CSS

constexpr std::array kFormats = {
    PictureFormat{"svg", false,
                  [](PictureSize size) {
                    return fmt::format(
                        "svg noenhanced size {},{} font 'sans-serif,13' background '#ffffff'",
                        size.width, size.height);
                  }},
    PictureFormat{"png", false,
                  [](PictureSize size) {
                    return fmt::format(
                        "pngcairo noenhanced size {},{} font 'sans,10' background '#ffffff'",
                        size.width, size.height);
                  }},
    PictureFormat{"pdf", false,
                  [](PictureSize size) {
                    return fmt::format(
                        "pdfcairo noenhanced size {:.4f}in,{:.4f}in font 'sans,8' fontscale 1 "
                        "linewidth 1.6 background '#ffffff'",
                        static_cast<double>(size.width) / kPixelsInInch,
                        static_cast<double>(size.height) / kPixelsInInch);
                  }},
    PictureFormat{"txt", true, [](PictureSize size) {
                    // In colours all curves would be of the same characters.
                    return fmt::format("dumb noenhanced nofeed mono size {},{}", size.width,
                                       size.height);
                  }}};

}  // namespace

std::optional<const PictureFormat*> picture_format_named(std::string_view name) {
  const auto* const found = std::ranges::find(kFormats, io::lower_case(name), &PictureFormat::name);
  return found == kFormats.end() ? std::nullopt : std::optional(&*found);
}

std::optional<const PictureFormat*> picture_format_of(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const std::size_t dot = name.rfind('.');
  if (dot != name.npos && dot != 0) return picture_format_named(name.substr(dot + 1));
  const bool stream =
      path == "-" || path.starts_with("/dev/") || path.starts_with("/proc/self/fd/");
  return stream ? picture_format_named("txt") : std::nullopt;
}

std::vector<std::string_view> picture_format_names() {
  std::vector<std::string_view> names;
  for (const PictureFormat& format : kFormats) names.push_back(format.name);
  return names;
}

}  // namespace rectify::cli
