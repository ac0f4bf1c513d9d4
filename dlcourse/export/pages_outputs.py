"""What a page shows of a cell's outputs: pictures, printed text, and where a check is found."""

import bs4
from nbconvert.filters import strip_ansi

from dlcourse.export.pages_text import Text, code, printed, scroll_box
from dlcourse.export.text import picture


def kind(output):
    """What `freeze` says of an output: "explorer", "prediction", "check", or None for others."""
    return output.get("metadata", {}).get("dlcourse")


def to_be_checked(name, output):
    """In place of a check, which needs a kernel: where to get it, and the hints to unfold."""
    hints = bs4.BeautifulSoup(output.data.get("text/html", ""), "html.parser").find("details")
    if hints:
        for element in [hints, *hints.find_all(True)]:
            element.attrs.pop("style", None)
        hints["class"] = "hints"
    return (
        '<div class="check"><p><span aria-hidden="true">○</span> <strong>To do.</strong> '
        f'<a href="{name}.ipynb" download>Open the notebook</a> to have it checked: write your '
        "code in place of the <code>...</code>, and the check names the mistake, if there is one."
        f"</p>{hints or ''}</div>\n"
    )


def folded(source):
    """The code of a cell that shows a figure: folded, for those who want it."""
    inner = f"<summary>Code of this figure</summary>{code(source)}"
    return f'<details class="source">{inner}</details>\n'


def shown(output):
    """One stored output as HTML, the best form of it that a page can show."""
    if output.output_type == "stream":
        return f'<div class="output">{printed(strip_ansi(output.text))}</div>\n'
    data = output.get("data", {})
    if "text/html" in data:
        html = scroll_box("div", "Output", data["text/html"], "table")
    elif found := picture(output):
        html = found
    elif "text/markdown" in data:
        html = Text().html(data["text/markdown"])
    elif "text/latex" in data:
        html = f"<p>{Text().html(data['text/latex'])}</p>"
    else:
        html = printed(strip_ansi(data.get("text/plain", "")))
    return f'<div class="output">{html}</div>\n'
