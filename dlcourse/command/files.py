"""What `dlcourse slides` and `dlcourse handouts` share: a file of each notebook, in a folder."""

import argparse
from pathlib import Path


def add_command(commands, name, run, help, description, examples):
    """Add a sub-command that takes the numbers of notebooks and `--out DIR`."""
    parser = commands.add_parser(
        name,
        help=help,
        description=description,
        epilog=examples,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "numbers", nargs="*", metavar="NN", help="as in 04; every notebook if none is named"
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=Path(name),
        metavar="DIR",
        help=f"the folder for the files (default: {name}/ in the current folder)",
    )
    parser.set_defaults(run=run)


def make_files(options, make):
    """Return what `make(paths, out, progress)` made of the chosen notebooks."""
    from dlcourse.export.notebooks import find
    from dlcourse.export.progress import Progress

    paths = find(options.numbers)
    with Progress("Drawing figures") as progress:
        return make(paths, options.out.expanduser(), progress)


def size(file):
    """The size of a file in words."""
    return f"{file.stat().st_size / 1e6:.1f} MB"
