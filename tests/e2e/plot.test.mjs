// The Plotly bundle and its bridge, without the app: points on a plane, points in space.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DIST, counted, open, screenshot, serveBlog } from "./helpers.mjs";
import { join } from "node:path";

const PAGE = `<!doctype html><html lang="ja"><title>plot</title><link rel="icon" href="data:,">
  <style>body { --cluster-0: #0b6fb8; --ink: #111; --surface: #fff } body > div { width: 380px; height: 380px; float: left }</style><div id="plane"></div><div id="space"></div>`;

test("the bridge draws, answers, changes what is drawn and goes away", async (t) => {
  const site = await serveBlog({
    "/": PAGE,
    "/plot.js": { file: join(DIST, "plot.js") },
    "/hand.js": { file: join(DIST, "hand.js") },
    "/signs.js": { file: join(DIST, "signs.js") },
    "/vendor/plotly.js": { file: join(DIST, "vendor/plotly.js") },
  });
  t.after(() => site.stop());
  const { page } = await open(t, { hosts: [site] });
  await page.goto(site.url);

  await page.evaluate(async () => {
    const plot = await import("/plot.js");
    await Promise.all([plot.load(`${location.origin}/`), plot.load(`${location.origin}/`)]);
    const [plane, space] = ["plane", "space"].map((id) => document.getElementById(id));
    const n = 60;
    const texts = Array.from({ length: n }, (_, i) => `点 ${i}`);
    const items = Uint32Array.from({ length: n }, (_, i) => 100 + i);
    const places = Float32Array.from({ length: 3 * n }, (_, at) => {
      const i = Math.floor(at / 3);
      return [Math.cos(i / 5) * i, Math.sin(i / 5) * i, i][at % 3];
    });
    // Of the first cluster, a disc each; the last one is odd.
    const wears = Int32Array.from({ length: 4 * n }, (_, at) => (at === 4 * n - 2 ? 1 : 0));
    const [links, centres] = [places.subarray(0, 6), Float32Array.of(0, 1, 2, 3)];
    const bounds = Float32Array.of(-70, 70, -70, 70, -10, 70);
    Object.assign(window, { touches: [], hovers: 0 });
    plot.on(plane, "hover", () => window.hovers++);
    plot.on(plane, "click", (...touch) => window.touches.push(touch));
    const draw = (element, inSpace, hasText) =>
      plot.draw(element, texts, [], [], items, places, wears, links, centres, bounds, inSpace, hasText, false, true, true);
    await draw(plane, false, true);
    await draw(space, true, false);
    await draw(plane, false, false);
    window.plot = plot;
  });

  // The click finds its item and says where it is.
  const point = page.locator("#plane .trace").nth(1).locator(".point").last();
  const box = await point.boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 });
  await page.waitForFunction(() => window.hovers > 0);
  await screenshot(page, "plot");
  await page.mouse.down();
  await page.mouse.up();
  await page.waitForFunction(() => window.touches.length > 0);
  const [[item, left]] = await page.evaluate(() => window.touches);
  assert.equal(item, 159);
  assert(Math.abs(left - (box.x + box.width / 2)) < 12, `${left} is not where the point is`);
  // What is drawn was changed in place: the texts are gone, the points are not.
  await counted(page.locator("#plane .textpoint").filter({ hasText: "点" }), 0);
  await counted(page.locator("#plane .trace").nth(1).locator(".point"), 60);

  // The space is not empty: its picture holds the points' colour.
  const n_blue = await page.evaluate(async () => {
    const image = new Image();
    image.src = (await window.plot.toCanvas(document.getElementById("space"))).toDataURL("image/png");
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: 760, height: 760 }).getContext("2d");
    canvas.drawImage(image, 0, 0);
    const { data } = canvas.getImageData(0, 0, 760, 760);
    let n_blue = 0;
    for (let at = 0; at < data.length; at += 4) n_blue += data[at] < 80 && data[at + 2] > 120 ? 1 : 0;
    return n_blue;
  });
  assert(n_blue > 300, `only ${n_blue} pixels are blue`);

  // The buttons speak the page's language.
  await counted(page.locator('#plane [data-title="Download plot as a PNG"]'), 0);

  await page.evaluate(() => ["plane", "space"].forEach((id) => window.plot.dispose(document.getElementById(id))));
  await counted(page.locator("#space canvas"), 0);
});
