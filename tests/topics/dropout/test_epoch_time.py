"""What an epoch takes, against multiplications that are counted while real layers work."""

import dataclasses
import importlib

import numpy as np
import pytest

from dlcourse import Dense, Dropout
from dlcourse.topics.dropout.explorers.epoch_time import compared, compute, describe, epoch_time

# the package has a function of the same name
module = importlib.import_module("dlcourse.topics.dropout.explorers.epoch_time")
work = {"products": 0, "elementwise": 0}


class Counted(np.ndarray):
    """An array that counts the multiplications it takes part in."""

    def __array_ufunc__(self, ufunc, method, *inputs, out=(), **kwargs):
        plain = [np.asarray(x) if isinstance(x, np.ndarray) else x for x in inputs]
        kwargs |= {"out": tuple(np.asarray(x) for x in out)} if out else {}
        result = getattr(ufunc, method)(*plain, **kwargs)
        if ufunc is np.matmul:
            work["products"] += result.size * plain[0].shape[1]
        elif ufunc in (np.multiply, np.true_divide):
            work["elementwise"] += result.size
        return result.view(Counted) if isinstance(result, np.ndarray) else result

    def __array_function__(self, function, types, args, kwargs):
        if function is not np.dot:
            return super().__array_function__(function, types, args, kwargs)
        return np.matmul(*args)


class Draws:
    """A random generator that counts what is drawn."""

    drawn = 0

    def random(self, shape, dtype):
        self.drawn += shape[0] * shape[1]
        return np.full(shape, 0.3, dtype)


@pytest.mark.parametrize(("hidden", "batch_size"), [(8, 16), (48, 64), (128, 256)])
def test_counts_agree_with_the_work_of_real_layers(hidden, batch_size):
    work.update(products=0, elementwise=0)
    drop, rng = Dropout(0.5), Draws()
    layers = [Dense(64, hidden), drop, Dense(hidden, hidden), drop, Dense(hidden, 10)]
    for _ in range(256 // batch_size):
        A, caches = np.ones((64, batch_size)).view(Counted), []
        for layer in layers:
            params = {name: np.ones(s).view(Counted) for name, s in layer.shapes.items()}
            A, cache = layer.forward(params, A, True, rng)
            caches.append(cache)
        dA = A
        for layer, cache in zip(layers[::-1], caches[::-1], strict=True):
            dA, _ = layer.backward(cache, dA)
    result = compute(hidden, 0.5, batch_size, measure=False)
    not_needed = 256 * 64 * hidden  # the first layer's Wᵀ dZ, the gradient of the pixels
    assert result.products == work["products"] - not_needed
    assert result.masking == work["elementwise"]
    assert result.draws == rng.drawn
    assert result.steps == 256 // batch_size


@pytest.mark.parametrize("keep_prob", [0.1, 0.5, 1.0])
def test_the_kept_units_alone_on_average_over_masks(keep_prob):
    rng = np.random.default_rng(0)
    first, second = (
        (rng.random((96, 4000)) < keep_prob).sum(0),
        (rng.random((96, 4000)) < keep_prob).sum(0),
    )
    needed = 2 * 64 * first + 3 * first * second + 3 * second * 10  # of one example
    result = compute(96, keep_prob, 64, measure=False)
    assert result.kept_only == pytest.approx(256 * needed.mean(), rel=0.01)


def test_sentence_before_anything_is_measured():
    sentence = describe(compute(128, 0.5, 64, measure=False))
    assert sentence == (
        "An epoch of 4 steps takes 17.8 million multiplications, with dropout 18.0 million; the "
        "kept units alone would need 5.73 million. Time: not yet measured."
    )
    # 256 · (2 · 64 · 128 + 3 · 128² + 3 · 128 · 10) = 17 760 256, and 256 · 8 · 128 for the masks
    result = compute(128, 0.5, 64, measure=False)
    assert (result.products, result.dense) == (17_760_256, 17_760_256 + 262_144)


def with_times(times):
    return dataclasses.replace(compute(128, 0.5, 64, measure=False), times=np.array(times, float))


@pytest.mark.parametrize(
    ("times", "words"),
    [
        ([[2, 3]] * 9, "50 % more"),
        ([[2, 1.5]] * 9, "25 % less"),
        ([[2, 3]] * 5 + [[4, 3]] * 4, "no clear difference"),
        ([[2, 9]] * 12 + [[9, 3]] * 4, "no clear difference"),  # 12 of 16: √16 above one half
        ([[2, 3]] * 13 + [[5, 4]] * 3, "50 % more"),
        ([[2, 3]] * 16 + [[9, 1]] * 2, "no clear difference"),  # but the fastest is 1
    ],
)
def test_a_difference_is_told_when_it_is_more_than_chance(times, words):
    assert compared(with_times(times)) == words


def test_times_are_of_epochs_in_turn_and_the_first_pair_warms_up(monkeypatch):
    clock, calls = iter(np.cumsum(np.arange(1000) % 7)), []
    monkeypatch.setattr(module.time, "perf_counter", lambda: float(next(clock)))

    def epochs(network, theta, X, Y, optimizer, epochs, batch_size, rng):
        calls.append((len(network.layers), X.shape, epochs, batch_size))
        return iter(())

    monkeypatch.setattr(module, "train", epochs)
    times = compute(16, 0.5, 32, measure=True).times
    assert calls == [(5, (64, 256), 1, 32), (7, (64, 256), 1, 32)] * 6
    assert times.shape == (5, 2)
    assert (times % 1000 == 0).all() and times.min() >= 0


def test_the_button_measures_and_presets_forget():
    explorer = epoch_time()
    assert "not yet measured" in explorer.sentence
    assert "not yet measured" in explorer.view.artists["not_yet"].get_text()
    explorer.set(measure=True)
    result = explorer.result
    assert len(result.times) >= 5 and result.times.min() > 0
    assert f"{result.fastest[1]:.3g} ms" in explorer.sentence
    assert explorer.view.artists["not_yet"].get_text() == ""
    without, with_it = (explorer.view.artists[name].get_width() for name in ("without", "with"))
    assert without == pytest.approx(100)
    assert with_it == pytest.approx(min(100 * result.fastest[1] / result.fastest[0], 300))
    explorer.press("a small network")
    assert explorer.sentence.endswith("Time: not yet measured.")
    assert explorer.view.artists["with"].get_width() == 0
    explorer.close()
