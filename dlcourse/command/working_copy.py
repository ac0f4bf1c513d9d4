"""The reader's own copy of the notebooks: made once, then never overwritten and never merged.

The working folder keeps, in `.dlcourse/copies.json`, from which version of the course each copy was
made: the SHA-256 of the original. So a newer version in the course is told apart from what the
reader changed in the copy.
"""

import hashlib
import json
import os

from dlcourse._refusal import Refusal
from dlcourse.export.notebooks import find, number, without_answers

# A folder whose name starts with a dot does not show in JupyterLab's file browser.
PRIVATE_FOLDER = ".dlcourse"


def update(course, folder):
    """Copy every notebook that the working folder lacks, and say where the course has a newer one.

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
    Refusal
        When the folder cannot be written to, or is the course's own.
    """
    refuse_the_course_itself(course, folder)
    originals = find(within=course)
    try:
        (folder / PRIVATE_FOLDER).mkdir(parents=True, exist_ok=True)
        copies = read_copies(folder)
        new, told = [], []
        for original in originals:
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
    Refusal
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
    handed_out = without_answers(content)
    # "x" fails where the file exists, even if it came into being a moment ago.
    with open(target, "xb") as file:
        try:
            file.write(handed_out)
            file.flush()
        except OSError:
            file.close()
            target.unlink()
            raise
    copies[target.name] = {"original": original.name, "sha256": digest(content)}


def note_equal(original, folder, copies):
    """Note a file that nobody noted, when it has the name and the content of the original."""
    target, content = folder / original.name, original.read_bytes()
    if (
        original.name not in copies
        and target.is_file()
        and target.read_bytes()
        in (
            content,
            without_answers(content),
        )
    ):
        copies[original.name] = {"original": original.name, "sha256": digest(content)}


def has_current(original, folder, copies):
    """Tell whether the folder has a copy, under whatever name, of the course's current version."""
    current = {"original": original.name, "sha256": digest(original.read_bytes())}
    return any(note == current and (folder / name).exists() for name, note in copies.items())


def newer_sentence(original, known):
    """Say that a copy is not of the course's current version, and how to get that one."""
    remedy = f"it stays as it is, and --fresh {number(original)} adds the course's beside it"
    if known:
        return f"The course has a newer {original.name} than your copy was made from: {remedy}."
    return f"Your {original.name} differs from the course's: {remedy}."


def refuse_the_course_itself(course, folder):
    """Refuse a working folder in which the reader would change the course's own notebooks."""
    if folder.resolve() == course.resolve():
        raise Refusal(
            f"{folder} holds the course's own notebooks; name another folder with --dir, which "
            "will get a copy of them"
        )


def read_copies(folder):
    """Return what is noted of the copies: name -> {"original": name, "sha256": digest}."""
    try:
        copies = json.loads((folder / PRIVATE_FOLDER / "copies.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        # No note, or a damaged one: every copy is then compared with the course by its content.
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
    return Refusal(
        f"cannot write to the working folder {folder}: {reason}; name another one with --dir"
    )


def digest(content):
    """Return the SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
