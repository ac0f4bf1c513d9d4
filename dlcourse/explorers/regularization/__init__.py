"""The explorers of notebook 04; `predictions` are asked before them."""

from dlcourse.explorers.regularization import predictions as predictions
from dlcourse.explorers.regularization.augmented_digits import augmentation
from dlcourse.explorers.regularization.choose_lambda import choose_lambda
from dlcourse.explorers.regularization.diamond import diamond_and_circle
from dlcourse.explorers.regularization.early_stop import early_stop
from dlcourse.explorers.regularization.linear_zone import linear_zone
from dlcourse.explorers.regularization.one_update import one_update
from dlcourse.explorers.regularization.penalized_cost import penalized_cost
from dlcourse.explorers.regularization.penalty import penalty
from dlcourse.explorers.regularization.pruning import pruning
from dlcourse.explorers.regularization.quartic import quartic
from dlcourse.explorers.regularization.weight_path import weight_path

__all__ = [
    "augmentation",
    "choose_lambda",
    "diamond_and_circle",
    "early_stop",
    "linear_zone",
    "one_update",
    "penalized_cost",
    "penalty",
    "pruning",
    "quartic",
    "weight_path",
]
