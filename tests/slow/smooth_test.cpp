// Checks --smooth on ten million samples around a million against NumPy's convolution and its
// cumulative sum in extended precision.
#include <doctest/doctest.h>

#include "support/process.hpp"

using namespace test;

TEST_CASE(
    "ten million samples on an offset of a million are smoothed as NumPy does, ends included") {
  const TemporaryFolder folder;
  write_file(folder / "make.py",
             "import numpy as np\n"
             "x = 1e6 + np.random.default_rng(1).uniform(-1, 1, 10_000_000)\n"
             "x.astype('<f8').tofile('x.raw')\n");
  // Sums of 101 numbers below 2^20 are rounded by 2^-26 each: 101·2^-26/101 in NumPy's convolution.
  // The cumulative sum of 10^13 in 64 bits of mantissa is rounded by 2^-20 before it is divided.
  write_file(folder / "compare.py",
             "import numpy as np\n"
             "x = np.fromfile('x.raw', '<f8'); y = np.fromfile('y.raw', '<f8')\n"
             "assert len(y) == len(x)\n"
             "ones = np.ones(101)\n"
             "count = np.convolve(np.ones(len(x)), ones, 'same')\n"
             "print(np.abs(y - np.convolve(x, ones, 'same') / count).max() < 2**-26)\n"
             "s = np.concatenate([[0], np.cumsum(x.astype(np.longdouble) - 1e6)])\n"
             "n = np.arange(len(x)); a = np.maximum(n - 50, 0); b = np.minimum(n + 51, len(x))\n"
             "print(np.abs(y - (1e6 + (s[b] - s[a]) / (b - a)).astype(float)).max() < 2**-31)\n");
  const Result made = shell(
      "/usr/bin/python3 make.py && $RECTIFY half --raw f64le:1000:1 x.raw --smooth 101ms -o y.raw "
      "&& "
      "/usr/bin/python3 compare.py",
      folder.path(), 280);
  CHECK(made.err == "");
  CHECK(made.out == "True\nTrue\n");
}
