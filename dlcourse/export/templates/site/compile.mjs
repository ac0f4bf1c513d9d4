// node compile.mjs PYODIDE FOLDER NAME...: compiles the modules of the packages NAME in FOLDER with
// Pyodide's own Python.
// The course's keep their source; of the others only the bytecode stays.
import { pathToFileURL } from "node:url";

const [pyodide, folder, ...names] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`));
const python = await loadPyodide({ indexURL: `${pyodide}/` });
python.FS.mkdirTree("/packages");
python.mountNodeFS("/packages", folder);
python.globals.set("names", names.join(" "));
python.runPython(`
import importlib.util, os, py_compile
from pathlib import Path

# Never compared with the source at import: there is none, or it is the one of the same wheel.
UNCHECKED = py_compile.PycInvalidationMode.UNCHECKED_HASH
for source in [path for name in names.split() for path in Path("/packages", name).rglob("*.py")]:
    package, *inside = source.relative_to("/packages").parts
    keep = package == "dlcourse"
    target = importlib.util.cache_from_source(source) if keep else f"{source}c"
    name = "/lib/python3.14/site-packages/" + "/".join(inside)
    try:
        py_compile.compile(str(source), target, name, doraise=True, invalidation_mode=UNCHECKED)
    except py_compile.PyCompileError:
        continue  # a template, or made for another Python: it stays as it is
    if not keep:
        os.remove(source)
`);
