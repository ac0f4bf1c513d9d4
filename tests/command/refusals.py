"""How the command refuses: in one clear sentence."""

from dlcourse.command import main


def refusal(arguments, capsys):
    """The one sentence with which the command `dlcourse` refuses, with exit status 2."""
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("dlcourse: ")
    assert err.count("\n") == 1
    return err
