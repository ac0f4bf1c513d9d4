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
# - say what a slope is, and measure it by a nudge,
# - write gradient descent for one number, and for many,
# - tell from a walk whether its learning rate is too small, right or too large, and compute where too large begins,
# - say what gradient descent promises, and under which conditions,
# - fit a line and a logistic curve with it, and say why one rate for all numbers is a problem.
#
# **Time:** about 150 minutes with the exercises, best in two sittings: sections 1 to 6, then 7 to 11.

# %% [markdown]
# **What we take for granted.** School calculus (the derivative of x² is 2x, the chain rule), vectors, and Python with
# numpy arrays. You need to know nothing about neural networks.

# %% [markdown] slideshow={"slide_type": "notes"}
# *For the instructor.* 55 minutes for the explorers alone. Let somebody close their eyes in front of the class and
# find the lowest place of the room by their feet: what do they ask for, what can they not know?
# The predictions that divide a class are the sketch of the digits (section 2), α = 0.1 against 1.9 (section 5), the level
# place of x³ (section 6), and the sketch of w (section 7).

# %% [markdown]
# **How to work.** Choose *Run → Run All Cells* once. Then read from the top. Answer a prediction before you go on, then
# move the sliders and say in your own words what you saw. Arrow keys move a slider that has the focus. In many figures you can
# click or drag with the mouse, and their titles say so. Some figures move by themselves after your answer. Grey dotted lines then show where they began. **Pin** keeps what you see as a dotted ghost to compare with, and
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
# errors, so that their sign does not matter and large ones count most, and take half of their mean over the m = 8 students:
#
# $$J(w) = \frac{1}{2m}\sum_{i=1}^{m}\left(w x_i - y_i\right)^2$$
#
# This J is a **cost**: it says how bad a choice of w is. (This one is called the quadratic cost. Why half? It will make the slope look simpler, and it changes nothing
# about which w is best.) In the next figure the left panel has the students and the line, with the errors dotted. The right panel has the cost of every w. Move w.

# %% slideshow={"slide_type": "subslide"}
explorers.one_weight()

# %% [markdown]
# The curve on the right is a landscape: each w is a place, and J is the height there. We look for its lowest place, and with the whole curve before our eyes that is easy. A computer
# can do the same. It tries two thousand values of w and keeps the best.

# %% slideshow={"slide_type": "subslide"}
tries = np.arange(0, 20, 0.01)
J = np.mean((np.outer(tries, hours) - points) ** 2, axis=1) / 2
best = J.argmin()
print(
    f"{tries.size} tries: least J = {J[best]:.1f} at w = {tries[best]:.2f}"
)

# %% [markdown]
# About 11.4 points an hour, and it took no time at all. So why does anybody need a cleverer way? Because here only one number had to be found. Somebody
# who does not study at all may get some points, too, so a better line is w·x + b, with two numbers. And a small model that reads handwritten
# digits computes ten scores, one for each digit, and every score needs one number for each of 64 pixels and one more. That makes 650 numbers. How many tries is that, with 2,000 values for each?

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
# again. That is the whole idea of this notebook, and nearly everything that is called "learning" in deep learning is done with it. At the end, in section 11, we shall look for
# good ones among those 650 numbers.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 2 What the feet feel: the slope
#
# To feel how the ground falls, we shift a foot a little and note how much higher or lower it stands. Take something simpler than J first, the straight path f(x) = 3x,
# and shift from x by 0.001:

# %%
for x in (2, 5):
    print(
        f"from f({x}) = {3 * x} to f({x + 0.001}) = {3 * (x + 0.001):.3f}"
    )

# %% [markdown]
# At 2 and at 5 the height grows by 0.003, which is three times the nudge. This ratio, the change in height Δy divided by the change in place Δx, is the
# **slope**. On a straight path it is the same everywhere. On a curve it is not, and it depends on the nudge, too: at x = 5 the curve x²
# rises from 25 to 36 if we go on by 1, but from 25 to 26.01 if we go on by 0.1. The ratios are 11 and 10.1. As the nudge h gets smaller, the ratio
# comes nearer and nearer to 10, and this limit is what we call the slope *at* the point, the derivative:
#
# $$f'(x) = \lim_{h\to 0}\frac{f(x+h)-f(x)}{h}$$

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Which way is up?
#
# Draw the line through both points. If θ is its angle to the horizontal, then Δy/Δx = tan θ. We shall need its sign, because the sign says which way is up.
#
# | angle | slope tan θ | going to the right |
# |---|---|---|
# | 0° < θ < 90° | positive | uphill |
# | θ = 0° | 0 | level |
# | 90° < θ < 180° | negative | downhill |

# %% [markdown]
# How small should the nudge be? The walker wants a slope that can be trusted. The next figure shows a curve with two points on it, at x and x + h, and the line through them. The half circle has its angle. (Read it there and not on the left, where the two axes have different scales.) The panel below counts how many digits of Δy/Δx are right, for nudges from 1 down to $10^{-12}$. The black dot is the nudge at hand.

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
# From left to right in the lower panel, each time that h is divided by ten one more digit is right, because the two points come nearer together. Then
# at about $10^{-8}$ it turns round. What is going on? With $h = 10^{-12}$ the computer has to write f(x + h) as
# 25.00000000001. Of its sixteen digits, the first twelve are a 25 and zeros. Subtract 25, and only four right digits of the
# difference are left: it comes out as 1.00009 · 10⁻¹¹. This is called **round-off**. On the straight path 3x no nudge is too large, so there we see it alone:

# %%
for h in (1e-3, 1e-8, 1e-10, 1e-12):
    print(f"h = {h:.0e}: slope {(3 * (2 + h) - 3 * 2) / h:.8f}")

# %% [markdown]
# So a nudge of about $10^{-8}$ is a good one, and it gives seven or eight digits. Notebook 02 finds mistakes with such slopes, and does better still with a nudge to both sides. For walking we take the derivative from the rules of calculus
# wherever we can, because it is exact.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 3 Is the lowest place where the slope is 0?
#
# Now that we have the slope, school has a recipe without any walking. At the lowest place the ground is level, so set f′(x) = 0 and
# solve. For the eight students this works. By the chain rule the slope of their cost is
#
# $$J'(w) = \frac1m\sum_i\left(w x_i - y_i\right)x_i$$
#
# and it is 0 for $w = \sum x_i y_i / \sum x_i^2$:

# %%
print(f"w = {np.sum(hours * points) / np.sum(hours**2):.2f}")

# %% [markdown] slideshow={"slide_type": "subslide"}
# The same 11.37, without a single try. So why walk? There are two things to check. Does a slope of 0 mean that we are at a lowest place? And can the equation be solved?
#
# Four words first. A **minimum** is a place from which the curve rises on both sides, and a **maximum** one from which it falls on both sides. If no place of the
# whole curve is lower, the minimum is a **global** one, else it is **local**.
#
# The next figure shows a curve and below it its slope. Both are orange where the curve rises and dashed blue where it falls.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.three_flats()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.slope_signs().after(
    guess,
    "three level places",
)

# %% [markdown]
# The lower panel tells the three kinds apart. Where the slope crosses 0 from below there is a minimum, and where it crosses from above there is a maximum. Where
# it only touches 0, on what we shall call a **terrace** (elsewhere an inflection point with a level tangent), the curve goes on as before. So at a minimum the slope is 0, if there is a slope at all. But a slope of 0 does not make a minimum: it is *necessary*, and not *sufficient*. Press the other presets: a curve may
# have one minimum, several or none.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Can the equation be solved?
#
# Here is a function that is used all the time in machine learning, the **logistic loss**. (Section 9 says where it comes from.) With a constant s, its slope is by the chain rule (log is the natural logarithm, here and in the whole course)
#
# $$f(x) = \log\left(1+e^{sx}\right) \qquad f'(x) = \frac{s\,e^{sx}}{1+e^{sx}}$$
#
# Set this to 0. A fraction is 0 only if its numerator is, and $e^{sx}$ is never 0. So for s ≠ 0 this equation is not just hard to solve: it has
# **no solution at all**. Let us see, for s = 1, what happens on the way down to the left. (In numpy `log1p(u)` is log(1 + u), and it keeps its digits when u is small.)

# %%
for x in (0, -5, -10, -15):
    f, slope = np.log1p(np.exp(x)), np.exp(x) / (1 + np.exp(x))
    print(f"x = {x:3d}: height {f:.7f}, slope {slope:.7f}")

# %% [markdown]
# The height tends to 0 and never gets there. There is no lowest place, because there is always a lower one.

# %% [markdown] slideshow={"slide_type": "subslide"}
# Add a second term that rises to the left, and there is a minimum:
#
# $$f(x) = \log\left(1+e^{x}\right)+\log\left(1+e^{-2x}\right) \qquad f'(x) = \frac{e^x}{1+e^x}-\frac{2e^{-2x}}{1+e^{-2x}}$$
#
# To solve f′(x) = 0, write u for $e^x$. Then the slope is $\frac{u}{1+u}-\frac{2}{u^2+1}$, and it is 0 where $u^3-u-2=0$. Two terms have
# led to a cubic equation already. A data set has one term for each example, and in general the degree grows with their number. There are formulas for the solutions up to degree four, and beyond it none that holds in general.

# %% [markdown]
# A computer can still search for the solution of one equation in one unknown. But for the digits we would have 650 equations, and all 650 unknowns would
# stand in each of them. The squared error of a line is a lucky case. For nearly every other cost that we care about nobody knows how to solve the equations, and so we walk.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 4 The walk
#
# Where to? If the slope is positive, the ground rises to the right, so we go to the left. If it is negative, we go to the right. And how far? On steep
# ground a long step pays, while on nearly level ground we may be close to the bottom and should take care. One formula does both. We subtract the slope, times a
# number α:
#
# $$x_t = x_{t-1} - \alpha\,f'(x_{t-1})$$
#
# In words, the place after step t is the last place minus α times the slope there. This is **gradient descent**. The factor α is the **learning rate**, and we
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
# The first step was 6 long, from −4 to 2. The next goes from 2 to −1, and so on. On the right the heights lie on those for α = 0.5, and that is no accident, as section 5 shows. Now move α slowly from one end to the other, or press *crawls*, *just
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
# Your walker drives the next figure: as soon as `descend` returns something, its heights appear beside ours. Run the cell below again after you have changed it.

# %% slideshow={"slide_type": "subslide"}
explorers.walk(yours=descend)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 5 How long a step?
#
# On ½x² the rate 0.5 was fine, and 2.5 (the preset *diverges*) was not. We could go on trying. But this curve is so simple that we can work out where the limit is. That is worth the trouble, because many a curve looks like
# such a bowl close to its minimum. The question is what one step makes of x. The
# figure does it for ½cx², whose slope is cx. The number c, called the curvature of the bowl, is 1 at first.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.tenth_or_nineteen()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.four_regimes().after(
    guess,
    "swings and converges",
    start="from one side",
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### One factor decides
#
# The black walk has the rate 1.9, and the grey dotted curve is the walk with the rate 0.1. One swings and the other does not, but after each step both have the same distance to 0. To see why, let us compute a step.
# We do it for ½cx², which has the slope cx. The number c is the **curvature**, the second derivative, and it says how quickly the slope
# changes. Put the slope into the formula of the walk:
#
# $$x_t = x_{t-1} - \alpha c\,x_{t-1} = (1-\alpha c)\,x_{t-1}$$
#
# So every step multiplies x, the distance from the lowest place at 0, by the same factor 1 − αc. Everything that can happen follows from this factor:
#
# | rate | factor 1 − αc | the walk |
# |---|---|---|
# | 0 < α < 1/c | between 0 and 1 | comes nearer from one side |
# | α = 1/c | 0 | arrives in one step |
# | 1/c < α < 2/c | between −1 and 0 | swings from side to side, and converges |
# | α = 2/c | −1 | swings for ever |
# | α > 2/c | below −1 | diverges |

# %% [markdown]
# The rate **2/c is the critical one**: below it the walk converges, above it it runs away. In the figure the axis is αc, so the limit stands at 2. Choose another c, and read the critical rate below the figure: the steeper the bowl, the smaller it is. (So you know now why in section 4 the heights for 0.5 and for 1.5 were the same: the factors are 0.5 and −0.5.)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### The students' critical rate
#
# Back to the eight students. Section 3 had the slope of J(w). (The ½ of the cost had met the 2 of the square, and both were gone.) Once more the derivative, and we have the curvature:
#
# $$J''(w) = \frac1m\sum_i x_i^2$$
#
# It is the mean of the squared hours, the same for every w. So J is a bowl, too, with its lowest place at 11.37 instead of 0, and each step multiplies the *distance* to 11.37 by 1 − αc. Does that hold? We
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
# With 0.078 it ends at 11.37. With 0.079 it is lost. Near the critical rate a tiny change decides between all and nothing. (When your `descend` is ready, try it on J. In a new cell, write `descend(lambda w: np.mean((w * hours - points) * hours), 0, 0.05, 20)`.)
#
# What follows for practice, where nobody tells us c? Try rates that differ by a factor of about three, 0.001, 0.003, 0.01 and so on, and look at the cost after each step. If it falls slowly
# and evenly, take a larger rate. If it rises, take a smaller one. Find the largest rate of your list at which the cost falls at every step, and begin with the next smaller one, because just below the limit a walk spends its steps on swinging.

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
    "a terrace",
    start="above the terrace",
)

# %% [markdown]
# The walk looks finished, because it hardly moves and the height on the right is flat. (Take 200 steps instead of 20, and it is at 0.016, still on the right.) But x = 0 is a terrace and no minimum. Three more of the figure's presets end badly. With *a plateau* there is a minimum, but hardly any slope
# that would lead to it. With *no minimum*, the logistic loss, it goes on for ever. At *a kink*, where |x| has no derivative, the steps never get shorter. And then there is the case of several valleys:

# %% slideshow={"slide_type": "subslide"}
explorers.walk().set(
    curve="three valleys", start=-3.5, alpha=0.1, steps=50
)

# %% [markdown]
# The walk has come to the floor of its valley, and it cannot see beyond the next hill that there is a deeper one.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### It depends on the start
#
# On this curve, $f(x) = 0.1\,(x-1)^2+1-\cos 2x$, we start a thousand walkers at random places between −4 and 4, and look where they are after 200 steps. How many of them find the deepest valley?

# %%
x = np.random.default_rng(0).uniform(-4, 4, 1000)
for _ in range(200):
    x = x - 0.1 * (0.2 * (x - 1) + 2 * np.sin(2 * x))
places, walkers = np.unique(x.round(2), return_counts=True)
for place, number in zip(places, walkers, strict=True):
    print(f"{number} walkers end at {place:5.2f}")

# %% [markdown]
# The deepest valley, the one near 0, gets only 42 % of them. Each walker ends in the valley on whose slopes it happened to begin.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### The promise
#
# Gradient descent comes as close as we like to a global minimum, from every start, if **four conditions** hold:
#
# - the function is **smooth**: it has a slope everywhere, and its curvature is nowhere larger than some number c;
# - it is **convex**: the straight line between any two points of its graph runs nowhere below it, so there is only one valley;
# - a minimum **exists**;
# - the rate is **small enough**, below 2/c.
#
# |x| is not smooth. The three valleys and the plateau are not convex. The logistic loss has no minimum. And x³ breaks the first three: its curvature 6x has no bound, it is not convex, and it has no minimum. On the bowl all is well, as long as the rate is.
#
# What is left without convexity? On a smooth function a small enough rate still takes the walk to lower and lower heights. If it comes to rest, it does so where the slope is 0. Such a place is called a **stationary point**, and it may be of any kind.

# %% [markdown] slideshow={"slide_type": "subslide"}
# <details><summary>You may have read …</summary>
#
# - "Gradient descent is guaranteed to reach the minimum from anywhere." Only under the four conditions above. The logistic loss is convex and smooth, and there is
#   no minimum to be reached.
# - "With too high a rate the walk oscillates continuously." Between 1/c and 2/c it swings and converges, at 2/c it swings for ever, and above 2/c the swings grow.
# - "At a minimum the derivative is 0, so solve f′ = 0." That finds maxima and terraces as well, and for most costs it cannot be solved.
#
# </details>

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 7 Two numbers at once: the gradient
#
# A line through the origin promises no points to those who do not study. The students seem to get about 20 anyway, so let us add a number b and fit w·x + b. Now there are two
# directions to walk in. (The numbers that are to be found, here w and b, are called **parameters**.) What is "the slope" of a landscape? Feel it in each direction by itself. The slope in w while b stays where it is is called the **partial
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
# The vector of all partial derivatives is the **gradient**. Take a small step (p, q). J changes by about $\frac{\partial J}{\partial w}p + \frac{\partial J}{\partial b}q$, and that is the dot product of
# gradient and step. Among all steps of one length, a dot product is largest for the one that points the same way. So the gradient points in the direction in which the landscape rises most steeply, and we walk against it:
#
# $$\theta_j := \theta_j - \alpha\,\frac{\partial J}{\partial\theta_j} \qquad\text{for all } j \text{ simultaneously}$$
#
# From here on θ is no angle any more but the vector of all parameters, here (w, b), $\theta_j$ is one of them, and := says that the new value takes the place of the old one. *Simultaneously* means that we feel all slopes at the place where we stand, and only then take the step. At w = b = 0:

# %%
errors = 0 * hours + 0 - points
dw, db = np.mean(errors * hours), np.mean(errors)
print(f"slope in w {dw:.1f}, slope in b {db:.1f}")

# %% [markdown]
# Both slopes are negative, so both numbers will rise. The slope in w is about five times as large.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### The line and the point
#
# In the next figure the left panel has the students and the line. The middle one has the landscape from above, as on a hiking map. A **contour** joins the places of equal height, the paler the lower, and
# from one to the next the height grows by the same factor. The star is the lowest place. Each point (w, b) of the map is one line on the left. The right panel follows w alone.

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
# Move *steps* slowly from 0. In the first ten steps the walk goes down the side of the valley to its floor, and on the left the line swings up to the points. All later steps go along the
# floor, where b rises by 18 points and w falls from 11 to 7.7. Click anywhere on the map for another start. The walk always goes to the floor first, and then slowly along it. Why is
# the second part so slow? Section 8 is about that.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 2: one step, mended
#
# Fitting a line is called linear regression. Somebody wrote this step of it, and the walk does arrive. But it is not gradient descent. Its path depends on which parameter is written first, and with thousands of them all errors would have to be worked out anew for each. One change mends it.


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
# ### A ravine
#
# The students' landscape is long and narrow. Let us call such a valley a **ravine**, and look at one that we know everything about, $\frac12(x^2+ky^2)$. It has the curvature 1 along x and k along y. The largest curvature over the smallest, here k, we call the **elongation**. (On the map the contours are √k times as long as wide.) The next figure shows k = 10, with a rate just below 2/10. Its right
# panel has J after each step.

# %% slideshow={"slide_type": "subslide"}
explorers.contours()

# %% [markdown]
# The walk goes from wall to wall. It does not head for the star, because the gradient points to where the ground is *steepest*, and that is across and not along. Each direction has its
# own factor, 1 − α along x and 1 − αk along y, and both have to stay between −1 and 1. So the rule of section 5 becomes
#
# $$\text{converges for}\quad \alpha < \frac{2}{\lambda_{\max}}$$
#
# where $\lambda_{\max}$ is the largest curvature of all directions, here k. Press *just above*, where α = 0.21, then *a ravine* and *a round bowl*.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### A saddle
#
# With two parameters there is a new kind of place with slope 0. On a **saddle** one direction has a minimum and another one a maximum, as where a path crosses a ridge between two mountains.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.beside_the_saddle()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.contours().after(
    guess,
    "beside the saddle",
    start="onto the saddle",
)

# %% [markdown]
# On the right the cost first falls to ¼, the height of the saddle, and hardly changes there for some steps, as if the walk had arrived. Then it falls again. A random start is practically never on the one line that leads into a saddle, so saddles do
# not stop us. But they cost time, and in landscapes of many dimensions there is reason to think that they are far more common than bad local minima (see the second paper at the end).

# %% [markdown] slideshow={"slide_type": "notes"}
# *Ask the class:* On the map of the line, where is the best line through the origin of section 1? (On the axis b = 0, at w = 11.4: the walk turns near it.)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 8 One rate for all
#
# Along the floor of the students' ravine the walk needed nearly a thousand steps. Why not take a much larger α? Because the *other* direction forbids it. Let us measure the curvature of their landscape in every direction.
# Walk from (w, b) in the direction (p, q), whose length is 1, and let t be how far you have come. Then w has become w + tp, b has become b + tq, and the error $e_i$ of student i has become $e_i + t\,(p x_i + q)$. So
#
# $$J = \frac{1}{2m}\sum_i\big(e_i + t\,(p x_i + q)\big)^2 \qquad \frac{d^2J}{dt^2} = \frac1m\sum_i\left(p x_i + q\right)^2$$
#
# The second derivative by t is the curvature in this direction: the mean of $(p x_i + q)^2$, the same at every place. For the direction (1, 0) it is the mean of $x_i^2$, as in section 5. We try directions all round:

# %%
angle = np.linspace(0, np.pi, 10_001)[:, np.newaxis]
steps = np.cos(angle) * hours + np.sin(angle)  # p x + q, a row for each
curvature = np.mean(steps**2, axis=1)
flat, steep = curvature.min(), curvature.max()
print(f"from {flat:.2f} to {steep:.1f}, elongation {steep / flat:.0f}")
print(f"converges for α < {2 / steep:.4f}")

# %% [markdown]
# (For those who know eigenvalues, these are the two of the matrix of second derivatives.) With the elongation 132 it is a ravine indeed. Even with α near the limit of 0.076, a step multiplies the distance along the floor by 1 − 0.076 · 0.2, so that 98.5 % of it is left. What does
# elongation cost?

# %% slideshow={"slide_type": "subslide"}
guess = predictions.ten_times_as_long()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.one_rate().after(
    guess,
    "100 across",
    start="10 across",
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Why no rate is good for both
#
# The left panel shows for each α what one step leaves of the distance, along the floor and across. Each direction has its own best rate, where it touches 0: α = 1 along the floor and α = 1/k across. Above α = 2/k, in the red part, the walk
# diverges. The black star is the best rate, and the grey dotted curve on the right the ravine of before, with its best rate. The grey band follows the worse of the two, and that is the pace of the whole walk. It is lowest where the two lines cross (press *10 across*, where the dip is easily seen), at
#
# $$\alpha = \frac{2}{1+k}$$
#
# There a step leaves (k − 1)/(k + 1) of the distance in both directions. For k = 10 that is 82 %, for k = 100 it is 98 %, so that the dip can hardly be seen above. The best rate along the floor lies far inside the red part, and that is the whole trouble.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Two ways out
#
# We can change the *landscape*. In the figure of the line, press the preset *hours minus their mean*. It subtracts the mean 4.5 from the hours and takes α = 0.3, and 15 steps do nearly what took a thousand. In (p x + q)² the term 2pqx, which ties the two directions
# together, has the mean 0 now. What is left lies between 1 (along b) and 5.25 (along w), so the elongation has fallen from 132 to 5.
#
# Often more than one thing is known of each student, say the hours of study and the hours of sleep. Then each has a w of its own, and the curvature along this w is the mean of its squares. If one of the two is spread five times as widely as the other, both with mean 0, its squares are 25 times as large, and so is its curvature. That
# makes a ravine again. So before the walk one brings everything that is measured to mean 0 and to the same spread. Notebook 06 makes a habit of this.
#
# Or we can change the *walk*, and give each direction a rate or a memory of its own. Notebook 09 is about that.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 9 Who passes?
#
# Both landscapes of the students were bowls, and for them there is the recipe of section 3, which needs no walk. Now we come to a question for which there is none. So far we predicted a number, but often the answer is yes or no. Does a student pass, with 47 points or more? We should like to have the probability of it. A line is a bad answer, because it goes below 0 and above 1. So we bend it. With z = w·x + b as the **score**, let
#
# $$a = \sigma(z) = \frac{1}{1+e^{-z}}$$
#
# be the probability of passing. σ is the **sigmoid**: it is ½ at z = 0 and tends to 0 on the left and to 1 on the right. This model is **logistic regression**. Let the **label** y be 1 for those who passed and 0 for the others.
#
# How should we count an error now? Not by its square, for the following reason. Where the model is sure, σ is nearly flat, so a nudge of w hardly changes a, nor (a − y)², which is never more than 1. A model that is sure and wrong would stand on a plateau, and the walk would hardly leave it. We need a cost that gets
# steep where σ gets flat. The negative logarithm does, because −log a has the slope −1/a and rises without limit as a goes to 0. So we take minus the logarithm of the probability that the model gave to what came true, and call it the **loss** of one student:
#
# $$\text{for } y=1:\; -\log a = \log\left(1+e^{-z}\right) \qquad \text{for } y=0:\; -\log(1-a) = \log\left(1+e^{z}\right)$$
#
# Here is the logistic loss of section 3. The surer a wrong answer was, the more it costs, without any limit.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Its slope is an error again
#
# Both cases fit into one formula, $\log(1+e^z) - yz$. (Check it for y = 1: $\log(1+e^z) - \log e^z = \log(1+e^{-z})$.) Its derivative by z takes one line, because $e^z/(1+e^z)$ is σ(z):
#
# $$\frac{d}{dz}\left[\log\left(1+e^{z}\right) - yz\right] = \frac{e^z}{1+e^z} - y = a - y$$
#
# This is prediction minus truth, just as with the line: where σ is flat the logarithm is just so steep that the flatness cancels. The second derivative is a(1 − a), which is at most ¼, so the curvature along w is at most a quarter of the mean of x², and less and less as the answers get surer. The cost J is the mean of the losses. From here the chain rule leads to w and b as before, and that is exercise 3.
#
# In the next figure students who passed are orange triangles at 1, the others blue circles at 0, and the curve is a. The dashed line, where a is one half, is the **boundary**: to the right of it the answer is yes. For the walk x is hours minus their mean, for the reason that section 8 gave.

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
# The grey dotted curve on the left is the one after twenty steps. The map on the right has no star, because there is no lowest place. The valley goes down for ever towards large w and b. Such data are called **separable**, because one boundary gets them all right. Now press *a
# minimum*, where in another class somebody passed after 3 hours and somebody failed after 4. In that class it is expensive to be too sure, and w settles at 1.26. In practice one stops early, or adds a price on large w to the cost, which is notebook 04.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 3: train it yourself
#
# Let again more than one thing be known of each student: hours of study, hours of sleep, and so on. Each of them is a **feature** and gets its own w, so that $z = w_1x_1+w_2x_2+\dots+b$. Put everything into matrices, with one column per student: `X` has a row for each of
# the $n_x$ features and has the shape (n_x, m), `Y` has the labels, shape (1, m), `W` is (1, n_x) and `b` is (1, 1). Then all scores at once are
# `Z = W @ X + b`. Return ∂J/∂W and ∂J/∂b in the shapes of `W` and `b`.
#
# The check compares values first. Then your function does a hundred steps on two clouds of points, and that eight times, each time with new points. What counts is the share of wrong answers on points that were *not* used for the walk. On average it has to be at
# most 6 %.


# %%
def logistic_gradient(W, b, X, Y):
    """The gradient of the mean logistic loss: dW, db."""
    return ...


# %%
exercises.logistic_gradient.check(logistic_gradient)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 4: a rate, chosen by measurement
#
# Logistic regression on two features, both with mean 0, the first with standard deviation 1 and the second with 5, and twenty steps only. With α = 0.5 about a tenth of the answers on 1,000 new points is wrong. Is there a better rate? The data are drawn at random, and which ones are drawn is decided by a number, the **seed**. One run says
# little. So compare in pairs, the same ten seeds with your rate and with 0.5, and return `(α, range(10)), (0.5, range(10))` with your α. The check trains all twenty, and gives the mean of the ten differences with its **95 % interval**, the range in which the true mean lies, as far as ten pairs can tell. (Notebook 04 says more.) If 0 lies outside of it,
# the difference is hardly luck. The check takes rates up to 10.
#
# Before you try, work out a critical rate. The curvature along a w is the mean of a(1 − a) x². How large can it be for the second feature, if a(1 − a) is as large as it gets for every student, as it is at W = 0? Is the rate that you find by measuring below this 2/c, and if not, why does the walk bear it?


# %%
def choose_rate():
    """Your rate and 0.5, each with its seeds."""
    return ...


# %%
exercises.choose_rate.check(choose_rate)

# %% [markdown] slideshow={"slide_type": "notes"}
# *Ask the class:* Somebody stops after 20 steps, somebody else after 2,000. Whose curve would you rather use for a ninth student with 3½ hours, and why?

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 10 Lower the rate on the way
#
# So far we have chosen a rate and kept it from the first step to the last. Is that wise? Think of |x|, the kink of section 6, whose slope is 1 on the right and −1 on the left. There every step is as long as the one before, and the walk never comes to rest. (Slopes that come from a part of the data do the same, see notebook 07.) A smaller α would have swung less, but it would have taken longer to get there. Could we have both, long steps first and short ones later? Then α is a
# **schedule**, a rate for each step. With t for the number of steps so far, two usual ones are
#
# $$\alpha_t = \frac{\alpha_0}{1+d\,t} \qquad\text{and}\qquad \alpha_t = q^{\,t}\,\alpha_0$$
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
# (The grey dotted level on the right is the constant rate with which the figure began.) Now press *lowered*. The rates α₀/(1 + 0.1 t) get small as well, but their sum grows without limit, so the walk can reach every place and still settles. With *too large at first* you see the other use of a schedule. On the bowl α₀ = 3 is above the critical
# rate 2, so the walk runs away until α has fallen below 2, and then it comes back.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 11 Six hundred and fifty numbers
#
# Let us pay a debt. Section 1 said that a small model for handwritten digits has 650 numbers, and that trying them would take $10^{2146}$ tries. `dlcourse`, the Python package of this course, has all parts ready: 1,797 images, `Dense(64, 10)`, which makes ten scores of 64 pixels, and `SoftmaxCrossEntropy`, which is the logistic loss with ten answers in place of two
# (notebook 11 derives it). A `Network` puts them together. The rate is one at which J falls at every step, and the last line of the cell makes sure of it. We start with all numbers at 0 and walk a hundred steps.

# %%
X, Y = dl.load_digits()  # 64 pixels and ten labels for each image
model = dl.Network([dl.Dense(64, 10)], dl.SoftmaxCrossEntropy())
theta, descent = np.zeros(650), dl.GradientDescent(2.0)
costs = [model.cost(theta, X, Y)]
for _ in range(100):
    _, gradient = model.cost_and_gradient(theta, X, Y)
    theta = descent.step(theta, gradient)
    costs.append(model.cost(theta, X, Y))
print("J after 0, 1, 10, 100 steps:", np.round(costs, 2)[[0, 1, 10, 100]])
print(f"wrong digits {model.error(theta, X, Y):.0%}")
assert np.all(np.diff(costs) < 0)

# %% [markdown]
# After a hundred steps it reads all but a few per cent of these images correctly, where guessing would get nine in ten wrong. A hundred steps instead of $10^{2146}$ tries, for numbers that are good, if not yet the best, and we never saw more of the landscape than the slope under our feet. This is what the fog costs, and what the slope is worth.
# (How it does on *new* images is another question, and notebook 03 asks it.)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### What makes it hard
#
# | challenge | what you see | what helps | where |
# |---|---|---|---|
# | choosing the rate | it crawls, or J rises | try factors of three, look at J | section 5 above |
# | ravines: one rate for all parameters | from wall to wall, and hardly any progress along the floor | bring features to one spread; a rate for each parameter; an average of past slopes (momentum) | notebooks 06, 08, 09 |
# | local minima, saddles, plateaus | it stops where it should not | other starts; slopes that are not exact; momentum | notebooks 07, 09 |
# | noise in the slope (J from a part of the data) | it never comes to rest | lower the rate | section 10, notebooks 07, 09 |
# | no minimum | w grows and grows | stop early; a price on large w | notebook 04 |

# %% [markdown] slideshow={"slide_type": "slide"}
# ## Where conventions differ
#
# | here | elsewhere | to convert |
# |---|---|---|
# | learning rate α | η, ε, v, γ, "step size", `lr` | the same number |
# | elongation, the ratio of the curvatures | "condition number" | the same; contours are √k times as long as wide |
# | $J=\frac{1}{2m}\sum(a-y)^2$, where a is what the model predicts | $C=\frac{1}{2n}\sum\lVert y-a\rVert^2$, for n examples with several numbers each | the same for one number |
# | $\frac{1}{2m}\sum(a-y)^2$ | $\frac1m\sum(a-y)^2$, the mean squared error of libraries | their J is twice ours, their α half |
# | $\frac{1}{2m}\sum(a-y)^2$ | $\frac12\sum(a-y)^2$, no mean | their α is ours / m |
# | m examples in columns, X (n_x, m) | n examples in rows | transpose |
# | labels 0 and 1 | labels −1 and 1, loss $\log(1+e^{-yz})$ | y′ = 2y − 1 |
# | gradient descent: each step uses all examples | *stochastic* gradient descent, SGD: each step uses a few of them, drawn at random | notebook 07 |
# | a step of gradient descent | libraries call the thing that makes the steps an *optimizer*, and the plain one `SGD`, also where it is given all examples | the same step |

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### In the libraries you will use
#
# These blocks take the `hours` and `points` of section 1. PyTorch works out the gradient itself, from tensors in the place of arrays. Its `mse_loss` has no ½, so we halve it:
#
# ```python
# # PyTorch: a step of the line
# x, y = torch.tensor(1.0 * hours), torch.tensor(1.0 * points)
# w, b = torch.zeros(1, requires_grad=True), torch.zeros(1, requires_grad=True)
# descent = torch.optim.SGD([w, b], lr=0.02)
# loss = torch.nn.functional.mse_loss(w * x + b, y) / 2
# loss.backward()
# descent.step()
# ```
#
# A schedule wraps the optimizer, and its own step comes after the optimizer's. PyTorch *adds* to the last gradient, so in a loop `zero_grad` clears it first:
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
# Keras and scikit-learn have a row for each example, so x is a column here. Keras compiles the rate into the model. Its mean squared error has no ½ either, so the rate is halved:
#
# ```python
# # Keras: a step of the line
# x, y = 1.0 * hours.reshape(8, 1), 1.0 * points.reshape(8, 1)
# model = keras.Sequential([keras.layers.Dense(1, kernel_initializer="zeros")])
# model.compile(keras.optimizers.SGD(learning_rate=0.02 / 2), "mse")
# model.fit(x, y, batch_size=8, epochs=1, verbose=0)
# kernel, bias = model.get_weights()
# ```
#
# scikit-learn does not walk for a line, it sets both slopes to 0 and solves, as section 3 did with one. For logistic regression it takes a better walk than ours. It also puts a price on large w, unless C, which is one over that price, is infinite. (For separable data leave the price in. Without it there is no minimum. The labels below are those of the other class of section 9, where w settles.)
#
# ```python
# # scikit-learn: line and logistic curve
# from sklearn.linear_model import LinearRegression, LogisticRegression
# x, passed = hours.reshape(8, 1), [0, 0, 1, 0, 1, 1, 1, 1]
# line = LinearRegression().fit(x, points)
# curve = LogisticRegression(C=np.inf, tol=1e-8).fit(x, passed)
# ```

# %% [markdown] slideshow={"slide_type": "slide"}
# ## Where it stands today
#
# The idea is from Cauchy, who proposed it in 1847 with the orbits of heavenly bodies in mind. Today nearly every neural network is trained by a descendant of it, with the slope from a few examples at a time (notebook 07) and with a memory and a rate for
# each parameter (notebook 09). The learning rate is still the first thing to tune.
#
# - Augustin Cauchy, *Méthode générale pour la résolution des systèmes d'équations simultanées*, 1847: three pages, with the formula of section 4.
# - Yann Dauphin and others, *Identifying and attacking the saddle point problem in high-dimensional non-convex optimization*, 2014: arguments that saddles and not local minima are what slows training down.
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
# <details><summary>0 < α < 1/3</summary>
#
# ✓ Right. The slope is 6x, so the curvature is 6, and 2/6 = 1/3.
#
# </details>
# <details><summary>0 < α < 2</summary>
#
# ✗ No. That is right for ½x², whose curvature is 1. This bowl is steeper.
#
# </details>
# <details><summary>0 < α < 2/3</summary>
#
# ✗ No. 3 is the factor before x², but the curvature is the second derivative, and that is 6.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 3.** Two colleagues train the same model, whose cost is not convex, from different random starts, with the same data and rate. Their costs end at 0.20 and 0.31, and both have stopped falling. Who has made a mistake?
#
# <details><summary>The second: gradient descent finds the minimum.</summary>
#
# ✗ No. It promises that for convex costs only.
#
# </details>
# <details><summary>Both: the slope is 0 at the global minimum only.</summary>
#
# ✗ No. It is 0 at local minima and saddles, too, and nearly 0 on plateaus.
#
# </details>
# <details><summary>Nobody: they have ended in different valleys.</summary>
#
# ✓ Right. Each walk goes down from where it began. A third start may be better than both.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 4.** Of a function that you know to be linear you measure the slope by the nudges 1, 0.001 and $10^{-13}$. The results differ. Which one do you trust most?
#
# <details><summary>That of the smallest nudge, because the slope is a limit.</summary>
#
# ✗ No. A difference of $10^{-13}$ leaves only a few of the sixteen digits.
#
# </details>
# <details><summary>That of the nudge 1.</summary>
#
# ✓ Right. On a straight line every nudge gives the slope itself, and the larger the nudge, the less round-off.
#
# </details>
# <details><summary>That of 0.001, the one in the middle.</summary>
#
# ✗ No. That would be a good choice for a curve. On a straight line a larger nudge costs nothing.
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
# **Question 6.** A walk with the schedule α = 0.5ᵗ α₀ has come to rest at height 0.4. You start again from there with the constant rate α₀, and the height falls at every single step, to 0.1. What had happened?
#
# <details><summary>The first walk had arrived at a minimum.</summary>
#
# ✗ No. Around a minimum the heights are larger, so from there nothing falls step by step.
#
# </details>
# <details><summary>The rate had been lowered too fast.</summary>
#
# ✓ Right. A lowered rate makes short steps anywhere, also where there is still a long way to go.
#
# </details>
# <details><summary>The rate α₀ was above the critical one, and the schedule stopped the walk.</summary>
#
# ✗ No. Then the constant α₀ would make the height rise.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 7.** The slope has been between −0.0001 and 0.0001 for a hundred steps. Which of these can you *not* conclude?
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
# - **On a bowl each step multiplies** the distance in a direction of curvature c by 1 − αc: it comes from one side, swings or diverges. It converges for α < 2/c.
# - **In many directions** the largest curvature limits α, and the smallest then sets the pace: one rate for all is slow in a ravine.
# - **The promise** needs smooth, convex, a minimum that exists, and a small enough rate. Else it may end at another level place, go on for ever, or run away, and which of these may depend on the start.
# - **A lowered rate** lets the walk settle, if it is not lowered so fast that the walk stops on its way.
