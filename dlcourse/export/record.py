"""What is kept of an explorer: its controls, its settings, a picture and a sentence for each."""

from base64 import b64encode

import ipywidgets

from dlcourse.exercise.verdict import Verdict
from dlcourse.export.pictures import RATIO, pack
from dlcourse.export.settings import settings
from dlcourse.live.controls import StopSlider
from dlcourse.live.predictions import Prediction, as_html, marked_up
from dlcourse.live.sketch import Sketch


def record(shown, ratio=RATIO, advance=lambda: None):
    """Return an explorer, a prediction or a verdict as a dict of plain values that JSON can hold.

    Parameters
    ----------
    shown : Explorer, Prediction or Verdict
    ratio : float, pixels of a picture per CSS pixel
    advance : callable, called after every picture

    Returns
    -------
    record : dict
    """
    if isinstance(shown, Verdict):
        return {"kind": "check", "text": shown.sentence}
    return question(shown) if isinstance(shown, Prediction) else frames(shown, ratio, advance)


def question(prediction):
    """A prediction with what is told after each answer, and where nobody can give one."""
    asked = {
        "kind": "prediction",
        "name": prediction.key,
        "text": prediction._repr_mimebundle_()["text/plain"],
        "question": marked_up(prediction.question),
        "told": as_html(prediction.told(None)),
    }
    if isinstance(prediction, Sketch):
        picture = b64encode(prediction.picture()).decode("ascii")
        alt = prediction.alt
        truth = [float(y) for y in prediction.truth()]
        return asked | {
            "sketch": {"spec": prediction.board.spec, "truth": truth},
            "picture": f"data:image/png;base64,{picture}",
            "alt": alt,
        }
    return asked | {
        "options": [marked_up(option) for option in prediction.options],
        "reasons": [marked_up(reason) for reason in prediction.reasons],
        # in the order of the options, and for each option in that of the reasons
        "outcomes": [as_html(prediction.told(given)) for given in prediction.answers()],
    }


def frames(explorer, ratio, advance):
    """An explorer with a picture and a sentence for each of its settings.

    Where it waits for a prediction there is one picture more: the answer with its ghost.
    """
    explorer.view.ratio = ratio
    explorer.pin(False)
    kept = settings(explorer)
    pictures, sentences = [], []
    for sentence, picture in explorer.pictures(kept.walk):
        pictures.append(picture)
        sentences.append(sentence)
        advance()
    answer, pinned = _answer(explorer, advance) if explorer.waiting else ([], "")
    background, unique, places, others = pack(pictures, answer)
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
    } | (_after(explorer.waiting, kept, sentences, others[0], pinned) if others else {})


def _answer(explorer, advance):
    """What the figure shows after the answer, a list of one, and its ghost's sentence."""
    explorer.set(**explorer.waiting.start)
    explorer.pin(explorer.waiting.start != explorer.waiting.end)
    pinned = explorer.view.pinned
    pictures = [picture for _, picture in explorer.pictures([explorer.waiting.end])]
    advance()
    explorer.pin(False)
    return pictures, pinned


def _after(waiting, kept, sentences, picture, pinned):
    """How the figure waits for a prediction: from which frame it goes where, and what is told."""
    preset = list(kept.presets).index(waiting.preset.name)
    end = sentences[kept.presets[waiting.preset.name]]
    return {
        "text": end,
        "after": {
            "name": waiting.prediction.key,
            "told": as_html(waiting.prediction.told(None)),
            "start": kept.walk.index(waiting.start),
            # what an exported copy does not keep of the way is left out
            "way": [kept.walk.index(at) for at in waiting.path() if at in kept.walk],
            "preset": preset,
            "picture": picture,
            "sentence": end,
            "pinned": pinned,
        },
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
