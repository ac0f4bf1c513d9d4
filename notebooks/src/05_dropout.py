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
# - measure how much the answers of a network depend on each of its units,
# - write dropout forward and backward, derive its scaling and its noise, and train a network with your own layer,
# - read its cost curve, and check its gradient,
# - choose by measurement how much to drop, and recognize cases in which dropout does not pay.
#
# **Time:** about 150 minutes, of which 60 go to the seven exercises.

# %% [markdown] slideshow={"slide_type": "notes"}
# *For the instructor.* 45 minutes for the explorers alone. Before section 2, let six students stand for six hidden
# units and toss coins: whoever gets tails sits down. Ask the others to answer for the network. Toss again.

# %% [markdown] slideshow={"slide_type": "subslide"}
# **What we take for granted**
#
# - The forward pass, its cost and backpropagation (`W`, `b`, `Z`, `A` and their gradients), with tanh, ReLU and sigmoid
#   ([notebook 02](02_backpropagation.ipynb)), and softmax, which does for ten classes what the sigmoid does for two.
# - Gradient descent ([notebook 01](01_gradient_descent.ipynb)). Our figures use quicker variants of it (Adam and, in sections 9 and 10, momentum), so that you need not wait. These variants are explained in later
#   notebooks, and here you may read them as gradient descent.
# - Expected value, variance and standard deviation. A factor c makes a variance c² times as large, and the variances of independent numbers add up.
# - Overfitting and the L2 penalty, from [notebook 04](04_regularization.ipynb).
# - Train and dev error, epochs, seeds and the paired 95 % interval, which
#   [notebook 04 explains](04_regularization.ipynb#Train,-dev,-test,-seeds:-how-we-measure). In a line, dev examples are never trained on, a seed
#   fixes all that chance decides, and ten pairs of runs show a difference if the interval does not contain 0.

# %% [markdown]
# **How to work.** Choose *Run → Run All Cells* once. Then read from the top: answer a prediction, move
# the sliders, say in your own words what you saw. Buttons such as *the unit needed most* are presets, settings that are worth seeing. Arrow keys move a slider that has the focus.
# **Pin** keeps what you see as a dotted ghost to compare with, and most figures that answer a prediction keep the state of the question in that way. **Copy as code** gives the same numbers in a few
# lines of Python. What you write into the exercises is checked, and the check says which mistake it is.

# %% slideshow={"slide_type": "skip"}
import numpy as np

import dlcourse as dl
from dlcourse.evidence import paired_difference
from dlcourse.topics.dropout import exercises, explorers, predictions, runs
from dlcourse.topics.noisy_moons import noisy_moons

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 1 What if one unit is lost?
#
# Let us meet an old acquaintance. In notebook 04 a network with two hidden layers of 16 tanh units learned a hundred points of
# two half moons, and ten of the hundred labels were wrong. We train it once more, without any penalty. (This time with Adam, so that 300 steps are enough. Each step sees all the points, so a
# step is an epoch.)

# %%
layers = [dl.Dense(2, 16), dl.Tanh(), dl.Dense(16, 16), dl.Tanh()]
network = dl.Network([*layers, dl.Dense(16, 1)], dl.BinaryCrossEntropy())
rng = np.random.default_rng(0)
X, Y, X_dev, Y_dev = noisy_moons(rng)
start = network.initialize(rng)

# %%
*_, last = dl.train(network, start, X, Y, dl.Adam(0.05), epochs=300)
theta = last.theta
contradicted = network.predict(theta, X) != Y[0]
print("labels that the network contradicts:")
print(f"{contradicted[:10].sum()} of the 10 wrong ones, which come first,")
print(f"{contradicted[10:].sum()} of the 90 right ones")
print(f"dev error {network.error(theta, X_dev, Y_dev):.0%}")

# %% [markdown]
# Of ten wrong labels the network has learned eight by heart. It pays for them on 2,000 new points, the dev set. There, too, a tenth
# of the labels is wrong, so even the true boundary would be told that it errs on 10 %. This is our **noise floor**, and the
# network is 11 points above it.

# %% [markdown] slideshow={"slide_type": "subslide"}
# In notebook 04 a penalty on the weights helped. Before we look for another remedy, let us see how much depends on each of the units of this network. We switch off one hidden unit for good, so that its activation is 0 whatever comes in,
# and let the others answer 500 of the new points. Then the unit is switched on again, and it is the next one's turn.

# %% [markdown]
# In the next figure the left panel shows the plane. Circles are points of class 0, triangles points of class 1, and those with a wrong
# label are ringed. The black line is the network's boundary now, the dashed grey one its boundary with all 32 hidden units. On the
# right there is a bar for each unit, whose height is the share of the 500 answers that change when this unit alone is lost. The black bar is the unit
# that is missing on the left.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.lost_unit()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.lost_unit().after(
    guess,
    "the unit needed most",
    start="all units",
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# Losing the unit did not only undo a bend around one point. Whole regions have changed sides. And the unit needed most is no
# exception, because most of the others change several answers in a hundred too. Move the slider through them. Without some of them, *one in the middle* for
# instance, the dev error is even lower than before.
#
# Is this one unlucky network? We train ten, from ten seeds.

# %%
runs_of_ten = [runs.trained_on_moons(seed=seed) for seed in range(10)]
changed = np.array([run.changed for run in runs_of_ten])  # (10, 32)
largest = changed.max(axis=1)
print(f"any lost unit, on average: {changed.mean():.0%} of the answers")
print(f"the unit needed most: {largest.min():.0%} to {largest.max():.0%}")

# %% [markdown]
# In each of the ten networks there is a unit on which at least one answer in seven depends.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Where does such power come from?
#
# An answer is decided by z = Σ w a + b, where the sum goes over the 16 units of the second hidden layer. The sigmoid makes a probability of z, and class 1 is answered where z > 0. So each of these
# units adds one **part** w a to z. How large are the parts, and how much is left of them when they are added up?
#
# (In our library an activation function counts as a layer of its own, and layers are counted from 0. So a is what comes out of layer 3, the second tanh, and w belongs to layer 4.)

# %% slideshow={"slide_type": "subslide"}
outputs = network.layer_outputs(theta, X_dev[:, :500])
output = network.unpack(theta)[4]
parts = output["W"].T * outputs[3]  # w a of each unit and point, (16, 500)
z = parts.sum(axis=0) + output["b"]

# %%
average = np.abs(parts).mean()
print(f"sizes of the 16 parts together: {16 * average:.0f}")
print(f"size of their sum z: {np.abs(z).mean():.0f}")
smaller = np.mean(np.abs(z) < average)
print(f"z is smaller than an average part at {smaller:.0%} of the points")

# %% [markdown]
# The parts are of both signs, and most of what they are together cancels when they are added. So z is a small rest of large numbers. At a sixth of the points it is smaller than a single average part, and there it
# may change its sign when a part is missing. (A unit of the first hidden layer changes several parts at once.)
#
# The inventors of dropout suspect that units change so that they *fix up the mistakes of other units*, which they call **co-adaptation**. One unit bends the boundary too far, say, and a second
# one is there only to bend it back. Without the first one, the second does harm. Our sums do not prove that this
# happens. But they show how a network lives that has never had to do without one of its units.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 2 Training while units are missing
#
# A penalty on the weights makes large parts expensive. There is a second way. If units are to manage without each
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
# With 100 units and keep_prob 0.5 no thinned network will ever come up a second time. All the same they can be trained, because they share one set of
# weights. What one of them learns changes weights that many others use.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### A coin for each example
#
# One thing is still open. A step of training goes over m examples at once. Do they all pass through the same thinned network, or has each
# its own? In this course, as in the libraries, **each example has its own coins**. Formally we draw a **mask** D with the shape of the activations
# A. It has a row for each unit and a column for each example, and an entry is 1 (kept) with probability keep_prob, else 0. The gradient of the step is the mean of the gradients of m thinned
# networks.
#
# Inputs may be dropped too, with a keep_prob of their own. The output never is.

# %% [markdown]
# The next figure shows a small network three times, with 3 inputs and hidden layers of 5 and 4 units. On the left it is thinned as one of six examples sees it, with dropped units crossed
# out. The middle shows all six. On the right a thicker line means that more of the examples send a gradient to that weight, and a
# black dotted line means that none does.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.untouched()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.thinned_network().after(
    guess,
    "drop 0.5",
    start="no dropout",
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# For *one* example the weights of a dropped unit are not trained. In a step with many examples most of them are, because a unit
# that is missing for one is there for another. (In example 3 the whole second hidden layer is dropped. Then no path leads from x to ŷ, and only the
# last bias decides.) The same can be seen in a gradient. Here is a network with a single layer of 16 hidden units, not yet trained, and keep_prob 0.5.

# %%
layers = [dl.Dense(2, 16), dl.Tanh(), dl.Dropout(0.5), dl.Dense(16, 1)]
small = dl.Network(layers, dl.BinaryCrossEntropy())
theta_small = small.initialize(np.random.default_rng(0))
for m in (1, 6):
    data, rng = (X[:, :m], Y[:, :m]), np.random.default_rng(0)
    _, grad = small.cost_and_gradient(
        theta_small, *data, train=True, rng=rng
    )
    print(f"m = {m}: {np.sum(grad == 0)} of {grad.size} entries are 0")

# %% [markdown]
# With a single example, dropped units leave zeros in the gradient. With six there are none left here.

# %% [markdown] slideshow={"slide_type": "notes"}
# Ask before moving the slider: how many of the 39 weights will the next example reach? Step with the arrow key.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 3 What the next unit sees
#
# Training drops units, and afterwards all of them are there. Does a unit in the next layer notice? It adds up what comes in, with its
# weights, and it has learned these weights from thinned networks. Let us first do nothing about it.

# %% [markdown]
# The squares on the left are the hundred units under one mask, and crosses are dropped ones. Each of 1,000 masks gives one number, the sum of
# what is kept, which is what a next unit with all weights 1 would get. On the right, bars show how often each sum came up, and the triangle is their mean. In the upper row every kept activation was divided by keep_prob, and in the lower row nothing was done. The dashed
# grey line there is the sum at test time, when nothing is dropped. (A green line is what the next unit gets at test time if all is done right. For the lower row section 6 says how.)

# %% slideshow={"slide_type": "subslide"}
guess = predictions.no_division()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.expected_value().after(
    guess,
    "100, 25, 100",
    start="no dropout",
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### The division, derived
#
# If nothing is done, training and testing do not fit together. The upper row shows a remedy. Whatever is kept is divided by keep_prob. Why does this repair the mean,
# whatever the activation is? We write k for keep_prob, and d for the entry of the mask that belongs to an activation a. It is 1 with probability k and 0 otherwise, hence its expected
# value is E[d] = 1 · k + 0 · (1 - k) = k, and
#
# $$\mathbb E\Big[\frac{a\,d}{k}\Big] = \frac{a}{k}\,\mathbb E[d] = \frac{a}{k}\,k = a.$$
#
# In words, averaged over all masks a unit passes on what it passes on without dropout. For k = 1 we divide by 1, and nothing happens. At k = 0.8, of 100 units
# 20 are missing on average, and the 80 others count 1/0.8 = 1.25 times, which makes 100 again.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### The noise
#
# The mean is not all that matters, for the sums in the figure are spread around it. Since d² = d, we have E[d²] = k, so d has the variance k - k² = k(1 - k). A factor counts squared in a variance, hence
#
# $$\mathrm{Var}\Big[\frac{a\,d}{k}\Big] = \frac{a^2}{k^2}\,k\,(1-k) = a^2\,\frac{1-k}{k}.$$
#
# Its root, the standard deviation |a| √((1 - k)/k), is the **noise** that training adds to the activation. In words, it is in proportion to the activation, vanishes for k = 1 and grows beyond all bounds as k goes
# to 0. Press *too few are kept* in the figure above.

# %% [markdown] slideshow={"slide_type": "subslide"}
# All of it in one line. In training, layer l with activations A (a row for each unit, a column for each example) passes on
#
# $$A := \frac{A * D}{\text{keep\_prob}}, \qquad D_{ij} = 1 \text{ if } r_{ij} < \text{keep\_prob}, \text{ else } 0$$
#
# where the $r_{ij}$ are random numbers between 0 and 1, one for each entry, and * multiplies entry by entry. At test time it passes on A as it is, because the mean
# is right already. As the scaling is done in training instead of at test time, this form is called **inverted dropout**. The original one comes in section 6.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 1: write dropout, forward
#
# Columns of `A` (n, m) are examples. Return the new activations *and* the mask D, which the backward pass will need. In training, draw
# one number for each entry by a single `rng.random(A.shape)`. With `train=False` nothing is drawn and nothing dropped. Return `A` as it came,
# and a D that is True everywhere. Do not change the `A` that you were given.


# %%
def dropout_forward(A, keep_prob, train, rng):
    """(A, D): the activations after inverted dropout, and the mask."""
    return ...


# %%
exercises.dropout_forward.check(dropout_forward)

# %% [markdown] slideshow={"slide_type": "subslide"}
# The next figure is for you. It has the activations of a ReLU layer, some 0 (the specks) and some large (large squares). When you have
# written `dropout_forward`, run the cell anew, and your function gets a row of its own. Does it keep the mean? (1,000 masks are not all masks, so means are off by a little.)

# %% slideshow={"slide_type": "subslide"}
explorers.expected_value(yours=dropout_forward).set(
    keep_prob=0.5, activations_are="a ReLU layer's"
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 2: how noisy is z?
#
# The next unit computes z = Σ w a d / keep_prob + b over all units of the layer before, each with a coin of its own. By how much does z jump
# from mask to mask? For `W` (n, n_prev) and `A` (n_prev, m), return the standard deviation of z over all masks, an
# array (n, m). You have the variance for one unit, and two facts about variances from the beginning of this notebook.


# %%
def mask_noise(W, A, keep_prob):
    """The standard deviation of each z over the masks, (n, m)."""
    return ...


# %%
exercises.mask_noise.check(mask_noise)

# %% [markdown]
# Look at your formula once more. One part w a of size 10 makes as much noise as a hundred parts of size 1, although the hundred together can add up to
# ten times as much. And noise is expensive. As a function of the last z, the cost of an example is curved upwards, so a z that jumps about costs more on average than its mean would. So training has a reason to avoid large
# parts and to spread z over many small ones. Section 5 will check whether it does.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 4 The gradient
#
# Forward is done, and a network that is to learn needs the gradient too. Suppose backpropagation has come as far as `dA`, the gradient of the
# cost with respect to what dropout passed on. What is the gradient with respect to the activations that went in? Nothing new is needed. For one entry
# dropout multiplied a by a number that was fixed by then. The rest is the chain rule.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 3: dropout, backward
#
# `dA` is the gradient of what `dropout_forward` gave in training, `D` the mask that it returned. Return the gradient of the
# activations before it, an array like `dA`.


# %%
def dropout_backward(dA, D, keep_prob, rng):
    """The gradient of the activations before dropout, like dA."""
    return ...


# %%
exercises.dropout_backward.check(dropout_backward)

# %% [markdown] slideshow={"slide_type": "subslide"}
# <details><summary>The derivation, for when you have tried.</summary>
#
# Dropout turns a into a′ = (d / k) a, a multiplication by a number that does not depend on a. Hence ∂a′/∂a = d / k, and by the chain rule
# ∂J/∂a = (d / k) ∂J/∂a′. A dropped unit (d = 0) had no part in the cost and gets no gradient. A kept one was scaled by 1/k, and so is its gradient.
# That it must be the *same* d follows too, because another mask would give the gradient of another network.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Checking it
#
# Whoever checks such a gradient numerically (compare J at θ + ε and θ - ε, for one entry of θ at a time) has to take care of one more thing. Each
# evaluation of J draws a mask, and with another mask J is another function. How bad is it to forget that? We try it on the untrained network of section 2, and measure it by the **relative error**, the distance between the two gradients divided by
# the sum of their lengths. It is 0 if they agree, and 1 at the most.

# %%
masks, mode = np.random.default_rng(1), {"train": True}
_, dtheta = small.cost_and_gradient(theta_small, X, Y, rng=masks, **mode)
numerical = dl.numerical_gradient(
    lambda theta: small.cost(theta, X, Y, rng=masks, **mode), theta_small
)
gap = np.linalg.norm(numerical - dtheta)
error = gap / (np.linalg.norm(numerical) + np.linalg.norm(dtheta))
print(f"relative error, new masks: {error:.2f}")

# %%
error = dl.gradient_check(small, theta_small, X, Y, train=True, seed=0)
print("relative error below 1e-7, same mask:", error < 1e-7)

# %% [markdown]
# With new masks it is as bad as can be. The two values of J differ by the luck of their masks, and divided by the tiny 2ε this difference
# swamps everything else. So fix the mask. `gradient_check` takes its seed.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 5 Does it help?
#
# Back to the network that had learned its wrong labels. It trains again on the same points from the same start, now with
# dropout after both hidden layers.

# %% [markdown]
# On the left is the plane again. On the right, the errors are followed through training, always measured with all units at work, and below
# each unit is lost in turn as in section 1. The black dotted line among the errors is the noise floor, and all that is grey and dotted is the former state, without dropout.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.lower_train_error()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.dropout_training().after(
    guess,
    "dropout",
    start="no dropout",
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# The narrow bends are gone, and with them most of the dev error that was above the floor. With *too few are kept* the other extreme appears. At
# keep_prob 0.3 about five of 16 units are left in each layer, and even the whole network then misses many of the right labels, too.
#
# But this is one seed, so here are ten. Each pair of runs has the same points and the same start, once without dropout and once with it. On the left, thin lines are
# pairs and thick ones their means.
#
# On the right a quantity after training with dropout is divided by the same quantity without. A dot is one pair, and a bar the mean of the ten (the geometric mean, for which
# a half and a double cancel). There are three quantities. ‖W‖ is the root of the sum of all squared weights. The correlation is that of two units of the second hidden layer, over 500 new points
# and without its sign, averaged over all pairs of units. (Some take it for a sign of co-adaptation.) The last one is what a lost unit changes on average.

# %% slideshow={"slide_type": "subslide"}
explorers.dropout_gain()

# %% [markdown] slideshow={"slide_type": "subslide"}
# On these data, dropout takes the dev error from 21 % to about 13 %, and the 95 % interval of the gain, from 5 to 10 points, is far from 0. The train error rises, as we now expect. A lost unit changes about an eighth of what it
# changed before. (In two of the ten pairs about a third of it is left.)
#
# <details><summary>You may have read that co-adapted units are correlated.</summary>
#
# Then dropout should lower the correlation of units. Here it rises by a fifth. With ReLU (press it) it falls a little. So in these networks
# the correlation is no sign of how much depends on a single unit.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Would a penalty do the same?
#
# With dropout ‖W‖ is smaller, by a third, although no penalty asks for it. Perhaps small weights are all there is to it? Then L2 should do as well. We compare the remedies on the same ten
# pairs of points and starts.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.steadier()
guess

# %% slideshow={"slide_type": "subslide"}
remedies = {
    "nothing": {},
    "dropout 0.8": {"keep_prob": 0.8},
    "L2, λ = 0.5": {"regularizer": dl.L2(0.5)},
    "L1, λ = 0.2": {"regularizer": dl.L1(0.2)},
}
ten = {
    name: [runs.trained_on_moons(seed=s, **remedy) for s in range(10)]
    for name, remedy in remedies.items()
}


# %%
print("            wrong labels    dev   answers that change:  z moves:")
print("                 learned  error      mean       most       most")
for name, trained in ten.items():
    learned = np.mean([run.wrong_learned for run in trained])
    dev = np.mean([run.dev_error for run in trained])
    changed = np.array([run.changed for run in trained])
    mean, most = changed.mean(), changed.max(axis=1).mean()
    z_moves = np.mean(
        [run.shifts[run.changed.argmax()] for run in trained]
    )
    numbers = f"{mean:10.0%}{most:11.0%}{z_moves:11.1f}"
    print(f"{name:12}{learned:12.0f}{dev:7.0%}{numbers}")

# %% [markdown] slideshow={"slide_type": "subslide"}
# Each number is a mean over ten networks. First comes how many of the ten wrong labels they have learned by heart, and their dev error. Then come the shares of answers that change when a unit is lost, on average (*mean*) and for the unit that is needed most (*most*). The last column says
# how far z moves when this unit is lost, compared with the size of z.
#
# All three remedies keep most wrong labels from being learned by heart, and L2 reaches a dev error about as low as dropout. After L2 most units matter little. But the one needed most decides no less than
# without any remedy. The last column shows how that can be. L2 has made the weights small, but z with them, and without this unit z moves by nearly its own size. After L1 it moves by more than its size, and most answers change. Only
# the network trained with dropout is different. When it loses the unit that it needs most, z moves by a mere fifth. The work is spread over many units, as the noise in section 3 let us expect.
#
# The price of L2 is on squares, too, so why does it not spread the work? A likely reason is that a second unit which takes over half of a unit's work needs incoming weights of its own, and L2 charges for these as well.

# %% [markdown] slideshow={"slide_type": "subslide"}
# So there are two effects. Dropout and L2 both keep the network from learning wrong labels by heart. Of these remedies only dropout gives a network that can lose any one of its
# units.
#
# What does this say about co-adaptation? We trained while units were missing, and the result is a network in which a unit may be missing. Training did what
# was asked of it. But L2 brought the dev error down as far and left the network dependent on single units. So on these data that dependence was not what made it overfit, or not
# alone. Why then does dropout keep wrong labels from being learned? Our runs do not decide it. The noise of section 3 is one candidate. Sharp bends around single points take large weights, and large weights make much noise.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 4: train with your own dropout
#
# Now your two functions go to work, in a network with one wide hidden layer of 64 ReLU units and a sigmoid output, on the half
# moons. `parameters` is a list of two dictionaries, `{"W": …, "b": …}` of the hidden layer and of the output. Return
# the gradient of J, the mean cross-entropy, as a list of two such dictionaries. Call your `dropout_forward` once, after the ReLU, and your
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
# ## 6 The original dropout
#
# Dropout was first published *without* the division. We saw in section 3 that the next unit then gets too much at test time, and its inventors
# repair it there. At test time the next layer is to get, with all units present, what it got in training on average.
#
# ### Exercise 5: mend the test
#
# Somebody wrote this for networks that were trained in the original way. `W` (n, n_prev) and `b` (n, 1) belong to the layer that follows dropout, `A` (n_prev, m) holds
# the activations that dropout masked in training, now with all units there. What the function returns is not what the next layer was trained for. Over the masks of training, what was the mean of z? Mend
# the function by one change.


# %%
def z_at_test_time(W, b, A, keep_prob):
    """z of the next layer at test time, an array (n, m)."""
    return keep_prob * (W @ A + b)


# %%
exercises.z_at_test_time.check(z_at_test_time)

# %% [markdown] slideshow={"slide_type": "subslide"}
# The two ways of training are not quite the same, since with equal start and learning rate they take different steps. We stay with inverted dropout, like the libraries. It needs keep_prob in
# training only, so whoever uses the network later has nothing to scale, and cannot forget it.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 7 One network, or the average of many?
#
# We trained thinned networks by the thousand and then used another one, the whole network, which was never trained as such. Is that not
# strange? If many networks were trained, should not many be asked, and their answers averaged? We try it on images of digits, 8×8 pixels each, because
# ten classes leave more room for disagreement than two. A network 64 pixels → 32 ReLU units → 10 digits, with softmax at the end, learns 150 of them with right labels.

# %% [markdown]
# In the figure the n-th dot is the n-th thinned network, the solid curve the average of the first n of them, and the dashed line the whole network. The right
# panel has their costs, which also tell how sure the answers are.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.one_pass_or_many()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.ensemble().after(
    guess,
    "a hundred",
    start="one alone",
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# So the whole network is a cheap stand-in for the average of the thinned ones. This is the **ensemble view** of dropout. Why is it so near? Here dropout sits
# right before the output layer. A thinned network has the scores z = Σ w a d/k + b, one for each digit, and by section 3 their mean over all masks is Σ w a + b. But that is the score of the whole network. In
# other words, the one pass *is* an average over all masks, namely of the scores, while our curve averages probabilities.
#
# The digit with the highest mean score is nearly always the digit with the highest mean probability, so both make about the same errors. They differ in how sure they are. Where thinned networks disagree, the mean of their
# probabilities is undecided, and this costs. The logarithm of a softmax probability is
# the score minus a number that is the same for all digits. So if the logarithms are averaged, turned back into probabilities, and these are scaled so that they add up to 1 again, the numbers cancel and the average of the scores is left. Choose *log
# probabilities*, for which the figure does just that, and even the costs agree. (With dropout in several layers, the one pass has the mean scores only roughly.)
#
# Does a network have to be trained with dropout for this? No, the derivation did not use it. But the average then takes longer to come near. Press *not trained for it*, where a single thinned network gets half of the digits wrong, as we could expect from section 1.
# Move n to 100: their average, at 10.8 %, is now near the one pass at 9.4 %, and the average of ten was not.

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
# In section 5 keep_prob 0.8 gained much, and 0.5 nothing (press *half are kept* in the figure of ten seeds). Yet 0.5 is the value that one reads most often. Where does it belong?
#
# Each layer may have a keep_prob of its own. So we take a network with one wide and one narrow hidden layer. It learns 200 digits, and every fifth of their labels is wrong.

# %% [markdown]
# The bars on the left show how many weights lie between two layers, and the dark part those of which both ends are kept, on average. On the right are
# ten pairs of runs. A hollow circle is the run without dropout, a full one the run with dropout. The bar beside them is the 95 % interval of their mean difference, measured from the dotted mean without dropout. If it does not
# reach the dotted line, the interval does not contain 0.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.which_layer()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.per_layer().after(
    guess,
    "half of the wide layer",
    start="no dropout",
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# Nine of ten pairs gain, and on average the error falls from 31 to 20 %. And with half of the narrow layer, which is another preset?

# %%
narrow = explorers.per_layer().set(keep_wide=1, keep_narrow=0.5).result
print(f"without dropout: error {narrow.reference.mean():.0%}")
print(f"half of the narrow layer: error {narrow.partner.mean():.0%}")
print(narrow.difference.in_points())

# %% [markdown]
# More than nine tenths of all weights are at work, and yet nothing is won. On average the error is even higher, though the interval contains 0. So it
# is not the number of weights that counts. Of 32 wide units sixteen are left, which can stand in for the others, but all that is known of a digit has to pass through the ten narrow ones.
#
# The usual advice is 0.8 and more for inputs, 0.5 and more for wide layers, nearly 1 for narrow ones and 1
# for the output. With *half of all*, pixels included, the network gets seven of ten new digits wrong.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Give more where you take
#
# So was our network for the half moons, with 16 units in a layer, too narrow for 0.5? With half of them dropped, 8 do the work at a time. A rule of thumb gives **n / keep_prob** units where n are wanted, here 16 / 0.5 = 32. Perhaps a
# wider network is better anyway, so we train 32 units without dropout as well.

# %%
errors = {
    (n, p): [runs.trained_on_moons(p, n, s).dev_error for s in range(10)]
    for p in (1, 0.5)
    for n in (16, 32)
}
for (units, keep_prob), ten_seeds in errors.items():
    mean = np.mean(ten_seeds)
    print(f"{units} units, keep_prob {keep_prob}: dev error {mean:.0%}")
print("at 0.5, 32 instead of 16 units:")
print(paired_difference(errors[32, 0.5], errors[16, 0.5]).in_points())

# %% [markdown]
# Without dropout the width changes next to nothing. With keep_prob 0.5 twice the units are a gain. The 16 units with 0.8 did better still, so the rule is a start and no more.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 6: choose keep_prob, and show that it helps
#
# A network of 64 pixels → 12 ReLU units → 10 digits learns 200 images of which every fifth has a wrong label. Its hidden layer may have dropout. Which
# keep_prob lowers the error on new digits? Return your keep_prob and 1 (no dropout), each with a list of at least ten seeds. The check
# trains every run and answers with the paired interval. Beware of values that were good elsewhere. (The dev set chooses here. What the choice is worth, a test set would have to say.)


# %%
def choose_keep_prob():
    """(keep_prob, its seeds), (1, its seeds)."""
    return ...


# %%
exercises.choose_keep_prob.check(choose_keep_prob)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### For how much data?
#
# "Dropout is most useful on small data" is another rule that one reads. Two things play a part. The fewer the examples, the more easily a network learns all of them by heart, and their wrong labels too. On the other hand
# dropout adds noise, which makes it harder to learn anything. We try it on digits with 64 hidden units, of which training keeps a half.

# %% slideshow={"slide_type": "subslide"}
predictions.more_data()

# %% [markdown]
# <details><summary>What the true curve says, for when you have drawn yours.</summary>
#
# It is a hill. From 200 to 600 images the rule holds. A likely reason is that with more images the network cannot learn all of the wrong labels by heart anyway, so there is less to prevent. From 25 to 200 it
# does not hold. With 25 images there is no gain. There the noise probably costs as much in learning the digits as it gains by keeping out the five wrong labels.
#
# </details>
#
# All of this is with every fifth label wrong. And with right ones?

# %%
errors = runs.gain_by_data((100, 400), wrong=0)
for m, (off, on) in zip((100, 400), errors.mean(axis=1), strict=True):
    print(f"{m:3} images: dev error {off:.0%}, with dropout {on:.0%}")

# %% [markdown]
# Then there are no wrong labels to be learned by heart, and dropout gains about a point at the most. What it gained on these digits, it gained against wrong labels.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 9 The price
#
# Nothing is free. When a training run looks wrong, one looks first at the curve of the cost J. What does dropout make of it? The network of section 7, 64 pixels → 32 ReLU units → 10 digits,
# learns 100 images with right labels, by gradient descent with momentum at the learning rate α = 0.3.

# %% [markdown]
# On the left the cost of *one* training run is shown twice, as training sees it with its masks (thin), and evaluated with all units after each step (bold). On the right
# the bold curve returns, beside that of another network, trained without dropout (dashed). The dots mark where each reaches a cost of 0.2. The grey dotted curve on the left is that other network, too.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.jagged_cost()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.noisy_cost().after(
    guess,
    "J goes up and down",
    start="dropout off",
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# Each value of the thin curve is the mean cost of a hundred thinned networks, one for each image, and at the next step these are a hundred others. How do we tell such noise from a
# bug? There are two checks. *Evaluate with dropout off*, and the cost of the network at hand should fall, apart from small rises now and then. Or *train with keep_prob 1*, and the cost
# should fall at every step, if all examples take part and the learning rate is small.
#
# The network also learns more slowly. "About twice the iterations" is a common estimate. We count, over ten seeds, the iterations until the training
# cost without masks is down to 0.2, divide by those without dropout, and take the median.

# %%
without = runs.iterations_to_converge(1)
for keep_prob in (0.8, 0.5, 0.3):
    ratio = np.median(runs.iterations_to_converge(keep_prob) / without)
    print(f"keep_prob {keep_prob}: {ratio:.1f} times the iterations")

# %% [markdown]
# For this network about twice is right at keep_prob 0.5. And what does a single step cost, when half of the units are off?

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
# A dropped unit is multiplied by 0, and a product with 0 takes as long as any other. It could be left out only if all examples dropped the same one. The random numbers for
# the masks come on top.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 10 Beside other remedies
#
# Dropout trains slowly, so one would like to take longer steps, that is to raise the learning rate. But with dropout, too, there is a learning rate beyond which a network gets worse. We take the last network of section 8, 64 pixels → 64 ReLU units → 10 digits with keep_prob 0.5,
# on 200 digits, every fifth label wrong, and train it with momentum. In section 9 α was at most 1, and here we go far beyond it. At α = 4 the dev error is 15.4 %, at α = 8 it is 17.5 %. The longest weight vector grows with α, too, from 4.2 to 6.8.
#
# So let us put up a fence. After every step, each unit's incoming weights w, a row of W, are cut back to length c if they are longer.
#
# $$w := w \cdot \min\Big(1, \frac{c}{\lVert w\rVert}\Big) \quad \text{for each row } w \text{ of } W$$
#
# In words, a short row (or one of zeros) stays as it is, and a long one keeps its direction. This is no penalty, since J does not know of it. It is called **max-norm**.

# %% [markdown]
# The figure shows means over ten pairs of runs. Grey is dropout alone, colour is dropout with max-norm. On the right the rows of both layers' W, from all ten runs, are ordered by their length.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.fast_with_max_norm()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.with_penalties().after(
    guess,
    "max-norm, high rate",
    start="high rate alone",
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# Max-norm, too, keeps wrong labels from being learned by heart, and it does so at α = 4 as well (move the learning rate). Did it allow longer steps? With the fence, α = 8 is at 20 % dev error after ten iterations, while α = 4
# is still at 25 %. In the end both come to 13 %. So with the fence the high rate keeps its quick start and no longer does harm. This is why the inventors of dropout advise a high rate together with max-norm.
#
# Do the penalties of notebook 04 go together with dropout, too? The presets *L2 too* and *L1 too* compare each of them with and without dropout, and dropout pays beside both. But more is not always better. Under *too much*,
# which is L2 with λ = 10 beside dropout, the network **underfits**. It no longer learns even all of the right labels. Which combination is best is a question for the dev set.

# %% [markdown] slideshow={"slide_type": "subslide"}
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
# | here | elsewhere | how they are related |
# |---|---|---|
# | keep_prob, the part that stays | p (PyTorch) or rate (Keras), the part that is dropped | p = 1 - keep_prob |
# | keep_prob | p, the part that stays (Srivastava et al. 2014) | p = keep_prob |
# | divided by keep_prob in training | weights times keep_prob at test time (Srivastava et al. 2014) | at test time the next layer gets what it got on average in training |
# | a mask for each example | one mask for a whole step | the gradient is the same on average, and noisier with one mask |
#
# So p = 0.8 means opposite things in the paper and in PyTorch. The paper's advice of "0.5 to 0.8 for hidden units" is a keep_prob, and "drop 20 to 50 %" is the same advice seen from the other side.
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
# `train()` and `eval()` switch. Whoever forgets `eval()` gets noisy answers.
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
# The layers of PyTorch and Keras do what we have derived. A test of this course runs these very lines and compares the numbers with `dlcourse`.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ## Where it stands today
#
# Dropout is used where a network could learn its data by heart, that is with wide layers and many passes over the same examples. On our digits wide layers and many passes were not enough, for dropout paid only against wrong labels. So measure it on data of your own. It is rare where data are so many that each is seen about
# once, as in the training of large language models. In networks for images other remedies are more usual today, among them augmentation (notebook 04) and batch normalization (notebook 10).
#
# - Srivastava, Hinton, Krizhevsky, Sutskever & Salakhutdinov, *Dropout: A Simple Way to Prevent Neural Networks from Overfitting*, 2014. The paper that this notebook follows, with
#   co-adaptation, max-norm, and features that are learned with dropout and without.
# - Vaswani et al., *Attention Is All You Need*, 2017. The kind of network from which today's language models are built. Its base model was trained with a keep_prob of 0.9.
# - Chowdhery et al., *PaLM: Scaling Language Modeling with Pathways*, 2022. A large language model that is trained without dropout, and in most cases adapted to a task with a keep_prob of 0.9.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## Test yourself
#
# Open the answer that you would give. Every wrong one has its own explanation.

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
# <details><summary>More hidden units or a higher keep_prob, since too little is left of it.</summary>
#
# ✓ Right. About ten units at a time are too few to learn the training set. The network underfits.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 5.** A unit's z is a single part w a = 8. Another unit's z is a sum of 64 parts of 1/8 each, so it is 8 too. Dropout with keep_prob 0.5 acts on the parts. How do the noises (the standard deviations) of the two compare?
#
# <details><summary>They are equal, because the sums are.</summary>
#
# ✗ No. The means are equal. The noise depends on the squares of the parts.
#
# </details>
# <details><summary>The single part is 8 times as noisy, because nothing evens out.</summary>
#
# ✓ Right. √(8²) = 8 against √(64 · 1/64) = 1, and the factor √((1 - k)/k) is the same for both.
#
# </details>
# <details><summary>The 64 parts are noisier, as there are more coins.</summary>
#
# ✗ No. There are more coins, but each decides about less, and independent luck evens out.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 6.** With dropout on, the printed cost rises in 140 of 300 steps. A friend says, "Lower the learning rate." What do you answer?
#
# <details><summary>First evaluate the same network with dropout off.</summary>
#
# ✓ Right. If that cost falls, the rises come from the masks.
#
# </details>
# <details><summary>Yes, a cost that rises in every second step diverges.</summary>
#
# ✗ No. Each step has other masks, so J is another function.
#
# </details>
# <details><summary>Better raise keep_prob to 1 for good.</summary>
#
# ✗ No. That is a check for a moment. For good it gives up the remedy.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 7.** "Our network survives the loss of any unit, so it cannot have overfitted." Is that sound?
#
# <details><summary>Yes, learning by heart takes units that depend on each other.</summary>
#
# ✗ No. Put ten copies in the place of each unit, each with a tenth of its outgoing weights. The answers stay as they were, right and wrong, and a single copy is hardly missed.
#
# </details>
# <details><summary>No, any network changes some answers when a unit is lost.</summary>
#
# ✗ No. Most networks do, but that says nothing about overfitting.
#
# </details>
# <details><summary>No, an overfitted network with ten copies of each unit would survive it too.</summary>
#
# ✓ Right. To survive a loss and not to overfit are two things. In section 5, L2 did the second and not the first.
#
# </details>

# %% [markdown] slideshow={"slide_type": "slide"}
# ## What to remember
#
# - **One unit lost:** without a remedy the one needed most changed 16 to 29 % of the answers. Dropout trains units while others are missing, and then the one needed most changed a few in a hundred.
# - **Training:** D = rand < keep_prob for every unit and example, A = A * D / keep_prob, backward with the same mask and the same scaling.
# - **Testing:** all units, no mask, no scaling, because the division has kept the mean. The noise |a| √((1 - k)/k) was there in training only.
# - **A mask belongs to an example.** For one example the weights of a dropped unit have gradient 0. In a step with many examples hardly any gradient is 0.
# - **Two effects:** fewer wrong labels are learned by heart, as with L2, and any unit can be lost, which L2 did not achieve.
# - **The whole network** answers nearly as the average of its thinned networks does, for the price of one pass.
# - **keep_prob** depends on width and layer. Drop most where many units stand side by side, little at the inputs, nothing at the output. Where you drop, give more units, n/keep_prob to begin with. Then measure.
# - **When it did not pay:** with too few units (half of 16), in a narrow layer, with 25 images, with right labels.
# - **The price:** a cost curve that need not fall (evaluate with dropout off), about twice the iterations at 0.5, and steps that are no cheaper. Max-norm lets the learning rate be high.
