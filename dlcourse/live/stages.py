"""Computing in two stages: a run of the training, and a look at it that costs little.

A move of a control that only `look` names needs no new run: the last few are remembered.
"""

import inspect

KEPT = 4  # as many as an exported page's second control may have stops, and more


def taken(function, values):
    """Those of the controls' values that are parameters of a stage."""
    parameters = inspect.signature(function).parameters
    return {name: value for name, value in values.items() if name in parameters}


def both(run, look):
    """The two stages as one function of all controls, which remembers nothing."""

    def compute(**values):
        return look(run(**taken(run, values)), **taken(look, values))

    def stream(**values):
        for partial in run(**taken(run, values)):
            yield look(partial, **taken(look, values))

    return stream if inspect.isgeneratorfunction(run) else compute


class Runs:
    """The last few finished runs."""

    def __init__(self):
        self._runs = {}  # values of the training controls -> run; used last, at the end

    def get(self, training):
        """The run of these controls, or None."""
        key = tuple(training.values())
        run = self._runs.pop(key, None)
        if run is not None:
            self._runs[key] = run
        return run

    def keep(self, training, outcome):
        """Remember a run, or the last result of a generator, once it is there; returns it."""
        if inspect.isgenerator(outcome):
            return self._at_its_end(training, outcome)
        self._runs[tuple(training.values())] = outcome
        if len(self._runs) > KEPT:
            del self._runs[next(iter(self._runs))]
        return outcome

    def _at_its_end(self, training, steps):
        for result in steps:
            yield result
        self.keep(training, result)
