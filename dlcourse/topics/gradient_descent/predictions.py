"""The predictions of notebook 01: questions that the reader answers before a figure is revealed."""

import numpy as np

from dlcourse.live.predictions import Predict
from dlcourse.live.sketch import Sketch
from dlcourse.topics.gradient_descent.explorers.line_fit import compute as fit_line

NUDGES = 10.0 ** -np.arange(13)
STEPS = (0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


def _right_digits():
    """How many digits of (f(x + h) - f(x)) / h are right, for x² at 5 and every nudge."""
    ratios = ((5 + NUDGES) * (5 + NUDGES) - 25) / NUDGES
    return -np.log10(np.abs(ratios - 10) / 10)


def right_digits():
    """Before `secant`: is a smaller nudge always better? Drawn by the reader."""
    power = np.arange(13.0)

    def axes(axes):
        axes.set(xlim=(-0.4, 12.4), ylim=(0, 16), ylabel="right digits")
        axes.set(xlabel="nudge h, a tenth at each step to the right")
        axes.set_xticks(range(0, 13, 3), ["1", "10⁻³", "10⁻⁶", "10⁻⁹", "10⁻¹²"])

    return Sketch(
        "The slope of x² at x = 5 is 10. The nudge h = 0.1 gives 10.1: two digits are right. The "
        "computer keeps about 16 digits of every number that it works out. Draw how many digits of "
        "Δy/Δx are right as the nudge gets smaller.",
        name="the right digits",
        axes=axes,
        x=power,
        truth=_right_digits,
        shapes={
            "more and more": 1.0 + power,
            "more, and from 10⁻⁶ on no more": np.minimum(1.0 + power, 7.0),
            "more, then fewer": 1.0 + np.where(power < 7, power, 14 - power),
        },
        typical="more and more",
        places=[f"h = {nudge:g}" for nudge in NUDGES],
        digits=1,
        conclusion=(
            "Two errors compete. A large nudge leads to a place where the curve has another slope. "
            "A tiny one makes a rise so small that only its first few digits find room at the end "
            "of "
            "the 16."
        ),
    )


def three_flats():
    """Before `slope_signs`: does slope 0 mean minimum?"""
    return Predict(
        "Walking to the right along a curve you note the sign of its slope: −, then 0 at one "
        "place, − again, 0, +, 0, −. The slope is 0 at three places. How many minima are among "
        "them?",
        {
            "Three: at a minimum the slope is 0.": (
                "It is, but not the other way round: at a maximum it is 0 as well, and at the "
                "first of "
                "these places, too."
            ),
            "Two: minima and maxima alternate.": (
                "They do, but the first of the three places is neither of them: before it the "
                "curve falls, "
                "and after it, too."
            ),
            "One: there must be − before it and + after it.": (
                "Only at the second place the sign changes from − to +: down before it, up behind "
                "it. At the first the curve falls on both sides, the third is a maximum."
            ),
        },
        right="One: there must be − before it and + after it.",
        conclusion=(
            "A slope of 0 says that the ground is level and no more. What the place is, is said by "
            "the signs on its two sides."
        ),
    )


def three_times_the_rate():
    """Before `walk`: are longer steps faster?"""
    return Predict(
        "On ½x² you walk from x = −4, and with α = 0.5 each step halves the distance to 0. Now you "
        "take α = 1.5, three times as much. What happens?",
        {
            "You jump to the other side each time, and yet come nearer.": (
                "The slope at −4 is −4, so the first step is 6 long and ends at +2. Half of the "
                "distance is left, on the other side."
            ),
            "You arrive in about a third of the steps.": (
                "The first step would be 6 long, but the lowest point is only 4 away."
            ),
            "You jump to the other side each time, and farther away.": (
                "You do jump past it: from −4 by 6 to +2. But 2 is nearer than 4 was."
            ),
        },
        right="You jump to the other side each time, and yet come nearer.",
        conclusion=(
            "Too long a step leads past the lowest point. That alone does no harm: as long as the "
            "other side is nearer, the walk converges."
        ),
    )


def tenth_or_nineteen():
    """Before `four_regimes`: which of two extreme rates is better?"""
    return Predict(
        "Again ½x², this time from x = 4. One walker takes α = 0.1, another α = 1.9. Which of them "
        "is nearer to 0 after twenty steps? (Work out what one step makes of x.)",
        {
            "The careful one, α = 0.1.": (
                "It never jumps past 0, but a step leaves nine tenths of the distance. That is "
                "exactly what the other one's steps do."
            ),
            "They are equally near.": (
                "A step takes x to x − αx. That is 0.9 x for the one and −0.9 x for the other."
            ),
            "The fast one, α = 1.9.": (
                "Its steps are much longer, but nearly all of their length is spent on crossing to "
                "the other side: −0.9 x is left."
            ),
        },
        right="They are equally near.",
        conclusion=(
            "What counts is the size of the factor 1 − α. It is the same on both sides of α = 1, "
            "and there it is 0."
        ),
    )


def level_ground():
    """Before `walk` on x³: does it roll on?"""
    return Predict(
        "The curve x³ falls from the right to the left without end, and at x = 0 there is a level "
        "place. You start at x = 1.5 with α = 0.1, and the slope at x is 3x². Where are you after "
        "20 steps?",
        {
            "Far to the left: it goes down all the way.": (
                "A ball would roll on. This walker has no momentum: it only feels the slope under "
                "its feet, and that is nearly 0."
            ),
            "Swinging to and fro about 0.": (
                "It would have to jump past 0 first, and then the slope is positive again, which "
                "leads it to the left and not back."
            ),
            "Still to the right of 0, nearer to it.": (
                "At x a step is 0.3 x² long: at 0.1 it is 0.003, at 0.01 only 0.00003. Each step "
                "is shorter than what is left."
            ),
        },
        right="Still to the right of 0, nearer to it.",
        conclusion=(
            "Where the slope fades, so do the steps. A walk can come to rest at any level place, "
            "minimum or not."
        ),
    )


def way_of_w():
    """Before `line_fit`: how w gets to its place, drawn by the reader."""
    place = np.arange(len(STEPS), dtype=float)

    def axes(axes):
        axes.set(xlim=(-0.4, 10.4), ylim=(0, 16), ylabel="w, points per hour", xlabel="step")
        axes.set_xticks(place, [f"{step:,}" for step in STEPS])
        axes.axhline(7.64, color="#6B6B6B", linestyle=":", linewidth=1.2)
        axes.text(10.3, 6.4, "···  w of the best line", ha="right", fontsize=10, color="#6B6B6B")

    rise = 7.64 * (1 - 0.5**place)
    return Sketch(
        "You walk in w and b at once, from w = 0 and b = 0, with α = 0.02 for both. Among the "
        "lines through the origin 11.37 was best. Of all lines the "
        "one with the least cost has w = 7.64 and b = 21.1. The slope in w is the mean of error "
        "times "
        "hours, that in b the mean of the errors alone. Draw w against the steps. (On this axis "
        "0, 1, 2, 5, 10 … are equally far apart.)",
        name="w",
        axes=axes,
        x=place,
        truth=lambda: fit_line(0.02, STEPS[-1], 0.0, 0.0, False).path[list(STEPS), 0],
        shapes={
            "rises to 7.6 and stays": rise,
            "rises slowly, to the end": 0.764 * place,
            "rises above 7.6, then falls": np.interp(place, [0, 3, 5, 10], [0, 10, 10, 7.6]),
        },
        typical="rises to 7.6 and stays",
        places=[f"step {step:,}" for step in STEPS],
        digits=1,
        conclusion=(
            "b has hardly begun when w has found the line that is best for b near 0. That is "
            "nearly the steep line through the origin, 11.4. Only as b rises can w come back."
        ),
    )


def ten_times_as_long():
    """Before `one_rate`: what does an elongated ravine cost?"""
    return Predict(
        "In a ravine with the curvatures 1 along and 10 across, the best of all rates needs 23 "
        "steps to come a hundred times nearer. Now it is 1 along and 100 across, and you choose α "
        "anew, as well as can be. How many steps do you need?",
        {
            "About ten times as many.": (
                "Across, α has to stay below 2/100 instead of 2/10. Along the floor nothing has "
                "become steeper, so a step there covers a tenth of what it covered before."
            ),
            "About as many: α is made for it.": (
                "α can be made for one direction. The steep one keeps it small, and the flat one "
                "has to live with that."
            ),
            "About a hundred times as many.": (
                "Along the floor only α has changed, and it became a tenth. A hundredth "
                "would need a second such factor, and there is none."
            ),
        },
        right="About ten times as many.",
        conclusion=(
            "In a long ravine the number of steps grows as the elongation does. The steepest "
            "direction sets the "
            "rate, and the flattest one pays for it."
        ),
    )


def beside_the_saddle():
    """Before `contours` with two valleys: does the saddle hold the walk?"""
    return Predict(
        "A landscape has two minima, at (0, 1) and (0, −1), and between them a saddle at (0, 0). "
        "Its "
        "slope in y is y(y² − 1). From (−3.6, 0) the walk ends at the saddle. Where does it end "
        "from (−3.6, 0.01), with α = 0.2 and a hundred steps?",
        {
            "Close to the saddle, a little above it.": (
                "For a while it is there. But for a small y > 0 the slope in y is negative, so "
                "every step makes y larger."
            ),
            "At the upper minimum.": (
                "For a small y the slope in y is about −y, so y grows by a fifth at each step. "
                "That begins "
                "slowly, but a hundred steps are enough."
            ),
            "At the lower minimum.": (
                "It would have to cross y = 0, and there the slope in y changes its sign: it leads "
                "away from that line on both sides."
            ),
        },
        right="At the upper minimum.",
        conclusion=(
            "A saddle holds only a walk that comes to it on one single line. All others leave it "
            "after a while, and what they lose there is time."
        ),
    )


def after_two_thousand():
    """Before `logistic_fit`: does w settle?"""
    return Predict(
        "In this class all who studied for 4 hours or more passed, and nobody else did. After 20 "
        "steps with α = 1 we have w = 1.93. What is w after 2,000 steps?",
        {
            "Still about 2: it has arrived.": (
                "Where? For every w with the boundary between 3 and 4 hours, a larger one is a "
                "little surer of all eight right answers."
            ),
            "Several times as much, and growing.": (
                "A steeper curve is always a little better, so the slope is never 0. But it gets "
                "smaller and smaller, and the steps with it."
            ),
            "About a hundred times as much.": (
                "It does grow without end. But the nearer the answers are to 0 and 1, the smaller "
                "are the errors, and with them the steps."
            ),
        },
        right="Several times as much, and growing.",
        conclusion=(
            "It is the function without a minimum again, now in two dimensions. The cost tends to "
            "0, w to infinity, and the answers hardly change any more."
        ),
    )


def halved_each_time():
    """Before `lowered_rate`: can a rate be lowered too fast?"""
    return Predict(
        "You walk on |x| from x = 3.2. The slope is 1 all the way to 0. The rate is 1 at the first "
        "step, and each step halves it. Where are you after forty steps?",
        {
            "At 0, to many digits.": (
                "That is what a lowered rate is for, if it does not run out before: add up how far "
                "the steps can take you."
            ),
            "Within 0.1 of 0, swinging about it.": (
                "To swing about 0 you have to get there first. How far do all steps take you?"
            ),
            "At about 1.2, and hardly moving.": (
                "All steps together are 1 + ½ + ¼ + … = 2 long, and 3.2 − 2 = 1.2."
            ),
        },
        right="At about 1.2, and hardly moving.",
        conclusion=(
            "A rate has to get small, so that the walk can settle, but slowly enough, so that all "
            "steps together reach any distance."
        ),
    )
