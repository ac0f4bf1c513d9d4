"""The predictions of notebook 05: questions that the reader answers before a figure is revealed.

They stand here and not in the notebook, so that nobody reads the answer before giving one.
"""

import numpy as np

from dlcourse.figures.palette import REFERENCE
from dlcourse.live.predictions import Predict
from dlcourse.live.sketch import Sketch
from dlcourse.topics.dropout.runs.noisy_digits import gain_by_data


def no_division():
    """Before `expected_value`: what a missing division does."""
    return Predict(
        "100 units have the activation 1, and the next unit adds them up. In training each is kept "
        "with keep_prob 0.25 and set to 0 otherwise. What does the next unit see at test time, "
        "when nothing is dropped, compared with training?",
        {
            "On average the same: dropping only adds noise.": (
                "Masks do more than add noise. They take three quarters of the sum away, 25 of 100 "
                "are left."
            ),
            "A quarter of what it saw in training.": (
                "It is the other way round: the units are missing in training, at test time all "
                "of them are there."
            ),
            "Four times as much as in training.": (
                "In training about 100 × 0.25 = 25, at test time 100. Its weights were learned "
                "for 25."
            ),
        },
        right="Four times as much as in training.",
        conclusion=(
            "Lower row: 25 on average in training, 100 at test time. Upper row: divided by "
            "keep_prob in training, it is 100 on average, as at test time."
        ),
    )


def jagged_cost():
    """Before `noisy_cost`: what J does from step to step."""
    return Predict(
        "A network trains with keep_prob = 0.5. All code is right, every step uses all examples, "
        "the learning rate is small enough. Without masks, a step lowers the cost by about one "
        "percent. J, the mean cost of a hundred examples with their masks, is printed at each of "
        "300 steps. At how many of them does it go up?",
        {
            "At almost half of them, as every step has new masks.": (
                "Each step draws new masks. Their luck evens out over a hundred examples only in "
                "part, and a single step of learning changes J by even less."
            ),
            "At none or next to none: the luck of a hundred masks evens out.": (
                "A mean of a hundred still moves by a tenth of what a single one does, and a "
                "single step of learning changes J by less than that."
            ),
            "At about one in ten, as learning pulls J down.": (
                "Over many steps it does. But from one step to the next learning changes J by "
                "less than new masks do."
            ),
        },
        right="At almost half of them, as every step has new masks.",
        conclusion=(
            "Every step's J is the cost of other thinned networks, so J is no longer one function "
            "that goes down. Over many steps it falls all the same, and so does the bold curve."
        ),
    )


def lost_unit():
    """Before `lost_unit`: how much hangs on one unit of a network that overfits."""
    return Predict(
        "The network with its 32 hidden units has learned eight wrong labels by heart. Now we "
        "switch off one hidden unit, the one that matters most, and ask for the 500 answers again. "
        "How many of them change?",
        {
            "About 5 %: 32 units share the work, so even the first of them does little.": (
                "It would be so if the units did the same work side by side. But what they add up "
                "is large and of both signs, as we shall see."
            ),
            "Hardly any: the other 31 make up for it.": (
                "They could if they had ever trained without it. Each of them was adjusted to what "
                "all the others do."
            ),
            "More than one in ten: large weights make single units matter.": (
                "Sharp bends around single points take large weights, as notebook 04 showed. So "
                "the part that one unit adds to z is large, and far beyond that one point."
            ),
        },
        right="More than one in ten: large weights make single units matter.",
        conclusion="Whole regions change sides, although nothing but one unit of 32 is missing.",
    )


def untouched():
    """Before `thinned_network`: how many weights a step leaves alone."""
    return Predict(
        "A network with 3 inputs, hidden layers of 5 and 4 units, one output and 39 weights takes "
        "one step on 6 examples, with keep_prob 0.5 in the hidden layers and 0.8 at the inputs. "
        "Each example has coins of its own. How many of the 39 weights get no gradient at all in "
        "this step?",
        {
            "About 5: what one example misses, another reaches.": (
                "Between the hidden layers a weight has both its ends in one example of four. "
                "That all six miss it has probability (3/4)⁶, less than a fifth, and weights at "
                "inputs and output are missed less often still."
            ),
            "About 20: half of the units are dropped.": (
                "Half of them for each example, but other ones for the next. What is missing for "
                "one of the six is there for another."
            ),
            "About 25: one example reaches only some 13 of the 39.": (
                "That is so for one example. The step takes the mean of six gradients, and one "
                "that is not zero is enough."
            ),
        },
        right="About 5: what one example misses, another reaches.",
        conclusion=(
            "Each of the six small networks lacks many connections, and together they lack few: 5 "
            "of 39 with these coins, a few more or less with others (move the seed)."
        ),
    )


def lower_train_error():
    """Before `dropout_training`: what dropout does to the train error."""
    return Predict(
        "The network of section 1 made 2 errors on its hundred training points. It trains again "
        "from the same start, now with dropout at keep_prob 0.8, and is then evaluated with all "
        "its units. How many of the hundred does it get wrong?",
        {
            "Fewer than 2: it is the better network.": (
                "It is better on new points. But ten of the hundred labels are wrong, and a better "
                "network contradicts them: each counts as an error here."
            ),
            "About 2 again: dropout is off when we count.": (
                "The masks are gone, but the weights were learned with them, and are others."
            ),
            "About 10: as many as there are wrong labels.": (
                "Bends around single points take large weights, and under dropout these make much "
                "noise. What is left is the shape of the moons, which contradicts the ten wrong "
                "labels."
            ),
        },
        right="About 10: as many as there are wrong labels.",
        conclusion=(
            "Most of the ringed points are on the other side now, so the train error is higher, "
            "and the dev error is near the noise floor. No single unit decides much any more."
        ),
    )


def one_pass_or_many():
    """Before `ensemble`: what the average of many thinned networks is worth."""
    return Predict(
        "A network for digits is trained with dropout, keep_prob 0.5. One thinned network, with "
        "about half of its hidden units, gets 27 % of new digits wrong. You average the outputs of "
        "a hundred such networks. How many does the average get wrong, compared with one pass of "
        "the whole network, and why?",
        {
            "Far fewer.": "It is far better than one of the hundred, but so is the one pass.",
            "About as many.": "The one pass comes to the same for a hundredth of the work.",
            "Far more.": "The average is far better than the networks of which it is made.",
        },
        right="About as many.",
        reasons={
            "A hundred heads are better than one.": (
                "The whole network is not one of the hundred. It uses the units of all of them."
            ),
            "All units together say nearly what thinned networks say on average.": (
                "That is what ÷ keep_prob was made for in section 3."
            ),
            "Each of the hundred is wrong on 27 %.": (
                "But on different images: where one errs, most others are right."
            ),
        },
        reason="All units together say nearly what thinned networks say on average.",
        conclusion=(
            "One pass with all units makes about as few errors as the average of a hundred thinned "
            "networks. The two differ in their cost J, which is lower for the one pass."
        ),
    )


def steadier():
    """Before the table of remedies: whether small weights make single units matter less."""
    return Predict(
        "The unit needed most changes 22 % of the answers without a remedy, and 3 % after dropout. "
        "L2 with λ = 0.5 makes the dev error about as low as dropout does, and ‖W‖ = 5, a sixth of "
        "what it was. How many answers change when this network loses the unit that it needs most?",
        {
            "About 3 %, as after dropout: small weights make small parts.": (
                "The parts w a are small, but so is their sum z. Divide W and b of the last "
                "layer by six, and every answer stays as it was, with all units and without one."
            ),
            "More than 20 %, as without a remedy.": (
                "A part counts beside z, and small weights make both small. L2 never had the "
                "network answer while a unit was missing."
            ),
            "About 4 %, a sixth of 22: so much smaller are the weights.": (
                "Nothing about an answer changes when all of z is six times as small. What counts "
                "is not how large a part is, but how large it is beside z."
            ),
        },
        right="More than 20 %, as without a remedy.",
    )


def which_layer():
    """Before `per_layer`: where dropout belongs."""
    return Predict(
        "64 pixels → 32 wide → 10 narrow → 10 digits, trained on 200 digits, every fifth with a "
        "wrong label. You may set one hidden layer's keep_prob to 0.5. Which one should it be?",
        {
            "The wide layer: 16 of its 32 units can still say a lot.": (
                "Its units can stand in for each other: of 32, sixteen are left, and sixteen can "
                "still say a lot about a digit."
            ),
            "The narrow layer: it costs hardly any weights, as most are before it.": (
                "It costs few weights. But all that is known of the digit has to go through its "
                "ten units, and with half of them gone too little gets through."
            ),
            "It does not matter: half the units are off either way.": (
                "Half of 32 units that can stand in for each other is something else than half of "
                "ten that cannot."
            ),
        },
        right="The wide layer: 16 of its 32 units can still say a lot.",
        conclusion=(
            "With half of the wide layer the error on new digits falls by a third. What half of "
            "the narrow one does is counted below."
        ),
    )


def more_data():
    """Before the gain is shown: for how many images dropout gains most."""
    sizes = (25, 50, 100, 200, 600)
    places = np.log2(np.array(sizes) / 25)

    def axes(axes):
        axes.set(xlim=(-0.2, 4.8), ylim=(-5, 20), ylabel="gain in percentage points")
        axes.set(xlabel="training images (log scale)", title="Dev error without − with dropout")
        axes.set_xticks(places, [str(size) for size in sizes])
        axes.axhline(0, color=REFERENCE, linewidth=1)

    def truth():
        errors = 100 * gain_by_data(sizes)
        return (errors[:, :, 0] - errors[:, :, 1]).mean(axis=1)

    return Sketch(
        "A network with 64 hidden units learns digits of which every fifth label is wrong, from 25 "
        "up to 600 images, ten times without and ten times with dropout. By how many percentage "
        "points does dropout lower the mean dev error? Draw the gain.",
        name="the gain",
        axes=axes,
        x=places,
        truth=truth,
        shapes={
            "most for few images": 14 - 2.6 * places,
            "a hill": 12 - 2.5 * (places - 2.3) ** 2,
            "most for many images": 1 + 2.6 * places,
        },
        typical="most for few images",
        places=[f"{size} images" for size in sizes],
        unit=" points",
        digits=1,
    )


def half_the_time():
    """Before the multiplications are counted: whether dropped units save work."""
    return Predict(
        "With keep_prob 0.5 half of the hidden units are dropped, and each example drops other "
        "ones. How many multiplications do the matrix products of a step take, compared with a "
        "step without dropout?",
        {
            "As many.": (
                "Dropped units are multiplied by 0, and no row or column is 0 for all examples, so "
                "all products are computed."
            ),
            "About half as many.": (
                "It would be so if dropped units were left out. But they stay in their matrices, "
                "as zeros."
            ),
            "About a quarter as many between hidden layers, as both ends must be kept.": (
                "That is how many matter. But each example drops other units, so there is no row "
                "or column that could be left out for all of them."
            ),
        },
        right="As many.",
    )


def fast_with_max_norm():
    """Before `with_penalties`: what max-norm does to train and dev error."""
    return Predict(
        "Dropout alone at the high rate, α = 8, ends with 13 % train error and 17.5 % dev error. "
        "(A fifth of the training labels is wrong, and no dev label is.) The run is repeated with "
        "the fence at c = 1.5. What becomes of the two errors?",
        {
            "Both rise: a network that is held so short can do less.": (
                "It can do less, but what it loses first is the wrong labels. Only a c that is "
                "far too small makes it lose the digits too."
            ),
            "Both fall: the harm of the long steps is undone.": (
                "To get below 13 % of train error, the network would have to learn more labels, "
                "and the wrong ones among them take just the long weight vectors that are "
                "forbidden now."
            ),
            "The train error rises, the dev error falls: wrong labels are no longer learned.": (
                "A fifth of the training labels is wrong, and long weight vectors are needed to "
                "learn them by heart. As with the half moons, to contradict them is an error here."
            ),
        },
        right="The train error rises, the dev error falls: wrong labels are no longer learned.",
        conclusion=(
            "The two errors change places, and all weight vectors that were longer, up to 7, have "
            "length 1.5."
        ),
    )
