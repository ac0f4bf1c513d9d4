"""Exponentially weighted averages: one number in memory that follows a series."""

import numpy as np

from dlcourse._checks import BETA, TRUTH, vector


def exponentially_weighted_average(values, beta, bias_correction=False):
    """Average over about the last 1/(1 - β) values: v_t = β v_{t-1} + (1 - β) x_t, v_0 = 0.

    With `bias_correction` each v_t is divided by 1 - βᵗ, the sum of its weights.

    Parameters
    ----------
    values : (T,), x_1 … x_T
    beta : float in [0, 1); 0 returns the values
    bias_correction : bool

    Returns
    -------
    v : (T,), v_1 … v_T

    Raises
    ------
    TypeError, ValueError
        When values is not a finite series or beta not in [0, 1).

    Example
    -------
    >>> exponentially_weighted_average(np.array([40.0, 49.0, 45.0]), beta=0.9).round(2)
    array([ 4.  ,  8.5 , 12.15])
    """
    values = vector(values, "values", "a series (T,)")
    beta = BETA.check(beta, "beta")
    bias_correction = TRUTH.check(bias_correction, "bias_correction")
    average = np.empty_like(values)
    v = 0.0
    for t, x in enumerate(values.tolist(), start=1):
        v = beta * v + (1 - beta) * x
        average[t - 1] = v / (1 - beta**t) if bias_correction else v
    return average
