"""L2: its cost J + λ/(2m) Σ‖W‖², and the gradient of a price on the distance from other weights.

Both functions take `parameters`, one dict {"W", "b"} per layer that has weights:
`[layer for layer in network.unpack(theta) if layer]`.
"""

import numpy as np

from dlcourse.exercise.domain import layers, number, whole
from dlcourse.exercise.exercise import Exercise, Misconception


def _l2_cost(data_cost, parameters, lambd, m):
    """J = data_cost + λ/(2m) Σ over all layers of ‖W‖², the sum of all squared weights."""
    squares = 0.0
    for layer in parameters:
        squares += np.sum(layer["W"] ** 2)
    return data_cost + lambd / (2 * m) * squares


def _cost_with(data_cost, parameters, factor, size):
    """A penalized cost with another factor, or with another size of a layer than ‖W‖²."""
    return data_cost + factor * sum(size(layer) for layer in parameters)


def _squares(layer):
    return np.sum(layer["W"] ** 2)


def _only_last_layer(data_cost, parameters, lambd, m):
    for layer in parameters:
        squares = np.sum(layer["W"] ** 2)
    return data_cost + lambd / (2 * m) * squares


def _cost_in_each_turn(data_cost, parameters, lambd, m):
    return _l2_cost(len(parameters) * data_cost, parameters, lambd, m)


_THREE_LAYERS = [
    {"W": np.array([[0.5, -1.0], [2.0, 1.5], [-0.5, 1.0]]), "b": np.array([[0.5], [-1.0], [2.0]])},
    {"W": np.array([[1.0, -2.0, 0.5], [-1.5, 1.0, 3.0]]), "b": np.array([[1.5], [-0.5]])},
    {"W": np.array([[2.5, -0.5]]), "b": np.array([[0.25]])},
]
_TWO_LAYERS = [
    {"W": np.array([[1.0, 2.0], [-3.0, 0.5]]), "b": np.array([[0.5], [-2.0]])},
    {"W": np.array([[-1.0, 4.0]]), "b": np.array([[3.0]])},
]
_ONE_LAYER = [{"W": np.array([[3.0, -4.0]]), "b": np.array([[2.0]])}]

l2_cost = Exercise(
    title="the cost with the L2 penalty of a whole network",
    reference=_l2_cost,
    domain={
        "data_cost": number(0, 3),
        "parameters": layers(),
        "lambd": number(0, 5),
        "m": whole(1, 40),
    },
    cases=(
        {"data_cost": 0.5, "parameters": _ONE_LAYER, "lambd": 0.2, "m": 2},
        {"data_cost": 0.5, "parameters": _TWO_LAYERS, "lambd": 0.0, "m": 5},
        {"data_cost": 0.25, "parameters": _TWO_LAYERS, "lambd": 0.7, "m": 5},
        {"data_cost": 1.5, "parameters": _THREE_LAYERS, "lambd": 3.0, "m": 20},
    ),
    misconceptions=(
        Misconception(
            "last layer left out",
            lambda data_cost, parameters, lambd, m: _l2_cost(data_cost, parameters[:-1], lambd, m),
            "The last layer is left out of the penalty: the sum runs over all L layers.",
        ),
        Misconception(
            "first layer left out",
            lambda data_cost, parameters, lambd, m: _l2_cost(data_cost, parameters[1:], lambd, m),
            "The first layer is left out of the penalty: the lecture counts layers from 1, "
            "a Python list from 0.",
        ),
        Misconception(
            "only the first layer",
            lambda data_cost, parameters, lambd, m: _l2_cost(data_cost, parameters[:1], lambd, m),
            "Only the first layer's weights are in the sum: is a `return` inside the loop, or is "
            "there no loop?",
        ),
        Misconception(
            "only the last layer",
            _only_last_layer,
            "Only the last layer's weights are in the sum: those of all layers have to be added "
            "up.",
        ),
        Misconception(
            "twice too large",
            lambda J, parameters, lambd, m: _cost_with(J, parameters, lambd / m, _squares),
            "The penalty is twice too large: L2 has λ/(2m), the factor λ/m is that of L1.",
        ),
        Misconception(
            "not divided by m",
            lambda J, parameters, lambd, m: _cost_with(J, parameters, lambd / 2, _squares),
            "The penalty is not divided by m: the factor is λ/(2m).",
        ),
        Misconception(
            "multiplied by m",
            lambda J, parameters, lambd, m: _cost_with(J, parameters, lambd / 2 * m, _squares),
            "The penalty is multiplied by m: Python reads `lambd / 2 * m` from left to right, "
            "so 2m needs parentheses.",
        ),
        Misconception(
            "biases penalized",
            lambda J, parameters, lambd, m: _cost_with(
                J, parameters, lambd / (2 * m), lambda p: _squares(p) + np.sum(p["b"] ** 2)
            ),
            "The biases are penalized too: only the weights W are, a bias b is left free.",
        ),
        Misconception(
            "norm not squared",
            lambda J, parameters, lambd, m: _cost_with(
                J, parameters, lambd / (2 * m), lambda p: np.linalg.norm(p["W"])
            ),
            "The norm is not squared: `np.linalg.norm` takes a root, the penalty has ‖W‖².",
        ),
        Misconception(
            "spectral norm",
            lambda J, parameters, lambd, m: _cost_with(
                J, parameters, lambd / (2 * m), lambda p: np.linalg.norm(p["W"], 2) ** 2
            ),
            "This is the spectral norm: `np.linalg.norm(W, 2)` of a matrix is its largest singular "
            "value. The penalty has the Frobenius norm, the sum of all squared entries.",
        ),
        Misconception(
            "summed before squaring",
            lambda J, parameters, lambd, m: _cost_with(
                J, parameters, lambd / (2 * m), lambda p: np.sum(p["W"]) ** 2
            ),
            "The weights are summed first and squared after, so that positive and negative ones "
            "cancel: square each weight, then sum.",
        ),
        Misconception(
            "absolute values",
            lambda J, parameters, lambd, m: _cost_with(
                J, parameters, lambd / (2 * m), lambda p: np.sum(np.abs(p["W"]))
            ),
            "This sums absolute values: that is the size that L1 uses. L2 sums squares.",
        ),
        Misconception(
            "penalty alone",
            lambda data_cost, parameters, lambd, m: _l2_cost(0.0, parameters, lambd, m),
            "This is the penalty alone: J is the data cost plus the penalty.",
        ),
        Misconception(
            "data cost divided by m",
            lambda J, parameters, lambd, m: _l2_cost(J / m, parameters, lambd, m),
            "The data cost is divided by m once more: it is a mean over the m examples already.",
        ),
        Misconception(
            "first row alone",
            lambda J, parameters, lambd, m: _cost_with(
                J, parameters, lambd / (2 * m), lambda p: np.sum(p["W"][0] ** 2)
            ),
            "Of each layer only the first row of W is in the penalty: the sum runs over all "
            "entries of the matrix, and a sum along an axis leaves several numbers.",
        ),
        Misconception(
            "last layer's bias penalized",
            lambda J, parameters, lambd, m: _l2_cost(
                J + lambd / (2 * m) * np.sum(parameters[-1]["b"] ** 2), parameters, lambd, m
            ),
            "The last layer's biases are in the penalty: only the weights W are, a bias b is "
            "left free in every layer.",
        ),
        Misconception(
            "means of the squares",
            lambda J, parameters, lambd, m: _cost_with(
                J, parameters, lambd / (2 * m), lambda p: np.mean(p["W"] ** 2)
            ),
            "Each layer's squares are averaged: ‖W‖² is their sum, and what is divided by is 2m, "
            "the same for all layers.",
        ),
        Misconception(
            "mean over the layers",
            lambda J, parameters, lambd, m: _l2_cost(J, parameters, lambd / len(parameters), m),
            "The penalty is divided by the number of layers: it is a sum over the layers.",
        ),
        Misconception(
            "data cost in each turn",
            _cost_in_each_turn,
            "The data cost is counted once for each layer: it belongs outside of the loop, or is "
            "where the sum starts from.",
        ),
        Misconception(
            "sum of W Wᵀ",
            lambda J, parameters, lambd, m: _cost_with(
                J, parameters, lambd / (2 * m), lambda p: np.sum(p["W"] @ p["W"].T)
            ),
            "All entries of W Wᵀ are summed: on its diagonal stand the sums of squares that are "
            "wanted, but beside it the products of different rows. Square entry by entry.",
        ),
        Misconception(
            "sum of WᵀW",
            lambda J, parameters, lambd, m: _cost_with(
                J, parameters, lambd / (2 * m), lambda p: np.sum(p["W"].T @ p["W"])
            ),
            "All entries of Wᵀ W are summed: on its diagonal stand the sums of squares that are "
            "wanted, but beside it the products of different columns. Square entry by entry.",
        ),
    ),
    hints=(
        "The penalty is one number for the whole network: which entries of `parameters` count, "
        "and which do not?",
        'Walk through the list; each layer is a dict, and its weights are `layer["W"]`. '
        "Begin with a sum of 0 and add to it what each layer gives.",
        "`A ** 2` squares every entry, `np.sum` adds up all entries of a matrix. "
        "The factor λ/(2m) comes once, after the loop; mind its parentheses.",
    ),
    conclusion="It was checked by value: a penalty that forgets a layer passes any gradient check.",
)


def _anchored_gradient(gradients, parameters, anchors, lambd, m):
    """Per layer: dW = dW of the data cost + (λ/m) (W - W of the anchor); db stays."""
    return [
        {"W": gradient["W"] + lambd / m * (layer["W"] - anchor["W"]), "b": gradient["b"]}
        for gradient, layer, anchor in zip(gradients, parameters, anchors, strict=True)
    ]


def _gradient_with(gradients, parameters, anchors, new_dW):
    """The gradient with another rule for dW, given dW, W and the anchor's W of a layer."""
    return [
        {"W": new_dW(gradient["W"], layer["W"], anchor["W"]), "b": gradient["b"]}
        for gradient, layer, anchor in zip(gradients, parameters, anchors, strict=True)
    ]


def _biases_too(gradients, parameters, anchors, lambd, m):
    return [
        {name: gradient[name] + lambd / m * (layer[name] - anchor[name]) for name in gradient}
        for gradient, layer, anchor in zip(gradients, parameters, anchors, strict=True)
    ]


_ONE_GRADIENT = [{"W": np.array([[0.5, 1.0]]), "b": np.array([[0.25]])}]
_ONE_ANCHOR = [{"W": np.array([[1.0, -1.0]]), "b": np.array([[0.5]])}]
_TWO_GRADIENTS = [
    {"W": np.array([[0.25, -0.5], [1.0, 0.75]]), "b": np.array([[0.5], [-0.25]])},
    {"W": np.array([[0.125, -1.0]]), "b": np.array([[1.5]])},
]
_TWO_ANCHORS = [
    {"W": np.array([[2.0, 0.5], [-1.0, 1.5]]), "b": np.array([[1.0], [-1.5]])},
    {"W": np.array([[1.0, 2.5]]), "b": np.array([[0.5]])},
]
_THREE_GRADIENTS = [
    {"W": np.array([[1.0, 0.5], [-0.5, 0.25], [0.0, 2.0]]), "b": np.array([[0.1], [0.2], [0.3]])},
    {"W": np.array([[0.5, 0.5, -1.0], [0.25, 0.0, 1.5]]), "b": np.array([[-0.5], [0.75]])},
    {"W": np.array([[-0.25, 0.5]]), "b": np.array([[1.25]])},
]
_THREE_ANCHORS = [
    {"W": np.array([[1.5, 0.0], [1.0, -0.5], [0.5, 2.0]]), "b": np.array([[1.0], [0.5], [-1.0]])},
    {"W": np.array([[0.0, -1.0, 1.5], [0.5, 2.0, 1.0]]), "b": np.array([[2.5], [0.0]])},
    {"W": np.array([[1.5, 0.5]]), "b": np.array([[-0.75]])},
]

anchored_gradient = Exercise(
    title="the gradient of a price on the distance from earlier weights",
    reference=_anchored_gradient,
    domain={
        "gradients": layers(),
        "parameters": layers(),
        "anchors": layers(),
        "lambd": number(0, 5),
        "m": whole(1, 40),
    },
    new=True,
    cases=(
        {
            "gradients": _ONE_GRADIENT,
            "parameters": _ONE_LAYER,
            "anchors": _ONE_ANCHOR,
            "lambd": 0.2,
            "m": 2,
        },
        {
            "gradients": _TWO_GRADIENTS,
            "parameters": _TWO_LAYERS,
            "anchors": _TWO_ANCHORS,
            "lambd": 0.7,
            "m": 5,
        },
        {
            "gradients": _THREE_GRADIENTS,
            "parameters": _THREE_LAYERS,
            "anchors": _THREE_ANCHORS,
            "lambd": 3.0,
            "m": 20,
        },
    ),
    misconceptions=(
        Misconception(
            "the anchor forgotten",
            lambda d, p, a, lambd, m: _gradient_with(d, p, a, lambda dW, W, A: dW + lambd / m * W),
            "This is plain L2, which pulls towards 0. The price here is on the distance from the "
            "anchor: what is squared is W minus the anchor's W.",
        ),
        Misconception(
            "pushes away from the anchor",
            lambda d, p, a, lambd, m: _gradient_with(
                d, p, a, lambda dW, W, A: dW + lambd / m * (A - W)
            ),
            "The difference is turned round: descent would then walk away from the anchor. The "
            "inner derivative of (W - anchor)² by W is +1.",
        ),
        Misconception(
            "the anchor added",
            lambda d, p, a, lambd, m: _gradient_with(
                d, p, a, lambda dW, W, A: dW + lambd / m * (W + A)
            ),
            "The anchor is added to W: the distance is their difference.",
        ),
        Misconception(
            "half of the penalty's part",
            lambda d, p, a, lambd, m: _gradient_with(
                d, p, a, lambda dW, W, A: dW + lambd / (2 * m) * (W - A)
            ),
            "The penalty's part is half of what it should be: the derivative of a square brings a "
            "2 down, which cancels that of λ/(2m).",
        ),
        Misconception(
            "twice the penalty's part",
            lambda d, p, a, lambd, m: _gradient_with(
                d, p, a, lambda dW, W, A: dW + 2 * lambd / m * (W - A)
            ),
            "The penalty's part is twice too large: the 2 from the square cancels that of λ/(2m).",
        ),
        Misconception(
            "wrong sign",
            lambda d, p, a, lambd, m: _gradient_with(
                d, p, a, lambda dW, W, A: -dW + lambd / m * (W - A)
            ),
            "The data cost's part has the wrong sign: the two gradients are added.",
        ),
        Misconception(
            "not divided by m",
            lambda d, p, a, lambd, m: _gradient_with(
                d, p, a, lambda dW, W, A: dW + lambd * (W - A)
            ),
            "The penalty's part is not divided by m.",
        ),
        Misconception(
            "biases penalized",
            _biases_too,
            "The biases are held as well: only weights are priced, so db stays as it is.",
        ),
        Misconception(
            "dW divided by m again",
            lambda d, p, a, lambd, m: _gradient_with(
                d, p, a, lambda dW, W, A: dW / m + lambd / m * (W - A)
            ),
            "The data cost's dW is divided by m once more: it has the 1/m inside already.",
        ),
        Misconception(
            "pull of L1",
            lambda d, p, a, lambd, m: _gradient_with(
                d, p, a, lambda dW, W, A: dW + lambd / m * np.sign(W - A)
            ),
            "This pulls with the same force from far and near, as the size of a difference would. "
            "The price is its square, and pulls in proportion.",
        ),
        Misconception(
            "the penalty itself",
            lambda d, p, a, lambd, m: _gradient_with(
                d, p, a, lambda dW, W, A: dW + lambd / (2 * m) * np.sum((W - A) ** 2)
            ),
            "This adds the penalty itself, one number for all entries: its derivative by each "
            "weight is wanted.",
        ),
        Misconception(
            "last layer left out",
            lambda d, p, a, lambd, m: [
                *_anchored_gradient(d[:-1], p[:-1], a[:-1], lambd, m),
                d[-1],
            ],
            "The last layer is left without its penalty: every layer has one.",
        ),
        Misconception(
            "penalty's gradient alone",
            lambda d, p, a, lambd, m: _gradient_with(d, p, a, lambda dW, W, A: lambd / m * (W - A)),
            "This is the penalty's gradient alone: the gradient of the data cost has to stay in.",
        ),
        Misconception(
            "last layer missing",
            lambda d, p, a, lambd, m: _anchored_gradient(d[:-1], p[:-1], a[:-1], lambd, m),
            "The last layer is missing in the result: `range(n)` counts from 0 to n - 1 by itself, "
            "so that `range(len(gradients))` goes through all.",
        ),
        Misconception(
            "parameters after a step",
            lambda d, p, a, lambd, m: [
                {name: layer[name] - new[name] for name in new}
                for new, layer in zip(_anchored_gradient(d, p, a, lambd, m), p, strict=True)
            ],
            "These are the parameters after a step, W and b less their gradients: the gradients "
            "themselves are wanted.",
        ),
        Misconception(
            "first layer left out",
            lambda d, p, a, lambd, m: [d[0], *_anchored_gradient(d[1:], p[1:], a[1:], lambd, m)],
            "The first layer is left without its penalty: every layer has one.",
        ),
        Misconception(
            "all divided by m",
            lambda d, p, a, lambd, m: [
                {"W": (dl["W"] + lambd * (pl["W"] - al["W"])) / m, "b": dl["b"] / m}
                for dl, pl, al in zip(d, p, a, strict=True)
            ],
            "The gradients of the data cost are divided by m once more, db too: they have the "
            "1/m inside already, and only the penalty's part needs it.",
        ),
        Misconception(
            "the parameters' b",
            lambda d, p, a, lambd, m: [
                {"W": new["W"], "b": layer["b"]}
                for new, layer in zip(_anchored_gradient(d, p, a, lambd, m), p, strict=True)
            ],
            'Under "b" stand the biases themselves: what is wanted is their gradient, as it came.',
        ),
        Misconception(
            "db set to zero",
            lambda d, p, a, lambd, m: [
                {"W": new["W"], "b": 0 * new["b"]} for new in _anchored_gradient(d, p, a, lambd, m)
            ],
            "All db are set to 0: no price is on the biases, but the data cost still has a "
            "gradient by them.",
        ),
        Misconception(
            "learning rate's step",
            lambda d, p, a, lambd, m: _gradient_with(
                d, p, a, lambda dW, W, A: W - dW - lambd / m * (W - A)
            ),
            "This takes a step with the weights: only the gradient is wanted.",
        ),
    ),
    hints=(
        "J is a sum, so its gradient is a sum too. For one weight and its anchor: what is the "
        "derivative of λ/(2m) (w - a)² by w?",
        "Try limiting cases: an anchor of 0, and a weight that is where its anchor is. What must "
        "the penalty's part be?",
        "Go through the three lists side by side with `zip`, and build a new dict for each layer. "
        'The new `"W"` takes three matrices of the same shape, the new `"b"` only one.',
    ),
    conclusion=(
        "This is how a network that was trained on one task is kept near its weights while it "
        "learns another (L2-SP; Li, Grandvalet & Davoine, 2018). With anchors of 0 it is L2."
    ),
)
