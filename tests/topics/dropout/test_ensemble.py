"""The ensemble view: thinned networks built by deleting units, and all 2ʰ of them at once."""

import copy
from itertools import pairwise, product

import numpy as np
import pytest

from dlcourse.topics.dropout.explorers.ensemble import (
    describe,
    ensemble,
    error_and_cost,
    look,
    run,
    thinned,
)
from tests.topics.regularization.digit_runs import draw, start

DEFAULTS = {"average": "probabilities", "keep_prob": 0.5, "trained": True, "seed": 0}


def compute(n, average, keep_prob, trained, seed):
    return look(run(keep_prob, trained, seed), n, average)


@pytest.fixture(scope="module")
def explorer():
    made = ensemble()
    yield made
    made.close()


def probabilities(scores):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def trained_by_hand(seed, keep_prob):
    """A hundred Adam steps on 64-32-10 with dropout, examples as rows; and masks for later."""
    (train, dev, _), rng = draw(seed, 150)
    X, wanted = train[0], np.eye(10)[train[1]]
    params = start(rng, 32)
    masks = copy.deepcopy(rng).spawn(2)[1]
    v, s = [np.zeros_like(p) for p in params], [np.zeros_like(p) for p in params]
    for t in range(1, 101):
        W1, b1, W2, b2 = params
        kept = (masks.random((32, 150)) < keep_prob).T / keep_prob
        hidden = np.maximum(X @ W1.T + b1, 0)
        wrong = (probabilities((hidden * kept) @ W2.T + b2) - wanted) / 150
        back = wrong @ W2 * kept * (hidden > 0)
        gradient = [back.T @ X, back.sum(axis=0), wrong.T @ (hidden * kept), wrong.sum(axis=0)]
        for i, g in enumerate(gradient):
            v[i] = 0.9 * v[i] + 0.1 * g
            s[i] = 0.999 * s[i] + 0.001 * g * g
            step = v[i] / (1 - 0.9**t) / (np.sqrt(s[i] / (1 - 0.999**t)) + 1e-8)
            params[i] = params[i] - 0.01 * step
    return params, dev, rng


@pytest.mark.parametrize(
    "keep_prob, trained, seed", [(0.5, True, 0), (0.3, True, 4), (0.5, False, 9)]
)
def test_errors_and_costs_agree_with_units_really_taken_out(keep_prob, trained, seed):
    """Units are deleted from the matrices, row by row and column by column."""
    (W1, b1, W2, b2), (X, labels), rng = trained_by_hand(seed, keep_prob if trained else 1.0)
    masks = rng.random((100, 32, 1))[:, :, 0] < keep_prob
    scores = []
    for kept in masks:
        hidden = np.maximum(X @ W1[kept].T + b1[kept], 0) / keep_prob
        scores.append(hidden @ W2[:, kept].T + b2)
    each = [probabilities(z) for z in scores]

    def expected(A):
        return np.mean(A.argmax(axis=1) != labels), -np.log(A[np.arange(500), labels]).mean()

    controls = {"keep_prob": keep_prob, "trained": trained, "seed": seed}
    for n in (1, 10, 100):
        result = compute(n=n, average="probabilities", **controls)
        # rounding may turn an image that is on the edge between two digits
        found = result.average_error, result.average_cost
        assert found == pytest.approx(expected(np.mean(each[:n], axis=0)), abs=2.1 / 500)
        geometric = compute(n=n, average="log probabilities", **controls)
        found = geometric.average_error, geometric.average_cost
        mean = probabilities(np.mean([np.log(A) for A in each[:n]], axis=0))
        assert found == pytest.approx(expected(mean), abs=2.1 / 500)
    found = np.array([result.errors, result.costs])
    assert found == pytest.approx(np.array([expected(A) for A in each]).T, abs=2.1 / 500)
    whole = probabilities(np.maximum(X @ W1.T + b1, 0) @ W2.T + b2)
    assert (result.full_error, result.full_cost) == pytest.approx(expected(whole), abs=2.1 / 500)


def test_all_units_are_the_geometric_mean_of_all_thinned_networks():
    """Exactly so behind one hidden layer, for all 2⁶ masks weighed by their probability."""
    rng, keep_prob = np.random.default_rng(0), 0.3
    output = {"W": rng.normal(size=(10, 32)), "b": rng.normal(size=(10, 1))}
    hidden = np.zeros((32, 7))
    hidden[:6] = rng.random((6, 7))  # six units that do something: 64 different networks
    masks = np.zeros((64, 32, 1))
    masks[:, :6, 0] = list(product((0, 1), repeat=6))
    chance = np.prod(np.where(masks[:, :6, 0] == 1, keep_prob, 1 - keep_prob), axis=1)
    Z = thinned(output, hidden, masks / keep_prob)
    assert chance.sum() == pytest.approx(1)
    A = np.array([probabilities(z.T) for z in Z])
    geometric = np.exp(np.tensordot(chance, np.log(A), axes=1))
    geometric /= geometric.sum(axis=1, keepdims=True)
    whole = probabilities((output["W"] @ hidden + output["b"]).T)
    assert geometric == pytest.approx(whole, rel=1e-12)
    arithmetic = np.tensordot(chance, A, axes=1)
    assert np.abs(arithmetic - whole).max() > 0.05


def test_error_and_cost_of_probabilities_known_by_heart():
    A = np.full((10, 2, 3), 0.1)
    A[:, 1] = 0.0
    A[[3, 4, 5], 1, [0, 1, 2]] = 1.0
    errors, costs = error_and_cost(A, np.array([3, 4, 9]))
    assert errors == pytest.approx([1, 1 / 3])
    assert costs[0] == pytest.approx(np.log(10))
    assert 200 < costs[1] < 300  # sure and wrong: kept finite


def test_over_ten_seeds_a_hundred_average_to_the_one_pass_and_singles_do_not():
    for kind in ("probabilities", "log probabilities"):
        runs = [compute(n=100, **DEFAULTS | {"average": kind, "seed": s}) for s in range(10)]
        gaps = [run.average_error - run.full_error for run in runs]
        assert abs(np.mean(gaps)) < 0.005
        alone = [run.errors.mean() - run.full_error for run in runs]
        assert min(alone) > 0.1
        cost = [run.average_cost / run.full_cost - 1 for run in runs]
        if kind == "probabilities":  # less sure than the one pass
            assert min(cost) > 0.2
        else:
            assert max(np.abs(cost)) < 0.05


def test_without_dropout_in_training_units_rely_on_each_other():
    with_it, without = (
        [compute(n=1, **DEFAULTS | {"trained": t, "seed": s}) for s in range(10)]
        for t in (True, False)
    )
    pairs = zip(with_it, without, strict=True)
    assert all(a.errors.mean() < b.errors.mean() - 0.1 for a, b in pairs)


def test_the_sentence_says_which_is_better(explorer):
    first = explorer.set(n=1).sentence
    assert first.startswith("The first thinned network: dev error ")
    assert first.endswith("The one pass is better.")
    many = explorer.set(n=100).sentence
    assert many.endswith("The one pass does as well, with a lower J.")
    both = explorer.set(average="log probabilities").sentence
    assert both.endswith("The one pass does as well.")
    assert f"{100 * explorer.result.errors.mean():.1f} % on average" in both
    result = explorer.result
    worse = type(result)(**vars(result) | {"full_error": result.average_error + 0.02})
    assert describe(worse).endswith("The average is better.")


def test_dragging_moves_n(explorer):
    axes = explorer.view.artists["error_full"].axes
    assert explorer._pointer(axes, 30.0, 0.2) == {"n": 30.0}


@pytest.mark.parametrize("keep_prob, trained", [(0.2, False), (0.5, True), (0.9, True)])
def test_names_stand_apart_and_inside(explorer, keep_prob, trained):
    explorer.set(keep_prob=keep_prob, trained=trained, n=100)
    renderer = explorer.view.canvas.get_renderer()
    for which in ("error", "cost"):
        names = [explorer.view.artists[f"{which}_{x}_name"] for x in ("alone", "average", "full")]
        boxes = sorted((n.get_window_extent(renderer) for n in names), key=lambda box: box.y0)
        assert all(a.y1 <= b.y0 for a, b in pairwise(boxes))
        axes = names[0].axes.get_window_extent(renderer)
        assert axes.y0 <= boxes[0].y0 and boxes[-1].y1 <= axes.y1
        assert max(box.x1 for box in boxes) <= axes.x1
