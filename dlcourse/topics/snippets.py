"""An explorer's state as code: what it built, written by its own repr, and one line of imports."""

import re


def expression(thing):
    """A network, a penalty or an optimizer as code that makes it again.

    Example
    -------
    >>> from dlcourse import L2, Dense, MeanSquaredError, Network
    >>> expression(Network([Dense(3, 1)], MeanSquaredError(), L2(0.5)))
    'dl.Network([dl.Dense(3, 1)], dl.MeanSquaredError(), [dl.L2(0.5)])'
    """
    return re.sub(r"\b(?=[A-Z]\w*\()", "dl.", repr(thing))


def snippet(*parts):
    """Pieces of code one below the other, with the imports that they need on top.

    Example
    -------
    >>> print(snippet("rng = np.random.default_rng(0)", "X, Y = dl.make_moons(9, 0.1, rng)"))
    import dlcourse as dl, numpy as np
    rng = np.random.default_rng(0)
    X, Y = dl.make_moons(9, 0.1, rng)
    """
    code = "\n".join(parts)
    modules = {"dl": "dlcourse as dl", "np": "numpy as np"}
    used = [name for short, name in modules.items() if re.search(rf"\b{short}\.", code)]
    return f"import {', '.join(used)}\n{code}" if used else code
