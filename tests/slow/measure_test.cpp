// Checks `measure` against ngspice's own .meas of the same run: average, RMS, peak and peak to
// peak, on steps of its own choice and on even ones.
#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "support/table.hpp"

using namespace test;

namespace {

/// A diode on the mains with 1 kΩ, with or without a capacitor. .meas looks at the whole run, which
/// is the table that measure reads.
std::string circuit(bool capacitor, bool even) {
  return std::string("* half wave\nV1 in 0 SIN(0 325 50)\nD1 in out diode\nR1 out 0 1k\n") +
         (capacitor ? "C1 out 0 20u IC=0\n" : "") +
         ".model diode D(IS=1e-12 N=1.8 RS=10m)\n.tran 20u 100m 0 20u\n.control\n"
         "set wr_singlescale\nset wr_vecnames\nset numdgt=12\nrun\n" +
         (even ? "linearize v(out)\n" : "") +
         "let load = v(out)\nwrdata load.txt load\n"
         "meas tran average AVG load\nmeas tran root RMS load\nmeas tran swing PP load\n"
         "meas tran highest MAX load\nquit 0\n.endc\n.end\n";
}

/// What .meas printed: "average             =  1.028495e+02 from=  0.000000e+00 …".
double measured(const std::string& log, const std::string& name) {
  std::size_t at = log.find("\n" + name);
  REQUIRE_MESSAGE(at != std::string::npos, name);
  at = log.find('=', at);
  return std::strtod(log.c_str() + at + 1, nullptr);
}

}  // namespace

TEST_CASE("averages, RMS and peaks are ngspice's, to the digits that it prints") {
  for (const bool capacitor : {false, true}) {
    for (const bool even : {false, true}) {
      CAPTURE(capacitor);
      CAPTURE(even);
      const TemporaryFolder folder;
      write_file(folder / "diode.cir", circuit(capacitor, even));
      const Result made = shell(
          "ngspice -b diode.cir > log 2>&1; $RECTIFY measure none load.txt --axis 1 --column 2 "
          "--format csv -v > figures.csv",
          folder.path(), 120);
      CHECK(made.status == 0);
      CHECK((made.err.find("rate: none, since the time steps unevenly") != std::string::npos) ==
            !even);
      const std::string log = read_file(folder / "log");
      const auto rows = split(read_file(folder / "figures.csv"), '\n');
      REQUIRE(rows.size() == 2);
      const auto keys = split(rows[0], ',');
      const auto values = split(rows[1], ',');
      const auto figure = [&](const std::string& key) {
        for (std::size_t i = 0; i < keys.size() && i < values.size(); ++i) {
          if (keys[i] == key) return std::strtod(values[i].c_str(), nullptr);
        }
        return 0.0;
      };
      MESSAGE("ngspice ", measured(log, "average"), " ", measured(log, "root"), ", here ",
              figure("dc"), " ", figure("rms"));
      // Half the last digit that ngspice prints of 100 V: of averages and peaks 7, of RMS 6. Over
      // even rows measure takes the mean, and ngspice the trapezoidal rule, which counts the first
      // and the last row half: at most half of 325 V over the number of rows.
      const double ends = even ? 325.0 / 2 / figure("frames") : 0;
      CHECK(std::fabs(figure("dc") - measured(log, "average")) <= 0.5001e-4 + ends);
      CHECK(std::fabs(figure("rms") - measured(log, "root")) <= 0.5001e-3 + ends);
      CHECK(std::fabs(figure("maximum") - measured(log, "highest")) <= 0.5001e-4);
      CHECK(std::fabs(figure("ripple_peak_to_peak") - measured(log, "swing")) <= 0.5001e-4);
    }
  }
}
