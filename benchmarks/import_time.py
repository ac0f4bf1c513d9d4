"""`import dlcourse` against `import numpy`: fresh processes, one after the other in turns.

python benchmarks/import_time.py [--repeats 41]
"""

import argparse
import os
import statistics
import subprocess
import sys
import time

PROGRAM = "import time; t = time.perf_counter(); import {}; print(time.perf_counter() - t)"


def measure(module, environment):
    """Seconds of the import statement, and of the whole process."""
    start = time.perf_counter()
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(module)],
        capture_output=True,
        check=True,
        encoding="utf-8",
        env=environment,
    )
    return float(run.stdout), time.perf_counter() - start


def import_times(repeats):
    """{module: (median of the statement, median of the process)}, in seconds."""
    # As a reader's Python does it: what was compiled once is read from __pycache__.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    times = {"numpy": [], "dlcourse": []}
    for module in times:
        measure(module, environment)  # writes __pycache__, and the files are in memory then
    for _ in range(repeats):
        for module, taken in times.items():
            taken.append(measure(module, environment))
    return {
        module: tuple(map(statistics.median, zip(*taken, strict=True)))
        for module, taken in times.items()
    }


def report(repeats):
    """Print the medians and their ratio."""
    times = import_times(repeats)
    print(f"import, median of {repeats} fresh processes    the statement   the process")
    for module, (statement, process) in times.items():
        print(f"  import {module:35}{1e3 * statement:8.1f} ms{1e3 * process:11.1f} ms")
    ratios = [ours / theirs for ours, theirs in zip(times["dlcourse"], times["numpy"], strict=True)]
    print(f"  {'dlcourse / numpy':42}{ratios[0]:8.2f} ×{ratios[1]:12.2f} ×")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=41)
    report(parser.parse_args().repeats)
