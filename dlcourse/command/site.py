"""`dlcourse site`: its place on the command line; what it does is in `dlcourse.export.site`."""

import argparse
from pathlib import Path

DESCRIPTION = """\
Write the whole course as a static web site in which the notebooks run: the pages of `dlcourse
pages`, the slides, and behind them JupyterLab with Python in the reader's browser. Any web server
serves it; nobody has to install anything, and no server computes.

Python itself comes to the reader's browser from the official Pyodide distribution, or, with
--pyodide, from this site: nothing is then asked from any other machine."""

EXAMPLES = """\
examples:
  dlcourse site                       write site/index.html and what it needs
  dlcourse site --pyodide ~/pyodide   with Python from that folder, for use without the internet
  python -m http.server -d site       look at it: http://localhost:8000

Only files that this command wrote are ever replaced."""


def add_site(commands):
    """Add `dlcourse site` and its options to the sub-commands."""
    parser = commands.add_parser(
        "site",
        help="write a web site in which the notebooks run",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("site"),
        metavar="DIR",
        help="the folder to write into; made if it does not exist (default: site)",
    )
    parser.add_argument(
        "--pyodide",
        type=Path,
        metavar="DIR",
        help="a folder with a Pyodide distribution: its own files and the wheels of numpy, "
        "matplotlib, Pillow, kiwisolver and contourpy",
    )
    parser.set_defaults(run=run_site)


def run_site(options):
    """Run `dlcourse site`, and say where the site is."""
    from dlcourse.export import site, slides
    from dlcourse.export.notebooks import find
    from dlcourse.export.progress import Progress
    from dlcourse.export.site_python import find_pyodide

    pyodide = options.pyodide and find_pyodide(options.pyodide.expanduser())
    paths, out = find(), options.out.expanduser()
    with Progress("Drawing figures") as progress:
        slides.make(paths, out / "slides", progress)
        index = site.make(paths, out, pyodide, progress)
    print(f"The live course: {index}")
