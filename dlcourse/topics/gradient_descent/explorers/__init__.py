"""The live figures of notebook 01, one module each."""

from dlcourse.topics.gradient_descent.explorers.contours import contours
from dlcourse.topics.gradient_descent.explorers.four_regimes import four_regimes
from dlcourse.topics.gradient_descent.explorers.line_fit import line_fit
from dlcourse.topics.gradient_descent.explorers.logistic_fit import logistic_fit
from dlcourse.topics.gradient_descent.explorers.lowered_rate import lowered_rate
from dlcourse.topics.gradient_descent.explorers.one_rate import one_rate
from dlcourse.topics.gradient_descent.explorers.one_weight import one_weight
from dlcourse.topics.gradient_descent.explorers.secant import secant
from dlcourse.topics.gradient_descent.explorers.slope_signs import slope_signs
from dlcourse.topics.gradient_descent.explorers.walk import walk

__all__ = [
    "contours",
    "four_regimes",
    "line_fit",
    "logistic_fit",
    "lowered_rate",
    "one_rate",
    "one_weight",
    "secant",
    "slope_signs",
    "walk",
]
