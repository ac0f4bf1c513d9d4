"""The two numbers by which a network is measured: the share of wrong answers, and the cost."""

import numpy as np

from dlcourse.exercise.exercise import Exercise, Misconception


def _error(A, Y):
    """The misclassified fraction."""
    answers = np.where(A > 0.5, 1, 0)
    return np.sum(answers != Y) / Y.size


def _cost(A, Y):
    """The mean of -log p, with p the probability of the right class."""
    p = np.where(Y == 1, A, 1 - A)
    return np.mean(-np.log(p))


def _probabilities(rng, lengths):
    """(m,), as a sigmoid gives them: never 0 or 1, but near to them, and now and then just ½."""
    values = [0.001, 0.05, 0.1, 0.2, 0.3, 0.45, 0.5, 0.6, 0.75, 0.9, 0.99, 0.999]
    return rng.choice(values, size=lengths["m"])


def _classes(rng, lengths):
    """(m,), each 0 or 1."""
    return rng.integers(0, 2, lengths["m"])


DOMAIN = {"A": _probabilities, "Y": _classes}
CASES = (
    {"A": np.array([0.9]), "Y": np.array([0])},
    {"A": np.array([0.2]), "Y": np.array([0])},
    {"A": np.array([0.9, 0.3, 0.6, 0.1]), "Y": np.array([1, 1, 0, 0])},
)


error = Exercise(
    title="the share of wrong answers",
    reference=_error,
    domain=DOMAIN,
    cases=CASES,
    misconceptions=(
        Misconception(
            "the right ones",
            lambda A, Y: np.mean((A > 0.5) == Y),
            "This is the share of right answers, which is called the accuracy. The error is the "
            "share of wrong ones.",
        ),
        Misconception(
            "a count",
            lambda A, Y: np.sum((A > 0.5) != Y),
            "This counts the wrong answers. The error is their share, so it lies between 0 and 1.",
        ),
        Misconception(
            "percent",
            lambda A, Y: 100 * np.mean((A > 0.5) != Y),
            "This is in percent. The share itself lies between 0 and 1.",
        ),
        Misconception(
            "no answers yet",
            lambda A, Y: np.mean(np.abs(A - Y)),
            "This is how far the probabilities are from the classes. First each probability has "
            "to become an answer, 0 or 1.",
        ),
        Misconception(
            "½ counts as class 1",
            lambda A, Y: np.mean((A >= 0.5) != Y),
            "A probability of just ½ is taken for class 1: the answer is class 1 only above ½.",
        ),
        Misconception(
            "½ counts as right",
            lambda A, Y: np.mean(((A > 0.5) & (Y == 0)) | ((A < 0.5) & (Y == 1))),
            "A probability of just ½ counts as right here, whatever the class is: the answer is "
            "class 1 only above ½, and class 0 otherwise.",
        ),
        Misconception(
            "above 0",
            lambda A, Y: np.mean((A > 0) != Y),
            "Nearly every probability is above 0. The answer is class 1 where it is above ½.",
        ),
    ),
    hints=(
        "First the answers: where is A large enough for class 1?",
        "Comparing two arrays with != gives True for each place where they differ, and in a mean "
        "True counts as 1.",
    ),
    conclusion=(
        "The error does not see how sure the network was: 0.51 and 0.99 are the same answer to it. "
        "So a small step of the weights mostly leaves it as it is, and training follows the cost."
    ),
)

cost = Exercise(
    title="the cost",
    reference=_cost,
    domain=DOMAIN,
    cases=CASES,
    misconceptions=(
        Misconception(
            "class 1 for all",
            lambda A, Y: np.mean(-np.log(A)),
            "This takes A as p for all examples. A is the probability of class 1, and where the "
            "right class is 0, p is 1 − A.",
        ),
        Misconception(
            "the wrong class",
            lambda A, Y: np.mean(-np.log(np.where(Y == 1, 1 - A, A))),
            "Here p is the probability of the wrong class. It should be that of the right one.",
        ),
        Misconception(
            "its own answer",
            lambda A, Y: np.mean(-np.log(np.maximum(A, 1 - A))),
            "Here p is the probability of the network's own answer. It should be that of the "
            "right class, or nobody pays for being wrong.",
        ),
        Misconception(
            "class 0 is free",
            lambda A, Y: -np.mean(Y * np.log(A)),
            "The examples of class 0 cost nothing here. Their p is 1 − A.",
        ),
        Misconception(
            "no minus",
            lambda A, Y: np.mean(np.log(np.where(Y == 1, A, 1 - A))),
            "The minus is missing: the logarithm of a probability is negative, and a cost is not.",
        ),
        Misconception(
            "a sum",
            lambda A, Y: np.sum(-np.log(np.where(Y == 1, A, 1 - A))),
            "This is the sum over the examples. The cost is their mean.",
        ),
        Misconception(
            "log of the mean",
            lambda A, Y: -np.log(np.mean(np.where(Y == 1, A, 1 - A))),
            "This is the logarithm of the mean p. First take the logarithm of each p, then the "
            "mean.",
        ),
        Misconception(
            "another base",
            lambda A, Y: np.mean(-np.log10(np.where(Y == 1, A, 1 - A))),
            "This is the logarithm to base 10. In this course log is the natural one, `np.log`.",
        ),
    ),
    hints=(
        "A is the probability of class 1. What is that of class 0?",
        "`np.where(condition, this, that)` chooses for each example.",
    ),
    conclusion=(
        "This is the cross-entropy. Notebook 01 goes down on it, step by step, and notebook 02 "
        "finds out how much each weight has to do with it."
    ),
)
