"""Digit networks with dropout, trained by other means: plain numpy, examples as rows."""

import copy
from itertools import pairwise

import numpy as np

from tests.topics.regularization.digit_runs import draw

__all__ = ["adam", "draw", "error", "momentum", "start", "trained"]


def start(rng, sizes):
    """[W1, b1, W2, b2, …] by He's scheme."""
    params = []
    for n_prev, n in pairwise(sizes):
        params += [rng.normal(0, 1, (n, n_prev)) * np.sqrt(2 / n_prev), np.zeros(n)]
    return params


def scores(params, X):
    for W, b in zip(params[:-2:2], params[1:-2:2], strict=True):
        X = np.maximum(X @ W.T + b, 0)
    return X @ params[-2].T + params[-1]


def error(params, X, labels):
    return np.mean(scores(params, X).argmax(axis=1) != labels)


def trained(rng, sizes, keep, X, labels, optimizer, steps, l2=0.0, project=None):
    """Parameters after all steps; keep[i] is of the inputs of matrix i, 1 for no dropout there."""
    rng = copy.deepcopy(rng)
    params = start(rng, sizes)
    masks, m, update = copy.deepcopy(rng).spawn(2)[1], len(X), optimizer(params)
    for _ in range(steps):
        A, seen, kept = X, [], []
        for i, keep_prob in enumerate(keep):
            D = np.ones_like(A)
            if keep_prob < 1:
                D = (masks.random(A.T.shape) < keep_prob).T / keep_prob
            kept.append(D)
            seen.append(A * D)
            Z = seen[-1] @ params[2 * i].T + params[2 * i + 1]
            A = np.maximum(Z, 0)
        e = np.exp(Z - Z.max(axis=1, keepdims=True))
        back = (e / e.sum(axis=1, keepdims=True) - np.eye(10)[labels]) / m
        gradient = []
        for i in range(len(keep) - 1, -1, -1):
            gradient = [back.T @ seen[i] + l2 / m * params[2 * i], back.sum(axis=0), *gradient]
            back = back @ params[2 * i] * kept[i] * (seen[i] > 0)
        params = update(params, gradient)
        if project:
            params = [project(p) if p.ndim == 2 else p for p in params]
    return params


def adam(alpha):
    """One Adam, as a function of the parameters that it is for."""

    def made(params):
        v, s, count = [0.0 for _ in params], [0.0 for _ in params], [0]

        def update(params, gradient):
            count[0] += 1
            t = count[0]
            for i, g in enumerate(gradient):
                v[i] = 0.9 * v[i] + 0.1 * g
                s[i] = 0.999 * s[i] + 0.001 * g * g
            return [
                p - alpha * (a / (1 - 0.9**t)) / (np.sqrt(b / (1 - 0.999**t)) + 1e-8)
                for p, a, b in zip(params, v, s, strict=True)
            ]

        return update

    return made


def momentum(alpha):
    """One gradient descent with momentum 0.9."""

    def made(params):
        v = [0.0 for _ in params]

        def update(params, gradient):
            for i, g in enumerate(gradient):
                v[i] = 0.9 * v[i] + 0.1 * g
            return [p - alpha * a for p, a in zip(params, v, strict=True)]

        return update

    return made
