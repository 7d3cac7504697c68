// The collection in the browser's storage (IndexedDB), and as one file (a ZIP that anything can open).
// Rust hands over plain records {id, head, file, thumb, vector}; nothing here knows what they mean.

const NAME = "ikesu";
const settled = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

let opening;
function open() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("items", { keyPath: "id" });
      request.result.createObjectStore("settings");
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opening;
}

async function change(stores, work) {
  const db = await open();
  const transaction = db.transaction(stores, "readwrite");
  const over = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    // Not at the error of a request: why the whole has failed, no room above all, is known once it is rolled back.
    transaction.onabort = () => reject(transaction.error);
  });
  work((store) => transaction.objectStore(store));
  await over;
}

const isFull = (error) => error?.name === "QuotaExceededError";

// Resolves to true if the encoded files no longer fit and only the small pictures were kept.
export async function put(records) {
  const write = (list) => change(["items"], (store) => list.forEach((it) => store("items").put(it)));
  try {
    await write(records);
    return false;
  } catch (error) {
    if (!isFull(error)) throw error;
    await write(records.map((it) => ({ ...it, file: null })));
    return true;
  }
}

export const drop = (ids) => change(["items"], (store) => ids.forEach((id) => store("items").delete(id)));

export const putSettings = (settings) => change(["settings"], (store) => store("settings").put(settings, 0));

export const erase = () =>
  change(["items", "settings"], (store) => {
    store("items").clear();
    store("settings").clear();
  });

export async function all() {
  const db = await open();
  const transaction = db.transaction(["items", "settings"]);
  const [items, settings] = await Promise.all([
    settled(transaction.objectStore("items").getAll()),
    settled(transaction.objectStore("settings").get(0)),
  ]);
  return settings ? { settings, items } : null;
}

// Two pages on one store would overwrite one another: the first one keeps it, the other plays without.
export async function claim() {
  if (!navigator.locks) return true;
  const take = () => new Promise((resolve) => {
    navigator.locks.request(NAME, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock && new Promise(() => {});
    });
  });
  if (await take()) return true;
  // The page before this one may still be on its way out of this very tab.
  await new Promise((resolve) => setTimeout(resolve, 500));
  return take();
}

export async function usage() {
  const { usage = 0, quota = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  return [usage, quota];
}

const textOf = (bytes) => new TextDecoder().decode(bytes);
const utf8 = (text) => new TextEncoder().encode(text);
const bytesOf = async (blob) => new Uint8Array(await blob.arrayBuffer());

// One ZIP: collection.json, pictures/, thumbs/ and vectors.npy (float32, one row an item that has one).
export async function save(base, settings, records) {
  const { zipSync } = await import(`${base}vendor/fflate.js`);
  const entries = {};
  const items = [];
  const rows = records.filter((it) => it.vector?.length);
  const dims = rows[0]?.vector.length ?? 0;
  const isRow = (it) => it.vector?.length === dims && dims > 0;
  let row = 0;
  for (const record of records) {
    const { id, head, file, thumb } = record;
    const item = { id, head, row: isRow(record) ? row++ : null };
    if (file) {
      item.file = `pictures/${id}-${head.name.replace(/[\\/:*?"<>|\0]/g, "_")}`;
      entries[item.file] = [await bytesOf(file), { level: 0 }];
    }
    if (thumb) {
      item.thumb = `thumbs/${id}.jpg`;
      entries[item.thumb] = [await bytesOf(thumb), { level: 0 }];
    }
    items.push(item);
  }
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${row}, ${dims}), }`;
  const padded = header.padEnd(Math.ceil((header.length + 11) / 64) * 64 - 11) + "\n";
  const npy = new Uint8Array(10 + padded.length + row * dims * 4);
  npy.set([0x93, 78, 85, 77, 80, 89, 1, 0, padded.length & 255, padded.length >> 8]);
  npy.set(utf8(padded), 10);
  rows.filter(isRow).forEach((it, at) => npy.set(new Uint8Array(it.vector.buffer, it.vector.byteOffset, dims * 4), 10 + padded.length + at * dims * 4));
  entries["vectors.npy"] = npy;
  entries["collection.json"] = utf8(JSON.stringify({ ikesu: 1, settings, items }));
  return new Blob([zipSync(entries)], { type: "application/zip" });
}

// Throws if the file is no collection; what it returns is of the same shape as `all`.
export async function read(base, blob) {
  const { unzipSync } = await import(`${base}vendor/fflate.js`);
  const entries = unzipSync(await bytesOf(blob));
  if (!entries["collection.json"]) throw new Error("collection.json is missing");
  const { ikesu, settings, items } = JSON.parse(textOf(entries["collection.json"]));
  if (ikesu !== 1 || !Array.isArray(items)) throw new Error("collection.json is of another kind");
  const npy = entries["vectors.npy"];
  const start = npy ? 10 + npy[8] + npy[9] * 256 : 0;
  const dims = npy ? Number(/'shape': \(\d+, (\d+)\)/.exec(textOf(npy.slice(10, start)))?.[1] ?? 0) : 0;
  const blobOf = (name) => (name && entries[name] ? new Blob([entries[name]]) : null);
  const vectorOf = (row) => {
    const at = start + row * dims * 4;
    return row === null || at + dims * 4 > (npy?.length ?? 0) ? new Float32Array() : new Float32Array(npy.slice(at, at + dims * 4).buffer);
  };
  return {
    settings,
    items: items.map(({ id, head, row, file, thumb }) => ({ id, head, file: blobOf(file), thumb: blobOf(thumb), vector: vectorOf(row) })),
  };
}

// A vector on the clipboard, as a list that Python and JavaScript read; whether the browser allowed it.
export async function copy(numbers) {
  const text = `[${Array.from(numbers, (it) => it.toFixed(6)).join(", ")}]`;
  // Absent from a page that did not come by https.
  return Boolean(await navigator.clipboard?.writeText(text).then(() => true, () => false));
}

export function hand(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
