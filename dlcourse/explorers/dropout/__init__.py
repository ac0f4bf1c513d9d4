"""The explorers of notebook 05; `predictions` are asked before them."""

from dlcourse.explorers.dropout import predictions as predictions
from dlcourse.explorers.dropout.ensemble import ensemble
from dlcourse.explorers.dropout.epoch_time import epoch_time
from dlcourse.explorers.dropout.expected_value import expected_value
from dlcourse.explorers.dropout.thinned import thinned_network

__all__ = [
    "ensemble",
    "epoch_time",
    "expected_value",
    "thinned_network",
]
