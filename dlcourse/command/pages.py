"""`dlcourse pages`: its place on the command line; what it does is in `dlcourse.export.pages`."""

import argparse
from pathlib import Path

DESCRIPTION = """\
Write all notebooks as readable pages: a static site that any web server serves and that also
opens from the folder, without a network. Its figures move without a kernel.

The figures are drawn beforehand: the first time that takes up to a minute a notebook, afterwards
they are kept until the code changes."""

EXAMPLES = """\
examples:
  dlcourse pages                      write pages/index.html and what it needs
  dlcourse pages --out site           write into another folder
  dlcourse slides --out site/slides   before that, and the pages link to the slides

Only files that this command wrote are ever replaced."""


def add_pages(commands):
    """Add `dlcourse pages` and its options to the sub-commands."""
    parser = commands.add_parser(
        "pages",
        help="write all notebooks as a web site",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("pages"),
        metavar="DIR",
        help="the folder to write into; made if it does not exist (default: pages)",
    )
    parser.set_defaults(run=run_pages)


def run_pages(options):
    """Run `dlcourse pages`, and say where the pages are."""
    from dlcourse.export.notebooks import find
    from dlcourse.export.pages import make
    from dlcourse.export.progress import Progress

    with Progress("Figures") as progress:
        index = make(find(), options.out.expanduser(), progress)
    print(f"The pages of the course: {index}")
