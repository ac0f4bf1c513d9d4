"""The exercises of notebook 03, in the notebook's order."""

from .choice import choose_k
from .folds import k_fold_error
from .neighbours import nearest_neighbours
from .parts import bias_and_variance

__all__ = ["bias_and_variance", "choose_k", "k_fold_error", "nearest_neighbours"]
