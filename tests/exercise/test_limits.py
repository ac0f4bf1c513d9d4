"""Nothing that a student writes can hang, end or flood the notebook."""

import os
import signal
import subprocess
import sys
import threading
import time

import numpy as np
import pytest

from dlcourse.exercise import limits, running
from dlcourse.exercise.domain import array, number
from dlcourse.exercise.exercise import Exercise
from dlcourse.exercise.values import Unknown, show, tidy


def _twice(x, factor):
    """2 factor · x."""
    return 2 * factor * x


twice = Exercise(
    title="twice as much",
    reference=_twice,
    domain={"x": array("n"), "factor": number(0, 3)},
    cases=({"x": np.array([1.0]), "factor": 2.0},),
    misconceptions=(),
)


@pytest.fixture
def short_limit(monkeypatch):
    """Half a second for all calls of a check, where one of them never ends."""
    monkeypatch.setattr(running, "SECONDS", 0.5)


@pytest.fixture(params=["signal", "trace"])
def way(request, monkeypatch):
    """Both ways to interrupt: a timer, and a look at the clock on every line."""
    monkeypatch.setattr(limits, "_has_signals", lambda: request.param == "signal")
    return request.param


def _for_ever(x, factor):
    while True:
        x = x + 1


def _waits(x, factor):
    time.sleep(60)
    return 2 * factor * x


def _for_ever_later(x, factor):
    while factor == 0:
        pass
    return 2 * factor * x


def _swallows(x, factor):
    while True:
        try:
            x = x + 1
        except:  # noqa: E722 - what students write
            pass


def test_an_endless_loop_is_stopped_and_its_line_shown(way, short_limit):
    before = time.monotonic()
    verdict = twice.check(_for_ever)
    assert time.monotonic() - before < 10
    assert verdict.kind == "time"
    assert verdict.sentence.startswith("`twice` was stopped after 0.5 seconds, in call 1 of 51")
    assert verdict.sentence.endswith(("`while True:`.", "`x = x + 1`."))
    verdict = twice.check(_for_ever_later)
    assert verdict.kind == "time" and dict(verdict.rows)["factor"] == "0"


def test_waiting_and_swallowing_are_stopped_too(short_limit):
    for function in (_waits, _swallows):
        before = time.monotonic()
        assert twice.check(function).kind == "time"
        assert time.monotonic() - before < 10


def test_after_a_stop_all_is_as_before(way, short_limit):
    handler, tracer = signal.getsignal(signal.SIGALRM), sys.gettrace()
    twice.check(_for_ever)
    assert signal.getsignal(signal.SIGALRM) is handler and sys.gettrace() is tracer
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert twice.check(lambda x, factor: x * factor * 2).passed


def test_another_thread_has_a_limit_too(short_limit):
    verdicts = []
    thread = threading.Thread(target=lambda: verdicts.append(twice.check(_for_ever)))
    thread.start()
    thread.join(20)
    assert verdicts and verdicts[0].kind == "time"


def test_the_clock_costs_little(way):
    """A loop over four years takes some milliseconds even where every line is looked at."""
    from dlcourse.topics.exponentially_weighted_averages.exercises import ewa

    def by_hand(x, beta):
        v, result = 0.0, []
        for value in x:
            v = beta * v + (1 - beta) * value
            result.append(v)
        return np.array(result)

    ewa.check(by_hand)
    before = time.process_time()
    assert ewa.check(by_hand).passed
    assert time.process_time() - before < 0.5


def test_what_ends_a_program_ends_the_call_only():
    def leaves(x, factor):
        sys.exit(0)

    def quits(x, factor):
        quit()

    def strange(x, factor):
        raise type("Strange", (BaseException,), {})("odd")

    scope = {"quit": lambda: os.abort()}  # as IPython's, which ends the kernel
    exec("def ends(x, factor):\n    quit()\n    return x\n", scope)
    kept = scope["quit"]
    for function in (leaves, quits, scope["ends"]):
        verdict = twice.check(function)
        assert verdict.kind == "error" and "ends the whole program" in verdict.sentence
    assert scope["quit"] is kept
    assert "Strange: odd" in twice.check(strange).sentence


def test_the_readers_own_interrupt_goes_through():
    def stopped(x, factor):
        signal.raise_signal(signal.SIGINT)
        return x

    with pytest.raises(KeyboardInterrupt):
        twice.check(stopped)


def test_prints_are_seen_once_and_cut(capsys):
    def talks(x, factor):
        print("x is", x)
        return x

    def shouts(x, factor):
        for _ in range(100):
            print("again and again")
        return x

    assert dict(twice.check(talks).rows)["it prints"].startswith("x is [")
    printed = dict(twice.check(shouts).rows)["it prints"]
    assert len(printed) < 700 and printed.endswith("… (1,600 characters)")
    assert capsys.readouterr() == ("", "")


def test_long_and_endless_results_are_told_at_once():
    itself = []
    itself.append(itself)

    def shown(result):
        before = time.process_time()
        verdict = twice.check(lambda x, factor: result)
        assert time.process_time() - before < 2
        assert len(str(verdict)) < 1500
        return verdict.sentence

    assert "a list of 100,000" in shown([1.0] * 100_000)
    assert "a list of 1" in shown(itself)
    assert "a list" in shown([[1.0] * 100] * 1000)
    assert "'aaaa" not in shown("a" * 10**6)
    assert "a generator" in shown(x for x in range(9))
    assert "makes an array of it" in shown(map(float, [1, 2]))
    assert "(1000,)" in shown(np.zeros(1000))


def test_a_generator_is_no_sign_of_memory():
    sentence = twice.check(lambda x, factor: (v for v in x)).sentence
    assert "Called again" not in sentence and "Whatever" not in sentence


def test_results_are_kept_as_they_were_given():
    shared = np.zeros(1)

    def one_array_for_all(x, factor):
        shared.resize(x.shape, refcheck=False)
        shared[:] = 2 * factor * x
        return shared

    assert twice.check(one_array_for_all).passed
    assert tidy((1, iter(()))) == (1, Unknown("a tuple_iterator"))
    assert show([0] * 1000) == "a list of 1,000"


SHOWS = """
from IPython.core.interactiveshell import InteractiveShell

shell, seen = InteractiveShell.instance(), []
shell.display_pub.publish = lambda data, **more: seen.append(data)
from IPython.display import display
from dlcourse.topics.regularization.exercises import l2_cost

def wrong(data_cost, parameters, lambd, m):
    display(parameters)
    return data_cost

display(1)
verdict = l2_cost.check(wrong)
display(2)
print(len(seen), verdict.kind)
"""


def test_what_is_displayed_does_not_fill_the_page():
    """In a shell as a notebook's kernel has one."""
    done = subprocess.run([sys.executable, "-c", SHOWS], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["2", "wrong", "value"]


def test_a_relation_that_is_looked_for_has_a_limit_too(short_limit):
    """Changed inputs may lie outside of the domain, and a loop may never end there."""

    def counts_down(x, factor):
        while factor > 3 or (x < -1e6).any() or (factor == 2.5 and x.size > 3):
            pass
        return x

    before = time.monotonic()
    assert not twice.check(counts_down).passed
    assert time.monotonic() - before < 20
