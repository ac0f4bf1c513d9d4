"""Dropout in PyTorch, Keras and scikit-learn, as notebook 05 shows it, against dlcourse."""

import numpy as np
import pytest

import dlcourse as dl
from tests.libraries.blocks import run

A = 1 + np.random.default_rng(0).random((40, 500))  # no zeros: what is 0 afterwards was dropped
KEPT = A / 0.8


def numbers(result):
    """An array of a tensor, with or without a gradient."""
    return np.asarray(result.detach() if hasattr(result, "detach") else result)


@pytest.mark.parametrize("block", ["PyTorch: dropout", "Keras: dropout"])
def test_p_is_what_is_dropped_and_what_stays_is_divided_by_keep_prob(block):
    left = run("05_dropout", block, A=A)
    ours, _ = dl.Dropout(0.8).forward({}, A, train=True, rng=np.random.default_rng(1))
    for result in (numbers(left["in_training"]), ours):
        kept = result != 0
        np.testing.assert_allclose(result[kept], KEPT[kept], rtol=1e-5)
        assert kept.mean() == pytest.approx(0.8, abs=0.015)  # five standard errors
        assert not (kept == kept[:, :1]).all()  # each example has a mask of its own
    np.testing.assert_allclose(numbers(left["at_test_time"]), A, rtol=1e-6)


def test_scikit_learn_has_none():
    left = run("05_dropout", "scikit-learn: no dropout")
    assert left["has_dropout"] is False
    assert {"alpha", "early_stopping"} <= set(left["settings"])
