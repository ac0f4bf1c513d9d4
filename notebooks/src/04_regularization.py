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
# **A network learns 100 labels, and gets 99 of them right. That sounds like a success, until we hear that only 90 of
# the labels were right. What has it learned, and how do we keep it from learning that?**
#
# **Learning goals.** After this notebook you can
#
# - tell from two errors whether a network overfits,
# - derive the updates of L2 and of L1 from their costs, and say what each does to a large weight and to a small one,
# - explain what small weights do to a network, with numbers,
# - choose λ on the dev set, and say whether a gain is more than luck.
#
# **Time:** about 3.5 hours, of which the exercises take half.

# %% [markdown] slideshow={"slide_type": "notes"}
# *For the instructor.* 60 minutes for the figures and predictions alone. Let everybody commit to an answer at each
# prediction before you press anything, because the wrong answers are the ones that people really give.

# %% [markdown] slideshow={"slide_type": "skip"}
# ## What this notebook takes for granted
#
# - **Forward pass.** Layer l computes Z = W A_prev + b and A = g(Z). Each column is one example, and m is the number of
#   examples. (Any first lecture on networks has it.)
# - **Cost and gradient descent.** The cost J averages the loss over the examples, here the cross-entropy of a sigmoid
#   output. (In code the loss applies the sigmoid, so no layer does.) Training walks downhill with W := W - α dW, where
#   dW = ∂J/∂W and α is the learning rate ([notebook 01](01_gradient_descent.ipynb)). All weights and biases of a
#   network together are called θ, in code `theta`.
# - **Backpropagation** finds dW and db of all layers. How it does so plays no part here ([notebook
#   02](02_backpropagation.ipynb)).
#
# Nothing else is needed. Hidden units apply tanh, which squeezes every number into −1 to 1. Two optimizers appear by
# name, Momentum and Adam. Both are gradient descent with cleverer steps, and you can read them as such until notebook
# 09.
#
# **How to work.** Choose *Run → Run All Cells* once. Then read from the top, answer a prediction, move the sliders, and
# say in your own words what you saw. Most figures that answer a prediction keep the state before it as dotted grey
# lines. Buttons such as *just right* are presets, settings that are worth seeing. Arrow keys move a slider that has the
# focus. **Pin** keeps what you see as a dotted ghost to compare with, and **Copy as code** gives the same run as a few
# lines of Python. What you write into the exercises is checked, and the check says which mistake it is.

# %% slideshow={"slide_type": "skip"}
import numpy as np

import dlcourse as dl
from dlcourse.evidence import paired_difference
from dlcourse.topics.regularization import exercises, explorers, predictions  # fmt: skip
from dlcourse.topics.noisy_moons import noisy_moons

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 1 A network that learns every label
#
# How well can a network learn labels that are wrong? We draw a hundred points in two half moons, class 0 and class 1,
# and swap the labels of the first ten. Then we give the task to a network which has more numbers to learn than there
# are points.

# %%
rng = np.random.default_rng(0)
# of both sets, the first tenth have wrong labels
X, Y, X_dev, Y_dev = noisy_moons(rng)
layers = [dl.Dense(2, 16), dl.Tanh(), dl.Dense(16, 16), dl.Tanh()]
layers.append(dl.Dense(16, 1))
network = dl.Network(layers, dl.BinaryCrossEntropy())
print(f"{X.shape[1]} points, {network.size} weights and biases")

# %% [markdown] slideshow={"slide_type": "subslide"}
# It trains for 600 iterations, each over all hundred points, with the learning rate α = 3.0. (That is large, and this
# small network bears it.) Now and then we ask two things. For how many of the points does its answer differ from the
# label? And how many of the ten wrong labels does it repeat? A network that had understood the moons would repeat none
# of them.

# %%
start = network.initialize(rng)
steps = list(dl.train(network, start, X, Y, dl.Momentum(3.0), 600))
for step in [steps[i - 1] for i in (1, 100, 300, 600)]:
    missed = round(100 * network.error(step.theta, X, Y))
    repeated = np.sum(network.predict(step.theta, X[:, :10]) == Y[0, :10])
    counts = f"misses {missed:2d} of 100, repeats {repeated} of 10"
    print(f"iteration {step.iteration:3d}: {counts}")

# %% [markdown]
# After 100 iterations it repeated none of the wrong labels. At the end it misses a single label, and it repeats nine of
# the ten that we know to be wrong. Gradient descent has done what it was asked to do. Is this a better network than the
# one after 100 iterations?

# %% [markdown] slideshow={"slide_type": "slide"}
# ### Train, dev, test, seeds: how we measure
#
# The training points cannot tell us which network is better, because the network may know them by heart. We need points
# that it has not seen. So we split what we have into three sets.
#
# - The **training set** is what gradient descent sees. Here it has 100 points.
# - The **dev set** (for *development*, also called *validation set*) decides between networks, and between settings of
#   their training. Here it has 2,000 points.
# - The **test set** decides nothing. It is looked at once, at the end, and says what the chosen network is worth. A set
#   that has chosen cannot say that any more, because we took the network that happened to look best on it.

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Error and cost.** The *error* is the share of examples whose answer differs from the label. We compare networks by
# it, and give the difference of two errors in percentage points. From 30 % to 25 % is 5 percentage points lower. (The
# figures' sentences say *points* for short.) The *cost* is the mean loss, which also counts how sure each answer was.
# Gradient descent needs it, since the error has no slope.
#
# **Epoch.** One pass over all training examples. Here each iteration uses all of them, so an iteration is an epoch.
#
# **The noise floor.** A tenth of the dev labels are wrong, too, and no network can know which. Even a network that has
# understood the moons perfectly differs from these labels, so a tenth of its answers are counted as wrong. Less than 10
# % is out of reach, and in sections 1 to 5 we compare with these 10 %. (In truth the floor is a little higher. The
# moons touch each other, and there nobody can tell them apart.)
#
# What a **seed** is, we shall see at the end of this section, where we need it.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### What does it do on new points?
#
# The figure below will show how the trained network divides the plane. On the blue side it answers class 0, on the
# orange side class 1, and the black line between them is the **boundary**. Circles and triangles are the training
# points, and a ring marks a wrong label. Beside it stand a histogram of the weights and the costs during training. (The
# √ scale of the histogram lets us see single weights beside bars of a hundred.) In the sentence under the figure, ‖W‖
# is the size of all weights together, the root of the sum of their squares.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.memorized()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.penalty().after(
    guess,
    "no penalty",
)

# %% [markdown] slideshow={"slide_type": "notes"}
# *For the instructor.* Let them vote before anybody computes. Then, before the figure moves, ask the ones who said 10 %
# what the network answers next to a wrong label that it has learned. Let somebody point at the fingers.

# %% [markdown] slideshow={"slide_type": "skip"}
# Look at the ringed points. Fingers of the wrong colour reach out for several of them, and near others the boundary has
# been pushed aside. All this covers ground where new points fall. A network **overfits** when it has learned what is
# true of its training examples only, and the opposite, to do well on new points, is to **generalize**. What shows
# overfitting is a low train error together with a dev error well above what is possible. Here the train error is 1 %,
# the dev error is 21 %, and little more than 10 % would be possible. The distance from the train to the dev error is
# called the **gap**, here 20 percentage points.
#
# As we have made the wrong labels ourselves, we can put them right and see how often the network is really wrong.

# %% slideshow={"slide_type": "skip"}
Y_true = np.hstack([1 - Y_dev[:, :200], Y_dev[:, 200:]])
print(f"really wrong: {network.error(steps[-1].theta, X_dev, Y_true):.0%}")

# %% [markdown] slideshow={"slide_type": "skip"}
# So the network is really wrong about 14 % of the new points. With a tenth of wrong labels on top this makes 0.14 · 0.9
# + 0.86 · 0.1, or 21 %.
#
# And the network after 100 iterations, which missed 15 labels?

# %% slideshow={"slide_type": "skip"}
for i in (100, 600):
    error = network.error(steps[i - 1].theta, X_dev, Y_dev)
    print(f"after {i} iterations: dev error {error:.0%}")

# %% [markdown] slideshow={"slide_type": "skip"}
# It was better by far. To stop there would have been a remedy, and section 7 comes back to it. First we ask what went
# wrong in the 500 iterations after that.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### One run is not enough
#
# Perhaps the network is just too large. With half as many units in each hidden layer, 8 instead of 16, it has 105
# numbers to learn in place of 337, and should be less able to learn single labels. Does that help? We can try it, but a
# single try says little. With another hundred points and other weights at the start both errors are different. All that
# is random in a run is drawn with the help of one number, the **seed**. The same seed gives the same points, and the
# same run to the last digit.
#
# So we take ten seeds and train both networks with each. A seed that draws difficult points is difficult for both of a
# pair, which is why we look at the ten **differences**.
#
# Their mean is our estimate. How far off may it be? Let $s$ be their standard deviation, which says how far the
# differences usually lie from their mean. Then the mean ± 2.26 $s/\sqrt{10}$ is the **95 % interval** of the estimate
# (2.26 belongs to ten pairs, and for many it is nearly 2). If we repeated all this with ten other seeds, and again and
# again, 95 in 100 of the intervals would contain the true mean difference. So where the interval leaves 0 out we speak
# of a gain or a loss. Where it covers 0 we say *no difference*, in short for "these runs do not show one".

# %% slideshow={"slide_type": "subslide"}
explorers.paired_seeds()

# %% [markdown] slideshow={"slide_type": "skip"}
# On the left each line is one seed. It joins the dev error with 16 units to that with 8 units. On the right stand the
# ten differences and, in black, their mean with its interval. All lines go down, some hardly, one by nearly six
# percentage points. We compute the interval by hand. (`ddof=1` divides by 9 in place of 10, as one does where the mean
# comes from the same ten numbers.)

# %% slideshow={"slide_type": "skip"}
pairs = explorers.paired_seeds().result
differences = 100 * (pairs.partner - pairs.reference)
mean = differences.mean()
half = 2.26 * differences.std(ddof=1) / np.sqrt(10)
print(f"mean {mean:.1f}, interval {mean - half:.1f} to {mean + half:.1f}")
print("percentage points")

# %% [markdown] slideshow={"slide_type": "notes"}
# *For the instructor.* Begin with *three pairs only* and ask for a verdict. Most will give one. Only then show all ten.

# %% [markdown] slideshow={"slide_type": "skip"}
# The interval runs from about -3.8 to -1.1 and leaves 0 out, so the smaller network does err less. Press *three pairs
# only*. With the first three pairs alone the interval covers 0, and we could not have told. Then press *twice as many
# units*. Some lines go up and some go down, and the interval of all ten covers 0.
#
# So fewer units help. But it is a blunt remedy. Between 19 % and the 10 % that are possible there is still a long way,
# *three units* comes down to 16 % only, and the number of units goes in jumps. Can we leave the network as
# large as it is, and have a knob to turn that keeps it from learning single labels?

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### What grows while a network overfits
#
# The loss asks for *sure* answers. So in the middle of a finger the network has to be sure of one class, and a short
# way beside it, where other points lie, of the other class. Its output has to climb steeply in between. Steep functions
# take large weights. So let us follow the size of all weights together, ‖W‖, which is called their **norm**. As a
# control, a second network starts from the same weights and learns the same points with all labels right.

# %%
Y_right = np.hstack([1 - Y[:, :10], Y[:, 10:]])
control = list(dl.train(network, start, X, Y_right, dl.Momentum(3.0), 600))
for name, run in (("right labels", control), ("ten wrong ones", steps)):
    sizes = [
        np.linalg.norm(run[i].theta[network.penalized])
        for i in (0, 99, 599)
    ]
    print(
        f"{name:14s} ‖W‖ = " + ", ".join(f"{size:4.1f}" for size in sizes)
    )

# %% [markdown]
# (`network.penalized` picks the weights out of θ and leaves the biases.) The three norms are those after 1, 100 and 600
# iterations. Weights grow in both runs, so a large norm alone proves nothing. But look at the last 500 iterations, in
# which the wrong labels are learned. With right labels the norm grows by 4 in that time, and with ten wrong ones by 14.
# That suggests a remedy which leaves the network its 337 numbers. Let large weights cost something.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 2 L2: a price on large weights
#
# A finger for one wrong label lowers the cost a little and takes much weight. The shape of the moons lowers it a lot.
# If weight had a price, would the network buy the second and leave the first? **Regularization** changes the question
# in this way. Instead of "which weights fit best?" we ask "which weights fit well and are small?".
#
# We begin with logistic regression, one unit with weights $w$ and a bias $b$. To the mean loss, which we call the
# **data cost** from now on, we add a price for the squares of the weights, the **penalty**:
#
# $$J(w, b) = \frac1m\sum_{i=1}^m \mathcal L(a^{(i)}, y^{(i)}) + \frac{\lambda}{2m}\lVert w\rVert^2,
# \qquad \lVert w\rVert^2 = \sum_j w_j^2$$
#
# In words, each unit of squared weight costs λ/2m. (It is divided by m as the loss is. With more examples λ/m gets
# smaller, and the more data we have, the less we need the price.) The number **λ ≥ 0** is the exchange rate between
# fitting and being small. For λ = 0 we have the old cost again, and for a very large λ nothing is worth its price and
# all weights go to 0. It is a **hyperparameter**, which means that we choose it and gradient descent does not.

# %% [markdown] slideshow={"slide_type": "subslide"}
# Here is J for some weights, first by hand and then by `dlcourse`, on the 100 points of section 1. (Python keeps the
# word *lambda* for itself, so code says `lambd`.)

# %%
w, b, lambd, m = np.array([[1.5, -1.0]]), 0.3, 0.7, X.shape[1]
A = 1 / (1 + np.exp(-(w @ X + b)))
data_cost = -np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))
J = data_cost + lambd / (2 * m) * np.sum(w**2)
print(f"J = {data_cost:.4f} + {J - data_cost:.4f} = {J:.4f}")

# %%
loss = dl.BinaryCrossEntropy()
logistic = dl.Network([dl.Dense(2, 1)], loss, dl.L2(lambd))
weights = np.array([1.5, -1.0, 0.3])  # w, then b
assert np.isclose(logistic.cost(weights, X, Y), J)

# %% [markdown] slideshow={"slide_type": "skip"}
# Both give the same number.
#
# **Why is b left out?** In logistic regression b moves the boundary to and fro, and cannot make the output climb more steeply across it. A price on
# it would do harm, since it would pull the boundary towards the origin, and where the origin lies was our choice. To
# see this, we move every point by 5. A change of b alone makes up for it, and as b is free, J stays the same:

# %% slideshow={"slide_type": "skip"}
moved = weights - [0, 0, 5 * w.sum()]
assert np.isclose(logistic.cost(moved, X + 5, Y), J)

# %% [markdown] slideshow={"slide_type": "skip"}
# In a deep network a hidden unit's b places the point at which the unit bends. That is still no steepness, and there
# are few of them. Our network has 33 biases beside 304 weights. So they stay free there, too.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Where the 2 comes from, and what the price does to a step
#
# Gradient descent needs the slope of J. The derivative of $w_j^2$ is $2w_j$, and this 2 cancels the one under the λ:
#
# $$\frac{\partial}{\partial w_j}\,\frac{\lambda}{2m}\sum_k w_k^2 = \frac{\lambda}{2m}\,2w_j = \frac{\lambda}{m}\,w_j$$
#
# That is all that the 2 is for. The formula that we use at each step comes out without a factor. Put into the update it
# gives
#
# $$w := w - \alpha\Big(dw + \frac\lambda m w\Big) = \Big(1 - \frac{\alpha\lambda}{m}\Big)w - \alpha\,dw$$
#
# where dw is the gradient of the data cost. Read the right side from left to right. First each weight is multiplied by
# a number a little below 1, so that it loses a fixed share of itself. Then comes the step that we know. This is why L2
# is also called **weight decay**. A weight stays only as long as the data pull it back as fast as it decays.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### In a network: the Frobenius norm and weight decay
#
# Every layer's matrix pays, the last one included. The size of a matrix is measured as that of a vector, by the sum of
# the squares of all its entries. That sum is $\lVert W\rVert_F^2 = \sum_i\sum_j W_{ij}^2$, the square of the
# **Frobenius norm**. So
#
# $$J = \frac1m\sum_i \mathcal L^{(i)} + \frac{\lambda}{2m}\sum_{l=1}^{L}\lVert W^{[l]}\rVert_F^2
# \qquad W^{[l]} := \Big(1 - \frac{\alpha\lambda}{m}\Big)W^{[l]} - \alpha\,dW^{[l]}$$
#
# with dW the gradient that backpropagation finds for the data cost. We check one update of our logistic regression. Its
# weights decay and its bias does not.

# %%
alpha = 0.1
plain = dl.Network([dl.Dense(2, 1)], loss)
_, dtheta = plain.cost_and_gradient(
    weights, X, Y
)  # of the data cost alone
_, dJ = logistic.cost_and_gradient(weights, X, Y)  # with the penalty
decayed = (1 - alpha * lambd / m) * weights - alpha * dtheta
assert np.allclose((weights - alpha * dJ)[:2], decayed[:2])
assert np.isclose(dJ[2], dtheta[2])

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### The price at work
#
# Back to our network. It starts from the same weights and trains on the same 100 points for the same 600 iterations.
# One thing is new, the price with λ = 0.5. Without it, the network missed a single training label.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.just_right()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.penalty().after(
    guess,
    "just right",
    start="no penalty",
)

# %% [markdown] slideshow={"slide_type": "notes"}
# *For the instructor.* Ask for a number first. Who says "none or one" has forgotten that the training set has wrong
# labels, too. Write 21 % and 12 % on the board and leave them there.

# %% [markdown] slideshow={"slide_type": "skip"}
# The dotted lines are the boundary and the costs without a penalty. All ten wrong labels are left on the wrong side
# now, and so are four right ones that lie where the moons come near each other. What we pay stands in the train error,
# 14 % instead of 1 %, and what we get is the dev error, 12 % instead of 21 %. So a low train error is no aim in itself.
# Where labels are wrong, it is even a warning. (And how can the error be lower on points that the network has not seen?
# By chance, since of only a hundred points a few unlucky ones make several per cent.) The two errors, 14 and 12 %, are nearly
# those after 100 iterations in section 1. But there we would have had to stop at the right moment, and here the training
# ran to its end.
#
# In the histogram the weights now lie close around 0. The curve *train + penalty* in the right panel is J. It lies
# above the data cost by the price of the weights. Now press *too much*. Both errors are at 25 % or a little more, so λ
# = 5 is too dear. The next question would be how to find the right λ, and section 5 answers it. Before that we ask
# whether squares are the right thing to price, and then why small weights help at all.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 1: the cost with the L2 penalty
#
# We begin with the cost of a whole network. `parameters` has one dictionary for each layer with weights, `{"W": …, "b":
# …}`. Return J, given the data cost. The check names the usual slips, such as a forgotten layer or a missing bracket.


# %%
def l2_cost(data_cost, parameters, lambd, m):
    """The cost J with the L2 penalty of all layers: a number."""
    return ...


# %%
exercises.l2_cost.check(l2_cost)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 2: a price on the distance from earlier weights
#
# A network has learned one task from many examples, and is now to learn a similar one from few. Its weights are good
# already, so a pull towards 0 would be a pull in the wrong direction. Let us price the distance from the old weights
# instead. With an *anchor* $A^{[l]}$ for each $W^{[l]}$ the penalty is $\frac{\lambda}{2m}\sum_l\lVert W^{[l]} -
# A^{[l]}\rVert_F^2$. Derive its gradient on paper, and test it in two limiting cases. What has to come out where the
# anchor is 0? And where a weight is still at its anchor?
#
# Then write it. `gradients` is what backpropagation found for the data cost, with the 1/m inside. All three lists have
# dictionaries with the names `"W"` and `"b"`. Return a new list of such dictionaries, and change nothing that you were
# given.


# %%
def anchored_gradient(gradients, parameters, anchors, lambd, m):
    """The gradient of data cost and penalty: a list of dictionaries."""
    return ...


# %%
exercises.anchored_gradient.check(anchored_gradient)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 3 L1: do we need all 304 weights?
#
# The curve that our network draws with λ = 0.5 is simple. Surely not all of its 304 weights are needed for it. Which of
# them could go? If L2 has told the useful ones from the useless, the useless ones should be 0 by now.

# %%
priced = dl.Network(layers, loss, dl.L2(0.5))
*_, last = dl.train(priced, start, X, Y, dl.Momentum(3.0), 600)
sizes = np.abs(last.theta[network.penalized])
zeros, small = np.sum(sizes == 0), np.sum(sizes < 0.001)
print(f"{zeros} of 304 weights are 0, {small} below 0.001")

# %% [markdown] slideshow={"slide_type": "skip"}
# (`*_, last` keeps the last step of the training.) Not one weight is 0, and a single one comes near. Why does L2 never
# finish? Its pull is (λ/m) w. The smaller a weight gets, the weaker L2 pulls, and at 0.001 it has all but let go. If we
# want weights to vanish, we need a pull that keeps its strength.

# %% [markdown] slideshow={"slide_type": "subslide"}
# So let us price a weight by its size and not by its square. The slope of |w| is 1 for a positive weight and -1 for a
# negative one. That is what $\mathrm{sign}(w)$ says, and at 0 we set it to 0.
#
# $$J = \frac1m\sum_i \mathcal L^{(i)} + \frac{\lambda}{m}\sum_j |w_j|,
# \qquad w_j := w_j - \alpha\Big(dw_j + \frac\lambda m\,\mathrm{sign}(w_j)\Big)$$
#
# In words, each unit of size costs λ/m, and **L1** pulls every weight towards 0 with the same force λ/m, however small
# it is already. (There is no 2 under this λ, as no square brings one down.) For three weights:

# %%
w, lambd, m = np.array([3.0, -0.5, 0.01]), 0.6, 10
l2, l1 = dl.L2(lambd), dl.L1(lambd)
assert np.isclose(l2.value(w, m), lambd / (2 * m) * np.sum(w**2))
assert np.isclose(l1.value(w, m), lambd / m * np.sum(np.abs(w)))
print("slope of L2:", l2.gradient(w, m).round(4))
print("slope of L1:", l1.gradient(w, m).round(4))

# %% [markdown]
# Look at the last weight, 0.01. L2 hardly pulls at it any more, with 0.0006. L1 pulls with 0.06, as hard as at the
# largest. At which weight are the two pulls equal? Where (λ/m) w = λ/m, at w = 1. So L2 takes more off weights above 1,
# and L1 takes more off those below.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### One update by hand
#
# One weight w = 0.5 has the gradient dw = 0.1. With the learning rate α = 0.01, λ = 0.1 and a single example, m = 1,
# one update gives
#
# | penalty | update | new w |
# |---|---|---|
# | none | 0.5 - 0.01 · 0.1 | 0.499 |
# | L2 | 0.5 - 0.01 · (0.1 + 0.1 · 0.5) | 0.4985 |
# | L1 | 0.5 - 0.01 · (0.1 + 0.1 · 1) | 0.498 |

# %%
w, dw, alpha, lambd = np.array([0.5]), np.array([0.1]), 0.01, 0.1
for penalty in (dl.L2(0), dl.L2(lambd), dl.L1(lambd)):
    new = dl.GradientDescent(alpha).step(w, dw + penalty.gradient(w, m=1))
    print(f"{penalty!s:8} {new[0]:.4f}")

# %% [markdown]
# L2 takes off 0.0005 more than the plain step, and L1 takes off 0.001 more. As the weight gets smaller, L2 takes off
# less and less, while L1 does not slow down. Where do the two end?

# %% slideshow={"slide_type": "subslide"}
guess = predictions.many_updates()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.one_update().after(
    guess,
    "penalty alone",
    start="the numbers above",
)

# %% [markdown] slideshow={"slide_type": "notes"}
# *For the instructor.* Let two students play it at the board, 0.5 and steps of 0.03. The surprise comes after 16 steps.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Soft-thresholding
#
# What is missing is a rule that stops. It takes two moves. First comes the plain step on the data cost, to $\tilde w =
# w - \alpha\,dw$. Then $\tilde w$ moves towards 0 by αλ/m, the length of L1's step, and if it is nearer to 0 than that,
# it stops at 0:
#
# $$w := \mathrm{sign}(\tilde w)\,\max\Big(|\tilde w| - \frac{\alpha\lambda}{m},\ 0\Big)$$
#
# This is **soft-thresholding**. Its threshold is αλ/m, and "soft" means that the weights above it are shortened as
# well. When does a weight at 0 come back? Only if the data push it over the threshold in one step, that is if |dw| >
# λ/m. So, in plain gradient descent, a weight stays at 0 as long as it is not worth its price to the data.

# %%
plain_step, soft = 0.5, 0.5
for _ in range(100):  # no gradient from the data, as in the question
    plain_step = plain_step - 0.03 * np.sign(plain_step)
    soft = np.sign(soft) * max(abs(soft) - 0.03, 0)
print(f"plain sign step: {plain_step:.2f}, soft-thresholding: {soft:.2f}")
assert plain_step != 0 and soft == 0

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 3: mend a step with L1
#
# This function is meant to take one step with L1 that can rest on zero. First comes the gradient step on the data cost,
# then soft-thresholding by αλ/m. It runs, and its weights do come to rest on 0. Yet it is wrong.


# %%
def l1_step(w, dw, learning_rate, lambd, m):
    """The weights after one step, an array like w."""
    stepped = w - learning_rate * dw
    threshold = learning_rate * lambd / m
    return np.sign(stepped) * np.maximum(np.abs(w) - threshold, 0)


# %% [markdown]
# The figure draws its path as *yours*, beside those of the right rules. At first *yours* lies on *no penalty*, which is
# a coincidence, since dw and λ are both 0.1 there. Before you search the code, move the gradient dw and compare *yours*
# with *L1 soft*. What does the one do that the other does not? Then mend the function by one change, and run these
# cells again.

# %% slideshow={"slide_type": "subslide"}
explorers.one_update(yours=l1_step)

# %%
exercises.l1_step.check(l1_step)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### The half moons with L1
#
# Now our network again, from the same start, by soft-thresholding after each step. (`dl.soft_threshold` makes a
# function that shrinks all weights of θ, and `train` applies the function that it gets as `project` after each step.) How many weights
# are left, and what does that do to the dev error?

# %%
for lambd in (0, 0.1, 0.5):
    shrink = dl.soft_threshold(network, 3.0 * lambd / 100)  # αλ/m
    run = dl.train(
        network, start, X, Y, dl.Momentum(3.0), 600, project=shrink
    )
    *_, last = run
    left = np.sum(last.theta[network.penalized] != 0)
    error = network.error(last.theta, X_dev, Y_dev)
    print(
        f"L1, λ = {lambd:3}: {left:3d} weights left, dev error {error:.0%}"
    )

# %% [markdown] slideshow={"slide_type": "skip"}
# With λ = 0.5 nine weights are left, and for this seed these nine draw the moons as well as all 304 did with L2. (The
# preset *L1 is sparse* in the figure of section 2 shows their boundary. The same λ is another price in L1 than in L2,
# so this compares two networks and not the two penalties.) A solution with many zeros is called **sparse**.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Price and budget
#
# There is a second way to see a penalty, and it can be drawn. Instead of a price, we could give the weights a
# **budget**. Their size, that is Σ|w| for L1 and √Σw² for L2, may be $t$ at the most, and within that the data cost is
# to be as low as possible.
#
# What a price reaches, a budget reaches as well. Suppose some weights minimize data cost + penalty, and their size is
# $t$. If other weights of at most that size had a lower data cost, then data cost + penalty would be lower too, since
# their penalty is no higher. That cannot be, so our weights are also the best within the budget $t$. The higher the
# price, the smaller the size that it leaves, and the smaller the budget that it stands for.
#
# For two weights, L1's budget |w₁| + |w₂| ≤ t is a square that stands on a corner, a **diamond**. L2's, √(w₁² + w₂²) ≤
# t, is a disc. The **contours** of the data cost are lines of equal cost around its **optimum**, ✗. To begin with they
# are circles. Then the best point within a budget is the one nearest to ✗.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.corner()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.diamond_and_circle().after(
    guess,
    "on a corner",
    start="on an edge",
)

# %% [markdown] slideshow={"slide_type": "skip"}
# Drag ✗ about. L1 takes every optimum in one of the four shaded wedges to a corner, and any other outside the budget to
# an edge, with no zero. With L2 only an optimum on a dashed ray gives a zero, and with round contours these rays are
# the axes. Then press *tilted contours*. Most costs have longish contours, because one direction matters more than
# another, and the wedges lean with them.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Which features matter?
#
# The half moons cannot tell us whether L1 finds the *right* zeros, as nobody knows the right weights of a network. So
# for once we take other data, of which we know the truth. There are 100 examples with 12 features, and only three of
# these count, with weights 2, -1.6 and 1.2. The rest of the target is noise. The model is linear, ŷ = Σ wⱼxⱼ, and its
# data cost is the squared error, 1/(2m) Σ (ŷ - y)². (Where a number is asked for and no class, nothing can be counted
# as wrong. So here we compare by the dev cost.)
#
# In the figure each line is a weight, and it shows where that weight ends for each λ (on a logarithmic scale, with 0
# beside it). The slider marks one λ, a white dot is an exact zero, and ▼ marks the λ with the lowest dev cost.

# %% slideshow={"slide_type": "subslide"}
explorers.weight_path()

# %% [markdown] slideshow={"slide_type": "skip"}
# At λ = 20, where the dev cost is lowest, five of the nine useless weights are exactly 0. (All five share the one white
# dot.) Four have survived, the largest of them at 0.3. At λ = 70 all nine are 0. But the dev cost is higher there,
# because L1 shortens the three that matter as well, the smallest to a third of its true size. So L1 selects, but the λ
# that predicts best does not give a clean list of the true features.
#
# *L2 keeps all* shows all weights at a fraction of themselves and none at 0. *The sign step never rests* has L1's
# penalty, and none of its zeros.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### L1 against L2
#
# | | L1, LASSO | L2, Ridge |
# |---|---|---|
# | penalty | (λ/m) Σ\|w\| | λ/(2m) Σ w² |
# | pull on a weight | λ/m, whatever its size | (λ/m) w, in proportion |
# | small weights | become exactly 0 | stay small |
# | result | few features, chosen for you | all features, all shorter |
# | budget | diamond, corners on the axes | disc |
# | at 0 | a kink, where the slope jumps, so soft-thresholding | slope 0 |
#
# So L1 is the choice where you suspect that the output depends on few things, and want to know which. (LASSO and Ridge are their names where the loss is the squared error.)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 4 Why small weights help
#
# A price on weights has taken our dev error from 21 to 12 %. But it was never the weights that we wanted to get rid of.
# What has their size to do with wrong labels? In section 1 we guessed that a finger has steep sides, and that steepness
# takes large weights. Now we can measure it. At each dev point we move a tiny step to the right and a tiny step up, and
# see how fast $z^{[L]}$ changes, the output before the sigmoid. That gives the slope at this point, and we take the
# largest.


# %%
def slope_and_error(wrong, lambd, seed):
    """The largest slope of z[L] over the dev points, and the dev error."""
    rng = np.random.default_rng(seed)
    X, Y, X_dev, Y_dev = noisy_moons(rng, wrong)
    net = dl.Network(layers, loss, dl.L2(lambd))
    begin = net.initialize(rng)
    *_, last = dl.train(net, begin, X, Y, dl.Momentum(3.0), 600)
    moves = np.array([[[0], [0]], [[1e-4], [0]], [[0], [1e-4]]])
    z, right, up = (
        net.scores(last.theta, X_dev + move)[0] for move in moves
    )
    slopes = np.hypot(right - z, up - z) / 1e-4
    return slopes.max(), net.error(last.theta, X_dev, Y_dev)


# %%
for wrong, lambd in ((0.1, 0), (0.1, 0.5), (0, 0)):
    runs = [slope_and_error(wrong, lambd, seed) for seed in range(10)]
    slope, error = np.mean(runs, axis=0)
    print(f"{wrong:4.0%} wrong labels, λ = {lambd:3}:", end=" ")
    print(f"largest slope {slope:3.0f}, dev error {error:.0%}")

# %% [markdown]
# These are means over ten seeds. With λ = 0.5 the largest slope falls from 200 to 10, and this fits what we saw of the
# fingers. A network with small weights cannot go from a sure answer to the opposite one within a short distance, and a
# single wrong label among right ones asks for just that. The last row is a control, the same training with all labels
# right, and all dev labels, too. There the slope is about 100, so half of the steepness comes without any wrong label,
# and it does no harm there. But it is not needed either. The 12 % of the second row stand on a noise floor of 10 %, so the
# network with slope 10 draws the moons nearly as well.
#
# Steepness is one thing that becomes dear. Is there another?

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Fewer units, fewer directions
#
# Let us look inside the network. A unit of the second layer is *alive* if at least one weight that is not 0 leads into
# it and one out of it. Otherwise it plays no part. It gives the same number for every point, or nothing reads what it
# gives. With L1 we can count those that are alive:

# %%
for lambd in (0, 0.1, 0.5):
    shrink = dl.soft_threshold(network, 3.0 * lambd / 100)
    run = dl.train(
        network, start, X, Y, dl.Momentum(3.0), 600, project=shrink
    )
    *_, last = run
    _, _, second, _, output = network.unpack(last.theta)
    alive = np.any(second["W"], axis=1) & np.any(output["W"], axis=0)
    print(f"L1, λ = {lambd:3}: {alive.sum():2d} of 16 units are alive")

# %% [markdown] slideshow={"slide_type": "skip"}
# With λ = 0.5 a single one is left. The price makes a smaller network, and nobody had to say how small. (The number of
# units alone does not do it. In section 1 networks of three units a layer, without a price, had an error of 16 %.)
#
# L2 makes nothing 0, so all 16 units stay alive. But do they still compute 16 different things? The W of the second
# layer makes 16 numbers z of the 16 outputs of the first one. It stretches some directions in that space more than
# others, and its *singular values* say how much. (If you have not met them, read them as the 16 stretching factors of
# W.) A direction that is stretched by less than 5 % of the largest factor hardly shows in the z, so we count the
# others:

# %%
for lambd in (0, 0.1, 0.5):
    priced = dl.Network(layers, loss, dl.L2(lambd))
    *_, last = dl.train(priced, start, X, Y, dl.Momentum(3.0), 600)
    factors = np.linalg.svd(
        priced.unpack(last.theta)[2]["W"], compute_uv=False
    )
    count = np.sum(factors > 0.05 * factors[0])
    print(f"L2, λ = {lambd:3}: W acts in {count:2d} of 16 directions")

# %% [markdown]
# Three directions are left of fourteen. All units are there, but each z is little more than a mixture of the same three
# numbers. So with either penalty a simpler network does the work inside the large one.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### A straight line from two hidden layers
#
# How simple can it become? Go back to the figure of section 2 and press *too much*. With λ = 5 the boundary is a
# straight line, as with logistic regression. The network that draws it has two hidden layers, and L2 has made none of
# its weights 0.
#
# In the figure below, the left panel is the plane that you know. Its dashed line is the straight boundary that comes
# nearest to the network's output. The two panels on the right look into the hidden units, and we read them after your
# answer.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.straight()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.linear_zone().after(
    guess,
    "practically linear",
    start="bent where it pays",
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# On the right stands the curve of tanh, with 50 dots that show where the hidden units of both layers work on the
# training points. Under it is a histogram of all these z, on a √ scale again. The shaded strip is |z| < 0.5. This is
# what tanh makes of small and of larger z:

# %%
z = np.array([0.1, 0.5, 1.0, 2.0])
print("z      ", z)
print("tanh(z)", np.tanh(z).round(3))

# %% [markdown]
# Up to 0.5 or so, tanh(z) is nearly z itself, which is why we call |z| < 0.5 its **linear zone**. If all z are in it,
# each layer is nearly a linear map, and a linear map of a linear map is linear. Now press *bent where it pays*. With λ
# = 0.5 about two thirds of the z lie in the zone. Bending costs something, and the network bends where this lowers the
# data cost most, at the moons. In *saturated*, without a penalty, only 15 % lie in it and many units work at the flat
# ends.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Also with ReLU?
#
# Most networks today have ReLU units, max(z, 0). They bend at z = 0, however small the weights are, so a linear zone
# cannot be what helps there. Does L2 help them at all? We replace tanh by ReLU and keep the points and sizes. We take
# smaller steps, α = 0.5 for 1,000 iterations, because with α = 3.0 this training is so unsteady that a change in the
# tenth digit leads to another network. `paired_difference` computes the interval of section 1.


# %% slideshow={"slide_type": "skip"}
def relu_error(lambd, seed):
    """The dev error of a network with ReLU units."""
    rng = np.random.default_rng(seed)
    X, Y, X_dev, Y_dev = noisy_moons(rng)
    hidden = [dl.Dense(2, 16), dl.ReLU(), dl.Dense(16, 16), dl.ReLU()]
    net = dl.Network([*hidden, dl.Dense(16, 1)], loss, dl.L2(lambd))
    begin = net.initialize(rng)
    *_, last = dl.train(net, begin, X, Y, dl.Momentum(0.5), 1000)
    return net.error(last.theta, X_dev, Y_dev)


# %%
free, priced = (
    [relu_error(lambd, s) for s in range(10)] for lambd in (0, 0.5)
)
print(f"mean dev error {np.mean(free):.0%}, then {np.mean(priced):.0%}")
print(paired_difference(priced, free).in_points())

# %% [markdown]
# L2 helps with ReLU as well, from 15 to 12 %, and the interval leaves 0 out.
#
# **What do we know, then?** A price on weights makes steepness dear, and a single wrong label asks for steepness. It
# leaves a simpler network inside the large one, with few units alive under L1 and few directions under L2. With tanh it
# also keeps most z where the units hardly bend. All this can be measured, and with wrong labels it goes together with a
# lower dev error.
# How much of the gain is due to each, these measurements do not say.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### The same price in a polynomial
#
# (An aside, on what it means that a parameter is there and can do nothing.) A quartic,
#
# $$\hat y = \theta_0 + \theta_1x + \theta_2x^2 + \theta_3x^3 + \theta_4x^4,$$
#
# can turn up to three times. We fit it to seven noisy points of a parabola, which turns once. As we have made the
# points, we know that $\theta_3$ and $\theta_4$ are not needed. So we put a price on these two alone, and such a high
# one, λ = 1,000, that they have to go. With L2 this is Ridge regression and with L1 LASSO, except that there all θ but
# the bias $\theta_0$ pay. What becomes of the curve?

# %% slideshow={"slide_type": "subslide"}
explorers.quartic()

# %% [markdown] slideshow={"slide_type": "skip"}
# The thin blue curve is the fit without a penalty. It turns three times to come near seven points, of which each is off
# by chance, and at both ends, where no points are, it runs away. With the price the curve is practically a parabola. On
# average over the range shown it is less than half as far from the dashed one that the points were drawn from. The bars
# on the right are the five numbers. With Ridge, θ₃ and θ₄ are at most 0.001 in size, and in *LASSO: a quadratic* both are exactly
# zero. So the parameters are still there, and what they can do is gone. (*All of them priced too high* shows what a
# price does to terms that are needed.)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 4: let whole units vanish
#
# With L1 units vanished as a by-product, when all weights into them had gone one by one. We can ask for it directly.
# All weights into a unit are a row of W, so let us price the lengths of the rows, (λ/m) Σ ‖row‖. (This is called *group
# lasso*.) For a single number, soft-thresholding took off `amount` and stopped at 0. Do the same with the length of
# each row of W. A row keeps its direction, and a row that is no longer than `amount` becomes 0.
#
# When its values are right, the check trains the network on the half moons with your function after each step, for
# eight seeds. The mean dev error has to come below 17 %.


# %%
def shrink_rows(W, amount):
    """W (n, n_prev) with every row shorter by amount: an array like W."""
    return ...


# %%
exercises.shrink_rows.check(shrink_rows)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 5 Choosing λ
#
# We took λ = 0.5 and did not say why. Which λ is best? The training set cannot tell. The less weights cost, the better
# they fit, so the train error would choose λ = 0. **The dev set chooses**, over ten seeds. Part of what makes a λ look
# best there may be luck. So what the choice is worth is told by a test set, another 2,000 points of which a tenth have
# a wrong label.
#
# Section 2 had one seed, and three values of λ. The error was 21 % without a penalty and 12 % with λ = 0.5. With λ = 5
# the boundary was a straight line. What is it like in between?

# %% slideshow={"slide_type": "subslide"}
guess = predictions.valley()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.choose_lambda().after(
    guess,
    "the bottom",
    start="left of it",
)

# %% [markdown] slideshow={"slide_type": "notes"}
# *For the instructor.* Three volunteers draw three curves on the board. Ask each why the right end is where it is.

# %% [markdown] slideshow={"slide_type": "skip"}
# On the left are the mean errors over λ, whose values stand at equal distances. The right panel has the test errors of
# each seed, without a penalty and with the λ that the slider marks. With λ = 0.5 the test error is 8.6 percentage
# points lower, with an interval from 7.8 to 9.4. That is the gain over ten seeds, told by examples that had no part in
# training or choosing. No more than 10.5 could have been gained, from 20.5 % down to the 10 % of wrong labels. (The
# slider shows you the test errors of the other λ, too. Here they are there to learn from. Whoever chooses by them has
# no test set any more.)
#
# At λ = 1 two of the ten networks are above 20 % and the others below 15 %, so the mean, 15 %, is above eight of the
# ten. Read off two more things. The train error *rises* with λ from the first step on, so it is lowest at λ = 0, where
# the dev error is 21 %. And at λ = 2 the two errors are close together, though both are bad. So a small **gap** between
# train and dev error is no aim in itself, either. What counts is the dev error. A large gap says that there may be
# something to win by regularization. If both are bad, look elsewhere, at a larger network or a smaller λ.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### The cost to watch includes the penalty
#
# How do we see whether training works at all? We look at a cost, but at which one? For a last time we take the
# overfitted network of section 1. The left panel will show J and its two parts on a logarithmic scale, the right one
# the dev error.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.switched_on()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.penalized_cost().after(
    guess,
    "the trained network",
    start="no penalty",
)

# %% [markdown] slideshow={"slide_type": "skip"}
# A plot of the data cost alone would have looked like a bug. So plot J, penalty included, to see whether the descent
# works. It has to fall at each iteration of plain gradient descent, if α is small enough (*steps too long* shows what
# happens otherwise). Plot the data cost to compare train with dev, because the penalty belongs to the weights and not
# to either set. When training starts from new weights, both parts may fall, as in *new weights*, and nobody notices
# whether J or the data cost was plotted.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 5: the λ of another network
#
# Somebody has put λ = 0.5 into the code of another network, because it was best on the half moons. Find a better λ for
# it by measurement, and show that it is better.
#
# The network has 32 hidden ReLU units and learns to read handwritten **digits**, images of 8×8 pixels. It has ten
# outputs, one for each digit, and its answer is the digit with the largest. (How its loss is made is told in notebook
# 11.) It learns 100 images, twenty of which have a wrong label. The labels of the dev images are right, so here there
# is no noise floor, and whoever guesses is wrong in 90 %.
#
# 1. `exercises.choose_lambda.error(lambd, seed)` trains one such network and gives its dev error. Write a loop with it,
#   over a few λ and the seeds 100 to 104, and choose.
# 2. Return two pairs, (your λ, seeds) and (0.5, seeds), with the same seeds in both. Take at least ten, and *others*
#   than those which chose, for the same reason for which we have a test set.
#
# The check reports the paired interval, and accepts your λ if its error is lower and the interval leaves 0 out.


# %%
def choose_lambda():
    """(λ, its seeds), (0.5, its seeds)."""
    return ...


# %%
exercises.choose_lambda.check(choose_lambda)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 6 More data for nothing: augmentation
#
# A price keeps a network from learning labels by heart. With more examples there is less need for it, since single
# labels count for less. But examples cost money and time. Can we make some? If a shifted 3 is still a 3, every image is
# many images, and making such copies is called **augmentation**.
#
# For points in a plane we know no change that surely keeps the label. For images we do, so from here on the digits of
# Exercise 5 take over. Each fills its 8×8 pixels from top to bottom, and in this section all labels are right. The
# figure trains twenty pairs of networks with 24 hidden units each, because single pairs differ much. Both of a pair start from
# the same weights with the same 50 images. One of them also gets 15 changed copies of each image, under the image's own
# label. On the left you see ten images with a changed copy below each, on the right the dev errors of each pair.

# %% slideshow={"slide_type": "subslide"}
explorers.augmentation()

# %% [markdown] slideshow={"slide_type": "skip"}
# The copies are shifted by half a pixel at the most and turned by 15° at the most, and they lower the dev error, by 3.7
# percentage points on average. The bar on the right is the 95 % interval of this difference, drawn at the mean with
# copies. It does not reach the dotted line, the mean without them, so the gain is clear. If such small changes bring so
# much, what do larger ones bring? We leave out the turning, and let copies move by up to two pixels to any side. What
# leaves the picture is lost.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.shifted()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.augmentation().after(
    guess,
    "two pixels",
    start="nothing",
)

# %% [markdown] slideshow={"slide_type": "skip"}
# A 3 that is two pixels further to the left is still a 3, as far as it is still in the picture, and yet these copies do
# harm. Parts of the digits are cut off, as you can see. And new digits stand in the middle, as those in the upper rows
# do, so the network spends its 24 units on pictures that never come. (Which of the two does more harm, this figure does not say.)
#
# Then press *flip*. A copy is mirrored left to right with a probability of one half. Here it is the label that is no
# longer true, for a mirrored 3 is no 3. So an augmentation helps when its copies are *true*, and when they are *like
# those to come*.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 7 Early stopping
#
# In section 1 the half-moon network was better after 100 iterations than after 600. Would it not be enough to stop in
# time? But when is that? In a real task nobody counts repeated wrong labels for us. What we can watch is the dev cost
# after each epoch.
#
# **Early stopping** keeps the parameters of the epoch with the lowest dev cost so far, and ends the training when no
# lower one has come for some epochs, called the `patience`. (It watches the cost, since the error of a few hundred
# images moves in jumps.)

# %%
dev_costs = [0.9, 0.7, 0.6, 0.65, 0.58, 0.61, 0.62, 0.63, 0.50]
print(dl.early_stopping(dev_costs, patience=3))

# %% [markdown]
# Epochs count from 0. Epoch 4 is the best that was seen, and after epochs 5, 6 and 7 the patience is at its end. Epoch
# 8 would have been better still, which nobody will know, for it is never trained.
#
# With digits we can see what is learned at each epoch. A network trains on 150 of them, and 45 have a wrong label. The
# dev labels are right, so no noise floor stands in the way. On the left of the figure are the costs and the dev error,
# and on the right nine training images, all with a wrong label. Under each stands its label and then what the network
# says, with ✓ where it says what the image shows, and in bold where it repeats the wrong label. So 5 → 5 ✗ means that
# it repeats the label 5, and the image shows something else.

# %% slideshow={"slide_type": "subslide"}
explorers.early_stop()

# %% [markdown] slideshow={"slide_type": "skip"}
# As on the half moons, the dev curves turn up. With a patience of 10 the training would stop at epoch 27, ten epochs
# after the best. The black line stands at the best epoch. There the network repeats only 7 of the 45 wrong labels, and
# under five of the nine images stands ✓. Now move *look at epoch* slowly to 99. One ✓ after the other turns into ✗, as
# the network gives up what it saw for what it was told. Before epoch 20 the dev cost lies below the train cost. That is
# no mistake, since the dev labels are right and 45 of the 150 train labels are not.
#
# Is it the number of epochs that does the harm, or is it the labels? We can separate the two, with the same network,
# the same 150 images and the same 100 epochs.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.stopping()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.early_stop().after(
    guess,
    "right labels",
    start="to the end",
)

# %% [markdown] slideshow={"slide_type": "notes"}
# *For the instructor.* Most say that it rises, because too many epochs overfit. Ask what there is left to overfit on.

# %% [markdown] slideshow={"slide_type": "skip"}
# The dotted lines are the curves with wrong labels. (On the half moons it is the wrong labels, too. Press *right
# labels* in the figure of section 5, and the price gains nothing.) By our definition this network overfits as well. It
# has learned all of its 150 images and errs on 10 % of the dev images. But that comes from having few images, and it
# does not get worse with time. So there is something to be won by other means, and not by stopping. Look at the dev
# curve before you decide to stop early.
#
# **Early stopping has a price, too.** The number of epochs does two jobs now, to minimize J and not to overfit, and
# neither can be set alone. Whoever improves the descent also changes when the network begins to overfit, and has to
# find the best epoch anew. (*slow learning* shows how a smaller learning rate moves it.) With L2 we can train as long
# as we like and turn λ. On the other hand, one run shows all stopping times at once, and each λ takes a run of its own.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 6: early stopping
#
# Return the epoch with the lowest dev cost that was seen, and the epoch at which training stops. That is the one at
# which `patience` epochs in a row have brought no new lowest cost, or else the last one. Epochs count from 0, and an
# equal cost is not a new lowest one. The figure after the check draws your two epochs as *yours*, for a patience of 3
# and 10 % wrong labels.


# %%
def early_stopping(dev_costs, patience):
    """(best_epoch, stop_epoch), two whole numbers."""
    return ...


# %%
exercises.early_stopping.check(early_stopping)

# %% slideshow={"slide_type": "skip"}
explorers.early_stop(yours=early_stopping).set(
    epoch=23, patience=3, noise=0.1
)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 8 Pruning, and the whole list
#
# A network on a phone has to be small and quick. Do we have to store and multiply all of its weights? **Pruning** sets
# the smallest weights of a trained network to 0. It is not meant to lower the error but to save memory and time, and
# the question is how much error it costs. We take a network with 2,368 weights that reads digits, with one seed, so
# small differences mean little here.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.pruning()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.pruning().after(
    guess,
    "a few",
    start="too much",
)

# %% [markdown] slideshow={"slide_type": "skip"}
# The left panel has the dev error over the share of weights removed, and the three histograms show which weights those
# are, drawn pale. (The bar at 0 of L1 is cut. It has 1,456 weights, which were 0 before anybody pruned.) Now move the
# slider to 80 %. Only the network that was trained with L1 still reads nearly as before. So some weights can be spared
# for nothing, and whoever wants to spare most of them should train for it.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 7: prune a layer
#
# Return a copy of W in which the given fraction of its entries, those nearest to 0, are exactly 0. The number to remove
# is fraction · (number of entries), rounded. The ranking goes over the whole matrix, and W itself stays as it is. The
# figure after the check prunes the three networks with your function as well, and marks what comes of it.


# %%
def prune(W, fraction):
    """W with its smallest weights removed, an array like W."""
    return ...


# %%
exercises.prune.check(prune)

# %% slideshow={"slide_type": "skip"}
explorers.pruning(yours=prune).set(fraction=0.6)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 8: a test that finds the mistake
#
# Somebody prunes by a threshold, and on most matrices the result is just what `prune` has to give. Find a matrix W,
# with at most a hundred entries, and a fraction for which it is not. A test is only worth something if wrong code fails
# it.


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
# Before any of them, ask whether you overfit at all. Is the *train* error far above what is possible? Then the network
# learns too little, and a penalty would make it worse. Is it low, and the *dev* error far above it? Then take from this
# list. (Notebook 03 has this as a recipe.)
#
# | method | what it does | here |
# |---|---|---|
# | cross-validation | prevents nothing, but lets all examples take turns in the dev set where they are few | notebook 03 |
# | L2, L1 | price on large weights | sections 2 to 5 |
# | augmentation | more examples, if the copies are true and like those to come | section 6 |
# | early stopping | the training ends before single labels are learned | section 7 |
# | dropout | switches off some units at random in each step of the training | notebook 05 |
# | fewer units | a smaller network, if you know how small | section 1 |
# | more data | what all others stand in for | |
#
# Pruning is often listed with these. What it saves is memory, and in our figure the dev error is not lower for it.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## Where conventions differ
#
# | here | elsewhere | to convert |
# |---|---|---|
# | L2 is λ/(2m) Σ w² | λ/2 Σ w² ("weight decay" in libraries), or λ Σ w² | their λ is ours / m, or ours / (2m) |
# | L1 is (λ/m) Σ\|w\| | λ Σ\|w\| | their λ is ours / m |
# | m is the number of examples in a step, here all of them | m is the size of the training set | our λ is theirs times the share of the examples that a step uses (notebook 07) |
# | a price λ on the weights | a price C on the losses | C = 1/λ |
#
# The first row in numbers. The gradient of λ/2 Σ w² is λ w, and that of ours is (λ/m) w:

# %%
w, m, lambd = np.array([3.0, -0.5]), 10, 0.6
theirs = lambd / m
assert np.allclose(dl.L2(lambd).gradient(w, m), theirs * w)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### In the libraries you will use
#
# **PyTorch.** `weight_decay` is λ/m, and it is taken from *all* parameters. To spare the biases, make two groups.
#
# ```python
# # PyTorch: weight decay
# import torch
# W = [p for name, p in model.named_parameters() if name.endswith("weight")]
# b = [p for name, p in model.named_parameters() if name.endswith("bias")]
# groups = [{"params": W, "weight_decay": lambd / m}, {"params": b}]
# optimizer = torch.optim.SGD(groups, lr=alpha)
# ```
#
# **scikit-learn** has three ways. `LogisticRegression` multiplies the losses by C and leaves the penalty as it is, so
# C = 1/λ, and a *small* C is a strong penalty. `Ridge` minimizes Σ(ŷ − y)² + alpha Σw²,
# which is 2m times our cost, so its alpha is λ. `Lasso` divides the squares by 2m, as our cost does, so its alpha is λ/m.
# (`target` has the numbers that a regression is to predict, one for each example.)
#
# ```python
# # scikit-learn: the penalty
# from sklearn.linear_model import Lasso, LogisticRegression, Ridge
# classifier = LogisticRegression(C=1 / lambd).fit(X.T, Y[0])
# ridge = Ridge(alpha=lambd).fit(X.T, target)
# lasso = Lasso(alpha=lambd / m).fit(X.T, target)
# ```

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Keras** has neither the 2 nor the m, so its number is λ/(2m). `kernel` is what it calls W.
#
# ```python
# # Keras: the penalty
# import keras
# price = keras.regularizers.L2(lambd / (2 * m))
# layer = keras.layers.Dense(16, activation="tanh", kernel_regularizer=price)
# ```

# %% [markdown] slideshow={"slide_type": "skip"}
# ### With Adam, decay and penalty are two things
#
# (An aside, which you can leave until notebook 09.) We found weight decay by putting the penalty into a step of plain
# gradient descent. Adam divides each gradient by its typical size. If the penalty is in the gradient, its share is
# divided as well, and weights with large gradients then hardly decay. In its first step Adam moves each weight by α ·
# sign(gradient), so there the penalty does nothing, unless it turns a sign. Taken off apart from the gradient, the
# decay does what it should. Here is one step of the logistic regression of section 2, with its `weights`, `dtheta` and
# `dJ`:

# %% slideshow={"slide_type": "skip"}
m, lambd, alpha = X.shape[1], 0.7, 0.1
inside = dl.Adam(alpha).step(weights, dJ)[:2]
unpenalized = dl.Adam(alpha).step(weights, dtheta)[:2]
apart = unpenalized - alpha * lambd / m * weights[:2]
print("no penalty:             ", unpenalized.round(4))
print("penalty in the gradient:", inside.round(4))
print("decay apart:            ", apart.round(4))

# %% [markdown] slideshow={"slide_type": "slide"}
# ## Where it stands today
#
# Weight decay is in nearly every training run today, as a number such as 0.1 or 0.01 apart from the gradient (AdamW).
# L1 is used where a short list of features is wanted, and seldom in networks. For images, augmentation usually brings
# more than any penalty. Large language models see most of their examples once, so they hardly overfit, and early
# stopping and dropout play a small part there.
#
# - **Loshchilov & Hutter, *Decoupled Weight Decay Regularization* (2019)** showed what our aside on Adam computes, and
#   gave AdamW its name.
# - **Zhang, Bengio, Hardt, Recht & Vinyals, *Understanding deep learning requires rethinking generalization* (2017)**
#   trained large image networks on labels that were all random, and they learned every one. The usual penalties did not
#   keep such large networks from it, unlike λ = 0.5 with our small one. So small weights cannot be the whole reason why
#   networks generalize.
# - **D'Angelo, Andriushchenko, Varre & Flammarion, *Why Do We Need Weight Decay in Modern Deep Learning?* (2024)**
#   argues that in today's large networks weight decay helps mainly by what it does to the course of training, and less
#   by keeping weights small.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## Test yourself
#
# Open the answer that you would give. Every wrong one has its own explanation.

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 1.** Three networks read X-ray images. Experts agree with each other in 97 % of the cases, so 3 % is about what is possible. For which of them would you try a larger λ first?
#
# <details><summary>Train error 14 %, dev error 24 %.</summary>
#
# ✗ No. The gap is as large as in the third case, but this network does not even fit its training images. A price on
# weights would make that worse.
#
# </details>
# <details><summary>Train error 3 %, dev error 4 %.</summary>
#
# ✗ No. One percentage point is left to gain at the most. It is the one to keep.
#
# </details>
# <details><summary>Train error 2 %, dev error 12 %.</summary>
#
# ✓ Right. It fits its images even where the experts would disagree, and new ones badly. This is overfitting.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 2.** α = 0.1 and λ/m = 0.5. One weight is 2, another is 0.1, and the data do not pull. From which of them does L2 take off more than L1 in one step?
#
# <details><summary>From the weight 2 only.</summary>
#
# ✓ Right. L2 takes off a twentieth of each weight, which is 0.1 and 0.005. L1 takes off 0.05 from both.
#
# </details>
# <details><summary>From both of them.</summary>
#
# ✗ No. From the weight 0.1 it takes off 0.1 · 0.5 · 0.1 = 0.005, and L1 takes off 0.05.
#
# </details>
# <details><summary>From the weight 0.1 only.</summary>
#
# ✗ No. That is the weight from which L1 takes off more. L2's pull is in proportion to the weight.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 3.** A hospital has 500 measurements of each of 300 patients. It believes that about ten of them tell the illness, and wants to stop taking the others. Which penalty do you try?
#
# <details><summary>L2, and then drop the measurements with the smallest weights.</summary>
#
# ✗ No. L2 keeps all of them at some weight, and nothing says where to draw the line. What is useful for several may
# have a small weight on each.
#
# </details>
# <details><summary>L1, by soft-thresholding, with a λ that leaves about ten.</summary>
#
# ✓ Right. A measurement whose weight is exactly 0 need not be taken, and the dev error tells what this costs. Where two
# say nearly the same, L1 may keep either, so ask a doctor.
#
# </details>
# <details><summary>L1, by its plain gradient, and then keep the weights that are not 0.</summary>
#
# ✗ No. The plain step walks over 0 and back, so practically no weight is exactly 0 and all 500 would be kept.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 4.** Ten paired seeds with λ = 3 and λ = 0. The dev error is 0.8 percentage points lower on average, and the 95 % interval of the difference goes from -1.9 to +0.3. What do you report?
#
# <details><summary>λ = 3 lowers the error by 0.8 percentage points.</summary>
#
# ✗ No. The interval covers 0, so ten pairs of equally good networks could give the same.
#
# </details>
# <details><summary>λ = 3 does nothing.</summary>
#
# ✗ No. It may be worth 1.9 percentage points, for all that these runs say. They do not show a gain, and they do not
# show that there is none.
#
# </details>
# <details><summary>These runs show no difference. More seeds could settle it.</summary>
#
# ✓ Right. With four times as many seeds the interval would be about half as wide.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 5.** With L2 and a small α, a colleague's plot of "the training cost" falls for 200 epochs and then rises slowly, while the dev error goes on falling. What do you think first?
#
# <details><summary>The network begins to overfit, so she should stop at epoch 200.</summary>
#
# ✗ No. Then the dev error would rise and the training cost would fall. Here it is the other way round.
#
# </details>
# <details><summary>She plots the data cost, and J may well be falling.</summary>
#
# ✓ Right. Gradient descent lowers J, and the data cost may rise while the weights get smaller.
#
# </details>
# <details><summary>α is too large.</summary>
#
# ✗ No. It may be so if J rises. So first look whether what is plotted is J.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 6.** A camera looks straight down on a conveyor belt and sorts strawberries, which lie there in all directions, into ripe and unripe. Which copies would you add?
#
# <details><summary>Copies turned by any angle.</summary>
#
# ✓ Right. A turned strawberry is as ripe as before, and strawberries to come lie in all directions. (For digits it
# would be wrong, because a 6 upside down is a 9. It depends on the task.)
#
# </details>
# <details><summary>Copies with other colours, from green to red.</summary>
#
# ✗ No. The colour is what the label goes by, so many labels would no longer be true.
#
# </details>
# <details><summary>Copies half as large, as from twice the distance.</summary>
#
# ✗ No. The label is still true, but the camera stays where it is, so no such picture will come.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 7.** With early stopping your network was best at epoch 40. You halve the learning rate and train for 40 epochs, as that was best. What may be wrong?
#
# <details><summary>Nothing, since the best epoch belongs to the data.</summary>
#
# ✗ No. It belongs to the course of the training as well. Section 7 moved it by the learning rate alone.
#
# </details>
# <details><summary>It will overfit, since a smaller rate fits more closely.</summary>
#
# ✗ No. After 40 epochs of shorter steps it has come less far, and not further.
#
# </details>
# <details><summary>It may stop too early, since it learns more slowly now.</summary>
#
# ✓ Right. The stopping epoch does two jobs, so a change to the descent moves it. Let the dev cost decide anew.
#
# </details>

# %% [markdown] slideshow={"slide_type": "slide"}
# ## What to remember
#
# - **A network overfits** when it learns what is true of its training examples only. What tells are two errors, a low
#   one on train and one on dev that is well above what is possible.
# - **L2** adds λ/(2m) Σ‖W‖² over all layers, not b. Each step multiplies the weights by 1 - αλ/m, which pulls all of
#   them towards 0 and brings none there.
# - **L1** adds (λ/m) Σ|w|. With soft-thresholding weights become exactly zero, and with the plain sign step they do
#   not.
# - **Why it helps.** Small weights make a network less steep and leave a simpler network inside the large one. With
#   tanh they keep most z where it hardly bends.
# - **The dev set chooses λ,** the stopping epoch and the augmentation, over several seeds. The test set says once what
#   the choice is worth.
# - **A gain counts** when the 95 % interval of its paired differences leaves 0 out.
# - **J, penalty included,** shows whether the descent works. The data cost compares train with dev.
# - **Augmentation** helps when its copies are true and like those to come.
#
# And the hundred labels of the beginning? With a price of λ = 0.5 the network misses 14 of them, the ten wrong ones
# among these. It is the better network.
