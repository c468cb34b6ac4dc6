#!/usr/bin/env python3
"""Runs random command lines and holds what they print and write against an independent model.

usage: random_lines.py PROGRAM LINES [SEED]

Every line must end with the model's exit status; where that is 0 its numbers must be the model's.
None may end by a signal, print a library's words, leave a temporary, or change another file.
"""

import copy
import math
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np

import steps
from lines import random_line
from options import NOT_MODELLED, STEPS
from results import compare, written
from rules import (CONTAINERS, MUST_SEEK, TABLES, by_input, encoding_for, output_fault,
                   output_format, picked, place_fault, reference_fault, shape_of, spooled,
                   unreadable, usage)
from shapes import Multiphase, Units, loss_of
from signals import make_files, wave

OLD = b"what was there before\n"
LIBRARIES = re.compile(r"sndfile|CLI::|std::|what\(\)|terminate|kissfft|libFLAC|iconv", re.I)


def source_of(line, files):
    """The signal, as the line has it; None: it can't be read."""
    if not line.generated():
        found = files[line.input]
        signal = copy.deepcopy(found)
        if signal is not None and line.given("--rate") and signal.kind == "table":
            signal.rate = line.value("--rate")
        return signal
    rate = line.value("--rate", Fraction(48000))
    options = {"amplitude": line.value("--amplitude", 1.0), "phases": line.value("--phase", [0.0]),
               "channels": line.value("--channels", 1)}
    for name in ("--sine", "--sweep", "--sine-over", "--ramp"):
        if line.given(name):
            options[name[2:].replace("-", "_")] = line.value(name)

    def frames(rate):
        if line.given("--samples"):
            return line.value("--samples")
        if line.given("--cycles"):
            return round(line.value("--cycles") * float(rate) / float(line.value("--sine")))
        return math.floor(line.value("--duration", 1.0) * float(rate) + 0.5)

    options["frames"] = frames
    return wave(options, rate)


def expected(line, files):
    """The exit status, why, and for 0 what comes out: a dictionary for results.compare()."""
    why = usage(line)
    if why:
        return 2, why, None
    fmt = output_format(line)
    if any(text == "missing.csv" and name == "--units" for name, text, _ in line.options):
        return 3, "no units file", None
    shape = shape_of(line)
    signal = source_of(line, files)
    if signal is None:
        return 3, "no input", None
    if signal.kind == "table" and (why := unreadable(line, signal)):
        return 3, why, None
    if signal.kind == "table" and (why := picked(line, signal)):
        return 2, why, None
    when, reference = reference_fault(line, signal, files)
    if when == "first":
        return 3, "no reference that fits", None
    if spooled(line, signal):
        # The start of the pipe is looked at, and the places of the outputs.
        why = by_input(line, signal, shape, fmt)
        if why:
            return 2, why, None
        if place_fault(line, fmt):
            return 4, place_fault(line, fmt), None
        why = output_fault(line, signal, fmt)
        if why and why != MUST_SEEK:
            return 4, why, None
        if line.value("--spool-limit", 10**9) < 100:
            return 1, "the spool's limit", None
    if when == "early":
        return 3, "no reference that fits", None
    why = by_input(line, signal, shape, fmt)
    if why:
        return 2, why, None
    why = output_fault(line, signal, fmt)
    if why:
        return 4, why, None
    if when == "late":
        return 3, "a reference of another length", None
    result = computed(line, signal, shape, fmt, reference)
    if line.given("--fail-on-damage") and signal.damaged:
        return 3, "damage", None
    if line.given("--fail-on-clip") and np.any(np.abs(result["y"]) > 1 + 1e-9):
        return 1, "clipping", None
    return 0, "", result


def near_kink(shape, signal, at_zero):
    """Where rounding decides on which side of a kink a generated sample lies."""
    if signal.kind != "wave" or signal.ramp:
        return np.zeros(signal.x.shape, bool)

    def slope(by):
        moved = replace(signal, x=signal.x + by, theta=signal.theta + by)
        if isinstance(shape, Multiphase):
            return shape.backward(moved, 1.0, at_zero, False)
        return shape.slope(moved, at_zero)

    return np.abs(slope(1e-9) - slope(-1e-9)) > 1e-6


def computed(line, signal, shape, fmt, reference):
    grad = line.command.startswith("grad ")
    result = {"doubtful": None, "signal": signal, "format": fmt, "line": line, "loss": None, "parameters": None,
              "fit": None, "modelled": not any(map(line.given, NOT_MODELLED))}
    floats = signal.kind == "sound" and signal.encoding == "float"  # shown by the digits of floats
    if fmt in CONTAINERS:
        result["encoding"] = encoding_for(line, signal, fmt, grad)
    if not grad:
        y, names = signal.x if shape is None else shape.forward(signal), signal.names
        names = ["polyphase"] if line.given("--polyphase") else names
        options = {name[2:].replace("-", "_"): line.value(name) for name, _, _ in line.options}
        result["y"], result["names"], told = steps.apply(y, names, options, signal.rate)
        result["modelled"] = result["modelled"] and told
        result["exact"] = shape is not None and shape.exact() and not any(
            line.given(name) for name in STEPS)
        inputs = len(signal.names) if line.given("--with-input") else 0
        result["single"] = [floats] * inputs + [floats and result["exact"]] * len(result["names"])
        result["exact"] = result["exact"] and signal.kind != "wave"  # a sine has its own rounding
        return result
    at_zero, loss = line.value("--at-zero", 0.0), line.value("--loss", "mse")
    if line.given("--fit"):
        result["fit"] = shape.fit(signal, reference.x, loss, line.value("--fit"),
                                  line.value("--learning-rate"), at_zero)
    y = shape.forward(signal)
    result["doubtful"] = near_kink(shape, signal, at_zero)
    g = np.ones_like(y)
    if line.given("--target"):
        result["loss"], g = loss_of(loss, y, reference.x)
    elif reference is not None:
        g = reference.x
    if isinstance(shape, Multiphase):
        all_parameters = line.given("--parameters") or line.given("--check")
        gradient, mask = shape.backward(signal, g, at_zero, all_parameters), None
    else:
        mask = shape.slope(signal, at_zero)
        gradient = np.where(mask == 0, 0.0, g * mask)
        result["parameters"] = shape.parameters(signal, g, at_zero)
    result.update(y=gradient, names=signal.names, exact=False)
    if fmt in TABLES:
        kind = line.command.split()[-1]
        columns, names, single = [], [], []
        doubtful = []
        from_floats = line.given("--upstream") and reference.encoding == "float"
        plain = shape.exact()
        parts = [("", signal.x, floats), ("_" + kind, y, floats and plain), ("_mask", mask, False),
                 ("_upstream", g, from_floats), ("_grad", gradient, from_floats and plain)]
        for c, name in enumerate(signal.names):
            for suffix, values, of_floats in parts:
                if values is not None:
                    names.append(name + suffix)
                    columns.append(values[:, c])
                    doubtful.append(result["doubtful"][:, c] & (suffix in ("_mask", "_grad")))
                    single.append(of_floats)
        result["y"], result["names"] = np.stack(columns, 1), names
        result["single"], result["doubtful"] = single, np.stack(doubtful, 1)
    return result


def run(program, line, folder):
    words = [program, *line.words()]
    data = None
    if line.input is not None and line.how != "file" and (folder / line.input).exists():
        if line.how == "pipe":
            data = (folder / line.input).read_bytes()
        else:
            with open(folder / line.input, "rb") as file:
                return subprocess.run(words, stdin=file, capture_output=True, cwd=folder, timeout=60)
    elif line.input is not None and line.how != "file":
        line.how = "file"  # a file that is missing can't be redirected
        words = [program, *line.words()]
    return subprocess.run(words, input=data if data is not None else b"", capture_output=True,
                          cwd=folder, timeout=60)


def files_in(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}


def check(program, line, files, folder):
    """None, or what is wrong."""
    before = files_in(folder)
    old = ["old.csv", "old.wav"]
    if line.input == "missing.wav":
        line.how = "file"
    status, why, result = expected(line, files)
    done = run(program, line, folder)
    said = done.stderr.decode(errors="replace")
    faults = []
    if done.returncode != status:
        faults.append(f"status {done.returncode}, not {status} ({why or 'nothing wrong'})")
    if any(not text.startswith("rectify: ") for text in said.splitlines()) or LIBRARIES.search(said):
        faults.append("words of somebody else")
    if any(Path(os.environ["TMPDIR"]).iterdir()):
        faults.append("a temporary is left")
    if status != 0 and done.returncode == status and said.count("rectify: error: ") != 1:
        faults.append("not one error")
    after = files_in(folder)
    new = after - before
    allowed = {line.output, line.value("--parameters")} - {None, "-"} if done.returncode == 0 else set()
    if not new <= allowed:
        faults.append(f"left behind: {sorted(new - allowed)}")
    if before - after:
        faults.append("a file is gone")
    replaced = [name for name in old if (folder / name).read_bytes() != OLD]
    if not set(replaced) <= allowed:
        faults.append("replaced what was there before")
    if not faults and status == 0:
        faults += compare(result, written(line, done, folder), said, folder)
    for name in new:
        (folder / name).unlink()
    for name in replaced:
        (folder / name).write_bytes(OLD)
    return f"{'; '.join(faults)}: {said.strip()}" if faults else None


def likely_line(random, files):
    """A random line; three times of four one that works, where one of ten does."""
    tries = 10 if random.random() < 0.75 else 1
    for _ in range(tries):
        line = random_line(random)
        if expected(line, files)[0] == 0:
            break
    return line


def main():
    program, count = str(Path(sys.argv[1]).resolve()), int(sys.argv[2])
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    random = np.random.default_rng(seed)
    statuses, wrong = {}, 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = make_files(folder, random)
        for old in ("old.csv", "old.wav"):
            (folder / old).write_bytes(OLD)
        (folder / "dir").mkdir()
        (folder / "outs").mkdir()
        os.environ["TMPDIR"] = str(Path(name) / "tmp")
        Path(os.environ["TMPDIR"]).mkdir()
        for number in range(count):
            line = likely_line(random, files)
            fault = check(program, line, files, folder)
            status = expected(line, files)[0]
            statuses[status] = statuses.get(status, 0) + 1
            if fault:
                wrong += 1
                how = {"pipe": f"cat {line.input} | ", "redirect": f"< {line.input} "}.get(
                    line.how if line.input else "", "")
                print(f"{number}: {how}rectify {' '.join(line.words())}\n    {fault}", flush=True)
    print(f"seed {seed}: {count} lines, {wrong} wrong; statuses {dict(sorted(statuses.items()))}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
