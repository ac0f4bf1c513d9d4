# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown] slideshow={"slide_type": "slide"}
# # 02 Backpropagation
#
# **A network gives a wrong answer, and every number in it had a hand in that. Who is to blame, and by how much?**
#
# **Learning goals.** After this notebook you can
#
# - draw a calculation as a graph, and find all its derivatives in one pass from its end to its beginning,
# - derive dz = a - y for a neuron, and say for which loss it holds and for which it does not,
# - write the gradient of a network without a loop over the examples, and say each shape before you compute,
# - check a gradient by nudging, and tell from the errors in which layer a mistake sits,
# - read, change and train a network of thirty lines until it reads handwritten digits, and choose its learning rate by measuring.
#
# **Time:** about 150 minutes with the exercises. Sections 1 to 4 make a first sitting, 5 to 9 a second one.

# %% [markdown] slideshow={"slide_type": "notes"}
# *For the instructor.* 50 minutes for the explorers alone. The question that divides a class is the price of the way back
# (section 6). Write the hands for each option on the board, and come back to the 5,549 years of section 1 when the figure has
# answered. For section 8 let the class call out the line before you tick *show the mistake*.

# %% [markdown]
# **What it takes for granted.** The derivative as a slope and the chain rule from school; vectors, matrices and their product, in
# numpy `@`, `.T` and `.sum`, and from notebook 01 gradient descent, θ := θ - α dθ, which walks a cost downhill. What a neuron, a layer
# and a cost are is said here.
#
# **How to work.** Choose *Run → Run All Cells* once. Then read from the top: answer a prediction, move the sliders, say in your own
# words what you saw. Arrow keys move a slider that has the focus; **Pin** keeps what you see as a dotted ghost. Some figures move by themselves after your answer, and show by dotted lines or hollow circles where they began. **Copy as code** gives the
# same numbers in a few lines of Python. What you write into the exercises is checked, and the check says which mistake it is.

# %% slideshow={"slide_type": "skip"}
import timeit

import numpy as np

import dlcourse as dl
from dlcourse.topics.backpropagation import exercises, explorers, predictions  # fmt: skip

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 1 Thirty-one suspects
#
# In many houses two switches work the same lamp, one downstairs and one upstairs. It is on when exactly one of them is up. Let us
# teach that to a network. We write 1 for a switch that is up and -1 for one that is down. Each column of `X` is one of the four
# positions, with the switch downstairs above the one upstairs, and `Y` says whether the lamp is on there, 1, or off, 0.

# %%
X = np.array([[1.0, -1.0, -1.0, 1.0], [-1.0, -1.0, 1.0, 1.0]])
Y = np.array([[1.0, 0.0, 1.0, 0.0]])

# %% [markdown] slideshow={"slide_type": "subslide"}
# A **neuron**, or unit, multiplies each of its inputs by a number, its **weight**, adds these products and one more number, its
# **bias**, and bends the sum with a fixed curve, its **activation**. What comes out is its answer. Units side by side are a **layer**, and each unit of a
# layer gets the answers of all units of the layer before it. Our network has the two switches, then layers of 4, 3 and 1 units, so we
# call it a 2-4-3-1 network. How many numbers does it have to learn? These numbers are its **parameters**. Each of the 4 units has 2 weights and a bias, each of the 3 has 4 weights and a bias, and
# the last one has 3 and a bias.

# %%
# Dense: weights and biases; Tanh: the curve of the hidden units. The curve
# of the last unit comes with the cost, BinaryCrossEntropy (section 3).
layers = [dl.Dense(2, 4), dl.Tanh(), dl.Dense(4, 3), dl.Tanh()]
network = dl.Network([*layers, dl.Dense(3, 1)], dl.BinaryCrossEntropy())
theta = network.initialize(np.random.default_rng(0))
print(4 * 3 + 3 * 5 + 1 * 4, "=", network.size, "numbers, drawn at random")
print("answers:", network.forward(theta, X).round(2))

# %% [markdown]
# For now the network is a machine with 31 knobs, and `theta` holds their positions. We shall take it apart screw by screw from section
# 3 on. The answer of its last unit lies between 0 and 1, and we read it as the probability that the lamp is on. Right would be 1, 0, 1, 0, so the
# machine has no idea. How wrong it is, over all four positions, is measured by one number, the **cost** J. Section 3 says how; for now
# it is enough that J = 0 would be perfect.
#
# Which of the 31 numbers are to blame? Notebook 01 has taught us a way to find out. Take one of them, nudge it by a tiny ε, and see how
# far J moves. That movement, divided by ε, is the slope of J in this direction. We do it 31 times.


# %%
def J(theta):
    return network.cost(theta, X, Y)


def blame_by_nudging(theta, epsilon=1e-6):
    slopes, here = np.empty(31), J(theta)
    for i in range(31):
        nudged = theta.copy()
        nudged[i] += epsilon
        slopes[i] = (J(nudged) - here) / epsilon
    return slopes


blame = blame_by_nudging(theta)
low, high = blame.min(), blame.max()
print(f"J = {J(theta):.2f}, slopes from {low:.2f} to {high:.2f}")

# %% [markdown] slideshow={"slide_type": "subslide"}
# What comes at the end is J here. Its slope in one of the numbers we call, in this notebook, the **blame** of that number. The proper name is the derivative of J with respect to the number. Raise the number by a tiny
# bit, and J rises by the blame times that bit. So a large blame means that the number matters, and its
# sign says which way to turn it. All 31 together are the **gradient**. Let us go downhill with them, two hundred steps:

# %%
learned = theta
for _ in range(200):
    learned = learned - 1.0 * blame_by_nudging(learned)
print("answers:", network.forward(learned, X).round(1))

# %% [markdown] slideshow={"slide_type": "subslide"}
# It works: 1, 0, 1, 0. Then why a whole notebook about something else? Let us count. Every step has computed J once where it stood and
# 31 times after a nudge. For each J the whole network has to compute its answers, which is called a **forward pass**. That makes 32 forward passes for a
# single step. How many would it take in larger networks?

# %%
year = 365 * 24 * 3600  # seconds
for name, size in (
    ("the lamp", 31),
    ("a small reader of digits", 64 * 32 + 32 + 32 * 10 + 10),
    ("GPT-3, of the year 2020", 175_000_000_000),
):
    print(f"{name}: {size + 1:,} forward passes for a step")
print(f"GPT-3, at a second for each: {175e9 / year:,.0f} years for a step")

# %% [markdown]
# More than five thousand years, for one step of many thousands. And what a waste it is! Nudge a weight of the last layer, and the two layers before
# it compute over again, to the last digit, what they have computed already. A nudge makes a ripple, and we have looked at nothing but how it arrives
# at the end. Let us follow one ripple from step to step, through a calculation that is small enough to be seen whole.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 2 Follow one nudge
#
# Three friends go to the fair. Each of them pays a = 5 € at the gate and takes b = 3 rides at c = 2 € each. The bill for all
# three is
#
# $$J = 3\,(a + b\,c)$$
#
# and that is 33 €, more than they had wanted to spend. Is it the gate, the number of rides, or their price? We take the calculation apart into steps
# that do one thing each. The rides of one friend cost u = b c, one friend pays v = a + u, and all three pay J = 3 v. Now we nudge b by
# a thousandth and look at every step.

# %%
a, b, c = 5.0, 3.0, 2.0
for rides in (b, b + 0.001):
    u = rides * c
    v = a + u
    print(f"b = {rides:.3f}, u = {u:.3f}, v = {v:.3f}, J = {3 * v:.3f}")

# %% [markdown] slideshow={"slide_type": "subslide"}
# The ripple starts with 0.001. At u it has become 0.002, because u is b times c, and c is 2. At v it still is 0.002, as v merely adds a. At J
# it is 0.006, as there are three friends. Each step has multiplied the ripple by a factor of its own, and the factors of all steps together make 6. This is
# the chain rule:
#
# $$\frac{dJ}{db} = \frac{dJ}{dv}\cdot\frac{dv}{du}\cdot\frac{du}{db} = 3\cdot 1\cdot 2 = 6$$
#
# In words, the slope of J in b is the product of the slopes of all steps on the way. Now ask for c. Its ripple goes through v and J as well, so two
# of the three factors are the same, and only the last one is new. Why compute the same factors twice? Let us start at the *end*, then, and
# walk towards the beginning:
#
# | step | slope of this step | so the slope of J is |
# |---|---|---|
# | three friends pay v each | dJ/dv = 3 | dJ/dv = 3 |
# | one pays the gate and the rides | dv/da = 1, dv/du = 1 | dJ/da = 3 · 1 = 3, dJ/du = 3 · 1 = 3 |
# | three rides at 2 € | du/db = 2, du/dc = 3 | dJ/db = 3 · 2 = 6, dJ/dc = 3 · 3 = 9 |

# %% [markdown]
# So a euro more at the gate makes the bill 3 € higher, one ride more makes it 6 € higher, and a euro more for each ride makes it 9 € higher. One walk from the end to the beginning
# has answered all three questions, and no factor was computed twice.
#
# That is the whole idea, and it has a name. A calculation, drawn with its steps as boxes and its values on the lines between them, is a
# **computation graph**. Going through it once forward to get the values, and once backward to get all derivatives of its end, is
# **backpropagation**. And because "the derivative of J with respect to v" is a long name, lectures and code call it `dv`. In a graph that ends in J, **dv is dJ/dv**, and so for every other value.

# %% [markdown] slideshow={"slide_type": "subslide"}
# In the next figure the boxes are inputs and steps. The black number above a line is the value that goes forward along it. The pink
# number below the line is what comes back: the derivative of J with respect to that value.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.dearer_rides()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.computation_graph().after(
    guess,
    "dearer rides",
    start="the bill",
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# What we see is what a product does on the way back: b receives what arrives at u, times *c*, and c receives it times *b*. Press *free rides*: if a ride costs
# nothing, one ride more costs nothing, so b is free of blame, however large the bill. There are only a few kinds of
# steps, and each has its rule for the way back, which needs nothing but what arrives there and the step's own inputs:
#
# | the step | what it sends back |
# |---|---|
# | a sum, v = a + u | to both what it gets: da = dv, du = dv |
# | a product, u = b c | to each what it gets times the other: db = du · c, dc = du · b |
# | a function, p = f(q) | what it gets times its slope there: dq = dp · f′(q) |
#
# What if a value goes two ways? Suppose the gate takes as many euros as each friend takes rides, so that b stands in the place of a, too: J = 3 (b + b c). A
# ripple of b now arrives at v by two roads, once as it is and once multiplied by c, and the two arrivals add up. So what comes back along
# the two roads is **added**: db = 3 + 3 c = 9. Press *two paths* to see it. Nudging says the same:

# %%


def bill(b, c=2):
    return 3 * (b + b * c)


print(f"{(bill(3.001) - bill(3)) / 0.001:.3f}")

# %% [markdown]
# Keep this sum in mind. Soon a weight will be used by four examples at once, and a unit will speak to three others. In both cases what comes back is added.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 1: another graph
#
# Let J = (a + b) · (b c). Draw its graph on paper, with u = a + b, v = b c and J = u v. Then return the three derivatives (da, db, dc). One of the
# inputs goes two ways.


# %%
def graph_gradient(a, b, c):
    """dJ/da, dJ/db and dJ/dc of J = (a + b) · (b c), three numbers."""
    return ...


# %%
exercises.graph_gradient.check(graph_gradient)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 3 How wrong is wrong?
#
# A bill is made of products and sums. A neuron has one step that is neither, the curve that bends its sum. And what comes at its end is no price but a verdict: how wrong was
# the answer? We need the derivatives of both before any blame can come back. Let us take the smallest of all networks, one neuron with two inputs. (The letters start afresh here: from now on a is an answer and b a bias.)
#
# $$z = w_1 x_1 + w_2 x_2 + b \qquad\qquad a = \sigma(z) = \frac{1}{1 + e^{-z}}$$
#
# The sum z is its **score**, any number. The curve here is the **sigmoid** σ of notebook 01, which turns the score into an answer a between 0 and 1. For z = 0 it says 0.5. For a large z it says nearly 1, for a
# very negative one nearly 0, and at both ends it is flat. The **label** y is the right answer, 0 or 1.
#
# How wrong is an answer a? The **loss** 𝓛 says it. It is to be large when a is far from y. We read a as a probability, and take the **cross-entropy**, with the natural logarithm:
#
# $$\mathcal L(a, y) = -\,y \log a - (1-y)\log(1-a)$$
#
# One of the two terms is always zero. If y = 1, the loss is -log a, and if y = 0, it is -log(1 - a). In words, it is minus the logarithm of the probability that the neuron gave to
# what was right. What does that cost for y = 1?

# %%
for a in (0.99, 0.9, 0.5, 0.1, 0.0001):
    print(f"answer {a}: loss {-np.log(a):.2f}")

# %% [markdown]
# An answer that is sure and right costs nearly nothing, an undecided one 0.69 = log 2, and for one that is sure and wrong there is no upper limit.
#
# The loss judges one example. The **cost** J is the mean of the losses over all m examples, $J = \frac1m \sum \mathcal L$, and it is the cost that
# we want to make small. First one example.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### The blame of a neuron
#
# Notebook 01 has found the slope of this loss in one line. We take it apart into its steps, so that later we can exchange one of them. Our graph ends in 𝓛 now, so da, dz and all others are derivatives of 𝓛, and blame means blame for the loss of this one example. The first step back is from 𝓛 to a. Over a common denominator:
#
# $$da = -\frac{y}{a} + \frac{1-y}{1-a} = \frac{a - y}{a\,(1-a)}$$
#
# The second step is from a to z, by the slope of the sigmoid. We differentiate $(1 + e^{-z})^{-1}$ and write the result with a:
#
# $$\frac{da}{dz} = \frac{e^{-z}}{(1+e^{-z})^2} = \frac{1}{1+e^{-z}}\cdot\frac{e^{-z}}{1+e^{-z}} = a\,(1-a)$$
#
# Now comes a small miracle. We multiply, and both ugly factors cancel:
#
# $$dz = \frac{a-y}{a\,(1-a)}\cdot a\,(1-a) = a - y$$
#
# The blame of the score is the answer minus the right answer, and nothing else. From z it goes on by the rules for sums and products: the weight $w_1$ is
# multiplied by $x_1$, so $dw_1 = dz\cdot x_1$, and in the same way $dw_2 = dz\cdot x_2$. The bias is merely added, so $db = dz$.
#
# <details><summary>You may have read that da/dz = y (1 - y)</summary>
#
# This slip is found in some lecture notes. The slope of the sigmoid is a (1 - a), at the neuron's *answer*. With the label in its place it would always be 0, because y is 0 or 1.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# Is it true? Here is a neuron with its blames by hand. Then we ask somebody who knows nothing of our derivation: a nudge of each of the three numbers.


# %%
def loss(w1, w2, b, x1=2.0, x2=1.0):  # for y = 1
    return -np.log(1 / (1 + np.exp(-(w1 * x1 + w2 * x2 + b))))


a = dl.sigmoid(0.5 * 2.0 - 0.3 * 1.0 + 0.1)
dz = a - 1
print(f"answer {a:.2f}")
print("by hand: ", np.round([dz * 2.0, dz * 1.0, dz], 3))

# %%
nudges = 1e-6 * np.eye(3)  # one row for w1, one for w2, one for b
start = np.array([0.5, -0.3, 0.1])
slopes = [(loss(*(start + e)) - loss(*start)) / 1e-6 for e in nudges]
print("by nudge:", np.round(slopes, 3))

# %% [markdown]
# They agree. With 0.69 the neuron was right to lean towards 1, but not sure enough, so raising any of the three numbers lowers the loss. And $w_1$ has twice the blame of $w_2$, because its input was twice as large.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Why not simply the square?
#
# You may wonder why anybody takes logarithms. Notebook 01 has measured the error of a line by squares, and ½ (a - y)² is also 0 for the right answer and grows with the
# mistake. Let us send its blame back. Its slope in a is da = a - y, which looks even simpler. Then the sigmoid's slope follows, and this time nothing cancels:
#
# $$dz = (a - y)\cdot a\,(1-a)$$
#
# What does that mean for a neuron that has to learn? The next figure shows both losses, the cross-entropy solid and the squared error dashed. Its left panel has the size of the blame, |dz|, for every score z, with a filled dot on each curve where the neuron
# stands at the start. In its right panel the neuron learns from that one example for a hundred steps of gradient descent on z, with α = 1, once under each loss. The figure begins with an undecided neuron and then moves. Hollow circles and
# grey dotted curves show where it began, the upper curve for the cross-entropy.
#
# Before you see it, draw the left panel's curve for the squared error yourself.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.surely_wrong()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.two_losses().after(
    guess,
    "surely wrong",
    start="undecided",
)

# %% [markdown]
# Under the cross-entropy the neuron that was surely wrong has crossed one half within ten steps. Under the squared error it has hardly moved after a hundred. Why? The sigmoid is flat where the neuron is sure, and so a nudge of z hardly moves a there, nor the squared error. The cross-entropy
# is steep where the answer is sure and wrong, just as steep as the sigmoid is flat, and so its blame survives. That is what the cancelling was good for. Press *undecided* to see that near the middle the squared error is only
# slower. From here on we take the cross-entropy, and with it dz = a - y.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 4 Four examples at once
#
# One example says dz = a - y. But the cost is the mean over all examples, and all of them use the same weights. So how do
# their blames go together? We leave the lamp for a moment, because with 1 and -1 everywhere one could not see which number went where, and take four examples with numbers that can be told apart. The answers A are simply made up, so that the arithmetic is short.

# %%
X4 = np.array([[2.0, -3.0, 8.0, 14.0], [6.0, 4.0, 17.0, 19.0]])
Y4 = np.array([[0.0, 1.0, 1.0, 1.0]])
A4 = np.array([[0.8, 0.6, 0.9, 0.7]])
dZ4 = A4 - Y4
print("dZ =", dZ4.round(1))

# %% [markdown] slideshow={"slide_type": "subslide"}
# We write dZ for the row of all four dz. Each of them is the derivative of *its own* example's loss, so there is no 1/m in it yet. The first example is to be 0 and was answered with 0.8, so its blame is positive. The other three should be
# 1, so theirs is negative.
#
# The weight $w_1$ has multiplied the first row of X. Each example sends back its own dz times its own $x_1$, and section 2 has told us what to do when blame arrives by four roads: add
# it. The cost J is the mean of the four losses, so where we add up over the examples, the factor 1/4 comes in, and $dw_1$ is the derivative of J. On paper
#
# $$dw_1 = \tfrac14\,\big(0.8\cdot 2 - 0.4\cdot(-3) - 0.1\cdot 8 - 0.3\cdot 14\big) = \tfrac14\,(1.6 + 1.2 - 0.8 - 4.2) = -0.55$$
#
# and for the second row, and for the bias, in the same way:

# %%
for name, row in (("w1", X4[0]), ("w2", X4[1]), ("b", np.ones(4))):
    total = (dZ4 * row).round(6).sum()  # rounded, or 0 is printed as -0.00
    print(f"{name}: {(dZ4 * row).round(1)}, sum / 4 = {total / 4:.2f}")

# %% [markdown]
# Both weights should go up, the second about twice as fast. And the bias has no blame at all, for the first example asks it to go down by 0.8, and the
# other three together ask it to go up by 0.8.
#
# <details><summary>If you got -1.15 for the first of these</summary>
#
# A sign was lost: (0.6 - 1) · (-3) is *plus* 1.2. With -1.2 the mean would be -1.15. Right are -0.55 and -1.05.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### With loops, and without
#
# In Python this is a loop over the examples and, inside it, a loop over the inputs. `dW` and `db` have to be set to 0 first. In a training loop that is easily forgotten, and then each step adds its gradient to that of the step before.

# %%
n, m = X4.shape
dW, db = np.zeros((1, n)), 0.0
for j in range(m):
    for i in range(n):
        dW[0, i] += dZ4[0, j] * X4[i, j] / m
    db += dZ4[0, j] / m
print(f"dW = {dW.round(2)}, db = {abs(db):.2f}")  # abs: no -0.00

# %% [markdown]
# A sum of products, over one index that two arrays share: that is what a matrix product does. The row dZ is (1, 4), X is (2, 4), and we want one number for each weight, (1, 2). So X has to be turned round:
#
# $$dW = \frac1m\,dZ\,X^{\mathsf T} \qquad (1, m)\,(m, n) = (1, n) \qquad\qquad db = \frac1m \sum dZ$$
#
# In words, the inner index, over which the product sums, is the example. The sum for db goes across the columns too, over the examples, and `keepdims` keeps its result a (1, 1) matrix.

# %%
vectorized = dZ4 @ X4.T / m
assert np.allclose(vectorized, dW)
assert np.allclose(dZ4.sum(axis=1, keepdims=True) / m, db)

# %% [markdown] slideshow={"slide_type": "subslide"}
# Between the two there is a third way, a loop over the examples that takes a whole column at a time. Mind the shape of such a column: `X4[:, 0]` has lost its second axis, and `X4[:, 0:1]` has kept it.

# %%
one_loop = sum(dZ4[0, j] * X4[:, j : j + 1].T for j in range(m)) / m
print(X4[:, 0].shape, X4[:, 0:1].shape)
assert np.allclose(one_loop, dW)

# %% [markdown] slideshow={"slide_type": "subslide"}
# Writing a gradient without loops is called **vectorizing**, and everybody does it. What is it that one gains?

# %% [markdown]
# The figure compares two loops, one loop over the examples, and no loop. The first two panels are counted. The third is measured on
# your own computer when you press *Measure the time*, and only if all three ways give the same gradient. All axes are logarithmic: one tick further is a hundred times as much.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.how_many_products()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.loops_and_vectors().after(
    guess,
    "a thousand examples",
    start="by hand",
)

# %% [markdown]
# How much time is that? It depends on the computer, so the figure has no times until you press the button. But we can let the notebook find out whether the product is at least thirty times as fast as the two loops, here and wherever it is run:


# %%
def two_loops(X, dZ):
    total = np.zeros((1, len(X)))
    for j in range(X.shape[1]):
        for i in range(len(X)):
            total[0, i] += dZ[0, j] * X[i, j]
    return total / X.shape[1]


def at_once(X, dZ):
    return dZ @ X.T / X.shape[1]


# %%
many = np.ones((100, 1000)), np.ones((1, 1000))
slow = min(timeit.repeat(lambda: two_loops(*many), number=1, repeat=5))
fast = min(timeit.repeat(lambda: at_once(*many), number=1, repeat=5))
assert slow > 30 * fast

# %% [markdown]
# It is, and mostly by much more. Measure it on your computer, and compare the third panel with the other two. If it looks more like the middle one than the left one, you see what is slow in Python. It is not the multiplication. It is reading the line and looking up what its names mean, and that
# happens again at every pass through a loop. Press *many examples, two inputs* and measure again. There each of the 3,000 passes of the single loop does only two products, so that little is saved. We want large
# products and few passes, and that is why the examples stand side by side in one matrix.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 2: the other loss
#
# Write the gradient of one sigmoid neuron under the *squared error*, $J = \frac{1}{2m}\sum (a - y)^2$, for all m examples, without a loop. `W` is (1, n), `b` is (1, 1), `X` is
# (n, m) and `Y` is (1, m). Return dW and db, with the shapes of W and b.


# %%
def squared_error_gradient(W, b, X, Y):
    """dW (1, n) and db (1, 1) of the mean of ½ (a - y)², a = σ(z)."""
    return ...


# %%
exercises.squared_error_gradient.check(squared_error_gradient)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 5 Units without a label
#
# Now we can train a neuron on all four positions of the switches. Let us give it two thousand steps. At the end we print its answers, and the shares, which say what each position still adds to the sums in dw₁ and in dw₂.

# %%
W, b = np.array([[0.5, -0.3]]), np.array([[0.1]])
for _ in range(2000):
    A = dl.sigmoid(W @ X + b)
    dZ = A - Y
    W = W - 0.5 * dZ @ X.T / 4
    b = b - 0.5 * dZ.sum(axis=1, keepdims=True) / 4
print("answers:", A.round(2))
print("shares of w1:", (dZ * X[0]).round(1))
print("shares of w2:", (dZ * X[1]).round(1))

# %% [markdown] slideshow={"slide_type": "subslide"}
# It says "perhaps" to everything. More steps would not help, because there is no blame left. The shares of $w_1$ are twice -0.5 and twice 0.5: in two positions a larger $w_1$ would help, in the two others it would harm just as much. The same is true of $w_2$ and of b. Look at the four positions from above:
#
# | | downstairs down | downstairs up |
# |---|---|---|
# | **upstairs up** | on | off |
# | **upstairs down** | off | on |
#
# The score of a neuron is positive on one side of a straight line and negative on the other. Try to draw a straight line with both "on" on one side of it and both "off" on the other. There is none, and so no weights of a single neuron can be right.
#
# It takes several units that look at the switches each in its own way, and one more unit that listens to them. These units in between are the
# **hidden** ones. But now we have a puzzle. The last unit is told what the right answer was. A hidden unit is told nothing: there is no y for it. How can one say that *it* was wrong, and by how much?

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Forward: a unit, a layer, all examples
#
# First we need the way forward, and we build it up slowly. Let there be four hidden units and one output unit. Each hidden unit i has a row of
# two weights, $w_i^{\mathsf T}$, and a bias. For one example x its score is $w_i^{\mathsf T} x + b_i$, one unit at a time:

# %%
rng = np.random.default_rng(1)
W1, b1 = rng.normal(size=(4, 2)), rng.normal(size=(4, 1))
W2, b2 = rng.normal(size=(1, 4)), rng.normal(size=(1, 1))
x = X[:, 0:1]
one_by_one = [W1[i] @ x[:, 0] + b1[i, 0] for i in range(4)]

# %% [markdown]
# The four rows stand below each other in the matrix $W^{[1]}$. The little number in brackets is the layer: $W^{[1]}$ belongs to the first one, and in code we write `W1`. A matrix times a
# column does the four sums at once, and a matrix times four columns does them for all four positions.

# %%
z = W1 @ x + b1  # (4, 2) (2, 1) + (4, 1) = (4, 1)
Z1 = W1 @ X + b1  # (4, 2) (2, m) + (4, 1) = (4, m)
assert np.allclose(z[:, 0], one_by_one) and np.allclose(Z1[:, 0:1], z)

# %% [markdown]
# (Here m = 4 happens to be the number of hidden units as well. We write m where examples are meant.) The bias has one column, and numpy adds it to all m. Then each hidden score is bent. Hidden units often use
# the **hyperbolic tangent**, tanh, a curve like the sigmoid that runs from -1 to 1. Their answers $A^{[1]}$ are the inputs of the
# output unit.

# %%
A1 = np.tanh(Z1)  # (4, m)
Z2 = W2 @ A1 + b2  # (1, 4) (4, m) + (1, 1) = (1, m)
A2 = dl.sigmoid(Z2)  # (1, m), the answers of the network

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Backward: what a hidden unit hears
#
# The output unit is a neuron as in sections 3 and 4, only that its inputs are A1 in the place of X:

# %%
dZ2 = A2 - Y  # (1, m)
dW2 = dZ2 @ A1.T / 4  # (1, m) (m, 4) = (1, 4), as W2
db2 = dZ2.sum(axis=1, keepdims=True) / 4  # (1, 1), as b2

# %% [markdown]
# And now the puzzle. How did hidden unit i take part in the answer? Its own answer $a_i$ was multiplied by a weight, $w^{[2]}_i$, and added to the score. A product and a sum, and we
# know what these send back: $da_i = dz^{[2]}\cdot w^{[2]}_i$. So a hidden unit needs no label of its own. **Its answer gets the blame of the unit that it spoke to, times the
# weight with which it was heard.** Whoever was listened to with weight 0 has no blame, and whoever was heard with a negative weight is blamed the
# other way round.
#
# For all four units and all examples at once that is the column of the weights times the row of the blames, $dA^{[1]} = W^{[2]\mathsf T} dZ^{[2]}$. Where a unit speaks to several units, the product
# adds up what they all send back, as it should.
#
# One step is left, from the answer a to the score z, by the slope of tanh. As tanh z = 2σ(2z) - 1, this slope is 4 σ(2z) (1 - σ(2z)) = (1 + tanh z)(1 - tanh z), so that we can write it with the
# answer again, 1 - a². Let us write g for the activation of the layer and g′ for its slope. Each entry of Z has a slope of its own, so we multiply entry by entry, and the star `*` stands for that:
#
# $$dZ^{[1]} = W^{[2]\mathsf T}\,dZ^{[2]} * g'(Z^{[1]}) \qquad (4, 1)\,(1, m) * (4, m) = (4, m)$$
#
# From here on, the blame of a *unit* is its dz, the blame of its score. It is what the unit hands on to its own weights, to its bias, and to the units before it.

# %%
dZ1 = (W2.T @ dZ2) * (1 - A1**2)  # (4, 1) (1, m) * (4, m) = (4, m)
dW1 = dZ1 @ X.T / 4  # (4, m) (m, 2) = (4, 2), as W1
db1 = dZ1.sum(axis=1, keepdims=True) / 4  # (4, 1), as b1

# %% [markdown] slideshow={"slide_type": "subslide"}
# Let us look at the first position alone, where the lamp should be on. What is each hidden unit told?

# %%
print(f"the output says {A2[0, 0]:.2f}, its blame is {dZ2[0, 0]:.2f}")
for i in range(4):
    a, w, dz = A1[i, 0], W2[0, i], dZ1[i, 0]
    print(
        f"unit {i + 1}: a = {a:5.2f}, heard with {w:5.2f}, dz = {dz:5.2f}"
    )

# %% [markdown] slideshow={"slide_type": "subslide"}
# The output should have said more. So a unit that is heard with a positive weight gets a negative blame, since it should have said more as well. One with a negative weight gets a positive blame, and should have said less. Unit 2 hears next to nothing, for two reasons. It is heard with the weight nearest to 0, and with an answer near 1 it stands where tanh is flat. And nobody has told them a label. Is it true? We ask the nudge once more, and let it shake the bias of the first hidden unit:


# %%
def J_of(b1):
    A2 = dl.sigmoid(W2 @ np.tanh(W1 @ X + b1) + b2)
    return -np.mean(Y * np.log(A2) + (1 - Y) * np.log(1 - A2))


nudge = np.array([[1e-6], [0], [0], [0]])
print(f"by backpropagation: {db1[0, 0]:.4f}")
print(f"by a nudge:         {(J_of(b1 + nudge) - J_of(b1)) / 1e-6:.4f}")

# %% [markdown]
# <details><summary>Why do these shapes fit together?</summary>
#
# In (4, 1)(1, m) * (4, m) the matrix product comes first: a column of 4 times a row of m gives (4, m), one blame for each unit and each example. It is then multiplied entry by entry with the slopes, which have
# the same shape. The result is dZ[1], with a row for each of the 4 hidden units and a column for each of the m examples. (Some notes write dL/dZ[1] as if it were a column. It is one for a single example.)
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# That is all, for the last layer and for the hidden one. `dlcourse` should find the same 8 + 4 + 4 + 1 = 17 numbers, and it does:

# %%
two_layers = dl.Network(
    [dl.Dense(2, 4), dl.Tanh(), dl.Dense(4, 1)], dl.BinaryCrossEntropy()
)
flat = np.concatenate([part.ravel() for part in (W1, b1, W2, b2)])
_, gradient = two_layers.cost_and_gradient(flat, X, Y)
by_hand = np.concatenate([part.ravel() for part in (dW1, db1, dW2, db2)])
assert np.allclose(gradient, by_hand)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 6 Any number of layers
#
# Does a third layer bring anything new? It does not. What the output layer did to the hidden one, each layer now does to the one before it. We number the layers from 1 to L and let $A^{[0]}$ be X. Then
# forward, for l = 1, 2, …, L,
#
# $$Z^{[l]} = W^{[l]} A^{[l-1]} + b^{[l]} \qquad A^{[l]} = g(Z^{[l]})$$
#
# (with g the activation of that layer)
#
# and backward, beginning with $dZ^{[L]} = A^{[L]} - Y$, for l = L, …, 2, 1,
#
# $$dW^{[l]} = \frac1m\,dZ^{[l]} A^{[l-1]\mathsf T} \qquad db^{[l]} = \frac1m \sum dZ^{[l]} \qquad dZ^{[l-1]} = W^{[l]\mathsf T} dZ^{[l]} * g'(Z^{[l-1]})$$
#
# (The last of the three stops at l = 2, because before layer 1 there are no units.) In words: a weight's blame is the blame of the unit that it leads to, times the answer that came along it. A bias's blame is its unit's. Both are averaged over the examples. And a unit's blame is what all units of the next layer send back through
# their weights, times its own slope.
#
# Two things are worth a second look. The way back needs what the forward pass has computed, the answers for dW and the slopes for dZ, and that is why we keep all of it. And the beginning, A - Y, holds for a sigmoid output with the
# cross-entropy. With the squared error on a sigmoid it would be (A - Y) * g′(Z), as in exercise 2. Nothing else changes with the loss.

# %% [markdown] slideshow={"slide_type": "subslide"}
# The next figure takes a 2-4-3-1 network for the lamp, with weights of its own, through both passes, one operation at a time. On its left is the network: the width of a line is the
# size of a weight, orange and solid is positive, blue and dashed is negative. Inside each unit stands its answer for the first example on the way forward, and its
# blame dz on the way back, orange for positive numbers and blue for negative ones. On the right is the list of the operations, with the number of multiplications in matrix products so far, and at the bottom the one that is being done, every matrix with its shape. The way forward is read downwards, the way back upwards.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.price_of_the_way_back()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.network_steps().after(
    guess,
    "all the way back",
    start="forward to the cost",
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# Go back to step 1 and walk through with the arrow keys, first with one example, then with four. At each step, say the shape of the result before you look.
#
# Now we can settle the account of section 1. Nudging took one forward pass for each parameter. A forward and a backward pass together cost about as much as three forward passes, whatever the
# number of parameters is. So the five thousand years of a step become three seconds.
#
# And who was it in section 1? All 31 blames of that network take one call now:

# %%
_, dtheta = network.cost_and_gradient(theta, X, Y)
assert np.allclose(dtheta, blame, atol=1e-5)  # as the nudges said
first_layer = network.unpack(dtheta)[0]
print(f"the largest of 31 blames: {dtheta.max():.2f}")
print("b[1]:", first_layer["b"].ravel().round(2) + 0.0)  # no -0.00

# %% [markdown]
# It was the bias of the fourth unit of the first layer. Lower it by a little, and the cost falls by 0.21 times that little.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Say the shape first
#
# The formulas are short, and most mistakes in them are a matrix that stands the wrong way round. If you know the shape before you compute, numpy finds these mistakes for you. In the next figure the
# table of a 2-4-3-1 network with 5 examples is filled up to the coloured place. How many rows and columns belong there? Choose them with the two rows of buttons: *n of the layer* is the number of units of the layer whose quantity is asked for, *n before* that of the layer on its left, *n after* that of
# the layer on its right. Below, the equation is drawn to scale, with your shape dashed. It opens with a wrong one. When yours is right, move to the next quantity.

# %% slideshow={"slide_type": "subslide"}
explorers.shape_table()

# %% [markdown]
# <details><summary>When you have filled it: the whole table, for m examples (for one put m = 1)</summary>
#
# | layer | W and dW | b and db | Z, A and dZ | forward | backward, dZ of the layer |
# |---|---|---|---|---|---|
# | 1 | (4, 2) | (4, 1) | (4, m) | (4, 2)(2, m) + (4, 1) | (4, 3)(3, m) * (4, m) |
# | 2 | (3, 4) | (3, 1) | (3, m) | (3, 4)(4, m) + (3, 1) | (3, 1)(1, m) * (3, m) |
# | 3 | (1, 3) | (1, 1) | (1, m) | (1, 3)(3, m) + (1, 1) | (1, m) - (1, m) |
#
# </details>
#
# Three rules are enough to rebuild it: W has a row for each unit and a column for each input; Z, A and dZ have a row for each unit and a column for each
# example; and **a gradient has the shape of its parameter.**
#
# <details><summary>You may have seen a diagram in which dZ[3] is (1 × 3)</summary>
#
# With one output unit dZ[3] is (1, 1) for one example and (1, m) for m of them. It is dW[3] that is (1, 3), the product of (1, m) and (m, 3).
#
# </details>

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 7 How good is a nudge?
#
# We now have two ways to the same numbers. Backpropagation is fast, and it is easy to get it wrong: one forgotten slope is enough, and no shape will tell. Nudging is hopelessly slow, but there is hardly anything in it that
# could be wrong. So let us keep it as a judge. Before we believe a judge, though, we should know how exact it is. In section 1 we nudged to one side only, and by 10⁻⁶. Was that wise?
#
# There are two ways to nudge. The **one-sided difference** nudges up, and the **two-sided** one goes up and down and compares the two:
#
# $$\frac{f(\theta+\varepsilon) - f(\theta)}{\varepsilon} \qquad\qquad \frac{f(\theta+\varepsilon) - f(\theta-\varepsilon)}{2\,\varepsilon}$$
#
# The figure takes f(θ) = θ³ at θ = 1, where the slope is 3, because there the error can be worked out on paper. On the left is the error of both differences for every ε, on logarithmic axes. On the right are the chords whose slopes
# they are, strongly enlarged. The tangent has been subtracted and lies flat, so that the slope of a chord is its error.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.a_tenth_of_epsilon()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.difference_error().after(
    guess,
    "a tenth of it",
    start="a wide step",
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# This is so for every f that has three continuous derivatives, not only for θ³. Close to θ such an f is nearly a polynomial in ε, made of its derivatives there. (This is its Taylor series. If you have not met it, believe it for now: for θ³ you have just multiplied it out.) To the right and to the left:
#
# $$f(\theta\pm\varepsilon) = f(\theta) \pm \varepsilon f'(\theta) + \tfrac12\varepsilon^2 f''(\theta) \pm \tfrac16\varepsilon^3 f'''(\theta) + \dots$$
#
# The one-sided difference is f′ + ½ ε f″ + …, an error like ε. In the two-sided one we subtract, and all terms with an even power cancel, so it is f′ + ⅙ ε² f‴ + …, an error like ε².
# It costs more, because the one-sided differences of all parameters share f(θ): for the lamp 62 forward passes in place of 32. That is worth it.
#
# Then why not take ε as small as can be? Press *too small*. From some point on both errors *grow* as ε gets smaller, and the curves are V's. The computer keeps about 16 digits of f. If f(θ + ε) and f(θ - ε) agree in the first
# twelve of them, only four are left in their difference, and it is these four that we divide by 2 ε. Rounding makes an error of about 10⁻¹⁶/ε, which grows to the left, while ε² grows to the right. They are equal near ε³ = 10⁻¹⁶, so
# the best ε is about 10⁻⁵. Press *the bottom of the V*, and then *half the digits* for numbers with 7 digits in the place of 16.
#
# So our judge nudges to both sides, by 10⁻⁵, in numbers with 16 digits (float64), and gets about ten digits right. The one-sided nudge of section 1 was wrong by up to about 10⁻⁷ here, which is good enough to walk downhill, but not to judge.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 8 Is my gradient right?
#
# Suppose you have written a backward pass, the cost falls, and you are content. Should you be? A wrong gradient often points downhill still, only less so. The network
# learns, a bit slowly, and nobody ever asks why. So we ask the judge, once. The procedure is called **gradient checking**:
#
# 1. Put all W and b into one long vector θ, and all dW and db, in the same order, into dθ.
# 2. Nudge each entry of θ up and down by ε = 10⁻⁵ and compute J both times. That gives the numerical gradient, call it $\widehat{d\theta}$.
# 3. Compare the two vectors by their **relative error**:
#
# $$\frac{\lVert d\theta - \widehat{d\theta}\rVert}{\lVert d\theta\rVert + \lVert\widehat{d\theta}\rVert}$$
#
# In words, the length of their difference over the sum of their lengths. It is 0 if they agree, whether the gradient is large or small. It cannot be more than 1, and it gets there if the two point in opposite directions, or nearly if one of them is far longer than the other. **Up to 10⁻⁷ is fine, 10⁻⁵
# deserves a look, and 10⁻³ or more is a mistake.** Let us judge the gradient that we wrote in section 5. `dl.numerical_gradient` does step 2.

# %%
judge = dl.numerical_gradient(lambda t: two_layers.cost(t, X, Y), flat)
difference = np.linalg.norm(by_hand - judge)
lengths = np.linalg.norm(by_hand) + np.linalg.norm(judge)
print("relative error below 1e-9:", difference / lengths < 1e-9)

# %% [markdown] slideshow={"slide_type": "subslide"}
# Our gradient is right. (We print no more of the error, because what is left of it is rounding, and other computers round differently.)
#
# One number says *that* something is wrong. To learn *where*, we take the relative error of each W and b for itself. The next figure does so for the 2-4-3-1 network. Its bars are the relative errors, on
# a logarithmic axis, with the output layer on top, black where they fail. The small circles below a bar are the relative errors of the single entries of that W or b. On the right stands the backward pass as it should be, line by line, in the order in which it runs, and below it the lengths of
# both gradients.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.whose_gradients()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.planted_bug().after(
    guess,
    "bug A",
    start="no bug",
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# Now you are the detective. Choose the bugs from B to H in turn. Read the bars from the top, decide which line it must be, and only then tick *show the mistake*. Be warned: three of them are not in one of the nine lines, but in what is compared. And two pairs of bugs have the same bars, C and G, E and H. There the
# circles and the two lengths tell you more. Which entries are wrong, all of them or those of one unit? Is one gradient far too long? When you have found them, or given up, unfold what they teach.
#
# <details><summary>What the bugs teach</summary>
#
# - **B and D** stay where they are, for nothing else is made from dW or db. **C** is in the first line and reaches everything. **E** uses weights that were already updated, which no shape and no falling cost would tell you.
# - **F: cost and gradient have to be of the same J.** If the cost contains something that grows with the weights, as the penalty of notebook 04, then its derivative belongs to the gradient. Here it was forgotten, so all weights fail and all biases pass.
# - **G: nothing random may happen between two evaluations.** Here some units are switched off at random in each forward pass (the dropout of notebook 05), so that the judge compares two different networks. Their costs differ by far more than a nudge does, and this difference is divided by the tiny 2 ε. That is why the judge's gradient is so long. Check without it.
# - **H: a corner has no slope.** Here the activation is max(0, z), called ReLU, with a corner at 0. If a nudge steps across it, it is the judge who is wrong. In layer 1 only the entries of one unit are, because only this unit stands at its corner. Look at another example or draw other weights.
#
# </details>
#
# And the judge is slow, so check a small network, a few examples, once, when the code is new, and **not during training**.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 3: mend a gradient
#
# Take W1, b1, W2 and b2 of section 5 for a network whose units all have a sigmoid. Here is its gradient in seven lines. It runs, all shapes are right, and it even learns the lamp. Yet it is wrong in one
# place. The last cell before the check tells you which gradients fail. Find the line, change it, and run the cells from there to the check again.


# %%
def hidden_gradient(W1, b1, W2, b2, X, Y):
    """dW1, db1, dW2, db2 of sigmoid units and a sigmoid output."""
    m = X.shape[1]
    A1 = 1 / (1 + np.exp(-(W1 @ X + b1)))
    A2 = 1 / (1 + np.exp(-(W2 @ A1 + b2)))
    dZ2 = A2 - Y
    dZ1 = (W2.T @ dZ2) * (1 - A1**2)
    dW1, db1 = dZ1 @ X.T / m, dZ1.sum(axis=1, keepdims=True) / m
    dW2, db2 = dZ2 @ A1.T / m, dZ2.sum(axis=1, keepdims=True) / m
    return dW1, db1, dW2, db2


# %% slideshow={"slide_type": "subslide"}
P = [W1, b1, W2, b2]
for _ in range(500):
    P = [p - d for p, d in zip(P, hidden_gradient(*P, X, Y), strict=True)]
answers = dl.sigmoid(P[2] @ dl.sigmoid(P[0] @ X + P[1]) + P[3])
print("after 500 steps:", answers.round(2))

# %% slideshow={"slide_type": "subslide"}
layers = [dl.Dense(2, 4), dl.Sigmoid(), dl.Dense(4, 1)]
suspect = dl.Network(layers, dl.BinaryCrossEntropy())
here = np.concatenate([part.ravel() for part in (W1, b1, W2, b2)])
nudged = dl.numerical_gradient(lambda t: suspect.cost(t, X, Y), here)
hidden, _, last = suspect.unpack(nudged)  # a sigmoid has no parameters
wanted = hidden["W"], hidden["b"], last["W"], last["b"]

# %%
names, found = "W1 b1 W2 b2".split(), hidden_gradient(W1, b1, W2, b2, X, Y)
for name, d, d_hat in zip(names, found, wanted, strict=True):
    size = np.linalg.norm(d) + np.linalg.norm(d_hat)
    apart = np.linalg.norm(d - d_hat) / size  # the relative error
    print(name, "passes" if apart <= 1e-7 else f"FAILS, {apart:.2f}")

# %%
exercises.hidden_gradient.check(hidden_gradient)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 9 Thirty lines that learn
#
# All pieces are on the table. We put them together into a network that learns, with any number of layers. It takes nothing from a library but numpy's arrays and functions, and the activation of the last layer. It goes like every training loop: **define
# the structure, initialize, then again and again forward, cost, backward, update.** The structure is a list of sizes. To initialize, we draw weights at random, the smaller the more inputs a unit has, with biases of 0. (Notebook 06 says why.)


# %%
def initialize(sizes, rng):
    p = {}
    for layer in range(1, len(sizes)):
        n, n_prev = sizes[layer], sizes[layer - 1]
        p[f"W{layer}"] = rng.normal(size=(n, n_prev)) / np.sqrt(n_prev)
        p[f"b{layer}"] = np.zeros((n, 1))
    return p


# %% [markdown] slideshow={"slide_type": "subslide"}
# The forward pass keeps the answers of all layers in a list, with X in front. Hidden units are tanh units. The activation of the last layer is given as `output`, for example `dl.sigmoid`.


# %%
def forward(p, X, output):
    L, A = len(p) // 2, [X]
    for layer in range(1, L + 1):
        Z = p[f"W{layer}"] @ A[-1] + p[f"b{layer}"]
        A.append(output(Z) if layer == L else np.tanh(Z))
    return A


# %% [markdown] slideshow={"slide_type": "subslide"}
# The backward pass is the three formulas of section 6, from the last layer to the first.


# %%
def backward(p, A, Y):
    grads, dZ, m = {}, A[-1] - Y, Y.shape[1]
    for layer in range(len(A) - 1, 0, -1):
        A_prev, W = A[layer - 1], p[f"W{layer}"]
        grads[f"W{layer}"] = dZ @ A_prev.T / m
        grads[f"b{layer}"] = dZ.sum(axis=1, keepdims=True) / m
        if layer > 1:
            dZ = (W.T @ dZ) * (1 - A_prev**2)
    return grads


# %% [markdown]
# One step of gradient descent for every matrix, and the loop around all of it:


# %%
def fit(p, X, Y, output, alpha, steps):
    for _ in range(steps):
        A = forward(p, X, output)
        grads = backward(p, A, Y)
        p = {name: p[name] - alpha * grads[name] for name in p}
    return p


# %% [markdown] slideshow={"slide_type": "subslide"}
# (The cost itself is not needed to go downhill, since the way back begins with A - Y. You compute it to watch it.) Can it do what one neuron could not?

# %%
p = initialize((2, 4, 3, 1), np.random.default_rng(0))
p = fit(p, X, Y, dl.sigmoid, alpha=1.0, steps=500)
print("answers:", forward(p, X, dl.sigmoid)[-1].round(1))

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Digits
#
# Four positions can be learned by heart. So we leave the lamp for something where one can tell whether a network has understood: 1,797 small pictures of handwritten digits,
# 8 by 8 pixels each. We train on 300 of them and judge by 500 others, which the network has never seen. These are called the **development** or dev examples. (The other 997 are left for a final test, which we do not need today.) Ten digits take ten outputs, and the right answer is a column with a 1 at the digit and 0 elsewhere. The output activation is the **softmax**, $a_k = e^{z_k} / \sum_j e^{z_j}$, which turns ten scores
# into ten probabilities that sum to 1. The loss is again minus the logarithm of the probability that was given to the right digit, and again dZ is A - Y, as notebook 11 derives. So nothing in our code has to change.

# %%
rng = np.random.default_rng(0)
shares = np.array([300, 500, 997]) / 1797
train, dev, _ = dl.train_dev_test_split(*dl.load_digits(), shares, rng)
p = initialize((64, 32, 10), rng)

# %% [markdown]
# The code is new, so before we train we check its gradient. The judge of section 8 would take 4,820 forward passes here, two for each of 2,410 parameters. There is a quicker one. In section 5 our gradient agreed with that of `dlcourse`, and in section 8 it agreed with the nudges. So we ask `dlcourse` again, for a
# network with the same layers and parameters as ours. Its vector θ has W and b of each layer one after the other, as our dictionary has.

# %%
layers = [dl.Dense(64, 32), dl.Tanh(), dl.Dense(32, 10)]
reader = dl.Network(layers, dl.SoftmaxCrossEntropy())
theta_0 = np.concatenate([p[name].ravel() for name in p])
_, dtheta = reader.cost_and_gradient(theta_0, *train)
grads = backward(p, forward(p, train[0], dl.softmax), train[1])
assert np.allclose(dtheta, np.concatenate([grads[k].ravel() for k in p]))

# %% [markdown] slideshow={"slide_type": "subslide"}
# All 2,410 derivatives agree. Now these thirty lines learn to read. A digit is read wrongly if the largest of its ten probabilities stands at another one.


# %%
def error(p, X, Y):
    answers = forward(p, X, dl.softmax)[-1]
    return np.mean(answers.argmax(axis=0) != Y.argmax(axis=0))


print(f"before: {error(p, *dev):.0%} of the dev digits are read wrongly")
p = fit(p, *train, dl.softmax, alpha=0.5, steps=200)
print(f"after:  {error(p, *dev):.0%}")

# %% [markdown] slideshow={"slide_type": "subslide"}
# From nine in ten wrong, which is what guessing gives, to 6 %. Let us see it read. The next figure trains the same network from the same start. Its upper row has one dev digit of each kind, and below each of them what the network says before the first step and what it says now. A cross marks a wrong answer. The lower row has digits
# that it reads wrongly now, ten of them if there are so many, with what it takes them for: *3 as 9* is a 3 that was read as a 9. The right panel has the dev error after each step.

# %% slideshow={"slide_type": "subslide"}
explorers.reading_digits()

# %% [markdown]
# Before the first step it takes most of the ten for a 5. Move *steps*: after 20 of them it reads nearly nine digits in ten, and the last hundred change little. Which of its mistakes would you forgive? At each of the 200 steps every one of the 2,410 numbers was told what it had to answer for, and nobody had to write down what a 3 looks like.

# %% [markdown] slideshow={"slide_type": "subslide"}
# `dlcourse` does the same in one line, and takes the same steps. (It counts in epochs, passes over all examples, which here are single steps.)

# %%
descent = dl.GradientDescent(0.5)
# dl.train tells of every step; *_ takes all but the last one
*_, last = dl.train(reader, theta_0, *train, descent, epochs=200)
assert np.allclose(last.theta, np.concatenate([p[k].ravel() for k in p]))

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 4: a new activation
#
# Some networks use another curve for their hidden units, called *swish*: a = z · σ(z). Your task is its step on the way back. `dA` is what arrives, `Z` has
# the scores, both are (n, m). Return `dZ`. When your values are right, the check trains five small networks with them. They have to tell two rings apart, one inside the other, and their mean dev error has to get below 5 %. To compare: if the
# hidden units get no blame at all, and stay as they were drawn at random, it is 15.9 %.


# %%
def swish_backward(dA, Z):
    """dZ (n, m), where A = Z · σ(Z), entry by entry."""
    return ...


# %%
exercises.swish_backward.check(swish_backward)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### What is learned, and what we choose
#
# We have trained with α = 0.5, 32 hidden units and 200 steps, and nobody has said why. Would another α have left fewer than 6 % wrong? Here the blame does not help. Backpropagation has one for every W and b, but none for α, nor for the number of layers. These are not learned but chosen.
#
# | **parameters**, found by gradient descent | **hyperparameters**, chosen by us |
# |---|---|
# | W[1], b[1], …, W[L], b[L] | the number of layers and of units in each |
# | | which curves the hidden units use |
# | | the learning rate α and the number of steps |
# | | how the weights are drawn at the start |
#
# How does one choose hyperparameters? By measuring on dev examples. Suppose we try another α, and one run leaves 5 % wrong in place of 6 %. Is this α better, or was it lucky? The random start and the choice of the training pictures make a difference, too, and it may be just as large. Without an answer to that one believes in whatever was tried last.
#
# So we compare two settings on the same ten **seeds**, where a seed is the number that starts the random generator: run by run, everything but the setting is the same. The ten differences have a mean, and a
# **95 % interval**, a range that would contain the true mean difference in 95 of 100 such experiments. If the interval covers 0, we have shown nothing. Notebook 04 says more about it.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 5: choose a learning rate
#
# A 64-16-10 network of tanh units gets 300 digits and only *sixty* steps. With α = 0.5 about one in ten dev digits is read wrongly. Find an α that beats this, and let ten runs with your α and ten with 0.5 decide. Return
# `(α, range(10)), (0.5, range(10))` with a number in the place of α. The check makes the twenty runs, and its table is your measurement. Try what you like with these ten seeds. But whoever tries long enough finds an interval that leaves 0 out by luck. So when an α has passed, write `range(10, 20)` in both places and run the check once more. If
# the same α passes with these ten new seeds, on which you have not chosen it, you may believe it.


# %%
def choose_learning_rate():
    """Two settings to compare: (α, seeds), (0.5, seeds)."""
    return ...


# %%
exercises.choose_learning_rate.check(choose_learning_rate)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## Where conventions differ
#
# | here | elsewhere | to convert |
# |---|---|---|
# | 1/m in dW and db (lectures) | 1/m in dZ[L] (`dlcourse`, PyTorch) | their dZ = ours / m; dW and db are equal |
# | examples are columns | examples are rows (most libraries) | transpose X, Z and A |
# | J is a mean | J is a sum (older texts) | their gradient = m · ours |
# | dZ | δ (Nielsen's book) | the same |
# | ½ (a - y)² | (a - y)² | their gradient = 2 · ours |
#
# The first row in numbers. `dlcourse` puts 1/m into the loss, so that each dZ, too, is the derivative of J itself:

# %%
cross_entropy = dl.BinaryCrossEntropy()
assert np.allclose(cross_entropy.gradient(Z2, Y), dZ2 / 4)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### In the libraries you will use
#
# PyTorch records the computation graph while it goes forward, and `backward()` walks it back. What we call `dW` is then in `W.grad`. It is *added* to what was there, so a training loop has to set it to zero before each step.
#
# ```python
# # PyTorch: forward and back
# import torch
#
# weights, bias, x, y = (torch.tensor(array) for array in (W, b, X, Y))
# weights.requires_grad = bias.requires_grad = True
# Z = weights @ x + bias
# J = torch.nn.functional.binary_cross_entropy_with_logits(Z, y)
# J.backward()
# dW, db = weights.grad, bias.grad
# ```
#
# ```python
# # PyTorch: a gradient check
# import torch
#
# z = torch.tensor(Z1, requires_grad=True)  # float64, as for any check
# fine = torch.autograd.gradcheck(torch.tanh, z, eps=1e-5, atol=1e-7)
# ```
#
# ```python
# # scikit-learn: a network on the digits
# from sklearn.neural_network import MLPClassifier
#
# images, labels = train  # alpha is not the learning rate but notebook 04's λ
# net = MLPClassifier((32,), "tanh", solver="sgd", batch_size=300,
#                     learning_rate_init=0.5, momentum=0, alpha=0,
#                     max_iter=200, n_iter_no_change=200)
# net.fit(images.T, labels.argmax(axis=0))  # examples are rows
# ```
#
# ```python
# # Keras: the same network
# import keras
#
# images, labels = train
# hidden = keras.layers.Dense(32, activation="tanh")
# output = keras.layers.Dense(10, activation="softmax")
# net = keras.Sequential([hidden, output])
# net.compile(keras.optimizers.SGD(0.5), "categorical_crossentropy")
# net.fit(images.T, labels.T, batch_size=300, epochs=200, verbose=0)
# ```

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Where it stands today
#
# Hardly anybody writes whole backward passes by hand any more. Libraries know the way back of each step, as in the table of section 2, and put them together: this is *automatic differentiation*. One still has to know what goes on. Their error messages speak of shapes. The answers that are kept for the way back fill the memory. Blames that pass many flat activations get ever smaller. And a new kind of step needs its own way back, and a gradient check.
#
# - D. Rumelhart, G. Hinton and R. Williams, *Learning representations by back-propagating errors* (1986), showed that hidden units find useful features if they are blamed this way.
# - A. Griewank and A. Walther, *Evaluating Derivatives* (second edition 2008), prove the cheap gradient principle: all derivatives of a number cost at most about five times as much as the number itself. (For our networks, forward and back together, it was about three.)
# - A. Baydin, B. Pearlmutter, A. Radul and J. Siskind, *Automatic differentiation in machine learning: a survey* (2018), explain how libraries do it, and what it is not.
# - T. Chen, B. Xu, C. Zhang and C. Guestrin, *Training deep nets with sublinear memory cost* (2016), keep only some of the answers of the forward pass and compute the others again on the way back.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## Test yourself
#
# Open the answer that you would give. Every wrong one has its own explanation.

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 1.** y = p · q + p, with p = 2 and q = 5, and dy = 1. What is dp?
#
# <details><summary>5</summary>
#
# ✗ No. That is the road through the product alone. p is also added as it is, and that road brings 1 more.
#
# </details>
# <details><summary>6</summary>
#
# ✓ Right. Two roads lead from p to y: through the product, which sends back q = 5, and straight, which sends back 1. They are added.
#
# </details>
# <details><summary>12</summary>
#
# ✗ No. 12 is the value y itself. A derivative says how it moves when p does.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 2.** In a friend's code, the way back starts, at a sigmoid output, with (A - Y) times the slope of the sigmoid. Is that a mistake?
#
# <details><summary>Yes, it has to be A - Y.</summary>
#
# ✗ Not necessarily. A - Y is what is left when the cross-entropy's derivative cancels the slope of the sigmoid.
#
# </details>
# <details><summary>No, the two differ by a factor only.</summary>
#
# ✗ No. The factor is another one for each example and nearly 0 where the answer is sure: the direction changes, too.
#
# </details>
# <details><summary>It depends on the loss.</summary>
#
# ✓ Right. It is correct for ½ (a - y)² on a sigmoid, and a mistake for the cross-entropy.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 3.** Layer 2 of a network has 20 units, layer 1 has 50, and there are 128 examples. What is the shape of dZ[1], and what of dW[2]?
#
# <details><summary>(50, 128) and (20, 50)</summary>
#
# ✓ Right. dZ[1] is like Z[1], a row for each unit and a column for each example; dW[2] is like W[2].
#
# </details>
# <details><summary>(50, 20) and (20, 50)</summary>
#
# ✗ No. (50, 20) is W[2] transposed. It is one factor of dZ[1], the other one is (20, 128).
#
# </details>
# <details><summary>(50, 128) and (20, 128)</summary>
#
# ✗ No. The examples are summed up in dW[2]: it is (20, 128) times (128, 50).
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 4.** A network has one hidden layer of tanh units, with weights drawn at random, and all weights of its *output* layer start at 0. Which gradients are exactly 0 in the first step, whatever the data are?
#
# <details><summary>dW[2]</summary>
#
# ✗ No. dW[2] is made of dZ[2] and A[1], and W[2] is not in it. So these weights can leave 0.
#
# </details>
# <details><summary>All of them.</summary>
#
# ✗ No. dW[2] is made of A - Y and of what the hidden units answer, and neither has a reason to be 0.
#
# </details>
# <details><summary>dW[1] and db[1]</summary>
#
# ✓ Right. dZ[1] = W[2]ᵀ dZ[2] * g′ is 0: whoever is heard with weight 0 gets no blame.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 5.** A gradient check of a network with four layers: W[4], b[4], W[3], b[3] and b[2] pass, W[2] fails, W[1] and b[1] pass. Where do you look?
#
# <details><summary>In the line of dW[2].</summary>
#
# ✓ Right. dZ[2] must be right, because b[2] passes and so does layer 1, which is made from it.
#
# </details>
# <details><summary>In the line of dZ[2].</summary>
#
# ✗ No. From there the mistake would go on to b[2], and to all of layer 1.
#
# </details>
# <details><summary>Nowhere: a single one that fails is rounding.</summary>
#
# ✗ No. Rounding gives errors near 10⁻¹⁰, in all of them alike.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 6.** Your gradient check gives 10⁻⁴ with one-sided differences and ε = 10⁻⁴. What now?
#
# <details><summary>There is a mistake: it is far above 10⁻⁷.</summary>
#
# ✗ That cannot be said. The one-sided difference itself has an error of about ε, so the judge is no better than 10⁻⁴ here.
#
# </details>
# <details><summary>Take two-sided differences and ε = 10⁻⁵.</summary>
#
# ✓ Right. Their error is like ε², 10⁻¹⁰: now a result above 10⁻⁷ would mean something.
#
# </details>
# <details><summary>Take ε = 10⁻¹⁴ to make the error of the differences small.</summary>
#
# ✗ No. There the rounding of J, divided by ε, is larger than anything else.
#
# </details>

# %% [markdown] slideshow={"slide_type": "slide"}
# ## What to remember
#
# - **Blame** is a derivative of what comes at the end: dz is that of one example's loss, dW and db are those of J. One pass back gives all of them, for about the price of two more forward passes.
# - A **sum** sends back what it gets, a **product** times the other factor, a **function** times its slope. Where a value goes two ways, what comes back is added.
# - **dz = a - y** for a sigmoid with the cross-entropy. The squared error leaves a (1 - a) in it, and who is surely wrong learns next to nothing.
# - **dW[l] = 1/m dZ[l] A[l-1]ᵀ**, db[l] the mean of dZ[l] over the examples, **dZ[l-1] = W[l]ᵀ dZ[l] * g′(Z[l-1])**. A gradient has its parameter's shape.
# - **Check** a new gradient once, by two-sided nudges with ε = 10⁻⁵: up to 10⁻⁷ is fine, from 10⁻³ on it is a mistake. Read it from the output on.
# - **Parameters** are learned, **hyperparameters** are chosen, by measuring.
