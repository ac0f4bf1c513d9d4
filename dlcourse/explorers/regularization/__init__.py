"""The explorers of notebook 04, in the notebook's order; `predictions` are asked before them."""

from dlcourse.explorers.regularization import predictions as predictions
from dlcourse.explorers.regularization.diamond import diamond_and_circle
from dlcourse.explorers.regularization.one_update import one_update
from dlcourse.explorers.regularization.penalty import penalty
from dlcourse.explorers.regularization.quartic import quartic
from dlcourse.explorers.regularization.weight_path import weight_path

__all__ = [
    "diamond_and_circle",
    "one_update",
    "penalty",
    "quartic",
    "weight_path",
]
