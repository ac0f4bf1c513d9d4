"""The predictions of notebook 04: questions that the reader answers before a figure is revealed.

They stand here and not in the notebook, so that nobody reads the answer before giving one.
"""

import numpy as np

from dlcourse.live.predictions import Predict
from dlcourse.live.sketch import Sketch
from dlcourse.topics.noisy_moons import WRONG
from dlcourse.topics.regularization.explorers.choose_lambda import DEV, LAMBDAS, run


def memorized():
    """Before `penalty`, without a penalty: how many of the new points it gets wrong."""
    return Predict(
        "The network repeats 99 of its 100 training labels, nine wrong ones among them. We show it "
        "2,000 new points, and a tenth of their labels are wrong, too. For how many of them does "
        "its answer differ from the label?",
        {
            "1 %, as on the training points.": (
                "The wrong labels of the new points are drawn anew. No network can know them, so "
                "less than 10 % is out of reach."
            ),
            "10 %, the share of the wrong labels.": (
                "That is what a network would reach that had learned the two moons and nothing "
                "else. This one has also learned nine wrong labels, and answers wrongly around "
                "these points."
            ),
            "20 % or so.": (
                "It answers wrongly around the wrong labels that it has learned, let us guess on a "
                "tenth of the ground. Answer and label differ where just one of the two is wrong, "
                "and 0.1 · 0.9 + 0.9 · 0.1 is 18 %."
            ),
        },
        right="20 % or so.",
        conclusion=(
            "To repeat single wrong labels, the boundary winds around single points, and new "
            "points that fall into such a bulge get the wrong answer. On the right you see it "
            "coming. The train cost goes on falling while the dev cost turns up."
        ),
    )


def just_right():
    """Before `penalty`, with L2: what a good price does to the train error."""
    return Predict(
        "Suppose λ = 0.5 is just right for new points. How many of its 100 training labels will "
        "the network then miss?",
        {
            "None or one, as before, but with smaller weights.": (
                "To miss none or one, it has to repeat at least nine wrong labels. That is what "
                "took the large weights."
            ),
            "About five, as it has to strike a balance.": (
                "That would mean that it repeats about five wrong labels. We hope that it repeats "
                "none."
            ),
            "Ten or a few more, as ten labels are wrong.": (
                "If it leaves the wrong labels alone, it misses all ten of them. And a few right "
                "ones too, perhaps, where points of one moon lie near the other."
            ),
        },
        right="Ten or a few more, as ten labels are wrong.",
        conclusion=(
            "Here a good network has to miss labels of its training set. It misses 14, all ten "
            "wrong ones and four of the right ones, and the boundary is one smooth curve. The "
            "price for it is paid on the training points, and the gain is made on new ones."
        ),
    )


def many_updates():
    """Before `one_update`: where a hundred updates lead."""
    return Predict(
        "A weight stands at 0.5, and only the penalty pulls at it. In each update L2 takes off 3 % "
        "of what is left. L1's plain step moves it in the direction of 0, always by 0.03. Which of "
        "the two weights is exactly 0 after a hundred updates?",
        {
            "Both.": (
                "L2 leaves 97 % each time, and 0.5 · 0.97¹⁰⁰ is 0.024, small but not 0. L1 does "
                "not get there either: after 16 updates it stands at 0.02, and the next one takes "
                "off 0.03."
            ),
            "Only the weight with L1.": (
                "It gets near quickly. After 16 updates it stands at 0.02, and the next one takes "
                "off 0.03. At −0.01 it is pulled back by 0.03 and stands at 0.02 again."
            ),
            "Neither of them.": (
                "L2 leaves 97 % each time. L1 stands at 0.02 after 16 updates, then at −0.01, then "
                "at 0.02 again, and so on for ever."
            ),
        },
        right="Neither of them.",
        conclusion=(
            "L2 gets slower and slower. L1's plain step keeps its pace, so it walks over 0 and "
            "back. A third rule rests: soft-thresholding, which takes the same step but stops at 0."
        ),
    )


def corner():
    """Before `diamond_and_circle`: which optimum ends on the corner."""
    return Predict(
        "The budget of L1 is |w₁| + |w₂| ≤ 0.8. Draw the diamond, and two optima, one at "
        "(1.2, 0.3) and one at (1.1, 1.2). The contours are circles, so the best point within the "
        "budget is the one nearest to the optimum. For which optimum does L1 end with w₂ = 0?",
        {
            "For both: L1 makes weights 0.": (
                "The nearest point to (1.1, 1.2) lies in the middle of an edge, at (0.35, 0.45). "
                "L1 does not always give a zero."
            ),
            "For (1.2, 0.3) only, because it lies near the axis of w₁.": (
                "Along the upper right edge, the distance to (1.2, 0.3) falls all the way down to "
                "the corner at (0.8, 0), and along the lower right edge it rises again. From "
                "(1.1, 1.2) the nearest point is (0.35, 0.45), in the middle of the edge."
            ),
            "For neither: no optimum has w₂ = 0 itself.": (
                "It need not. The diamond has a corner at (0.8, 0), and from there both edges lead "
                "away from (1.2, 0.3)."
            ),
        },
        right="For (1.2, 0.3) only, because it lies near the axis of w₁.",
        conclusion=(
            "The diamond has corners, and they lie on the axes. Every optimum in a shaded wedge "
            "ends on one of them, where a weight is exactly 0. The disc of L2 has no corners. It "
            "takes (1.2, 0.3) to (0.78, 0.19), and no weight is 0."
        ),
    )


def straight():
    """Before `linear_zone` at λ = 5: why a network with two hidden layers draws a straight line."""
    return Predict(
        "With λ = 5 the boundary is straight, although two hidden layers of tanh units draw it and "
        "no weight is 0. How can that be?",
        {
            "All z are near 0, where tanh hardly bends.": (
                "Small weights make small z, and near 0 the curve of tanh is nearly a line. Then "
                "each layer is nearly a linear map, and so are all of them together."
            ),
            "The second layer acts in one direction only, and one direction gives one line.": (
                "It does act in one direction by then. But with L1 and λ = 0.5 a single unit is "
                "left, and its boundary is curved, because the first layer bends what it gets."
            ),
            "All weights are nearly 0, so the hidden layers do nothing.": (
                "Then the output would be nearly the same everywhere, and there would be no "
                "boundary at all. That is so at λ = 50, in the preset *far too much*."
            ),
        },
        right="All z are near 0, where tanh hardly bends.",
        conclusion=(
            "Every z is in the shaded strip now, and both hidden layers together are nearly one "
            "linear map. The dotted lines are those of λ = 0.5, where some z lie farther out, and "
            "the boundary is bent."
        ),
    )


def valley():
    """Before `choose_lambda`: the dev error against λ, drawn by the reader."""
    places = np.arange(len(LAMBDAS))

    def axes(axes):
        axes.set(xlim=(-0.4, 4.4), ylim=(0, 36), ylabel="dev error, %")
        axes.set_xlabel("λ   (not to scale)")
        axes.set_xticks(places, [f"{lambd:g}" for lambd in LAMBDAS])

    def truth():
        *_, result = run(WRONG)
        return 100 * result.means[DEV]

    return Sketch(
        "We train the network on the half moons with five values of λ, each with ten seeds. On "
        "average the dev error is 21 % at λ = 0 and 12 % at λ = 0.5. How does it go on to λ = 2, "
        "four times that price? Draw the whole curve. (The five values stand at equal distances.)",
        name="the dev error",
        axes=axes,
        x=places,
        truth=truth,
        shapes={
            "on down, to 11 %": np.array([21, 16.5, 12, 11.5, 11]),
            "a little up, to 14 %": np.array([21, 16.5, 12, 12.5, 14]),
            "far up, to 20 %": np.array([21, 16.5, 12, 15.5, 20]),
        },
        typical="a little up, to 14 %",
        places=[f"λ = {lambd:g}" for lambd in LAMBDAS],
        unit=" %",
        conclusion=(
            "It climbs back to 21 %, as if there were no penalty, and for the opposite reason. On "
            "the left the network learns wrong labels, on the right it can no longer learn the "
            "moons. At λ = 2 the gap between the two errors is small, and both are bad."
        ),
    )


def switched_on():
    """Before `penalized_cost`: what rises when a trained network begins to pay for its weights."""
    return Predict(
        "We take the network of section 1, trained without a penalty, and go on with gradient "
        "descent, in small steps, on J = data cost + penalty with λ = 0.5. What do we see in the "
        "next 600 iterations?",
        {
            "J and both of its parts fall, or something is wrong.": (
                "Gradient descent lowers the sum. It promises nothing of the parts."
            ),
            "J falls and the data cost rises.": (
                "J falls, as it has to. The data cost is low because the weights are large, so "
                "the way to smaller weights leads upwards for it."
            ),
            "J rises first, as the network has to leave its minimum.": (
                "What it leaves is a place where the data cost is low. J is another function, and "
                "it has a slope there, down which the steps go."
            ),
        },
        right="J falls and the data cost rises.",
        conclusion=(
            "The data cost nearly triples, and that is no bug. The penalty falls by more than the "
            "data cost rises, and meanwhile the dev error falls by nearly three percentage points."
        ),
    )


def shifted():
    """Before `augmentation`: whether true labels are enough."""
    return Predict(
        "The 15 copies of each image are moved by up to two pixels to any side, and not "
        "turned. What do they do to the error on new digits?",
        {
            "They lower it, since there are 16 times as many images.": (
                "More images help if they are like those to come. New digits fill their 8×8 "
                "pixels, as the ten images do."
            ),
            "They change nothing, since a moved 3 is the same 3.": (
                "The network does not know that. To it a moved image is another list of 64 numbers."
            ),
            "They raise it, since no new digit looks like them.": (
                "The digits fill their 8×8 pixels, so two pixels cut parts off. And new digits "
                "stand in the middle, so the network learns pictures that never come."
            ),
        },
        right="They raise it, since no new digit looks like them.",
        conclusion=(
            "A copy that is true is not enough. Many of these show a digit without one of its "
            "edges, and at a place where no new digit stands."
        ),
    )


def stopping():
    """Before `early_stop` with right labels: what many epochs do where there is nothing wrong."""
    return Predict(
        "Now all 150 labels are right. The network trains for 100 epochs again, and so goes "
        "on long after it has learned every training image. What does its dev error do after the "
        "first 40 epochs, and why?",
        {
            "It stays about where it is.": "It comes to about 10 % and stays there.",
            "It rises, as before.": (
                "Before, it rose because 45 wrong labels were learned one after the other. Without "
                "them there is nothing whose learning spoils the answers on dev images."
            ),
            "It goes on falling, down to 0.": (
                "The train error is 0 by then, so there are hardly any mistakes left to learn from."
            ),
        },
        right="It stays about where it is.",
        reasons={
            "Too many epochs always overfit.": (
                "They only give the time to learn whatever there is to be learned, right or wrong."
            ),
            "The network has stopped changing.": (
                "It has not, for the train cost falls to the last epoch."
            ),
            "What is left to learn is no longer wrong.": (
                "To become surer of right answers changes few answers on other images."
            ),
        },
        reason="What is left to learn is no longer wrong.",
        conclusion=(
            "Here it is not the time that does the harm but what there is to learn. With wrong "
            "labels the dev error climbs from 22 to 41 %, and with right ones it stays at 10 %."
        ),
    )


def pruning():
    """Before `pruning`: which network can do without the smallest third of its weights."""
    return Predict(
        "Three networks have learned to read digits, without a penalty, with L2 and with L1, and "
        "each errs on about 10 % of the dev images. From each we remove the smallest 30 % of the "
        "weights. In the first two these hold about 1 % of Σw², and with L1 none. Which network "
        "errs on 13 % or more afterwards?",
        {
            "The one without a penalty, as it uses all of its weights.": (
                "It has a weight for everything, but its smallest third adds little to any z."
            ),
            "Those without a penalty and with L2. L1 alone has zeros.": (
                "L1's zeros can go for nothing. But the smallest third of the other two networks' "
                "weights matters as little, without being 0."
            ),
            "None of them, as these weights hold next to nothing.": (
                "These weights add very little to any z, as their share of Σw² tells."
            ),
        },
        right="None of them, as these weights hold next to nothing.",
        conclusion=(
            "Nearly a third of the weights can go in any of the three networks. From 40 % on the "
            "first one begins to err more, with L1 only from 80 % on."
        ),
    )
