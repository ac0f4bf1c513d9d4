"""The predictions of notebook 08: questions that the reader answers before a figure is revealed.

They stand here and not in the notebook, so that nobody reads the answer before giving one.
"""

from datetime import timedelta

import numpy as np

from dlcourse import exponentially_weighted_average
from dlcourse.figures.palette import REFERENCE
from dlcourse.live.predictions import Predict
from dlcourse.live.sketch import Sketch
from dlcourse.topics.exponentially_weighted_averages.runs import (
    FIRST_DAY,
    centred_mean,
    month_ticks,
    temperatures,
)


def fifty_days():
    """Before `temperature`: what a larger β does."""
    return Predict(
        "With β = 0.9 the average follows about the last ten days. You raise β to 0.98. What "
        "happens to the curve over the year?",
        {
            "It becomes smoother and stays in place.": (
                "Smoother, yes. But it only looks back: with more old days in it, it learns later "
                "that spring has come."
            ),
            "It becomes smoother and moves to the right.": (
                "It averages about fifty days, all of them past ones. Their mean age is 49 days, so"
                " the curve shows what was true weeks ago."
            ),
            "It becomes more restless.": (
                "That is what a smaller β does: then today's value has a larger share, 1 - β."
            ),
        },
        right="It becomes smoother and moves to the right.",
        conclusion=(
            "A large β makes a smooth curve that runs late, because it is made of old days. A "
            "small β makes a restless one that is up to date."
        ),
    )


def first_value():
    """Before `worked_steps`: where the average starts."""
    return Predict(
        "The first of four derivatives is 0.81, β = 0.9, and v starts at 0. What is v after this "
        "first one, without any correction?",
        {
            "0.81, the only value there is.": (
                "That would be a fair average, and the correction brings it about. The formula "
                "alone mixes 0.81 with nine parts of v_0 = 0."
            ),
            "0.729, which is 0.9 · 0.81.": (
                "β belongs to the memory, and there is nothing in it yet. The new value gets "
                "1 - β = 0.1."
            ),
            "0.081, which is 0.1 · 0.81.": (
                "The new value has the share 1 - β = 0.1, the other nine tenths are v_0 = 0."
            ),
        },
        right="0.081, which is 0.1 · 0.81.",
        conclusion=(
            "The first value counts with 1 - β = 0.1 only, the other nine tenths are still the 0 "
            "that v began with."
        ),
    )


def too_low():
    """Before `cold_start`: how an average that begins at 0 goes on, drawn by the reader."""
    days = np.arange(0, 366, 10)
    theta = temperatures()[:366]
    ticks = month_ticks(0, 366)
    dates = [FIRST_DAY + timedelta(days=int(day)) for day in days]

    def axes(axes):
        axes.plot(np.arange(366), theta, ".", color=REFERENCE, markersize=4, alpha=0.55)
        axes.set(xlim=(-4, 370), ylim=(0, 90), ylabel="°F")
        axes.set_xticks([place for place, _ in ticks], [name for _, name in ticks])

    return Sketch(
        "The dots are the temperatures of a year. They are averaged with β = 0.98, beginning with "
        "v = 0 before the first day. Draw the average.",
        name="the average",
        axes=axes,
        x=days,
        truth=lambda: exponentially_weighted_average(theta, 0.98)[days],
        shapes={
            "follows from the first days on": centred_mean(theta, 30)[days],
            "climbs for 50 days, then follows": np.where(
                days < 50, days / 50 * theta[50], centred_mean(theta, 30)[days]
            ),
            "climbs all year": days / 366 * 50,
        },
        typical="follows from the first days on",
        places=[f"{day:%B} {day.day}" for day in dates],
        unit=" °F",
        conclusion=(
            "The start from 0 pulls the average down for more than half a year. Lower β, and it is "
            "over sooner. Switch the correction on, and it is gone."
        ),
    )


def after_ten_days():
    """Before `weights`: how fast a weight fades."""
    return Predict(
        "β = 0.9. How much does the day ten days ago count, compared with today?",
        {
            "Not at all: 1/(1 - β) = 10 days are averaged.": (
                "There is no edge at ten days. 1/(1 - β) tells how fast the weights fade, not where"
                " they end."
            ),
            "A tenth as much.": (
                "Today has the weight 0.1, but each day that passes multiplies it by 0.9 only."
            ),
            "About a third as much.": (
                "0.9¹⁰ = 0.35, close to 1/e = 0.37. That is what the ten days of 1/(1 - β) mean."
            ),
        },
        right="About a third as much.",
        conclusion=(
            "No day is ever dropped, each only fades. After 1/(1 - β) days a weight is down to "
            "about a third of today's, 1/e = 0.37, and the days since then make up about two "
            "thirds of the average, once it has been running for long enough."
        ),
    )


def passed_the_bottom():
    """Before `momentum_memory`: what a long memory costs."""
    return Predict(
        "A weight moves through a valley of the cost and passes the bottom: the true gradient "
        "changes its sign. An optimizer sees noisy gradients and averages them with β = 0.9. When "
        "does the average change its sign?",
        {
            "About nine iterations later.": (
                "The mean age of what is averaged is β/(1 - β) = 9 iterations, and so late is the "
                "average."
            ),
            "At once: the noise averages out.": (
                "The noise does, but the old gradients from the other side are still in the "
                "average."
            ),
            "Earlier: the average sees the trend.": (
                "It knows past gradients only, and has no idea of a trend."
            ),
        },
        right="About nine iterations later.",
        conclusion=(
            "β = 0.9 takes away three quarters of the noise, as batches 19 times as large would, "
            "and for the price of one multiplication. But for nine iterations v still points to "
            "where the bottom *was*."
        ),
    )


def how_many_numbers():
    """Before `one_number`: what has to be kept."""
    return Predict(
        "A plain moving average of the last 100 days has to keep 100 numbers, because each day the "
        "oldest one leaves. How many does an exponentially weighted average keep that is equally "
        "late?",
        {
            "1": (
                "Only v. No day ever leaves, each only fades, and one multiplication by β fades "
                "them all."
            ),
            "50, for 1/(1 - β) = 50": (
                "β = 0.98 is right, but 1/(1 - β) is how far it looks back, not what it stores."
            ),
            "100, as well": "It would, if it had to take old days out. It lets them fade instead.",
        },
        right="1",
        conclusion=("The average keeps one number where the moving average keeps n."),
    )
