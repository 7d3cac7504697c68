// In somebody else's page: a blog on another origin names the element; wasm, worker and model come from ours.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { PICTURES, begin, blogOf, fired, scripted } from "./blog.mjs";
import { ROOT, counted, screenshot, serveHub } from "./helpers.mjs";

test("the element in a blog post of another origin", async (t) => {
  const { site, blog, list, page } = await blogOf(
    t,
    (site) => `<h1>My post</h1><script type="module" src="${site.url}element.js"></script>
      <ikesu-tank id="one" src="/list.json" demo="map" seed="3" n-neighbors="4"></ikesu-tank>
      <ikesu-tank id="two" src="samples"></ikesu-tank>`,
  );
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
  await counted(page.locator("#one .cell.is-picture"), PICTURES.length);
  await page.locator("#one .plot-canvas").first().waitFor();
  await screenshot(page, "embed");
  // Two tanks on one page do not know of each other.
  const others = new Set(page.workers());
  const nOfTwo = () => page.workers().filter((it) => !others.has(it)).length;
  await page.locator("#two button.ikesu-poster").click();
  await page.locator("#two .cell.is-picture").first().waitFor();
  await counted(page.locator("#one .cell.is-picture"), PICTURES.length);
  for (let at = 0; at < 100 && !nOfTwo(); at += 1) await page.waitForTimeout(100);
  assert(nOfTwo() > 0);
  // Taken out, it takes its workers with it.
  await page.evaluate(() => document.getElementById("two").remove());
  for (let at = 0; at < 50 && nOfTwo(); at += 1) await page.waitForTimeout(100);
  assert.equal(nOfTwo(), 0);
});

test("the page in a frame of another origin", async (t) => {
  const { blog, page } = await blogOf(t, (site) => `<iframe src="${site.url}" width="900" height="700" allow="camera; fullscreen; web-share"></iframe>`);
  await page.goto(blog.url);
  const frame = page.frameLocator("iframe");
  await frame.locator(".welcome .is-main").click();
  await frame.locator(".cell.is-picture img").first().waitFor({ timeout: 60_000 });
});

test("the attributes lang, model, seed and n-neighbors have their effect", async (t) => {
  const hub = await serveHub({ "tiny/gelu": join(ROOT, "tests/golden/clip/gelu") });
  t.after(() => hub.stop());
  const { site, blog, page } = await blogOf(
    t,
    (site) => scripted(site, `<ikesu-tank src="/list.json" demo="map" lang="en" seed="77" n-neighbors="3" model="${hub.origin}/tiny/gelu/resolve/main/"></ikesu-tank>`),
    { hosts: [hub], lists: { "/list.json": PICTURES.map((name) => ({ url: name, name })) } },
  );
  await page.goto(blog.url);
  await page.getByRole("button", { name: "Click to start" }).waitFor();
  await begin(page);
  await fired(page, "done");
  const tank = page.locator("ikesu-tank");
  // The blog and the person are Japanese; the tank is not.
  await tank.getByRole("heading", { name: "Make it visible", exact: true }).waitFor();
  await tank.locator(".model-button[data-load=is-ready]").filter({ hasText: "tiny/gelu" }).waitFor();
  assert(!site.requests.some((it) => it.endsWith(".safetensors")), "the demo model was fetched, too");
  assert.equal(await tank.getByRole("slider", { name: "Neighbours" }).inputValue(), "3");
  const dice = tank.getByRole("button", { name: "Throw the dice" });
  assert.equal(await dice.innerText(), "77");
  await tank.locator(".plot-canvas[aria-label^='Map of 4 points']").waitFor();
  await tank.locator(".rail-step").nth(3).click();
  await tank.locator(".player").waitFor();
  assert.equal(await dice.innerText(), "77");
});

test("a tank in Japanese in an English post, with a model of the catalog by its key", async (t) => {
  const { blog, page } = await blogOf(
    t,
    (site) => scripted(site, '<ikesu-tank src="/list.json" demo="names" lang="ja" model="demo"></ikesu-tank>'),
    { lang: "en", locale: "en-US", lists: { "/list.json": [{ url: "fish.png", name: "noone.png" }] } },
  );
  await page.goto(blog.url);
  await page.getByRole("button", { name: "クリックではじめる" }).waitFor();
  await begin(page);
  await fired(page, "done");
  await page.locator("ikesu-tank").getByText("魚の名前候補").waitFor();
  await page.locator("ikesu-tank .model-button[data-load=is-ready]").filter({ hasText: "見本モデル" }).waitFor();
});

test("a list of words alone fills the map with names", async (t) => {
  const words = ["アユ", { name: "サバ" }, { name: "マダイ" }, "イカ", { name: "タコ" }];
  const { blog, page } = await blogOf(
    t,
    (site) => scripted(site, '<ikesu-tank src="words.json" demo="map"></ikesu-tank>'),
    { lists: { "/words.json": words } },
  );
  await page.goto(blog.url);
  await begin(page);
  await fired(page, "done");
  await page.locator(".plot-canvas[aria-label^='5 個の点']").waitFor();
  await page.waitForFunction(() => document.querySelector(".plot-canvas").data?.[1].text.join() === "アユ,サバ,マダイ,イカ,タコ");
  assert.deepEqual(await page.evaluate(() => fired.filter(([name]) => name === "error")), []);
});

test("a tank that opens at the drawing shows its species by name, and two of them share no id", async (t) => {
  const { blog, page } = await blogOf(
    t,
    (site) => scripted(site, '<ikesu-tank id="one" demo="draw"></ikesu-tank><ikesu-tank id="two" demo="draw"></ikesu-tank>'),
  );
  await page.goto(blog.url);
  for (const id of ["one", "two"]) {
    await page.locator(`#${id} button.ikesu-poster`).click();
    const tank = page.locator(`#${id}`);
    await tank.locator(".draw-canvas:not(.is-blank)").waitFor({ timeout: 60_000 });
    await page.waitForFunction((id) => {
      const values = [...document.querySelectorAll(`#${id} .species input`)].map((it) => it.value);
      return values.join() === "アユ,サンマ";
    }, id);
    // The canvas is not empty.
    await page.waitForFunction((id) => {
      const canvas = document.querySelector(`#${id} .draw-canvas`);
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      return data.every((it, at) => at % 4 !== 3 || it === 255) && new Set(new Uint32Array(data.buffer)).size > 100;
    }, id);
    await tank.locator(".draw-answer strong").filter({ hasText: /./ }).waitFor({ timeout: 60_000 });
  }
  const controls = await page.locator(".species input").evaluateAll((all) => all.map((it) => it.getAttribute("aria-controls")));
  assert.equal(new Set(controls).size, 4, controls.join());
});

for (const [what, attributes, words] of [
  ["a list that does not exist", 'src="/nothing.json"', /nothing\.json|404/],
  ["a model that is mistyped", 'src="samples" model="dmeo"', /dmeo|404/],
  ["a step that there is none of", 'src="samples" demo="maps"', /demo must be vectors, names, map, clusters, odd or draw, not "maps"/],
  ["a language that there is none of", 'src="samples" lang="fr"', /lang must be ja or en, not "fr"/],
]) {
  test(`${what} is told by an error event with a message`, async (t) => {
    const { blog, page, allow } = await blogOf(t, (site) => scripted(site, `<ikesu-tank ${attributes}></ikesu-tank>`));
    allow(/Failed to load resource.*404/);
    await page.goto(blog.url);
    await begin(page);
    const { message } = await fired(page, "error");
    assert.match(message, words);
    assert.deepEqual(await page.evaluate(() => fired.filter(([name]) => name === "done")), []);
  });
}

test("a number of neighbours that cannot be is told beside its slider", async (t) => {
  const { blog, page } = await blogOf(
    t,
    (site) => scripted(site, '<ikesu-tank src="/list.json" demo="map" n-neighbors="1"></ikesu-tank>'),
    { lists: { "/list.json": PICTURES.map((name) => ({ url: name, name })) } },
  );
  await page.goto(blog.url);
  await begin(page);
  const knob = page.locator(".knob").filter({ hasText: "近所の数" });
  await knob.getByText("設定の値（n_neighbors）が範囲の外です。値をもどしてください。").waitFor({ timeout: 60_000 });
  await page.getByRole("slider", { name: "近所の数" }).fill("3");
  await page.locator(".plot-canvas[aria-label^='4 個の点']").waitFor();
  await knob.getByText("範囲の外です").waitFor({ state: "detached" });
});

for (const [allowed, allow] of [[true, 'allow="camera; fullscreen; web-share"'], [false, ""]]) {
  test(`in a frame ${allowed ? "that is allowed the camera a picture is taken" : "that is not allowed the camera the page says what to do"}`, async (t) => {
    const opened = await blogOf(t, (site) => `<iframe src="${site.url}" width="900" height="700" ${allow}></iframe>`);
    const { blog, page } = opened;
    opened.allow(/Permissions policy violation/);
    await page.goto(blog.url);
    const frame = page.frameLocator("iframe");
    await frame.getByRole("button", { name: "カメラでとる" }).first().click();
    if (!allowed) {
      await frame.getByText("カメラが許可されていません。").waitFor();
      await frame.getByRole("button", { name: "端末のカメラアプリでとる" }).waitFor();
      return;
    }
    await frame.getByRole("button", { name: "とる", exact: true }).click();
    await frame.locator(".taken").waitFor();
    await frame.locator(".panel").press("Escape");
    await frame.locator(".cell.is-picture:not(.is-waiting, .is-working, .is-failed) img").waitFor({ timeout: 60_000 });
    await frame.locator(".cell.is-picture").click();
    await frame.locator(".detail-title").filter({ hasText: "640 × 480" }).waitFor();
  });
}

test("embed.html shows both ways, and what its buttons copy works in a post", async (t) => {
  const { site, blog, files, page } = await blogOf(t, () => "");
  await page.goto(`${site.url}embed.html`);
  await page.locator("button.ikesu-poster").waitFor();
  const snippets = {};
  for (const [id, at] of [["tank", 0], ["frame", 1]]) {
    const button = page.getByRole("button", { name: "コピー / Copy" }).first();
    await button.click();
    await page.getByRole("button", { name: "コピーしました / Copied" }).nth(at).waitFor();
    snippets[id] = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(snippets[id], await page.locator(`#${id}`).textContent());
    assert(snippets[id].includes(site.url), snippets[id]);
  }
  await page.locator("button.ikesu-poster").click();
  await page.locator("ikesu-tank .plot-canvas[aria-label^='60 個の点']").waitFor({ timeout: 120_000 });
  await page.locator("iframe").scrollIntoViewIfNeeded();
  await page.frameLocator("iframe").locator(".welcome .is-main").waitFor({ timeout: 60_000 });
  assert.equal(await page.locator("iframe").getAttribute("allow"), "camera; fullscreen; web-share");

  files["/"] = `<!doctype html><html lang="ja"><meta charset="utf-8"><link rel="icon" href="data:,"><title>blog</title>${snippets.tank}<hr>${snippets.frame}`;
  await page.goto(blog.url);
  await begin(page);
  await fired(page, "done");
  await page.locator("ikesu-tank .plot-canvas[aria-label^='60 個の点']").waitFor();
  await page.locator("iframe").scrollIntoViewIfNeeded();
  await page.frameLocator("iframe").locator(".welcome .is-main").waitFor({ timeout: 60_000 });
});

test("07_copy: a copy of a tank has one poster, and starts by itself", async (t) => {
  const { blog, page } = await blogOf(t, (site) => scripted(site, '<ikesu-tank src="samples" demo="names"><p>さかな</p></ikesu-tank>'));
  await page.goto(blog.url);
  await page.locator(".ikesu-poster").waitFor();
  const copied = () => page.evaluate(() => {
    const tank = document.querySelector("ikesu-tank");
    tank.replaceWith(tank.cloneNode(true));
  });
  await copied();
  await counted(page.locator(".ikesu-poster"), 1);
  await counted(page.locator(".ikesu-poster p"), 1);
  await begin(page);
  await fired(page, "done");
  await copied();
  assert.deepEqual([await page.locator(".ikesu-poster").count(), await page.locator("ikesu-tank .ikesu").count()], [1, 0]);
  await begin(page);
  await fired(page, "done");
});

test("08_move: a tank that is moved keeps what is in it; one that is taken out is gone", async (t) => {
  const { blog, page } = await blogOf(t, (site) => scripted(site, '<section id="a"><ikesu-tank src="/list.json" demo="names"></ikesu-tank></section><section id="b"></section>'), {
    lists: { "/list.json": PICTURES.map((name) => ({ url: name, name })) },
  });
  await page.goto(blog.url);
  await begin(page);
  await fired(page, "done");
  await page.evaluate(() => document.getElementById("b").append(document.querySelector("ikesu-tank")));
  await counted(page.locator("#b .cell.is-picture"), PICTURES.length);
  await page.locator("#b .rail-step").nth(2).click();
  await page.getByRole("heading", { name: "見える化", exact: true }).waitFor();
  const left = await page.evaluate(async () => {
    const tank = document.querySelector("ikesu-tank");
    tank.remove();
    await null;
    return tank.childNodes.length;
  });
  assert.equal(left, 0);
});

test("a poster, a start when it comes into sight, and a word once it stands", async (t) => {
  const { blog, page, site } = await blogOf(t, (site) => scripted(site, `<ikesu-tank id="one" poster="/fish.png"></ikesu-tank>
    <div style="height: 4000px"></div><ikesu-tank id="two" loading="lazy" demo="map"></ikesu-tank>`));
  await page.goto(blog.url);
  await page.waitForFunction(() => document.querySelector("#one .ikesu-poster img")?.naturalWidth > 0);
  await page.evaluate(() => {
    globalThis.loaded = 0;
    document.getElementById("two").addEventListener("load", () => (globalThis.loaded += 1));
  });
  await page.locator("#two .ikesu-poster").waitFor();
  assert(!site.requests.some((it) => /\.wasm/.test(it)), "it is out of sight");
  await page.locator("#two").scrollIntoViewIfNeeded();
  await page.waitForFunction(() => globalThis.loaded === 1);
  await counted(page.locator("#two .ikesu"), 1);
});

test("inside a shadow the styles are where the tank is", async (t) => {
  const { blog, page } = await blogOf(t, (site) => scripted(site, '<div id="host"></div>'));
  await page.goto(blog.url);
  await page.waitForFunction(() => customElements.get("ikesu-tank"));
  await page.evaluate(() => {
    const root = document.getElementById("host").attachShadow({ mode: "open" });
    root.append(document.createElement("ikesu-tank"));
  });
  await page.waitForFunction(() => {
    const poster = document.getElementById("host").shadowRoot.querySelector(".ikesu-poster");
    return poster && getComputedStyle(poster).borderRadius === "16px";
  });
});
