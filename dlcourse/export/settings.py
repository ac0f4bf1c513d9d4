"""Which settings of an explorer an exported file keeps: the stops of its controls, its presets."""

from dataclasses import dataclass, field
from itertools import pairwise, product

from dlcourse.live.controls import choices, values_of

ENOUGH = 21  # settings that make a control worth moving: below, a second control joins
FIRST, SECOND = 11, 7  # stops of two sliders; with few stops of the second the first has more
MOST_PAIRS = 84  # settings of two


@dataclass(frozen=True)
class Settings:
    """What is walked: the grid of the kept controls' stops, then the presets that leave it.

    Parameters
    ----------
    stops : dict, name of a kept control -> its values, in order
    walk : list of dict, a value for every control of the explorer: grid first, row by row
    presets : dict, name of a preset -> its place in `walk`
    default : int, the place of the explorer's defaults
    """

    stops: dict
    walk: list
    presets: dict = field(default_factory=dict)
    default: int = 0


def settings(explorer):
    """Choose the settings of an explorer that its frozen copy can show."""
    defaults = explorer.defaults
    kept = kept_controls(explorer)
    most = _most(explorer, kept)
    wanted = [defaults, *(defaults | preset.values for preset in explorer.presets.values())]
    stops = {}
    for name, count in zip(kept, most, strict=True):
        all_stops = values_of(explorer.controls[name])
        needed = {all_stops.index(setting[name]) for setting in wanted}
        stops[name] = [all_stops[i] for i in thinned(len(all_stops), count, needed)]
    walk = [defaults | dict(zip(kept, at, strict=True)) for at in product(*stops.values())]
    presets = {}
    for name, setting in zip(explorer.presets, wanted[1:], strict=True):
        if setting not in walk:
            walk.append(setting)
        presets[name] = walk.index(setting)
    return Settings(stops, walk, presets, walk.index(defaults))


def kept_controls(explorer):
    """The main controls; one that has few stops is joined by the next one that gives enough.

    A seed stays at its default: what chance does shows only beside other seeds.
    """
    kept = list(explorer.main)[:2]
    counts = {name: len(choices(control)) for name, control in explorer.controls.items()}
    others = [name for name in counts if name not in kept and name != "seed"]
    if len(kept) == 1 and counts[kept[0]] < ENOUGH and others:
        enough = [name for name in others if counts[name] * counts[kept[0]] >= ENOUGH]
        kept.append(enough[0] if enough else max(others, key=counts.get))
    return kept


def _most(explorer, kept):
    """How many stops each kept control may have: fewer where every setting is a training run."""
    if len(kept) == 1:
        return (ENOUGH,)
    second = len(choices(explorer.controls[kept[1]]))
    if second < SECOND:
        return ENOUGH, second
    trains = explorer.trains
    return (FIRST if trains else MOST_PAIRS // SECOND), SECOND


def thinned(count, most, needed):
    """Choose `most` of `count` stops, both ends and the needed ones among them, else evenly.

    Example
    -------
    >>> thinned(9, 4, {5})
    [0, 2, 5, 8]
    """
    kept = sorted({0, count - 1, *needed})
    while len(kept) < min(most, count):
        gaps = [after - before for before, after in pairwise(kept)]
        widest = gaps.index(max(gaps))
        kept.insert(widest + 1, (kept[widest] + kept[widest + 1]) // 2)
    return kept
