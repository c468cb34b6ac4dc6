// Counts as a sentence.
#include "cli/commands/grad/check_report.hpp"

#include <fmt/format.h>

#include <span>

#include "cli/context/report.hpp"
#include "io/file/error.hpp"
#include "io/file/output.hpp"

namespace rectify::cli {

void report_check(const GradientCheck& check) {
  const std::uint64_t compared = check.agreeing() + check.disagreeing();
  const std::string left_out =
      fmt::format("{} near a kink, {} too large and {} not finite left out", check.near_kink(),
                  check.too_large(), check.not_finite());
  if (check.disagreeing() != 0) {
    throw io::Error(io::ExitStatus::kFailed,
                    fmt::format("check: {} of {} derivatives disagree with central differences, by "
                                "{:.3g} at most; {}",
                                check.disagreeing(), compared, check.greatest(), left_out));
  }
  Report::result(
      fmt::format("check: all of {} derivatives agree with central differences, within "
                  "{:.3g}; {}",
                  compared, check.greatest(), left_out));
}

void write_check(const GradientCheck& check, io::Disk& disk) {
  const std::string line = fmt::format(
      R"({{"agreeing":{},"disagreeing":{},"greatest_difference":{},"near_kink":{},"too_large":{},)"
      R"("not_finite":{}}})"
      "\n",
      check.agreeing(), check.disagreeing(), check.greatest(), check.near_kink(), check.too_large(),
      check.not_finite());
  io::Output output = io::Output::open(disk, "-", io::Output::Existing::kRefuse);
  output.write(std::as_bytes(std::span(line)));
  output.commit();
}

}  // namespace rectify::cli
