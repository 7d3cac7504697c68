// Somebody else's page with a tank in it.
import { join } from "node:path";
import { DIST, ROOT, folderOf, open, serveBlog, serveSite } from "./helpers.mjs";

export const PICTURES = ["fish.png", "grey.png", "noise.png", "palette.png"];

/** A blog whose only post is `body(site)`, and a window for it; `lists` are collections by path. */
export async function blogOf(t, body, { lang = "ja", lists = {}, hosts = [], ...options } = {}) {
  const site = await serveSite({ dir: DIST, base: "/ikesu/" });
  const list = PICTURES.map((name) => ({ url: name, name }));
  const files = { "/": `<!doctype html><html lang="${lang}"><meta charset="utf-8"><link rel="icon" href="data:,"><title>blog</title><body>${body(site)}` };
  for (const name of PICTURES) files[`/${name}`] = { file: join(ROOT, "tests/golden/clip/pictures", name) };
  const folder = await folderOf(t, Object.fromEntries(Object.entries(lists).map(([path, it]) => [path.slice(1), JSON.stringify(it)])));
  for (const path of Object.keys(lists)) files[path] = { file: join(folder, path) };
  const blog = await serveBlog(files);
  const opened = await open(t, { hosts: [site, blog, ...hosts], ...options });
  // After the window has closed, or what it still fetches would fail.
  t.after(() => Promise.all([site.stop(), blog.stop()]));
  return { site, blog, files, list, ...opened };
}

/** A post with our script and one tank. */
export const scripted = (site, tank) => `<script type="module" src="${site.url}element.js"></script>${tank}`;

/** Starts the only tank of the post; gives what it fires, `[name, detail]` each, as it comes. */
export async function begin(page) {
  await page.evaluate(() => {
    globalThis.fired = [];
    const tank = document.querySelector("ikesu-tank");
    for (const name of ["progress", "done", "error"]) tank.addEventListener(name, ({ detail }) => fired.push([name, detail]));
  });
  await page.locator("ikesu-tank button.ikesu-poster").click();
}

/** Waits for an event; gives the detail of the first. */
export async function fired(page, name) {
  await page.waitForFunction((name) => fired.some(([it]) => it === name), name, { timeout: 120_000 });
  return page.evaluate((name) => fired.find(([it]) => it === name)[1], name);
}
