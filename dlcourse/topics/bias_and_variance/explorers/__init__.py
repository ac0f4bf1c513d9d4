"""The live figures of notebook 03, one module each."""

from dlcourse.topics.bias_and_variance.explorers.best_of_many import best_of_many
from dlcourse.topics.bias_and_variance.explorers.between_and_beyond import between_and_beyond
from dlcourse.topics.bias_and_variance.explorers.boolean_functions import boolean_functions
from dlcourse.topics.bias_and_variance.explorers.darts import darts
from dlcourse.topics.bias_and_variance.explorers.diagnosis import diagnosis
from dlcourse.topics.bias_and_variance.explorers.double_descent import double_descent
from dlcourse.topics.bias_and_variance.explorers.hidden_units import hidden_units
from dlcourse.topics.bias_and_variance.explorers.k_fold import k_fold
from dlcourse.topics.bias_and_variance.explorers.learning_curves import learning_curves
from dlcourse.topics.bias_and_variance.explorers.many_fits import many_fits
from dlcourse.topics.bias_and_variance.explorers.polynomial_fit import polynomial_fit
from dlcourse.topics.bias_and_variance.explorers.ten_cases import ten_cases

__all__ = [
    "best_of_many",
    "between_and_beyond",
    "boolean_functions",
    "darts",
    "diagnosis",
    "double_descent",
    "hidden_units",
    "k_fold",
    "learning_curves",
    "many_fits",
    "polynomial_fit",
    "ten_cases",
]
