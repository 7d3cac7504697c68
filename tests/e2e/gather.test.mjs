// Pictures on their way in: pasted, in folders, twice, alone, and of every shape.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { ROOT, counted, drop, dropFolders, folderOf, numbers, pictures, png, settled, start, step } from "./helpers.mjs";

const picture = (name) => readFile(join(ROOT, "tests/golden/clip/pictures", name));
const names = (page) => pictures(page).evaluateAll((all) => all.map((it) => it.getAttribute("aria-label").split(" · ")[0]));

/** The page still does its work: one more picture gets its vector. */
async function lives(page, n) {
  await drop(page, ".frame", [join(ROOT, "tests/golden/clip/pictures/fish.png")]);
  await settled(page, n + 1);
  assert.equal((await names(page)).at(-1), "fish.png");
  assert.doesNotMatch(await pictures(page).last().getAttribute("class"), /is-failed/);
}

test("a picture is pasted from the clipboard", async (t) => {
  const { page } = await start(t);
  await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(64, 48);
    canvas.getContext("2d").fillRect(8, 8, 20, 20);
    await navigator.clipboard.write([new ClipboardItem({ "image/png": await canvas.convertToBlob() })]);
  });
  await page.keyboard.press("Control+V");
  await settled(page, 1);
  await counted(page.locator(".cell.is-failed"), 0);
  // A paste into a text field belongs to the field.
  await page.locator(".search input").press("Control+V");
  await lives(page, 1);
});

test("a folder gives all that is in it, folders in it too, but no hidden files", async (t) => {
  const { page } = await start(t);
  const fish = await picture("fish.png");
  const many = Object.fromEntries(Array.from({ length: 120 }, (_, at) => [`tank/many/${String(at).padStart(3, "0")}.png`, png(8, 8, [at, 90, 120])]));
  const folder = await folderOf(t, {
    "tank/b.png": fish,
    "tank/a.png": fish,
    "tank/.hidden.png": fish,
    "tank/Thumbs.db": "x",
    "tank/deep/deeper/c.png": fish,
    "tank/nothing": null,
    "loose.png": fish,
    ...many,
  });
  await dropFolders(page, [join(folder, "tank"), join(folder, "loose.png")]);
  await settled(page, 124);
  const found = await names(page);
  // More than the hundred that a browser hands out at a time.
  assert.equal(found.filter((name) => /^\d{3}\.png$/.test(name)).length, 120);
  assert.deepEqual(found.filter((name) => !/^\d/.test(name)).sort(), ["a.png", "b.png", "c.png", "loose.png"]);
  assert(found.indexOf("a.png") < found.indexOf("b.png"), "a folder's files keep the order of their names");
  await counted(page.locator(".notices li"), 0);
});

test("an empty folder is said to be one, and leaves the page as it was", async (t) => {
  const { page } = await start(t);
  const folder = await folderOf(t, { "nothing/at/all": null });
  await dropFolders(page, [join(folder, "nothing")]);
  await page.locator(".notices").getByText("画像のファイルはありませんでした").waitFor();
  await page.locator(".welcome").waitFor();
  await page.locator(".busy").waitFor({ state: "detached" });
  await lives(page, 0);
});

test("the same photo twice is two pictures with one vector", async (t) => {
  const { page } = await start(t);
  const folder = await folderOf(t, { "one.png": await picture("noise.png"), "other.png": await picture("fish.png") });
  await drop(page, ".frame", [join(folder, "one.png"), join(folder, "one.png")]);
  await settled(page, 2);
  await drop(page, ".frame", [join(folder, "one.png"), join(folder, "other.png")]);
  await settled(page, 4);
  const [first, ...rest] = await numbers(page);
  assert.deepEqual(rest.slice(0, 2), [first, first]);
  assert.notEqual(rest[2], first);
  // Points in one place do not break the map: every place is a number.
  await step(page, 2);
  await page.locator(".plot-canvas canvas, .plot-canvas .main-svg").first().waitFor();
  await page.locator(".stage-room details.fold").filter({ hasText: "表で見る" }).locator("summary").click();
  await page.locator("table.places td.figure").nth(11).waitFor();
  const places = await page.locator("table.places td.figure").allTextContents();
  assert.equal(places.length, 12);
  for (const place of places) assert.match(place, /^-?\d+\.\d+$/);
  // The copies are each other's nearest.
  await pictures(page).first().click();
  await page.locator(".detail .near .figure").first().filter({ hasText: /^1\.000$/ }).waitFor();
});

test("of one photo every step says what it can", async (t) => {
  const { page } = await start(t);
  await drop(page, ".frame", [join(ROOT, "tests/golden/clip/pictures/noise.png")]);
  await settled(page, 1);
  await step(page, 1);
  await page.locator(".card .names tbody tr").nth(2).waitFor();
  await step(page, 2);
  await page.getByText("3 件以上いります。いまは 1 件です。").waitFor();
  await step(page, 3);
  await page.locator(".group").waitFor();
  assert.match(await page.locator(".group").innerText(), /1 件/);
  await step(page, 4);
  await page.getByText("3 件以上いります。いまは 1 件です。").waitFor();
});

test("pictures of odd shapes are embedded, files that are none are named with their reason", async (t) => {
  const { page } = await start(t);
  const folder = await folderOf(t, {
    "dot.png": png(1, 1),
    "line.png": png(20_000, 10, (x) => [x % 256, x >> 8, 90]),
    "post.png": png(10, 20_000, (_, y) => [90, y % 256, y >> 8]),
    "empty.jpg": "",
    "letter.jpg": "dear fishmonger",
    "really_png.jpg": await picture("fish.png"),
  });
  const files = ["dot.png", "line.png", "post.png", "empty.jpg", "letter.jpg", "really_png.jpg"];
  await drop(page, ".frame", files.map((name) => join(folder, name)));
  await settled(page, files.length);
  const said = await page.locator(".notices li").allInnerTexts();
  assert.equal(said.length, 2);
  assert.match(said.find((it) => it.includes("empty.jpg")), /0 バイト/);
  assert.match(said.find((it) => it.includes("letter.jpg")), /画像ではない/);
  await counted(page.locator(".cell.is-failed"), 2);
  const rows = await numbers(page);
  assert.equal(rows.filter((it) => /^-?\d\.\d{3} /.test(it)).length, 4);
  // The real format and size, whatever the name says.
  await pictures(page).last().click();
  await page.locator(".detail-title").filter({ hasText: "PNG" }).waitFor();
  await pictures(page).nth(1).click();
  await page.locator(".detail-title").filter({ hasText: "20000 × 10" }).waitFor();
  await lives(page, files.length);
});
