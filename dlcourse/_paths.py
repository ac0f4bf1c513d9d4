"""Where the notebooks and the data lie: beside the package in a clone, inside it when installed."""

FOLDERS = ("notebooks", "data")


def course_folder(name):
    """Return the path of the course's folder `name`, in a clone and in an installed wheel alike.

    Parameters
    ----------
    name : "notebooks" or "data"

    Returns
    -------
    folder : pathlib.Path
        An existing folder.

    Raises
    ------
    ValueError
        When the course has no folder of that name.
    FileNotFoundError
        When the folder is missing from this clone or installation.

    Example
    -------
    >>> course_folder("data").name
    'data'
    """
    if name not in FOLDERS:
        raise ValueError(f"the course has no folder {name!r}; expected one of {FOLDERS}")
    from pathlib import Path  # here, because `import dlcourse` should take little longer than numpy

    package = Path(__file__).resolve().parent
    # Inside first: beside an installed package lie other people's packages, one may be called data.
    inside, beside = package / name, package.parent / name
    if inside.is_dir():
        return inside
    if beside.is_dir() and (package.parent / "pyproject.toml").is_file():
        return beside
    raise FileNotFoundError(
        f"the course's folder {name!r} is missing: neither {inside} nor {beside} of a clone exists;"
        " install dlcourse again, or clone it again"
    )
