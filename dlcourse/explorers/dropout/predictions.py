"""The predictions of notebook 05: questions that the reader answers before a figure is revealed.

They stand here and not in the notebook, so that nobody reads the answer before giving one.
"""

from dlcourse.explorers.predict import Predict


def masks():
    """Before `thinned_network`: how many masks a mini-batch has."""
    return Predict(
        "A mini-batch of 6 examples goes through a hidden layer of 5 units with dropout, "
        "keep_prob 0.5. Which units are dropped?",
        {
            "The same ones for all 6 examples, others in the next mini-batch.": (
                "The mask D is drawn in the shape of A: 5 units by 6 examples, so that each "
                "column, each example, has numbers of its own."
            ),
            "Other ones for each of the 6 examples.": (
                "D has the shape of A, one column an example: six thinned networks in one "
                "step, all of them with the same weights."
            ),
            "Exactly 2 or 3 of the 5 units for each example.": (
                "Each unit is drawn on its own, as if by tossing a coin. Half are kept on "
                "average, but all 5 may be, and so may none."
            ),
        },
        right="Other ones for each of the 6 examples.",
    )


def no_division():
    """Before `expected_value`: what a missing division does."""
    return Predict(
        "100 units have the activation 1, and the next unit adds them up. In training dropout "
        "keeps them with keep_prob 0.25, and the division by keep_prob is forgotten. What does "
        "the next unit see at test time, when nothing is dropped?",
        {
            "About the same as in training: dropout only adds noise.": (
                "Masks do more than add noise: without the division they take three quarters of "
                "the sum away, 25 instead of 100."
            ),
            "Four times as much as in training.": (
                "In training about 100 × 0.25 = 25, at test time 100. Its weights were learned "
                "for 25. The division puts that right: 25 / 0.25 = 100."
            ),
            "A quarter of what it saw in training.": (
                "It is the other way round: the units are missing in training, at test time all "
                "of them are there."
            ),
        },
        right="Four times as much as in training.",
    )


def half_the_time():
    """Before `epoch_time`: whether dropped units save time."""
    return Predict(
        "With keep_prob 0.5 half of the hidden units are dropped at each step. How long does an "
        "epoch take, compared with one without dropout?",
        {
            "About half as long.": (
                "It would if dropped units were left out. But they are multiplied by 0, and a "
                "matrix product takes as long with zeros as without."
            ),
            "About a quarter as long between the hidden layers, as both ends must be kept.": (
                "That is how many multiplications would matter. But each example drops other "
                "units, so no row or column can be left out for all of them, and all products "
                "are computed."
            ),
            "As long, or a little longer.": (
                "The same matrix products, zeros and all; and the masks have to be drawn and "
                "multiplied on top."
            ),
        },
        right="As long, or a little longer.",
    )
