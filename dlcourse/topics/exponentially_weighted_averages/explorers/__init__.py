"""The live figures of notebook 08, one module each."""

from dlcourse.topics.exponentially_weighted_averages.explorers.averaged_descent import (
    averaged_descent,
)
from dlcourse.topics.exponentially_weighted_averages.explorers.cold_start import cold_start
from dlcourse.topics.exponentially_weighted_averages.explorers.descent import descent
from dlcourse.topics.exponentially_weighted_averages.explorers.late_gradient import late_gradient
from dlcourse.topics.exponentially_weighted_averages.explorers.temperature import temperature
from dlcourse.topics.exponentially_weighted_averages.explorers.weights import weights
from dlcourse.topics.exponentially_weighted_averages.explorers.windows import windows
from dlcourse.topics.exponentially_weighted_averages.explorers.worked_steps import worked_steps
from dlcourse.topics.exponentially_weighted_averages.explorers.wrong_reading import wrong_reading

__all__ = [
    "averaged_descent",
    "cold_start",
    "descent",
    "late_gradient",
    "temperature",
    "weights",
    "windows",
    "worked_steps",
    "wrong_reading",
]
