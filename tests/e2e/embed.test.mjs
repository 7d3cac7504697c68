// In somebody else's page: a blog on another origin names the element; wasm, worker and model come from ours.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { DIST, ROOT, open, screenshot, serveBlog, serveSite } from "./helpers.mjs";

const PICTURES = ["fish.png", "grey.png", "noise.png", "palette.png"];

async function blogOf(t, body) {
  const site = await serveSite({ dir: DIST, base: "/ikesu/" });
  const list = PICTURES.map((name) => ({ url: name, name }));
  const files = { "/": `<!doctype html><html lang="ja"><meta charset="utf-8"><link rel="icon" href="data:,"><title>blog</title><body>${body(site)}` };
  for (const name of PICTURES) files[`/${name}`] = { file: join(ROOT, "tests/golden/clip/pictures", name) };
  const blog = await serveBlog(files);
  t.after(() => Promise.all([site.stop(), blog.stop()]));
  return { site, blog, list };
}

test("the element in a blog post of another origin", async (t) => {
  const { site, blog, list } = await blogOf(
    t,
    (site) => `<h1>My post</h1><script type="module" src="${site.url}element.js"></script>
      <ikesu-tank id="one" src="/list.json" demo="map" seed="3" n-neighbors="4"></ikesu-tank>
      <ikesu-tank id="two" src="samples"></ikesu-tank>`,
  );
  const { page } = await open(t, { hosts: [site, blog] });
  await page.route("**/list.json", (route) => route.fulfill({ json: list }));
  await page.goto(blog.url);
  await page.locator("#one button.ikesu-poster").waitFor();
  assert(!site.requests.some((it) => /\.wasm|plotly/.test(it)), "something heavy was loaded before the click");
  await page.evaluate(() => {
    globalThis.heard = [];
    for (const name of ["progress", "done", "error"]) document.getElementById("one").addEventListener(name, () => heard.push(name));
  });
  await page.locator("#one button.ikesu-poster").click();
  await page.waitForFunction(() => heard.includes("done"), undefined, { timeout: 120_000 });
  assert.deepEqual(await page.evaluate(() => [heard.includes("progress"), heard.includes("error")]), [true, false]);
  assert.equal(await page.locator("#one .cell.is-picture").count(), PICTURES.length);
  await page.locator("#one .plot-canvas").first().waitFor();
  await screenshot(page, "embed");
  // Two tanks on one page do not know of each other.
  await page.locator("#two button.ikesu-poster").click();
  await page.locator("#two .cell.is-picture").first().waitFor();
  assert.equal(await page.locator("#one .cell.is-picture").count(), PICTURES.length);
  // Taken out, it takes its worker with it.
  await page.evaluate(() => document.getElementById("two").remove());
  await page.waitForFunction(() => true);
  for (let at = 0; at < 50 && page.workers().length > 1; at += 1) await page.waitForTimeout(100);
  assert.equal(page.workers().length, 1);
});

test("the page in a frame of another origin", async (t) => {
  const { site, blog } = await blogOf(t, (site) => `<iframe src="${site.url}" width="900" height="700" allow="camera; fullscreen"></iframe>`);
  const { page } = await open(t, { hosts: [site, blog] });
  await page.goto(blog.url);
  const frame = page.frameLocator("iframe");
  await frame.locator(".welcome .is-main").click();
  await frame.locator(".cell.is-picture img").first().waitFor({ timeout: 60_000 });
});
