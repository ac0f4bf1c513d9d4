"""Each optimizer against numbers worked by hand, against autograd's own, and by its invariants."""

import copy
import inspect
import pickle

import numpy as np
import pytest
from autograd.misc import optimizers as outside
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dlcourse.optimizers import (
    Adadelta,
    AdaGrad,
    Adam,
    AdaMax,
    AMSGrad,
    GradientDescent,
    Momentum,
    NAdam,
    Nesterov,
    RMSprop,
)
from dlcourse.schedules import inverse_time

ALL = [GradientDescent, Momentum, Nesterov, AdaGrad, RMSprop]
ALL += [Adadelta, Adam, AdaMax, NAdam, AMSGrad]
ADAPTIVE = [AdaGrad, RMSprop, Adam, AdaMax, NAdam, AMSGrad]


def make(kind, learning_rate=0.1):
    return kind() if kind is Adadelta else kind(learning_rate)


def bowl(theta, t=None):
    """∂J/∂θ of J = (x² + 10 y²)/2."""
    return np.array([1, 10], theta.dtype) * theta


def rosenbrock(theta, t=None):
    """∂J/∂θ of J = (1 - x)² + 100 (y - x²)²."""
    x, y = theta
    dx = -2 * (1 - x) - 400 * x * (y - x**2)
    return np.array([dx, 200 * (y - x**2)], theta.dtype)


def path(optimizer, gradient, start, steps):
    theta, thetas = np.array(start), []
    for _ in range(steps):
        theta = optimizer.step(theta, gradient(theta))
        thetas.append(theta)
    return np.array(thetas)


# Worked by hand in decimals of 50 digits, without any recursion: each average was written out as
# its weighted sum, each bias-corrected one as a weighted mean. θ after the first and second step:
# bowl from (2, -1) at α = 0.1, Rosenbrock from (-1.2, 1) at α = 0.01, default settings.
BY_HAND = {
    (GradientDescent, bowl): [(1.8, 0.0), (1.62, 0.0)],
    (GradientDescent, rosenbrock): [(0.956, 1.88), (4.651108736, -0.052128)],
    (Momentum, bowl): [(1.98, -0.9), (1.9422, -0.72)],
    (Momentum, rosenbrock): [(-0.9844, 1.088), (-0.8332315665664, 1.143408672)],
    (Nesterov, bowl): [(1.962, -0.81), (1.908522, -0.5751)],
    (Nesterov, rosenbrock): [(-0.79036, 1.1672), (-0.9348047231690214, 1.032318193248)],
    (AdaGrad, bowl): [
        (1.9000000005, -0.9000000001),
        (1.8311250545486752, -0.8331035269833722),
    ],
    (AdaGrad, rosenbrock): [
        (-1.1900000000004638, 1.0099999999988636),
        (-1.1832418199655221, 1.0167823154517919),
    ],
    (RMSprop, bowl): [
        (1.683772238983162, -0.6837722349831621),
        (1.4738753207664423, -0.49887060821890705),
    ],
    (RMSprop, rosenbrock): [
        (-1.1683772234029544, 1.03162277659032),
        (-1.1488789101272259, 1.051360980562228),
    ],
    (Adadelta, bowl): [
        (1.9955278752252983, -0.995527864492214),
        (1.9910037208998859, -0.9910086585555448),
    ],
    (Adadelta, rosenbrock): [
        (-1.1955278640459626, 1.0044721359492246),
        (-1.191083638278744, 1.00892303555246),
    ],
    (Adam, bowl): [
        (1.9000000005, -0.9000000001),
        (1.8001664866210922, -0.8004122278753559),
    ],
    (Adam, rosenbrock): [
        (-1.1900000000004638, 1.0099999999988636),
        (-1.1800319627914446, 1.019971112125156),
    ],
    (AdaMax, bowl): [
        (1.9000000005, -0.9000000001),
        (1.802534114035075, -0.805168326410616),
    ],
    (AdaMax, rosenbrock): [
        (-1.1900000000004638, 1.0099999999988636),
        (-1.1804277971955948, 1.0196041017071629),
    ],
    (NAdam, bowl): [
        (1.8526315796842105, -0.8526315790947369),
        (1.7391214754590976, -0.7416971588641448),
    ],
    (NAdam, rosenbrock): [
        (-1.1852631578954205, 1.0147368421035885),
        (-1.1740762755852165, 1.0259537972678738),
    ],
    (AMSGrad, bowl): [
        (1.6837722839831541, -0.6837722439831617),
        (1.2622653416064735, -0.2702059880399007),
    ],
    (AMSGrad, rosenbrock): [
        (-1.1683772234446983, 1.0316227764880475),
        (-1.1266591131699422, 1.0734190758586082),
    ],
}


def test_the_table_is_complete():
    assert set(BY_HAND) == {(kind, surface) for kind in ALL for surface in (bowl, rosenbrock)}


@pytest.mark.parametrize(("kind", "surface"), BY_HAND)
def test_two_steps_worked_by_hand(kind, surface):
    start, learning_rate = {bowl: ((2.0, -1.0), 0.1), rosenbrock: ((-1.2, 1.0), 0.01)}[surface]
    thetas = path(make(kind, learning_rate), surface, start, 2)
    np.testing.assert_allclose(thetas, BY_HAND[kind, surface], rtol=0, atol=1e-12)


@pytest.mark.parametrize(
    ("optimizer", "reference", "settings"),
    [
        (GradientDescent(0.001), outside.sgd, {"step_size": 0.001, "mass": 0.0}),
        (Momentum(0.002, beta=0.8), outside.sgd, {"step_size": 0.002, "mass": 0.8}),
        (
            Adam(0.03, beta1=0.8, beta2=0.95),
            outside.adam,
            {"step_size": 0.03, "b1": 0.8, "b2": 0.95},
        ),
    ],
)
def test_sixty_steps_equal_autograds_optimizers(optimizer, reference, settings):
    start = np.array([-1.2, 1.0])
    expected = reference(rosenbrock, start, num_iters=60, **settings)
    np.testing.assert_allclose(path(optimizer, rosenbrock, start, 60)[-1], expected, rtol=1e-10)


@pytest.mark.parametrize("kind", [*ALL[:3], RMSprop, Adam, AdaMax, NAdam, AMSGrad])
def test_finds_the_bottom_of_the_bowl(kind):
    schedule = inverse_time(0.1, decay_rate=0.1)
    assert np.linalg.norm(path(make(kind, schedule), bowl, (2.0, -1.0), 3000)[-1]) < 0.01


gradients = arrays(
    np.float64, 5, elements=st.floats(1e-3, 1e3) | st.floats(-1e3, -1e-3), unique=True
)


@given(gradients)
def test_adams_first_step_is_alpha_times_the_sign(dtheta):
    theta = np.linspace(-1, 1, 5)
    for kind in (Adam, AdaMax, AdaGrad):
        np.testing.assert_allclose(
            theta - make(kind).step(theta, dtheta), 0.1 * np.sign(dtheta), rtol=1e-4
        )


@given(gradients)
def test_beta_0_is_the_simpler_optimizer(dtheta):
    theta = np.linspace(-1, 1, 5)
    plain = GradientDescent(0.1).step(theta, dtheta)
    np.testing.assert_array_equal(Momentum(0.1, beta=0).step(theta, dtheta), plain)
    np.testing.assert_array_equal(Nesterov(0.1, beta=0).step(theta, dtheta), plain)
    by_sign = theta - 0.1 * np.sign(dtheta)
    np.testing.assert_allclose(RMSprop(0.1, beta=0).step(theta, dtheta), by_sign, rtol=1e-4)


def test_momentum_without_1_minus_beta_takes_the_same_path_at_alpha_times_1_minus_beta():
    def without(theta, alpha, beta):
        v = np.zeros(2)
        for _ in range(20):
            v = beta * v + bowl(theta)
            theta = theta - alpha * v
        return theta

    start = np.array([2.0, -1.0])
    expected = without(start, 0.1 * (1 - 0.9), 0.9)
    np.testing.assert_allclose(path(Momentum(0.1, 0.9), bowl, start, 20)[-1], expected, rtol=1e-12)


def test_nesterov_takes_the_gradient_at_the_point_looked_ahead_to():
    """Sutskever's two-point form, y after the jump, is the same path in θ = y - α β v."""
    alpha, beta = 0.05, 0.9
    y, v = np.array([2.0, -1.0]), np.zeros(2)
    for _ in range(20):
        v = beta * v + (1 - beta) * bowl(y - alpha * beta * v)
        y = y - alpha * v
    theta = path(Nesterov(alpha, beta), bowl, (2.0, -1.0), 20)[-1]
    np.testing.assert_allclose(theta, y - alpha * beta * v, rtol=1e-12)


@given(gradients, st.sampled_from(ADAPTIVE), st.floats(1e-2, 1e2))
def test_adaptive_steps_do_not_depend_on_the_gradients_scale(dtheta, kind, scale):
    theta = np.zeros(5)
    one, other = make(kind), make(kind)
    for g in (dtheta, dtheta[::-1]):
        theta_one, theta_other = one.step(theta, g), other.step(theta, scale * g)
    np.testing.assert_allclose(theta_one, theta_other, rtol=1e-2)


def test_amsgrad_never_forgets_its_largest_gradient_rmsprop_does():
    ams, adam = AMSGrad(0.1, beta1=0, beta2=0.5), Adam(0.1, beta1=0, beta2=0.5)
    for gradient in [100.0, *[1.0] * 30]:
        before = np.zeros(1)
        moved_ams = -ams.step(before, np.array([gradient]))[0]
        moved_adam = -adam.step(before, np.array([gradient]))[0]
    assert moved_adam == pytest.approx(0.1, rel=1e-3)
    assert moved_ams == pytest.approx(0.1 / np.sqrt(0.5 * 100**2), rel=1e-3)


def test_adagrads_rate_dies_rmsprops_does_not():
    steps = {
        kind: np.diff(path(kind(0.1), np.ones_like, (0.0,), 100)[:, 0])[-1]
        for kind in (AdaGrad, RMSprop)
    }
    assert steps[AdaGrad] == pytest.approx(-0.1 / np.sqrt(100))
    assert steps[RMSprop] == pytest.approx(-0.1, rel=1e-3)


def test_adadelta_ignores_the_unit_of_the_cost_but_not_of_theta():
    slow = path(Adadelta(epsilon=1e-12), bowl, (2.0, -1.0), 50)
    scaled = path(Adadelta(epsilon=1e-12), lambda theta: 1000 * bowl(theta), (2.0, -1.0), 50)
    np.testing.assert_allclose(slow, scaled, rtol=1e-6)


@pytest.mark.parametrize("kind", ALL)
def test_a_zero_gradient_at_the_start_moves_nothing(kind):
    theta = np.array([1.0, -2.0, 0.0])
    np.testing.assert_array_equal(make(kind).step(theta, np.zeros(3)), theta)


@pytest.mark.parametrize("kind", ALL)
def test_what_comes_in_stays_as_it_is(kind):
    theta, dtheta = np.array([1.0, -2.0]), np.array([3.0, 4.0])
    optimizer = make(kind)
    after = optimizer.step(theta, dtheta)
    kept = after.copy()
    optimizer.step(after, dtheta)
    np.testing.assert_array_equal(theta, [1.0, -2.0])
    np.testing.assert_array_equal(dtheta, [3.0, 4.0])
    np.testing.assert_array_equal(after, kept)
    assert optimizer.t == 2


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_dtype_stays(kind, dtype):
    settings = {} if kind is Adadelta else {"learning_rate": np.float64(0.1)}
    names = inspect.signature(kind).parameters
    settings |= {name: np.float64(0.5) for name in names if name.startswith("beta")}
    optimizer = kind(**settings)
    if kind is not Adadelta:
        scheduled = kind(learning_rate=lambda t: np.float64(0.1))
        assert path(scheduled, bowl, np.array([2, -1], dtype), 3).dtype == dtype
    assert path(optimizer, bowl, np.array([2, -1], dtype), 3).dtype == dtype
    state = [value for value in vars(optimizer).values() if isinstance(value, np.ndarray)]
    assert all(value.dtype == dtype for value in state)


@pytest.mark.parametrize("kind", ALL)
def test_pickled_and_copied_optimizers_go_on_alike(kind):
    optimizer = make(kind, inverse_time(0.1, 1)) if kind is not Adadelta else Adadelta()
    theta = path(optimizer, bowl, (2.0, -1.0), 3)[-1]
    twins = [copy.deepcopy(optimizer), pickle.loads(pickle.dumps(optimizer))]
    after = optimizer.step(theta, bowl(theta))
    for twin in twins:
        assert repr(twin) == repr(optimizer)
        np.testing.assert_array_equal(twin.step(theta, bowl(theta)), after)


# All that a class needs where there is no dlcourse, as the module's docstring says.
ALONE = """
from dataclasses import dataclass
import numpy as np

class Optimizer:
    t, v, s = 0, 0.0, 0.0
RATE = BETA = EPSILON = float

"""


@pytest.mark.parametrize("kind", ALL)
def test_a_class_can_be_copied_out_alone(kind):
    names = {}
    exec(ALONE + inspect.getsource(kind), names)
    ours, alone = make(kind), names[kind.__name__](**vars(make(kind)))
    theta = expected = np.array([-1.2, 1.0])
    for _ in range(5):
        expected = ours.step(expected, bowl(expected))
        alone.t += 1
        alpha = getattr(alone, "learning_rate", None)
        theta = alone.formula(theta, bowl(theta), alpha)
    np.testing.assert_array_equal(theta, expected)


@pytest.mark.parametrize("kind", [GradientDescent, Momentum, Nesterov, AdaGrad, RMSprop])
def test_the_rate_must_be_said(kind):
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'learning_rate'"):
        kind()
    assert {Adam().learning_rate, AdaMax().learning_rate, NAdam().learning_rate} == {0.001}


def test_repr_shows_the_settings():
    assert repr(Adam(0.1)) == "Adam(learning_rate=0.1, beta1=0.9, beta2=0.999, epsilon=1e-08)"
    assert repr(Adadelta()) == "Adadelta(beta=0.95, epsilon=1e-06)"


def test_a_schedule_sets_the_rate_of_each_step():
    thetas = path(GradientDescent(lambda t: 1 / t), np.ones_like, (0.0,), 3)
    np.testing.assert_allclose(thetas[:, 0], [-1, -1.5, -1.5 - 1 / 3])


def test_lists_and_whole_numbers_are_taken_as_floats():
    np.testing.assert_array_equal(GradientDescent(0.5).step([1, 2], [2, -2]), [0.0, 3.0])


GOOD = np.array([1.0, 2.0])
BAD_INPUT = [
    ("not numbers", ["a", "b"], GOOD, TypeError, "real numbers"),
    ("None", None, GOOD, TypeError, "theta"),
    ("complex", GOOD * 1j, GOOD, TypeError, "complex"),
    ("ragged", [[1.0], [1.0, 2.0]], GOOD, ValueError, "ragged"),
    ("a matrix", np.ones((2, 1)), np.ones((2, 1)), ValueError, r"theta has shape \(2, 1\)"),
    ("a scalar", 1.0, 1.0, ValueError, "expected two vectors"),
    ("empty", np.ones(0), np.ones(0), ValueError, r"theta has shape \(0,\)"),
    ("too short a gradient", GOOD, np.ones(3), ValueError, r"and dtheta \(3,\)"),
    ("a column", GOOD, np.ones((2, 1)), ValueError, r"and dtheta \(2, 1\)"),
    ("NaN", GOOD, np.array([np.nan, 1]), ValueError, "dtheta holds NaN"),
    ("NaN in theta", np.array([np.nan, 1]), GOOD, ValueError, "theta holds NaN"),
    ("infinite", GOOD, np.array([np.inf, 1]), ValueError, "dtheta holds infinity"),
    ("too large", GOOD, np.array([1e200, 1]), ValueError, r"dtheta holds 1.0e\+200"),
    (
        "too large for float32",
        GOOD.astype(np.float32),
        np.array([1e30, 1], np.float32),
        ValueError,
        r"dtheta holds 1.0e\+30",
    ),
]


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize(("theta", "dtheta", "error", "says"), [case[1:] for case in BAD_INPUT])
def test_bad_input_is_named_and_changes_nothing(kind, theta, dtheta, error, says):
    optimizer, twin = make(kind), make(kind)
    with pytest.raises(error, match=says) as caught:
        optimizer.step(theta, dtheta)
    assert "\n" not in str(caught.value)
    assert optimizer.t == 0
    np.testing.assert_array_equal(optimizer.step(GOOD, GOOD), twin.step(GOOD, GOOD))


def test_another_networks_theta_is_refused():
    optimizer = Adam()
    optimizer.step(GOOD, GOOD)
    with pytest.raises(ValueError, match="3 numbers of float64; expected 2 of float64, as before"):
        optimizer.step(np.ones(3), np.ones(3))
    with pytest.raises(ValueError, match="make a new optimizer"):
        optimizer.step(GOOD.astype(np.float32), GOOD.astype(np.float32))


@pytest.mark.parametrize("rate", [np.nan, -0.1, np.inf, None, "0.1"])
def test_a_schedules_bad_rate_is_named_before_the_step(rate):
    optimizer = Adam(lambda t: 0.1 if t == 1 else rate)
    theta = optimizer.step(GOOD, GOOD)
    with pytest.raises((ValueError, TypeError), match="the learning rate at t = 2"):
        optimizer.step(theta, GOOD)
    assert optimizer.t == 1


def test_the_rate_can_be_set_by_hand_between_steps():
    optimizer = GradientDescent(1.0)
    theta = optimizer.step(np.zeros(2, np.float32), np.ones(2, np.float32))
    optimizer.learning_rate = np.float64(0.25)
    theta = optimizer.step(theta, np.ones(2, np.float32))
    assert theta.dtype == np.float32
    np.testing.assert_array_equal(theta, [-1.25, -1.25])
    optimizer.learning_rate = "0.1"
    with pytest.raises(TypeError, match=r"rate at t = 3 is '0\.1'; expected a number"):
        optimizer.step(theta, np.ones(2, np.float32))


@pytest.mark.parametrize("kind", ALL)
@pytest.mark.parametrize("bad", [-0.1, np.nan, np.inf, None, "0.1", True, 1j, [0.1], np.ones(1)])
def test_bad_settings_are_named(kind, bad):
    for name in inspect.signature(kind).parameters:
        with pytest.raises((ValueError, TypeError), match=f"{name} is .*expected a number"):
            kind(**({"learning_rate": 0.1} if kind is not Adadelta else {}) | {name: bad})


@pytest.mark.parametrize("kind", ALL)
def test_the_ends_of_the_ranges(kind):
    rate = {} if kind is Adadelta else {"learning_rate": 0.1}
    for name in inspect.signature(kind).parameters:
        with pytest.raises(ValueError, match=name):
            kind(**rate | {name: 1.0 if name.startswith("beta") else 0.0})
        if name.startswith("beta"):
            kind(**rate | {name: 0})


@pytest.mark.parametrize("kind", ALL)
def test_enormous_numbers_leak_no_warning(kind):
    """Warnings are errors here: what overflows must end in inf, not in numpy's warning."""
    optimizer = make(kind, 1e300)
    theta = optimizer.step(np.array([1e150, -1.0]), np.array([1e150, 1e-150]))
    assert theta.shape == (2,)
