"""The live site in Chromium: how soon it answers, how much it loads, what it takes.

    dlcourse site --pyodide DIR && python benchmarks/site_start.py site [--times N] [--notebooks 04]

For each notebook: seconds from the click on its page's first *Run it here* until Python is ready
and until the figure is there, in a browser that has kept nothing; what a first visit downloads if
the server compresses it; seconds of Run All with the kernel up. At the end, with all of them open,
the memory that the pages with their kernels take.
"""

import argparse
import gzip
import sys
import time
from pathlib import Path
from urllib.parse import unquote, urlsplit

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser.lab import chromium  # noqa: E402
from tests.browser.live_site import LivePage, served  # noqa: E402

# Pictures count that are drawn and wait for an answer, too.
FIGURE = "() => document.querySelector('.jp-OutputArea .dlcourse-figure img')?.src"
MEMORY = "async () => (await performance.measureUserAgentSpecificMemory()).bytes"


def start(browser, address, name):
    """A first visit: the live page, and the seconds until it was ready and until a figure."""
    page = LivePage(browser.new_context(viewport={"width": 1366, "height": 768}), f"{name}.ipynb")
    page.page.goto(f"{address}/{name}.html", wait_until="networkidle")
    link = page.page.locator(".run-figure").first
    link.scroll_into_view_if_needed()
    begun = time.perf_counter()
    link.click()
    page.page.wait_for_url("**/live/notebooks/*", wait_until="commit")
    page.wait_until_ready()
    ready = time.perf_counter() - begun
    page.page.wait_for_function(FIGURE, timeout=120_000, polling=50)
    return page, ready, time.perf_counter() - begun


def megabytes(folder, addresses):
    """What the files of some addresses take, gzipped where that makes them smaller."""
    total = 0
    for address in addresses:
        path = folder / unquote(urlsplit(address).path).lstrip("/")
        data = (path / "index.html" if path.is_dir() else path).read_bytes()
        total += min(len(data), len(gzip.compress(data, 6)))
    return total / 1e6


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("site", type=Path, help="the folder that dlcourse site has written")
    parser.add_argument("--times", type=int, default=3, help="first visits of each notebook")
    parser.add_argument("--notebooks", nargs="+", default=[""], help="numbers; all by default")
    options = parser.parse_args()
    names = [
        path.stem
        for number in options.notebooks
        for path in sorted(options.site.glob(f"{number}*.ipynb"))
    ]
    asked, pages = set(), []
    with served(options.site, asked) as address, chromium() as browser:
        print(f"{'':34s}   ready  figure    MB  Run All")
        for name in names:
            starts = []
            for _ in range(options.times):
                asked.clear()
                page, *seconds = start(browser, address, name)
                starts.append(seconds)
                loaded = megabytes(options.site, asked.copy())  # the server goes on
                if len(starts) < options.times:
                    page.close()
            ready, figure = np.median(starts, axis=0)
            page.wait_until_idle()
            begun = time.perf_counter()
            page.run_all()
            whole = time.perf_counter() - begun - 1  # idle for one second
            print(
                f"{name:34s} {ready:5.1f} s {figure:5.1f} s {loaded:5.1f} {whole:6.1f} s",
                flush=True,
            )
            pages.append(page)
        taken = [page.page.evaluate(MEMORY) / 1e6 for page in pages]
        print("memory after Run All, MB:", *(f"{one:.0f}" for one in taken), f"= {sum(taken):.0f}")


if __name__ == "__main__":
    main()
