"""The Python of the live site: Pyodide, the course and what it imports, as wheels, and their lock.

Compiled packages come from a Pyodide distribution; all others are packed from the environment that
builds the site, so that widgets have the very version of the JavaScript that stands beside them.
"""

import base64
import csv
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

import dlcourse
from dlcourse._paths import course_folder
from dlcourse._refusal import Refusal
from dlcourse.export import cache

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates" / "site"
CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
LOCK = "pyodide-lock.json"
# What a Pyodide distribution compiles; everything else that the course imports is plain Python.
COMPILED = ("numpy", "matplotlib", "pillow", "kiwisolver", "contourpy")
# Where the published Pyodide is read from when the site holds none, and the version: one with
# numpy 2 and matplotlib. With it come, from the npm package of this version, the checksums.
VERSION = "314.0.6"
OFFICIAL = f"https://cdn.jsdelivr.net/pyodide/v{VERSION}/full/"
OFFICIAL_CORE = f"https://cdn.jsdelivr.net/npm/pyodide@{VERSION}/"
OFFICIAL_LOCK = TEMPLATES / "official-lock.json"
OF_THE_KERNEL = ("pyodide-kernel", "piplite")
ENVIRONMENT = {
    "HOME": "/home/pyodide",
    # The reader's files are mounted as the current folder. Looking for each module there first
    # would ask the page for it a hundred times.
    "PYTHONSAFEPATH": "1",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
}
# What every notebook imports, while the page is still on its way.
FIRST = "import dlcourse_kernel, dlcourse.live.explorer, dlcourse.live.predictions"
TYPES = {
    "mjs": "text/javascript",
    "wasm": "application/wasm",
    "whl": "application/zip",
    "zip": "application/zip",
}
# Required by name, and nothing that the notebooks do needs them: the JavaScript of widgets comes
# with the site; fonttools is for PDF, jedi for completion without running the code, prompt-toolkit
# for terminals.
UNUSED = {
    *("widgetsnbextension", "jupyterlab-widgets", "fonttools", "jedi", "colorama"),
    "prompt-toolkit",
}
# Of the course itself, what only makes and opens files on a computer.
NOT_IN_THE_KERNEL = ("command", "export", "notebooks", "__main__.py")
# Of Pygments' six hundred languages, those that IPython names, and what these import.
LEXERS = (
    *("__init__", "_mapping", "python", "shell", "html", "javascript", "ruby", "perl", "markup"),
    *("css", "data", "jvm", "lisp", "lilypond", "special"),
    *("_css_builtins", "_scheme_builtins", "_lilypond_builtins"),
)
# In packages, what no program imports, and fonts of other formats and for a serif that is not used.
LEFT_OUT = re.compile(
    r"(^|/)(tests?|testing/tests|__pycache__|sample_data|f2py|distutils|_pyinstaller)(/|$)"
    r"|\.(so|pyd|dll|pyi|h|a|c|cpp|pxd|map|ipynb)$|/mpl-data/(images|fonts/(afm|pdfcorefonts))/"
    r"|/DejaVuSerif|^pygments/lexers/(?!({})\.py$)".format("|".join(LEXERS))
)
# What is kept of a wheel's notes on itself: matplotlib finds its backends by the second.
NOTES = ("METADATA", "entry_points.txt")
BROWSER = {
    **{"sys_platform": "emscripten", "platform_system": "Emscripten", "os_name": "posix"},
    **{"platform_machine": "wasm32", "implementation_name": "cpython", "extra": ""},
    "platform_python_implementation": "CPython",
}


def find_pyodide(folder):
    """Return where the files of a Pyodide distribution lie in a folder, by name.

    Parameters
    ----------
    folder : pathlib.Path
        Holds, at whatever depth, Pyodide's own files and a wheel of each compiled package.

    Returns
    -------
    files : dict, "pyodide.mjs", …, and "numpy", … -> pathlib.Path

    Raises
    ------
    Refusal
        When something is missing; the sentence names all of it.
    """
    if not folder.is_dir():
        raise Refusal(f"--pyodide expects a folder, and {folder} is none")
    there = {path.name: path for path in sorted(folder.rglob("*")) if path.is_file()}
    files = {name: there[name] for name in (*CORE, LOCK) if name in there}
    missing = [name for name in (*CORE, LOCK) if name not in there]
    abi = ""
    if LOCK in there:
        info = read_json(there[LOCK])["info"]
        python = "".join(info["python"].split(".")[:2])
        abi = f"cp{python}-cp{python}-pyemscripten_{info['abi_version']}_wasm32"
    for name in COMPILED:
        fits = [there[file] for file in there if re.match(rf"(?i){name}-.*{abi}\.whl$", file)]
        if fits:
            files[name] = fits[-1]
        else:
            missing.append(f"a wheel {name}-…-{abi or '…'}.whl")
    if missing:
        raise Refusal(
            f"{folder} lacks what Python in the browser needs: {', '.join(missing)}; "
            "docs/instructors.md says where to get a Pyodide distribution"
        )
    return files


def make(folder, kernels, pyodide=None):
    """Write what a kernel is started with: the wheels, our worker and, if given, Pyodide itself.

    Parameters
    ----------
    folder : pathlib.Path, empty
    kernels : dict, "coincident" and "comlink" -> address of that worker of JupyterLite's kernel,
        seen from the folder
    pyodide : dict, optional, from `find_pyodide`; without it the reader's browser gets Pyodide and
        its compiled packages from the official distribution
    """
    lock = read_json(pyodide[LOCK] if pyodide else OFFICIAL_LOCK)
    environment = BROWSER | {
        "python_version": ".".join(lock["info"]["python"].split(".")[:2]),
        "python_full_version": lock["info"]["python"],
    }
    entries, files = {}, {}
    with tempfile.TemporaryDirectory() as temporary:
        unpacked = Path(temporary)
        for name, depends in closure(["dlcourse", "ipython", "comm"], environment).items():
            entries[name] = {"name": name, "depends": depends}
            if name not in COMPILED:
                entries[name]["version"] = unpack_installed(name, unpacked / name)
            elif pyodide:
                entries[name]["version"] = unpack_wheel(pyodide[name], unpacked / name)
            else:
                entries[name] |= official(lock["packages"][name])
        entries |= of_the_kernel(unpacked)
        if pyodide:
            compile_ahead(unpacked, pyodide)
        for name, entry in entries.items():
            if (unpacked / name).is_dir():
                wheel = pack(unpacked / name, folder, entry, lock["info"])
                entry |= {"file_name": wheel.name, "sha256": sha256(wheel)}
                files[wheel.name] = loaded(wheel.name, wheel)
            else:
                files[entry["file_name"].rpartition("/")[2]] = {
                    "from": entry["file_name"],
                    "integrity": integrity(entry["sha256"]),
                    "size": lock["sizes"][name],
                    "type": TYPES["whl"],
                }
    for name in CORE:
        if pyodide:
            shutil.copyfile(pyodide[name], folder / name)
            files[name] = loaded(name, folder / name)
        else:
            files[name] = lock["core"][name] | {
                "from": f"{OFFICIAL_CORE}{name}",
                "type": TYPES[name.rpartition(".")[2]],
            }
    for entry in entries.values():
        entry.setdefault("imports", [])
        entry |= {"install_dir": "site", "package_type": "package", "unvendored_tests": False}
    settings = {
        "core": "./" if pyodide else OFFICIAL_CORE,
        "files": files,
        "lock": {"info": lock["info"], "packages": entries},
        "packages": ["dlcourse", *OF_THE_KERNEL],
        "env": ENVIRONMENT,
        "first": FIRST,
    }
    text = f"export default {json.dumps(settings, indent=1, sort_keys=True)};\n"
    (folder / "settings.js").write_text(text, encoding="utf-8", newline="\n")
    shutil.copyfile(TEMPLATES / "begin.js", folder / "begin.js")
    for kind, address in kernels.items():
        text = f'import "./begin.js";\nimport "{address}";\n'
        (folder / f"{kind}.js").write_text(text, encoding="utf-8", newline="\n")


def loaded(name, path):
    """Return what the page is told of a file beside it that a kernel loads."""
    return {
        "from": name,
        "integrity": integrity(sha256(path)),
        "size": path.stat().st_size,
        "type": TYPES[name.rpartition(".")[2]],
    }


def integrity(checksum):
    """Return a SHA-256, given in hexadecimal, as browsers have it."""
    return "sha256-" + base64.b64encode(bytes.fromhex(checksum)).decode()


def closure(names, environment):
    """Return what the packages need in the browser, and what those need.

    Parameters
    ----------
    names : sequence of str
    environment : dict, the markers of the browser's Python

    Returns
    -------
    needed : dict, name -> sorted list of the names that it depends on
    """
    needed, waiting = {}, list(names)
    while waiting:
        name = waiting.pop()
        if name in needed:
            continue
        found = map(Requirement, requirements(name))
        depends = {
            canonicalize_name(one.name)
            for one in found
            if one.marker is None or one.marker.evaluate(environment)
        }
        needed[name] = sorted(depends - UNUSED)
        waiting += needed[name]
    return needed


def requirements(name):
    """Return what an installed package says that it requires."""
    try:
        return distribution(name).requires or []
    except PackageNotFoundError as error:
        raise Refusal(
            f"the site needs the package {name}, which is not installed here: "
            "install dlcourse with its extra, pip install dlcourse[site]"
        ) from error


def unpack_installed(name, folder):
    """Copy an installed package's importable files into a folder; return its version."""
    installed = distribution(name)
    if name == "dlcourse":
        copy_the_course(folder)
    else:
        for file in installed.files:
            text = file.as_posix()
            if not text.startswith("..") and not LEFT_OUT.search(text):
                copy(file.locate(), folder / text)
    for name in NOTES:
        if (text := installed.read_text(name)) is not None:
            (folder / name).write_text(text, encoding="utf-8")
    return installed.version


def copy_the_course(folder):
    """Copy what the notebooks import of dlcourse, and its data, as an installed dlcourse has it."""
    package = Path(dlcourse.__file__).resolve().parent
    for path in package.rglob("*"):
        name = path.relative_to(package).as_posix()
        if path.is_file() and not name.startswith(NOT_IN_THE_KERNEL) and "__pycache__" not in name:
            copy(path, folder / "dlcourse" / name)
    for path in course_folder("data").rglob("*"):
        if path.is_file():
            copy(path, folder / "dlcourse" / "data" / path.name)


def unpack_wheel(wheel, folder):
    """Unpack a wheel without what no program imports; return its version."""
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            # `.so` is what was left out above and is what matters here.
            if name.endswith(".so") or not (name.endswith("/") or LEFT_OUT.search(name)):
                archive.extract(name, folder)
    for name in NOTES:
        for note in folder.glob(f"*.dist-info/{name}"):
            shutil.copyfile(note, folder / name)
    return str(parse_wheel_filename(wheel.name)[1])


def of_the_kernel(unpacked):
    """Unpack JupyterLite's half of the kernel and what we put in place of its installer."""
    kernel, installer = OF_THE_KERNEL
    (wheel,) = extension_of("jupyterlite-pyodide-kernel").rglob("pyodide_kernel-*.whl")
    version = unpack_wheel(wheel, unpacked / kernel)
    copy(TEMPLATES / "piplite.py", unpacked / installer / "piplite" / "piplite.py")
    copy(TEMPLATES / "dlcourse_kernel.py", unpacked / installer / "dlcourse_kernel.py")
    (unpacked / installer / "piplite" / "__init__.py").write_text(
        "from piplite.piplite import install as install\n", encoding="utf-8"
    )
    metadata = f"Metadata-Version: 2.1\nName: {installer}\nVersion: {version}\n"
    (unpacked / installer / "METADATA").write_text(metadata, encoding="utf-8")
    return {
        kernel: {"name": kernel, "version": version, "depends": ["comm", "ipython"]},
        installer: {"name": installer, "version": version, "depends": []},
    }


def extension_of(name):
    """Return the folder of the JupyterLab extension that an installed package brings."""
    requirements(name)  # refuses where it is not installed
    (note,) = [
        file
        for file in distribution(name).files
        if re.search("labextensions/.*package.json$", file.as_posix())
        and "/schemas/" not in file.as_posix()
    ]
    return Path(note.locate()).resolve().parent


def official(entry):
    """Return what our lock says of a package in the official distribution's."""
    kept = {name: entry[name] for name in ("version", "sha256", "imports")}
    return kept | {"file_name": OFFICIAL + entry["file_name"]}


def compile_ahead(unpacked, pyodide):
    """Compile all modules with the browser's own Python, so that the browser need not do it.

    The course keeps its source, which students read; of other packages only the bytecode stays.
    Without node to run Pyodide in, nothing is compiled: the site starts some seconds later.

    Returns
    -------
    compiled : bool
    """
    node = find_node()
    if node is None:
        print(
            "No node was found: the bytecode is not compiled ahead, and the site starts some "
            "seconds later. Install Node.js 20 or newer and build it again.",
            file=sys.stderr,
        )
        return False
    compiler = hashlib.sha256((TEMPLATES / "compile.mjs").read_bytes())
    compiler.update(pyodide["pyodide.asm.wasm"].read_bytes())
    kept = {
        package: cache.folder() / "site" / f"{package.name}-{digest_of(package, compiler)}.zip"
        for package in sorted(unpacked.iterdir())
    }
    new = [package for package, archive in kept.items() if not archive.is_file()]
    if new:
        command = [node, TEMPLATES / "compile.mjs", pyodide["pyodide.mjs"].parent, unpacked]
        names = [package.name for package in new]
        done = subprocess.run([*command, *names], capture_output=True, encoding="utf-8")
        if done.returncode:
            said = done.stderr.strip().splitlines()[-1:]
            raise Refusal(f"Pyodide could not compile the packages: {' '.join(said)}")
    for package, archive in kept.items():
        if package in new:
            keep(package, archive)
        else:
            shutil.rmtree(package)
            shutil.unpack_archive(archive, package)
    return True


def keep(folder, archive):
    """Keep a folder as an archive in the cache; where it cannot be written, do without."""
    try:
        archive.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=archive.parent) as draft:
            made = shutil.make_archive(str(Path(draft, "compiled")), "zip", folder)
            os.replace(made, archive)
    except OSError:
        return


def digest_of(folder, compiler):
    """Return a checksum of what compiles, and of a folder's files with their names."""
    total = compiler.copy()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            total.update(f"{path.relative_to(folder).as_posix()} {sha256(path)}\n".encode())
    return total.hexdigest()[:32]


def find_node():
    """Return the path of a node program: an installed one, or the one that Playwright brings."""
    if found := shutil.which("node"):
        return found
    playwright = find_spec("playwright")
    if playwright is not None:
        name = "node.exe" if os.name == "nt" else "node"
        bundled = Path(playwright.origin).with_name("driver") / name
        return str(bundled) if bundled.is_file() else None
    return None


def pack(content, folder, entry, info):
    """Write a folder of modules as a wheel; the same files give the same bytes."""
    name, version = entry["name"].replace("-", "_"), entry["version"]
    tag = "py3-none-any"
    if any(content.rglob("*.so")):
        python = "cp" + "".join(info["python"].split(".")[:2])
        tag = f"{python}-{python}-pyemscripten_{info['abi_version']}_wasm32"
    note = f"{name}-{version}.dist-info"
    files = {
        path.relative_to(content).as_posix(): path.read_bytes()
        for path in sorted(content.rglob("*"))
        if path.is_file() and ".dist-info/" not in path.as_posix()
    }
    files |= {f"{note}/{name}": files.pop(name) for name in NOTES if name in files}
    files[f"{note}/WHEEL"] = f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n".encode()
    files[f"{note}/RECORD"] = record(files, f"{note}/RECORD")
    wheel = folder / f"{name}-{version}-{tag}.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path, data in files.items():
            archive.writestr(zipfile.ZipInfo(path), data, zipfile.ZIP_DEFLATED, 9)
    modules = {path.split("/")[0].removesuffix(".pyc") for path in files if "/" in path}
    alone = {p.split(".")[0] for p in files if "/" not in p and p.endswith((".py", ".pyc"))}
    entry.setdefault("imports", sorted(modules - {note} | alone))
    return wheel


def record(files, own):
    """Return a wheel's RECORD: the checksum and size of every file."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    for path, data in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        rows.writerow([path, f"sha256={digest}", len(data)])
    rows.writerow([own, "", ""])
    return text.getvalue().encode()


def copy(source, target):
    """Copy a file, making the folders above it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def sha256(path):
    """Return the SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def read_json(path):
    """Return the value of a JSON file."""
    return json.loads(Path(path).read_text(encoding="utf-8"))
