// The first script of every page of a site whose notebooks run. It registers the service worker,
// and in a live notebook it begins once more when that has just come: only then is the page
// isolated. Then Python begins, before JupyterLab does.
const dlcourseSite = (() => {
  const root = new URL("./", document.currentScript.src);
  const { python } = document.currentScript.dataset; // its folder, in live notebooks
  const key = "dlcourse-isolated";

  const worker = (async () => {
    if (!navigator.serviceWorker) return; // http://, some private windows: restarting stops a loop
    await navigator.serviceWorker.register(new URL("service-worker.js", root));
    await navigator.serviceWorker.ready;
    if (!python || window.crossOriginIsolated || sessionStorage.getItem(key)) return;
    sessionStorage.setItem(key, "tried"); // once: a browser that cannot, need not try for ever
    location.reload();
  })().catch(() => {}); // a browser that keeps nothing: the page says so

  // What the kernels' workers tell: how much has come, and the byte that stops a loop.
  const told = { bytes: new Map(), begun: false, loading: null, failed: null };
  if (!python) return { worker };

  function hear({ data }) {
    if (data?.dlcourse === "loading") told.loading = data;
    else if (data?.dlcourse === "begun") told.begun = true;
    else if (data?.dlcourse === "ready") told.bytes.set(data.kernel, data.byte);
    else if (data?.dlcourse === "failed") told.failed = data.why;
    else return;
    window.dispatchEvent(new Event("dlcourse-told"));
  }

  // Whether this browser stores anything here: not with its room full, and in some private windows.
  const keeps = new Promise((answer) => {
    const opened = indexedDB.open("dlcourse-probe");
    opened.onupgradeneeded = () => opened.result.createObjectStore("probe");
    opened.onerror = opened.onblocked = () => answer(false);
    opened.onsuccess = () => {
      const written = opened.result.transaction("probe", "readwrite");
      written.objectStore("probe").put(new Uint8Array(200_000), "a notebook's size");
      written.objectStore("probe").clear();
      written.oncomplete = () => answer(true);
      written.onabort = () => answer(false);
    };
  }).catch(() => false);

  // "numpy, 12 of 33 MB"
  function counts() {
    if (!told.loading) return "";
    const { name, here, total } = told.loading;
    if (here >= total) return "All is here.";
    const what = /^(pyodide\.|python_stdlib)/.test(name) ? "Python" : name.split("-")[0];
    const [some, all] = [here, total].map((bytes) => Math.round(bytes / 1e6));
    return `Loading: ${what.replaceAll("_", "-")}, ${some} of ${all} MB.`;
  }

  // Until JupyterLab is there, the bar of its notebook stands in for itself.
  document.addEventListener("DOMContentLoaded", () => {
    const looks = document.createElement("link");
    looks.rel = "stylesheet";
    looks.href = new URL("live/extensions/dlcourse-live/live.css", root);
    document.head.append(looks);
    if (!early.length) return;
    const bar = document.createElement("div");
    bar.className = "dlcourse-bar dlcourse-early";
    bar.innerHTML = '<div class="dlcourse-state"><progress aria-label="Loading"></progress><span></span></div>';
    document.body.append(bar);
    const [progress] = bar.getElementsByTagName("progress");
    const follow = () => {
      if (!bar.isConnected) return window.removeEventListener("dlcourse-told", follow);
      if (told.loading) progress.value = (0.6 * told.loading.here) / told.loading.total;
      bar.querySelector("span").textContent = `The notebook and Python are starting. ${counts()}`;
    };
    window.addEventListener("dlcourse-told", follow);
    follow();
    void keeps.then((kept) => {
      if (kept || !bar.isConnected) return;
      window.removeEventListener("dlcourse-told", follow);
      progress.remove();
      bar.querySelector("span").textContent =
        "This browser has no room left to keep notebooks, or keeps nothing in this window. Free some " +
        "room, or open another window or browser. The page of the notebook has its file to download.";
    });
  });

  // JupyterLite's kernel gets a worker of ours, in which Python begins by itself.
  const Plain = window.Worker;
  const begin = (kind) => {
    told.begun = false;
    const begun = new Plain(new URL(`${python}/${kind}.js`, root), { type: "module" });
    begun.addEventListener("message", hear);
    return begun;
  };
  const kind = window.crossOriginIsolated ? "coincident" : "comlink";
  const isolates = navigator.serviceWorker && !window.crossOriginIsolated;
  const starts = !isolates || sessionStorage.getItem(key);
  const early = starts && new URLSearchParams(location.search).has("path") ? [begin(kind)] : [];
  window.Worker = class extends Plain {
    constructor(address, options) {
      const [, asked] = /\/(coincident|comlink)\.worker\.[^/]*$/.exec(address) ?? [];
      if (!asked) {
        super(address, options);
        return;
      }
      return early.pop() ?? begin(asked);
    }
  };

  // The kernel's library waits for an answer that may be there already, and expects a promise then.
  const { waitAsync } = Atomics;
  if (waitAsync) {
    Atomics.waitAsync = (...about) => {
      const { async, value } = waitAsync(...about);
      return { async: true, value: async ? value : Promise.resolve(value) };
    };
  }
  return { worker, told, counts, keeps };
})();
