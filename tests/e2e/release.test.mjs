// The service worker: the page without a network, and a new release.
import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { DIST, open, serveSite } from "./helpers.mjs";

/** Opens the page, says that the first answer is there, and waits until all of it is kept. */
async function visit(page, site) {
  await page.goto(site.url);
  await page.locator("#shell").waitFor({ state: "detached" });
  await page.evaluate(() => document.getElementById("ikesu").dispatchEvent(new CustomEvent("done")));
  await page.locator("html[data-offline=ready]").waitFor({ state: "attached" });
}

test("after the first answer the page needs no network", async (t) => {
  const site = await serveSite({ dir: DIST, base: "/blog/ikesu/" });
  const { page } = await open(t, { hosts: [site] });
  await visit(page, site);
  await site.stop();
  await page.reload();
  await page.locator("#shell").waitFor({ state: "detached" });
  const files = ["worker.js", await binaryOf("worker"), "vendor/plotly.js", "models/catalog.json"];
  const sizes = await page.evaluate(
    (files) => Promise.all(files.map(async (file) => (await (await fetch(file)).arrayBuffer()).byteLength)), files);
  for (const [at, size] of sizes.entries()) assert.equal(size, (await readFile(join(DIST, files[at]))).length, files[at]);
});

test("a new release is there with the next load, and only what changed is fetched", async (t) => {
  const site = await serveSite({ dir: DIST });
  const { page } = await open(t, { hosts: [site] });
  t.after(() => site.stop());
  await visit(page, site);

  site.dir = await nextRelease(t);
  site.requests.length = 0;
  await page.reload();
  await page.locator("meta[name=release]").waitFor({ state: "attached" });
  await page.locator("#shell").waitFor({ state: "detached" });
  assert(!site.requests.some((request) => /app_bg|plotly/.test(request)), "unchanged files were fetched again");
  await visit(page, site);
  const names = await page.evaluate(async () => {
    const names = [];
    for (const name of await caches.keys()) {
      for (const { url } of await (await caches.open(name)).keys()) names.push(new URL(url).pathname);
    }
    return names;
  });
  assert.deepEqual(names.filter((name, at) => names.indexOf(name) !== at), [], "two releases of one file are kept");
});

/** The name of a binary, which is of what is in it. */
const binaryOf = async (part) => (await readdir(DIST)).find((it) => it.startsWith(`${part}_bg-`));

/** A copy of the page with another index.html, with the list that `cargo xtask dist` would write. */
async function nextRelease(t) {
  const dir = await mkdtemp(join(tmpdir(), "ikesu-release-"));
  t.after(() => rm(dir, { recursive: true }));
  await cp(DIST, dir, { recursive: true });
  const page = await readFile(join(dir, "index.html"), "utf8");
  await writeFile(join(dir, "index.html"), page.replace("<head>", '<head><meta name="release" content="next">'));
  const list = JSON.parse(await readFile(join(dir, "files.json"), "utf8"));
  await writeFile(join(dir, "files.json"), JSON.stringify({ ...list, "index.html": "next" }));
  return dir;
}
