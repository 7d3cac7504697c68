// A folder of bad files: what is wrong with each is said, the good ones are embedded, and the memory comes back.
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { test } from "node:test";
import { DIST, MATERIAL, ROOT, WITHOUT_MATERIAL, asked, closePanel, drop, folderOf, pictures, start } from "./helpers.mjs";

const skip = WITHOUT_MATERIAL;

/** Every file of the folders of bad files and of formats, and two of our own. */
async function badFiles(t) {
  const files = [];
  for (const folder of ["images/bad", "images/formats"]) {
    for (const name of await readdir(join(MATERIAL, folder), { recursive: true, withFileTypes: true })) {
      if (name.isFile()) files.push(join(name.parentPath ?? name.path, name.name));
    }
  }
  const own = await folderOf(t, { "nothing.jpg": "", "letter.jpg": "dear fishmonger" });
  return [...files, join(own, "nothing.jpg"), join(own, "letter.jpg")];
}

/** Waits until the tank holds `n` pictures and nothing is under way. */
const idle = (page, n) =>
  page.waitForFunction(
    (n) => document.querySelector(".tab .count").innerText === String(n) && !document.querySelector(".busy") &&
      !document.querySelector(".cell.is-waiting, .cell.is-working, .model-button:is([data-load=is-idle], [data-load=is-running])"),
    n,
    { timeout: 400_000 },
  );

/** All notices, those that are folded away too: names and what is said of them. */
async function notices(page) {
  const more = page.getByRole("region", { name: "お知らせ" }).getByRole("button", { name: /^ほか \d+ 件$/ });
  const n_more = Number((await more.innerText()).match(/\d+/)[0]);
  await more.click();
  await page.waitForFunction((n) => document.querySelectorAll(".notices li").length === n, n_more + 5);
  const all = await page.locator(".notices li").evaluateAll((all) => all.map((it) => [it.querySelector(".notice-name").innerText, it.querySelector("p").innerText]));
  return all;
}

const NONE = "画像ではないようです。JPEG、PNG、WebP などの画像を入れてください。";
const CUT = "ファイルの一部が欠けています。コピーの途中で切れたのかもしれません。もとの写真を入れなおしてください。";
const BROKEN = "ファイルがこわれています。もとの写真を入れなおしてください。";
const unread = (format) => `この形式（${format}）は、このブラウザーでは読めません。JPEG に変えて入れてください。`;
const REASONS = {
  "nothing.jpg": "中身のないファイル（0 バイト）です。コピーしなおしてください。",
  "letter.jpg": NONE,
  "html5.html": NONE,
  "zip.zip": NONE,
  "max_size.jpg": "画像が大きすぎます（65535 x 65535 画素、1 億画素まで）。小さくするか、JPEG にして入れてください。",
  "derive-huffman-codes-overflow.jpg": BROKEN,
  "pdf.pdf": NONE,
  "bpg.bpg": unread("BPG"),
  "jpeg2.jp2": unread("JPEG 2000"),
  "heif.heif": unread("HEIC"),
  "webm.webm": NONE,
  "mp4-with-audio.mp4": NONE,
  "qoi__basic-test.qoi": unread("QOI"),
  "exr__cropping - uncropped original.exr": unread("OpenEXR"),
};

test("in a folder of bad files the good ones are embedded, and each bad one is named with its reason", { skip }, async (t) => {
  const { page } = await start(t);
  const files = await badFiles(t);
  await drop(page, ".frame", files);
  await idle(page, files.length);
  const said = await notices(page);
  t.diagnostic(`${files.length} files, ${said.length} refused`);
  const reasons = Object.fromEntries(said);
  for (const [name, reason] of Object.entries(REASONS)) assert.equal(reasons[name], reason, name);
  // Never a fault of the page itself, of the worker or of the memory.
  for (const [name, reason] of said) assert.match(reason, /^(中身のない|画像ではない|この形式（.+）は|ファイルがこわれて|ファイルの一部が|画像が大きすぎ)/, name);

  // Every file has a place in the tank, and just those that are named have failed.
  await page.getByRole("button", { name: /^あと \d+ 件を見せる$/ }).first().click();
  await page.waitForFunction((n) => document.querySelectorAll(".cell.is-picture").length === n, files.length);
  const cells = await pictures(page).evaluateAll((all) => all.map((it) => [it.ariaLabel.split(" · ")[0], it.classList.contains("is-failed"), it.querySelector("img") !== null]));
  assert.deepEqual(cells.map(([name]) => name).sort(), files.map((it) => basename(it).normalize("NFC")).sort());
  assert.deepEqual(cells.filter(([, isFailed]) => isFailed).map(([name]) => name).sort(), said.map(([name]) => name).sort());
  for (const [name, isFailed, hasPicture] of cells) assert(isFailed || hasPicture, `${name} has neither a picture nor a reason`);
  const good = [
    "bmp__images__rgb24.bmp", "gif__anim__interlaced.gif", "gif-transparent.gif", "ico__images__smile.ico", "jpg__progressive__cat.jpg",
    "png__16bpc__basn6a16.png", "png-transparent.png", "tiff__testsuite__rgb-3c-16b.tiff", "webp__lossy_images__simple-rgb.webp",
  ];
  const embedded = cells.filter(([, isFailed]) => !isFailed).map(([name]) => name);
  for (const name of good) assert(embedded.includes(name), `${name} is not embedded`);
  // A bad one says why in its detail, too.
  const letter = page.locator(".cell[aria-label^='letter.jpg']");
  await letter.click();
  await page.getByRole("complementary", { name: "えらんだもの" }).getByText(NONE).waitFor();

  // The worker lives: one more picture gets its vector.
  await drop(page, ".frame", [join(ROOT, "tests/golden/clip/pictures/fish.png")]);
  await idle(page, files.length + 1);
  const last = page.locator(".cell[aria-label^='fish.png']");
  assert.doesNotMatch(await last.getAttribute("class"), /is-failed/);
  await page.getByRole("region", { name: "お知らせ" }).getByRole("button", { name: "すべて消す" }).click();
  await page.locator(".notices").waitFor({ state: "detached" });
});

/** Keeps count of the addresses that stand for bytes in memory. */
function countAddresses() {
  globalThis.addresses = new Set();
  const { createObjectURL, revokeObjectURL } = URL;
  URL.createObjectURL = (blob) => {
    const address = createObjectURL.call(URL, blob);
    addresses.add(address);
    return address;
  };
  URL.revokeObjectURL = (address) => {
    addresses.delete(address);
    revokeObjectURL.call(URL, address);
  };
}

/** Put before the worker's own text: lets the test see its memory, which is that of one worker alone. */
const SEE_MEMORY = `Object.defineProperty(navigator, "hardwareConcurrency", { get: () => 1 });
for (const name of ["instantiate", "instantiateStreaming"]) {
  const before = WebAssembly[name];
  WebAssembly[name] = async (...given) => {
    const made = await before.apply(WebAssembly, given);
    globalThis.memory = Object.values((made.instance ?? made).exports).find((it) => it instanceof WebAssembly.Memory);
    return made;
  };
}
`;

test("the memory of bad files comes back: the second time needs no more, and an empty tank holds nothing", { skip }, async (t) => {
  const worker = SEE_MEMORY + (await readFile(join(DIST, "worker.js"), "utf8"));
  const { page } = await start(t, { init: countAddresses, override: { "worker.js": worker } });
  const nAddresses = () => page.evaluate(() => addresses.size);
  const first = await nAddresses();
  const memory = async () => {
    assert.equal(page.workers().length, 1);
    return page.workers()[0].evaluate(() => memory.buffer.byteLength);
  };
  const files = await badFiles(t);
  await drop(page, ".frame", files);
  await idle(page, files.length);
  const once = await memory();
  const held = await nAddresses();
  await drop(page, ".frame", files);
  await idle(page, 2 * files.length);
  const twice = await memory();
  t.diagnostic(`${once} bytes after the first time, ${twice} after the second; ${held} and ${await nAddresses()} addresses`);
  // What the worker keeps of each good one is its vector, which is little.
  assert(twice - once <= 2 ** 20, `${twice - once} bytes more`);
  assert.equal(await nAddresses() - first, 2 * (held - first));

  await page.getByRole("button", { name: "写真はこの端末から出ません" }).click();
  await page.locator(".panel").getByRole("button", { name: "すべて消す" }).click();
  await page.getByRole("button", { name: "消す", exact: true }).click();
  await closePanel(page);
  await page.locator(".welcome").waitFor();
  await page.waitForFunction((first) => addresses.size === first, first);
  assert.equal(await asked(page, "Load"), 1);
});
