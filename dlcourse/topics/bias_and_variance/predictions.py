"""The predictions of notebook 03: questions that the reader answers before a figure is revealed."""

import numpy as np

from dlcourse.live.predictions import Predict
from dlcourse.live.sketch import Sketch
from dlcourse.topics.bias_and_variance.explorers.learning_curves import errors
from dlcourse.topics.bias_and_variance.runs import DEGREES, refits


def larger_lab():
    """Before `best_of_many`: what becomes of 97 and 90 with 500 images in the lab?"""
    return Predict(
        "With 40 images in the lab, the best of the 300 models got 97 % right there, and 90 % in "
        "production, on average. Suppose that the lab had 500 images in place of 40. The models "
        "stay the same. What becomes of the two numbers?",
        {
            "97 falls to about 93, and 90 rises by a point or so.": (
                "On 500 images luck has less room, so that the highest of the 300 numbers is less "
                "high. And as they say more about the models, the choice is a little better."
            ),
            "Both rise.": (
                "The choice gets a little better. But the number in the lab was no sign of "
                "quality: it was the highest of 300 lucky or unlucky samples."
            ),
            "97 stays, and 90 rises to nearly 97.": (
                "No model is right on 97 %. In production they are right on 85 to 92 %, and no "
                "choice can make one of them better than it is."
            ),
        },
        right="97 falls to about 93, and 90 rises by a point or so.",
        conclusion=(
            "A set that has chosen flatters the one that it chose, and a small set flatters most."
        ),
    )


def draw_the_dev_error():
    """Before `polynomial_fit`: the dev error against the degree, drawn by the reader."""

    def axes(axes):
        axes.set(xlim=(-0.4, 9.4), ylim=(0, 40), xticks=DEGREES, xlabel="degree of the polynomial")
        axes.set_ylabel("dev error, °C²")

    degrees = DEGREES.astype(float)
    return Sketch(
        "Fifteen measurements, each wrong by 2 °C or so. A polynomial of degree 0 is a level line, "
        "and its mean squared error on new measurements is about 24. With each degree the train "
        "error gets smaller. Draw the error on new measurements, as it is on average over many "
        "training sets.",
        name="the dev error",
        axes=axes,
        x=degrees,
        truth=lambda: refits(15, 2.0)[3],
        shapes={
            "falls all the way": 24 * 0.72**degrees + 1,
            "falls, then stays": np.maximum(24 - 6 * degrees, 7),
            "falls, then rises": 7 + 17 * ((degrees - 4) / 4.2) ** 2,
        },
        typical="falls all the way",
        places=[f"degree {degree}" for degree in DEGREES],
        digits=0,
        conclusion=(
            "Each further degree lets the curve follow the day better, and lets it follow the "
            "thermometer's mistakes better. At first the one counts more, then the other."
        ),
    )


def mean_of_wild_curves():
    """Before `many_fits`: what is the mean of two hundred overfitted curves like?"""
    return Predict(
        "A line misses the day in the same way on every training set. Now we fit degree 9 to two "
        "hundred training sets of 15 measurements. Each of these curves is far off somewhere. What "
        "is their *mean* like?",
        {
            "Worse than the line: it is the mean of curves that are worse.": (
                "Each is worse by itself. But one is too high where another is too low, and in a "
                "mean such errors cancel."
            ),
            "As wild as a single one of them.": (
                "The waves of a single fit come from the errors of its own 15 measurements. "
                "Another set has other errors, and its waves are elsewhere."
            ),
            "Close to the true curve.": (
                "The errors of the measurements are as often above as below, so are the waves that "
                "they cause, and in the mean they cancel. Degree 9 itself can bend like the day."
            ),
        },
        right="Close to the true curve.",
        conclusion=(
            "So there are two ways of being wrong: together, which no averaging mends, and each "
            "for itself."
        ),
    )


def same_two_errors():
    """Before `diagnosis`: what does 15 % on the training set mean?"""
    return Predict(
        "A network that reads X-ray pictures errs on 15 % of its training examples and on 16 % of "
        "the dev examples. Compared with 0 that is high bias. Now you learn that experts err on "
        "14 % of these pictures. What would you try first?",
        {
            "A larger network.": (
                "A train error of 15 % is high compared with what? As far as we know nobody gets "
                "below 14 %. What we can hope for is one point."
            ),
            "More data.": (
                "Dev is worse than train by one point. That is as much as more data can gain."
            ),
            "Better pictures or better labels.": (
                "Of 16 points 14 are there for the experts, too. As far as we know they are in the "
                "data, and it is there that they have to be removed."
            ),
        },
        right="Better pictures or better labels.",
        conclusion="An error is high or low only in comparison with what is possible.",
    )


def more_measurements():
    """Before `learning_curves`: a line, and thirty times the data. Drawn by the reader."""
    sizes = (15, 20, 30, 50, 100, 200, 500)
    power = np.arange(7.0)

    def axes(axes):
        axes.set(xlim=(-0.3, 6.3), ylim=(0, 30), ylabel="dev error, °C²")
        axes.set_xlabel("measurements m")
        axes.set_xticks(range(7), [str(m) for m in sizes])

    return Sketch(
        "A line, fitted to 15 measurements of the day, has a dev error of about 15 °C², and 4 °C² "
        "of it is noise. Draw its dev error as the number of measurements grows to 500.",
        name="the dev error",
        axes=axes,
        x=power,
        truth=lambda: errors(2.0)[1][:, 1],
        shapes={
            "falls to the noise": 4 + 11 * 0.45**power,
            "falls about half-way": 9.5 + 5.8 * 0.5**power,
            "hardly moves": 15.4 - 0.1 * power,
        },
        typical="falls to the noise",
        places=[f"m = {m}" for m in sizes],
        digits=0,
        conclusion=(
            "More measurements tell the line better where to lie. They cannot bend it. What was "
            "missing here was not data but capacity."
        ),
    )


def as_many_folds_as_examples():
    """Before `k_fold`: how far do the means of forty single errors scatter?"""
    return Predict(
        "With five folds each estimate is the mean of five errors, each from eight readings. With "
        "k = 40 it is the mean of 40 errors, each from a single reading. A single reading can be "
        "off by anything. How far do the estimates of the 200 sets scatter then?",
        {
            "Much farther.": (
                "Each error is from one reading, and by itself it does, as the upper dots of the "
                "next figure show. But 40 of them are averaged, and all 40 readings take part, as "
                "before."
            ),
            "Nearly as far as with five folds.": (
                "In both cases 40 squares are averaged, one from each of the same 40 readings. "
                "Only the fits are a little better, because each of them learns from 39."
            ),
            "Hardly at all.": (
                "A mean of 40 would scatter far less than one of five, if the five came from five "
                "readings. But they come from 5 · 8 = 40, the same as before. Whatever k is, the "
                "luck of these readings stays."
            ),
        },
        right="Nearly as far as with five folds.",
        conclusion="Folds make full use of 40 readings. They cannot make more of them.",
    )


def all_labels_learned():
    """Before `hidden_units`: the dev error of a network that has learned every label."""
    return Predict(
        "With three units in each layer the network errs on 13 % of the hundred train points and "
        "on 12 % of the dev points. Sixteen units have room for more. After 600 iterations they "
        "reproduce 99 of the hundred labels, although ten of these labels are wrong. How often "
        "does this network err on the dev points?",
        {
            "On about 12 %, as with three units.": (
                "It still knows the two moons. But around each wrong label that it has learned it "
                "says what is wrong, to every new point that falls there."
            ),
            "On about 10 %.": (
                "On the wrong labels of the dev points it errs in any case. But it has learned ten "
                "wrong labels of its own besides."
            ),
            "On about 20 %.": (
                "Suppose that a new point is told the label of the train point next to it. In one "
                "case in ten that label is wrong, and in one in ten the point's own label is. The "
                "two rarely coincide, so they add up to nearly 20 %."
            ),
        },
        right="On about 20 %.",
        conclusion="Whoever learns noise by heart pays twice, for the old noise and for the new.",
    )


def tomorrow_noon():
    """Before `between_and_beyond`: how far off is a polynomial twelve hours after its points?"""
    return Predict(
        "The eight readings are exact, and at noon the polynomial is 0.2 °C off. We ask it for "
        "noon of the next day. There the eight readings are farther away, on average nearly four "
        "times as far. About how far off is it?",
        {
            "By about 1 °C.": (
                "That is four times the error at four times the distance. But there are eight "
                "distances, and each of them grows."
            ),
            "By about 6 °C.": (
                "That is 8 times 4 times the error. But the eight distances are multiplied, not "
                "added."
            ),
            "By more than 1,000 °C.": (
                "Some of the eight factors are twice as large, and some nine times. Together they "
                "make about 40,000, not far from 4⁸. Even a tenth of a degree becomes thousands."
            ),
        },
        right="By more than 1,000 °C.",
        conclusion="To be right between the examples says nothing about what lies beyond them.",
    )


def last_row():
    """Before `boolean_functions`: seven of eight rows are known."""
    return Predict(
        "Any function of three inputs may be the true one. You have seen its output for seven of "
        "the eight inputs. Of the functions that fit all seven, how many say 1 for the eighth?",
        {
            "All or none of them.": (
                "Seven examples settle the seven outputs that were seen. About the eighth not one "
                "of them says anything."
            ),
            "Half of them.": (
                "Two functions are left. They are equal on the seven, and differ on the eighth, "
                "because every table is allowed."
            ),
            "It depends on what the seven outputs were.": (
                "That is how we guess, because we believe that neighbours are alike. Among *all* "
                "functions, those that are unlike are just as many."
            ),
        },
        right="Half of them.",
        conclusion=(
            "Without any belief about the function, data say nothing about what was not seen."
        ),
    )


def beyond_the_peak():
    """Before `double_descent`: twenty times as many units as points."""
    return Predict(
        "With 8 random hidden units the dev error on 20 measurements is about 2 °C². With 20 "
        "units, just enough to meet every point, it is over a hundred times as large. "
        "What is it with 400 units, where many settings meet every point and least squares takes "
        "the one with the smallest weights?",
        {
            "Over 1,000 °C².": (
                "So the U would have it, as there are more weights to fit the noise with. But with "
                "20 units there is one way to meet the points, and its curve leaps far out between "
                "them. With 400 there are many ways, and a gentle one among them."
            ),
            "Below 10 °C².": (
                "Among the many settings that meet every point, the one with the smallest weights "
                "is a much calmer curve than that of 20 units."
            ),
            "Several hundred °C², as with 20 units.": (
                "The train error is 0 in both cases. Between the points the two curves can do "
                "quite different things."
            ),
        },
        right="Below 10 °C².",
        conclusion=(
            "The number of weights is not what limits a model that is chosen for its small "
            "weights. Capacity has more sides than counting."
        ),
    )
