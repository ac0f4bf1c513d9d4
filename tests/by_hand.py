"""Optimizers written down by hand, for runs that the explorers' are compared with.

update = adam(0.01)
params = update(params, gradient)      both are lists of arrays, one step after the other
"""

import numpy as np


def momentum(rate):
    """One gradient descent with momentum 0.9, from its first step on."""
    v = []

    def update(params, gradient):
        v[:] = [0.9 * a + 0.1 * g for a, g in zip(v or [0.0] * len(params), gradient, strict=True)]
        return [p - rate * a for p, a in zip(params, v, strict=True)]

    return update


def adam(rate):
    """One Adam with β₁ = 0.9, β₂ = 0.999 and ε = 10⁻⁸, from its first step on."""
    v, s, t = [], [], 0

    def update(params, gradient):
        nonlocal t
        t += 1
        zeros = [0.0] * len(params)
        v[:] = [0.9 * a + 0.1 * g for a, g in zip(v or zeros, gradient, strict=True)]
        s[:] = [0.999 * b + 0.001 * g * g for b, g in zip(s or zeros, gradient, strict=True)]
        return [
            p - rate * (a / (1 - 0.9**t)) / (np.sqrt(b / (1 - 0.999**t)) + 1e-8)
            for p, a, b in zip(params, v, s, strict=True)
        ]

    return update
