// The first script of every page of a site whose notebooks run. It registers the service worker,
// and in a live notebook it begins once more when that has just come: only then is the page
// isolated. It also keeps the memory by which the kernel is asked to stop.
const dlcourseRoot = new URL("./", document.currentScript.src);
const dlcourseWorker = (async () => {
  if (!navigator.serviceWorker) return; // http://, some private windows: restarting stops a loop
  await navigator.serviceWorker.register(new URL("service-worker.js", dlcourseRoot));
  await navigator.serviceWorker.ready;
  const key = "dlcourse-isolated";
  const live = location.href.startsWith(new URL("live/", dlcourseRoot).href);
  if (!live || window.crossOriginIsolated || sessionStorage.getItem(key)) return;
  sessionStorage.setItem(key, "tried"); // once: a browser that cannot, need not try for ever
  location.reload();
})().catch(() => {}); // a browser that keeps nothing: the page says so

// A kernel's worker sends a byte of shared memory at its start; a 2 in it is Ctrl-C.
const dlcourseInterrupts = new Map();
if (window.crossOriginIsolated) {
  window.Worker = class extends Worker {
    constructor(...options) {
      super(...options);
      this.addEventListener("message", ({ data }) => {
        if (data?.dlcourse === "interrupts") dlcourseInterrupts.set(data.kernel, data.byte);
      });
    }
  };
}
