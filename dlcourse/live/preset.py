"""A named setting of an explorer that is worth seeing."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Preset:
    """A button that moves the controls.

    Parameters
    ----------
    name : str
        On the button: "crawls", "just right", "diverges".
    why : str
        One line: what to look at, shown when the button is pressed.
    values : dict
        Control name -> value; controls that are not named go back to their defaults.
    holds : callable
        `holds(result) -> bool`: whether the result does what the name says. A test asks it for ten
        seeds where the explorer has a control `seed`.
    """

    name: str
    why: str
    values: dict = field(default_factory=dict)
    holds: Callable = None
