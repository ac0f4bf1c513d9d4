"""A small notebook source that keeps every rule of the course, and how to build it in a test."""

import importlib.util
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def load_build():
    """Return the module notebooks/build.py, which is a script beside the notebooks."""
    spec = importlib.util.spec_from_file_location("notebooks_build", ROOT / "notebooks/build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def write_source(folder, text=None, name="04_sample.py"):
    """Write a source where build.py looks for it; returns its path."""
    source = Path(folder, "src", name)
    source.parent.mkdir(exist_ok=True)
    source.write_text(SOURCE if text is None else text, encoding="utf-8", newline="\n")
    return source


SOURCE = '''\
# %% [markdown] slideshow={"slide_type": "slide"}
# # 04 A sample
#
# A small notebook that keeps every rule of the course, for the tests of the build and of the rules.
#
# After this notebook you can tell a slope from its line. **Time:** 5 minutes.

# %% [markdown] slideshow={"slide_type": "notes"}
# Ask which line is steeper before you show them.

# %% slideshow={"slide_type": "skip"}
import numpy as np

from dlcourse.live.controls import StopSlider
from dlcourse.live.explorer import Explorer, Preset
from dlcourse.live.predictions import Predict


# %% slideshow={"slide_type": "skip"}
def compute(a):
    return {"a": a, "at_3": 3 * a}


def describe(result):
    return f"a = {result['a']:g}: at x = 3 it is {result['at_3']:.2f}."


def draw(artists, result):
    artists["line"].set_data([0, 3], [0, result["at_3"]])


# %% slideshow={"slide_type": "skip"}
def setup(figure):
    return {"line": figure.subplots().plot([], [])[0]}


def line(a):
    controls = {"a": StopSlider("a", [0.5, 1, 2], a)}
    steep = Preset("steep", "The largest a.", {"a": 2})
    return Explorer("line", setup, draw, describe, controls, compute, presets=[steep])


# %% [markdown] slideshow={"slide_type": "slide"}
# ## Slopes
#
# How steep is a line?

# %%
rng = np.random.default_rng(0)
A, B = rng.normal(size=(64, 200)), rng.normal(size=(200, 64))
J = np.tanh(A @ B).mean()
print(f"J = {J:.4f}")

# %%
np.linspace(0, 1, 3)

# %% slideshow={"slide_type": "subslide"} jupyter={"source_hidden": true}
guess = Predict("Steeper?", {"a = 1": "No.", "a = 2": "Yes."}, "a = 2")
guess

# %% slideshow={"slide_type": "subslide"}
line(0.5).after(guess, "steep")

# %% slideshow={"slide_type": "subslide"}
steep = line(1).set(a=2)
steep

# %% slideshow={"slide_type": "fragment"}
line(1)

# %% [markdown] slideshow={"slide_type": "subslide"}
# ### Exercises


# %%
def rise(a, x):
    """How far the line a x has risen at x."""
    return ...


# %%
class Check:
    def check(self, function):
        return "not attempted yet" if function(1, 2) is ... else "right"


exercise = Check()
exercise.check(rise)

# %%
exercise.check(rise)

# %%
exercise.check(rise)

# %% [markdown] slideshow={"slide_type": "slide"}
# ## Where conventions differ
#
# Nowhere.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## What to remember
#
# A larger a is steeper.
'''
