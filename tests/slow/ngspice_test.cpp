// Checks --hold against ngspice's own capacitor: a rectifier simulated with variable steps, its
// source voltage exported and rectified here, beside the voltage of its load.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <sstream>

#include "support/table.hpp"

using namespace test;

namespace {

// 10 V at 50 Hz through a diode of nearly no drop into 100 uF with 100 ohms across: 10 ms.
constexpr std::string_view kCircuit = R"(* half-wave rectifier
V1 in 0 SIN(0 10 50)
D1 in out diode
C1 out 0 100u IC=0
R1 out 0 100
.model diode D(IS=1e-12 N=0.01 RS=1m)
.tran 50u 100m 0 50u UIC
.control
run
wrdata load.txt v(in) v(out)
quit 0
.endc
.end
)";

}  // namespace

TEST_CASE("a capacitor holds as ngspice's does, on steps of its own choice") {
  const TemporaryFolder folder;
  write_file(folder / "rectifier.cir", kCircuit);
  const Result made = shell(
      "ngspice -b rectifier.cir > log 2>&1 && $RECTIFY half --axis 1 --column 2 "
      "--hold 10ms --with-input load.txt -o held.csv",
      folder.path());
  CHECK(made.status == 0);
  CHECK(made.err == "");
  const Table held = read_table(read_file(folder / "held.csv"));
  std::istringstream lines(read_file(folder / "load.txt"));
  std::vector<double> times, load;
  for (double time = 0, in = 0, again = 0, out = 0; lines >> time >> in >> again >> out;) {
    times.push_back(time);
    load.push_back(out);
  }
  REQUIRE(times.size() > 500);
  REQUIRE(held.columns[0].size() == times.size());
  double shortest = 1, longest = 0, greatest = 0;
  for (std::size_t n = 1; n < times.size(); ++n) {
    shortest = std::min(shortest, times[n] - times[n - 1]);
    longest = std::max(longest, times[n] - times[n - 1]);
    if (times[n] > 0.005) greatest = std::max(greatest, std::fabs(held.columns[2][n] - load[n]));
  }
  MESSAGE(times.size(), " steps of ", shortest, " to ", longest, " s, greatest difference ",
          greatest, " V");
  CHECK(longest > 10 * shortest);
  // N·kT/q·ln(I/IS) + RS·I of the diode is 8 mV at 0.4 A; between two steps h = 50 us apart the
  // source departs from a straight line by at most (wh)^2/2 times 10 V, 1.3 mV.
  CHECK(greatest < 0.01);
}
