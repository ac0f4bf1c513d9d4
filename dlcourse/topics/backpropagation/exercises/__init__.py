"""The exercises of notebook 02, in the notebook's order."""

from .choice import choose_learning_rate
from .graph import graph_gradient
from .hidden import hidden_gradient
from .squared import squared_error_gradient
from .swish import swish_backward

__all__ = [
    "choose_learning_rate",
    "graph_gradient",
    "hidden_gradient",
    "squared_error_gradient",
    "swish_backward",
]
