"""Digit networks with dropout, trained by other means: plain numpy, examples as rows."""

import copy
from itertools import pairwise

import numpy as np

from tests.by_hand import adam, momentum
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


def trained(rng, sizes, keep, X, labels, update, steps, l2=0.0, project=None):
    """Parameters after all steps; keep[i] is of the inputs of matrix i, 1 for no dropout there."""
    rng = copy.deepcopy(rng)
    params = start(rng, sizes)
    masks, m = copy.deepcopy(rng).spawn(2)[1], len(X)
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
