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
# **One number in memory that follows a noisy series. Momentum, RMSprop, Adam and batch
# normalization are all built from it.**
#
# **Learning goals.** After this notebook you can
#
# - write the average as a recursion, and unroll it into a sum with weights,
# - say for a given β over about how many days it averages, and how late it runs,
# - explain why it is wrong at the start, and correct it,
# - say why optimizers and batch norm use it, and not a moving average.
#
# **Time:** about 75 minutes with the exercises.

# %% [markdown] slideshow={"slide_type": "notes"}
# *For the instructor.* 35 minutes for the explorers alone. Ask for the predictions by a show of hands.
# The two that divide a class are how much the day ten days ago counts (section 2: most say "nothing"), and what v is
# after the first value (section 4: most say "the value").

# %% [markdown]
# **How to work.** Choose *Run → Run All Cells* once. Then read from the top: answer a prediction, move
# the sliders, say in your own words what you saw. Arrow keys move a slider that has the focus; **Pin**
# keeps what you see as a dotted ghost to compare with; **Copy as code** gives the same numbers in a few
# lines of Python. What you write into the exercises is checked, and the check says which mistake it is.

# %% slideshow={"slide_type": "skip"}
import numpy as np

import dlcourse as dl
from dlcourse.topics.exponentially_weighted_averages import exercises, explorers, predictions  # fmt: skip

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 1 Follow the temperature
#
# How warm is it these days? One day's temperature is mostly chance, and the mean of all days mixes summer
# with winter. So let us mix: every day, keep most of the old answer and add a little of the new value.
# With $\theta_t$ for the temperature of day t, as in the lectures, and $v_t$ for the answer:
#
# $$v_0 = 0 \qquad v_t = \beta\,v_{t-1} + (1-\beta)\,\theta_t$$
#
# β, between 0 and 1, says how much of the old answer is kept. This is the **exponentially weighted average**. Three days
# of 40, 49 and 45 °F by hand, with β = 0.9:

# %%
v1 = 0.9 * 0 + 0.1 * 40
v2 = 0.9 * v1 + 0.1 * 49
v3 = 0.9 * v2 + 0.1 * 45
print(f"{v1:.4g}, {v2:.4g}, {v3:.4g}")

# %%
days = np.array([40.0, 49.0, 45.0])
v = dl.exponentially_weighted_average(days, beta=0.9)
assert np.allclose(v, [v1, v2, v3])

# %% [markdown]
# (4 °F after a day of 40? The average starts from 0 and is not there yet. Section 4 mends that; until then the
# figures can show it mended: *bias correction*.)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Four years in Seattle
#
# The mean temperature of every day from 2012 to 2015, as the weather service recorded it:

# %%
theta = dl.load_temperature()
jumps = np.abs(np.diff(theta)).mean()
print(f"{theta.size} days, {theta.min():.0f} to {theta.max():.0f} °F")
print(f"from one day to the next it changes by {jumps:.1f} °F")

# %% slideshow={"slide_type": "subslide"}
guess = predictions.fifty_days()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.temperature().after(
    guess,
    "fifty days",
)

# %% [markdown]
# Pin *two days*, then press *fifty days*. The shaded band is 1/(1 - β) days wide, about the days that make up the average:
# 2 for β = 0.5, 10 for 0.9, 50 for 0.98. (The slider's steps are even in log(1 - β).)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 1: the average
#
# `theta` is a series of T values. Return the T averages $v_1, \dots, v_T$, starting from $v_0 = 0$, without any
# correction.


# %%
def ewa(theta, beta):
    """The exponentially weighted averages of theta, an array like it."""
    return ...


# %%
exercises.ewa.check(ewa)

# %% [markdown]
# Now your own function drives the figure: it appears beside the reference as soon as it is more than the
# empty frame. Run this cell again after you have changed `ewa`.

# %% slideshow={"slide_type": "subslide"}
explorers.temperature(yours=ewa)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 2 How much does each day count?
#
# Put the formula for $v_2$ into that for $v_3$, and the one for $v_1$ into that:
#
# $$v_3 = (1-\beta)\,\theta_3 + (1-\beta)\,\beta\,\theta_2 + (1-\beta)\,\beta^2\,\theta_1$$
#
# The value k days ago has the weight $(1-\beta)\,\beta^k$. Each day that passes multiplies it by β once more: the
# weights fall *exponentially*, hence the name. The three days again, oldest first:

# %%
shares = 0.1 * 0.9 ** np.array([2, 1, 0])
print("weights:", shares.round(3))
print(f"weighted sum: {shares @ days:.4g}")
assert np.isclose(shares @ days, v3)

# %% [markdown]
# In the next figure you can drag the day, or move its slider. The weights that end there hang below, and the diamond marks the day
# 1/(1 - β) days ago.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.after_ten_days()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.weights().after(
    guess,
    "ten days",
    start="two days",
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Where 1/(1 - β) comes from
#
# Write ε = 1 - β. After 1/ε days a weight has been multiplied by (1 - ε) as many times, and
# $(1-\varepsilon)^{1/\varepsilon} \approx 1/e$ when ε is small:

# %%
for beta in (0.5, 0.9, 0.98, 0.999):
    n = round(1 / (1 - beta))
    print(f"β = {beta}: after {n:4d} days {beta**n:.3f} is left")
print(f"1/e = {1 / np.e:.3f}")

# %% [markdown]
# At β = 0.5 it is 0.25, not near 1/e: **the rule is for β near 1.** (Some slides write 0.5² ≈ 1/e. It is not.)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### The weights sum to 1 - βᵗ
#
# They are a geometric series. Multiply its sum by 1 - β, and all terms but the first and the last cancel:
#
# $$(1-\beta)\left(1 + \beta + \beta^2 + \dots + \beta^{t-1}\right) = 1 - \beta^t$$
#
# After three days the weights sum to 0.271, after fifty to nearly 1:

# %%
for t in (1, 3, 10, 50):
    sizes = [0.1 * 0.9**k for k in range(t)]
    print(f"day {t:2d}: {sum(sizes):.3f}")
    assert np.isclose(sum(sizes), 1 - 0.9**t)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 2: the weights
#
# Return the weights with which the days t, t - 1, …, 1 enter $v_t$, as an array of t numbers, the newest day first.


# %%
def weights(beta, t):
    """The weights of the last t days, newest first, shape (t,)."""
    return ...


# %%
exercises.weights.check(weights)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 3 Smooth or up to date
#
# You cannot have both. How late the average runs is told by the mean age of what it is made of. Today's value
# is 0 days old, yesterday's 1 day, …, and their weighted mean is
#
# $$\sum_k k\,(1-\beta)\,\beta^k = \frac{\beta}{1-\beta}$$
#
# That is 9 days for β = 0.9. On a series that climbs steadily the average is late by exactly that:

# %%
climbing = 0.2 * np.arange(1000)  # 0.2 °F warmer each day
for beta in (0.5, 0.9, 0.98):
    v = dl.exponentially_weighted_average(climbing, beta)
    late, expected = (climbing[-1] - v[-1]) / 0.2, beta / (1 - beta)
    print(f"β = {beta}: late by {late:.0f}, expected {expected:.0f}")

# %% [markdown]
# Real temperatures climb and fall again. Within ten days that makes no difference: the figure measured 9 days. With
# β = 0.98 it measured 38 instead of 49, because a year is too short for so long a memory, and the seasons came
# out flatter.

# %% [markdown] slideshow={"slide_type": "subslide"}
# What is gained: of noise that is new every day, the share $\sqrt{(1-\beta)/(1+\beta)}$ is left, as a standard
# deviation. By theory and measured on 100,000 random numbers:

# %%
noise = np.random.default_rng(0).normal(size=100_000)
for beta in (0.5, 0.9, 0.98):
    v = dl.exponentially_weighted_average(noise, beta)
    theory = np.sqrt((1 - beta) / (1 + beta))
    print(f"β = {beta}: {v.std():.2f} of the noise, {theory:.2f} expected")

# %% [markdown]
# **So:** β trades noise against delay. β = 0.9 leaves a quarter of the noise and is nine days late, β = 0.98 leaves a tenth and
# is late by up to 49.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 4 The cold start, and how to correct it
#
# The average starts from $v_0 = 0$, which is no temperature of any day. In the first figure this was corrected. Now look at the
# same days with nothing corrected, and β = 0.98:

# %% slideshow={"slide_type": "subslide"}
guess = predictions.too_low()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.cold_start().after(
    guess,
    "fifty days",
    start="corrected",
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Divide by what the weights sum to
#
# Section 2 has the reason: on day t the weights sum to 1 - βᵗ, and an average needs weights that sum to 1.
# So divide:
#
# $$\hat v_t = \frac{v_t}{1-\beta^t}$$
#
# The three days by hand; 0.1, 0.19 and 0.271 are 1 - 0.9, 1 - 0.9² and 1 - 0.9³:

# %%
by_hand = v1 / 0.1, v2 / 0.19, v3 / 0.271
print(", ".join(f"{value:.2f}" for value in by_hand))
v_hat = dl.exponentially_weighted_average(days, 0.9, bias_correction=True)
assert np.allclose(v_hat, by_hand)
assert np.allclose(v_hat, [40, 44.74, 44.83], atol=0.005)

# %% [markdown] slideshow={"slide_type": "subslide"}
# The same with β = 0.98 and two days, in letters: $v_2 = 0.0196\,\theta_1 + 0.02\,\theta_2$. That is
# two hundredths of each day, no average of the two. The weights sum to 0.0396, and divided by it:
#
# $$\hat v_2 = 0.495\,\theta_1 + 0.505\,\theta_2$$

# %%
shares = np.array([0.98 * 0.02, 0.02])
print("weights:  ", shares.round(4), "sum", shares.sum().round(4))
print("corrected:", (shares / shares.sum()).round(3))
assert np.isclose(shares.sum(), 1 - 0.98**2)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Four derivatives, step by step
#
# Later it will not be temperatures that are averaged but derivatives. Take 0.81, 0.9, 0.96 and 0.34, with β = 0.9.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.first_value()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.worked_steps().after(
    guess,
    "the derivatives",
    start="the first one",
)

# %% slideshow={"slide_type": "subslide"}
derivatives = [0.81, 0.9, 0.96, 0.34]
v_hat = dl.exponentially_weighted_average(derivatives, 0.9, True)
print(v_hat.round(4))
assert np.allclose(v_hat, [0.81, 0.8574, 0.8952, 0.7338], atol=5e-5)

# %% [markdown]
# **So:** without the correction the averages are 0.08, 0.16, 0.24, 0.25, below every value that went in, and they even
# rise when the derivative falls to 0.34. Corrected, they are what an average should be: 0.81 first, and lower after the
# small fourth value.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### When it stops to matter
#
# The correction is by the factor 1/(1 - βᵗ), and βᵗ vanishes. How many days until it changes v by less than 1 %?

# %%
for beta in (0.5, 0.9, 0.98, 0.999):
    t = int(np.ceil(np.log(0.01) / np.log(beta)))
    print(f"β = {beta}: from day {t} on")

# %% [markdown]
# **So:** nearly five windows long. With β = 0.9 many people do without, after 44 steps nothing of it is left; with Adam's β2 = 0.999
# it takes 4,600 steps, and there everybody corrects.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 3: bias correction
#
# `v` holds $v_1, v_2, \dots, v_T$ as `ewa` gives them. Return the corrected averages.


# %%
def bias_corrected(v, beta):
    """The averages with their bias corrected, an array like v."""
    return ...


# %%
exercises.bias_corrected.check(bias_corrected)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 5 The memory of an optimizer
#
# A mini-batch gives the gradient with noise, as a single day gives the season with noise. So optimizers average gradients, and
# the best known one that does is **momentum**:
#
# $$v := \beta\,v + (1-\beta)\,d\theta \qquad \theta := \theta - \alpha\,v$$
#
# Here θ are the parameters, as everywhere else in the course, and dθ takes the place of the temperature. It is the formula of
# section 1, for each parameter on its own. Four gradients of one parameter:

# %%
momentum, w = dl.Momentum(learning_rate=1.0, beta=0.9), np.array([5.0])
for dw in derivatives:
    w = momentum.step(w, np.array([dw]))
v = dl.exponentially_weighted_average(derivatives, beta=0.9)
assert np.isclose(w[0], 5 - v.sum())  # it walked by v, four times

# %% [markdown]
# In the next figure the weights of a linear regression are carried through the valley of the cost at a steady pace. Halfway they pass
# the bottom, and the true gradient changes its sign.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.passed_the_bottom()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.momentum_memory().after(
    guess,
    "ten iterations",
    start="no memory",
)

# %% [markdown]
# That is why momentum can overshoot, and the more so the larger β is. Notebook 09 makes an optimizer of it.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 6 Why this average, and not a moving one?
#
# The plain mean of the last n days is easier to explain. It also fades nothing and forgets exactly. Why does no
# optimizer use it?
#
# The figure compares the two at equal delay, to be fair: the mean age of n days is (n - 1)/2, so β = (n - 1)/(n + 1).
# Press *Measure the time* for the time on your computer.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.how_many_numbers()
guess

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.one_number().after(
    guess,
    "a hundred days",
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Where it is used
#
# One number more for each parameter is a price that one can pay; a hundred are not. For a network
# of 10 million parameters, in float32:

# %%
parameters = 10_000_000
for name, kept in (("weighted", 1), ("moving, 100 days", 100)):
    print(f"{name}: {kept * parameters * 4 / 1e9:.2f} GB")

# %% [markdown]
# | where | what is averaged | usual β | corrected? |
# |---|---|---|---|
# | momentum (notebook 09) | gradients | 0.9 | mostly not |
# | RMSprop (09) | squares of gradients | 0.9 | no |
# | Adam (09) | both | 0.9 and 0.999 | yes |
# | batch norm (10) | mean and variance of each batch | 0.9 to 0.99 | no |

# %% [markdown] slideshow={"slide_type": "subslide"}
# Batch norm wants the mean of all the data, and sees one batch at a time. Show it ten batches whose mean is 5:

# %%
layers = [dl.BatchNorm(1), dl.Dense(1, 1)]
net = dl.Network(layers, dl.MeanSquaredError())
descent, rng = dl.GradientDescent(0.01), np.random.default_rng(0)
X, Y, start = np.array([[4.0, 6.0]]), np.zeros((1, 2)), net.initialize(rng)
*_, last = dl.train(net, start, X, Y, descent, epochs=10, rng=rng)
mu = net.unpack(last.theta)[0]["mu"].item()
print(f"μ = {mu:.2f}, and (1 - 0.9¹⁰) · 5 = {(1 - 0.9**10) * 5:.2f}")
assert np.isclose(mu, (1 - 0.9**10) * 5)

# %% [markdown]
# **So:** it is the average of this notebook, cold start and all. Batch norm does not correct it: it is used only after training, and by
# then hundreds of batches have come. (The variance starts at 1, not at 0, so that nobody divides by 0.)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## Where conventions differ
#
# | here | elsewhere | to convert |
# |---|---|---|
# | β is the share of the past | α or "smoothing factor" is the share of the new value (statistics) | α = 1 - β |
# | $(1-\beta)\,\theta_t$ is added | $\theta_t$ is added (momentum in PyTorch) | their v is ours / (1 - β), their learning rate ours · (1 - β) |
# | $v_0 = 0$, then corrected | v starts at the first value | the same after a few windows |
# | momentum of batch norm is β = 0.9 | 1 - β = 0.1 (PyTorch) | theirs is 1 - ours |
# | 1/(1 - β) days | "span" n with the same mean age as n days | β = (n - 1)/(n + 1) |
#
# For the third and fourth derivative of section 4 some notes have 0.8953 and 0.7343. Right are 0.8952 and 0.7338.

# %% [markdown] slideshow={"slide_type": "subslide"}
# Starting at the first value needs no correction, but it gives that one value the weight βᵗ⁻¹. On the third day with β = 0.9
# it still makes up 81 % of the average:

# %%
above = dl.exponentially_weighted_average(days - 40, 0.9)  # 0 is 40 °F
print("from the first value:", 40 + above.round(2))
print("from 0, corrected:   ", np.round(by_hand, 2))

# %% [markdown] slideshow={"slide_type": "slide"}
# ## Test yourself
#
# Open the answer that you would give. Every wrong one has its own explanation.

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 1.** Over about how many days does β = 0.95 average?
#
# <details><summary>5</summary>
#
# ✗ No. 1 - β is 0.05, which is 5 %; the window is its inverse.
#
# </details>
# <details><summary>20</summary>
#
# ✓ Right. 1/(1 - 0.95) = 1/0.05 = 20.
#
# </details>
# <details><summary>95</summary>
#
# ✗ No. For about a hundred days it takes β = 0.99.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 2.** You see a red curve that is smooth and comes too late. What do you do to β?
#
# <details><summary>Raise it.</summary>
#
# ✗ No. That lets more old days in: smoother, and later still.
#
# </details>
# <details><summary>Nothing, it needs bias correction.</summary>
#
# ✗ No. The correction repairs the first days; a delay stays for ever.
#
# </details>
# <details><summary>Lower it.</summary>
#
# ✓ Right. Fewer old days: more up to date, and noisier. You cannot have both.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 3.** β = 0.9, and the first value is 20. What are $v_1$ and the corrected one?
#
# <details><summary>2 and 20</summary>
#
# ✓ Right. 0.9 · 0 + 0.1 · 20 = 2, and 2/(1 - 0.9) = 20.
#
# </details>
# <details><summary>18 and 20</summary>
#
# ✗ No. The 0.9 belongs to $v_0$, which is 0; the new value gets 0.1.
#
# </details>
# <details><summary>2 and 2.2</summary>
#
# ✗ No. That divides by 0.9, which is β. The divisor is 1 - βᵗ with t = 1, which is 0.1.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 4.** Why does 1 - βᵗ correct the bias?
#
# <details><summary>It is what the weights of t days sum to.</summary>
#
# ✓ Right. Divided by it they sum to 1, and v becomes a true weighted mean of the values so far.
#
# </details>
# <details><summary>It is the weight of the first day.</summary>
#
# ✗ No. That is (1 - β) βᵗ⁻¹, and it gets ever smaller.
#
# </details>
# <details><summary>It undoes the delay.</summary>
#
# ✗ No. Nothing undoes it: the values of the days to come are not known yet.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 5.** β = 0.98. How much does the day fifty days ago count, compared with today?
#
# <details><summary>Nothing, the window is 50 days.</summary>
#
# ✗ No. There is no edge: the weights fade, they do not end.
#
# </details>
# <details><summary>About 0.36 of it.</summary>
#
# ✓ Right. 0.98⁵⁰ = 0.364, close to 1/e = 0.368.
#
# </details>
# <details><summary>0.02 of it.</summary>
#
# ✗ No. 0.02 is today's own weight, 1 - β.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 6.** A network has a million parameters. How many numbers does momentum with β = 0.99 keep beside them?
#
# <details><summary>100 million, for the last 100 gradients.</summary>
#
# ✗ No. That would be a moving average. Here no old gradient is ever needed again.
#
# </details>
# <details><summary>One.</summary>
#
# ✗ No. One for *each parameter*: every one has a gradient of its own.
#
# </details>
# <details><summary>1 million.</summary>
#
# ✓ Right. One v for each parameter, whatever β is.
#
# </details>

# %% [markdown] slideshow={"slide_type": "slide"}
# ## What to remember
#
# - $v_t = \beta\,v_{t-1} + (1-\beta)\,\theta_t$ from $v_0 = 0$: one number in memory.
# - **Unrolled:** the value k days ago weighs (1 - β) βᵏ. No edge, only fading.
# - **About 1/(1 - β) days:** 10 for 0.9, 50 for 0.98. After so many days a weight is down to about 1/e, for β near 1.
# - **Large β:** smooth, and β/(1 - β) days late. **Small β:** up to date, and noisy.
# - **Bias correction:** divide by 1 - βᵗ, the sum of the weights. It matters for about five windows.
# - **Why optimizers use it:** as good as a moving average, for one number a parameter.
