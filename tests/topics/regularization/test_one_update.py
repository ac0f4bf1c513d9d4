"""One weight's updates, against numbers worked by hand and closed forms."""

import numpy as np
import pytest

from dlcourse.topics.regularization.exercises import l1_step as exercise
from dlcourse.topics.regularization.explorers.one_update import (
    NONE,
    RIDGE,
    SIGN,
    SOFT,
    compute,
    describe,
    fate,
    one_update,
)


def test_the_lectures_worked_numbers():
    result = compute(weight=0.5, gradient=0.1, learning_rate=0.01, lambd=0.1)
    assert (result.w_none, result.w_l2) == pytest.approx((0.499, 0.4985), abs=1e-15)
    assert (result.w_sign, result.w_soft) == pytest.approx((0.498, 0.498), abs=1e-15)


def test_a_negative_weight_is_pulled_up():
    result = compute(weight=-0.5, gradient=0.1, learning_rate=0.01, lambd=0.1)
    # -0.5 - 0.001 = -0.501; L2 adds 0.01 · 0.1 · 0.5, L1 adds 0.01 · 0.1
    np.testing.assert_allclose(result.paths[:, 1], [-0.501, -0.5005, -0.5, -0.5], rtol=1e-14)


@pytest.mark.parametrize(
    ("w", "dw", "alpha", "lambd"),
    [(0.5, 0.1, 0.01, 0.1), (-1.0, 0.3, 0.1, 0.3), (0.8, 0.0, 0.3, 1.0)],
)
def test_a_hundred_updates_in_closed_form(w, dw, alpha, lambd):
    paths = compute(w, dw, alpha, lambd).paths
    t = np.arange(101)
    np.testing.assert_allclose(paths[NONE], w - alpha * dw * t, atol=1e-12)
    # w* = -dw/λ, and the distance to it shrinks by 1 - αλ
    rest = -dw / lambd
    np.testing.assert_allclose(
        paths[RIDGE], rest + (w - rest) * (1 - alpha * lambd) ** t, atol=1e-12
    )
    # |dw| ≤ λ: soft-thresholding walks to 0 at a steady pace and stays
    pace = alpha * (lambd + np.sign(w) * dw)
    walk = np.sign(w) * np.maximum(np.abs(w) - pace * t, 0)
    np.testing.assert_allclose(paths[SOFT], walk, atol=1e-12)
    assert (paths[SOFT][walk == 0] == 0).all()
    # the plain sign step walks alongside while it has not crossed 0, then stays within a step of it
    early = np.abs(walk) > 1e-9
    np.testing.assert_allclose(paths[SIGN][early], walk[early], atol=1e-12)
    assert (np.abs(paths[SIGN][~early]) <= alpha * (lambd + abs(dw)) + 1e-12).all()


def test_the_plain_sign_step_never_rests_on_zero_and_soft_thresholding_does():
    paths = compute(weight=0.5, gradient=0.0, learning_rate=0.1, lambd=0.3).paths
    # 0.5 = 16 · 0.03 + 0.02: from there between 0.02 and -0.01
    np.testing.assert_allclose(paths[SIGN, 16:], np.resize([0.02, -0.01], 85), atol=1e-14)
    assert (paths[SOFT, 17:] == 0).all()
    assert paths[SOFT, 16] == pytest.approx(0.02)


def test_a_pull_stronger_than_lambda_moves_the_weight_through_zero():
    paths = compute(weight=0.1, gradient=0.5, learning_rate=0.1, lambd=0.3).paths
    # 0.1 - 0.05 - 0.03 = 0.02; then 0.02 - 0.05 = -0.03 is cut to 0; from there -0.05 + 0.03 a step
    expected = [0.1, 0.02, *(-0.02 * np.arange(99))]
    np.testing.assert_allclose(paths[SOFT], expected, atol=1e-12)


def test_fates_in_words():
    assert fate(np.zeros(101)) == "exactly 0"
    assert fate(np.maximum(1 - np.arange(101) / 8, 0)) == "exactly 0 from update 8 on"
    assert fate(np.resize([0.02, -0.01], 101)) == "jumping between -0.01 and 0.02"
    assert fate(np.resize([1e-17, -0.01], 101)) == "jumping between -0.01 and ≈ 0"
    assert fate(np.linspace(1, 0.25, 101)) == "at 0.25"


def test_sentence():
    assert describe(compute(0.5, 0.0, 0.1, 0.3)) == (
        "One update: no penalty 0.5, L2 0.485, L1 0.47. After 100: L2 at 0.0238, plain sign step "
        "jumping between −0.01 and 0.02, soft-thresholding exactly 0 from update 17 on."
    )


def sentence_with(yours, **values):
    explorer = one_update(yours=yours)
    sentence, rows = explorer.set(**values).sentence, len(explorer.result.drawn)
    explorer.close()
    return sentence, rows


NEAR = {"gradient": 0.0, "learning_rate": 0.1, "lambd": 0.3}


def test_yours_the_reference_does_the_same():
    sentence, rows = sentence_with(exercise.reference, **NEAR)
    assert rows == 5
    assert sentence.endswith("Yours does the same.")


def test_yours_with_a_misconception_differs():
    def l1_step(w, dw, learning_rate, lambd, m):
        return w - learning_rate * (dw + lambd / m * np.sign(w))

    sentence, _ = sentence_with(l1_step, **NEAR)
    assert sentence.endswith("Yours differs: jumping between −0.01 and 0.02.")


def test_yours_is_called_with_m_and_arrays_that_it_may_change():
    seen = []

    def l1_step(w, dw, learning_rate, lambd, m):
        seen.append((w.shape, dw.shape, learning_rate, lambd, m))
        w -= learning_rate * dw
        dw *= 0
        return w

    _, rows = sentence_with(l1_step)
    assert set(seen) == {((1,), (1,), 0.01, 0.1, 1)}
    assert rows == 5
    path = compute(0.5, 0.1, 0.01, 0.1, yours=l1_step).yours.numbers
    np.testing.assert_allclose(path, 0.5 - 0.001 * np.arange(101))


def raises(w, dw, learning_rate, lambd, m):
    return w / 0 + undefined  # noqa: F821


def nothing(w, dw, learning_rate, lambd, m):
    w - learning_rate * dw


def wrong_shape(w, dw, learning_rate, lambd, m):
    return np.concatenate([w, w])


def nan(w, dw, learning_rate, lambd, m):
    return w * np.inf * 0


@pytest.mark.parametrize("broken", [raises, nothing, wrong_shape, nan])
def test_yours_that_gives_no_number_leaves_the_figure_whole(broken):
    sentence, rows = sentence_with(broken)
    assert rows == 5
    assert sentence.endswith("Yours gives no number: let its check tell you why.")


def test_a_path_of_yours_is_drawn_as_far_as_there_are_numbers():
    explorer = one_update(yours=lambda w, dw, learning_rate, lambd, m: 10 * w)
    path = explorer.view.artists["path_4"].get_ydata()
    assert np.isnan(path).argmax() == 7  # 0.5 · 10⁷ is beyond a million
    np.testing.assert_array_equal(path[:4], [0.5, 5, 9, 9])  # cut at 9, out of sight
    assert explorer.sentence.endswith("from update 7 on: let its check tell why.")
    assert not explorer.view.artists["yours_name"].get_visible()
    explorer.close()


def test_an_untouched_stub_is_not_shown():
    def l1_step(w, dw, learning_rate, lambd, m):
        return ...

    sentence, rows = sentence_with(l1_step)
    assert rows == 4
    assert "Yours" not in sentence
