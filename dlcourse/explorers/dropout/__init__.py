"""The explorers of notebook 05; `predictions` are asked before them."""

__all__ = []
