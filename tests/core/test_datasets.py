"""The data are what data/README.md says; a damaged file is refused."""

import hashlib
import re

import numpy as np
import pytest

from dlcourse import datasets
from dlcourse._paths import course_folder
from dlcourse.datasets import (
    load_digits,
    load_temperature,
    make_blobs,
    make_circles,
    make_moons,
    make_spirals,
)

TOYS = [make_moons, make_circles, make_spirals, make_blobs]
FILES = ["digits.npz", "seattle_temperature.csv"]
REAL = list(zip([load_digits, load_temperature], FILES, strict=True))


@pytest.mark.parametrize("name", FILES)
def test_readme_code_and_file_have_the_same_checksum(name):
    data = course_folder("data")
    section = (data / "README.md").read_text(encoding="utf-8").split(f"## {name}\n")[1]
    told = re.search(r"SHA-256 \| `([0-9a-f]{64})`", section.split("\n## ")[0]).group(1)
    assert told == datasets.SHA256[name]
    assert hashlib.sha256((data / name).read_bytes()).hexdigest() == told


def test_every_data_file_has_its_section_and_checksum():
    files = {path.name for path in course_folder("data").iterdir()} - {"README.md"}
    assert files == set(datasets.SHA256) == set(FILES)


def test_digits_are_the_known_ones():
    X, Y = load_digits()
    assert X.shape == (64, 1797) and Y.shape == (10, 1797)
    assert X.dtype == Y.dtype == np.float64
    assert X.min() == 0 and X.max() == 1
    # The class counts and the pixel sum that scikit-learn's documentation and data give.
    assert Y.sum(axis=1).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    assert (Y.sum(axis=0) == 1).all()
    assert (X * 16).sum() == 561718
    zero = """
        0  0  5 13  9  1  0  0
        0  0 13 15 10 15  5  0
        0  3 15  2  0 11  8  0
        0  4 12  0  0  8  8  0
        0  5  8  0  0  9  8  0
        0  4 11  0  1 12  7  0
        0  2 14  5 10 12  0  0
        0  0  6 13 10  0  0  0"""
    np.testing.assert_array_equal(
        16 * X[:, 0].reshape(8, 8), np.array(zero.split(), int).reshape(8, 8)
    )
    assert Y[:, :10].argmax(axis=0).tolist() == list(range(10))


def test_each_load_is_its_own_copy():
    X, _ = load_digits()
    X[:] = 7
    assert load_digits()[0].max() == 1


def test_temperature_of_four_years_in_seattle():
    days = load_temperature()
    assert days.shape == (1461,)
    # 2012-01-01: 12.8 and 5.0 °C, on average 8.9 °C = 48.02 °F; 2015-12-31: 5.6 and -2.1 °C.
    assert days[0] == pytest.approx(48.02, abs=1e-12)
    assert days[-1] == pytest.approx(35.15, abs=1e-12)
    dates = np.arange("2012-01-01", "2016-01-01", dtype="datetime64[D]")
    assert len(dates) == len(days)
    months = dates.astype("datetime64[M]").astype(int) % 12
    mean = [days[months == month].mean() for month in range(12)]
    assert 38 < mean[0] < 45 and 62 < mean[6] < 72
    assert 10 < days.min() < 32 and 75 < days.max() < 90


@pytest.fixture
def a_folder_of_my_own(tmp_path, monkeypatch):
    for name in FILES:
        (tmp_path / name).write_bytes((course_folder("data") / name).read_bytes())
    monkeypatch.setattr(datasets, "course_folder", lambda name: tmp_path)
    return tmp_path


@pytest.mark.parametrize(("load", "name"), REAL)
def test_a_tampered_file_is_refused(load, name, a_folder_of_my_own):
    load()
    path = a_folder_of_my_own / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(
        ValueError, match=f"{name} is damaged or was changed.*install dlcourse again"
    ):
        load()


@pytest.mark.parametrize(("load", "name"), REAL)
def test_a_missing_file_is_named(load, name, a_folder_of_my_own):
    (a_folder_of_my_own / name).unlink()
    with pytest.raises(FileNotFoundError, match=f"{name} is missing; install dlcourse again") as e:
        load()
    assert "\n" not in str(e.value)


def test_a_link_to_pickled_objects_is_never_followed(a_folder_of_my_own, monkeypatch):
    """Even with the right checksum, an array of objects is not unpickled."""
    path = a_folder_of_my_own / "digits.npz"
    np.savez(path, images=np.array([print], dtype=object), labels=np.zeros(1))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    monkeypatch.setitem(datasets.SHA256, "digits.npz", digest)
    with pytest.raises(ValueError, match="allow_pickle=False"):
        load_digits()


@pytest.mark.parametrize("make", TOYS)
@pytest.mark.parametrize("m", [1, 2, 7, 300])
def test_toys_have_examples_in_columns_and_balanced_labels(make, m):
    X, Y = make(m, 0.1, np.random.default_rng(0))
    assert X.shape == (2, m) and Y.shape == (1, m)
    assert X.dtype == Y.dtype == np.float64
    assert Y.sum() == m // 2
    assert set(Y.ravel()) <= {0, 1}


@pytest.mark.parametrize("make", TOYS)
def test_the_seed_decides_and_noise_has_its_size(make):
    draw = [make(400, 0.0, np.random.default_rng(seed))[0] for seed in (0, 0, 1)]
    np.testing.assert_array_equal(draw[0], draw[1])
    if make is not make_blobs:  # without noise they are points
        assert not np.array_equal(draw[0], draw[2])
    added = make(400, 0.3, np.random.default_rng(0))[0] - draw[0]
    assert added.std() == pytest.approx(0.3, rel=0.1)
    assert abs(added.mean()) < 0.05


def test_the_shapes_without_noise():
    rng = np.random.default_rng(0)
    X, Y = make_circles(100, 0, rng)
    np.testing.assert_allclose(np.linalg.norm(X, axis=0), 1 - Y[0] / 2)
    X, Y = make_moons(100, 0, rng)
    upper, lower = X[:, Y[0] == 0], X[:, Y[0] == 1]
    np.testing.assert_allclose(np.linalg.norm(upper, axis=0), 1)
    assert (upper[1] >= 0).all()
    np.testing.assert_allclose(np.linalg.norm(lower - [[1], [0.5]], axis=0), 1)
    assert (lower[1] <= 0.5).all()
    X, Y = make_spirals(300, 0, rng, classes=3)
    radius, angle = np.linalg.norm(X, axis=0), np.arctan2(X[1], X[0])
    turn = radius + Y.argmax(axis=0) / 3 - angle / (2 * np.pi)
    np.testing.assert_allclose(turn, turn.round(), atol=1e-12)


@pytest.mark.parametrize("make", [make_spirals, make_blobs])
def test_more_classes_are_one_hot(make):
    X, Y = make(90, 0.05, np.random.default_rng(0), classes=3)
    assert X.shape == (2, 90) and Y.shape == (3, 90)
    assert Y.sum(axis=1).tolist() == [30, 30, 30]
    assert (Y.sum(axis=0) == 1).all()


@pytest.mark.parametrize("make", TOYS)
@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"m": 0}, "m is 0"),
        ({"m": 1.5}, "m is 1.5"),
        ({"m": None}, "m is None"),
        ({"noise": -0.1}, "noise is -0.1; expected a number from 0"),
        ({"noise": np.nan}, "noise is nan"),
        ({"noise": np.inf}, "noise is inf"),
        ({"noise": "0"}, "noise is '0'"),
        ({"rng": None}, "rng is None; expected a generator"),
        ({"rng": 0}, "rng is 0; expected a generator"),
    ],
)
def test_bad_input_is_named(make, change, says):
    with pytest.raises((ValueError, TypeError), match=says):
        make(**{"m": 10, "noise": 0.1, "rng": np.random.default_rng(0)} | change)


def test_an_unknown_or_missing_folder_is_named(monkeypatch, tmp_path):
    from dlcourse import _paths as paths

    with pytest.raises(ValueError, match="no folder 'pictures'; expected one of"):
        course_folder("pictures")
    monkeypatch.setattr(paths, "__file__", str(tmp_path / "site" / "dlcourse" / "_paths.py"))
    (tmp_path / "site" / "data").mkdir(parents=True)  # somebody else's, beside the package
    with pytest.raises(
        FileNotFoundError, match=r"folder 'data' is missing.*install dlcourse again"
    ):
        course_folder("data")
    inside = tmp_path / "site" / "dlcourse" / "data"
    inside.mkdir(parents=True)
    assert course_folder("data") == inside.resolve()


def test_in_a_clone_the_folders_stand_beside_the_package(monkeypatch, tmp_path):
    from dlcourse import _paths as paths

    monkeypatch.setattr(paths, "__file__", str(tmp_path / "dlcourse" / "_paths.py"))
    for name in ("notebooks", "data"):
        (tmp_path / name).mkdir()
    (tmp_path / "pyproject.toml").touch()
    assert course_folder("notebooks") == (tmp_path / "notebooks").resolve()
