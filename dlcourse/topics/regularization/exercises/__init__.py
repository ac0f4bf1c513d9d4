"""The exercises of notebook 04, in the notebook's order."""

from .choice import choose_lambda
from .l1 import l1_step
from .l2 import anchored_gradient, l2_cost
from .pruning import prune
from .rows import shrink_rows
from .stopping import early_stopping
from .testing import counterexample

__all__ = [
    "anchored_gradient",
    "choose_lambda",
    "counterexample",
    "early_stopping",
    "l1_step",
    "l2_cost",
    "prune",
    "shrink_rows",
]
