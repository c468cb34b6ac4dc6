#!/usr/bin/env python3
"""Prints the polynomial coefficients of sine_kernel.hpp (needs python3-mpmath).

On |t| <= pi/4, with s = t*t:

    sin t = t + t*s*P(s)        cos t = 1 - s/2 + s*s*Q(s)

P and Q interpolate the exact quotients at Chebyshev nodes of s, in 200 bits, and are then rounded
to doubles; the error that is printed is that of the rounded polynomials.
"""
import mpmath as mp

mp.mp.prec = 200
END = (mp.pi / 4) ** 2


def sine_quotient(s):
    if s == 0:
        return mp.mpf(-1) / 6
    t = mp.sqrt(s)
    return (mp.sin(t) / t - 1) / s


def cosine_quotient(s):
    if s == 0:
        return mp.mpf(1) / 24
    return (mp.cos(mp.sqrt(s)) - 1 + s / 2) / s**2


def interpolate(function, terms):
    nodes = [END * (1 + mp.cos(mp.pi * (2 * i + 1) / (2 * terms))) / 2 for i in range(terms)]
    rows = mp.matrix(terms, terms)
    for i, s in enumerate(nodes):
        for j in range(terms):
            rows[i, j] = s**j
    return mp.lu_solve(rows, mp.matrix([function(s) for s in nodes]))


def report(name, function, terms, weight):
    coefficients = [mp.mpf(float(c)) for c in interpolate(function, terms)]
    worst = max(
        abs((function(s) - sum(c * s**i for i, c in enumerate(coefficients))) * weight(s))
        for s in (END * k / 2000 for k in range(1, 2001)))
    print(f"{name}: relative error of the result <= 2^{float(mp.log(worst, 2)):.1f}")
    for c in coefficients:
        print(f"    {float(c).hex()},  // {mp.nstr(c, 17)}")


report("sine", sine_quotient, 6, lambda s: s)
report("cosine", cosine_quotient, 6, lambda s: s * s / mp.cos(mp.sqrt(s)))
