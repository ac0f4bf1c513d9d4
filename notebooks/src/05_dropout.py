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
# **A network has learned its wrong labels by heart. What happens to its answers if one of its units fails?**
#
# **Learning goals.** After this notebook you can
#
# - measure how much the answers of a network hang on each of its units,
# - write dropout forward and backward, derive its scaling and its noise, and train a network with your own layer,
# - say for what a mask is drawn, and what that means for a gradient check and for the curve of the cost,
# - choose keep_prob by measurement, and recognize cases in which dropout does not pay.
#
# **Time:** about 2 hours and a half, of which one goes to the seven exercises.

# %% [markdown] slideshow={"slide_type": "notes"}
# *For the instructor.* 45 minutes for the explorers alone. Before section 2, let six students stand for six hidden
# units and toss coins: whoever gets tails sits down. Ask the others to answer for the network. Toss again.

# %% [markdown] slideshow={"slide_type": "subslide"}
# **What we take for granted**
#
# - The forward pass, its cost and backpropagation (`W`, `b`, `Z`, `A` and their gradients), with tanh, ReLU and sigmoid, from your
#   lectures on neural networks.
# - Gradient descent. Our figures use a quick variant of it, called Adam, so that you need not wait. Nothing here depends on it.
# - Overfitting and the L2 penalty, from [notebook 04](04_regularization.ipynb).
# - Train and dev error, epochs, seeds and the paired 95 % interval, which
#   [notebook 04 explains](04_regularization.ipynb#Train,-dev,-test,-seeds:-how-we-measure). In a line, dev examples are never trained on, a seed
#   fixes all that chance decides, and a difference counts if the interval over ten seeds leaves 0 out.

# %% [markdown]
# **How to work.** Choose *Run → Run All Cells* once. Then read from the top: answer a prediction, move
# the sliders, say in your own words what you saw. Arrow keys move a slider that has the focus; **Pin**
# keeps what you see as a dotted ghost to compare with; **Copy as code** gives the same numbers in a few
# lines of Python. What you write into the exercises is checked, and the check says which mistake it is.

# %% slideshow={"slide_type": "skip"}
import numpy as np

import dlcourse as dl
from dlcourse.topics.dropout import exercises, explorers, predictions, runs
from dlcourse.topics.noisy_moons import noisy_moons

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 1 What if one unit is lost?
#
# Let us meet an old acquaintance. In notebook 04 a network with two hidden layers of 16 tanh units learned a hundred points of
# two half moons, and ten of the hundred labels were wrong. We train it once more, without any penalty.

# %%
layers = [dl.Dense(2, 16), dl.Tanh(), dl.Dense(16, 16), dl.Tanh()]
network = dl.Network([*layers, dl.Dense(16, 1)], dl.BinaryCrossEntropy())
rng = np.random.default_rng(0)
X, Y, X_dev, Y_dev = noisy_moons(rng)
start = network.initialize(rng)

# %%
*_, last = dl.train(network, start, X, Y, dl.Adam(0.05), epochs=300)
theta = last.theta
print(f"train error {network.error(theta, X, Y):.0%}")
print(f"dev error {network.error(theta, X_dev, Y_dev):.0%}")

# %% [markdown]
# Of ten wrong labels the network has learned eight by heart. It pays for them on 2,000 new points, the dev set. There, too, a tenth
# of the labels is wrong, so even the true boundary would be told that it errs on 10 %. This is our **noise floor**, and the
# network is 11 points above it.

# %% [markdown] slideshow={"slide_type": "subslide"}
# In notebook 04 a price on the weights helped. But what was it that we made dear? How does a network manage to learn a single
# point by heart? To find out we take it apart. We switch off one hidden unit for good, so that its activation is 0 whatever comes in,
# and ask the rest for 500 of the new points. Then the unit is switched on again, and it is the next one's turn.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.lost_unit()
guess

# %% [markdown]
# In the next figure the left panel shows the plane. Circles are points of class 0, triangles points of class 1, and those with a wrong
# label are ringed. The black line is the network's boundary now, the grey one its boundary with all 32 hidden units. On the
# right there is a bar for each unit, whose height is the share of the 500 answers that change when this unit alone is lost.

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.lost_unit().after(
    guess,
    "the unit needed most",
    start="all units",
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# It was not a bend at one point that went away with the unit. Whole regions have changed sides. And the unit needed most is no
# exception, because most of the others change several answers in a hundred too. Move the slider through them. Now and then the
# dev error even *falls* when a unit is lost.
#
# Is this one unlucky network? We train ten, from ten seeds.

# %%
runs_of_ten = [runs.trained_on_moons(seed=seed) for seed in range(10)]
losses = np.array([run.losses for run in runs_of_ten])  # (10, 32)
largest = losses.max(axis=1)
print(f"any lost unit, on average: {losses.mean():.0%} of the answers")
print(f"the unit needed most: {largest.min():.0%} to {largest.max():.0%}")

# %% [markdown]
# In each of the ten networks some unit decides about at least one answer in seven. One unit in 32 would be 3 %.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Where does such power come from?
#
# The score of an answer is z = Σ w a + b, a sum over the 16 units of the second hidden layer. So let us look at the 16 parts w a. How large are they,
# and how much is left of them when they are added up?

# %%
A = network.layer_outputs(theta, X_dev[:, :500])[3]  # (16, 500)
output = network.unpack(theta)[4]
parts = output["W"].T * A  # w a of each unit and each point
z = parts.sum(axis=0) + output["b"]
sizes = np.abs(parts).sum(axis=0)
print(f"sizes of the 16 parts together: {sizes.mean():.0f}")
print(f"size of their sum z: {np.abs(z).mean():.0f}")

# %% [markdown]
# Most of the parts cancel. One unit pushes far to one side, others were adjusted until they pull it back nearly everywhere, and what remains
# is a bend around a single point. Take one of them away, and what had been a correction stands alone. The inventors of
# dropout call this **co-adaptation**. Units change so that they fix up the mistakes of other units, and such a
# repair is worth nothing where those others behave differently.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 2 Training while units are missing
#
# A price on weights makes large parts w a dear. There is a second way, and it attacks the habit itself. If units are to manage without each
# other, then let us train them without each other.
#
# In each training step we toss a coin for every hidden unit. With probability **keep_prob** the unit stays. Otherwise it is *dropped*, which means
# that its activation is 0, and no connection from or to it matters. What is left is called a **thinned network**. It makes the forward pass, and its error
# goes backward through it. For the next step we toss again. This is **dropout**. When training is over, nothing is dropped any more.
#
# A layer of 100 units may be thinned in very many ways. Each unit is there or not, so h units make 2ʰ thinned networks:

# %%
for h in (3, 12, 100):
    print(f"{h:3} units: {2**h:,} thinned networks")

# %% [markdown]
# With 100 units no thinned network will ever come up a second time. All the same they can be trained, because they share one set of
# weights. What one of them learns, the others have learned too.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### A coin for each example
#
# One thing is still open. A step of training goes over m examples at once. Do they all pass through the same thinned network, or has each
# its own? In this course, as in the libraries, **each example has its own coins**. Formally we draw a **mask** D with the shape of the activations
# A. It has a row for each unit and a column for each example, and an entry is 1 (kept) with probability keep_prob, else 0. The gradient of the step is the mean of what the m thinned
# networks say.
#
# Inputs may be dropped too, with a keep_prob of their own, the output never. Now count.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.untouched()
guess

# %% [markdown]
# The figure shows this network three times. On the left it is thinned as one of the six examples sees it, with dropped units crossed
# out. The middle shows all six. On the right a line is the thicker, the more examples have sent a gradient to that weight, and a
# dotted line means that none has.

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.thinned_network().after(
    guess,
    "drop 0.5",
    start="no dropout",
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# For *one* example it is true that the weights of a dropped unit are not trained. For a step with many examples it is not, because a unit
# that is missing for one is there for another. (In example 3 the whole second hidden layer is dropped. Then no path leads from x to ŷ, and ŷ is
# what the last bias says.) Our network with 16 units and keep_prob 0.5 shows the same:

# %%
layers = [dl.Dense(2, 16), dl.Tanh(), dl.Dropout(0.5), dl.Dense(16, 1)]
small = dl.Network(layers, dl.BinaryCrossEntropy())
theta = small.initialize(np.random.default_rng(0))
for m in (1, 6):
    data, rng = (X[:, :m], Y[:, :m]), np.random.default_rng(0)
    _, dtheta = small.cost_and_gradient(theta, *data, train=True, rng=rng)
    print(f"m = {m}: {np.sum(dtheta == 0)} of {theta.size} entries are 0")

# %% [markdown]
# With a single example, dropped units leave zeros in the gradient. With six there are none left here.

# %% [markdown] slideshow={"slide_type": "notes"}
# Ask before moving the slider: how many of the 39 weights will the next example reach? Step with the arrow key.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 3 What the next unit sees
#
# Training drops units, and afterwards all of them are there. Does a unit in the next layer notice? It adds up what comes in, with its
# weights, and it has learned these weights from thinned networks.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.no_division()
guess

# %% [markdown]
# The squares on the left are the hundred units under one mask, and crosses are dropped ones. Each of 1,000 masks gives one number, the sum of
# what is kept. The bars on the right show how often each sum came up, the triangle is their mean, and the
# green line is the sum at test time, with all units. In the upper row the kept activations were divided by keep_prob, in the lower one not.

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.expected_value().after(
    guess,
    "100, 25, 100",
    start="no dropout",
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### The division, derived
#
# Without the division, training and testing do not fit together. So whatever is kept is divided by keep_prob. Why does this repair the mean,
# whatever the activation is? Let d be the entry of the mask for an activation a. It is 1 with probability p = keep_prob and 0 otherwise, hence its expected
# value is E[d] = 1 · p + 0 · (1 - p) = p, and
#
# $$\mathbb E\Big[\frac{a\,d}{p}\Big] = \frac{a}{p}\,\mathbb E[d] = \frac{a}{p}\,p = a.$$
#
# In words, averaged over all masks a unit passes on what it passes on without dropout. If p = 1 there is nothing to repair, and we divide by 1. At p = 0.8, of 100 units
# 20 are missing on average and the 80 others count 1/0.8 = 1.25 times, which makes 100 again.
#
# The mean is not all that matters, as the width of the bars shows. Since d² = d, we have E[d²] = p, so d has the variance p - p² = p(1 - p). A factor counts squared in a variance, hence
#
# $$\mathrm{Var}\Big[\frac{a\,d}{p}\Big] = \frac{a^2}{p^2}\,p\,(1-p) = a^2\,\frac{1-p}{p}.$$
#
# This is **noise** that training adds to every activation. It vanishes for p = 1 and grows beyond all bounds as p goes to 0. Press *too few are kept*.

# %% [markdown] slideshow={"slide_type": "subslide"}
# All of it in one line. In training, layer l with activations A (n units, m examples) passes on
#
# $$A := \frac{A * D}{\text{keep\_prob}}, \qquad D_{ij} = 1 \text{ if } r_{ij} < \text{keep\_prob}, \text{ else } 0$$
#
# where the $r_{ij}$ are random numbers between 0 and 1, one for each entry, and * multiplies entry by entry. At test time it passes on A as it is, because the mean
# is right already. As the scaling is done in training instead of at test time, this form is called **inverted dropout**. Section 5 meets the original one.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 1: write dropout, forward
#
# Columns of `A` (n, m) are examples. Return the new activations *and* the mask D, which we shall need on the way back. In training, draw
# one number for each entry by a single `rng.random(A.shape)`. With `train=False` nothing is drawn and nothing dropped. Return `A` as it came,
# and a D that is True everywhere. Do not change the `A` that you were given.


# %%
def dropout_forward(A, keep_prob, train, rng):
    """(A, D): the activations after inverted dropout, and the mask."""
    return ...


# %%
exercises.dropout_forward.check(dropout_forward)

# %% [markdown] slideshow={"slide_type": "subslide"}
# The next figure is the last one again, but with the activations of a ReLU layer, of which some are 0 and some large. When you have
# written `dropout_forward`, run the cell anew, and your function gets a row of its own. Does it keep the mean?

# %% slideshow={"slide_type": "subslide"}
explorers.expected_value(yours=dropout_forward).set(
    keep_prob=0.5, activations_are="a ReLU layer's"
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 2: how noisy is z?
#
# The next unit computes z = Σ w a d / keep_prob + b over all units of the layer before, each with a coin of its own. By how much does z jump
# from mask to mask? For `W` (n, n_prev) and `A` (n_prev, m), return the standard deviation of z over all masks, an
# array (n, m). You have the variance for one unit. Two facts about variances bring you to the sum.


# %%
def mask_noise(W, A, keep_prob):
    """The standard deviation of each z over the masks, (n, m)."""
    return ...


# %%
exercises.mask_noise.check(mask_noise)

# %% [markdown]
# Look at your formula once more. One part w a of size 10 makes as much noise as a hundred parts of size 1, although the hundred together say
# ten times as much. So noise is small where the work is spread over many units, and large where big parts cancel. That is a
# reason why training with it should spread the work. Whether it does, section 6 will measure.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 4 The way back
#
# Forward is done, and a network that is to learn needs the gradient too. Suppose backpropagation has come as far as `dA`, the gradient of the
# cost with respect to what dropout passed on. What is the gradient with respect to the activations that went in? Nothing new is needed. For one entry
# dropout computed a · d / keep_prob, with d and keep_prob fixed by then, and the chain rule knows what to do with that.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 3: dropout, backward
#
# `dA` is the gradient of what `dropout_forward` gave in training, `D` the mask that it returned. Return the gradient of the
# activations before it, an array like `dA`. Do you need all four arguments?


# %%
def dropout_backward(dA, D, keep_prob, rng):
    """The gradient of the activations before dropout, like dA."""
    return ...


# %%
exercises.dropout_backward.check(dropout_backward)

# %% [markdown] slideshow={"slide_type": "subslide"}
# <details><summary>The derivation, for when you have tried.</summary>
#
# Dropout turns a into a′ = (d / p) a, a multiplication by a number that does not depend on a. Hence ∂a′/∂a = d / p, and by the chain rule
# ∂J/∂a = (d / p) ∂J/∂a′. A dropped unit (d = 0) had no part in the cost and gets no gradient. A kept one was scaled by 1/p, and so is its gradient.
# That it must be the *same* d follows too, because another mask would be the gradient of another network.
#
# </details>
#
# Whoever checks such a gradient numerically (compare J at θ + ε and θ - ε, for one entry of θ at a time) has to take care of one more thing. Each
# evaluation of J draws a mask, and with another mask J is another function. How bad is it to forget that?

# %%
masks = np.random.default_rng(1)
_, dtheta = small.cost_and_gradient(theta, X, Y, True, masks)
numerical = dl.numerical_gradient(
    lambda theta: small.cost(theta, X, Y, True, masks), theta
)
gap = np.linalg.norm(numerical - dtheta)
error = gap / (np.linalg.norm(numerical) + np.linalg.norm(dtheta))
print(f"relative error, new masks: {error:.2f}")

# %%
error = dl.gradient_check(small, theta, X, Y, train=True, seed=0)
print("relative error below 1e-7, same mask:", error < 1e-7)

# %% [markdown]
# The relative error can be 1 at the most, and here it is. The two values of J differ by the luck of their masks, and divided by the tiny 2ε this difference
# swamps everything. So fix the mask. `gradient_check` takes its seed.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 5 Testing, and the original dropout
#
# What if a network was trained by masks *without* the division? That is how dropout was published, and such networks are still around. We
# saw in section 3 that their units then get too much at test time. The original remedy is to scale at test time instead, by hand, in the layer behind.
# Its z = W A + b is to be in tests what it was in training on average.
#
# ### Exercise 4: mend the test
#
# Somebody wrote this for networks that were trained in the original way. `W` (n, n_prev) and `b` (n, 1) belong to the layer after dropout, `A` (n_prev, m) holds
# the activations before it, with all units there. It gives wrong answers, though not for every network. What did masked training
# see on average? Mend it by one change.


# %%
def z_at_test_time(W, b, A, keep_prob):
    """z of the next layer at test time, an array (n, m)."""
    z = W @ A + b
    return keep_prob * z


# %%
exercises.z_at_test_time.check(z_at_test_time)

# %% [markdown]
# Both forms compute the same outputs at test time from weights that fit them. They are not the same training, though, because one divides its
# activations, and so the same start and learning rate lead elsewhere. We stay with inverted dropout, like the libraries. It needs keep_prob in
# training only, so nobody who uses the network later can forget it.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 6 Does it help?
#
# Back to the network that had learned its wrong labels. It trains again on the same points from the same start, now with
# dropout after both hidden layers.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.lower_train_error()
guess

# %% [markdown]
# On the left is the plane again. On the right, the errors are followed through training, always measured with all units at work, and below
# each unit is lost in turn as in section 1. The dotted line among the errors is the noise floor.

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.dropout_training().after(
    guess,
    "dropout",
    start="no dropout",
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# The narrow bends are gone, and with them most of the dev error that was above the floor. With *too few are kept* the other extreme appears. At
# keep_prob 0.3 about five of 16 units are left in each layer, and these networks do not even learn the labels that are right.
#
# But this is one seed, so here are ten. Each pair of runs has the same points and the same start, once without dropout and once with it. On the left, thin lines are
# pairs and thick ones their means. On the right, a dot tells by what factor dropout changed a quantity in one pair, and a bar is the (geometric)
# mean of the ten.

# %% slideshow={"slide_type": "subslide"}
explorers.dropout_gain()

# %% [markdown] slideshow={"slide_type": "subslide"}
# On these data, dropout takes the dev error from 21 % to about 13 %, and the interval is far from 0. The train error rises, as we now expect. And a lost unit changes about an eighth of what it
# changed before.
#
# That last number needs a careful reading. We trained while units were missing, and the result is a network in which a unit may be missing. So training did what
# was asked of it. It is no proof that co-adaptation was the cause of the overfitting. Press *half are kept*, and units matter even less, while the gain is gone.
#
# One often reads that co-adapted units can be told by their *correlation*. Here it rises with dropout by a fifth, as several units now do the same job and can stand in for each
# other. With ReLU (press it) it falls a little. So it is no sign of how much hangs on a single unit.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Is it the weights, or the habit?
#
# With dropout ‖W‖ is smaller, by a third. Perhaps that is all there is to it, and a price on the weights makes networks as robust against the loss of a unit?

# %% slideshow={"slide_type": "subslide"}
guess = predictions.steadier()
guess

# %%
remedies = {
    "nothing": {},
    "dropout 0.8": {"keep_prob": 0.8},
    "L2, λ = 0.5": {"regularizer": dl.L2(0.5)},
    "L1, λ = 0.2": {"regularizer": dl.L1(0.2)},
}
print("             dev error   ‖W‖   unit needed most")
for name, remedy in remedies.items():
    ten = [runs.trained_on_moons(seed=s, **remedy) for s in range(10)]
    error = np.mean([run.dev_error for run in ten])
    norm = np.mean([run.norm for run in ten])
    most = np.mean([run.losses.max() for run in ten])
    print(f"{name:12}{error:8.1%}{norm:9.0f}{most:14.0%}")

# %% [markdown]
# The last column is the share of answers that change when the unit needed most is lost, as a mean over ten networks. L2 at this λ reaches a dev error at least as low as dropout,
# with much smaller weights, and yet its most needed unit decides at least as much as without any remedy. With L1 most weights are small, and what is left hangs on few units. So two
# things have to be told apart. Fewer wrong labels learned by heart, that both remedies achieve here. Units that can spare each other, that only dropout does.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 5: train with your own dropout
#
# Now your two functions go to work, in a network with one wide hidden layer of 64 ReLU units and a sigmoid output, on the half
# moons. `parameters` is a list of two dictionaries, `{"W": …, "b": …}` of the hidden layer and of the output. Return
# the gradient of J as a list of two such dictionaries. Call your `dropout_forward` once, after the ReLU, and your
# `dropout_backward` where the gradient comes back to it.
#
# The check compares your gradient first. Then it trains eight networks with it, at keep_prob 0.8.
# Without dropout their mean dev error is above 15 %. Yours should come below 14 %.


# %%
def dropout_gradient(parameters, X, Y, keep_prob, rng):
    """The gradients of both layers, with dropout in between."""
    return ...


# %%
exercises.dropout_gradient.check(dropout_gradient)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 7 One network, or the average of many?
#
# We trained thinned networks by the thousand and then used another one, the whole network, which was never trained as such. Is that not
# strange? If many networks were trained, should not many be asked, and their answers averaged? We try it on digits, 8×8 pixels each, because
# ten classes leave more room for disagreement. A network with 32 hidden ReLU units learns 150 of them.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.one_pass_or_many()
guess

# %% [markdown]
# In the figure a dot is one thinned network, the solid curve the average of the first n of them, and the dashed line the whole network. The right
# panel has their costs, which also say how sure the answers are.

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.ensemble().after(
    guess,
    "a hundred",
    start="one alone",
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# So the whole network is a cheap stand-in for the average of the thinned ones, and this is the **ensemble view** of dropout. Why is it so near? Here dropout sits
# right before the output. A thinned network has the scores z = Σ w a d/p + b, and by section 3 their mean over all masks is Σ w a + b, the score of the whole network. In
# other words the one pass *is* an average over all masks, not of probabilities but of scores, up to a constant of log probabilities. Press *log probabilities*, and even the costs agree. With a
# further layer in between it holds only roughly.
#
# In *not trained for it* the network was trained without dropout, and its thinned networks fail, as section 1 lets us expect.

# %% [markdown] slideshow={"slide_type": "subslide"}
# <details><summary>Aside: Monte Carlo dropout, or how sure is the network?</summary>
#
# If masks stay on at test time and one input is passed many times, the answers differ. How much they differ says something about how unsure the network
# is of this input. The method is called Monte Carlo dropout (Gal & Ghahramani 2016), and there the hundred passes are worth their price. What the
# spread means depends on keep_prob and on the network's size, so treat it as a comparison between inputs and not as a probability.
#
# </details>

# %% [markdown] slideshow={"slide_type": "notes"}
# Let the class name a situation in which the average of many would be worth its price: when one wants to know how sure the
# network is.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 8 How much, and where?
#
# In section 6, 0.8 gained much and 0.5 nothing. Yet 0.5 is the value that one reads most often. What does a good keep_prob depend on?
#
# First on the width. If 16 units are wanted, and half are dropped, then only 8 do the work at a time. So the rule of thumb is to give about
# **n / keep_prob** units where n would be wanted, here 16 / 0.5 = 32. Press *half of twice as many* in the ten pairs of section 6, and the gain is
# back. Wider networks are where 0.5 comes from.
#
# Second, it depends on the layer, since each may have a keep_prob of its own.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.which_layer()
guess

# %% [markdown]
# The bars on the left show how many weights lie between two layers, and the dark part those of which both ends are kept, on average. On the right are
# ten pairs of runs. A hollow circle is the run without dropout, a full one the run with dropout.

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.per_layer().after(
    guess,
    "half of the wide layer",
    start="no dropout",
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# Dropout helps where many units stand side by side and most weights are. Where all that is known must pass through ten units it gains nothing, and at 0.4 it does harm (move the slider of the
# narrow layer). With *a little at the pixels*, keep_prob 0.8 there, the error falls further. With *half of all* the network learns nearly nothing. So the usual advice is 0.8 and more for inputs, 0.5 and more for wide layers, and 1 for narrow ones
# and for the output.
#
# ### Exercise 6: choose keep_prob, and show that it helps
#
# A narrow network, 64 pixels → 16 ReLU units → 10 digits, learns 200 images of which a fifth have a wrong label. Its hidden layer may have dropout. Which
# keep_prob lowers the error on new digits? Return your keep_prob and 1 (no dropout), each with a list of at least ten seeds. The check
# trains every run and answers with the paired interval.


# %%
def choose_keep_prob():
    """(keep_prob, its seeds), (1, its seeds)."""
    return ...


# %%
exercises.choose_keep_prob.check(choose_keep_prob)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### For how much data?
#
# "Dropout is most useful on small data" is a third rule that one reads. It suggests that the gain is the larger, the fewer the examples. We try
# it with 64 hidden units, of which training keeps a half.

# %% slideshow={"slide_type": "subslide"}
predictions.more_data()

# %% [markdown]
# The true curve is a hill. From 200 images on the rule holds, because with more images the network cannot learn all of the wrong labels by heart anyway, and there is less to prevent. Below 200 it turns
# round. With very few images there is too little to learn, and units that are missing make it less. All of this
# is with every fifth label wrong. And with right ones?

# %%
errors = runs.gain_by_data((100, 400), wrong=0)
for m, (off, on) in zip((100, 400), errors.mean(axis=1), strict=True):
    print(f"{m:3} images: dev error {off:.0%}, with dropout {on:.0%}")

# %% [markdown]
# This small network then has little to learn by heart, and dropout next to nothing to prevent.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 9 The price
#
# Nothing is free. The first thing that one looks at when training fails is the curve of the cost. What will it look like now?

# %% slideshow={"slide_type": "subslide"}
guess = predictions.jagged_cost()
guess

# %% [markdown]
# On the left the cost of *one* training run is shown twice, as training sees it with its masks (thin), and evaluated with all units after each step (bold). On the right
# the bold curve returns, beside that of a network trained without dropout. The dots mark where each reaches a cost of 0.2.

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.noisy_cost().after(
    guess,
    "J seems not to fall",
    start="dropout off",
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# Each value of the thin curve is a mean over the examples, each in its own thinned network, and a moment later all have others. So two checks help to tell noise from a
# bug, and they are not the same. *Evaluate with dropout off*, and the cost of the network at hand should fall, apart from small rises now and then. Or *train with keep_prob 1*, and the cost
# should fall at every step if all examples take part and the learning rate is small.
#
# The network also learns more slowly. "About twice the iterations" is a common estimate. We count, over ten seeds, the iterations until the training
# cost without masks is down to 0.2, and divide by those without dropout.

# %%
without = runs.iterations_to_converge(1)
for keep_prob in (0.8, 0.5, 0.3):
    ratio = np.median(runs.iterations_to_converge(keep_prob) / without)
    print(f"keep_prob {keep_prob}: {ratio:.1f} times the iterations")

# %% [markdown]
# About twice is right for keep_prob 0.5, and for other values it is not. At least a step should be cheaper when half of the units are off?

# %% slideshow={"slide_type": "subslide"}
guess = predictions.half_the_time()
guess

# %% [markdown]
# Let us count the multiplications of one example going forward through a layer with 128 inputs and 128 units.

# %%
n, keep_prob = 128, 0.5
products = n * n  # W A, zeros included
masking = 2 * n  # times D, divided by keep_prob
needed = (keep_prob * n) ** 2  # if dropped units could be left out
print(f"without dropout {products}, with it {products + masking}")
print(f"the kept units alone would need {needed:.0f}")

# %% [markdown]
# A dropped unit is multiplied by 0, and that takes as long as any other number. It could be left out only if all examples dropped the same one.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 10 Beside other remedies
#
# Dropout makes training slow, so we would like to take longer steps. But a network with dropout, too, has a learning rate beyond which it gets worse. On 200 digits with every fifth label
# wrong, the one of this section does well at α = 4 and worse at α = 8.
#
# Suppose we do not touch the steps, but put up a fence. After every step, each unit's incoming weights w, a row of W, are cut back to length c if they are longer.
#
# $$w := w \cdot \min\Big(1, \frac{c}{\lVert w\rVert}\Big) \quad \text{for each row } w \text{ of } W$$
#
# In words, a short row stays as it is, and a long one keeps its direction. This is no penalty, since J does not know of it. It is called **max-norm**.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.fast_with_max_norm()
guess

# %% [markdown]
# The figure shows means over ten pairs of runs. Only the *training* labels are wrong, every fifth of them, so a dev error below
# the train error is no mistake. Grey is dropout alone, colour is dropout with max-norm. On the right all rows of W are ordered by their length.

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.with_penalties().after(
    guess,
    "max-norm, high rate",
    start="high rate alone",
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# The inventors of dropout advise just this pair, a high rate with max-norm. What about the penalties? The presets *L2 too* and *L1 too* compare each penalty with and without dropout, and dropout pays beside both. With L1 most weights are exactly 0 as well.
#
# Yet remedies add up. Under *too much*, with λ = 10 beside dropout, the network underfits. And under *nearly enough alone*, max-norm without dropout is
# nearly as good as both together. Which combination is best is a question for the dev set.
#
# ### Exercise 7: max-norm
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
# | keep_prob, the part that stays | p, the part that is dropped (PyTorch, Keras) | p = 1 - keep_prob |
# | divided by keep_prob in training | weights times keep_prob at test time (Srivastava et al. 2014) | test outputs agree |
# | a mask for each example | one mask for a whole step | same mean, but the luck of m masks no longer evens out |
#
# If a text recommends "0.5 to 0.8 for dropout" it means keep_prob, and "drop 20 to 50 %" is the same advice seen from the other side.
#
# <details><summary>You may have read that "inverted dropout rescales the weights after the update".</summary>
#
# It rescales activations, in training, and never touches a weight. The original dropout is the one that scales weights, and it does so at test time.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### In the libraries you will use
#
# In PyTorch dropout is a layer. Its p is the part that is *dropped*, and whether masks are drawn depends on the network's mode, which
# `train()` and `eval()` switch. The commonest mistake is to forget `eval()`, and then the answers are noisy.
#
# ```python
# # PyTorch: dropout
# import torch
# layer = torch.nn.Dropout(p=0.2)  # keep_prob 0.8
# in_training = layer.train()(torch.tensor(A))
# at_test_time = layer.eval()(torch.tensor(A))
# ```
#
# In Keras `fit` and `predict` set the mode for you. If you call a layer yourself, you say it.
#
# ```python
# # Keras: dropout
# import keras
# layer = keras.layers.Dropout(0.2)  # keep_prob 0.8
# in_training = layer(A, training=True)
# at_test_time = layer(A, training=False)
# ```

# %% [markdown] slideshow={"slide_type": "subslide"}
# scikit-learn has no dropout. Its network `MLPClassifier` offers L2 (`alpha`) and early stopping instead.
#
# ```python
# # scikit-learn: no dropout
# from sklearn.neural_network import MLPClassifier
# settings = MLPClassifier(alpha=0.01, early_stopping=True).get_params()
# has_dropout = any("drop" in name for name in settings)
# ```
#
# Both layers do what we have derived. A test of this course runs these very lines and compares the numbers with `dlcourse`.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ## Where it stands today
#
# Dropout is used where a network could learn its data by heart, that is with wide layers, few examples and many passes over them. At keep_prob 0.9 it is common in Transformers, the networks of today's language
# models, when the data are moderate. It is rare where data are so many that each is seen about once, as in the training of the large language models themselves. In networks for images
# batch normalization (notebook 10) and augmentation have mostly taken its place.
#
# - Srivastava, Hinton, Krizhevsky, Sutskever & Salakhutdinov, *Dropout: A Simple Way to Prevent Neural Networks from Overfitting*, 2014. The paper behind this notebook, with
#   co-adaptation, max-norm, and features that are learned with dropout and without.
# - Vaswani et al., *Attention Is All You Need*, 2017. The first Transformer drops a tenth at the output of every sub-layer.
# - Chowdhery et al., *PaLM: Scaling Language Modeling with Pathways*, 2022. A large language model that is trained without dropout and mostly fine-tuned with a tenth dropped.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## Test yourself
#
# New cases, none of which was in the text. Open the answer that you would give. Every wrong one has its own explanation.

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 1.** A layer has 80 units and keep_prob 0.75. A step goes over 32 examples. How many of the 80 take part?
#
# <details><summary>60, and the same ones for all 32 examples.</summary>
#
# ✗ No. Each unit is tossed for on its own, and each example has its own mask, a column of D.
#
# </details>
# <details><summary>About 60 for each example, and practically all 80 in the step.</summary>
#
# ✓ Right. That all 32 examples drop a certain unit has probability 0.25³², which will not happen.
#
# </details>
# <details><summary>About 20 for each example.</summary>
#
# ✗ No. 20 is what is dropped. Mind which of the two a text calls p.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 2.** A colleague's PyTorch network has `Dropout(p=0.1)`. You want to build the same with our library. What do you write?
#
# <details><summary>dl.Dropout(0.1)</summary>
#
# ✗ No. That keeps a tenth and drops nine tenths.
#
# </details>
# <details><summary>dl.Dropout(0.9), and multiply by 0.9 at test time.</summary>
#
# ✗ No. Both libraries divide in training, so there is nothing to do at test time.
#
# </details>
# <details><summary>dl.Dropout(0.9)</summary>
#
# ✓ Right. p is what is dropped, keep_prob what stays.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 3.** Your own dropout layer passes the gradient check without dropout. With keep_prob 0.5 and a fixed mask, the relative error of the layer's gradient is 1/3. What is the first suspect?
#
# <details><summary>The backward pass does not divide by keep_prob.</summary>
#
# ✓ Right. Then it returns half of the true gradient g, and |g/2 - g| / (g/2 + g) = 1/3.
#
# </details>
# <details><summary>The evaluations of J used different masks.</summary>
#
# ✗ No. The mask was fixed, and with different ones section 4 found a relative error of 1.
#
# </details>
# <details><summary>Dropout has no derivative where a unit is dropped.</summary>
#
# ✗ No. For a given mask it is a multiplication by a constant, with a derivative everywhere.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 4.** A network with 20 hidden units and keep_prob 0.5 has 18 % train error and 19 % dev error. All labels are right, and people get 1 % wrong. What do you try first?
#
# <details><summary>A lower keep_prob, because the dev error is high.</summary>
#
# ✗ No. Train and dev error are nearly the same, so there is no overfitting to fight.
#
# </details>
# <details><summary>More training images, as dropout needs them.</summary>
#
# ✗ No. It does not even get those right that it has.
#
# </details>
# <details><summary>More hidden units, or a higher keep_prob.</summary>
#
# ✓ Right. About ten units at a time are too few to learn the training set. The network underfits.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 5.** Two layers feed a unit. In one, a single part w a is 8 and the others are 0. In the other, 64 parts are 1/8 each. Both sum to 8. Under dropout with 0.5, how do the noises of the two sums compare?
#
# <details><summary>They are equal, because the sums are.</summary>
#
# ✗ No. The means are equal. The noise depends on the squares of the parts.
#
# </details>
# <details><summary>The single part is 8 times as noisy.</summary>
#
# ✓ Right. √(8²) = 8 against √(64/64) = 1, and the factor (1 - p)/p is the same for both.
#
# </details>
# <details><summary>The 64 parts are noisier, as there are more coins.</summary>
#
# ✗ No. There are more coins, but each decides about less, and independent luck evens out.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 6.** With dropout on and all examples in every step, the printed cost rises in 140 of 300 steps. A friend says, "Lower the learning rate until it falls." What do you answer?
#
# <details><summary>First evaluate the same network with dropout off.</summary>
#
# ✓ Right. If that cost falls, the rises come from the masks, and a lower rate would only make training slower.
#
# </details>
# <details><summary>Yes, a cost that rises in every second step diverges.</summary>
#
# ✗ No. Each step has other masks, so two printed values do not belong to the same function.
#
# </details>
# <details><summary>Better raise keep_prob to 1 for good.</summary>
#
# ✗ No. As a check for a moment, yes. For good it would give up the remedy for the sake of a smooth curve.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 7.** "Our network survives the loss of any unit, so it cannot have overfitted." Is that sound?
#
# <details><summary>Yes, because learning by heart needs units that rely on each other.</summary>
#
# ✗ No. A single wide layer could hold every repair twice. The loss of a unit does not tell what the answers are worth on new points.
#
# </details>
# <details><summary>Yes, because dropout lowers both.</summary>
#
# ✗ No. Here dropout lowered both, and L2 lowered only one of them. They can be had apart.
#
# </details>
# <details><summary>No. Robust against lost units and good on new points are two things.</summary>
#
# ✓ Right. In section 6, L2 had the low dev error without the robustness, and keep_prob 0.5 the robustness without the low dev error.
#
# </details>

# %% [markdown] slideshow={"slide_type": "slide"}
# ## What to remember
#
# - **Why:** without a remedy our network hung on single units, whose large parts cancelled each other. Dropout trains units while others are missing.
# - **Training:** D = rand < keep_prob for every unit and example, A = A * D / keep_prob, backward with the same mask and the same scaling.
# - **Testing:** all units, no mask, no scaling, because the division has kept the mean. The noise (1 - keep_prob)/keep_prob · a² was in training only.
# - **A mask belongs to an example.** For one example a dropped unit's weights have gradient 0, for a step with many hardly any has.
# - **What it did here:** fewer wrong labels learned by heart, and units that can spare each other. L2 did the first and not the second.
# - **keep_prob** depends on width and layer. Give about n/keep_prob units, drop most where many stand side by side, little at the inputs, nothing at the output. Then measure.
# - **The price:** a cost curve that need not fall (evaluate with dropout off), about twice the iterations at 0.5, and steps that are no cheaper.
