"""The predictions of notebook 05: questions that the reader answers before a figure is revealed.

They stand here and not in the notebook, so that nobody reads the answer before giving one.
"""

from dlcourse.live.predictions import Predict


def masks():
    """Before `thinned_network`: how many masks a mini-batch has."""
    return Predict(
        "A mini-batch of 6 examples goes through a hidden layer of 5 units with dropout, "
        "keep_prob 0.5. Which units are dropped?",
        {
            "Other ones for each of the 6 examples.": (
                "D has the shape of A, one column an example: six thinned networks in one "
                "step, all of them with the same weights."
            ),
            "The same ones for all 6 examples, others in the next mini-batch.": (
                "The mask D is drawn in the shape of A: 5 units by 6 examples, so that each "
                "column, each example, has numbers of its own."
            ),
            "Exactly 2 or 3 of the 5 units for each example.": (
                "Each unit is drawn on its own, as if by tossing a coin. Half are kept on "
                "average, but all 5 may be, and so may none."
            ),
        },
        right="Other ones for each of the 6 examples.",
        conclusion=(
            "Each example of a mini-batch goes through a thinned network of its own. A weight "
            "gets a gradient only from masks that keep both its ends and a way on to ŷ."
        ),
    )


def no_division():
    """Before `expected_value`: what a missing division does."""
    return Predict(
        "100 units have the activation 1, and the next unit adds them up. In training dropout "
        "keeps them with keep_prob 0.25, and the division by keep_prob is forgotten. What does "
        "the next unit see at test time, when nothing is dropped?",
        {
            "About the same as in training: dropout only adds noise.": (
                "Masks do more than add noise: without the division they take three quarters of "
                "the sum away, 25 instead of 100."
            ),
            "A quarter of what it saw in training.": (
                "It is the other way round: the units are missing in training, at test time all "
                "of them are there."
            ),
            "Four times as much as in training.": (
                "In training about 100 × 0.25 = 25, at test time 100. Its weights were learned "
                "for 25. The division puts that right: 25 / 0.25 = 100."
            ),
        },
        right="Four times as much as in training.",
        conclusion=(
            "With the division the mean over many masks is the value without dropout. Without it "
            "the next layer sees a fraction of it in training, and four times as much at test "
            "time."
        ),
    )


def half_the_time():
    """Before `epoch_time`: whether dropped units save time."""
    return Predict(
        "With keep_prob 0.5 half of the hidden units are dropped at each step. How long does an "
        "epoch take, compared with one without dropout?",
        {
            "About half as long.": (
                "It would if dropped units were left out. But they are multiplied by 0, and a "
                "matrix product takes as long with zeros as without."
            ),
            "About a quarter as long between the hidden layers, as both ends must be kept.": (
                "That is how many multiplications would matter. But each example drops other "
                "units, so no row or column can be left out for all of them, and all products "
                "are computed."
            ),
            "As long, or a little longer.": (
                "The same matrix products, zeros and all; and the masks have to be drawn and "
                "multiplied on top."
            ),
        },
        right="As long, or a little longer.",
        conclusion=(
            "Dropped units are multiplied by 0, not left out. The number of multiplications is "
            "the same, and the masks come on top."
        ),
    )


def lower_train_error():
    """Before `dropout_training`: what dropout does to the train error."""
    return Predict(
        "One network trains twice on the same hundred points, a tenth of them with a wrong label: "
        "once without dropout, once with keep_prob = 0.7. Both are then evaluated without dropout. "
        "Which one has fewer errors on these hundred points?",
        {
            "The one trained without dropout.": (
                "Nothing keeps it from learning wrong labels by heart. It pays on new points."
            ),
            "The one trained with dropout: it is the better network.": (
                "It is better on new points. The wrong labels among the hundred it does not learn, "
                "and there they count as errors."
            ),
            "Both about the same: dropout is off.": (
                "The masks are gone, but the weights were learned with them, and are others."
            ),
        },
        right="The one trained without dropout.",
        conclusion=(
            "With dropout the train error is higher and the gap smaller, because wrong labels are "
            "not learned by heart. The weights stay smaller, though no penalty asks for it: here "
            "dropout shrinks weights, as L2 does."
        ),
    )


def lost_unit():
    """Before `dropout_gain`: which network can do without a hidden unit."""
    return Predict(
        "Of two trained networks with 64 hidden units, one was trained with dropout. Now one "
        "hidden unit of each is lost for good, whichever it is. In which network do more answers "
        "change?",
        {
            "In the one trained without dropout.": (
                "Its units rely on each other: large contributions that cancel each other out. "
                "Without one of them the balance is gone."
            ),
            "In the one trained with dropout: its units were divided by keep_prob.": (
                "They were divided in training, so that nothing changes without masks. And it has "
                "learned to answer when units are missing."
            ),
            "About as many in both: one unit of 64 is lost.": (
                "One of 64 in both, but how much hangs on a single unit differs a lot."
            ),
        },
        right="In the one trained without dropout.",
        conclusion=(
            "The dev error is lower, ‖W‖ is smaller, and *losing one unit* changes far fewer "
            "answers, because no unit is relied on alone. It holds for ReLU and for tanh."
        ),
    )


def jagged_cost():
    """Before `noisy_cost`: what J does from step to step."""
    return Predict(
        "A network trains with keep_prob = 0.5. All code is right, every step uses all examples, "
        "the learning rate is small enough. What does J, printed at each step, do?",
        {
            "It goes up at almost every second step.": (
                "Each step draws new masks, and from one step to the next this luck moves J more "
                "than learning does. Turn dropout off, and the same network's cost falls."
            ),
            "It falls at every step.": (
                "It would without dropout. With it, each step's J is that of another thinned "
                "network."
            ),
            "It stays where it began: half of the units are missing.": (
                "It falls all the same, over many steps: half of the units are enough to learn, "
                "only more slowly."
            ),
        },
        right="It goes up at almost every second step.",
        conclusion=(
            "Every step's J is the cost of other thinned networks, so J is no longer one "
            "function that goes down. Before you look for a bug in a cost that does not fall, "
            "*turn dropout off*. Set keep_prob to 1 and see J fall at every step, then turn it "
            "on again. Or plot the cost of the same network evaluated with dropout off."
        ),
    )


def one_pass_or_many():
    """Before `ensemble`: what the average of many thinned networks is worth."""
    return Predict(
        "A network is trained with dropout, keep_prob 0.5. A thinned network, with about half of "
        "its hidden units, gets 27 % of new digits wrong. You average the predictions of a hundred "
        "such networks. How do they compare with one pass of the whole network?",
        {
            "The average gets far fewer wrong: a hundred heads are better than one.": (
                "Better than one of them, yes. But the whole network has all their units at once: "
                "it is an average of them already."
            ),
            "About the same number wrong.": (
                "With all units the network gives nearly what all its thinned networks say on "
                "average, for a hundredth of the work. That is why dropout is off at test time."
            ),
            "About 27 % wrong: each of them gets that many wrong.": (
                "Each one does, but on different images: where one errs, most others are right."
            ),
        },
        right="About the same number wrong.",
        conclusion=(
            "The whole network, in one pass, makes as few errors as the average of a hundred "
            "thinned ones. It is not quite that average: its cost J is lower, so it is surer."
        ),
    )


def which_layer():
    """Before `per_layer`: where dropout belongs."""
    return Predict(
        "64 pixels → 64 wide → 10 narrow → 10 digits, trained on few digits. You may set one "
        "hidden layer's keep_prob to 0.5. Which one should it be?",
        {
            "The wide layer.": (
                "More than nine in ten weights go into it or come out of it: there the network "
                "learns by heart. And of 64 units, those that are left can stand in for the others."
            ),
            "The narrow layer: it is nearer to the output.": (
                "All that is known of the digit has to go through its ten units. With half of them "
                "gone, too little gets through."
            ),
            "It does not matter: half the units are off either way.": (
                "Half of 64 units that can stand in for each other is something else than half of "
                "ten that cannot."
            ),
        },
        right="The wide layer.",
        conclusion=(
            "Dropout around the wide layer nearly halves the error here. On the narrow one it "
            "does harm, and so does one and the same 0.5 everywhere."
        ),
    )


def fast_with_max_norm():
    """Before `with_penalties`: what max-norm is good for beside dropout."""
    return Predict(
        "A network with dropout is trained with twice the learning rate that suits it, and its dev "
        "error rises. Now no unit's weight vector may get longer than c = 1.5. The dev error …",
        {
            "stays as high: the steps are as long as before.": (
                "They are, but a weight vector that a long step has made too long is cut back at "
                "once: steps can turn it and not blow it up."
            ),
            "rises further: the network can do less.": (
                "It can do less, above all learn wrong labels by heart, which takes long weight "
                "vectors. Only a c that is far too small hurts."
            ),
            "falls again.": (
                "Long steps are harmless when weight vectors cannot grow. That is why a high rate "
                "and max-norm are advised together with dropout."
            ),
        },
        right="falls again.",
        conclusion=(
            "Dropout with max-norm is better than dropout alone, and most of all at a high "
            "learning rate, where dropout alone fails."
        ),
    )


def more_data_more_gain():
    """Before `gain_by_data`: where dropout gains most."""
    return Predict(
        "Digits of which every fifth training label is wrong, 25 up to 800 of them. For how many "
        "training images does dropout lower the dev error most, in percentage points?",
        {
            "For the fewest, 25.": (
                "There is overfitting to fight, but 25 images teach too little: what remains of "
                "the network learns no better."
            ),
            "For a number in between.": (
                "With very few images there is too little to learn, with very many the network "
                "hardly overfits. In between dropout pays most."
            ),
            "For the most, 800.": (
                "There the network cannot learn all of the wrong labels by heart even without "
                "dropout: less is left to gain."
            ),
        },
        right="For a number in between.",
    )
