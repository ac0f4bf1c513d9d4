"""The live figures of notebook 04, one module each."""

from dlcourse.topics.regularization.explorers.augmentation import augmentation
from dlcourse.topics.regularization.explorers.choose_lambda import choose_lambda
from dlcourse.topics.regularization.explorers.diamond_and_circle import diamond_and_circle
from dlcourse.topics.regularization.explorers.early_stop import early_stop
from dlcourse.topics.regularization.explorers.linear_zone import linear_zone
from dlcourse.topics.regularization.explorers.one_update import one_update
from dlcourse.topics.regularization.explorers.paired_seeds import paired_seeds
from dlcourse.topics.regularization.explorers.penalized_cost import penalized_cost
from dlcourse.topics.regularization.explorers.penalty import penalty
from dlcourse.topics.regularization.explorers.pruning import pruning
from dlcourse.topics.regularization.explorers.quartic import quartic
from dlcourse.topics.regularization.explorers.weight_path import weight_path

__all__ = [
    "augmentation",
    "choose_lambda",
    "diamond_and_circle",
    "early_stop",
    "linear_zone",
    "one_update",
    "paired_seeds",
    "penalized_cost",
    "penalty",
    "pruning",
    "quartic",
    "weight_path",
]
