"""Puts a finished site into a folder: whole files only, and nobody else's file is ever touched.

The folder keeps, in `.dlcourse-pages.json`, which files are ours and the SHA-256 of what we wrote.
"""

import hashlib
import json
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path

from dlcourse._refusal import Refusal

NOTE = ".dlcourse-pages.json"


@contextmanager
def draft(out):
    """Give a folder to write the site into; when the block ends well, it is put into `out`.

    Parameters
    ----------
    out : pathlib.Path, made if it does not exist

    Yields
    ------
    folder : pathlib.Path
        Empty, on the same disk as `out`.

    Raises
    ------
    Refusal
        When `out` cannot be written to, or holds a file of somebody else's under a name of ours.
        Then, and when the block fails, `out` is as it was.
    """
    made = _missing_parents(out)
    try:
        try:
            out.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=out, prefix=".dlcourse-unfinished-") as folder:
                yield Path(folder)
                _publish(Path(folder), out)
        except OSError as error:
            if not _concerns(error, out):
                raise
            raise Refusal(
                f"cannot write the pages to {out}: {error.strerror or error}; "
                "name another folder with --out"
            ) from error
    except BaseException:
        for folder in made:  # the ones that are still empty
            try:
                folder.rmdir()
            except OSError:
                break
        raise


def digest(content):
    """The SHA-256 of some bytes."""
    return hashlib.sha256(content).hexdigest()


def _concerns(error, out):
    """Whether it was the folder, or something in it, that could not be made or written."""
    names = [Path(name) for name in (error.filename, error.filename2) if name is not None]
    return any(name == out or out in name.parents or name in out.parents for name in names)


def _missing_parents(out):
    """The folders that making `out` makes, the deepest first."""
    return [folder for folder in (out, *out.parents) if not folder.exists()]


def _publish(folder, out):
    new = {
        path.relative_to(folder).as_posix(): digest(path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    ours = _noted(out)
    for name, content in new.items():
        if not _is_ours(out / name, [*ours.get(name, []), content]):
            raise Refusal(
                f"{out / name} was not written by `dlcourse pages`, or was changed since: "
                "move it away, or name another folder with --out"
            )
    # Both versions are noted while files are replaced: after an interruption each is one of them.
    both = {name: [*ours.get(name, []), new.get(name)] for name in {**ours, **new}}
    _note(folder, out, both)
    for name in sorted(new, key=lambda name: (name == "index.html", name)):
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        os.replace(folder / name, out / name)
    for name in set(ours) - set(new):
        if _is_ours(out / name, ours[name]):
            (out / name).unlink(missing_ok=True)
    _note(folder, out, {name: [content] for name, content in new.items()})


def _is_ours(path, known):
    """Whether nothing is there, or a file with a content that we wrote."""
    if not os.path.lexists(path):
        return True
    return path.is_file() and not path.is_symlink() and digest(path.read_bytes()) in known


def _noted(out):
    """Name -> the digests that we noted; nothing where the note is missing or damaged."""
    try:
        noted = json.loads((out / NOTE).read_text(encoding="utf-8"))
        return {str(name): [str(one) for one in known] for name, known in noted.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}


def _note(folder, out, files):
    unfinished = folder / NOTE
    text = json.dumps({n: [one for one in k if one] for n, k in sorted(files.items())}, indent=1)
    unfinished.write_text(text + "\n", encoding="utf-8")
    os.replace(unfinished, out / NOTE)
