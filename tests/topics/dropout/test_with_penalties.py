"""Dropout with L2, L1 and max-norm: the runs against networks written out by hand."""

from importlib import import_module
from itertools import pairwise

import numpy as np
import pytest

from dlcourse.topics.dropout.explorers.with_penalties import (
    Combined,
    compute,
    describe,
    with_penalties,
)
from tests.topics.dropout.dropout_runs import draw, error, momentum, trained

DEFAULTS = {"method": "max-norm", "keep_prob": 0.5, "lambd": 2, "c": 1.5, "learning_rate": 4}
DEFAULTS |= {"against": "the penalty", "seed": 0}
module = import_module("dlcourse.topics.dropout.explorers.with_penalties")


@pytest.fixture(scope="module")
def explorer():
    made = with_penalties()
    yield made
    made.close()


def last(**controls):
    *_, result = compute(**DEFAULTS | controls)
    return result


def by_hand(seed, keep_prob, alpha, method, strength):
    """Dev error, weights: 64-64-10, sixty steps, weights projected after each."""
    ((X, labels), dev, _), rng = draw([seed, 0], 200, wrong=40)

    def shrink(W):
        return np.sign(W) * np.clip(np.abs(W) - alpha * strength / 200, 0, None)

    def cap(W):
        return np.array([w * strength / max(np.sqrt(w @ w), strength) for w in W])

    params = trained(
        rng,
        (64, 64, 10),
        (1, keep_prob),
        X,
        labels,
        momentum(alpha),
        60,
        l2=strength if method == "L2" else 0.0,
        project={"L1": shrink, "max-norm": cap}.get(method),
    )
    return error(params, *dev), params


@pytest.mark.parametrize(
    "method, strength, keep_prob, alpha, against, seed",
    [
        ("L2", 1, 0.5, 4, "the penalty", 0),
        ("L1", 0.5, 0.8, 2, "dropout", 5),
        ("max-norm", 1.5, 0.5, 8, "dropout", 2),
    ],
)
def test_both_runs_agree_with_networks_written_out(
    method, strength, keep_prob, alpha, against, seed, monkeypatch
):
    monkeypatch.setattr(module, "PAIRS", 1)
    controls = {"method": method, "keep_prob": keep_prob, "learning_rate": alpha}
    controls |= {"c" if method == "max-norm" else "lambd": strength}
    result = last(**controls, against=against, seed=seed)
    both, params = by_hand(seed, keep_prob, alpha, method, strength)
    other = (
        (keep_prob, alpha, None, 0) if against == "the penalty" else (1, alpha, method, strength)
    )
    without, _ = by_hand(seed, *other)
    assert both != without
    # rounding may turn images that are on the edge between two digits
    found = result.partner[0], result.reference[0]
    assert found == pytest.approx((both, without), abs=4.1 / 500)
    assert result.errors[:, 1, -1] == pytest.approx(found, abs=1e-12)
    rows = np.concatenate([np.sqrt((W**2).sum(axis=1)) for W in params[::2]])
    assert np.sort(result.norms[0]) == pytest.approx(np.sort(rows), rel=0.02, abs=0.02)
    zeros = np.mean(np.concatenate([W.ravel() for W in params[::2]]) == 0)
    assert result.zeros == pytest.approx(zeros, abs=0.005)
    assert (result.zeros > 0.3) == (method == "L1")


def test_max_norm_puts_a_cap_on_every_unit_and_nothing_else_does(explorer):
    result = explorer.set(c=1.25).result
    assert result.norms.shape == (2, 74 * 10)  # 64 hidden and 10 output units, ten pairs
    assert result.norms[0].max() == pytest.approx(1.25, abs=1e-12)
    assert np.mean(result.norms[0] > 1.25 - 1e-9) > 0.5
    assert result.norms[1].max() > 2.5
    cap = explorer.view.artists["cap"].get_ydata()
    assert np.array_equal(cap, [1.25, 1.25])
    explorer.set(method="L2")
    assert explorer.view.artists["cap"].get_ydata().size == 0
    assert not explorer.view.artists["cap_name"].get_visible()


def test_a_higher_rate_harms_dropout_alone_more_than_with_max_norm():
    slow, fast = (last(learning_rate=alpha) for alpha in (4, 8))
    harm = fast.reference - slow.reference
    assert harm.mean() > 0.01
    assert harm.mean() > (fast.partner - slow.partner).mean() + 0.01
    assert (slow.reference.mean(), fast.reference.mean()) == pytest.approx((0.154, 0.175), abs=6e-4)
    assert slow.difference.high < 0
    assert abs((fast.partner - slow.partner).mean()) < 0.01
    dev_after_ten = fast.errors[0, 1, 2], slow.errors[0, 1, 2]
    assert dev_after_ten == pytest.approx((0.201, 0.247), abs=6e-3)
    (train, dev), (train_alone, dev_alone) = fast.errors[:, :, -1]
    assert train > train_alone + 0.02 and dev < dev_alone - 0.02


@pytest.mark.parametrize("method, lambd", [("L2", 1), ("L1", 0.5)])
def test_dropout_gains_beside_a_penalty_for_the_same_pairs(method, lambd):
    beside = last(method=method, lambd=lambd, against="dropout")
    assert beside.difference.high < 0
    assert np.all(beside.partner < beside.reference)


@pytest.mark.parametrize(
    "controls", [{"method": "none"}, {"keep_prob": 1, "against": "dropout", "method": "L1"}]
)
def test_where_both_runs_are_one_there_is_nothing_to_compare(controls):
    result = last(**controls)
    assert result.same
    assert np.array_equal(result.partner, result.reference)
    assert "nothing to compare" in describe(result)


def test_the_first_pair_is_live_and_means_settle_afterwards():
    results = list(compute(**DEFAULTS))
    shown = [result.errors.shape[-1] for result in results]
    done = [result.done for result in results]
    assert shown[0] == 1 and max(s for s, d in zip(shown, done, strict=True) if d == 0) == 8
    assert set(shown[done.index(1) :]) == {8}
    assert done[-1] == 10 and set(np.diff(done)) == {0, 1}
    end = results[-1]
    assert end.errors[:, 1, -1] == pytest.approx((end.partner.mean(), end.reference.mean()))
    assert np.all(end.errors[:, :, 0] > end.errors[:, :, -1])  # and it has learned something


def made(both, without, **changes):
    settings = {"method": "L2", "keep_prob": 0.5, "c": None, "against": "the penalty"}
    numbers = {"same": False, "zeros": 0.0, "norms": np.ones((2, 74))}
    numbers |= {"errors": np.full((2, 2, 8), 0.2)}
    return Combined(10, np.array(without), np.array(both), **settings | numbers | changes)


def test_the_sentence_names_the_runs_and_says_which_way():
    less, more = [0.10, 0.12, 0.11], [0.20, 0.23, 0.20]
    assert describe(made(less, more)) == (
        "Dropout 0.5 and L2: dev error 11.0 %. Dropout 0.5 alone: 21.0 %. "
        "So 10.0 points lower (95 % interval 7.5 to 12.5, 3 seeds)."
    )
    changes = {"method": "L1", "against": "dropout", "zeros": 0.514}
    worse = describe(made(more, less, **changes))
    assert worse.startswith("Dropout 0.5 and L1: dev error 21.0 %, 51 % of the weights 0. L1 alone")
    assert "10.0 points higher" in worse
    alone = describe(made(less, more, keep_prob=1, method="max-norm"))
    assert alone.startswith("Max-norm: dev error 11.0 %. Neither: 21.0 %.")
    assert "no difference" in describe(made([0.1, 0.2, 0.3], [0.2, 0.1, 0.3]))
    assert "1 of 10 pairs" in describe(made(less[:1], more[:1]))


@pytest.mark.parametrize("ends", [(0.1, 0.1, 0.1, 0.1), (0.9, 0.9, 0.2, 0.21), (0, 0.3, 0.3, 0.6)])
@pytest.mark.parametrize("longest", [(0.0, 0.0), (1.5, 12.34), (3.9, 4.1)])
def test_names_stand_apart_and_inside(explorer, ends, longest):
    errors = np.repeat(np.reshape(ends, (2, 2, 1)), 8, axis=2)
    norms = np.outer(longest, np.linspace(0.1, 1, 74))
    result = made([0.1, 0.2], [0.2, 0.3], errors=errors, norms=norms, c=4.0, zeros=0.5)
    explorer.view.draw(explorer._draw, result)
    renderer = explorer.view.canvas.get_renderer()
    artists = explorer.view.artists
    for names in (
        ("dev", "train", "dev_without", "train_without"),
        ("lengths", "lengths_without", "cap"),
    ):
        texts = [artists[f"{name}_name"] for name in names]
        boxes = sorted((t.get_window_extent(renderer) for t in texts), key=lambda box: box.y0)
        axes = texts[0].axes.get_window_extent(renderer)
        assert all(a.y1 <= b.y0 + 0.5 for a, b in pairwise(boxes))
        assert axes.y0 <= boxes[0].y0 + 1 and boxes[-1].y1 <= axes.y1 + 1
        assert max(box.x1 for box in boxes) <= axes.x1 + 5
