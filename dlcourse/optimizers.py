"""The optimizers of the lectures, in order of increasing complexity.

Each is its formula, once, for the whole parameter vector: `theta = optimizer.step(theta, dtheta)`.
In all of them dθ = ∂J/∂θ is `dtheta`, α the learning rate and t = 1, 2, … counts the steps; the
averages v and s are 0 at the start. Squares, roots and quotients go element by element.
`learning_rate` is a number, or a schedule: a function of t (see `dlcourse.schedules`).

A class says what its settings are and what each is expected to be, and its formula. Around the
formula stands `Optimizer.step`. To take a class elsewhere, leave `Optimizer` out and say instead

    t, v, s = 0, 0.0, 0.0
    RATE = BETA = EPSILON = float

then count t up before each `theta = adam.formula(theta, dtheta, alpha)`.
"""

from dataclasses import dataclass

import numpy as np

from dlcourse._checks import BETA, EPSILON, RATE
from dlcourse._stepping import Optimizer


@dataclass(eq=False)
class GradientDescent(Optimizer):
    """Step against the gradient: θ := θ - α dθ.

    Parameters
    ----------
    learning_rate : α

    Example
    -------
    >>> GradientDescent(0.1).step(np.array([1.0, 2.0]), np.array([5.0, -5.0]))
    array([0.5, 2.5])
    """

    learning_rate: RATE

    def formula(self, theta, dtheta, alpha):
        return theta - alpha * dtheta


@dataclass(eq=False)
class Momentum(Optimizer):
    """Step along the average gradient: v := β v + (1 - β) dθ, θ := θ - α v.

    Parameters
    ----------
    learning_rate : α
    beta : how much of v stays; 0 is gradient descent

    Source: Polyak 1964. Differs: the (1 - β), as in the lectures. Without it, as in most libraries,
    the same path needs the learning rate α (1 - β).

    Example
    -------
    >>> Momentum(0.1, beta=0.9).step(np.array([1.0, 2.0]), np.array([5.0, -5.0]))
    array([0.95, 2.05])
    """

    learning_rate: RATE
    beta: BETA = 0.9

    def formula(self, theta, dtheta, alpha):
        self.v = self.beta * self.v + (1 - self.beta) * dtheta
        return theta - alpha * self.v


@dataclass(eq=False)
class Nesterov(Optimizer):
    """Look one step ahead: v := β v + (1 - β) dθ, θ := θ - α (β v + (1 - β) dθ).

    Parameters
    ----------
    learning_rate : α
    beta : how much of v stays; 0 is gradient descent

    Source: Nesterov 1983, in the form of Sutskever et al. 2013. Differs: θ is the point looked
    ahead to, where the gradient is taken, and (1 - β) as in Momentum.

    Example
    -------
    >>> Nesterov(0.1, beta=0.9).step(np.array([1.0, 2.0]), np.array([5.0, -5.0])).round(12)
    array([0.905, 2.095])
    """

    learning_rate: RATE
    beta: BETA = 0.9

    def formula(self, theta, dtheta, alpha):
        self.v = self.beta * self.v + (1 - self.beta) * dtheta
        return theta - alpha * (self.beta * self.v + (1 - self.beta) * dtheta)


@dataclass(eq=False)
class AdaGrad(Optimizer):
    """Give each parameter its own rate, that only falls: s := s + dθ², θ := θ - α dθ / (√s + ε).

    Parameters
    ----------
    learning_rate : α
    epsilon : keeps 0/0 out

    Source: Duchi, Hazan & Singer 2011, diagonal form. Differs: ε outside the root.

    Example
    -------
    >>> AdaGrad(0.1).step(np.array([1.0, 2.0]), np.array([5.0, -5.0])).round(6)
    array([0.9, 2.1])
    """

    learning_rate: RATE
    epsilon: EPSILON = 1e-8

    def formula(self, theta, dtheta, alpha):
        self.s = self.s + dtheta**2
        return theta - alpha * dtheta / (np.sqrt(self.s) + self.epsilon)


@dataclass(eq=False)
class RMSprop(Optimizer):
    """Divide by the root of the mean square: s := β s + (1 - β) dθ², θ := θ - α dθ / (√s + ε).

    Parameters
    ----------
    learning_rate : α
    beta : how much of s stays
    epsilon : keeps 0/0 out

    Source: Hinton 2012, lecture 6e. Differs: ε, which the lecture does not have.

    Example
    -------
    >>> RMSprop(0.1, beta=0.99).step(np.array([1.0, 2.0]), np.array([5.0, -5.0])).round(6)
    array([0., 3.])
    """

    learning_rate: RATE
    beta: BETA = 0.9
    epsilon: EPSILON = 1e-8

    def formula(self, theta, dtheta, alpha):
        self.s = self.beta * self.s + (1 - self.beta) * dtheta**2
        return theta - alpha * dtheta / (np.sqrt(self.s) + self.epsilon)


@dataclass(eq=False)
class Adadelta(Optimizer):
    """Let past steps be the learning rate: Δ = √((u + ε)/(s + ε)) dθ, θ := θ - Δ.

    s := β s + (1 - β) dθ² comes before, u := β u + (1 - β) Δ² after; u is 0 at the start.

    Parameters
    ----------
    beta : how much of s and of u stays
    epsilon : large enough to start the first steps

    Source: Zeiler 2012, Algorithm 1, with ε inside the roots as there. Differs: nothing.

    Example
    -------
    >>> Adadelta().step(np.array([1.0, 2.0]), np.array([5.0, -5.0])).round(6)
    array([0.995528, 2.004472])
    """

    beta: BETA = 0.95
    epsilon: EPSILON = 1e-6
    u = 0.0

    def formula(self, theta, dtheta, alpha):
        self.s = self.beta * self.s + (1 - self.beta) * dtheta**2
        delta = np.sqrt((self.u + self.epsilon) / (self.s + self.epsilon)) * dtheta
        self.u = self.beta * self.u + (1 - self.beta) * delta**2
        return theta - delta


@dataclass(eq=False)
class Adam(Optimizer):
    """Join Momentum and RMSprop, both bias-corrected: θ := θ - α v̂ / (√ŝ + ε).

    v := β₁ v + (1 - β₁) dθ, s := β₂ s + (1 - β₂) dθ², v̂ = v/(1 - β₁ᵗ), ŝ = s/(1 - β₂ᵗ).

    Parameters
    ----------
    learning_rate : α
    beta1, beta2 : how much of v and of s stays
    epsilon : keeps 0/0 out

    Source: Kingma & Ba 2015, Algorithm 1. Differs: in the letters only, v and s for m and v.

    Example
    -------
    >>> Adam(0.1).step(np.array([1.0, 2.0]), np.array([5.0, -5.0])).round(6)
    array([0.9, 2.1])
    """

    learning_rate: RATE = 0.001
    beta1: BETA = 0.9
    beta2: BETA = 0.999
    epsilon: EPSILON = 1e-8

    def formula(self, theta, dtheta, alpha):
        self.v = self.beta1 * self.v + (1 - self.beta1) * dtheta
        self.s = self.beta2 * self.s + (1 - self.beta2) * dtheta**2
        v_corrected = self.v / (1 - self.beta1**self.t)
        s_corrected = self.s / (1 - self.beta2**self.t)
        return theta - alpha * v_corrected / (np.sqrt(s_corrected) + self.epsilon)


@dataclass(eq=False)
class AdaMax(Optimizer):
    """Divide by the largest recent gradient: s := max(β₂ s, |dθ|), θ := θ - α v̂ / (s + ε).

    v := β₁ v + (1 - β₁) dθ, v̂ = v/(1 - β₁ᵗ); s needs no correction.

    Parameters
    ----------
    learning_rate : α; the paper suggests 0.002
    beta1, beta2 : how much of v and of s stays
    epsilon : keeps 0/0 out

    Source: Kingma & Ba 2015, Algorithm 2. Differs: ε, which keeps 0/0 out.

    Example
    -------
    >>> AdaMax(0.1).step(np.array([1.0, 2.0]), np.array([5.0, -5.0])).round(6)
    array([0.9, 2.1])
    """

    learning_rate: RATE = 0.001
    beta1: BETA = 0.9
    beta2: BETA = 0.999
    epsilon: EPSILON = 1e-8

    def formula(self, theta, dtheta, alpha):
        self.v = self.beta1 * self.v + (1 - self.beta1) * dtheta
        self.s = np.maximum(self.beta2 * self.s, np.abs(dtheta))
        v_corrected = self.v / (1 - self.beta1**self.t)
        return theta - alpha * v_corrected / (self.s + self.epsilon)


@dataclass(eq=False)
class NAdam(Optimizer):
    """Let Adam look ahead, as Nesterov does: θ := θ - α v̂ / (√ŝ + ε).

    v and s as in Adam, ŝ = s/(1 - β₂ᵗ), v̂ = β₁ v/(1 - β₁ᵗ⁺¹) + (1 - β₁) dθ/(1 - β₁ᵗ).

    Parameters
    ----------
    learning_rate : α
    beta1, beta2 : how much of v and of s stays
    epsilon : keeps 0/0 out

    Source: Dozat 2016, Algorithm 2. Differs: β₁ is constant, not warmed up.

    Example
    -------
    >>> NAdam(0.1).step(np.array([1.0, 2.0]), np.array([5.0, -5.0])).round(6)
    array([0.852632, 2.147368])
    """

    learning_rate: RATE = 0.001
    beta1: BETA = 0.9
    beta2: BETA = 0.999
    epsilon: EPSILON = 1e-8

    def formula(self, theta, dtheta, alpha):
        self.v = self.beta1 * self.v + (1 - self.beta1) * dtheta
        self.s = self.beta2 * self.s + (1 - self.beta2) * dtheta**2
        v_ahead = self.beta1 * self.v / (1 - self.beta1 ** (self.t + 1))
        v_corrected = v_ahead + (1 - self.beta1) * dtheta / (1 - self.beta1**self.t)
        s_corrected = self.s / (1 - self.beta2**self.t)
        return theta - alpha * v_corrected / (np.sqrt(s_corrected) + self.epsilon)


@dataclass(eq=False)
class AMSGrad(Optimizer):
    """Never let the rate of a parameter grow: s_max := max(s_max, s), θ := θ - α v / (√s_max + ε).

    v := β₁ v + (1 - β₁) dθ, s := β₂ s + (1 - β₂) dθ², as in Adam; s_max is 0 at the start.

    Parameters
    ----------
    learning_rate : α
    beta1, beta2 : how much of v and of s stays
    epsilon : keeps 0/0 out

    Source: Reddi, Kale & Kumar 2018, Algorithm 2, without bias correction as there; many libraries
    correct v and s, so their first step is α, this one (1 - β₁)/√(1 - β₂) α. Differs: ε.

    Example
    -------
    >>> AMSGrad(0.1).step(np.array([1.0, 2.0]), np.array([5.0, -5.0])).round(6)
    array([0.683772, 2.316228])
    """

    learning_rate: RATE = 0.001
    beta1: BETA = 0.9
    beta2: BETA = 0.999
    epsilon: EPSILON = 1e-8
    s_max = 0.0

    def formula(self, theta, dtheta, alpha):
        self.v = self.beta1 * self.v + (1 - self.beta1) * dtheta
        self.s = self.beta2 * self.s + (1 - self.beta2) * dtheta**2
        self.s_max = np.maximum(self.s_max, self.s)
        return theta - alpha * self.v / (np.sqrt(self.s_max) + self.epsilon)
