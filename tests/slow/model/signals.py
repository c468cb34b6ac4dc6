"""The signals of the random command lines: small files of every kind, and generated waves.

Everything here is NumPy's and the standard library's; nothing comes from the program or its output.
"""

import math
import struct
import subprocess
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path

import numpy as np


@dataclass
class Signal:
    x: np.ndarray  # frames × channels
    names: list
    kind: str  # "wave", "sound" or "table"
    rate: Fraction | float | None = None
    encoding: str = ""  # of a sound
    axis: str | None = "time"
    labels: np.ndarray | list | None = None  # numbers of a generated axis, texts of a table's
    timed: bool = False  # a table whose column tells the time
    damaged: bool = False
    comma: bool = False  # a table whose decimal mark is the comma
    on_line: bool = False
    ramp: bool = False
    amplitude: float = 1
    theta: np.ndarray | None = None  # the angle of a wave, frames × channels
    phases: list = field(default_factory=list)


def channel_names(count):
    return [f"ch{c + 1}" for c in range(count)]


# ---- encodings

BITS = {"pcm_u8": 8, "pcm_s8": 8, "pcm_16": 16, "pcm_24": 24, "pcm_32": 32}


def codes_to_bytes(codes, encoding, order="little"):
    if encoding == "pcm_u8":
        return bytes(int(c) + 128 for c in codes)
    size = BITS[encoding] // 8
    return b"".join(int(c).to_bytes(size, order, signed=True) for c in codes)


def bytes_to_codes(data, encoding, order="little"):
    if encoding == "pcm_u8":
        return np.frombuffer(data, np.uint8).astype(np.int64) - 128
    size = BITS[encoding] // 8
    return np.array([int.from_bytes(data[i : i + size], order, signed=True)
                     for i in range(0, len(data), size)], np.int64)


def ulaw_table():
    """ITU-T G.711, table 2a: 16-bit values of the 256 codes."""
    values = []
    for code in range(256):
        inverted = ~code & 0xFF
        magnitude = (((inverted & 0x0F) << 3) + 0x84 << ((inverted >> 4) & 7)) - 0x84
        values.append(-magnitude if inverted & 0x80 else magnitude)
    return np.array(values, float) / 32768


ULAW = ulaw_table()


def decode(data, encoding, order="little"):
    """Samples as doubles: PCM is code / 2^(bits-1)."""
    if encoding in BITS:
        return bytes_to_codes(data, encoding, order) / 2.0 ** (BITS[encoding] - 1)
    if encoding == "ulaw":
        return ULAW[np.frombuffer(data, np.uint8)]
    kind = {"float": "f4", "double": "f8"}[encoding]
    return np.frombuffer(data, ("<" if order == "little" else ">") + kind).astype(float)


WAV_TAG = {"float": 3, "double": 3, "ulaw": 7}
SIZES = {"pcm_u8": 1, "pcm_s8": 1, "pcm_16": 2, "pcm_24": 3, "pcm_32": 4, "ulaw": 1, "float": 4,
         "double": 8}


def wav_bytes(data, encoding, channels, rate):
    size = SIZES[encoding]
    head = struct.pack("<HHIIHH", WAV_TAG.get(encoding, 1), channels, rate, rate * size * channels,
                       size * channels, 8 * size)
    chunks = b"fmt " + struct.pack("<I", len(head)) + head
    if encoding in WAV_TAG:
        chunks += b"fact" + struct.pack("<II", 4, len(data) // size // channels)
    chunks += b"data" + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks


def swapped(data, size):
    """Big-endian samples of little-endian ones."""
    return np.frombuffer(data, np.uint8).reshape(-1, size)[:, ::-1].tobytes()


def aiff_bytes(data, bits, channels, rate):
    mantissa = rate << (63 - (rate.bit_length() - 1))
    common = struct.pack(">hIhHQ", channels, len(data) * 8 // bits // channels, bits,
                         16383 + rate.bit_length() - 1, mantissa)
    chunks = b"COMM" + struct.pack(">I", len(common)) + common
    chunks += b"SSND" + struct.pack(">III", 8 + len(data), 0, 0) + data
    return b"FORM" + struct.pack(">I", 4 + len(chunks)) + b"AIFF" + chunks


def caf_bytes(data, bits, channels, rate):
    size = channels * bits // 8
    description = struct.pack(">d4sIIIII", rate, b"lpcm", 3, size, 1, channels, bits)
    return (b"caff" + struct.pack(">HH", 1, 0) + b"desc" + struct.pack(">q", len(description))
            + description + b"data" + struct.pack(">qI", 4 + len(data), 0) + data)


# ---- files

FRAMES = 61


def make_files(folder: Path, random):
    """Writes the inputs and gives the signal that each holds, by its name; None: not readable."""
    signals = {}

    def noise(channels, bits):
        codes = random.integers(-(2 ** (bits - 1)), 2 ** (bits - 1), (FRAMES, channels))
        codes[10:14] = 0
        codes[20, 0] = -(2 ** (bits - 1))
        return codes

    def sound(name, encoding, channels, rate):
        if encoding in BITS:
            data = codes_to_bytes(noise(channels, BITS[encoding]).ravel(), encoding)
        elif encoding == "ulaw":
            data = bytes(random.integers(0, 256, FRAMES * channels).tolist())
        else:
            x = random.normal(0, 0.6, (FRAMES, channels))
            x[30] = 1.75
            data = x.astype({"float": "<f4", "double": "<f8"}[encoding]).tobytes()
        x = decode(data, encoding).reshape(FRAMES, channels)
        signals[name] = Signal(x, channel_names(channels), "sound", rate, encoding)
        return data

    for name, encoding, channels, rate in [
            ("a.wav", "pcm_16", 2, 48000), ("b.wav", "pcm_u8", 1, 8000),
            ("c.wav", "pcm_24", 1, 44100), ("d.wav", "float", 2, 22050),
            ("e.wav", "double", 1, 48000), ("f.wav", "ulaw", 1, 8000), ("g.wav", "pcm_32", 1, 96000)]:
        data = sound(name, encoding, channels, rate)
        (folder / name).write_bytes(wav_bytes(data, encoding, channels, rate))
    data = sound("h.flac", "pcm_16", 1, 44100)
    (folder / "h.tmp").write_bytes(data)
    subprocess.run(["flac", "-s", "--force-raw-format", "--endian=little", "--sign=signed",
                    "--sample-rate=44100", "--bps=16", "--channels=1", "h.tmp", "-o", "h.flac"],
                   cwd=folder, check=True)
    (folder / "h.tmp").unlink()
    data = sound("r.raw", "pcm_16", 2, 48000)
    (folder / "r.raw").write_bytes(data)

    data = swapped(sound("i.aiff", "pcm_16", 2, 44100), 2)
    (folder / "i.aiff").write_bytes(aiff_bytes(data, 16, 2, 44100))
    data = swapped(sound("j.au", "pcm_24", 1, 8000), 3)
    (folder / "j.au").write_bytes(struct.pack(">4sIIIII", b".snd", 24, len(data), 4, 8000, 1) + data)
    data = sound("k.caf", "float", 1, 48000)
    (folder / "k.caf").write_bytes(caf_bytes(data, 32, 1, 48000))

    whole = (folder / "a.wav").read_bytes()
    (folder / "cut.wav").write_bytes(whole[: 44 + 4 * 40])
    signals["cut.wav"] = replace(signals["a.wav"], x=signals["a.wav"].x[:40], damaged=True)
    (folder / "broken.wav").write_bytes(whole[:30])
    (folder / "empty").write_bytes(b"")
    signals["broken.wav"] = signals["empty"] = signals["missing.wav"] = None

    def table(name, axis, names, rate, gaps=False):
        x = np.round(random.normal(0, 1, (FRAMES, len(names))), 6)
        x[5] = 0
        labels = [repr(n / 1000) for n in range(FRAMES)] if axis else None
        if gaps:
            x[7, 0] = x[8, 1] = math.nan
        rows = [",".join(([axis] if axis else []) + names)]
        rows += [",".join(([labels[n]] if axis else [])
                          + ["NA" if math.isnan(v) else repr(float(v)) for v in x[n]])
                 for n in range(FRAMES)]
        (folder / name).write_text("\n".join(rows) + "\n")
        signals[name] = Signal(x, names, "table", rate, axis=axis, labels=labels, timed=bool(axis))

    table("t.csv", "time", ["left", "right"], 1000.0)
    table("u.csv", None, ["p"], None)
    table("w.csv", None, ["p", "q"], None, gaps=True)
    table("v.csv", "time (ms)", ["a", "b"], 1000.0)  # as a spreadsheet with a decimal comma has it
    signals["v.csv"].labels = [f"{n}.5" for n in range(FRAMES)]
    signals["v.csv"].comma = True
    rows = [[label] + [repr(float(v)) for v in x]
            for label, x in zip(signals["v.csv"].labels, signals["v.csv"].x)]
    (folder / "v.csv").write_text("\r\n".join(["time (ms);a;b"] + [
        ";".join(row).replace(".", ",") for row in rows]) + "\r\n")
    for channels in (1, 2):  # upstream gradients and targets
        table(f"ref{channels}.csv", None, channel_names(channels), None)
        data = sound(f"ref{channels}.wav", "float", channels, 48000)
        (folder / f"ref{channels}.wav").write_bytes(wav_bytes(data, "float", channels, 48000))
    (folder / "units.csv").write_text("a,b,c\n1.5,-0.25,2\n-0.5,0.125,1\n")
    return signals


# ---- generated waves

def wave(options, rate):
    """The wave that parsed options ask for: sine, sweep, sine_over or ramp."""
    amplitude = options.get("amplitude", 1.0)
    phases = options.get("phases", [0.0])  # in turns
    channels = max(options.get("channels", 1), len(phases))
    phases = (phases + [phases[-1]] * channels)[:channels]
    if "sine_over" in options or "ramp" in options:
        start, stop, count = options.get("sine_over") or options["ramp"]
        axis = np.linspace(start, stop, count)
        turns = axis[:, None] / (2 * math.pi) + np.array(phases)
        x = np.repeat(axis[:, None], channels, 1) if "ramp" in options else None
        name, labels = "x", axis
    else:
        count = options["frames"](rate)
        n = np.arange(count)
        if "sine" in options:
            exact = [float(Fraction(options["sine"]) * k / Fraction(rate) % 1) for k in range(count)]
        else:
            f0, f1 = (float(f) for f in options["sweep"])
            ratio = math.log(f1 / f0) / max(count, 1)
            seconds = n if ratio == 0 else np.expm1(n * ratio) / ratio
            exact = f0 / float(rate) * seconds
        turns = np.array(exact).reshape(count, 1) + np.array(phases)
        x, name, labels = None, "time", n / float(rate)
    if x is None:
        x = amplitude * np.sin(2 * math.pi * (turns % 1))
    return Signal(x, channel_names(channels), "wave", rate, axis=name, labels=labels,
                  on_line=name == "x", ramp="ramp" in options, amplitude=amplitude,
                  theta=2 * math.pi * (turns % 1), phases=phases)
