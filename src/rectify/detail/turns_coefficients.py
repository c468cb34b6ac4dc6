#!/usr/bin/env python3
"""Prints the polynomial coefficients of turns_kernel.hpp (needs python3-mpmath).

On |t| <= tan(pi/8), with s = t*t:

    atan(t) / 2*pi = t*P(s)

P interpolates the exact quotient at Chebyshev nodes of s, in 200 bits, and is then rounded to
doubles; the error that is printed is that of the rounded polynomial.
"""
import mpmath as mp

mp.mp.prec = 200
TERMS = 13
END = mp.tan(mp.pi / 8) ** 2


def quotient(s):
    t = mp.sqrt(s)
    return mp.atan(t) / t / (2 * mp.pi)


nodes = [END * (1 + mp.cos(mp.pi * (2 * i + 1) / (2 * TERMS))) / 2 for i in range(TERMS)]
rows = mp.matrix(TERMS, TERMS)
for i, node in enumerate(nodes):
    for j in range(TERMS):
        rows[i, j] = node**j
coefficients = [mp.mpf(float(c)) for c in mp.lu_solve(rows, mp.matrix([quotient(s) for s in nodes]))]
worst = max(abs(1 - sum(c * s**i for i, c in enumerate(coefficients)) / quotient(s))
            for s in (END * k / 2000 for k in range(1, 2001)))
print(f"relative error <= 2^{float(mp.log(worst, 2)):.1f}")
for c in coefficients:
    print(f"    {float(c).hex()},  // {mp.nstr(c, 17)}")
