"""Notebook 01: gradient descent."""
