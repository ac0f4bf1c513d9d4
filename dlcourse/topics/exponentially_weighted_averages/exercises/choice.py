"""A choice to be judged by measurement: which β helps a descent that has forty steps?"""

from dlcourse.exercise.choose import Choose
from dlcourse.topics.exponentially_weighted_averages.runs import descend, excess

BATCH_SIZE, RATE = 4, 0.5
JUDGED = slice(21, 41)  # the last twenty of forty steps


def _excess(beta, seed):
    """How far J is above its minimum at the end of a short descent, as a share of it; 5 ms."""
    theta = descend(RATE, BATCH_SIZE, beta, [seed]).theta
    return float(excess(theta[0, JUDGED]).mean())


choose_beta = Choose(
    name="choose_beta",
    title="a β that helps a short descent, shown by pairs of runs",
    symbol="β",
    baseline=0.0,
    low=0.0,
    high=0.99,
    error=_excess,
    measured="excess of J over its minimum",
    hints=(
        "How late is v for the β that you think of, and how many steps are there?",
        "If the choice does harm, v is too late for so short a descent. If the interval covers 0, "
        "the descents differ too much among themselves to tell. Then look for a β that gains more "
        "on the seeds from 100 on, and not for seeds that suit yours.",
    ),
    conclusion=(
        "Of forty steps nine are too many to be late. Over the seeds 0 to 99 the usual 0.9 does "
        "harm."
    ),
)
