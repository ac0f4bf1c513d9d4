"""Kinds of bad input, and good arguments of every public callable to put them into.

A kind is a function (draw, good, others) → (bad, words): a bad value in place of the good one, and
words of which the refusal has to contain one, because they say what came. `draw` is hypothesis's.
A kind that only chooses among a few values has them as its `values`: all of them are tried too.
"""

import inspect

import numpy as np
from hypothesis import strategies as st

import dlcourse
from dlcourse import (
    L1,
    L2,
    BatchNorm,
    BinaryCrossEntropy,
    Dense,
    Dropout,
    MeanSquaredError,
    Network,
    Residual,
    Sigmoid,
    SoftmaxCrossEntropy,
    Tanh,
    he,
    one_hot,
    uniform,
)

LOSSES = (BinaryCrossEntropy, SoftmaxCrossEntropy, MeanSquaredError)


def described(value):
    """How a refusal may say what came."""
    text = repr(value)
    words = [text] if len(text) <= 40 else []
    if isinstance(value, np.ndarray):
        words += [str(value.shape), str(value.dtype)]
    if isinstance(value, np.number):
        words.append(f"is {value};")
    return (*words, f"of type {type(value).__name__}")


def one_of(*values):
    def kind(draw, good, others):
        bad = draw(st.sampled_from(values))
        return bad, described(bad)

    kind.values = values
    return kind


def one_entry_of(*values):
    """As `one_of`; the sentence may name the entry of a list or dict that is wrong."""

    def kind(draw, good, others):
        bad = draw(st.sampled_from(values))
        entries = bad.values() if isinstance(bad, dict) else bad
        entries = entries if isinstance(bad, dict | list | tuple) else []
        words = [word for entry in entries for word in described(entry)]
        return bad, (*described(bad), *(f"is {entry};" for entry in entries), *words)

    kind.values = values
    return kind


def among(strategy):
    def kind(draw, good, others):
        bad = draw(strategy)
        return bad, (repr(bad),)

    return kind


# Numbers -------------------------------------------------------------------------------------

NO_NUMBER = (None, "0.5", "", b"1", [0.5], (0.5,), {}, 1j, True, False, np.True_, object(), abs)
NO_NUMBER += (np.array([0.5]), np.array(0.5), np.array("a"), np.nan * 1j, slice(3))
no_number = one_of(*NO_NUMBER, float)
no_setting = one_of(*(value for value in NO_NUMBER if not callable(value)))  # no schedule either
no_number_nor_truth = one_of(*(value for value in NO_NUMBER if value not in (True, False)))
no_number_or_none = one_of(*NO_NUMBER[1:])
no_whole = one_of(*NO_NUMBER, 1.5, 2.0, np.float64(3), np.nan, np.inf)
no_whole_or_none = one_of(*NO_NUMBER[1:], 1.5, 2.0, np.float64(3), np.nan, np.inf)
nan = one_of(float("nan"), np.float64("nan"), np.float32("nan"), -float("nan"))
infinity = one_of(float("inf"), -float("inf"), np.float64("inf"), np.float32("-inf"), 10**400)
zero = one_of(0, 0.0, -0.0, np.float64(0), np.float32(0), np.int64(0))
whole_zero = one_of(0, np.int64(0), np.uint8(0))
one = one_of(1, 1.0, np.float64(1), np.float32(1), np.int64(1))
negative = among(st.floats(max_value=-1e-300, allow_infinity=False, allow_nan=False))
above_one = among(st.floats(min_value=1.000001, allow_infinity=False, allow_nan=False))
below_1e_37 = among(st.floats(0, 0.9e-37))
above_1e6 = among(st.floats(1.01e6, 1e308))
whole_negative = among(st.integers(max_value=-1))
below_two = among(st.integers(max_value=1))


def unsaid(draw, good, others):
    return None, ("BatchNorm(", "Dropout(")


no_truth = one_of(0, 1, "True", "", [True], np.ones(2, bool), np.array(True), 1.0, object(), {})


def not_below_b(draw, good, others):
    bad = draw(st.sampled_from([others["b"], np.nextafter(others["b"], 9), others["b"] + 0.01]))
    if isinstance(others["b"], int):
        bad = others["b"] + draw(st.integers(0, 9))
    return bad, (f"{bad}",)


def above_m(draw, good, others):
    m = others["X"].shape[1] if "X" in others else others["m"]
    bad = m + draw(st.integers(1, 10**12))
    return bad, (str(bad),)


# Arrays --------------------------------------------------------------------------------------

NO_NUMBERS = (
    *(None, "abc", "1.0", b"1", 1j, {}, {1.0}, object(), [None, 1.0], ["1", "2"], [[1.0, 2j]]),
    *(np.array([1, None]), np.array(["a"]), np.array([b"1"]), np.array([1j]), np.array([[1 + 0j]])),
    *(np.array(["2015-01-01"], "M8[D]"), np.array([3], "m8[s]"), np.zeros(3, [("x", "f8")])),
    *([[1.0], [1.0, 2.0]], [[[1.0]], [2.0]], abs, iter([1.0])),
)


def no_numbers(draw, good, others):
    bad = draw(st.sampled_from(NO_NUMBERS))
    try:
        return bad, (str(np.asarray(bad).dtype), *described(bad))
    except ValueError:
        return bad, ("ragged",)


def no_float_array(draw, good, others):
    wrong = good.tolist(), good.astype(int), good.astype(np.float16), good.astype(complex)
    wrong += good.astype(object), good.astype(str), tuple(good), good > 0, None, "theta", 1.0, {}
    bad = draw(st.sampled_from(wrong))
    return bad, described(bad)


def not_finite(draw, good, others):
    bad = np.array(good, dtype=float)
    for _ in range(draw(st.integers(1, 3))):
        where = draw(st.integers(0, bad.size - 1))
        bad.flat[where] = draw(st.sampled_from([np.nan, np.inf, -np.inf]))
    return bad, ("NaN",) if np.isnan(bad).any() else ("infinity",)


def too_large_to_square(draw, good, others):
    bad = np.array(good)
    bad[draw(st.integers(0, bad.size - 1))] = draw(st.floats(1e155, 1e308)) * draw(
        st.sampled_from([-1, 1])
    )
    return bad, (f"{np.abs(bad).max():.1e}",)


def reshaped(*changes):
    """The good array's numbers, as often as needed, in another shape."""

    def kind(draw, good, others):
        good = np.array(good, dtype=float)
        shape = draw(st.sampled_from(changes))(*good.shape)
        bad = np.resize(good, shape)
        words = [str(shape)]
        if len(shape) == 2:
            words += [f"has {shape[0]} rows", f"has {shape[1]}"]
        return bad, words

    return kind


other_dimensions = reshaped(
    lambda n, m: (), lambda n, m: (m,), lambda n, m: (n * m,), lambda n, m: (n, m, 1)
)
other_rows = reshaped(
    lambda n, m: (n + 1, m), lambda n, m: (2 * n + 1, m), lambda n, m: (n + 10, m)
)
other_columns = reshaped(
    lambda n, m: (n, m + 1), lambda n, m: (n, m - 1), lambda n, m: (n, 1), lambda n, m: (n, 2 * m)
)
no_columns = reshaped(lambda n, m: (n, 0), lambda n, m: (0, m), lambda n, m: (0, 0))
not_a_vector = reshaped(lambda n: (), lambda n: (n, 1), lambda n: (1, n), lambda n: (0,))
other_length = reshaped(lambda n: (n + 1,), lambda n: (n - 1,), lambda n: (2 * n,))


def no_points(draw, good, others):
    return np.zeros(draw(st.sampled_from([0, (3, 0)]))), ("is empty",)


not_a_cloud_of_scores = reshaped(lambda n, m: (), lambda n, m: (0,), lambda n, m: (n, 0))
not_square = reshaped(lambda n, m: (n + 1, m), lambda n, m: (m, 4, 3), lambda n, m: (n,))


def transposed(name):
    def kind(draw, good, others):
        return np.ascontiguousarray(good.T), (f"{name}.T?",)

    kind.__name__ = "transposed"
    return kind


# Labels --------------------------------------------------------------------------------------


def out_of_range(draw, good, others):
    bad = np.array(good, dtype=float)
    wrong = draw(st.sampled_from([-1, -0.5, 0.5, 1e-9, others.get("C", 2), 7, 255, 1e18]))
    bad.flat[draw(st.integers(0, bad.size - 1))] = wrong
    return bad, (f"{wrong:g}",)


def _not_one_hot(draw, good, others):
    bad, column = np.array(good), draw(st.integers(0, good.shape[1] - 1))
    n = len(bad)
    if draw(st.booleans()):
        bad[:, column] = draw(st.sampled_from([np.zeros(n), np.ones(n), np.full(n, 1 / n)]))
    else:
        bad[0, column] = draw(st.sampled_from([2.0, -1.0, 0.5, 0.999999]))
    return bad, (f"column {column}",)


def _class_numbers(draw, good, others):
    labels = np.argmax(good, axis=0)
    return draw(st.sampled_from([labels, labels[np.newaxis]])), (f"one_hot(labels, C={len(good)})",)


def wrong_labels(draw, good, others):
    """What the loss at hand does not take for targets; anything finite is a regression's."""
    loss = others["loss"]
    if isinstance(loss, MeanSquaredError):
        return not_finite(draw, good, others)
    if isinstance(loss, BinaryCrossEntropy):
        return out_of_range(draw, good, {})
    return draw(st.sampled_from([_not_one_hot, _class_numbers]))(draw, good, others)


# Objects -------------------------------------------------------------------------------------

NOTHING = (None, "he", 0.1, [], {}, object(), np.zeros(3), 1)
no_generator = one_of(None, 0, 1, 0.5, "seed", [], object(), np.random, np.random.default_rng)
no_function = one_of(*NOTHING)
no_network = one_of(*NOTHING, Network, Dense(2, 1), BinaryCrossEntropy(), np.sum)
no_loss = one_of(*NOTHING, *LOSSES, Dense(2, 1), L2(0.1), np.sum)
no_penalty = one_entry_of(
    "L2", 0.1, {}, object(), L2, [L2], [L2(0.1), None], (0.1,), Dense(2, 1), np.sum
)
no_optimizer = one_of(*NOTHING, dlcourse.Adam, dlcourse.GradientDescent, np.sum, L2(0.1))
no_projection = one_of("he", 0.1, [], {}, object(), np.zeros(3))
no_pair = one_of(None, "22", 3, 2.5, (3,), (1, 2, 3), [], {}, np.array([2, 3]), object())
no_sizes = one_entry_of(
    (0, 3), (3, 0), (-1, 2), (2.0, 3), (None, 3), (2, "3"), [True, 2], (2, np.nan)
)
no_space = one_entry_of(
    *(None, "beta", 3, [], {}, {"a": []}, {"a": ()}, {"a": 1}, {"a": "he"}, {"a": None}),
    *({"a": uniform}, {"a": he}, {"a": np.zeros(2)}, {"a": [1], "b": 0.5}, {"a": {}}),
)
FRACTIONS = (
    *((0.5, 0.4), (1.5, -0.5), (1.0, 0.0), (0.7, 0.7), (), 1.0, [[0.5], [0.5]], (0.5, 0.5001)),
    *((-1, 2), (0.0,), (1e-9, 1 - 1e-9), (1e300, 1e300), (0.98, 0.01, 0.01)),
)


def no_fractions(draw, good, others):
    bad = draw(st.sampled_from(FRACTIONS))
    return bad, (str(np.array(bad, dtype=float).tolist()),)


NO_LAYERS = (
    *(None, [], (), "Dense", 3, {}, Dense(3, 2), Dense, [Dense], [None], ["Dense(3, 2)"]),
    *([Dense(3, 2), 5], [Dense(3, 2), Tanh], [Tanh(), np.tanh], [[Dense(3, 2)]], iter([])),
)


def no_layers(draw, good, others):
    bad = draw(st.sampled_from(NO_LAYERS))
    return bad, described(bad[-1] if isinstance(bad, list) and bad else bad)


def layers_that_do_not_fit(draw, good, others):
    n = draw(st.integers(1, 9))
    wrong = n + draw(st.integers(1, 9))
    next_ = draw(
        st.sampled_from([Dense(wrong, 2), BatchNorm(wrong), Residual([Dense(wrong, wrong)])])
    )
    return [Dense(3, n), *draw(st.sampled_from([[], [Tanh()], [Dropout(0.5)]])), next_], (
        str(wrong),
    )


def not_as_many_out_as_in(draw, good, others):
    n = draw(st.integers(1, 9))
    wrong = n + draw(st.integers(1, 9))
    return [Dense(n, wrong), *draw(st.sampled_from([[], [Tanh()]]))], (f"{n} units into {wrong}",)


def ends_in_sigmoid(draw, good, others):
    others["loss"] = BinaryCrossEntropy()
    return [Dense(3, draw(st.integers(1, 4))), Sigmoid()], ("Sigmoid()",)


def one_output_under_softmax(draw, good, others):
    others["loss"] = SoftmaxCrossEntropy()
    return [Dense(draw(st.integers(1, 4)), 1)], ("1 output",)


def negative_sigma2(draw, good, others):
    bad = good.copy()
    views = others["network"].unpack(bad)[1]
    views["sigma2"][draw(st.integers(0, 3)), 0] = -draw(st.floats(1e-12, 1e12))
    return bad, ("negative",)


def returns(*values):
    """A function of anything that returns something useless."""

    def kind(draw, good, others):
        value = draw(st.sampled_from(values))
        words = [*described(value), "NaN", "infinity", "ragged", str(np.shape(good))]
        if not isinstance(value, list):
            words += [str(np.shape(value)), f"{np.asarray(value).dtype} values"]
        return (lambda *_: value), words

    kind.values = values
    return kind


returns_no_number = returns(None, "1", np.zeros(2), np.zeros((1, 1)), [1.0], 1j, {}, object())
returns_not_finite = returns(np.nan, np.inf, -np.inf, np.float32("nan"))
returns_no_weights = returns(
    *(
        None,
        "W",
        1.0,
        np.zeros(3),
        np.zeros((3, 4)),
        np.full((4, 3), np.nan),
        1j * np.zeros((4, 3)),
    ),
)
returns_no_points = returns(None, "y", np.zeros(7), np.zeros((6, 1)), [[1.0], [1.0, 2.0]], 1j)
returns_no_training_set = returns(None, 3, np.zeros(4), (np.zeros(4),), "xy", (1, 2, 3), {})
returns_no_fit = returns(None, 3, np.zeros(6), "fit", [])


def fits_no_points(draw, good, others):
    predict, words = returns_no_points(draw, good, others)
    return (lambda x_train, y_train: predict), words


no_numbers.values, no_fractions.values, no_layers.values = NO_NUMBERS, FRACTIONS, NO_LAYERS
fits_no_points.values = returns_no_points.values

for _name, _value in list(globals().items()):
    if getattr(_value, "__name__", "") == "kind":
        _value.__name__ = _name
del _name, _value


# Good arguments ------------------------------------------------------------------------------


class Call:
    """A public callable and good arguments for it, all anew."""

    def __init__(self, function, owner=None, hidden=None, **arguments):
        self.function, self.owner, self.arguments = function, owner, arguments
        self.others = {**arguments, **(hidden or {})}  # what a kind may look at


def network_of_all_kinds(rng, loss, n_y):
    """With dropout, batch norm and penalties: train and rng have to be said."""
    layers = [Dense(3, 4, bias=False), BatchNorm(4), Tanh(), Dropout(0.8), Dense(4, n_y)]
    network = Network(layers, loss, [L2(0.1), L1(0.1)])
    return network, network.initialize(rng)


def example(rng, loss=None):
    """X, Y, m for a network with 3 features and the loss's kind of targets."""
    m = int(rng.integers(5, 9))  # more than features and outputs: a transposed one is told apart
    X = rng.normal(size=(3, m))
    if loss is None or isinstance(loss, MeanSquaredError):
        return X, rng.normal(size=(2, m))
    if isinstance(loss, BinaryCrossEntropy):
        return X, rng.integers(0, 2, (1, m)).astype(float)
    return X, one_hot(rng.integers(0, 3, m), 3)


def of_network(name):
    def make(rng):
        loss = LOSSES[rng.integers(2 if name == "error" else 3)]()
        X, Y = example(rng, loss)
        network, theta = network_of_all_kinds(rng, loss, len(Y))
        method = getattr(network, name)
        possible = {"theta": theta, "X": X, "Y": Y, "train": True, "rng": rng, "m": 5, "scheme": he}
        wanted = {key: possible[key] for key in inspect.signature(method).parameters}
        return Call(method, network, {"loss": loss, "network": network}, **wanted)

    return make


def of_loss(loss, name):
    def make(rng):
        _, Y = example(rng, loss())
        if loss is BinaryCrossEntropy and rng.random() < 0.5:
            Y = np.vstack([Y, 1 - Y])
        given = {"Z": rng.normal(size=Y.shape), "Y": Y}
        if name == "output":
            del given["Y"]
        owner = loss()
        return Call(getattr(owner, name), owner, {"loss": owner}, **given)

    return make


def of_optimizer(name):
    def make(rng):
        optimizer = getattr(dlcourse, name)(
            **({} if name == "Adadelta" else {"learning_rate": 0.1})
        )
        theta = rng.normal(size=5)
        for _ in range(rng.integers(3)):
            theta = optimizer.step(theta, rng.normal(size=5))
        return Call(optimizer.step, optimizer, theta=theta, dtheta=rng.normal(size=5))

    return make


def of_projection(make_projection):
    def make(rng):
        network, theta = network_of_all_kinds(rng, MeanSquaredError(), 2)
        projection = make_projection(network)
        return Call(projection.__call__, projection, {"network": network}, theta=theta)

    return make


def of_penalty(make, name):
    def call(rng):
        penalty = make(0.1)
        return Call(getattr(penalty, name), penalty, w=vector(rng), m=3)

    return call


def of_train(rng):
    loss = LOSSES[rng.integers(3)]()
    X, Y = example(rng, loss)
    network, theta = network_of_all_kinds(rng, loss, len(Y))
    optimizer = dlcourse.Adam(0.01)
    optimizer.step(theta, theta)  # a state that must stay
    return Call(
        *(dlcourse.train, None, {"loss": loss}),
        **{"network": network, "theta": theta, "X": X, "Y": Y, "optimizer": optimizer},
        **{"epochs": 2, "batch_size": 2, "rng": rng, "clip": 1.0, "project": np.copy},
    )


def of_gradient_check(rng):
    loss = LOSSES[rng.integers(3)]()
    X, Y = example(rng, loss)
    network, theta = network_of_all_kinds(rng, loss, len(Y))
    return Call(
        *(dlcourse.gradient_check, None, {"loss": loss, "network": network}),
        **{"network": network, "theta": theta, "X": X, "Y": Y, "train": True, "seed": 3},
        epsilon=1e-5,
    )


def of_bias_variance(rng):
    def fit(x_train, y_train):
        return lambda x: np.zeros(x.shape) + y_train.mean()

    def sample(rng):
        x = rng.normal(size=4)
        return x, x + rng.normal(size=4)

    return Call(
        *(dlcourse.bias_variance,),
        **{"fit": fit, "sample": sample, "truth": np.copy, "x": rng.normal(size=6), "repeats": 3},
        rng=rng,
    )


def vector(rng, n=5):
    return rng.normal(size=n)


def table(rng):
    return rng.normal(size=(3, int(rng.integers(5, 9))))


def pair(rng):
    return dict(zip("XY", example(rng), strict=True))


def on_plane(function, **more):
    return lambda rng: Call(function, m=6, noise=0.1, rng=rng, **more)


def rated(make, **settings):
    return lambda rng: Call(make, **settings)


def of_call(owner, **arguments):
    return lambda rng: Call(owner.__call__, owner, **arguments)


def of_at(owner):
    return lambda rng: Call(owner.at, owner, u=0.5)


d = dlcourse
SCHEDULES = {
    "inverse_time": {"alpha0": 0.1, "decay_rate": 0.5},
    "exponential": {"alpha0": 0.1, "base": 0.9},
    "inverse_sqrt": {"alpha0": 0.1, "k": 1.0},
    "staircase": {"alpha0": 0.1, "factor": 0.5, "every": 2},
}
RANGES = {
    "uniform": (0.5, 2.0),
    "integers": (2, 9),
    "log_uniform": (0.1, 1.0),
    "ewa_beta": (0.5, 0.9),
}
PLAIN_OPTIMIZERS = {
    "GradientDescent": (),
    "Momentum": ("beta",),
    "Nesterov": ("beta",),
    "AdaGrad": ("epsilon",),
    "RMSprop": ("beta", "epsilon"),
    "Adam": ("beta1", "beta2", "epsilon"),
    "AdaMax": ("beta1", "beta2", "epsilon"),
    "NAdam": ("beta1", "beta2", "epsilon"),
    "AMSGrad": ("beta1", "beta2", "epsilon"),
}
OF_NETWORK = (
    *("initialize", "unpack", "forward", "scores", "layer_outputs", "predict", "error", "cost"),
    *("data_cost", "penalty", "cost_and_gradient", "check"),
)

GOOD = {
    # activations
    **{
        name: (lambda rng, name=name: Call(getattr(d, name), z=table(rng)))
        for name in ("sigmoid", "tanh", "relu", "softmax")
    },
    "leaky_relu": lambda rng: Call(d.leaky_relu, z=table(rng), slope=0.1),
    "one_hot": lambda rng: Call(d.one_hot, labels=rng.integers(0, 3, 6), C=3),
    # layers
    "Sigmoid": rated(d.Sigmoid),
    "Tanh": rated(d.Tanh),
    "ReLU": rated(d.ReLU),
    "LeakyReLU": rated(d.LeakyReLU, slope=0.1),
    "Dense": rated(d.Dense, n_prev=3, n=2, bias=True),
    "Dropout": rated(d.Dropout, keep_prob=0.8),
    "BatchNorm": rated(d.BatchNorm, n=3, momentum=0.9, epsilon=1e-5),
    "LayerNorm": rated(d.LayerNorm, n=3, epsilon=1e-5),
    "Residual": rated(d.Residual, layers=[Dense(3, 3), Tanh()]),
    # losses
    **{loss.__name__: rated(loss) for loss in LOSSES},
    **{
        f"{loss.__name__}.{name}": of_loss(loss, name)
        for loss in LOSSES
        for name in ("value", "gradient", "output")
    },
    # penalties and projections
    **{name: rated(getattr(d, name), lambd=0.1) for name in ("L1", "L2")},
    **{
        f"{R.__name__}.{name}": of_penalty(R, name)
        for R in (L1, L2)
        for name in ("value", "gradient")
    },
    "soft_threshold": lambda rng: Call(
        d.soft_threshold, network=network_of_all_kinds(rng, LOSSES[2](), 2)[0], amount=0.1
    ),
    "max_norm": lambda rng: Call(
        d.max_norm, network=network_of_all_kinds(rng, LOSSES[2](), 2)[0], c=1.0
    ),
    "soft_threshold.__call__": of_projection(lambda network: d.soft_threshold(network, 0.1)),
    "max_norm.__call__": of_projection(lambda network: d.max_norm(network, 1.0)),
    # initial schemes
    **{
        name: (lambda rng, name=name: Call(getattr(d, name), rng=rng, shape=(4, 3)))
        for name in ("zeros", "he", "lecun", "xavier")
    },
    "constant": rated(d.constant, c=0.1),
    "normal": rated(d.normal, scale=0.1),
    "constant.__call__": lambda rng: Call(d.constant(0.1).__call__, rng=rng, shape=(4, 3)),
    "normal.__call__": lambda rng: Call(d.normal(0.1).__call__, rng=rng, shape=(4, 3)),
    # network
    "Network": rated(
        d.Network, layers=[Dense(3, 2)], loss=MeanSquaredError(), regularizer=[L1(0.1), L2(0.1)]
    ),
    **{f"Network.{name}": of_network(name) for name in OF_NETWORK},
    # optimizers
    **{
        name: rated(getattr(d, name), learning_rate=0.1, **dict.fromkeys(settings, 0.5))
        for name, settings in PLAIN_OPTIMIZERS.items()
    },
    "Adadelta": rated(d.Adadelta, beta=0.95, epsilon=1e-6),
    **{f"{name}.step": of_optimizer(name) for name in (*PLAIN_OPTIMIZERS, "Adadelta")},
    # schedules
    **{name: rated(getattr(d, name), **s, steps_per_epoch=2) for name, s in SCHEDULES.items()},
    **{f"{name}.__call__": of_call(getattr(d, name)(**s), t=3) for name, s in SCHEDULES.items()},
    # training
    "mini_batches": lambda rng: Call(d.mini_batches, **pair(rng), batch_size=2, rng=rng),
    "train": of_train,
    "clip_by_norm": lambda rng: Call(d.clip_by_norm, dtheta=vector(rng), max_norm=1.0),
    "early_stopping": lambda rng: Call(d.early_stopping, dev_costs=vector(rng), patience=2),
    "exponentially_weighted_average": lambda rng: Call(
        d.exponentially_weighted_average, values=vector(rng), beta=0.9, bias_correction=True
    ),
    # gradient check
    "numerical_gradient": lambda rng: Call(
        d.numerical_gradient, f=np.sum, theta=vector(rng), epsilon=1e-5, one_sided=False
    ),
    "gradient_check": of_gradient_check,
    # model selection
    "standardize": lambda rng: Call(d.standardize, X_train=table(rng)),
    "Standardizer.transform": lambda rng: Call(
        d.standardize(rng.normal(size=(3, 4))).transform, X=table(rng)
    ),
    "train_dev_test_split": lambda rng: Call(
        d.train_dev_test_split, **pair(rng), fractions=(0.5, 0.5), rng=rng
    ),
    "k_fold": lambda rng: Call(d.k_fold, m=6, k=3, rng=rng),
    "bias_variance": of_bias_variance,
    **{name: rated(getattr(d, name), a=ends[0], b=ends[1]) for name, ends in RANGES.items()},
    **{f"{name}.at": of_at(getattr(d, name)(*ends)) for name, ends in RANGES.items()},
    "grid": rated(d.grid, space={"a": d.uniform(0, 1), "b": [1, 2]}, per_axis=2),
    "random_search": lambda rng: Call(
        d.random_search, space={"a": d.uniform(0, 1), "b": [1, 2]}, n=2, rng=rng
    ),
    # data
    "augment": lambda rng: Call(
        *(d.augment,),
        **{"images": rng.normal(size=(9, 5)), "rng": rng, "flip": 0.5, "shift": 1.0},
        **{"rotate": 15.0, "distort": 0.5},
    ),
    "load_digits": rated(d.load_digits),
    "load_temperature": rated(d.load_temperature),
    "make_moons": on_plane(d.make_moons),
    "make_circles": on_plane(d.make_circles),
    "make_spirals": on_plane(d.make_spirals, classes=3),
    "make_blobs": on_plane(d.make_blobs, classes=3),
}
