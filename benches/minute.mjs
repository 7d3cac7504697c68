// The first minute of a visit, beside the same minute of an older build, in headless Chromium: how long until the first
// sample has its name, over what it takes a host 10 Mbit/s and 40 ms to send, and how long the main thread is held while
// 300 photos come in and are drawn as a map. The two builds take turns.
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { TYPES, listen, serveSite } from "../tests/e2e/hosts.mjs";

const ROUNDS = 5;
const PHOTOS = 300;
const [BYTES_PER_MS, LATENCY_MS] = [1250, 40];

/** Rows of the record, of the build in the folder `dir` beside the one in `old`. */
export async function firstMinute(browser, dir, old) {
  const runs = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [build, folder] of Object.entries({ old, ours: dir })) {
      for (const slower of [1, 4]) runs.push({ build, slower, ...(await firstName(browser, folder, slower)) });
    }
  }
  const held = { old: [], ours: [] };
  for (let round = 0; round < 3; round += 1) {
    for (const [build, folder] of Object.entries({ old, ours: dir })) held[build].push(await photosAndMap(browser, folder));
  }
  const of = (build, slower, key) => runs.filter((it) => it.build === build && it.slower === slower).map((it) => it[key]);
  const ratio = (row, goal, slower, key, unit) => {
    const [ours, before] = [median(of("ours", slower, key)), median(of("old", slower, key))];
    const ratios = of("ours", slower, key).map((it, at) => it / of("old", slower, key)[at]);
    const range = { min: round(Math.min(...ratios)), max: round(Math.max(...ratios)) };
    return goaled(row, goal, ours / before, { ...range, [`ours_${unit}`]: round(ours), [`old_${unit}`]: round(before) });
  };
  return [
    ratio("first name of the samples, against the old build", 0.3, 1, "ms", "ms"),
    ratio("first name of the samples, main thread 4 times slower, against the old build", 0.35, 4, "ms", "ms"),
    ratio("bytes before the first name, gzipped, against the old build", 0.2, 1, "bytes", "bytes"),
    goaled(`longest task of our own on the main thread, ${PHOTOS} photos dropped, then the map, ms`, 50, median(held.ours),
      { min: Math.min(...held.ours), max: Math.max(...held.ours), old_ms: median(held.old) }),
  ];
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const round = (value) => Number(value.toPrecision(4));
const goaled = (row, goal, value, more) => ({ row, goal, value: round(value), met: value <= goal, ...more });

/** A first visit: the samples are asked for as soon as they can be. */
async function firstName(browser, dir, slower) {
  const host = await slowHost(dir);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "ja-JP" });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: slower });
  let bytes;
  await context.exposeFunction("named", () => (bytes = host.sent));
  await page.addInitScript(() => {
    const look = () => {
      const start = document.querySelector(".welcome .is-main");
      if (start && !start.dataset.isPressed) {
        start.dataset.isPressed = "";
        start.click();
      }
      if (![...document.querySelectorAll(".cell.is-picture .cell-name")].some((it) => it.textContent !== "")) return;
      observer.disconnect();
      globalThis.at ??= performance.now();
      globalThis.named();
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { subtree: true, childList: true, characterData: true });
  });
  await page.goto(host.origin);
  await page.waitForFunction(() => globalThis.at, undefined, { timeout: 120_000 });
  const ms = await page.evaluate(() => globalThis.at);
  while (bytes === undefined) await page.waitForTimeout(10);
  await context.close();
  await host.stop();
  return { ms, bytes };
}

/** A static host at the other end of a line of 10 Mbit/s; `sent` is what has gone over it. Text and code are gzipped. */
async function slowHost(dir) {
  const packed = new Map();
  let free = 0; // when the line has sent what waits for it
  const host = await listen(async (request, response) => {
    const { pathname } = new URL(request.url, host.origin);
    const name = pathname.endsWith("/") ? `${pathname}index.html` : decodeURIComponent(pathname);
    if (!packed.has(name)) {
      const bytes = await readFile(join(dir, name)).catch(() => undefined);
      const isText = /\.(html|js|css|json|wasm|txt|webmanifest)$/.test(name);
      packed.set(name, bytes && { bytes: isText ? gzipSync(bytes) : bytes, ...(isText && { encoding: { "content-encoding": "gzip" } }) });
    }
    await new Promise((resolve) => setTimeout(resolve, LATENCY_MS));
    const file = packed.get(name);
    if (!file) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": TYPES[extname(name)] ?? "application/octet-stream", "content-length": file.bytes.length, "cache-control": "max-age=600", ...file.encoding });
    // In small pieces, so that all that is under way shares the line.
    for (let at = 0; at < file.bytes.length; at += 8192) {
      const piece = file.bytes.subarray(at, at + 8192);
      const now = performance.now();
      free = Math.max(free, now) + piece.length / BYTES_PER_MS;
      await new Promise((resolve) => setTimeout(resolve, free - now));
      if (response.destroyed) return;
      host.sent += piece.length;
      response.write(piece);
    }
    response.end();
  });
  host.sent = 0;
  return host;
}

/** The longest task of the page's own, in ms, while many photos are dropped and their map is drawn. */
async function photosAndMap(browser, dir) {
  const site = await serveSite({ dir });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "ja-JP" });
  const page = await context.newPage();
  await page.addInitScript(watch);
  await page.goto(site.url);
  await page.locator(".welcome").waitFor();
  await page.evaluate(async (n) => {
    const transfer = new DataTransfer();
    const canvas = new OffscreenCanvas(640, 480);
    const context = canvas.getContext("2d");
    for (let at = 0; at < n; at += 1) {
      for (let y = 0; y < 480; y += 16) {
        for (let x = 0; x < 640; x += 16) {
          context.fillStyle = `hsl(${(at * 7 + x * (at % 5)) % 360} ${30 + (y % 60)}% ${20 + ((x ^ y) % 60)}%)`;
          context.fillRect(x, y, 16, 16);
        }
      }
      transfer.items.add(new File([await canvas.convertToBlob({ type: "image/jpeg" })], `${at}.jpg`, { type: "image/jpeg" }));
    }
    globalThis.slow = [];
    for (const type of ["dragenter", "dragover", "drop"]) {
      document.querySelector(".frame").dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
    }
  }, PHOTOS);
  const isOver = (n) => document.querySelector(".tab .count").textContent === String(n) && !document.querySelector(".busy, .run, .cell:is(.is-waiting, .is-working)");
  const over = async () => {
    await page.waitForTimeout(500);
    // Not in every frame, which would count as the page's own work.
    await page.waitForFunction(isOver, PHOTOS, { timeout: 300_000, polling: 250 });
    await page.waitForTimeout(500);
  };
  await over();
  await page.locator(".rail-step").nth(2).click();
  await page.locator(".plot-canvas :is(canvas, .main-svg)").first().waitFor({ timeout: 120_000 });
  await over();
  const slow = await page.evaluate(() => globalThis.slow);
  await context.close();
  await site.stop();
  return Math.max(0, ...slow.filter(isOwn).map((it) => it.duration));
}

/** Plotly is loaded and drawn with by its bridge; all else is ours. */
export const isOwn = ({ sourceURL }) => !/plot(ly)?\.js/.test(sourceURL);

/** Runs in the browser before the page does: keeps what kept a frame for long, by the script that did. */
export function watch() {
  window.slow = [];
  new PerformanceObserver((list) => {
    for (const { scripts } of list.getEntries()) {
      for (const { duration, sourceURL, invoker, startTime } of scripts) window.slow.push({ duration, sourceURL, invoker, at: Math.round(startTime) });
    }
  }).observe({ type: "long-animation-frame", buffered: true });
}
