"""The reader's own copy of the notebooks: made once, then never overwritten and never merged.

The working folder keeps, in `.dlcourse/copies.json`, from which version of the course each copy was
made: the SHA-256 of the original. So a newer version in the course is told apart from what the
reader changed in the copy.
"""

import hashlib
import json
import os
import re

from dlcourse.command.errors import CommandError

# A folder whose name starts with a dot does not show in JupyterLab's file browser.
PRIVATE_FOLDER = ".dlcourse"


def find_original(course, number, asked_by):
    """Return the course's notebook of that number.

    Parameters
    ----------
    course : pathlib.Path, the folder of the course's notebooks
    number : str, "04" or "4"
    asked_by : str, what on the command line names the number, for the refusal

    Returns
    -------
    original : pathlib.Path

    Raises
    ------
    CommandError
        When it is not a number, or the course has no such notebook.
    """
    found = [original_number(path) for path in originals(course)]
    known = f"the course has {', '.join(found)}"
    if not re.fullmatch("[0-9]{1,2}", number):
        raise CommandError(f"{asked_by} expects the number of a notebook, not {number!r}; {known}")
    for path in originals(course):
        if original_number(path) == number.zfill(2):
            return path
    raise CommandError(f"there is no notebook {number.zfill(2)}; {known}")


def originals(course):
    """Return the paths of the course's notebooks, in the order of their numbers."""
    paths = sorted(course.glob("[0-9][0-9]_*.ipynb"))
    if not paths:
        raise CommandError(
            f"the course's folder {course} holds no notebook; `make notebooks` builds them in a "
            "clone, an installed dlcourse has to be installed again"
        )
    return paths


def original_number(path):
    """Return the two digits that a notebook's name begins with."""
    return path.name[:2]


def update(course, folder):
    """Copy every notebook that the working folder lacks, and tell where the course has a newer one.

    Parameters
    ----------
    course : pathlib.Path, the folder of the course's notebooks
    folder : pathlib.Path, the working folder; made if it does not exist

    Returns
    -------
    messages : list of str
        Sentences for the reader.

    Raises
    ------
    CommandError
        When the folder cannot be written to, or is the course's own.
    """
    refuse_the_course_itself(course, folder)
    notebooks = originals(course)
    try:
        (folder / PRIVATE_FOLDER).mkdir(parents=True, exist_ok=True)
        copies = read_copies(folder)
        new, told = [], []
        for original in notebooks:
            target = folder / original.name
            note_equal(original, folder, copies)
            if not os.path.lexists(target):
                copy(original, target, copies)
                new.append(original.name)
            elif not has_current(original, folder, copies):
                told.append(newer_sentence(original, known=original.name in copies))
        # Written even when nothing changed: a folder that cannot be written to is noticed here,
        # not when the reader's first change is to be saved.
        write_copies(folder, copies)
    except OSError as error:
        raise cannot_write(folder, error) from error
    if new:
        told.insert(0, f"Copied {len(new)} notebook{'s' * (len(new) > 1)}: {', '.join(new)}")
    return told


def add_fresh(original, folder):
    """Add an untouched copy of a notebook under a name that is still free.

    Parameters
    ----------
    original : pathlib.Path, the course's notebook
    folder : pathlib.Path, the working folder, after `update`

    Returns
    -------
    name : str
        The new copy's name, such as "04_regularization-fresh-2.ipynb".

    Raises
    ------
    CommandError
        When the folder cannot be written to.
    """
    count = 2
    while os.path.lexists(folder / f"{original.stem}-fresh-{count}.ipynb"):
        count += 1
    target = folder / f"{original.stem}-fresh-{count}.ipynb"
    try:
        copies = read_copies(folder)
        copy(original, target, copies)
        write_copies(folder, copies)
    except OSError as error:
        raise cannot_write(folder, error) from error
    return target.name


def copy(original, target, copies):
    """Copy a notebook to a name that is free, and note from which version of it."""
    content = original.read_bytes()
    # "x" fails where the file exists, even if it came into being a moment ago.
    with open(target, "xb") as file:
        try:
            file.write(content)
            file.flush()
        except OSError:
            file.close()
            target.unlink()
            raise
    copies[target.name] = {"original": original.name, "sha256": digest(content)}


def note_equal(original, folder, copies):
    """Note a file that nobody noted, when it has the name and the content of the original."""
    target, content = folder / original.name, original.read_bytes()
    if original.name not in copies and target.is_file() and target.read_bytes() == content:
        copies[original.name] = {"original": original.name, "sha256": digest(content)}


def has_current(original, folder, copies):
    """Tell whether the folder has a copy, under whatever name, of the course's current version."""
    current = {"original": original.name, "sha256": digest(original.read_bytes())}
    return any(note == current and (folder / name).exists() for name, note in copies.items())


def newer_sentence(original, known):
    """Say that a copy is not of the course's current version, and how to get that one."""
    remedy = (
        f"it stays as it is, and --fresh {original_number(original)} adds the course's beside it"
    )
    if known:
        return f"The course has a newer {original.name} than your copy was made from: {remedy}."
    return f"Your {original.name} is another than the course's: {remedy}."


def refuse_the_course_itself(course, folder):
    """Refuse a working folder in which the reader would change the course's own notebooks."""
    if folder.resolve() == course.resolve():
        raise CommandError(
            f"{folder} holds the course's own notebooks; name another folder with --dir, which "
            "will get a copy of them"
        )


def read_copies(folder):
    """Return what is noted of the copies: name -> {"original": name, "sha256": digest}."""
    try:
        copies = json.loads((folder / PRIVATE_FOLDER / "copies.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        # Nothing noted, or damaged: every copy is then compared with the course by its content.
        return {}
    return copies if isinstance(copies, dict) else {}


def write_copies(folder, copies):
    """Note the copies; through a second file, so that an interruption leaves the old note whole."""
    path = folder / PRIVATE_FOLDER / "copies.json"
    draft = path.with_name(f"copies-{os.getpid()}.json")
    text = json.dumps(copies, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    draft.write_text(text, encoding="utf-8", newline="\n")
    os.replace(draft, path)


def cannot_write(folder, error):
    """Return the refusal for a working folder that cannot be made or written to."""
    reason = error.strerror or error
    return CommandError(
        f"cannot write to the working folder {folder}: {reason}; name another one with --dir"
    )


def digest(content):
    """Return the SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
