"""Augmentation: what each change does, on images whose result is known."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dlcourse.augmentation import augment
from dlcourse.datasets import load_digits


def rng(seed=0):
    return np.random.default_rng(seed)


ALL = {"flip": 0.5, "shift": 1.5, "rotate": 20, "distort": 1.0}
stacks = st.integers(1, 9).flatmap(
    lambda n: arrays(
        np.float64,
        st.tuples(st.integers(1, 5), st.just(n), st.just(n)),
        elements=st.floats(-10, 10),
    )
)


@given(stacks)
def test_nothing_to_do_returns_an_equal_copy(images):
    for settings in ({}, {"flip": False, "shift": 0.0, "rotate": 0, "distort": 0}):
        same = augment(images, rng(), **settings)
        np.testing.assert_array_equal(same, images)
        assert not np.shares_memory(same, images)


@given(stacks, st.integers(0, 99))
def test_each_image_stays_in_its_own_range_and_the_input_as_it_is(images, seed):
    before = images.copy()
    changed = augment(images, rng(seed), flip=0.5, shift=3, rotate=90, distort=2)
    np.testing.assert_array_equal(images, before)
    assert changed.shape == images.shape
    for new, old in zip(changed, images, strict=True):
        assert old.min() <= new.min() and new.max() <= old.max()


@given(stacks, st.integers(0, 99))
def test_columns_and_stacks_are_changed_alike(images, seed):
    m, n, _ = images.shape
    columns = images.reshape(m, n * n).T
    changed = augment(columns, rng(seed), **ALL)
    assert changed.shape == columns.shape
    np.testing.assert_array_equal(changed.T.reshape(m, n, n), augment(images, rng(seed), **ALL))


def test_flip_mirrors_left_to_right_with_its_probability():
    images = rng().random((2000, 4, 4))
    for always in (1, 1.0, True):
        np.testing.assert_array_equal(augment(images, rng(), flip=always), images[:, :, ::-1])
    changed = augment(images, rng(), flip=0.25)
    mirrored = (changed == images[:, :, ::-1]).all(axis=(1, 2))
    kept = (changed == images).all(axis=(1, 2))
    assert (mirrored ^ kept).all()
    assert abs(mirrored.mean() - 0.25) < 4 * np.sqrt(0.25 * 0.75 / 2000)


def test_shift_moves_the_centre_of_mass_evenly_up_to_its_size():
    spot = np.zeros((3000, 9, 9))
    spot[:, 4, 4] = 1
    moved = augment(spot, rng(), shift=2)
    np.testing.assert_allclose(moved.sum(axis=(1, 2)), 1)  # nothing lost this far from the edge
    row = moved.sum(axis=2) @ np.arange(9) - 4
    column = moved.sum(axis=1) @ np.arange(9) - 4
    for distance in (row, column):
        assert np.abs(distance).max() <= 2 + 1e-9
        assert distance.std() == pytest.approx(2 / np.sqrt(3), rel=0.05)
        assert abs(distance.mean()) < 0.1
    assert abs(np.corrcoef(row, column)[0, 1]) < 0.1


def test_half_a_pixel_is_the_mean_of_two():
    """A horizontal ramp moved by d pixels falls by d at every inner pixel: bilinear is exact."""
    ramp = np.tile(np.arange(9.0), (50, 9, 1))
    inner = (augment(ramp, rng(), shift=1) - ramp)[:, 2:-2, 2:-2]
    assert np.ptp(inner, axis=(1, 2)).max() < 1e-12
    assert 0.5 < np.abs(inner).max() <= 1


def test_what_comes_in_from_outside_is_the_background():
    images = np.full((200, 6, 6), 0.25)
    images[:, 2:4, 2:4] = 1
    gone = augment(images, rng(), shift=100)
    assert (gone.reshape(200, -1).max(axis=1) == 0.25).mean() > 0.7
    assert gone.min() == 0.25


@given(stacks, st.floats(0.1, 10), st.floats(-5, 5))
def test_brighter_images_give_the_same_changes_brighter(images, scale, offset):
    """The background is the image's own lowest value: no fixed black comes in."""
    expected = scale * augment(images, rng(), **ALL) + offset
    brighter = augment(scale * images + offset, rng(), **ALL)
    np.testing.assert_allclose(brighter, expected, atol=1e-10)


def test_rotate_turns_by_up_to_its_angle_either_way():
    """A radial line's direction tells the angle; the centre stays."""
    n = 31
    images = np.zeros((400, n, n))
    images[:, 15, 18:29] = 1
    turned = augment(images, rng(), rotate=30)
    y = turned.sum(axis=2) @ (np.arange(n) - 15)
    x = turned.sum(axis=1) @ (np.arange(n) - 15)
    angle = np.degrees(np.arctan2(y, x))
    assert 28 < np.abs(angle).max() <= 31
    assert angle.std() == pytest.approx(30 / np.sqrt(3), rel=0.1)
    assert abs(angle.mean()) < 3
    np.testing.assert_allclose(np.hypot(x, y), np.hypot(x, y)[0], rtol=0.1)


def test_a_quarter_turn_is_rot90():
    """The angle is drawn: the quarter turn is found by scaling it so that it is drawn exactly."""
    image = rng().random((1, 5, 5))
    generator = rng(7)
    generator.random((1, 1, 1))  # the draw of flip comes first
    drawn = generator.uniform(-1, 1)
    turned = augment(image, rng(7), rotate=abs(90 / drawn))
    expected = np.rot90(image, -1 if drawn > 0 else 1, axes=(1, 2))
    np.testing.assert_allclose(turned, np.clip(expected, image.min(), image.max()), atol=1e-12)


def test_distort_bends_smoothly_up_to_its_size():
    """On two ramps the displacement itself can be read off."""
    n = 24
    down, right = np.meshgrid(np.arange(float(n)), np.arange(float(n)), indexing="ij")
    inner = (slice(None), slice(3, -3), slice(3, -3))
    for ramp in (down, right):
        bend = (augment(np.tile(ramp, (60, 1, 1)), rng(), distort=2) - ramp)[inner]
        assert 1 < np.abs(bend).max() <= 2
        assert bend.std(axis=(1, 2)).min() > 0.1  # not the same everywhere: no mere shift
        assert np.abs(np.diff(bend, axis=1)).max() < 0.9  # neighbours move alike
        assert np.abs(np.diff(bend, axis=2)).max() < 0.9


@pytest.mark.parametrize("name", ["shift", "rotate", "distort"])
def test_a_strength_that_grows_changes_the_images_smoothly(name):
    """The random numbers do not depend on the strengths: a slider's next stop is a small change."""
    images, _ = load_digits()
    images = images[:, :50]
    stops = [augment(images, rng(), **{name: strength}) for strength in np.linspace(0, 1, 6)]
    moved = [np.abs(stop - images).mean() for stop in stops]
    assert moved[0] == 0 and moved == sorted(moved)
    far = np.abs(augment(images, rng(1), **{name: 1}) - stops[-1]).mean()
    assert all(np.abs(b - a).mean() < far for a, b in itertools.pairwise(stops))


def test_the_seed_decides():
    images, _ = load_digits()
    a, b, c = (augment(images[:, :20], rng(seed), **ALL) for seed in (0, 0, 1))
    np.testing.assert_array_equal(a, b)
    assert not np.array_equal(a, c)
    assert len(np.unique(augment(np.tile(images[:, :1], 20), rng(), **ALL), axis=1).T) == 20


def test_float32_stays():
    images, _ = load_digits()
    changed = augment(images[:, :5].astype(np.float32), rng(), **ALL)
    assert changed.dtype == np.float32
    assert changed.flags.c_contiguous
    np.testing.assert_allclose(changed, augment(images[:, :5], rng(), **ALL), atol=1e-5)


@pytest.mark.parametrize(
    ("images", "error", "says"),
    [
        (np.ones((63, 5)), ValueError, r"images has shape \(63, 5\); expected square images"),
        (np.ones((5, 64)), ValueError, r"did you mean images\.T\?"),
        (np.ones((5, 8, 7)), ValueError, r"images has shape \(5, 8, 7\)"),
        (np.ones(64), ValueError, r"images has shape \(64,\)"),
        (np.ones((64, 0)), ValueError, r"images has shape \(64, 0\)"),
        (np.ones((0, 8, 8)), ValueError, r"images has shape \(0, 8, 8\)"),
        (np.full((64, 2), np.nan), ValueError, "images holds NaN"),
        (np.full((64, 2), np.inf), ValueError, "images holds infinity"),
        (None, TypeError, "images holds"),
        ([["a"]], TypeError, "images holds"),
    ],
)
def test_bad_images_are_named(images, error, says):
    with pytest.raises(error, match=says):
        augment(images, rng())


@pytest.mark.parametrize("name", ["flip", "shift", "rotate", "distort"])
@pytest.mark.parametrize("bad", [-0.1, np.nan, np.inf, None, "1", [1], 1e9])
def test_a_bad_strength_is_named_before_a_number_is_drawn(name, bad):
    generator = rng()
    with pytest.raises((ValueError, TypeError), match=f"{name} is .*; expected a "):
        augment(np.ones((64, 2)), generator, **{name: bad})
    assert generator.random() == rng().random()


def test_a_missing_generator_is_named():
    with pytest.raises(TypeError, match="rng is None; expected a generator"):
        augment(np.ones((64, 2)), None)
