"""Early stopping: which epoch's parameters to keep, and when training ends."""

import numpy as np

from dlcourse import training
from dlcourse.exercise.domain import whole
from dlcourse.exercise.exercise import Exercise, Misconception


def _early_stopping(dev_costs, patience):
    """(best_epoch, stop_epoch): stop when `patience` epochs have passed without a new lowest cost.

    Epochs count from 0. A new lowest cost is strictly lower than all before it. If patience never
    runs out, training stops at the last epoch.
    """
    best_epoch = 0
    for epoch, cost in enumerate(dev_costs):
        if cost < dev_costs[best_epoch]:
            best_epoch = epoch
        if epoch - best_epoch >= patience:
            return best_epoch, epoch
    return best_epoch, len(dev_costs) - 1


def _global_minimum(dev_costs, patience):
    return int(np.argmin(dev_costs)), _early_stopping(dev_costs, patience)[1]


def _never_stops(dev_costs, patience):
    return int(np.argmin(dev_costs)), len(dev_costs) - 1


def _counter_not_reset(dev_costs, patience):
    best_epoch, waited = 0, 0
    for epoch, cost in enumerate(dev_costs):
        if cost < dev_costs[best_epoch]:
            best_epoch = epoch
        elif epoch > 0:
            waited += 1
        if waited >= patience:
            return best_epoch, epoch
    return best_epoch, len(dev_costs) - 1


def _ties_count(dev_costs, patience):
    best_epoch = 0
    for epoch, cost in enumerate(dev_costs):
        if cost <= dev_costs[best_epoch]:
            best_epoch = epoch
        if epoch - best_epoch >= patience:
            return best_epoch, epoch
    return best_epoch, len(dev_costs) - 1


def _against_epoch_before(dev_costs, patience):
    best_epoch, rises = 0, 0
    for epoch in range(1, len(dev_costs)):
        if dev_costs[epoch] < dev_costs[best_epoch]:
            best_epoch = epoch
        rises = rises + 1 if dev_costs[epoch] >= dev_costs[epoch - 1] else 0
        if rises >= patience:
            return best_epoch, epoch
    return best_epoch, len(dev_costs) - 1


def _steps_back(dev_costs, patience):
    stop_epoch = _early_stopping(dev_costs, patience)[1]
    return max(stop_epoch - patience, 0), stop_epoch


def _as_costs(dev_costs, patience):
    best_epoch, stop_epoch = _early_stopping(dev_costs, patience)
    return float(dev_costs[best_epoch]), float(dev_costs[stop_epoch])


def _from_one(dev_costs, patience):
    best_epoch, stop_epoch = _early_stopping(dev_costs, patience)
    return best_epoch + 1, stop_epoch + 1


def _one_past_the_end(dev_costs, patience):
    best_epoch, stop_epoch = _early_stopping(dev_costs, patience)
    ran_out = stop_epoch - best_epoch >= patience
    return best_epoch, stop_epoch if ran_out else len(dev_costs)


def _cost_and_epoch(dev_costs, patience):
    best_epoch, stop_epoch = _early_stopping(dev_costs, patience)
    return float(dev_costs[best_epoch]), stop_epoch


def _always_steps_back(dev_costs, patience):
    stop_epoch = _early_stopping(dev_costs, patience)[1]
    return stop_epoch - patience, stop_epoch


def _from_cost(start):
    """Counts the epochs since the last cost below all before it, and below `start`."""

    def early_stopping(dev_costs, patience):
        best_epoch, lowest, waited = 0, start, 0
        for epoch, cost in enumerate(dev_costs):
            if cost < lowest:
                best_epoch, lowest, waited = epoch, cost, 0
            else:
                waited += 1
                if waited == patience:
                    return best_epoch, epoch
        return best_epoch, len(dev_costs) - 1

    return early_stopping


def _since_best_below(start):
    """The epochs since the best one, which has a cost below `start`; the first where none has."""

    def early_stopping(dev_costs, patience):
        best_epoch, lowest = 0, start
        for epoch, cost in enumerate(dev_costs):
            if cost < lowest:
                best_epoch, lowest = epoch, cost
            if epoch - best_epoch >= patience:
                return best_epoch, epoch
        return best_epoch, len(dev_costs) - 1

    return early_stopping


def _least_fall(dev_costs, patience):
    """Only a clear fall counts; the costs drawn fall by a lot or by next to nothing."""
    best_epoch = 0
    for epoch, cost in enumerate(dev_costs):
        if cost < dev_costs[best_epoch] * (1 - 1e-5):
            best_epoch = epoch
        if epoch - best_epoch >= patience:
            return best_epoch, epoch
    return best_epoch, len(dev_costs) - 1


def _after_lowest_of_all(dev_costs, patience):
    best_epoch = int(np.argmin(dev_costs))
    return best_epoch, min(best_epoch + patience, len(dev_costs) - 1)


def _counts_the_first(dev_costs, patience):
    """The first epoch counts as one without a new lowest cost."""
    best_epoch, waited = 0, 0
    for epoch, cost in enumerate(dev_costs):
        if cost < dev_costs[best_epoch]:
            best_epoch, waited = epoch, 0
        else:
            waited += 1
        if waited >= patience:
            return best_epoch, epoch
    return best_epoch, len(dev_costs) - 1


def _stop_twice(dev_costs, patience):
    return (_early_stopping(dev_costs, patience)[1],) * 2


def _number_of_epochs(dev_costs, patience):
    best_epoch, stop_epoch = _early_stopping(dev_costs, patience)
    return best_epoch, stop_epoch + 1


def _dev_costs(rng, lengths):
    """One cost an epoch: any with ties, rising or falling all the way, hardly any, or many.

    Some are large, and some close to each other, so that a fall is next to nothing.
    """
    kinds = ["any", "rises", "falls", "many", "large", "close"]
    kind = rng.choice(kinds, p=[0.4, 0.1, 0.15, 0.1, 0.1, 0.15])
    epochs = {"many": 200}.get(kind, 2 * lengths["epochs"] - 1)
    costs = rng.integers(2, 10, size=epochs) / rng.choice([10, 2])
    if kind == "large":
        return 1e6 * costs
    if kind == "close":
        return np.ceil(costs) * (1 - rng.choice([1e-9, 1e-8]) * rng.integers(0, 10, size=epochs))
    order = {"rises": 1, "falls": -1}.get(kind)
    return np.sort(costs)[::order] if order else costs


_FALLS_THEN_RISES = np.array([0.9, 0.5, 0.6, 0.7, 0.8])
_SECOND_VALLEY = np.array([0.9, 0.6, 0.5, 0.55, 0.6, 0.65, 0.4, 0.3])
_FALLS_ALL_THE_WAY = np.array([0.9, 0.7, 0.5, 0.4])
_BUMPS = np.array([0.9, 0.95, 0.7, 0.75, 0.6, 0.62, 0.5, 0.56, 0.53, 0.52, 0.58, 0.6])
_HARDLY_FALLS = np.array([0.9, 0.5, 0.4999999, 0.4999998, 0.6, 0.7, 0.8])
_TIE = np.array([0.9, 0.5, 0.6, 0.5, 0.6, 0.7, 0.8, 0.85])

early_stopping = Exercise(
    title="the epoch to keep and the epoch at which training stops",
    reference=_early_stopping,
    domain={"dev_costs": _dev_costs, "patience": whole(1, 6)},
    lists=("dev_costs",),
    library=(training.early_stopping,),
    cases=(
        {"dev_costs": _FALLS_ALL_THE_WAY, "patience": 2},
        {"dev_costs": _FALLS_THEN_RISES, "patience": 2},
        {"dev_costs": 1e6 * _FALLS_THEN_RISES, "patience": 2},
        {"dev_costs": _HARDLY_FALLS, "patience": 2},
        {"dev_costs": _SECOND_VALLEY, "patience": 3},
        {"dev_costs": _TIE, "patience": 4},
        {"dev_costs": _BUMPS, "patience": 4},
        {"dev_costs": _BUMPS, "patience": 20},
    ),
    misconceptions=(
        Misconception(
            "lowest of all epochs",
            _global_minimum,
            "This is the lowest cost of all epochs, but training had stopped before that one: "
            "only epochs up to the stop were ever seen.",
        ),
        Misconception(
            "never stops",
            _never_stops,
            "Training never stops: patience is not used. After `patience` epochs without a new "
            "lowest cost it ends.",
        ),
        Misconception(
            "one epoch too late",
            lambda dev_costs, patience: _early_stopping(dev_costs, patience + 1),
            "Training stops one epoch too late: once `patience` epochs have passed since the best, "
            "that epoch is the stop. Is `>` used for `>=`?",
        ),
        Misconception(
            "one epoch too early",
            lambda dev_costs, patience: _early_stopping(dev_costs, patience - 1),
            "Training stops one epoch too early: `patience` epochs must have passed since the best "
            "one, which is not counted itself.",
        ),
        Misconception(
            "counter not set back",
            _counter_not_reset,
            "The counter is not set back to 0 at a new lowest cost: bumps long ago use up the "
            "patience.",
        ),
        Misconception(
            "ties count",
            _ties_count,
            "An equal cost counts as a new best: only a strictly lower one does. "
            "Is `<=` used for `<`?",
        ),
        Misconception(
            "against the epoch before",
            _against_epoch_before,
            "Each cost is compared with the epoch before it: compare with the lowest so far, or a "
            "zigzag above it goes on for ever.",
        ),
        Misconception(
            "best by subtraction",
            _steps_back,
            "The best epoch is taken to be stop_epoch - patience: that is not so when training "
            "ends before the patience does.",
        ),
        Misconception(
            "costs for epochs",
            _as_costs,
            "These are costs: the epochs are wanted, counted from 0.",
        ),
        Misconception(
            "counted from 1",
            _from_one,
            "The epochs are counted from 1: count from 0, so that `dev_costs[best_epoch]` is the "
            "lowest cost.",
        ),
        Misconception(
            "swapped",
            lambda dev_costs, patience: _early_stopping(dev_costs, patience)[::-1],
            "The two are swapped: first best_epoch, then stop_epoch.",
        ),
        Misconception(
            "one past the end",
            _one_past_the_end,
            "Where the patience never runs out, the stop is one too large: of n epochs, counted "
            "from 0, the last one's number is n - 1.",
        ),
        Misconception(
            "cost for the best epoch",
            _cost_and_epoch,
            "In the first place stands the lowest cost: the number of its epoch is wanted.",
        ),
        Misconception(
            "best by subtraction, below 0",
            _always_steps_back,
            "The best epoch is taken to be stop_epoch - patience: that is not so when training "
            "ends before the patience does, and can be negative.",
        ),
        Misconception(
            "lowest cost starts from 1",
            _from_cost(1.0),
            "The lowest cost so far starts from 1: dev costs may be above 1. Let it start from "
            "the first cost, or from infinity.",
        ),
        Misconception(
            "lowest cost starts from a number",
            _from_cost(10.0),
            "Of large costs none is found to be the lowest: the lowest so far has to start from "
            "the first cost, or from infinity, and not from a number that costs may exceed.",
        ),
        Misconception(
            "lowest starts from a number, no counter",
            _since_best_below(10.0),
            "If all costs are large, none is found to be the lowest: it has to start from the "
            "first cost, or from infinity, and not from a number that costs may exceed.",
        ),
        Misconception(
            "lowest starts from 1, no counter",
            _since_best_below(1.0),
            "Of costs above 1 none is found to be the lowest: the lowest so far has to start from "
            "the first cost, or from infinity, and not from 1.",
        ),
        Misconception(
            "no cost counts as lowest",
            lambda dev_costs, patience: (0, min(patience, len(dev_costs) - 1)),
            "No cost after the first is ever found to be lower: what is it compared with? The "
            "lowest cost so far starts from the first cost, or from infinity.",
        ),
        Misconception(
            "no cost counts as lowest, first epoch waits",
            lambda dev_costs, patience: (0, min(patience, len(dev_costs)) - 1),
            "No cost is ever found to be the lowest, not even the first: what is it compared "
            "with? The lowest cost so far starts from infinity, or from the first cost.",
        ),
        Misconception(
            "highest kept",
            lambda dev_costs, patience: _early_stopping(-np.asarray(dev_costs), patience),
            "The highest cost is kept and waited from: a new best epoch is one with a lower cost "
            "than all before it.",
        ),
        Misconception(
            "small falls do not count",
            _least_fall,
            "A small fall is not counted: a cost is a new lowest one if it is lower than all "
            "before it, however little.",
        ),
        Misconception(
            "waits from the lowest of all",
            _after_lowest_of_all,
            "The waiting begins at the lowest cost of all epochs: training does not know it yet. "
            "It may have stopped before, and at each epoch only the costs so far are known.",
        ),
        Misconception(
            "first epoch waits",
            _counts_the_first,
            "The first epoch is counted as one without a new lowest cost: it is the best so far, "
            "and the waiting begins after it.",
        ),
        Misconception(
            "stop epoch alone",
            _stop_twice,
            "The first number is that of the epoch at which training stops: the epoch with the "
            "lowest cost before it is wanted.",
        ),
        Misconception(
            "number of epochs",
            _number_of_epochs,
            "The second is the number of epochs that were run: the number of the last one is "
            "wanted, counted from 0.",
        ),
    ),
    hints=(
        "Go through the costs as training would: at each epoch you know this cost and the ones "
        "before it, and nothing of what comes.",
        "Remember one thing from epoch to epoch: the number of the best one so far. How many "
        "epochs have passed since it then follows.",
        "`enumerate(dev_costs)` gives epoch and cost. Two questions in each turn: is this a new "
        "best, and is the patience used up? A `return` inside the loop stops training; after the "
        "loop stands what holds if it never did.",
    ),
    conclusion="The parameters to keep are those of best_epoch, not of stop_epoch.",
)
