"""The exercises of notebook 04, against oracles from outside."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dlcourse
from dlcourse.evidence import paired_difference
from dlcourse.topics.regularization import exercises as regularization
from dlcourse.topics.regularization.exercises import rows


def _small_network(regularizer):
    network = dlcourse.Network(
        [dlcourse.Dense(2, 3), dlcourse.Tanh(), dlcourse.Dense(3, 1)],
        dlcourse.BinaryCrossEntropy(),
        regularizer,
    )
    rng = np.random.default_rng(0)
    theta = network.initialize(rng) + 0.1  # + 0.1: biases that are not 0 show up where penalized
    X = rng.normal(size=(2, 7))
    return network, theta, X, (X[:1] * X[1:] > 0).astype(float)


def _with_parameters(network, theta):
    return [layer for layer in network.unpack(theta) if layer]


def test_l2_cost_by_hand():
    parameters = [{"W": np.array([[3.0, -4.0]]), "b": np.array([[7.0]])}]
    cost = regularization.l2_cost.reference(0.5, parameters, 0.2, 2)
    assert cost == pytest.approx(0.5 + 0.2 / 4 * 25)


def test_l2_cost_and_gradient_are_those_of_a_penalized_network():
    plain, theta, X, Y = _small_network(None)
    penalized, *_ = _small_network(dlcourse.L2(0.7))
    data_cost, data_dtheta = plain.cost_and_gradient(theta, X, Y)
    cost, dtheta = penalized.cost_and_gradient(theta, X, Y)
    parameters = _with_parameters(plain, theta)
    assert regularization.l2_cost.reference(data_cost, parameters, 0.7, 7) == pytest.approx(cost)
    zeros = [{name: 0 * layer[name] for name in layer} for layer in parameters]
    gradient = regularization.anchored_gradient.reference(
        _with_parameters(plain, data_dtheta), parameters, zeros, 0.7, 7
    )
    assert cost > data_cost
    for mine, theirs in zip(gradient, _with_parameters(penalized, dtheta), strict=True):
        np.testing.assert_allclose(mine["W"], theirs["W"], rtol=1e-12)
        np.testing.assert_allclose(mine["b"], theirs["b"], rtol=1e-12)


@pytest.mark.parametrize("case", regularization.anchored_gradient.cases)
def test_anchored_gradient_is_the_derivative_of_the_penalty(case):
    anchors = [layer["W"] for layer in case["anchors"]]

    def penalty(weights):
        squares = sum(anp.sum((W - A) ** 2) for W, A in zip(weights, anchors, strict=True))
        return case["lambd"] / (2 * case["m"]) * squares

    slopes = autograd.grad(penalty)([layer["W"] for layer in case["parameters"]])
    result = regularization.anchored_gradient.reference(**case)
    for mine, data, slope in zip(result, case["gradients"], slopes, strict=True):
        np.testing.assert_allclose(mine["W"] - data["W"], slope, rtol=1e-12)
        np.testing.assert_array_equal(mine["b"], data["b"])


@pytest.mark.parametrize("seed", range(5))
def test_shrunk_rows_minimize_distance_and_price(seed):
    """w · max(‖w‖ - a, 0)/‖w‖ is where ½‖v - w‖² + a‖v‖ is least: no other v has less."""
    rng = np.random.default_rng(seed)
    W, amount = rng.normal(size=(4, 3)), rng.uniform(0, 2)
    best = regularization.shrink_rows.reference(W, amount)

    def cost(V):
        return (np.square(V - W).sum(axis=1) / 2 + amount * np.linalg.norm(V, axis=1)).sum()

    for size in (1e-4, 0.01, 1):
        others = best + size * rng.normal(size=(200, *W.shape))
        assert min(map(cost, others)) > cost(best)


def test_networks_with_shrunk_rows_lose_most_units_and_err_less():
    exercise = regularization.shrink_rows
    errors = exercise.train(exercise.reference)
    without = exercise.train(lambda W, amount: W)
    assert np.mean(without) == pytest.approx(exercise.without, abs=0.003)
    assert np.mean(errors) < exercise.reach - 0.01
    assert paired_difference(errors, without).high < 0
    left = []
    for seed in range(8):
        network, theta, _ = rows.trained(exercise.reference, seed)
        hidden = network.unpack(theta)[:-1]
        left.append(sum(np.any(layer["W"], axis=1).sum() for layer in hidden if layer))
    assert np.mean(left) == pytest.approx(6, abs=0.5), left


def test_l1_step_gives_the_worked_number():
    w = regularization.l1_step.reference(np.array([0.5]), np.array([0.1]), 0.01, 0.1, 1)
    assert w == pytest.approx([0.498])


@pytest.mark.parametrize("case", regularization.l1_step.cases)
def test_l1_step_minimizes_what_it_should(case):
    """Soft-thresholding is argmin over u of ½(u - w̃)² + (αλ/m)|u|: looked for on a fine grid."""
    stepped = (case["w"] - case["learning_rate"] * case["dw"]).ravel()
    amount = case["learning_rate"] * case["lambd"] / case["m"]
    u = np.linspace(-2, 2, 400_001)
    best = [u[np.argmin((u - w) ** 2 / 2 + amount * np.abs(u))] for w in stepped]
    result = regularization.l1_step.reference(**case).ravel()
    np.testing.assert_allclose(result, best, atol=1.1e-5)
    assert np.count_nonzero(result) < result.size or result.size == 1


def test_l1_step_is_a_gradient_step_and_soft_threshold():
    network, theta, X, Y = _small_network(None)
    _, dtheta = network.cost_and_gradient(theta, X, Y)
    alpha, lambd, m = 0.5, 2.0, 7
    stepped = dlcourse.GradientDescent(alpha).step(theta, dtheta)
    theirs = dlcourse.soft_threshold(network, alpha * lambd / m)(stepped)
    triples = zip(*(network.unpack(t) for t in (theta, dtheta, theirs)), strict=True)
    for layer, dlayer, right in triples:
        if layer:
            mine = regularization.l1_step.reference(layer["W"], dlayer["W"], alpha, lambd, m)
            np.testing.assert_allclose(mine, right["W"], rtol=1e-12)


costs = st.lists(st.sampled_from([0.1, 0.2, 0.3, 0.4, 0.5]), min_size=1, max_size=12)


@given(costs, st.integers(1, 13))
def test_early_stopping_is_that_of_dlcourse(dev_costs, patience):
    mine = regularization.early_stopping.reference(dev_costs, patience)
    assert mine == dlcourse.early_stopping(np.array(dev_costs), patience)


@given(costs, st.integers(1, 13))
def test_early_stopping_says_what_it_promises(dev_costs, patience):
    best, stop = regularization.early_stopping.reference(dev_costs, patience)
    seen = dev_costs[: stop + 1]
    assert best == seen.index(min(seen))
    assert stop - best == patience or stop == len(dev_costs) - 1
    assert stop - best <= patience


@pytest.mark.parametrize("fraction", [0.0, 0.25, 0.5, 0.75])
def test_prune_keeps_the_largest(fraction):
    W = np.random.default_rng(1).permutation(np.arange(-8.0, 8.0) + 0.25).reshape(4, 4)
    pruned = regularization.prune.reference(W, fraction)
    assert np.count_nonzero(pruned == 0) == 16 * fraction
    assert pruned.shape == W.shape
    kept = pruned != 0
    np.testing.assert_array_equal(pruned[kept], W[kept])
    assert np.abs(W[~kept]).max(initial=0) < np.abs(W[kept]).min()


def _l2_cost_in_one_line(data_cost, parameters, lambd, m):
    norms = [np.linalg.norm(layer["W"]) ** 2 for layer in parameters]
    return np.array(data_cost + lambd * sum(norms) / m / 2)


def _anchored_gradient_by_copies(gradients, parameters, anchors, lambd, m):
    result = [dict(gradient) for gradient in gradients]
    for number, layer in enumerate(parameters):
        away = layer["W"] - anchors[number]["W"]
        result[number]["W"] = result[number]["W"] + lambd * away / m
    return tuple(result)


def _l1_step_by_clip(w, dw, learning_rate, lambd, m):
    stepped = w - learning_rate * dw
    threshold = learning_rate * lambd / m
    return stepped - np.clip(stepped, -threshold, threshold)


def _early_stopping_by_counter(dev_costs, patience):
    best_cost, best_epoch, waited = float("inf"), 0, 0
    for epoch in range(len(dev_costs)):
        if dev_costs[epoch] < best_cost:
            best_cost, best_epoch, waited = dev_costs[epoch], epoch, 0
        else:
            waited += 1
        if waited == patience:
            break
    return [best_epoch, epoch]


def _prune_by_ranks(W, fraction):
    ranks = np.argsort(np.argsort(np.abs(W), axis=None)).reshape(W.shape)
    return W * (ranks >= round(fraction * W.size))


@pytest.mark.parametrize(
    ("exercise", "other"),
    [
        (regularization.l2_cost, _l2_cost_in_one_line),
        (regularization.anchored_gradient, _anchored_gradient_by_copies),
        (regularization.l1_step, _l1_step_by_clip),
        (regularization.early_stopping, _early_stopping_by_counter),
        (regularization.prune, _prune_by_ranks),
    ],
)
def test_another_right_way_passes(exercise, other):
    assert exercise.check(other).passed, exercise.check(other)
