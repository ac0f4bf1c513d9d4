"""Exercises that name the mistake: one module per notebook, on the shared part in `exercise.py`."""
