"""A keep_prob for each layer: the runs against networks written out by hand, and what is told."""

from importlib import import_module
from itertools import pairwise

import numpy as np
import pytest

from dlcourse.topics.dropout.explorers.per_layer import (
    Layers,
    compute,
    describe,
    network,
    per_layer,
)
from tests.topics.dropout.dropout_runs import adam, draw, error, trained

PLAIN = {"keep_input": 1, "keep_wide": 1, "keep_narrow": 1, "wanted": 16, "more": True, "seed": 0}
module = import_module("dlcourse.topics.dropout.explorers.per_layer")


@pytest.fixture(scope="module")
def explorer():
    made = per_layer()
    yield made
    made.close()


def last(**controls):
    *_, result = compute(**controls)
    return result


@pytest.mark.parametrize(
    "keep, wanted, more, given, seed",
    [
        ((0.8, 0.7, 1), 32, True, 46, 0),
        ((1, 0.5, 1), 16, False, 16, 7),
        ((0.9, 1, 0.4), 8, True, 8, 3),
    ],
)
def test_both_runs_of_a_pair_agree_with_networks_written_out(
    keep, wanted, more, given, seed, monkeypatch
):
    monkeypatch.setattr(module, "PAIRS", 2)
    controls = dict(zip(("keep_input", "keep_wide", "keep_narrow"), keep, strict=True))
    result = last(**controls, wanted=wanted, more=more, seed=seed)
    assert result.given == given
    for pair in range(2):
        ((X, labels), dev, _), rng = draw([seed, pair], 200, wrong=40)
        expected = [
            error(trained(rng, (64, wide, 10, 10), kept, X, labels, adam(0.02), 80), *dev)
            for wide, kept in ((wanted, (1, 1, 1)), (given, keep))
        ]
        assert expected[0] != expected[1]
        # rounding may turn images that are on the edge between two digits
        found = result.reference[pair], result.partner[pair]
        assert found == pytest.approx(expected, abs=4.1 / 500)


def test_weights_and_their_share_in_use_against_masks_that_are_drawn():
    result = Layers(10, np.zeros(0), np.zeros(0), (0.8, 0.5, 0.7), 20, 40)
    rng, draws = np.random.default_rng(0), 2000
    sizes = (64, 40, 10, 10)
    assert result.weights.tolist() == [64 * 40, 40 * 10, 10 * 10]
    used = np.zeros(3)
    for _ in range(draws):
        units = [rng.random(n) < p for n, p in zip(sizes, (0.8, 0.5, 0.7, 1), strict=True)]
        used += [np.outer(a, b).mean() / draws for a, b in pairwise(units)]
    assert result.used == pytest.approx(used, abs=0.01)


def test_the_network_drops_only_where_keep_prob_is_below_1():
    assert [repr(layer) for layer in network((1, 0.5, 1), 7).layers] == [
        "Dense(64, 7)",
        "ReLU()",
        "Dropout(0.5)",
        "Dense(7, 10)",
        "ReLU()",
        "Dense(10, 10)",
    ]
    assert "Dropout" not in repr(network((1, 1, 1), 7))


def test_more_units_by_keep_prob_or_just_the_wanted(explorer):
    result = explorer.set(keep_wide=0.5, wanted=16, more=True).result
    assert (result.wanted, result.given) == (16, 32)
    assert explorer.set(more=False).result.given == 16
    assert explorer.set(more=True, keep_wide=0.3, wanted=32).result.given == 107


def test_without_dropout_there_is_nothing_to_compare():
    result = last(**PLAIN)
    assert np.array_equal(result.reference, result.partner)
    assert describe(result).startswith("keep_prob 1 / 1 / 1, 16 wide units: no dropout, nothing")


def test_the_wide_layer_bears_dropout_and_the_narrow_one_does_not_by_the_same_pairs():
    wide, narrow = (last(**PLAIN | {key: 0.5}) for key in ("keep_wide", "keep_narrow"))
    assert np.array_equal(wide.reference, narrow.reference)
    assert wide.difference.high < 0
    assert np.mean(narrow.partner - wide.partner) > 0.1


def test_n_over_keep_prob_units_are_better_than_n():
    given, wanted = (last(**PLAIN | {"keep_wide": 0.5, "more": more}) for more in (True, False))
    gain = wanted.partner - given.partner
    assert gain.mean() > 0.05 and np.sum(gain > 0) >= 8


def test_pairs_come_one_after_the_other_and_stay():
    counts, known = [], np.zeros(0)
    for result in compute(**PLAIN | {"keep_wide": 0.5}):
        counts.append(result.reference.size)
        assert np.array_equal(result.partner[: known.size], known)
        known = result.partner
    assert counts[0] == 0 and counts[-1] == 10
    assert set(np.diff(counts)) == {0, 1}
    assert len(counts) >= 160  # so that no yield takes long


def test_the_sentence_says_which_way():
    without = np.array([0.20, 0.22, 0.24, 0.20])
    less = np.array([0.03, 0.04, 0.03, 0.04])
    better = describe(Layers(10, without, without - less, (0.8, 0.5, 1), 32, 64))
    assert better == (
        "keep_prob 0.8 / 0.5 / 1, 64 wide units: dev error 18.0 %, without dropout and with 32 "
        "wide units 21.5 %: 3.5 points lower (95 % interval 2.6 to 4.4, 4 seeds)."
    )
    assert "3.5 points higher" in describe(Layers(10, without, without + less, (1, 1, 0.5), 8, 8))
    assert "0 of 10 pairs" in describe(Layers(10, without[:0], without[:0], (1, 1, 0.5), 8, 8))


@pytest.mark.parametrize("means", [(0.2, 0.2), (0.3, 0.32), (0.91, 0.9), (0.09, 0.08), (0.3, 0.9)])
def test_names_stand_apart_and_inside(explorer, means):
    errors = [np.full(3, mean) for mean in means]
    explorer.view.draw(explorer._draw, Layers(10, *errors, (0.8, 0.3, 1), 32, 107))
    renderer = explorer.view.canvas.get_renderer()
    artists = explorer.view.artists
    names = [artists[f"{name}_name"] for name in ("reference", "partner")]
    low, high = sorted((n.get_window_extent(renderer) for n in names), key=lambda box: box.y0)
    axes = names[0].axes.get_window_extent(renderer)
    assert low.y1 <= high.y0
    assert axes.y0 <= low.y0 and high.y1 <= axes.y1
    assert max(low.x1, high.x1) <= explorer.view.figure.bbox.x1
    left = artists["words_0"].axes.get_window_extent(renderer)
    assert all(artists[f"words_{i}"].get_window_extent(renderer).x1 < left.x1 for i in range(3))
