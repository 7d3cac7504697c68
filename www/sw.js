// The service worker: keeps the page at hand when there is no network.
//
// `cargo xtask dist` puts every file of the page with a hash of its bytes in here. A file is kept under its hash, so
// that a new release fetches what has changed and nothing else, and two releases are never mixed. Files of other
// addresses, models above all, are not its business.
const FILES = {}; // filled by cargo xtask dist

const SCOPE = self.registration.scope;
const CACHE = `ikesu ${new URL(SCOPE).pathname}`;

// What a visit starts with; the rest is fetched when the page says that it is idle.
const SHELL = Object.keys(FILES).filter((name) =>
  /^(index\.html|app\.js|app_bg\.wasm|[^/]*\.css|snippets\/.*)$/.test(name));

self.addEventListener("install", (event) => event.waitUntil(keep(SHELL)));

self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

self.addEventListener("message", (event) => {
  if (event.data?.take === "over") self.skipWaiting();
  if (event.data?.fetch === "rest") event.waitUntil(fetchRest(event.source));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || !url.href.startsWith(SCOPE) || request.headers.has("range")) return;
  const name = decodeURIComponent(url.pathname.slice(new URL(SCOPE).pathname.length)) || "index.html";
  if (!(name in FILES)) return;
  if (request.mode === "navigate") event.respondWith(page(name));
  else if (url.search === "") event.respondWith(file(name));
});

/** A page: from a newer release if there is one and no other window still shows this one. */
async function page(name) {
  const next = await Promise.race([newer(), new Promise((resolve) => setTimeout(resolve, 1500))]);
  if (next && (await self.clients.matchAll({ type: "window" })).length < 2) {
    next.postMessage({ take: "over" });
    // This worker has to finish before the next one can start, so the window asks again.
    return new Response("", { headers: { "content-type": "text/html", refresh: "0" } });
  }
  return file(name);
}

/** The worker of a newer release, installed and waiting; none if there is none or it cannot be asked for. */
async function newer() {
  await self.registration.update().catch(() => {}); // offline: nothing newer can be had
  const { installing } = self.registration;
  if (installing) await new Promise((resolve) => installing.addEventListener("statechange", resolve, { once: true }));
  return self.registration.waiting;
}

/** A file of this release: kept, or else fetched and kept. */
async function file(name) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(key(name));
  if (kept) return kept;
  // The host may send `/` for `/index.html`, and a page must not be answered with a redirected response.
  const fetched = await fetch(new URL(name === "index.html" ? "." : name, SCOPE), { cache: "no-cache" });
  if (!fetched.ok) return fetched;
  const { status, headers } = fetched;
  const response = fetched.redirected ? new Response(await fetched.blob(), { status, headers }) : fetched;
  // A full disk must not keep the page from working.
  await cache.put(key(name), response.clone()).catch(() => {});
  return response;
}

/** Keeps files, one after another so as not to be in the way. */
async function keep(names) {
  for (const name of names) {
    const response = await file(name);
    if (!response.ok) throw new Error(`${name}: the host answers ${response.status}`);
  }
}

async function fetchRest(client) {
  await keep(Object.keys(FILES));
  client?.postMessage({ offline: "ready" });
}

/** Forgets what belongs to older releases only, and serves the windows that are already open. */
async function takeOver() {
  const cache = await caches.open(CACHE);
  const current = new Set(Object.keys(FILES).map(key));
  for (const request of await cache.keys()) {
    if (!current.has(request.url)) await cache.delete(request);
  }
  await self.clients.claim();
}

function key(name) {
  return `${new URL(name, SCOPE).href}?${FILES[name]}`;
}
