"""Inverted dropout, backward: the gradient goes through the units that the forward step kept."""

import numpy as np

from dlcourse.exercise.domain import Seed, array, mask, number, seed
from dlcourse.exercise.exercise import Exercise, Misconception
from dlcourse.layers import Dropout


def _dropout_backward(dA, D, keep_prob, rng):
    """∂J/∂A before dropout, from ∂J/∂A after it: dA * D / keep_prob. `rng` is not needed."""
    kept = dA * D
    return kept / keep_prob


def _new_mask(dA, keep_prob, rng):
    return rng.random(dA.shape) < keep_prob


def _forward_again(dA, keep_prob, rng):
    D = _new_mask(dA, keep_prob, rng)
    return dA * D / keep_prob, D


_ONE = {
    "dA": np.array([[0.5, -1.0], [2.0, 0.25]]),
    "D": np.array([[True, True], [False, True]]),
    "keep_prob": 0.8,
    "rng": Seed(7),
}
_TWO = {
    "dA": np.array([[0.5, 1.5, -1.0], [2.0, -0.25, 3.0]]),
    "D": np.array([[False, True, True], [True, False, True]]),
    "keep_prob": 0.6,
    "rng": Seed(8),
}
_THREE = {
    "dA": np.array([[1.0, -2.0, 0.5, 4.0], [0.25, 1.5, -1.0, 2.0], [3.0, -0.5, 0.75, 1.0]]),
    "D": np.array([[True, False, False, False], [False, False, True, False], [False] * 4]),
    "keep_prob": 0.25,
    "rng": Seed(3),
}

dropout_backward = Exercise(
    title="inverted dropout, backward: the gradient of the activations before it",
    reference=_dropout_backward,
    domain={
        "dA": array("n", "m"),
        "D": mask("n", "m"),
        "keep_prob": number(0.05, 1),
        "rng": seed(),
    },
    library=(Dropout.backward,),
    cases=(_ONE, _TWO, _THREE),
    misconceptions=(
        Misconception(
            "new mask",
            lambda dA, D, keep_prob, rng: dA * _new_mask(dA, keep_prob, rng) / keep_prob,
            "A new mask is drawn: the gradient has to go through the units that the forward step "
            "kept, and only D knows which those were.",
        ),
        Misconception(
            "new mask and not divided",
            lambda dA, D, keep_prob, rng: dA * _new_mask(dA, keep_prob, rng),
            "A new mask is drawn, and the scaling is missing: use the mask D of the forward step, "
            "and what the forward step did to the units that it kept.",
        ),
        Misconception(
            "forward again",
            lambda dA, D, keep_prob, rng: _forward_again(dA, keep_prob, rng),
            "This is the forward step over again, with a new mask and two results: only the "
            "gradient is wanted, through the mask D of the forward step before.",
        ),
        Misconception(
            "second mask",
            lambda dA, D, keep_prob, rng: dA * D * _new_mask(dA, keep_prob, rng) / keep_prob,
            "A second mask is drawn on top of D: a unit that was kept gets its whole gradient.",
        ),
        Misconception(
            "not divided",
            lambda dA, D, keep_prob, rng: dA * D,
            "The scaling is missing: the forward step divided what it kept by keep_prob, so its "
            "derivative is divided by keep_prob too.",
        ),
        Misconception(
            "mask missing",
            lambda dA, D, keep_prob, rng: dA / keep_prob,
            "The mask is missing: a unit that was dropped had no part in the cost, so its gradient "
            "is 0.",
        ),
        Misconception(
            "dropped units keep theirs",
            lambda dA, D, keep_prob, rng: np.where(D, dA / keep_prob, dA),
            "The dropped units keep their gradient: they had no part in the cost, so it is 0.",
        ),
        Misconception(
            "dropped units taken out",
            lambda dA, D, keep_prob, rng: dA[D] / keep_prob,
            "The dropped units are taken out of the array: `dA[D]` is shorter. Their gradient is "
            "0, and has its place in an array of dA's shape.",
        ),
        Misconception(
            "matrix product",
            lambda dA, D, keep_prob, rng: dA @ D / keep_prob,
            "The two are multiplied as matrices: the mask belongs to dA entry by entry, with `*`.",
        ),
        Misconception(
            "unchanged",
            lambda dA, D, keep_prob, rng: dA,
            "The gradient comes back as it was: dropout has changed the activations, so it changes "
            "their gradient.",
        ),
        Misconception(
            "multiplied by keep_prob",
            lambda dA, D, keep_prob, rng: dA * D * keep_prob,
            "This multiplies by keep_prob: the forward step divided by it, and the derivative of "
            "A/keep_prob is 1/keep_prob.",
        ),
        Misconception(
            "mask inverted",
            lambda dA, D, keep_prob, rng: dA * ~D / keep_prob,
            "The mask is inverted: the gradient goes to the units that were dropped. D is True "
            "where a unit was kept.",
        ),
        Misconception(
            "mask and scaling inverted",
            lambda dA, D, keep_prob, rng: dA * ~D / (1 - keep_prob),
            "The mask and the scaling are both inverted: D is True where a unit was kept, and "
            "those were divided by keep_prob.",
        ),
        Misconception(
            "divided by the dropped part",
            lambda dA, D, keep_prob, rng: dA * D / (1 - keep_prob),
            "This divides by 1 - keep_prob, the part that was dropped: the forward step divided by "
            "keep_prob.",
        ),
        Misconception(
            "divided twice",
            lambda dA, D, keep_prob, rng: dA * D / keep_prob**2,
            "The gradient is divided by keep_prob twice: the forward step did it once.",
        ),
        Misconception(
            "divided by the share kept",
            lambda dA, D, keep_prob, rng: dA * D / np.mean(D),
            "This divides by the fraction that the mask happened to keep: the forward step divided "
            "by keep_prob, so the backward step does.",
        ),
        Misconception(
            "dA missing",
            lambda dA, D, keep_prob, rng: D / keep_prob,
            "This is the derivative of dropout alone: the chain rule multiplies it by the gradient "
            "dA that comes from behind.",
        ),
        Misconception(
            "divided by m",
            lambda dA, D, keep_prob, rng: dA * D / keep_prob / dA.shape[1],
            "The gradient is divided by m: the 1/m of the cost is in dA already.",
        ),
        Misconception(
            "first example's mask",
            lambda dA, D, keep_prob, rng: dA * D[:, :1] / keep_prob,
            "The first example's mask is used for all: each column of D belongs to one example.",
        ),
        Misconception(
            "mask returned too",
            lambda dA, D, keep_prob, rng: (dA * D / keep_prob, D),
            "Two things come back: the gradient is enough, nobody needs the mask after this.",
        ),
    ),
    hints=(
        "The cost did not see a unit that was switched off. How much does the cost change if "
        "that unit's activation changes a little?",
        "The forward step multiplied each activation by a number, either 0 or another one. By "
        "which? The derivative of that step is the same number.",
        "Of the four arguments one is a temptation. Which of them tells you what the forward step "
        "did, and which would give you something new?",
    ),
    conclusion="Forward and backward multiply by the same numbers: that is the whole layer.",
)
