"""The HTML of frozen explorers and predictions; `frozen.js` makes the controls."""

import json
import re
from html import escape

WEBP = "data:image/webp;base64,"


class Pieces:
    """Makes the pieces of one document: their ids differ, equal pictures are stored once.

    Parameters
    ----------
    name : str, of the document; all ids begin with it
    """

    def __init__(self, name):
        self._name = re.sub(r"[^A-Za-z0-9]+", "-", f"n{name}")
        self._count = 0
        self._data = {}  # what a figure shows -> id of the script that holds it

    def html(self, record):
        """The HTML of a record; "" for one that has none."""
        self._count += 1
        if record["kind"] == "prediction":
            return _prediction(record)
        return self._explorer(record) if record["kind"] == "explorer" else ""

    def _explorer(self, record):
        number, sentence = record["frames"][record["default"]]
        picture = record["pictures"][number]
        own = f"{self._name}-figure-{self._count}"
        kept = ("controls", "presets", "default", "pictures", "frames")
        data = _json({key: record[key] for key in kept})
        script = self._data.setdefault(data, f"{own}-data")
        scripts = _script(data, script) if script == f"{own}-data" else ""
        waits = ""
        if after := record.get("after"):
            picture, sentence = after["picture"], after["sentence"]
            waits = f' data-after="{after["name"]}"'
            scripts += _script(_json(after), f"{own}-after")
        return (
            f'<figure class="dlcourse-frozen" id="{own}" data-frames="{script}"{waits} '
            f'aria-label="{escape(record["title"])}" data-prevent-swipe>\n'
            f'<p class="dlcourse-frozen-title">{escape(record["title"])}</p>\n'
            '<div class="dlcourse-frozen-controls"></div>\n'
            '<div class="dlcourse-frozen-presets"></div>\n'
            '<p class="dlcourse-frozen-why" hidden></p>\n'
            f'<img src="{WEBP}{picture}" alt="{escape(sentence)}" '
            f'width="{record["width"]}" height="{record["height"]}" '
            f"style=\"background-image: url('{WEBP}{record['background']}')\">\n"
            f"<figcaption>{escape(sentence)}</figcaption>\n"
            '<span class="dlcourse-frozen-announcer" role="status"></span>\n'
            f"{scripts}</figure>"
        )


def _json(data):
    # a "<" could end the script element, or begin a comment in it
    return json.dumps(data, separators=(",", ":")).replace("<", "\\u003c")


def _script(data, name):
    return f'<script type="application/json" id="{name}">{data}</script>\n'


def _prediction(record):
    asked = f"<p><strong>Predict.</strong> {record['question']}</p>"
    reasoned = " reasoned" if record.get("reasons") else ""  # a drawn one has none
    return f'<div class="dlcourse-question{reasoned}">{asked}{_choices(record)}</div>'


def _choices(record):
    """What one can answer: a list, two with reasons, or axes to draw on."""
    if "sketch" in record:
        data = _json(record["sketch"] | {"name": record["name"]})
        picture = f'<img src="{record["picture"]}" alt="{escape(record["alt"])}">'
        return (
            f'<div class="dlcourse-to-draw">{picture}'
            f'<script type="application/json">{data}</script></div>'
        )
    options = "".join(f"<li>{option}</li>" for option in record["options"])
    html = f'<ol type="A">{options}</ol>'
    if record["reasons"]:
        reasons = "".join(f"<li>{reason}</li>" for reason in record["reasons"])
        html += f'<p>Because</p><ol type="1">{reasons}</ol>'
    return html
