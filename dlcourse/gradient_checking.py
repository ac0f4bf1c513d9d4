"""Is the gradient right? Nudge θ and see whether J follows."""

import numpy as np

from dlcourse import _checks as checks


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
    checks.function(f, "f", "a function of theta")
    one_sided = checks.flag(one_sided, "one_sided")
    theta = checks.finite(theta, "theta", np.float64)
    epsilon = checks.number(epsilon, "epsilon", "a number > 0, such as 1e-5", lambda e: e > 0)
    gradient, width = np.empty(theta.shape), epsilon if one_sided else 2 * epsilon
    for i in np.ndindex(theta.shape):
        right, left = theta.copy(), theta.copy()
        right[i] += epsilon
        if not one_sided:
            left[i] -= epsilon
        sentence = f"epsilon is {epsilon}, too small to change theta; expected a larger one"
        checks.expect(right[i] != left[i], sentence)
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
    fits = not isinstance(network, type) and hasattr(network, "cost_and_gradient")
    checks.expect(fits, f"network is {checks.short(network)}; expected a Network", TypeError)
    if seed is not None:
        checks.whole(seed, "seed", at_least=0)
    elif isinstance(train, bool) and train and any(layer.draws for layer in network.layers):
        raise ValueError("seed is None; expected a number, for the same dropout mask each time")
    theta = checks.finite(theta, "theta", np.float64)

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
    sentence = f"f returned {checks.short(value)}; expected one number"
    checks.expect(np.shape(value) == (), sentence, TypeError)
    return float(checks.finite(value, "what f returned"))
