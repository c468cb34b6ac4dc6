// What is said of an input once its last frame has been read, before an output appears.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "cli/context/context.hpp"
#include "cli/pipeline/places.hpp"
#include "cli/sources/signal.hpp"

namespace rectify::cli {

/// What a damaged input may do.
struct DamageRule {
  bool fail = false;                    ///< --fail-on-damage
  std::vector<Place> outputs;           ///< of the command
  std::string_view done = "rectified";  ///< what becomes of the rest
};

/// Warns of an input that is cut short or damaged. Throws io::Error kInput instead where the rule
/// says so, or where one of the outputs would take the place of that input: what is still in it
/// would be lost for good.
void report_damage(const Signal& signal, const DamageRule& rule, const Context& context);

/// The same, and warns of an input without frames. `frames`: how many came out.
void report_end(const Signal& signal, std::uint64_t frames, const DamageRule& rule,
                const Context& context);

}  // namespace rectify::cli
