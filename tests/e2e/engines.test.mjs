// A smoke in other engines: every step, own photos, a reload, a tank in a post; and that they compute what Chromium does.
import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { DIST, ROOT, open, serveBlog, serveSite } from "./helpers.mjs";
import { ENGINES } from "./engines.mjs";

const OWN = ["fish.png", "grey.png", "noise.png", "palette.png"].map((name) => join(ROOT, "tests/golden/clip/pictures", name));
const [WINDOW, PHONE] = [{ width: 1280, height: 800 }, { width: 390, height: 844 }];
const SCREENS = join(ROOT, "target/screens");

/** Errors of the page, from its first moment on; not every driver hears them. */
const EARS = `<script>
  globalThis.faults = [];
  addEventListener("error", (event) => event instanceof ErrorEvent && faults.push("thrown: " + event.message));
  addEventListener("unhandledrejection", (event) => faults.push("rejected: " + event.reason));
  const { error } = console;
  console.error = (...them) => { faults.push("console: " + them.join(" ")); error.apply(console, them); };
</script>`;

/** Looks again and again until `fn`, run in the page, gives something. */
async function until(driver, what, fn, arg) {
  for (const end = Date.now() + 150_000; ; await new Promise((resolve) => setTimeout(resolve, 200))) {
    const found = await driver.run(fn, arg);
    if (found) return found;
    assert(Date.now() < end, `${driver.version}: ${what}`);
  }
}

/** Waits until nothing is under way and `n` pictures have their vectors and the model is there. */
const settled = (driver, n) => until(driver, `${n} pictures are not ready`, (n) => {
  const cells = [...document.querySelectorAll(".cell.is-picture")];
  const isReady = (it) => it.querySelector("img") && !/is-waiting|is-working/.test(it.className);
  return cells.length === n && cells.every(isReady) && !document.querySelector(".busy, .run") && document.querySelector(".model-button[data-load=is-ready]") !== null;
}, n);

/** What reaches beyond the window, or beyond a box that neither scrolls nor cuts. */
const wide = () => {
  // The stage leaves this much for the rings of what has the focus.
  const ROOM = 4;
  const isCut = (it) => ["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(it).overflowX);
  const name = (it) => `${it.localName}.${it.getAttribute("class")}`;
  const all = [...document.querySelectorAll(".ikesu *")].filter((it) => !it.closest("svg, .plot, .sr, .picker, .skip") && it.getClientRects().length > 0);
  const scrolls = (it) => { for (let up = it.parentElement; up; up = up.parentElement) if (isCut(up) && !up.matches(".frame")) return true; };
  const outside = all.filter((it) => { const { left, right } = it.getBoundingClientRect(); return (right > innerWidth + 1 || left < -1) && !scrolls(it); });
  // On a phone the strip goes to the window's edges, out of the box that it lies in.
  const isLeft = (it) => it.matches("[data-size=narrow] .floor");
  const overfull = all.filter((it) => !isLeft(it) && it.matches("div, ul, ol, section, nav, header, main, p, li, form") && it.scrollWidth > it.clientWidth + ROOM && it.clientWidth > 0 && !isCut(it) && getComputedStyle(it).display !== "inline");
  return [...outside.map((it) => `${name(it)} is outside`), ...overfull.map((it) => `${name(it)}: ${it.scrollWidth} in ${it.clientWidth}`)];
};

/** The vectors of `n` pictures, by name, once the browser keeps that many with all that they need. */
const vectors = (n) => new Promise((resolve, reject) => {
  const request = indexedDB.open("ikesu");
  request.onerror = () => reject(request.error);
  request.onsuccess = () => {
    const all = request.result.transaction("items").objectStore("items").getAll();
    all.onsuccess = () => {
      request.result.close();
      const whole = all.result.filter((it) => it.head.bytes > 0 && it.vector.length > 0 && (it.thumb || it.head.is_sample));
      resolve(whole.length === n && Object.fromEntries(whole.map((it) => [it.head.name, [...it.vector].join()])));
    };
  };
});

/** Where the points of the map on a plane are. */
const places = () => ["x", "y"].map((axis) => [...document.querySelector(".plot-canvas").data[1][axis]].join());

/** Every step: it comes, is drawn, and fits its window. */
async function everyStep(driver, name) {
  for (let at = 0; at < 6; at += 1) {
    await driver.run((at) => document.querySelectorAll(".rail-step")[at].click(), at);
    const title = await until(driver, `step ${at} does not come`, (at) => {
      const isThere = document.querySelectorAll(".rail-step")[at].getAttribute("aria-current") && !document.querySelector(".run, .busy");
      const isDrawn = ![2, 3, 5].includes(at) || document.querySelector(".plot-canvas .main-svg") !== null;
      return isThere && isDrawn && document.querySelector(".step h2")?.textContent;
    }, at);
    await driver.run(() => new Promise((resolve) => setTimeout(resolve, 600)));
    await driver.shot(join(SCREENS, `${name}-${at}.png`));
    assert.deepEqual(await driver.run(wide), [], `${driver.version}, ${name}, ${title}`);
  }
}

/** The whole visit, in a desktop's window and in a phone's; gives what was computed of all pictures. */
async function visit(driver, site, blog, name) {
  await driver.goto(site.url);
  await until(driver, "the page does not start", () => document.querySelector(".welcome .is-main") !== null);
  await driver.shot(join(SCREENS, `${name}-welcome.png`));
  await driver.run(() => document.querySelector(".welcome .is-main").click());
  await settled(driver, 60);
  await everyStep(driver, name);

  // Own pictures beside the samples, and all of them after a reload.
  await driver.put("input.picker[multiple]:not([webkitdirectory])", OWN);
  await settled(driver, 64);
  await until(driver, "what was put in is not kept", vectors, 64);
  await driver.goto(`${site.url}?again`);
  await settled(driver, 64);
  await driver.run(() => document.querySelectorAll(".rail-step")[2].click());
  // A plane: Firefox without a screen has no WebGL, and draws none in space.
  await until(driver, "the map has no settings", () => {
    const plane = [...document.querySelectorAll(".step button")].find((it) => it.textContent === "2-D");
    const isDrawn = document.querySelector(".plot-canvas")?.data?.[1].customdata.length === 64 && !document.querySelector(".run, .busy");
    if (plane && isDrawn) plane.click();
    return plane && isDrawn;
  });
  const isPlane = () => {
    const plane = [...document.querySelectorAll(".step button")].find((it) => it.textContent === "2-D");
    const isChosen = plane?.getAttribute("aria-pressed") === "true" && document.querySelector(".plot-canvas")?.data?.[1].type === "scatter";
    return isChosen && !document.querySelector(".run, .busy");
  };
  // It may have been a plane before the map of one was begun, and is drawn in the frames after that has come.
  for (let time = 0; time < 3; time += 1) {
    await until(driver, "the map on a plane does not come", isPlane);
    await driver.run(() => new Promise((resolve) => setTimeout(resolve, 700)));
  }
  const found = { vectors: await until(driver, "what was put in is gone", vectors, 64), places: await driver.run(places) };
  await driver.narrow(PHONE, `${site.url}phone.html`);
  await until(driver, "the window is not a phone's", ({ width }) => innerWidth === width && document.querySelector(".ikesu[data-size=narrow]") !== null, PHONE);
  await settled(driver, 64);
  await everyStep(driver, `${name}-phone`);
  assert.deepEqual(await driver.run(() => faults), [], driver.version);

  await driver.goto(blog.url);
  await until(driver, "the tank has no poster", () => document.querySelector(".ikesu-poster") !== null);
  await driver.run(() => {
    globalThis.fired = [];
    for (const it of ["load", "done", "error"]) document.querySelector("ikesu-tank").addEventListener(it, () => fired.push(it));
    document.querySelector(".ikesu-poster").click();
  });
  await until(driver, "the tank is not done", () => fired.includes("done") && document.querySelector("ikesu-tank .plot-canvas .main-svg") && document.querySelector("ikesu-tank .model-button[data-load=is-ready]") !== null);
  assert.deepEqual(await driver.run(wide), [], `${driver.version}, a tank in a post`);
  assert.deepEqual(await driver.run(() => [faults, fired.filter((it) => it === "error")]), [[], []], driver.version);
  return found;
}

/** The page and a post with a tank in it, that hear their own errors. */
async function hosts() {
  const page = await readFile(join(DIST, "index.html"), "utf8");
  const framed = `<!doctype html><title>phone</title><style>body { margin: 0; }</style><iframe src="./" width="${PHONE.width}" height="${PHONE.height}" style="border: 0"></iframe>`;
  const site = await serveSite({ dir: DIST, base: "/ikesu/", override: { "index.html": page.replace("<head>", () => `<head>${EARS}`), "phone.html": framed } });
  const blog = await serveBlog({ "/": `<!doctype html><html lang="ja"><meta charset="utf-8"><link rel="icon" href="data:,"><title>blog</title>${EARS}<script type="module" src="${site.url}element.js"></script><ikesu-tank src="samples" demo="map"></ikesu-tank>` });
  // To be stopped after the window has closed, or what it still fetches would fail.
  return { site, blog, stop: () => Promise.all([site.stop(), blog.stop()]) };
}

let reference;
/** What Chromium computes, once. */
async function chromium(t) {
  const { site, blog, stop } = await hosts();
  const { page } = await open(t, { hosts: [site, blog] });
  t.after(stop);
  const driver = {
    version: "Chromium",
    goto: (url) => page.goto(url),
    run: (fn, arg) => page.evaluate(fn, arg),
    put: (selector, paths) => page.locator(selector).first().setInputFiles(paths),
    shot: (path) => page.screenshot({ path }),
    narrow: (size) => page.setViewportSize(size),
  };
  return visit(driver, site, blog, "chromium");
}

for (const [engine, { needs, open: openWindow }] of Object.entries(ENGINES)) {
  const missing = Object.keys(needs).filter((it) => !needs[it]);
  test(`${engine}: every step, own photos, a reload and a tank in a post, and the same numbers as Chromium's`, { skip: missing.length > 0 && `${missing.join(", ")} is not here` }, async (t) => {
    await mkdir(SCREENS, { recursive: true });
    if (!reference) await t.test("Chromium, to compare with", async (t) => { reference = await chromium(t); });
    const { site, blog, stop } = await hosts();
    const driver = await openWindow(t, needs, WINDOW);
    t.after(stop);
    t.diagnostic(driver.version);
    const found = await visit(driver, site, blog, engine.toLowerCase());
    assert.deepEqual(found, reference);
  });
}
