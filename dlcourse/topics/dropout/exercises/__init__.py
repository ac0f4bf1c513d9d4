"""The exercises of notebook 05, in the notebook's order."""

from .backward import dropout_backward
from .constraint import max_norm
from .forward import dropout_forward
from .original import z_at_test_time
from .training import dropout_gradient

__all__ = ["dropout_backward", "dropout_forward", "dropout_gradient", "max_norm", "z_at_test_time"]
