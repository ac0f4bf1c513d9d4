"""The explorers of notebook 08; `predictions` are asked before them."""

__all__ = []
