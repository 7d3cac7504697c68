// The service worker: keeps the page at hand when there is no network.
//
// `files.json`, written by `cargo xtask dist`, is the list of the page's files with a hash of each one's bytes: that is
// a release. Every load asks for the list first; a file is kept under its hash, so that a new release fetches what has
// changed and nothing else, and two releases are not mixed. Waiting for the browser to notice a changed service worker
// would show a new release one load late. Files of other addresses, models above all, are not its business.

const SCOPE = self.registration.scope;
const CACHE = `ikesu ${new URL(SCOPE).pathname}`;
const LIST = new URL("files.json", SCOPE).href;

// How long a load may wait for the list where the network is bad; offline the answer comes at once.
const PATIENCE_MS = 1500;

// What a visit starts with, and what its first drawing or sample needs; the page says when it has the time for that, and for the
// rest.
const SHELL = /^(index\.html|app\.js|app_bg-\w+\.wasm|icons\.txt|models\/((names|everyday)\.txt|catalog\.json)|words\/.*|[^/]*\.css|snippets\/.*)$/;
const NEXT = /^(worker\.js|worker_bg-\w+\.wasm|models\/demo\/(((preprocessor_)?config|tokenizer)\.json|model[^/]*\.safetensors))$/;
// Models that not every visit needs: fetched when they are wanted, and kept from then on.
const WANTED = /^models\/(?!demo\/)[^/]+\//;

// Photos that another app hands over, until the page has taken them (`www/gather.js`).
const SHARED = "ikesu-shared";

let release; // the promise of the list in force
const coming = new Map(); // files on their way: the page may want what is just being fetched ahead

self.addEventListener("install", (event) => {
  // One kept file more or less is no reason to wait for windows to close: the list decides, not this script.
  self.skipWaiting();
  event.waitUntil(install());
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  if (event.data?.fetch === "next") event.waitUntil(fetchNext());
  if (event.data?.fetch === "rest") event.waitUntil(fetchRest(event.source, event.data.model));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method === "POST" && url.href === new URL("share", SCOPE).href) event.respondWith(share(request));
  if (request.method !== "GET" || !url.href.startsWith(SCOPE) || request.headers.has("range")) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (url.search === "") event.respondWith(answer(request, current()));
});

/** A page: of the newest release, unless another window still shows the one before. */
async function page(request) {
  const windows = await self.clients.matchAll({ type: "window" });
  if (windows.length > 1) return answer(request, current());
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  const list = await Promise.race([newest().catch(() => undefined), patience]);
  // One that comes too late is kept for the next load: put in force now, its files would reach a page of the one before.
  if (list) await enforce(list).catch(() => {});
  return answer(request, current());
}

async function answer(request, list) {
  list = await list;
  const name = decodeURIComponent(new URL(request.url).pathname.slice(new URL(SCOPE).pathname.length)) || "index.html";
  return name in list ? file(name, list) : fetch(request);
}

/** The release in force: its list outlives this script, which the browser stops and starts as it likes. */
function current() {
  release ??= caches.match(LIST).then(async (kept) => (kept ? kept.json() : {}));
  return release;
}

/** The newest release, once what a visit starts with is kept. */
async function newest() {
  const response = await fetch(LIST, { cache: "no-cache" });
  if (!response.ok) throw new Error(`files.json: the host answers ${response.status}`);
  const list = await response.json();
  await keep(Object.keys(list).filter((name) => SHELL.test(name)), list);
  return list;
}

/** Puts a release in force, unless there is no room to say so: then the one before stays. */
async function enforce(list) {
  await (await caches.open(CACHE)).put(LIST, new Response(JSON.stringify(list)));
  release = Promise.resolve(list);
}

/** A new script over an old one leaves the release in force as it is: pages of it may be open. */
async function install() {
  const list = await newest();
  if (!(await caches.match(LIST))) await enforce(list);
}

/** A file of a release: kept, or else fetched and kept. */
async function file(name, list) {
  const cache = await caches.open(CACHE);
  const address = key(name, list);
  const kept = await cache.match(address);
  if (kept) return kept;
  if (!coming.has(address)) coming.set(address, take(name, address, cache).finally(() => coming.delete(address)));
  return (await coming.get(address)).clone();
}

/** Fetches a file, and keeps it under `address`. */
async function take(name, address, cache) {
  // The host may send `/` for `/index.html`, and a page must not be answered with a redirected response.
  const fetched = await fetch(new URL(name === "index.html" ? "." : name, SCOPE), { cache: "no-cache" });
  if (!fetched.ok) return fetched;
  const { status, headers } = fetched;
  const response = fetched.redirected ? new Response(await fetched.blob(), { status, headers }) : fetched;
  // A full disk must not keep the page from working.
  await cache.put(address, response.clone()).catch(() => {});
  return response;
}

/** Keeps files, one after another so as not to be in the way. */
async function keep(names, list) {
  for (const name of names) {
    const response = await file(name, list);
    if (!response.ok) throw new Error(`${name}: the host answers ${response.status}`);
  }
}

/** Keeps what the first drawing needs. What does not come now is fetched when it is needed, and then says why not. */
async function fetchNext() {
  const list = await current();
  await keep(Object.keys(list).filter((name) => NEXT.test(name)), list).catch(() => {});
}

/**
 * Keeps what every visit may need of the release in force, and the `model` that this one uses, then forgets what belongs
 * to older ones only.
 */
async function fetchRest(client, model) {
  const list = await current();
  await keep(Object.keys(list).filter((name) => !WANTED.test(name) || (model && name.startsWith(model))), list);
  const cache = await caches.open(CACHE);
  const needed = new Set([LIST, ...Object.keys(list).map((name) => key(name, list))]);
  for (const request of await cache.keys()) {
    if (!needed.has(request.url)) await cache.delete(request);
  }
  client?.postMessage({ offline: "ready" });
}

/** Lays photos from another app where the page finds them, and opens it; it is told how many there are to be. */
async function share(request) {
  const files = (await request.formData()).getAll("pictures");
  const cache = await caches.open(SHARED);
  for (const [at, file] of files.entries()) {
    const address = new URL(`shared/${Date.now()}-${at}/${encodeURIComponent(file.name)}`, SCOPE);
    // On a full disk those that are there are opened, and the page says that some are not.
    await cache.put(address, new Response(file)).catch(() => {});
  }
  return Response.redirect(new URL(`?shared=${files.length}`, SCOPE), 303);
}

function key(name, list) {
  return `${new URL(name, SCOPE).href}?${list[name]}`;
}
