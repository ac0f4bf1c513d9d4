"""Augmentation: networks without, and with mirrored copies, trained by other means."""

import digit_runs
import numpy as np
import pytest

from dlcourse.explorers.regularization.augment_digits import (
    SEEDS,
    Comparison,
    augmentation,
    compute,
    describe,
)

NONE = {"flip": 0, "shift": 0, "rotate": 0, "distort": 0, "new": "neat"}


def oracle(seed, copies):
    """Dev errors, over all and per digit, of a network trained on 100 images and these copies."""
    (train, dev, _), rng = digit_runs.draw(seed, 100)
    # neat dev images are augmented by nothing, which draws as many numbers as by anything
    rng.random((500, 1, 1)), rng.random((500, 1, 1)), rng.random((2, 500)), rng.random((16000,))
    params = digit_runs.start(rng, 32)
    X = np.vstack([train[0], *copies(train[0])])
    y = np.tile(train[1], len(X) // 100)
    trained = digit_runs.last(digit_runs.adam(params, X, y, 0.02, 60))
    wrong = digit_runs.scores(trained, dev[0]).argmax(axis=1) != dev[1]
    return wrong.mean(), np.array([wrong[dev[1] == digit].mean() for digit in range(10)])


def mirrored(X):
    flipped = X.reshape(-1, 8, 8)[:, :, ::-1].reshape(-1, 64)
    return [flipped] * 3


@pytest.mark.parametrize("row", [0, 3, 9])
def test_mirroring_is_that_of_a_loop_by_hand(row):
    *_, result = compute(**NONE | {"flip": 1})
    without, _ = oracle(row, lambda X: [])
    augmented, _ = oracle(row, mirrored)
    assert result.without[row] == pytest.approx(without, abs=1e-9)
    assert result.augmented[row] == pytest.approx(augmented, abs=0.0041)


def test_the_bars_are_mean_errors_per_digit():
    steps = compute(**NONE | {"flip": 1})
    first, second = next(steps), next(steps)
    plain = [oracle(seed, lambda X: [])[1] for seed in (0, 1)]
    flipped = [oracle(seed, mirrored)[1] for seed in (0, 1)]
    assert np.allclose(first.per_digit, flipped[0] - plain[0], atol=0.05)
    expected = np.mean(flipped, axis=0) - np.mean(plain, axis=0)
    assert np.allclose(second.per_digit, expected, atol=0.05)
    assert len(first.without) == 1 and "mean of 1 of 10 seeds" in describe(first)


def test_copies_that_change_nothing_make_no_difference():
    *_, result = compute(**NONE)
    assert np.allclose(result.without, result.augmented, atol=0.0021)
    assert "no difference" in describe(result)
    assert np.array_equal(result.changed, np.stack([result.original] * 3))


def test_shown_are_a_2_a_3_a_6_and_a_7_with_their_own_copies():
    result = next(compute(**NONE | {"flip": 1}))
    X, labels = digit_runs.draw(0, 100)[0][0]
    for column, digit in enumerate((2, 3, 6, 7)):
        first = X[np.flatnonzero(labels == digit)[0]]
        assert np.array_equal(result.original[:, column], first)
        mirror = result.changed[1][:, column].reshape(8, 8)
        assert np.allclose(mirror, first.reshape(8, 8)[:, ::-1])


def test_sentence_names_the_digit_that_loses_most_only_where_the_loss_is_clear():
    images = np.zeros((64, 4))
    worse = np.linspace(0.2, 0.3, SEEDS)
    errors = np.zeros((2, 10))
    errors[1, 7] = 3.0  # a sum over ten seeds
    args = images, np.zeros((3, 64, 4)), images
    result = Comparison(*args, tuple(worse - 0.1), tuple(worse), errors)
    assert "10.0 points higher" in describe(result)
    assert describe(result).endswith("; it costs most on the digit 7, 30 points.")
    assert "costs" not in describe(Comparison(*args, tuple(worse), tuple(worse - 0.1), errors))


def test_both_claims_hold_for_ten_other_seeds(monkeypatch):
    make = np.random.default_rng
    monkeypatch.setattr(np.random, "default_rng", lambda seed: make(seed + 50))
    *_, flipped = compute(**NONE | {"flip": 0.5})
    assert flipped.difference.low > 0
    wild = {"shift": 0.5, "rotate": 15, "new": "off-centre, tilted"}
    *_, helped = compute(**NONE | wild)
    assert helped.difference.high < 0


def test_means_stand_over_the_pairs():
    explorer = augmentation()
    r = explorer.result
    for i, errors in enumerate((r.without, r.augmented)):
        shown = explorer.view.artists[f"mean_{i}"].get_text()
        assert shown == f"{100 * np.mean(errors):.1f} %"
    explorer.close()
