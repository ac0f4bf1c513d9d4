"""`dlcourse lab`: JupyterLab on the working copy, without a request to any other machine."""

import os
import socket
from pathlib import Path
from urllib.parse import quote

import dlcourse
from dlcourse._refusal import Refusal
from dlcourse.command import working_copy
from dlcourse.export import notebooks

ADDRESS = "127.0.0.1"


def lab(folder, port, browser, fresh):
    """Prepare the working copy, then serve it with JupyterLab until that is stopped.

    Parameters
    ----------
    folder : pathlib.Path or None, the working folder; None for the default one
    port : int or None, None for 8888 or another one that is free
    browser : bool, whether to open the browser
    fresh : str or None, the number of a notebook to add an untouched copy of

    Raises
    ------
    Refusal
        When the port, the number or the folder cannot be used; nothing is served then.
    """
    course = notebooks.folder()
    folder = working_folder(course, folder)
    if port is not None:
        check_port(port)
    original = notebooks.find([] if fresh is None else [fresh])[0]

    messages = working_copy.update(course, folder)
    opened = original.name if fresh is None else working_copy.add_fresh(original, folder)
    print(f"Working copy of the notebooks: {folder}")
    if fresh is not None:
        messages.append(f"Added an untouched copy: {opened}")
    # Flushed, so that it stands before what JupyterLab writes.
    print(*messages, "Stop JupyterLab with Ctrl-C.", sep="\n", flush=True)
    private = folder / working_copy.PRIVATE_FOLDER
    serve(jupyterlab_arguments(folder, opened, port, browser, private))


def working_folder(course, folder):
    """Return the working folder that was asked for as an absolute path, the default one for None.

    Parameters
    ----------
    course : pathlib.Path, the folder of the course's notebooks
    folder : pathlib.Path or None

    Returns
    -------
    folder : pathlib.Path
    """
    if folder is None:
        return default_folder(course)
    return Path(os.path.abspath(folder.expanduser()))


def default_folder(course):
    """Return work/ of the clone; for an installed course dlcourse-work/ in the current folder."""
    package = Path(dlcourse.__file__).resolve().parent
    installed = course.parent == package
    return Path.cwd() / "dlcourse-work" if installed else course.parent / "work"


def check_port(port):
    """Refuse a port that another program has, or that this user may not have."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name == "posix":
            # As JupyterLab does: a port that was closed a moment ago can be had again.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError as error:
            raise Refusal(
                f"port {port} cannot be used ({error.strerror}); name another one with --port, or "
                "leave it out to get one that is free"
            ) from error


def jupyterlab_arguments(folder, opened, port, browser, private):
    """Return JupyterLab's command line for the working folder, with one notebook open.

    Parameters
    ----------
    folder : pathlib.Path, the server's root
    opened : str, the name of the notebook in it to open
    port : int or None, None for 8888 or another one that is free
    browser : bool, whether to open the browser
    private : pathlib.Path, where JupyterLab keeps its layout of tabs

    Returns
    -------
    arguments : list of str
    """
    arguments = [
        f"--ServerApp.root_dir={folder}",
        f"--LabApp.default_url=/lab/tree/{quote(opened)}",
        # The reader's other JupyterLab work has its own layout of tabs: theirs stays, ours is here.
        f"--LabApp.workspaces_dir={private / 'workspaces'}",
        f"--ServerApp.ip={ADDRESS}",
        f"--ServerApp.open_browser={browser}",
        # In a container one is often root; the server listens to this machine only, with a token.
        "--ServerApp.allow_root=True",
        # The address, which JupyterLab logs as critical, and errors are enough to read.
        "--ServerApp.log_level=ERROR",
        "--LabApp.log_level=ERROR",
        # The panel of extensions would ask PyPI for its list.
        "--LabApp.extension_manager=readonly",
    ]
    if port is not None:
        arguments += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    return arguments


def serve(arguments):
    """Run JupyterLab in this process until it is stopped."""
    # Our settings come before the reader's, whose own files stay as they are: without the plugin
    # that asks for news and for newer versions, JupyterLab talks to no other machine.
    ours = str(Path(__file__).with_name("jupyter"))
    theirs = os.environ.get("JUPYTER_CONFIG_PATH")
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join([ours, theirs] if theirs else [ours])
    os.environ["DLCOURSE_READER"] = "1"  # its kernels store no answers before they are given
    try:
        from jupyterlab.labapp import LabApp
    except ImportError as error:
        raise Refusal(
            f"JupyterLab cannot be loaded ({error}); install dlcourse[lab], with its extra"
        ) from error
    hook = {"page_config_hook": without_the_kernel_of_the_site}
    LabApp.serverapp_config = LabApp.serverapp_config | {"tornado_settings": hook}
    LabApp.launch_instance(argv=arguments)


def without_the_kernel_of_the_site(handler, page_config):
    """Leave out an extension that only `dlcourse site` is for: here it is an error in the log."""
    extensions = page_config["federated_extensions"]
    page_config["federated_extensions"] = [
        one for one in extensions if one["name"] != "@jupyterlite/pyodide-kernel-extension"
    ]
    return page_config
