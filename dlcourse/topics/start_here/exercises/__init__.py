"""The exercise of notebook 00."""

from .unit import unit

__all__ = ["unit"]
