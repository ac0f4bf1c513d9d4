"""The exercises of notebook 05, against oracles from outside."""

from itertools import product

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dlcourse
from dlcourse.topics.dropout import exercises as dropout

forward, backward, z_at_test_time, max_norm = (
    getattr(dropout, name).reference
    for name in ("dropout_forward", "dropout_backward", "z_at_test_time", "max_norm")
)
keep_probs = st.floats(0.05, 1)
shapes = st.tuples(st.integers(1, 5), st.integers(1, 5))
seeds = st.integers(0, 1000)


@given(shapes, keep_probs, seeds)
def test_forward_and_backward_are_those_of_the_layer(shape, keep_prob, seed):
    A, dA = np.random.default_rng(seed).normal(size=(2, *shape))
    layer = dlcourse.Dropout(keep_prob)
    theirs, cache = layer.forward({}, A, train=True, rng=np.random.default_rng(seed))
    mine, D = forward(A, keep_prob, True, np.random.default_rng(seed))
    np.testing.assert_allclose(mine, theirs, rtol=1e-12)
    np.testing.assert_array_equal(D, cache)
    right, _ = layer.backward(cache, dA)
    np.testing.assert_allclose(backward(dA, D, keep_prob, None), right, rtol=1e-12)


@given(shapes, keep_probs, seeds)
def test_nothing_happens_at_test_time(shape, keep_prob, seed):
    A = np.random.default_rng(seed).normal(size=shape)
    result, D = forward(A, keep_prob, False, None)  # no generator: nothing may be drawn
    np.testing.assert_array_equal(result, A)
    assert D.shape == shape and D.dtype == bool and D.all()


def test_the_lectures_hundred_units():
    """keep_prob 0.25: 100 units of 1 leave about 25, each 4, so about 100 again."""
    A, D = forward(np.ones((100, 2000)), 0.25, True, np.random.default_rng(0))
    assert set(np.unique(A)) == {0.0, 4.0}
    assert D.sum(axis=0).mean() == pytest.approx(25, abs=0.5)  # 0.5: five standard errors
    assert A.sum(axis=0).mean() == pytest.approx(100, abs=2)
    A, D = forward(np.ones((100, 2000)), 0.8, True, np.random.default_rng(0))
    assert (~D).sum(axis=0).mean() == pytest.approx(20, abs=0.5)


@pytest.mark.parametrize("case", dropout.dropout_backward.cases)
def test_backward_is_the_derivative_of_forward(case):
    """Of the sum of dA times what the layer gives, with the mask D held."""

    def weighed(A):
        return anp.sum(case["dA"] * anp.where(case["D"], A, 0.0)) / case["keep_prob"]

    A = np.random.default_rng(0).normal(size=case["dA"].shape)
    np.testing.assert_allclose(backward(**case), autograd.grad(weighed)(A), rtol=1e-12)


def test_backward_passes_a_numerical_check_of_forward():
    A, dA = np.random.default_rng(1).normal(size=(2, 3, 4))

    def weighed(theta):
        out, _ = forward(theta.reshape(A.shape), 0.6, True, np.random.default_rng(2))
        return np.sum(dA * out)

    _, D = forward(A, 0.6, True, np.random.default_rng(2))
    numerical = dlcourse.numerical_gradient(weighed, A.ravel()).reshape(A.shape)
    np.testing.assert_allclose(backward(dA, D, 0.6, None), numerical, atol=1e-8)
    assert 0 < D.sum() < D.size


def test_the_masks_of_the_cases_have_kept_and_dropped_units():
    for case in dropout.dropout_forward.cases:
        rng = np.random.default_rng(case["rng"].seed)
        _, D = forward(case["A"], case["keep_prob"], case["train"], rng)
        assert D.all() != case["train"] and D.any()
    for case in dropout.dropout_backward.cases:
        new = np.random.default_rng(case["rng"].seed).random(case["D"].shape) < case["keep_prob"]
        assert case["D"].any() and not case["D"].all() and (new != case["D"]).any()


def test_z_at_test_time_by_hand():
    z = z_at_test_time(np.array([[2.0]]), np.array([[1.0]]), np.array([[5.0]]), 0.8)
    assert z == pytest.approx(0.8 * 2 * 5 + 1)


@pytest.mark.parametrize("case", dropout.z_at_test_time.cases)
def test_z_at_test_time_is_the_mean_of_all_masks(case):
    """Over every mask of the n units, each weighed with its probability: exact, no chance left."""
    W, b, A, keep_prob = case.values()
    n, mean = len(A), 0
    for number in range(2**n):
        D = np.array([[number >> i & 1] for i in range(n)])
        probability = np.prod(np.where(D, keep_prob, 1 - keep_prob))
        mean = mean + probability * (W @ (A * D) + b)
    np.testing.assert_allclose(z_at_test_time(**case), mean, rtol=1e-12)


def test_the_given_test_of_the_original_is_wrong_by_what_the_symptom_says():
    for W, b, A, keep_prob in (case.values() for case in dropout.z_at_test_time.cases):
        given, right = dropout.z_at_test_time.given(W, b, A, keep_prob), W @ A * keep_prob + b
        np.testing.assert_allclose(right - given, (1 - keep_prob) * b + 0 * right, atol=1e-12)
        same = dropout.z_at_test_time.given(W, 0 * b, A, keep_prob)
        np.testing.assert_allclose(same, right - b, atol=1e-12)


@pytest.mark.parametrize("case", dropout.mask_noise.cases)
def test_the_noise_is_the_standard_deviation_over_all_masks(case):
    """Over every mask of the units, each weighed with its probability."""
    W, A, p = case.values()
    for column in range(A.shape[1]):
        a = A[:, column]
        masks = np.array(list(product((0, 1), repeat=len(a))))
        chance = np.prod(np.where(masks, p, 1 - p), axis=1)
        z = (masks * a / p) @ W.T
        mean = chance @ z
        noise = np.sqrt(chance @ (z - mean) ** 2)
        np.testing.assert_allclose(dropout.mask_noise.reference(**case)[:, column], noise)


def test_a_choice_that_holds_and_two_that_do_not():
    def choose_keep_prob():
        return (0.95, range(10)), (1, range(10))

    def as_on_the_moons():
        return (0.8, range(10)), (1, range(10))

    def half():
        return (0.5, range(10)), (1, range(10))

    choose = dropout.choose_keep_prob
    assert choose.check(choose_keep_prob).passed
    assert "The interval covers 0" in choose.check(as_on_the_moons).sentence
    assert "your choice does harm" in choose.check(half).sentence


@given(shapes, st.floats(0.1, 5), seeds)
def test_max_norm_is_that_of_dlcourse(shape, c, seed):
    network = dlcourse.Network([dlcourse.Dense(*shape[::-1])], dlcourse.MeanSquaredError())
    theta = 3 * np.random.default_rng(seed).normal(size=network.size)
    (before,), (after,) = (
        network.unpack(theta),
        network.unpack(dlcourse.max_norm(network, c)(theta)),
    )
    np.testing.assert_allclose(max_norm(before["W"], c), after["W"], rtol=1e-12)


def test_max_norm_by_hand():
    """‖(3, 4)‖ = 5 is brought to 2; ‖(0.3, 0.4)‖ = 0.5 stays; a row of zeros stays."""
    W = np.array([[3.0, 4.0], [0.3, 0.4], [0.0, 0.0]])
    np.testing.assert_allclose(max_norm(W, 2.0), [[1.2, 1.6], [0.3, 0.4], [0, 0]], rtol=1e-12)


def _forward_as_in_the_lecture(A, keep_prob, train, rng):
    D = np.ones(A.shape)
    if train:
        D = rng.random(A.shape)
        D = D < keep_prob
        A = A * D
        A = A / keep_prob
    return A, D


def _forward_by_where(A, keep_prob, train, rng):
    p = keep_prob if train else 1.0
    D = rng.uniform(size=A.shape) < p if train else np.full(A.shape, True)
    return np.where(D, A / p, 0), D


def _forward_in_a_list(A, keep_prob, train, rng):
    if not train:
        return [A, np.ones_like(A)]
    D = (rng.random(A.shape) < keep_prob).astype(int)
    return [np.multiply(A, D) * (1 / keep_prob), D]


def _backward_by_copy(dA, D, keep_prob, rng):
    result = dA / keep_prob
    result[~D] = 0
    return result


def _max_norm_row_by_row(W, c):
    rows = []
    for w in W:
        length = np.linalg.norm(w)
        rows.append(w * c / length if length > c else w)
    return np.array(rows)


@pytest.mark.parametrize(
    ("exercise", "other"),
    [
        (dropout.dropout_forward, _forward_as_in_the_lecture),
        (dropout.dropout_forward, _forward_by_where),
        (dropout.dropout_forward, _forward_in_a_list),
        (dropout.dropout_backward, _backward_by_copy),
        (dropout.dropout_backward, lambda dA, D, p, rng: np.where(D, dA / p, 0)),
        (dropout.z_at_test_time, lambda W, b, A, p: p * W @ A + b),
        (dropout.z_at_test_time, lambda W, b, A, p: p * (W @ A + b) + (1 - p) * b),
        (dropout.max_norm, _max_norm_row_by_row),
    ],
)
def test_another_right_way_passes(exercise, other):
    assert exercise.check(other).passed, exercise.check(other)


def _mask_before_the_branch(A, keep_prob, train, rng):
    D = rng.random(A.shape) < keep_prob
    if train:
        return A * D / keep_prob, D
    return A, np.ones(A.shape)


def _unscaled_and_none(A, keep_prob, train, rng):
    if train:
        D = rng.random(A.shape) < keep_prob
        return A * D, D
    return A, None


def _scaled_and_none(A, keep_prob, train, rng):
    if train:
        D = rng.random(A.shape) < keep_prob
        return A * D / keep_prob, D
    return A, None


def _in_place(A, keep_prob, train, rng):
    D = rng.random(A.shape) < keep_prob if train else np.ones(A.shape)
    A *= D
    A /= keep_prob if train else 1
    return A, D


def _own_generator(A, keep_prob, train, rng):
    D = np.random.default_rng(0).random(A.shape) < keep_prob
    return (A * D / keep_prob, D) if train else (A, np.ones(A.shape))


def _calls_forward(dA, D, keep_prob, rng):
    return forward(dA, keep_prob, True, rng)


def _columns(W, c):
    return np.array([w * min(1, c / np.linalg.norm(w)) for w in W.T]).T


def _without_keepdims(W, c):
    length = np.linalg.norm(W, axis=1)
    return np.where(length > c, W * c / length, W)


@pytest.mark.parametrize(
    ("exercise", "attempt", "words"),
    [
        (dropout.dropout_forward, _mask_before_the_branch, "The result is right, but your code"),
        (dropout.dropout_forward, _mask_before_the_branch, "draws from `rng`"),
        (dropout.dropout_forward, _unscaled_and_none, "applied but not divided by keep_prob"),
        (dropout.dropout_forward, _scaled_and_none, "None in place of the mask"),
        (dropout.dropout_forward, _in_place, "your code changes `A`"),
        (dropout.dropout_forward, _own_generator, "Nothing was drawn from `rng`"),
        (dropout.dropout_backward, _calls_forward, "the forward step over again"),
        (dropout.dropout_backward, lambda dA, D, p, rng: dA * (1 - D) / p, "inverted"),
        (dropout.z_at_test_time, lambda W, b, A, p: W @ A * p + b * p, "still computes what it"),
        (dropout.max_norm, _columns, "The columns are shortened"),
        (dropout.max_norm, _without_keepdims, "`keepdims=True`"),
    ],
)
def test_what_a_student_writes_is_named(exercise, attempt, words):
    verdict = exercise.check(attempt)
    assert not verdict.passed
    assert words in verdict.sentence
