"""The exercises of notebook 05, in the notebook's order."""

from .backward import dropout_backward
from .choice import choose_keep_prob
from .constraint import max_norm
from .forward import dropout_forward
from .noise import mask_noise
from .original import z_at_test_time
from .training import dropout_gradient

__all__ = [
    "choose_keep_prob",
    "dropout_backward",
    "dropout_forward",
    "dropout_gradient",
    "mask_noise",
    "max_norm",
    "z_at_test_time",
]
