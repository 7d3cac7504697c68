// What outlives a visit: one file that carries the tank, and a browser that is full.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import {
  DEMO, ROOT, TINY, asked, catalogOf, closePanel, counted, drop, folderOf, modelReady, numbers, openModels, pictures,
  serveHub, settled, start, step, stored, useSamples,
} from "./helpers.mjs";

const golden = (name) => join(ROOT, "tests/golden/clip/pictures", name);
const labels = (page) => pictures(page).evaluateAll((all) => all.map((it) => it.getAttribute("aria-label").split(" · ")[0]));

async function openPrivacy(page) {
  if (!(await page.locator(".panel").count())) await page.getByRole("button", { name: "写真はこの端末から出ません" }).click();
  return page.locator(".panel");
}

/** Saves the tank; gives the path of the file. */
async function save(t, page) {
  const panel = await openPrivacy(page);
  const coming = page.waitForEvent("download");
  await panel.getByRole("button", { name: "ファイルに保存" }).click();
  const download = await coming;
  assert.match(download.suggestedFilename(), /\.ikesu$/);
  const path = join(await folderOf(t, {}), download.suggestedFilename());
  await download.saveAs(path);
  return path;
}

async function openFile(page, path) {
  const panel = await openPrivacy(page);
  await panel.locator("input[accept='.ikesu,.zip']").setInputFiles(path);
}

/** Every small picture of the tank can be shown. */
const shown = (page) =>
  page.waitForFunction(() => {
    const all = [...document.querySelectorAll(".cell.is-picture img")];
    return all.length > 0 && all.every((it) => it.complete && it.naturalWidth > 0);
  });

test("a tank that is saved, erased and opened is the same tank, and nothing is computed again", async (t) => {
  const { page } = await start(t);
  const list = await useSamples(page);
  const [names, before] = [await labels(page), await numbers(page)];
  const path = await save(t, page);

  // Anything opens it: a ZIP with pictures, a table of vectors and a list.
  const entries = unzipSync(await readFile(path));
  const { items } = JSON.parse(strFromU8(entries["collection.json"]));
  assert.equal(items.filter((it) => it.file).length, list.length);
  for (const { file } of items.filter((it) => it.file)) assert(entries[file].length > 0, file);
  assert.match(strFromU8(entries["vectors.npy"].slice(10, 100)), new RegExp(`'<f4'.*\\(${items.filter((it) => it.row !== null).length}, \\d+\\)`));

  const panel = await openPrivacy(page);
  await panel.getByRole("button", { name: "すべて消す" }).click();
  await panel.getByRole("button", { name: "消す", exact: true }).click();
  await page.locator(".welcome").waitFor();
  const embedded = await asked(page, "EmbedPicture");
  await openFile(page, path);
  await settled(page, list.length);
  await closePanel(page);
  assert.deepEqual(await labels(page), names);
  assert.deepEqual(await numbers(page), before);
  assert.equal(await asked(page, "EmbedPicture"), embedded, "pictures were embedded again");
  await shown(page);

  // It is kept as if it had been dropped in.
  await stored(page, list.length);
  await page.reload();
  await settled(page, list.length);
  assert.deepEqual(await numbers(page), before);
  assert.equal(await asked(page, "EmbedPicture"), 0);
  assert.equal(await asked(page, "EmbedWords"), 0);
});

test("a file that is opened takes the place of what was there, for good", async (t) => {
  const { page } = await start(t);
  await drop(page, ".frame", [golden("fish.png"), golden("noise.png")]);
  await settled(page, 2);
  const path = await save(t, page);
  await closePanel(page);
  await drop(page, ".frame", [golden("palette.png"), golden("grey.png")]);
  await settled(page, 4);
  await stored(page, 4);
  await openFile(page, path);
  await settled(page, 2);
  await closePanel(page);
  assert.deepEqual(await labels(page), ["fish.png", "noise.png"]);
  await stored(page, 2);
  await page.reload();
  await settled(page, 2);
  assert.deepEqual(await labels(page), ["fish.png", "noise.png"]);
});

test("a file of another model asks for that model, and until then the present one says who it is", async (t) => {
  const hub = await serveHub({ "tiny/gelu": join(ROOT, "tests/golden/clip/gelu") });
  t.after(() => hub.stop());
  const { page } = await start(t, { hosts: [hub], catalog: catalogOf(hub) });
  await drop(page, ".frame", [golden("fish.png"), golden("noise.png")]);
  await settled(page, 2);
  const demo = await numbers(page);
  const use = async (title) => {
    await openModels(page);
    await page.locator(".model").filter({ hasText: title }).getByRole("button", { name: "これを使う" }).click();
  };
  await use(TINY);
  await page.locator(".ask").getByRole("button", { name: "読みこむ" }).click();
  await modelReady(page, TINY);
  await closePanel(page);
  await settled(page, 2);
  const tinys = await numbers(page);
  assert.notDeepEqual(tinys, demo);
  const path = await save(t, page);
  await closePanel(page);
  await use(DEMO);
  await modelReady(page, DEMO);
  await closePanel(page);
  await settled(page, 2);

  await openFile(page, path);
  await page.locator(".ask").waitFor();
  assert.match(await page.locator(".model-title").innerText(), new RegExp(DEMO));
  await page.locator(".ask").getByRole("button", { name: "読みこむ" }).click();
  await modelReady(page, TINY);
  await closePanel(page);
  await settled(page, 2);
  assert.deepEqual(await numbers(page), tinys);
});

test("a broken file is refused in words and nothing is lost", async (t) => {
  const { page } = await start(t);
  await drop(page, ".frame", [golden("fish.png"), golden("noise.png")]);
  await settled(page, 2);
  const before = await numbers(page);
  const bytes = await readFile(await save(t, page));
  const entries = unzipSync(bytes);
  const list = JSON.parse(strFromU8(entries["collection.json"]));
  const changed = (change) => {
    const copy = structuredClone(list);
    change(copy);
    return zipSync({ ...entries, "collection.json": strToU8(JSON.stringify(copy)) });
  };
  const { "collection.json": _, ...rest } = entries;
  const folder = await folderOf(t, {
    "nothing.ikesu": "",
    "letter.ikesu": "dear fishmonger",
    "half.ikesu": bytes.subarray(0, bytes.length >> 1),
    "listless.ikesu": zipSync(rest),
    "newer.ikesu": changed((it) => (it.ikesu = 2)),
    // Its last item makes no sense, when those before it have been read already.
    "headless.ikesu": changed((it) => delete it.items.find((one) => one.file && one.id === Math.max(...it.items.filter((it) => it.file).map((it) => it.id))).head),
  });
  for (const name of ["nothing", "letter", "half", "listless", "newer", "headless"]) {
    await openFile(page, join(folder, `${name}.ikesu`));
    const notice = page.locator(".notices li").filter({ hasText: `${name}.ikesu` });
    await notice.waitFor({ state: "attached" }).catch(async () => page.getByText(/ほか \d+ 件/).click());
    assert.match(await notice.innerText(), /生け簀のファイル（\.ikesu）ではないか、こわれています/);
    await notice.getByRole("button").evaluate((it) => it.click());
  }
  await closePanel(page);
  await settled(page, 2);
  assert.deepEqual(await numbers(page), before);
  await page.locator(".cell.is-picture img").first().evaluate(async (it) => (await fetch(it.src)).blob());
  await shown(page);
});

/** A browser with no room for encoded pictures, in the two ways in which browsers say so. */
function fill() {
  const put = IDBObjectStore.prototype.put;
  let n = 0;
  IDBObjectStore.prototype.put = function (value, ...key) {
    if (!value.file) return put.call(this, value, ...key);
    const request = put.call(this, { ...value, file: null }, ...key);
    const { transaction } = this;
    const error = new DOMException("no room", "QuotaExceededError");
    if ((n += 1) % 2) transaction.addEventListener("abort", () => {}, { once: true });
    request.addEventListener("success", (event) => {
      event.stopImmediatePropagation();
      // Some fail the request first, and say why the whole has failed only once it has been rolled back.
      if (n % 2) transaction.dispatchEvent(new Event("error"));
      Object.defineProperty(transaction, "error", { value: error });
      transaction.abort();
    }, { once: true });
    return request;
  };
}

test("where there is no room for pictures the small ones are kept, and the page says so", async (t) => {
  const { page, context } = await start(t);
  await context.addInitScript(fill);
  await page.reload();
  await page.locator(".welcome").waitFor();
  const folder = await folderOf(t, { "サバ.jpg": "no picture, but its name is one of the catalog" });
  await drop(page, ".frame", [golden("fish.png"), golden("noise.png"), join(folder, "サバ.jpg")]);
  await settled(page, 3);
  const before = (await numbers(page)).slice(0, 2);
  const panel = await openPrivacy(page);
  await panel.getByText("写真は小さくしたものだけを残しています").waitFor();
  await stored(page, 2);
  await page.reload();
  await page.locator(".cell.is-picture img").nth(1).waitFor();
  await shown(page);
  assert.deepEqual((await labels(page)).slice(0, 2), ["fish.png", "noise.png"]);
  assert.deepEqual((await numbers(page)).slice(0, 2), before);
  // What could not be kept at all does not come back as something else.
  assert.match(await page.locator(".tab").nth(1).innerText(), /331/);
  await counted(page.locator(".notices").filter({ hasText: "しまえませんでした" }), 0);
  await step(page, 1);
  await page.locator(".card .names").first().waitFor();
  await (await openPrivacy(page)).getByText("写真は小さくしたものだけを残しています").waitFor();
});

test("where nothing can be kept the page says so once and goes on", async (t) => {
  const { page, context } = await start(t);
  await context.addInitScript(() => {
    IDBObjectStore.prototype.put = () => { throw new DOMException("the disk is gone", "UnknownError"); };
  });
  await page.reload();
  await page.locator(".welcome").waitFor();
  await drop(page, ".frame", [golden("fish.png"), golden("noise.png")]);
  await settled(page, 2);
  await page.locator(".notices li").filter({ hasText: "この端末にしまえませんでした" }).waitFor();
  await counted(page.locator(".notices li"), 1);
  await page.locator(".privacy-line").click();
  await page.locator(".panel").getByText("いまは、入れたものをこのブラウザーにしまえません").waitFor();
  await counted(page.locator(".cell.is-failed"), 0);
});

test("what is cleared in the browser's settings while the page is open is kept again", async (t) => {
  const { page, context, site } = await start(t);
  await drop(page, ".frame", [golden("fish.png")]);
  await settled(page, 1);
  await stored(page, 1);
  // Its bytes lie in what is cleared.
  await page.reload();
  await settled(page, 1);
  const browser = await context.newCDPSession(page);
  await browser.send("Storage.clearDataForOrigin", { origin: site.origin, storageTypes: "indexeddb" });
  await stored(page, 1);
  await drop(page, ".frame", [golden("noise.png")]);
  await settled(page, 2);
  await stored(page, 2);
  await page.locator(".privacy-line").click();
  await page.locator(".panel").getByText("このブラウザーの中にしまっています").waitFor();
  await counted(page.locator(".notices li"), 0);
  await page.reload();
  await settled(page, 2);
});

test("a second tab says that it keeps nothing, and keeps things once it is the only one", async (t) => {
  const { page, context } = await start(t);
  await drop(page, ".frame", [golden("fish.png")]);
  await settled(page, 1);
  await stored(page, 1);
  const second = await context.newPage();
  await second.goto(page.url());
  const notice = second.locator(".notices li").filter({ hasText: "ほかのタブでも開かれています" });
  await notice.waitFor();
  await second.locator(".welcome").waitFor();
  await counted(second.locator(".cell.is-picture"), 0);
  await counted(page.locator(".notices li"), 0);
  await page.close();
  await second.reload();
  await settled(second, 1);
  await counted(notice, 0);
});
