"""The 2-4-3-1 network of notebook 02: its passes, its shapes, and what is planted in it."""

import importlib

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

import dlcourse as dl
from dlcourse import load_digits, train_dev_test_split
from dlcourse.topics.backpropagation.explorers import (
    network_steps,
    planted_bug,
    reading_digits,
    shape_table,
)
from dlcourse.topics.backpropagation.runs import (
    SIZES,
    X_STAIRS,
    Y_STAIRS,
    backward,
    cost,
    draw_parameters,
    forward,
)

HOME = "dlcourse.topics.backpropagation.explorers"


def module(name):
    """An explorer's module; the package has a function of the same name."""
    return importlib.import_module(f"{HOME}.{name}")


def oracle(parameters, X, Y):
    """∂J/∂· of each parameter by autograd."""

    def J(parameters):
        A = X
        for layer in (1, 2, 3):
            Z = anp.dot(parameters[f"W{layer}"], A) + parameters[f"b{layer}"]
            A = 1 / (1 + anp.exp(-Z)) if layer == 3 else anp.tanh(Z)
        return -anp.mean(Y * anp.log(A) + (1 - Y) * anp.log(1 - A))

    return J(parameters), autograd.grad(J)(parameters)


@pytest.mark.parametrize("m", [1, 4])
def test_both_passes_are_autograds(m):
    parameters = draw_parameters(SIZES, np.random.default_rng(m))
    X, Y = X_STAIRS[:, :m], Y_STAIRS[:, :m]
    seen = forward(parameters, X)
    J, expected = oracle(parameters, X, Y)
    assert cost(seen["A3"], Y) == pytest.approx(J)
    found = backward(parameters, seen, Y)
    for name, value in expected.items():
        np.testing.assert_allclose(found[f"d{name}"], value, rtol=1e-9, atol=1e-14)


def test_one_neuron_cannot_learn_the_light_and_the_network_can():
    """A neuron ends undecided; for eight starts the network learns all four positions."""
    for sizes, alpha, seeds in (((2, 1), 0.5, range(2)), (SIZES, 1.0, range(8))):
        for seed in seeds:
            parameters = draw_parameters(sizes, np.random.default_rng(seed))
            for _ in range(500):
                seen = forward(parameters, X_STAIRS)
                grads = backward(parameters, seen, Y_STAIRS)
                parameters = {n: p - alpha * grads[f"d{n}"] for n, p in parameters.items()}
            A = seen[f"A{len(sizes) - 1}"]
            if sizes == SIZES:
                assert np.abs(A - Y_STAIRS).max() < 0.03, seed
            else:
                np.testing.assert_allclose(A, 0.5, atol=1e-6)


# Step by step


def numbers_shown(explorer):
    cells = [artist for name, artist in explorer.view.artists.items() if name.startswith("cell_")]
    return [float(cell.get_text().replace("−", "-")) for cell in cells if cell.get_text()]


@pytest.mark.parametrize("examples", ["1", "4"])
def test_each_step_shows_what_it_computes(examples):
    steps = module("network_steps")
    explorer, m = network_steps(), int(examples)
    parameters = draw_parameters(SIZES, np.random.default_rng(0))
    X, Y = X_STAIRS[:, :m], Y_STAIRS[:, :m]
    W, b = ([parameters[f"{k}{layer}"] for layer in (1, 2, 3)] for k in "Wb")
    A = [X]
    for layer in range(3):
        Z = W[layer] @ A[-1] + b[layer]
        A.append(1 / (1 + np.exp(-Z)) if layer == 2 else np.tanh(Z))
    dZ = [None, None, A[3] - Y]
    for layer in (1, 0):
        dZ[layer] = (W[layer + 1].T @ dZ[layer + 1]) * (1 - A[layer + 1] ** 2)
    expected = {"A3": A[3], "dZ3": dZ[2], "dZ2": dZ[1], "dZ1": dZ[0], "dW1": dZ[0] @ X.T / m}
    for number, (name, _) in enumerate(steps.STEPS, start=1):
        explorer.set(step=number, examples=examples)
        if name not in expected:
            continue
        result, shown = expected[name], numbers_shown(explorer)
        np.testing.assert_allclose(explorer.result.value, result, rtol=1e-9)
        after = len(shown) - (4 if name == "dW1" else 0)  # db1 stands behind dW1
        rounded = np.array(shown[after - result.size : after]).reshape(result.shape)
        np.testing.assert_allclose(rounded, result, atol=0.00501)
        assert str(result.shape) in explorer.sentence
    explorer.close()


def test_multiplications_are_counted_as_matrix_products_make_them():
    steps = module("network_steps")
    for m, examples in ((1, "1"), (4, "4")):
        result = steps.look(steps.run(examples, 0), len(steps.STEPS))
        forward_ = m * (4 * 2 + 3 * 4 + 1 * 3)
        back = m * (1 * 3 + 3 * 1 + 3 * 4 + 4 * 3 + 4 * 2)
        assert result.products == (forward_, back)
    assert steps.look(steps.run("1", 0), 7).products == (23, 0)


def test_units_show_answers_forward_and_blame_backward():
    explorer = network_steps()
    explorer.set(step=6)
    texts = [explorer.view.artists[f"unit_{i}"].get_text() for i in range(10)]
    assert texts[0] == "1.00" and "" not in texts
    explorer.set(step=9)
    texts = [explorer.view.artists[f"unit_{i}"].get_text() for i in range(10)]
    assert texts[:9] == [""] * 9
    dz = explorer.result.all["dZ3"].item()
    assert texts[9] == f"{dz:.2f}".replace("-", "−")
    explorer.close()


# The shape table


def test_the_tables_shapes_are_those_of_a_real_network():
    table = module("shape_table")
    sizes, m = (2, 4, 3, 1), 5
    rng = np.random.default_rng(0)
    parameters = draw_parameters(sizes, rng)
    seen = forward(parameters, rng.normal(size=(2, m)))
    found = seen | parameters | backward(parameters, seen, np.ones((1, m)))
    result = table.compute(22, "m", "m", *sizes, m)
    for name, layer in table.QUANTITIES:
        assert result.shape(name, layer) == found[f"{name}{layer}"].shape
    assert result.parameters == 31


def test_a_shape_is_shown_only_when_it_is_right():
    explorer = shape_table()
    place = explorer.view.artists["W2"]
    assert place.get_text() == "?" and "not (5, 5)" in explorer.sentence
    explorer.set(rows="n before", columns="n of the layer")
    assert place.get_text() == "?" and "not (4, 3)" in explorer.sentence
    assert "(3, 4)" not in explorer.sentence
    explorer.set(rows="n of the layer", columns="n before")
    assert place.get_text() == "(3, 4)" and "is right" in explorer.sentence
    assert explorer.view.artists["b2"].get_text() == "·"
    explorer.close()


def test_every_quantity_can_be_filled_in_and_its_products_conform():
    table = module("shape_table")
    sizes, m = (5, 7, 2, 3), 8
    words = {
        "W": (table.OWN, table.BEFORE),
        "b": (table.OWN, table.ONE),
        "Z": (table.OWN, table.EXAMPLES),
    }
    words |= {"A": words["Z"], "dZ": words["Z"], "dW": words["W"], "db": words["b"]}
    for asked, (name, _) in enumerate(table.QUANTITIES, start=1):
        result = table.compute(asked, *words[name], *sizes, m)
        assert result.right and result.filled == asked
        for (_, one, sign), (_, other, _) in zip(
            table.terms(result), table.terms(result)[1:], strict=False
        ):
            if sign == "·":
                assert one[1] == other[0]


# Planted bugs


def failing(bug, seed, epsilon=1e-5):
    result = module("planted_bug").compute(bug, epsilon, seed, False)
    return set(result.failing), set(result.passing)


@pytest.mark.parametrize("seed", range(4))
def test_each_bug_shows_where_it_should(seed):
    every = {"W1", "b1", "W2", "b2", "W3", "b3"}
    expected = {
        "none": set(),
        "A": {"W1", "b1", "W2", "b2"},
        "B": {"W2"},
        "C": every,
        "D": {"b1"},
        "E": {"W1", "b1"},
        "F": {"W1", "W2", "W3"},
        "G": every,
    }
    for bug, fails in expected.items():
        assert failing(bug, seed) == (fails, every - fails), bug
    fails, passes = failing("H", seed)
    assert "W1" in fails <= {"W1", "b1"} and passes >= every - {"W1", "b1"}  # one unit's kink


@pytest.mark.parametrize("seed", range(4))
def test_bugs_whose_bars_look_alike_are_told_apart(seed):
    """C and G fail everywhere, E and H in layer 1; but G's nudges are wild, and H is one unit's."""
    right, c, g, e, h = (
        module("planted_bug").compute(bug, 1e-5, seed, False)
        for bug in ("none", "C", "G", "E", "H")
    )
    ours, judges = c.lengths
    assert judges == pytest.approx(right.lengths[1]) and ours < judges < 1
    assert g.lengths[0] == pytest.approx(right.lengths[0]) and g.lengths[1] > 1000 * g.lengths[0]
    W1, b1 = (errors > 1e-4 for errors in e.entries[:2])
    assert W1.all() and b1.all()
    W1, b1 = (errors > 1e-4 for errors in h.entries[:2])
    assert W1.tolist() == [True, True] + 6 * [False] and b1.tolist() == [True] + 3 * [False]


def test_entries_and_lengths_are_drawn():
    explorer = planted_bug()
    explorer.set(bug="G")
    artists, result = explorer.view.artists, explorer.result
    assert artists["which"].get_text() == "Bug G: our gradient against nudging"
    for row, entries in enumerate(reversed(result.entries)):
        np.testing.assert_array_equal(artists[f"entries_{row}"].get_xdata(), entries)
    own = np.concatenate([d.ravel() for d in result.derivatives.values()])
    assert result.lengths[0] == pytest.approx(np.sqrt(np.sum(own**2)))
    words = "length of our gradient 0.2,\nof that by nudging 17,000"
    assert artists["lengths"].get_text() == words
    explorer.close()


def test_the_right_gradient_is_autograds():
    bugs = module("planted_bug")
    result = bugs.compute("A", 1e-5, 3, False)
    _, expected = oracle(draw_parameters(SIZES, np.random.default_rng(3)), X_STAIRS, Y_STAIRS)
    flat = np.concatenate([expected[name].ravel() for name in bugs.NAMES])
    np.testing.assert_allclose(result.right, flat, rtol=1e-9, atol=1e-14)


def test_the_mistake_is_shown_only_when_it_is_asked_for():
    explorer = planted_bug()
    explorer.set(bug="B")
    lines = [explorer.view.artists[f"line_{i}"].get_text() for i in range(9)]
    assert "dW[2] = 1/m dZ[2] A[1]ᵀ" in lines and "mistake" not in explorer.sentence
    explorer.set(reveal=True)
    lines = [explorer.view.artists[f"line_{i}"].get_text() for i in range(9)]
    assert "dW[2] = dZ[2] A[1]ᵀ   ✗" in lines and "where dW[2] = 1/m" in explorer.sentence
    explorer.close()


# Digits


def test_what_it_reads_is_what_thirty_lines_of_numpy_read():
    """As in section 9 of the notebook: another backward pass, and the same answers at all steps."""
    rng = np.random.default_rng(0)
    shares = np.array([300, 500, 997]) / 1797
    (X, Y), (X_dev, Y_dev), _ = train_dev_test_split(*load_digits(), shares, rng)
    W1, W2 = rng.normal(size=(32, 64)) / 8, rng.normal(size=(10, 32)) / np.sqrt(32)
    b1, b2, labels, wrong = np.zeros((32, 1)), np.zeros((10, 1)), Y_dev.argmax(axis=0), []
    for _ in range(201):
        wrong.append(np.mean((W2 @ np.tanh(W1 @ X_dev + b1) + b2).argmax(axis=0) != labels))
        A1 = np.tanh(W1 @ X + b1)
        exp = np.exp(W2 @ A1 + b2)
        dZ2 = (exp / exp.sum(axis=0) - Y) / 300
        dZ1 = W2.T @ dZ2 * (1 - A1**2)
        W2, b2 = W2 - 0.5 * dZ2 @ A1.T, b2 - 0.5 * dZ2.sum(axis=1, keepdims=True)
        W1, b1 = W1 - 0.5 * dZ1 @ X.T, b1 - 0.5 * dZ1.sum(axis=1, keepdims=True)
    explorer = reading_digits()
    np.testing.assert_allclose(explorer.result.errors, wrong, atol=1e-12)
    explorer.close()


def test_its_answers_and_mistakes_stand_below_the_digits():
    explorer = reading_digits()
    artists = explorer.view.artists
    for steps in (0, 200):
        explorer.set(steps=steps)
        result = explorer.result
        answers = result.answers[steps]
        assert result.labels[result.some].tolist() == list(range(10))
        for i, image in enumerate(result.some):
            says = f"{answers[image]}" if answers[image] == i else f"✗ {answers[image]}"
            assert artists[f"after_{i}"].get_text() == says
        for i, image in enumerate(result.wrong):
            assert answers[image] != result.labels[image]
            assert artists[f"wrong_{i}"].get_text() == f"{result.labels[image]} as {answers[image]}"
    explorer.close()


def test_a_nudge_to_one_side_is_wrong_in_the_seventh_digit():
    """What section 7 says of section 1: slopes of the lamp's 31 numbers, nudged by 1e-6."""
    layers = [dl.Dense(2, 4), dl.Tanh(), dl.Dense(4, 3), dl.Tanh(), dl.Dense(3, 1)]
    network = dl.Network(layers, dl.BinaryCrossEntropy())
    theta = network.initialize(np.random.default_rng(0))
    here, exact = network.cost_and_gradient(theta, X_STAIRS, Y_STAIRS)
    nudged = theta + 1e-6 * np.eye(31)
    slopes = [(network.cost(one, X_STAIRS, Y_STAIRS) - here) / 1e-6 for one in nudged]
    assert 5e-8 < np.abs(slopes - exact).max() < 5e-7
