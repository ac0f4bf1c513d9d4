"""The explorers of notebook 08; `predictions` are asked before them."""

from dlcourse.explorers.averages import predictions as predictions

__all__ = []
