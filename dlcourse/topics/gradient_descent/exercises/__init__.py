"""The exercises of notebook 01, in the notebook's order."""

from .choice import choose_rate
from .line import line_step
from .logistic import logistic_gradient
from .walking import descend

__all__ = ["choose_rate", "descend", "line_step", "logistic_gradient"]
