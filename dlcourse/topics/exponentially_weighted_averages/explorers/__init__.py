"""The live figures of notebook 08, one module each."""

from dlcourse.topics.exponentially_weighted_averages.explorers.cold_start import cold_start
from dlcourse.topics.exponentially_weighted_averages.explorers.momentum_memory import (
    momentum_memory,
)
from dlcourse.topics.exponentially_weighted_averages.explorers.one_number import one_number
from dlcourse.topics.exponentially_weighted_averages.explorers.temperature import temperature
from dlcourse.topics.exponentially_weighted_averages.explorers.weights import weights
from dlcourse.topics.exponentially_weighted_averages.explorers.worked_steps import worked_steps

__all__ = ["cold_start", "momentum_memory", "one_number", "temperature", "weights", "worked_steps"]
