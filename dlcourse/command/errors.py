"""The one error that the command shows as a sentence instead of a traceback."""


class CommandError(Exception):
    """The command cannot do what was asked: one sentence with the reason and the remedy."""
