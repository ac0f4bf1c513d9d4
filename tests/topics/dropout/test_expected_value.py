"""Σ a of 100 units under a thousand masks, against a written out loop and the binomial law."""

import numpy as np
import pytest

from dlcourse.topics.dropout.explorers.expected_value import (
    ONES,
    RELU,
    activations,
    compute,
    describe,
    expected_value,
)

SETTINGS = [(0.25, ONES, 1, 0), (0.8, RELU, 5, 3), (0.1, RELU, 20, 7)]


@pytest.mark.parametrize("setting", SETTINGS)
def test_sums_agree_with_a_written_out_loop(setting):
    keep_prob, kind, mask, seed = setting
    result = compute(*setting)
    rng = np.random.default_rng(seed)
    a = [1.0] * 100
    if kind == RELU:
        a = [max(rng.standard_normal(), 0.0) for _ in range(100)]
        a = [100 * x / sum(a) for x in a]
    draws = [[rng.random() for _ in range(1000)] for _ in range(100)]
    for k in (0, mask - 1, 999):
        kept = sum(a[i] for i in range(100) if draws[i][k] < keep_prob)
        assert result.original[k] == pytest.approx(kept, rel=1e-12)
        assert result.inverted[k] == pytest.approx(kept / keep_prob, rel=1e-12)
    assert result.here.sum() == sum(row[mask - 1] < keep_prob for row in draws)
    assert result.test == pytest.approx(100, rel=1e-12)


@pytest.mark.parametrize("keep_prob", [0.1, 0.25, 0.8])
@pytest.mark.parametrize("kind", [ONES, RELU])
def test_mean_and_spread_are_the_expected_ones_for_twenty_seeds(keep_prob, kind):
    runs = [compute(keep_prob, kind, 1, seed) for seed in range(20)]
    for run in runs:
        # Σ a D/p has the variance Σ a² (1 - p)/p
        sigma = np.sqrt((run.A**2).sum() * (1 - keep_prob) / keep_prob)
        assert run.error == pytest.approx(sigma / np.sqrt(1000))
        assert run.inverted.std() == pytest.approx(sigma, rel=0.12)
        assert run.inverted.mean() == pytest.approx(100, abs=4 * sigma / np.sqrt(1000))
        np.testing.assert_allclose(run.original, keep_prob * run.inverted)
    means = [run.inverted.mean() for run in runs]
    errors = [run.error for run in runs]
    assert np.mean(means) == pytest.approx(100, abs=4 * np.mean(errors) / np.sqrt(20))


def test_the_lectures_numbers():
    quarter = [compute(0.25, ONES, 1, seed).original.mean() for seed in range(20)]
    assert np.mean(quarter) == pytest.approx(25, abs=0.15)  # 100 · 0.25
    dropped = [(~compute(0.8, ONES, 1, seed).D).sum(axis=0) for seed in range(20)]
    assert np.mean(dropped) == pytest.approx(20, abs=0.15)
    assert np.std(dropped) == pytest.approx(4, abs=0.1)  # √(100 · 0.8 · 0.2)


def test_without_dropout_every_mask_gives_a_hundred():
    result = compute(1.0, ONES, 1, 0)
    assert (result.inverted == 100).all() and (result.original == 100).all()


def test_activations_sum_to_a_hundred_and_those_of_relu_are_unequal():
    ones, relu = (activations(kind, np.random.default_rng(0)) for kind in (ONES, RELU))
    assert (ones == 1).all() and ones.shape == relu.shape == (100, 1)
    assert relu.sum() == pytest.approx(100)
    assert relu.min() == 0 and relu.max() > 3
    assert 30 < (relu == 0).sum() < 70


def test_sentence():
    sentence = describe(compute(1.0, ONES, 3, 0))
    assert sentence == (
        "keep_prob = 1: this mask keeps 100 of 100 units (100 on average). Mean of Σ a over 1000 "
        "masks: 100.0 with ÷ keep_prob, 100.0 without it; no dropout: 100."
    )


def right(A, keep_prob, train, rng):
    if not train:
        return A, np.ones(A.shape, bool)
    D = rng.random(A.shape) < keep_prob
    return A * D / keep_prob, D


def not_divided(A, keep_prob, train, rng):
    D = rng.random(A.shape) < keep_prob if train else np.ones(A.shape, bool)
    return A * D, D


def also_at_test_time(A, keep_prob, train, rng):
    D = rng.random(A.shape) < keep_prob
    return A * D / keep_prob, D


def original(A, keep_prob, train, rng):
    D = rng.random(A.shape) < keep_prob
    return (A * D, D) if train else (A * keep_prob, np.ones(A.shape, bool))


def only_the_mask_is_missing(A, keep_prob, train, rng):
    return A / keep_prob if train else A  # no pair: [0] is one unit's row


def raises(A, keep_prob, train, rng):
    return undefined  # noqa: F821


def sentence_with(yours, **values):
    explorer = expected_value(yours=yours).set(**values)
    sentence, rows = explorer.sentence, "bars_yours" in explorer.view.artists
    explorer.close()
    return sentence, rows


def test_yours_the_right_one_keeps_the_mean_and_has_the_same_sums():
    for keep_prob, kind in ((0.25, ONES), (0.1, RELU), (1.0, ONES)):
        result = compute(keep_prob, kind, 1, 2, yours=right)
        np.testing.assert_array_equal(result.yours.numbers[0], result.inverted)
        np.testing.assert_allclose(result.yours.numbers[1], 100)
        assert "Yours keeps the mean" in describe(result)
    sentence, rows = sentence_with(right)
    assert rows and " Yours keeps the mean: 100." in sentence
    assert sentence.endswith("100.0 at test time.")


@pytest.mark.parametrize("wrong", [not_divided, also_at_test_time, original])
@pytest.mark.parametrize("keep_prob", [0.1, 0.25, 0.8])
def test_yours_with_a_misconception_differs(wrong, keep_prob):
    sentence, rows = sentence_with(wrong, keep_prob=keep_prob, activations_are=RELU)
    assert rows and " Yours differs: " in sentence


@pytest.mark.parametrize("broken", [only_the_mask_is_missing, raises])
def test_yours_that_gives_no_pair_leaves_the_figure_whole(broken):
    sentence, rows = sentence_with(broken)
    assert rows and sentence.endswith(" Yours gives no activations: let its check tell you why.")


def test_yours_cannot_change_what_the_reference_shows():
    def greedy(A, keep_prob, train, rng):
        A[:] = 7
        rng.random(1000)
        return A, A > 0

    with_it, without = compute(0.5, ONES, 1, 0, yours=greedy), compute(0.5, ONES, 1, 0)
    np.testing.assert_array_equal(with_it.inverted, without.inverted)
    assert with_it.test == 100


def test_an_untouched_stub_is_not_shown():
    def dropout_forward(A, keep_prob, train, rng):
        return ...

    sentence, rows = sentence_with(dropout_forward)
    assert not rows and "Yours" not in sentence


def test_the_picture_shows_the_mask_and_the_means():
    explorer = expected_value(yours=not_divided).set(keep_prob=0.5, mask=7)
    artists, result = explorer.view.artists, explorer.result
    assert len(artists["kept"].get_offsets()) == result.here.sum()
    assert len(artists["dropped"].get_xdata()) == 100 - result.here.sum()
    for name, mean, test in (
        ("inverted", result.inverted.mean(), 100),
        ("original", result.original.mean(), 50),
        ("yours", result.original.mean(), 100),
    ):
        assert artists[f"mean_{name}"].get_xdata()[0] == mean
        np.testing.assert_array_equal(artists[f"test_{name}"].get_xdata(), [test, test])
        assert artists[f"bars_{name}"].get_data().values.max() == 1
    explorer.close()
