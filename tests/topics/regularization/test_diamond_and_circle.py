"""The touching points of diamond and circle, against brute force and against penalties."""

from importlib import import_module

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlcourse.topics.regularization.explorers.diamond_and_circle import (
    compute,
    describe,
    diamond_and_circle,
    hessian,
)

diamond = import_module("dlcourse.topics.regularization.explorers.diamond_and_circle")
TURN = np.linspace(0, 2 * np.pi, 200_001)
CIRCLE = np.array([np.cos(TURN), np.sin(TURN)])
DIAMOND = CIRCLE / np.abs(CIRCLE).sum(axis=0)


def lowest(H, c, points):
    """Where ½ (w - c)ᵀ H (w - c) is least among points, (2,)."""
    away = points - c[:, np.newaxis]
    return points[:, np.einsum("in,ij,jn->n", away, H, away).argmin()]


@st.composite
def moves(draw):
    """A setting of the controls, between the stops too."""
    return {
        "optimum1": draw(st.floats(-2, 2)),
        "optimum2": draw(st.floats(-1.6, 1.6)),
        "budget": draw(st.floats(0.1, 1.6)),
        "elongation": draw(st.floats(1, 4)),
        "angle": draw(st.floats(0, 180)),
    }


def test_hessian_by_hand():
    # contours 2 long along the first axis; turned by 90° along the second
    np.testing.assert_allclose(hessian(2, 0), [[0.25, 0], [0, 1]])
    np.testing.assert_allclose(hessian(2, 90), [[1, 0], [0, 0.25]], atol=1e-15)
    # along the diagonal: ½ ((1, 1)·w)²/2 · 1/4 + ½ ((1, -1)·w)²/2
    np.testing.assert_allclose(hessian(2, 45), [[0.625, -0.375], [-0.375, 0.625]])


@pytest.mark.parametrize(
    "setting",
    [
        (1.2, 0.7, 0.8, 2, 120),  # L1 on a corner
        (1.1, 1.2, 0.8, 1, 120),  # on an edge
        (-1.6, 0.9, 0.5, 4, 15),
        (0.3, -1.6, 1.2, 3, 165),
        (-0.8, -0.6, 0.9, 1.5, 45),  # L2's optimum is within 0.1 of its budget
    ],
)
def test_touching_points_agree_with_brute_force(setting):
    result = compute(*setting)
    for w, shape in ((result.w_l1, DIAMOND), (result.w_l2, CIRCLE)):
        best = lowest(result.H, result.optimum, result.budget * shape)
        np.testing.assert_allclose(w, best, atol=1e-4 * result.budget)


@settings(max_examples=200, deadline=None)
@given(moves())
def test_no_point_of_the_budget_is_better(setting):
    """Feasible, and the gradient points straight out of the budget: the KKT conditions."""
    result = compute(**setting)
    c, t = result.optimum, result.budget
    for w, size, steepest in (
        (result.w_l1, np.abs(result.w_l1).sum(), lambda pull: t * np.abs(pull).max()),
        (result.w_l2, np.linalg.norm(result.w_l2), lambda pull: t * np.linalg.norm(pull)),
    ):
        assert size <= t * (1 + 1e-9)
        pull = result.H @ (c - w)  # -∇J
        # max of pull·v over the budget is reached at v = w, so no direction that is allowed helps
        assert pull @ w == pytest.approx(steepest(pull), abs=1e-9)


def test_shade_is_where_optima_end_on_a_corner_and_rays_where_l2_gives_a_zero():
    explorer = diamond_and_circle()
    artists = explorer.view.artists
    rng = np.random.default_rng(1)
    shaded = 0
    for _ in range(300):
        setting = rng.uniform([-2, -1.6, 0.1, 1, 0], [2, 1.6, 1.6, 4, 180])
        result = compute(*setting)
        diamond.draw(artists, result)
        cones = [artists[f"cone_{i}"].get_path() for i in range(4)]
        in_shade = any(cone.contains_point(result.optimum) for cone in cones)
        assert in_shade == (0 in result.w_l1)
        shaded += in_shade
        rays = np.transpose(artists["rays"].get_data()).reshape(4, 3, 2)
        for start, end, _ in rays:  # an optimum a little way along the ray
            on_ray = compute(*(start + 0.01 * (end - start)), *setting[2:])
            assert 0 in on_ray.w_l2
            beside = on_ray.optimum + np.array([0.01, 0.02])
            assert 0 not in compute(*beside, *setting[2:]).w_l2
    assert 50 < shaded < 250
    explorer.close()


def test_corners_are_exact_and_optima_inside_stay():
    assert compute(1.2, 0.7, 0.8, 2, 120).w_l1.tolist() == [0.8, 0.0]
    assert compute(0.1, -1.5, 0.3, 1, 0).w_l1.tolist() == [0.0, -0.3]
    # just on the border of the corner's shade: 1.3 - 0.5 = 0.8
    assert compute(1.3, 0.5, 0.8, 1, 0).w_l1.tolist() == [0.8, 0.0]
    assert compute(0.3, 0.4, 0.8, 3, 30).w_l1.tolist() == [0.3, 0.4]
    # outside of the diamond, inside of the circle
    result = compute(0.5, 0.5, 0.8, 1, 0)
    np.testing.assert_allclose(result.w_l1, [0.4, 0.4])
    assert result.w_l2.tolist() == [0.5, 0.5]


def test_round_contours_by_hand():
    # L1 takes the same from both weights, L2 the same share
    result = compute(1.2, 0.6, 1.0, 1, 0)
    np.testing.assert_allclose(result.w_l1, [0.8, 0.2])
    np.testing.assert_allclose(result.w_l2, np.array([2, 1]) / np.sqrt(5))
    assert result.lambd_l1 == pytest.approx(0.4)
    assert result.lambd_l2 == pytest.approx(1.2 / (2 / np.sqrt(5)) - 1)


def test_the_budget_is_a_penalty():
    """With the λ/m that is told, the penalized cost is least at the touching point."""
    result = compute(1.2, 0.7, 0.8, 2, 120)
    rng = np.random.default_rng(0)

    def penalized(w):
        away = w - result.optimum
        J = away @ result.H @ away / 2
        return J + result.lambd_l1 * np.abs(w).sum(), J + result.lambd_l2 / 2 * w @ w

    for w in rng.uniform(-2, 2, (2000, 2)):
        assert penalized(w)[0] > penalized(result.w_l1)[0]
        assert penalized(w)[1] > penalized(result.w_l2)[1]


def test_sentence():
    assert describe(compute(1.2, 0.7, 0.8, 2, 120)) == (
        "Optimum (1.20, 0.70): L1 ends at (0.80, 0) on a corner, w₂ is exactly 0; "
        "L2 ends at (0.69, 0.40), no weight is 0."
    )
    assert "within both budgets" in describe(compute(0, 0, 0.8, 1, 0))
    assert "L2 leaves it alone" in describe(compute(0.5, 0.5, 0.8, 1, 0))
    assert "L2 ends at (−0.50, 0), w₂ is exactly 0" in describe(compute(-1.2, 0, 0.5, 3, 0))


def test_pointer_drags_the_optimum():
    explorer = diamond_and_circle()
    axes = explorer.view.figure.axes[1]
    width, height = explorer.view.figure.bbox.size
    x, y = axes.transData.transform((-1.01, 0.52))
    explorer._point({"x": x / width, "y": 1 - y / height})
    assert explorer.values["optimum1"] == -1.0
    assert explorer.values["optimum2"] == 0.5
    assert explorer.result.optimum.tolist() == [-1.0, 0.5]
    explorer.close()
