# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown] slideshow={"slide_type": "slide"}
# # 05 Dropout
#
# **In every training step, send some of the units home at random. What remains must manage without
# them, and the network learns things that hold.**
#
# **Learning goals.** After this notebook you can
#
# - draw a thinned network, count how many there are, and say which weights a step trains,
# - write inverted dropout forward and backward, and say why testing needs no change,
# - tell what dropout does to a network, from runs over ten seeds and not from hearsay,
# - choose keep_prob per layer, and read a cost curve that does not fall.
#
# **Time:** about 2 hours with the exercises.

# %% [markdown] slideshow={"slide_type": "notes"}
# *For the instructor.* 45 minutes for the explorers alone. Let six students stand for six hidden units
# and toss coins: whoever gets tails sits down. Ask the others to answer for the network. Toss again.

# %% [markdown]
# **How to work.** Choose *Run → Run All Cells* once. Then read from the top: answer a prediction, move
# the sliders, say in your own words what you saw. Arrow keys move a slider that has the focus; **Pin**
# keeps what you see as a dotted ghost to compare with; **Copy as code** gives the same numbers in a few
# lines of Python. What you write into the exercises is checked, and the check says which mistake it is.

# %% slideshow={"slide_type": "skip"}
import numpy as np

import dlcourse as dl
from dlcourse.topics.dropout import exercises, explorers, predictions, runs

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 1 Thinned networks
#
# Dropout takes units away during training, with all their connections: in each layer every unit is
# kept with probability **keep_prob** and dropped otherwise. What is left is a *thinned* network. The
# draw is made anew again and again.
#
# A network with h units that may be dropped has 2ʰ thinned networks, one for each way to keep or drop:

# %%
for h in (3, 10, 100):
    print(f"{h} units: {2**h:,} thinned networks")

# %% [markdown]
# They all share one set of weights. That is why such a number of networks can be trained at all: what one of
# them learns, the others know.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.masks()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.thinned_network().after(
    guess,
    "drop 0.5",
    start="no dropout",
)

# %% [markdown]
# Here h = 12, three inputs and nine hidden units. Press *four mini-batches*: after 24 masks hardly a weight is left out.

# %% [markdown] slideshow={"slide_type": "notes"}
# Ask before moving the slider: how many of the 39 weights will the next mask train? Step with the arrow key.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### A dropped unit's weights: gradient zero, not frozen
#
# The lecture says that the weights of dropped units are not updated. Their *gradient* is zero. Plain gradient
# descent then leaves them alone, but momentum goes on by its memory, and so does Adam, and a penalty pulls
# at every weight:

# %%
layers = [dl.Dense(3, 4), dl.Tanh(), dl.Dropout(0.5), dl.Dense(4, 1)]
X, Y = np.ones((3, 1)), np.ones((1, 1))
network = dl.Network(layers, dl.BinaryCrossEntropy())
theta = network.initialize(np.random.default_rng(0))
grads = []
for seed in (0, 1):  # two steps, two masks
    masks = np.random.default_rng(seed)
    grads += [network.cost_and_gradient(theta, X, Y, True, masks)[1]]

# %%
dropped = (grads[0] != 0) & (grads[1] == 0)  # trained in step 1, not in 2
for rule in (dl.GradientDescent(0.1), dl.Momentum(0.1), dl.Adam(0.1)):
    once = rule.step(theta, grads[0])
    moved = rule.step(once, grads[1]) != once
    total = np.sum(dropped)
    print(rule, f"moves {np.sum(moved & dropped)} of {total} of them")

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 2 Inverted dropout
#
# Forward, in layer l, with one random number per unit *and* example:
#
# $$D^{[l]} = \big(\text{rand}(n^{[l]}, m) < \text{keep\_prob}\big), \qquad
# A^{[l]} := \frac{A^{[l]} * D^{[l]}}{\text{keep\_prob}}$$
#
# Why the division? At keep_prob 0.8, 20 of 100 units are off, and at keep_prob 0.25 about 25 stay:

# %%
A = np.ones((100, 10_000))  # 100 units, 10,000 examples, all activations 1
for keep_prob in (0.8, 0.25):
    D = np.random.default_rng(0).random(A.shape) < keep_prob
    stay = np.sum(A * D, axis=0).mean()
    print(f"{stay:.0f} stay, / {keep_prob} = {stay / keep_prob:.0f}")

# %% [markdown]
# So the expected value of every activation is kept, and at test time there is nothing to do: no mask, no scaling.
# First by hand, then with `dlcourse`:

# %%
A = np.random.default_rng(1).normal(size=(5, 4))
keep_prob = 0.8
D = np.random.default_rng(2).random(A.shape) < keep_prob
by_hand = A * D / keep_prob

# %%
layer = dl.Dropout(keep_prob)
trained, _ = layer.forward({}, A, True, np.random.default_rng(2))
tested, _ = layer.forward({}, A, False)
assert np.allclose(trained, by_hand)
assert np.array_equal(tested, A)

# %% slideshow={"slide_type": "subslide"}
guess = predictions.no_division()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.expected_value().after(
    guess,
    "100, 25, 100",
    start="no dropout",
)

# %% [markdown]
# Single masks are off by a lot, and the more so the smaller keep_prob is: press *too few are kept*.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 1: dropout, forward
#
# Columns of `A` (n, m) are examples. Return the new activations *and* the mask D, which the way back needs. In training, draw one
# number for each entry by a single `rng.random(A.shape)`. With `train=False` nothing is drawn and nothing dropped: `A` as it came, and
# a D that is True everywhere. Do not change the `A` that you were given.


# %%
def dropout_forward(A, keep_prob, train, rng):
    """(A, D): the activations after inverted dropout, and the mask."""
    return ...


# %%
exercises.dropout_forward.check(dropout_forward)

# %% [markdown] slideshow={"slide_type": "subslide"}
# Here is *your* `dropout_forward` beside the reference. While it is untouched, only the reference shows. Run
# this cell again when you have written it: does it keep the mean, in training and at test time?

# %%
explorers.expected_value(yours=dropout_forward)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### The way back
#
# A unit that was dropped had no part in the cost, so no gradient goes back through it. One that was kept was divided by
# keep_prob, and the chain rule divides its gradient too. **The same mask, the same scaling.** A new mask on the way back
# would be the gradient of another network.
#
# That is why the numerical gradient, which evaluates J twice for each parameter, needs the same mask every time. `gradient_check`
# takes the seed of the mask:

# %%
error = dl.gradient_check(network, theta, X, Y, train=True, seed=0)
print("relative error below 1e-7:", error < 1e-7)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 2: dropout, backward
#
# `dA` is the gradient of what `dropout_forward` gave in training, `D` the mask that it returned. Return the gradient of the
# activations before it, an array like `dA`. Do you need all four arguments?


# %%
def dropout_backward(dA, D, keep_prob, rng):
    """The gradient of the activations before dropout, like dA."""
    return ...


# %%
exercises.dropout_backward.check(dropout_backward)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 3 Testing, and the original dropout
#
# The first paper did it the other way round: no division in training, but at test time every weight behind a dropped
# layer is multiplied by keep_prob. The next layer then sees the same value as in training, on average:

# %%
rng, keep_prob = np.random.default_rng(4), 0.5
W, b, A = rng.normal(size=(1, 50)), 2.0, rng.random((50, 1))
masks = rng.random((50, 100_000)) < keep_prob
masked = A * masks  # one column for each mask
in_training = (W @ masked + b).mean()
at_test_time = ((keep_prob * W) @ A + b).item()
assert abs(in_training - at_test_time) < 0.05

# %% [markdown]
# Both give the same network. Inverted dropout needs keep_prob in training only, so whoever uses the network later cannot
# forget it. That is why libraries, and this course, invert.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 3: testing after original dropout
#
# `W` (n, n_prev) and `b` (n, 1) are those of the layer after dropout, `A` (n_prev, m) the activations before it, all units
# there. Return z as it has to be at test time, when training masked `A` and divided by nothing.


# %%
def z_at_test_time(W, b, A, keep_prob):
    """z of the next layer at test time, an array (n, m)."""
    return ...


# %%
exercises.z_at_test_time.check(z_at_test_time)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 4 What dropout does to a network
#
# Three stories are told about dropout. A unit cannot rely on one feature that may be gone the next time, so it
# spreads its weights; units cannot settle who does the work, the strong getting stronger (*co-adaptation*); and
# many thinned networks are trained at once, whose average answers in the end. Let us look at which of it can be measured.
#
# First, one network of ReLU units on a hundred points of two half moons, a tenth of them with a wrong label.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.lower_train_error()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.dropout_training().after(
    guess,
    "dropout",
)

# %% [markdown]
# With *too few are kept*, keep_prob 0.3 on 16 units, too little is left to learn anything: dropout can underfit.
#
# One seed is an anecdote. Here are ten, each trained with and without dropout from the same start.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.lost_unit()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.dropout_gain().after(
    guess,
    "dropout helps",
    start="all are kept",
)

# %% [markdown]
# The correlation between hidden units, often named as the sign of co-adaptation, is no such sign. With ReLU it falls a little,
# and with tanh (press it) it *rises*, because several units now do the same job and can stand in for each other.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 4: train with your own dropout
#
# Now your two functions go to work in a network with one hidden layer of ReLU units and a sigmoid output, on the half
# moons from above. `parameters` is a list of two dictionaries, `{"W": …, "b": …}` of the hidden layer and of the output. Return
# the gradient of J as a list of two such dictionaries. Call your `dropout_forward` once, after the ReLU, and your
# `dropout_backward` where the gradient comes back to it.
#
# The check compares your gradient first. Then it trains eight networks of 64 units with it, at keep_prob 0.8.
# Without dropout their mean dev error is above 15 %. Yours should come below 14 %.


# %%
def dropout_gradient(parameters, X, Y, keep_prob, rng):
    """The gradients of both layers, with dropout in between."""
    return ...


# %%
exercises.dropout_gradient.check(dropout_gradient)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### The ensemble view
#
# Every mask gives a network. Averaging what many of them say should be better than asking one; is it better than the
# whole network, with all units at once?

# %% slideshow={"slide_type": "subslide"}
guess = predictions.one_pass_or_many()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.ensemble().after(
    guess,
    "a hundred",
    start="one alone",
)

# %% [markdown]
# Only the average of *log* probabilities comes near it in cost too. And a network trained without dropout is no such ensemble,
# because its thinned networks fail.

# %% [markdown] slideshow={"slide_type": "notes"}
# Let the class name a situation in which the average of many would be worth its price: when one wants to know how sure the
# network is. The spread of the thinned answers says something about it.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 5 A keep_prob for each layer
#
# Each layer may have a keep_prob of its own. The usual range for hidden layers begins at 0.5, and the output layer has no dropout
# at all.
#
# Half of the units gone is half of the capacity gone. So where n units would be wanted without dropout, take about
# **n / keep_prob**: 50 wanted at keep_prob 0.5 makes 100.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.which_layer()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.per_layer().after(
    guess,
    "where the weights are",
    start="where few weights are",
)

# %% [markdown]
# A layer with many weights can learn more by heart, so it gets a lower keep_prob, and the inputs a higher one, 0.8 and more.
#
# The last two presets show the rule of n / keep_prob: 16 units with 8 at a time gain nothing, and 32 with 16 at a time do.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### For how much data?
#
# A network of 64 hidden units learns digits of which every fifth label is wrong, ten times without and ten times with dropout, for
# each number of images.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.more_data_more_gain()
guess

# %%
sizes = (25, 100, 200, 800)
errors = runs.gain_by_data(sizes)  # for ten seeds, off and on
for m, (off, on) in zip(sizes, errors.mean(axis=1), strict=True):
    print(f"{m:3} images: dev error {off:.0%}, with dropout {on:.0%}")

# %% [markdown]
# "Dropout is most useful on small data" is true up to a point. With very few images there is nothing to be gained, with many less and
# less; in between it gains most. And all this is with every fifth label wrong. With right labels, this small network has little to
# learn by heart, and dropout next to nothing to prevent:

# %%
errors = runs.gain_by_data((100, 400), wrong=0)
for m, (off, on) in zip((100, 400), errors.mean(axis=1), strict=True):
    print(f"{m:3} images: dev error {off:.0%}, with dropout {on:.0%}")

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 6 The price
#
# The first thing that one looks at when training fails is the plot of the cost.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.jagged_cost()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.noisy_cost().after(
    guess,
    "J seems not to fall",
    start="dropout off",
)

# %% [markdown]
# The network also learns more slowly. "About twice the iterations" is what the lecture says. Measured, over ten seeds, until
# the training cost without masks is down to 0.2:

# %%
without = runs.iterations_to_converge(1)
for keep_prob in (0.8, 0.5, 0.3):
    ratio = np.median(runs.iterations_to_converge(keep_prob) / without)
    print(f"keep_prob {keep_prob}: {ratio:.1f} times the iterations")

# %% [markdown]
# About twice, for keep_prob 0.5. It is a matter of keep_prob.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.half_the_time()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.epoch_time().after(
    guess,
    "half are dropped",
    start="none is dropped",
)

# %% [markdown]
# Press *Measure the time* to see what it takes on your machine.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 7 Together with L1, L2 and max-norm
#
# Dropout does not exclude penalties, and the authors of dropout recommend a companion: **max-norm**, a limit c to the length of
# each unit's incoming weights, enforced after every step.
#
# $$w := w \cdot \min\Big(1, \frac{c}{\lVert w\rVert}\Big) \quad \text{for each row } w \text{ of } W$$

# %%
W, c = np.array([[3.0, 4.0], [0.3, 0.4]]), 1.5
length = np.linalg.norm(W, axis=1, keepdims=True)
by_hand = W * np.minimum(1, c / length)

# %%
network = dl.Network([dl.Dense(2, 2, bias=False)], dl.MeanSquaredError())
limited = dl.max_norm(network, c)(W.ravel())
assert np.allclose(limited, by_hand.ravel())
print("lengths", length.ravel(), "become", np.linalg.norm(by_hand, axis=1))

# %% slideshow={"slide_type": "subslide"}
guess = predictions.fast_with_max_norm()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.with_penalties().after(
    guess,
    "max-norm, high rate",
)

# %% [markdown]
# Beside L2 and L1 dropout pays too, and with L1 most weights are exactly 0 as well. But two strong regularizers add up: with
# λ = 10 beside dropout the network underfits. And max-norm alone is nearly as good here, so which combination is best is for
# the dev set to say.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 5: max-norm
#
# `W` is (n, n_prev), a row for each unit. Return a new array in which no row is longer than c, and shorter ones are as they were.


# %%
def max_norm(W, c):
    """W with no row longer than c, (n, n_prev)."""
    return ...


# %%
exercises.max_norm.check(max_norm)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## Where conventions differ
#
# | here | elsewhere | so that |
# |---|---|---|
# | keep_prob, the part that stays | p, the part that is dropped (PyTorch, Keras: `Dropout(p)`) | p = 1 - keep_prob |
# | divided by keep_prob in training | weights times keep_prob at test time (Srivastava et al. 2014) | same outputs at test time |
# | a mask per unit and example | a mask per unit and mini-batch | the same on average |
#
# "0.5 to 0.8 for dropout" in a text is a keep_prob, "drop 20 to 50 %" its other side. And a sentence such as
# "inverted dropout rescales the weights after the update" is a slip: it is the activations, in training.

# %%
keep_prob, p = 0.8, 0.2
assert np.isclose(1 - p, keep_prob)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## Test yourself
#
# Open the answer that you would give. Every wrong one has its own explanation.

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 1.** A layer has 80 units and keep_prob 0.75. How many of them take part, for one example in one training step?
#
# <details><summary>60.</summary>
#
# ✗ No. 60 on average. Each unit is drawn on its own, so it may be 57 or 64.
#
# </details>
# <details><summary>About 20.</summary>
#
# ✗ No. 20 is what is dropped. Mind which of the two a text calls p.
#
# </details>
# <details><summary>About 60, and other ones for the next example.</summary>
#
# ✓ Right. The mask has one column for each example.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 2.** Your network was trained with inverted dropout. What do you do at test time?
#
# <details><summary>Multiply the weights by keep_prob.</summary>
#
# ✗ No. That belongs to the original dropout. Here the division in training has done it already.
#
# </details>
# <details><summary>Draw one mask and keep it for all test examples.</summary>
#
# ✗ No. That is one thinned network, and section 4 showed how much worse it is.
#
# </details>
# <details><summary>Nothing: use all units as they are.</summary>
#
# ✓ Right. No mask, no scaling.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 3.** You check the gradient of a network with dropout numerically, and the relative error is 0.3. What is the first suspect?
#
# <details><summary>The evaluations of J used different masks.</summary>
#
# ✓ Right. Each mask is another function. Fix the seed of the mask for every evaluation, or turn dropout off.
#
# </details>
# <details><summary>ε is too small.</summary>
#
# ✗ No. Rounding does not make an error of 0.3 in float64 with any usual ε.
#
# </details>
# <details><summary>Dropout has no gradient.</summary>
#
# ✗ No. For a given mask it is a multiplication, with a gradient like any other.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 4.** Train error 8 %, dev error 8 %, human error 1 %. You lower keep_prob from 0.8 to 0.5. What do you expect?
#
# <details><summary>The dev error falls: dropout helps generalization.</summary>
#
# ✗ No. There is no gap to close. The network does not even learn the training examples.
#
# </details>
# <details><summary>Both errors rise.</summary>
#
# ✓ Right. This is bias, not variance: more dropout takes capacity away.
#
# </details>
# <details><summary>Only the train error rises.</summary>
#
# ✗ No. What it cannot learn of the training examples, it cannot do on new ones either.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 5.** The weights of a unit that was dropped in this step, under Adam:
#
# <details><summary>do not move: they are not updated.</summary>
#
# ✗ No. Their gradient is zero, but Adam goes on along its average of earlier gradients.
#
# </details>
# <details><summary>move by what Adam remembers.</summary>
#
# ✓ Right. Section 1 counted them. Only plain gradient descent leaves them where they are.
#
# </details>
# <details><summary>are set to 0 until the next step.</summary>
#
# ✗ No. The *activation* is 0 in this step. Weights are never touched by the mask.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 6.** Your cost goes up at every second step. What now?
#
# <details><summary>Evaluate the same network with dropout off.</summary>
#
# ✓ Right. If that cost falls, all is well.
#
# </details>
# <details><summary>Lower the learning rate until it falls.</summary>
#
# ✗ No. It may be masks and batches only. Find out first, or you train for ever at a tiny rate.
#
# </details>
# <details><summary>Raise keep_prob to 0.9 for good.</summary>
#
# ✗ No. Then the curve is smoother and the network regularized less. The curve was not the problem.
#
# </details>

# %% [markdown] slideshow={"slide_type": "slide"}
# ## What to remember
#
# - **Training:** D = rand < keep_prob for every unit and example, A = A * D / keep_prob; backward with the same mask and the same scaling.
# - **Testing:** nothing. All units, no mask, no scaling. The division in training has kept the expected value.
# - **2ʰ thinned networks share one set of weights.** A dropped unit's weights have gradient zero; momentum, Adam and penalties still move them.
# - **What it does:** fewer wrong labels learned by heart, smaller weights, no unit that is relied on. The whole network answers like the average of the thinned ones.
# - **keep_prob per layer:** lowest where most weights are, 0.8 and more at the inputs, none at the output; about n/keep_prob units where n are wanted.
# - **The price:** a cost curve that need not fall (turn dropout off to check), about twice the iterations at 0.5, and an epoch that is no quicker.
# - **It goes well with max-norm** and a higher learning rate; with too strong a penalty the network underfits.
