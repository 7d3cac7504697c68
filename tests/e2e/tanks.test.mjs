// Tanks that were saved elsewhere, each named after its file in tests/cases: known by what is in them, and never a wrong
// number out of them.
import assert from "node:assert/strict";
import { open, readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { unzipSync, zipSync } from "fflate";
import { ROOT, asked, closePanel, counted, drop, folderOf, numbers, pictures, settled, start } from "./helpers.mjs";

const CASES = join(ROOT, "tests/cases/tanks");
const golden = (name) => join(ROOT, "tests/golden/clip/pictures", name);

async function save(t, page) {
  await page.getByRole("button", { name: "写真はこの端末から出ません" }).click();
  const coming = page.waitForEvent("download");
  await page.locator(".panel").getByRole("button", { name: "ファイルに保存" }).click();
  const path = join(await folderOf(t, {}), "saved.ikesu");
  await (await coming).saveAs(path);
  await closePanel(page);
  return readFile(path);
}

for (const name of await readdir(CASES)) {
  test(`${name} is opened, however it is called`, async (t) => {
    const { page } = await start(t);
    await drop(page, ".frame", [join(CASES, name)]);
    await settled(page, 2);
    assert.deepEqual(await page.locator(".notices li").allInnerTexts(), []);
    await counted(page.locator(".cell.is-failed"), 0);
    // They were made by another model, so both are made anew: by this one, of the pictures.
    const rows = await numbers(page);
    await drop(page, ".frame", ["interleaved_420.jpg", "black_on_nothing.png"].map((it) => join(ROOT, "tests/cases/pictures", it)));
    await settled(page, 4);
    const [, , ...fresh] = await numbers(page);
    assert.deepEqual(rows, fresh);
  });
}

/** The file that NumPy would write: `write(view, at, value)` writes one number of `size` bytes. */
function npy(rows, { descr, size, write, isFortran = false, version = 1 }) {
  const [n, dims] = [rows.length, rows[0].length];
  const before = version === 1 ? 10 : 12;
  const text = `{'descr': '${descr}', 'fortran_order': ${isFortran ? "True" : "False"}, 'shape': (${n}, ${dims}), }`;
  const header = text.padEnd(Math.ceil((before + text.length + 1) / 64) * 64 - before - 1) + "\n";
  const bytes = Buffer.alloc(before + header.length + n * dims * size);
  bytes.write("\x93NUMPY", "latin1");
  bytes[6] = version;
  if (version === 1) bytes.writeUInt16LE(header.length, 8);
  else bytes.writeUInt32LE(header.length, 8);
  bytes.write(header, before);
  const data = new DataView(bytes.buffer, bytes.byteOffset + before + header.length);
  rows.forEach((row, y) => row.forEach((value, x) => write(data, size * (isFortran ? x * n + y : y * dims + x), value)));
  return bytes;
}

/** The nearest number of 16 bits, of those below 1 that are no smaller than 2^-14. */
function half(value) {
  const size = Math.abs(value);
  if (size < 2 ** -14) return 0;
  const exponent = Math.floor(Math.log2(size));
  return (value < 0 ? 0x8000 : 0) + ((exponent + 15) << 10) + Math.round((size / 2 ** exponent - 1) * 1024);
}

const F4 = { descr: "<f4", size: 4, write: (view, at, value) => view.setFloat32(at, value, true) };
const READ = {
  float64: { descr: "<f8", size: 8, write: (view, at, value) => view.setFloat64(at, value, true) },
  float16: { descr: "<f2", size: 2, write: (view, at, value) => view.setUint16(at, half(value), true) },
  "big endian": { descr: ">f4", size: 4, write: (view, at, value) => view.setFloat32(at, value, false) },
  fortran: { ...F4, isFortran: true },
  "header version 2": { ...F4, version: 2 },
};
const MADE_ANEW = {
  times_100: (rows) => npy(rows.map((row) => row.map((it) => it * 100)), F4),
  "rows of zeros": (rows) => npy(rows.map((row) => row.map(() => 0)), F4),
  "rows with NaN": (rows) => npy(rows.map((row) => [NaN, ...row.slice(1)]), F4),
  "whole numbers": (rows) => npy(rows, { descr: "<i4", size: 4, write: (view, at, value) => view.setInt32(at, value * 100, true) }),
  "fewer numbers than its header says": (rows) => npy(rows, F4).subarray(0, -8),
  without_vectors: () => null,
};

test("vectors are read as NumPy reads them, or made anew, whatever wrote the file", async (t) => {
  const { page } = await start(t);
  await drop(page, ".frame", [golden("fish.png"), golden("noise.png")]);
  await settled(page, 2);
  const before = await numbers(page);
  const { "vectors.npy": vectors, ...entries } = unzipSync(await save(t, page));
  const { n, dims } = /'shape': \((?<n>\d+), (?<dims>\d+)\)/.exec(Buffer.from(vectors).toString("latin1")).groups;
  const values = new Float32Array(vectors.slice(-4 * n * dims).buffer);
  const rows = Array.from({ length: n }, (_, at) => [...values.subarray(at * dims, (at + 1) * dims)]);
  const close = (one, other) => one.split(" ").every((it, at) => it === "…" || Math.abs(Number(it) - Number(other.split(" ")[at])) < 2e-3);

  const reopened = async (name, bytes) => {
    const file = zipSync({ ...entries, ...(bytes && { "vectors.npy": new Uint8Array(bytes) }) });
    const folder = await folderOf(t, { "tank.ikesu": file });
    const embedded = await asked(page, "EmbedPicture");
    // Another tank in between, so that the pictures are those of the file.
    await drop(page, ".frame", [golden("grey.png")]);
    await settled(page, 3);
    await drop(page, ".frame", [join(folder, "tank.ikesu")]);
    await settled(page, 2);
    const found = await numbers(page);
    found.forEach((row, at) => assert(close(row, before[at]), `${name}: ${row} is not ${before[at]}`));
    assert.deepEqual(await page.locator(".notices li").allInnerTexts(), [], name);
    return (await asked(page, "EmbedPicture")) - embedded - 1;
  };
  for (const [name, kind] of Object.entries(READ)) assert.equal(await reopened(name, npy(rows, kind)), 0, `${name} is read`);
  for (const [name, make] of Object.entries(MADE_ANEW)) assert((await reopened(name, make(rows))) > 0, `${name} is made anew`);
});

test("vectors whose bytes have changed on the way are made anew", async (t) => {
  const { page } = await start(t);
  await drop(page, ".frame", [golden("fish.png"), golden("noise.png")]);
  await settled(page, 2);
  const before = await numbers(page);
  const entries = unzipSync(await save(t, page));
  // The last byte is one of a number's.
  const file = Buffer.from(zipSync(entries, { level: 0 }));
  const at = file.indexOf(entries["vectors.npy"]) + entries["vectors.npy"].length - 2;
  file[at] ^= 0x10;
  const folder = await folderOf(t, { "changed.ikesu": file });
  const embedded = await asked(page, "EmbedPicture");
  await drop(page, ".frame", [golden("grey.png")]);
  await settled(page, 3);
  await drop(page, ".frame", [join(folder, "changed.ikesu")]);
  await settled(page, 2);
  assert.deepEqual(await numbers(page), before);
  assert.equal((await asked(page, "EmbedPicture")) - embedded, 3);
});

test("a tank of more than two gigabytes is opened, of which no more is read than is asked for", async (t) => {
  const { page } = await start(t);
  await drop(page, ".frame", [golden("fish.png"), golden("noise.png")]);
  await settled(page, 2);
  const before = await numbers(page);
  const folder = await folderOf(t, { "large.ikesu": await save(t, page) });
  // What a ZIP lists counts from its own beginning; what stands before that is a hole, which takes no room on the disk.
  const path = join(folder, "large.ikesu");
  const tank = await readFile(path);
  const handle = await open(path, "w");
  const HOLE = 2.5e9;
  await handle.write(tank, 0, tank.length, HOLE);
  await handle.close();
  await drop(page, ".frame", [golden("grey.png")]);
  await settled(page, 3);
  await drop(page, ".frame", [path]);
  await settled(page, 2);
  assert.deepEqual(await numbers(page), before);
  assert.deepEqual(await page.locator(".notices li").allInnerTexts(), []);
});

/** A browser whose memory has no room for files. */
function fail() {
  for (const name of ["arrayBuffer", "stream"]) {
    const { [name]: read } = Blob.prototype;
    Blob.prototype[name] = function () {
      if (globalThis.isTight) throw new RangeError("Array buffer allocation failed");
      return read.call(this);
    };
  }
}

test("a tank that cannot be written says so with its size, and stays", async (t) => {
  const { page } = await start(t, { init: fail });
  await drop(page, ".frame", [golden("fish.png"), golden("noise.png")]);
  await settled(page, 2);
  await page.getByRole("button", { name: "写真はこの端末から出ません" }).click();
  const press = () => page.locator(".panel").getByRole("button", { name: "ファイルに保存" }).click();
  const notice = page.locator(".notices li");
  await page.evaluate(() => { globalThis.isTight = true; });
  await press();
  await notice.first().waitFor({ state: "attached" });
  assert.match(await notice.first().innerText(), /生け簀をファイルにできませんでした（写真は全部で 0 MB）/);
  await notice.getByRole("button").first().evaluate((it) => it.click());
  await notice.first().waitFor({ state: "detached" });
  await page.evaluate(() => { globalThis.isTight = false; });
  // It is written under a type of its own: for one that a phone knows it would add that one's ending.
  await page.evaluate(() => {
    const { createObjectURL } = URL;
    URL.createObjectURL = (blob) => ((globalThis.type = blob.type), createObjectURL.call(URL, blob));
  });
  const coming = page.waitForEvent("download");
  await press();
  await coming;
  assert.equal(await page.evaluate(() => globalThis.type), "application/x-ikesu");
  await closePanel(page);
  await counted(pictures(page), 2);
});
