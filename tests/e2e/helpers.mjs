// What every end-to-end test stands on: a browser that is watched, hosts, a hub, screenshots.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { deflateSync } from "node:zlib";
import { chromium } from "playwright-core";
import { listen, serveSite } from "./hosts.mjs";

export { serveBlog, serveSite } from "./hosts.mjs";
export { serveHub } from "./hub.mjs";

/** The project's root and the folders that tests read. */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));
export const DIST = join(ROOT, "dist");
export const MATERIAL = join(ROOT, "../shared/material");

/** The model that the page begins with, as the catalog has it. */
export const DEMO_MODEL = JSON.parse(await readFile(join(ROOT, "models/catalog.json"), "utf8")).models[0];

/** A catalog of that model alone: nothing else comes for photos, so that what is told of it stays true of them. */
export const DEMO_ONLY = { models: [DEMO_MODEL] };

/** Why a test that needs the material is skipped; false where it is there. */
export const WITHOUT_MATERIAL = existsSync(MATERIAL) ? false : "../shared is absent";

/** Windows as people have them. */
export const WINDOWS = {
  desktop: { viewport: { width: 1280, height: 800 } },
  dark: { viewport: { width: 1280, height: 800 }, colorScheme: "dark" },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
  small: { viewport: { width: 320, height: 640 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
  // A desktop at 200 % has half the pixels of its own, each twice as large.
  zoomed: { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 },
};

const BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"].map((name) => `/usr/bin/${name}`);

const FLAGS = [
  "--no-sandbox",
  "--disable-quic",
  "--disable-dev-shm-usage",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // WebGL without a graphics card.
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--ignore-gpu-blocklist",
  "--disable-gpu-compositing",
  "--disable-gpu-rasterization",
  // Two cameras that show a moving test picture, and a person who always agrees.
  "--use-fake-device-for-media-stream=device-count=2",
  "--use-fake-ui-for-media-stream",
];

// What the browser asks of its makers for itself, whatever it is told; no page of ours has a reason to.
const ITS_OWN = /\b(accounts\.google\.com|clients\d?\.google\.com|update\.googleapis\.com|optimizationguide-pa\.googleapis\.com|content-autofill\.googleapis\.com)\b/;

let browser;
// The way out of this machine: whatever the browser wants from elsewhere, in any thread, ends here and is noted.
let outside;

async function launch() {
  if (browser) return;
  outside = await listen((_request, response) => response.writeHead(502).end());
  outside.server.on("connect", (request, socket) => {
    outside.requests.push(`CONNECT ${request.url}`);
    socket.on("error", () => {}).end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
  });
  const executablePath = process.env.CHROMIUM ?? BROWSERS.find((path) => existsSync(path));
  assert(executablePath, "no Chromium or Chrome; name it in CHROMIUM");
  // Addresses of this machine never go through a proxy.
  browser = await chromium.launch({ executablePath, args: [...FLAGS, `--proxy-server=${outside.origin}`] });
}

after(async () => {
  await browser?.close();
  await outside?.stop();
});

/**
 * Opens an empty window in a profile of its own, watched until the test `t` ends: then there must have been no error
 * on any console, no crash, and no request to an origin other than those of `hosts`.
 *
 * `window` is one of WINDOWS, `locale` the person's language, `camera: false` a person who refuses the camera.
 * Gives `{ page, context, allow }`; `allow(pattern)` lets through console errors that the test provokes.
 */
export async function open(t, { hosts, window = "desktop", locale = "ja-JP", camera = true, ...options }) {
  await launch();
  const context = await browser.newContext({ ...WINDOWS[window], locale, ...options });
  context.setDefaultTimeout(30_000);
  await context.grantPermissions([...(camera ? ["camera"] : []), "clipboard-read", "clipboard-write"]);
  const errors = [];
  const asked = new Set();
  const allowed = [];
  const outsideBefore = outside.requests.length;

  context.on("request", (request) => asked.add(new URL(request.url()).origin));
  context.on("weberror", (error) => errors.push(`thrown: ${error.error().stack ?? error.error()}`));
  context.on("console", (message) => {
    if (message.type() === "error") errors.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on("page", (page) => page.on("crash", () => errors.push(`crash: ${page.url()}`)));

  t.after(async () => {
    await context.close();
    const known = new Set(["null", ...hosts.flatMap((host) => host.origins ?? [host.origin])]);
    // "null" is the origin of blob: and data: addresses as URL sees them; some keep their page's origin.
    assert.deepEqual([...asked].filter((origin) => !known.has(origin)), [], "origins that nobody serves here");
    assert.deepEqual(outside.requests.slice(outsideBefore).filter((it) => !ITS_OWN.test(it)), [], "requests that leave this machine");
    assert.deepEqual(errors.filter((error) => !allowed.some((pattern) => pattern.test(error))), [], "errors");
  });
  const page = await context.newPage();
  return { page, context, allow: (pattern) => allowed.push(pattern) };
}

/** Keeps a picture of the window in target/screens, for people to look at. */
export async function screenshot(page, name, options = {}) {
  const dir = join(ROOT, "target/screens");
  await mkdir(dir, { recursive: true });
  await page.screenshot({ path: join(dir, `${name}.png`), ...options });
}

/** Drops files of the disk onto an element, as from a file manager. */
export async function drop(page, selector, paths) {
  const input = await page.evaluateHandle(() => {
    const input = document.createElement("input");
    Object.assign(input, { type: "file", multiple: true, hidden: true });
    document.body.append(input);
    return input;
  });
  await input.setInputFiles(paths);
  await page.evaluate(([input, selector]) => {
    const dataTransfer = new DataTransfer();
    for (const file of input.files) dataTransfer.items.add(file);
    input.remove();
    const target = document.querySelector(selector);
    for (const type of ["dragenter", "dragover", "drop"]) {
      target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true, composed: true }));
    }
  }, [input, selector]);
}

/** Drops files and whole folders onto the middle of the window, by the browser's own hand: folders stay folders. */
export async function dropFolders(page, paths) {
  const { width, height } = page.viewportSize();
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  const session = await page.context().newCDPSession(page);
  for (const type of ["dragEnter", "dragOver", "drop"]) {
    await session.send("Input.dispatchDragEvent", { type, x: width / 2, y: height / 2, data });
  }
  await session.detach();
}

/** Writes `files`, `{ "folder/name": bytes }`, to the disk until `t` ends; null makes an empty folder. Gives the folder. */
export async function folderOf(t, files) {
  const folder = await mkdtemp(join(tmpdir(), "ikesu-"));
  t.after(() => rm(folder, { recursive: true }));
  for (const [name, bytes] of Object.entries(files)) {
    const path = join(folder, name);
    await mkdir(bytes === null ? path : dirname(path), { recursive: true });
    if (bytes !== null) await writeFile(path, bytes);
  }
  return folder;
}

/** A PNG of one colour, or of as many as `colour(x, y)` gives, each `[red, green, blue]`. */
export function png(width, height, colour = [40, 120, 180]) {
  const at = typeof colour === "function" ? colour : () => colour;
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) rows.set(at(x, y), y * (1 + width * 3) + 1 + x * 3);
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}

function chunk(name, data) {
  const named = Buffer.concat([Buffer.from(name), data]);
  const whole = Buffer.alloc(named.length + 8);
  whole.writeUInt32BE(data.length, 0);
  whole.set(named, 4);
  whole.writeUInt32BE(crc(named), whole.length - 4);
  return whole;
}

function crc(bytes) {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

// ---- The page ----

/**
 * Opens the page under a path of its own, in an empty profile; `catalog` takes the place of the page's models,
 * `override` of any of its files, each of which waits for what `held` promises, and `init` runs before the page does.
 */
export async function start(t, { catalog, override = {}, held, init, ...options } = {}) {
  const models = catalog && { "models/catalog.json": JSON.stringify(catalog) };
  const site = await serveSite({ dir: DIST, base: "/blog/ikesu/", override: { ...models, ...override }, held });
  const hosts = [site, ...(options.hosts ?? [])];
  const opened = await open(t, { ...options, hosts });
  // After the window has closed, or what it still fetches in idle time would fail.
  t.after(() => site.stop());
  await opened.context.addInitScript(countCommands);
  if (init) await opened.context.addInitScript(init);
  await opened.page.goto(site.url);
  await opened.page.locator(".welcome").waitFor();
  return { site, ...opened };
}

function countCommands() {
  globalThis.asked = {};
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message, ...rest) {
    for (const name of Object.keys(message.head)) globalThis.asked[name] = (globalThis.asked[name] ?? 0) + 1;
    return post.call(this, message, ...rest);
  };
}

/** How often the worker has been asked for something since the page was loaded; `name` is a command of the protocol. */
export const asked = (page, name) => page.evaluate((name) => globalThis.asked[name] ?? 0, name);

/** Does `act`, and waits until the worker has been asked for `name` because of it and nothing is under way any more. */
export async function answered(page, name, act) {
  const before = await asked(page, name);
  await act();
  await page.waitForFunction(([name, before]) => (globalThis.asked[name] ?? 0) > before, [name, before]);
  // That it is under way is shown in slices, too.
  await still(page);
  await page.waitForFunction(() => !document.querySelector(".run, .busy"), undefined, { timeout: 120_000 });
  await still(page);
}

/** Moves the slider whose label is `label` to `value`, and lets it go. */
export async function slide(page, label, value) {
  await page.getByRole("slider", { name: label }).fill(String(value));
  await still(page);
}

/** From now on the page's dice fall so that the seed is `seed`, of three digits. */
export const loadDice = (page, seed) => page.evaluate((share) => { Math.random = () => share; }, (seed + 0.5) / 1000);

/** Waits until the page has shown all of a change, which it does in slices: nothing in it has moved for a while. */
export const still = (page, part = "body") =>
  page.evaluate(
    (part) =>
      new Promise((resolve) => {
        const over = () => (observer.disconnect(), resolve());
        let timer = setTimeout(over, 100);
        const observer = new MutationObserver(() => (clearTimeout(timer), (timer = setTimeout(over, 100))));
        observer.observe(document.querySelector(part), { subtree: true, childList: true, attributes: true, characterData: true });
      }),
    part,
  );

export const pictures = (page) => page.locator(".cell.is-picture");
export const step = (page, at) => page.locator(".rail-step").nth(at).click();

/** Waits until nothing is under way any more: every picture that can have one has its vector. */
export async function settled(page, n, timeout = 120_000) {
  const isOver = (n) => {
    const all = [...document.querySelectorAll(".cell.is-picture")];
    const hasFailed = (it) => /is-failed/.test(it.className);
    // The small picture comes from the worker: a cell without one has not had its turn.
    const isDone = (it) => hasFailed(it) || (it.querySelector("img") && !/is-waiting|is-working/.test(it.className));
    // What came with its vectors is there before the model, the answers are not.
    const isAsked = all.every(hasFailed) || !document.querySelector(".model-button:is([data-load=is-idle], [data-load=is-running])");
    return all.length === n && all.every(isDone) && isAsked && !document.querySelector(".busy");
  };
  // A change is shown in slices: it must hold once all of it is there.
  do {
    await page.waitForFunction(isOver, n, { timeout });
    await still(page);
  } while (!(await page.evaluate(isOver, n)));
}

/** The pictures of a sample collection as its list has them, with what each is called in the tank and what it shows. */
export const listOf = (page, name) =>
  page.evaluate(async (name) => {
    const { pictures } = await (await fetch(`models/demo/samples/${name}/samples.json`)).json();
    return pictures.map((it, at) => ({ ...it, file: `${String(at + 1).padStart(2, "0")}.jpg`, name: it.ja }));
  }, name);

/** Unfolds the long lists of the stage to their ends. */
export async function showAll(page) {
  const more = page.locator(".stage-room").getByRole("button", { name: /^あと \d+ 件を見せる$/ });
  // What else is going on, such as a model on its way, is of no concern.
  const stand = () => still(page, ".stage-room");
  for (await stand(); await more.count(); await stand()) await more.first().click();
}

/** From now on collections come without their vectors, so that the page has to make them. */
export async function withoutVectors({ page, allow }) {
  allow(/Failed to load resource|net::ERR/);
  await page.route("**/vectors.f16", (route) => route.abort());
}

/** Fills the tank with the market's samples; gives their list. */
export async function useSamples(page) {
  await page.locator(".welcome .is-main").click();
  const list = await listOf(page, "market");
  await settled(page, list.length);
  return list;
}

/** Every step has an answer for `n` pictures. */
export async function everyDemo(page, n) {
  await step(page, 1);
  await page.locator(".card").first().waitFor();
  assert((await page.locator(".card").count()) > 0);
  await step(page, 2);
  await page.locator(".plot-canvas .main-svg, .plot-canvas canvas").first().waitFor();
  await step(page, 3);
  await page.locator(".player").first().waitFor();
  const round = await page.locator(".player").innerText();
  assert.match(round, /inertia/);
  await step(page, 4);
  await page.locator(".odd-row").first().waitFor();
  assert((await page.locator(".odd-row").count()) >= Math.min(n, 5));
  await step(page, 5);
  await page.locator(".draw-canvas:not(.is-blank)").waitFor();
  await page.locator(".draw-names tbody tr").first().waitFor();
  await step(page, 0);
  await page.locator("table.vectors tbody tr").first().waitFor();
}

/** The first numbers of every picture's vector, as step 0 writes them. */
export async function numbers(page) {
  await step(page, 0);
  await page.locator(".toolbar .choice button").first().click();
  await page.locator("td.numbers").first().waitFor();
  await showAll(page);
  return page.locator("td.numbers").allTextContents();
}

/** All that lies in a store of the browser's storage. */
const kept = (page, store) =>
  page.evaluate((store) => new Promise((resolve, reject) => {
    const request = indexedDB.open("ikesu");
    // There is none, or it is being cleared; looking must not make one.
    request.onupgradeneeded = () => request.transaction.abort();
    request.onerror = () => (request.error.name === "AbortError" ? resolve([]) : reject(request.error));
    request.onsuccess = () => {
      const all = request.result.transaction(store).objectStore(store).getAll();
      all.onsuccess = () => {
        request.result.close();
        resolve(all.result);
      };
    };
  }), store);

/** Looks again and again until `holds` does; Playwright's `waitForFunction` does not wait for what is promised. */
export async function until(page, what, holds) {
  for (const end = Date.now() + 60_000; !(await holds()); await page.waitForTimeout(50)) {
    assert(Date.now() < end, what);
  }
}

/** Waits until there are `n` of what `locator` finds, and no more: a change is shown in slices, one part before another. */
export async function counted(locator, n, what) {
  const pause = () => new Promise((resolve) => setTimeout(resolve, 100));
  const end = Date.now() + 5000;
  for (let before; ; await pause()) {
    const found = await locator.count();
    if (found === n && before === n) return;
    if (Date.now() > end) assert.equal(found, n, what ?? `${locator}`);
    before = found;
  }
}

/** Waits until the settings that lie in the browser's storage hold `text`. */
export const keptSettings = (page, text) =>
  until(page, `${text} is not kept`, async () => JSON.stringify(await kept(page, "settings")).includes(text));

/** Waits until the browser's storage holds `n` pictures, each with all that it needs, its vector of `dims` numbers. */
export const stored = (page, n, dims) =>
  until(page, `${n} pictures are not kept`, async () => {
    const hasVector = (it) => (dims ? it.vector.length === dims : it.vector.length > 0);
    const isWhole = (it) => it.head.name && hasVector(it) && (it.thumb || it.head.is_sample);
    return (await kept(page, "items")).filter(isWhole).length === n;
  });

/** Presses the first button that `selector` finds, in the very moment in which `when` holds. */
export const pressWhen = (page, selector, when = "() => true") =>
  page.evaluate(
    ([selector, when]) =>
      new Promise((resolve) => {
        const holds = eval(when);
        // At each change, not at each frame: what comes and goes between two frames is pressed too.
        const observer = new MutationObserver(look);
        function look() {
          const button = document.querySelector(selector);
          if (!button || !holds()) return;
          observer.disconnect();
          button.click();
          resolve();
        }
        observer.observe(document, { subtree: true, childList: true, attributes: true });
        look();
      }),
    [selector, when],
  );

/** Asserts that nothing of the page reaches beyond the window, `where`. */
export async function nothingSideways(page, where = "") {
  const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert(width <= 0, `${where}: ${width} px too wide`);
}

/** Closes the panel that lies over the page. */
export async function closePanel(page) {
  await page.locator(".panel").press("Escape");
  await page.locator(".panel").waitFor({ state: "detached" });
}

/** Opens the menu of models, if it is not open. */
export async function openModels(page) {
  if (!(await page.locator(".models").count())) await page.locator(".model-button").click();
  await page.locator(".models").waitFor();
}

/** Asks in the menu for the model in the folder at `address`. */
export async function loadAddress(page, address) {
  await openModels(page);
  const own = page.locator("details.own").nth(1);
  await own.evaluate((it) => it.setAttribute("open", ""));
  await own.locator("input:not([type=checkbox])").first().fill(address);
  await own.locator("button[type=submit]").click();
}

/** Waits until the model called `title` answers. */
export async function modelReady(page, title) {
  await page.locator(".model-button[data-load=is-ready]").filter({ hasText: title }).waitFor();
}

/** Replaces the list of names through its panel. */
export async function setLabels(page, text) {
  if (!(await page.locator(".panel textarea").count())) {
    await page.locator(".tab").nth(1).click();
    await page.getByRole("button", { name: "名前を編集" }).click();
  }
  await page.locator(".panel").getByRole("button", { name: /^(文字|表)で編集$/ }).waitFor();
  const asText = page.locator(".panel").getByRole("button", { name: "文字で編集" });
  if (await asText.count()) await asText.click();
  // As a paste does it: typed, a long list would take minutes.
  await page.locator(".panel textarea[rows='12']").evaluate((field, text) => {
    field.value = text;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }, text);
  await page.locator(".panel").getByRole("button", { name: "反映する" }).first().click();
}

/** The shipped catalog with its first model only, and `entry` as one more of `hub`. */
export function catalogOf(hub, entry) {
  const tiny = {
    id: "tiny",
    title: { ja: TINY, en: "A very small model" },
    place: `${hub.origin}/tiny/gelu/resolve/main/`,
    licence: "MIT",
    bytes: 120_000,
    memory: 1_000_000,
    knows: "photos",
    reads: ["en"],
    tried: false,
    ...entry,
  };
  return { models: [DEMO_MODEL, tiny] };
}

/** What the page calls the models of `catalogOf`. */
export const DEMO = "見本モデル";
export const TINY = "とても小さいモデル";

/** What it calls the model that photos bring. */
export const PHOTO = "写真の小さなモデル";
