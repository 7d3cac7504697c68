// The Plotly bundle and its bridge, without the app: points on a plane, points in space, bars.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DIST, open, screenshot, serveBlog } from "./helpers.mjs";
import { join } from "node:path";

const PAGE = `<!doctype html><html lang="ja"><title>plot</title><link rel="icon" href="data:,">
  <style>body > div { width: 380px; height: 380px; float: left }</style><div id="plane"></div><div id="space"></div><div id="bars"></div>`;

test("the bridge draws, answers, recolours and goes away", async (t) => {
  const site = await serveBlog({
    "/": PAGE,
    "/plot.js": { file: join(DIST, "plot.js") },
    "/vendor/plotly.js": { file: join(DIST, "vendor/plotly.js") },
  });
  t.after(() => site.stop());
  const { page } = await open(t, { hosts: [site] });
  await page.goto(site.url);

  await page.evaluate(async () => {
    const plot = await import("/plot.js");
    await Promise.all([plot.load(`${location.origin}/`), plot.load(`${location.origin}/`)]);
    const [plane, space, bars] = ["plane", "space", "bars"].map((id) => document.getElementById(id));
    const x = Array.from({ length: 60 }, (_, i) => Math.cos(i / 5) * i);
    const y = Array.from({ length: 60 }, (_, i) => Math.sin(i / 5) * i);
    const z = Array.from({ length: 60 }, (_, i) => i);
    const customdata = z;
    const marker = { size: 8, color: "#0b6fb8" };
    Object.assign(window, { touches: [], hovers: 0 });
    plot.on(plane, "hover", () => window.hovers++);
    plot.on(plane, "click", ({ points }) => window.touches.push(points[0]));
    await plot.draw(plane, [{ type: "scatter", mode: "markers", x, y, customdata, marker }], { title: { text: "平面" } }, {});
    await plot.draw(space, [{ type: "scatter3d", mode: "markers", x, y, z, marker }], { title: { text: "空間" } }, {});
    await plot.draw(bars, [{ type: "bar", x: ["サバ", "タイ", "アジ"], y: [0.31, 0.27, 0.22] }], {}, {});
    await plot.recolor(plane, { "marker.symbol": ["square"] }, {}, [0]);
    window.plot = plot;
  });

  // The click finds its item and says where it is.
  const point = page.locator("#plane .point").last();
  const box = await point.boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 });
  await page.waitForFunction(() => window.hovers > 0);
  await screenshot(page, "plot");
  await page.mouse.down();
  await page.mouse.up();
  await page.waitForFunction(() => window.touches.length > 0);
  const [touch] = await page.evaluate(() => window.touches);
  assert.equal(touch.customdata, 59);
  assert(Math.abs(touch.left - (box.x + box.width / 2)) < 12, `${touch.left} is not where the point is`);
  assert.equal(await page.locator("#bars .bars .point").count(), 3);

  // The space is not empty: its picture holds the points' colour.
  const n_blue = await page.evaluate(async () => {
    const image = new Image();
    image.src = await window.plot.toImage(document.getElementById("space"), { format: "png", width: 300, height: 300 });
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: 300, height: 300 }).getContext("2d");
    canvas.drawImage(image, 0, 0);
    const { data } = canvas.getImageData(0, 0, 300, 300);
    let n_blue = 0;
    for (let at = 0; at < data.length; at += 4) n_blue += data[at] < 80 && data[at + 2] > 120 ? 1 : 0;
    return n_blue;
  });
  assert(n_blue > 300, `only ${n_blue} pixels are blue`);

  // The buttons speak the page's language.
  assert.equal(await page.locator('#plane [data-title="Download plot as a PNG"]').count(), 0);

  await page.evaluate(() => ["plane", "space", "bars"].forEach((id) => window.plot.dispose(document.getElementById(id))));
  assert.equal(await page.locator("#space canvas").count(), 0);
});
