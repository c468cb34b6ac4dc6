#!/usr/bin/env python3
"""Draws the README's pictures by rectify itself: data/make_pictures.py [FOLDER], with rectify and gnuplot
in the PATH; into data unless a folder is named. The spoken word is that of Debian's alsa-utils."""
import csv
import io
import pathlib
import subprocess
import sys

DATA = pathlib.Path(__file__).parent
TO = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else DATA
WORD = "/usr/share/sounds/alsa/Front_Center.wav"


def rectify(line, text=""):
    """What `rectify` with the words of the line says: on standard output, and on standard error."""
    run = subprocess.run(["rectify", *line.split()], input=text, capture_output=True, text=True)
    if run.returncode != 0:
        sys.exit(f"rectify {line}: {run.stderr}")
    return run.stdout, run.stderr


def column(line, text="", name="ch1"):
    """The axis and a column of the table that the line prints."""
    rows = list(csv.DictReader(io.StringIO(rectify(line, text)[0])))
    axis = next(iter(rows[0]))
    return axis, [row[axis] for row in rows], [row[name] for row in rows]


def table(columns):
    """A table of (name, what column() gives), over the axis of the first."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    axis, places, _ = columns[0][1]
    writer.writerow([axis] + [name for name, _ in columns])
    writer.writerows(zip(places, *[values for _, (_, _, values) in columns]))
    return text.getvalue()


def draw(name, size, line, text=""):
    rectify(f"plot {line} --size {size} --force -o {TO / name}.png", text)


draw("pluck", "800x300", f"half {DATA}/pluck.wav --range 100ms:125ms")

# Sines of 50 Hz, rectified.
wave = "--sine 50 --cycles 2"
draw("shapes", "800x420", "none", table([
    ("sine", column(f"generate {wave}")),
    ("half", column(f"half {wave}")),
    ("full", column(f"full {wave}")),
    ("full, held", column(f"full {wave} --hold 20ms")),
    ("sum of 3 phases", column(f"multiphase {wave} --phases 3")),
    ("sum of 8 phases", column(f"multiphase {wave} --phases 8"))]))

# A spoken word, and 30 ms of it.
draw("envelope", "800x300", f"multiphase {WORD} --envelope --smooth 20ms")
draw("envelope_close", "800x340", "none --range 215ms:245ms", table([
    ("sound", column(f"half {WORD} --with-input")),
    ("half", column(f"half {WORD}")),
    ("full", column(f"full {WORD}")),
    ("sum of 8 phases · π/8", column(f"multiphase {WORD} --phases 8 --gain -8.1188")),
    ("envelope", column(f"multiphase {WORD} --envelope"))]))

# Eight units learn a curve.
period = "=-3.141592653589793:3.141592653589793:401"
fit = f"units --ramp{period} --units {DATA}/fit_start.csv --target - --learning-rate 0.02 --fit"
for name, curve in (("fit", "full"), ("fit_sine", "generate")):
    target = rectify(f"{curve} --sine-over{period}")[0]
    columns = [("|sin x|" if curve == "full" else "sin x", column(f"{curve} --sine-over{period}"))]
    for steps in (20, 200, 2000):
        e = float(rectify(f"grad {fit} {steps}", target)[1].split(" to ")[1].split()[0])
        columns.append((f"8 units, {steps} steps: e {e:.2g}",
                        column(f"grad {fit} {steps}", target, "ch1_units")))
    draw(name, "800x300", "none", table(columns))
    if name == "fit":
        draw("fit_gradient", "800x720", f"grad {fit} 2000", target)
