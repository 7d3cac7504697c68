// Pictures on which the page once did wrong, each named after its file in tests/cases: what the browser shows is what the
// model saw, what is damaged says so.
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { ROOT, counted, drop, dropFolders, folderOf, numbers, pictures, png, settled, start, step, still } from "./helpers.mjs";

const CASES = join(ROOT, "tests/cases/pictures");
const DAMAGED = ["card_hole_plain.jpg", "first_cut_second_whole.jpg"];
const UNREADABLE = ["xcode_cgbi.png"];

/** The mean colours of 6 x 6 fields of a picture's file, laid on white, as the browser decodes it. */
const fieldsOf = (page, bytes, type = "") =>
  page.evaluate(async ([bytes, type]) => {
    const blob = new Blob([Uint8Array.from(atob(bytes), (it) => it.charCodeAt(0))], { type });
    const image = Object.assign(new Image(), { src: URL.createObjectURL(blob) });
    await image.decode();
    const side = Math.min(image.naturalWidth, image.naturalHeight);
    const canvas = Object.assign(document.createElement("canvas"), { width: 6, height: 6 });
    const context = canvas.getContext("2d");
    context.imageSmoothingQuality = "high";
    context.fillStyle = "#fff";
    context.fillRect(0, 0, 6, 6);
    context.drawImage(image, (image.naturalWidth - side) >> 1, (image.naturalHeight - side) >> 1, side, side, 0, 0, 6, 6);
    return [...context.getImageData(0, 0, 6, 6).data];
  }, [Buffer.from(bytes).toString("base64"), type]);

/** The bytes of the small picture of a cell, which the page's own decoder has made. */
const thumbOf = async (cell) =>
  Buffer.from(await cell.locator("img").evaluate(async (it) => [...new Uint8Array(await (await fetch(it.src)).arrayBuffer())]));

function differ(one, other) {
  return one.reduce((sum, it, at) => sum + Math.abs(it - other[at]), 0) / one.length;
}

test("every picture that a browser shows is taken as the browser shows it", async (t) => {
  const { page } = await start(t);
  // Chromium shows no TIFF and no EXIF of a WebP, and not all of a JPEG without an end: that one is compared with itself
  // with one.
  const others = [...DAMAGED, ...UNREADABLE, "palette.tif", "exif6.webp"];
  const files = (await readdir(CASES)).filter((it) => !others.includes(it));
  await drop(page, ".frame", files.map((it) => join(CASES, it)));
  await settled(page, files.length);
  assert.deepEqual(await page.locator(".notices li").allInnerTexts(), []);
  await counted(page.locator(".cell.is-failed"), 0);
  for (const [at, name] of files.entries()) {
    await t.test(name, async () => {
      const whole = await readFile(join(CASES, name === "no_eoi.jpg" ? "interleaved_420.jpg" : name));
      const shown = await fieldsOf(page, whole, name.endsWith(".svg") ? "image/svg+xml" : "");
      const taken = await fieldsOf(page, await thumbOf(pictures(page).nth(at)));
      const gap = differ(shown, taken);
      t.diagnostic(`${name}: ${gap.toFixed(1)} of 255`);
      assert(gap < 12, `${gap}`);
    });
  }
});

test("palette.tif is read, which no browser does", async (t) => {
  const { page } = await start(t);
  await drop(page, ".frame", [join(CASES, "palette.tif")]);
  await settled(page, 1);
  await counted(page.locator(".cell.is-failed"), 0);
});

test("card_hole_plain.jpg, first_cut_second_whole.jpg and xcode_cgbi.png say what is wrong, and go in one click", async (t) => {
  const { page } = await start(t);
  const files = [...DAMAGED, ...UNREADABLE, "no_eoi.jpg"];
  await drop(page, ".frame", files.map((it) => join(CASES, it)));
  await settled(page, files.length);
  const said = Object.fromEntries(
    await page.locator(".notices li").evaluateAll((all) => all.map((it) => [it.querySelector(".notice-name").innerText, it.querySelector("p").innerText])),
  );
  assert.deepEqual(Object.keys(said).sort(), [...DAMAGED, ...UNREADABLE].sort());
  for (const name of DAMAGED) assert.match(said[name], /一部が欠けています/, name);
  assert.match(said["xcode_cgbi.png"], /この形式（PNG \(CgBI\)）/);
  await page.getByRole("button", { name: "読めなかったものをはずす（3）" }).click();
  await still(page);
  await counted(pictures(page), 1);
  await counted(page.locator(".remove-failed"), 0);
});

test("exif6_then_exif1.jpg and exif6.webp lie in the large picture as in the small one", async (t) => {
  const { page } = await start(t);
  const files = ["exif6_then_exif1.jpg", "exif6.webp"];
  await drop(page, ".frame", files.map((it) => join(CASES, it)));
  await settled(page, files.length);
  for (const [at, name] of files.entries()) {
    await pictures(page).nth(at).click();
    await page.locator(".detail-title p").filter({ hasText: name }).waitFor();
    await page.waitForFunction(() => {
      const image = document.querySelector(".detail-picture img");
      return image?.complete && image.naturalWidth > 0 && image.src.startsWith("blob:");
    });
    assert.equal(await page.locator(".whole").getAttribute("data-orientation"), "6");
    await still(page);
    const large = await fieldsOf(page, await page.locator(".whole").screenshot());
    const small = await fieldsOf(page, await thumbOf(pictures(page).nth(at)));
    const gap = differ(large, small);
    t.diagnostic(`${name}: ${gap.toFixed(1)} of 255`);
    assert(gap < 12, `${name}: ${gap}`);
  }
});

test("same_11_and_resaved_1: K above the number of different pictures says so, and nothing is odd", async (t) => {
  const { page } = await start(t);
  const folder = join(ROOT, "tests/cases/same_11_and_resaved_1");
  await drop(page, ".frame", [...Array(11).fill(join(folder, "copy_00.jpg")), join(folder, "resaved.jpg")]);
  await settled(page, 12);
  await step(page, 3);
  await page.locator(".group").first().waitFor();
  await page.getByText("ちがうものが 2 件しかないので").waitFor();
  await step(page, 4);
  await page.locator(".odd-row").first().waitFor();
  await counted(page.locator(".cell.is-odd"), 0);
});

test("a folder of Google Takeout or of an iPhone gives its pictures, and one line for the rest", async (t) => {
  const { page } = await start(t);
  const film = Buffer.from("\0\0\0\x18ftypqt  \0\0\0\0qt  \0\0\0\0", "latin1");
  const folder = await folderOf(t, {
    "Takeout/one.png": png(30, 20, [200, 60, 30]),
    "Takeout/one.png.supplemental-metadata.json": '{"title": "one.png"}',
    "Takeout/two.png": png(20, 30, [30, 60, 200]),
    "Takeout/IMG_0002.AAE": '<?xml version="1.0"?><plist version="1.0"><dict/></plist>',
    "Takeout/IMG_0002.MOV": film,
    "Takeout/IMG_0003.MP4": film,
    "Takeout/torn.png": png(30, 30, [1, 2, 3]).subarray(0, 60),
  });
  await dropFolders(page, [join(folder, "Takeout")]);
  await settled(page, 3);
  const said = await page.locator(".notices li").allInnerTexts();
  assert.equal(said.length, 2, said.join("\n"));
  assert(said.some((it) => it.includes("画像ではないファイル 4 件は入れませんでした")), said.join("\n"));
  assert(said.some((it) => it.includes("torn.png")), said.join("\n"));
  assert.equal((await numbers(page)).filter((it) => /^-?\d\.\d{3} /.test(it)).length, 2);
});

test("a picture larger than a phone's canvas is drawn smaller by the browser, and keeps its size", async (t) => {
  const { page } = await start(t);
  const shapes = '<rect width="3" height="2" fill="#c33"/><circle cx="2" cy="1" r="0.8" fill="#36c"/>';
  const svg = (width, height) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 2" width="${width}" height="${height}">${shapes}</svg>`;
  const folder = await folderOf(t, { "small.svg": svg(900, 600), "large.svg": svg(9000, 6000) });
  await drop(page, ".frame", ["small.svg", "large.svg"].map((it) => join(folder, it)));
  await settled(page, 2);
  await counted(page.locator(".cell.is-failed"), 0);
  const [small, large] = [await thumbOf(pictures(page).first()), await thumbOf(pictures(page).last())];
  const [one, other] = [await fieldsOf(page, small), await fieldsOf(page, large)];
  assert(differ(one, other) < 3);
  assert(one[0] > one[2] + 80, `${one.slice(0, 4)} is not red`);
  await pictures(page).last().click();
  const [width, height] = (await page.locator(".detail-title .figure").innerText()).split(" · ")[0].split(" × ").map(Number);
  t.diagnostic(`${width} × ${height}`);
  assert(Math.abs(width / height - 1.5) < 0.01);
});
