"""What the notebooks show and ask: one package per notebook, named as it without its number.

    from dlcourse.topics.regularization import exercises, explorers, predictions

What several of them share stands beside the packages.
"""

from importlib import import_module
from pkgutil import iter_modules


def every(part):
    """Import one part of every topic.

    Parameters
    ----------
    part : "explorers", "exercises" or "predictions"

    Returns
    -------
    parts : dict, topic → module, in the order of the names
    """
    topics = [module.name for module in iter_modules(__path__) if module.ispkg]
    return {name: import_module(f"{__name__}.{name}.{part}") for name in topics}
