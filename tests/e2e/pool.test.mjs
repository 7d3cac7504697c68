// Many pictures and several workers: how they share the work, and what becomes of it when one of them dies.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { DIST, counted, drop, folderOf, numbers, open, png, pressWhen, serveBlog, serveSite, settled, start } from "./helpers.mjs";

/** So many that a second worker is of use however long it takes to start. */
const MANY = 60;

/**
 * Put before the worker's own text: each tells over a channel what it is asked, `[worker, command]`, and is told that
 * the machine has `cores`. A copy throws when it is asked for picture number `dies`.
 */
const watched = async (cores, dies = 0) => `
Object.defineProperty(navigator, "hardwareConcurrency", { get: () => ${cores} });
const channel = new BroadcastChannel("watch");
const me = Math.random();
let isCopy = false, nPictures = 0;
addEventListener("message", ({ data }) => {
  const [name] = Object.keys(data.head);
  channel.postMessage([me, name]);
  isCopy ||= name === "Copy";
  if (isCopy && name === "EmbedPicture" && ++nPictures === ${dies}) setTimeout(() => { throw new Error("killed"); });
});
${await readFile(join(DIST, "worker.js"), "utf8")}`;

function watch() {
  globalThis.seen = [];
  new BroadcastChannel("watch").onmessage = ({ data }) => seen.push(data);
}

/** What each worker was asked for, by name and number, the first to have a picture first. */
const shares = (page) => page.evaluate(() => {
  const workers = new Map();
  for (const [worker, name] of seen) {
    const counts = workers.get(worker) ?? {};
    counts[name] = (counts[name] ?? 0) + 1;
    workers.set(worker, counts);
  }
  return [...workers.values()];
});

async function files(t, n, width = 800, height = 600) {
  const name = (at) => `${String(at).padStart(3, "0")}.png`;
  const all = Array.from({ length: n }, (_, at) => [name(at), png(width, height, (x, y) => [(x * (at + 1)) % 256, (y * 3) % 256, (at * 7) % 256])]);
  const folder = await folderOf(t, Object.fromEntries(all));
  return all.map(([name]) => join(folder, name));
}

/** Opens the page on a machine of `cores`, drops the pictures, and gives their numbers once all have them. */
async function embed(t, paths, cores, dies = 0) {
  const { page } = await start(t, { init: watch, override: { "worker.js": await watched(cores, dies) } });
  await drop(page, ".frame", paths);
  await settled(page, paths.length);
  await counted(page.locator(".cell.is-failed"), 0);
  return { page, found: await numbers(page), shares: await shares(page) };
}

test("two workers share many pictures, and their vectors are those of one", async (t) => {
  const paths = await files(t, MANY);
  const one = await embed(t, paths, 1);
  assert.equal(one.shares.length, 1);
  const two = await embed(t, paths, 2);
  t.diagnostic(JSON.stringify(two.shares.map(({ EmbedPicture, Part }) => ({ EmbedPicture, Part }))));
  assert.equal(two.shares.length, 2);
  // The model is fetched by the first alone, and goes to the other from memory.
  const [first, copy] = two.shares;
  assert.deepEqual([first.Load, first.Copy, copy.Load, copy.Copy], [1, undefined, undefined, 1]);
  assert(copy.EmbedPicture > 3, "the copy had next to nothing to do");
  assert.equal(first.EmbedPicture, paths.length);
  assert.deepEqual(two.found, one.found);
});

test("a worker dies in the middle: its pictures are done by the other, and nobody is troubled", async (t) => {
  const paths = await files(t, MANY);
  const { page, shares } = await embed(t, paths, 2, 3);
  assert.equal(shares.length, 2, "another was started");
  // The one that it died of, and at most one more that was on its way.
  assert([3, 4].includes(shares[1].EmbedPicture), `it had ${shares[1].EmbedPicture} pictures`);
  await counted(page.locator(".notices"), 0);
});

test("few pictures, and a phone, have one worker", async (t) => {
  const paths = await files(t, MANY);
  assert.equal((await embed(t, paths.slice(0, 2), 4)).shares.length, 1);
  const { page } = await start(t, { init: watch, override: { "worker.js": await watched(4) }, window: "phone", userAgent: "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148" });
  await drop(page, ".frame", paths);
  await settled(page, paths.length);
  assert.equal((await shares(page)).length, 1);
});

test("five hundred pictures are stopped half way, by all workers at once, and go on when asked", async (t) => {
  const { page } = await start(t, { init: watch, override: { "worker.js": await watched(2) } });
  const paths = await files(t, 500, 160, 120);
  await drop(page, ".frame", paths);
  const isDone = "() => document.querySelectorAll('.cell.is-picture:not(.is-waiting, .is-working)').length > 40";
  await pressWhen(page, ".busy:not(.is-stopped) button", isDone);
  await page.waitForFunction(() => !document.querySelector(".cell.is-waiting, .cell.is-working, .busy:not(.is-stopped)"));
  const nPictures = () => page.evaluate(() => seen.filter(([, name]) => name === "EmbedPicture").length);
  // The second worker hears of what was lent to it once its slice is over, after the page has been told.
  await page.waitForTimeout(500);
  const nAsked = await nPictures();
  // The list shows some hundreds and folds the rest.
  const nStopped = Number((await page.locator(".busy.is-stopped .busy-line").innerText()).match(/\d+/)[0]);
  t.diagnostic(`${nStopped} of 500 were stopped`);
  assert(nStopped > 100 && nStopped < 460);
  await page.waitForTimeout(500);
  assert.equal(await nPictures(), nAsked, "something goes on");
  await page.locator(".busy.is-stopped button").click();
  // Between the line of what was stopped and that of what goes on there may be none for a moment.
  const isOver = () => !document.querySelector(".busy, .cell:is(.is-waiting, .is-working, .is-stopped)");
  await page.waitForFunction(isOver, undefined, { timeout: 120_000 });
  await counted(page.locator(".cell.is-failed"), 0);
  // Those that were done are not done again.
  const nAskedInAll = await page.evaluate(() => seen.filter(([worker, name]) => worker === seen[0][0] && name === "EmbedPicture").length);
  assert(nAskedInAll >= 500 && nAskedInAll < 510, `${nAskedInAll} were asked for`);
});

test("a frame of another origin has several workers too", async (t) => {
  const site = await serveSite({ dir: DIST, base: "/ikesu/", override: { "worker.js": await watched(2) } });
  const blog = await serveBlog({ "/": `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>blog</title><iframe src="${site.url}" width="900" height="700"></iframe>` });
  const { page, context } = await open(t, { hosts: [site, blog] });
  t.after(() => Promise.all([site.stop(), blog.stop()]));
  await context.addInitScript(watch);
  await page.goto(blog.url);
  await page.frameLocator("iframe").locator(".welcome").waitFor();
  const frame = page.frames()[1];
  const paths = await files(t, MANY);
  await drop(frame, ".frame", paths);
  await settled(frame, paths.length);
  const found = await shares(frame);
  assert.equal(found.length, 2);
  assert(found[1].EmbedPicture > 3);
});
