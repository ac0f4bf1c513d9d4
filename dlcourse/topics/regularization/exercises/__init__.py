"""The exercises of notebook 04, in the notebook's order."""

from .choice import choose_lambda
from .l1 import l1_step
from .l2 import l2_cost, l2_gradient
from .pruning import prune
from .stopping import early_stopping
from .testing import counterexample

__all__ = [
    "choose_lambda",
    "counterexample",
    "early_stopping",
    "l1_step",
    "l2_cost",
    "l2_gradient",
    "prune",
]
