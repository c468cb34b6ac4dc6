#!/usr/bin/env python3
"""Makes the golden tables beside it, from NumPy alone: none of the program's code or output."""

import pathlib

import numpy as np

FOLDER = pathlib.Path(__file__).resolve().parent


def relu(x):
    return np.maximum(x, 0.0)


def write(name, x, y):
    """17 significant digits: they read back to the same double."""
    with open(FOLDER / name, "w", encoding="ascii", newline="\n") as file:
        file.write("x,y\n")
        for row in zip(x, y):
            file.write(",".join(f"{number:.17g}" for number in row) + "\n")


x = np.linspace(-10, 10, 2000)
write("sine_full.csv", x, relu(np.sin(x)) + relu(-np.sin(x)))
write("sine_eight_phases.csv", x, sum(relu(np.sin(x + 0.25 * k * np.pi)) for k in range(8)))

ramp = np.linspace(-2, 2, 401)
write("ramp_half.csv", ramp, relu(ramp))
