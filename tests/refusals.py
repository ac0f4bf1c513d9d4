"""Bad input must be refused in one clear sentence."""

import pytest

from dlcourse.command import main


def refused(call, *words):
    """Assert that `call()` raises TypeError or ValueError with one sentence that has the words."""
    with pytest.raises((TypeError, ValueError)) as caught:
        call()
    assert caught.type in (TypeError, ValueError), "a subclass is somebody else's message"
    message = str(caught.value)
    assert "\n" not in message and 15 < len(message) < 220, message
    for word in words:
        assert word in message, f"{word!r} is not in {message!r}"
    return message


def refusal(arguments, capsys):
    """The one sentence with which the command `dlcourse` refuses, with exit status 2."""
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("dlcourse: ")
    assert err.count("\n") == 1
    return err
