"""No small change of a reference's source passes its exercise's check, unless it changes nothing.

The mutants of `mutants.py` are run on the exercise's cases. Those that nothing tells from the
reference are tried on a hundred other inputs of the domain, and each has its reason here.
"""

import functools

import pytest

from dlcourse import topics
from dlcourse.exercise.domain import cases_of
from dlcourse.exercise.running import run
from tests.exercise.mutants import mutants

FEWEST = 20
BRACKETS = "brackets round a part of a product change no value"
SHAPE = "-x has as many entries as x, in the same shape"
LARGER = "the larger of two, whichever comes first"
NEVER = "a drawn number is never just keep_prob"
LENGTH = "the two lists are equally long"
SQUARE = "(-x)² = x²"
ONE_ROW = "dZ of one output unit has a single row"
SAME = {
    "anchored_gradient": {
        "return [{'W': gradient['W'] + lambd / m * (layer['W'] - anchor['W']), "
        "'b': gradient['b']} for gradient, layer, anchor "
        f"in zip(gradients, parameters, anchors{strict})]": LENGTH
        for strict in ("", ", strict=False")
    },
    "bias_and_variance": {
        "bias2 = np.mean((-(mean - truth)) ** 2)": SQUARE,
        "bias2 = np.mean((truth - mean) ** 2)": SQUARE,
        "variance = np.mean((-(predictions - mean)) ** 2)": SQUARE,
        "variance = np.mean((mean - predictions) ** 2)": SQUARE,
    },
    "dropout_forward": {
        "if not -train:": "-True is -1, which is as true, and -False is 0",
        "D = rng.random(A.shape) <= keep_prob": NEVER,
        "return (A * (D / keep_prob), D)": BRACKETS,
        "return (A, np.ones(A.shape))": "a mask of 1.0 multiplies as a mask of True does",
        "D = rng.random((-A).shape) < keep_prob": SHAPE,
        "return (A, np.ones((-A).shape, dtype=bool))": SHAPE,
    },
    "dropout_gradient": {
        "D = rng.random(Z1.shape) <= keep_prob": NEVER,
        "A1 = np.maximum(Z1, 0) * (D / keep_prob)": BRACKETS,
        "dZ1 = output['W'].T @ dZ2 * (D / keep_prob) * (Z1 > 0)": BRACKETS,
        "A1 = np.maximum(0, Z1) * D / keep_prob": LARGER,
        "dZ2 = (A2 - Y) / (-Y).size": SHAPE,
        "return [{'W': dZ1 @ X.T, 'b': dZ1.sum(axis=1, keepdims=True)}, "
        "{'W': dZ2 @ A1.T, 'b': dZ2.sum(keepdims=True)}]": "dZ2 has a single row",
    },
    "error": {
        "answers = A > 0.5": "True is 1, and False is 0",
        "return np.sum(answers != Y) / A.size": "A and Y have an entry for each example",
        "return np.sum(answers != Y) / (-Y).size": SHAPE,
    },
    "hidden_gradient": {
        "m = Y.shape[1]": "X and Y have a column for each example",
        "m = (-X).shape[1]": SHAPE,
        "dZ1 = W2.T @ dZ2 * (A1 * (1 - A1))": BRACKETS,
        "dW1, db1 = (dZ1 @ (X.T / m), dZ1.sum(axis=1, keepdims=True) / m)": BRACKETS,
        "dW2, db2 = (dZ2 @ A1.T / m, dZ2.sum(keepdims=True) / m)": ONE_ROW,
        "dW2, db2 = (dZ2 @ (A1.T / m), dZ2.sum(axis=1, keepdims=True) / m)": BRACKETS,
    },
    "k_fold_error": {
        "errors.append(np.mean((-(np.polyval(line, x[dev]) - y[dev])) ** 2))": SQUARE,
        "errors.append(np.mean((y[dev] - np.polyval(line, x[dev])) ** 2))": SQUARE,
        "train = np.delete(np.arange((-x).size), dev)": SHAPE,
        "train = np.delete(np.arange(y.size), dev)": "x and y have one entry for each example",
        "for dev in np.array_split(np.arange((-x).size), k):": SHAPE,
        "for dev in np.array_split(np.arange(y.size), k):": "x and y are equally long",
    },
    "mask_noise": {
        "variance = W ** 2 @ (-A) ** 2 * (1 - keep_prob) / keep_prob": "(-a)² = a²",
        "variance = (-W) ** 2 @ A ** 2 * (1 - keep_prob) / keep_prob": "(-w)² = w²",
        "variance = W ** 2 @ (A ** 2 * (1 - keep_prob)) / keep_prob": BRACKETS,
        "variance = W ** 2 @ A ** 2 * ((1 - keep_prob) / keep_prob)": BRACKETS,
    },
    "max_norm": {
        "return W * (c / np.maximum(norm, c))": BRACKETS,
        "return W * c / np.maximum(c, norm)": LARGER,
        "norm = np.sqrt(np.sum((-W) ** 2, axis=1, keepdims=True))": "(-w)² = w²",
    },
    "line_step": {"error = w * x + (b - y)": "brackets in a sum change no value"},
    "logistic_gradient": {
        "error = (A - Y) / (-Y).shape[1]": SHAPE,
        "error = (A - Y) / X.shape[1]": "X and Y have a column for each example",
        "return (error @ X.T, np.sum(error, keepdims=True))": "the errors have a single row",
    },
    "squared_error_gradient": {
        "m = Y.shape[1]": "X and Y have a column for each example",
        "m = (-X).shape[1]": SHAPE,
        "dZ = (A - Y) * (A * (1 - A))": BRACKETS,
        "return (dZ @ (X.T / m), dZ.sum(axis=1, keepdims=True) / m)": BRACKETS,
        "return (dZ @ X.T / m, dZ.sum(keepdims=True) / m)": ONE_ROW,
    },
    "nearest_neighbours": {
        "distances = np.sum((X_new[:, np.newaxis, :] - X[:, :, np.newaxis]) ** 2, axis=0)": SQUARE,
        "distances = np.sum((-(X[:, :, np.newaxis] - X_new[:, np.newaxis, :])) ** 2, axis=0)": (
            SQUARE
        ),
        "distances = np.mean((X[:, :, np.newaxis] - X_new[:, np.newaxis, :]) ** 2, axis=0)": (
            "as many features in every distance: the order is the same"
        ),
        "return (Y[-1, nearest].mean(axis=0) > 0.5).astype(int)": "Y has a single row",
        "return (Y[0, nearest].mean(axis=0) >= 0.5).astype(int)": "an odd k never ties",
    },
    "swish_backward": {"return dA * (s + Z * (s * (1 - s)))": BRACKETS},
    "averaged_descent": {
        "v = np.zeros(len(X))": "X has a row for each parameter",
        "v = np.zeros(len(-theta))": SHAPE,
        "dtheta = X[:, i] @ ((theta @ X[:, i] - y[i]) / len(i))": BRACKETS,
        "return v / (1 - beta ** len(-days))": SHAPE,
    },
    "corrected_average": {"for t in range(1, len(-x) + 1):": SHAPE},
    "delay_and_noise": {
        "k = np.arange(len(-weights))": SHAPE,
        "return (np.sum(k * weights), np.sqrt(np.sum((-weights) ** 2)))": "(-w)² = w²",
    },
    "ewa": {
        "v = np.ones(len(x))": "each entry is overwritten",
        "v = np.zeros(len(-x))": SHAPE,
    },
    "early_stopping": {"return (best_epoch, len(-dev_costs) - 1)": SHAPE},
    "l1_step": {
        "threshold = learning_rate * (lambd / m)": BRACKETS,
        "return np.sign(stepped) * np.maximum(0, np.abs(stepped) - threshold)": LARGER,
    },
    "l2_cost": {
        "squares -= np.sum(layer['W'] ** 2); return data_cost - lambd / (2 * m) * squares": (
            "two signs turned round, the sum's and the penalty's"
        ),
    },
    "shrink_rows": {
        "return W * (left / np.where(length > 0, length, 1))": BRACKETS,
        "return W * left / np.where(length > 0, length, 2)": "0 divided by 1 or by 2 is 0",
        "length = np.sqrt(np.sum((-W) ** 2, axis=1, keepdims=True))": "(-w)² = w²",
        "left = np.maximum(0, length - amount)": LARGER,
    },
    "prune": {
        "order = np.argsort(np.square(W), axis=None)": "w² ranks as |w| does",
        "order = np.argsort(np.abs(-W), axis=None)": "|-w| = |w|",
        "return pruned.reshape((-W).shape)": SHAPE,
        "removed = round(fraction * (-W).size)": SHAPE,
    },
}

every_exercise = pytest.mark.parametrize(
    "exercise",
    [
        pytest.param(getattr(package, name), id=name)
        for package in topics.every("exercises").values()
        for name in package.__all__
        if hasattr(getattr(package, name), "reference")
    ],
)


@functools.cache
def mutants_of(exercise):
    """All small changes of an exercise's reference, made once."""
    return list(mutants(exercise.reference))


def _is_told(exercise, function, cases):
    """Whether a function is found out by these cases."""
    for case in cases:
        one, right = run(function, case, 1), run(exercise.reference, case)
        effect = one.changed or (one.drew and not right.drew) or (exercise.new and one.handed_back)
        if effect or one.error or exercise.judge(case, one.value, right.value) is not None:
            return True
    return False


@every_exercise
def test_small_changes_of_the_reference_are_rejected(exercise):
    made = mutants_of(exercise)
    left = [(text, f) for text, f in made if not _is_told(exercise, f, exercise.all_cases)]
    assert len(made) >= FEWEST
    assert {text for text, _ in left} == set(SAME.get(exercise.name, {}))


@every_exercise
def test_what_is_listed_as_the_same_is_the_same_on_other_inputs(exercise):
    others = cases_of(exercise.domain, 100, start=7)
    for text, function in mutants_of(exercise):
        if text in SAME.get(exercise.name, {}):
            assert not _is_told(exercise, function, others), text


@every_exercise
def test_a_check_rejects_what_its_cases_tell(exercise):
    """One mutant in eight goes through `check` itself, which has to say something about it."""
    for text, function in mutants_of(exercise)[::8]:
        verdict = exercise.check(function)
        assert verdict.passed == (text in SAME.get(exercise.name, {})), text
        assert verdict.exercise == exercise.name and len(verdict.sentence) > 20
