"""Wrong ways to drop out, for the exercise in `forward.py`: most take A, keep_prob and rng."""

import numpy as np


def as_is(A):
    return A, np.ones(A.shape, dtype=bool)


def training(change):
    """A mistake in training only: `change` takes A, keep_prob and rng and gives (A, D)."""

    def dropout_forward(A, keep_prob, train, rng):
        return change(A, keep_prob, rng) if train else as_is(A)

    return dropout_forward


def scaling(factor):
    """The right mask, then `factor` of keep_prob where 1/keep_prob is right."""

    def change(A, keep_prob, rng):
        D = rng.random(A.shape) < keep_prob
        return A * D * factor(keep_prob), D

    return training(change)


def mask(draw):
    """Another mask, scaled as is right."""

    def change(A, keep_prob, rng):
        D = draw(A, keep_prob, rng)
        return A * D / keep_prob, D

    return training(change)


def drop_prob(A, keep_prob, rng):
    D = rng.random(A.shape) < 1 - keep_prob
    return A * D / (1 - keep_prob), D


def drop_prob_by_other_side(A, keep_prob, rng):
    D = rng.random(A.shape) > keep_prob
    return A * D / (1 - keep_prob), D


def by_fraction_kept(A, keep_prob, rng):
    D = rng.random(A.shape) < keep_prob
    return A * D / np.mean(D), D


def by_fraction_kept_or_little(A, keep_prob, rng):
    D = rng.random(A.shape) < keep_prob
    return A * D / max(np.mean(D), 1e-9), D


def first_column(A, keep_prob, rng):
    D = rng.random(A.shape) < keep_prob
    return np.repeat(D[:, :1], A.shape[1], axis=1)


def mask_of_result(A, keep_prob, train, rng):
    A = A * (rng.random(A.shape) < keep_prob) / keep_prob if train else A
    return A, A != 0


def not_applied(A, keep_prob, rng):
    return A / keep_prob, rng.random(A.shape) < keep_prob


def mask_in_place_of_A(A, keep_prob, rng):
    D = rng.random(A.shape) < keep_prob
    return D / keep_prob, D


def scaled_mask(A, keep_prob, rng):
    D = (rng.random(A.shape) < keep_prob) / keep_prob
    return A * D, D


def inverted_and_unscaled(A, keep_prob, rng):
    D = rng.random(A.shape) > keep_prob
    return A * D, D


def only_kept(A, keep_prob, rng):
    D = rng.random(A.shape) < keep_prob
    return A[D] / keep_prob, D


def matrix_product(A, keep_prob, rng):
    D = rng.random(A.shape) < keep_prob
    return A @ D / keep_prob, D


def mask_in_testing(A, keep_prob, train, rng):
    D = rng.random(A.shape) < keep_prob
    return A * D / keep_prob if train else A, D
