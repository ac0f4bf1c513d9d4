"""The predictions of notebook 04: questions that the reader answers before a figure is revealed.

They stand here and not in the notebook, so that nobody reads the answer before giving one.
"""

import numpy as np

from dlcourse.live.predictions import Predict
from dlcourse.live.sketch import Sketch
from dlcourse.topics.regularization.explorers.choose_lambda import DEV, LAMBDAS, compute


def overfits():
    """Before `penalty`: what training does without a penalty."""
    return Predict(
        "A network with 337 weights and biases trains on 100 points of two half moons, without "
        "any penalty. A tenth of the points have the wrong label. After long training, what will "
        "its error on new points be?",
        {
            "About the same as its train error.": (
                "It would be if it had learned the half moons only. It has also learned these ten"
                " wrong labels, and they are true of nothing else."
            ),
            "Clearly larger than its train error.": (
                "With so many weights it bends around single points. That lowers the train error "
                "and does harm everywhere else."
            ),
            "Smaller: new points are easier.": (
                "New points come from the same source, with as much noise and as many wrong labels."
            ),
        },
        right="Clearly larger than its train error.",
        conclusion=(
            "Without a penalty the boundary winds around single points, the wrong labels among "
            "them. The train error falls and the dev error stays well above it: that gap is the "
            "overfitting."
        ),
    )


def many_updates():
    """Before `one_update`: where many updates lead."""
    return Predict(
        "Repeat the update many times with no gradient from the data: only the penalty pulls at "
        "the weight. Which updates make it exactly 0?",
        {
            "L2 and L1.": (
                "L2 takes off a fixed share of what is left, never everything. And the plain L1 "
                "step walks down, but over 0 and back."
            ),
            "L1, because it takes off the same amount each time.": (
                "It does walk down, but it does not stop: it steps over 0, turns, and steps over "
                "it again."
            ),
            "Neither of them.": (
                "L2 takes off a share of what is left, and the plain L1 step walks over 0 and "
                "back. It takes a rule that stops at 0: soft-thresholding."
            ),
        },
        right="Neither of them.",
        conclusion=(
            "L2 shrinks large weights fast and small ones ever more slowly, so that nothing "
            "becomes exactly 0. The plain L1 step walks down at constant speed, but then it jumps "
            "over zero and back. Only soft-thresholding, which stops *at* zero, rests there."
        ),
    )


def corner():
    """Before `diamond_and_circle`: which budget drops a feature."""
    return Predict(
        "The data alone want w₁ = 1.2 and w₂ = 0.7, the budget allows less. Which of the two "
        "budgets makes w₂ exactly 0?",
        {
            "The diamond of L1.": (
                "Its corner sticks out on the axis, and the ellipses reach it first."
            ),
            "The circle of L2.": (
                "On a circle no direction is special: where the ellipse touches it, w₂ is "
                "smaller, but not 0."
            ),
            "Both of them.": (
                "The diamond does, its corner sticks out. The circle has no corner to catch the "
                "ellipse."
            ),
        },
        right="The diamond of L1.",
        conclusion=(
            "The diamond has corners, and corners lie on the axes. From a whole region of optima "
            "the ellipses touch a corner first, and one weight is then exactly 0: the feature is "
            "dropped. The circle has no corners, so its optimum has to be placed just so before a "
            "weight is exactly 0."
        ),
    )


def linear():
    """Before `linear_zone`: what a large λ leaves of a deep network."""
    return Predict(
        "A deep tanh network trains with a large λ, but not so large that all weights vanish. "
        "What can it still compute?",
        {
            "Nearly nothing but a linear function.": (
                "With small weights all z stay near 0, where tanh is a straight line, and linear "
                "layers in a row are one linear layer."
            ),
            "Anything, only more slowly.": (
                "Training longer does not help: the penalty keeps the weights small for good."
            ),
            "Only steps from -1 to 1.": (
                "Steps need large weights that drive tanh to ±1: the opposite of what λ does."
            ),
        },
        right="Nearly nothing but a linear function.",
        conclusion=(
            "As λ grows the z gather around 0, and two hidden layers of tanh draw the straight "
            "line that logistic regression would draw."
        ),
    )


def quartic():
    """Before `quartic`: what a price on θ₃ and θ₄ leaves."""
    return Predict(
        "A quartic is fitted to a few noisy points of a parabola, with a growing price on θ₃ and "
        "θ₄. What becomes of the curve?",
        {
            "A straight line.": ("θ₃ and θ₄ pay, θ₂ does not: the curve stays bent."),
            "It stays a quartic with all its wiggles.": (
                "The wiggles need θ₃ and θ₄. With L2 these become as small as you like, with L1 "
                "exactly 0."
            ),
            "A parabola.": ("When θ₃ and θ₄ are driven to 0, θ₀ + θ₁x + θ₂x² is what is left."),
        },
        right="A parabola.",
        conclusion=(
            "Regularization does not cut the number of parameters, it takes away what they can "
            "do. Ridge makes θ₃ and θ₄ as small as you like, and LASSO makes them exactly 0."
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
    """Before `early_stop`: what the dev cost does."""
    return Predict(
        "A network trains on 150 digits, some of them with a wrong label. Its cost on these "
        "images falls and falls. What does its cost on the dev images do?",
        {
            "It falls too, only more slowly.": (
                "So it begins. But when the right labels are learned, only the wrong ones are "
                "left to learn."
            ),
            "It falls, then it rises.": (
                "First the network learns what all images share, then the wrong labels by heart, "
                "and the dev images pay for it."
            ),
            "It rises from the start.": (
                "At the start there is plenty to learn that is true of the dev images as well."
            ),
        },
        right="It falls, then it rises.",
        conclusion=(
            "The dev cost turns up when the right labels are learned and only the wrong ones are "
            "left. The images on the right show it. At the best epoch the network still says what "
            "the picture shows, and at the end it repeats the wrong label."
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


def valley():
    """Before `choose_lambda`: the dev error against λ, drawn by the reader."""
    places = np.arange(len(LAMBDAS))

    def axes(axes):
        axes.set(xlim=(-0.4, 7.4), ylim=(0, 60), xlabel="λ", ylabel="dev error, %")
        axes.set_xticks(places, [f"{lambd:g}" for lambd in LAMBDAS])

    def truth():
        *_, result = compute("L2", noise=0.2, images=100)
        return 100 * result.means[DEV]

    return Sketch(
        "A network learns to read digits from 100 images, and 20 of them have a wrong label. It is "
        "trained with eight values of λ, each ten times. What is its mean error on new digits, all "
        "with right labels? Draw it from λ = 0 to λ = 10.",
        name="the dev error",
        axes=axes,
        x=places,
        truth=truth,
        shapes={
            "falls": 50 - 5 * places,
            "a valley": 20 + 1.6 * (places - 3.5) ** 2,
            "rises": 15 + 5 * places,
        },
        typical="falls",
        places=[f"λ = {lambd:g}" for lambd in LAMBDAS],
        unit=" %",
        conclusion=(
            "The dev error has a valley, while the train error is lowest at a small λ. How deep "
            "the valley is depends on how much there is to overfit: with wrong labels a good λ "
            "gains many points, with right ones few."
        ),
    )
