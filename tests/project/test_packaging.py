"""The wheel: what is in it, and that it works in an environment that holds nothing else."""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import venv
import zipfile
from pathlib import Path

import pytest

from dlcourse.export.notebooks import without_answers

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 90


def run(*command, **more):
    """Run a command; a failure shows what it printed."""
    done = subprocess.run(command, capture_output=True, encoding="utf-8", **more)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    run(*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT))
    (built,) = folder.glob("*.whl")
    return built


def files_of(folder, pattern):
    return {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).glob(pattern)}


def test_the_wheel_holds_the_package_the_notebooks_and_the_data(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
        data = {name: archive.read(name) for name in names if name.startswith("dlcourse/data/")}
    notebooks = files_of("notebooks", "[0-9][0-9]_*.ipynb")
    assert "notebooks/04_regularization.ipynb" in notebooks
    beside = notebooks | files_of("data", "*")
    assert {
        name for name in names if name.startswith(("dlcourse/notebooks/", "dlcourse/data/"))
    } == {f"dlcourse/{name}" for name in beside}
    # What the clone has, byte by byte.
    assert len(data) > 1
    assert all((ROOT / name.removeprefix("dlcourse/")).read_bytes() == data[name] for name in data)
    package = files_of("dlcourse", "**/*")
    assert names - {f"dlcourse/{name}" for name in beside} == {
        name for name in package if (ROOT / name).is_file() and "__pycache__" not in name
    }
    assert {"dlcourse/dlcourse.mplstyle", "dlcourse/live/figure.js"} <= names


def test_the_wheel_says_what_it_is(wheel):
    with zipfile.ZipFile(wheel) as archive:
        (metadata,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        text = archive.read(metadata).decode("utf-8")
        folder = metadata.rpartition("/")[0]
        assert "MIT License" in archive.read(f"{folder}/licenses/LICENSE").decode("utf-8")
        scripts = archive.read(f"{folder}/entry_points.txt").decode("utf-8")
    assert "Requires-Python: >=3.11" in text
    assert "License-Expression: MIT AND CC-BY-4.0" in text
    assert "dlcourse = dlcourse.command:main" in scripts


def test_the_installed_wheel_opens_the_course_in_an_empty_environment(wheel, tmp_path):
    home = tmp_path / "empty environment"
    venv.create(home, with_pip=True)
    programs = home / ("Scripts" if os.name == "nt" else "bin")
    # The pinned versions without their hashes: pip would want one for the wheel too.
    pins = re.findall(
        r"^[^\s#-]\S*==[^\\\n]+",
        (ROOT / "requirements.txt").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    (tmp_path / "pins.txt").write_text("\n".join(pins), encoding="utf-8")
    install(programs / "python", f"{wheel}[lab]", constraints=tmp_path / "pins.txt")

    started_in = tmp_path / "somewhere"
    started_in.mkdir()
    # Neither this clone nor the reader's own settings may help.
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("JUPYTER", "PYTHON", "IPYTHON", "VIRTUAL_ENV"))
    } | {
        "JUPYTER_TOKEN": "token-of-the-test",
        "JUPYTER_CONFIG_DIR": str(tmp_path / "config"),
        "JUPYTER_DATA_DIR": str(tmp_path / "data"),
        "IPYTHONDIR": str(tmp_path / "ipython"),
    }
    script = "import dlcourse; X, Y = dlcourse.load_digits(); print(X.shape, dlcourse.__file__)"
    shape, _, place = run(
        programs / "python", "-c", script, cwd=started_in, env=environment
    ).partition(") ")
    assert shape == "(64, 1797"
    assert Path(place.strip()).is_relative_to(home.resolve())

    port = free_port()
    server = subprocess.Popen(
        [programs / "dlcourse", "lab", "--no-browser", "--port", str(port)],
        cwd=started_in,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    try:
        address = f"http://127.0.0.1:{port}"
        listing = json.loads(get_when_it_runs(server, f"{address}/api/contents"))
        names = {entry["name"] for entry in listing["content"]}
        assert names == {Path(name).name for name in files_of("notebooks", "[0-9][0-9]_*.ipynb")}
        assert "04_regularization.ipynb" in names
        # Without this plugin JupyterLab asks nobody for news and newer versions.
        page = get(f"{address}/lab")
        disabled = re.search(r'"disabledExtensions": (\[.*?\])', page).group(1)
        assert "@jupyterlab/apputils-extension:announcements" in json.loads(disabled)
    finally:
        server.terminate()
        said, _ = server.communicate(timeout=30)
    assert f"Working copy of the notebooks: {started_in.resolve() / 'dlcourse-work'}" in said
    stored = (ROOT / "notebooks" / "04_regularization.ipynb").read_bytes()
    copied = (started_in / "dlcourse-work" / "04_regularization.ipynb").read_bytes()
    assert copied == without_answers(stored)


def install(python, wheel, constraints):
    """Install the wheel with what it depends on, as a reader does; without network, skip."""
    command = [python, "-m", "pip", "install", "--quiet", "--no-compile"]
    done = subprocess.run(
        [*command, "--constraint", constraints, wheel], capture_output=True, encoding="utf-8"
    )
    if done.returncode and re.search("NewConnectionError|NameResolutionError", done.stderr):
        pytest.skip("the package index cannot be reached: connect to the network")
    assert done.returncode == 0, done.stderr


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def get(address):
    request = urllib.request.Request(address, headers={"Authorization": "token token-of-the-test"})
    # Straight to this machine, whatever proxy is set.
    straight = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with straight.open(request, timeout=10) as answer:
        return answer.read().decode("utf-8")


def get_when_it_runs(server, address):
    """Ask until the server answers; it may have ended with a message instead."""
    last = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < last:
        assert server.poll() is None, server.stdout.read()
        try:
            return get(address)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise AssertionError(f"JupyterLab did not answer within {SECONDS_TO_START} s")
