// Pictures by the browser's own means: its pickers, formats that only it can read, and names as other systems write them.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { ROOT, asked, counted, drop, folderOf, numbers, pictures, png, settled, start, step, still } from "./helpers.mjs";

const golden = (name) => join(ROOT, "tests/golden/clip/pictures", name);
const names = (page) => pictures(page).evaluateAll((all) => all.map((it) => it.getAttribute("aria-label").split(" · ")[0]));

/** Presses the button called `name` inside `place`, and gives what it opens `files`. */
async function choose(page, place, name, files) {
  const opening = page.waitForEvent("filechooser");
  await page.locator(place).getByRole("button", { name, exact: true }).click();
  const chooser = await opening;
  await chooser.setFiles(files);
  return chooser;
}

/** The detail of the picture at `at`: its title, its file's name, its size and format. */
async function facts(page, at) {
  await pictures(page).nth(at).click();
  const name = (await names(page))[at];
  await page.locator(".detail-title p").filter({ hasText: name }).waitFor();
  return (await page.locator(".detail-title .figure").innerText()).split(" · ");
}

test("pictures are picked by the device's own picker, from the welcome and from the tank, the same one twice too", async (t) => {
  const { page } = await start(t);
  const chooser = await choose(page, ".welcome", "自分の写真をいれる", [golden("fish.png"), golden("grey.png")]);
  assert(chooser.isMultiple());
  assert.match(await chooser.element().getAttribute("accept"), /^image\/\*/);
  await settled(page, 2);
  assert.deepEqual(await names(page), ["fish.png", "grey.png"]);
  await choose(page, ".tank", "いれる", [golden("noise.png")]);
  await settled(page, 3);
  await choose(page, ".tank", "いれる", [golden("noise.png")]);
  await settled(page, 4);
  assert.deepEqual(await names(page), ["fish.png", "grey.png", "noise.png", "noise.png"]);
  const [, , one, other] = await numbers(page);
  assert.equal(one, other);
  await counted(page.locator(".cell.is-failed"), 0);
});

test("a folder is picked with all that is in it, from the welcome and from the tank", async (t) => {
  const { page } = await start(t);
  const fish = await readFile(golden("fish.png"));
  const folder = await folderOf(t, {
    "catch/a.png": fish,
    "catch/deep/b.png": png(9, 9, [200, 30, 30]),
    "catch/.hidden.png": fish,
    "catch/deep/Thumbs.db": "x",
    "more/c.png": png(9, 9, [30, 200, 30]),
  });
  const chooser = await choose(page, ".welcome", "フォルダーをいれる", join(folder, "catch"));
  assert(await chooser.element().evaluate((it) => it.webkitdirectory));
  await settled(page, 2);
  assert.deepEqual((await names(page)).sort(), ["a.png", "b.png"]);
  await choose(page, ".tank", "フォルダーをいれる", join(folder, "more"));
  await settled(page, 3);
  assert.equal((await names(page)).at(-1), "c.png");
  await counted(page.locator(".notices li"), 0);
  await counted(page.locator(".cell.is-failed"), 0);
});

test("a phone is not offered a folder picker, which it does not have", async (t) => {
  const { page } = await start(t, { window: "phone" });
  await page.locator(".welcome").getByRole("button", { name: "自分の写真をいれる" }).waitFor();
  await counted(page.getByRole("button", { name: "フォルダーをいれる" }), 0);
});

// Two by two pixels, the smallest that an encoder makes.
const AVIF = Buffer.from(
  "AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUIAAADybWV0YQAAAAAAAAAoaGRscgAAAAAAAAAAcGljdAAAAAAAAAAAAAAAAGxpYmF2aWYAAAAADnBpdG0AAAAAAAEAAAAeaWxvYwAAAABEAAABAAEAAAABAAABGgAAAB0AAAAoaWluZgAAAAAAAQAAABppbmZlAgAAAAABAABhdjAxQ29sb3IAAAAAamlwcnAAAABLaXBjbwAAABRpc3BlAAAAAAAAAAIAAAACAAAAEHBpeGkAAAAAAwgICAAAAAxhdjFDgQ0MAAAAABNjb2xybmNseAACAAIAAYAAAAAXaXBtYQAAAAAAAAABAAEEAQKDBAAAACVtZGF0EgAKCBgANogQEAwgMg8f8D///8WfhwB8+ErK42A=",
  "base64",
);
const SHAPES = '<rect width="90" height="60" fill="#c33"/><circle cx="60" cy="30" r="20" fill="#36c"/>';
const svg = (head) => `<svg xmlns="http://www.w3.org/2000/svg" ${head}>${SHAPES}</svg>`;

test("what only the browser can read gets a vector too, with its real format and size", async (t) => {
  const { page } = await start(t);
  const folder = await folderOf(t, {
    "drawing.svg": svg('width="90" height="60"'),
    // Neither ending nor type of a file tell what it is.
    "really_svg.png": svg('width="90" height="60"'),
    "sizeless.svg": svg('viewBox="0 0 90 60"'),
    "tiny.avif": AVIF,
    "really_avif.jpg": AVIF,
    "script.svg": `<svg xmlns="http://www.w3.org/2000/svg" width="30" height="30" onload="top.ran = true"><script>top.ran = true</script>${SHAPES}</svg>`,
  });
  const files = ["drawing.svg", "really_svg.png", "sizeless.svg", "tiny.avif", "really_avif.jpg", "script.svg"];
  await drop(page, ".frame", files.map((name) => join(folder, name)));
  await settled(page, files.length);
  assert.deepEqual(await page.locator(".notices li").allInnerTexts(), []);
  await counted(page.locator(".cell.is-failed"), 0);
  assert.equal(await asked(page, "EmbedPixels"), files.length);
  const rows = await numbers(page);
  for (const row of rows) assert.match(row, /^-?\d\.\d{3} /);
  assert.equal(rows[1], rows[0]);
  assert.equal(rows[4], rows[3]);
  assert.notEqual(rows[3], rows[0]);
  for (const [at, size, format] of [[0, "768 × 512", "SVG"], [1, "768 × 512", "SVG"], [3, "2 × 2", "AVIF"], [4, "2 × 2", "AVIF"], [5, "512 × 512", "SVG"]]) {
    assert.deepEqual((await facts(page, at)).slice(0, 2), [size, format], files[at]);
  }
  // Of a drawing without a size the shape stays.
  const [width, height] = (await facts(page, 2))[0].split(" × ").map(Number);
  assert.equal(width / height, 1.5, `${width} × ${height}`);
  assert.equal(await page.evaluate(() => globalThis.ran), undefined, "a script inside a picture ran");
  // Its small picture is the drawing on paper: red to the left, blue to the right.
  const pixels = await pictures(page).first().locator("img").evaluate(async (it) => {
    const bitmap = await createImageBitmap(await (await fetch(it.src)).blob());
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
    context.drawImage(bitmap, 0, 0);
    const at = (share) => [...context.getImageData(Math.floor(bitmap.width * share), bitmap.height >> 1, 1, 1).data];
    return [at(0.2), at(0.66)];
  });
  assert(pixels[0][0] > pixels[0][2] + 80 && pixels[1][2] > pixels[1][0] + 80, JSON.stringify(pixels));
});

test("a file name as macOS writes it is known by the catalog: the name is secret until it is asked for", async (t) => {
  const { page } = await start(t);
  const decomposed = "\u30b5\u30cf\u3099.png";
  const picture = await readFile(golden("noise.png"));
  const folder = await folderOf(t, { [decomposed]: picture, "マサバ.png": picture, "nobody.png": picture });
  await drop(page, ".frame", [decomposed, "マサバ.png", "nobody.png"].map((name) => join(folder, name)));
  await settled(page, 3);
  assert.deepEqual(await names(page), ["サバ.png", "マサバ.png", "nobody.png"].map((it) => it.normalize("NFC")));
  await step(page, 1);
  await page.locator(".card .names").waitFor();
  const card = (at) => page.locator(".card").nth(at);
  assert.deepEqual(await page.locator(".card").evaluateAll((all) => all.map((it) => it.querySelector(".quiz") !== null)), [true, true, false]);
  for (const at of [0, 1]) {
    assert.equal(await card(at).getByRole("button").first().getAttribute("aria-label"), "この魚は何だろう？");
    assert.equal(await pictures(page).nth(at).locator(".cell-name").innerText(), "？");
    await card(at).getByRole("button", { name: "正解を見る" }).click();
    await still(page);
    // An alias is the same fish.
    assert.equal(await card(at).locator(".answer strong").innerText(), "サバ");
  }
  assert.notEqual(await pictures(page).nth(2).locator(".cell-name").innerText(), "？");
});
