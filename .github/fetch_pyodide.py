"""python .github/fetch_pyodide.py DIR: the official Pyodide distribution, as far as it is used.

Its own files come from the npm package, the compiled packages from the distribution's address; each
wheel is compared with the checksum in the lock.
"""

import hashlib
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

from dlcourse.export.site_python import COMPILED, CORE, LOCK, OFFICIAL, VERSION, read_json

folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
with tempfile.TemporaryDirectory() as temporary:
    packed = subprocess.run(
        ["npm", "pack", "--silent", f"pyodide@{VERSION}"],
        cwd=temporary,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    shutil.unpack_archive(Path(temporary, packed.stdout.split()[-1]), temporary)
    for name in (*CORE, LOCK):
        shutil.copyfile(Path(temporary, "package", name), folder / name)
for name in COMPILED:
    entry = read_json(folder / LOCK)["packages"][name]
    with urllib.request.urlopen(OFFICIAL + entry["file_name"]) as answer:
        wheel = answer.read()
    found = hashlib.sha256(wheel).hexdigest()
    if found != entry["sha256"]:
        sys.exit(f"{entry['file_name']} has the checksum {found}, not the lock's")
    (folder / entry["file_name"]).write_bytes(wheel)
