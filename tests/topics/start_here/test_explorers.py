"""The figures of notebook 00 against computations of their own."""

import asyncio
import time

import numpy as np
import pytest

from dlcourse import make_moons
from dlcourse.figures import palette
from dlcourse.live.controls import values_of
from dlcourse.live.runner import PRESENT_EVERY
from dlcourse.topics.start_here import explorers, runs
from dlcourse.topics.start_here.explorers.one_unit import compute as one_unit
from dlcourse.topics.start_here.explorers.picture import GRID, POINTS, drawing_of
from dlcourse.topics.start_here.explorers.playground import DEEP, WIDE, describe
from dlcourse.topics.start_here.explorers.workflow import LAMBDAS, SETTING, run

PLAIN = {
    "data": "moons",
    "noise": 0.2,
    "features": runs.PLAIN,
    "layers": 2,
    "units": 3,
    "activation": "tanh",
    "optimizer": "gradient descent",
    "learning_rate": 0.3,
    "batch_size": 100,
    "lambd": 0,
    "keep_prob": 1,
    "batch_norm": False,
    "seed": 3,
}


def last_of(**changes):
    *_, last = runs.training(**PLAIN | changes)
    return last


def by_hand(progress, X):
    """The outputs of all layers of a network of Dense and tanh, and the probability."""
    outputs, A = [], X
    params = [p for p in progress.network.unpack(progress.theta) if "W" in p]
    for p in params[:-1]:
        A = np.tanh(p["W"] @ A + p["b"])
        outputs.append(A)
    return outputs, 1 / (1 + np.exp(-(params[-1]["W"] @ A + params[-1]["b"])))


def test_costs_errors_and_pictures_by_hand():
    made = last_of()
    X, Y, X_dev, Y_dev = made.data
    for of, error, cost in (
        ((X, Y), made.train_error, made.costs[1, -1]),
        ((X_dev, Y_dev), made.dev_error, made.costs[2, -1]),
    ):
        _, A = by_hand(made, of[0])
        assert np.mean((A > 0.5) != of[1]) == pytest.approx(error)
        right = np.where(of[1] == 1, A, 1 - A)
        assert -np.log(right).mean() == pytest.approx(cost)
    hidden, A = by_hand(made, GRID)
    for ours, theirs in zip([GRID, *hidden, 2 * A - 1], made.unit_outputs(GRID), strict=True):
        np.testing.assert_allclose(theirs, ours, atol=1e-12)


def test_a_run_has_400_iterations_whatever_the_batch_size():
    for batch_size in runs.BATCH_SIZES:
        iterations = last_of(batch_size=batch_size, units=1).costs[0]
        np.testing.assert_array_equal(iterations, np.arange(0, 401, 5))


def test_the_price_of_a_weight_does_not_depend_on_the_batch_size():
    theta = last_of().theta
    for batch_size in (100, 10):
        network = runs.network_with(runs.PLAIN, 2, 3, "tanh", 0.3, 1, batch_size, False)
        squares = np.sum(theta[network.penalized] ** 2)
        assert network.penalty(theta, batch_size) == pytest.approx(0.3 / 200 * squares)


def test_points_are_brought_to_one_scale_by_the_train_points_alone():
    (X, Y, X_dev, _), _ = runs.points("moons", 0.3, 5)
    np.testing.assert_allclose(X.mean(axis=1), 0, atol=1e-12)
    np.testing.assert_allclose(X.std(axis=1), 1)
    assert np.abs(X_dev.mean(axis=1)).min() > 1e-3
    assert Y.sum() == 50
    rng = np.random.default_rng(5)
    raw = [make_moons(m, 0.3, rng)[0] for m in (100, 500, 500)]
    mu, sigma = raw[0].mean(axis=1, keepdims=True), raw[0].std(axis=1, keepdims=True)
    np.testing.assert_allclose(X_dev, (raw[1] - mu) / sigma)
    X_test, _ = runs.test_points("moons", 0.3, 5)
    np.testing.assert_allclose(X_test, (raw[2] - mu) / sigma)


def test_the_best_possible_error_of_two_round_clouds_is_that_of_the_line_between_them():
    for noise in (0.3, 0.5):
        rng = np.random.default_rng(2)
        _, (X, Y) = (runs.make_blobs(m, noise, rng) for m in (100, 500))
        assert runs.best_error("blobs", noise, 2) == np.mean((X[0] < 0) != Y[0])
    assert runs.best_error("moons", 0.05, 0) == 0.0


def test_no_trained_network_beats_the_best_error_by_more_than_luck():
    beaten = [runs.best_error("moons", 0.25, seed) for seed in range(3)]
    trained = [last_of(**WIDE | {"lambd": 0.3, "seed": seed}).dev_error for seed in range(3)]
    assert np.mean(trained) > np.mean(beaten) - 0.01


def test_what_the_notebook_says_of_the_ring_and_of_the_price():
    *_, last = run_of = list(runs.training(seed=0, layers=2, lambd=0, **SETTING))
    ring = run_of[int(last.costs[2].argmin())]
    assert 90 < ring.iteration < 120
    assert round(ring.dev_error, 2) == 0.06 and round(last.dev_error, 2) == 0.12
    assert last.train_error == 0
    priced = last_of(seed=0, layers=2, **SETTING | {"lambd": 0.3})
    assert priced.train_error > 0.03 and priced.dev_error < 0.08


def mending(preset, *names):
    """The pairs of a control and a value that alone mend a preset's network."""
    explorer, found = explorers.playground(), set()
    sick = explorer.values | explorer.presets[preset].values
    for name in names or set(sick) - {"data", "noise", "seed"}:
        for value in set(values_of(explorer.controls[name])) - {sick[name]}:
            *_, last = runs.training(**sick | {name: value})
            if "Well done" in describe(last):
                found.add((name, value))
    explorer.close()
    return found


def test_what_the_notebook_says_of_the_three_repairs():
    assert mending("01 crawls") == {("learning_rate", 0.3), ("learning_rate", 1)}
    overfits = mending("03 overfits", "units", "layers", "learning_rate", "optimizer", "batch_size")
    assert {("units", 2), ("units", 3), ("units", 4), ("layers", 1)} < overfits
    assert {("learning_rate", 0.003), ("optimizer", "AdaGrad"), ("batch_size", 5)} < overfits
    stuck = mending("06 stuck", "activation", "optimizer", "features", "batch_norm")
    assert {("activation", "tanh"), ("activation", "ReLU"), ("batch_norm", True)} < stuck
    assert {("optimizer", "AdaGrad"), ("optimizer", "Adam"), ("features", runs.SQUARES)} < stuck
    assert mending("06 stuck", "learning_rate", "units", "layers") == set()


def test_batch_norm_gets_the_stuck_network_going():
    deep = DEEP | {"units": 4, "seed": 0}
    stuck, going = last_of(**deep), last_of(**deep | {"batch_norm": True})
    assert stuck.costs[1, -1] > 0.6
    assert going.costs[1, -1] < 0.1


def test_a_closed_boundary_is_told_from_an_open_one():
    fence = {"data": "circles", "noise": 0.1, "layers": 1, "optimizer": "Adam"}
    for units, closed in ((2, False), (3, True)):
        assert last_of(**fence | {"learning_rate": 0.1, "units": units}).encloses is closed


def test_the_notebooks_fence_is_what_its_text_says_of_it():
    """In the middle all three squares are blue, and so are the lines; two votes are not enough."""
    explorer = explorers.fence()
    made = explorer.set(units=3).result
    explorer.close()
    middle = made.unit_outputs(np.zeros((2, 1)))[1]
    w, b = made.weights[1][0], made.network.unpack(made.theta)[2]["b"].item()
    assert np.all(middle < 0) and np.all(w < 0)
    assert -w.sum() + b > 0  # all three
    assert np.all(-w.sum() + 2 * w + b < 0)  # two of them, the third against
    _, hidden, answer = made.unit_outputs(runs.PLANE.X)
    outside = hidden[:, answer[0] < 0]
    assert np.mean((outside > 0.5).any(axis=0)) > 0.9
    triangle, fence = np.all(hidden < 0, axis=0), answer[0] > 0
    assert 0.9 < fence[triangle].mean() < 1  # but for its corners
    assert fence.sum() > 1.2 * triangle.sum()


def test_the_lines_of_the_fence_are_those_of_its_units():
    explorer = explorers.fence()
    first = explorer.set(units=3).result.network.unpack(explorer.result.theta)[0]
    x, y = explorer.view.artists["lines"].get_data()
    ends = np.stack([x, y])[:, ~np.isnan(x)].reshape(2, 3, 2)
    z = np.einsum("ni,ink->nk", first["W"], ends) + first["b"]
    np.testing.assert_allclose(z, 0, atol=1e-9)
    explorer.close()


def test_units_of_all_networks_have_room_for_their_pictures():
    for features in (2, 5):
        for layers in range(4):
            for units in range(1, 9):
                drawing, size = drawing_of((features, *[units] * layers, 1))
                gaps = np.abs(drawing.units[:, np.newaxis] - drawing.units).max(axis=2)
                assert gaps[gaps > 0].min() > size + 3
                assert drawing.units.min() > size / 2


def test_a_units_picture_stands_at_its_place_the_right_way_up():
    explorer = explorers.playground()
    explorer.set(layers=0)
    pixels = explorer.view.pixels()
    drawing, size = drawing_of((2, 1))
    axes = explorer.view.artists["pictures"].axes
    x1, x2 = axes.transData.transform(drawing.units[:2]).round().astype(int)
    height, off = len(pixels), size // 2 - 8
    orange, blue = (
        [int(c[i : i + 2], 16) for i in (1, 3, 5)] for c in (palette.CLASS_1, palette.CLASS_0)
    )

    def near(at, colour):
        shown = pixels[height - at[1], at[0]].astype(int)
        return np.abs(shown - colour).max() < 90 and np.ptp(shown) > 60

    assert near((x1[0] + off, x1[1]), orange) and near((x1[0] - off, x1[1]), blue)
    assert near((x2[0], x2[1] + off), orange) and near((x2[0], x2[1] - off), blue)
    explorer.close()


def test_a_run_is_watched_frame_by_frame():
    async def scenario():
        explorer = explorers.playground()
        shown = []
        explorer.view.observe(lambda _: shown.append(explorer.result.iteration), "png")
        explorer.play()
        begun = time.perf_counter()
        while len(shown) < 6:
            await asyncio.sleep(0.005)
        assert time.perf_counter() - begun > 4 * PRESENT_EVERY
        explorer.pause()
        assert shown[:6] == [0, 5, 10, 15, 20, 25]  # none is passed over
        at = explorer.result.iteration
        explorer.step()
        assert explorer.result.iteration == at + 5
        explorer.close()

    asyncio.run(asyncio.wait_for(scenario(), 20))


def test_one_unit_by_hand():
    made = one_unit(1.0, 0.5, -1.0)
    assert made.a == pytest.approx(np.tanh(0.5))
    assert made.distance == pytest.approx(1 / np.sqrt(1.25))
    assert made.picture[0, -1] == pytest.approx(np.tanh(2.8 - 1.4 - 1))  # x₁ large, x₂ small
    doubled = one_unit(2.0, 1.0, -2.0)
    assert doubled.distance == pytest.approx(made.distance)
    assert doubled.width == pytest.approx(made.width / 2)
    edge = np.array([1.0, 0.5]) / np.sqrt(1.25) * made.width / 2
    on_line = np.array([1.0, 0.0])
    assert np.tanh(np.dot([1.0, 0.5], on_line + edge) - 1) == pytest.approx(0.9)


def test_the_students_unit_draws():
    explorer = explorers.one_unit(yours=lambda w, b, X: np.tanh(w @ X + b))
    assert "gives the same picture" in explorer.sentence
    explorer.close()
    explorer = explorers.one_unit(yours=lambda w, b, X: np.tanh(w @ X))
    assert "away from it" in explorer.sentence
    shown = explorer.view.artists["yours"].get_array()
    np.testing.assert_allclose(shown, np.tanh([1, 0.5] @ GRID).reshape(POINTS, POINTS))
    explorer.close()


def test_no_straight_line_parts_the_circles():
    """What the notebook tells the reader who moves the unit's sliders."""
    stops = np.arange(-8, 9) / 2
    errors = [one_unit(w1, w2, b).error for w1 in stops for w2 in stops for b in stops]
    assert min(errors) > 0.2


def test_the_workflow_ends_with_what_was_measured():
    explorer = explorers.workflow()
    explorer.set(stage=6)
    train, dev, test_error, best, best_test = run(0)
    tried = [last_of(**SETTING | {"lambd": lambd, "seed": 0}) for lambd in LAMBDAS]
    np.testing.assert_array_equal(dev[3:], [made.dev_error for made in tried])
    chosen = tried[int(np.argmin(dev[3:]))]
    X, Y = runs.test_points("moons", WIDE["noise"], 0)
    assert test_error == np.mean(chosen.network.predict(chosen.theta, X) != Y)
    assert f"{100 * test_error:.1f} %" in explorer.sentence
    told = [f"{100 * error:.1f}" for error in (min(dev[3:]), best, test_error)]
    assert told == ["4.8", "5.6", "8.2"]  # of its question
    assert f"{100 * best_test:.1f}" == "6.6" and test_error - min(dev[3:]) > 0.03  # of the text
    assert dev[3:].min() < dev[1] and train[2] < 0.02 and best < dev[2]
    explorer.close()


def test_a_point_has_strayed_that_is_nearer_to_the_other_half_moon():
    explorer = explorers.half_moons()
    made = explorer.result
    explorer.close()
    X, Y = make_moons(100, 0.25, np.random.default_rng(0))

    def distance(x, y):
        """From the upper half of the unit circle, or from its nearer end."""
        off = np.abs(np.hypot(x, y) - 1)
        return np.where(y >= 0, off, np.hypot(np.abs(x) - 1, y))

    x, y = X
    distances = distance(x, y), distance(1 - x, 0.5 - y)
    assert made.strayed == np.sum((distances[1] < distances[0]) != Y[0])
    np.testing.assert_array_equal(made.X, runs.points("moons", 0.25, 0)[0][0])
