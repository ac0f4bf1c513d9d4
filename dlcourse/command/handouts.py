"""`dlcourse handouts`: the slides on paper, one page a slide with the speaker's notes below."""

import argparse
from pathlib import Path

DESCRIPTION = """\
Make handouts of the notebooks, one PDF each: a page for every slide, and below it what the speaker
says. An installed Chromium, Chrome or Edge prints them, without a window and without a network."""

EXAMPLES = """\
examples:
  dlcourse handouts                   handouts of every notebook, into handouts/ here
  dlcourse handouts 04 05             of these two
  dlcourse handouts 04 --out ~/talk   into another folder

Figures are shown as they are before a slider is moved. If no browser is found, set the environment
variable CHROMIUM to the path of one."""


def add_handouts(commands):
    """Add `dlcourse handouts` and its options to the sub-commands."""
    parser = commands.add_parser(
        "handouts",
        help="print the slides with their notes, one PDF each",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "numbers", nargs="*", metavar="NN", help="as in 04; every notebook if none is named"
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("handouts"),
        metavar="DIR",
        help="the folder for the files (default: handouts/ in the current folder)",
    )
    parser.set_defaults(run=run_handouts)


def run_handouts(options):
    """Run `dlcourse handouts`: make the files and say where they are."""
    from dlcourse.export.handouts import make
    from dlcourse.export.notebooks import find
    from dlcourse.export.progress import Progress

    paths = find(options.numbers)
    with Progress("Drawing figures") as progress:
        files = make(paths, options.out.expanduser(), progress)
    for file, pages in files:
        print(f"{file} ({pages} pages, {file.stat().st_size / 1e6:.1f} MB)")
