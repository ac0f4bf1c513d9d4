"""No text in a stored output depends on the machine.

Each notebook runs again with θ₀ changed in the tenth digit and, in the same run, with the
arithmetic of an older processor: every text must come out as it is stored. A text that depends on
one of them changes by both as well. Pictures are not compared, but each must be there: nbval does
not notice a missing one.
"""

import os
import platform
import re
import subprocess
import sys

import nbformat
import numpy as np
import pytest

from dlcourse.export.notebooks import cell_name, find
from tests.notebooks.notebook_rules import code_cells
from tests.notebooks.sample_notebook import ROOT, load_build, write_source

NOTEBOOKS = [pytest.param(path, id=path.stem) for path in find()]
build = load_build()

# Runs before the first cell. Equal numbers stay equal and zeros stay zero, so that a start that is
# meant to be symmetric remains so.
NUDGE = """
import dlcourse as _dlcourse, numpy as _np
_initialize = _dlcourse.Network.initialize
def _nudged(self, *arguments, **named):
    theta = _initialize(self, *arguments, **named)
    return theta * (1 + 1e-10 * _np.sin(1e4 * theta))
_dlcourse.Network.initialize = _nudged
"""


def older_processor():
    """Environment variables that make numpy and OpenBLAS calculate as on an older processor."""
    extensions = np.show_config(mode="dicts").get("SIMD Extensions", {}).get("found", [])
    oldest = {"x86_64": "Prescott", "AMD64": "Prescott", "aarch64": "ARMV8", "arm64": "ARMV8"}
    return {
        "OPENBLAS_CORETYPE": oldest.get(platform.machine(), "GENERIC"),
        "NPY_DISABLE_CPU_FEATURES": " ".join(extensions),
    }


def has_an_older_processor():
    """Whether those variables change anything here: they do with OpenBLAS on x86."""
    blas = np.show_config(mode="dicts").get("Build Dependencies", {}).get("blas", {})
    return "openblas" in blas.get("name", "") and platform.machine() in ("x86_64", "AMD64")


needs_an_older_processor = pytest.mark.skipif(
    not has_an_older_processor(), reason="numpy knows one kind of processor only here"
)
VARIANTS = {
    "theta_0": (NUDGE, {}),
    "processor": ("", older_processor()),
    "both": (NUDGE, older_processor()),
}


def run_again(stored, prelude, environment):
    """Return a notebook as it comes out after a prelude and with other environment variables."""
    notebook = nbformat.from_dict(stored)
    for cell in code_cells(notebook):
        cell.outputs, cell.execution_count = [], None
    notebook.cells.insert(0, nbformat.v4.new_code_cell(prelude))
    build.execute(notebook, environment)
    del notebook.cells[0]
    return notebook


def compared(cell):
    """What of a cell's outputs must not change: all texts, and that a picture is there."""
    pairs = []
    for output in cell.outputs:
        if "text" in output:
            pairs.append((output.name, output.text))
        for kind, content in sorted(output.get("data", {}).items()):
            words = re.sub("base64,[A-Za-z0-9+/=]+", "a picture", content)
            pairs.append((kind, "a picture" if kind.startswith("image/") else words))
    return pairs


def changes(stored, again):
    """A sentence with both texts for every cell whose outputs changed."""
    found = []
    for was, now in zip(code_cells(stored), code_cells(again), strict=True):
        before, after = compared(was), compared(now)
        if before != after:
            lost = "\n".join(f"  stored {kind}: {text}" for kind, text in before)
            new = "\n".join(f"  now    {kind}: {text}" for kind, text in after)
            found.append(f"{cell_name(stored, was)} gives another text:\n{lost}\n{new}")
    return found


@pytest.mark.parametrize("path", NOTEBOOKS)
def test_no_text_depends_on_the_machine(path):
    stored = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    found = changes(stored, run_again(stored, *VARIANTS["both"]))
    assert not found, "\n".join(["round these, they depend on the machine:", *found])


# The test itself


TRAINING = """\
# %%
import numpy as np

import dlcourse as dl

# %%
X, Y = dl.make_moons(60, 0.3, np.random.default_rng(0))
layers = [dl.Dense(2, 50), dl.Tanh(), dl.Dense(50, 1)]
network = dl.Network(layers, dl.BinaryCrossEntropy())
theta = network.initialize(np.random.default_rng(1))
for step in dl.train(network, theta, X, Y, dl.Adam(0.01), epochs=200):
    pass

# %%
print(f"{step.theta.sum():.2f}")

# %%
print(f"{step.theta.sum():.17f}")
"""


@pytest.fixture(scope="module")
def training(tmp_path_factory):
    """A notebook that prints a number with two digits in one cell and with all in the next."""
    _, notebook = build.build(write_source(tmp_path_factory.mktemp("perturbed"), TRAINING))
    return notebook


@pytest.mark.parametrize(
    "variant", ["theta_0", pytest.param("processor", marks=needs_an_older_processor), "both"]
)
def test_changed_text_is_found_and_shown(training, variant):
    (found,) = changes(training, run_again(training, *VARIANTS[variant]))
    assert 'cell 4 (`print(f"{step.theta.sum():.17f}")`) gives another text' in found
    stored, now = (line.split(": ")[1] for line in found.splitlines() if "stdout" in line)
    assert stored != now and abs(float(stored) - float(now)) < 1e-6


def test_pictures_are_not_compared_but_missed():
    def notebook(**data):
        output = nbformat.v4.new_output("display_data", data)
        return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("a", outputs=[output])])

    stored = notebook(**{"image/png": "AAAA", "text/plain": "a = 1"})
    assert changes(stored, notebook(**{"image/png": "BBBB", "text/plain": "a = 1"})) == []
    (found,) = changes(stored, notebook(**{"text/plain": "a = 1"}))
    assert "stored image/png: a picture" in found and "now    image/png" not in found
    (found,) = changes(stored, notebook(**{"image/png": "AAAA", "text/plain": "a = 2"}))
    assert "stored text/plain: a = 1" in found and "now    text/plain: a = 2" in found


def run(code, environment=None):
    """What a Python of its own prints, warnings being errors."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env=os.environ | {"PYTHONPATH": str(ROOT)} | (environment or {}),
        capture_output=True,
        check=True,
        encoding="utf-8",
    ).stdout


def test_theta_is_nudged_by_one_part_in_ten_thousand_million():
    code = f"""
import dlcourse, numpy as np
layers = [dlcourse.Dense(3, 40), dlcourse.ReLU(), dlcourse.Dense(40, 1)]
network = dlcourse.Network(layers, dlcourse.MeanSquaredError())
theta = network.initialize(np.random.default_rng(0))
{NUDGE}
nudged = network.initialize(np.random.default_rng(0))
assert (network.initialize(np.random.default_rng(0)) == nudged).all()
weights = theta != 0
print(np.abs(nudged[weights] / theta[weights] - 1).max(), (nudged != theta)[weights].mean())
equal = network.initialize(np.random.default_rng(0), dlcourse.constant(2))
print((nudged == 0).sum(), np.unique(equal).size)
"""
    largest, changed, zeros, numbers = map(float, run(code).split())
    assert largest == pytest.approx(1e-10, rel=0.01) and changed == 1
    assert zeros == 41  # the biases
    assert numbers == 2  # equal weights stay equal; and the biases' zero


@needs_an_older_processor
def test_the_older_processor_calculates_differently():
    code = """
import numpy as np
rng = np.random.default_rng(0)
A, B = rng.normal(size=(64, 200)), rng.normal(size=(200, 50))
print(*(A @ B).ravel().tolist(), *np.tanh(A).ravel().tolist())
"""
    usual, older = (
        np.array(run(code, environment).split(), float) for environment in ({}, older_processor())
    )
    products = 64 * 50
    assert np.any(usual[:products] != older[:products])  # OpenBLAS
    assert np.any(usual[products:] != older[products:])  # numpy's own loops
    assert np.allclose(usual, older, rtol=1e-9)
