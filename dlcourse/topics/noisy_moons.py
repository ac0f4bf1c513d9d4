"""Two noisy half moons with wrong labels: what a network with too many weights overfits on."""

from dlcourse import make_moons
from dlcourse.figures.decision_plane import Plane

M, M_DEV, NOISE = 100, 2000, 0.15
PLANE = Plane((-1.6, 2.6), (-1.3, 1.8))


def noisy_moons(rng):
    """Two half moons, a tenth of the labels wrong: X, Y to train on, X_dev, Y_dev as noisy."""
    (X, Y), (X_dev, Y_dev) = make_moons(M, NOISE, rng), make_moons(M_DEV, NOISE, rng)
    for y in (Y, Y_dev):  # places are random and classes alternate: the first are as good as any
        wrong = slice(0, y.size // 10)
        y[:, wrong] = 1 - y[:, wrong]
    return X, Y, X_dev, Y_dev


def code(seed):
    """`noisy_moons` as three lines of code: X, Y and dev, and the rng to go on with."""
    wrong, wrong_dev = M // 10, M_DEV // 10
    return f"""rng = np.random.default_rng({seed})
(X, Y), dev = [dl.make_moons(m, {NOISE}, rng) for m in ({M}, {M_DEV})]
Y[:, :{wrong}], dev[1][:, :{wrong_dev}] = 1 - Y[:, :{wrong}], 1 - dev[1][:, :{wrong_dev}]"""
