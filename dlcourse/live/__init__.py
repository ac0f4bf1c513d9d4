"""The machinery of the live figures: controls, runs, pictures, predictions."""
