# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown] slideshow={"slide_type": "slide"}
# # 04 Regularization
#
# **A network with enough weights can learn anything by heart, mistakes included.
# Here you learn to stop it.**
#
# **Learning goals.** After this notebook you can
#
# - tell overfitting from two curves and from the weights,
# - write the L2 and the L1 penalty, their gradients and their updates, and say what each does to a weight,
# - explain why small weights make a simpler network, and measure it,
# - choose λ, a stopping epoch and an augmentation on the dev set, and say whether the gain is real.
#
# **Time:** about 2 hours with the exercises.

# %% [markdown] slideshow={"slide_type": "notes"}
# *For the instructor.* 45 minutes for the explorers alone. Let everybody commit to an answer at each
# prediction before you press anything; the wrong answers are the ones people really give.

# %% [markdown]
# **How to work.** Choose *Run → Run All Cells* once. Then read from the top: answer a prediction, move
# the sliders, say in your own words what you saw. Arrow keys move a slider that has the focus; **Pin**
# keeps what you see as a dotted ghost to compare with; **Copy as code** gives the same run as a few
# lines of Python. What you write into the exercises is checked, and the check says which mistake it is.

# %% slideshow={"slide_type": "skip"}
import numpy as np

import dlcourse as dl
from dlcourse.topics.regularization import exercises, explorers, predictions  # fmt: skip

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 1 What many weights can learn
#
# How much can a network learn that has more weights than there are examples? This one has so many:

# %%
hidden = [dl.Dense(2, 16), dl.Tanh(), dl.Dense(16, 16), dl.Tanh()]
network = dl.Network([*hidden, dl.Dense(16, 1)], dl.BinaryCrossEntropy())
print(f"{network.size} numbers to learn")

# %% [markdown]
# Bending sharply around single points takes steep functions, and steep functions take large weights.
# Watch the size of the weights, ‖W‖, and the train error at some iterations, on 60 points of two very noisy half moons.

# %%
X, Y = dl.make_moons(60, noise=0.35, rng=np.random.default_rng(0))
theta = network.initialize(np.random.default_rng(1))
steps = list(dl.train(network, theta, X, Y, dl.Adam(0.01), epochs=1000))
for step in steps[::333]:
    size = np.linalg.norm(step.theta[network.penalized])
    error = network.error(step.theta, X, Y)
    print(f"{step.iteration:4d}: ‖W‖ = {size:.0f}, error {error:.0%}")

# %% [markdown]
# Next, the same network on 100 points with less noise, but with ten wrong labels.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.overfits()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.penalty().after(
    guess,
    "no penalty",
)

# %% [markdown]
# A network **overfits** when it learns what is true of the training examples only: the noise in their features, the labels that
# are simply wrong. It can, because it has many weights.
#
# Pin *no penalty* and press *just right*. Some train error is given up, and dev error is won. With *too much* only a straight
# line is left, and both errors are high.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 2 L2: a price on large weights
#
# Regularization changes the question. Instead of "which weights fit best?" we ask "which weights fit
# well *and are small*?", with λ as the exchange rate. For logistic regression:
#
# $$J(w, b) = \frac1m\sum_{i=1}^m \mathcal L(a^{(i)}, y^{(i)}) + \frac{\lambda}{2m}\lVert w\rVert^2,
# \qquad \lVert w\rVert^2 = \sum_j w_j^2$$
#
# First by hand, then with `dlcourse`:

# %%
w, b, lambd, m = np.array([[1.5, -2.0]]), 0.3, 0.7, X.shape[1]
A = 1 / (1 + np.exp(-(w @ X + b)))
data_cost = -np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))
J = data_cost + lambd / (2 * m) * np.sum(w**2)
print(f"J = {data_cost:.4f} + {J - data_cost:.4f} = {J:.4f}")

# %%
layers, loss = [dl.Dense(2, 1)], dl.BinaryCrossEntropy()
logistic = dl.Network(layers, loss, dl.L2(lambd))
theta = np.array([1.5, -2.0, 0.3])  # w, then b
assert np.isclose(logistic.cost(theta, X, Y), J)

# %% [markdown]
# **The bias b is left out.** It only moves the boundary as a whole; it cannot make it steeper or more
# wiggly. There is one b beside many w, so it has little to overfit with, and a price on it would pull the boundary
# towards the origin for no reason. In numbers: moving every point by 5 is undone by b alone, at no
# price.

# %%
moved = theta - [0, 0, 5 * w.sum()]
assert np.isclose(logistic.cost(moved, X + 5, Y), J)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### In a network: the Frobenius norm and weight decay
#
# Every layer's matrix pays, last layer included:
#
# $$J = \frac1m\sum_i \mathcal L^{(i)} + \frac{\lambda}{2m}\sum_{l=1}^{L}\lVert W^{[l]}\rVert_F^2
# \qquad dW^{[l]} = dW^{[l]}_\text{backprop} + \frac{\lambda}{m}W^{[l]}$$
#
# Put into the update, the penalty multiplies each weight by a number a little below 1 before the usual
# step. Hence its other name, **weight decay**:
#
# $$W := W - \alpha\Big(dW_\text{backprop} + \frac\lambda m W\Big)
# = \Big(1 - \frac{\alpha\lambda}{m}\Big)W - \alpha\,dW_\text{backprop}$$

# %%
alpha = 0.1
_, dtheta = logistic.cost_and_gradient(theta, X, Y)
plain = dl.Network(layers, loss)
_, backprop = plain.cost_and_gradient(theta, X, Y)
decayed = (1 - alpha * lambd / m) * theta[:2] - alpha * backprop[:2]
assert np.allclose((theta - alpha * dtheta)[:2], decayed)
assert np.isclose(dtheta[2], backprop[2])  # the bias does not decay

# %% [markdown]
# The two are the same for plain gradient descent only. Adam divides the gradient by its typical size,
# and with it the penalty's share: weights with large gradients then hardly decay (Loshchilov & Hutter,
# 2019). Its first step is even α · sign(gradient), so the penalty in the gradient does
# nothing at all, and decay apart from the gradient does what it should:

# %%
inside = dl.Adam(alpha).step(theta, dtheta)[:2]
unpenalized = dl.Adam(alpha).step(theta, backprop)[:2]
apart = unpenalized - alpha * lambd / m * theta[:2]
print("no penalty:             ", unpenalized.round(4))
print("penalty in the gradient:", inside.round(4))
print("decay apart:            ", apart.round(4))

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### One update by hand
#
# One weight W = 0.5 with gradient 0.1, learning rate α = 0.01, λ = 0.1, one example (m = 1):
#
# | penalty | update | new W |
# |---|---|---|
# | none | 0.5 - 0.01 · 0.1 | 0.499 |
# | L2 | 0.5 - 0.01 · (0.1 + 0.1 · 0.5) | 0.4985 |
# | L1 | 0.5 - 0.01 · (0.1 + 0.1 · 1) | 0.498 |

# %%
W, dW, alpha, lambd = np.array([0.5]), np.array([0.1]), 0.01, 0.1
for penalty in (dl.L2(0), dl.L2(lambd), dl.L1(lambd)):
    step = dl.GradientDescent(alpha).step(W, dW + penalty.gradient(W, m=1))
    print(f"{penalty!s:8} {step[0]:.4f}")

# %% [markdown]
# L2 takes off 0.0005, L1 takes off 0.001. Which of the two takes off more depends on the weight: L2
# subtracts αλW, in proportion to it, L1 subtracts αλ whatever the weight is.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.many_updates()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.one_update().after(
    guess,
    "penalty alone",
)

# %% [markdown]
# Section 3 says more about soft-thresholding.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 1: the cost with the L2 penalty
#
# `parameters` has one dictionary per layer with weights, `{"W": …, "b": …}`. Return the whole cost J, given
# the data's share of it.


# %%
def l2_cost(data_cost, parameters, lambd, m):
    """The cost J with the L2 penalty of all layers: a number."""
    return ...


# %%
exercises.l2_cost.check(l2_cost)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 2: the gradient that goes with it
#
# `gradients` has what backpropagation found, ∂J/∂W and ∂J/∂b under the same names `"W"` and `"b"`, with the 1/m
# inside. Return a new list of such dictionaries with the penalty's part added; change nothing that you were given.


# %%
def l2_gradient(gradients, parameters, lambd, m):
    """The gradient of J with the L2 penalty: a list of dictionaries."""
    return ...


# %%
exercises.l2_gradient.check(l2_gradient)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 3 L1: a price on the size of a weight
#
# The L1 penalty prices a weight by its size, not by its square:
#
# $$J = \frac1m\sum_i \mathcal L^{(i)} + \frac{\lambda}{m}\sum_j |w_j|,
# \qquad dw_j = dw_{j,\text{backprop}} + \frac\lambda m\,\mathrm{sign}(w_j)$$
#
# One number on the two penalties, for the same weights by hand and by `dlcourse`:

# %%
w, lambd, m = np.array([3.0, -0.5, 0.01]), 0.6, 10
l2, l1 = dl.L2(lambd), dl.L1(lambd)
assert np.isclose(l2.value(w, m), lambd / (2 * m) * np.sum(w**2))
assert np.isclose(l1.value(w, m), lambd / m * np.sum(np.abs(w)))
print("L2 gradient:", l2.gradient(w, m).round(4))
print("L1 gradient:", l1.gradient(w, m).round(4))

# %% [markdown]
# Look at the last weight, 0.01. L2 hardly pulls at it any more: 0.0006. L1 pulls as hard as at the largest
# one: 0.06.
#
# The picture for two weights: the cost of the data alone is smallest at a point that you can **drag**.
# Each penalty allows the weights a budget: |w₁| + |w₂| ≤ t, a diamond, or w₁² + w₂² ≤ t², a circle. The best
# allowed weights are where the cost's ellipses first touch it.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.corner()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.diamond_and_circle().after(
    guess,
    "on a corner",
    start="wide budget",
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exact zeros need soft-thresholding
#
# The formula sign(w) has a flaw that the lectures pass over: a step of size αλ/m walks *over* zero, turns
# round and walks over it again. It never rests. The remedy takes the same step and stops at zero:
#
# $$w := \mathrm{sign}(w)\,\max\Big(|w| - \frac{\alpha\lambda}{m},\ 0\Big)$$

# %%
w, amount, plain, soft = 0.5, 0.03, 0.5, 0.5
for _ in range(100):  # no gradient from the data: the penalty alone
    plain = plain - amount * np.sign(plain)
    soft = np.sign(soft) * max(abs(soft) - amount, 0)
print(f"plain sign step: {plain:.2f}, soft-thresholding: {soft:.2f}")
assert plain != 0 and soft == 0

# %% [markdown]
# In `dlcourse`, `train(..., project=dl.soft_threshold(network, amount))` does it after each step.
#
# Now a regression with 12 features, of which only the first three matter. The figure shows where the weights end for
# every λ; the slider marks one λ, a white dot is an exact zero, and ▼ the λ with the smallest dev cost. Compare
# the three kinds: soft-thresholding, L2, and the plain sign step.

# %% slideshow={"slide_type": "subslide"}
explorers.weight_path()

# %% [markdown]
# **So:** with L1 the useless features leave one after the other and the useful ones stay longest. With L2 all
# weights shrink and none leaves. The sign step has L1's penalty and none of its zeros.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### L1 against L2
#
# | | L1, LASSO | L2, Ridge |
# |---|---|---|
# | penalty | (λ/m) Σ\|w\| | λ/(2m) Σ w² |
# | pull on a weight | the same for every size: λ/m | in proportion: (λ/m) w |
# | small weights | become exactly 0 | stay small |
# | result | few features, chosen for you | all features, all small |
# | shape of the budget | diamond, corners on the axes | circle |
# | derivative at 0 | none; soft-thresholding instead | 0 |
# | two features that say nearly the same | splits the weight by chance, down to 0 for one | equal shares |
#
# The last row in numbers: three samples of two features that differ by a little noise and count equally.

# %%
loss, descent = dl.MeanSquaredError(), dl.GradientDescent(0.3)
both = [dl.Network([dl.Dense(2, 1)], loss, r) for r in (dl.L2(60), None)]
for seed in range(3):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(1, 200))
    twins = np.vstack([x, x + 0.1 * rng.normal(size=x.shape)])
    target = twins.sum(axis=0, keepdims=True) + rng.normal(size=x.shape)
    for name, model, amount in (("L2", both[0], 0), ("L1", both[1], 0.15)):
        rest = dl.soft_threshold(model, amount)
        *_, last = dl.train(
            model, np.zeros(3), twins, target, descent, 5000, project=rest
        )
        print(f"sample {seed}, {name}:", last.theta[:2].round(1))

# %% [markdown]
# One often reads "L2 is not robust to outliers". That is said of the squared *loss* of an example; a penalty
# never sees an example.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 3: mend a step with L1
#
# This function is meant to take one step with L1 that can rest on zero. First comes the gradient step on the data's
# cost, then soft-thresholding by αλ/m. It runs, and its weights do come to rest on 0. Yet it is wrong.


# %%
def l1_step(w, dw, learning_rate, lambd, m):
    """The weights after one step, an array like w."""
    stepped = w - learning_rate * dw
    threshold = learning_rate * lambd / m
    return np.sign(stepped) * np.maximum(np.abs(w) - threshold, 0)


# %% [markdown]
# The figure draws its path as *yours*, beside those of the right rules. At first it lies on that of *no penalty*, but only
# because dw and λ are both 0.1 there. Before you search the code, move the gradient dw and compare *yours* with *L1 soft*.
# What does the one do that the other does not? Then mend the function by one change, and run these cells again.

# %% slideshow={"slide_type": "subslide"}
explorers.one_update(yours=l1_step)

# %%
exercises.l1_step.check(l1_step)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 4 Why small weights help
#
# **First reason: a simpler network is left.** Count the second layer's units that still have a way in and a way
# out while the price rises. With L1 (gradient step, then soft-thresholding) most of the 16 fall silent:

# %%
loss = dl.BinaryCrossEntropy()
small = dl.Network(network.layers, loss)
start = small.initialize(np.random.default_rng(1))
for lambd in (0, 0.1, 0.3, 1):
    rest = dl.soft_threshold(small, 0.3 * lambd / 60)
    *_, last = dl.train(small, start, X, Y, descent, 3000, project=rest)
    _, _, second, _, output = small.unpack(last.theta)
    alive = np.any(second["W"], axis=1) & np.any(output["W"], axis=0)
    print(f"L1, λ = {lambd:3}: {alive.sum():2d} of 16 units are left")

# %% [markdown]
# L2 silences nobody: it shrinks weights *in proportion*, and all 16 units stay. But they come to say the same. The
# number of directions in which the second layer's W still acts, its rank (singular values above 5 % of the
# largest), falls just as far:

# %%
for lambd in (0, 0.1, 0.3, 1):
    priced = dl.Network(network.layers, loss, dl.L2(lambd))
    *_, last = dl.train(priced, start, X, Y, descent, 3000)
    W = priced.unpack(last.theta)[2]["W"]
    scales = np.linalg.svd(W, compute_uv=False)
    rank = np.sum(scales > 0.05 * scales[0])
    print(f"L2, λ = {lambd:3}: W acts in {rank:2d} of 16 directions")

# %% [markdown]
# **Second reason: what tanh makes of small numbers.** Small weights make small z, and near 0, tanh(z) ≈ z:

# %%
z = np.array([0.1, 0.5, 1.0, 2.0])
print("z      ", z)
print("tanh(z)", np.tanh(z).round(3))

# %% slideshow={"slide_type": "subslide"}
guess = predictions.linear()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.linear_zone().after(
    guess,
    "practically linear",
)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 5 Choosing λ
#
# λ is a hyperparameter. The training set cannot choose it, because the training error likes the smallest λ best; the
# test set must not, because it has to stay unseen. **The dev set chooses.** The test error then says what the choice is worth.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.valley()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.choose_lambda().after(
    guess,
    "wrong labels",
    start="right labels",
)

# %% [markdown]
# (The train error counts the wrong labels as given. At a large λ it can lie above the dev error: the network rightly
# refuses to learn them.)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 4: choose λ, and show that it helps
#
# A network with two layers of 16 tanh units learns a hundred points of two half moons, ten of them with a wrong
# label. Choose a λ that lowers its dev error. As a single run may be lucky, runs with several seeds have to show it. A seed
# decides which points are drawn and where the weights start. Return two settings, each with a list of seeds,
# your λ and λ = 0 to compare with. The check trains every run, which takes about a second.


# %%
def choose_lambda():
    """(λ, its seeds), (0, its seeds)."""
    return ...


# %%
exercises.choose_lambda.check(choose_lambda)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### The cost to watch includes the penalty
#
# Gradient descent goes down the *whole* cost J, so it is J that falls at every iteration. The data's share alone may rise,
# and a plot of it looks like a bug.

# %% slideshow={"slide_type": "subslide"}
explorers.penalized_cost()

# %% [markdown]
# **So:** plot J, penalty included, to see whether the optimization works; plot the data term to compare train with dev.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 6 The same thing seen in a polynomial
#
# $\hat y = \theta_0 + \theta_1x + \theta_2x^2 + \theta_3x^3 + \theta_4x^4$ has three turning points at the most.
# What does a price on θ₃ and θ₄ do to it? With squared loss the L2 version is called **Ridge** regression, the L1 version **LASSO**.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.quartic()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.quartic().after(
    guess,
    "Ridge: nearly a quadratic",
)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 7 More data for nothing: augmentation
#
# The surest cure for overfitting is more data. If a shifted 3 is still a 3, every image is many images. The catch is in the
# *if*: an augmentation must not change the label.
#
# The figure trains twenty pairs of networks. Both of a pair start at the same θ₀ with the same 50 images; one of them
# also gets 15 changed copies of each image, under the image's own label.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.flip()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.augmentation().after(
    guess,
    "flip",
    start="nothing",
)

# %% [markdown]
# The digits of this data set fill their 8×8 pixels. Try shifts of 0.25, 0.5, 1 and 2 pixels, and see where help turns into
# harm.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 8 Early stopping
#
# While a network trains, its weights grow from small to large. Early stopping keeps the parameters of the epoch with the lowest
# dev cost, and stops when no lower one has come for some epochs (`patience`):

# %%
dev_costs = [0.9, 0.7, 0.6, 0.65, 0.58, 0.61, 0.62, 0.63, 0.50]
print(dl.early_stopping(dev_costs, patience=3))

# %% [markdown]
# Counted from 0, epoch 4 is the best that was seen, and after epochs 5, 6 and 7 patience is at its end. That epoch
# 8 would have been better still nobody knows: it was never trained.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.stopping()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.early_stop().after(
    guess,
    "to the end",
    start="in time",
)

# %% [markdown]
# **Its price:** one knob now does two jobs, minimizing J and not overfitting. With L2 you can train as long as you like and turn
# λ; with early stopping you cannot do one without the other. On the other hand one run shows all stopping times at
# once, while each λ takes a run of its own.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 5: early stopping
#
# Return the epoch with the lowest dev cost that was seen, and the epoch at which training stops: the one at which `patience` epochs in a
# row have brought no new lowest cost, or else the last one. Epochs count from 0; an equal cost is not a new lowest one.


# %%
def early_stopping(dev_costs, patience):
    """(best_epoch, stop_epoch), two whole numbers."""
    return ...


# %%
exercises.early_stopping.check(early_stopping)

# %% slideshow={"slide_type": "subslide"}
explorers.early_stop(yours=early_stopping)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 9 Pruning, and the whole list
#
# If many weights hardly matter, remove them: set the smallest to 0 and see what it costs.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.pruning()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.pruning().after(
    guess,
    "most",
    start="a few",
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 6: prune a layer
#
# Return a copy of W in which the given fraction of its entries, those nearest to 0, are exactly 0. The number to
# remove is fraction · (number of entries), rounded; the ranking goes over the whole matrix. W itself stays as it is.


# %%
def prune(W, fraction):
    """W with its smallest weights removed, an array like W."""
    return ...


# %%
exercises.prune.check(prune)

# %% slideshow={"slide_type": "subslide"}
explorers.pruning(yours=prune)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 7: a test that finds the mistake
#
# Somebody prunes by a threshold, and on most matrices the result is just what `prune` has to give. Find a matrix W, with at
# most a hundred entries, and a fraction for which it is not. A test is only worth something if wrong code fails it.


# %%
def by_threshold(W, fraction):
    sizes = np.sort(np.abs(W), axis=None)
    removed = round(fraction * W.size)
    threshold = np.append(-1, sizes)[removed]
    return np.where(np.abs(W) <= threshold, 0, W)


# %%
def counterexample():
    """A matrix and a fraction that `by_threshold` gets wrong."""
    return ...


# %%
exercises.counterexample.check(counterexample)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Methods against overfitting
#
# | method | what it does | here |
# |---|---|---|
# | cross-validation | does not prevent overfitting but shows it: a dev error you can trust | notebook 03 |
# | L2, L1 | price on large weights | sections 2 to 6 |
# | augmentation | more examples, if the label stays true | section 7 |
# | early stopping | small weights by lack of time | section 8 |
# | pruning | fewer weights, afterwards | section 9 |
# | dropout | a different thinned network at each step | notebook 05 |
# | more data | what all others stand in for | |

# %% [markdown] slideshow={"slide_type": "slide"}
# ## Where conventions differ
#
# | here | elsewhere | to convert |
# |---|---|---|
# | L2 is λ/(2m) Σ w² | λ/2 Σ w² ("weight decay" in libraries), or λ Σ w² | their λ is ours / m, or ours / (2m) |
# | L1 is (λ/m) Σ\|w\| | λ Σ\|w\| | their λ is ours / m |
# | m is the number of examples in the batch | m is the whole training set | hold λ/m fixed when the batch size changes |
#
# The worked update above has m = 1, so there all of them agree on λ up to the factor 2.

# %%
w, m, lambd = np.array([3.0, -0.5]), 10, 0.6
theirs = lambd / m
assert np.allclose(dl.L2(lambd).gradient(w, m), theirs * w)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## Test yourself
#
# Open the answer that you would give. Every wrong one has its own explanation.

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 1.** Train error 2 %, dev error 15 %. You raise λ. What do you expect of the two errors?
#
# <details><summary>Both fall.</summary>
#
# ✗ No. The train error can only gain from freedom; with a higher price on weights it rises, if only a little.
#
# </details>
# <details><summary>The train error rises a little, the dev error falls.</summary>
#
# ✓ Right. The gap is variance, and the penalty trades a little bias for it.
#
# </details>
# <details><summary>The train error falls, the dev error rises.</summary>
#
# ✗ No. That is what *lowering* λ does to a network that already overfits.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 2.** Why is b left out of the penalty?
#
# <details><summary>Because it moves the boundary but cannot bend it.</summary>
#
# ✓ Right. One number per unit that does not make the function steeper; a price on it only pulls the boundary to the origin.
#
# </details>
# <details><summary>Because its gradient would be wrong.</summary>
#
# ✗ No. Its gradient would be (λ/m) b, easy enough. Nothing prevents it technically.
#
# </details>
# <details><summary>Because b is always small.</summary>
#
# ✗ No. Far from it: features with a large mean need a large b, and section 2 showed it.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 3.** A weight is 0.001, λ/m is 0.1 and the data's gradient is 0. Which penalty brings it to exactly 0 with α = 0.1?
#
# <details><summary>L2.</summary>
#
# ✗ No. L2 multiplies by 1 - αλ/m = 0.99 each step: never exactly 0.
#
# </details>
# <details><summary>L1 with the plain sign step.</summary>
#
# ✗ No. It steps by 0.01 from 0.001 to -0.009 and back, for ever.
#
# </details>
# <details><summary>L1 with soft-thresholding.</summary>
#
# ✓ Right. |w| - 0.01 is below 0, so max(…, 0) makes it exactly 0.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 4.** Your plot of the cost over the iterations of gradient descent rises here and there, although α is small. What do you check first?
#
# <details><summary>Whether the plotted cost includes the penalty.</summary>
#
# ✓ Right. Gradient descent lowers the whole J; the data's share alone may rise.
#
# </details>
# <details><summary>Whether λ is too large.</summary>
#
# ✗ No. A large λ makes a poor fit, but with a small α the whole J still falls at each iteration.
#
# </details>
# <details><summary>Whether the dev set is too small.</summary>
#
# ✗ No. The dev set plays no part in the training cost.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 5.** With Adam, is L2 in the cost the same as weight decay?
#
# <details><summary>Yes, both subtract (αλ/m) W.</summary>
#
# ✗ No. Adam divides the penalty's gradient by the same √s as the data's, so it subtracts something else.
#
# </details>
# <details><summary>Yes, if ε is small.</summary>
#
# ✗ No. ε only guards the division; the division itself is what makes the difference.
#
# </details>
# <details><summary>No, they are equal for plain gradient descent only.</summary>
#
# ✓ Right. Section 2 computed both: decay apart from the gradient gives other weights (Loshchilov & Hutter, 2019).
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 6.** You train on images of road signs. Which augmentation is safe for every sign?
#
# <details><summary>Flip left and right.</summary>
#
# ✗ No. 'Turn left' becomes 'turn right': the label is no longer true.
#
# </details>
# <details><summary>Rotate by up to 180°.</summary>
#
# ✗ No. Arrows, and signs that differ by their orientation, change their meaning.
#
# </details>
# <details><summary>Shift by a few pixels.</summary>
#
# ✓ Right. Where in the picture a sign stands does not change what it says.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 7.** What is the price of early stopping?
#
# <details><summary>It mixes two jobs: minimizing J and not overfitting.</summary>
#
# ✓ Right. You can no longer improve the one without touching the other.
#
# </details>
# <details><summary>It takes longer than L2.</summary>
#
# ✗ No. On the contrary: one run shows all stopping times, while each λ needs a run.
#
# </details>
# <details><summary>It needs the test set.</summary>
#
# ✗ No. The dev set decides. If the test set decided, its error would be no honest estimate any more.
#
# </details>

# %% [markdown] slideshow={"slide_type": "slide"}
# ## What to remember
#
# - **Overfitting is the gap** between train and dev error; growing weights are its symptom.
# - **L2** adds λ/(2m) Σ‖W‖² over all layers, not b. Each step multiplies the weights by 1 - αλ/m: all small, none zero.
# - **L1** adds (λ/m) Σ|w|. With soft-thresholding weights become exactly zero; with the plain sign step they never do.
# - **Why it works:** silent units make a smaller network, small weights keep tanh linear.
# - **λ, the stopping epoch and the augmentation are chosen on the dev set,** and a gain counts when its interval over several seeds leaves 0 out.
# - **The cost to watch** while training includes the penalty; the cost to compare with dev does not.
# - **Augmentation** helps when the label stays true, and hurts when it does not.
