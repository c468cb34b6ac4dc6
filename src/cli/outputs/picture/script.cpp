// Writes gnuplot's commands: ranges, labels, curves and their data.
#include "cli/outputs/picture/script.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <iterator>
#include <vector>

#include "cli/context/report.hpp"
#include "cli/context/utf8.hpp"

namespace rectify::cli {
namespace {

/// The colours of Okabe and Ito (2008), which colour-blind people tell apart, less the yellow that
/// white paper swallows, with dashes for those who see none.
/// Each is narrower than the one before, so that those under it are seen where curves coincide.
struct Member {
  std::string_view colour;
  std::string_view dashes;
  double width;
};
constexpr std::array<Member, kMostCurves> kMembers = {{{"#0072b2", "solid", 4.5},
                                                       {"#d55e00", "(9,3)", 3},
                                                       {"#009e73", "(4,3)", 2},
                                                       {"#cc79a7", "(12,3,3,3)", 1.8},
                                                       {"#e69f00", "(16,6)", 1.6},
                                                       {"#56b4e9", "(3,2)", 1.5},
                                                       {"#000000", "(8,3,2,3,2,3)", 1.2}}};

/// The name as it is shown: escaped, cut in the middle to `most` characters.
std::string shown(std::string_view name, std::size_t most) {
  std::string text = escaped(name);
  std::vector<std::size_t> characters;  // where each begins
  for (std::size_t at = 0; at < text.size(); ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U) characters.push_back(at);
  }
  if (characters.size() <= most) return text;
  const std::size_t front = (most - 1) / 2;
  const std::size_t back = most - 1 - front;
  return text.substr(0, characters[front]) + "…" +
         text.substr(characters[characters.size() - back]);
}

/// In text the line type chooses the character and, on a terminal, the colour.
std::string style_of(const Curve& curve, std::size_t member, std::size_t linetype, bool alone,
                     bool text) {
  if (text) return fmt::format("{} linetype {}", curve.dots ? "points" : "lines", linetype);
  std::string style = curve.dots ? "linespoints pointtype 7 pointsize 0.3" : "lines";
  style += fmt::format(" linetype {} ", linetype);
  switch (curve.stroke) {
    case Stroke::kUnder:
      return style + fmt::format("linecolor rgb '#999999' linewidth {} dashtype solid",
                                 curve.dashed ? 4 : 1.5);
    case Stroke::kOver: return style + "linecolor rgb '#0072b2' linewidth 1.8 dashtype solid";
    case Stroke::kOutline: return style + "linecolor rgb '#dddddd' linewidth 1 dashtype solid";
    case Stroke::kTarget: return style + "linecolor rgb '#000000' linewidth 1.6 dashtype (10,5)";
    case Stroke::kMember: break;
  }
  const Member& look = kMembers[member % kMembers.size()];
  return style + fmt::format("linecolor rgb '{}' linewidth {} dashtype {}", look.colour,
                             alone          ? 1.8
                             : curve.dashed ? look.width
                                            : 1.5,
                             curve.dashed ? look.dashes : "solid");
}

/// The least and the greatest y that is drawn, with some room (in text a row or more, for the
/// legend); from 0 to 1 where nothing is.
std::pair<double, double> range_of(const Panel& panel, bool text) {
  double least = std::numeric_limits<double>::infinity();
  double greatest = -least;
  for (const Curve& curve : panel.curves) {
    for (const Point& point : curve.points) {
      if (!std::isfinite(point.y)) continue;
      least = std::min(least, point.y);
      greatest = std::max(greatest, point.y);
    }
  }
  if (least > greatest) return {0, 1};
  if (panel.y_start) return {*panel.y_start, std::max(greatest, *panel.y_start + 1) + 5};
  if (panel.log_y) return {least / 1.5, greatest * 1.5};
  double room = (text ? 0.15 : 0.05) * (greatest - least);
  if (room <= 1e-9 * std::max(std::fabs(least), std::fabs(greatest))) {
    room = std::max(std::fabs(greatest) * 0.1, least == 0 ? 1.0 : 1e-300);
  }
  return {least - room, greatest + room};
}

/// A line through one point alone would not be seen: it is drawn as a dash of `dash` to either
/// side.
void append_data(std::string& script, const std::string& name, const Curve& curve, double dash) {
  script += name + " << RECTIFY_END\n";
  const auto drawn = [&](std::size_t i) {
    return i < curve.points.size() && std::isfinite(curve.points[i].y);
  };
  const auto append = [&](double x, double y) {
    fmt::format_to(std::back_inserter(script), "{:.15g} {:.9g}\n", x, y);
  };
  for (std::size_t i = 0; i < curve.points.size(); ++i) {
    const Point& point = curve.points[i];
    const bool follows = i != 0 && drawn(i - 1);
    if (!drawn(i)) {
      if (follows) script += '\n';  // two of them would begin another data set
    } else if (follows || drawn(i + 1) || curve.dots) {
      append(point.x, point.y);
    } else {
      append(point.x - dash, point.y);
      append(point.x + dash, point.y);
    }
  }
  script += "RECTIFY_END\n";
}

void append_panel(std::string& script, const Panel& panel, std::size_t number,
                  std::size_t most_in_name, bool text) {
  for (std::size_t i = 0; i < panel.curves.size(); ++i) {
    const double dash = panel.log_x ? 0 : (panel.x_stop - panel.x_start) / 400;
    append_data(script, fmt::format("$curve_{}_{}", number, i + 1), panel.curves[i], dash);
  }
  const auto [least, greatest] = range_of(panel, text);
  const auto out = std::back_inserter(script);
  fmt::format_to(out, "{} logscale x\n{} logscale y\n", panel.log_x ? "set" : "unset",
                 panel.log_y ? "set" : "unset");
  fmt::format_to(out, "set xrange [{:.15g}:{:.15g}]\nset yrange [{:.9g}:{:.9g}]\n", panel.x_start,
                 panel.x_stop, least, greatest);
  // Text can't be turned: there the label stands above the axis.
  fmt::format_to(out, "set xlabel {}\nset {} {}{}\n", quoted(shown(panel.x_label, 60)),
                 text ? "label 1" : "ylabel", quoted(shown(panel.y_label, most_in_name)),
                 text ? " at graph 0, graph 1 left offset -4,1" : "");
  script += "plot";
  // The first member looks like what lies over all; where there is rank, it is left to that.
  const bool ranked = std::ranges::any_of(
      panel.curves, [](const Curve& curve) { return curve.stroke != Stroke::kMember; });
  std::size_t member = ranked ? 1 : 0;
  for (std::size_t i = 0; i < panel.curves.size(); ++i) {
    const Curve& curve = panel.curves[i];
    if (text && curve.stroke == Stroke::kOutline) continue;
    const std::string title =
        curve.name.empty() ? "notitle"
                           : "title " + quoted((text ? " " : "") + shown(curve.name, most_in_name));
    fmt::format_to(out, "{} $curve_{}_{} using 1:2 with {} {}", i == 0 ? "" : ", \\\n    ", number,
                   i + 1, style_of(curve, member, i + 1, panel.curves.size() == 1, text), title);
    if (curve.stroke == Stroke::kMember) ++member;
  }
  script += '\n';
}

}  // namespace

std::string quoted(std::string_view text) {
  // What is neither a letter nor harmless goes as a number, with as many digits as gnuplot reads.
  constexpr std::string_view kHarmless = " .,:;_-+=()/[]%<>!?*";
  std::string result = "\"";
  for (const char c : escaped(text)) {
    const auto code = static_cast<unsigned char>(c);
    const bool letter = std::isalnum(code) != 0 || code >= 0x80;
    if (letter || kHarmless.find(c) != kHarmless.npos) {
      result += c;
    } else {
      result += code < 0100 ? fmt::format("\\{:04o}", code) : fmt::format("\\{:03o}", code);
    }
  }
  return result + "\"";
}

std::string script_of(const Figure& figure, std::size_t columns, bool text) {
  bool labels_between = false;
  std::size_t names = 0;  // the greatest number in a legend
  for (const Panel& panel : figure.panels) {
    if (&panel != &figure.panels.back() && !panel.x_label.empty()) labels_between = true;
    const auto named = [](const Curve& curve) { return !curve.name.empty(); };
    names = std::max(names, static_cast<std::size_t>(std::ranges::count_if(panel.curves, named)));
  }
  const bool beside = names > 3;  // the legend: beside the panels, not above
  const std::size_t most_in_name =
      std::clamp<std::size_t>(columns / (beside ? 3 : names + 1) - 1, 8, beside ? 32 : 45);
  std::size_t longest = 0;
  for (const Panel& panel : figure.panels) {
    for (const Curve& curve : panel.curves) {
      longest = std::max(longest, columns_of(shown(curve.name, most_in_name)));
    }
  }
  const std::size_t right = beside ? longest + 8 : 3;
  std::string script = "set encoding utf8\nset style data lines\n";
  if (text) {
    script += "set border 3\nset tics nomirror\nset xzeroaxis linetype 0\n";
  } else {
    script +=
        "set border 3 linecolor rgb '#444444'\n"
        "set tics nomirror textcolor rgb '#000000'\n"
        "set grid linetype 1 linecolor rgb '#dddddd' linewidth 0.5 dashtype solid\n"
        "set xzeroaxis linetype 1 linecolor rgb '#888888' linewidth 0.7 dashtype solid\n";
  }
  script += beside ? "set key noenhanced at graph 1.02, graph 0.5 left center vertical Left "
                     "reverse samplen 3\n"
                   : "set key noenhanced at graph 0.5, graph 1.01 center bottom horizontal Left "
                     "reverse samplen 3\n";
  script += fmt::format("set multiplot layout {},1 margins char {},{},4,{} spacing char 0,{}\n",
                        figure.panels.size(), text ? 10 : 11, right, beside ? 1 : 2,
                        labels_between ? 5.5
                        : beside       ? 2.5
                                       : 3.5);
  for (std::size_t i = 0; i < figure.panels.size(); ++i) {
    append_panel(script, figure.panels[i], i + 1, most_in_name, text);
  }
  return script + "unset multiplot\n";
}

}  // namespace rectify::cli
