// The site's service worker. It isolates the pages, so that the kernel and its page can share
// memory, which stopping a loop needs, where the server sends no headers for that; and it sees to
// it that notebooks are the newest.

const SCOPE = new URL("./", self.location);
const ISOLATE = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "cross-origin",
};
// Named by what they hold; all other files are compared with the server's.
const LASTS = /\/live\/(build|static\/python-[^/]+)\//;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(SCOPE.href)) {
    event.respondWith(answer(request));
  }
});

async function answer(request) {
  // A page that is being opened cannot be asked for with other settings than its own.
  const fresh = request.mode !== "navigate" && !LASTS.test(request.url);
  const response = await fetch(request, fresh ? { cache: "no-cache" } : {});
  if (response.type === "opaque" || response.status === 0 || response.redirected) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(ISOLATE)) headers.set(name, value);
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers });
}
