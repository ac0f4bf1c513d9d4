"""The exercises of notebook 08, in the notebook's order."""

from .bargain import delay_and_noise
from .choice import choose_beta
from .correction import corrected_average
from .recursion import ewa
from .training import averaged_descent

__all__ = ["averaged_descent", "choose_beta", "corrected_average", "delay_and_noise", "ewa"]
