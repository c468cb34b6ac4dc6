#!/usr/bin/python3
"""Measures what aliases of rectified signals, ours beside other ways, against exact answers.

measure_aliasing.py RECTIFY FOLDER

Signals are periodic: a sine whose frequency is an odd multiple of rate/65536, so that every alias
falls on a frequency of its own; and 20 partials from 97 Hz to 15 kHz, for which the coefficients of
|x| follow from its zero crossings. In each table stand, in decibels of the power of the exact
result less its DC, from 0 to 20 kHz:

  aliasing   what is at no multiple of the sine's frequency
  error      all that differs from the exact result, DC too

Programs get three periods as doubles, of which the middle one is looked at. What delays by part of
a sample (ADAA) is put right by an exact delay before the error is taken.
"""
import os
import subprocess
import sys

import numpy as np

RATE, N = 44100, 65536
RECTIFY, FOLDER = os.path.abspath(sys.argv[1]), sys.argv[2]
os.chdir(FOLDER)
os.environ.setdefault("LADSPA_PATH", "/usr/lib/ladspa")


# --- the exact results: Fourier coefficients from 0 to N/2 of |x| and of relu(x) ---

def sine(hertz, amplitude=0.8, phase=0.3):
    cycles = int(hertz * N / RATE / 2) * 2 + 1
    x = np.zeros(N // 2 + 1, complex)
    x[cycles] = amplitude / 2 * np.exp(1j * (phase - np.pi / 2))
    absolute = np.zeros(N // 2 + 1, complex)
    absolute[0] = amplitude * 2 / np.pi
    for m in range(1, N // (4 * cycles) + 1):
        absolute[2 * m * cycles] = -amplitude * 2 / np.pi / (4 * m * m - 1) * np.exp(2j * m * phase)
    return cycles, x, absolute


def at(x, times):
    """Values and slopes of the trigonometric polynomial."""
    bins = np.nonzero(x)[0]
    angle = 2 * np.pi * bins / N
    turns = np.exp(1j * np.outer(times, angle))
    return 2 * (turns @ x[bins]).real, 2 * (turns @ (1j * angle * x[bins])).real


def partials():
    random = np.random.default_rng(7)
    hertz = np.geomspace(97, 15000, 20)
    x = np.zeros(N // 2 + 1, complex)
    x[(hertz * N / RATE).astype(int) | 1] = hertz ** -0.5 * np.exp(2j * np.pi * random.random(20))
    x *= 0.8 / np.abs(samples(x)).max()
    # Crossings: between points of a grid of 16 a sample, then by Newton's method.
    dense = np.fft.irfft(np.concatenate([x, np.zeros(15 * N // 2)]) * 16 * N)
    before = np.nonzero((dense >= 0) != (np.roll(dense, -1) >= 0))[0]
    sign = np.where(dense[before] >= 0, -1.0, 1.0)
    times = (before + dense[before] / (dense[before] - np.roll(dense, -1)[before])) / 16
    for _ in range(4):
        value, slope = at(x, times)
        times -= value / slope
    # |x| = x·s; s is a row of steps, S its coefficients, convolved with those of x.
    m = np.arange(1, 3 * N // 2)
    steps = np.zeros(3 * N // 2, complex)
    for part in np.array_split(m, 400):
        phase = np.exp(-2j * np.pi / N * np.outer(part, times))
        steps[part] = phase @ (2 * sign) / (2j * np.pi * part)
    gaps = np.diff(np.append(times, times[0] + N))
    steps[0] = np.sum(gaps * sign) / N
    both = np.concatenate([np.conj(steps[:0:-1]), steps])  # from -(3N/2 - 1) on
    absolute = np.zeros(N // 2 + 1, complex)
    p = np.arange(N // 2 + 1) + len(steps) - 1
    for q in np.nonzero(x)[0]:
        absolute += x[q] * both[p - q] + np.conj(x[q]) * both[p + q]
    return None, x, absolute


def samples(x):
    return np.fft.irfft(x * N)


# --- ways to rectify a period; each gives its samples and the delay in samples ---

def plain(x, full):
    return (np.abs(x) if full else np.maximum(x, 0)), 0


def adaa(x, full):
    """First order (Parker, Zavalishin, Le Bivic, DAFx 2016): (F(x[n]) - F(x[n-1]))/(x[n] - x[n-1]),
    F' = f; f at their mean where the two are within 1e-9 of each other."""
    integral = (lambda v: v * np.abs(v) / 2) if full else (lambda v: np.maximum(v, 0) ** 2 / 2)
    last = np.roll(x, 1)
    step = x - last
    near = np.abs(step) < 1e-9
    quotient = (integral(x) - integral(last)) / np.where(near, 1, step)
    return np.where(near, plain((x + last) / 2, full)[0], quotient), 0.5


def blamp(points):
    """PolyBLAMP (Esqueda, Välimäki, Bilbao, DAFx 2016): at a crossing, found on a line, the slope's
    step times a residual is added to the samples on either side, one or two. That is the integral
    of the integral of a B-spline less a ramp: (1 - t)³/6, or ((2 - t)⁵ - 4·(1 - t)⁵)/120, where
    what is raised counts from 0 on."""
    from_0 = lambda v: np.maximum(v, 0)
    residual = ((lambda t: from_0(1 - t) ** 3 / 6) if points == 2 else
                (lambda t: (from_0(2 - t) ** 5 - 4 * from_0(1 - t) ** 5) / 120))

    def way(x, full):
        y = plain(x, full)[0].copy()
        after = np.roll(x, -1)
        n = np.nonzero((x >= 0) != (after >= 0))[0]
        slope = np.abs(after[n] - x[n]) * (2 if full else 1)
        d = x[n] / (x[n] - after[n])
        for k in range(1 - points // 2, points // 2 + 1):
            np.add.at(y, (n + k) % N, slope * residual(np.abs(k - d)))
        return y, 0
    return way


def oversampled(times):
    """The samples rectified are at so many times the rate; both conversions are ideal."""
    def way(x, full):
        x = np.fft.rfft(x) / N
        y = plain(np.fft.irfft(np.concatenate([x, np.zeros((times - 1) * N // 2)]) * times * N), full)[0]
        return np.fft.irfft(np.fft.rfft(y)[:N // 2 + 1] / times), 0
    return way


def by_program(command):
    """`command` turns in.wav into out.raw, of doubles; {shape} and {mode} tell full from half."""
    def way(x, full):
        np.tile(x, 3).tofile("in.raw")
        if os.path.exists("out.raw"):
            os.unlink("out.raw")
        line = command.format(shape="full" if full else "half", mode=2 if full else 1)
        subprocess.run(line, shell=True, check=True)
        return np.fromfile("out.raw")[N:2 * N], 0
    return way


SOX = ("sox -D -t raw -e float -b 64 -r 44100 -c 1 in.raw -t raw -e float -b 64 out.raw "
       "rate -v {0} ladspa -r diode_1185 diode {{mode}} rate -v 44100")
OURS = RECTIFY + " {shape} --raw f64le:44100:1 in.raw -o out.raw"
WAYS = {
    "sample by sample": plain,
    "first-order ADAA": adaa,
    "polyBLAMP, two points": blamp(2),
    "polyBLAMP, four points": blamp(4),
    "8 x oversampling, ideal filters": oversampled(8),
    "64 x oversampling, ideal filters": oversampled(64),
    "sox rate -v 8 x, diode, rate -v": by_program(SOX.format(8 * RATE)),
    "sox rate -v 32 x, diode, rate -v": by_program(SOX.format(32 * RATE)),
    "rectify": by_program(OURS),
    "rectify --alias-free": by_program(OURS + " --alias-free"),
}


def decibels(ratio):
    return 10 * np.log10(ratio + 1e-40)


def power(c):
    return np.sum(np.abs(c) ** 2 * np.where(np.arange(len(c)) == 0, 1, 2))


def measure(signal, full, way):
    cycles, x, absolute = signal
    exact = absolute if full else (x + absolute) / 2
    y, delay = way(samples(x), full)
    c = np.fft.rfft(y) / N * np.exp(2j * np.pi * np.arange(N // 2 + 1) / N * delay)
    last = int(20000 * N / RATE)
    whole = power(exact) - abs(exact[0]) ** 2
    error = decibels(power((c - exact)[:last + 1]) / whole)
    if cycles is None:
        return error, None
    aliases = c[:last + 1].copy()
    aliases[::cycles] = 0
    return error, decibels(power(aliases) / whole)


TONES = (1245, 4186, 9999)
signals = [sine(hertz) for hertz in TONES] + [partials()]
for full in (True, False):
    print(f"\n{'full' if full else 'half'}: aliasing and error in dB"
          f"{'':<11}" + "".join(f"{str(hertz) + ' Hz':>17}" for hertz in TONES) + f"{'20 partials':>13}")
    for name, way in WAYS.items():
        line = f"  {name:<42}"
        for signal in signals:
            error, aliasing = measure(signal, full, way)
            line += f"{error:13.1f}" if aliasing is None else f"{aliasing:9.1f}{error:8.1f}"
        print(line)
        sys.stdout.flush()
