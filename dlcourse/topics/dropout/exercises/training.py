"""Dropout at work: the gradient of a whole network with the reader's own two functions in it."""

import numpy as np

from dlcourse.exercise.domain import Seed, array, number, seed
from dlcourse.exercise.exercise import Misconception
from dlcourse.exercise.extend import Extend
from dlcourse.exercise.values import difference, same_structure
from dlcourse.layers import Dense, ReLU
from dlcourse.losses import BinaryCrossEntropy
from dlcourse.network import Network
from dlcourse.optimizers import Adam
from dlcourse.topics.noisy_moons import noisy_moons

UNITS, STEPS, KEEP_PROB, SEEDS = 64, 300, 0.8, 8


def _dropout_gradient(parameters, X, Y, keep_prob, rng):
    """[{"W", "b"}, {"W", "b"}]: ∂J/∂θ of a hidden ReLU layer with dropout and a sigmoid output."""
    hidden, output = parameters
    Z1 = hidden["W"] @ X + hidden["b"]
    D = rng.random(Z1.shape) < keep_prob
    A1 = np.maximum(Z1, 0) * D / keep_prob
    A2 = 1 / (1 + np.exp(-(output["W"] @ A1 + output["b"])))
    dZ2 = (A2 - Y) / Y.size
    dZ1 = (output["W"].T @ dZ2) * D / keep_prob * (Z1 > 0)
    return [
        {"W": dZ1 @ X.T, "b": dZ1.sum(axis=1, keepdims=True)},
        {"W": dZ2 @ A1.T, "b": dZ2.sum(axis=1, keepdims=True)},
    ]


def _with(
    mask=lambda rng, Z, keep_prob: rng.random(Z.shape) < keep_prob,
    forward=lambda A, D, keep_prob: A * D / keep_prob,
    backward=lambda dA, D, keep_prob, rng: dA * D / keep_prob,
    through=lambda dA, Z: dA * (Z > 0),
    seen=lambda A, dropped: dropped,
    mean=lambda dZ, m: dZ / m,
    bias=lambda dZ: dZ.sum(axis=1, keepdims=True),
    inputs=lambda X, keep_prob, rng: X,
    answers=lambda A, keep_prob, rng: A,
    hidden_bias=None,
    output=lambda A, Y: A - Y,
):
    """The gradient with one of its steps done in another way."""

    def dropout_gradient(parameters, X, Y, keep_prob, rng):
        hidden, last = parameters
        X = inputs(X, keep_prob, rng)
        Z1 = hidden["W"] @ X + hidden["b"]
        A1 = np.maximum(Z1, 0)
        D = mask(rng, Z1, keep_prob)
        dropped = forward(A1, D, keep_prob)
        A2 = 1 / (1 + np.exp(-(last["W"] @ dropped + last["b"])))
        dZ2 = mean(output(answers(A2, keep_prob, rng), Y), Y.size)
        dZ1 = through(backward(last["W"].T @ dZ2, D, keep_prob, rng), Z1)
        return [
            {"W": dZ1 @ X.T, "b": (hidden_bias or bias)(dZ1)},
            {"W": dZ2 @ seen(A1, dropped).T, "b": bias(dZ2)},
        ]

    return dropout_gradient


def _but_hidden(gradient, change):
    """The gradient with the hidden layer's entries changed; `change` takes name and entry."""
    hidden, output = gradient
    return [{name: change(name, entry) for name, entry in hidden.items()}, output]


def _dropped(A, keep_prob, rng):
    return A * (rng.random(A.shape) < keep_prob) / keep_prob


def _parameters(rng, lengths):
    return [
        {"W": array("n", "n_x")(rng, lengths), "b": array("n", 1)(rng, lengths)},
        {"W": array(1, "n")(rng, lengths), "b": array(1, 1)(rng, lengths)},
    ]


def _labels(rng, lengths):
    return rng.integers(0, 2, (1, lengths["m"])).astype(float)


def _dev_errors(gradient):
    """The dev errors of networks that are trained with a student's gradient; about 30 ms each."""
    errors = []
    for seed_ in range(SEEDS):
        rng = np.random.default_rng(seed_)
        X, Y, X_dev, Y_dev = noisy_moons(rng)
        network = Network([Dense(2, UNITS), ReLU(), Dense(UNITS, 1)], BinaryCrossEntropy())
        theta, adam = network.initialize(rng), Adam(0.03)
        for _ in range(STEPS):
            parameters = [layer for layer in network.unpack(theta) if layer]
            layers = gradient(parameters, X, Y, KEEP_PROB, rng)
            parts = [np.ravel(layer[name]) for layer in layers for name in ("W", "b")]
            theta = adam.step(theta, np.concatenate(parts))
        errors.append(network.error(theta, X_dev, Y_dev))
    return tuple(errors)


def _judge(case, mine, right):
    """Say how far the steps are right: each part of the gradient shows those before it."""
    text = difference(mine, right)
    if text is None or not same_structure(mine, right):
        return text
    pairs = zip(mine, right, strict=True)
    hidden, output = (
        {name: np.allclose(a[name], b[name], rtol=0, atol=1e-9) for name in a} for a, b in pairs
    )
    if not output["b"]:
        if output["W"] and all(hidden.values()):
            return f"{text}. All but the output's b is right here: look at what stands there"
        return (
            f"{text}. Begin with the output's b, the first to be made on the way back: is what "
            "stands there made of dZ2 alone? Then look at dZ2 and at the steps forward"
        )
    if not output["W"]:
        return f"{text}. The output's b is right here, so look at what its W is made of beside dZ2"
    if not any(hidden.values()):
        return f"{text}. The output's gradient is right here: look at the way back from it to Z1"
    name = "b" if hidden["W"] else "W"
    return f"{text}. All but the hidden layer's {name} is right here: look at what it is made of"


_SMALL = [
    {"W": np.array([[1.0], [-0.5]]), "b": np.array([[0.5], [2.0]])},
    {"W": np.array([[1.5, -1.0]]), "b": np.array([[0.25]])},
]
_LARGER = [
    {
        "W": np.array([[0.5, -1.0], [1.0, 1.5], [-0.5, 1.0], [2.0, 0.25]]),
        "b": np.array([[0.5], [-0.25], [1.0], [0.75]]),
    },
    {"W": np.array([[1.0, -0.5, 2.0, -1.5]]), "b": np.array([[-0.5]])},
]

dropout_gradient = Extend(
    title="the gradient of a network with your dropout in it",
    reference=_dropout_gradient,
    domain={
        "parameters": _parameters,
        "X": array("n_x", "m", whole=True),
        "Y": _labels,
        "keep_prob": number(0.3, 1),
        "rng": seed(),
    },
    cases=(
        {
            "parameters": _SMALL,
            "X": np.array([[1.0, 2.0]]),
            "Y": np.array([[1.0, 0.0]]),
            "keep_prob": 0.8,
            "rng": Seed(3),
        },
        {
            "parameters": _LARGER,
            "X": np.array([[1.0, -2.0, 0.5], [0.5, 1.0, -1.0]]),
            "Y": np.array([[1.0, 0.0, 1.0]]),
            "keep_prob": 0.6,
            "rng": Seed(8),
        },
    ),
    misconceptions=(
        Misconception(
            "new mask backward",
            _with(
                backward=lambda dA, D, keep_prob, rng: (
                    dA * (rng.random(dA.shape) < keep_prob) / keep_prob
                )
            ),
            "The backward step draws a mask of its own: the gradient has to go through the units "
            "that the forward step kept.",
        ),
        Misconception(
            "no dropout backward",
            _with(backward=lambda dA, D, keep_prob, rng: dA),
            "The gradient goes back past dropout as if it were not there: dropped units get a "
            "gradient, and kept ones lack the factor of the forward step.",
        ),
        Misconception(
            "backward not divided",
            _with(backward=lambda dA, D, keep_prob, rng: dA * D),
            "On its way back the gradient is masked but not divided by keep_prob, as the forward "
            "step was.",
        ),
        Misconception(
            "nothing divided",
            _with(
                forward=lambda A, D, keep_prob: A * D,
                backward=lambda dA, D, keep_prob, rng: dA * D,
            ),
            "Nothing is divided by keep_prob, neither forward nor backward: this is the gradient "
            "of the original dropout.",
        ),
        Misconception(
            "no dropout at all",
            _with(
                mask=lambda rng, Z, keep_prob: np.ones(Z.shape),
                forward=lambda A, D, k: A,
                backward=lambda dA, D, keep_prob, rng: dA,
            ),
            "Nothing is dropped: this is the gradient of the whole network.",
        ),
        Misconception(
            "ReLU's derivative missing",
            _with(through=lambda dA, Z: dA),
            "The derivative of ReLU is missing: where Z1 is negative the unit gave 0, and a little "
            "more of Z1 would change nothing.",
        ),
        Misconception(
            "undropped activations",
            _with(seen=lambda A, dropped: A),
            "The output's dW is made of the activations before dropout: its layer has only seen "
            "what dropout left of them.",
        ),
        Misconception(
            "not divided by m",
            _with(mean=lambda dZ, m: dZ),
            "The 1/m is missing: the cost is the mean over the examples, so dZ of the output is "
            "(A2 - Y)/m.",
        ),
        Misconception(
            "biases not summed",
            _with(bias=lambda dZ: dZ),
            "The gradient of a bias has an entry for each example: b is one number a unit, used by "
            "all examples, so their parts add up.",
        ),
        Misconception(
            "biases as means",
            _with(bias=lambda dZ: dZ.mean(axis=1, keepdims=True)),
            "The gradient of a bias is the mean over the examples: the 1/m stands in dZ already, "
            "so it is a sum.",
        ),
        Misconception(
            "inputs dropped too",
            _with(inputs=_dropped),
            "The inputs are dropped out, too: only the hidden layer has dropout here, and the "
            "generator is drawn from once.",
        ),
        Misconception(
            "output dropped too",
            _with(answers=_dropped),
            "The output is dropped out, too: only the hidden layer has dropout here. What would "
            "half of an answer be?",
        ),
        Misconception(
            "uphill",
            _with(output=lambda A, Y: Y - A),
            "The sign of dZ2 is turned round, and with it the whole gradient: it is A2 - Y over "
            "the number of examples.",
        ),
        Misconception(
            "squared error's dZ2",
            _with(output=lambda A, Y: (A - Y) * A * (1 - A)),
            "In dZ2 stands the sigmoid's slope: that belongs to the squared error. With the "
            "cross-entropy it cancels.",
        ),
        Misconception(
            "dropout twice on the way back",
            _with(backward=lambda dA, D, keep_prob, rng: dA * D / keep_prob**2),
            "On the way back the gradient is divided by keep_prob twice: the forward step did it "
            "once.",
        ),
        Misconception(
            "one bias for the hidden layer",
            _with(hidden_bias=lambda dZ: np.full((len(dZ), 1), dZ.sum() / len(dZ))),
            "All hidden biases get the same gradient, a mean over the units: each unit has a "
            "bias of its own, so the sum runs over the examples alone, along axis=1.",
        ),
        Misconception(
            "layers in reversed order",
            lambda *inputs: _dropout_gradient(*inputs)[::-1],
            "The two layers are returned in reversed order: the hidden layer comes first, as in "
            "`parameters`. The values themselves are right.",
        ),
        Misconception(
            "W and b exchanged",
            lambda *inputs: [
                {"W": layer["b"], "b": layer["W"]} for layer in _dropout_gradient(*inputs)
            ],
            'W and b are exchanged: what is to stand under "W" stands under "b", and the other '
            "way round. The values themselves are right.",
        ),
        Misconception(
            "updated parameters",
            lambda parameters, *others: [
                {name: layer[name] - gradient[name] for name in gradient}
                for layer, gradient in zip(
                    parameters, _dropout_gradient(parameters, *others), strict=True
                )
            ],
            "These are the parameters after a step, W and b less their gradients: the gradients "
            "themselves are wanted, the step is taken elsewhere.",
        ),
        Misconception(
            "hidden layer's parameters updated",
            lambda parameters, *others: _but_hidden(
                _dropout_gradient(parameters, *others),
                lambda name, gradient: parameters[0][name] - gradient,
            ),
            "For the hidden layer the parameters after a step come back, W and b less their "
            "gradients: the gradients themselves are wanted.",
        ),
        Misconception(
            "hidden W updated",
            lambda parameters, *others: _but_hidden(
                _dropout_gradient(parameters, *others),
                lambda name, gradient: parameters[0]["W"] - gradient if name == "W" else gradient,
            ),
            "In place of the hidden layer's dW comes back W - dW, the weights after a step: the "
            "gradient itself is wanted.",
        ),
        Misconception(
            "hidden W's gradient turned round",
            lambda *inputs: _but_hidden(
                _dropout_gradient(*inputs),
                lambda name, gradient: -gradient if name == "W" else gradient,
            ),
            "The hidden layer's dW has the opposite sign, and all else is right: the step down is "
            "taken elsewhere.",
        ),
        Misconception(
            "the hidden b itself",
            lambda parameters, *others: _but_hidden(
                _dropout_gradient(parameters, *others),
                lambda name, gradient: parameters[0]["b"] if name == "b" else gradient,
            ),
            'Under the hidden layer\'s "b" stands the bias itself: its gradient is wanted.',
        ),
        Misconception(
            "the biases themselves",
            lambda parameters, *others: [
                {"W": gradient["W"], "b": layer["b"]}
                for layer, gradient in zip(
                    parameters, _dropout_gradient(parameters, *others), strict=True
                )
            ],
            'Under "b" stand the biases themselves: their gradients are wanted.',
        ),
        Misconception(
            "one flat list",
            lambda *inputs: [
                layer[name] for layer in _dropout_gradient(*inputs) for name in ("W", "b")
            ],
            "The four arrays stand in one flat list: what is wanted is a list of two dicts, one "
            'for each layer, with the keys "W" and "b".',
        ),
        Misconception(
            "hidden slope at A2's place",
            _with(through=lambda dA, Z: dA * np.maximum(Z, 0)),
            "On the way back the gradient is multiplied by ReLU itself: it needs ReLU's slope, 1 "
            "where Z1 is positive and 0 elsewhere.",
        ),
    ),
    hints=(
        "Write down the forward steps first, from X to A2, with `dropout_forward` between the ReLU "
        "and the output layer. Keep Z1, the dropped activations and D: you need all three.",
        "Go back in the opposite order. For the sigmoid with cross-entropy the first step is "
        "short: dZ2 is (A2 - Y) divided by the number of examples.",
        "Which activations has the output layer seen? Its dW needs those. And before ReLU's "
        "derivative, `dropout_backward` wants the same D.",
    ),
    judge=_judge,
    conclusion="All of it is your own code: dropout is two lines in it.",
    train=_dev_errors,
    reach=0.14,
    without=0.154,
)
