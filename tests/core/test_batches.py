"""Mini-batches: every example once, with its own label."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcourse.batches import mini_batches


def numbered(m, dtype=np.float64):
    """X whose columns can be told apart, and Y that goes with them."""
    i = np.arange(m, dtype=dtype)
    return np.stack([i, -i]), 10 * i[np.newaxis]


@given(st.data(), st.integers(1, 60), st.integers(0, 2**32))
def test_every_example_once_with_its_label(data, m, seed):
    batch_size = data.draw(st.integers(1, m))
    X, Y = numbered(m)
    batches = list(mini_batches(X, Y, batch_size, np.random.default_rng(seed)))
    assert len(batches) == -(-m // batch_size)
    sizes = [X_t.shape[1] for X_t, _ in batches]
    assert sizes[:-1] == [batch_size] * (len(batches) - 1)
    X_all, Y_all = (np.concatenate(part, axis=1) for part in zip(*batches, strict=True))
    np.testing.assert_array_equal(Y_all, 10 * X_all[:1])
    np.testing.assert_array_equal(X_all[1], -X_all[0])
    np.testing.assert_array_equal(np.sort(X_all[0]), np.arange(m))


def test_five_million_examples_make_five_thousand_batches():
    X = np.zeros((1, 5_000_000), np.float32)
    assert sum(1 for _ in mini_batches(X, X, 1000, np.random.default_rng(0))) == 5000


def test_each_epoch_has_its_own_order_and_a_seed_its_own_too():
    X, Y = numbered(50)
    orders = []
    for seed in (0, 0, 1):
        rng = np.random.default_rng(seed)
        orders.append([next(mini_batches(X, Y, 50, rng))[0][0].tolist() for _ in range(2)])
    assert orders[0] == orders[1]
    assert orders[0][0] != orders[0][1]
    assert orders[0][0] != orders[2][0]
    assert orders[0][0] != list(range(50))


def test_all_orders_are_equally_likely():
    """The first place of 3 examples, 6,000 times: 2,000 each, σ = 36.5."""
    X, Y = numbered(3)
    rng = np.random.default_rng(0)
    first = [int(next(mini_batches(X, Y, 1, rng))[0][0, 0]) for _ in range(6000)]
    assert (np.abs(np.bincount(first) - 2000) < 4 * 36.5).all()


def test_dtype_stays_and_the_data_too():
    X, Y = numbered(7, np.float32)
    before = X.copy()
    for X_t, Y_t in mini_batches(X, Y, 3, np.random.default_rng(0)):
        assert X_t.dtype == Y_t.dtype == np.float32
        X_t[:] = 0
    np.testing.assert_array_equal(X, before)


X, Y = numbered(4)
RNG = np.random.default_rng(0)


@pytest.mark.parametrize(
    ("arguments", "error", "says"),
    [
        ((X, Y, 0, RNG), ValueError, "batch_size is 0; expected a whole number of at least 1"),
        ((X, Y, 5, RNG), ValueError, "batch_size is 5; expected .* at most 4"),
        ((X, Y, 2.0, RNG), TypeError, "batch_size is 2.0"),
        ((X, Y, None, RNG), TypeError, "batch_size is None"),
        ((X, Y, True, RNG), TypeError, "batch_size is True"),
        ((X, Y, 2, None), TypeError, "rng is None; expected a generator"),
        ((X, Y, 2, 0), TypeError, "rng is 0; expected a generator"),
        ((X.T, Y, 2, RNG), ValueError, "X has 2 columns but Y has 4; .*did you mean X.T?"),
        ((X, Y[:, :3], 2, RNG), ValueError, "X has 4 columns but Y has 3"),
        ((X, Y[0], 2, RNG), ValueError, r"Y has shape \(4,\).*Y.reshape\(1, -1\)"),
        ((X[:, :0], Y[:, :0], 1, RNG), ValueError, r"X has shape \(2, 0\)"),
        ((X * np.nan, Y, 2, RNG), ValueError, "X holds NaN"),
        ((X, Y + np.inf, 2, RNG), ValueError, "Y holds infinity"),
        ((None, Y, 2, RNG), TypeError, "X holds object"),
        ((X, [["a"] * 4], 2, RNG), TypeError, "Y holds"),
    ],
)
def test_bad_input_is_named_at_the_call(arguments, error, says):
    with pytest.raises(error, match=says):
        mini_batches(*arguments)
