// The site's service worker. It isolates the pages, so that the kernel and its page can share
// memory, which stopping a loop needs, where the server sends no headers for that; it sees to it
// that notebooks are the newest; and it tells how much of Python has been loaded.

const SCOPE = new URL("./", self.location);
const ISOLATE = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "cross-origin",
};
const IS_PYTHON = /\/(static\/pyodide|pyodide\/v[\d.]+\/full)\//;
const LASTS = /\/live\/build\//; // named by what they hold; all others are compared with the server's
const EVERY = 100; // milliseconds between two messages about one file

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  const ours = url.href.startsWith(SCOPE.href);
  if (event.request.method !== "GET" || !(ours || IS_PYTHON.test(url.pathname))) return;
  event.respondWith(answer(event.request, url, ours));
});

async function answer(request, url, ours) {
  // A page that is being opened cannot be asked for with other settings than its own.
  const fresh = ours && request.mode !== "navigate" && !LASTS.test(url.pathname);
  const response = await fetch(request, fresh ? { cache: "no-cache" } : {});
  if (response.type === "opaque" || response.status === 0 || response.redirected) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(ISOLATE)) headers.set(name, value);
  const told = IS_PYTHON.test(url.pathname) && response.ok && response.body;
  const body = told ? response.body.pipeThrough(counted(url)) : response.body;
  const { status, statusText } = response;
  return new Response(body, { status, statusText, headers });
}

// Passes a file on as it comes, and tells all pages how much of it has come.
function counted(url) {
  const file = url.pathname.split("/").pop();
  let received = 0;
  let told = 0;
  const tell = async (done) => {
    const pages = await self.clients.matchAll({ includeUncontrolled: true });
    for (const page of pages) page.postMessage({ dlcourse: "loading", file, received, done });
  };
  return new TransformStream({
    transform(chunk, controller) {
      received += chunk.byteLength;
      controller.enqueue(chunk);
      if (performance.now() - told > EVERY) {
        told = performance.now();
        void tell(false);
      }
    },
    flush: () => void tell(true),
  });
}
