"""Writes files whole or not at all."""

import os
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from dlcourse._refusal import Refusal


class Writer:
    """Files of one folder, put there together when the `with` block ends well.

    Parameters
    ----------
    folder : pathlib.Path, made if it does not exist

    Raises
    ------
    Refusal
        A folder that cannot be made or written to.
    """

    def __init__(self, folder):
        self._folder = Path(folder)
        self._made = []  # folders that did not exist
        self._unfinished = {}  # its name -> the name to be
        self._mark = f"unfinished-{uuid4().hex[:8]}"

    def __enter__(self):
        missing = [f for f in (self._folder, *self._folder.parents) if not f.exists()]
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._made = missing
            probe = self._folder / f".{self._mark}"
            probe.touch()
            probe.unlink()
        except OSError as error:
            self._made = [folder for folder in missing if folder.exists()]
            self._remove()
            raise self._refusal(error) from error
        return self

    def write(self, name, text):
        """Write a file under a name of its own; returns the path that it will have."""
        path = self._folder / f".{name}.{self._mark}"
        self._unfinished[path] = self._folder / name
        try:
            path.write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            raise self._refusal(error) from error
        return self._folder / name

    def __exit__(self, kind, error, traceback):
        if kind is not None:
            self._remove()
            return
        try:
            for path, name in self._unfinished.items():
                os.replace(path, name)
        except OSError as failure:
            self._remove()
            raise self._refusal(failure) from failure

    def _remove(self):
        """Leave the folder as it was."""
        for path in self._unfinished:
            with suppress(OSError):
                path.unlink()
        for folder in self._made:
            with suppress(OSError):
                folder.rmdir()

    def _refusal(self, error):
        reason = error.strerror or error
        return Refusal(
            f"cannot write to the folder {self._folder} ({reason}); name another one with --out"
        )
