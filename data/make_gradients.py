#!/usr/bin/env python3
"""Makes gradients.csv, gradients_of_units.csv and gradients_of_phases.csv beside it by PyTorch's
autograd, in double.

Debian: python3-torch. None of the program's code or output goes in.
"""

import pathlib

import numpy as np
import torch

FOLDER = pathlib.Path(__file__).resolve().parent
COUNT = 512  # a power of two, so that dividing by it rounds nothing
PHASES = np.array([0.2, 1.5, 2.8, 4.0, 5.9])  # radians
DROP = 0.25
RATE = 400
UNITS = np.array([[1, 0, 1], [-1, 0, 0.5], [0.7, -0.3, 2], [-1.3, 0.9, -1.1], [2.1, 1.7, 0.25]])

random = np.random.default_rng(20261124)
x = random.normal(size=COUNT)
x[:2] = 0.0, -0.0
g = random.normal(size=COUNT)
target = np.abs(x) + 0.1 * random.normal(size=COUNT)
theta = np.linspace(-10, 10, COUNT)
relu = torch.relu


def leaf(values):
    return torch.tensor(values, dtype=torch.float64, requires_grad=True)


def gradient(function, at=x):
    """That of Σ g·function."""
    point = leaf(at)
    (torch.from_numpy(g) * function(point)).sum().backward()
    return point.grad.numpy()


def by_units(loss):
    """The loss of the units' sum at x, its gradient by x, and those by a, b, c as columns."""
    point, units = leaf(x), leaf(UNITS)
    a, b, c = units.T
    e = loss((c * relu(point[:, None] * a + b)).sum(dim=1))
    e.backward()
    return e.item(), point.grad.numpy(), units.grad.numpy()


def quadrature_taps():
    """h[-M] … h[M] of the filter that turns every frequency of RATE by a quarter of its period."""
    reach = int(np.ceil(0.1712 * RATE)) | 1
    m = np.arange(-reach, reach + 1)
    window = np.i0(10.747 * np.sqrt(1 - (m / (reach + 1)) ** 2)) / np.i0(10.747)
    odd = m % 2 == 1
    return np.where(odd, 2 / (np.pi * np.where(odd, m, 1)) * window, 0)


def by_phases():
    """The gradients of Σ g·Σ relu(x shifted by φ - V) by x, by φ and by V."""
    point, phases, drop = leaf(x), leaf(PHASES), leaf(DROP)
    taps = torch.from_numpy(quadrature_taps()[::-1].copy())  # torch's convolution is a correlation
    shifted = torch.nn.functional.conv1d(point[None, None], taps[None, None],
                                         padding=len(taps) // 2)[0, 0]
    copies = point[:, None] * torch.cos(phases) - shifted[:, None] * torch.sin(phases)
    (torch.from_numpy(g) * relu(copies - drop).sum(dim=1)).sum().backward()
    return point.grad.numpy(), phases.grad.numpy(), drop.grad.item()


def write(name, columns):
    """17 significant digits: they read back to the same double."""
    with open(FOLDER / name, "w", encoding="ascii", newline="\n") as file:
        file.write(",".join(columns) + "\n")
        for row in zip(*columns.values()):
            file.write(",".join(f"{number:.17g}" for number in row) + "\n")


wanted = torch.from_numpy(target)
_, units_x, units = by_units(lambda r: (torch.from_numpy(g) * r).sum())
mse, mse_x, mse_units = by_units(lambda r: torch.nn.functional.mse_loss(r, wanted))
mae, mae_x, mae_units = by_units(lambda r: torch.nn.functional.l1_loss(r, wanted))
shifted_x, phases, drop = by_phases()

write("gradients.csv", {
    "v": x, "g": g, "target": target,
    "half": gradient(relu),
    "full": gradient(torch.abs),
    "leaky": gradient(lambda t: torch.nn.functional.leaky_relu(t, 0.125)),
    "eight_phases": gradient(
        lambda t: sum(relu(torch.sin(t + 0.25 * k * np.pi)) for k in range(8)), theta),
    "units": units_x, "units_mse": mse_x, "units_mae": mae_x,
    "shifted": shifted_x})
write("gradients_of_units.csv", {
    **{name: UNITS[:, i] for i, name in enumerate("abc")},
    **{f"{kind}_{name}": table[:, i] for kind, table in
       (("g", units), ("mse", mse_units), ("mae", mae_units)) for i, name in enumerate("abc")},
    "mse": [mse] * len(UNITS), "mae": [mae] * len(UNITS)})
write("gradients_of_phases.csv", {
    "phase": PHASES, "grad_phase": phases, "grad_drop": [drop] * len(PHASES)})
