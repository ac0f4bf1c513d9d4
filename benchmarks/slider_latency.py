"""Slider to pixels in JupyterLab and Chromium: every explorer, and one figure in three ways.

    python benchmarks/slider_latency.py [--moves N] [--ratio 1 2] [--only PART] [--notebooks 04 05]
                                        [--site DIR]

Time runs from the key event in the browser to the load event of the new picture. Needs Chromium
and, for the comparison, the optional `ipympl`. Medians, 95th percentiles, bytes of a picture and
ratios are printed; a training explorer's first frame and frames per second until the run is done
stand apart. Each explorer is measured alone, or, with --notebooks, within those notebooks. With
--site each is measured on the live site too, right after JupyterLab, with the Pyodide of DIR.
"""

import argparse
import shutil
import sys
import tempfile
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path

import nbformat
import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from dlcourse import topics  # noqa: E402
from dlcourse.export import site  # noqa: E402
from dlcourse.export.site_python import find_pyodide  # noqa: E402
from tests.browser.lab import LabPage, chromium, lab_server  # noqa: E402
from tests.browser.live_site import LivePage, served  # noqa: E402

# Times of pictures as the browser has them: load events of images, and paintings of a canvas.
WATCH = """() => {
  if (window.bench) return;
  window.bench = { pictures: [], bytes: [] };
  const create = URL.createObjectURL;
  URL.createObjectURL = (blob) => {
    window.bench.bytes.push(blob.size);
    return create.call(URL, blob);
  };
  const note = () => window.bench.pictures.push(performance.now());
  document.addEventListener('load', (event) => event.target.tagName === 'IMG' && note(), true);
  const paint = CanvasRenderingContext2D.prototype.drawImage;
  CanvasRenderingContext2D.prototype.drawImage = function (...args) {
    paint.apply(this, args);
    note();
  };
  document.addEventListener('keydown', () => {
    window.bench.key = performance.now();
    window.bench.pictures = [];
  }, true);
}"""
FIRST = "() => window.bench.pictures.length > 0"
QUIET = """() => {
  const { pictures } = window.bench;
  return pictures.length && performance.now() - pictures.at(-1) > 400;
}"""
HEAD = f"import sys; sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / 'benchmarks')!r}]"
EXPLORER = ".widget-vbox:has(> .widget-vbox > .dlcourse-figure, > .widget-vbox .dlcourse-figure)"
AT_END = "(handle) => handle.value !== undefined && handle.value === handle.max"
BACK_AND_FORTH = ["ArrowRight", "ArrowLeft"]
BYTES = "() => window.bench.bytes"
TIMES = "() => window.bench.pictures.map((time) => time - window.bench.key)"


def notebook(cells, path):
    """Write a notebook of code cells."""
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(book, path)


def moves(page, handle, count, until):
    """Press arrow keys on a slider's handle: the times of all pictures after each press."""
    handle.scroll_into_view_if_needed()
    page.evaluate(WATCH)
    handle.focus()
    keys = cycle(["ArrowLeft", "ArrowRight"] if handle.evaluate(AT_END) else BACK_AND_FORTH)
    found = []
    for key in islice(keys, count + 4):
        page.keyboard.press(key)
        page.wait_for_function(until, timeout=20_000, polling=5 if until is FIRST else 50)
        page.wait_for_timeout(60)
        found.append(page.evaluate(TIMES))
    return found[4:]  # the first ones warm up


def report(name, times):
    median, high = np.percentile(times, [50, 95])
    print(f"{name:34s} {median:7.0f} {high:7.0f} ms", flush=True)
    return median


def in_lab(browser, address, ratio):
    """A function that opens a notebook in JupyterLab."""
    return lambda name: LabPage(browser, address, name, 1366, 1000, ratio)


def on_site(browser, address, ratio):
    """A function that opens a notebook of the live site."""
    size = {"viewport": {"width": 1366, "height": 1000}, "device_scale_factor": ratio}
    return lambda name: LivePage(browser.new_context(**size), name).open(address)


def run(page):
    """Run all cells of a page that was opened; returns it at rest."""
    page.run_all()
    page.page.wait_for_timeout(1500)
    return page


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--moves", type=int, default=40, help="measured moves of each slider")
    parser.add_argument("--ratio", type=int, nargs="+", default=[1, 2], help="pixel ratios")
    parser.add_argument("--only", default="", help="measure explorers with this in their name")
    parser.add_argument("--notebooks", nargs="+", default=[], help="measure within these instead")
    parser.add_argument("--site", type=Path, metavar="DIR", help="the live site too, with Pyodide")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        if options.notebooks:
            names = [
                shutil.copy(path, folder).rpartition("/")[2]
                for number in options.notebooks
                for path in (ROOT / "notebooks").glob(f"{number}*.ipynb")
            ]
        else:
            names = [name for name in alone(Path(folder)) if options.only in name]
            compared(Path(folder))
        with lab_server(folder) as address, site_of(options.site, folder, names) as live:
            with chromium() as browser:
                for ratio in options.ratio:
                    ways = {"JupyterLab": in_lab(browser, address, ratio)}
                    if live:
                        ways["live site"] = on_site(browser, live, ratio)
                    print(f"\nPixel ratio {ratio}: key to picture            median    95 %")
                    measure(ways, names, options.moves)
                    if not options.notebooks and not options.only:
                        compare(ways["JupyterLab"], options.moves)


@contextmanager
def site_of(pyodide, folder, names):
    """The address of a live site with these notebooks; None where none is asked for."""
    if pyodide is None:
        yield None
        return
    with tempfile.TemporaryDirectory() as made:
        paths = [Path(folder, name) for name in names]
        site.write(paths, Path(made), find_pyodide(pyodide.expanduser()))
        with served(made) as address:
            yield address


def alone(folder):
    """A notebook for each explorer; returns their names."""
    names = []
    for topic, package in topics.every("explorers").items():
        for name in package.__all__:
            made = f"from dlcourse.topics.{topic} import explorers\nexplorers.{name}()"
            notebook([HEAD, made], folder / f"{topic}.{name}.ipynb")
            names.append(f"{topic}.{name}.ipynb")
    return names


def compared(folder):
    """A notebook for each way to show the same figure."""
    for way, magic in (("explorer", ""), ("inline", ""), ("ipympl", "%matplotlib widget\n")):
        made = f"{magic}import figures_compared\nfigures_compared.{way}()"
        notebook([HEAD, made], folder / f"compared_{way}.ipynb")


def measure(ways, names, count):
    """Measure every figure of the notebooks in each way, one right after the other."""
    cheap, first, rates = ({way: [] for way in ways} for _ in range(3))
    for name in names:
        for way, opened in ways.items():
            page = run(opened(name))
            if len(ways) > 1:
                print(f"{way}:")
            for trains, median, rate in figures(page.page, name, count):
                (first if trains else cheap)[way].append(median)
                if trains:
                    rates[way].append(rate)
            page.close()
    for way in ways:
        print(f"\n{way}")
        if cheap[way]:
            print(f"cheap explorers: median of medians {np.median(cheap[way]):.0f} ms")
        if rates[way]:
            print(
                f"training explorers: first frame {np.median(first[way]):.0f} ms, frames/s "
                f"{np.nanmin(rates[way]):.1f} at least, median {np.nanmedian(rates[way]):.1f}"
            )
    if len(ways) > 1:
        for what, found in (("cheap", cheap), ("training, first frame", first)):
            native, live = found.values()
            if native:
                ratios = np.array(live) / native
                print(
                    f"live site to JupyterLab, {what}: median of {len(ratios)} ratios "
                    f"{np.median(ratios):.2f}, largest {ratios.max():.2f}"
                )


def figures(page, name, count):
    """Measure each figure of an open notebook; yields whether it trains, median, frames/s."""
    for question in page.locator(".dlcourse-predict").all():
        question.locator("button").first.click()  # and the figure below it appears
    for number, explorer in enumerate(page.locator(EXPLORER).all(), start=1):
        handle = explorer.locator(".dlcourse-stop-slider input").first
        trains = explorer.get_by_role("button", name="Play").count() > 0
        found = moves(page, handle, count // 4 if trains else count, QUIET if trains else FIRST)
        label = f"{name.removesuffix('.ipynb')[:30]} {number}"
        median = report(
            f"{label} (first frame)" if trains else label, [times[0] for times in found]
        )
        bytes_ = np.median(page.evaluate(BYTES)) / 1000
        rate = frames_a_second(found)
        if trains:
            length = np.median([times[-1] for times in found])
            print(f"{'':34s} {rate:7.1f} frames/s, done after {length:.0f} ms, {bytes_:.0f} kB")
        else:
            print(f"{'':34s} {bytes_:7.0f} kB")
        yield trains, median, rate


def frames_a_second(found):
    """The median over moves; NaN where no run has three frames."""
    rates = [1000 * (len(t) - 1) / (t[-1] - t[0]) for t in found if len(t) > 2 and t[-1] > t[0]]
    return float(np.median(rates)) if rates else float("nan")


def compare(opened, count):
    medians = {}
    for way, handle in (
        ("explorer", ".dlcourse-stop-slider input"),
        ("inline", ".noUi-handle"),
        ("ipympl", ".noUi-handle"),
    ):
        page = run(opened(f"compared_{way}.ipynb"))
        found = moves(page.page, page.page.locator(handle).first, count, FIRST)
        medians[way] = report(f"same figure: {way}", [times[0] for times in found])
        page.close()
    ours = medians["explorer"]
    print(f"interact + inline takes {medians['inline'] / ours:.1f} times as long as the explorer")
    print(f"ipympl takes {medians['ipympl'] / ours:.1f} times as long as the explorer")


if __name__ == "__main__":
    main()
