"""The shapes as NumPy has them: forward, slope, and the gradients of their parameters."""

import math

import numpy as np


def relu(x):
    return np.maximum(x, 0.0)


def conducts(x, at_zero, near):
    """1 where a diode conducts, at_zero at its kink, else 0. `near`: what still counts as the kink."""
    return np.where(np.abs(x) <= near, at_zero, (x > 0).astype(float))


def quadrature(x, rate):
    """Hx by plain convolution with the filter that the man page describes."""
    design = min(max(float(rate), 400.0), 384e3)
    reach = math.ceil(0.1712 * design) | 1
    m = np.arange(1, reach + 1, 2)
    beta = 10.747
    taps = 2 / (math.pi * m) * np.i0(beta * np.sqrt(1 - (m / (reach + 1)) ** 2)) / np.i0(beta)
    h = np.zeros(2 * reach + 1)
    h[reach + m] = taps
    h[reach - m] = -taps
    return np.stack([np.convolve(column, h)[reach : reach + len(column)] for column in x.T], 1)


class Half:
    alias_free = polyphase = False

    def __init__(self, drop=0.0, leak=0.0, negative=False):
        self.drop, self.leak, self.sign = drop, leak, -1.0 if negative else 1.0

    def exact(self):
        return self.drop == 0 and self.leak == 0 and not self.alias_free and not self.polyphase

    def forward(self, signal):
        x = self.sign * signal.x
        if self.polyphase:  # a star of diodes
            return relu(x.max(1, keepdims=True) - self.drop)
        return relu(x - self.drop) + self.leak * np.minimum(x, 0)

    def slope(self, signal, at_zero):
        x = self.sign * signal.x
        leak = 1 - conducts(x, at_zero, 0)
        return self.sign * (conducts(x - self.drop, at_zero, 0) + self.leak * leak)

    def parameters(self, signal, g, at_zero):
        x = self.sign * signal.x
        by_drop = -np.sum(g * conducts(x - self.drop, at_zero, 0))
        return ["drop", "leak"], [[self.drop, self.leak, by_drop, np.sum(g * np.minimum(x, 0))]]


class Full:
    alias_free = polyphase = False

    def __init__(self, drop=0.0):
        self.drop = drop

    def exact(self):
        return self.drop == 0 and not self.alias_free and not self.polyphase

    def forward(self, signal):
        if self.polyphase:  # a bridge
            x = signal.x
            return relu(x.max(1, keepdims=True) - x.min(1, keepdims=True) - self.drop)
        return relu(signal.x - self.drop) + relu(-signal.x - self.drop)

    def slope(self, signal, at_zero):
        return (conducts(signal.x - self.drop, at_zero, 0)
                - conducts(-signal.x - self.drop, at_zero, 0))

    def parameters(self, signal, g, at_zero):
        count = (conducts(signal.x - self.drop, at_zero, 0)
                 + conducts(-signal.x - self.drop, at_zero, 0))
        return ["drop"], [[self.drop, -np.sum(g * count)]]


class Units:
    def __init__(self, units, leak=0.0, mean=False):
        self.units = [list(map(float, u)) for u in units]
        self.leak = leak
        self.scale = 1 / len(units) if mean else 1.0

    def exact(self):
        return False

    def _unit(self, z):
        return relu(z) + self.leak * np.minimum(z, 0)

    def _step(self, z, at_zero):
        m = conducts(z, at_zero, 1e-12)
        return m + self.leak * (1 - m)

    def forward(self, signal):
        return self.scale * sum(c * self._unit(a * signal.x + b) for a, b, c in self.units)

    def slope(self, signal, at_zero):
        return self.scale * sum(c * a * self._step(a * signal.x + b, at_zero)
                                for a, b, c in self.units)

    def parameters(self, signal, g, at_zero):
        rows = []
        for a, b, c in self.units:
            z = a * signal.x + b
            down = g * self.scale * c * self._step(z, at_zero)
            rows.append([a, b, c, np.sum(down * signal.x), np.sum(down),
                         np.sum(g * self.scale * self._unit(z))])
        return ["a", "b", "c"], rows

    def fit(self, signal, target, loss, steps, learning_rate, at_zero):
        def e():
            return loss_of(loss, self.forward(signal), target)[0]

        first = e()
        for _ in range(steps):
            g = loss_of(loss, self.forward(signal), target)[1]
            rows = self.parameters(signal, g, at_zero)[1]
            for unit, row in zip(self.units, rows):
                for k in range(3):
                    unit[k] -= learning_rate * row[3 + k]
        return first, e()


class Multiphase:
    """Of a wave by its angle, of all else by its analytic signal."""

    def __init__(self, phases, drop=0.0, mean=False, envelope=False):
        self.phases, self.drop, self.envelope = phases, drop, envelope  # in turns
        self.scale = 1 / len(phases) if mean else 1.0

    def exact(self):
        return False

    def upright(self):
        return not self.envelope and all(float(2 * p).is_integer() for p in self.phases)

    def peak(self):
        """The greatest sum of a full-scale sine, by brute force."""
        if self.envelope:
            return 1.0
        theta = np.linspace(0, 2 * math.pi, 40000)[:, None]
        total = relu(np.sin(theta + 2 * math.pi * np.array(self.phases)) - self.drop).sum(1)
        return self.scale * total.max()

    def _shifted(self, signal):
        """Frames × channels × phases: what each phase sees, and its derivative by the angle."""
        phi = 2 * math.pi * np.array(self.phases)
        if signal.kind == "wave":
            angle = signal.theta[:, :, None] + phi
            return signal.amplitude * np.sin(angle), signal.amplitude * np.cos(angle)
        hx = np.zeros_like(signal.x) if self.upright() else quadrature(signal.x, signal.rate)
        z = (signal.x + 1j * hx)[:, :, None] * np.exp(1j * phi)
        return z.real, -z.imag

    def forward(self, signal):
        if self.envelope:
            if signal.kind == "wave":
                return np.full_like(signal.x, abs(signal.amplitude))
            return np.abs(signal.x + 1j * quadrature(signal.x, signal.rate))
        return self.scale * relu(self._shifted(signal)[0] - self.drop).sum(2)

    def backward(self, signal, g, at_zero, need_filter):
        s, by_angle = self._shifted(signal)
        m = conducts(s - self.drop, at_zero, 1e-12 * max(1.0, np.abs(s).max(initial=0.0)))
        if signal.kind == "wave":
            return g * self.scale * (m * by_angle).sum(2)
        phi = 2 * math.pi * np.array(self.phases)
        pq = g * self.scale * (m * np.exp(-1j * phi)).sum(2)
        if self.upright() and not need_filter:
            return pq.real
        return pq.real - quadrature(pq.imag, signal.rate)


def loss_of(kind, y, target):
    difference = y - target
    count = max(y.size, 1)
    if kind == "mae":
        return np.abs(difference).sum() / count, np.sign(difference) / count
    return (difference**2).sum() / count, 2 * difference / count
