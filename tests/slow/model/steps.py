"""The steps after the shape, each as its man page entry says it."""

import math

import numpy as np


def hold(y, seconds, rate):
    decay = math.exp(-1 / (seconds * float(rate)))
    out = np.array(y)
    charge = np.full(y.shape[1], -math.inf)
    for n in range(len(y)):
        charge = np.fmax(y[n], np.where(np.isfinite(charge), charge * decay, charge))
        out[n] = np.where(np.isnan(y[n]), y[n], charge)
    return out


def smooth(y, seconds, rate):
    length = max(1.0, round(seconds * float(rate), 9))
    h = math.ceil((length - 1) / 2)
    weights = np.ones(2 * h + 1)
    if h:
        weights[0] = weights[-1] = (length - 2 * h + 1) / 2
    out = np.zeros_like(y)
    for n in range(len(y)):
        first, last = max(0, n - h), min(len(y) - 1, n + h)
        w = weights[first - n + h : last - n + h + 1]
        out[n] = (w[:, None] * y[first : last + 1]).sum(0) / w.sum()
    return out


def dc_block(y, hz, rate):
    k = math.tan(math.pi * hz / float(rate))
    out = np.zeros_like(y)
    before, last = np.zeros(y.shape[1]), np.zeros(y.shape[1])
    for n in range(len(y)):
        told = np.isfinite(y[n])  # what is not finite passes, and is forgotten
        last = np.where(told, (y[n] - before) / (1 + k) + last * (1 - k) / (1 + k), last)
        before = np.where(told, y[n], before)
        out[n] = np.where(told, last, y[n])
    return out


def apply(y, names, options, rate):
    """Gives the samples, the names of the channels, and whether they are more than rounding."""
    told = True
    if options.get("sum_channels"):
        y, names = y.sum(1, keepdims=True), ["sum"]
    if "hold" in options:
        y = hold(y, options["hold"], rate)
    if "smooth" in options:
        y = smooth(y, options["smooth"], rate)
    if options.get("remove_mean") and len(y):
        finite = np.isfinite(y)
        y = y - np.where(finite, y, 0).sum(0) / np.maximum(finite.sum(0), 1)
    if "dc_block" in options:
        y = dc_block(y, options["dc_block"], rate)
    if "gain" in options:
        y = y * 10 ** (options["gain"] / 20)
    if "normalize" in options and y.size:
        peak = np.abs(y).max()
        told = not 0 < peak < 1e-12
        if peak > 0 and np.isfinite(peak):
            y = y * (10 ** (options["normalize"] / 20) / peak)
    return y, names, told
