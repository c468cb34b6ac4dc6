// Checks --polyphase and --hold against ngspice: the star (M3) and the bridge (B6) of diodes of
// nearly no drop, on a resistor and on a resistor with a capacitor.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "support/table.hpp"

using namespace test;

namespace {

std::string circuit(bool bridge, bool capacitor) {
  std::string text = "* three phases\n";
  for (int k = 0; k < 3; ++k) {
    const std::string n = std::to_string(k + 1);
    text += "V" + n + " a" + n + " 0 SIN(0 325 50 0 0 " + std::to_string(120 * k) + ")\n";
    text += "D" + n + " a" + n + " p diode\n";
    if (bridge) text += "D1" + n + " n a" + n + " diode\n";
  }
  const std::string back = bridge ? "n" : "0";
  text += "R1 p " + back + " 100\n";
  if (capacitor) text += "C1 p " + back + " 20u IC=0\n";
  if (bridge) text += "Rn n 0 1e9\n";
  return text +
         ".model diode D(IS=1e-12 N=0.01 RS=1m)\n.tran 10u 100m 0 10u UIC\n.control\n"
         "set wr_singlescale\nset wr_vecnames\nrun\nlet load = v(p)" +
         (bridge ? std::string(" - v(n)") : std::string()) +
         "\nwrdata supply.txt v(a1) v(a2) v(a3) load\nquit 0\n.endc\n.end\n";
}

}  // namespace

TEST_CASE("stars and bridges of three phases are ngspice's, on a resistor and on a capacitor") {
  for (const bool bridge : {false, true}) {
    for (const bool capacitor : {false, true}) {
      CAPTURE(bridge);
      CAPTURE(capacitor);
      const TemporaryFolder folder;
      write_file(folder / "supply.cir", circuit(bridge, capacitor));
      const Result made = shell(
          "ngspice -b supply.cir > log 2>&1; $RECTIFY " + std::string(bridge ? "full" : "half") +
              " --polyphase supply.txt -q --axis 1 --column 2,3,4" +
              (capacitor ? " --hold 2ms" : "") + " -o load.csv; " +
              "$RECTIFY half -q --leak 1 --axis 1 --column 5 supply.txt -o ngspice.csv",
          folder.path(), 120);
      CHECK(made.status == 0);
      CHECK(made.err == "");
      const std::vector<double> here = read_table(read_file(folder / "load.csv")).columns[1];
      const Table there = read_table(read_file(folder / "ngspice.csv"));
      REQUIRE(here.size() == there.columns[1].size());
      REQUIRE(here.size() > 5000);
      double greatest = 0;
      double sum_here = 0;
      double sum_there = 0;
      for (std::size_t n = 1; n < here.size(); ++n) {
        if (there.columns[0][n] < 0.02) continue;
        greatest = std::max(greatest, std::fabs(here[n] - there.columns[1][n]));
        sum_here += here[n];
        sum_there += there.columns[1][n];
      }
      MESSAGE(std::string(bridge ? "B6" : "M3"), std::string(capacitor ? " with a capacitor" : ""),
              ": greatest difference ", greatest, " V, of the means ", sum_here / sum_there - 1);
      // Two diodes drop N kT/q ln(I/IS) + RS I each, 13 mV at 6 A; where they turn off between two
      // steps, 10 us apart, the voltage is (wh)^2/2 of its peak off, 3 mV, and the charge of what
      // conducts a step too long flows back.
      CHECK(greatest < 0.1);
      CHECK(std::fabs(sum_here / sum_there - 1) < 2e-4);
    }
  }
}
