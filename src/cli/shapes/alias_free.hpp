// --alias-free: a shape between the samples instead of on them.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "cli/context/context.hpp"
#include "cli/context/report.hpp"
#include "cli/options/option_list.hpp"
#include "cli/shapes/passes.hpp"
#include "cli/sources/signal.hpp"
#include "rectify/alias_free/alias_free.hpp"
#include "rectify/shapes/phases.hpp"
#include "rectify/shapes/shape.hpp"
#include "rectify/stages/quadrature.hpp"
#include "rectify/stages/stage.hpp"

namespace rectify::cli {

/// Adds the option, which every shape has.
void declare_alias_free(OptionList& options, bool& alias_free);

/// Throws io::Error kUsage where --alias-free is asked of points along a line.
void check_alias_free(const OptionList& options, bool on_line);

/// Adds the shape that is made of these pieces. Throws io::Error kUsage where the signal has no
/// rate, and where there are too many channels. What is returned belongs to the chain; the team of
/// the context must outlive it; here and below.
const AliasFreeStage* add_alias_free(Chain& chain, const PiecewiseLinear& pieces,
                                     const Signal& signal, const Context& context);

/// Adds the sum of the signal at these phases. A sine or a sweep is shifted by its angle; any other
/// signal must have become its analytic signal in the chain before.
const AliasFreeStage* add_alias_free_phases(Chain& chain, const Phases& phases, double drop,
                                            double scale, const Signal& signal,
                                            const Context& context);

/// The stage, after which the frames line up with those before it: its latency is cut off at once
/// and not at the end of the chain. For a filter whose first frames, before the signal begins, an
/// alias-free stage would take for a part of the signal.
[[nodiscard]] std::unique_ptr<Stage> aligned(std::unique_ptr<Stage> stage,
                                             std::size_t channels_out);

/// Adds what puts the analytic signal of a generated wave in the place of its samples, and what
/// leads from the gradient by that signal to the gradient by the angle of the wave.
void add_analytic_wave(Chain& chain, const Wave& wave);
void add_by_angle(Chain& chain, const Wave& wave);

/// Both passes of a shape that is made of pieces, or of a sum of phases, whose argument is the
/// analytic signal, that of a filter or of a generated wave. Throws as add_alias_free() does.
[[nodiscard]] std::unique_ptr<Passes> alias_free_passes(const std::shared_ptr<const Shape>& shape,
                                                        const Signal& signal,
                                                        const Context& context);
[[nodiscard]] std::unique_ptr<Passes> alias_free_phase_passes(const Phases& phases, double drop,
                                                              double scale, const Signal& signal,
                                                              const AnalyticSignal* filter,
                                                              const Context& context);

/// After the last frame: warns where a sample of `name` was no number that can be rectified.
void report_spoilt(const AliasFreeStage& stage, const std::string& name, const Report& report);

}  // namespace rectify::cli
