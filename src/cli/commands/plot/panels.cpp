// Which curves go into which panel.
#include <utility>

#include "cli/commands/plot/chart.hpp"

namespace rectify::cli {
namespace {

void add_curve(Panel& panel, Series& series, Stroke stroke, bool envelopes) {
  Curve curve;
  curve.name = std::move(series.name);
  curve.stroke = stroke;
  curve.points = std::move(series.points);
  curve.dashed = !envelopes;
  panel.curves.push_back(std::move(curve));
}

void add_edges(Panel& panel, Series& series) {
  for (std::vector<Point>& edge : series.edges) {
    Curve curve;
    curve.stroke = Stroke::kOutline;
    curve.points = std::move(edge);
    panel.curves.push_back(std::move(curve));
  }
}

}  // namespace

std::vector<Panel> panels_of(std::vector<Series> inputs, std::vector<Series> outputs,
                             const std::string& result, const std::string& y_label,
                             bool envelopes) {
  std::vector<Panel> panels;
  if (inputs.size() == outputs.size()) {
    for (std::size_t c = 0; c < inputs.size(); ++c) {
      Panel panel;
      panel.y_label = inputs.size() == 1 ? y_label : inputs[c].name;
      inputs[c].name = "input";
      outputs[c].name = result;
      add_curve(panel, inputs[c], Stroke::kUnder, envelopes);
      add_curve(panel, outputs[c], Stroke::kOver, envelopes);
      add_edges(panel, inputs[c]);
      panels.push_back(std::move(panel));
    }
    return panels;
  }
  // A panel for each curve that would hide the others, or one for all.
  for (auto* group : {&inputs, &outputs}) {
    for (Series& series : *group) {
      if (panels.empty() || envelopes) {
        panels.emplace_back();
        panels.back().y_label =
            envelopes && inputs.size() + outputs.size() > 1 ? series.name : y_label;
      }
      const bool over = !inputs.empty() && group == &outputs;
      if (envelopes || inputs.size() + outputs.size() == 1) series.name.clear();
      add_curve(panels.back(), series, over ? Stroke::kOver : Stroke::kMember, envelopes);
    }
  }
  return panels;
}

std::string left_out_words(std::uint64_t values) {
  return counted(values, "value") + (values == 1 ? " is" : " are") +
         " not finite, too large or without a place on the axis: left out of the picture";
}

}  // namespace rectify::cli
