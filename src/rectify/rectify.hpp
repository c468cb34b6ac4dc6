// All of the core library: rectification of samples and its gradient.
//
// functions.hpp has each rectifier as one call on a span; what needs history is an object with
// process(), in stages/. Every header uses only those of the rooms below it:
//
//     functions.hpp
//     gradient/                       losses, descent, the check of a transpose
//     alias_free/                     rectification without aliasing
//     measures/                       DC, RMS, ripple and others; spectra
//     samples/    sources/   stages/  formats and the exact lane; waves; what has history
//     shapes/                         forward, backward and parameters of each shape
//     compensated_sum.hpp export.hpp  and detail/, whose headers are not installed
#pragma once

#include "rectify/alias_free/alias_free.hpp"
#include "rectify/alias_free/alias_free_check.hpp"
#include "rectify/alias_free/alias_free_parameters.hpp"
#include "rectify/compensated_sum.hpp"
#include "rectify/export.hpp"
#include "rectify/functions.hpp"
#include "rectify/gradient/descent.hpp"
#include "rectify/gradient/loss.hpp"
#include "rectify/gradient/transpose_check.hpp"
#include "rectify/measures/exact_sum.hpp"
#include "rectify/measures/power_spectrum.hpp"
#include "rectify/measures/signal_measure.hpp"
#include "rectify/measures/statistics.hpp"
#include "rectify/samples/codec.hpp"
#include "rectify/samples/exact.hpp"
#include "rectify/samples/sample_format.hpp"
#include "rectify/shapes/analytic_sum.hpp"
#include "rectify/shapes/envelope.hpp"
#include "rectify/shapes/floats.hpp"
#include "rectify/shapes/full_wave.hpp"
#include "rectify/shapes/gradient_check.hpp"
#include "rectify/shapes/half_wave.hpp"
#include "rectify/shapes/phase_list.hpp"
#include "rectify/shapes/phase_sum.hpp"
#include "rectify/shapes/phases.hpp"
#include "rectify/shapes/piecewise_linear.hpp"
#include "rectify/shapes/polyphase.hpp"
#include "rectify/shapes/relu.hpp"
#include "rectify/shapes/shape.hpp"
#include "rectify/shapes/units.hpp"
#include "rectify/shapes/upright_phase_sum.hpp"
#include "rectify/sources/angle.hpp"
#include "rectify/sources/generator.hpp"
#include "rectify/sources/line.hpp"
#include "rectify/stages/channel_sum.hpp"
#include "rectify/stages/dc.hpp"
#include "rectify/stages/hold.hpp"
#include "rectify/stages/level.hpp"
#include "rectify/stages/moving_average.hpp"
#include "rectify/stages/quadrature.hpp"
#include "rectify/stages/shape_stage.hpp"
#include "rectify/stages/stage.hpp"
#include "rectify/stages/team.hpp"
