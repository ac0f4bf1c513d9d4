"""The explorers of notebook 05; `predictions` are asked before them."""

from dlcourse.explorers.dropout import predictions as predictions
from dlcourse.explorers.dropout.convergence import (
    iterations_to_converge as iterations_to_converge,
)
from dlcourse.explorers.dropout.ensemble import ensemble
from dlcourse.explorers.dropout.epoch_time import epoch_time
from dlcourse.explorers.dropout.expected_value import expected_value
from dlcourse.explorers.dropout.gain import dropout_gain
from dlcourse.explorers.dropout.gain_by_data import gain_by_data as gain_by_data
from dlcourse.explorers.dropout.noisy_cost import noisy_cost
from dlcourse.explorers.dropout.per_layer import per_layer
from dlcourse.explorers.dropout.thinned import thinned_network
from dlcourse.explorers.dropout.training_live import dropout_training
from dlcourse.explorers.dropout.with_penalties import with_penalties

__all__ = [
    "dropout_gain",
    "dropout_training",
    "ensemble",
    "epoch_time",
    "expected_value",
    "noisy_cost",
    "per_layer",
    "thinned_network",
    "with_penalties",
]
