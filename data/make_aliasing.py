#!/usr/bin/python3
"""Draws data/aliasing.png, the README's picture of --alias-free: spectra of a rectified tone and
spectrograms of a rectified sweep, without it and with it.

    data/make_aliasing.py        (with rectify and gnuplot in the PATH)
"""
import os
import subprocess

import numpy as np

RATE, PERIOD = 44100, 65536
TONE = 6221 * RATE / PERIOD  # 4186 Hz, a whole number of times in the period: no window is needed
BLOCK, HOP = 1024, 512       # of the spectrograms


def rectified(*arguments):
    raw = subprocess.run(["rectify", "full", "--rate", str(RATE), "--format", "raw", "--encoding",
                          "double", "-o", "-", *arguments], stdout=subprocess.PIPE, check=True)
    return np.frombuffer(raw.stdout)


def decibels(amplitude, floor):
    return 20 * np.log10(np.maximum(amplitude, 10 ** (floor / 20)))


def spectrum(y):
    """Of a sine of amplitude 1: 0 dB; frequency and level of what is above -230 dB."""
    level = decibels(2 * np.abs(np.fft.rfft(y)) / len(y), -230)
    bins = np.nonzero(level > -229)[0]
    return np.column_stack([bins * RATE / len(y) / 1000, level[bins]])


def spectrogram(y):
    window = np.blackman(BLOCK)
    frames = [y[at:at + BLOCK] * window for at in range(0, len(y) - BLOCK, HOP)]
    return decibels(2 * np.abs(np.fft.rfft(frames)) / window.sum(), -100)


def block(name, rows):
    return f"${name} << end\n" + "\n".join(" ".join(f"{v:.4g}" for v in row) for row in rows) + "\nend\n"


MODES = (("plain", "sample by sample", ()), ("free", "--alias-free", ("--alias-free",)))
script = ""
for name, _, options in MODES:
    tone = rectified("--sine", repr(TONE), "--samples", str(PERIOD), *options)
    sweep = rectified("--sweep", "1k:10k", "--duration", "4", *options)
    script += block("tone_" + name, spectrum(tone)) + block("sweep_" + name, spectrogram(sweep).T)
script += """
set terminal pngcairo size 1000,640 font "sans,11"
set output "data/aliasing.png"
set multiplot layout 2,2
set lmargin 9
set rmargin 3
unset key
set xlabel "kHz"
set ylabel "dB"
set xrange [0:22.05]
set yrange [-220:5]
set grid linecolor rgb "#dddddd"
"""
for name, title, _ in MODES:
    script += (f'set title "full of a sine of 4186 Hz, {title}"\n'
               f'plot $tone_{name} using 1:2:(0):(-220-$2) with vectors nohead '
               'linewidth 1.6 linecolor rgb "#2166ac"\n')
script += f"""
unset grid
set xlabel "s"
set ylabel "kHz"
set xrange [0:4]
set yrange [0:22.05]
set cbrange [-100:0]
unset colorbox
set palette defined (0 "white", 0.35 "#d1e5f0", 0.7 "#4393c3", 1 "#053061")
"""
for name, title, _ in MODES:
    script += (f'set title "full of a sweep from 1 to 10 kHz, {title}"\n'
               f'plot $sweep_{name} matrix using ($1*{HOP / RATE}):($2*{RATE / BLOCK / 1000}):3 '
               'with image\n')
os.chdir(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))
subprocess.run(["gnuplot"], input=script, text=True, check=True)
