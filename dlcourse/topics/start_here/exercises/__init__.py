"""The exercises of notebook 00."""

from .measures import cost, error
from .unit import unit

__all__ = ["cost", "error", "unit"]
