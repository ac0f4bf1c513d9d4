"""tanh's linear zone, against shares and fits computed by another route."""

import dataclasses
from functools import cache

import numpy as np
import pytest

from dlcourse.topics import noisy_moons
from dlcourse.topics.regularization import runs as moons
from dlcourse.topics.regularization.explorers.linear_zone import (
    Inside,
    compute,
    describe,
    linear_zone,
    straight,
)


@cache  # several tests look at the same runs
def last(lambd, seed):
    *_, result = compute(lambd, seed)
    return result


def parts(result):
    """Z of both hidden layers and z[L] on the training points, written out."""
    first, _, second, _, output = result.trained.network.unpack(result.trained.theta)
    Z1 = first["W"] @ result.trained.data[0] + first["b"]
    Z2 = second["W"] @ np.tanh(Z1) + second["b"]
    return Z1, Z2, (output["W"] @ np.tanh(Z2) + output["b"])[0]


def with_weights(scale, b=0.0):
    """An untrained network whose weights are all `scale` times those of He's scheme."""
    rng = np.random.default_rng(0)
    data, model = noisy_moons.noisy_moons(rng), moons.model_with(None)
    theta = scale * model.initialize(rng)
    theta[-1] = b
    return Inside(moons.Trained(model, data, theta, "L2", 0.0, np.ones((4, 1))))


@pytest.mark.parametrize("setting", [(0, 0), (0.5, 1), (5, 2)])
def test_share_and_distance_agree_with_another_route(setting):
    result = last(*setting)
    Z1, Z2, z = parts(result)
    inside = sum(int((-0.5 < value) & (value < 0.5)) for value in np.r_[Z1.ravel(), Z2.ravel()])
    assert result.in_zone == inside / 3200
    # R² of two features from their correlations: r' C⁻¹ r
    correlations = np.corrcoef(np.vstack([result.trained.data[0], z]))
    r = correlations[:2, 2]
    R2 = r @ np.linalg.inv(correlations[:2, :2]) @ r
    assert result.distance == pytest.approx(1 - R2, rel=1e-6, abs=1e-12)


def test_lambda_moves_all_units_into_the_zone_for_every_seed():
    for seed in range(3):
        shares, distances = zip(
            *((r.in_zone, r.distance) for r in (last(lambd, seed) for lambd in (0, 0.5, 5))),
            strict=True,
        )
        assert shares[0] < 0.3 < 0.5 < shares[1] < shares[2]
        assert distances[0] > distances[1] > 0.05 > 0.01 > distances[2]


def test_the_distance_shrinks_with_the_square_of_the_weights():
    """tanh z = z - z³/3 …: the share of the cubic part in the variance falls as scale⁴ a layer."""
    near, nearer = with_weights(0.02).distance, with_weights(0.01).distance
    assert near / nearer == pytest.approx(16, rel=0.02)
    assert with_weights(0.01).in_zone == 1


def test_a_constant_output_is_linear():
    for result in (with_weights(0, b=1.5), with_weights(1e-30), with_weights(0)):
        assert result.distance == 0
        assert "the output is the same for all x" in describe(result)
        assert straight(result.plane, result.z.std()).shape == (2, 0)


def test_the_line_of_the_linear_fit():
    points = straight(np.array([1.0, 2.0, -4.0]), spread=1.0)
    np.testing.assert_allclose(1 + 2 * points[0] - 4 * points[1], 0, atol=1e-9)
    assert np.hypot(*(points[:, 1] - points[:, 0])) > 20  # from border to border and beyond


def test_the_sentence_follows_the_numbers():
    assert "100 % of the hidden units' z lie in tanh's linear zone, |z| < 0.5: practically a" in (
        describe(last(5, 0))
    )
    assert "most units work where tanh bends" in describe(last(0, 0))
    assert "some units still bend" in describe(last(0.5, 0))


def test_pictures_are_made_of_the_result():
    explorer = linear_zone()
    for lambd in (0, 5, 100):
        explorer.set(lambd=lambd)
        artists, result = explorer.view.artists, explorer.result
        shares, *_ = artists["z"].get_data()
        assert shares.sum() == pytest.approx(1)
        z, a = artists["beads"].get_data()
        np.testing.assert_allclose(a, np.tanh(z))
        zone = (-0.5 < z) & (z < 0.5)
        assert zone.mean() == pytest.approx(result.in_zone, abs=0.03)
        assert artists["share"].get_text().startswith(f"{100 * result.in_zone:.0f} %")
        errors = result.trained.train_error, result.trained.dev_error
        assert artists["errors"].get_text() == "train error {:.0f} %, dev {:.0f} %".format(
            *(round(100 * error, 9) for error in errors)
        )
    explorer.close()


def test_each_frame_stands_alone():
    frame = next(compute(0.1, 0))
    again = dataclasses.replace(frame)
    assert describe(frame) == describe(again)
    assert frame.trained.costs[0, -1] == 10
