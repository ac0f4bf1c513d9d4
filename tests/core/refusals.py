"""Bad input must be refused in one clear sentence."""

import pytest


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
