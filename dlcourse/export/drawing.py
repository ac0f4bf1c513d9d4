"""Lets several processes draw the pictures of notebooks, one notebook after the other."""

import json
import os
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor

from dlcourse._refusal import Refusal
from dlcourse.export.environment import environment
from dlcourse.export.pictures import ratio_for

MOST_PROCESSES = 8
MANY_FIGURES = 3  # from here on it pays to run the notebook once more in another process


class Job:
    """One notebook: the items that are still to be drawn, and the records made."""

    def __init__(self, path, figures):
        self.path, self._figures = path, figures
        self.items = self.waiting = self.modules = self.copied = self.ratio = None
        self.records = {}

    @property
    def worth_helping(self):
        """Whether another process, which has to run the notebook first, would find work."""
        if self.waiting is None:
            return self._figures >= MANY_FIGURES
        return len(self.waiting) > 1

    def plan(self, items, modules):
        """Take what a process found in the notebook; the dearest item is drawn first."""
        if self.items is None:
            self.items, self.modules = items, modules
            first = {item.get("same", n): n for n, item in reversed(list(enumerate(items)))}
            self.copied = [first[item.get("same", n)] for n, item in enumerate(items)]
            self.waiting = sorted(set(self.copied), key=lambda n: -items[n]["cost"])
            count = sum(items[n]["pictures"] for n in self.waiting)
            self.ratio = ratio_for(count)
            return count
        return 0

    @property
    def drawn(self):
        """Pairs (item, record), in the order of the notebook."""
        return [[item, self.records[n]] for item, n in zip(self.items, self.copied, strict=True)]


def draw(figures, progress):
    """Draw what notebooks show.

    Parameters
    ----------
    figures : dict, path of a notebook -> about how many figures it shows
    progress : Progress, counts the pictures

    Returns
    -------
    jobs : list of Job, finished, in the same order

    Raises
    ------
    Refusal
        A notebook that does not run; all processes are stopped then.
    """
    jobs = [Job(path, count) for path, count in figures.items()]
    largest_first = sorted(jobs, key=lambda job: -figures[job.path])
    crew = _Crew(progress)
    processes = max(1, min(MOST_PROCESSES, _processors()))
    helpers = [job for _ in range(processes - 1) for job in largest_first]
    with ThreadPoolExecutor(processes) as pool:
        try:
            futures = [pool.submit(crew.serve, job, False) for job in largest_first]
            futures += [pool.submit(crew.serve, job, True) for job in helpers]
            for future in futures:
                future.result()
        finally:  # after a failure or Ctrl-C nobody draws on
            crew.stop()
    return jobs


class _Crew:
    """The processes at work."""

    def __init__(self, progress):
        self._progress, self._lock = progress, threading.Lock()
        self._planned = threading.Condition(self._lock)
        self._running, self._stopped = set(), False

    def stop(self):
        with self._lock:
            self._stopped = True
            self._planned.notify_all()
            for process in self._running:
                process.kill()

    def serve(self, job, helps):
        """Run a process for a job until none of its items waits."""
        if self._stopped or (helps and not job.worth_helping):
            return
        with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as complaints:
            with self._lock:
                if self._stopped:
                    return
                process = _start(job.path, helps, folder, complaints)
                self._running.add(process)
            try:
                self._talk(process, job, helps)
            except (BrokenPipeError, EOFError):
                if not self._stopped:
                    complaints.seek(0)
                    lines = complaints.read().decode(errors="replace").strip().splitlines()
                    why = lines[-1] if lines else f"it ended with status {process.wait()}"
                    raise Refusal(f"{job.path.name} does not run: {why}") from None
            finally:
                process.kill()
                process.wait()
                process.stdin.close()
                process.stdout.close()
                with self._lock:
                    self._running.discard(process)

    def _talk(self, process, job, helps):
        found = self._hear(process)
        with self._lock:
            if not helps:
                self._progress.expect(job.plan(found["items"], found["modules"]))
                self._planned.notify_all()
            self._planned.wait_for(lambda: self._stopped or job.waiting is not None)
        while (number := self._next(job)) is not None:
            process.stdin.write(f"{number} {job.ratio}\n")
            process.stdin.flush()
            while "record" not in (message := self._hear(process)):
                with self._lock:
                    self._progress.advance()
            job.records[number] = message["record"]

    def _next(self, job):
        with self._lock:
            return job.waiting.pop(0) if job.waiting and not self._stopped else None

    def _hear(self, process):
        line = process.stdout.readline()
        if not line.endswith("\n"):
            raise EOFError
        message = json.loads(line)
        if "refused" in message:
            self.stop()
            raise Refusal(message["refused"])
        return message


def _start(path, helps, folder, complaints):
    """Start a process in an empty folder, with the same surroundings for everybody."""
    command = [sys.executable, "-m", "dlcourse.export.worker"]
    return subprocess.Popen(
        [*command, str(path.resolve()), "helps" if helps else "plans"],
        cwd=folder,
        env=environment(MPLBACKEND="agg", PYTHONIOENCODING="utf-8"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=complaints,
        encoding="utf-8",
    )


def _processors():
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
