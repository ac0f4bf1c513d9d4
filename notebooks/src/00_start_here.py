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
# - read the picture of a network that learns: its units, weights, boundary and costs,
# - see from two curves that it overfits, and name eight things one can do about its troubles,
# - write the formula of one unit, and say how many units a boundary needs,
# - work with these notebooks: predict, move, pin, copy as code, write, check,
# - name the six stages of a project, and find what you should read up before you begin.
#
# **Time:** about 30 minutes, ten of them for the first figure.

# %% [markdown]
# **What we take for granted.** Nothing yet. Section 8 has ten questions on what the other notebooks take for granted, with a place to read up for each.
#
# **How to begin.** Choose *Run → Run All Cells* once, and then read from the top. Where a question stands before a figure, the figure waits until you have answered.

# %% [markdown] slideshow={"slide_type": "notes"}
# *For the instructor.* Ten minutes of a first lecture: the sketch of section 1, then the eight buttons of section 2, one sentence each. Let everybody draw the dev cost on paper before anybody speaks, and collect the shapes on the board: most
# classes draw a curve that falls and levels off. The fence of section 4 makes a good bet, too.

# %% slideshow={"slide_type": "skip"}
import numpy as np

import dlcourse as dl
from dlcourse.topics.start_here import exercises, explorers, predictions  # fmt: skip

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 1 All right, and yet wrong
#
# A hundred points lie in the plane, fifty blue circles and fifty orange triangles. Each colour is a **class**. We want to be told for *any* place in the plane which class a point there most likely has, and a **network**
# is to learn it from the hundred points, which are its **train** examples. We shall let it learn until it gets all of them right. Is that what we want?
#
# We want right answers for points that it has never seen. So we keep 500 more points of the same kind apart, the **dev** examples (for development; elsewhere they are called the validation set). The network never learns from them. It is only asked.

# %% [markdown] slideshow={"slide_type": "subslide"}
# Two numbers say how well it does. The **error** is the share of wrong answers. The **cost** also counts how sure the network was: a wrong answer costs much if the network was sure of it, and little if it wavered. Who always says fifty-fifty pays 0.69, and who is right and sure pays nearly nothing. Training changes the network in small
# steps, called **iterations**, and each step is made so that the cost on the train examples falls.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.new_points()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.playground().after(
    guess,
    "03 overfits",
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### How to read this picture
#
# *On the right* are the two costs, train in blue and dev in dashed orange. The ring marks the lowest dev cost. It was reached after about a hundred iterations. All that the network learned later made it better on its own hundred points and worse on others.
#
# *In the middle* is the plane. The network calls the pale blue side blue and the pale orange side orange, and the black line between them is its **boundary**. It winds, because every single point has to be on its right side, even one that strayed into the other class. (The dotted grey lines belong to the smaller network, on less noisy points, with which the figure opened. You can compare.)
#
# *On the left* is the network itself. Each square is a **unit**, and shows what this unit says for each place of the plane: orange where its output is positive, blue where it is negative. A unit listens to those of the column to its left, through **weights**, which are the lines. A thick line is a large weight. An orange one
# means "more of this", a dashed blue one "less of this". The first column has the two coordinates x₁ and x₂, the **features**. The last square is the answer.

# %% [markdown]
# The sentence under the figure says in words what the curves show. It names a third error, too. The two classes overlap, and so even somebody who knew exactly how the points were made would err on some of them. That is the best possible error, and only luck gets below it. Our network, which is right about every train point, has about twice as
# many wrong answers on new points.
#
# What we see has a name, **overfitting**, and it is one of the two things that this course is about: how to make a network learn *well*, so that what it learns holds for new examples. The other one is how to make it learn at all, and fast.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 2 Eight buttons
#
# The figure above is a playground. Press **Play** and watch it learn from the start. **Pause** stops it, and **Step** goes on by five iterations. Then press the buttons above the picture, from left to right. They tell the story of the course. (Do it now. The table says what to look at.)
#
# | button | what you see | what it is about |
# |---|---|---|
# | 01 crawls | the step is so short that 400 of them lead nowhere | [01 Gradient descent](01_gradient_descent.ipynb): how long should a step be? |
# | 03 overfits | the dev cost turns up | 03 Bias and variance: how do we find out what is wrong? |
# | 04 a price on weights | thinner lines, a smooth boundary, and the dev cost stays down | [04 Regularization](04_regularization.ipynb): large weights have to pay |
# | 05 dropout | the train cost does not get near 0 any more, and the dev cost rises much less | [05 Dropout](05_dropout.ipynb): switch units off at random |
# | 06 stuck | three layers, and nothing happens | 06 Initialization: where has the slope gone? |
# | 07 mini-batches | a rough path, with 5 points a step in place of 100 | 07 Mini-batches: why look at everything before each step? |
# | 09 Adam | both costs fall at once | 09 Optimizers: a step of its own for each weight |
# | 10 batch norm | the network that was stuck gets going | 10 Batch normalization: keep the numbers in a good range |

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### What you can move
#
# | control | what it does | notebook |
# |---|---|---|
# | data, noise | four kinds of points, and how far they stray | 03 |
# | features | what the network sees: the coordinates only, or their squares and product as well | 03 |
# | hidden layers, units in each | how much the network can express | 02, 03 |
# | activation | the curve that each unit bends its sum with (section 3) | 06 |
# | optimizer, α | how a step is made, and how long it is (α is the learning rate) | 01, 08, 09 |
# | batch size | how many of the 100 points a step looks at | 07 |
# | λ | the price of large weights; at 0 they are free | 04 |
# | keep_prob | the share of units that is kept in each step; at 1 all are | 05 |
# | batch norm | whether sums are brought to mean 0 and spread 1 | 10 |
# | seed | other points, another start: the luck of the draw | 04 |
#
# **Try it.** Reset, take the spirals with noise 0.15, and get the dev error below 11 %. Which controls matter, and which hardly? Keep a note of your three best settings.

# %% [markdown] slideshow={"slide_type": "notes"}
# *Ask the class:* Which of the eight buttons would help somebody whose train error is already high? (Not λ and not dropout: they hold the network back. A better step, batch norm, more units.)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 3 What does one unit do?
#
# All those squares do the same simple thing. A unit multiplies each of its inputs by a weight, adds the products and one more number, the **bias** b, and bends the sum by a curve, the **activation**. Ours is tanh, which runs from −1 to 1 and is 0 at 0:
#
# $$z = w_1x_1+w_2x_2+b \qquad a = \tanh(z)$$
#
# In words, z is a weighted sum and a is what the unit says. Where z is 0, a is 0 as well. The places where $w_1x_1+w_2x_2+b=0$ are a straight line, with a positive on one side and negative on the other. That is all a single unit knows.
#
# In the next figure the left panel shows the output over the plane, with orange for positive and blue for negative, and the black line where it is 0. The dot is at the end of an arrow that points along (w₁, w₂), to the positive side. The curve on the right is tanh, and the cross on it is the unit's output at the cross in the plane.

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
# The line has stayed, and the way on which the output goes from −0.9 to 0.9 is half as long. Now move the sliders, and try to get all orange triangles to one side and all blue circles to the other. You will not succeed, because no straight line can do it. One unit is not enough, and that is the next section. Before, write one.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### The exercise: write a unit
#
# Write the unit for many examples at once. `w` has the n weights, `b` is a number, and `X` has the shape (n, m): each of its m *columns* is one example. Return the m outputs. The check tries your function on fifty inputs. If it is wrong, it says in which way, and *Hint* helps you on. Press
# Shift + Enter in both cells to run them again.


# %%
def unit(w, b, X):
    """tanh(w·x + b) for each column x of X: m numbers."""
    return ...


# %%
exercises.unit.check(unit)

# %% [markdown]
# Your own function draws in the next figure, as soon as it returns something. Run its cell again after you have changed the function. If you left something out, the picture shows what that does.

# %% slideshow={"slide_type": "subslide"}
explorers.one_unit(yours=unit)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 4 How many units make a fence?
#
# One line cannot part an inner class from an outer one. So we take several units side by side, a **hidden layer**, and let a last unit listen to all of them. It adds up what they say, each times a weight, and answers orange where the sum is positive. "Hidden" only means that they stand between the features and the answer. We train this network on the two circles.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.lines_for_a_fence()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.fence().after(
    guess,
    "three units",
    start="one unit",
)

# %% [markdown]
# Look at the three squares in the middle column. Each still has its straight line. The weights on the right, from the hidden units to the answer, make the fence of them. And nobody told the units where to put their lines. How they find out is what [notebook 01](01_gradient_descent.ipynb) (walk downhill) and [notebook 02](02_backpropagation.ipynb) (who is to blame
# for the error?) are about.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 5 How these notebooks work
#
# You have done most of it by now. Try the rest on the figure above.
#
# | | what you do | what it is good for |
# |---|---|---|
# | **predict** | answer before you see | a wrong guess that is explained stays in mind; so does a right one |
# | **move** | sliders by mouse or arrow keys, buttons, in some figures a click or drag | ask "what if?", and be answered at once |
# | **Play, Pause, Step** | run a training again, stop it, go on bit by bit | see *when* something happens |
# | **Pin** | keep the curves as a dotted ghost: press *two units*, *Pin*, *three units* | compare two settings |
# | **Copy as code** | get the figure's numbers as a few lines of Python | go on with it yourself |
# | **write, check** | fill in a function and run the check | be told which mistake it is, and not only that there is one |
#
# The next cell is what *Copy as code* gives for three units. Run it, change a number, run it again.

# %% slideshow={"slide_type": "subslide"}
rng = np.random.default_rng(0)
train, dev = [dl.make_circles(m, 0.1, rng) for m in (100, 500)]
scale = dl.standardize(train[0])
(X, Y), dev = [(scale.transform(x), y) for x, y in (train, dev)]
layers = [dl.Dense(2, 3), dl.Tanh(), dl.Dense(3, 1)]
net = dl.Network(layers, dl.BinaryCrossEntropy())
start, adam = net.initialize(rng), dl.Adam(0.1)
*_, last = dl.train(net, start, X, Y, adam, 400, 100, rng)
dev_error = net.error(last.theta, *dev)
print(f"dev error {dev_error:.1%}")

# %% [markdown]
# It is the same dev error as in the sentence under the figure, because it is the same computation. All figures of the course are made like this, with a small Python package, `dlcourse`, whose source you can read.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### A quiz question
#
# Each notebook ends with questions like this one. Choose an answer, and it unfolds.
#
# **Question 1.** A network recognizes birds. After an hour of training its train error is 2 % and its dev error 20 %, and the dev cost has been rising for half an hour. What do you try first?
#
# <details><summary>Another hour of training: the train error is not yet 0.</summary>
#
# ✗ No. More training lowers the train cost, and the dev cost is rising already.
#
# </details>
# <details><summary>A network with more units, because 20 % is too much.</summary>
#
# ✗ No. With 2 % on the train examples it has units enough. What it learned does not hold for new birds.
#
# </details>
# <details><summary>A price on large weights, or dropout.</summary>
#
# ✓ Right. It overfits, as in section 1, and these two work against that.
#
# </details>

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 6 Where do we begin? The universal workflow
#
# Thirteen controls, and a real project has more. Somebody who turns them at random will get lost. Is there an order that always makes sense? There is, and it has six stages. We follow it on half moons like those of section 1.
#
# In the next figure the stages stand in a row above, and the black triangle is where we are. Below are the errors of what has been tried so far, with circles for train, diamonds for dev and a triangle for test. The dotted line is the best possible dev error. Move *stage* from 1 to 6 and read the sentence each time.

# %% slideshow={"slide_type": "subslide"}
explorers.workflow().set(stage=6)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Why in this order?
#
# 1. **Define the problem.** What goes in, what comes out, and what examples are there?
# 2. **Choose a measure of success** before there is anything to measure. Else one chooses the one that flatters.
# 3. **Fix the evaluation protocol.** Which examples are for learning, which for choosing, and which are locked away?
# 4. **Beat a baseline.** Guessing is wrong half of the time here, so 40 % would be an achievement. A straight line shows that it would not.
# 5. **Overfit.** A network that cannot even learn the train examples by heart will not do better on others.
# 6. **Regularize and tune** until the dev error is low. Then look at the test error, once.
#
# Between the last three one goes round and round: an idea, the code for it, an experiment, the next idea. Applied machine learning is iterative, and whoever gets round quickly learns more. Notice the end, too. We *chose* λ because its dev error was lowest, and part of that was luck. On the test points, which had no say, the error is higher. Notebook 03 makes
# more of this.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 7 The map, and your own work
#
# | | notebook | its question |
# |---|---|---|
# | 01 | [Gradient descent](01_gradient_descent.ipynb) | How do we find the lowest place in a landscape that nobody can see? |
# | 02 | [Backpropagation](02_backpropagation.ipynb) | Who is to blame for the error, and by how much? |
# | 03 | Bias and variance | 97 % in the lab, 90 % in production: what went wrong? |
# | 04 | [Regularization](04_regularization.ipynb) | How do we keep a network from learning the noise? |
# | 05 | [Dropout](05_dropout.ipynb) | Can a network afford to lose any of its units? |
# | 06 | Initialization | Why does a deep network get stuck before it has begun? |
# | 07 | Mini-batches | How many examples should one step look at? |
# | 08 | [Exponentially weighted averages](08_exponentially_weighted_averages.ipynb) | How does one remember a thousand numbers in one? |
# | 09 | Optimizers | How does each weight get a step of its own? |
# | 10 | Batch normalization | How do the numbers inside stay in a good range? |
# | 11 | Softmax | And with more than two classes? |
# | 12 | Hyperparameter search | Which control first, and which values? |
# | 13 | Capstone | Everything together, on real images |
#
# Names without a link are still being written. 01 and 02 say how networks learn, 03 how to find out what is wrong, 04 and 05 cure overfitting, 06 to 10 make learning possible and fast, and 11 to 13 bring it to larger problems.

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
# Answer each on paper first, then unfold it. With eight or more you are well prepared. Where you hesitate, read up and come back: nothing of it takes more than an evening.
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
# $-2e^{-2x}$, and $2(3x+1)\cdot 3 = 18x+6$. *Read up:* the same, chapter 4.
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
#
# **6. Matrices.** A is (4, 3) and B is (3, 7). Which of AB, BA and BᵀAᵀ exist, and which shapes have they?
#
# <details><summary>Answer</summary>
#
# AB is (4, 7) and BᵀAᵀ is (7, 4). BA does not exist, because 7 is not 4. *Read up:* the same, chapters 3 and 4.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **7. Python.** What does `[x**2 for x in range(4) if x % 2]` give?
#
# <details><summary>Answer</summary>
#
# `[1, 9]`. *Read up:* [The Python tutorial](https://docs.python.org/3/tutorial/), sections 3 to 5.
#
# </details>
#
# **8. Functions.** What does `f(2)` give after `def f(x, k=3): return x * k`? And `f(2, k=1)`?
#
# <details><summary>Answer</summary>
#
# 6 and 2. *Read up:* the same, section 4.
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
#
# **10. numpy: broadcasting.** `W` is (4, 3), `X` is (3, 100) and `b` is (4, 1). Which shape has `W @ X + b`, and to what is `b` added?
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
# | examples are columns, X is (n, m) | examples are rows, X is (m, n), in most libraries; transpose |
# | dev examples, dev error | validation set, validation error |
# | error: the share of wrong answers | accuracy: 1 − error |
# | cost J, over all examples; loss, of one | "loss" for both |
# | unit | neuron, node |
# | m examples, n features | n examples, p or d features, in statistics |
# | log is the natural logarithm | ln |

# %% [markdown] slideshow={"slide_type": "slide"}
# ## What to remember
#
# - What counts is the error on new examples. The train error alone says little about it.
# - **Overfitting:** the train cost falls and the dev cost rises. A price on weights and dropout work against it.
# - A **unit** computes tanh(w·x + b), or another activation of the same sum. It draws one line, and large weights make it sharp.
# - A network makes its boundary of many lines. Three of them can close a fence.
# - The workflow: define, measure, protocol, baseline, overfit, regularize and tune. The test examples are looked at once.
# - Predict first, then move.
#
# Next: [01 Gradient descent](01_gradient_descent.ipynb).
