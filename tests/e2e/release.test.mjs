// The service worker: the page without a network, and a new release.
import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { DIST, counted, open, pictures, png, serveSite, settled, step, until } from "./helpers.mjs";

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

/** What the caches hold, by the ends of their addresses. */
const cached = (page) =>
  page.evaluate(async () => {
    const names = [];
    for (const name of await caches.keys()) {
      for (const { url } of await (await caches.open(name)).keys()) names.push(new URL(url).pathname);
    }
    return names;
  });

test("what the first drawing needs is fetched once the page stands, and nothing else: then it needs no network", async (t) => {
  const site = await serveSite({ dir: DIST, base: "/blog/ikesu/" });
  const { page } = await open(t, { hosts: [site] });
  await page.goto(site.url);
  await page.locator("#shell").waitFor({ state: "detached" });
  const needed = ["worker.js", await binaryOf("worker"), "config.json", "preprocessor_config.json", "tokenizer.json", ".safetensors"];
  await until(page, "something has not come", async () => {
    const names = await cached(page);
    return needed.every((it) => names.some((name) => name.endsWith(it)));
  });
  assert.deepEqual(site.requests.filter((it) => /plotly|zip\.js|metrics|samples/.test(it)), []);
  await site.stop();
  // A photo of one's own wants a model that is not fetched unasked; a drawing is the demo model's.
  await step(page, 5);
  await page.locator(".draw-canvas:not(.is-blank)").waitFor();
  await page.locator(".draw-names tbody tr").first().waitFor();
});

test("who saves data fetches nothing ahead", async (t) => {
  const site = await serveSite({ dir: DIST });
  const { page, context } = await open(t, { hosts: [site] });
  t.after(() => site.stop());
  await context.addInitScript(() => Object.defineProperty(navigator, "connection", { value: { saveData: true } }));
  await page.goto(site.url);
  await page.locator("#shell").waitFor({ state: "detached" });
  await page.waitForTimeout(3000);
  assert.deepEqual(site.requests.filter((it) => /worker|models\/demo|plotly|sw\.js/.test(it)), []);
  // What is used is kept all the same.
  await page.evaluate(() => document.getElementById("ikesu").dispatchEvent(new CustomEvent("done")));
  await until(page, "the page is not kept", async () => (await cached(page)).some((it) => it.endsWith("index.html")));
  assert.deepEqual(site.requests.filter((it) => /worker|models\/demo|plotly/.test(it)), []);
});

test("photos that another app shares with the page are in the tank, once", async (t) => {
  const site = await serveSite({ dir: DIST, base: "/blog/ikesu/" });
  const { page } = await open(t, { hosts: [site] });
  t.after(() => site.stop());
  await visit(page, site);
  const { share_target } = await (await page.request.get(`${site.url}manifest.webmanifest`)).json();
  const [field] = share_target.params.files;
  // As the system does it: a form of the page's own, sent to the address of the manifest.
  await page.evaluate(({ action, method, enctype, name }) => {
    const form = Object.assign(document.createElement("form"), { action, method, enctype, id: "share" });
    form.append(Object.assign(document.createElement("input"), { type: "file", name, multiple: true }));
    document.body.append(form);
  }, { ...share_target, name: field.name });
  await page.locator("#share input").setInputFiles(
    ["さば 1/2.png", "あじ.png"].map((name, at) => ({ name, mimeType: "image/png", buffer: png(64, 64, [40, 120, 60 * at]) })));
  await page.evaluate(() => document.getElementById("share").submit());
  await settled(page, 2);
  assert.equal(new URL(page.url()).search, "");
  const names = await pictures(page).evaluateAll((all) => all.map((it) => it.title || it.ariaLabel).join());
  t.diagnostic(names);
  assert.deepEqual((await cached(page)).filter((it) => it.includes("/shared/")), []);
  await page.reload();
  await settled(page, 2);
  await counted(pictures(page), 2);
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
  const names = await cached(page);
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
