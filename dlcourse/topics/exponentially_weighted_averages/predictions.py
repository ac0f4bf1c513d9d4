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


def near_the_bottom():
    """Before `descent`: what mini-batches do in a ravine."""
    return Predict(
        "With large mini-batches of 256 days the descent goes down into the ravine and along its "
        "floor to the bottom. Now each step sees four days only, at the same rate α = 0.6. What do "
        "its steps look like in the second hundred of 200?",
        {
            "Short: near the bottom the gradient is nearly 0.": (
                "The gradient of all days is. Four days have another one, and other four days yet "
                "another."
            ),
            "They jump about in all directions, along the ravine as far as across.": (
                "Look at the gradient of one day: its error times that day's temperature and the "
                "one before. The two are nearly equal, so that θ₁ and θ₂ are pushed the same way."
            ),
            "They jump across the ravine, and hardly along it.": (
                "A day's gradient is its error times two nearly equal temperatures. So it pushes "
                "θ₁ and θ₂ the same way, which is across."
            ),
        },
        right="They jump across the ravine, and hardly along it.",
        conclusion=(
            "Across the ravine each step is as good as a throw of the dice, while along the floor "
            "θ creeps. And across is where it costs most, because the walls are steep."
        ),
    )


def fifty_days():
    """Before `temperature`: what a larger β does."""
    return Predict(
        "With β = 0.9 the red curve follows the year, over a window of about ten days. You raise β "
        "to 0.98, for a window of fifty. In 2014 the black curve is highest in the first half of "
        "August, at about 70 °F. Where is the red one highest?",
        {
            "In August, too, but lower: warm days are averaged with cooler ones.": (
                "In the middle of August the days are still much warmer than v. What does a day "
                "that is warmer than v do to it?"
            ),
            "Later, where the days become as cool as v: until then each of them lifts it.": (
                "v changes by (1 - β)(xₜ - vₜ₋₁). So it climbs on each day that is warmer than v, "
                "and turns when the days come down to it."
            ),
            "Later, at about 70 °F: it shows the same summer some weeks afterwards.": (
                "It comes later. But no day can lift v above itself, and some weeks afterwards the "
                "days are cooler than 70 °F."
            ),
        },
        right="Later, where the days become as cool as v: until then each of them lifts it.",
        conclusion=(
            "On its way up v meets days that are already on their way down. So it turns late, and "
            "low. A large β makes a smooth curve that runs late and flattens what it follows. A "
            "small β makes a restless one that is up to date."
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
                "0.9¹⁰ = 0.35. Ten times a factor just below 1 leaves a good third."
            ),
        },
        right="About a third as much.",
        conclusion=(
            "No day is ever dropped, each only fades. After 1/(1 - β) days a weight is down to "
            "about a third of today's, and the days since then make up about two thirds of the "
            "average."
        ),
    )


def too_low():
    """Before `cold_start`: how an average that begins at 0 goes on, drawn by the reader."""
    days = np.arange(0, 366, 10)
    x = temperatures()[:366]
    ticks = month_ticks(0, 366)
    dates = [FIRST_DAY + timedelta(days=int(day)) for day in days]

    def axes(axes):
        axes.plot(np.arange(366), x, ".", color=REFERENCE, markersize=4, alpha=0.55)
        axes.set(xlim=(-4, 370), ylim=(0, 90), ylabel="°F")
        axes.set_xticks([place for place, _ in ticks], [name for _, name in ticks])

    return Sketch(
        "The dots are the temperatures of 2012, the first year of the record. They are averaged "
        "with β = 0.98, beginning with v = 0 before the first day. Draw the average.",
        name="the average",
        axes=axes,
        x=days,
        truth=lambda: exponentially_weighted_average(x, 0.98)[days],
        shapes={
            "follows from the first days on": centred_mean(x, 30)[days],
            "climbs for 50 days, then follows": np.where(
                days < 50, days / 50 * x[50], centred_mean(x, 30)[days]
            ),
            "stays too low into the summer": np.where(
                days < 200, days / 200 * 57, centred_mean(x, 30)[np.maximum(days - 40, 0)]
            ),
        },
        typical="climbs for 50 days, then follows",
        places=[f"{day:%B} {day.day}" for day in dates],
        unit=" °F",
        conclusion=(
            "The zero before the first day pulls the average down for more than half a year. It "
            "takes 200 days until v is less than 1 °F below the same average without the cold "
            "start, which is the solid curve of the next figure. Lower β, and it is over sooner."
        ),
    )


def after_the_fourth():
    """Before `worked_steps`: how the cold start goes on with a value that falls."""
    return Predict(
        "After three derivatives, 0.81, 0.9 and 0.96, v is 0.243 and the corrected average 0.895. "
        "The fourth derivative is 0.34, far below the others. What do the two averages do?",
        {
            "v still rises, the corrected average falls, because each goes towards 0.34.": (
                "Each moves towards 0.34: v from 0.243 below it, the corrected one from 0.895 "
                "above it."
            ),
            "Both fall, because the derivative fell.": (
                "An average moves towards the new value. The corrected one stands above 0.34. Where"
                " does v stand?"
            ),
            "Both rise a little, because one value in four changes little.": (
                "It changes little, but in which direction? The corrected average is far above 0.34"
                " and moves towards it."
            ),
        },
        right="v still rises, the corrected average falls, because each goes towards 0.34.",
        conclusion=(
            "Every average moves towards the new value. After its cold start v is so low that even "
            "0.34 lies above it. So it rises to 0.252 when the derivative falls, and says the "
            "opposite of what happens. The corrected average falls to 0.734, as it should."
        ),
    )


def equally_late():
    """Before `windows`: which plain mean is as late."""
    return Predict(
        "Compare v for β = 0.9, which is 9 days late, with a plain mean of the last n days, in "
        "which today and each of the n - 1 days before count the same. For which n is the plain "
        "mean just as late?",
        {
            "n = 10, as many as 1/(1 - β).": (
                "Ten days are 0, 1, …, 9 days old. That is 4.5 days on average, half of nine."
            ),
            "n = 19, as many as twice the delay and one.": (
                "Nineteen days are 0, 1, …, 18 days old, which is 9 days on average."
            ),
            "n = 9, as many as it is late.": (
                "Nine days are 0, 1, …, 8 days old. That is 4 days on average."
            ),
        },
        right="n = 19, as many as twice the delay and one.",
        conclusion=(
            "Both have their centre of gravity at an age of 9 days. One reaches it with 19 equal "
            "days that end abruptly, the other with many young days and a long tail of old ones. "
            "The bars show that they leave the same share of the noise, too."
        ),
    )


def larger_batches():
    """Before `late_gradient`: what the delay depends on."""
    return Predict(
        "β = 0.9, and each mini-batch has four days. Now you take mini-batches sixteen times as "
        "large, of 64 days. The noise of their gradients falls to a quarter. What happens to the "
        "delay of v?",
        {
            "It stays as it is.": (
                "The delay is the mean age of what is averaged, and β alone decides about ages."
            ),
            "It falls to a quarter, too.": (
                "Noise and delay are traded against each other by β, and β is what it was."
            ),
            "It falls, but not as far.": (
                "The dots come closer to their line, and the red curve runs beside it as before."
            ),
        },
        right="It stays as it is.",
        conclusion=(
            "There are two ways to less noise. Larger mini-batches cost work, and no delay. A "
            "larger β costs delay, and no work."
        ),
    )


def averaged_gradients():
    """Before `averaged_descent`: what the average of the gradients does in the ravine."""
    return Predict(
        "The same descents again, with the same days and the same rate α = 0.6. But now each step "
        "follows v, the average of the gradients with β = 0.9. What becomes of the path?",
        {
            "It takes ten times as many steps, since a new gradient counts only a tenth.": (
                "A tenth now, and 0.09 at the next step, and 0.081 after that: in the end all of "
                "it. The weights sum to 1, so θ gets as far in as many steps."
            ),
            "It jumps less, and goes to the floor without a detour.": (
                "It jumps less. But v is nine steps late: it pushes on when the floor is passed."
            ),
            "It jumps less, and at first swings past the floor.": (
                "What the jumps push to both sides cancels in the average. And being nine steps "
                "late, v pushes on when the floor is passed."
            ),
        },
        right="It jumps less, and at first swings past the floor.",
        conclusion=(
            "At this rate the average helps: in the later half J is a third as far above its "
            "minimum. At first, though, the swings cost as much as the jumps did, or more."
        ),
    )


def averaged_parameters():
    """Before `averaged_descent` again: what the average of a jumping path is worth."""
    return Predict(
        "Once more α = 0.6. The twenty descents stay as they were in section 1, with J 59 % above "
        "its minimum. But beside each one we average θ itself, with β = 0.9, corrected. How far "
        "above the minimum is J at the averaged θ?",
        {
            "About 59 %, since the average of such costs is such a cost.": (
                "That would be the average of the costs. Here θ is averaged first, and then its "
                "cost is taken."
            ),
            "Below 5 %, since jumps to both sides cancel.": (
                "Points on opposite walls have a mean near the floor, where J is low. And near the "
                "bottom θ drifts so slowly that nine steps of delay do not matter."
            ),
            "About 20 %, as with averaged gradients.": (
                "There the average steered, and swung. Here no step follows it."
            ),
        },
        right="Below 5 %, since jumps to both sides cancel.",
        conclusion=(
            "Jumps to both sides cancel when the points are averaged, while their costs would not: "
            "each of them is high, whichever wall it stands on."
        ),
    )


def one_wrong_reading():
    """Before `wrong_reading`: what an edge does."""
    return Predict(
        "One day the sensor fails and reads 60 °F too much. From the next day on all readings are "
        "right again. We average them with β = 0.9 and, equally late, as a plain mean of 19 days. "
        "Does one of the two jump a second time?",
        {
            "The plain mean does.": (
                "On the nineteenth day after, the wrong reading leaves its window, all at once."
            ),
            "v does, ten days later, when the reading has faded.": (
                "It fades by a tenth every day, and there is no day on which it is gone all at "
                "once."
            ),
            "Neither: only one reading is wrong.": (
                "One reading comes, and sooner or later it has to go. In one of the two averages "
                "it goes all at once."
            ),
        },
        right="The plain mean does.",
        conclusion=(
            "The plain mean moves on a day on which nothing has happened, because the wrong reading"
            " leaves. v jumps further at first, and then only fades. Neither is better for all "
            "purposes. But to take the wrong reading out again, the plain mean has to remember it."
        ),
    )
