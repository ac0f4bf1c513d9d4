"""The explorers of notebook 05; `predictions` are asked before them."""

from dlcourse.explorers.dropout import predictions as predictions
from dlcourse.explorers.dropout.thinned import thinned_network

__all__ = [
    "thinned_network",
]
