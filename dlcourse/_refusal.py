"""How the `dlcourse` command and what it calls say no."""


class Refusal(Exception):
    """What was asked cannot be done: one sentence with the reason and the remedy, no traceback."""
