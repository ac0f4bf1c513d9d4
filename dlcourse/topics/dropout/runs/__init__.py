"""What notebook 05 trains: on half moons, on digits in pairs, to a target."""

from dlcourse.topics.dropout.runs.convergence import iterations_to_converge
from dlcourse.topics.dropout.runs.moons import trained_on_moons
from dlcourse.topics.dropout.runs.noisy_digits import gain_by_data

__all__ = ["gain_by_data", "iterations_to_converge", "trained_on_moons"]
