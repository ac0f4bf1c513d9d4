"""The predictions of notebook 02: questions that the reader answers before a figure is revealed.

They stand here and not in the notebook, so that nobody reads the answer before giving one.
"""

import numpy as np

from dlcourse import sigmoid
from dlcourse.live.predictions import Predict
from dlcourse.live.sketch import Sketch


def dearer_rides():
    """Before `computation_graph`: whose derivative depends on c?"""
    return Predict(
        "The price of a ride rises from c = 2 to c = 4; a = 5 and b = 3 stay. The bill grows, of "
        "course. So far the derivatives are da = 3, db = 6 and dc = 9. Which of them change?",
        {
            "dc alone: it is c that has changed.": (
                "dc is 3 b: three friends with three rides each pay for every euro that is "
                "added, whatever a ride costs by now."
            ),
            "db alone, because each ride costs more.": (
                "One ride more costs each of the three friends c. That was 2 and is 4, so db "
                "goes from 6 to 12."
            ),
            "All three: the whole bill is larger.": (
                "A larger J says nothing about how J answers to a nudge. da is 3 for every bill."
            ),
        },
        right="db alone, because each ride costs more.",
        conclusion=(
            "A factor's derivative is made of the *other* factor. That is why values have to be "
            "kept from the way forward: the way back needs them."
        ),
    )


def surely_wrong():
    """Before `two_losses`: the blame under the squared error, drawn by the reader."""
    z = np.arange(-8, 8.01, 0.25)
    a = sigmoid(z)

    def axes(axes):
        axes.set(xlim=(-8.2, 8.2), ylim=(-0.04, 0.3), xlabel="score z", ylabel="|dz|")
        axes.set_xticks(range(-8, 9, 2))
        axes.axvline(0, color="#BBBBBB", linewidth=1)

    return Sketch(
        "The right answer is y = 1, the loss is ½ (a − y)². At z = −8 the neuron answers 0.0003 "
        "and is surely wrong. At z = 8 it answers 0.9997, nearly as it should. At z = 0 it "
        "answers 0.5, and |dz| is 0.125. Draw |dz| for all scores z.",
        name="the blame |dz|",
        axes=axes,
        x=z,
        truth=lambda: (1 - a) * a * (1 - a),
        shapes={
            "falls from left to right": 0.25 * (1 - a),
            "a hump near the middle": (1 - a) * a * (1 - a),
            "falls along a straight line": np.maximum(0.125 - 0.125 * z / 8, 0),
        },
        typical="falls from left to right",
        digits=3,
        conclusion=(
            "Three factors, (a − 1), a and 1 − a, and on the far left a itself is nearly 0. So a "
            "neuron that is surely wrong hears hardly more than one that is right. At z = −6 it "
            "hears 0.0025 where cross-entropy tells it 1."
        ),
    )


def how_many_products():
    """Before `loops_and_vectors`: what is it that a matrix product saves?"""
    return Predict(
        "There are m = 1,000 examples with n = 100 inputs each. Two loops multiply 100,000 times "
        "an entry of dZ with an entry of X. How many such multiplications does `dZ @ X.T` make?",
        {
            "100: one for each of the 100 entries of dW": (
                "Each of these entries is itself a sum over a thousand examples, and each term of "
                "the sum is a product."
            ),
            "1,000: one for each example": (
                "For each example 100 entries of X have to be multiplied: there is no way round."
            ),
            "100,000: the same ones": (
                "An entry of the product of (1, 1000) and (1000, 100) takes 1,000 products, and "
                "there are 100 entries."
            ),
        },
        right="100,000: the same ones",
        conclusion=(
            "The arithmetic is the same. What is saved is Python: it reads and runs the inner line "
            "100,000 times, or once, and numpy's compiled loop does the rest. Measure it on your "
            "computer."
        ),
    )


def price_of_the_way_back():
    """Before `network_steps`: what do all derivatives cost together?"""
    return Predict(
        "For one example the forward pass of the 2-4-3-1 network takes 4·2 + 3·4 + 1·3 = 23 "
        "multiplications in its matrix products. The backward pass finds all 31 derivatives. How "
        "many does it take?",
        {
            "713: one forward pass for each derivative": (
                "That is what nudging took. Here each layer's blame is computed once and used by "
                "all weights of the layer, and by the layer before."
            ),
            "38: a bit less than twice as many as forward": (
                "Each product forward, W A, has two partners on the way back, dZ Aᵀ and Wᵀ dZ, "
                "each as large as itself, but the first layer needs no Wᵀ dZ: 3 + 3 + 12 + 12 + 8 "
                "makes 38."
            ),
            "31: one for each derivative": (
                "The weights' derivatives alone take 23, one product for each weight, and the "
                "blame has to get from layer to layer as well."
            ),
        },
        right="38: a bit less than twice as many as forward",
        conclusion=(
            "All derivatives together cost about as much as two more forward passes, and that is "
            "true for 31 parameters and for 31 billion. It is the reason why networks can be "
            "trained at all."
        ),
    )


def a_tenth_of_epsilon():
    """Before `difference_error`: how fast do the two errors fall?"""
    return Predict(
        "f(θ) = θ³ at θ = 1, where the slope is 3. With ε = 0.1 the one-sided difference is wrong "
        "by 0.31, the two-sided one by 0.01. You take a tenth of ε. Multiply it out on paper, or "
        "guess: what becomes of the two errors?",
        {
            "One-sided a tenth, two-sided a hundredth: there the terms with ε cancel.": (
                "((1 + ε)³ − 1)/ε = 3 + 3ε + ε², and the two-sided one is 3 + ε² exactly: the 3ε "
                "of the one side cancels that of the other."
            ),
            "Both are a tenth: ε is.": (
                "True of the one-sided one, 3ε + ε². In the two-sided one the terms with ε cancel, "
                "and ε² is left."
            ),
            "Both are a hundredth: the terms with ε cancel.": (
                "They cancel between the two sides. With one side there is nothing to cancel with, "
                "and 3ε stays."
            ),
        },
        right="One-sided a tenth, two-sided a hundredth: there the terms with ε cancel.",
        conclusion=(
            "One-sided the error is about as large as ε, two-sided as ε². On these axes that is a "
            "line of slope 1 and one of slope 2."
        ),
    )


def whose_gradients():
    """Before `planted_bug`: how far does a mistake reach?"""
    return Predict(
        "In the line dZ[2] = W[3]ᵀ dZ[3] * g′(Z[2]) someone has forgotten g′(Z[2]). All other "
        "lines are right. Which gradients will differ from the numerical ones?",
        {
            "dW[2] and db[2] alone: the mistake is in layer 2.": (
                "They are wrong, yes. But the next line on the way back begins with dZ[2], and "
                "takes the mistake along to layer 1."
            ),
            "Those of layer 2 and of layer 1: the way back takes the mistake along.": (
                "dZ[2] enters dW[2], db[2] and dZ[1], and dZ[1] enters dW[1] and db[1]. Layer 3 "
                "comes before the mistake on the way back."
            ),
            "All six: they belong to one network.": (
                "dW[3] and db[3] are made of dZ[3] and A[2], before the wrong line: nothing wrong "
                "has reached them."
            ),
        },
        right="Those of layer 2 and of layer 1: the way back takes the mistake along.",
        conclusion=(
            "A mistake goes on backward. So read the bars from the output on: the first layer that "
            "fails is where the mistake is, or in the line that leads there."
        ),
    )
