"""Draws what notebooks show: one notebook after the other, each in a few processes at once."""

import multiprocessing
import os
import signal
import tempfile
import threading
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

from dlcourse._refusal import Refusal
from dlcourse.export import worker
from dlcourse.export.environment import environment
from dlcourse.export.pictures import ratio_for

MOST_PROCESSES = 8
MANY_FIGURES = 3  # from here on it pays to run the notebook in several processes
BEAT = 0.1  # seconds between two looks at how many pictures are drawn
SPAWN = multiprocessing.get_context("spawn")  # new processes, the same on every system


def draw(figures, progress):
    """Draw what notebooks show.

    Parameters
    ----------
    figures : dict, path of a notebook -> about how many figures it shows
    progress : Progress, counts the pictures

    Yields
    ------
    path, pairs, files
        Of each notebook, in the same order: pairs (item, record) in the order in which it shows
        them, and the files that they depend on.

    Raises
    ------
    Refusal
        A notebook that does not run; all processes are stopped then.
    """
    for path, count in figures.items():
        processes = min(_processors(), count) if count >= MANY_FIGURES else 1
        beats = SPAWN.Value("i", 0)
        with tempfile.TemporaryDirectory() as folder:
            with _pool(processes, path.resolve(), folder, beats) as (pool, plan):
                pairs, files = _draw(pool, plan, beats, progress)
        yield path, pairs, files


def _draw(pool, plan, beats, progress):
    """The pairs (item, record) of the pool's notebook, and the files that they depend on."""
    items, files = plan.result()
    # of several that are the same the first, or rather the first that waits; others that wait do so
    # for questions of their own
    order = sorted(enumerate(items), key=lambda pair: (not pair[1]["waits"], pair[0]))
    first = {item["same"]: n for n, item in reversed(order)}
    copied = [n if item["waits"] else first[item["same"]] for n, item in enumerate(items)]
    dearest_first = sorted(set(copied), key=lambda n: -items[n]["cost"])
    count = sum(items[n]["pictures"] for n in dearest_first)
    progress.expect(count)
    waiting = {pool.submit(worker.draw, n, ratio_for(count)): n for n in dearest_first}
    records, counted = {}, 0
    while waiting:
        done, _ = wait(waiting, BEAT, FIRST_COMPLETED)
        for future in done:
            records[waiting.pop(future)], more = future.result()
            files |= more
        progress.advance(beats.value - counted)
        counted = beats.value
    pairs = zip(items, copied, strict=True)
    return [[item, _for_one(item, records[n])] for item, n in pairs], files


def _for_one(item, record):
    """A record for one of the items that share it: what waits for a prediction knows how."""
    if item["waits"] or "after" not in record:
        return record
    number = record["default"]
    return {key: kept for key, kept in record.items() if key != "after"} | {
        "text": record["frames"][number][1]
    }


@contextmanager
def _pool(processes, path, folder, beats):
    """A pool whose processes have begun to run a notebook, and its plan, which is yet to come.

    After a failure or Ctrl-C all of them are ended at once.
    """
    before = multiprocessing.active_children()
    children = []
    pool = ProcessPoolExecutor(processes, SPAWN, worker.begin, (path, folder, beats))
    try:
        with _as_processes_start():  # one with each call
            plan = pool.submit(worker.plan)
            for _ in range(processes - 1):
                pool.submit(worker.run_notebook)
            children += [one for one in multiprocessing.active_children() if one not in before]
        yield pool, plan
    except BrokenProcessPool:
        pool.shutdown()  # it ends the others by SIGTERM; the first one's status is the reason
        ended = {child.exitcode for child in children} - {0, -signal.SIGTERM}
        why = f"status {min(ended)}" if ended else "no reason given"
        raise Refusal(
            f"{path.name} does not run: a process that drew it ended with {why}"
        ) from None
    except BaseException:
        for child in children:
            child.kill()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _as_processes_start():
    """What a process takes over when it starts: the same variables for everybody, and no Ctrl-C.

    Ctrl-C reaches all processes of a terminal; the one that waits for the others ends them.
    """
    variables = dict(os.environ)
    in_main_thread = threading.current_thread() is threading.main_thread()
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN) if in_main_thread else None
    _set_variables(environment(MPLBACKEND="agg"))
    try:
        yield
    finally:
        _set_variables(variables)
        if in_main_thread:
            signal.signal(signal.SIGINT, handler)


def _set_variables(variables):
    os.environ.clear()
    os.environ.update(variables)


def _processors():
    """How many processors this process may use, as far as they help here."""
    if hasattr(os, "sched_getaffinity"):
        return min(MOST_PROCESSES, len(os.sched_getaffinity(0)))
    return min(MOST_PROCESSES, os.cpu_count() or 1)
