"""Training speed on one thread: dlcourse against PyTorch, scikit-learn and JAX, in one run.

    python -m pip install -e ".[bench]"
    python benchmarks/training_speed.py             # everything, some minutes
    python benchmarks/training_speed.py --quick     # a look whether it runs

Every peer trains the same network from the same start on the same batches with the same Adam, and
takes turns with the others; one that is not installed is said to be. `J` is the mean cost over the
last epoch: equal, or else it would not be the same work. (Two exceptions: dropout's masks are each
library's own, and scikit-learn starts and shuffles by its own generator.) "CPU" is processor time
over elapsed time: 1.0 on one thread of a quiet machine, less when others are using it.
"""

import os

# Before numpy and the others are loaded: one thread each.
for library in ("OPENBLAS", "OMP", "MKL", "VECLIB_MAXIMUM", "NUMEXPR"):
    os.environ[f"{library}_NUM_THREADS"] = "1"
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
# And one core, where the system can say so: JAX prepares a step on one thread while it computes
# another on a second one, whatever it has been told above.
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
os.environ["JAX_PLATFORMS"] = "cpu"
os.environ["JAX_ENABLE_X64"] = "1"  # float64 is possible then; float32 stays float32

import argparse
import importlib.metadata
import importlib.util
import math
import platform
import statistics
import time
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np
from import_time import report as report_import_time
from training_peers import PEERS

import dlcourse
from dlcourse import (
    L2,
    Adam,
    BatchNorm,
    BinaryCrossEntropy,
    Dense,
    Dropout,
    Network,
    ReLU,
    SoftmaxCrossEntropy,
    Tanh,
    he,
    load_digits,
    make_moons,
    train,
    xavier,
)
from dlcourse.batches import mini_batches


@dataclass(frozen=True)
class Work:
    """What is trained, on what, and for how long."""

    title: str
    X: np.ndarray
    Y: np.ndarray
    network: Network
    theta: np.ndarray
    epochs: int
    batch_size: int | None = None
    learning_rate: float = 0.01
    activation: str = "relu"
    lambd: float = 0.0
    batch_norm: bool = False
    keep_prob: float = 1.0
    seed: int = 0

    @property
    def steps(self):
        m = self.X.shape[1]
        return self.epochs * math.ceil(m / (self.batch_size or m))

    def cast(self, dtype):
        arrays = {name: getattr(self, name).astype(dtype) for name in ("X", "Y", "theta")}
        return replace(self, **arrays)


def work_a():
    X, Y = make_moons(300, 0.2, np.random.default_rng(0))
    layers = [Dense(2, 16), Tanh(), Dense(16, 16), Tanh(), Dense(16, 1)]
    network = Network(layers, BinaryCrossEntropy(), L2(0.1))
    theta = network.initialize(np.random.default_rng(1), xavier)
    title = "A: 2-16-16-1 tanh, 300 examples, full batch, L2, Adam"
    return Work(title, X, Y, network, theta, 1000, activation="tanh", lambd=0.1)


def work_b():
    layers = [Dense(64, 64), ReLU(), Dense(64, 32), ReLU(), Dense(32, 10)]
    network = Network(layers, SoftmaxCrossEntropy())
    theta = network.initialize(np.random.default_rng(1), he)
    title = "B: digits, 64-64-32-10 ReLU softmax, batches of 64, Adam"
    return Work(title, *load_digits(), network, theta, 20, batch_size=64, learning_rate=0.001)


def work_c():
    keep_prob = 0.8
    layers = [Dense(64, 128, bias=False), BatchNorm(128), ReLU(), Dropout(keep_prob)]
    layers += [Dense(128, 128, bias=False), BatchNorm(128), ReLU(), Dropout(keep_prob)]
    network = Network([*layers, Dense(128, 10)], SoftmaxCrossEntropy())
    theta = network.initialize(np.random.default_rng(1), he)
    return Work(
        "C: digits, 64-128-128-10 ReLU, batch norm, dropout, batches of 128, Adam",
        *(*load_digits(), network, theta, 20, 128, 0.001),
        batch_norm=True,
        keep_prob=keep_prob,
    )


def ours(work):
    """The loop of a student."""

    def run():
        rng = None if work.batch_size is None else np.random.default_rng(work.seed)
        steps = train(
            *(work.network, work.theta, work.X, work.Y, Adam(work.learning_rate), work.epochs),
            *(work.batch_size, rng),
        )
        return [step.cost for step in steps]

    return run, 0.0


# Timing --------------------------------------------------------------------------------------


def compare(work, repeats):
    """{name: (µs per step, CPU share, J, seconds of compiling)} or {name: why not}."""
    runs, results = {}, {}
    for name, (module, peer) in {"dlcourse": ("dlcourse", ours), **PEERS}.items():
        if importlib.util.find_spec(module) is None:
            results[name] = f"not installed: {module}"
            continue
        made = peer(work)
        if isinstance(made, str):
            results[name] = made
            continue
        runs[name], compiling = made
        results[name] = [], [], compiling
        costs = runs[name]()  # caches, first touch of memory
        per_epoch = min(len(costs), work.steps // work.epochs)
        results[name] += (statistics.fmean(map(float, costs[-per_epoch:])),)
    for _ in range(repeats):
        for name, run in runs.items():
            wall, cpu = time.perf_counter(), time.process_time()
            run()
            wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
            results[name][0].append(1e6 * wall / work.steps)
            results[name][1].append(cpu / wall)
    return {
        name: result
        if isinstance(result, str)
        else (statistics.median(result[0]), statistics.median(result[1]), result[3], result[2])
        for name, result in results.items()
    }


def report(work, repeats):
    """One table: both widths of numbers side by side."""
    print(f"\n{work.title}: {work.steps:,} steps, median of {repeats} runs")
    columns = {dtype: compare(work.cast(dtype), repeats) for dtype in (np.float32, np.float64)}
    print(f"  {'':28}" + "".join(f"  {dtype.__name__:>8} {'':27}" for dtype in columns))
    print(f"  {'':28}" + "  µs/step   ratio   CPU      J      " * 2)
    for name in next(iter(columns.values())):
        line = ""
        for results in columns.values():
            if isinstance(results[name], str):
                line += f"  {results[name]:36}"
                continue
            per_step, cpu, J, compiling = results[name]
            line += (
                f"{per_step:9.1f}{per_step / results['dlcourse'][0]:7.2f} ×{cpu:6.2f}{J:9.4f}   "
            )
            if compiling:
                line += f"(+{compiling:.1f} s)"
        print(f"  {name:28}{line}")


# Where our time goes -------------------------------------------------------------------------

BLAS = {"matmul", "dot", "vdot"}
TRANSCENDENTAL = {"exp", "tanh", "log", "logaddexp", "sqrt"}


class Clocked(np.ndarray):
    """An array that notes how long numpy takes for each function of it."""

    spent: ClassVar[dict] = {}  # name of a function → seconds, calls
    reading = 0.0  # what reading the clock twice costs

    def __array_ufunc__(self, ufunc, method, *inputs, **more):
        plain = [bare(a) for a in inputs]
        if "out" in more:
            more["out"] = tuple(bare(a) for a in more["out"])
        name = ufunc.__name__ if method == "__call__" else f"{ufunc.__name__}.{method}"
        return self.clock(name, getattr(ufunc, method), plain, more)

    def __array_function__(self, function, types, inputs, more):
        return self.clock(function.__name__, function, [bare(a) for a in inputs], more)

    @classmethod
    def clock(cls, name, function, inputs, more):
        start = time.perf_counter()
        result = function(*inputs, **more)
        taken = time.perf_counter() - start - cls.reading
        seconds, calls = cls.spent.get(name, (0.0, 0))
        cls.spent[name] = seconds + taken, calls + 1
        return result.view(cls) if type(result) is np.ndarray else result


def bare(a):
    return a.view(np.ndarray) if isinstance(a, Clocked) else a


class ClockedGenerator:
    """The generator of dropout's masks, clocked too."""

    def __init__(self, rng):
        self.rng = rng

    def random(self, shape, dtype):
        return Clocked.clock("random", self.rng.random, [shape], {"dtype": dtype})


def shares(work):
    """{kind: µs per step}, and for each function of numpy its name, µs and calls per step.

    From a run on `Clocked` arrays, so without what Python needs around the functions.
    """
    start = time.perf_counter()
    for _ in range(10_000):
        time.perf_counter()
    Clocked.reading = (time.perf_counter() - start) / 10_000
    Clocked.spent.clear()

    network, optimizer = work.network, Adam(work.learning_rate)
    theta, steps, shuffling = work.theta, 0, 0.0
    rng, masks = np.random.default_rng(0), ClockedGenerator(np.random.default_rng(1))
    for _ in range(max(work.epochs // 2, 1)):
        batches = [(work.X, work.Y)]
        if work.batch_size is not None:
            start = time.perf_counter()
            batches = list(mini_batches(work.X, work.Y, work.batch_size, rng))
            shuffling += time.perf_counter() - start
        for X_t, Y_t in batches:
            X_t, Y_t, theta = (a.view(Clocked) for a in (X_t, Y_t, theta))
            _, dtheta, running = network.backpropagate(theta, X_t, Y_t, True, masks)
            theta = bare(optimizer.step(theta, dtheta.view(Clocked)))
            if running is not None:
                theta[~network.trainable] = bare(running)
            steps += 1

    kinds = {"BLAS": 0.0, "tanh, exp, log, √": 0.0, "other arithmetic of arrays": 0.0}
    for name, (seconds, _) in Clocked.spent.items():
        kind = "other arithmetic of arrays"
        if name == "random":
            kind = "random masks"
        elif name in BLAS:
            kind = "BLAS"
        elif name in TRANSCENDENTAL:
            kind = "tanh, exp, log, √"
        kinds[kind] = kinds.get(kind, 0.0) + 1e6 * seconds / steps
    if shuffling:
        kinds["shuffling"] = 1e6 * shuffling / steps
    functions = sorted(Clocked.spent.items(), key=lambda item: -item[1][0])
    return kinds, [(name, 1e6 * s / steps, calls / steps) for name, (s, calls) in functions]


def report_shares(work, repeats):
    """Print where a step's time goes, in both widths of numbers."""
    print(f"\n{work.title}: where our time goes, µs per step and share")
    both = []
    for dtype in (np.float32, np.float64):
        cast = work.cast(dtype)
        run, times, clocked = ours(cast)[0], [], []
        for _ in range(repeats + 1):
            start = time.perf_counter()
            run()
            times.append(1e6 * (time.perf_counter() - start) / work.steps)
            clocked.append(shares(cast))
        # The least disturbed run of each; what numpy's functions leave of the whole is Python.
        total, (kinds, functions) = min(times), min(clocked, key=lambda c: sum(c[0].values()))
        kinds["Python, views, calls"] = total - sum(kinds.values())
        both.append((total, kinds, functions))
    for kind in both[0][1]:
        line = "".join(f"{k[kind]:10.1f} {100 * k[kind] / total:5.0f} %" for total, k, _ in both)
        print(f"  {kind:28}{line}")
    print(f"  {'a step':28}" + "".join(f"{total:10.1f}   100 %" for total, *_ in both))
    most = [f"{name} {took:.1f} ({calls:.0f} calls)" for name, took, calls in both[0][2][:8]]
    print("  float32, the functions that take longest: " + ", ".join(most))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="few epochs: does it run?")
    parser.add_argument("--repeats", type=int, default=5, help="runs of each, the median counts")
    parser.add_argument("--only", nargs="*", choices="ABC", default=list("ABC"))
    arguments = parser.parse_args()
    repeats = 1 if arguments.quick else arguments.repeats

    versions = [f"Python {platform.python_version()}", f"numpy {np.__version__}"]
    for name in ("torch", "scikit-learn", "jax"):
        try:
            versions.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            versions.append(f"{name} not installed")
    print(f"dlcourse {dlcourse.__version__}: " + ", ".join(versions))

    works = {"A": work_a, "B": work_b, "C": work_c}
    for name in arguments.only:
        work = works[name]()
        if arguments.quick:
            work = replace(work, epochs=max(work.epochs // 20, 2))
        report(work, repeats)
        report_shares(work, repeats)
    print()
    report_import_time(5 if arguments.quick else 41)


if __name__ == "__main__":
    main()
