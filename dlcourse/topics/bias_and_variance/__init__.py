"""Notebook 03: bias and variance."""
