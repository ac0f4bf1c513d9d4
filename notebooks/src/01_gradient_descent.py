# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown] slideshow={"slide_type": "slide"}
# # 01 Gradient descent
#
# **How to find the lowest place in a landscape that nobody can see.**
#
# **Learning goals.** After this notebook you can
#
# - say what a slope is, measure it by a nudge, and say why the nudge must not be too small,
# - write gradient descent in three lines, for one parameter and for many,
# - tell from a walk whether its learning rate is too small, right or too large, and compute where too large begins,
# - say what gradient descent promises, and name four cases in which it promises nothing,
# - fit a line and a logistic curve with it, and say why one rate for all parameters is a problem.
#
# **Time:** about 150 minutes with the exercises, best in two sittings: sections 1 to 6, then 7 to 10.

# %% [markdown]
# **What we take for granted.** School calculus (the derivative of x² is 2x, the chain rule), vectors, and Python with
# numpy arrays. Nothing about neural networks: this is where the course begins to calculate.

# %% [markdown] slideshow={"slide_type": "notes"}
# *For the instructor.* 50 minutes for the explorers alone. Let somebody close their eyes in front of the class and
# find the lowest place of the room by their feet: what do they ask for, what can they not know?
# The predictions that divide a class are the sketch of the digits (section 2), α = 0.1 against 1.9 (section 5), the level
# place of x³ (section 6), and the sketch of w (section 7).

# %% [markdown]
# **How to work.** Choose *Run → Run All Cells* once. Then read from the top. Answer a prediction before you go on, then
# move the sliders and say in your own words what you saw. Arrow keys move a slider that has the focus. In many figures you can
# click or drag with the mouse, and their titles say so. **Pin** keeps what you see as a dotted ghost to compare with, and
# **Copy as code** gives the same numbers in a few lines of Python. What you write into the exercises is checked, and the check
# tells you which mistake it is.

# %% slideshow={"slide_type": "skip"}
import numpy as np

import dlcourse as dl
from dlcourse.topics.gradient_descent import exercises, explorers, predictions  # fmt: skip

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 1 Why not look everywhere?
#
# Eight students tell us how many hours they have studied, and we know how many points each got in the exam. How many points is an
# hour worth? Let us say that somebody who studies for x hours gets w·x points, and look for the best number w.

# %%
hours = np.array([1, 2, 3, 4, 5, 6, 7, 8])
points = np.array([28, 37, 45, 49, 62, 65, 78, 80])

# %% [markdown]
# "Best" has to be a number, too. With w, student i is predicted to get $w x_i$ points and really got $y_i$. We square the
# errors, so that too much and too little count alike, and take half of their mean over the m = 8 students:
#
# $$J(w) = \frac{1}{2m}\sum_{i=1}^{m}\left(w x_i - y_i\right)^2$$
#
# This J is a **cost**: it says how bad a choice of w is. (Why half? It will make the slope look simpler, and it changes nothing about
# which w is best.) Now a computer is fast, so let us simply try two thousand values of w.

# %% slideshow={"slide_type": "subslide"}
w = np.arange(0, 20, 0.01)
J = np.mean((np.outer(w, hours) - points) ** 2, axis=1) / 2
best = J.argmin()
print(
    f"{w.size} tries: the least J is {J[best]:.1f}, at w = {w[best]:.2f}"
)

# %% [markdown]
# About 11.4 points an hour, and it took no time at all. So why does anybody need a cleverer way? Because one number was to be found. Who
# studies for no time at all may get some points, too, so a better line is w·x + b with two numbers. A small network that reads handwritten
# digits has 650 of them, 64 pixels times 10 digits plus 10. How many tries is that, with 2,000 values for each?

# %%
for numbers in (1, 2, 650):
    zeros = round(numbers * np.log10(2000))
    print(f"{numbers:3d} to find: about 10^{zeros} tries")

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Fog
#
# The universe is thought to have about $10^{80}$ atoms. Nobody will ever look at the whole landscape of J, not for 650 numbers and certainly not
# for a billion.
#
# We are walkers in fog. At the place where we stand we can work out how high we are, but we see nothing of the landscape around us. We want to
# get down. What would you do on a mountain in thick fog? You would feel with your feet where the ground falls, take a step that way, and feel
# again. That is the whole idea of this notebook, and nearly everything that is called "learning" in deep learning is done with it.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 2 What the feet feel: the slope
#
# To feel how the ground falls, we shift a foot a little and note how much higher or lower it stands. Take a straight path first, f(a) = 3a,
# and shift from a by 0.001:

# %%
for a in (2, 5):
    print(
        f"from f({a}) = {3 * a} to f({a + 0.001}) = {3 * (a + 0.001):.3f}"
    )

# %% [markdown]
# At 2 and at 5 the height grows by 0.003, which is three times the nudge. This ratio, the change in height Δy divided by the change in place Δx, is the
# **slope**. On a straight path it is the same everywhere. On a curve it is not, and it depends on the nudge, too: at a = 5 the curve a²
# rises from 25 to 36 if we go on by 1, but from 25 to 26.01 if we go on by 0.1. The ratios are 11 and 10.1. As the nudge h gets smaller, the ratio
# comes nearer and nearer to 10, and this limit is what we call the slope *at* the point, the derivative:
#
# $$f'(a) = \lim_{h\to 0}\frac{f(a+h)-f(a)}{h}$$

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### The slope as an angle
#
# Draw the line through both points. If θ is its angle to the horizontal, then Δy/Δx = tan θ. (In this figure alone θ is an angle. In the rest of the course
# it stands for the parameters.) So the sign of the slope tells which way is up:
#
# | angle | slope tan θ | going to the right |
# |---|---|---|
# | 0° < θ < 90° | positive | uphill |
# | θ = 0° | 0 | level |
# | 90° < θ < 180° | negative | downhill |
#
# The next figure shows a curve with two points on it, a and a + h, and the line through them. The half circle has the line's angle. (Measure it there: the two axes on the left have different units.) Below it you see how far Δy/Δx is
# from the true slope, for every nudge from 1 down to $10^{-12}$, with the nudge at hand as a black dot. Both of its scales are logarithmic, so a
# step on them is a factor of ten.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.right_digits()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.secant().after(
    guess,
    "a nudge too small",
    start="a large nudge",
)

# %% [markdown]
# Read the lower right panel from right to left. For large nudges each tenth of h makes the error a tenth, because the line cuts the curve a little less. Then
# at about $10^{-8}$ the error turns round. What is going on? With $h = 10^{-12}$ the computer has to write f(a + h) as
# 25.00000000001. Of its sixteen digits, the first twelve are a 25 and zeros. Subtract 25, and only four digits of the
# difference are left, and the division by h does not bring the others back. This is called **round-off**.

# %% [markdown] slideshow={"slide_type": "subslide"}
# On the straight path 3a no nudge is too large, and so we see the round-off alone:

# %%
for h in (1e-3, 1e-8, 1e-10, 1e-12):
    print(f"h = {h:.0e}: slope {(3 * (2 + h) - 3 * 2) / h:.8f}")

# %% [markdown]
# So a slope by a nudge is good for six to eight digits, if the nudge is about $10^{-8}$. That is plenty for testing, and a nudge to *both* sides is
# better still. Notebook 02 derives why, and finds bugs in networks with it. For walking we use the derivative from the rules of calculus, which is
# exact and costs one evaluation.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 3 Is the lowest place where the slope is 0?
#
# Now that we have the slope, school has a recipe without any walking. At the lowest place the ground is level, so set f′(x) = 0 and
# solve. There are two things to check. Does a slope of 0 mean that we are at a lowest place? And can the equation be solved?
#
# Three words first. A **minimum** is a place from which the curve rises on both sides, and a **maximum** one from which it falls on both sides. If no place of the
# whole curve is lower, the minimum is a **global** one, else it is **local**.
#
# The next figure shows a curve and below it its slope. Both are orange where the curve rises and dashed blue where it falls.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.three_flats()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.slope_signs().after(
    guess,
    "a terrace, a valley, a top",
)

# %% [markdown]
# The lower panel tells the three kinds apart. Where the slope crosses 0 from below there is a minimum, and where it crosses from above there is a maximum. Where
# it only touches 0 the curve goes on as before. So a slope of 0 is *necessary* for a minimum of a smooth curve, but it is not *sufficient*. Press the other presets: a curve may
# have one minimum, several or none.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Can the equation be solved?
#
# Here is a function that is used all the time in machine learning, the **logistic loss** (section 9 says where it comes from). By the chain rule its slope is
#
# $$f(x) = \log\left(1+e^{ax}\right) \qquad f'(x) = \frac{a\,e^{ax}}{1+e^{ax}}$$
#
# Set this to 0. A fraction is 0 only if its numerator is, and $e^{ax}$ is never 0. So for a ≠ 0 this equation is not just hard to solve: it has
# **no solution at all**. Let us see, for a = 1, what happens on the way down to the left.

# %%
for x in (0, -5, -10, -15):
    f, slope = np.log1p(np.exp(x)), np.exp(x) / (1 + np.exp(x))
    print(f"x = {x:3d}: height {f:.7f}, slope {slope:.7f}")

# %% [markdown]
# The height tends to 0 and never gets there. There is no lowest place, although there is always a lower one.

# %% [markdown] slideshow={"slide_type": "subslide"}
# Add a second term that rises to the left, and there is a minimum:
#
# $$f(x) = \log\left(1+e^{x}\right)+\log\left(1+e^{-2x}\right) \qquad f'(x) = \frac{e^x}{1+e^x}-\frac{2e^{-2x}}{1+e^{-2x}}$$
#
# To solve f′(x) = 0, write u for $e^x$. Then the slope is $\frac{u}{1+u}-\frac{2}{u^2+1}$, and it is 0 where $u^3-u-2=0$. Two terms have
# led to a cubic equation already:

# %%
u = max(np.roots([1, 0, -1, -2]).real)
slope = u / (1 + u) - 2 / (u**2 + 1)
print(f"x = log u = {np.log(u):.4f}, slope there {abs(slope):.1f}")

# %% [markdown]
# With ten such terms the degree is far above four, and for such equations no general formula exists. A data set has thousands of terms. So
# solving is out for nearly every cost that we care about. We have to walk.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 4 The walk
#
# Where to? If the slope is positive, the ground rises to the right, so we go to the left. If it is negative, we go to the right. And how far? On steep
# ground a long step pays, on nearly level ground we may be close to the bottom and should take care. One formula does both. We subtract the slope, times a
# number α:
#
# $$x_i = x_{i-1} - \alpha\,f'(x_{i-1})$$
#
# In words, the next place is the last one, less α times the slope at the last one. This is **gradient descent**. The factor α is the **learning rate**, and we
# choose it. Where do we start? Without a better idea, at random.

# %% [markdown] slideshow={"slide_type": "subslide"}
# Take f(x) = ½x², whose slope at x is x, and α = 0.5. Three steps from the right and three from the left, by hand:

# %%
right = [4 - 0.5 * 4, 2 - 0.5 * 2, 1 - 0.5 * 1]
left = [-4 - 0.5 * -4, -2 - 0.5 * -2, -1 - 0.5 * -1]
print("from  4:", right)
print("from -4:", left)

# %% [markdown]
# From the right the slope is positive and x falls. From the left it is negative, we subtract a negative number, and x rises. The minus in the formula
# does the steering, and nobody has to ask on which side we are. Notice also that the steps get shorter by themselves, because the slope does.
#
# In the next figure the walk is drawn on its curve, from ○ to ✕. On the right you see the height after each step.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.three_times_the_rate()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.walk().after(
    guess,
    "swings",
    start="just right",
)

# %% [markdown]
# The first step was 6 long, from −4 to 2. The next goes from 2 to −1, and so on. Now move α slowly from one end to the other, or press *crawls*, *just
# right*, *swings* and *diverges* in this order. At first a larger α helps, then it does harm, and at some point the walk runs away. Where is that point? We come to it as soon as you have a
# walker of your own.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 1: the walker
#
# Write gradient descent for any function of one variable. `slope` is a Python function that gives the slope at a place. Return the start and the place after each
# step, an array of `steps + 1` numbers.


# %%
def descend(slope, start, learning_rate, steps):
    """The start and the place after each step, shape (steps + 1,)."""
    return ...


# %%
exercises.descend.check(descend)

# %% [markdown]
# Your walker drives the next figure: as soon as it is more than the empty frame, its heights appear beside ours. Run this cell again after you have changed `descend`.

# %% slideshow={"slide_type": "subslide"}
explorers.walk(yours=descend)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 5 How long a step?
#
# On ½x² the rate 0.5 was fine and 2.5 was not. We could go on trying. But this curve is so simple that we can work out the answer, and it will turn out to hold
# for all other curves too, close to their minima. The question is what one step makes of x.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.tenth_or_nineteen()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.four_regimes().after(
    guess,
    "swings and converges",
    start="creeps",
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### One factor decides
#
# Let us do it for ½cx², which has the slope cx. The number c is the **curvature**, the second derivative, and it says how quickly the slope
# changes. Put the slope into the formula of the walk:
#
# $$x_i = x_{i-1} - \alpha c\,x_{i-1} = (1-\alpha c)\,x_{i-1}$$
#
# So every step multiplies x by the same factor 1 − αc. Everything that can happen follows from this factor:
#
# | rate | factor 1 − αc | the walk |
# |---|---|---|
# | 0 < α < 1/c | between 0 and 1 | creeps towards 0 from one side |
# | α = 1/c | 0 | arrives in one step |
# | 1/c < α < 2/c | between −1 and 0 | swings from side to side, and converges |
# | α = 2/c | −1 | swings for ever |
# | α > 2/c | below −1 | diverges |

# %% [markdown]
# The rate **2/c is the critical one**: below it the walk converges, above it it runs away. In the figure choose another c. The steeper the bowl, the smaller the critical
# rate.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### The students' critical rate
#
# Back to the eight students and their J(w). Its slope and its curvature are
#
# $$J'(w) = \frac1m\sum_i (w x_i - y_i)\,x_i \qquad J''(w) = \frac1m\sum_i x_i^2$$
#
# (Here the ½ of the cost has met the 2 of the square, and both are gone.) So J is a bowl, with the mean of the squared hours as its curvature. Does the theory hold to the last digit? We
# walk 1,000 steps with a rate just below 2/c, and with one just above.

# %%
c = np.mean(hours**2)
print(f"c = {c}, so it should converge for α < {2 / c:.4f}")
for alpha in (0.078, 0.079):
    w = 0.0
    for _ in range(1000):
        w -= alpha * np.mean((w * hours - points) * hours)
    print(f"α = {alpha}: w = {w:.4g}")

# %% [markdown]
# With 0.078 it ends at 11.37, which the two thousand tries found. With 0.079, a hundredth more, it is lost. That is
# typical. Near the critical rate a tiny change decides between working and nothing at all.
#
# What follows for practice, where nobody tells us c? Try rates that differ by factors, 0.001, 0.01, 0.1, and look at the cost after each step. If it falls slowly
# and evenly, take more. If it rises, take less. Half of the rate at which it starts to rise is a safe choice: by the table that is about 1/c, where nothing swings yet.

# %% [markdown] slideshow={"slide_type": "notes"}
# *Ask the class:* Why is 2/c and not 1/c the limit? Let somebody walk it on the floor: the lowest place is a chair, each step goes 1.9
# times the distance to it.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 6 What is promised, and what is not
#
# With a rate below the critical one the bowl brings every walker to its lowest place. Is that so on every curve? Let us take one that goes down without end, and has a
# single level place on its way.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.level_ground()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.walk().after(
    guess,
    "a flat place",
    start="just right",
)

# %% [markdown]
# The walk looks finished: it hardly moves, and the cost is a straight line. But x = 0 is no minimum. Press the next presets and ask each time what is missing. On *another valley* the walk ends at a local minimum, because it
# cannot see beyond the next hill. On *a plateau* there is a minimum, but hardly any slope that would lead to it. With *no minimum*, the logistic loss, it goes on for
# ever. At *a kink*, where |x| has no derivative, the steps never get shorter.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### It depends on the start
#
# On the curve with three valleys we start a thousand walkers at random places between −4 and 4, and look where they are after 200 steps. How many of them find the deepest valley?

# %%
x = np.random.default_rng(0).uniform(-4, 4, 1000)
for _ in range(200):
    x = x - 0.1 * (0.2 * (x - 1) + 2 * np.sin(2 * x))
places, walkers = np.unique(x.round(2), return_counts=True)
for place, number in zip(places, walkers, strict=True):
    print(f"{number} walkers end at {place:5.2f}")

# %% [markdown]
# The deepest valley is the one near 0, and it gets only 42 % of them. Each walker ends in the valley in whose slopes it happened to begin.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### The promise
#
# Gradient descent comes as close as we like to a global minimum, from every start, if **four conditions** hold:
#
# - the function is **smooth**: it has a slope everywhere, and the slope changes no faster than some curvature c allows;
# - it is **convex**: the straight line between any two points of its graph runs nowhere below it, so there is only one valley;
# - a minimum **exists**;
# - the rate is **small enough**, below 2/c for the largest curvature.
#
# The bowl has all four. |x| fails the first, three valleys the second, the logistic loss the third. On a smooth function without convexity, a small enough rate still takes the walk to lower and lower
# heights. If it comes to rest, then at a **stationary point**, a place with slope 0, and it may be of any kind.

# %% [markdown] slideshow={"slide_type": "subslide"}
# <details><summary>You may have read …</summary>
#
# - "Gradient descent is guaranteed to reach the minimum from anywhere." Only under the four conditions above. The logistic loss is convex and smooth, and there is
#   no minimum to be reached.
# - "With too high a rate the walk oscillates continuously." Between 1/c and 2/c it swings and converges, at 2/c it swings for ever, and above it grows.
# - "At a minimum the derivative is 0, so solve f′ = 0." That finds maxima and terraces as well, and for most costs it cannot be solved.
# - "The slope is negative for angles from 90°." From *above* 90°. A vertical line has no slope.
#
# </details>

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 7 Two numbers at once: the gradient
#
# A line through the origin promises no points to those who do not study. The students seem to get about 20 anyway, so let us add a number b and fit w·x + b. Now there are two
# directions to walk in. What is "the slope" of a landscape? Feel it in each direction by itself. The slope in w while b stays where it is is called the **partial
# derivative** ∂J/∂w, and the other one is ∂J/∂b. For
#
# $$J(w,b) = \frac{1}{2m}\sum_i\left(w x_i + b - y_i\right)^2$$
#
# the chain rule gives
#
# $$\frac{\partial J}{\partial w} = \frac1m\sum_i\left(w x_i + b - y_i\right)x_i \qquad \frac{\partial J}{\partial b} = \frac1m\sum_i\left(w x_i + b - y_i\right)$$
#
# In words, the slope in b is the mean error, and the slope in w is the mean of error times hours.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### All of them, and all at once
#
# The vector of all partial derivatives is the **gradient**. It points in the direction in which the landscape rises most steeply, so we walk against it. Write θ for the vector of all parameters, here w and b,
# then for each of its entries
#
# $$\theta_j := \theta_j - \alpha\,\frac{\partial J}{\partial\theta_j} \qquad\text{for all } j \text{ simultaneously}$$
#
# *Simultaneously* means that we feel all slopes at the place where we stand, and only then take the step. `dlcourse` has this cost under the name of mean squared error.
# It is the lectures' quadratic cost $\frac{1}{2n}\sum\lVert y-a\rVert^2$ with n for the number of examples and a for the prediction. A line is a network without any hidden layer:

# %%
network = dl.Network([dl.Dense(1, 1)], dl.MeanSquaredError())
X, Y = hours.reshape(1, 8), points.reshape(1, 8)  # columns are examples
J, (dw, db) = network.cost_and_gradient(np.zeros(2), X, Y)  # w = b = 0
print(f"J = {J:.1f}, slope in w {dw:.2f}, slope in b {db:.2f}")
assert np.allclose([dw, db], [-np.mean(points * hours), -np.mean(points)])

# %% [markdown]
# Both slopes are negative, so both numbers will rise. The slope in w is about five times as large.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### The line and the point
#
# In the next figure the left panel has the students and the line. The right panel has the landscape from above, as on a hiking map. A **contour** joins the places of equal height, and
# from one to the next the height grows by the same factor. The star is the lowest place. Each point (w, b) of the map is one line on the left.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.way_of_w()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.line_fit().after(
    guess,
    "a thousand steps",
    start="the start",
)

# %% [markdown]
# Move *steps* slowly from 0. In the first ten steps the walk crosses the valley and stops at its floor. On the left the line swings up to the points. The other 990 steps go along the
# floor, where b rises by 18 points and w falls from 11 to 7.7. Click anywhere on the map for another start: the walk always goes to the floor first, and then slowly along it. Why is
# the second part so slow? Section 8 is about that.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 2: one step, mended
#
# Somebody wrote this step of linear regression, and it even converges. But it is not gradient descent. One change mends it.


# %%
def line_step(w, b, x, y, learning_rate):
    """w and b after one step of gradient descent."""
    error = w * x + b - y
    w = w - learning_rate * np.mean(error * x)
    error = w * x + b - y
    b = b - learning_rate * np.mean(error)
    return w, b


# %%
exercises.line_step.check(line_step)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Any landscape, from any start
#
# The next figure has two landscapes without data, so that we know everything about them. The *bowl* ½(x² + ky²) has curvature 1 along x and k along y. The number k is its **elongation**. *Two
# valleys* has two minima, and between them a **saddle**: along x it is a minimum, along y a maximum, and its slope is 0. Start with *a round bowl*, then *a ravine*, *just below critical* and *just
# above*.

# %% slideshow={"slide_type": "subslide"}
explorers.contours()

# %% [markdown]
# In the round bowl the walk goes straight to the star. In the ravine it does not, because the gradient points to where it is *steepest*, and that is across and not along. Each direction has its
# own factor, 1 − α along x and 1 − αk along y, and both have to stay between −1 and 1. So the rule of section 5 becomes
#
# $$\text{converges for}\quad \alpha < \frac{2}{\lambda_{\max}}$$
#
# where $\lambda_{\max}$ is the largest curvature of all directions.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### On a saddle
#
# Press *onto the saddle*. The walk starts exactly on the ridge line y = 0, where the slope across is 0, and so it ends at the saddle and stays. Then press *beside the saddle*, where y is 0.1. It slows down near
# the saddle, as if it had arrived, and then finds a valley. Random starts are practically never on the ridge line, so saddles do not stop us. But they cost time, and in landscapes of many dimensions they are said to be far more
# common than bad local minima (notebook 09).

# %% [markdown] slideshow={"slide_type": "notes"}
# *Ask the class:* On the map, where is the line through the origin of section 1? (On the axis b = 0, at w = 11.4: the walk turns near it.)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 8 One rate for all
#
# Along the floor of the students' valley the walk took 990 steps. Why not take a larger α? Because the *other* direction forbids it. Let us look at the curvatures of the
# students' landscape. H holds its second derivatives, and numpy's `eigvalsh` gives what they amount to along the floor and across it, the smallest and the largest curvature of all directions (the eigenvalues of H):

# %%
H = np.array([[np.mean(hours**2), hours.mean()], [hours.mean(), 1]])
flat, steep = np.linalg.eigvalsh(H)
print(
    f"curvatures {flat:.2f} and {steep:.1f}, elongation {steep / flat:.0f}"
)
print(f"converges for α < {2 / steep:.4f}")

# %% [markdown]
# In the direction across the valley each step has to be below 2/26.3. With such an α, the factor along the floor is 1 − 0.076 · 0.2, so more than 98 % of the way are left after each step. How bad
# does it get as the elongation grows?

# %% slideshow={"slide_type": "subslide"}
guess = predictions.ten_times_as_long()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.one_rate().after(
    guess,
    "a hundred times",
    start="ten times as steep",
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Reading the two Vs
#
# The left panel shows for each α what one step leaves of the distance, along the floor and across. Each direction is a V that touches 0 at its own best rate. The grey band follows the worse of the two, and that is
# the pace of the whole walk. It is lowest where the two lines cross, at
#
# $$\alpha = \frac{2}{1+k}$$
#
# There a step leaves (k − 1)/(k + 1) of the distance in both directions. For k = 10 that is 82 %, for k = 100 it is 98 %, and only for k = 1 can one rate be right for both.

# %% [markdown]
# What can be done? We can change the *landscape*. Tick *hours less their mean* in the figure of the line. With the mean subtracted the elongation falls from 132 to 5, and a walk of 15 steps does what took a
# thousand. Notebook 06 makes a habit of this. Or we can change the *walk*, and give each direction a rate or a memory of its own, which is what notebook 09 is about.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 9 Who passes?
#
# So far we predicted a number. Often the question is yes or no: does a student pass? A line is a bad answer, because it goes below 0 and above 1. So we bend it. With z = w·x + b as the **score**, let
#
# $$a = \sigma(z) = \frac{1}{1+e^{-z}}$$
#
# be the probability of passing. σ is the **sigmoid**: it is ½ at z = 0 and tends to 0 on the left and to 1 on the right. This model is **logistic regression**. If y is 1 for those who passed and 0 for the others, its loss for one student is
# the negative logarithm of the probability that it gave to what happened:
#
# $$\text{for } y=1:\; -\log a = \log\left(1+e^{-z}\right) \qquad \text{for } y=0:\; -\log(1-a) = \log\left(1+e^{z}\right)$$
#
# Here is the logistic loss of section 3. Who was sure and wrong pays most.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Its slope is an error again
#
# Both cases fit into one formula, $\log(1+e^z) - yz$. (Check it for y = 1: $\log(1+e^z) - \log e^z = \log(1+e^{-z})$.) Its derivative by z takes one line, because $e^z/(1+e^z)$ is σ(z):
#
# $$\frac{d}{dz}\left[\log\left(1+e^{z}\right) - yz\right] = \frac{e^z}{1+e^z} - y = a - y$$
#
# This is prediction less truth, just as with the line. The cost J is the mean of the losses. From here the chain rule leads to w and b as before, and that is exercise 3.
#
# In the next figure students who passed are triangles at 1, the others circles at 0, and the curve is a. The dotted line is where it says one half. In the calculation x is hours less their mean, for the reason that section 8 gave.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.after_two_thousand()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.logistic_fit().after(
    guess,
    "two thousand steps",
    start="twenty steps",
)

# %% [markdown]
# The map on the right has no star, because there is no lowest place. The valley goes down for ever towards large w and b. Such data are called **separable**, because one boundary gets them all right. Now press *a
# minimum*, where in another class somebody passed after 3 hours and somebody failed after 4. There being too sure is punished, and w settles at 1.26. In practice one stops early or puts a price on large weights, which is notebook 04.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 3: train it yourself
#
# Now with several features. `X` has one column per student, shape (n_x, m), `Y` has the labels, shape (1, m), `W` is (1, n_x) and `b` is (1, 1), and all scores at once are
# `Z = W @ X + b`. Return ∂J/∂W and ∂J/∂b in the shapes of `W` and `b`. The check compares values first. Then it lets your function find the boundary between two clouds, with eight seeds: the mean error on new points has to
# be at most 6 %.


# %%
def logistic_gradient(W, b, X, Y):
    """The gradient of the mean logistic loss: dW, db."""
    return ...


# %%
exercises.logistic_gradient.check(logistic_gradient)

# %% [markdown] slideshow={"slide_type": "notes"}
# *Ask the class:* Somebody stops after 20 steps, somebody else after 2,000. Whose curve would you rather use for a ninth student with 3½ hours, and why?

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 10 Lower the rate on the way
#
# At the kink of |x| in section 6 the walk never came to rest, because every step was as long as the one before. A smaller α would have swung less, but it would have taken longer to get there. Could we have both, long steps first and short ones later? Then α is a
# **schedule**, a rate for each step. With i for the number of steps so far, two usual ones are
#
# $$\alpha_i = \frac{\alpha_0}{1+d\,i} \qquad\text{and}\qquad \alpha_i = q^{\,i}\,\alpha_0$$
#
# The first divides by a number that grows evenly, the second multiplies by the same q < 1 each time. In the next figure the left panel shows x after each step, the right one the rate.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.halved_each_time()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.lowered_rate().after(
    guess,
    "lowered too fast",
)

# %% [markdown]
# Now press *lowered*. The rates α₀/(1 + 0.1 i) get small as well, but their sum grows without limit, so the walk can reach every place and still settles. With *too large at first* you see the other use of a schedule. On the bowl α₀ = 3 is above the critical
# rate 2, so the walk runs away until α has fallen below 2, and then it comes back.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### What makes it hard
#
# | challenge | what you see | what helps | where |
# |---|---|---|---|
# | choosing the rate | it crawls, or J rises | try factors of ten, look at J | section 5 |
# | one rate for all parameters | fast at first, then hardly any progress | scale the features; a rate for each parameter | 06, 09 |
# | ravines | from wall to wall | momentum | 08, 09 |
# | local minima, saddles, plateaus | it stops where it should not | other starts; noise; momentum | 07, 09 |
# | noise in the slope (J from a part of the data) | it never comes to rest | lower the rate | 07, 09 |
# | no minimum | weights grow and grow | stop early; a price on weights | 04 |

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 4: a rate, chosen by measurement
#
# Logistic regression on two features, the second of which is spread five times as widely, and twenty steps only. With α = 0.5 about a tenth of the answers on 1,000 new points is wrong. Is there a better rate? One run says
# little, because the data are drawn at random. So compare in pairs: the same ten seeds with your rate and with 0.5. The check runs both, and gives the mean difference with its 95 % interval. If the interval leaves 0
# out, the difference is more than luck. (Notebook 04 explains such intervals.) Return `(α, seeds), (0.5, seeds)`.


# %%
def choose_rate():
    """Your rate and 0.5, each with its seeds."""
    return ...


# %%
exercises.choose_rate.check(choose_rate)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## Where conventions differ
#
# | here | elsewhere | to convert |
# |---|---|---|
# | learning rate α | η, ε, v, γ, "step size", `lr` | the same number |
# | $\frac{1}{2m}\sum(a-y)^2$ | $\frac1m\sum(a-y)^2$, the mean squared error of libraries | their J is twice ours, their α half |
# | $\frac{1}{2m}\sum(a-y)^2$ | $\frac12\sum(a-y)^2$, no mean | their α is ours / m |
# | m examples in columns, X (n_x, m) | n examples in rows | transpose |
# | labels 0 and 1 | labels −1 and 1, loss $\log(1+e^{-yz})$ | y′ = 2y − 1 |
# | "gradient descent" uses all examples in each step | "SGD" in libraries is only the step; which examples it sees is up to you | notebook 07 |

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### In the libraries you will use
#
# PyTorch works out the gradient itself. Its `mse_loss` has no ½, so we halve it:
#
# ```python
# # PyTorch: a step of the line
# w, b = torch.zeros(1, requires_grad=True), torch.zeros(1, requires_grad=True)
# descent = torch.optim.SGD([w, b], lr=0.02)
# loss = torch.nn.functional.mse_loss(w * x + b, y) / 2
# loss.backward()
# descent.step()
# ```
#
# A schedule wraps the optimizer, and its own step comes after the optimizer's:
#
# ```python
# # PyTorch: a rate that is lowered
# w = torch.tensor([3.2], requires_grad=True)
# descent = torch.optim.SGD([w], lr=0.5)
# lower = torch.optim.lr_scheduler.LambdaLR(descent, lambda i: 1 / (1 + 0.1 * i))
# for i in range(100):
#     descent.zero_grad()
#     w.abs().sum().backward()
#     descent.step()
#     lower.step()
# ```

# %% [markdown] slideshow={"slide_type": "subslide"}
# Keras compiles the rate into the model. Its mean squared error has no ½ either, so the rate is halved:
#
# ```python
# # Keras: a step of the line
# model = keras.Sequential([keras.layers.Dense(1, kernel_initializer="zeros")])
# model.compile(keras.optimizers.SGD(learning_rate=0.02 / 2), "mse")
# model.fit(x, y, batch_size=8, epochs=1, verbose=0)
# kernel, bias = model.get_weights()
# ```
#
# scikit-learn does not walk for a line. The squared error is the rare cost whose equation can be solved. Logistic regression it minimizes by a better walk than ours, with a price on the weights
# unless C, one over that price, is infinite:
#
# ```python
# # scikit-learn: line and logistic curve
# from sklearn.linear_model import LinearRegression, LogisticRegression
# line = LinearRegression().fit(x, y)
# curve = LogisticRegression(C=np.inf, tol=1e-8).fit(x, passed)
# ```

# %% [markdown] slideshow={"slide_type": "slide"}
# ## Where it stands today
#
# The idea is from Cauchy, who proposed it in 1847 with the orbits of heavenly bodies in mind. Today every network is trained by a descendant of it, with the slope from a few examples at a time (notebook 07) and with a memory and a rate for
# each parameter (notebook 09). The learning rate is still the first thing to tune.
#
# - Augustin Cauchy, *Méthode générale pour la résolution des systèmes d'équations simultanées*, 1847: three pages, with the formula of section 4.
# - Yann Dauphin and others, *Identifying and attacking the saddle point problem in high-dimensional non-convex optimization*, 2014: why saddles and not local minima are what slows training down.
# - Jeremy Cohen and others, *Gradient Descent on Neural Networks Typically Occurs at the Edge of Stability*, 2021: trained with all examples and a constant α, networks move to places where the largest curvature is about 2/α, the critical
#   value of section 5, and stay there.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## Test yourself
#
# Open the answer that you would give. Every wrong one has its own explanation.

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 1.** You train with α = 0.1, and the cost after the first steps is 3.1, 2.9, 3.4, 4.9, 9.2. What do you try first?
#
# <details><summary>More steps: it has not arrived yet.</summary>
#
# ✗ No. It is getting farther away, and each step makes it worse.
#
# </details>
# <details><summary>α = 0.03.</summary>
#
# ✓ Right. A cost that rises more and more is the sign of a rate above the critical one.
#
# </details>
# <details><summary>α = 0.3.</summary>
#
# ✗ No. The steps lead past the valley already; longer ones lead farther past it.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 2.** On f(x) = 3x², for which rates does gradient descent converge?
#
# <details><summary>α < 1/3</summary>
#
# ✓ Right. The slope is 6x, so the curvature is 6, and 2/6 = 1/3.
#
# </details>
# <details><summary>α < 2</summary>
#
# ✗ No. That is right for ½x², whose curvature is 1. This bowl is steeper.
#
# </details>
# <details><summary>α < 2/3</summary>
#
# ✗ No. 3 is the factor before x², but the curvature is the second derivative, and that is 6.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 3.** Two colleagues train the same network from different random starts, with the same data and rate. Their costs end at 0.20 and 0.31, and both have stopped falling. Who has made a mistake?
#
# <details><summary>The second: gradient descent finds the minimum.</summary>
#
# ✗ No. It promises that for convex costs only, and a network's cost is not convex.
#
# </details>
# <details><summary>Both: the slope is 0 at the global minimum only.</summary>
#
# ✗ No. It is 0 at local minima and saddles, too, and nearly 0 on plateaus.
#
# </details>
# <details><summary>Perhaps nobody: they may have ended in different valleys.</summary>
#
# ✓ Right. Each walk goes down from where it began. A third start may be better than both.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 4.** A test computes a slope by a nudge of $10^{-14}$ and finds that it differs from your derivative in the third digit. What do you conclude?
#
# <details><summary>Your derivative is wrong.</summary>
#
# ✗ No. A nudge that small cannot tell you: round-off alone takes away most of the digits.
#
# </details>
# <details><summary>Nothing yet. You repeat it with a nudge of about $10^{-8}$.</summary>
#
# ✓ Right. There the two errors are both small, and six digits should agree.
#
# </details>
# <details><summary>Both are right, since a limit is never reached.</summary>
#
# ✗ No. Two right values agree in more than two digits, if they are measured well.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 5.** You predict rents from the size in square metres, about 80, and the number of rooms, about 3. Which of these will speed up gradient descent most?
#
# <details><summary>A larger α.</summary>
#
# ✗ No. The curvature that belongs to square metres is large and does not allow one.
#
# </details>
# <details><summary>More random starts.</summary>
#
# ✗ No. The cost of a line is convex, so every start leads to the same place, and each of them slowly.
#
# </details>
# <details><summary>Both features with mean 0 and the same spread.</summary>
#
# ✓ Right. That makes the ravine rounder, and one rate can be right for all parameters.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 6.** The slope has been below 0.0001 for a hundred steps. Which of these can you *not* conclude?
#
# <details><summary>That a step moves the parameters by less than 0.0001 α.</summary>
#
# ✗ You can: the step is α times the slope.
#
# </details>
# <details><summary>That the walk is close to a minimum.</summary>
#
# ✓ Right, this does not follow. It may be a plateau, a saddle, or the slope of a function that has no minimum.
#
# </details>
# <details><summary>That the ground is nearly level here.</summary>
#
# ✗ You can: that is what a slope near 0 means.
#
# </details>

# %% [markdown] slideshow={"slide_type": "slide"}
# ## What to remember
#
# - **Slope:** rise per nudge, Δy/Δx for a small nudge. Too small a nudge drowns in round-off.
# - **Slope 0** is necessary for a minimum, not sufficient. The signs on both sides decide.
# - **Gradient descent:** $\theta_j := \theta_j - \alpha\,\partial J/\partial\theta_j$, all j at the same time.
# - **Each step multiplies** the distance in a direction of curvature c by 1 − αc: creeps, swings, diverges. It converges for α < 2/c.
# - **In many directions** the largest curvature limits α, and the smallest then sets the pace: one rate for all is slow in a ravine.
# - **The promise** needs smooth, convex, a minimum that exists, and a small enough rate. Else it ends at some level place, which depends on the start.
# - **A lowered rate** lets the walk settle, if it is not lowered so fast that the walk stops on its way.
