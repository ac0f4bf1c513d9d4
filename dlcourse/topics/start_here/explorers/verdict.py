"""What two cost curves say, in words: the sentence under the playground."""

import numpy as np

LATELY = 20  # moments that say what the curves do now, a quarter of a run
STILL = 0.04  # a curve that has lost no more of its height lately stands still
RISEN = 1.15  # the dev cost has turned up when it is so many times its lowest
NEAR = 0.03  # an error this little above the best possible one is as good as it
GAP = 0.06  # between dev and train error, from which on it is worth a word
GUESS = np.log(2)  # the cost of always saying fifty-fifty


def verdict(costs, train_error, dev_error, best, diverged=False):
    """Say what the curves of a training show, and what to try.

    Parameters
    ----------
    costs : (3, k), iteration, train cost and dev cost at k moments at even distances
    train_error, dev_error : float in [0, 1], at the last moment
    best : float in [0, 1], the dev error that nobody can beat but by luck
    diverged : bool, whether the numbers have left all bounds

    Returns
    -------
    words : str, one to three sentences
    """
    iterations, train, dev = costs
    if diverged:
        return "The numbers have grown beyond all bounds. Try a much lower learning rate."
    if len(train) == 1:
        return "Nothing is learned yet. Press Play."
    lately, lowest = train[-LATELY:], int(dev.argmin())
    if dev[-1] > RISEN * dev[lowest] and train[-1] < train[lowest]:
        since = int(iterations[-1] - iterations[lowest])
        return (
            f"The dev cost has been above its lowest for {since} iterations, while the train cost "
            "falls. It overfits. Try λ or dropout."
        )
    if dev_error <= best + NEAR:
        return "The dev error is about as low as it can get. Well done."
    if train_error > best + NEAR and _jumps(lately):
        return "The train cost jumps up and down. Try a lower learning rate or a larger batch."
    if train[-1] > 0.9 * min(train[0], GUESS) and _fallen(lately) < STILL:
        reference = "at the start" if train[-1] > 0.9 * train[0] else "by guessing"
        return (
            f"The train cost is hardly lower than {reference}. Try a higher learning rate, "
            "another activation, or batch norm."
        )
    if train_error > best + NEAR and _fallen(lately) > STILL:
        return "The train cost still falls, so it is learning. A higher learning rate is quicker."
    if dev_error > train_error + GAP:
        return "New points are harder for it than those it learns from. Try λ or dropout."
    if train_error > best + NEAR:
        return (
            "It errs on train points, too, and has come to rest. Try more units or features, or "
            "less of what holds it back."
        )
    return f"That is within {100 * (dev_error - best):.0f} points of the best. Not bad."


def _fallen(curve):
    """The part of its height that a curve has lost, its later half against its earlier one."""
    half = len(curve) // 2
    return 1 - curve[half:].mean() / curve[:half].mean()


def _jumps(curve):
    """Whether a curve goes up as well as down, by much more than it gets anywhere."""
    moves = np.diff(curve)
    up, down = moves[moves > 0].sum(), -moves[moves < 0].sum()
    return min(up, down) > 0.3 * curve.mean()
