"""What is kept of an explorer: its controls, its settings, a picture and a sentence for each."""

import ipywidgets

from dlcourse.exercise.verdict import Verdict
from dlcourse.export.pictures import RATIO, pack
from dlcourse.export.settings import settings
from dlcourse.live.controls import StopSlider
from dlcourse.live.predictions import Predict


def record(shown, ratio=RATIO, advance=lambda: None):
    """Return an explorer, a prediction or a verdict as a dict of plain values that JSON can hold.

    Parameters
    ----------
    shown : Explorer, Predict or Verdict
    ratio : float, pixels of a picture per CSS pixel
    advance : callable, called after every picture

    Returns
    -------
    record : dict
    """
    if isinstance(shown, Verdict):
        return {"kind": "check", "text": shown.sentence}
    return question(shown) if isinstance(shown, Predict) else frames(shown, ratio, advance)


def question(prediction):
    """A prediction without its answer: neither which option is right nor any explanation."""
    return {
        "kind": "prediction",
        "text": f"Predict. {prediction.question}",
        "question": prediction.question,
        "options": list(prediction.options),
    }


def frames(explorer, ratio, advance):
    """An explorer with a picture and a sentence for each of its settings."""
    explorer.view.ratio = ratio
    kept = settings(explorer)
    pictures, sentences = [], []
    for sentence, picture in explorer.pictures(kept.walk):
        pictures.append(picture)
        sentences.append(sentence)
        advance()
    background, unique, places = pack(pictures)
    return {
        "kind": "explorer",
        "title": explorer.title,
        "text": sentences[kept.default],
        "width": explorer.view.width,
        "height": explorer.view.height,
        "controls": [_control(explorer, name, stops) for name, stops in kept.stops.items()],
        "presets": [_preset(explorer, kept, name) for name in explorer.presets],
        "default": kept.default,
        "background": background,
        "pictures": unique,
        "frames": [list(frame) for frame in zip(places, sentences, strict=True)],
    }


def _control(explorer, name, stops):
    control = explorer.controls[name]
    default = stops.index(explorer.defaults[name])
    texts = [_text(control, stop) for stop in stops]
    kind = "slider" if isinstance(control, StopSlider) else "choice"
    return {"kind": kind, "label": _label(control), "texts": texts, "default": default}


def _preset(explorer, kept, name):
    preset = explorer.presets[name]
    setting = kept.walk[kept.presets[name]]
    also = [
        f"{_label(explorer.controls[other])} = {_text(explorer.controls[other], value)}"
        for other, value in setting.items()
        if other not in kept.stops and value != explorer.defaults[other]
    ]
    return {
        "name": name,
        "why": preset.why,
        "also": ", ".join(also),
        "frame": kept.presets[name],
        "at": [stops.index(setting[control]) for control, stops in kept.stops.items()],
    }


def _label(control):
    if isinstance(control, StopSlider):
        return control.label
    return control.description.replace("\N{NO-BREAK SPACE}", " ").strip()


def _text(control, value):
    """A value as the live control shows it."""
    if isinstance(control, StopSlider):
        return control.texts[control.stops.index(value)]
    if isinstance(control, ipywidgets.ToggleButtons):
        return str(value)
    return "on" if value else "off"
