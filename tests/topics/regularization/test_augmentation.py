"""Augmented digits: the runs against a network written out by hand, and what the figure tells."""

import re
from importlib import import_module

import numpy as np
import pytest

from dlcourse import augment, he, load_digits
from dlcourse.topics import digits
from dlcourse.topics.regularization.explorers.augmentation import (
    DEV,
    PAIRS,
    Augmented,
    M,
    augmentation,
    compute,
    describe,
    mosaic,
    one_of_each,
)
from tests.topics.regularization import digit_runs

augmented_digits = import_module("dlcourse.topics.regularization.explorers.augmentation")
NOTHING = {"flip": 0, "shift": 0, "rotate": 0, "distort": 0}


@pytest.fixture(scope="module")
def explorer():
    made = augmentation()
    yield made
    made.close()


def last(**controls):
    *_, result = compute(**controls)
    return result


def error_by_hand(params, X, labels, X_dev, labels_dev):
    """Fifty full-batch Adam steps on 64-24-10 with ReLU and softmax; the dev error."""
    params = digit_runs.last(digit_runs.adam(params, X.T, labels, 0.03, 50))
    return digit_runs.error(params, X_dev.T, labels_dev)


@pytest.mark.parametrize(
    "changes, seed",
    [
        ({"flip": 1}, 0),
        ({"shift": 0.5, "rotate": 15}, 3),
        ({"flip": 0.5, "rotate": 90, "distort": 2}, 11),
    ],
)
def test_both_runs_of_a_pair_agree_with_a_network_written_out(changes, seed, monkeypatch):
    monkeypatch.setattr(augmented_digits, "PAIRS", 2)
    result = last(**NOTHING | changes | {"seed": seed})
    for pair in range(2):
        rng = np.random.default_rng([seed, pair])
        (X, Y), (X_dev, Y_dev) = digits.split(M, rng, DEV)
        theta = digits.digit_network(24).initialize(rng, he)
        W1, b1, W2, b2 = np.split(theta, [64 * 24, 64 * 24 + 24, 64 * 24 + 24 + 240])
        theta = W1.reshape(24, 64), b1, W2.reshape(10, 24), b2
        if changes == {"flip": 1}:  # nothing but mirrored: by slicing
            more = np.tile(X.reshape(8, 8, 50)[:, ::-1].reshape(64, 50), 15)
        else:
            more = augment(np.tile(X, 15), rng, **changes)
        labels, dev = Y.argmax(axis=0), (X_dev, Y_dev.argmax(axis=0))
        expected = (
            error_by_hand(theta, X, labels, *dev),
            error_by_hand(theta, np.hstack([X, more]), np.tile(labels, 16), *dev),
        )
        assert expected[0] != expected[1]
        # rounding may turn an image that is on the edge between two digits
        found = result.reference[pair], result.partner[pair]
        assert found == pytest.approx(expected, abs=2.5 / 1747)


def test_the_dev_set_is_all_that_is_not_trained_on():
    (X, _), (X_dev, Y_dev) = digits.split(M, np.random.default_rng(5), DEV)
    assert X.shape == (64, 50) and Y_dev.shape == (10, 1747)
    together = np.hstack([X, X_dev])
    everything, _ = load_digits()
    assert np.array_equal(together[:, np.lexsort(together)], everything[:, np.lexsort(everything)])


def test_pairs_come_one_after_the_other_and_stay(monkeypatch):
    monkeypatch.setattr(augmented_digits, "PAIRS", 6)
    counts, known = [], np.zeros(0)
    for result in compute(flip=0.5, shift=0, rotate=0, distort=0, seed=2):
        counts.append(result.reference.size)
        assert result.reference.size == result.partner.size
        assert np.array_equal(result.partner[: known.size], known)
        known = result.partner
    assert counts[0] == 0 and counts[-1] == 6
    assert set(np.diff(counts)) == {0, 1}
    assert len(counts) > 120  # so that no yield takes long


def test_without_a_change_both_runs_are_one(explorer):
    explorer.set(**NOTHING, seed=4)
    assert np.array_equal(explorer.result.reference, explorer.result.partner)
    assert explorer.sentence.startswith("No augmentation: nothing to compare. Dev error ")
    stated = float(re.search(r"error ([\d.]+) %", explorer.sentence)[1])
    assert stated == pytest.approx(100 * explorer.result.reference.mean(), abs=0.051)


def test_flipping_hurts_and_a_little_turning_helps_by_the_same_seeds(explorer):
    helped = explorer.set(**explorer.defaults | {"seed": 6}).result
    hurt = explorer.set(**NOTHING | {"flip": 1}).result
    assert np.array_equal(helped.reference, hurt.reference)  # paired: only the copies differ
    assert helped.difference.high < -0.01
    assert hurt.difference.low > 0.08
    assert np.all(hurt.partner > hurt.reference)


def pairs(without, augmented, **changes):
    blank = np.zeros((64, 10))
    return Augmented(PAIRS, np.array(without), np.array(augmented), changes, blank, blank)


def test_the_sentence_says_which_way_or_that_there_is_no_difference():
    without = np.array([0.20, 0.22, 0.24, 0.20])
    more, either = np.array([[0.03, 0.04, 0.03, 0.04], [0.03, -0.03, 0.02, -0.02]])
    better = describe(pairs(without, without - more, shift=0.5))
    assert better.startswith("Shift ≤ 0.5 px: dev error 3.5 points lower (95 % interval 2.6 to 4.4")
    assert better.endswith("4 seeds). That helps: 21.5 % without copies, 18.0 % with.")
    worse = describe(pairs(without, without + more, flip=0.5, rotate=5))
    assert worse.startswith("Flip 50 %, rotate ≤ 5°: dev error 3.5 points higher")
    assert "That hurts: 21.5 % without copies, 25.0 % with." in worse
    same = describe(pairs(without, without + either, distort=1))
    assert same.startswith("Distort ≤ 1 px: no difference (95 % interval -4.7 to +4.7 points")
    assert "helps" not in same and "hurts" not in same
    assert "1 of 20 pairs" in describe(pairs([0.2], [0.1], flip=1))


def test_a_digit_of_each_kind_is_shown_where_there_is_one():
    labels = np.array([3, 3, 1, 0, 9, 2, 4, 5, 6, 8, 7, 1])
    assert np.array_equal(labels[one_of_each(labels)], np.arange(10))
    assert one_of_each(labels)[3] == 0  # the first 3, not the second
    without_nines = np.array([0, 1, 2, 3, 4, 5, 6, 7, 8, 8, 0])
    shown = without_nines[one_of_each(without_nines)]
    assert np.array_equal(shown, [0, 0, 1, 2, 3, 4, 5, 6, 7, 8])


def test_each_copy_is_below_its_image():
    rng = np.random.default_rng(0)
    images, copies = rng.random((2, 64, 10))
    picture = mosaic(images, copies)
    for i, (top, left) in {0: (0, 1), 4: (0, 41), 5: (24, 1), 7: (24, 21)}.items():
        square = picture[top : top + 8, left : left + 8]
        below = picture[top + 10 : top + 18, left : left + 8]
        assert np.array_equal(square.ravel(), images[:, i])
        assert np.array_equal(below.ravel(), copies[:, i])
    assert np.sum(picture >= 0) == 20 * 64


def test_the_shown_copies_are_the_first_of_those_trained_on():
    shown = next(compute(**NOTHING | {"flip": 1, "seed": 1}))
    mirrored = shown.images.reshape(8, 8, 10)[:, ::-1].reshape(64, 10)
    assert np.array_equal(shown.copies, mirrored)
    (X, _), _ = digits.split(M, np.random.default_rng([1, 0]), DEV)
    assert all((X == image[:, None]).all(axis=0).any() for image in shown.images.T)


@pytest.mark.parametrize("means", [(0.2, 0.2), (0.2, 0.21), (0.11, 0.1), (0.9, 0.9), (0.2, 0.55)])
def test_names_stand_apart_and_inside(explorer, means):
    explorer.view.draw(explorer._draw, pairs([means[0]] * 3, [means[1]] * 3, flip=1))
    renderer = explorer.view.canvas.get_renderer()
    names = [explorer.view.artists[f"{name}_name"] for name in ("reference", "partner")]
    boxes = sorted((name.get_window_extent(renderer) for name in names), key=lambda box: box.y0)
    axes = names[0].axes.get_window_extent(renderer)
    assert boxes[0].y1 <= boxes[1].y0
    assert axes.y0 <= boxes[0].y0 and boxes[1].y1 <= axes.y1
    assert max(box.x1 for box in boxes) <= explorer.view.figure.bbox.x1
