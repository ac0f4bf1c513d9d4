"""The thinned network, against a real one's gradients; and what a dropped unit's weights do."""

import numpy as np
import pytest

import dlcourse as dl
from dlcourse.topics.dropout.explorers.thinned_network import (
    ENDS,
    LAYER,
    NETWORK,
    SIZES,
    describe,
    look,
    run,
    thinned_network,
)

SETTINGS = [
    {"mask": 6, "keep_hidden": 0.5, "keep_input": 0.8, "seed": 0},
    {"mask": 17, "keep_hidden": 0.25, "keep_input": 1.0, "seed": 3},
    {"mask": 24, "keep_hidden": 0.75, "keep_input": 0.3, "seed": 11},
]


def compute(mask, keep_hidden, keep_input, seed):
    return look(run(keep_hidden, keep_input, seed), mask)


def network_of(keep_hidden, keep_input, regularizer=None):
    """The drawn network, with dropout where the figure has it."""
    n_x, n1, n2, n_y = SIZES
    layers = [dl.Dropout(keep_input), dl.Dense(n_x, n1), dl.Tanh(), dl.Dropout(keep_hidden)]
    layers += [dl.Dense(n1, n2), dl.Tanh(), dl.Dropout(keep_hidden), dl.Dense(n2, n_y)]
    return dl.Network(layers, dl.MeanSquaredError(), regularizer)


@pytest.mark.parametrize("setting", SETTINGS)
def test_weights_are_trained_by_the_masks_that_give_a_real_network_a_gradient(setting):
    network = network_of(setting["keep_hidden"], setting["keep_input"])
    theta = 0.5 + np.random.default_rng(1).random(network.size)  # positive: nothing cancels
    X = 1 + np.random.default_rng(2).random((3, 24))

    def masks():
        return np.random.default_rng(setting["seed"])

    A = network.forward(theta, X, train=True, rng=masks())
    uses = np.zeros(network.penalized.sum(), int)
    for k in range(setting["mask"]):
        Y = A + (np.arange(24) == k)  # only example k has an error, so only its mask counts
        _, dtheta = network.cost_and_gradient(theta, X, Y, train=True, rng=masks())
        uses += dtheta[network.penalized] != 0
    result = compute(**setting)
    np.testing.assert_array_equal(result.uses, uses)
    assert (result.never, result.once) == ((uses == 0).sum(), (uses == 1).sum())
    assert 0 < result.uses.sum() < 39 * setting["mask"]


def test_connections_stand_in_the_order_of_the_matrices_row_by_row():
    places = [(i, j) for k in range(3) for j in range(SIZES[k + 1]) for i in range(SIZES[k])]
    starts = np.cumsum((0, *SIZES))
    layers = LAYER[ENDS[:, 1]]
    within = ENDS - np.c_[starts[layers - 1], starts[layers]]
    np.testing.assert_array_equal(within, places)
    assert len(ENDS) == 3 * 5 + 5 * 4 + 4 * 1


def test_what_a_mask_leaves():
    result = compute(mask=6, keep_hidden=0.5, keep_input=0.8, seed=0)
    x, h1, h2 = np.split(result.kept[:12, 5], [3, 8])
    assert result.dropped == 12 - x.sum() - h1.sum() - h2.sum()
    assert result.left == x.sum() * h1.sum() + h1.sum() * h2.sum() + h2.sum()
    assert not result.blocked
    # the third example of the first step has lost the whole second hidden layer
    third = compute(mask=3, keep_hidden=0.5, keep_input=0.8, seed=0)
    assert not third.kept[8:12, 2].any()
    assert third.blocked and "no path from x to ŷ" in describe(third)


def test_each_example_has_a_mask_of_its_own_and_another_seed_other_masks():
    masks = compute(1, 0.5, 0.5, 0).kept
    assert len(np.unique(masks, axis=1).T) > 20
    assert (masks != compute(1, 0.5, 0.5, 1).kept).any()
    # the shares are the ones that are asked for: 12 · 24 draws of one half
    assert abs(masks[:12].mean() - 0.5) < 4 * np.sqrt(0.25 / (12 * 24))


@pytest.mark.parametrize(
    ("keep_hidden", "keep_input", "words"),
    [
        (0.5, 0.8, "one of 2¹² = 4096 networks"),
        (0.5, 1.0, "one of 2⁹ = 512 networks"),
        (1.0, 0.8, "one of 2³ = 8 networks"),
        (1.0, 1.0, "always the whole network"),
    ],
)
def test_number_of_networks(keep_hidden, keep_input, words):
    assert compute(1, keep_hidden, keep_input, 0).networks == words


def test_a_lower_keep_prob_drops_more_of_the_same_units():
    kept = [compute(1, p, 1.0, 4).kept for p in (0.2, 0.5, 0.9)]
    assert (kept[0] <= kept[1]).all() and (kept[1] <= kept[2]).all()
    assert kept[0].sum() < kept[1].sum() < kept[2].sum()


def test_sentence():
    assert describe(compute(24, 1.0, 1.0, 0)) == (
        "The mask of example 24 drops 0 of 12 units: 39 of 39 connections are left. From 24 "
        "examples, 0 weights got no gradient, 0 got one, 39 more. Always the whole network."
    )


def test_the_picture_shows_the_mask_and_its_step():
    explorer = thinned_network().set(mask=9)
    artists, result = explorer.view.artists, explorer.result
    np.testing.assert_array_equal(artists["kept"].get_xydata(), NETWORK.units[result.kept[:, 8]])
    np.testing.assert_array_equal(
        artists["crosses"].get_xydata(), NETWORK.units[~result.kept[:, 8]]
    )
    assert len(artists["lines"].get_xdata()) == 3 * result.left
    assert len(artists["kept_small"].get_xdata()) == result.kept[:, 6:12].sum()
    assert artists["which"].get_text() == "example 3 of step 2"
    drawn = [artists[name] for name in ("never", "once", *(f"level_{i}" for i in range(2, 6)))]
    assert [len(line.get_xdata()) // 3 for line in drawn[:2]] == [result.never, result.once]
    assert sum(len(line.get_xdata()) for line in drawn) == 3 * 39
    explorer.close()


def two_steps(optimizer, regularizer=None):
    """The way of 39 weights in the second of two steps, and which of them had no gradient in it."""
    network = network_of(0.5, 0.8, regularizer)
    rng = np.random.default_rng(0)
    theta = network.initialize(np.random.default_rng(1))
    X, Y = np.ones((3, 1)), np.ones((1, 1))
    for _ in range(2):
        before = theta
        _, dtheta = network.cost_and_gradient(theta, X, Y, train=True, rng=rng)
        theta = optimizer.step(theta, dtheta)
    rng = np.random.default_rng(0)
    plain = network_of(0.5, 0.8)
    for _ in range(2):  # the same masks, without a penalty: the gradient of the data alone
        _, data_gradient = plain.cost_and_gradient(before, X, Y, train=True, rng=rng)
    weights = network.penalized
    return (theta - before)[weights], data_gradient[weights] == 0


def test_gradient_descent_leaves_a_dropped_units_weights_alone():
    moved, dropped = two_steps(dl.GradientDescent(0.1))
    assert 0 < dropped.sum() < 39
    np.testing.assert_array_equal(moved != 0, ~dropped)


@pytest.mark.parametrize(
    ("optimizer", "regularizer"),
    [
        (dl.Momentum(0.1), None),
        (dl.Adam(0.1), None),
        (dl.GradientDescent(0.1), dl.L2(0.5)),
    ],
)
def test_momentum_adam_and_l2_move_them_although_their_gradient_is_zero(optimizer, regularizer):
    moved, dropped = two_steps(optimizer, regularizer)
    assert (moved[dropped] != 0).any()
