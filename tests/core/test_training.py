"""The training loop against a loop written by hand, and everything that can go wrong in it."""

import hashlib
import itertools
import pickle
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dlcourse.datasets import make_moons
from dlcourse.layers import Dense, Dropout, ReLU, Tanh
from dlcourse.losses import BinaryCrossEntropy, MeanSquaredError
from dlcourse.network import Network
from dlcourse.normalization import BatchNorm
from dlcourse.optimizers import Adam, GradientDescent, Momentum
from dlcourse.regularizers import L1, L2, max_norm, soft_threshold
from dlcourse.schedules import exponential
from dlcourse.training import Step, clip_by_norm, early_stopping, train


@pytest.fixture
def moons():
    return make_moons(30, 0.1, np.random.default_rng(0))


def network_of(*middle, regularizer=None):
    return Network([Dense(2, 4), *middle, Dense(4, 1)], BinaryCrossEntropy(), regularizer)


def start(network, seed=1):
    return network.initialize(np.random.default_rng(seed))


def rng(seed=3):
    return np.random.default_rng(seed)


# ---- the loop ----


def test_full_batch_equals_the_loop_written_by_hand(moons):
    network = network_of(Tanh(), regularizer=L2(0.1))
    theta = start(network)
    steps = list(train(network, theta, *moons, GradientDescent(0.5), epochs=5))
    for i, step in enumerate(steps):
        J, dtheta = network.cost_and_gradient(theta, *moons)
        theta = theta - 0.5 * dtheta
        assert step.cost == J  # the cost before the update
        np.testing.assert_array_equal(step.theta, theta)  # the parameters after it
        assert (step.epoch, step.iteration, step.diverged) == (i, i + 1, False)
    assert len(steps) == 5


def test_mini_batches_equal_the_loop_written_by_hand(moons):
    X, Y = moons
    network = network_of(Tanh())
    theta, optimizer = start(network), Adam(0.1)
    steps = list(train(network, theta, X, Y, Adam(0.1), epochs=2, batch_size=8, rng=rng()))
    shuffling = rng().spawn(2)[0]
    expected = []
    for epoch in range(2):
        order = shuffling.permutation(30)
        for begin in range(0, 30, 8):
            columns = order[begin : begin + 8]
            J, dtheta = network.cost_and_gradient(theta, X[:, columns], Y[:, columns])
            theta = optimizer.step(theta, dtheta)
            expected.append((epoch, J, theta))
    assert [step.iteration for step in steps] == list(range(1, 9))
    for step, (epoch, J, theta) in zip(steps, expected, strict=True):
        assert step.epoch == epoch
        assert step.cost == pytest.approx(J, rel=1e-12)
        np.testing.assert_allclose(step.theta, theta, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize(
    ("regularizer", "after"), [(None, 0.499), (L2(0.1), 0.4985), (L1(0.1), 0.498)]
)
def test_the_lectures_worked_update(regularizer, after):
    """RG-05: W = .5, gradient .1, α = .01, λ = .1, m = 1."""
    network = Network([Dense(1, 1, bias=False)], MeanSquaredError(), regularizer)
    X, Y = np.array([[1.0]]), np.array([[0.4]])  # dW = (W x - y) x = .1
    (step,) = train(network, np.array([0.5]), X, Y, GradientDescent(0.01), epochs=1)
    assert step.theta[0] == pytest.approx(after, abs=1e-15)


def test_plain_sign_steps_never_rest_on_zero_soft_thresholding_does():
    """RG-05's correction: w := sign(w) max(|w| - αλ/m, 0) gives exact zeros."""
    X, Y = np.array([[1.0]]), np.array([[0.0]])
    alpha, lambd, start_at = 0.03, 1.0, np.array([0.5])
    penalized = Network([Dense(1, 1, bias=False)], MeanSquaredError(), L1(lambd))
    plain = Network([Dense(1, 1, bias=False)], MeanSquaredError())
    options = {"optimizer": GradientDescent(alpha), "epochs": 200}
    by_sign = [s.theta[0] for s in train(penalized, start_at, X, Y, **options)]
    project = soft_threshold(plain, alpha * lambd)
    by_threshold = [s.theta[0] for s in train(plain, start_at, X, Y, **options, project=project)]
    assert by_threshold[-50:] == [0.0] * 50
    assert all(w != 0 for w in by_sign)
    assert min(by_sign[-50:]) < 0 < max(by_sign[-50:])


def test_nothing_that_comes_in_is_changed(moons):
    X, Y = moons
    network = network_of(Tanh(), Dropout(0.8))
    theta, optimizer, generator = start(network), Adam(0.1), rng()
    kept = [a.copy() for a in (theta, X, Y)]
    list(train(network, theta, X, Y, optimizer, epochs=2, batch_size=7, rng=generator))
    for now, before in zip((theta, X, Y), kept, strict=True):
        np.testing.assert_array_equal(now, before)
    assert optimizer.t == 0
    assert generator.random() == rng().random()


def test_the_same_line_twice_gives_the_same_run(moons):
    network = network_of(Tanh(), Dropout(0.8))
    theta, optimizer, generator = start(network), Adam(0.1), rng()

    def run(generator):
        steps = train(network, theta, *moons, optimizer, epochs=3, batch_size=7, rng=generator)
        return [step.theta for step in steps]

    first = run(generator)
    np.testing.assert_array_equal(run(generator), first)
    np.testing.assert_array_equal(run(rng()), first)
    assert not np.array_equal(run(rng(4)), first)


def test_runs_under_way_at_the_same_time_do_not_disturb_each_other(moons):
    network, optimizer, generator = network_of(Tanh(), Dropout(0.8)), Momentum(0.1), rng()
    options = {"epochs": 3, "batch_size": 7, "rng": generator}
    theta = start(network)
    alone = [s.cost for s in train(network, theta, *moons, optimizer, **options)]
    both = zip(
        train(network, theta, *moons, optimizer, **options),
        train(network, theta, *moons, optimizer, **options),
        strict=True,
    )
    assert [(a.cost, b.cost) for a, b in both] == [(cost, cost) for cost in alone]


def test_what_becomes_of_theta_after_the_call_does_not_matter(moons):
    network = network_of(Tanh())
    theta = start(network)
    steps = train(network, theta, *moons, Adam(), epochs=2)
    expected = [s.cost for s in train(network, theta.copy(), *moons, Adam(), epochs=2)]
    theta[:] = 0
    assert [step.cost for step in steps] == expected


class Recorder(Network):
    """A network that writes down which examples it was shown."""

    def backpropagate(self, theta, X, *rest):
        self.seen.append(X.copy())
        return super().backpropagate(theta, X, *rest)


def test_runs_that_differ_in_keep_prob_see_the_same_batches(moons):
    seen = []
    for keep_prob in (0.3, 0.9):
        layers = [Dense(2, 4), Tanh(), Dropout(keep_prob), Dense(4, 1)]
        network = Recorder(layers, BinaryCrossEntropy())
        network.seen = []
        list(train(network, start(network), *moons, Adam(), 3, batch_size=8, rng=rng()))
        seen.append(np.concatenate(network.seen, axis=1))
    np.testing.assert_array_equal(*seen)


def test_batch_norms_averages_are_written_after_each_step(moons):
    X, Y = moons
    network = Network(
        [Dense(2, 3, bias=False), BatchNorm(3, momentum=0.8), ReLU(), Dense(3, 1)],
        BinaryCrossEntropy(),
    )
    theta = start(network)
    mu, sigma2 = np.zeros((3, 1)), np.ones((3, 1))
    for step in train(network, theta, X, Y, GradientDescent(0.1), epochs=4):
        Z = network.unpack(theta)[0]["W"] @ X
        mu = 0.8 * mu + 0.2 * Z.mean(axis=1, keepdims=True)
        sigma2 = 0.8 * sigma2 + 0.2 * Z.var(axis=1, keepdims=True)
        named = network.unpack(step.theta)[1]
        np.testing.assert_allclose(named["mu"], mu, rtol=1e-12)
        np.testing.assert_allclose(named["sigma2"], sigma2, rtol=1e-12)
        theta = step.theta


def test_float32_all_the_way(moons):
    X, Y = (a.astype(np.float32) for a in moons)
    network = network_of(BatchNorm(4), Tanh(), Dropout(0.9), regularizer=[L1(0.1), L2(0.1)])
    theta = start(network).astype(np.float32)
    optimizer = Adam(exponential(np.float64(0.1), 0.95))
    options = {"clip": np.float64(1), "project": max_norm(network, 2.0)}
    steps = train(network, theta, X, Y, optimizer, 3, batch_size=8, rng=rng(), **options)
    assert {step.theta.dtype for step in steps} == {np.dtype(np.float32)}


SCRIPT = """
import hashlib, numpy as np
from dlcourse.datasets import make_moons
from dlcourse.layers import Dense, Dropout, Tanh
from dlcourse.losses import BinaryCrossEntropy
from dlcourse.network import Network
from dlcourse.optimizers import Adam
from dlcourse.training import train
rng = np.random.default_rng(5)
X, Y = make_moons(60, 0.1, rng)
network = Network([Dense(2, 8), Tanh(), Dropout(0.8), Dense(8, 1)], BinaryCrossEntropy())
digest = hashlib.sha256()
for step in train(network, network.initialize(rng), X, Y, Adam(0.05), 5, batch_size=16, rng=rng):
    digest.update(step.theta.tobytes() + repr(step.cost).encode())
print(digest.hexdigest())
"""


def test_same_seed_same_bytes_in_two_processes():
    command = [sys.executable, "-c", SCRIPT]
    runs = [subprocess.run(command, capture_output=True, text=True, check=True) for _ in range(2)]
    assert runs[0].stdout == runs[1].stdout
    assert len(runs[0].stdout.strip()) == 2 * hashlib.sha256().digest_size


def test_a_step_can_be_pickled_and_read_by_name(moons):
    network = network_of(Tanh())
    (step,) = train(network, start(network), *moons, Adam(), epochs=1)
    twin = pickle.loads(pickle.dumps(step))
    assert isinstance(twin, Step)
    np.testing.assert_array_equal(twin.theta, step.theta)
    assert twin[1:] == step[1:] == (step.cost, 0, 1, False)
    assert type(step.cost) is float


def test_training_separates_the_moons(moons):
    network = Network([Dense(2, 16), Tanh(), Dense(16, 1)], BinaryCrossEntropy())
    *_, last = train(network, start(network), *moons, Adam(0.1), epochs=400)
    assert network.error(last.theta, *moons) == 0
    assert last.cost < 0.05


# ---- your own optimizer and projection ----


class InPlace:
    def step(self, theta, dtheta):
        theta -= 0.5 * dtheta
        return theta


def test_an_optimizer_that_works_in_place_spoils_no_earlier_step(moons):
    network = network_of(Tanh())
    theta = start(network)
    mine = [s.theta for s in train(network, theta, *moons, InPlace(), epochs=4)]
    ours = [s.theta for s in train(network, theta, *moons, GradientDescent(0.5), epochs=4)]
    np.testing.assert_array_equal(mine, ours)


class OneBuffer:
    """Writes every θ into the same array, as a student may who wants to save memory."""

    def step(self, theta, dtheta):
        self.buffer = getattr(self, "buffer", np.empty_like(theta))
        self.buffer[:] = theta - 0.5 * dtheta
        return self.buffer


def test_an_optimizer_that_returns_its_own_buffer_spoils_no_earlier_step(moons):
    network = network_of(Tanh())
    theta = start(network)
    mine = [s.theta for s in train(network, theta, *moons, OneBuffer(), epochs=4)]
    ours = [s.theta for s in train(network, theta, *moons, GradientDescent(0.5), epochs=4)]
    np.testing.assert_array_equal(mine, ours)


def test_a_projection_that_returns_its_own_buffer_spoils_no_earlier_step(moons):
    network = network_of(Tanh())
    theta, buffer = start(network), np.empty(network.size)

    def project(theta):
        buffer[:] = np.clip(theta, -0.5, 0.5)
        return buffer

    def plain(theta):
        return np.clip(theta, -0.5, 0.5)

    mine, ours = (
        [s.theta for s in train(network, theta, *moons, Adam(0.1), epochs=4, project=p)]
        for p in (project, plain)
    )
    np.testing.assert_array_equal(mine, ours)


class Returns:
    def __init__(self, result):
        self.result = result

    def step(self, theta, dtheta):
        return self.result


@pytest.mark.parametrize("result", [None, 3.0, np.ones(2), [1.0]])
def test_an_optimizer_or_projection_that_returns_no_theta_is_named(result, moons):
    network = network_of(Tanh())
    theta = start(network)
    steps = train(network, theta, *moons, Returns(result), epochs=1)
    with pytest.raises(TypeError, match=r"optimizer.step returned .*expected theta, an array of"):
        next(steps)
    steps = train(network, theta, *moons, Adam(), epochs=1, project=lambda theta: result)
    with pytest.raises(TypeError, match=r"project returned .*; expected theta"):
        next(steps)


def test_an_optimizer_in_float64_leaves_a_float32_run_float32(moons):
    network = network_of(Tanh())
    theta = start(network).astype(np.float32)
    steps = train(network, theta, *moons, Returns(np.zeros(network.size)), epochs=1)
    assert next(steps).theta.dtype == np.float32


def test_project_is_called_after_each_update(moons):
    network = network_of(Tanh())
    theta = start(network)
    steps = train(network, theta, *moons, Adam(0.5), 20, project=lambda t: np.clip(t, -0.3, 0.3))
    assert all(np.abs(step.theta).max() <= 0.3 for step in steps)


# ---- clipping ----


def test_clip_bounds_the_step_of_gradient_descent(moons):
    network = network_of(Tanh())
    theta = 5 * start(network)
    free = next(train(network, theta, *moons, GradientDescent(1.0), epochs=1)).theta - theta
    clipped = next(train(network, theta, *moons, GradientDescent(1.0), 1, clip=1e-3)).theta - theta
    assert np.linalg.norm(free) > 1e-3
    np.testing.assert_allclose(clipped, free * 1e-3 / np.linalg.norm(free), rtol=1e-9)


vectors = arrays(np.float64, st.integers(1, 20), elements=st.floats(-1e300, 1e300))


@given(vectors, st.floats(1e-6, 1e6))
def test_clip_by_norm_keeps_the_direction(dtheta, bound):
    before = dtheta.copy()
    clipped = clip_by_norm(dtheta, bound)
    np.testing.assert_array_equal(dtheta, before)
    assert clipped is not dtheta
    largest = np.abs(dtheta).max()
    if largest == 0:
        np.testing.assert_array_equal(clipped, dtheta)
        return
    unit = dtheta / largest
    norm = np.linalg.norm(unit)
    if largest * norm <= bound:
        np.testing.assert_array_equal(clipped, dtheta)
    else:
        np.testing.assert_allclose(clipped, unit / norm * bound, rtol=1e-9, atol=1e-12 * bound)
        assert np.linalg.norm(clipped) <= bound * (1 + 1e-12)


def test_clip_by_norm_of_an_exploded_float32_gradient():
    clipped = clip_by_norm(np.array([3e30, -4e30], np.float32), 5.0)
    assert clipped.dtype == np.float32
    np.testing.assert_allclose(clipped, [3, -4], rtol=1e-6)


@pytest.mark.parametrize(
    ("arguments", "error", "says"),
    [
        (([3.0, np.nan], 1.0), ValueError, "dtheta holds NaN"),
        (([3.0, np.inf], 1.0), ValueError, "dtheta holds infinity"),
        (([], 1.0), ValueError, r"dtheta has shape \(0,\)"),
        (([[1.0]], 1.0), ValueError, r"dtheta has shape \(1, 1\)"),
        ((None, 1.0), TypeError, "dtheta"),
        (([3.0], 0), ValueError, "max_norm is 0; expected a number > 0"),
        (([3.0], -1.0), ValueError, "max_norm is -1.0"),
        (([3.0], np.inf), ValueError, "max_norm is inf"),
        (([3.0], None), TypeError, "max_norm is None"),
    ],
)
def test_clip_by_norm_names_bad_input(arguments, error, says):
    with pytest.raises(error, match=says):
        clip_by_norm(*arguments)


# ---- divergence: a step that says so, no warning (warnings are errors here) ----


def diverging(dtype=np.float64, lambd=1e6, learning_rate=1e3, **options):
    network = Network([Dense(2, 4), Tanh(), Dense(4, 1)], MeanSquaredError(), L2(lambd))
    X, Y = (a.astype(dtype) for a in make_moons(30, 0.1, np.random.default_rng(0)))
    theta = start(network).astype(dtype)
    return train(network, theta, X, Y, GradientDescent(learning_rate), epochs=500, **options)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_diverging_run_ends_with_the_step_where_it_happened(dtype):
    steps = list(diverging(dtype))
    assert 1 < len(steps) < 500
    assert [step.diverged for step in steps] == [False] * (len(steps) - 1) + [True]
    assert steps[-1].iteration == len(steps)
    # The last finite parameters can still be drawn.
    assert all(np.isfinite(step.theta).all() for step in steps)
    np.testing.assert_array_equal(steps[-1].theta, steps[-2].theta)
    assert all(a.cost < b.cost for a, b in itertools.pairwise(steps[:-1]))


def test_a_run_that_diverges_at_once_has_one_step():
    (step,) = diverging(learning_rate=1e300)
    assert step.diverged and step.iteration == 1 and np.isfinite(step.cost)


def test_clipping_keeps_an_exploding_run_finite():
    steps = list(diverging(learning_rate=0.1, clip=1.0))
    assert len(steps) == 500 and not steps[-1].diverged


def test_a_cost_that_is_no_number_is_divergence(moons):
    network = network_of(ReLU())
    theta = np.full(network.size, 1e120)
    with np.errstate(all="raise"):  # the caller's settings do not matter either
        (step,) = train(network, theta, *moons, GradientDescent(1e300), epochs=3)
    assert step.diverged
    np.testing.assert_array_equal(step.theta, theta)


def test_a_projection_of_no_finite_value_is_divergence(moons):
    network = network_of(Tanh())
    steps = train(network, start(network), *moons, Adam(), 3, project=lambda t: t + np.nan)
    assert [step.diverged for step in steps] == [True]


# ---- bad input, at the call ----

NETWORK = network_of(Tanh())
THETA = start(NETWORK)
X, Y = make_moons(10, 0.1, np.random.default_rng(0))
GOOD = {"network": NETWORK, "theta": THETA, "X": X, "Y": Y, "optimizer": Adam(), "epochs": 2}
BAD_INPUT = [
    ({"network": None}, TypeError, r"network is None; expected a Network"),
    ({"network": Network}, TypeError, r"network is .*; expected a Network"),
    ({"theta": THETA[:-1]}, ValueError, r"theta has shape \(16,\); expected \(17,\)"),
    ({"theta": None}, TypeError, "theta"),
    ({"theta": THETA * np.nan}, ValueError, "theta holds NaN"),
    ({"X": X.T}, ValueError, r"did you mean X\.T\?"),
    ({"X": X * np.inf}, ValueError, "X holds"),
    ({"X": X[:, :0]}, ValueError, r"X has shape \(2, 0\)"),
    ({"Y": Y[:, :-1]}, ValueError, r"Y has shape \(1, 9\)"),
    ({"Y": Y + 0.5}, ValueError, "Y holds"),
    ({"optimizer": None}, TypeError, "optimizer is None; expected one with step"),
    ({"optimizer": Adam}, TypeError, r"optimizer is .*; expected one with step"),
    ({"optimizer": 0.1}, TypeError, r"optimizer is 0\.1"),
    ({"epochs": 0}, ValueError, "epochs is 0"),
    ({"epochs": 1.5}, TypeError, r"epochs is 1\.5"),
    ({"epochs": None}, TypeError, "epochs is None"),
    ({"batch_size": 0, "rng": rng()}, ValueError, "batch_size is 0"),
    ({"batch_size": 11, "rng": rng()}, ValueError, "batch_size is 11"),
    ({"batch_size": "8", "rng": rng()}, TypeError, "batch_size is '8'"),
    ({"batch_size": 5}, TypeError, "rng is None; expected a generator"),
    ({"rng": 0}, TypeError, "rng is 0; expected a generator"),
    ({"clip": 0}, ValueError, "clip is 0; expected a number > 0"),
    ({"clip": "1"}, TypeError, "clip is '1'"),
    ({"clip": np.nan}, ValueError, "clip is nan"),
    ({"project": 0.1}, TypeError, r"project is 0\.1; expected a function of theta"),
]


@pytest.mark.parametrize(("change", "error", "says"), BAD_INPUT)
def test_bad_input_is_named_at_the_call(change, error, says):
    with pytest.raises(error, match=says) as caught:
        train(**GOOD | change)
    assert "\n" not in str(caught.value)


def test_dropout_needs_a_generator():
    network = network_of(Dropout(0.5))
    with pytest.raises(TypeError, match="rng is None; expected a generator"):
        train(**GOOD | {"network": network, "theta": start(network)})


# ---- early stopping ----


@pytest.mark.parametrize(
    ("costs", "patience", "expected"),
    [
        ([3, 2, 1, 2, 3, 4], 2, (2, 4)),
        ([3, 2, 1, 2, 3, 0.5], 2, (2, 4)),  # stopped before the better one
        ([3, 2, 1, 2, 3, 0.5], 4, (5, 5)),
        ([3, 2, 1], 5, (2, 2)),
        ([1, 2, 3], 5, (0, 2)),  # never stopped: the last epoch
        ([1, 1, 1, 1], 3, (0, 3)),  # no lower cost is no improvement
        ([1], 1, (0, 0)),
        ([1, 2], 1, (0, 1)),
    ],
)
def test_early_stopping_by_hand(costs, patience, expected):
    result = early_stopping(costs, patience)
    assert result == expected
    assert all(type(epoch) is int for epoch in result)


@given(arrays(np.float64, st.integers(1, 30), elements=st.integers(0, 9)), st.integers(1, 10))
def test_early_stopping_by_definition(costs, patience):
    best, stop = early_stopping(costs, patience)
    seen = costs[: stop + 1]
    assert best == int(np.argmin(seen))
    assert stop - best == patience or stop == len(costs) - 1
    for epoch in range(stop):
        assert epoch - int(np.argmin(costs[: epoch + 1])) < patience


@pytest.mark.parametrize(
    ("arguments", "error", "says"),
    [
        (([], 1), ValueError, r"dev_costs has shape \(0,\)"),
        (([[1.0]], 1), ValueError, r"dev_costs has shape \(1, 1\); expected one cost per epoch"),
        ((1.0, 1), ValueError, r"dev_costs has shape \(\)"),
        (([1.0, np.nan], 1), ValueError, "dev_costs holds NaN"),
        (([1.0, np.inf], 1), ValueError, "dev_costs holds infinity"),
        ((None, 1), TypeError, "dev_costs"),
        (([1.0], 0), ValueError, "patience is 0; expected a whole number of at least 1"),
        (([1.0], 1.5), TypeError, r"patience is 1\.5"),
        (([1.0], None), TypeError, "patience is None"),
    ],
)
def test_early_stopping_names_bad_input(arguments, error, says):
    with pytest.raises(error, match=says):
        early_stopping(*arguments)
