"""Every public callable meets every kind of bad input that applies to it, and refuses it.

One sentence, TypeError or ValueError, that begins with the offender's name and says what came and
what was expected; nothing has changed then, and nothing else gets through: no other exception, no
numpy warning (they are errors here), no silent NaN.

TABLE says who meets what; a public name, method or parameter that is missing from it is a failure.
"""

import inspect
import re
import zlib

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

import dlcourse
from dlcourse import _checks, initializers, layers, regularizers, schedules, search
from tests.core import bad_input as bad

CASES = 4  # of each kind, for each argument: see `test_the_cases_are_many`

# The kinds that go together.
NUMBER = (bad.no_number, bad.nan, bad.infinity)
SETTING = (bad.no_setting, bad.nan, bad.infinity)
POSITIVE = (*NUMBER, bad.negative, bad.zero)
NOT_NEGATIVE = (*NUMBER, bad.negative)
BELOW_ONE = (*NUMBER, bad.negative, bad.one, bad.above_one)
PART = (*NUMBER, bad.negative, bad.zero, bad.above_one)
EPSILON = (*NUMBER, bad.negative, bad.zero, bad.below_1e_37)
COUNT = (bad.no_whole, bad.whole_zero, bad.whole_negative)
FROM_TWO = (bad.no_whole, bad.below_two)
BATCH_SIZE = (*COUNT, bad.above_m)
TRUTH = (bad.no_truth,)
RNG = (bad.no_generator,)
NUMBERS = (bad.no_numbers, bad.not_finite)
SERIES = (*NUMBERS, bad.not_a_vector)
EXAMPLES = (*NUMBERS, bad.other_dimensions, bad.no_columns)
FEATURES = (*EXAMPLES, bad.other_rows, bad.transposed("X"))
TARGETS = (*EXAMPLES, bad.other_rows, bad.other_columns, bad.wrong_labels, bad.transposed("Y"))
PARAMETERS = (bad.no_float_array, bad.not_a_vector, bad.other_length)
THETA = (*PARAMETERS, bad.not_finite, bad.negative_sigma2)
STEPPED = (*NUMBERS, bad.not_a_vector, bad.other_length, bad.too_large_to_square)
MODE = (bad.no_truth, bad.unsaid)
ON_PLANE = {"m": COUNT, "noise": (*NOT_NEGATIVE, bad.above_1e6), "rng": RNG}
PASS = {"theta": THETA, "X": FEATURES, "train": MODE, "rng": RNG}
COST = {"theta": THETA, "X": FEATURES, "Y": TARGETS, "train": MODE, "rng": RNG}

# A class says in its table what it expects of each setting; that says which kinds it meets.
MEETS = {
    _checks.RATE: (*SETTING, bad.negative, bad.zero),
    _checks.BETA: BELOW_ONE,
    _checks.SLOPE: BELOW_ONE,
    _checks.EPSILON: EPSILON,
    _checks.COUNT: COUNT,
    _checks.TRUTH: TRUTH,
    _checks.NETWORK: (bad.no_network,),
    layers.KEEP_PROB: PART,
    regularizers.LAMBDA: NOT_NEGATIVE,
    regularizers.AMOUNT: NOT_NEGATIVE,
    regularizers.NORM: EPSILON,
    initializers.WEIGHT: NUMBER,
    initializers.SCALE: (*NOT_NEGATIVE, bad.above_1e6),
    schedules.ALPHA0: POSITIVE,
    schedules.DECAY_RATE: NOT_NEGATIVE,
    schedules.BASE: PART,
    schedules.FACTOR: PART,
    schedules.K: POSITIVE,
    search.END: NUMBER,
    search.WHOLE_END: (bad.no_whole,),
    search.POSITIVE_END: POSITIVE,
}
BY_SETTINGS = {
    name: {
        setting: MEETS[expected]
        for setting, expected in _checks.expectations(getattr(dlcourse, name)).items()
    }
    for name in dlcourse.__all__
    if inspect.isclass(getattr(dlcourse, name))
}
for name in bad.RANGES:
    BY_SETTINGS[name]["a"] += (bad.not_below_b,)

TABLE = {
    **BY_SETTINGS,
    # activations
    "sigmoid": {"z": NUMBERS},
    "tanh": {"z": NUMBERS},
    "relu": {"z": NUMBERS},
    "leaky_relu": {"z": NUMBERS, "slope": BELOW_ONE},
    "softmax": {"z": (*NUMBERS, bad.not_a_cloud_of_scores)},
    "one_hot": {"labels": (*SERIES, bad.out_of_range), "C": COUNT},
    # layers
    "Residual": {"layers": (bad.no_layers, bad.layers_that_do_not_fit, bad.not_as_many_out_as_in)},
    # losses
    **{
        f"{loss.__name__}.{name}": {"Z": EXAMPLES, "Y": TARGETS}
        for loss in bad.LOSSES
        for name in ("value", "gradient")
    },
    **{f"{loss.__name__}.output": {"Z": EXAMPLES} for loss in bad.LOSSES},
    # penalties and projections
    "L1.value": {"w": NUMBERS, "m": COUNT},
    "L1.gradient": {"w": NUMBERS, "m": COUNT},
    "L2.value": {"w": NUMBERS, "m": COUNT},
    "L2.gradient": {"w": NUMBERS, "m": COUNT},
    "soft_threshold.__call__": {"theta": THETA},
    "max_norm.__call__": {"theta": THETA},
    # initial schemes: `zeros` and `constant` do not look at rng
    "zeros": {"shape": (bad.no_pair, bad.no_sizes)},
    "constant.__call__": {"shape": (bad.no_pair, bad.no_sizes)},
    "normal.__call__": {"rng": RNG, "shape": (bad.no_pair, bad.no_sizes)},
    "lecun": {"rng": RNG, "shape": (bad.no_pair, bad.no_sizes)},
    "xavier": {"rng": RNG, "shape": (bad.no_pair, bad.no_sizes)},
    "he": {"rng": RNG, "shape": (bad.no_pair, bad.no_sizes)},
    # network
    "Network": {
        "layers": (
            *(bad.no_layers, bad.layers_that_do_not_fit),
            *(bad.ends_in_sigmoid, bad.one_output_under_softmax),
        ),
        "loss": (bad.no_loss,),
        "regularizer": (bad.no_penalty,),
    },
    "Network.initialize": {"rng": RNG, "scheme": (bad.no_function, bad.returns_no_weights)},
    "Network.unpack": {"theta": PARAMETERS},
    "Network.forward": PASS,
    "Network.scores": PASS,
    "Network.layer_outputs": PASS,
    "Network.predict": {"theta": THETA, "X": FEATURES},
    "Network.error": {"theta": THETA, "X": FEATURES, "Y": TARGETS},
    "Network.cost": COST,
    "Network.data_cost": COST,
    "Network.penalty": {"theta": THETA, "m": COUNT},
    "Network.cost_and_gradient": COST,
    "Network.check": COST,
    # optimizers
    **{
        f"{name}.step": {"theta": STEPPED, "dtheta": STEPPED}
        for name in (*bad.PLAIN_OPTIMIZERS, "Adadelta")
    },
    # schedules
    **{f"{name}.__call__": {"t": COUNT} for name in bad.SCHEDULES},
    # training
    "mini_batches": {
        "X": (*EXAMPLES, bad.other_columns, bad.transposed("X")),
        "Y": (*EXAMPLES, bad.other_columns),
        "batch_size": BATCH_SIZE,
        "rng": RNG,
    },
    "train": {
        "network": (bad.no_network,),
        "theta": THETA,
        "X": FEATURES,
        "Y": TARGETS,
        "optimizer": (bad.no_optimizer,),
        "epochs": COUNT,
        "batch_size": (*BATCH_SIZE[1:], bad.no_whole_or_none),
        "rng": RNG,
        "clip": (*POSITIVE[1:], bad.no_number_or_none),
        "project": (bad.no_projection,),
    },
    "clip_by_norm": {"dtheta": SERIES, "max_norm": POSITIVE},
    "early_stopping": {"dev_costs": SERIES, "patience": COUNT},
    "exponentially_weighted_average": {
        "values": SERIES,
        "beta": BELOW_ONE,
        "bias_correction": TRUTH,
    },
    # gradient check
    "numerical_gradient": {
        "f": (bad.no_function, bad.returns_no_number, bad.returns_not_finite),
        "theta": NUMBERS,
        "epsilon": POSITIVE,
        "one_sided": TRUTH,
    },
    "gradient_check": {
        "network": (bad.no_network,),
        "theta": (*NUMBERS, bad.not_a_vector, bad.other_length, bad.negative_sigma2),
        "X": FEATURES,
        "Y": TARGETS,
        "train": MODE,
        "seed": (bad.no_whole, bad.whole_negative),
        "epsilon": POSITIVE,
    },
    # model selection
    "standardize": {"X_train": EXAMPLES},
    "Standardizer.transform": {"X": FEATURES},
    "train_dev_test_split": {
        "X": (*EXAMPLES, bad.other_columns, bad.transposed("X")),
        "Y": (*EXAMPLES, bad.other_columns),
        "fractions": (bad.no_fractions, *NUMBERS),
        "rng": RNG,
    },
    "k_fold": {"m": FROM_TWO, "k": (*FROM_TWO, bad.above_m), "rng": RNG},
    "bias_variance": {
        "fit": (bad.no_function, bad.returns_no_fit, bad.fits_no_points),
        "sample": (bad.no_function, bad.returns_no_training_set),
        "truth": (bad.no_function, bad.returns_no_points),
        "x": (*NUMBERS, bad.no_points),
        "repeats": FROM_TWO,
        "rng": RNG,
    },
    **{f"{name}.at": {"u": (*NUMBER, bad.negative, bad.above_one)} for name in bad.RANGES},
    "grid": {"space": (bad.no_space,), "per_axis": COUNT},
    "random_search": {"space": (bad.no_space,), "n": COUNT, "rng": RNG},
    # data
    "augment": {
        "images": (*NUMBERS, bad.no_columns, bad.not_square),
        "rng": RNG,
        "flip": (bad.no_number_nor_truth, bad.nan, bad.infinity, bad.negative, bad.above_one),
        "shift": (*NOT_NEGATIVE, bad.above_1e6),
        "rotate": (*NOT_NEGATIVE, bad.above_1e6),
        "distort": (*NOT_NEGATIVE, bad.above_1e6),
    },
    "load_digits": {},
    "load_temperature": {},
    "make_moons": ON_PLANE,
    "make_circles": ON_PLANE,
    "make_spirals": {**ON_PLANE, "classes": FROM_TWO},
    "make_blobs": {**ON_PLANE, "classes": FROM_TWO},
}

# What lies behind the boundary: called with what somebody has checked before.
INSIDE = {
    "backpropagate": "Network.check comes before",
    "forward": "a layer's formula; Network's is in the table",
    "backward": "a layer's formula",
    "averages": "a layer's formula",
    "initialize": "a layer's formula; Network's is in the table",
    "targets": "Network.check calls it; `value` and `gradient` show what it refuses",
    "activation": "`output` comes before, or Network.check",
    "check_mode": "a layer that has modes calls it",
    "labels": "from A[L] or Y, which `predict` and `error` have checked",
    "check_network": "Network(...) calls it",
    "formula": "`step`, `value` and `gradient` come before, or Network.check",
    "rate": "Schedule.__call__ comes before",
    "value": "Range.at comes before; a loss's and a penalty's are in the table",
    "end": "the range's constructor calls it",
}

ALL = [
    pytest.param(name, argument, kind, id=f"{name}-{argument}-{kind.__name__}")
    for name, row in TABLE.items()
    for argument, kinds in row.items()
    for kind in kinds
]
THOROUGH = settings(
    max_examples=CASES,
    derandomize=False,
    database=None,
    phases=[Phase.generate],  # the values are simple as they are
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def public():
    """Every public callable: name → callable, methods and what classes return included."""
    found = {}
    for name in dlcourse.__all__:
        thing = getattr(dlcourse, name)
        found[name] = thing
        if inspect.isclass(thing):
            found |= methods(name, thing)
    # Classes whose objects are made for the reader.
    return found | methods("Standardizer", dlcourse.model_selection.Standardizer)


def methods(name, cls):
    inside = INSIDE.keys() - {row.split(".")[1] for row in TABLE if row.startswith(f"{name}.")}
    return {
        f"{name}.{method}": function
        for method, function in inspect.getmembers(cls, inspect.isfunction)
        if (method == "__call__" or not method.startswith("_")) and method not in inside
    }


def test_every_public_callable_is_in_the_table():
    assert public().keys() == TABLE.keys()
    assert bad.GOOD.keys() == TABLE.keys()


@pytest.mark.parametrize("name", TABLE)
def test_every_parameter_is_in_the_table(name):
    parameters = dict(inspect.signature(public()[name]).parameters)
    parameters.pop("self", None)
    if name in ("zeros", "constant.__call__"):
        parameters.pop("rng")  # never looked at
    assert list(TABLE[name]) == list(parameters), "the table's order is the signature's"
    assert all(TABLE[name].values())


def test_the_cases_are_many():
    assert len(ALL) * CASES >= 2000


def test_every_kind_is_met():
    def is_kind(thing):
        return inspect.isfunction(thing) and thing.__code__.co_varnames[1:3] == ("good", "others")

    kinds = {name for name, thing in vars(bad).items() if is_kind(thing) and name[0] != "_"}
    met = {kind.__name__ for row in TABLE.values() for kinds in row.values() for kind in kinds}
    assert met - {"transposed"} == kinds
    assert len(kinds) > 50


def one_sentence(error, came, offenders):
    message = str(error)
    assert type(error) in (TypeError, ValueError), "a subclass is somebody else's message"
    assert "\n" not in message and len(message) < 260, message
    assert re.match(rf"(the |this |column \d+ of )?({offenders})(?!\w)", message), message
    assert any(word in message for word in came), f"none of {came} is in {message!r}"
    assert re.search("expect|did you mean|say train=|use network.|columns are examples", message), (
        message
    )


@pytest.mark.parametrize("name, argument, kind", ALL)
def test_refused(name, argument, kind):
    offenders = OFFENDERS.get(kind.__name__) or OFFENDERS.get(f"{name}({argument})") or argument
    cases = 0

    def refuse(draw, start):
        call = bad.GOOD[name](np.random.default_rng(start))
        others = dict(call.others)
        value, came = kind(draw, call.arguments.get(argument), others)
        # A kind may need another argument to be as it says: the loss that refuses this layer.
        arguments = {key: others[key] for key in call.arguments} | {argument: value}
        before = fingerprint([arguments, call.owner])
        with pytest.raises((TypeError, ValueError)) as caught:
            result = call.function(**arguments)
            pytest.fail(f"{name} took {argument} = {value!r} and returned {result!r}")
        one_sentence(caught.value, came, offenders)
        if not kind.__name__.startswith(("returns", "fits")):  # those have been called by then
            assert fingerprint([arguments, call.owner]) == before

    @seed(zlib.crc32(f"{name} {argument} {kind.__name__}".encode()))  # others in every test
    @THOROUGH
    @given(data=st.data(), start=st.integers(0, 10**6))
    def check(data, start):
        nonlocal cases
        cases += 1
        refuse(data.draw, start)

    state = np.random.get_state()[1].tobytes(), np.geterr()  # noqa: NPY002
    check()
    for value in getattr(kind, "values", ()):
        refuse(lambda _, value=value: value, start=0)
    assert (np.random.get_state()[1].tobytes(), np.geterr()) == state  # noqa: NPY002
    assert cases >= CASES


def fingerprint(thing):
    """Everything that a call could change in an object, comparable by ==."""
    if isinstance(thing, np.ndarray):
        values = thing.tolist() if thing.dtype == object else thing.tobytes()
        return str(thing.dtype), thing.shape, repr(values)
    if isinstance(thing, np.random.Generator):
        state = thing.bit_generator
        return repr(state.state), state.seed_seq.n_children_spawned
    if isinstance(thing, dict):
        return [(repr(key), fingerprint(value)) for key, value in thing.items()]
    if isinstance(thing, list | tuple):
        return [fingerprint(value) for value in thing]
    if type(thing).__module__.startswith("dlcourse"):
        return type(thing).__name__, fingerprint(vars(thing))
    return repr(thing)


# Where the sentence begins with another name than the argument's.
OFFENDERS = {
    **{f"{name}.step(dtheta)": "dtheta|theta" for name in (*bad.PLAIN_OPTIMIZERS, "Adadelta")},
    "mini_batches(Y)": "Y|X has . columns but Y",
    "train_dev_test_split(Y)": "Y|X has . columns but Y",
    "standardize(X_train)": "X_train|X",
    "unsaid": "network has",
    "ends_in_sigmoid": "network ends in Sigmoid",
    "one_output_under_softmax": "network has 1 output",
    "no_layers": r"layers|layers\[\d\]",
    "layers_that_do_not_fit": r"layers\[\d\]",
    "not_as_many_out_as_in": "layers inside Residual",
    "no_sizes": "n|n_prev",
    "no_space": r"space|space\['.'\]",
    "returns_no_weights": "W|scheme",
    "returns_no_number": "f|what f returned",
    "returns_not_finite": "what f returned",
    "returns_no_points": r"truth|truth\(x\)|prediction at x",
    "returns_no_training_set": "sample|x_train|y_train",
    "returns_no_fit": "fit|prediction at x",
    "fits_no_points": "prediction at x",
    "not_below_b": "range",
}


# What is good, though it looks unusual --------------------------------------------------------


def every_second(values):
    wide = np.full((2 * len(values), *values.shape[1:]), np.nan)
    wide[::2] = values
    return wide[::2]


def backwards(values):
    return np.ascontiguousarray(values[..., ::-1])[..., ::-1]


def read_only(values):
    values = values.copy()
    values.flags.writeable = False
    return values


def nested_lists(values):
    return values.tolist()


def fortran(values):
    return np.asfortranarray(values)


def integers(values):
    return np.rint(values).astype(np.int32)


def half(values):
    return values.astype(np.float16)


LAYOUTS = (every_second, backwards, read_only, fortran)
TAKEN = [
    pytest.param(name, argument, form, id=f"{name}-{argument}-{form.__name__}")
    for name, row in TABLE.items()
    for argument, kinds in row.items()
    # A network's θ has to be an array of floats, all others need only to hold numbers.
    for form in (
        (*LAYOUTS, nested_lists, integers, half)
        if bad.no_numbers in kinds
        else LAYOUTS * (bad.no_float_array in kinds)
    )
]


@pytest.mark.parametrize("name, argument, form", TAKEN)
def test_taken(name, argument, form):
    @seed(zlib.crc32(f"{name} {argument} {form.__name__}".encode()))
    @settings(THOROUGH, max_examples=2)
    @given(start=st.integers(0, 10**6))
    def check(start):
        outcomes = []
        for change in (np.array, form):
            call = bad.GOOD[name](np.random.default_rng(start))
            value = np.asarray(call.arguments[argument], dtype=float)
            if form is integers and argument != "fractions":
                value = np.rint(value)
            if form is half:
                value = value.astype(np.float16).astype(float)
            value = change(value) if argument != "fractions" or form is not integers else (1,)
            outcomes.append(numbers(call.function(**call.arguments | {argument: value})))
        assert len(outcomes[0]) == len(outcomes[1]) > 0
        np.testing.assert_allclose(*outcomes, rtol=1e-9, atol=1e-9)

    check()


def numbers(result):
    """All numbers in what a function returned, in a row."""
    if isinstance(result, np.ndarray | float | int):
        return np.ravel(result).astype(float)
    if isinstance(result, dict):
        result = result.values()
    elif type(result).__name__ == "Standardizer":
        result = result.mu, result.sigma
    return np.concatenate([np.zeros(0), *map(numbers, result)])


# What is allowed, though it is extreme --------------------------------------------------------

SIZES = (0.0, 5e-324, 1e-308, 1e-160, 1e-40, 1e-10, 0.5, 1.0, 710.0, 1e10, 1e38)
SIZES += (1e39, 1e150, 1e200, 1e300, 1.7e308)
EXTREME = st.sampled_from([*SIZES, *(-size for size in SIZES)])
ARRAYS = [
    pytest.param(name, argument, id=f"{name}-{argument}")
    for name, row in TABLE.items()
    for argument, kinds in row.items()
    if (bad.no_numbers in kinds or bad.no_float_array in kinds) and bad.out_of_range not in kinds
]


@pytest.mark.parametrize("name, argument", ARRAYS)
def test_no_silent_nan(name, argument):
    @seed(zlib.crc32(f"{name} {argument}".encode()))
    @settings(THOROUGH, max_examples=20)
    @given(data=st.data(), start=st.integers(0, 10**6))
    def check(data, start):
        call = bad.GOOD[name](np.random.default_rng(start))
        value = np.array(call.arguments[argument], dtype=float)
        for _ in range(data.draw(st.integers(1, value.size))):
            value.flat[data.draw(st.integers(0, value.size - 1))] = data.draw(EXTREME)
        try:
            result = call.function(**call.arguments | {argument: value})
            if name.endswith("cost_and_gradient") and result[0] == np.inf:
                return  # the gradient is of no use then, as its docstring says
            found = numbers([s.theta for s in result] if name == "train" else result)
        except (TypeError, ValueError) as error:
            one_sentence(error, [""], ".*")
        else:
            assert not np.isnan(found).any(), (value, result)

    check()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(
    "make", [getattr(dlcourse, n) for n in (*bad.PLAIN_OPTIMIZERS, "Adadelta")]
)
def test_extreme_settings_train_or_diverge(make, dtype):
    settings_of = {
        "learning_rate": (5e-324, 1e-40, 0.1, 1.0, 1e3, 1e30, 1e308),
        "beta": (0, 0.5, 1 - 1e-16),
        "beta1": (0, 0.5, 1 - 1e-16),
        "beta2": (0, 0.5, 1 - 1e-16),
        "epsilon": (1e-37, 1e-8, 1e308),
    }
    lambds, extreme = (0, 1.0, 1e6, 1e38, 1e308), (1e-37, 1e-30, 1.0, 1e30, 1e308)

    @seed(zlib.crc32(make.__name__.encode()))
    @settings(THOROUGH, max_examples=25)
    @given(data=st.data(), start=st.integers(0, 10**6))
    def check(data, start):
        def drawn(values):
            return data.draw(st.sampled_from(values))

        rng = np.random.default_rng(start)
        loss = drawn(bad.LOSSES)()
        X, Y = bad.example(rng, loss)
        middle = drawn(
            [[dlcourse.BatchNorm(4, 1 - 1e-16, 1e-37)], [dlcourse.LayerNorm(4, 1e-37)], []]
        )
        inside = dlcourse.Residual([dlcourse.Dense(4, 4), dlcourse.Tanh()])
        dropout = dlcourse.Dropout(drawn([1e-300, 0.5, 1]))
        network = dlcourse.Network(
            [
                dlcourse.Dense(3, 4),
                *middle,
                dlcourse.ReLU(),
                dropout,
                inside,
                dlcourse.Dense(4, len(Y)),
            ],
            loss,
            [dlcourse.L1(drawn(lambds)), dlcourse.L2(drawn(lambds))],
        )
        shorten = dlcourse.max_norm(network, drawn(extreme))
        shrink = dlcourse.soft_threshold(network, drawn(extreme))
        project = drawn([None, shorten, shrink])
        optimizer = make(**{s: drawn(settings_of[s]) for s in inspect.signature(make).parameters})
        theta = network.initialize(rng, drawn([dlcourse.he, dlcourse.zeros, dlcourse.normal(1e6)]))
        steps = list(
            dlcourse.train(
                *(network, theta.astype(dtype), (X * drawn([1, 1e30])).astype(dtype), Y),
                *(optimizer, 8, drawn([1, 2, 5]), rng, drawn([None, 1e-300, 1.0, 1e300]), project),
            )
        )
        assert not any(step.diverged for step in steps[:-1])
        assert all(np.isfinite(step.theta).all() for step in steps)
        assert all(step.theta.dtype == dtype for step in steps)
        assert all(np.isfinite(step.cost) for step in steps[:-1])
        assert steps[-1].diverged or np.isfinite(steps[-1].cost)

    check()
