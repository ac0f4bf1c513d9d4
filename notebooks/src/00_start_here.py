# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown] slideshow={"slide_type": "slide"}
# # 00 Start here
#
# **The whole course in one figure, and how to work with it.**
#
# **Learning goals.** After this notebook you can
#
# - read the picture of a network that learns, and tell from two curves whether it overfits,
# - say what each part of the course is about,
# - write the formula of one unit, and say how many units a closed boundary needs,
# - work with these notebooks: predict, move, pin, copy as code, write, check,
# - name the six stages of a project, and find what you should read up before you begin.
#
# **Time:** about 75 minutes with all exercises. The first figure and what it shows take ten.

# %% [markdown]
# **What we take for granted.** For the figures, nothing. The three exercises want a line or two of Python with numpy. Section 8 has ten questions on what the other notebooks take for granted, with a place to read up for each.
#
# **How to begin.** Choose *Run → Run All Cells* once, and then read from the top. Where a question stands before a figure, the figure waits until you have answered. You work in a copy of your own, so you cannot break anything (section 7).

# %% [markdown] slideshow={"slide_type": "notes"}
# *For the instructor.* 25 minutes of a first lecture: the sketch of section 1, one unit, the fence, then the eight buttons with one sentence each, and the workflow. Let everybody draw the dev cost on paper before anybody speaks, and collect the shapes on the board: most
# classes draw a curve that falls and levels off. The fence makes a good bet, too.

# %% slideshow={"slide_type": "skip"}
import numpy as np

import dlcourse as dl
from dlcourse.topics.start_here import exercises, explorers, predictions  # fmt: skip

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 1 A hundred right answers
#
# A hundred points lie in the plane, fifty of class 0 (blue circles) and fifty of class 1 (orange triangles). Each class has the shape of a half moon, but **noise** has moved every point a little at random, and some have strayed into the other class. Move the noise in the figure below, and see how the two shapes, which are drawn thin, drown in it.

# %%
explorers.half_moons()

# %% [markdown] slideshow={"slide_type": "subslide"}
# We stay with a noise of 0.25. For *any* place in the plane we want to be told which class a point there
# most likely has.
#
# A **network** is to tell us. It is a formula with many numbers in it, its **weights** and **biases**. At first they are random, and so are its answers. It learns from the hundred points, which are its **train** examples: we change its numbers a little, so that its answers get a little better, and again, and again. Each such change is an **iteration**, and all of them together are
# the **training**. We shall train until it is right about all hundred. Is that what we want?

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### How good is it?
#
# We want right answers for points that it has never seen. So we keep 500 more points of the same kind apart, the **dev** examples (for development; elsewhere they are called the validation set). The network never learns from them. It is only asked.
#
# What it gives for a point is the probability of class 1, and above ½ its answer is class 1. Two numbers say how well it does. The **error** is the share of wrong answers. The **cost** also counts how sure the network was. It is the mean of −log p over the examples, where log is the natural logarithm and p the probability that the network gave to the right class. To be right and sure costs nearly nothing, to say fifty-fifty
# every time costs −log ½ = 0.69, and to be sure and wrong costs much more. Training makes the cost on the train examples fall.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.new_points()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.playground().after(
    guess,
    "03 overfits",
    start="03 overfits",
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### How to read this picture
#
# *On the right* are the two costs, solid for train and dashed for dev. (Blue and orange are not the classes there.) The ring marks the lowest dev cost, which was reached after about a hundred iterations. What the network learned later made it, on the whole, better on its own hundred points and worse on others. This is called **overfitting**. (The sentence under the figure says it too, and names two things to try: λ, which is a price on large weights, and dropout, which switches units off at random while the network learns. Section 5 tries both.)
#
# *In the middle* is the plane. The network says class 0 on the pale blue side and class 1 on the pale orange side, and the black line between them is its **boundary**. It winds, because every train point has to be on its right side, even one that strayed. The black crosses are the dev examples about which the network is wrong.
#
# *On the left* is the network itself. Each square is a **unit**, and shows what this unit says for each place of the plane: orange where its output is positive, blue where it is negative. The first column has the two coordinates x₁ and x₂, the **features**, and the last square is the answer, orange where the probability of class 1 is above ½. The columns between them are the **hidden layers**. A unit listens to all units
# of the column before it, and each line is the weight of what it hears. A thick line is a large weight. A solid orange line means "more of this", a dashed blue one "less of this".

# %% [markdown]
# The sentence under the figure gives a third error, after train and dev. The two classes overlap, so even somebody who knew exactly how the points were made would be wrong about some of them. That is the **best possible** error, 5.6 % of these dev points, and only luck gets below it. Our network errs on 12 % of them, about twice as many, although it is right about every single train point.
#
# So that is not what we want. How to make a network learn *well*, so that what it learns holds for new examples, is one of the two questions of this course. The other one is how to make it learn at all, and fast. Now press **Play** and watch it from the start. **Pause** stops it, and **Step** goes on by five iterations. When would you have stopped? (At the ring the dev error was 6 %, half of what it is in the end. Pause there, and the sentence says so. To stop in time is a remedy, too, and [notebook 04](04_regularization.ipynb) has it.)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 2 What does one unit do?
#
# The boundary of that network winds, but its units are simple. What can *one* of them do? It multiplies each of its inputs by a weight, adds the products and one more number, its **bias** b, and sends the sum through a curve, the **activation**. Ours is tanh, which runs from −1 to 1 and is 0 at 0:
#
# $$z = w_1x_1+w_2x_2+b \qquad a = \tanh(z)$$
#
# In words, z is a weighted sum and a is what the unit says. Where z is 0, a is 0 as well. The places where $w_1x_1+w_2x_2+b=0$ make a straight line, with a positive on one side of it and negative on the other. That is all that a unit of the first hidden layer knows. (A unit of the second layer
# mixes such lines, so the border between its colours can bend, as you saw above.)
#
# We try it on other points, a class 1 that lies inside a ring of class 0. In the next figure the left panel shows them, and behind them the output over the plane, with orange for positive and blue for negative, and a black line where it is 0. On the dashed lines beside it the output is −0.9 and 0.9. The short stroke with a dot points to the positive side, and it is the longer, the larger the weights are. The curve on the right is tanh, and the cross on it is the unit's output at the cross in the plane.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.all_doubled()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.one_unit().after(
    guess,
    "all three doubled",
    start="a line",
)

# %% [markdown]
# The dotted grey lines are the unit before the doubling. Its black line has stayed where it was. But the dashed lines have come together, so that the output goes from −0.9 to 0.9 over half the distance: 1.32 in place of 2.63.
#
# Now move the sliders, and try to get all orange triangles to the orange side and all blue circles to the blue one. You will not succeed. No straight line can do it, so one unit is not enough. Before we take more of them, write one yourself.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 1: a unit
#
# Write the unit for many examples at once. `w` has the n weights, `b` is a number, and `X` has the shape (n, m): each of its m *columns* is one example. Return the m outputs. In numpy, tanh is `np.tanh`, it works on all entries of an array at once, and `@` between two arrays is the product of vectors and matrices. For
# instance, w = (2, 1), b = −2 and the one example (1, 1) should give 0.76, which the figure gave at its cross after the doubling.
#
# Press Shift + Enter in both cells to run them again. The check tries your function on fifty inputs. If it is wrong, the check says in which way, and *Hint* helps you on.


# %%
def unit(w, b, X):
    """tanh(w·x + b) for each column x of X: m numbers."""
    return ...


# %%
exercises.unit.check(unit)

# %% [markdown]
# Your own function draws in the next figure, in a third panel called *Yours*, as soon as it returns something. Until then you see the course's unit alone. Run the cell again after you have changed your function. If you leave something out, the picture shows what that does.

# %% slideshow={"slide_type": "subslide"}
explorers.one_unit(yours=unit)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 3 How many units make a fence?
#
# One line cannot separate an inner class from an outer one. So we take several units, a hidden layer, and a last unit that listens to all of them. It adds up what they say, each times a weight, and adds its own bias. In place of tanh it has a curve that runs from 0 to 1, the **sigmoid**, and so its output is the probability of class 1. Where the sum is positive, the probability is above ½ and the answer is orange. We train this network on the points of section 2.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.lines_for_a_fence()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.fence().after(
    guess,
    "three units",
    start="two units",
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# The dotted grey lines are what two units made of it, a strip that is open at both ends, and the two costs that they came to. Three units close it.
#
# Look at the three squares in the middle column. Each still has its straight line, and the thin lines in the plane are the same three. In the middle of the fence all three are *blue*, and the three weights to the answer are *dashed blue* as well: less of something negative is more, as minus times minus is plus. So here a blue square is a vote *for* class 1. (In another run a square and its weight may both be orange, and the product is the same.) Farther outside, at least one of the three turns clearly orange and
# votes against, and the bias of the last unit sees to it that the two others are not enough. (Close to its line a unit is nearly white and hardly has a vote. Along a side the two others are enough without it, so the fence lies a little outside there. At a corner two have hardly a vote, and the third is not enough, so the fence cuts the corner off.)
#
# And nobody told the units where to put their lines. Training found these weights, step by step. How it does that is what [notebook 01](01_gradient_descent.ipynb) (walk downhill) and [notebook 02](02_backpropagation.ipynb) (who is to blame for the error?) are about.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 4 How these notebooks work
#
# You have done most of it by now. Try the rest on the figure of the fence.
#
# | | what you do | what it is good for |
# |---|---|---|
# | **predict** | answer before you see | a guess that is explained afterwards, right or wrong, stays in mind |
# | **move** | sliders by mouse or arrow keys, buttons, in some figures a click or drag | ask "what if?", and be answered at once |
# | **Play, Pause, Step** | run a training again, stop it, go on bit by bit | see *when* something happens |
# | **Pin** | keep the curves as a dotted ghost: press *two units*, *Pin*, *eight units* | compare two settings |
# | **Copy as code** | get the figure's numbers as a few lines of Python | go on with it yourself |
# | **write, check** | fill in a function and run the check | be told which mistake it is, and not only that there is one |
#
# *Copy as code* gives a training in a few lines. The next cell is the training with three units, spread out and with comments. `Dense` is a layer of weighted sums with biases, and theta, the letter θ, is the course's name for all weights and biases together. Change the 3 in both places into a 2, and run it again: the dev error is that of the open strip. Or change the 400 into a 40, and see what a tenth of the training is worth.

# %% slideshow={"slide_type": "subslide"}
rng = np.random.default_rng(0)  # the source of all chance, with its seed
noise = 0.1
train, dev = [dl.make_circles(m, noise, rng) for m in (100, 500)]
scale = dl.standardize(train[0])  # coordinates to mean 0 and spread 1
(X, Y), dev = [(scale.transform(x), y) for x, y in (train, dev)]
layers = [dl.Dense(2, 3), dl.Tanh(), dl.Dense(3, 1)]
net = dl.Network(
    layers, dl.BinaryCrossEntropy()
)  # our cost, with the sigmoid
theta = net.initialize(rng)  # random weights, biases 0
adam = dl.Adam(0.1)  # makes the steps: see notebook 09
for step in dl.train(net, theta, X, Y, adam, 400):
    theta = step.theta
print(f"dev error {net.error(theta, *dev):.1%}")

# %% [markdown]
# It is the dev error that the sentence under the fence gives, because it is the same computation. All figures of the course are made like this, with a small Python package, `dlcourse`, whose source you can read.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 2: the error
#
# The last line of that cell asks the package for the error. You can write it yourself. `A` has the network's probabilities of class 1 for m examples, and `Y` their right classes, each 0 or 1. Section 1 says what the error is. Do it by hand first, for A = (0.9, 0.3, 0.6, 0.1) and Y = (1, 1, 0, 0).
#
# <details><summary>By hand</summary>
#
# The answers are 1, 0, 1, 0. The second and the third are wrong, so the error is 2/4 = 0.5.
#
# </details>


# %%
def error(A, Y):
    """The share of wrong answers."""
    return ...


# %%
exercises.error.check(error)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 3: the cost
#
# Now the cost, the mean of −log p, with p the probability that the network gave to the right class. `A` and `Y` are the same as before. What is p for the first of the four examples, and what for the third?
#
# <details><summary>By hand</summary>
#
# A is the probability of class 1. The first example is of class 1, so p is 0.9. The third one is of class 0, so p is 1 − 0.6 = 0.4. All four p are 0.9, 0.3, 0.4 and 0.9, and the cost is the mean of 0.11, 1.20, 0.92 and 0.11, which is 0.58.
#
# </details>


# %%
def cost(A, Y):
    """The mean of −log p."""
    return ...


# %%
exercises.cost.check(cost)

# %% [markdown]
# Once error and cost are right, try them on the network of this section. In a new cell (press Esc and then B for one), `A = net.forward(theta, X)[0]` are its probabilities for the train points, `error(A, Y[0])` is its train error and `cost(A, Y[0])` its train cost. (The package keeps both as matrices with one row, and [0] is that row.) If you have left that cell as it was, the error is 0.01, which is one point of a hundred.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 5 Eight buttons
#
# Back to the network of section 1, which was right about every train point and wrong about 12 % of the dev points. Its lines are thick: large weights make sharp edges, as we have seen, and so it can wind around single points. Suppose that we put a price on that. To the cost we add a sum over all weights that grows with their size, times a number λ that we choose. Training then has to pay for every
# large weight with a higher cost.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.price_on_weights()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.playground().after(
    guess,
    "04 a price on weights",
    start="03 overfits",
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# The dotted grey lines are the network without the price, its boundary and its two costs. The little island is gone, and so is the narrow bay. (The costs are drawn without the price, so that the two networks can be compared. For most of the training the train cost even lies a little above the dev cost. With only a hundred train points, chance decides which of the two sets is a little harder.)
#
# This was one of eight buttons, and there are thirteen controls. Most of the course is about what they do, and the buttons tell it in order. Press them from left to right, and each time say what you see before you read its line in the table. (Notebooks 02 and 08 have no button of their own.)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### What the buttons show
#
# | button | what you see | what it is about |
# |---|---|---|
# | 01 crawls | the steps are so short that 400 of them lead nowhere | [01 Gradient descent](01_gradient_descent.ipynb): how long should a step be? |
# | 03 overfits | the train cost goes to 0 and the dev cost turns up | [03 Bias and variance](03_bias_and_variance.ipynb): how do we find out what is wrong? |
# | 04 a price on weights | with λ = 0.3, thinner lines, a smooth boundary, and the dev cost stays down | [04 Regularization](04_regularization.ipynb): large weights have to pay |
# | 05 dropout | the train cost stays further away from 0, and the dev cost rises much less | [05 Dropout](05_dropout.ipynb): switch units off at random while training |
# | 06 stuck | three hidden layers of sigmoids, and the cost stays near 0.69, that of guessing | [06 Initialization](06_initialization.ipynb): why does a deep network not even start? |
# | 07 mini-batches | the costs go down by a jagged path; each step has looked at only 5 of the 100 points | [07 Mini-batches](07_mini_batches.ipynb): why look at everything before each step? |
# | 09 Adam | two spirals, and after a hundred iterations both costs are near 0 | [09 Optimizers](09_optimizers.ipynb): a step of its own for each weight |
# | 10 batch norm | the network that was stuck gets going | [10 Batch normalization](10_batch_normalization.ipynb): keep the numbers inside in a good range |
#
# Two kinds of trouble, then. *If the dev error is far above the train error*, the network has learned its own points by heart. Then it helps to hold it back, for instance by a price on weights or by dropout. *If the train error itself is high*, to hold it back makes it worse. Then longer steps may help, or another optimizer, batch norm, or more units.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### What you can move
#
# <details><summary>What each of the thirteen controls does</summary>
#
# | control | what it does | notebook |
# |---|---|---|
# | data, noise | four kinds of points, and how far they stray | 03 |
# | features | what the network sees: the coordinates only, or their squares and product as well | 03 |
# | hidden layers, units in each | how winding a boundary it can make | 02, 03 |
# | activation | the curve in each hidden unit; ReLU is max(z, 0) | 06 |
# | optimizer, α | how a step is made, and how long it is (α is called the learning rate) | 01, 08, 09 |
# | batch size | how many of the 100 points a step looks at | 07 |
# | λ | the price of large weights; at 0 they are free | 04 |
# | keep_prob | the share of units that dropout keeps in each step; at 1 it keeps all | 05 |
# | batch norm | whether the sums z are brought to mean 0 and spread 1 | 10 |
# | seed | other points, another start: the luck of the draw | 04 |
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Three repairs
#
# Now be the doctor. Each of these three networks gets well when you move *one* control, and data, noise and seed do not count. The sentence under the figure says "Well done" when it is well, that is when the dev error is at most 3 points above the best possible. (The sentence also says what to try. It does not know for sure, either.)
#
# 1. *01 crawls*
# 2. *03 overfits*, with λ and dropout (keep_prob) left alone
# 3. *06 stuck*, without batch norm
#
# <details><summary>What mends them</summary>
#
# 1. Only α does: 0.3 or 1. With an α as small as that, another optimizer is not enough.
# 2. Whatever keeps it from learning its hundred points by heart. With two to four units in each layer, or with one hidden layer, it cannot draw so winding a boundary. With α = 0.003, or with AdaGrad, an optimizer whose steps get shorter and shorter, it does not get that far in 400 iterations. Batches of 5 help, too, and [notebook 07](07_mini_batches.ipynb) is about them. When so many things help, which one do we take? The dev error decides, as in section 6.
# 3. Tanh or ReLU in place of the sigmoid, or AdaGrad or Adam. [Notebook 06](06_initialization.ipynb) is about such networks. Or the squares as features: the classes are an inside and an outside, so x₁² + x₂² tells them apart, and hardly anything is left to learn. A larger α does not help here, and neither do more units or fewer layers.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### A quiz question
#
# Each notebook ends with questions like this one. Choose an answer, and it unfolds.
#
# **Question 1.** A network is to recognize birds. Both costs fell fast at first, and now they have come to rest. The train error is 18 % and the dev error 20 %. An expert is wrong about 2 % of the birds. What do you try first?
#
# <details><summary>A price on large weights: 20 % is too much on new birds.</summary>
#
# ✗ No. The new birds are not the problem. It errs on those that it has learned from nearly as often. A price would hold it back even more.
#
# </details>
# <details><summary>Nothing: train and dev error are close together, so it does not overfit.</summary>
#
# ✗ No. It does not overfit, but it has hardly learned anything, either. The expert shows that 2 % is possible.
#
# </details>
# <details><summary>Longer training: perhaps it only needs more time.</summary>
#
# ✗ No. Both costs have come to rest, so more time changes little.
#
# </details>
# <details><summary>A network with more units, because it errs too often on what it has learned from.</summary>
#
# ✓ Right. The train error itself is high, so the network has to be able to learn more. (It may overfit then, and that will be the next question.)
#
# </details>

# %% [markdown] slideshow={"slide_type": "notes"}
# *Ask the class:* Which of the eight buttons would help somebody whose train error is already high? (Not λ and not dropout: they hold the network back. A better step, batch norm, more units.)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 6 Where do we begin?
#
# Somebody who turns thirteen controls at random will get lost. Is there an order that makes sense whatever the problem is? There is one that has proved itself, and it is called the **universal workflow**. It has six stages. We follow it on the half moons of section 1.
#
# One thing is new in it, a third set of examples. There are 500 **test** examples, which have no say in anything and are looked at once, in the end. But the network never learns from the dev examples, either. What are the test examples for?
#
# In the next figure the stages stand in a row above, and the black triangle is where we are. Below are the errors of what has been tried so far. Circles are for train, diamonds for dev and a triangle for test. *guess* is the toss of a coin, *line* is one straight line, *2 × 8* is the network of section 1 with two hidden layers of eight units, and the four λ are prices on its weights. A ring is round the one that we choose in the end. The dotted line is the best possible error on the dev
# points, and in the end, on the right, on the test points. Answer first. Then move *stage* back to 1 and forward to 6, and read the sentence each time.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.lowest_of_four()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.workflow().after(
    guess,
    "regularize and tune",
    start="overfit",
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Why in this order?
#
# 1. **Define the problem.** What goes in, what comes out, and what examples are there?
# 2. **Choose a measure of success** before there is anything to measure. Otherwise one is tempted to choose the measure that flatters.
# 3. **Fix the evaluation protocol.** Which examples are to learn from, which to choose by, and which are locked away?
# 4. **Beat a baseline**, the simplest thing that one could do. Guessing errs on 50 %, so an error of 30 % looks good, until one sees that a straight line has 17 %.
# 5. **Overfit.** This is not the goal. But a network that is too small, or does not train, will do badly everywhere. If it *can* learn the train examples by heart, it is able enough, and the rest is to hold it back.
# 6. **Regularize and tune.** Hold it back, by whatever means and as much as makes the dev error lowest. Then look at the test error, once.

# %% [markdown]
# From stage 4 on one goes round and round: an idea, the code for it, an experiment, the next idea. Applied machine learning is iterative, and whoever gets round quickly learns more.
#
# Now look at the ringed diamond. That a network is better than the best possible cannot be skill. We chose this λ because its dev error was the lowest of four, and part of that was luck with these 500 points. (The test points are also a little harder, as the dotted line shows. But that is one point of the difference of more than three. [Notebook 03](03_bias_and_variance.ipynb) makes such a choice many times.) With λ = 3 the price is too
# high, and the network can afford little more than a line.
#
# For the line, λ = 1 and λ = 3 the train error is even above the dev error. How can that be? Where hardly anything is learned by heart, both sets are equally hard on average, and chance decides which of the two has more points on the wrong side. With only a hundred train points that chance is large.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 7 The map, and your own work
#
# | | notebook | its question |
# |---|---|---|
# | 01 | [Gradient descent](01_gradient_descent.ipynb) | How do we find the lowest place in a landscape that nobody can see? |
# | 02 | [Backpropagation](02_backpropagation.ipynb) | Who is to blame for the error, and by how much? |
# | 03 | [Bias and variance](03_bias_and_variance.ipynb) | 97 % in the lab, 90 % in production: what went wrong? |
# | 04 | [Regularization](04_regularization.ipynb) | How do we keep a network from learning the noise? |
# | 05 | [Dropout](05_dropout.ipynb) | Can a network afford to lose any of its units? |
# | 06 | [Initialization](06_initialization.ipynb) | Why does a deep network get stuck before it has begun? |
# | 07 | [Mini-batches](07_mini_batches.ipynb) | How many examples should one step look at? |
# | 08 | [Exponentially weighted averages](08_exponentially_weighted_averages.ipynb) | How can a single number remember a thousand? |
# | 09 | [Optimizers](09_optimizers.ipynb) | How does each weight get a step of its own? |
# | 10 | [Batch normalization](10_batch_normalization.ipynb) | How do the numbers inside stay in a good range? |
# | 11 | [Softmax](11_softmax.ipynb) | And with more than two classes? |
# | 12 | [Hyperparameter search](12_hyperparameter_search.ipynb) | Which control first, and which values? |
# | 13 | [Capstone](13_capstone.ipynb) | Everything together, on real images |
#
# Notebooks without a link are still being written. 01 and 02 say how networks learn, 03 how to find out what is wrong, 04 and 05 cure overfitting, 06 to 10 make learning possible and fast, and 11 to 13 bring it to larger problems.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Your own work is kept
#
# What you write belongs to you. `make lab` (or `dlcourse lab`) opens a *copy* of the notebooks, in the folder `work/`, and no update of the course ever overwrites a file there. Save with Ctrl + S. If the course has a newer version of a notebook than the one your copy was made from, you are told, and `dlcourse lab --fresh 04` puts an untouched copy of
# notebook 04 beside yours. It is also the way to begin a notebook again.
#
# If you read the course in the browser with nothing installed, your work is saved in that browser, for this address. Another browser does not have it, and clearing the browser's data deletes it. So download what you care about.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 8 Are you ready? Ten questions
#
# Answer each on paper first, then unfold it. With eight or more you are well prepared. Where you hesitate, read up and come back.
#
# **1. Calculus.** What is the derivative of $f(x) = 3x^2 - 4x + 1$, and where is it 0?
#
# <details><summary>Answer</summary>
#
# f′(x) = 6x − 4, and it is 0 at x = 2/3. *Read up:* [3Blue1Brown, Essence of calculus](https://www.3blue1brown.com/topics/calculus), chapters 1 to 3.
#
# </details>
#
# **2. The chain rule.** What is the derivative of $e^{-2x}$? And of $(3x+1)^2$?
#
# <details><summary>Answer</summary>
#
# $-2e^{-2x}$, and $2(3x+1)\cdot 3 = 18x+6$. *Read up:* [3Blue1Brown, Essence of calculus](https://www.3blue1brown.com/topics/calculus), chapter 4.
#
# </details>
#
# **3. More than one variable.** For $f(w,b) = w^2 b$, what is ∂f/∂w at w = 3, b = 2?
#
# <details><summary>Answer</summary>
#
# 2wb = 12: b is held fixed. *Read up:* [Mathematics for Machine Learning](https://mml-book.github.io), section 5.2. (Notebook 01 explains it again.)
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **4. Logarithms.** Which is larger, $-\log 0.9$ or $-\log 0.1$? What is $\log(ab)$?
#
# <details><summary>Answer</summary>
#
# −log 0.1 ≈ 2.30; −log 0.9 ≈ 0.11. And log(ab) = log a + log b. In this course log is the natural logarithm. *Read up:* [Khan Academy, logarithms](https://www.khanacademy.org/math/algebra2/x2ec2f6f830c9fb89:logs).
#
# </details>
#
# **5. Vectors.** What is the dot product of (1, 2, −1) and (3, 0, 2)? How long is (3, 4)?
#
# <details><summary>Answer</summary>
#
# 3 + 0 − 2 = 1, and √(9 + 16) = 5. *Read up:* [3Blue1Brown, Essence of linear algebra](https://www.3blue1brown.com/topics/linear-algebra), chapters 1 and 9.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **6. Matrices.** A is (4, 3) and B is (3, 7). Which of AB, BA and BᵀAᵀ exist, and which shapes have they?
#
# <details><summary>Answer</summary>
#
# AB is (4, 7) and BᵀAᵀ is (7, 4). BA does not exist, because 7 is not 4. *Read up:* [3Blue1Brown, Essence of linear algebra](https://www.3blue1brown.com/topics/linear-algebra), chapters 3 and 4.
#
# </details>
#
# **7. Python.** What does `[x**2 for x in range(4) if x % 2]` give?
#
# <details><summary>Answer</summary>
#
# `[1, 9]`. *Read up:* [The Python tutorial](https://docs.python.org/3/tutorial/), sections 3 to 5.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **8. Functions.** What does `f(2)` give after `def f(x, k=3): return x * k`? And `f(2, k=1)`?
#
# <details><summary>Answer</summary>
#
# 6 and 2. *Read up:* [The Python tutorial](https://docs.python.org/3/tutorial/), section 4.
#
# </details>
#
# **9. numpy: shapes.** `X` has the shape (2, 5). Which shapes have `X[0]`, `X.T` and `X.sum(axis=1)`?
#
# <details><summary>Answer</summary>
#
# (5,), (5, 2) and (2,). *Read up:* [NumPy: the absolute basics for beginners](https://numpy.org/doc/stable/user/absolute_beginners.html).
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **10. numpy: broadcasting.** `W` is (4, 3), `X` is (3, 100) and `b` is (4, 1). Which shape has `W @ X + b`, and what happens with `b`?
#
# <details><summary>Answer</summary>
#
# (4, 100), and `b` is added to each of the 100 columns. *Read up:* [NumPy: broadcasting](https://numpy.org/doc/stable/user/basics.broadcasting.html).
#
# </details>

# %% [markdown] slideshow={"slide_type": "slide"}
# ## Where conventions differ
#
# | here | elsewhere |
# |---|---|
# | examples are columns, X is (n, m): n features, m examples | in most libraries examples are rows, X is (m, n); transpose |
# | dev examples, dev error | validation set, validation error |
# | error: the share of wrong answers | accuracy: 1 − error |
# | cost of all examples, loss of one | "loss" for both |
# | unit | neuron, node |
# | log is the natural logarithm | ln |

# %% [markdown] slideshow={"slide_type": "slide"}
# ## What to remember
#
# - To train a network is to change its weights and biases, step by step, so that the train cost falls.
# - What counts is the error on new examples. **Overfitting** is to get better on the train examples and worse on new ones.
# - What holds a network back (a price on weights, dropout) helps against overfitting, and not where the train error itself is high.
# - A **unit** sends w·x + b through its activation. In the first layer it draws one straight line, and large weights make it sharp. Three lines can close a fence.
# - The workflow: define, measure, protocol, baseline, overfit, regularize and tune. The test examples are looked at once.
# - Predict first, then move.
#
# Next: [01 Gradient descent](01_gradient_descent.ipynb).
