"""The predictions of notebook 00: questions that the reader answers before a figure is revealed."""

from functools import cache

import numpy as np

from dlcourse.live.predictions import Predict
from dlcourse.live.sketch import Sketch
from dlcourse.topics.start_here import runs
from dlcourse.topics.start_here.explorers.workflow import SETTING

STOPS = np.arange(0, 401, 40)  # iterations at which the sketch has its points


@cache
def _costs():
    """Iteration, train cost and dev cost of the network that overfits."""
    *_, last = runs.training(seed=0, layers=2, lambd=0, **SETTING)
    return last.costs


def new_points():
    """Before `playground`: what the dev cost does while the train cost falls. Drawn."""
    iterations, _, dev = _costs()
    at = np.searchsorted(iterations, STOPS)

    def axes(axes):
        axes.set(xlim=(-12, 412), ylim=(0, 1), xlabel="iteration", ylabel="dev cost")

    start = dev[0]
    down = 0.09 + (start - 0.09) * np.exp(-STOPS / 130)
    turn = np.abs(STOPS - 80) / 320
    return Sketch(
        "Within 400 iterations the train cost falls from 0.76 to nearly 0, and in the end the "
        "network is right about all 100 train points. And on the 500 dev points, from which it "
        "never learns? Draw how their cost changes over the 400 iterations.",
        name="the dev cost",
        axes=axes,
        x=STOPS,
        truth=lambda: dev[at],
        shapes={
            "falls with the train cost": down,
            "falls, then stays": np.maximum(down, 0.35),
            "falls, then rises": 0.2 + np.where(STOPS < 80, 2 * turn, 0.7 * turn),
        },
        typical="falls with the train cost",
        digits=2,
        conclusion=(
            "At first the network finds what train and dev points have in common, and both costs "
            "fall. Then it begins to learn its hundred points by heart. What is true of them only "
            "is wrong elsewhere, and of these wrong answers the network is very sure."
        ),
    )


def all_doubled():
    """Before `one_unit`: what doubling w and b does."""
    return Predict(
        "A unit has w₁ = 1, w₂ = ½ and b = −1. You double all three numbers. What becomes of the "
        "line on which its output is 0?",
        {
            "It moves away from the middle, to twice the distance.": (
                "That is what doubling b alone would do. But the weights are doubled as well."
            ),
            "It turns towards x₁, because w₁ has grown by more than w₂.": (
                "Its direction depends on the ratio of w₁ and w₂, and that is 2 : 1 as before."
            ),
            "It stays where it is.": (
                "The output is 0 where w₁x₁ + w₂x₂ + b is 0, and twice 0 is 0."
            ),
        },
        right="It stays where it is.",
        conclusion=(
            "Large weights do not move a line, they sharpen it. A network whose weights are large "
            "can jump from one answer to the other between two points. Remember that for notebook "
            "04."
        ),
    )


def lines_for_a_fence():
    """Before `fence`: how many units close a boundary."""
    return Predict(
        "The orange class lies inside the blue one. One hidden layer, trained on 100 points: how "
        "many units does it need at least, so that the boundary can go all the way round the "
        "orange points?",
        {
            "Three: a triangle is the smallest closed shape.": (
                "Each unit brings one line, and the smallest closed shape that straight lines can "
                "make is a triangle."
            ),
            "Two: one from each side.": (
                "Two lines leave the plane open at least at one end, however they lie."
            ),
            "More than three: a circle is round.": (
                "The rounder, the more lines. But all that is asked for is a way round, and three "
                "lines make a triangle."
            ),
        },
        right="Three: a triangle is the smallest closed shape.",
        conclusion=(
            "The bias of the last unit is set so that two votes are not enough where the third is "
            "clearly against. The soft edges of tanh make the corners round. "
            "More units make a rounder fence, and more freedom to fence in single points, too."
        ),
    )


def price_on_weights():
    """Before the second `playground`: what a price on weights does to both errors."""
    return Predict(
        "The same network is trained again on the same points, now with a price on its weights, "
        "λ = 0.3. Before, its train error was 0 % and its dev error 12 %. What becomes of them?",
        {
            "The train error rises, and the dev error falls.": (
                "It can no longer afford the sharp edges around single points. So it gives up some "
                "train points, most of them such as had strayed."
            ),
            "Both rise: a network that is held back does everything worse.": (
                "On its own points it does do worse. But what it gives up there was wrong "
                "elsewhere."
            ),
            "The dev error falls, and the train error stays 0 %.": (
                "That would be best of all. But some train points have strayed into the other "
                "class, and to be right about them takes islands, which are expensive now."
            ),
        },
        right="The train error rises, and the dev error falls.",
        conclusion=(
            "The network is wrong about more of the points that it learns from, and right about "
            "more of those that it has never seen."
        ),
    )


def lowest_of_four():
    """Before `workflow`: what the network that was chosen by its dev error does on test points."""
    return Predict(
        "We train the network of section 1 with four prices, λ = 0.1, 0.3, 1 and 3, and keep the "
        "one with the lowest dev error. It errs on 4.8 % of the dev points, and the best possible "
        "error on them is 5.6 %. How often will it err on the test points?",
        {
            "On 4.8 % as well, give or take a little: it has learned from neither.": (
                "It has not learned from the dev points. But we have: they have told us which λ to "
                "keep."
            ),
            "More often than on the dev points, because these chose it.": (
                "It was kept because it did well on just these dev points. Part of that was luck, "
                "and luck does not come along."
            ),
            "Less often: it is the best of four.": (
                "It is the best of four on the dev points, and nobody has asked the others about "
                "the test points."
            ),
        },
        right="More often than on the dev points, because these chose it.",
        conclusion=(
            "4.8 % was too good to be true, and on the test points it is 8.2 %. Whoever chooses by "
            "some examples cannot measure by them any more, and so the test points are kept away "
            "from every choice."
        ),
    )
