# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown] slideshow={"slide_type": "slide"}
# # 03 Bias and variance
#
# **The model was right on 97 % of the examples in the lab. The customers say 90 %. Who is lying?**
#
# **Learning goals.** After this notebook you can
#
# - say why a set that has chosen a model cannot judge it, and split your data so that one part can,
# - tell underfitting from overfitting, and say what each does to the train and to the dev error,
# - take an error apart into bias², variance and noise, and compute all three in a simulation,
# - diagnose a real model, whose three parts nobody knows, from its train, dev and human error, and name the first remedy,
# - use forty examples as if they were more, by cross-validation,
# - say what a model has to believe before it can learn anything.
#
# **Time:** about 150 minutes with the exercises, best in two sittings: sections 1 to 4, then 5 to 11.

# %% [markdown] slideshow={"slide_type": "notes"}
# *For the instructor.* 60 minutes for the explorers alone. Begin with the five labs of section 1 and let the class say what has gone
# wrong in production; most look for a bug or for other data. The two curves to be drawn (sections 2 and 5) are best drawn on the
# board by three volunteers each. The mean of two hundred wild curves (section 3) is the answer that surprises most.

# %% [markdown] slideshow={"slide_type": "subslide"}
# **What we take for granted.** A mean, a variance and a standard deviation; Python with numpy arrays. That a model is fitted by making a
# cost small you know from notebook 01, and what a network is from notebook 02. Nothing else is needed, and most of this notebook does
# without networks.
#
# **How to work.** Choose *Run → Run All Cells* once. Then read from the top. Answer a prediction before you go on, then
# move the sliders and say in your own words what you saw. Arrow keys move a slider that has the focus. Figures that move after your answer keep where they began as dotted grey lines. **Pin** keeps what you see now in the same way.
# **Copy as code** gives the same numbers in a few lines of Python. What you write into the exercises is checked, and the check
# tells you which mistake it is.

# %% slideshow={"slide_type": "skip"}
import numpy as np

import dlcourse as dl
from dlcourse.topics.bias_and_variance import exercises, explorers, predictions  # fmt: skip
from dlcourse.topics.bias_and_variance.runs import CURVES, GRID, day, fits, models, sample, squared  # fmt: skip

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 1 97 % in the lab
#
# A small company wants to read handwritten digits. It has 540 labelled images. With 500 of them it trains 300 models. They are all of the
# same simple kind. Each looks at 44 of the 64 pixels, drawn at random because nobody knows which ones are best, and computes a score for each digit, a weighted sum of these pixels whose weights are fitted by least squares, so that the mean squared error is as small as possible. The other 40 images go to the lab. Every
# model is tried on them, the best one is sold, and what it got right in the lab is printed on the box.
#
# We have what the company has not, namely 1,257 further images, to see what its customers will see. And we can repeat the story with another choice of the 40 images.

# %%
right = models.answers()  # right or wrong, for 300 models and 1,297 images
for seed in range(5):
    order = np.random.default_rng(seed).permutation(right.shape[1])
    lab, production = order[:40], order[40:]
    best = right[:, lab].mean(axis=1).argmax()
    print(
        f"lab {seed}: {right[best, lab].mean():.1%} right, "
        f"in production {right[best, production].mean():.0%}"
    )

# %% [markdown]
# In each of the five labs the box promises more than the customers get. Is that the rule? Let us do it a hundred times.

# %%
in_the_lab, later = (100 * part[:, -1] for part in models.best_of(40))
print(f"lab {in_the_lab.mean():.0f} %, production {later.mean():.0f} %")
print(f"the lab promised too much in {np.sum(in_the_lab > later)} of 100")

# %% [markdown] slideshow={"slide_type": "subslide"}
# 97 % in the lab, 90 % in production. Yet there is no bug. No image was used twice, and the 40 images in the lab are of the same
# kind as all others. Nor has anybody lied. So what has gone wrong?

# %% slideshow={"slide_type": "subslide"}
guess = predictions.larger_lab()
guess

# %% [markdown] slideshow={"slide_type": "skip"}
# In the next figure each dot on the left is one of the models that were tried. Across is what it got right in the lab, upwards what it
# gets right in production, and on the dotted diagonal the two are equal. The ring marks the model that was chosen. On the right are the two numbers of the chosen model against the number
# of models that were tried, on average over a hundred labs.

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.best_of_many().after(
    guess,
    "500 images",
    start="three hundred models",
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# Press *three hundred models* to see the lab of 40 images again, and look at the cloud on the left. It is much wider than it is high. In production most of the models differ by a point or two, but in the lab by many points, because 40 images are a small sample.
# How much does a result on n images scatter? Each image is read rightly with probability p, as if a coin were tossed. The share that is right then has the standard deviation $\sqrt{p(1-p)/n}$. For p = 0.9 that is as follows, in percentage **points**, as we give differences of percentages. (From 90 % to 97 % is 7 points.)

# %%
for n in (40, 500, 10_000):
    print(f"{n:6,} images: ± {100 * np.sqrt(0.9 * 0.1 / n):.1f} points")

# %% [markdown] slideshow={"slide_type": "subslide"}
# On 40 images a model that is right on 90 % of all images may well show 85 or 95. Try one model, and you
# are as likely to be too high as too low. Try 300 and take the highest, and you choose the one with the best luck. Move *models tried* from 1 upwards and see how the lab's curve parts from that of production. This happens whenever somebody **tunes on the data that the report comes from**,
# be it by 300 models or by 300 evenings of small changes.
#
# The remedy is to let one set choose and another one judge.
#
# - The **training set** is what the models are fitted to. The error on it is the **train error**.
# - The **dev set** (for *development*, also called *validation set*) chooses between models, and between settings of their training. The error on it is the **dev error**.
# - The **test set** chooses nothing. It is looked at once, at the end, and says what the chosen model is worth.
#
# To hold examples back from training, so that they can judge, is called **hold-out**. Does it work? We split the lab's images. Half of them choose, the other half report:

# %%
rng, promised, kept = np.random.default_rng(0), [], []
for _ in range(1000):
    order = rng.permutation(right.shape[1])
    dev, test, production = order[:20], order[20:40], order[40:]
    best = right[:, dev].mean(axis=1).argmax()
    promised.append(right[best, test].mean())
    kept.append(right[best, production].mean())
print(f"test {np.mean(promised):.0%}, production {np.mean(kept):.0%}")

# %% [markdown]
# Now the number on the box is fair. It still scatters, because 20 images are few, but on average it is neither too high nor too low. One says that it is an **unbiased** estimate.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### How large, and from where?
#
# With a few thousand examples one used to take 70 % to train and 30 % to test, or 60, 20 and 20 % where there is a dev set. With a million the shares change. As the
# table of scatter above shows, 10,000 examples measure an error to 0.3 points, and 10,000 are 1 % of a million. So 98 or 99 % can train.
#
# Both dev and test set must come **from where the model will be used**. If it is to read the photographs that people take in dim light, a dev set of clean scans chooses the wrong model, however large it is. And shuffle before you split.
# Data are often sorted, by day, by customer or by label, and the last 20 % of a sorted file are another world than the first 80.
#
# Can one do without a test set? Yes, if nobody needs a fair number. Then the dev set chooses, and one knows that its own report is rosy.
#
# When numbers differ after all, *where* they part tells the cause:
#
# | good on | bad on | what has happened | remedy |
# |---|---|---|---|
# | dev | test | too much was tried: what was chosen suits these dev examples by luck | a larger dev set |
# | dev and test | production | other examples than those in production | collect new ones where the model is used, shuffle, split anew |
# | all of them | the users are unhappy | the wrong thing is measured | another measure, in which the mistakes that hurt count more |

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 2 How much should a model be able to do?
#
# So we measure on examples that the model has not seen. The next question is which models we should try at all. To see what happens inside of them, we leave the digits for something that can be drawn.
#
# A cheap thermometer is read 15 times in a day, at a random moment in each fifteenth of it. Each reading is off by 2 °C or so (a normal error with standard deviation σ = 2). We want the temperature at every hour. Our model is
# a polynomial, $a_0 + a_1 x + a_2 x^2 + \dots + a_d x^d$ in the hour x, fitted by least squares. That is the line of notebook 01 with more powers of x, and it has
# d + 1 numbers to learn. Which **degree** d shall we take?

# %%
rng = np.random.default_rng(0)
x, y = sample(day, 15, 2.0, rng)  # 15 hours, and what was read
for degree in (1, 4, 9):
    fit = np.polynomial.Polynomial.fit(x, y, degree)
    train_error = np.mean((fit(x) - y) ** 2)
    print(f"degree {degree}: train error {train_error:.1f} °C²")

# %% [markdown] slideshow={"slide_type": "subslide"}
# In this notebook the error of a curve is its mean squared error, the mean of (fitted − measured)², in °C². The train error falls from degree to degree, and it must. A polynomial of degree 9 can be every polynomial of
# degree 4, with its last five numbers 0, and least squares takes whatever is best. So the train error never asks us to stop. What does the dev error say?
#
# Because we have made up this day, we know its true temperature and can read the thermometer as often as we like. Our dev set has 1,000 further readings. Even the true curve misses them by σ² = 4 °C² in the mean, since they are wrong as well. No model can do better. This
# is the **noise**.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.draw_the_dev_error()
guess

# %% [markdown] slideshow={"slide_type": "skip"}
# In the next figure the left panel has the readings, the true curve and the fitted one. The right panel has both errors for every degree, on a logarithmic scale, with the noise as a dash-dotted line. Rings mark the degree at hand.

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.polynomial_fit().after(
    guess,
    "through nearly all points",
    start="a straight line",
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# Move the degree from 0 to 9. At first both errors fall. A line cannot bend like a day, so it is far off on the readings to which it was fitted, as well as on new ones. It **underfits**. Then, somewhere in
# the middle, the dev error stops falling, although the train error goes on. The train error has even fallen below the noise, because the curve has come nearer to these readings than the truth is. The more it bends to reach readings that are wrong, the more it costs between them. It learns
# what is true of these 15 readings only, and it **overfits**. To do well on what was not seen is to **generalize**.
#
# (This is one training set, a lucky one, with its bottom as late as degree 7. Your drawing was compared with the mean of 200 sets, whose bottom is at degree 4 or 5, and on which degree 9 does even worse. Another *seed* draws another set. Try some.)
#
# How much a model is able to follow is called its **capacity**, or complexity. Here it is the degree, and in a network the number of units and layers plays its part. Against capacity the dev error has the shape of a **U**, and
# what we look for is its bottom. Mind that only the *dev* error has one. There is a tension between the two things that we want. Optimization makes the train error small, and here generalization needs it not to be too small.
#
# <details><summary>You may have read that the best complexity makes train and dev error least, or that too little data make a model underfit</summary>
#
# Only the dev error is least there. The train error goes on falling. And few data invite *over*fitting: press *the same, with 200 measurements* and *through nearly all points* in turn. It is only when somebody takes a
# simpler model because there are few data that this model may underfit.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# Is degree 4 or 5 good in general, then? No, it depends on what is to be learned. The figure has two other truths. One is how many matches a tennis player wins in a year, against the years after the 16th birthday: it rises and falls like a parabola, and a season's luck makes two matches more or less. The other one is a cubic. Press their two presets, and then move the degree. Here are dev errors, each the mean of 200 training sets:

# %%
for name, m, degrees in (
    ("a career", 10, (1, 2, 4)),
    ("a cubic", 15, (1, 3, 6)),
):
    rng = np.random.default_rng(0)
    x, y = sample(CURVES[name], m, 2.0, rng, 200)
    x_dev, y_dev = sample(CURVES[name], 100, 2.0, rng, 200)
    errors = squared(fits(x, y, x_dev, 6) - y_dev[:, np.newaxis]).mean(
        axis=0
    )
    text = ", ".join(f"degree {d}: {errors[d]:.1f}" for d in degrees)
    print(f"{name}: {text}")

# %% [markdown]
# A line cannot rise and fall. A parabola can. Degree 4 can as well, but it also bends for the luck of single seasons. In the cubic's case the line is too stiff and degree 6 too free. So take no more than what is needed. Of two models that explain a thing about as well, take the simpler one. The advice
# is 700 years old and is called **Occam's razor**. The U shows what is behind it.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 3 Two ways of being wrong
#
# Left and right of the bottom the dev error is high, but it does not seem to be the same illness. The line and the curve of degree 9 are wrong in different ways. How can we see the difference? A single fit does not show it. But suppose that
# we could live the same day again, with other readings. What would stay, and what would change?

# %%
rng = np.random.default_rng(1)
x, y = sample(day, 15, 2.0, rng, 5)  # five training sets
# `fits` gives an array (sets, degrees, hours)
for degree in (1, 9):
    at_nine = fits(x, y, [9.0])[:, degree, 0]
    low, high = at_nine.min(), at_nine.max()
    print(f"degree {degree} at 9 o'clock: from {low:.1f} to {high:.1f} °C")

# %% [markdown] slideshow={"slide_type": "subslide"}
# The five lines nearly agree, and the five curves of degree 9 contradict each other. Five are few. So let us refit two hundred times, and take the mean of all fits.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.mean_of_wild_curves()
guess

# %% [markdown] slideshow={"slide_type": "skip"}
# In the next figure the left panel has twenty of the fits, their mean (black) and the truth (dashed). The right panel has the dev error for every degree. What its colours are we shall see in a moment.

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.many_fits().after(
    guess,
    "degree 9",
    start="a straight line",
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# There are two distances, and both now get their names. How far the *mean* of the fits is from the truth is the **bias**. It is what all training sets get wrong together. How far the single fits are spread around
# their mean is measured by the **variance**. It is what each training set gets wrong by itself. The line has much bias and little variance, and degree 9 has it the other way round.
#
# Do these two explain the whole error? Take one hour x. Let f be the true temperature there, ŷ what a fit says, which depends on the training set, and ȳ the mean of ŷ over all training sets (of the fits, not of the readings). A new reading is y = f + ε,
# where ε is the error of the thermometer, with mean 0 and variance σ². We insert ȳ and f between ŷ and y:
#
# $$\hat y - y = (\hat y - \bar y) + (\bar y - f) - \varepsilon$$
#
# Now square this and take the mean over training sets and readings. The three squares stay. What about the products? ŷ − ȳ is 0 on average, because ȳ is the mean. ε is 0 on average, too, and the new reading knows nothing of the training set. The middle
# term is a constant. So all three products are 0 on average, and
#
# $$\underbrace{E\big[(\hat y - y)^2\big]}_{\text{expected error}} = \underbrace{E\big[(\hat y - \bar y)^2\big]}_{\text{variance}} + \underbrace{(\bar y - f)^2}_{\text{bias}^2} + \underbrace{\sigma^2}_{\text{noise}}$$
#
# where E stands for the mean over all training sets and readings. In words, what we may expect of a new reading's error is the sum of three parts, and one of them, the noise, is out of our reach.

# %% [markdown]
# That was at one hour. Taking the mean over the day gives three numbers for each degree, and the right panel of the figure stacks them. The circles are measured, by comparing every fit with 200 new readings, without any knowledge of f. Move the degree and see that they agree
# with the sum. From left to right the bias falls and the variance grows, and *that* is why there is a U.
#
# Then press *degree 9, more data*. With 100 readings the fits agree, and the variance is nearly gone.
#
# <details><summary>You may have read other things of the two</summary>
#
# - *"The variance is the difference between train and test accuracy."* The gap is a sign of variance, which we shall use in section 4. Variance itself is the spread of the predictions over training sets.
# - *"Total error = bias² + variance."* The noise is missing.
# - *"More bias always means less variance."* That holds along the complexity of one kind of model, for the same amount of data.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 1: the two parts
#
# `predictions` has a row for each training set and a column for each hour. `truth` has the true temperature at these hours. Return bias² and variance, both as means over the hours.


# %%
def bias_and_variance(predictions, truth):
    """bias² and variance, two numbers; predictions (sets, places)."""
    return ...


# %%
exercises.bias_and_variance.check(bias_and_variance)

# %% [markdown]
# `dlcourse` has the whole simulation in one function, with which you can take apart any model of your own. It wants to know how to fit, how to draw a training set, and the truth. For degree 4 and 200 new training sets:


# %%
def read_the_thermometer(rng):
    return sample(day, 15, 2.0, rng)


def fit_degree_4(x, y):
    return np.polynomial.Polynomial.fit(x, y, 4)


rng = np.random.default_rng(1)
draw, hours = read_the_thermometer, GRID  # 96 places in the day
parts = dl.bias_variance(fit_degree_4, draw, day, hours, 200, rng)
print("bias², variance, noise:", np.round(parts, 1))

# %% [markdown]
# The first two are near those of the figure, which has drawn other training sets. The third one is not told to the function. It is measured, too, as the mean of (y − f)² over the readings of all 200 sets, and so it is not exactly 4.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### The target
#
# Here is a picture for both at once. We ask every fit for two hours, 6 and 18 o'clock, and draw its two errors as a dart. The black dot in the centre of the target is the truth. The middle of all darts is marked by a brown cross. Its distance from the centre is the bias at these two hours, and how far the darts
# are from *their* middle is the spread, the root of the variance. The large target is the setting at hand, and the four small ones show the four cases, with the same rings at 1, 2, 4, 6 and 8 °C.

# %% slideshow={"slide_type": "subslide"}
explorers.darts()

# %% [markdown] slideshow={"slide_type": "subslide"}
# The case on the lower right is worth a second look. Can a model have high bias *and* high variance? It can. A parabola is too stiff for the day, and on 15 very noisy readings it is shaky, too. So the two
# are no opposites. In classification this happens when a model is too simple in one region of the plane and follows single points in another.
#
# Some families of models lean to one side by their nature:
#
# | leaning to high bias | leaning to high variance |
# |---|---|
# | a line, logistic regression | polynomials of high degree |
# | a network with few units | a network with many units and few data |
# | the vote of many neighbours (section 7) | the nearest neighbour alone |

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 4 Which of the two is it?
#
# We could take the error apart because we knew the truth and could draw as many training sets as we liked. In practice you have one data set and no truth. The three parts **cannot be known** there. What can we still say?
#
# Two numbers can be measured, the train and the dev error. A third can often be had: how often do *people* err on the same task? In this section errors are shares of wrong answers, in %. Think of pictures of cats, which people read without a mistake.
#
# | | A | B | C | D |
# |---|---|---|---|---|
# | human error | 0 | 0 | 0 | 0 |
# | train error | 1 | 15 | 15 | 0.5 |
# | dev error | 11 | 16 | 30 | 1 |
#
# A is nearly perfect on what it has seen and ten points worse on what it has not. That is what **high variance** looks like. B is bad even on what it was trained on, and hardly worse elsewhere, which is **high bias**. C has both, and D has neither. So the way from human to train error stands for the bias, and the way from train to dev error
# stands for the variance.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Compared with what?
#
# Why human error, and not 0? Because 0 may be out of reach. The least error that any method could have is the **Bayes error**. It is the noise of section 3 for classification. Nobody knows it either, but it cannot be above what people achieve, and for
# tasks at which people are good it is not far below. So train − human is called the **avoidable bias**. (In X-ray pictures one student may err on 5 %, a doctor on 2 % and a team of experienced doctors on 0.5 %. Which of them is "human"? The Bayes error
# is at most the least of them, so here the team stands for it.)
#
# Two networks, whose task people do with 0.5 % errors:

# %%
for train_error, dev_error in ((5, 6), (2, 7)):
    bias, gap = train_error - 0.5, dev_error - train_error
    print(f"train {train_error}, dev {dev_error}: bias {bias}, gap {gap}")

# %% [markdown]
# The dev errors differ by a single point. Yet of the first network's errors most are avoidable bias, and of the second's most are variance, so they need different remedies.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.same_two_errors()
guess

# %% [markdown] slideshow={"slide_type": "skip"}
# In the next figure the brown bar is the avoidable bias and the green one the variance. We call a part high from 2 points on, which is a rule of thumb and no law.

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.diagnosis().after(
    guess,
    "15 and 16, people 14",
    start="15 and 16",
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# This is the third cause of a high error, and the one that is forgotten most easily. The data may simply be noisy, and then the model neither underfits nor overfits. The whole recipe fits into a table:
#
# | what is high | cause | what to try |
# |---|---|---|
# | train − human | bias: too little capacity, or not trained to the end | a larger network, longer training, a better optimizer, better features, another kind of model |
# | dev − train | variance: too few data for so much capacity | more data, regularization (notebooks 04 and 05), a smaller network, another kind of model |
# | human | noise: the inputs do not tell, or the labels are wrong | better inputs, better labels |
#
# (To regularize a model means to make it prefer simple answers.) Begin with the first row, because as long as a model cannot even learn what it is shown, nothing else matters. When the first row is in order, take the second, and look at the first again afterwards.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### How good is the rule?
#
# We can try it where we know the parts, on the thermometer. There the noise of 4 takes the place of the human error.

# %%
curves = explorers.learning_curves().result  # m = 15, means of 100 sets
known = explorers.many_fits().result
for d in (1, 4, 9):
    train, dev = curves["train"][0, d], curves["dev"][0, d]
    bias2, variance = known["all bias2"][d], known["all variance"][d]
    print(f"degree {d}: bias² {bias2:4.1f}, variance {variance:4.1f}")
    print(f"  the rule: {train - 4:7.1f}, {dev - train:12.1f}")

# %% [markdown]
# (The first line is from the figure of section 3, and the second from that of section 5. They draw other training sets, so their sums differ a little.) For the line and for degree 9 the rule names the larger part, and even its size is about right. In the middle it is rough. Why is its first number below 0 for degrees 4 and 9? Because these curves have followed the errors of their own readings, and so they are nearer to these
# than the truth is. The same happens to a network. So a train error *below* human error is by itself no success. Mostly the network has learned the noise, and then the gap is larger than the variance. So use the rule to see which part to attack, and for nothing finer.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Ten cases
#
# Now you are the doctor. Each row of the figure is a case, with its errors of people, train and dev. Write ten letters into the next cell, `b` for high bias, `v` for high variance, `2` for both and `n` for neither, and run it. Then each row shows its two parts as bars, with a ✓ or ✗. One of the ten networks does better than people on its training set. What follows for it?
#
# The buttons *who says it* put three rules in your place, and two of them forget something. Another seed gives ten other cases.

# %% slideshow={"slide_type": "subslide"}
my_verdicts = "??????????"
explorers.ten_cases(my_verdicts)

# %% [markdown]
# Whoever looks at the gap alone never sees bias. And somebody who compares the train error with 0 calls bias what people cannot do any better. A diagnosis needs all three errors. (Case 10 is the network that beats people on its training set, with 4 % against 9 %. It has learned what is only noise, and on new examples it errs on 23 %. So this is variance.)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 5 Would more data help?
#
# More data stand in the table as a remedy, and they are the most expensive one. Can we find out before we pay for them? We go back to the thermometer, where data are free, and follow both errors as the number m of measurements grows. Such curves are called **learning curves**. Begin with the line.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.more_measurements()
guess

# %% [markdown] slideshow={"slide_type": "skip"}
# In the next figure the left panel has the learning curves of one degree, means over a hundred training sets. The right panel has the dev error against the degree, one curve for each m, and the black one belongs to the m at hand.

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.learning_curves().after(
    guess,
    "a line, many data",
    start="a line, few data",
)

# %% [markdown]
# Now press *degree 9, few data* and *degree 9, many data*. Here data do everything. How can you tell the two cases apart without knowing the future? By the gap. The train error rises with m and the dev error falls, and where they have met, more data have nothing
# left to close. So you can fit the model on a half and on a quarter of the data that you have. If the gap is still closing, go on collecting.
#
# On the right you see that the bottom of the U moves. With 15 measurements degree 4 is best. With 500 every degree from 6 on is nearly as good as the noise allows, so that the right side of the U has become flat. This is the **triple trade-off** between the capacity of the model, the amount of data and the error on new data. As the amount of data grows, the error falls, as far as the capacity allows. As capacity grows, the error first falls and then, where data are few, rises. And the more data there are,
# the more capacity pays.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 6 Forty examples
#
# What if there are no more data? Suppose that 40 readings are all we have. Hold 8 of them out, and the dev error is the mean of 8 squares. Section 1 has shown how far such a number scatters. Hold 20 out, and only 20 are left to train. Must we choose between the two?
#
# **k-fold cross-validation** uses every example for both. Shuffle the examples and cut them into k parts, the **folds**. Train on all folds but the first and measure on the first. Then train anew on all but the second, and so on. In the end every example has been dev exactly once, and
# the mean of the k errors is the estimate. It takes k trainings instead of one.
#
# How good is that? For polynomials of degree 4 we repeat the whole thing with 200 sets of 40 readings, and look how far the 200 estimates lie apart. Half of them lie in a middle range, and the *spread* is here the width of this middle half.

# %%
run = explorers.k_fold().result
print(f"one hold-out of 8: spread {run['single_spread']:.1f} °C²")
print(f"mean of five folds: spread {run['fold_spread']:.1f} °C²")

# %% [markdown]
# The means of five folds lie closer together. What if we go on, to as many folds as there are readings?

# %% slideshow={"slide_type": "subslide"}
guess = predictions.as_many_folds_as_examples()
guess

# %% [markdown] slideshow={"slide_type": "skip"}
# In the next figure each row on the left is one of the k rounds. On the right each dot is an estimate from one of the 200 sets, above from the first fold alone, which is a single hold-out, and below from all k folds. The boxes hold the middle half of the dots. The dashed line is the true mean error on new readings.

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.k_fold().after(
    guess,
    "leave one out",
    start="five folds",
)

# %% [markdown]
# With k = 40 each example is a fold by itself, which is called **leave-one-out**. A single one of these folds can say anything, as the upper dots show. But the mean of all 40 is even a little better than that of five folds (the dotted box), for the price of 40 trainings. Press *two halves* as well. With k = 2 only half of the readings train, so that the curves are worse and the estimates too high. In practice one takes 5 or 10 folds.
#
# Two warnings. Cross-validation chooses, as a dev set does, so for a fair report you still need a test set that took no part. And *everything* that learns from data belongs inside of the loop. If features are scaled by their mean, or chosen because they go well with the labels, each round has to do this anew, on its own training folds, or else the fold that is left out has been seen after all.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 2: mend the cross-validation
#
# This code is to compute the k-fold error of a straight line. (The examples come shuffled.) For three points, (1, 0), (2, 0) and (3, 9), and three folds it says 0, although no line comes near all three. Run it in your head, and change what is wrong.


# %%
def k_fold_error(x, y, k):
    """The mean over k folds of the mean squared error of a line."""
    errors = []
    for dev in np.array_split(np.arange(x.size), k):
        train = np.delete(np.arange(x.size), dev)
        line = np.polyfit(x[train], y[train], 1)
        errors.append(
            np.mean((np.polyval(line, x[train]) - y[train]) ** 2)
        )
    return np.mean(errors)


# %%
exercises.k_fold_error.check(k_fold_error)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 7 A network, and labels that are wrong
#
# Do networks behave like polynomials? Here are a hundred points in two half moons, circles of class 0 and triangles of class 1. A tenth of the labels is wrong, among the dev points as well, so 10 % is the least error that can be expected. The network has two hidden layers with the same number of units. Its capacity is that number.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.all_labels_learned()
guess

# %% [markdown] slideshow={"slide_type": "skip"}
# In the next figure the left panel shows how the network divides the plane, with rings around the wrong labels, and the right one both errors during the training.

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.hidden_units().after(
    guess,
    "sixteen units",
    start="three units",
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# Sixteen units find the moons first. The right panel shows the dev error lowest before iteration 200. Then they go on and reach for the ringed points, and the dev error rises again. Press *one unit* as well. It can only cut the plane in two by a straight line. Is this the U again? Single networks are not enough to say so. Here are means over five seeds, each with other points and other first weights:

# %%
figure = explorers.hidden_units()
for units in (1, 3, 16):
    runs = [figure.set(units=units, seed=seed).result for seed in range(5)]
    train_error = np.mean([run.train_error for run in runs])
    dev_error = np.mean([run.dev_error for run in runs])
    print(
        f"units {units:2d}: train {train_error:4.0%}, dev {dev_error:4.0%}"
    )

# %% [markdown]
# With more units the train error falls, and the dev error falls and rises. It is the U again.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Where noise comes from
#
# Why should the simple answer be better, when the winding one is right on more of the points? Because the points are not quite true. There are three sources of such **noise**:
#
# - The **inputs** are imprecise. If our clock were wrong, so would the hour x be.
# - The **labels** are wrong, because whoever gave them made mistakes. This is also called *teacher noise*, and the thermometer's own error is of this kind.
# - Something that matters was **not measured**. Whether somebody buys a house does not depend on its price and size alone. To a model that cannot see the rest it looks like chance.
#
# A simple model has other merits, too. Think of a rule that says from price and engine power which cars are family cars. A rectangle in this plane is four numbers, the lowest and highest price and power. It is easy to check, quick to train, and can be explained to anybody. A winding boundary may be right on three cars more. If these three are noise, it is worse on new cars, as that of the sixteen units was on new points. This is the reason for Occam's razor: a stiffer model has less variance, and as long as its bias is small it wins.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 3: ask the neighbours
#
# Do networks and polynomials alone overfit? Here is a model that trains nothing at all. To label a new point, look up the k training points that are nearest to it, and say what most of them say. With k = 1 every training point, wrong or not, rules its own surroundings. Write it. X is (n_x, m), Y is (1, m) with labels 0 and 1, and X_new is (n_x, n). Distances are the usual ones, and k is odd, so
# that two classes cannot tie. When the values are right, the check lets your function label 1,000 new points of the moons with k = 3, for eight seeds.


# %%
def nearest_neighbours(X, Y, X_new, k):
    """Labels of X_new, shape (n,)."""
    return ...


# %%
exercises.nearest_neighbours.check(nearest_neighbours)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercise 4: how many neighbours?
#
# On the moons three neighbours do better than one, as the check of exercise 3 tells. Is there a k that does better than three? One run says little, because with another seed the points are others. And who chooses cannot judge, as we know from section 1. So choose k with the seeds 100 to 109, for which `exercises.choose_k.error(k, seed)` gives the dev error of one run. Before you try, say on which side of 3 you look, and what would happen with 99 of 100 neighbours.
#
# When you have decided, show it on ten seeds that had no part in the choice. Return `(k, range(10)), (3, range(10))` with your k, so that each seed makes a pair. The check computes the mean of the ten differences of the dev errors with its **95 % interval**, the range in which the true mean lies, as far as ten pairs can tell. (Notebook 04 says more.) If 0 lies outside of it, the difference is hardly luck.


# %%
def choose_k():
    """Your k and 3, each with its seeds."""
    return ...


# %%
exercises.choose_k.check(choose_k)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 8 Between the points and beyond them
#
# Polynomials, networks and neighbours all did well on new points when their capacity was right. But each new point came from where the training points came from. What does a model say *between* its points, and what beyond them? Let us go to the end of capacity. Through N points with different x there is exactly one polynomial of degree N − 1 that meets them all. To use it between the points is called
# **interpolation**. To use it beyond the last one is **extrapolation**.
#
# Take eight readings in one day, at the hours $x_1$ to $x_8$. This time the thermometer is perfect, with σ = 0. So the polynomial of degree 7 is right at each of the eight hours, and its error there is 0. For a smooth truth one can show that the size of its error at any hour x is
#
# $$|x - x_1| \cdot |x - x_2| \cdots |x - x_8| \cdot c$$
#
# where the number c depends on how the truth bends, and on x much less than the product does. In words, the distances to all eight readings are multiplied.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.tomorrow_noon()
guess

# %% [markdown] slideshow={"slide_type": "skip"}
# In the next figure the grey parts are the evening before and the next day. On the right is the size of the error, on a logarithmic scale. The ring is at the hour that we ask for.

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.between_and_beyond().after(
    guess,
    "tomorrow noon",
    start="at noon",
)

# %% [markdown]
# Between its points the polynomial is less than a degree off, and at noon of the next day it is off by thousands. Beyond the points nothing holds the curve but its own formula. With readings that are a degree off it gets worse still, as *tomorrow noon, σ = 1* shows. A line runs away more slowly, but it does not know that nights are cold
# either. None of the models has learned that days repeat. Low dev error means low error *where the dev examples are*. For anything else you need to know more about the world than the examples say.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 9 Why can anything be learned at all?
#
# That last thought goes deeper than it looks. Even between the points, who says that the curve does not jump up and down there? Nothing in the data does. *We* believe that temperature is smooth. Can one learn without any such belief?
#
# Take the smallest world there is. The input is a row of d bits, and the output is one bit. Such a function is called **Boolean**, and it is a table with one row for each of the $2^d$ inputs. Each row may have a 0 or a 1, so there are $2^{2^d}$ tables.

# %%
for d in (1, 2, 3, 4, 5):
    print(f"d = {d}: {2**d:2d} rows, {2 ** (2**d):,} functions")

# %% [markdown] slideshow={"slide_type": "subslide"}
# An example shows one row of the true table. All functions that say otherwise in this row are out.

# %% slideshow={"slide_type": "subslide"}
guess = predictions.last_row()
guess

# %% [markdown] slideshow={"slide_type": "skip"}
# In the next figure each cell on the right is one of the functions of three inputs, and the blue ones are still possible. The table on the left has what is known, and for each row the share of the possible functions that say 1.

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.boolean_functions().after(
    guess,
    "seven of eight",
    start="nothing seen",
)

# %% [markdown] slideshow={"slide_type": "subslide"}
# Look at the outputs that are known: 1, 0, 1, 0, 1, 0, 1. Who would not go on with 0? But of the two functions that are left one says 0 and the other one 1, and no example speaks for either. Move *examples seen* from 0 upwards. Each example halves the functions that are left, 256, 128, 64 and so on down to 2. But about a row that was not seen they are always split in two halves. A learner who thinks everything possible can repeat what it has seen, and no more. One calls such a problem **ill-posed**, because the data alone do not determine the answer. What has to come in addition is an assumption about which functions are likely, the **inductive bias**. (This is another bias
# than that of section 3, but a relative of it. It is what the model believes before it sees data.)
#
# So let us assume something. We allow only functions that ask some of the inputs to be 1, some to be 0, and do not care about the others. An example is “the first input is 1 and the third one is 0”. That makes three ways for each of three inputs, hence 3³ = 27 functions. In the next figure they are the darker cells (their order means nothing). We have seen three examples.

# %% slideshow={"slide_type": "subslide"}
explorers.boolean_functions().set(kind="and of inputs", seen=3)

# %% [markdown]
# Three examples have ruled out 26 of the 27 functions. Only “the third input is 0” is left, and so the five rows that nobody has seen are settled. (Other seeds have other functions and examples, and some need more than three.) If the assumption is true, that is learning. If it is false, all functions may be ruled out, or a wrong one is left. To choose the assumption, hence the kind of model
# and its capacity, is called **model selection**, and it is what this whole notebook has been about.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 10 Wider than the data
#
# The U has been taught for decades, and its picture ends where a model has about as much capacity as there are data. Today's networks have far more weights than examples. How does the picture go on to the right?
#
# Let us look at it with a network whose hidden layer is drawn at random and never trained. Only its output weights are fitted, by least squares, so that we can afford any width. There are 20 readings with σ = 1. With 20 hidden units there are as many weights as readings, and all readings can be met exactly. With more units there are many ways to do so, and of these we take
# the one with the *smallest weights*. (Gradient descent from 0 would find the same one.)

# %% slideshow={"slide_type": "subslide"}
guess = predictions.beyond_the_peak()
guess

# %% [markdown] slideshow={"slide_type": "skip"}
# In the next figure both axes on the right are logarithmic, and every error is the median over 20 training sets. The vertical line marks 20 units. The slider λ puts a price on the squares of the weights, and begins at 0, without one.

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
explorers.double_descent().after(
    guess,
    "twenty times as many",
    start="as many units as points",
)

# %% [markdown]
# From 2 to 20 units we see both sides of the U that we know. But then the error comes down a second time, which is called **double descent**. With 20 units one single setting meets all points, and its curve leaps far out between them. With more units there are more and more settings to choose from, and the one with the smallest weights is a calmer curve, although it still
# swings where the readings are wrong. So a larger number of weights does not make things worse by itself. What counts as well is which settings a model *prefers* among all those that it could take. In the words of the last section, a preference for small weights is an inductive bias.
#
# In this figure the second descent ends above the first bottom, so the U was not bad advice. In other problems it ends below. Now press *a little L2*, which sets λ to 0.1. The price on the squares of the weights, which is called L2, removes the peak. It is the topic of notebook 04.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 11 Round and round
#
# Nobody gets capacity, data and settings right at the first try. Applied machine learning goes round in a circle. You have an **idea**, you write the **code**, an **experiment** says how well it does, and that gives you the next idea. This notebook has told you how to read the experiment. The whole way, from nothing to a model that can be
# used, is the universal workflow of notebook 00. With the words of this notebook it reads:
#
# 1. **Define** the task: what goes in, what comes out, and which data there are.
# 2. Choose a **measure of success**. It has to count the mistakes that hurt.
# 3. Choose an **evaluation protocol**: hold-out where data are many, k-fold where they are few, and a test set that waits (sections 1 and 6).
# 4. Beat a **baseline**: always the most frequent answer, or a line. If you cannot, look for a mistake in the code or in 1 to 3.
# 5. **Overfit.** Make a model that is large enough to get the train error down. Only then do you know that there is capacity enough (section 4, first row).
# 6. **Regularize and tune** on the dev set, until the dev error stops falling (second row, and notebooks 04 and 05). Then, once, look at the test set.

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### The company, once more
#
# What would this have been for the company of section 1? The task is clear, and the measure is the share of digits that are read rightly. Of its 540 images 100 now wait as the test set, and the other 440 train and choose, by 5-fold cross-validation. First we diagnose a model of the old kind, with 44 pixels, and one that sees all 64.

# %%
X, Y = dl.load_digits()


def company(seed):
    """440 images to train and choose, 100 to test, 1,257 in production."""
    order = np.random.default_rng(seed).permutation(1797)
    return [(X[:, i], Y[:, i]) for i in np.split(order, (440, 540))]


own, test, production = company(0)
for some in (np.arange(10, 54), np.arange(64)):
    errors = models.train_and_dev(models.by_pixels, some, own)
    print("{} pixels: train {:.1%}, dev {:.1%}".format(some.size, *errors))

# %% [markdown] slideshow={"slide_type": "subslide"}
# How often people misread these digits we do not know. Suppose that it is 1 or 2 %. Then 44 pixels have high bias and high variance, and all 64 mend the bias. What is left is variance, and there are no more data. But section 9 has named something else that helps, an assumption that suits the task. Images that look alike mostly show the same digit. That is what the neighbours of exercise 3 believe. So let them vote, on all 64 pixels and for ten digits. How many of them?

# %%
for k in (1, 3, 9, 27, 81):
    errors = models.train_and_dev(models.by_neighbours, k, own)
    print("k = {:2d}: train {:.1%}, dev {:.1%}".format(k, *errors))

# %% [markdown] slideshow={"slide_type": "subslide"}
# The train error of k = 1 is 0 by construction, because each image is its own nearest neighbour. It is the dev error that chooses. On the moons one neighbour was too few, because a tenth of the labels was wrong. Here hardly any label is, so there is little to be outvoted, and k = 1 is as good as k = 3 or a little better. A single neighbour leans to high variance, as the table of section 3 says. But where near images nearly always agree, it matters little which of them is the nearest, and so its answer varies little from one training set to the next. And now, once, the test set. We let five companies do all this, each with 540 images of its own draw:

# %%
for seed in range(5):
    own, test, production = company(seed)
    read, counts = models.by_neighbours, (1, 3, 9, 27)
    dev = [models.train_and_dev(read, k, own)[1] for k in counts]
    k = counts[np.argmin(dev)]
    box, later = (
        1 - models.missed(read, k, own, new) for new in (test, production)
    )
    both = f"dev {1 - min(dev):.0%}, test {box:.0%}"
    print(f"company {seed}: k = {k}, {both}, production {later:.0%}")
print(
    f"100 images scatter by {100 * np.sqrt(0.97 * 0.03 / 100):.1f} points"
)

# %% [markdown]
# The test set's number goes on the box. It misses production by no more than 100 images scatter. The dev set has hardly flattered, either, because it had 440 images and chose among four candidates. In the lab of section 1 it was 40 images and 300 candidates. And production is at 97 or 98 %. That is what the first company had promised its customers, too. It had not lied. It had only asked the images that had chosen the model.

# %% [markdown] slideshow={"slide_type": "notes"}
# *Ask the class:* A colleague comes with a dev error of 4 %. Which two numbers do you ask for before you say anything? And which question do you ask about how the dev set was made?

# %% [markdown] slideshow={"slide_type": "slide"}
# ## Where conventions differ
#
# | here | elsewhere |
# |---|---|
# | dev set | validation set; in competitions the public leaderboard |
# | error, the share of wrong answers | accuracy is 1 − error |
# | mean squared error (mean of squares) | notebook 01 and the cost of a network have ½ of it |
# | bias of a model (section 3) | the b of a unit has the same name, and so has inductive bias; they are three different things |
# | variance (section 3); from section 4 on the gap stands for it | the gap itself is often called the variance |
# | capacity | complexity, flexibility, degrees of freedom |
# | Bayes error | irreducible error, noise floor |
# | examples in columns | libraries have them in rows |

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### In the libraries you will use
#
# In these blocks x (m, 1) and y (m,) are measurements of the day. scikit-learn makes the powers of x and fits them in one pipeline. (The scaler brings x between −1 and 1, so that no digits are lost at high degrees.)
#
# ```python
# # scikit-learn: a polynomial
# from sklearn.linear_model import LinearRegression
# from sklearn.pipeline import make_pipeline
# from sklearn.preprocessing import MinMaxScaler, PolynomialFeatures
# scale = MinMaxScaler((-1, 1))
# model = make_pipeline(scale, PolynomialFeatures(degree), LinearRegression())
# fitted = model.fit(x, y).predict(x_new)
# ```
#
# Cross-validation takes the whole pipeline, so that the scaler, too, learns from the training folds alone. Its errors come with a minus, because scikit-learn wants every score to be better when it is larger:
#
# ```python
# # scikit-learn: k-fold cross-validation
# from sklearn.model_selection import KFold, cross_val_score
# folds = KFold(5, shuffle=True, random_state=0)
# scores = cross_val_score(model, x, y, cv=folds, scoring="neg_mean_squared_error")
# error = -scores.mean()
# ```

# %% [markdown] slideshow={"slide_type": "subslide"}
# Learning curves come from one call. Each row of the results is one size, each column one fold:
#
# ```python
# # scikit-learn: learning curves
# from sklearn.model_selection import learning_curve
# sizes, train_scores, dev_scores = learning_curve(
#     model, x, y, cv=folds, train_sizes=[0.5, 1.0], scoring="neg_mean_squared_error"
# )
# gaps = (train_scores - dev_scores).mean(axis=1)
# ```
#
# And the neighbours of exercise 3, with examples in rows:
#
# ```python
# # scikit-learn: nearest neighbours
# from sklearn.neighbors import KNeighborsClassifier
# neighbours = KNeighborsClassifier(n_neighbors=3).fit(X.T, Y[0])
# labels = neighbours.predict(X_new.T)
# ```

# %% [markdown] slideshow={"slide_type": "slide"}
# ## Where it stands today
#
# The decomposition is exact for squared errors, and it is still the way to think about a learning curve. For networks the story has got a second part. Very wide ones can sit beyond the peak of section 10, where more width does no harm, and it is regularization (notebooks 04 and 05) and the preferences of the optimizer that keep them tame. What has not changed is section 1. Public
# leaderboards and benchmarks that everybody tunes on are dev sets, whatever they are called.
#
# - Stuart Geman, Elie Bienenstock and René Doursat, *Neural Networks and the Bias/Variance Dilemma*, 1992: the formula of section 3, for networks.
# - Mikhail Belkin, Daniel Hsu, Siyuan Ma and Soumik Mandal, *Reconciling modern machine-learning practice and the classical bias–variance trade-off*, 2019: the second descent, with random features as in section 10.
# - Preetum Nakkiran and others, *Deep Double Descent: Where Bigger Models and More Data Hurt*, 2020: the same with deep networks, against width, training time and amount of data.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## Test yourself
#
# Open the answer that you would give. Every wrong one has its own explanation.

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 1.** Train error 8 %, dev error 9 %, people err on 1 %. Your budget pays for one thing. Which?
#
# <details><summary>Twice as many labelled examples.</summary>
#
# ✗ No. The gap that data could close is one point.
#
# </details>
# <details><summary>A larger network, trained for longer.</summary>
#
# ✓ Right. Seven of the eight points above human error are there on the training set already.
#
# </details>
# <details><summary>A second person who checks the labels.</summary>
#
# ✗ No. People agree with the labels on 99 % of the examples, so there is little to correct.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 2.** A team reports the accuracy of its final model on the test set. During the year it has looked at this set after each of 60 changes, and has kept those that helped. What do you expect of the model in production?
#
# <details><summary>The same accuracy: no example of the test set was used for training.</summary>
#
# ✗ No. It was used for choosing, 60 times.
#
# </details>
# <details><summary>A higher accuracy: 60 changes have made it better.</summary>
#
# ✗ No. It may be better than at the start, but not better than the report, which was picked for looking good.
#
# </details>
# <details><summary>A lower accuracy: some of the 60 helped by luck with these examples.</summary>
#
# ✓ Right. The test set has become a dev set, and what was chosen on it looks better on it than it is.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 3.** You average the predictions of ten networks that were trained on ten different samples of the same kind. Which part of the error does that make smaller?
#
# <details><summary>The variance.</summary>
#
# ✓ Right. What the ten get wrong each for itself cancels partly. It is the mean of the wild curves again.
#
# </details>
# <details><summary>The bias.</summary>
#
# ✗ No. What all ten get wrong in the same way is just as wrong in their mean.
#
# </details>
# <details><summary>The noise.</summary>
#
# ✗ No. The noise is in the new examples, and no model can foresee it.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 4.** Learning curves of a model: with 1,000 examples train 6 %, dev 14 %; with 2,000 train 8 %, dev 12 %. What do you conclude?
#
# <details><summary>The training has gone wrong, because the train error rises.</summary>
#
# ✗ No. More examples are harder to fit. That is what train errors do.
#
# </details>
# <details><summary>More data will help further, down to something like 10 %.</summary>
#
# ✓ Right. The gap has halved from 8 to 4 points and is still closing. Where the two curves meet, more data will not lower the dev error any further.
#
# </details>
# <details><summary>More data will bring the dev error to 0 in the end.</summary>
#
# ✗ No. The two curves meet at bias and noise, and these two stay.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 5.** Before a 5-fold cross-validation somebody picks, on all examples, the ten features out of 10,000 that go best with the labels. The labels are pure coin tosses. What will the cross-validation say?
#
# <details><summary>An accuracy well above one half, because the ten suit these labels.</summary>
#
# ✓ Right. The choice of features has seen the labels of every fold. It belongs inside of the loop.
#
# </details>
# <details><summary>About one half, because each fold is left out of its own training.</summary>
#
# ✗ No. It is left out of the fit, but it took part in the choice of the features.
#
# </details>
# <details><summary>Less than one half, because ten features overfit.</summary>
#
# ✗ No. On new coin tosses it would be right on one half. But these labels have been seen when the features were chosen.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 6.** A model for house prices was trained and tested in Lisbon, with train and test error both small. In Oslo it fails. What has happened?
#
# <details><summary>High variance.</summary>
#
# ✗ No. On new houses of Lisbon it does well.
#
# </details>
# <details><summary>High bias.</summary>
#
# ✗ No. It was able to learn Lisbon's prices.
#
# </details>
# <details><summary>The test examples came from elsewhere than where the model is used.</summary>
#
# ✓ Right. A low test error holds where the test examples are from.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"}
# **Question 7.** Which of these two curves of the *train* error turns up at its right end?
#
# <details><summary>Against the degree of a polynomial.</summary>
#
# ✗ No. A higher degree can do all that a lower one can, so least squares never gets worse on the training set.
#
# </details>
# <details><summary>Against the number of hidden random units in section 10.</summary>
#
# ✗ No. It falls to 0 and stays there. It is the dev error that goes up and down.
#
# </details>
# <details><summary>Neither of them.</summary>
#
# ✓ Right. The train error never says stop, and so a dev set is needed.
#
# </details>

# %% [markdown] slideshow={"slide_type": "slide"}
# ## What to remember
#
# - **Who chooses cannot judge.** Training set to fit, dev set to choose, test set to report, once. All from where the model will be used, shuffled before the split.
# - **Underfitting:** train and dev error high and near each other. **Overfitting:** train error low, dev error well above it. The train error never says stop.
# - **Expected error = bias² + variance + noise.** What all fits get wrong together, what each gets wrong for itself, what nobody can get right.
# - **In practice** none of the three can be known. train − human stands for the bias, dev − train for the variance, human for the noise.
# - **Bias:** more capacity, longer training. **Variance:** more data, regularization, less capacity. **Noise:** better inputs and labels.
# - **More data** lower the variance and not the bias, so they pay where the gap is wide, and they make room for more capacity.
# - **k-fold** makes each example dev once. Whatever learns from data belongs inside of the loop.
# - **Without inductive bias nothing is learned,** and beyond its examples a model knows nothing.
# - **Double descent:** far beyond the width that meets all points, the error may fall again. Counting weights is not the whole of capacity.
