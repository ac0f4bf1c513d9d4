"""The live figures of notebook 02, one module each."""

from dlcourse.topics.backpropagation.explorers.computation_graph import computation_graph
from dlcourse.topics.backpropagation.explorers.difference_error import difference_error
from dlcourse.topics.backpropagation.explorers.loops_and_vectors import loops_and_vectors
from dlcourse.topics.backpropagation.explorers.network_steps import network_steps
from dlcourse.topics.backpropagation.explorers.planted_bug import planted_bug
from dlcourse.topics.backpropagation.explorers.reading_digits import reading_digits
from dlcourse.topics.backpropagation.explorers.shape_table import shape_table
from dlcourse.topics.backpropagation.explorers.two_losses import two_losses

__all__ = [
    "computation_graph",
    "difference_error",
    "loops_and_vectors",
    "network_steps",
    "planted_bug",
    "reading_digits",
    "shape_table",
    "two_losses",
]
