// お絵かき: a drawing that is moved by sliders, and everything that moves with it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { asked, counted, loadDice, nothingSideways, pictures, screenshot, settled, slide, start, step, still, useSamples } from "./helpers.mjs";

const DRAW = 5;

const answer = (page) => page.locator(".draw-answer strong");
const plot = (page) => page.locator(".plot-canvas");
const morph = (page) => page.getByRole("slider", { name: /^(へんしん|Morph)/ });

/** Opens the page at the step of drawing, and waits for the first answer. */
async function draw(t, options) {
  const opened = await start(t, options);
  await step(opened.page, DRAW);
  await answer(opened.page).waitFor();
  await walked(opened.page);
  return opened;
}

/** Waits until all nine drawings of the morph's way have their names and nothing moves any more. */
async function walked(page) {
  await page.locator(".draw-way[data-steps='9']").waitFor();
  await still(page);
}

/** Does `act`, and waits until the worker has made `n` drawings because of it and the way is there. */
async function drawn(page, n, act) {
  const before = await asked(page, "Draw");
  await act();
  await page.waitForFunction((least) => (globalThis.asked.Draw ?? 0) >= least, before + n);
  await walked(page);
}

// All pixels of the drawing, as a number; in the page.
const sum = () => {
  const canvas = document.querySelector(".draw-canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return data.reduce((sum, it) => (Math.imul(sum, 31) + it) | 0, 7);
};

/** All pixels of the drawing, as a number. */
const inked = (page) => page.evaluate(sum);

/** Waits until the drawing is another than `before`. */
const redrawn = (page, before) => page.waitForFunction(`(${sum})() !== ${before}`);

/** What the map shows of the drawing: its place, the way, and the points that stand still. */
const places = (page) =>
  plot(page).evaluate(({ data }) => {
    const [points, way, drawn] = [data[1], data[5], data[6]].map(({ x, y, z }) => x.map((_, at) => [x[at], y[at], z?.[at]]));
    return { points, way, drawn };
  });

for (const window of ["desktop", "phone"]) {
  test(`from the first click to a morph on a ${window}, with an empty tank`, async (t) => {
    const { page } = await start(t, { window });
    await page.locator(".welcome").getByRole("button", { name: "お絵かきしてみる" }).click();
    await answer(page).waitFor();
    assert.equal(await answer(page).innerText(), "アユ");
    await counted(page.locator(".welcome"), 0);
    // What there is to play with is in sight, above the rail of a narrow window.
    const rail = await page.locator(".rail").boundingBox();
    const bottom = window === "phone" ? rail.y : page.viewportSize().height;
    for (const it of [page.locator(".draw-canvas"), answer(page), morph(page), page.locator(".draw-dice")]) {
      const box = await it.boundingBox();
      assert(box.y >= 0 && box.y + box.height <= bottom, `${it} ends at ${box.y + box.height} of ${bottom}`);
    }
    await nothingSideways(page);
    const before = await inked(page);
    await morph(page).fill("1");
    await page.waitForFunction(() => document.querySelector(".draw-answer strong")?.textContent === "サンマ");
    await redrawn(page, before);
    await walked(page);
    assert.match(await page.locator(".draw-way").innerText(), /アユ → .*サンマ$/);
    await nothingSideways(page);
    await screenshot(page, `sketch-first-${window}`);
  });
}

test("every slider changes the drawing, and its names and numbers with it", async (t) => {
  const { page } = await draw(t);
  const names = () => page.locator(".draw-names tbody").innerText();
  for (const label of ["長さ", "太さ", "色あい", "明るさ", "しま", "点々", "ひれ・うで"]) {
    const before = [await inked(page), await names()];
    await slide(page, label, 0.8);
    await page.waitForFunction((old) => document.querySelector(".draw-names tbody").innerText !== old, before[1]);
    await redrawn(page, before[0]);
  }
  // So does what is around it.
  await page.getByText("まわりと描きかた").click();
  for (const [group, option] of [["背景", "紙"], ["数", "3"], ["描きかた", "鉛筆"], ["全体の色み", "赤"]]) {
    const before = await inked(page);
    await page.getByRole("group", { name: group }).getByRole("button", { name: option, exact: true }).click();
    await redrawn(page, before);
    await still(page);
  }
  await screenshot(page, "sketch-changed", { fullPage: true });
  await page.getByRole("button", { name: "はじめの値にもどす" }).click();
  await page.waitForFunction(() => document.querySelector(".draw-answer strong").textContent === "アユ");
});

test("while a slider is dragged names follow, and nothing stands in the way", async (t) => {
  const { page } = await start(t);
  await useSamples(page);
  await step(page, 2);
  await plot(page).locator("canvas").first().waitFor();
  await step(page, DRAW);
  await walked(page);
  await page.waitForFunction(() => document.querySelector(".plot-canvas")?.data?.[6]?.x.length === 1);
  const { waits, tasks } = await page.evaluate(async () => {
    const tasks = [];
    const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map((it) => Math.round(it.duration))));
    observer.observe({ type: "longtask" });
    const slider = document.querySelector(".morph input[type=range]");
    const written = () => document.querySelector(".draw-names td.figure")?.textContent;
    const waits = [];
    for (let at = 1; at <= 20; at += 1) {
      const old = written();
      const began = performance.now();
      slider.value = String(at / 20);
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      // Names may be the same to the third digit, so not for ever.
      while (written() === old && performance.now() - began < 2000) await new Promise((resolve) => setTimeout(resolve, 1));
      waits.push(performance.now() - began);
    }
    slider.dispatchEvent(new Event("change", { bubbles: true }));
    observer.disconnect();
    return { waits: waits.map(Math.round).sort((a, b) => a - b), tasks };
  });
  t.diagnostic(`from slider to name: median ${waits[10]} ms, longest ${waits.at(-1)} ms; long tasks: ${tasks.join(", ") || "none"}`);
  // How long it takes depends on what else the machine does; that most positions get their names does not.
  assert(waits[10] < 2000, `${waits}`);
});

test("only the newest position is drawn, one at a time", async (t) => {
  const { page } = await draw(t);
  const before = await asked(page, "Draw");
  await page.evaluate(() => {
    const slider = document.querySelector(".morph input[type=range]");
    for (let at = 0; at <= 200; at += 1) {
      slider.value = String(at / 200);
      slider.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
  await page.waitForFunction(() => document.querySelector(".draw-answer strong").textContent === "サンマ");
  await still(page);
  assert.equal((await asked(page, "Draw")) - before, 2);
});

test("the same dice, the same drawing", async (t) => {
  const { page } = await draw(t);
  const thrown = async (seed) => {
    await loadDice(page, seed);
    // The drawing, and its way.
    await drawn(page, 10, () => page.locator(".draw-dice").click());
    return [await inked(page), await page.locator(".draw-names tbody").innerText(), await page.locator(".species input").first().inputValue()];
  };
  const first = await thrown(12);
  const second = await thrown(345);
  assert.notEqual(first[0], second[0]);
  assert.deepEqual(await thrown(12), first);
  await page.getByRole("button", { name: "まっさらから" }).click();
  await still(page);
  assert.equal(await page.locator(".species input").first().inputValue(), "まっさらな魚");
  assert(await morph(page).isDisabled());
});

test("a morph moves a point along a line on the map, and the rest stands still", async (t) => {
  const { page } = await start(t);
  await useSamples(page);
  await step(page, DRAW);
  await walked(page);
  await page.waitForFunction(() => document.querySelector(".plot-canvas")?.data?.[5]?.x.length === 9);
  await still(page);
  const [maps, before] = [await asked(page, "Project"), await places(page)];
  assert.equal(before.drawn.length, 1);
  assert.deepEqual(before.drawn[0], before.way[0]);
  await morph(page).fill("1");
  await page.waitForFunction((x) => document.querySelector(".plot-canvas").data[6].x[0] !== x, before.drawn[0][0]);
  const after = await places(page);
  assert.deepEqual(after.points, before.points);
  assert.deepEqual(after.way, before.way);
  assert.deepEqual(after.drawn[0], after.way[8]);
  assert.equal(await asked(page, "Project"), maps);
  await page.locator(".key li").filter({ hasText: "へんしんの道" }).waitFor();
  // Its neighbours, and how odd it is.
  await page.locator(".draw-more .tiles li").nth(2).waitFor();
  assert.match(await page.locator(".draw-more").innerText(), /いちばん近いのは集まり \d の中心で、距離は \d\.\d{3}/);
  await page.locator(".draw-more .tile").first().click();
  await page.locator(".detail").waitFor();
  await screenshot(page, "sketch-map");
});

test("an empty tank: the names alone make a map", async (t) => {
  const { page } = await draw(t, { locale: "en-US" });
  await page.getByRole("button", { name: "Look at the names alone" }).or(page.locator(".draw-map .blank-ways .is-quiet")).first().click();
  await page.waitForFunction(() => document.querySelector(".plot-canvas")?.data?.[6]?.x.length === 1, undefined, { timeout: 60_000 });
  assert.equal((await places(page)).points.length, 93);
  await screenshot(page, "sketch-names-en");
});

test("a drawing goes into the tank, and out as PNG and SVG", async (t) => {
  const { page } = await draw(t);
  await morph(page).fill("0.4");
  await still(page);
  const saved = async (kind) => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: `${kind} で保存` }).click()]);
    assert.equal(download.suggestedFilename(), `アユ→サンマ 0.4.${kind.toLowerCase()}`);
    return readFile(await download.path());
  };
  const png = await saved("PNG");
  assert.equal(png.subarray(1, 4).toString(), "PNG");
  assert.equal(png.readUInt32BE(16), 512);
  const svg = (await saved("SVG")).toString();
  const found = await page.evaluate(async (svg) => {
    const parsed = new DOMParser().parseFromString(svg, "image/svg+xml");
    const image = new Image();
    image.src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
    await image.decode();
    // As the browser draws it, beside what the page has drawn.
    const context = Object.assign(document.createElement("canvas"), { width: 256, height: 256 }).getContext("2d");
    context.drawImage(image, 0, 0, 256, 256);
    const own = document.querySelector(".draw-canvas").getContext("2d").getImageData(0, 0, 256, 256).data;
    const apart = context.getImageData(0, 0, 256, 256).data.reduce((sum, it, at) => sum + Math.abs(it - own[at]), 0) / own.length;
    const hrefs = [...parsed.querySelectorAll("[href]")].map((it) => it.getAttribute("href"));
    return { error: parsed.querySelector("parsererror")?.textContent, width: image.naturalWidth, paths: parsed.querySelectorAll("path").length, hrefs, apart };
  }, svg);
  assert.equal(found.error, undefined);
  assert.equal(found.width, 512);
  assert(found.paths > 20 && found.hrefs.length > 0 && found.hrefs.every((it) => it.startsWith("data:image/png;base64,")));
  t.diagnostic(`the SVG differs from the drawing by ${found.apart.toFixed(2)} of 255`);
  assert(found.apart < 6, `${found.apart}`);

  await page.getByRole("button", { name: "生け簀にいれる" }).click();
  await settled(page, 1);
  await page.getByText("「アユ→サンマ 0.4」を生け簀に入れました。").waitFor();
  assert.match(await pictures(page).first().getAttribute("aria-label"), /^アユ→サンマ 0\.4\.png/);
  // Nobody offers a model of photos for it, and the drawing goes on.
  await counted(page.locator(".offer"), 0);
  await answer(page).waitFor();
  await page.locator(".draw-more .tile").first().waitFor();
  // One that is no morph is not taken for a photo whose answer is known.
  await morph(page).fill("0");
  await still(page);
  await page.getByRole("button", { name: "生け簀にいれる" }).click();
  await settled(page, 2);
  assert.match(await pictures(page).nth(1).getAttribute("aria-label"), /^アユの絵\.png/);
});

test("a species is found by its name, with keys alone", async (t) => {
  const { page } = await draw(t);
  const first = page.getByRole("combobox", { name: "はじめ" });
  await first.focus();
  await page.keyboard.type("まだこ");
  const list = page.locator(".species-list");
  // It opens at the first letter, and is narrowed with each that follows.
  await page.waitForFunction(() => [...document.querySelectorAll(".species-list [role=option]")].map((it) => it.textContent).join() === "マダコ");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector(".draw-answer strong").textContent.includes("マダコ"));
  assert.equal(await first.inputValue(), "マダコ");
  // Arrows walk in the list, Escape leaves all as it was.
  await page.keyboard.press("ArrowDown");
  await list.waitFor();
  // Built in slices, as all long lists are.
  await page.waitForFunction(() => document.querySelectorAll(".species-list [role=option]").length === 94);
  const selected = list.locator("[aria-selected=true]");
  assert.equal(await selected.innerText(), "マダコ");
  for (const [key, name] of [["ArrowUp", "マアナゴ"], ["ArrowDown", "マダコ"], ["ArrowDown", "アカエイ"]]) {
    await page.keyboard.press(key);
    await still(page);
    assert.equal(await selected.innerText(), name);
    // The list is scrolled in a frame of its own, which comes late on a machine that is busy.
    await page.waitForFunction(() => {
      const list = document.querySelector(".species-list");
      const [room, box] = [list, list.querySelector("[aria-selected=true]")].map((it) => it.getBoundingClientRect());
      return box.top >= room.top && box.bottom <= room.bottom;
    });
    const box = await selected.boundingBox();
    const room = await list.boundingBox();
    assert(box.y >= room.y && box.y + box.height <= room.y + room.height, `${name} is out of sight`);
  }
  await page.keyboard.press("Escape");
  await list.waitFor({ state: "detached" });
  await page.waitForFunction(() => document.querySelector(".species input").value === "マダコ");
  // What is nowhere is said, and no empty list is opened.
  await first.fill("らくだ");
  await page.locator(".species [role=status]").first().filter({ hasText: "「らくだ」は見つかりません。" }).waitFor();
  await counted(list, 0);
  await page.locator(".species input[aria-expanded=false]").first().waitFor();
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => document.querySelector(".species input").value === "マダコ");
  // By hand as well.
  await page.getByRole("combobox", { name: "へんしん先" }).click();
  await drawn(page, 10, () => list.getByRole("option", { name: "イイダコ" }).click());
  await list.waitFor({ state: "detached" });
  // The slider by arrows, the dice by Enter.
  const before = await inked(page);
  await morph(page).focus();
  for (let at = 0; at < 30; at += 1) await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => document.querySelector(".morph input[type=range]").value === "0.3");
  await redrawn(page, before);
  await page.locator(".draw-dice").focus();
  await page.keyboard.press("Enter");
  await still(page);
  await page.keyboard.press("Tab");
  assert(await page.evaluate(() => document.activeElement.textContent.includes("まっさらから")));
});

for (const window of ["phone", "small", "zoomed"]) {
  test(`nothing scrolls sideways on a ${window} window, and the drawing stays in sight`, async (t) => {
    const { page } = await draw(t, { window, locale: window === "small" ? "en-US" : "ja-JP" });
    await nothingSideways(page);
    await page.locator(".fold summary").first().click();
    await still(page);
    await nothingSideways(page);
    if (window === "phone") {
      await page.getByRole("slider", { name: "点々" }).scrollIntoViewIfNeeded();
      const box = await page.locator(".draw-canvas").boundingBox();
      assert(box.y >= 0 && box.y < 40, `the drawing is at ${box.y}`);
    }
    await screenshot(page, `sketch-${window}`, { fullPage: true });
  });
}

test("without a model there is a drawing all the same", async (t) => {
  const { page, allow } = await start(t, { override: { "models/demo/config.json": "no model" } });
  allow(/./);
  await step(page, DRAW);
  await page.locator(".draw-canvas:not(.is-blank)").waitFor();
  await page.getByText("モデルがないので、絵だけです").waitFor();
  const before = await inked(page);
  await morph(page).fill("1");
  await still(page);
  await redrawn(page, before);
  await screenshot(page, "sketch-no-model");
});
