"""The live figures of notebook 05, one module each."""

from dlcourse.topics.dropout.explorers.dropout_gain import dropout_gain
from dlcourse.topics.dropout.explorers.dropout_training import dropout_training
from dlcourse.topics.dropout.explorers.ensemble import ensemble
from dlcourse.topics.dropout.explorers.expected_value import expected_value
from dlcourse.topics.dropout.explorers.lost_unit import lost_unit
from dlcourse.topics.dropout.explorers.noisy_cost import noisy_cost
from dlcourse.topics.dropout.explorers.per_layer import per_layer
from dlcourse.topics.dropout.explorers.thinned_network import thinned_network
from dlcourse.topics.dropout.explorers.with_penalties import with_penalties

__all__ = [
    "dropout_gain",
    "dropout_training",
    "ensemble",
    "expected_value",
    "lost_unit",
    "noisy_cost",
    "per_layer",
    "thinned_network",
    "with_penalties",
]
