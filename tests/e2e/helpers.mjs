// What every end-to-end test stands on: a browser that is watched, hosts, a hub, screenshots.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { listen } from "./hosts.mjs";

export { serveBlog, serveSite } from "./hosts.mjs";
export { serveHub } from "./hub.mjs";

/** The project's root and the folders that tests read. */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));
export const DIST = join(ROOT, "dist");
export const MATERIAL = join(ROOT, "../shared/material");

/** Why a test that needs the material is skipped; false where it is there. */
export const WITHOUT_MATERIAL = existsSync(MATERIAL) ? false : "../shared is absent";

/** Windows as people have them. */
export const WINDOWS = {
  desktop: { viewport: { width: 1280, height: 800 } },
  dark: { viewport: { width: 1280, height: 800 }, colorScheme: "dark" },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
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
  // A camera that shows a moving test picture, and a person who always agrees.
  "--use-fake-device-for-media-stream",
  "--use-fake-ui-for-media-stream",
];

// What the browser asks of its makers for itself, whatever it is told; no page of ours has a reason to.
const ITS_OWN = /\b(accounts\.google\.com|clients\d?\.google\.com|update\.googleapis\.com|optimizationguide-pa\.googleapis\.com|content-autofill\.googleapis\.com)\b/;

let browser;
// The way out of this machine: whatever the browser wants from elsewhere, in any thread, ends here and is noted.
let outside;

async function start() {
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
  await start();
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
