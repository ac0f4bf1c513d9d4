"""Inverted dropout, forward: D keeps each unit with probability keep_prob; A * D / keep_prob."""

import numpy as np

from dlcourse.exercise.domain import Seed, array, choice, number, seed
from dlcourse.exercise.exercise import Exercise, Misconception
from dlcourse.exercise.values import difference, same_structure
from dlcourse.layers import Dropout

from .mistakes import (
    as_is,
    by_fraction_kept,
    by_fraction_kept_or_little,
    drop_prob,
    drop_prob_by_other_side,
    first_column,
    inverted_and_unscaled,
    mask,
    mask_in_place_of_A,
    mask_in_testing,
    mask_of_result,
    matrix_product,
    not_applied,
    only_kept,
    scaled_mask,
    scaling,
    training,
)


def _dropout_forward(A, keep_prob, train, rng):
    """(A, D): in training D = rand < keep_prob and A * D / keep_prob, else A as it is, D all True.

    `rand` is one call of `rng.random(A.shape)`, and only in training.
    """
    if not train:
        return A, np.ones(A.shape, dtype=bool)
    D = rng.random(A.shape) < keep_prob
    return A * D / keep_prob, D


def _testing(change, forward=_dropout_forward):
    """A mistake in testing: `change` takes A and keep_prob and gives (A, D)."""

    def dropout_forward(A, keep_prob, train, rng):
        return forward(A, keep_prob, train, rng) if train else change(A, keep_prob)

    return dropout_forward


def _judge(case, mine, right):
    """Where the mask is another one, say whether the activations go with it."""
    text = difference(mine, right)
    if text is None or not case["train"] or not same_structure(mine, right):
        return text
    D = np.asarray(mine[1])
    if difference(D, right[1]) is None or not np.isin(D, (0, 1)).all():
        return text
    if difference(np.asarray(mine[0]), case["A"] * D / case["keep_prob"]) is None:
        return (
            f"{text}: the activations go with the mask D, but D is another one than is asked for. "
            "Draw with one call of `rng.random(A.shape)`, and keep a unit where its number is "
            "below keep_prob"
        )
    return text


_TWO_BY_TWO = np.array([[2.0, -1.0], [4.0, 3.0]])
_TWO_BY_THREE = np.array([[1.0, 2.0, -3.0], [0.5, -1.5, 4.0]])
_THREE_BY_FOUR = np.array([[1.0, 2.0, 3.0, 4.0], [-1.0, 0.5, 2.5, 6.0], [2.0, 1.5, -2.0, 5.0]])

dropout_forward = Exercise(
    title="inverted dropout, forward: the activations and the mask",
    reference=_dropout_forward,
    domain={
        "A": array("n", "m"),
        "keep_prob": number(0.05, 1),
        "train": choice(True, True, False),
        "rng": seed(),
    },
    judge=_judge,
    library=(Dropout.forward,),
    cases=(
        {"A": _TWO_BY_TWO, "keep_prob": 0.8, "train": True, "rng": Seed(7)},
        {"A": _TWO_BY_TWO, "keep_prob": 0.8, "train": False, "rng": Seed(7)},
        {"A": _TWO_BY_THREE, "keep_prob": 0.6, "train": True, "rng": Seed(8)},
        {"A": _THREE_BY_FOUR, "keep_prob": 0.25, "train": True, "rng": Seed(3)},
        {"A": _THREE_BY_FOUR, "keep_prob": 0.25, "train": False, "rng": Seed(3)},
    ),
    misconceptions=(
        Misconception(
            "not divided",
            scaling(lambda keep_prob: 1),
            "The mask is applied but not divided by keep_prob: the next layer gets less than it "
            "will get in testing, on average keep_prob times as much.",
        ),
        Misconception(
            "multiplied by keep_prob",
            scaling(lambda keep_prob: keep_prob),
            "The kept units are multiplied by keep_prob: the mask has made the layer's sum smaller "
            "already. Dividing makes up for it.",
        ),
        Misconception(
            "divided by the dropped part",
            scaling(lambda keep_prob: 1 / (1 - keep_prob)),
            "The kept units are divided by 1 - keep_prob, the part that is dropped: what is left "
            "is the part keep_prob, so that is what to divide by.",
        ),
        Misconception(
            "multiplied by the dropped part",
            scaling(lambda keep_prob: 1 - keep_prob),
            "The kept units are multiplied by 1 - keep_prob: they have to get larger, not smaller, "
            "to make up for those that are gone. Divide by the part that is kept.",
        ),
        Misconception(
            "divided by the share kept",
            training(by_fraction_kept),
            "This divides by the fraction that this one mask happened to keep: divide by "
            "keep_prob, the same number for every mask.",
        ),
        Misconception(
            "mask inverted",
            mask(lambda A, keep_prob, rng: rng.random(A.shape) > keep_prob),
            "The mask is inverted: a unit is kept where its random number is below keep_prob, "
            "not above.",
        ),
        Misconception(
            "mask inverted and not divided",
            training(inverted_and_unscaled),
            "The mask is inverted, and what is kept is not divided by keep_prob: a unit stays "
            "where its random number is below keep_prob, and grows to make up for the others.",
        ),
        Misconception(
            "keep_prob as the part to drop",
            training(drop_prob),
            "The number keep_prob is taken for the part to drop: 0.8 means that 8 of 10 stay. "
            "Some libraries name the other part.",
        ),
        Misconception(
            "mask and scaling inverted",
            training(drop_prob_by_other_side),
            "The mask is inverted, and the scaling goes with it: only 1 - keep_prob of the units "
            "stay. A unit stays where its random number is below keep_prob.",
        ),
        Misconception(
            "as many dropped as are to stay",
            mask(lambda A, keep_prob, rng: rng.random(A.shape) < 1 - keep_prob),
            "A unit is kept where its number is below 1 - keep_prob: so 1 - keep_prob of them "
            "stay, and it is keep_prob that are to.",
        ),
        Misconception(
            "other side of the draw",
            mask(lambda A, keep_prob, rng: rng.random(A.shape) > 1 - keep_prob),
            "As good a mask, but not the one asked for: each unit is kept with keep_prob, but by "
            "other numbers. Keep a unit where its number is below keep_prob.",
        ),
        Misconception(
            "drawn by binomial",
            mask(lambda A, keep_prob, rng: rng.binomial(1, keep_prob, A.shape)),
            "As good a mask, but drawn by `rng.binomial`, which uses the generator in another way: "
            "draw with `rng.random`, so that your mask can be compared.",
        ),
        Misconception(
            "drawn from a normal",
            mask(lambda A, keep_prob, rng: rng.normal(size=A.shape) < keep_prob),
            "The numbers come from a normal distribution: below keep_prob lies another part of "
            "those. `rng.random` draws evenly between 0 and 1.",
        ),
        Misconception(
            "one mask broadcast over examples",
            mask(lambda A, keep_prob, rng: rng.random((A.shape[0], 1)) < keep_prob),
            "One mask serves all examples: each column of A is an example and gets a thinned "
            "network of its own, so D has A's shape.",
        ),
        Misconception(
            "one mask repeated for all examples",
            mask(
                lambda A, keep_prob, rng: (
                    (rng.random((A.shape[0], 1)) < keep_prob) & np.ones(A.shape, dtype=bool)
                )
            ),
            "One mask is repeated for all examples: each example, a column of A, gets a draw of "
            "its own for each unit.",
        ),
        Misconception(
            "one draw for each example",
            mask(lambda A, keep_prob, rng: rng.random((1, A.shape[1])) < keep_prob),
            "There is one draw for each example: that drops all units of an example or none. "
            "Each entry of A needs a draw of its own, so D has A's shape.",
        ),
        Misconception(
            "one draw for each column",
            mask(lambda A, keep_prob, rng: rng.random(A.shape[1]) < keep_prob),
            "There is one draw for each column: that drops all units of an example or none. "
            "Ask `rng.random` for A's whole shape.",
        ),
        Misconception(
            "mask not applied",
            training(not_applied),
            "The mask is drawn but A is not multiplied by it: every unit stays.",
        ),
        Misconception(
            "dropped units taken out",
            training(only_kept),
            "The dropped units are taken out of the array: `A[D]` with a mask as index leaves a "
            "shorter one. They stay in it, as zeros, so that the shape is A's.",
        ),
        Misconception(
            "matrix product",
            training(matrix_product),
            "A and D are multiplied as matrices: the mask belongs to A entry by entry, with `*`.",
        ),
        Misconception(
            "mask in place of A",
            training(mask_in_place_of_A),
            "This is the mask, scaled: the activations A have to be multiplied by it.",
        ),
        Misconception(
            "mask divided too",
            training(scaled_mask),
            "The mask D itself is divided by keep_prob: the activations are right, but D is to say "
            "True or False for each unit.",
        ),
        Misconception(
            "swapped",
            lambda A, keep_prob, train, rng: _dropout_forward(A, keep_prob, train, rng)[::-1],
            "The two are swapped: first the activations, then the mask.",
        ),
        Misconception(
            "mask not returned",
            lambda A, keep_prob, train, rng: _dropout_forward(A, keep_prob, train, rng)[0],
            "Only the activations come back: the mask D is needed too, backpropagation uses the "
            "same one.",
        ),
        Misconception(
            "drops at test time",
            lambda A, keep_prob, train, rng: _dropout_forward(A, keep_prob, True, rng),
            "Units are dropped at test time too: a network that is asked for an answer uses all "
            "its units. Is `train` looked at?",
        ),
        Misconception(
            "training and testing swapped",
            lambda A, keep_prob, train, rng: _dropout_forward(A, keep_prob, not train, rng),
            "Training and testing are swapped: units are dropped in training only.",
        ),
        Misconception(
            "nothing dropped",
            lambda A, keep_prob, train, rng: as_is(A),
            "Nothing is ever dropped: in training each unit is to be switched off by chance.",
        ),
        Misconception(
            "scaled at test time too",
            _testing(lambda A, keep_prob: (A * keep_prob, np.ones(A.shape, dtype=bool))),
            "The activations are multiplied by keep_prob at test time, although training divided "
            "by it already: with inverted dropout, testing needs nothing.",
        ),
        Misconception(
            "original dropout",
            _testing(
                lambda A, keep_prob: (A * keep_prob, np.ones(A.shape, dtype=bool)),
                scaling(lambda keep_prob: 1),
            ),
            "This is the original dropout, which scales at test time: the inverted one divides by "
            "keep_prob in training instead, and leaves testing alone.",
        ),
        Misconception(
            "divided at test time too",
            _testing(lambda A, keep_prob: (A / keep_prob, np.ones(A.shape, dtype=bool))),
            "At test time A is divided by keep_prob as well: no unit is missing there, so there is "
            "nothing to make up for.",
        ),
        Misconception(
            "mask drawn at test time",
            mask_in_testing,
            "The activations are right, but D is a drawn mask at test time too: all units are kept "
            "there, so it is True everywhere, and `rng` is left alone.",
        ),
        Misconception(
            "mask all False at test time",
            _testing(lambda A, keep_prob: (A, np.zeros(A.shape, dtype=bool))),
            "At test time D says that every unit is dropped: all are kept, so it is True "
            "everywhere.",
        ),
        Misconception(
            "no mask at test time",
            _testing(lambda A, keep_prob: (A, None)),
            "At test time there is None in place of the mask: all units are kept, so D is an array "
            "of True, and backpropagation needs no special case.",
        ),
        Misconception(
            "activations alone at test time",
            _testing(lambda A, keep_prob: A),
            "At test time only the activations come back: return a mask as well, one that keeps "
            "every unit.",
        ),
        Misconception(
            "divided by the share kept, never by 0",
            training(by_fraction_kept_or_little),
            "The kept units are divided by the share that this one mask happened to keep: "
            "keep_prob is the share on average, the same number for every mask.",
        ),
        Misconception(
            "mask read off the result",
            mask_of_result,
            "D is read off the result: a unit that gave 0 by itself was not dropped. D is what "
            "was drawn, and all True at test time.",
        ),
        Misconception(
            "first example's mask for all",
            mask(first_column),
            "The first example's mask is used for all: each column of A gets a draw of its own.",
        ),
    ),
    hints=(
        "Two things are asked: which units stay, and how large those that stay have to be. "
        "Does either question come up at test time?",
        "`rng.random` takes a shape and draws as many numbers between 0 and 1; comparing an array "
        "with a number gives an array of True and False. In a product True counts as 1.",
        "100 units that all give 1, keep_prob 0.8: about 80 stay. By what must each of them be "
        "multiplied so that their sum is about 100 again? At test time `np.ones` makes the mask.",
    ),
    conclusion="The next layer gets the same on average, in training and in testing.",
)
