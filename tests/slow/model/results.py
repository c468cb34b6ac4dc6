"""Reads what a line wrote, by readers unlike the program's, and compares it with the model."""

import math
import struct
import subprocess

import numpy as np

from rules import CONTAINERS, TABLES, is_float
from signals import BITS, SIZES, bytes_to_codes, decode


def written(line, done, folder):
    """The bytes of the output."""
    if line.output in (None, "-"):
        return done.stdout
    return (folder / line.output).read_bytes()


def chunks(data, order):
    """The chunks of RIFF and AIFF from the first on."""
    found, at = {}, 12
    while at + 8 <= len(data):
        size = struct.unpack(order + "I", data[at + 4 : at + 8])[0]
        found.setdefault(data[at : at + 4], data[at + 8 : at + 8 + size])
        at += 8 + size + size % 2
    return found


def samples_of(fmt, data, folder):
    """The bytes of the samples, little-endian or not, the channels and the rate."""
    if fmt == "wav":
        found = chunks(data, "<")
        _, channels, rate = struct.unpack("<HHI", found[b"fmt "][:8])
        return found[b"data"], "little", channels, rate
    if fmt == "aiff":
        found = chunks(data, ">")
        channels, _, _, exponent, mantissa = struct.unpack(">hIhHQ", found[b"COMM"][:18])
        return found[b"SSND"][8:], "big", channels, mantissa >> (16383 + 63 - exponent)
    if fmt == "au":
        start, _, _, rate, channels = struct.unpack(">IIIII", data[4:24])
        return data[start:], "big", channels, rate
    if fmt == "caf":
        at, found = 8, {}
        while at + 12 <= len(data):
            size = struct.unpack(">q", data[at + 4 : at + 12])[0]
            found[data[at : at + 4]] = data[at + 12 : at + 12 + size] if size >= 0 else data[at + 12 :]
            at += 12 + size
        rate, _, flags, _, _, channels, _ = struct.unpack(">d4sIIIII", found[b"desc"][:32])
        return found[b"data"][4:], "little" if flags & 2 else "big", channels, int(rate)
    if fmt == "flac":
        (folder / "decoded.flac").write_bytes(data)
        done = subprocess.run(["flac", "-d", "-s", "-c", "--force-raw-format", "--endian=little",
                               "--sign=signed", "decoded.flac"], cwd=folder, capture_output=True)
        (folder / "decoded.flac").unlink()
        head = data[data.index(b"fLaC") + 8 :]
        packed = int.from_bytes(head[10:18], "big")
        return done.stdout, "little", (packed >> 41 & 7) + 1, packed >> 44
    return data, "little", None, None


def close(got, wanted, tolerance, doubtful=None):
    """Within the tolerance of the greatest number; NaN and infinity alike."""
    if got.shape != wanted.shape:
        return f"{got.shape} numbers, not {wanted.shape}"
    if doubtful is not None:
        got = np.where(doubtful, wanted, got)
    if not got.size:
        return None
    same = (got == wanted) | (np.isnan(got) & np.isnan(wanted))
    size = max(1.0, np.abs(wanted[np.isfinite(wanted)]).max(initial=0.0))
    with np.errstate(invalid="ignore"):
        off = np.where(same, 0, np.abs(got - wanted))
    worst = np.nanmax(off)
    if not worst <= tolerance * size:
        where = np.unravel_index(np.nanargmax(off), off.shape)
        return f"{got[where]!r} at {tuple(map(int, where))}, not {wanted[where]!r}"
    return None


def compare(result, data, said, folder):
    line, signal = result["line"], result["signal"]
    faults = []
    if result["format"] in TABLES:
        faults.append(compare_table(result, data.decode()))
    else:
        faults.append(compare_sound(result, data, folder))
    if result["loss"] is not None:
        e = next((text for text in said.splitlines() if text.startswith("rectify: e = ")), None)
        found = float(e.split()[3]) if e else math.nan
        if not abs(found - result["loss"]) <= 1e-9 * max(1.0, abs(result["loss"])):
            faults.append(f"e is {found}, not {result['loss']}")
    if result["fit"]:
        fit = next((text for text in said.splitlines() if text.startswith("rectify: fit: ")), "")
        words = fit.split()
        if len(words) < 9 or not np.allclose([float(words[6]), float(words[8])], result["fit"],
                                             rtol=1e-9):
            faults.append(f"the fit goes not from and to {result['fit']}")
    if line.given("--check") and "rectify: check: all of " not in said:
        faults.append("the check says nothing")
    doubtful = result["doubtful"] is not None and result["doubtful"].any()
    if line.given("--parameters") and result["parameters"] and not doubtful:
        faults.append(compare_parameters(result, (folder / line.value("--parameters")).read_text()))
    if signal.damaged and "cut short" not in said and not line.given("--quiet"):
        faults.append("nothing is said of damage")
    return [fault for fault in faults if fault]


def compare_parameters(result, text):
    names, rows = result["parameters"]
    lines = text.splitlines()
    if lines[0] != ",".join(names + ["grad_" + name for name in names]):
        return f"parameters {lines[0]}"
    got = np.array([[float(field) for field in row.split(",")] for row in lines[1:]])
    fault = close(got, np.array(rows), 1e-9)
    return f"parameters: {fault}" if fault else None


def digits_of(field):
    """The significant digits of a number as it is written."""
    return field.lower().split("e")[0].replace("-", "").replace(".", "").lstrip("0").rstrip("0")


def compare_table(result, text):
    line, signal = result["line"], result["signal"]
    comma = line.value("--output-decimal") == ","
    own = ";" if comma and result["format"] == "csv" else TABLES[result["format"]]
    separator = line.value("--output-separator", own)
    if comma:
        text = text.replace(",", ".")
    y, names = result["y"], list(result["names"])
    if line.given("--with-input"):
        y = np.concatenate([signal.x, y], 1)
        names = signal.names + [name + "_" + line.command for name in names]
    rows = [row.split(separator) for row in text.splitlines()]
    axis = signal.axis is not None and not line.given("--no-time")
    if not line.given("--no-header"):
        if rows[0] != ([signal.axis] if axis else []) + names:
            return f"header {rows[0]}"
        rows = rows[1:]
    if axis:
        labels = [row[0] for row in rows]
        sound = signal.kind == "sound"
        wanted = list(np.arange(len(y)) / signal.rate if sound else signal.labels)
        if len(labels) != len(wanted):
            return f"{len(labels)} rows, not {len(wanted)}"
        digits = line.value("--precision")
        for label, value in zip(labels, wanted):
            if isinstance(value, str):
                if label != value:
                    return f"label {label}, not {value}"
            elif float(label) != (float(f"%.{digits}g" % value) if digits else value):
                return f"label {label}, not {value}"
    if axis:
        rows = [row[1:] for row in rows]
    precision = line.value("--precision")
    if precision and any(len(digits_of(field)) > precision for row in rows for field in row):
        return f"more than {precision} digits"
    rows = [["nan" if field == "NA" else field for field in row] for row in rows]
    got = np.array([[float(field) for field in row] for row in rows]).reshape(len(rows), len(names))
    tolerance = 1e-9
    if line.given("--precision") and line.value("--precision") < 17:
        y = np.array([float(f"%.{line.value('--precision')}g" % v) for v in y.ravel()]).reshape(y.shape)
        tolerance = 10.0 ** (1 - line.value("--precision"))  # a digit may round either way
    elif result["exact"]:
        tolerance = 0
    if not result["modelled"]:
        return close(got * 0, y * 0, 0)
    if got.shape == y.shape and not line.given("--precision"):
        single = np.array(result["single"], bool)  # by the digits that tell floats from each other
        got[:, single] = got[:, single].astype(np.float32).astype(float)
    return close(got, y, tolerance, result["doubtful"])


def compare_sound(result, data, folder):
    line, signal, y = result["line"], result["signal"], result["y"]
    fmt, encoding = result["format"], result["encoding"]
    samples, order, channels, rate = samples_of(fmt, data, folder)
    if channels is not None and channels != y.shape[1]:
        return f"{channels} channels, not {y.shape[1]}"
    if rate is not None and rate != signal.rate:
        return f"a rate of {rate}, not {signal.rate}"
    if len(samples) < y.size * SIZES[encoding]:
        return f"{len(samples)} bytes of samples, not {y.size * SIZES[encoding]}"
    if not result["modelled"]:
        return None
    if encoding in BITS:
        got = bytes_to_codes(samples, encoding, order).reshape(-1, y.shape[1])
        full = 2.0 ** (BITS[encoding] - 1)
        exact = np.nan_to_num(y, nan=0.0, posinf=1e9, neginf=-1e9) * full
        wanted = np.clip(np.rint(exact), -full, full - 1)
        if got.shape != wanted.shape:
            return f"{got.shape} samples, not {wanted.shape}"
        slack = 2 if line.given("--dither") else 0
        tie = np.abs(np.abs(exact - np.floor(exact)) - 0.5) < 1e-6 * np.maximum(1, np.abs(exact))
        off = np.abs(got - wanted) > slack + tie
        return f"codes differ at {np.argwhere(off)[:3].tolist()}" if off.any() else None
    got = decode(samples, encoding, order).reshape(-1, y.shape[1])
    if encoding == "ulaw":  # a step is a 32nd of the number, and 8/32768 at least
        wanted = np.clip(y, -32124 / 32768, 32124 / 32768)
        off = np.abs(got - wanted) > (0 if result["exact"] else 1 / 31) * np.abs(wanted) + 5 / 32768
        return f"ulaw differs at {np.argwhere(off)[:3].tolist()}" if off.any() else None
    tolerance = 0 if result["exact"] and signal.encoding == encoding else 1e-9
    if encoding == "float":
        y = y.astype(np.float32).astype(float)
        tolerance = 0 if result["exact"] else 2e-7
    return close(got, y, tolerance, result["doubtful"])
