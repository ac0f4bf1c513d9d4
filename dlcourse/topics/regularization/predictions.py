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
        "After 600 iterations the network repeats the labels of 99 of its 100 training points, and "
        "with them nine of the ten wrong labels. We show it 2,000 new points. A tenth of their "
        "labels are wrong, too. In how many per cent of the new points will its answer differ from "
        "the label?",
        {
            "In 1 %, as on the training points.": (
                "The wrong labels of the new points are drawn anew. No network can know them, so "
                "less than 10 % is out of reach."
            ),
            "In 10 %, the share of the wrong labels.": (
                "That is what a network would reach that had learned the two moons and nothing "
                "else. This one has also learned nine wrong labels, and answers wrongly around "
                "each of these points."
            ),
            "In 20 % or so.": (
                "Around each wrong label that it has learned it answers wrongly, in about a tenth "
                "of all cases. A label is wrong in a tenth, too. Answer and label differ where "
                "just one of the two is wrong, and 0.1 · 0.9 + 0.9 · 0.1 is 18 %."
            ),
            "In 50 %, as by guessing.": (
                "It has learned the two moons as well: 90 of its training labels were right."
            ),
        },
        right="In 20 % or so.",
        conclusion=(
            "To repeat single wrong labels, the boundary winds around single points, and every "
            "new point that falls into such a bulge gets the wrong answer. On the right you see "
            "it coming. The train cost goes on falling while the dev cost turns up."
        ),
    )


def just_right():
    """Before `penalty`, with L2: which two errors say that the wrong labels were not learned."""
    return Predict(
        "Suppose a penalty works perfectly, so that the network learns the two moons and nothing "
        "of the wrong labels. Which errors do we then read off?",
        {
            "Train 10 % and dev 10 %.": (
                "Its answers are right everywhere. In each set they differ from a tenth of the "
                "labels, those that are wrong."
            ),
            "Train 0 % and dev 10 %.": (
                "The training set has wrong labels as well. To err on none of them it would have "
                "to repeat all ten."
            ),
            "Train 0 % and dev 0 %.": (
                "A tenth of the labels are wrong in both sets. Who answers rightly differs from "
                "all of these."
            ),
        },
        right="Train 10 % and dev 10 %.",
        conclusion=(
            "Here a good network has to err on its training set. With λ = 0.5 the boundary is one "
            "smooth curve which leaves the wrong labels on the wrong side. The train error rises "
            "from 1 to 14 %, and the dev error falls from 21 to 12 %."
        ),
    )


def many_updates():
    """Before `one_update`: where a hundred updates lead."""
    return Predict(
        "A weight stands at 0.5, and only the penalty pulls at it. In each update L2 takes off 3 % "
        "of what is left, and L1 takes off 0.03, towards 0. Which of the two weights is exactly 0 "
        "after a hundred updates?",
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
    """Before `diamond_and_circle`: which budget drops a feature."""
    return Predict(
        "Let the contours of the data cost be circles around (1.2, 0.3), so that the best point "
        "within a budget is the one nearest to (1.2, 0.3). Both budgets are t = 0.8. L1 allows "
        "|w₁| + |w₂| ≤ 0.8 and L2 allows √(w₁² + w₂²) ≤ 0.8. Draw the two shapes. Which best point "
        "has w₂ = 0?",
        {
            "That of L2: round shapes pull straight to the axis.": (
                "The nearest point of a round disc lies on the line from its centre to (1.2, 0.3), "
                "at (0.78, 0.19). No direction is special to it."
            ),
            "Neither: (1.2, 0.3) is not on the axis, so no nearest point is.": (
                "For the disc that is true. The diamond has a tip at (0.8, 0), and from there both "
                "of its edges lead away from (1.2, 0.3)."
            ),
            "That of L1, and that of L2 has not.": (
                "Along the diamond's upper right edge, the distance to (1.2, 0.3) falls all the "
                "way down to the tip at (0.8, 0), and along the lower one it rises again."
            ),
        },
        right="That of L1, and that of L2 has not.",
        conclusion=(
            "The diamond has tips, and its tips lie on the axes. Every optimum in the shaded "
            "region ends on such a tip, where a weight is exactly 0. On a circle the optimum "
            "would have to lie on an axis already."
        ),
    )


def bends():
    """Before `linear_zone`: where on tanh the hidden units work."""
    return Predict(
        "With λ = 0.5 the boundary of our network was one smooth, bent curve. Where on tanh do "
        "its hidden units work, that is, where do their z lie?",
        {
            "Most near 0, where tanh is nearly straight, and some where it bends.": (
                "Small weights make small z. Were all of them near 0, the boundary would be "
                "straight, and it is not, so some units have to go on bending it."
            ),
            "All near 0, where tanh is nearly straight.": (
                "Then each layer would be nearly linear, and so would be all of them together. "
                "Such a network cannot draw a bent curve."
            ),
            "Most of them far out, where tanh is flat.": (
                "That takes large z, thus large weights, and these are what λ = 0.5 makes dear."
            ),
        },
        right="Most near 0, where tanh is nearly straight, and some where it bends.",
        conclusion=(
            "Without a penalty 15 % of the z lie in the linear zone and the rest are spread to "
            "the flat ends. With λ = 0.5 they are 64 %, and the others bend the boundary just as "
            "much as the moons need."
        ),
    )


def valley():
    """Before `choose_lambda`: the dev error against λ, drawn by the reader."""
    places = np.arange(len(LAMBDAS))

    def axes(axes):
        axes.set(xlim=(-0.4, 5.4), ylim=(0, 36), ylabel="dev error, %")
        axes.set_xlabel("λ   (not to scale)")
        axes.set_xticks(places, [f"{lambd:g}" for lambd in LAMBDAS])

    def truth():
        *_, result = run(WRONG)
        return 100 * result.means[DEV]

    return Sketch(
        "We train the network on the half moons with six values of λ, each with ten seeds. A tenth "
        "of all labels are wrong. How does the mean dev error depend on λ? Draw it from λ = 0 to "
        "λ = 2.",
        name="the dev error",
        axes=axes,
        x=places,
        truth=truth,
        shapes={
            "falls": 22 - 3 * places,
            "a valley": 8 + 2.2 * (places - 2.5) ** 2,
            "rises": 8 + 3 * places,
        },
        typical="falls",
        places=[f"λ = {lambd:g}" for lambd in LAMBDAS],
        unit=" %",
        conclusion=(
            "It falls from 21 to 12 % and then climbs back to 21 %. On the left the network learns "
            "wrong labels, on the right it can no longer learn the moons. At λ = 2 the gap between "
            "the two errors is small, and both are bad."
        ),
    )


def switched_on():
    """Before `penalized_cost`: what rises when a trained network begins to pay for its weights."""
    return Predict(
        "We take the network of section 1, trained without a penalty, and go on with gradient "
        "descent, in small steps, on J = data cost + penalty with λ = 0.5. What do we see in the "
        "next 1,000 iterations?",
        {
            "J and both of its parts fall, or something is wrong.": (
                "Gradient descent lowers the sum. It promises nothing of the parts."
            ),
            "J falls and the data cost rises.": (
                "J falls, as it has to. The data cost was nearly as low as it gets, so nearly "
                "every way to smaller weights leads upwards for it."
            ),
            "J rises first, as the network has to leave its minimum.": (
                "It leaves a minimum of the data cost. J is another function, and there it starts "
                "halfway up a slope."
            ),
        },
        right="J falls and the data cost rises.",
        conclusion=(
            "The data cost triples, and that is no bug. The penalty falls by more than the data "
            "cost rises, and meanwhile the dev error falls by three points."
        ),
    )


def quartic():
    """Before `quartic`: what a price on θ₃ and θ₄ leaves."""
    return Predict(
        "We fit such a curve to seven noisy points of a parabola, with an L2 price on θ₃ and θ₄ "
        "only, and make λ very large. What is left?",
        {
            "A straight line, for all high powers of x go.": (
                "θ₃ and θ₄ pay and θ₂ does not, so nothing keeps the curve from bending."
            ),
            "Practically a parabola, and not one θ is exactly 0.": (
                "L2 makes θ₃ and θ₄ as small as we like and never 0, as in section 3. What they "
                "still add to the curve cannot be seen."
            ),
            "A parabola, as θ₃ and θ₄ are exactly 0.": (
                "The curve looks like it. But L2's pull gets weaker with the weight, and nothing "
                "ends at 0."
            ),
        },
        right="Practically a parabola, and not one θ is exactly 0.",
        conclusion=(
            "Regularization does not cut the number of parameters, it takes away what they can "
            "do. The quartic without a penalty swings through all seven points. Now it is three "
            "times as near to the truth."
        ),
    )


def flip():
    """Before `augmentation`: whether mirrored digits help."""
    return Predict(
        "You have 50 training images of digits and add 15 copies of each, half of the copies "
        "mirrored left to right. What happens to the error on new digits?",
        {
            "It falls.": (
                "There are, but many of things that do not occur: nobody writes a mirrored 7."
            ),
            "It stays the same.": (
                "The network spends its few units on mirrored shapes that never come."
            ),
            "It rises.": (
                "A mirrored digit is no digit, or looks like another one. The label is no longer "
                "true of the picture."
            ),
        },
        right="It rises.",
        reasons={
            "There are more examples, and more examples tell more.": (
                "Only if they are examples of the same task."
            ),
            "A mirrored digit is mostly no digit, so many labels are no longer true.": (
                "The network has to learn mirrored threes as threes, which costs it real ones."
            ),
            "The network sees each image too often and learns it by heart.": (
                "No image is seen twice in the same form, and without the mirror copies help."
            ),
        },
        reason="A mirrored digit is mostly no digit, so many labels are no longer true.",
        conclusion=(
            "Copies that still show the same digit, a little off or tilted, lower the dev error, "
            "and mirrored ones raise it."
        ),
    )


def stopping():
    """Before `early_stop` with right labels: what many epochs do where there is nothing wrong."""
    return Predict(
        "Now all 150 labels are right. The network trains for 100 epochs again, long after it has "
        "learned every training image. What does its dev error do after the first 40 epochs?",
        {
            "It stays about where it is.": (
                "What is left to learn on the training images is no longer wrong. To become surer "
                "of right answers changes few answers on other images."
            ),
            "It rises, as before: too many epochs overfit.": (
                "Before, it rose because 45 wrong labels were learned one after the other. Without "
                "them there is nothing whose learning spoils the answers on dev images."
            ),
            "It goes on falling, down to 0.": (
                "The train error is 0 by then, so there are hardly any mistakes left to learn from."
            ),
        },
        right="It stays about where it is.",
        conclusion=(
            "It is not the time that does the harm but what there is to learn. With wrong labels "
            "the dev error climbs from 22 to 41 %, and with right ones it stays at 10 %."
        ),
    )


def pruning():
    """Before `pruning`: which network can do without most of its weights."""
    return Predict(
        "Three networks have learned to read digits: without a penalty, with L2, and with L1. "
        "From each you remove 80 % of the weights, the smallest first. Which can still read as "
        "well as before?",
        {
            "The one trained with L1.": (
                "L1 has already made most of its weights exactly 0: removing them changes nothing."
            ),
            "All three: most weights hardly matter.": (
                "The smallest third hardly matters. But without a penalty, and with L2, the rest "
                "is spread over many weights, and 80 % takes most of it."
            ),
            "The one trained with L2: its weights are small.": (
                "Small, but all of them: L2 spreads the work over many weights, so there are few "
                "to spare."
            ),
        },
        right="The one trained with L1.",
        conclusion=(
            "The smallest third of the weights hardly matters in any of the three networks. To "
            "remove most of them, train with L1, which has done the pruning already."
        ),
    )
