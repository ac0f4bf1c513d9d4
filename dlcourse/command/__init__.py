"""The `dlcourse` command: reads the command line, and says in one sentence what is wrong with it.

Nothing heavy is imported here, so that --help answers at once: a sub-command imports what it needs.
"""

import argparse
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from dlcourse._refusal import Refusal
from dlcourse.command.handouts import add_handouts
from dlcourse.command.pages import add_pages
from dlcourse.command.site import add_site
from dlcourse.command.slides import add_slides

DESCRIPTION = """\
Making deep networks learn better: numbered notebooks in which sliders change the
hyperparameters of a network and the figures answer at once."""

LAB_DESCRIPTION = """\
Open the course in JupyterLab, on a working copy of the notebooks that is yours to change.

The first start copies the notebooks into the working folder; later starts add what is missing
there. A file that exists is never overwritten, nor merged with anything: when the course has a
newer version of a notebook than your copy was made from, you are told, and --fresh adds it."""

LAB_EXAMPLES = """\
examples:
  dlcourse lab                        open the course in the browser
  dlcourse lab --fresh 04             add an untouched copy of notebook 04, and open it
  dlcourse lab --dir ~/my-course      keep the working copy somewhere else
  dlcourse lab --no-browser --port 9000
                                      only print the address, which ends in :9000/...

Stop JupyterLab with Ctrl-C in this terminal."""


PRESENT_DESCRIPTION = """\
Show a notebook as slides in JupyterLab, live: all its cells are run, and the sliders move the
figures. It is your working copy of the notebook, the same as in `dlcourse lab`."""

PRESENT_EXAMPLES = """\
examples:
  dlcourse present 04                 notebook 04, as it is in your working copy
  dlcourse present 04 --fresh         an untouched copy of it, without your answers

Slides turn with the arrow keys, Space, or a clicker. In a slider the arrow keys move the slider.
Esc leaves the slides, Ctrl-C in this terminal stops JupyterLab."""


class Parser(argparse.ArgumentParser):
    """An argument parser whose complaint is one sentence, without the usage in front of it."""

    def error(self, message):
        raise Refusal(f"{message}; `{self.prog} --help` explains how to call it")


def main(arguments=None):
    """Run the `dlcourse` command; returns its exit status: 0, 2 if refused, 130 after Ctrl-C.

    Parameters
    ----------
    arguments : list of str, optional
        What stands on the command line after `dlcourse`; taken from it by default.

    Returns
    -------
    status : int
    """
    parser = command_line()
    try:
        options = parser.parse_args(arguments)
        if options.run is None:
            parser.print_help(sys.stderr)
            return 2
        options.run(options)
    except Refusal as refusal:
        print(f"dlcourse: {refusal}", file=sys.stderr)
        return 2
    except ModuleNotFoundError as missing:
        name = missing.name.partition(".")[0]
        if name == "dlcourse":
            raise
        print(
            f"dlcourse: this command needs {name}, which is not installed; "
            "install dlcourse[lab], with its extra",
            file=sys.stderr,
        )
        return 2
    except KeyboardInterrupt:
        print("dlcourse: stopped", file=sys.stderr)
        return 130  # as a shell counts it
    return 0


def command_line():
    """Return the parser of the whole command line; `run` is the function of the sub-command."""
    parser = Parser(
        prog="dlcourse",
        description=DESCRIPTION,
        epilog="`dlcourse COMMAND --help` explains a command, with examples.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"dlcourse {installed_version()}")
    parser.set_defaults(run=None)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    add_lab(commands)
    add_present(commands)
    add_slides(commands)
    add_pages(commands)
    add_handouts(commands)
    add_site(commands)
    return parser


def add_lab(commands):
    """Add `dlcourse lab` and its options to the sub-commands."""
    parser = commands.add_parser(
        "lab",
        help="open the notebooks in JupyterLab",
        description=LAB_DESCRIPTION,
        epilog=LAB_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_serving_options(parser)
    parser.add_argument(
        "--fresh",
        metavar="NN",
        help="add an untouched copy of notebook NN under a new name, and open it",
    )
    parser.set_defaults(run=run_lab)


def add_present(commands):
    """Add `dlcourse present` and its options to the sub-commands."""
    parser = commands.add_parser(
        "present",
        help="show a notebook as live slides",
        description=PRESENT_DESCRIPTION,
        epilog=PRESENT_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("number", metavar="NN", help="the number of the notebook")
    add_serving_options(parser)
    parser.add_argument(
        "--fresh",
        action="store_true",
        help="add an untouched copy of the notebook under a new name, and present that",
    )
    parser.set_defaults(run=run_present)


def add_serving_options(parser):
    """Add the options of the commands that open JupyterLab on the working copy."""
    parser.add_argument(
        "--no-browser", action="store_true", help="print the address and open no browser"
    )
    parser.add_argument(
        "--port",
        type=port_number,
        metavar="N",
        help="serve at this port, 1 to 65535 (default: 8888, or another one that is free)",
    )
    parser.add_argument(
        "--dir",
        type=Path,
        metavar="DIR",
        help="the working folder (default: work/ in a clone of the course, dlcourse-work/ in the "
        "current folder otherwise)",
    )


def port_number(text):
    """Return the port that an option names; refuse what cannot be one."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"expected a number from 1 to 65535, not {text!r}")
    return int(text)


def run_lab(options):
    """Run `dlcourse lab`: prepare the working copy, then serve it until it is stopped."""
    from dlcourse.command.lab import lab

    lab(folder=options.dir, port=options.port, browser=not options.no_browser, fresh=options.fresh)


def run_present(options):
    """Run `dlcourse present`: prepare the working copy, then serve its slides until stopped."""
    from dlcourse.command.present import present

    present(
        options.number,
        folder=options.dir,
        port=options.port,
        browser=not options.no_browser,
        fresh=options.fresh,
    )


def installed_version():
    """Return the version of the installed package, or say that it is not installed."""
    try:
        return version("dlcourse")
    except PackageNotFoundError:
        return "(not installed)"
