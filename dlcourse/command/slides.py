"""`dlcourse slides`: each notebook as one file of slides that needs neither kernel nor network."""

from dlcourse.command.files import add_command, make_files, size

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
    what = "make slides of the notebooks, one HTML file each"
    add_command(commands, "slides", run_slides, what, DESCRIPTION, EXAMPLES)


def run_slides(options):
    """Run `dlcourse slides`: make the files and say where they are."""
    from dlcourse.export.slides import make

    for file in make_files(options, make):
        print(f"{file} ({size(file)})")
