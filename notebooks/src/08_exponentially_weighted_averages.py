# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown] slideshow={"slide_type": "slide"}
# # 08 Exponentially weighted averages
#
# **Every single value jumps about. How do we follow what changes slowly behind it?**
#
# **Learning goals.** After this notebook you can
#
# - say what an average of gradients, and an average of parameters, does for a descent with mini-batches,
# - write the exponentially weighted average as a recursion, and unroll it into weights,
# - explain why it is wrong at the start, and correct it,
# - compute what a given β gains and what it costs, and which plain mean it is worth,
# - choose β by measuring.
#
# **Time:** about 2 hours and 15 minutes with the exercises.

# %% [markdown] slideshow={"slide_type": "subslide"}
# **What we take for granted.** Each of these is taught elsewhere in the course.
#
# - Gradient descent, θ := θ - α dθ, in which θ holds all parameters, dθ is the gradient of the cost J and α the learning rate ([notebook 01](01_gradient_descent.ipynb)).
# - Seeds, pairs of runs and the 95 % interval of a difference ([notebook 04](04_regularization.ipynb#Train,-dev,-test,-seeds:-how-we-measure)).
# - Mean, standard deviation, and that variances of independent numbers add up, as in any first course on statistics.

# %% [markdown] slideshow={"slide_type": "notes"}
# *For the instructor.* 60 minutes for the explorers alone. Ask for the predictions by a show of hands.
# The three that divide a class are how much the day ten days ago counts (section 3), which plain mean
# is worth β = 0.9 (section 5), and how good the average of a jumping path is (section 7).

# %% [markdown]
# **How to work.** Choose *Run → Run All Cells* once. Then read from the top. Answer a prediction, move
# the sliders, say in your own words what you saw. Arrow keys move a slider that has the focus, **Pin**
# keeps what you see as a grey dotted ghost to compare with, and **Copy as code** gives the same numbers in a few
# lines of Python. When a figure has moved after a prediction, the ghost shows where it stood before. What you write into the exercises is checked, and the check says which mistake it is.

# %% slideshow={"slide_type": "skip"}
import numpy as np

import dlcourse as dl
from dlcourse.topics.exponentially_weighted_averages import exercises, explorers, predictions  # fmt: skip

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 1 A gradient that jumps about
#
# How warm will it be in Seattle tomorrow? We want to tell it from two numbers, today's mean temperature and yesterday's. The weather
# service has recorded 1,461 days, from 2012 to 2015. Let $x_t$ be the temperature of day t in °F. To have small numbers, we
# measure each temperature from the mean of all days in standard deviations, and call that $z_t$.

# %%
x = dl.load_temperature()
z = (x - x.mean()) / x.std()
X, y = np.array([z[1:-1], z[:-2]]), z[2:]
print(f"{x.size} days, mean {x.mean():.0f} °F")
print(f"standard deviation {x.std():.0f} °F")
print("X has the shape", X.shape, "and y", y.shape)

# %% [markdown]
# A column of X holds $z_t$ and $z_{t-1}$, today and yesterday, and the entry of y below it holds $z_{t+1}$, tomorrow. We forecast tomorrow
# by $\theta_1 z_t + \theta_2 z_{t-1}$. The cost J(θ) is half the mean of the squared errors, and we want the θ with the lowest J.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Four days tell little
#
# Gradient descent needs the gradient of the cost J, which is a mean over all examples. With millions of examples that is too much work for a
# single step. So each step draws a few examples at random, a **mini-batch**, and follows *their* gradient (notebook 07 is about
# this). Our 1,459 examples are no such burden, but with them we can see what it does. Let a mini-batch be four days. How well does it know the gradient of
# all days?


# %%
def gradient(theta, days):
    """∂J/∂θ on some of the days, shape (2,)."""
    error = theta @ X[:, days] - y[days]
    return X[:, days] @ error / len(days)


# %% slideshow={"slide_type": "subslide"}
theta, rng = np.array([0.7, 0.3]), np.random.default_rng(0)
few = [gradient(theta, rng.integers(0, y.size, 4)) for _ in range(1000)]
print("all days:    ", gradient(theta, range(y.size)).round(2))
print("mini-batches:", *np.round(few[:4], 2))
wrong = np.mean(np.sum(few, axis=1) < 0)
print(f"sum of both entries below 0 in {wrong:.0%} of 1000 mini-batches")

# %% [markdown]
# All these gradients belong to the same θ. Over all days both entries are positive, so a step should make both parameters smaller, and with them
# the sum $\theta_1 + \theta_2$. But in more than a third of a thousand mini-batches the entries add up to less than 0, and a step would make that sum larger. By how much the
# gradient of a mini-batch differs from that of all days is called its **noise**. Here the noise is often larger than the gradient.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### And the cost is a ravine
#
# The next figure shows the cost over $\theta_1$ and $\theta_2$ by its contours. The contours are long and narrow, for a good reason. Today
# and yesterday are about equally warm, so one parameter can take over from the other, and only their
# sum matters much. Where the sum is wrong, the cost rises steeply. Where it is right, the
# cost hardly changes. Such a cost is called a **ravine**, with steep walls and a floor that is nearly flat.
#
# A descent starts at ○, takes 200 steps and ends at ✕. The star is the bottom, the lowest point of all. On the right you see at each
# step $\theta_1 + \theta_2$, which tells the place *across* the ravine, and $\theta_1 - \theta_2$, which tells the
# place *along* its floor. The figure draws one of twenty descents, each with mini-batches of its own, and its sentence below gives means over all twenty.
#
# Before you answer, look at the gradient of a single day. It is the day's error times its two temperatures, $(z_t, z_{t-1})$.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.near_the_bottom()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.descent().after(
    guess,
    "four days",
    start="256 days",
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Would a lower rate do?
#
# It would jump less. But a step along the flat floor would also be shorter. Let us try three rates. For each we run twenty
# descents and see how far the cost is above its minimum, on average over the second hundred of 200 steps.


# %%
def descend(alpha, seed):
    """θ after each of 200 steps with four days each, (200, 2)."""
    theta, path = np.array([-1.0, 1.0]), []
    for days in np.random.default_rng(seed).integers(0, y.size, (200, 4)):
        theta = theta - alpha * gradient(theta, days)
        path.append(theta)
    return np.array(path)


# %% slideshow={"slide_type": "subslide"}
def cost(thetas):
    return np.mean((thetas @ X - y) ** 2, axis=-1) / 2


bottom = np.linalg.lstsq(X.T, y)[0]  # solved exactly
lowest = cost(bottom)
for alpha in (0.05, 0.3, 0.6):
    late = [cost(descend(alpha, seed)[100:]) for seed in range(20)]
    print(
        f"α = {alpha}: {np.mean(late) / lowest - 1:.0%} above the minimum"
    )

# %% [markdown]
# At α = 0.05 the descent is still on its way after 200 steps, because the floor is so flat (press *a low rate* in the figure). At α = 0.6 it has
# arrived, but its jumps keep J more than half above the minimum. The rate between is better than both, with 17 %. The walls
# want a low rate and the floor wants a high one.
#
# Can we have a high rate *and* quiet steps? One gradient tells little, but the last ten together have seen forty
# days. If only θ stood still, we would take their mean. It moves, however, and the older a gradient is, the further
# away is the place of which it speaks. So we need an average of a series that keeps moving, one that trusts what is new and
# lets go of what is old. We study it where we can look at every value, on the temperatures, and come back to the
# ravine in section 7.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 2 Follow the temperature
#
# How warm is it in Seattle *these days*? Two answers suggest themselves, today's temperature and the mean of all days. Neither works.

# %%
jumps = np.abs(np.diff(x)).mean()
print(f"on average a day differs by {jumps:.1f} °F from the next")
print(
    f"the mean of all days is always {x.mean():.0f} °F, winter or summer"
)

# %% [markdown]
# The first answer moves too much, because it follows the weather of a single day. The second does not move at all. So let us keep
# most of yesterday's answer, and add a little of today's value. If $v_t$ is our answer on day t, then
#
# $$v_0 = 0 \qquad v_t = \beta\,v_{t-1} + (1-\beta)\,x_t$$
#
# The number β lies between 0 and 1 and is the share of the old answer that we keep. The new value gets the rest, 1 - β. For β = 0
# nothing is kept, and $v_t$ is just $x_t$. The nearer β comes to 1, the less a single day can move v.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### By hand
#
# This is the **exponentially weighted average**. Elsewhere you will meet it as the *exponential moving average*, or **EMA** for
# short. Many lectures call the values $\theta_t$. In this course θ is kept for parameters. Let us take three days
# of 40, 49 and 45 °F, and β = 0.9.

# %%
v1 = 0.9 * 0 + 0.1 * 40
v2 = 0.9 * v1 + 0.1 * 49
v3 = 0.9 * v2 + 0.1 * 45
print(f"{v1:.4g}, {v2:.4g}, {v3:.4g}")

# %%
three_days = np.array([40.0, 49.0, 45.0])
v = dl.exponentially_weighted_average(three_days, beta=0.9)
assert np.allclose(v, [v1, v2, v3])

# %% [markdown]
# The function of `dlcourse` gives the same three numbers. But what kind of answer is 4, after a day of 40 °F? The average began at
# 0 and is not there yet. That is a debt, and section 4 pays it. Until then we look at later years only, when the
# beginning is forgotten.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### A year in Seattle
#
# In the next figure a grey dot is a day of 2014, and the red curve is v. As a rule of thumb, which section 3 explains, v follows about the last
# 1/(1 - β) days. That is called its **window**, and the red band at the right is as wide as the window. The thin black curve is the mean of 31 days, 15 before the day
# and 15 after it.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.fifty_days()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.temperature().after(
    guess,
    "fifty days",
)

# %% [markdown]
# Whatever v shows, it shows late. The arrow tells by how many days v would have to be shifted to fit best to the black curve, over three years. The
# black curve is not late, because it knows the 15 days to come, which v cannot know. Pin *two days*, then press
# *ten days* and *fifty days*. Each time v becomes smoother, and each time spring comes later. With β = 0.99 about half of the difference
# between summer and winter is averaged away.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 1: write the average
#
# `x` is a series of T values. Return the T averages $v_1, \dots, v_T$, starting from $v_0 = 0$.


# %%
def ewa(x, beta):
    """The exponentially weighted averages of x, an array like it."""
    return ...


# %%
exercises.ewa.check(ewa)

# %% [markdown]
# The next figure has another β and another year. As soon as your function is written, it is drawn there beside ours, when you run that
# cell again.

# %% slideshow={"slide_type": "subslide"}
explorers.temperature(yours=ewa).set(beta=0.75, year="2015")

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 3 How much does each day count?
#
# Our average keeps no list of past days, and still the past is in it. How much of each day? We put the formula for
# $v_1$ into that for $v_2$, and the result into that for $v_3$.
#
# $$v_3 = (1-\beta)\,x_3 + (1-\beta)\,\beta\,x_2 + (1-\beta)\,\beta^2\,x_1$$
#
# So a day comes in with the weight 1 - β, and each day that passes multiplies its weight by β once more. In general
#
# $$v_t = \sum_{k=0}^{t-1} w_k\,x_{t-k} \qquad w_k = (1-\beta)\,\beta^k$$
#
# where k counts how many days ago a day was. The weights fall *exponentially* with k, hence the name.

# %% slideshow={"slide_type": "subslide"}
w = [0.1 * 0.9**k for k in (2, 1, 0)]
print("weights, the oldest day first:", np.round(w, 3))
print(f"weighted sum: {w @ three_days:.4g}")
assert np.isclose(w @ three_days, v3)

# %% [markdown]
# The sum is 12.15 again, as by hand. In the next figure you can drag a day of 2014 or move its slider. Below the temperatures
# a bar under each day shows with which weight it enters the v of the chosen day.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.after_ten_days()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.weights().after(
    guess,
    "ten days",
    start="two days",
)

# %% [markdown]
# The diamond stands one window, 1/(1 - β) days, before the chosen day. The days since then are the black dots, and the dark part of the
# bar on the right is what they weigh together. The pale part is what all older days weigh. The dashed line is at 1/e = 0.37 of today's weight, and we shall soon see why.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Why 1/(1 - β) days?
#
# Let us count today as one whole day. Then yesterday counts as β of a day, the day before as β², and so on. How many days do
# all of them make together?
#
# $$S = 1 + \beta + \beta^2 + \beta^3 + \dots$$
#
# Multiply by β, and the sum lacks nothing but its first term. So $\beta S = S - 1$, and therefore
#
# $$S = \frac{1}{1-\beta}$$
#
# With β = 0.9 the whole past counts as much as ten days like today, and with β = 0.98 as much as fifty. It also follows that the weights
# $(1-\beta)\,\beta^k$ of all days sum to 1, as those of an average should.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### What is left after one window
#
# The window has no edge. But after 1/(1 - β) days a weight has faded to about the same share, for every β near 1. Write ε for 1 - β. For a small ε,
# $\ln(1-\varepsilon) \approx -\varepsilon$, and so
#
# $$\beta^{1/\varepsilon} = (1-\varepsilon)^{1/\varepsilon} = e^{\ln(1-\varepsilon)/\varepsilon} \approx e^{-1} \approx 0.37$$

# %%
for beta in (0.5, 0.9, 0.98, 0.999):
    n = round(1 / (1 - beta))
    print(
        f"β = {beta}: after {n:4d} days {beta**n:.3f} of a weight is left"
    )

# %% [markdown]
# From 0.9 on the numbers are near 1/e. At β = 0.5 the result is 0.25, because an ε of 0.5 is not small. The rule is for β near 1.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 4 The cold start, and how to correct it
#
# In section 2 the first average of all was 4 °F after a day of 40, and we looked the other way. Now we look at the first year of the
# record, averaged from v = 0 with β = 0.98. How long does it take until v has forgotten that it began at 0?

# %% slideshow={"slide_type": "subslide"}
guess = predictions.too_low()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.cold_start().after(
    guess,
    "fifty days",
    start="ten days",
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### What the weights lack
#
# The dashed curve is v. The solid one is the same average without the cold start, and how we got it comes in a moment. (The solid curve, too, runs late and is flatter than
# the year, as every average with β = 0.98.) Why does v take so long? On day t there are only t days to be averaged, and their weights do not sum to 1. Take the sum S of section 3, but end it
# after t terms. Multiplied by β, it lacks the 1 at its beginning and has $\beta^t$ more at its end. So $\beta S = S - 1 + \beta^t$, and
#
# $$(1-\beta)\,\big(1 + \beta + \dots + \beta^{t-1}\big) = 1 - \beta^t$$
#
# The missing share $\beta^t$ is the weight of $v_0$, which was 0 °F and no day at all. The right panel of the figure shows how slowly the sum climbs to 1.

# %%
for t in (50, 200):
    print(f"β = 0.98, day {t}: {0.98**t:.1%} of the weight is missing")

# %% [markdown]
# After one window of fifty days more than a third of the weight is missing. Even on day 200 the missing 1.8 % of nearly 60 °F is 1 °F.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Divide by what the weights sum to
#
# An average needs weights that sum to 1. They sum to $1-\beta^t$, so we divide by that. The result is called the **bias-corrected**
# average and is written $\hat v_t$, read "v hat". (A *bias*, as in notebook 03, is the part of an error that does not average out. Here it pulls v towards 0.)
#
# $$\hat v_t = \frac{v_t}{1-\beta^t}$$
#
# On the first day $\hat v_1 = (1-\beta)\,x_1/(1-\beta) = x_1$, the only value there is. After many days $\beta^t$ is nearly 0, and dividing
# changes nothing any more. The three days by hand have the divisors 0.1, 0.19 and 0.271.

# %% slideshow={"slide_type": "subslide"}
by_hand = v1 / 0.1, v2 / 0.19, v3 / 0.271
print(", ".join(f"{value:.2f}" for value in by_hand))
v_hat = dl.exponentially_weighted_average(
    three_days, 0.9, bias_correction=True
)
assert np.allclose(v_hat, by_hand)

# %% [markdown]
# All three lie between the coldest and the warmest day so far, as a mean should, and `dlcourse` gives the same numbers. The solid curve in the figure above was
# made in this way.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Four derivatives
#
# In the end we want to average gradients and not temperatures. So take four
# derivatives of a cost with respect to one parameter, 0.81, 0.9, 0.96 and 0.34, and β = 0.9 again. The next figure shows the values as ✖, v as ○ and the corrected average as ●, and beside them all the arithmetic.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.after_the_fourth()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.worked_steps().after(
    guess,
    "the fourth",
    start="three derivatives",
)

# %% [markdown]
# Press *two days, β = 0.98*, too. There $v_2 = 0.0196\,x_1 + 0.02\,x_2$ is no average at all. Divided by 0.0396 it is 0.495 of one day and 0.505 of the other.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### When may we forget the correction?
#
# The correction multiplies v by $1/(1-\beta^t)$. That is less than 1.01 as soon as $\beta^t < 0.01/1.01$.

# %%
for beta in (0.5, 0.9, 0.98, 0.999):
    t = int(np.ceil(np.log(0.01 / 1.01) / np.log(beta)))
    print(f"β = {beta}: less than 1 % from day {t} on")
    assert 1 / (1 - beta**t) < 1.01 < 1 / (1 - beta ** (t - 1))

# %% [markdown]
# From β = 0.9 on, the correction matters for four to five windows. After that it may be left out. An **optimizer** is a rule for the steps of a descent, and
# gradient descent is the simplest one. Many optimizers average gradients with β = 0.9. There 44 steps are soon over, and most programs do without the correction.
# But Adam, an optimizer of notebook 09, also keeps an average with β = 0.999. There it takes 4,612 steps until the correction is down to 1 %, so Adam has it.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 2: mend a corrected average
#
# The next code is meant to return the bias-corrected averages. It runs, and after some weeks its averages are right. But the figure below, which draws them in ochre, shows that
# they begin wrong. Find the mistake. One change is enough.


# %%
def corrected_average(x, beta):
    """The averages of x with their bias corrected, an array like x."""
    v, averages = x[0], []
    for t in range(1, len(x) + 1):
        v = beta * v + (1 - beta) * x[t - 1]
        averages.append(v / (1 - beta**t))
    return np.array(averages)


# %%
exercises.corrected_average.check(corrected_average)

# %% slideshow={"slide_type": "subslide"}
explorers.cold_start(yours=corrected_average).set(beta=0.9)

# %% [markdown]
# On the first day the code returns 480 °F, far above the picture. When your change is right, the ochre curve lies on the solid one.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 5 Smooth or up to date
#
# The correction mends the start. But section 2 showed that v is late all the year round. No division can mend a delay. How long is it?
#
# Let the temperature climb by c °F a day. Then the value k days ago is $x_t - ck$. If $w_0, w_1, \dots$ are weights that sum to 1, the
# average of the values is
#
# $$\sum_k w_k\,(x_t - ck) = x_t - c\sum_k k\,w_k$$
#
# So the average shows what was true $\sum_k k\,w_k$ days ago. This sum is the **mean age** of the days that are averaged, where each day's
# age counts as much as the day weighs. The formula holds for any weights that sum to 1, not only for ours.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### The mean age of our average
#
# For our weights there is a short way to it. Let A be the mean age. Today's value is 0 days old and has the share 1 - β. The rest, β, is
# yesterday's average. Once the start is forgotten, its mean age was A as well, and it is one day older now. So
#
# $$A = (1-\beta)\cdot 0 + \beta\,(A+1) \quad\Rightarrow\quad A = \frac{\beta}{1-\beta}$$
#
# For β = 0.9 that is 9 days. Let us see whether it is true of a series that climbs by 0.2 °F a day.

# %% slideshow={"slide_type": "subslide"}
climbing = 0.2 * np.arange(1000)
for beta in (0.5, 0.9, 0.98):
    v = dl.exponentially_weighted_average(climbing, beta)
    late = (climbing[-1] - v[-1]) / 0.2
    print(f"β = {beta}: delay {late:.0f} (in days)")
    assert np.isclose(late, beta / (1 - beta))

# %% [markdown]
# It is. Real temperatures do not climb for ever. What does the arrow of section 2 measure on them?

# %%
live = explorers.temperature()
for beta in (0.5, 0.9, 0.98):
    print(f"β = {beta}: delay {live.set(beta=beta).result.lag} (in days)")

# %% [markdown]
# Up to β = 0.9 the delays agree. With β = 0.98 the figure measures 38 days instead of 49. Before 49 days are over, spring has become summer and the
# climb has slowed down.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Which plain mean is as late?
#
# By now there are two numbers for β = 0.9. Its window is 10 days, and it is 9 days late. A plain mean of the last n days has weights
# as well. They are equal, 1/n for the ages 0, 1, …, n - 1, and 0 for all older days. Its mean age can be computed like any other.
#
# The next figure shows both kinds of weights by the age of the day, relative to today's weight in v. The red area is v, the black line
# the plain mean. A triangle marks each mean age. It is the centre of gravity of the weights, the point at which they would balance. The bars at the right show how late each average is,
# and how much noise is left in it, if every value has noise of its own that is independent of the others. The noise that is left is given as a share of the noise of one value, both measured by their standard deviations.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.equally_late()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.windows().after(
    guess,
    "as late",
    start="ten days",
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### How much noise is left
#
# That the bars for the noise agree as well is no accident. Suppose each value is off by noise of its own, independent of the others, with standard
# deviation σ. Multiplied by its weight, the noise has the variance $w_k^2\,\sigma^2$. Variances of independent numbers add up, so the average has $\sigma^2 \sum_k w_k^2$. For our weights this
# is $(1-\beta)^2$ times the sum S of section 3, with β² in place of β.
#
# $$\sum_k (1-\beta)^2\,\beta^{2k} = \frac{(1-\beta)^2}{1-\beta^2} = \frac{1-\beta}{1+\beta}$$
#
# So the share $\sqrt{(1-\beta)/(1+\beta)}$ of the noise is left. For n equal weights the sum is $n \cdot 1/n^2 = 1/n$. Both are the
# same for $n = (1+\beta)/(1-\beta)$. And for just this n both are equally late, since $(n-1)/2 = \beta/(1-\beta)$.

# %% slideshow={"slide_type": "subslide"}
noise = np.random.default_rng(0).normal(size=100_000)
for beta in (0.5, 0.9, 0.98):
    left = dl.exponentially_weighted_average(noise, beta).std()
    theory = np.sqrt((1 - beta) / (1 + beta))
    print(
        f"β = {beta}: {left:.2f} of the noise left, expected {theory:.2f}"
    )

# %% [markdown]
# The formula holds for independent noise. Weather is not like that, because a warm day is often followed by another. What does β = 0.9 leave of noise that stays the
# same for five days at a time?

# %%
in_rows = np.repeat(noise, 5)
left = dl.exponentially_weighted_average(in_rows, 0.9).std()
print(f"β = 0.9, five equal days in a row: {left:.2f} of the noise left")

# %% [markdown]
# That is twice as much, for what comes several days in a row cancels less well. The noise of mini-batches that are drawn anew for each step is independent.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Three numbers for one β
#
# Now β = 0.9 has three numbers, and each answers a question of its own.
#
# | question | answer | β = 0.9 | β = 0.98 |
# |---|---|---|---|
# | How long is its window, after which a weight has faded to about 1/e? | 1/(1 - β) days | 10 | 50 |
# | How late is the average? | β/(1 - β) days | 9 | 49 |
# | Which plain mean is as late, and leaves as much noise? | that of (1 + β)/(1 - β) days | 19 | 99 |
#
# What β buys in quiet it pays for in days. If we can bear a quarter of the noise, we are nine days late. If we want only a tenth of it, we are
# 49 days late.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 3: the price of any average
#
# The mean age and the share of noise that is left can be computed for any weights that sum to 1, from their definitions above. Write both down for an array `weights` whose first entry belongs to today, the second to
# yesterday, and so on. Return two numbers, how many days late the average is and what share of independent noise is left.


# %%
def delay_and_noise(weights):
    """How late and how noisy an average is: (mean age, share of noise)."""
    return ...


# %%
exercises.delay_and_noise.check(delay_and_noise)

# %% [markdown]
# With your function you can look for a better bargain. Is there an average of 19 days, with weights of your choice, that is less late than the
# plain mean and leaves as little noise? The next cell has the plain mean and a first try. Change the try and compare. (Until your function is written, the cell prints `Ellipsis`, which is Python's name for `...`.)

# %%
plain, mine = np.ones(19), np.linspace(2, 1, 19)  # today's weight first
for weights in (plain, mine):
    print(delay_and_noise(weights / weights.sum()))

# %% [markdown]
# <details><summary>Our answer</summary>
#
# No. If 19 weights sum to 1, then $\sum_k (w_k - 1/19)^2 = \sum_k w_k^2 - 1/19$. The left side is never negative, and 0 only for equal weights. So equal weights leave the least noise. Whoever
# wants to be less late has to bear more noise, or to use more days.
#
# </details>

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 6 Why not a plain mean?
#
# If a plain mean of 19 values is as late and as quiet as β = 0.9, why do optimizers not take the plain mean, which is easier to explain? Let
# us see what the two do with a value that is simply wrong. The next figure shows on the left how far off one wrong reading of the thermometer puts each of them. On the right
# are the readings themselves, with both averages, and how many numbers each average has to keep in memory.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.one_wrong_reading()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.wrong_reading().after(
    guess,
    "a wrong reading",
    start="all is right",
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### The price in memory
#
# To let the oldest value go, the plain mean of 19 has to know it. So it keeps the last 19 values, while v is one number whatever β is. For a thermometer
# that does not matter. But in an optimizer every parameter has an average of its own. A network of ten million parameters, in numbers of four bytes,
# needs this much memory.

# %%
parameters = 10_000_000
for name, kept in (("weighted", 1), ("plain, 19 steps", 19)):
    print(f"{name}: {kept * parameters * 4 / 1e9:.2f} GB")

# %% [markdown]
# That decides it. One number more for each parameter is a price that one can pay. (A plain mean of *all* values so far needs one number as well, but it
# never forgets.)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 7 Back to the ravine
#
# Now we know what an average does, and what it costs. In the ravine we average the gradients of the mini-batches, and each step follows the
# average.
#
# $$v := \beta\,v + (1-\beta)\,d\theta \qquad \theta := \theta - \alpha\,v$$
#
# It is the formula of section 2, for each parameter on its own, with the gradient dθ in place of $x_t$. This optimizer is
# called **momentum**, and notebook 09 treats it at length. Let it take four steps of rate 1 with the four derivatives of section 4.

# %% slideshow={"slide_type": "subslide"}
derivatives, theta = [0.81, 0.9, 0.96, 0.34], np.array([5.0])
momentum = dl.Momentum(learning_rate=1.0, beta=0.9)
averages = dl.exponentially_weighted_average(derivatives, 0.9)
for derivative, v in zip(derivatives, averages, strict=True):
    before = theta
    theta = momentum.step(before, np.array([derivative]))
    assert np.isclose(before[0] - theta[0], v)
print(f"from 5 to {theta[0]:.4f}")

# %% [markdown]
# In each of the four steps θ moved by the average of that moment, as the assertion says.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Is v late here, too?
#
# To see the delay alone, we do not let v steer yet. We carry θ straight across the ravine in 400 steps at a steady pace, from one wall over the
# bottom to the other. Then the gradient of all days is a straight line that passes 0 in the middle. The left panel shows the steps around the middle. Its grey dots are
# gradients of mini-batches on the way, the dashed line is v in that one run, and the solid red line is the mean of v over 100 runs.
#
# The right panel shows how late v is in each of the 100 runs, sorted, and ◆ stands for their mean, with its 95 % interval beside it. Red are the runs with the chosen size of
# mini-batches, grey those with the other size. (The delay is the distance between v and the line of all days, averaged over the second half of a run and divided by the slope of that line.)

# %% slideshow={"slide_type": "subslide"}
guess = predictions.larger_batches()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.late_gradient().after(
    guess,
    "64 days",
    start="four days",
)

# %% [markdown]
# With four days the single runs scatter widely, since much noise is left in v. With 64 days they lie close together. But the means are the same within their
# intervals, and both agree with β/(1 - β), which is 9.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### With the average at the wheel
#
# Now v steers. We repeat the twenty descents of section 1 with the same mini-batches, at α = 0.6, and change
# one thing. Each step follows v. The red path is one of the twenty, and the grey one is the same descent without an average. At the upper right you
# see how far J is above its minimum, as the mean of all twenty, on a logarithmic axis. Below it is the place across the ravine, and its thin black line is the floor.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.averaged_gradients()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.averaged_descent().after(
    guess,
    "the gradients",
    start="no average",
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Has it paid?
#
# From 59 % to 20 % above the minimum is a large gain. But remember section 1, where plain descent at α = 0.3 came to 17 %. A fair question is what the average
# brings at each rate. So we measure pairs of descents with the same mini-batches, with the average and without.

# %% slideshow={"slide_type": "subslide"}
from dlcourse.evidence import paired_difference


def above(path):
    """J above its minimum over the second hundred of 200 steps."""
    return cost(np.array(path[100:])).mean() / lowest - 1


def excess(alpha, beta, seed):
    """The same for a descent that follows v."""
    momentum = dl.Momentum(alpha, beta=beta)
    theta, path = np.array([-1.0, 1.0]), []
    for days in np.random.default_rng(seed).integers(0, y.size, (200, 4)):
        theta = momentum.step(theta, gradient(theta, days))
        path.append(theta)
    return above(path)


# %% slideshow={"slide_type": "subslide"}
for alpha, beta in ((0.05, 0.9), (0.3, 0.9), (0.6, 0.9), (0.6, 0.98)):
    plain = [excess(alpha, 0.0, seed) for seed in range(20)]
    with_v = [excess(alpha, beta, seed) for seed in range(20)]
    print(f"α = {alpha}: {np.mean(plain):.0%}", end=", ")
    print(f"with β = {beta} {np.mean(with_v):.0%}")
    print("  ", paired_difference(with_v, plain).in_points())

# %% [markdown]
# Each pair of lines gives J above its minimum without and with the average, and the difference in points, where a point is 1 % of the
# minimum.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### What the numbers say
#
# - At **α = 0.05** the average costs three points, because it is late, and brings nothing. The steps are so short that the gradients of several mini-batches add up before θ has moved
#   noticeably. So θ averages them by itself, and v has nothing to add. What takes long is the floor, and no average makes a floor steeper.
# - At **α = 0.3**, the best of our rates without an average, the second line of the two counts five points, from the numbers before they are rounded. What is left is 13 %.
# - At **α = 0.6** the gain is largest, because the jumps are. The average spreads the push of each gradient over many steps, a tenth of it now, 0.09 of it at the next, and so on. So pushes to opposite
#   sides meet and cancel, and the walls bring θ back between them. Yet nothing of a push is lost, it only comes later. So the jumps stay larger than at a lower rate, and 20 % is still more than 13 %. The average makes the high rate bearable, but not better than the middle one.
# - With **β = 0.98** the interval covers 0. That is printed as *no difference*, and means that twenty pairs do not decide whether it helps or harms. v is 49 steps late, and the path swings from wall to wall (press *too long a memory*).
#
# So in this ravine averaged gradients help a little at the best rate, and much where the rate is too high. Our question of section 1, a high rate *and* quiet steps, is
# not yet answered.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Average the parameters instead
#
# There is a second series in a descent that one can average, θ itself. We leave the descent as it was, without momentum, and beside it we average its θ, with bias
# correction. No step follows this average. In the next figure the red path is the average of the grey one. To foretell what it brings, remember from section 5 what an average
# leaves of independent jumps. And J rises above its minimum with the *square* of the distance from the floor.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.averaged_parameters()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.averaged_descent().after(
    guess,
    "the parameters",
    start="the gradients",
)

# %% [markdown]
# The red path ends a little beside the star, but along the flat floor that costs next to nothing.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### At each rate
#
# To be fair again, we ask what averaged parameters bring at each rate. This time we look closer, for what J has above its minimum has two parts. One part
# would vanish if θ were moved straight across to the floor. The other part is left even then, because θ has not come along the floor to the bottom yet.


# %% slideshow={"slide_type": "subslide"}
def averaged(path):
    """The corrected average of θ after each step, with β = 0.9."""
    both = [
        dl.exponentially_weighted_average(one, 0.9, bias_correction=True)
        for one in path.T
    ]
    return np.transpose(both)


def on_the_floor(path):
    """Each θ moved across, until its sum is that of the bottom."""
    return path - (path.sum(axis=1, keepdims=True) - bottom.sum()) / 2


# %% slideshow={"slide_type": "subslide"}
for alpha in (0.05, 0.3, 0.6):
    plain = [descend(alpha, seed) for seed in range(20)]
    home = [averaged(path) for path in plain]
    for name, paths in (("plain", plain), ("averaged", home)):
        all_of_it = np.mean([above(path) for path in paths])
        along = np.mean([above(on_the_floor(path)) for path in paths])
        across = all_of_it - along
        print(f"α = {alpha}, {name}:", end=" ")
        print(f"{across:.1%} across + {along:.1%} along")
    pairs = [[above(path) for path in paths] for paths in (home, plain)]
    print("  ", paired_difference(*pairs).in_points())

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### A high rate for the floor, an average for the jumps
#
# Across the ravine the average helps at every rate, for there it takes out the jumps. At α = 0.6 we could have told by how much. Without its noise, a step would lead from either wall
# back to the floor and a little beyond, so where it ends has little to do with where it began, and the jumps are nearly independent. By section 5 β = 0.9 leaves 0.23 of
# them. 0.23² of 58 % is 3 %, near to the 2.6 % that we measured. (At the lower rates a larger share is left. There a step goes only part of the way back to the floor, so that places in a row are alike, as
# the equal days of section 5 were.)
#
# Along the floor no average shortens the way, and being nine steps late leaves a little more of it ahead at the two lower rates. At α = 0.05 nearly the whole excess is of this kind, so the average does harm. At α = 0.3 it is
# most of what the average leaves. Only the high rate has the way along the floor behind it.
#
# Here is the answer to section 1. At α = 0.6 both parts together leave 3.4 %, and at α = 0.3 they leave 7.3 %. The steps jump as before, but the high rate carries θ along the floor, and the average takes the jumps out of what we bring home.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 4: bring the average home
#
# Write a whole descent. Each row of `days` has the indices of one mini-batch's examples. `X` and `y` have their examples in columns, as in section 1, but the check also hands over others
# than ours, so compute the gradient from those that your function gets. Take one step of gradient
# descent for each row, and *after* each step take the new θ into an average that starts from 0. Return the bias-corrected average after the last step. The
# check compares numbers first. Then it runs your descent twenty times in our ravine, with α = 0.6 and β = 0.9. On average over the twenty, J has to come to less than 5 % above its minimum.


# %%
def averaged_descent(theta, X, y, days, learning_rate, beta):
    """The corrected average of theta over a descent, shape (n,)."""
    return ...


# %%
exercises.averaged_descent.check(averaged_descent)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 5: choose β for a short descent
#
# Now only 40 steps are allowed, at α = 0.5, and J is judged on the last twenty. Is β = 0.9 still a good choice for averaged gradients? Measure first.
# The next function makes one such descent. Look for a good β with the seeds from 100 on.


# %%
def short_excess(beta, seed):
    """J above its minimum, last twenty of forty steps at α = 0.5."""
    momentum = dl.Momentum(0.5, beta=beta)
    theta, path = np.array([-1.0, 1.0]), []
    batches = np.random.default_rng(seed).integers(0, y.size, (200, 4))
    for days in batches[:40]:
        theta = momentum.step(theta, gradient(theta, days))
        path.append(theta)
    return cost(np.array(path[20:])).mean() / lowest - 1


# %% [markdown] slideshow={"slide_type": "subslide"}
# When you have decided, show it on seeds that have had no part in the choice. Return your β with twenty seeds below
# 100, and the other side of the pairs, β = 0, with the same seeds. To show 0.9, for instance, you would write
# `return (0.9, range(20)), (0, range(20))`. The check makes the runs and gives you the paired difference with its 95 % interval.


# %%
def choose_beta():
    """Two settings with their seeds: (beta, seeds), (0, seeds)."""
    return ...


# %%
exercises.choose_beta.check(choose_beta)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## Where conventions differ
#
# | here | elsewhere | to convert |
# |---|---|---|
# | β is the share of the past | α, the "smoothing factor", is the share of the new value (statistics) | α = 1 - β |
# | $(1-\beta)\,d\theta$ is added | dθ is added whole (momentum in PyTorch) | their v is ours/(1 - β), their rate ours · (1 - β) |
# | $v_0 = 0$, then corrected | v starts at the first value | the same after a few windows |
# | 1/(1 - β) days | "span" n (pandas), the plain mean that is as late | β = (n - 1)/(n + 1) |

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Starting at the first value
#
# An average that starts at the first value needs no correction. But it gives that one value a large weight for a long time, $\beta^{t-1}$ on day t, because
# the first day stands for all the days before it as well. How much is that on the third day with β = 0.9?

# %%
started = 40 + dl.exponentially_weighted_average(three_days - 40, 0.9)
print("from the first value:", started.round(2))
print("from 0, corrected:   ", np.round(by_hand, 2))
print(f"weight of day 1 on day 3: {0.9**2:.2f}")

# %% [markdown]
# On the third day 81 % of the average is still the first day. After a few windows that share has faded, too, so in a long training nobody minds.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### In the libraries you will use
#
# The next blocks are to be read. They need libraries that this course does not install, and names such as `model`, `batches` and `alpha` stand for your own.
#
# In PyTorch the recursion is `lerp`, a step from v towards the new value, and its third argument is our 1 - β.
#
# ```python
# # PyTorch: an exponentially weighted average
# import torch
#
# v, averages = torch.zeros((), dtype=torch.float64), []
# for value in torch.tensor(x):
#     v = torch.lerp(v, value, 1 - beta)
#     averages.append(v.item())
# ```

# %% [markdown] slideshow={"slide_type": "subslide"}
# PyTorch's momentum stands in `SGD`, for *stochastic gradient descent*, which is descent with mini-batches. It adds the gradient whole, v := βv + dθ. Our learning rate therefore has to be multiplied by 1 - β.
#
# ```python
# # PyTorch: momentum
# import torch
#
# theta = torch.tensor(start, requires_grad=True)
# momentum = torch.optim.SGD([theta], lr=alpha * (1 - beta), momentum=beta)
# for dtheta in gradients:
#     theta.grad = torch.tensor(dtheta)
#     momentum.step()
# ```

# %% [markdown] slideshow={"slide_type": "subslide"}
# An average of the parameters is kept beside the model. It starts at the parameters after the first step, so nothing is corrected.
#
# ```python
# # PyTorch: an average of the parameters
# from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
#
# averaged = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(beta))
# for X, y in batches:
#     optimizer.zero_grad()
#     loss(model(X), y).backward()
#     optimizer.step()
#     averaged.update_parameters(model)
# ```

# %% [markdown] slideshow={"slide_type": "subslide"}
# Keras has it inside its optimizers. When `fit` ends, it puts the averages in the place of the parameters. Two things differ from ours. Its examples are rows, and its mean squared error lacks our half, so that at the same rate its steps are twice as long. (`shuffle=False` takes the examples in the order
# in which they stand.)
#
# ```python
# # Keras: an average of the parameters
# import keras
#
# sgd = keras.optimizers.SGD(alpha, use_ema=True, ema_momentum=beta)
# model.compile(sgd, loss="mse")
# model.fit(X, y, batch_size=4, shuffle=False, verbose=0)
# ```

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Where it stands today
#
# Averages of gradients are part of nearly every optimizer in use. Averages of *parameters* have become common as well, above all in
# networks that generate images.
#
# | where | what is averaged | usual β | corrected? |
# |---|---|---|---|
# | momentum (notebook 09) | gradients | 0.9 | mostly not |
# | RMSprop (09) | squares of gradients | 0.9 to 0.99 | no |
# | Adam (09) | both | 0.9 and 0.999 | yes |
# | batch normalization (10) | means and variances of mini-batches | 0.9 to 0.99 | no |
# | EMA of the parameters | θ after each step | 0.99 to 0.9999 | mostly started at the first value |

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### To read on
#
# - B. T. Polyak and A. B. Juditsky, *Acceleration of Stochastic Approximation by Averaging*, 1992. They prove, for learning
#   rates that fall slowly, that the plain mean of all θ on the way comes to the minimum as fast as any method can.
# - D. Morales-Brotons, T. Vogels and H. Hendrikx, *Exponential Moving Average of Weights in Deep Learning: Dynamics and Benefits*, 2024. They measure what an EMA of
#   the parameters brings to deep networks. They find fewer errors on new data, less harm from wrong labels in training, and less need to lower the learning rate.
# - T. Karras and others, *Analyzing and Improving the Training Dynamics of Diffusion Models*, 2024. For *diffusion
#   models*, which generate images, they store a few averages during training and find the best β afterwards, without another run.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## Test yourself
#
# Open the answer that you would give. Every wrong one has its own explanation.

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 1.** A watch takes your pulse once a second and shows an exponentially weighted average. When you start to run, your pulse climbs
# steadily, and the watch shows what it was 19 seconds ago. Which β is it?
#
# <details><summary>0.95</summary>
#
# ✓ Right. It is β/(1 - β) seconds late, and 0.95/0.05 = 19.
#
# </details>
# <details><summary>0.9</summary>
#
# ✗ No. That is worth a plain mean of 19 values, but it is 9 seconds late.
#
# </details>
# <details><summary>0.98</summary>
#
# ✗ No. Its window is 50 seconds, and it is 49 seconds late.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 2.** You log the cost of each mini-batch as an average from v = 0 with β = 0.99, uncorrected. The curve climbs from 0.02 to 1.3 in the first
# hundred steps. Which costs would give this curve?
#
# <details><summary>Costs that climb from 0.02 to 1.3.</summary>
#
# ✗ No. The first average is a hundredth of the first cost, so that the first cost was 2.
#
# </details>
# <details><summary>Costs that climb faster than the curve, because the average is 99 steps late.</summary>
#
# ✗ No. The delay is there, but a cost that climbs from 2 would give a curve that ends higher than 1.3.
#
# </details>
# <details><summary>A cost that is always about 2.</summary>
#
# ✓ Right. Its first average is 0.01 · 2 = 0.02, and the hundredth is 2 · (1 - 0.99¹⁰⁰) = 1.27.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 3.** A program takes the same four examples at every step and averages their gradients with β = 0.9. How much of their noise is left,
# while θ hardly moves?
#
# <details><summary>About a quarter.</summary>
#
# ✗ No. That is for noise that is independent from step to step.
#
# </details>
# <details><summary>All of it.</summary>
#
# ✓ Right. The average of one and the same number is that number.
#
# </details>
# <details><summary>None, after 44 steps.</summary>
#
# ✗ No. After 44 steps the cold start is over, and the noise is as it was.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 4.** A thermometer was read once a day and averaged with β = 0.9. From now on it is read ten times a day. Which β gives the same delay in
# days?
#
# <details><summary>0.9, since β does not depend on the data.</summary>
#
# ✗ No. β counts in readings, so 0.9 would be late by nine readings, which is not even one day.
#
# </details>
# <details><summary>About 0.99.</summary>
#
# ✓ Right. Nine days are 90 readings, and β/(1 - β) = 90 gives 90/91, which is 0.989.
#
# </details>
# <details><summary>0.95</summary>
#
# ✗ No. Its window is twice as long as that of 0.9, and ten times are needed.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 5.** A paper trains with PyTorch's momentum, β = 0.9, and a learning rate of 0.06. Which α gives the same steps in the form of this notebook?
#
# <details><summary>0.006</summary>
#
# ✗ No. The conversion goes the other way. Their v is ten times as large as ours, so our rate has to make up for it.
#
# </details>
# <details><summary>0.06</summary>
#
# ✗ No. PyTorch adds the gradient whole, and we add a tenth of it. With the same rate our steps would be a tenth as long.
#
# </details>
# <details><summary>0.6</summary>
#
# ✓ Right. Their rate is ours times 1 - β, and 0.6 · 0.1 = 0.06.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 6.** You average the θ of a descent with β = 0.9, and J at the average is low. A friend wants each step to start from that average. What would that do?
#
# <details><summary>The steps become quiet, and θ comes forward ten times as slowly.</summary>
#
# ✓ Right. Of each step only 1 - β, a tenth, enters the average. It is as if the rate were a tenth.
#
# </details>
# <details><summary>It helps twice, with quiet steps and a quiet end.</summary>
#
# ✗ No. The steps are quiet because they are so short, and the floor takes ten times as long.
#
# </details>
# <details><summary>Nothing, for an average does not change a descent.</summary>
#
# ✗ No. It does not as long as no step starts from it, as in section 7.
#
# </details>

# %% [markdown] slideshow={"slide_type": "slide"}
# ## What to remember
#
# - $v_t = \beta\,v_{t-1} + (1-\beta)\,x_t$ from $v_0 = 0$, the exponential moving average (EMA). It keeps one number.
# - **Unrolled,** the value k days ago weighs $(1-\beta)\,\beta^k$. Nothing is dropped, everything fades.
# - **At the start** the weights sum to $1-\beta^t$ only. Divide by it.
# - **Three numbers for β = 0.9.** Its window is 10 days, after which a weight has faded to about 1/e. It is 9 days late. A plain mean of 19 days is as late
#   and leaves as much noise.
# - **Quiet costs delay.** $\sqrt{(1-\beta)/(1+\beta)}$ of independent noise is left, for a delay of $\beta/(1-\beta)$ days.
# - **In our ravine** averaged gradients helped little at the best rate and much where the rate was too high. Averaged parameters took the jumps out of the
#   result, and made the high rate pay.
