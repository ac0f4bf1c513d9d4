"""Batch norm and layer norm: one formula, over the examples or over the units."""

from dataclasses import dataclass

import numpy as np

from dlcourse._checks import BETA, COUNT, EPSILON
from dlcourse.layers import Layer


@dataclass(eq=False, repr=False)
class BatchNorm(Layer):
    """Each unit gets mean β and standard deviation γ over the batch: Z̃ = γ (Z - μ)/√(σ² + ε) + β.

    In training, μ and σ² = mean((Z - μ)²) are those of the batch; in testing, the averages over the
    batches that `train` keeps in θ: μ := momentum·μ + (1 - momentum)·(μ of the batch), σ² alike.
    Backward: dγ = Σ dZ̃ Z_norm, dβ = Σ dZ̃, dZ = γ/√(σ² + ε) (dZ̃ - dβ/m - Z_norm dγ/m) in training,
    dZ = γ/√(σ² + ε) dZ̃ in testing. A batch of one example gives Z_norm = 0.

    Parameters
    ----------
    n : units; γ, β, μ, σ² are (n, 1) and start as 1, 0, 0, 1
    momentum : the β of the running averages
    epsilon : keeps 0/0 out

    Raises
    ------
    TypeError, ValueError
        When a setting is not as expected above.

    Source: Ioffe & Szegedy 2015, Algorithms 1 and 2. Differs: an exponentially weighted average
    over the batches, and of σ² itself, without their factor m/(m - 1).
    """

    n: COUNT
    momentum: BETA = 0.9
    epsilon: EPSILON = 1e-5

    running = ("mu", "sigma2")
    has_modes = True

    def __post_init__(self):
        super().__post_init__()
        self.n_prev = self.n
        self.shapes = dict.fromkeys(("gamma", "beta", "mu", "sigma2"), (self.n, 1))

    def initialize(self, rng, scheme):
        one, zero = np.ones((self.n, 1)), np.zeros((self.n, 1))
        return {"gamma": one, "beta": zero, "mu": zero, "sigma2": one}

    def forward(self, params, Z, train=None, rng=None):
        if self.check_mode(train):
            mu = Z.mean(axis=1, keepdims=True)
            sigma2 = np.square(Z - mu).mean(axis=1, keepdims=True)
        else:
            mu, sigma2 = params["mu"], params["sigma2"]
        sigma = np.sqrt(sigma2 + self.epsilon)
        Z_norm = (Z - mu) / sigma
        Z_tilde = params["gamma"] * Z_norm + params["beta"]
        return Z_tilde, (params, Z_norm, sigma, train, mu, sigma2)

    def backward(self, cache, dZ_tilde):
        params, Z_norm, sigma, train, *_ = cache
        dgamma = (dZ_tilde * Z_norm).sum(axis=1, keepdims=True)
        dbeta = dZ_tilde.sum(axis=1, keepdims=True)
        dZ = dZ_tilde
        if train:  # μ and σ² depend on Z too; these are their parts of the chain rule
            m = dZ.shape[1]
            dZ = dZ - dbeta / m - Z_norm * (dgamma / m)
        return params["gamma"] / sigma * dZ, {"gamma": dgamma, "beta": dbeta}

    def averages(self, cache):
        params, *_, mu, sigma2 = cache
        b = self.momentum
        return {
            "mu": b * params["mu"] + (1 - b) * mu,
            "sigma2": b * params["sigma2"] + (1 - b) * sigma2,
        }

    def __repr__(self):
        return f"BatchNorm({self.n}, momentum={self.momentum}, epsilon={self.epsilon})"


@dataclass(eq=False, repr=False)
class LayerNorm(Layer):
    """Each example is normalized over its units: Z̃ = γ (Z - μ)/√(σ² + ε) + β.

    Batch norm's formula with axis=0 for axis=1. No other example is needed, so training and testing
    do not differ. Backward, with dZ_norm = γ dZ̃ and means over the units:
    dZ = (dZ_norm - mean(dZ_norm) - Z_norm mean(dZ_norm Z_norm))/√(σ² + ε).

    Parameters
    ----------
    n : units; γ and β are (n, 1) and start as 1 and 0
    epsilon : keeps 0/0 out

    Raises
    ------
    TypeError, ValueError
        When a setting is not as expected above.

    Source: Ba, Kiros & Hinton 2016.
    """

    n: COUNT
    epsilon: EPSILON = 1e-5

    def __post_init__(self):
        super().__post_init__()
        self.n_prev = self.n
        self.shapes = dict.fromkeys(("gamma", "beta"), (self.n, 1))

    def initialize(self, rng, scheme):
        return {"gamma": np.ones((self.n, 1)), "beta": np.zeros((self.n, 1))}

    def forward(self, params, Z, train=None, rng=None):
        mu = Z.mean(axis=0)
        sigma = np.sqrt(np.square(Z - mu).mean(axis=0) + self.epsilon)
        Z_norm = (Z - mu) / sigma
        return params["gamma"] * Z_norm + params["beta"], (params, Z_norm, sigma)

    def backward(self, cache, dZ_tilde):
        params, Z_norm, sigma = cache
        dgamma = (dZ_tilde * Z_norm).sum(axis=1, keepdims=True)
        dbeta = dZ_tilde.sum(axis=1, keepdims=True)
        dZ_norm = params["gamma"] * dZ_tilde
        dZ = dZ_norm - dZ_norm.mean(axis=0) - Z_norm * (dZ_norm * Z_norm).mean(axis=0)
        return dZ / sigma, {"gamma": dgamma, "beta": dbeta}

    def __repr__(self):
        return f"LayerNorm({self.n}, epsilon={self.epsilon})"
