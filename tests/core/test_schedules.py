"""The schedules against the lecture's formulas, written out number by number."""

import copy
import pickle
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcourse.optimizers import Adam
from dlcourse.schedules import Schedule, exponential, inverse_sqrt, inverse_time, staircase

ALL = [
    inverse_time(0.2, 1),
    exponential(0.2, 0.95),
    inverse_sqrt(0.2, 1),
    staircase(0.2, 0.5, 10),
]


@pytest.mark.parametrize(
    ("schedule", "rates"),
    [
        # The lecture's table for α₀ = 0.2 and decay_rate 1: epochs 0, 1, 2, 3.
        (inverse_time(0.2, 1), [0.2, 0.1, 0.2 / 3, 0.05]),
        (inverse_time(0.2, 0), [0.2, 0.2, 0.2, 0.2]),
        (exponential(0.2, 0.95), [0.2, 0.19, 0.1805, 0.171475]),
        (inverse_sqrt(0.2, 1), [0.2, 0.2 / 2**0.5, 0.2 / 3**0.5, 0.1]),
        (inverse_sqrt(0.2, 3), [0.6, 0.6 / 2**0.5, 0.6 / 3**0.5, 0.3]),
        (staircase(0.2, 0.5, 2), [0.2, 0.2, 0.1, 0.1]),
        (staircase(0.2, 0.1, 1), [0.2, 0.02, 0.002, 0.0002]),
    ],
)
def test_the_lectures_numbers(schedule, rates):
    assert [schedule(t) for t in (1, 2, 3, 4)] == pytest.approx(rates, rel=1e-14)


@pytest.mark.parametrize("schedule", ALL)
@given(t=st.integers(1, 10**4), steps=st.integers(1, 100))
def test_the_rate_changes_between_epochs_only(schedule, t, steps):
    per_epoch = type(schedule)(**vars(schedule) | {"steps_per_epoch": steps})
    epoch = (t - 1) // steps
    assert per_epoch(t) == schedule(epoch + 1)
    assert 0 < per_epoch(t + 1) <= per_epoch(t)


@pytest.mark.parametrize("schedule", ALL)
def test_pickle_copy_and_repr(schedule):
    for twin in (pickle.loads(pickle.dumps(schedule)), copy.deepcopy(schedule)):
        assert twin == schedule
        assert twin(7) == schedule(7)
    assert eval(repr(schedule)) == schedule
    assert type(type(schedule)(**vars(schedule) | {"alpha0": np.float64(0.2)})(3)) is float


@pytest.mark.parametrize("bad", [0, -1, 1.5, "1", None, True, np.nan])
def test_a_bad_step_is_named(bad):
    for schedule in ALL:
        with pytest.raises((ValueError, TypeError), match=r"t is .*expected a whole number"):
            schedule(bad)


@pytest.mark.parametrize("t", [10**16, 10**400, 10**5000], ids=["16", "400", "5000"])
def test_a_step_beyond_all_bounds_is_refused(t):
    for schedule in ALL:
        with pytest.raises(ValueError, match=r"^t is .*; expected a whole number") as caught:
            schedule(t)
        assert len(str(caught.value)) < 120


@pytest.mark.parametrize("frozen", [True, False])
def test_a_schedule_of_your_own(frozen):
    """Its settings are taken as they come: 0.5 is a good gamma, and a name that we do not know."""

    @dataclass(frozen=frozen)
    class polynomial(Schedule):
        alpha0: float
        gamma: float
        epochs: int

        def rate(self, epoch):
            return self.alpha0 * (1 - epoch / self.epochs) ** self.gamma

    schedule = polynomial(0.2, gamma=0.5, epochs=4)
    assert [schedule(t) for t in (1, 4)] == pytest.approx([0.2, 0.1])
    theta = Adam(schedule).step(np.zeros(2), np.array([1.0, -1.0]))
    np.testing.assert_allclose(theta, [-0.2, 0.2], rtol=1e-6)


@pytest.mark.parametrize("kind", [type(schedule) for schedule in ALL])
@pytest.mark.parametrize("bad", [-1, np.nan, np.inf, "0.1", None, True, [1]])
def test_bad_settings_are_named(kind, bad):
    good = vars(next(schedule for schedule in ALL if type(schedule) is kind))
    for name in good:
        with pytest.raises((ValueError, TypeError), match=f"{name} is .*; expected a"):
            kind(**good | {name: bad})


def test_the_ends_of_the_ranges():
    for wrong in (
        lambda: inverse_time(0, 1),
        lambda: exponential(0.2, 0),
        lambda: exponential(0.2, 1.01),
        lambda: inverse_sqrt(0.2, 0),
        lambda: staircase(0.2, 0, 1),
        lambda: staircase(0.2, 0.5, 0),
        lambda: staircase(0.2, 0.5, 1.5),
        lambda: inverse_time(0.2, 1, steps_per_epoch=0),
    ):
        with pytest.raises((ValueError, TypeError)):
            wrong()
