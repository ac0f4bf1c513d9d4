"""Splits, scaling, search and the parting of bias from variance."""

import copy
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dlcourse.model_selection import bias_variance, k_fold, standardize, train_dev_test_split
from dlcourse.search import ewa_beta, grid, integers, log_uniform, random_search, uniform


def rng(seed=0):
    return np.random.default_rng(seed)


def numbered(m, dtype=np.float64):
    i = np.arange(m, dtype=dtype)
    return np.stack([i, -i]), 10 * i[np.newaxis]


# ---- standardize ----

tables = arrays(
    np.float64,
    st.tuples(st.integers(1, 5), st.integers(1, 30)),
    elements=st.floats(-1e6, 1e6).map(lambda x: round(x, 3)),
)


@given(tables)
def test_standardized_features_have_mean_0_and_variance_1(X):
    before = X.copy()
    scale = standardize(X)
    X_norm = scale.transform(X)
    np.testing.assert_array_equal(X, before)
    assert scale.mu.shape == scale.sigma.shape == (len(X), 1)
    for row, original in zip(X_norm, X, strict=True):
        if (original == original[0]).all():
            np.testing.assert_array_equal(row, 0)
        else:
            assert abs(row.mean()) < 1e-6
            assert row.std() == pytest.approx(1, abs=1e-6)


def test_sigma_is_the_root_of_the_mean_square_and_applies_to_other_data():
    scale = standardize(np.array([[1.0, 2.0, 3.0, 6.0], [0.1, 0.1, 0.1, 0.1]]))
    np.testing.assert_allclose(scale.mu, [[3], [0.1]], rtol=1e-15)
    np.testing.assert_allclose(scale.sigma, [[np.sqrt((4 + 1 + 0 + 9) / 4)], [1]], rtol=1e-15)
    expected = [[(10 - 3) / np.sqrt(3.5)], [0.4]]
    np.testing.assert_allclose(scale.transform(np.array([[10.0], [0.5]])), expected, rtol=1e-14)


def test_a_constant_feature_is_found_in_spite_of_rounding():
    """The mean of equal numbers is not always that number: by σ = 0 alone it is blown up."""
    X = np.full((1, 1000), 0.1)
    assert X.std(axis=1) > 0
    scale = standardize(X)
    assert scale.sigma[0, 0] == 1
    np.testing.assert_array_equal(scale.transform(X), 0)


def test_standardizer_keeps_float32_and_can_be_pickled_and_copied():
    X = rng().normal(3, 2, (2, 9)).astype(np.float32)
    scale = standardize(X)
    expected = scale.transform(X)
    assert scale.mu.dtype == scale.sigma.dtype == expected.dtype == np.float32
    for twin in (pickle.loads(pickle.dumps(scale)), copy.deepcopy(scale)):
        np.testing.assert_array_equal(twin.transform(X), expected)
    assert standardize([[1, 3]]).transform([[5]]).tolist() == [[3.0]]


@pytest.mark.parametrize(
    ("X", "error", "says"),
    [
        (np.ones(3), ValueError, r"X_train has shape \(3,\); expected \(n_x, m\)"),
        (np.ones((2, 0)), ValueError, r"X_train has shape \(2, 0\)"),
        ([[1.0, np.nan]], ValueError, "X_train holds NaN"),
        ([[1.0, np.inf]], ValueError, "X_train holds infinity"),
        ([["a"]], TypeError, "X_train holds"),
        (None, TypeError, "X_train holds"),
        ([[1e200, -1e200]], ValueError, "standard deviation of X_train holds infinity"),
    ],
)
def test_standardize_names_bad_input(X, error, says):
    with pytest.raises(error, match=says):
        standardize(X)


@pytest.mark.parametrize(
    ("X", "error", "says"),
    [
        (np.ones((5, 2)), ValueError, r"X has 5 rows but .* had 2 features.*did you mean X\.T\?"),
        (np.ones((3, 4)), ValueError, r"X has 3 rows but the training set had 2 features"),
        (np.ones(2), ValueError, r"X has shape \(2,\)"),
        ([[np.nan], [1.0]], ValueError, "X holds NaN"),
    ],
)
def test_transform_names_bad_input(X, error, says):
    with pytest.raises(error, match=says):
        standardize(np.array([[1.0, 2.0, 4.0], [0.0, 1.0, 5.0]])).transform(X)


# ---- splits ----


@given(
    st.integers(20, 200),
    st.sampled_from([(0.7, 0.15, 0.15), (0.98, 0.02), (0.6, 0.2, 0.2), (0.3,) * 3 + (0.1,)]),
    st.integers(0, 99),
)
def test_split_takes_every_example_once_with_its_label(m, fractions, seed):
    X, Y = numbered(m)
    if min(fractions) * m < 1:
        return
    parts = train_dev_test_split(X, Y, fractions, rng(seed))
    assert len(parts) == len(fractions)
    for (X_part, Y_part), fraction in zip(parts, fractions, strict=True):
        np.testing.assert_array_equal(Y_part, 10 * X_part[:1])
        assert abs(X_part.shape[1] - fraction * m) <= 1
    everything = np.concatenate([X_part[0] for X_part, _ in parts])
    np.testing.assert_array_equal(np.sort(everything), np.arange(m))


def test_split_is_decided_by_the_seed_and_shuffles():
    X, Y = numbered(40, np.float32)
    orders = [train_dev_test_split(X, Y, (0.5, 0.5), rng(seed))[0][0] for seed in (0, 0, 1)]
    assert orders[0].dtype == np.float32
    np.testing.assert_array_equal(orders[0], orders[1])
    assert not np.array_equal(orders[0], orders[2])
    assert not np.array_equal(np.sort(orders[0][0]), np.arange(20))


def test_the_lectures_fractions():
    """BV-02: 70/15/15 of 1,000 in the small-data era, 98/1/1 of 100,000 in the big-data era."""
    for m, fractions, sizes in (
        (1000, (0.7, 0.15, 0.15), [700, 150, 150]),
        (100_000, (0.98, 0.01, 0.01), [98_000, 1000, 1000]),
    ):
        parts = train_dev_test_split(*numbered(m), fractions, rng())
        assert [X.shape[1] for X, _ in parts] == sizes


@pytest.mark.parametrize(
    ("change", "error", "says"),
    [
        ({"fractions": (0.7, 0.7)}, ValueError, r"fractions is \[0\.7, 0\.7\]; expected numbers"),
        ({"fractions": (1.2, -0.2)}, ValueError, "add up to 1"),
        ({"fractions": (1.0, 0.0)}, ValueError, "numbers > 0"),
        ({"fractions": ()}, ValueError, "add up to 1"),
        ({"fractions": 0.7}, ValueError, r"fractions is 0\.7"),
        ({"fractions": (0.5, np.nan)}, ValueError, "fractions holds NaN"),
        ({"fractions": None}, TypeError, "fractions"),
        ({"fractions": (0.99, 0.01)}, ValueError, r"leave a part empty, \[10, 0\]"),
        ({"rng": None}, TypeError, "rng is None; expected a generator"),
        ({"X": np.ones((10, 2))}, ValueError, r"did you mean X\.T\?"),
        ({"Y": np.ones((1, 9))}, ValueError, "X has 10 columns but Y has 9"),
        ({"Y": np.full((1, 10), np.nan)}, ValueError, "Y holds NaN"),
        ({"X": np.ones((2, 0))}, ValueError, r"X has shape \(2, 0\)"),
    ],
)
def test_split_names_bad_input(change, error, says):
    X, Y = numbered(10)
    with pytest.raises(error, match=says):
        train_dev_test_split(**{"X": X, "Y": Y, "fractions": (0.5, 0.5), "rng": rng()} | change)


@given(st.data(), st.integers(2, 50), st.integers(0, 99))
def test_each_example_is_in_one_dev_fold_and_all_other_training_folds(data, m, seed):
    k = data.draw(st.integers(2, m))
    folds = k_fold(m, k, rng(seed))
    assert len(folds) == k
    for train, dev in folds:
        np.testing.assert_array_equal(np.sort(np.concatenate([train, dev])), np.arange(m))
        assert len(dev) in (m // k, -(-m // k))
    np.testing.assert_array_equal(np.sort(np.concatenate([dev for _, dev in folds])), np.arange(m))


def test_folds_are_shuffled_by_the_seed():
    first = [np.concatenate([dev for _, dev in k_fold(20, 4, rng(seed))]) for seed in (0, 0, 1)]
    np.testing.assert_array_equal(first[0], first[1])
    assert not np.array_equal(first[0], first[2])
    assert not np.array_equal(first[0], np.arange(20))


@pytest.mark.parametrize(
    ("arguments", "error", "says"),
    [
        (
            (10, 1, rng()),
            ValueError,
            "k is 1; expected a whole number of at least 2 and at most 10",
        ),
        ((10, 11, rng()), ValueError, "k is 11"),
        ((10, 2.0, rng()), TypeError, r"k is 2\.0"),
        ((1, 2, rng()), ValueError, "m is 1"),
        ((None, 2, rng()), TypeError, "m is None"),
        ((10, 2, None), TypeError, "rng is None"),
    ],
)
def test_k_fold_names_bad_input(arguments, error, says):
    with pytest.raises(error, match=says):
        k_fold(*arguments)


# ---- hyperparameter search ----


def test_learning_rates_are_even_in_the_exponent():
    """HP-04: α = 10^r, r uniform in [log10 a, log10 b] = [-4, 0]: a quarter in each decade."""
    trials = random_search({"alpha": log_uniform(1e-4, 1)}, 4000, rng())
    r = np.log10([trial["alpha"] for trial in trials])
    assert -4 <= r.min() and r.max() <= 0
    counts = np.histogram(r, bins=[-4, -3, -2, -1, 0])[0]
    assert (np.abs(counts - 1000) < 4 * np.sqrt(4000 * 0.25 * 0.75)).all()


def test_beta_is_even_in_the_exponent_of_1_minus_beta():
    """HP-04: 1 - β = 10^r, r uniform in [-3, -1]: half of the trials remember over 100 steps."""
    trials = random_search({"beta": ewa_beta(0.9, 0.999)}, 4000, rng())
    beta = np.array([trial["beta"] for trial in trials])
    assert 0.9 <= beta.min() and beta.max() <= 0.999
    assert abs(np.mean(1 / (1 - beta) > 100) - 0.5) < 4 * np.sqrt(0.25 / 4000)
    # Worked: from .9 to .9005 is 10 to 10.05 steps, from .999 to .9995 is 1,000 to 2,000.
    for low, high, steps in ((0.9, 0.9005, (10, 10.05)), (0.999, 0.9995, (1000, 2000))):
        ends = [1 / (1 - ewa_beta(low, high).at(u)) for u in (0, 1)]
        assert ends == pytest.approx(steps, rel=1e-3)
    middle = 1 / (1 - ewa_beta(0.999, 0.9995).at(0.5))
    assert middle == pytest.approx(1000 * np.sqrt(2), rel=1e-9)


def test_integers_are_equally_likely_ends_included():
    trials = random_search({"layers": integers(2, 5)}, 4000, rng())
    counts = np.bincount([trial["layers"] for trial in trials], minlength=6)
    assert counts[:2].tolist() == [0, 0]
    assert (np.abs(counts[2:] - 1000) < 4 * np.sqrt(4000 * 0.25 * 0.75)).all()
    assert {type(trial["layers"]) for trial in trials} == {int}


def test_uniform_and_choices():
    choices = [object(), object()]
    trials = random_search({"keep_prob": uniform(0.5, 1), "scheme": choices}, 2000, rng())
    keep_prob = [trial["keep_prob"] for trial in trials]
    assert 0.5 <= min(keep_prob) < 0.51 and 0.99 < max(keep_prob) <= 1
    assert np.mean(keep_prob) == pytest.approx(0.75, abs=4 * 0.5 / np.sqrt(12 * 2000))
    assert abs(sum(trial["scheme"] is choices[0] for trial in trials) - 1000) < 4 * np.sqrt(500)


def test_a_grid_tries_few_distinct_values_a_random_search_many():
    """HP-02: 25 trials: 5 values of each hyperparameter on a grid, 25 at random."""
    space = {"alpha": log_uniform(1e-4, 1), "beta": ewa_beta(0.9, 0.999)}
    for trials, distinct in ((grid(space, 5), 5), (random_search(space, 25, rng()), 25)):
        assert len(trials) == 25
        for name in space:
            assert len({trial[name] for trial in trials}) == distinct


def test_a_grid_by_hand():
    space = {"alpha": log_uniform(1e-3, 10), "units": integers(2, 4), "g": ("relu", "tanh")}
    trials = grid(space, per_axis=3)
    assert len(trials) == 3 * 3 * 2
    assert [trial["alpha"] for trial in trials[::6]] == pytest.approx([1e-3, 0.1, 10])
    assert [trial["units"] for trial in trials[:6:2]] == [2, 3, 4]
    assert [trial["g"] for trial in trials[:2]] == ["relu", "tanh"]
    assert [trial["x"] for trial in grid({"x": uniform(1, 3)}, 1)] == [2]
    assert [trial["n"] for trial in grid({"n": integers(1, 2)}, 5)] == [1, 2]  # none twice
    betas = [trial["beta"] for trial in grid({"beta": ewa_beta(0.9, 0.999)}, 3)]
    assert betas == pytest.approx([0.9, 0.99, 0.999], abs=1e-14)


def test_the_seed_decides():
    space = {"alpha": log_uniform(1e-4, 1), "g": ["relu", "tanh"]}
    runs = [random_search(space, 20, rng(seed)) for seed in (0, 0, 1)]
    assert runs[0] == runs[1] != runs[2]


RANGES = [uniform(-1, 3), integers(-2, 7), log_uniform(1e-5, 1e3), ewa_beta(0, 0.9999)]


@pytest.mark.parametrize("axis", RANGES)
@given(u=st.floats(0, 1), v=st.floats(0, 1))
def test_ranges_stay_inside_and_never_turn_back(axis, u, v):
    low, high = sorted([u, v])
    assert axis.a <= axis.at(low) <= axis.at(high) <= axis.b
    assert axis.at(0) == pytest.approx(axis.a)
    assert axis.at(1) == pytest.approx(axis.b)
    assert type(axis.at(np.float64(u))) is type(axis.a)


@pytest.mark.parametrize("axis", RANGES)
def test_ranges_can_be_pickled_and_read(axis):
    assert pickle.loads(pickle.dumps(axis)) == copy.deepcopy(axis) == axis
    assert eval(repr(axis)) == axis
    assert axis not in [other for other in RANGES if type(other) is not type(axis)]


@pytest.mark.parametrize("kind", [uniform, integers, log_uniform, ewa_beta])
@pytest.mark.parametrize("bad", [np.nan, np.inf, None, "1", True, 1j])
def test_a_bad_end_is_named(kind, bad):
    with pytest.raises((ValueError, TypeError), match=r"a is .*; expected a"):
        kind(bad, 0.5)
    with pytest.raises((ValueError, TypeError), match=r"[ab] is .*; expected a"):
        kind(0.5, bad)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: uniform(1, 1), r"goes from 1\.0 to 1\.0; expected a < b"),
        (lambda: integers(4, 2), "goes from 4 to 2"),
        (lambda: integers(1, 2.5), r"b is 2\.5; expected a whole number"),
        (lambda: log_uniform(0, 1), "a is 0; expected a number > 0"),
        (lambda: log_uniform(-1, 1), "a is -1"),
        (lambda: ewa_beta(0.9, 1), "b is 1; expected a number in"),
        (lambda: ewa_beta(0.99, 0.9), "expected a < b"),
        (lambda: uniform(0, 1).at(1.1), r"u is 1\.1; expected a number in"),
        (lambda: uniform(0, 1).at(None), "u is None"),
        (lambda: grid({}, 3), "space is {}; expected a dict such as"),
        (lambda: grid([uniform(0, 1)], 3), "expected a dict such as"),
        (lambda: grid({"x": (0, 1), "y": []}, 3), r"space\['y'\] is \[\]; expected a range"),
        (lambda: grid({"x": 0.1}, 3), r"space\['x'\] is 0\.1; expected a range"),
        (lambda: grid({"x": uniform}, 3), r"space\['x'\] is .*; expected a range"),
        (lambda: grid({"x": uniform(0, 1)}, 0), "per_axis is 0"),
        (lambda: grid({"x": uniform(0, 1)}, None), "per_axis is None"),
        (lambda: random_search({"x": uniform(0, 1)}, 0, rng()), "n is 0"),
        (lambda: random_search({"x": uniform(0, 1)}, 2, None), "rng is None"),
        (lambda: random_search(None, 2, rng()), "space is None"),
    ],
)
def test_search_names_bad_input(make, says):
    with pytest.raises((ValueError, TypeError), match=says):
        make()


# ---- bias and variance ----


def noisy(truth, n=20, sigma=0.5):
    def sample(rng):
        x = rng.uniform(-1, 1, n)
        return x, truth(x) + sigma * rng.standard_normal(n)

    return sample


def mean_fit(x, y):
    return lambda at: np.full(np.shape(at), y.mean())


def polynomial_fit(degree):
    return lambda x, y: np.polynomial.Polynomial.fit(x, y, degree)


X_TEST = np.linspace(-1, 1, 41)


def test_a_constant_fit_has_the_bias_and_variance_of_a_mean():
    """Truth 0: no bias, variance σ²/n. Truth x: bias² is the mean of x², variance (σ² + 1/3)/n."""
    bias2, variance, noise = bias_variance(
        mean_fit, noisy(np.zeros_like), np.zeros_like, X_TEST, 4000, rng()
    )
    assert bias2 < 1e-3
    assert variance == pytest.approx(0.25 / 20, rel=0.1)
    assert noise == pytest.approx(0.25, rel=0.03)
    bias2, variance, noise = bias_variance(
        mean_fit, noisy(lambda x: x), lambda x: x, X_TEST, 4000, rng()
    )
    assert bias2 == pytest.approx(np.mean(X_TEST**2), rel=0.02)
    assert variance == pytest.approx((0.25 + 1 / 3) / 20, rel=0.1)
    assert noise == pytest.approx(0.25, rel=0.03)


def test_the_three_add_up_to_the_expected_squared_error():
    """Measured apart: the error of each fit on fresh noisy answers at the same points."""

    def truth(x):
        return np.sin(3 * x)

    fit, sample = polynomial_fit(2), noisy(truth)
    parts = bias_variance(fit, sample, truth, X_TEST, 3000, rng())
    other, errors = rng(1), []
    for _ in range(3000):
        y = truth(X_TEST) + 0.5 * other.standard_normal(len(X_TEST))
        errors.append(np.mean((fit(*sample(other))(X_TEST) - y) ** 2))
    assert sum(parts) == pytest.approx(np.mean(errors), rel=0.05)


def test_bias_falls_and_variance_grows_with_the_degree():
    """BV-08."""

    def truth(x):
        return np.sin(3 * x)

    measured = [
        bias_variance(polynomial_fit(degree), noisy(truth), truth, X_TEST, 300, rng())
        for degree in (0, 1, 3, 8)
    ]
    bias2, variance, noise = map(list, zip(*measured, strict=True))
    assert bias2[0] > 2 * bias2[1] > 4 * bias2[2]
    assert variance == sorted(variance) and variance[-1] > 10 * variance[0]
    assert noise == pytest.approx([0.25] * 4, rel=0.1)


def test_inputs_may_be_columns():
    def fit(X, y):
        return lambda X: np.full(X.shape[1], y.mean())

    def sample(rng):
        return rng.standard_normal((2, 5)), np.ones(5)

    def truth(X):
        return np.zeros(X.shape[1])

    assert bias_variance(fit, sample, truth, np.ones((2, 3)), 4, rng()) == (1.0, 0.0, 1.0)


def test_the_same_seed_gives_the_same_three():
    arguments = (mean_fit, noisy(np.sin), np.sin, X_TEST, 5)
    first, again, other = (bias_variance(*arguments, rng(seed)) for seed in (0, 0, 1))
    assert first == again != other
    assert all(type(part) is float for part in first)


GOOD = {"fit": mean_fit, "sample": noisy(np.sin), "truth": np.sin, "x": X_TEST}
GOOD |= {"repeats": 3, "rng": rng()}


@pytest.mark.parametrize(
    ("change", "error", "says"),
    [
        ({"fit": None}, TypeError, "fit is None; expected a function"),
        ({"sample": 3}, TypeError, "sample is 3; expected a function"),
        ({"truth": "x"}, TypeError, "truth is 'x'; expected a function"),
        ({"repeats": 1}, ValueError, "repeats is 1; expected a whole number of at least 2"),
        ({"repeats": 2.5}, TypeError, r"repeats is 2\.5"),
        ({"rng": 0}, TypeError, "rng is 0"),
        ({"x": [np.nan]}, ValueError, "x holds NaN"),
        ({"x": []}, ValueError, "x is empty"),
        ({"truth": lambda x: x * np.nan}, ValueError, r"truth\(x\) holds NaN"),
        (
            {"fit": lambda x, y: lambda at: y},
            ValueError,
            r"the prediction at x has shape \(20,\); expected \(41,\)",
        ),
        ({"fit": lambda x, y: lambda at: at * np.nan}, ValueError, "prediction at x holds NaN"),
        ({"sample": lambda rng: (np.ones(3), np.ones(2))}, ValueError, r"y_train has shape \(2,\)"),
    ],
)
def test_bias_variance_names_bad_input(change, error, says):
    with pytest.raises(error, match=says):
        bias_variance(**GOOD | change)
