"""The exercises of notebook 08, in the notebook's order."""

from .correction import bias_corrected
from .recursion import ewa
from .unrolled import weights

__all__ = ["bias_corrected", "ewa", "weights"]
