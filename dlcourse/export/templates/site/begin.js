// Python for a notebook's kernel. It begins as soon as this is loaded, while JupyterLab is still
// starting; every file is asked for at once, and compared with its checksum when it has come.
import SETTINGS from "./settings.js";

const EVERY = 100; // milliseconds between two messages to the page about what has come
const HERE = new URL("./", import.meta.url);
const CORE = new URL(SETTINGS.core, HERE);
const TOTAL = Object.values(SETTINGS.files).reduce((sum, { size }) => sum + size, 0);

let here = 0;
let told = 0;
function tell(name, more) {
  here += more;
  if (performance.now() - told < EVERY && here < TOTAL) return;
  told = performance.now();
  self.postMessage({ dlcourse: "loading", name, here, total: TOTAL });
}

const fetchPlainly = self.fetch.bind(self);

async function load(name) {
  const { from, integrity, size, type } = SETTINGS.files[name];
  const response = await fetchPlainly(new URL(from, HERE), { integrity });
  if (!response.ok) throw new Error(`${name} could not be loaded: ${response.status}`);
  let left = size;
  const counted = new TransformStream({
    transform(chunk, controller) {
      controller.enqueue(chunk);
      left -= chunk.byteLength;
      tell(name, chunk.byteLength);
    },
    flush: () => tell(name, left), // a size may have been a guess
  });
  return new Response(response.body.pipeThrough(counted), { headers: { "Content-Type": type } });
}

const loading = new Map(Object.keys(SETTINGS.files).map((name) => [name, load(name)]));
for (const file of loading.values()) file.catch(() => {}); // who asks for it is told

function take(name) {
  const file = loading.get(name);
  loading.delete(name); // it can be read once
  return file;
}

// What Pyodide asks for is on its way.
self.fetch = (asked, options) =>
  take(String(asked.url ?? asked).split("/").pop()) ?? fetchPlainly(asked, options);

async function imported(name) {
  const code = await (await take(name)).blob();
  const address = URL.createObjectURL(code);
  try {
    return await import(address);
  } finally {
    URL.revokeObjectURL(address);
  }
}

async function begin() {
  const [{ loadPyodide }, { default: createPyodideModule }] = await Promise.all(
    ["pyodide.mjs", "pyodide.asm.mjs"].map(imported)
  );
  const python = await loadPyodide({
    indexURL: CORE.href,
    createPyodideModule,
    lockFileContents: SETTINGS.lock,
    packageBaseUrl: HERE.href,
    packages: SETTINGS.packages,
    env: SETTINGS.env,
  });
  await python.runPythonAsync(SETTINGS.first);
  // Only an isolated page shares memory: a 2 in this byte is Ctrl-C. In others a loop that never
  // ends is stopped by a restart.
  const byte = self.crossOriginIsolated ? new Uint8Array(new SharedArrayBuffer(1)) : null;
  if (byte) python.setInterruptBuffer(byte);
  self.dlcourseReady = (kernel) => self.postMessage({ dlcourse: "ready", kernel, byte });
  return python;
}

const begun = begin();
begun.then(
  () => self.postMessage({ dlcourse: "begun" }),
  (error) => self.postMessage({ dlcourse: "failed", why: String(error.message ?? error) })
);

// What JupyterLite's kernel calls.
export async function loadPyodide({ stdout, stderr }) {
  const python = await begun;
  python.setStdout({ batched: stdout });
  python.setStderr({ batched: stderr });
  return python;
}
