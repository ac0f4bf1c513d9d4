"""Is the gradient right? Nudge θ and see whether J follows."""

import numpy as np

from dlcourse._checks import (
    FUNCTION_OF_THETA,
    NETWORK,
    TRUTH,
    Number,
    Whole,
    finite,
    short,
)

EPSILON = Number("a number > 0, such as 1e-5", lambda epsilon: epsilon > 0)
SEED = Whole(0)


def numerical_gradient(f, theta, epsilon=1e-5, one_sided=False):
    """The slope of f along each axis: (f(θ + εeᵢ) - f(θ - εeᵢ)) / 2ε.

    Its error falls as ε²; that of the one-sided (f(θ + εeᵢ) - f(θ)) / ε only as ε. For very small ε
    the rounding of f, divided by ε, takes over.

    Parameters
    ----------
    f : function of theta that returns one number
    theta : array of any shape, or a number; f is given float64 arrays like it
    epsilon : ε > 0
    one_sided : True for the cheaper, worse formula

    Returns
    -------
    gradient : like theta, float64

    Raises
    ------
    TypeError, ValueError
        When f does not return one finite number, or theta or epsilon is not as above.

    Example
    -------
    >>> numerical_gradient(lambda theta: (theta**2).sum(), [1.0, 3.0]).round(6)
    array([2., 6.])
    """
    FUNCTION_OF_THETA.check(f, "f")
    one_sided = TRUTH.check(one_sided, "one_sided")
    theta = finite(theta, "theta", np.float64)
    epsilon = EPSILON.check(epsilon, "epsilon")
    gradient, width = np.empty(theta.shape), epsilon if one_sided else 2 * epsilon
    for i in np.ndindex(theta.shape):
        right, left = theta.copy(), theta.copy()
        right[i] += epsilon
        if not one_sided:
            left[i] -= epsilon
        if right[i] == left[i]:
            came = f"epsilon is {epsilon}, too small to change theta"
            raise ValueError(f"{came}; expected a larger one")
        gradient[i] = (_number(f, right) - _number(f, left)) / width
    return gradient


def gradient_check(network, theta, X, Y, train=None, seed=None, epsilon=1e-5):
    """How far backpropagation is from the numerical gradient: ‖d - d̂‖ / (‖d‖ + ‖d̂‖).

    In float64: at most 1e-7 is right, 1e-5 deserves a look, 1e-3 is a mistake. (A kink of ReLU or
    of L1 within ε of θ gives such a number too.) Batch norm's running μ and σ² are not trained
    and are left out.

    Parameters
    ----------
    network : Network
    theta : (size,), taken as float64
    X : (n_x, m)
    Y : (n_y, m)
    train : True or False; must be said when there is dropout or batch norm
    seed : of the dropout mask, which must be the same in every evaluation
    epsilon : ε > 0

    Returns
    -------
    relative_error : float in [0, 1]; 0 when both gradients are 0

    Raises
    ------
    TypeError, ValueError
        When an input does not fit the network, seed is missing, or the cost is not finite.

    Example
    -------
    >>> network = Network([Dense(2, 3), Tanh(), Dense(3, 1)], BinaryCrossEntropy(), L2(0.1))
    >>> theta = network.initialize(np.random.default_rng(1))
    >>> gradient_check(network, theta, X=np.eye(2), Y=[[0, 1]]) < 1e-7
    True
    """
    NETWORK.check(network, "network")
    if seed is not None:
        SEED.check(seed, "seed")
    elif isinstance(train, bool) and train and any(layer.draws for layer in network.layers):
        raise ValueError("seed is None; expected a number, for the same dropout mask each time")
    theta = finite(theta, "theta", np.float64)

    def fresh():
        return None if seed is None else np.random.default_rng(seed)

    def J(trained):
        nudged = theta.copy()
        nudged[network.trainable] = trained
        return network.cost(nudged, X, Y, train, fresh())

    _, dtheta = network.cost_and_gradient(theta, X, Y, train, fresh())
    d = dtheta[network.trainable]
    d_numerical = numerical_gradient(J, theta[network.trainable], epsilon)
    size = np.linalg.norm(d) + np.linalg.norm(d_numerical)
    return float(np.linalg.norm(d - d_numerical) / size) if size > 0 else 0.0


def _number(f, theta):
    value = f(theta)
    if np.shape(value) != ():
        raise TypeError(f"f returned {short(value)}; expected one number")
    return float(finite(value, "what f returned"))
