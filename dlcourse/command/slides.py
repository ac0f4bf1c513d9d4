"""`dlcourse slides`: each notebook as one file of slides that needs neither kernel nor network."""

import argparse
from pathlib import Path

DESCRIPTION = """\
Make slides of the notebooks, one self-contained HTML file each. It opens in any browser without a
network, and its sliders still move."""

EXAMPLES = """\
examples:
  dlcourse slides                     slides of every notebook, into slides/ here
  dlcourse slides 04 05               of these two
  dlcourse slides 04 --out ~/talk     into another folder

Open a file in a browser: arrow keys, Space or a clicker turn the slides, S opens the speaker's
notes, F fills the screen, Esc shows all slides. The figures are drawn beforehand: the first time
that takes up to a minute a notebook, afterwards they are kept until the code changes."""


def add_slides(commands):
    """Add `dlcourse slides` and its options to the sub-commands."""
    parser = commands.add_parser(
        "slides",
        help="make slides of the notebooks, one HTML file each",
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
        default=Path("slides"),
        metavar="DIR",
        help="the folder for the files (default: slides/ in the current folder)",
    )
    parser.set_defaults(run=run_slides)


def run_slides(options):
    """Run `dlcourse slides`: make the files and say where they are."""
    from dlcourse.export.notebooks import find
    from dlcourse.export.progress import Progress
    from dlcourse.export.slides import make

    paths = find(options.numbers)
    with Progress("Drawing figures") as progress:
        files = make(paths, options.out.expanduser(), progress)
    for file in files:
        print(f"{file} ({file.stat().st_size / 1e6:.1f} MB)")
