// The step of the map: what its points tell, its settings, and pictures beside names.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import {
  ROOT, answered, closePanel, counted, drop, folderOf, loadDice, pictures, png, setLabels, settled, showAll, slide, start, step, still, useSamples,
} from "./helpers.mjs";

/** A page with a map of the samples. */
async function map(t) {
  const opened = await start(t);
  const list = await useSamples(opened.page);
  await step(opened.page, 2);
  await drawn(opened.page, list.length);
  return { ...opened, list };
}

const canvas = (page) => page.locator(".plot-canvas");
const press = (page, name) => page.getByRole("button", { name, exact: true }).click();
const choose = (page, group, name) => page.getByRole("group", { name: group }).getByRole("button", { name }).click();

/** Waits until the map shows `n` points and has come to rest; what it shows is then the answer. */
async function drawn(page, n) {
  await page.locator(`.plot-canvas[aria-label^='${n} 個の点の地図']`).waitFor();
  await page.waitForFunction((n) => document.querySelector(".plot-canvas").data?.[1].customdata.length === n, n);
  await page.locator(".run").waitFor({ state: "detached" });
  // The last figure is drawn in the next frame, its signs in the one after.
  await still(page);
  await frames(page, 3);
}

const frames = (page, n) => page.evaluate(async (n) => {
  for (let at = 0; at < n; at += 1) await new Promise(requestAnimationFrame);
}, n);

/** Unfolds the table behind the plot; gives a function that reads the places in it, a row of numbers for each point. */
async function table(page) {
  await page.locator("details.fold").filter({ hasText: "表で見る" }).locator("summary").click();
  const rows = page.locator("table.places tbody tr");
  await rows.first().waitFor();
  await showAll(page);
  return async () => {
    const places = await rows.evaluateAll((all) => all.map((it) => [...it.querySelectorAll("td.figure")].map((cell) => cell.innerText)));
    for (const place of places.flat()) assert.match(place, /^-?\d+\.\d{3}$/);
    return places;
  };
}

/** On a plane or in space, where on the window the loneliest point lies, which item it stands for and what is written at it. */
const lonely = (page) =>
  page.evaluate(() => {
    const element = document.querySelector(".plot-canvas");
    const [, { x, y, z, customdata, text }] = element.data;
    const scene = element._fullLayout.scene?._scene;
    let spots;
    if (z) {
      const { model, view, projection } = scene.glplot.cameraParams;
      const by = (m, v) => [0, 1, 2, 3].map((row) => v.reduce((sum, it, at) => sum + m[at * 4 + row] * it, 0));
      const room = scene.container.getBoundingClientRect();
      spots = customdata.map((_, at) => {
        const scaled = [x, y, z].map((axis, to) => axis[at] * scene.dataScale[to]);
        const [left, top, , w] = by(projection, by(view, by(model, [...scaled, 1])));
        return [room.left + (0.5 + left / w / 2) * room.width, room.top + (0.5 - top / w / 2) * room.height];
      });
    } else {
      // A kind of mark of which there is none has no drawing of its own.
      const points = [...element.querySelectorAll(".trace")].map((it) => it.querySelectorAll(".point")).find((it) => it.length === customdata.length);
      spots = [...points].map((it) => it.getBoundingClientRect()).map((it) => [it.left + it.width / 2, it.top + it.height / 2]);
    }
    const room = element.getBoundingClientRect();
    const away = ([left, top], at) => {
      if (left < room.left + 20 || left > room.right - 20 || top < room.top + 20 || top > Math.min(room.bottom, innerHeight) - 20) return 0;
      return Math.min(...spots.filter((_, other) => other !== at).map((it) => Math.hypot(it[0] - left, it[1] - top)));
    };
    const alone = spots.map(away);
    const at = alone.indexOf(Math.max(...alone));
    return { at, left: spots[at][0], top: spots[at][1], item: customdata[at], text: text[at] };
  });

/** The items that wear the ring of the selected one on the map. */
const ringed = (page) => canvas(page).evaluate((it) => [...it.data[3].customdata]);

for (const dims of ["2-D", "3-D"]) {
  test(`in ${dims} a point shows its card, and a click on it selects the same item everywhere`, async (t) => {
    const { page, list } = await map(t);
    const shape = page.getByRole("group", { name: "地図のかたち" });
    assert.equal(await shape.getByRole("button", { name: "3-D" }).getAttribute("aria-pressed"), "true");
    if (dims === "2-D") {
      await answered(page, "Project", () => choose(page, "地図のかたち", dims));
      await drawn(page, list.length);
      await page.locator(".plot-canvas .scatterlayer .point").first().waitFor();
    }
    await table(page);
    await canvas(page).scrollIntoViewIfNeeded();
    const point = await lonely(page);
    const sample = list[point.at];
    await page.mouse.move(point.left - 40, point.top - 40);
    await page.mouse.move(point.left, point.top, { steps: 5 });
    const card = page.locator(".hover");
    // On its way the mouse may have passed another point.
    await card.locator(".hover-name").getByText(point.text, { exact: true }).waitFor();
    assert.equal(await card.locator(".hover-kind").innerText(), "写真");
    // The page's guess, as at the point; the file's name only once the answer is no secret any more.
    assert.equal(await card.locator(".hover-name").innerText(), point.text);
    await counted(card.locator(".hover-title"), 0);
    const cell = page.locator(`.cell[data-item='${point.item}']`);
    assert.equal(await card.locator("img").getAttribute("src"), await cell.locator("img").getAttribute("src"));

    await page.mouse.down();
    // In space a press is seen when the next frame is drawn; fingers take longer than that.
    await frames(page, 3);
    await page.mouse.up();
    const detail = page.getByRole("complementary", { name: "えらんだもの" });
    await detail.getByText(sample.file, { exact: true }).waitFor();
    await still(page);
    assert.deepEqual(await pictures(page).evaluateAll((all) => all.filter((it) => it.ariaSelected === "true").map((it) => it.dataset.item)), [String(point.item)]);
    assert.match(await cell.getAttribute("aria-label"), new RegExp(`^${sample.file} `));
    const pressed = page.locator("table.places [aria-pressed=true]");
    await counted(pressed, 1);
    assert.equal(await pressed.innerText(), point.text);
    await page.waitForFunction((item) => document.querySelector(".plot-canvas").data[3].customdata.join() === String(item), point.item);
    // Lines lead to those of its nearest, as the detail lists them, that are on the map.
    await detail.locator(".near").first().waitFor();
    await still(page);
    const n_near = await detail.locator(".near-body:not(.is-word)").count();
    t.diagnostic(`${n_near} pictures are among the nearest of ${sample.file}`);
    await page.waitForFunction((n) => document.querySelector(".plot-canvas").data[0].x.length === 3 * n, Math.min(n_near, 5));
    await page.locator(".key").getByText("線：本当に近いもの").waitFor({ state: n_near > 0 ? "visible" : "detached" });

    // The other way round: from the tank to the map.
    const other = (point.at + 1) % list.length;
    await pictures(page).nth(other).click();
    const id = await pictures(page).nth(other).getAttribute("data-item");
    await page.waitForFunction((id) => document.querySelector(".plot-canvas").data[3].customdata.join() === id, id);
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => document.querySelector(".plot-canvas").data[3].customdata.length === 0);
    assert.deepEqual(await ringed(page), []);
  });
}

test("once the answers are shown, points and cards bear the true names", async (t) => {
  const { page, list } = await map(t);
  await answered(page, "Project", () => choose(page, "地図のかたち", "2-D"));
  await press(page, "正解をぜんぶ見る");
  await page.waitForFunction(
    (names) => document.querySelector(".plot-canvas").data[1].text.join() === names,
    list.map((it) => it.name).join(),
  );
  await page.locator(".plot-canvas .scatterlayer .point").first().waitFor();
  await canvas(page).scrollIntoViewIfNeeded();
  const point = await lonely(page);
  await page.mouse.move(point.left, point.top, { steps: 5 });
  // On its way the mouse may have passed another point.
  await page.locator(".hover-title").getByText(list[point.at].file, { exact: true }).waitFor();
  assert.deepEqual(
    [await page.locator(".hover-name").innerText(), await page.locator(".hover-title").innerText()],
    [list[point.at].name, list[point.at].file],
  );
  await page.mouse.move(5, 5);
  await page.locator(".hover").waitFor({ state: "detached" });
});

test("every setting makes a new map, and equal settings make the same one", async (t) => {
  const { page, list } = await map(t);
  const places = await table(page);
  const first = await places();
  assert.deepEqual([first.length, first[0].length], [list.length, 3]);
  const seen = new Set([first.join()]);
  const other = async (what) => {
    await drawn(page, list.length);
    const found = await places();
    assert(!seen.has(found.join()), `${what}: the map is the same`);
    seen.add(found.join());
    return found;
  };
  await answered(page, "Project", () => slide(page, "近所の数", 5));
  await other("n_neighbors");
  await answered(page, "Project", () => slide(page, "最小の間隔", 0.8));
  await other("min_dist");
  const reset = page.getByRole("button", { name: "はじめの値にもどす" });
  await answered(page, "Project", () => reset.click());
  assert.deepEqual(await places(), first);
  assert.equal(await page.getByRole("slider", { name: "近所の数" }).inputValue(), "15");
  assert.equal(await page.getByRole("slider", { name: "最小の間隔" }).inputValue(), "0.2");
  assert(await reset.isDisabled());

  const dice = page.getByRole("button", { name: "さいころをふって" });
  await loadDice(page, 777);
  await answered(page, "Project", () => dice.click());
  assert.equal(await dice.innerText(), "777");
  await other("seed");
  await answered(page, "Project", () => reset.click());
  assert.deepEqual(await places(), first);

  await answered(page, "Project", () => choose(page, "地図のかたち", "2-D"));
  assert.equal((await other("n_components"))[0].length, 2);
  await answered(page, "Project", () => choose(page, "地図のかたち", "3-D"));
  assert.deepEqual(await places(), first);
});

test("of a few points fewer neighbours are taken, and the page says how many", async (t) => {
  const { page } = await start(t);
  const files = Object.fromEntries(Array.from({ length: 6 }, (_, at) => [`${at}.png`, png(32, 32, (x, y) => [x * 8, y * at, at * 40])]));
  const folder = await folderOf(t, files);
  await drop(page, ".frame", Object.keys(files).map((name) => join(folder, name)));
  await settled(page, 6);
  await step(page, 2);
  await drawn(page, 6);
  const slider = page.getByRole("slider", { name: "近所の数" });
  assert.deepEqual([await slider.inputValue(), await slider.getAttribute("max")], ["15", "15"]);
  const note = page.getByText("点が 6 個なので、近所の数は 6 として計算しました。");
  await note.waitFor();
  await answered(page, "Project", () => slide(page, "近所の数", 4));
  await note.waitFor({ state: "detached" });
});

test("photos, names or both: the points, the settings that belong to them, and the gap between the two kinds", async (t) => {
  const { page, list } = await map(t);
  const sliders = async () => [await page.getByRole("slider", { name: "近所の数" }).inputValue(), await page.getByRole("slider", { name: "最小の間隔" }).inputValue()];
  const gap = page.getByText("モダリティギャップ：写真の平均");
  const diamonds = page.locator(".key").getByText("ひし形：名前");
  const N_NAMES = 93;
  await answered(page, "Project", () => choose(page, "何を使う？", "名前"));
  await drawn(page, N_NAMES);
  assert.deepEqual(await sliders(), ["15", "0.2"]);
  await counted(gap, 0);
  await counted(diamonds, 0);

  await answered(page, "Project", () => choose(page, "何を使う？", "両方"));
  await drawn(page, N_NAMES + list.length);
  assert.deepEqual(await sliders(), ["30", "0.3"]);
  await diamonds.waitFor();
  // Every word is a diamond.
  const symbols = await canvas(page).evaluate((it) => it.data[1].marker.symbol);
  const isPicture = await canvas(page).evaluate((it) => it.data[1].customdata.map((id) => document.querySelector(`.cell.is-picture[data-item='${id}']`) !== null));
  assert.equal(isPicture.filter(Boolean).length, list.length);
  assert(symbols.every((it, at) => isPicture[at] || it === "diamond"), "a word is no diamond");
  // The four numbers belong together: for unit vectors, the square of the length follows from the mean cosines.
  const [length, across, among, words] = (await gap.innerText()).match(/-?\d\.\d{3}/g).map(Number);
  const square = (mean, n) => (1 + (n - 1) * mean) / n;
  const expected = Math.sqrt(square(among, list.length) + square(words, N_NAMES) - 2 * across);
  assert(length > 0 && Math.abs(length - expected) < 0.002, `${length} is not ${expected}`);

  await answered(page, "Project", () => choose(page, "何を使う？", "写真"));
  await drawn(page, list.length);
  assert.deepEqual(await sliders(), ["15", "0.2"]);
  await gap.waitFor({ state: "detached" });
});

/** What is painted over the map: the items whose small pictures are seen, and the names with their boxes. */
const signs = (page) => page.locator(".plot-signs").evaluate((it) => it.signs);

for (const dims of ["2-D", "3-D"]) {
  test(`in ${dims} small pictures stand at the points, and no name lies over another`, async (t) => {
    const { page, list } = await map(t);
    if (dims === "2-D") {
      await answered(page, "Project", () => choose(page, "地図のかたち", dims));
      await drawn(page, list.length);
    }
    await page.waitForFunction((n) => document.querySelector(".plot-signs").signs?.images.length === n, list.length);
    const apart = ({ names }) => {
      assert(names.length > 5, `only ${names.length} names`);
      names.forEach(({ text, box: a }, at) => names.slice(at + 1).forEach(({ text: other, box: b }) => {
        assert(a[0] >= b[2] || b[0] >= a[2] || a[1] >= b[3] || b[1] >= a[3], `${text} and ${other}`);
      }));
      return names.length;
    };
    const before = apart(await signs(page));
    // What is selected has its name in any case.
    const title = await page.locator(".cell.is-picture .cell-name").nth(7).innerText();
    const selected = (n) => page.waitForFunction((n) => document.querySelector(".plot-canvas").data[3].customdata.length === n, n);
    await pictures(page).nth(7).click();
    await selected(1);
    await page.waitForFunction((title) => document.querySelector(".plot-signs").signs.names[0]?.text === title, title);
    await page.keyboard.press("Escape");
    await selected(0);
    // Larger, there is room for more.
    if (dims === "2-D") {
      await canvas(page).evaluate((it) => {
        const [low, high] = it._fullLayout.xaxis.range;
        const [bottom, top] = it._fullLayout.yaxis.range;
        const part = ([a, b]) => [a + (b - a) * 0.3, b - (b - a) * 0.3];
        return it._context && import(new URL("vendor/plotly.js", document.baseURI)).then(({ default: plotly }) => plotly.relayout(it, { "xaxis.range": part([low, high]), "yaxis.range": part([bottom, top]) }));
      });
      await page.waitForFunction((n) => document.querySelector(".plot-signs").signs.images.length < n, list.length);
      const { images, names } = await signs(page);
      apart({ names });
      assert(names.length / images.length > before / list.length, `${names.length} of ${images.length}, before ${before} of ${list.length}`);
    }
    await press(page, "名前を書く");
    await page.waitForFunction(() => document.querySelector(".plot-signs").signs.names.length === 0);
    await press(page, "絵で見る");
    await page.waitForFunction(() => document.querySelector(".plot-signs").signs.images.length === 0);
  });
}

test("loseContext: a map in space is drawn again when its graphics memory is lost, and still answers", async (t) => {
  const { page, list } = await map(t);
  const lose = () => page.evaluate(() => {
    const [canvas] = document.querySelectorAll(".plot-canvas .gl-container canvas");
    canvas.getContext("webgl").getExtension("WEBGL_lose_context").loseContext();
    canvas.id = "lost";
  });
  // Not only once.
  for (let time = 0; time < 2; time += 1) {
    await lose();
    await page.locator("#lost").waitFor({ state: "detached" });
    await page.locator(".plot-canvas .gl-container canvas").first().waitFor();
    await drawn(page, list.length);
  }
  await counted(page.locator(".stage .fault"), 0);
  const lit = await page.evaluate(() => {
    const canvas = document.querySelector(".plot-canvas .gl-container canvas");
    document.querySelector(".plot-canvas")._fullLayout.scene._scene.glplot.redraw();
    const copy = Object.assign(document.createElement("canvas"), { width: canvas.width, height: canvas.height }).getContext("2d");
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
    return new Set(new Uint32Array(data.buffer)).size;
  });
  assert(lit > 10, `${lit} colours`);
  const point = await lonely(page);
  await page.mouse.move(point.left - 40, point.top - 40);
  await page.mouse.move(point.left, point.top, { steps: 5 });
  await page.locator(".hover-name").getByText(point.text, { exact: true }).waitFor();
});

for (const dims of ["2-D", "3-D"]) {
  test(`zoom: in ${dims} the point under the pointer answers where the host is zoomed`, async (t) => {
    const { page, list } = await map(t);
    if (dims === "2-D") await answered(page, "Project", () => choose(page, "地図のかたち", dims));
    await page.evaluate(() => { document.body.style.zoom = "1.25"; });
    await drawn(page, list.length);
    await canvas(page).scrollIntoViewIfNeeded();
    const point = await lonely(page);
    await page.mouse.move(point.left - 40, point.top - 40);
    await page.mouse.move(point.left, point.top, { steps: 5 });
    await page.locator(".hover-name").getByText(point.text, { exact: true }).waitFor();
    const far = await page.locator(".hover").evaluate((it, { left, top }) => {
      const { x, y, right, bottom } = it.getBoundingClientRect();
      return Math.hypot(Math.max(x - left, 0, left - right), Math.max(y - top, 0, top - bottom));
    }, point);
    assert(far < 60, `the card is ${far} pixels away`);
  });
}

test("names stand as they are typed, on a plane and in space", async (t) => {
  const { page } = await map(t);
  // An entity, a link, a line break: of a list of names, all of it is a name. Two more make a map.
  const text = `${await readFile(join(ROOT, "tests/cases/11_names.txt"), "utf8")}\nさめ\nえい\n`;
  const typed = text.split("\n").filter(Boolean);
  await setLabels(page, text);
  await closePanel(page);
  await choose(page, "何を使う？", "名前");
  for (const dims of ["3-D", "2-D"]) {
    await choose(page, "地図のかたち", dims);
    await page.waitForFunction((typed) => {
      const names = document.querySelector(".plot-signs")?.signs?.names.map((it) => it.text) ?? [];
      return typed.every((it) => names.includes(it));
    }, typed);
  }
  await counted(page.locator(".plot a, .plot b"), 0);
});
