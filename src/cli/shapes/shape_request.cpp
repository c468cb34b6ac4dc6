// The table of shapes, and what most of them share.
#include "cli/shapes/shape_request.hpp"

#include <array>
#include <utility>

#include "cli/options/values.hpp"
#include "cli/shapes/alias_free.hpp"
#include "cli/shapes/pointwise_passes.hpp"
#include "rectify/stages/shape_stage.hpp"

namespace rectify::cli {

// The rows, each in the file of its name. A new shape is a new file and a line in both places here.
const ShapeRow& half_row();
const ShapeRow& full_row();
const ShapeRow& multiphase_row();
const ShapeRow& units_row();

std::span<const ShapeRow* const> shapes() {
  static const std::array kAll = {&half_row(), &full_row(), &multiphase_row(), &units_row()};
  return kAll;
}

void ShapeRequest::add_forward(Chain& chain, const Signal& signal, const Context& context) {
  if (polyphase_)
    return chain.add(std::make_unique<ShapeStage>(circuit_of(signal), context.team), 1);
  if (alias_free_) {
    stage_ = add_alias_free(chain, *shape()->pieces(), signal, context);
  } else {
    chain.add(std::make_unique<ShapeStage>(shape(), context.team), signal.channels());
  }
}

std::unique_ptr<const Shape> ShapeRequest::circuit_of(const Signal& signal) const {
  if (signal.channels() < 2) {
    usage_error("--polyphase needs two or more phases, each a channel: " + signal.name() +
                " has one");
  }
  return circuit_(signal.channels());
}

std::vector<std::string> ShapeRequest::result_names(const Signal& signal) const {
  if (polyphase_) return {"polyphase"};
  return signal.format().names;
}

BackwardParts ShapeRequest::backward(const Signal& signal, const ShapeUse& /*use*/,
                                     const Context& context) {
  BackwardParts parts;
  parts.names = parameter_names();
  if (alias_free_) {
    parts.passes = alias_free_passes(shape(), signal, context);
  } else if (polyphase_) {
    parts.passes =
        std::make_unique<PointwisePasses>(circuit_of(signal), circuit_of(signal), context.team);
  } else {
    auto passes = std::make_unique<PointwisePasses>(shape(), shape(), context.team);
    parts.masked = passes.get();
    parts.passes = std::move(passes);
  }
  return parts;
}

void ShapeRequest::report_end(const Signal& signal, const Report& report) const {
  if (stage_ != nullptr) report_spoilt(*stage_, signal.name(), report);
}

void ShapeRequest::declare_mode(OptionList& options) { declare_alias_free(options, alias_free_); }

void ShapeRequest::declare_polyphase(OptionList& options, Circuit circuit) {
  circuit_ = std::move(circuit);
  options.flag(Group::kShape, "--polyphase", "the channels are phases of one supply on one load",
               polyphase_);
}

void ShapeRequest::check_polyphase(const OptionList& options) {
  for (const char* of_one_phase : {"--alias-free", "--leak"}) {
    options.exclude({"--polyphase", of_one_phase});
  }
}

void declare_drop(OptionList& options, double& drop) {
  options.value(Group::kShape, "--drop", "V", "forward voltage of the whole path, V >= 0 (0)",
                amplitude_from_zero(drop));
}

void declare_leak(OptionList& options, double& leak) {
  options.value(Group::kShape, "--leak", "ALPHA", "leaky ReLU: the slope below zero (0)",
                any_number(leak));
}

void declare_mean(OptionList& options, bool& mean) {
  options.flag(Group::kSteps, "--mean", "divide the sum by its number of terms", mean);
}

}  // namespace rectify::cli
