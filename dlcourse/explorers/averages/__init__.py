"""The explorers of notebook 08; `predictions` are asked before them."""

from dlcourse.explorers.averages import predictions as predictions
from dlcourse.explorers.averages.momentum_memory import momentum_memory
from dlcourse.explorers.averages.one_number import one_number
from dlcourse.explorers.averages.temperature import cold_start, temperature
from dlcourse.explorers.averages.weights import weights
from dlcourse.explorers.averages.worked_steps import worked_steps

__all__ = ["cold_start", "momentum_memory", "one_number", "temperature", "weights", "worked_steps"]
