"""The first days of an average: β = 0.98 and nothing corrected."""

from dlcourse.live.explorer import Preset
from dlcourse.topics.exponentially_weighted_averages.explorers.temperature import explorer

PRESETS = (
    Preset(
        "two days",
        "β = 0.5: the start is forgotten within a week.",
        {"beta": 0.5},
        lambda r: r.too_low <= 7,
    ),
    Preset(
        "ten days",
        "β = 0.9: more than 1 °F too low for a month.",
        {"beta": 0.9},
        lambda r: 28 <= r.too_low <= 40,
    ),
    Preset(
        "fifty days",
        "β = 0.98: more than 1 °F too low for more than half a year.",
        {},
        lambda r: 183 < r.too_low < 230,
    ),
    Preset(
        "corrected",
        "Divided by 1 - βᵗ: the first day's average is the first day's temperature.",
        {"bias_correction": True},
        lambda r: abs(r.v[0] - r.theta[0]) < 1e-9,
    ),
)


def cold_start():
    """The same figure where the average starts: β = 0.98, and nothing corrected."""
    return explorer("The cold start", 0.98, False, PRESETS)
