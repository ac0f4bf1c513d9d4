"""The small figures of notebook 02, against derivatives taken by autograd and by hand."""

import importlib

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

from dlcourse.topics.backpropagation.explorers import (
    computation_graph,
    difference_error,
    loops_and_vectors,
    two_losses,
)

HOME = "dlcourse.topics.backpropagation.explorers"


def module(name):
    """An explorer's module; the package has a function of the same name."""
    return importlib.import_module(f"{HOME}.{name}")


# The computation graph


@pytest.mark.parametrize("two_paths", [False, True])
@pytest.mark.parametrize("values", [(5.0, 3.0, 2.0), (-4.0, 0.0, 7.0), (1.0, 10.0, -3.0)])
def test_the_graphs_derivatives_are_autograds(values, two_paths):
    graph = module("computation_graph")

    def J(a, b, c):
        return 3 * ((b if two_paths else a) + b * c)

    kind = graph.TWO_PATHS if two_paths else graph.ONE_PATH
    result = graph.compute(*values, kind, "nothing")
    expected = [0.0 if two_paths else 3.0] + [autograd.grad(J, i)(*values) for i in (1, 2)]
    assert [result.da, result.db, result.dc] == pytest.approx(expected)
    assert result.J == J(*values)


def test_the_lectures_graph():
    """J = 3(a + bc) with a = 5, b = 3, c = 2: 33, and 3, 6, 9."""
    explorer = computation_graph()
    assert "J = 3 (a + b c) = 33; dJ/da = 3, dJ/db = 6, dJ/dc = 9." in explorer.sentence
    shown = {
        name: artist.get_text()
        for name, artist in explorer.view.artists.items()
        if hasattr(artist, "get_text")
    }
    assert [shown[f"{edge}_value"] for edge in ("av", "bu", "cu", "uv", "vJ")] == [
        "5", "3", "2", "6", "11",
    ]  # fmt: skip
    assert [shown[f"{edge}_back"] for edge in ("av", "bu", "cu", "uv", "vJ")] == [
        "← 3", "← 6", "← 9", "← 3", "← 3",
    ]  # fmt: skip
    explorer.close()


def test_a_nudge_moves_what_it_reaches_and_nothing_else():
    graph = module("computation_graph")
    moved = graph.compute(5, 3, 2, graph.ONE_PATH, "c").moved
    assert moved == {"a": 0, "b": 0, "c": 0.001, "u": 0.003, "v": 0.003, "J": 0.009}
    moved = graph.compute(5, 3, 2, graph.TWO_PATHS, "b").moved
    assert moved["v"] == 0.003 and moved["J"] == 0.009


# One neuron, two losses


def answer(z):
    return 1 / (1 + anp.exp(-z))


LOSSES = {
    "cross_entropy": lambda z, y: -y * anp.log(answer(z)) - (1 - y) * anp.log(1 - answer(z)),
    "squared": lambda z, y: (answer(z) - y) ** 2 / 2,
}


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("y", [0, 1])
def test_the_blames_are_autograds(loss, y):
    blame = module("two_losses").blame
    for z in (-6.0, -0.5, 0.0, 3.0):
        assert blame(z, y, loss) == pytest.approx(autograd.grad(LOSSES[loss])(z, y), rel=1e-9)


def test_who_is_surely_wrong_learns_under_one_loss_only():
    """dz of the squared error is largest at a = 1/3, 4/27, and nearly 0 where it is wrong."""
    losses = module("two_losses")
    size = np.abs(losses.blame(losses.Z, 1, "squared"))
    assert size.max() == pytest.approx(4 / 27, rel=1e-3)
    assert answer(losses.Z[size.argmax()]) == pytest.approx(1 / 3, abs=0.02)
    result = losses.compute(-6.0, "1", 1.0)
    z = -6.0
    for _ in range(100):
        z -= answer(z) - 1
    assert result.ends[0] == pytest.approx(answer(z))
    assert result.ends[1] < 0.005
    explorer = two_losses()
    explorer.set(**explorer.defaults | explorer.presets["surely wrong"].values)
    np.testing.assert_array_equal(
        explorer.view.artists["learn_squared"].get_ydata(), explorer.result.answers["squared"]
    )
    explorer.close()


# Loops


@pytest.mark.parametrize(("m", "n"), [(1, 1), (4, 2), (7, 30)])
def test_all_three_ways_give_the_gradient(m, n):
    ways, rng = module("loops_and_vectors"), np.random.default_rng(m)
    X, dZ = rng.normal(size=(n, m)), rng.normal(size=(1, m))
    expected = np.einsum("j,ij->i", dZ[0], X)[np.newaxis] / m
    for way in (ways.two_loops, ways.one_loop, ways.no_loop):
        np.testing.assert_allclose(way(X, dZ), expected, rtol=1e-12)


def test_the_worked_example():
    """X, Y and A of the lectures: dW = [-0.55, -1.05], and no blame for b."""
    X = np.array([[2.0, -3.0, 8.0, 14.0], [6.0, 4.0, 17.0, 19.0]])
    dZ = np.array([[0.8, 0.6, 0.9, 0.7]]) - [[0, 1, 1, 1]]
    for way in (module("loops_and_vectors").two_loops, module("loops_and_vectors").no_loop):
        np.testing.assert_allclose(way(X, dZ), [[-0.55, -1.05]])
    assert dZ.mean() == pytest.approx(0)


def test_a_way_that_is_wrong_is_not_timed(monkeypatch):
    ways = module("loops_and_vectors")
    monkeypatch.setattr(ways, "one_loop", lambda X, dZ: ways.no_loop(X, dZ) * X.shape[1])
    ways.compute(10, 5, False)
    with pytest.raises(ArithmeticError, match="gives another gradient than the product"):
        ways.compute(10, 5, True)


def test_time_is_measured_only_while_the_button_is_pressed():
    explorer = loops_and_vectors()
    assert not explorer.result.measured and "not yet measured" in explorer.sentence
    explorer.set(timing=True)
    assert min(explorer.result.seconds) > 0 and "the results are equal" in explorer.sentence
    explorer.close()


# Differences


@pytest.mark.parametrize("epsilon", [0.1, 0.01, 1e-3])
def test_the_errors_of_a_cube_are_known(epsilon):
    """((1 + ε)³ - 1)/ε = 3 + 3ε + ε², and two-sided 3 + ε²."""
    errors = module("difference_error")
    result = errors.compute(errors.CUBE, epsilon, errors.DOUBLE)
    assert result.one_sided == pytest.approx(3 * epsilon + epsilon**2, rel=1e-6)
    assert result.two_sided == pytest.approx(epsilon**2, rel=1e-4)


def test_the_slopes_are_autograds():
    errors = module("difference_error")
    for f, slope in (
        (lambda t: t**3, errors.CUBE),
        (anp.exp, errors.EXP),
        (answer, errors.SIGMOID),
    ):
        assert errors.FUNCTIONS[slope][1] == pytest.approx(autograd.grad(f)(1.0), rel=1e-14)


def test_both_curves_are_vs_with_slopes_1_and_2():
    errors = module("difference_error")
    for name in errors.FUNCTIONS:
        result = errors.compute(name, 0.1, errors.DOUBLE)
        x = np.log10(errors.EPSILONS)
        for curve, slope, low, best in zip(
            result.curves, (1, 2), (-6, -3.5), (1e-8, 1e-5), strict=True
        ):
            right = (x > low) & (x < -1)
            measured = np.polyfit(x[right], np.log10(curve[right]), 1)[0]
            assert measured == pytest.approx(slope, abs=0.05)
            left = (x > -14) & (x < np.log10(best) - 2)
            small = np.log10(np.maximum(curve[left], 1e-16))
            assert np.polyfit(x[left], small, 1)[0] == pytest.approx(-1, abs=0.25)
            assert abs(np.log10(errors.EPSILONS[curve.argmin()] / best)) < 1.6


def test_half_the_digits_turn_earlier():
    errors = module("difference_error")
    single, double = (
        errors.compute(errors.EXP, 0.1, precision).best[1]
        for precision in (errors.SINGLE, errors.DOUBLE)
    )
    assert single > 30 * double
    explorer = difference_error()
    x, y = explorer.view.artists["two_sided_here"].get_data()
    assert (x[0], y[0]) == pytest.approx((0.1, 0.01))
    explorer.close()
