"""`dlcourse handouts`: the slides on paper, one page a slide with the speaker's notes below."""

from dlcourse.command.files import add_command, make_files, size

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
    what = "print the slides with their notes, one PDF each"
    add_command(commands, "handouts", run_handouts, what, DESCRIPTION, EXAMPLES)


def run_handouts(options):
    """Run `dlcourse handouts`: make the files and say where they are."""
    from dlcourse.export.handouts import make

    for file, pages in make_files(options, make):
        print(f"{file} ({pages} pages, {size(file)})")
