// The collection in the browser's storage (IndexedDB), and as one file (a ZIP that anything can open).
// Rust hands over plain records {id, head, file, thumb, vector}; nothing here knows what they mean.

const NAME = "ikesu";
const settled = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

// What is opened while the browser still clears is closed again.
const CLEARING_MS = 1000;

let opening;
let lost = () => {};
function open() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("items", { keyPath: "id" });
      request.result.createObjectStore("settings");
    };
    request.onsuccess = () => {
      // Cleared by the person, in the browser's own settings: it opens again, empty.
      request.result.onclose = () => {
        opening = undefined;
        setTimeout(lost, CLEARING_MS);
      };
      resolve(request.result);
    };
    request.onerror = () => {
      opening = undefined;
      reject(request.error);
    };
  });
  return opening;
}

/** Calls back when what was kept has been taken away while the page is open. */
export function onLoss(callback) {
  lost = callback;
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

let refusesBlobs = false;

// Resolves to true if the encoded files no longer fit and only the small pictures were kept.
export async function put(records) {
  try {
    await write(records);
    return false;
  } catch (error) {
    if (!isFull(error)) throw error;
    await write(records.map((it) => ({ ...it, file: null })));
    return true;
  }
}

async function write(records) {
  const put = (list) => change(["items"], (store) => list.forEach((it) => store("items").put(it)));
  try {
    await put(refusesBlobs ? await Promise.all(records.map(asBytes)) : records);
  } catch (error) {
    if (isFull(error) || refusesBlobs || !records.some((it) => it.file ?? it.thumb)) throw error;
    // WebKit keeps no Blob in a private window, but what is in it; no browser keeps one whose own file has been cleared.
    await put(await Promise.all(records.map(asBytes)));
    refusesBlobs = error.name === "UnknownError";
  }
}

// None of one that cannot be read any more: the vector and the name are kept all the same.
const bytesOf = async (blob) => blob && blob.arrayBuffer().then((bytes) => ({ bytes, type: blob.type }), () => null);
const asBytes = async (it) => ({ ...it, file: await bytesOf(it.file), thumb: await bytesOf(it.thumb) });
const blobOf = (kept) => (kept && !(kept instanceof Blob) ? new Blob([kept.bytes], { type: kept.type }) : kept);

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
  return settings ? { settings, items: items.map((it) => ({ ...it, file: blobOf(it.file), thumb: blobOf(it.thumb) })) } : null;
}

// Two pages on one store would overwrite one another: the first one keeps it, the other plays without.
export async function claim() {
  if (!navigator.locks) return true;
  const take = () => new Promise((resolve) => {
    navigator.locks
      .request(NAME, { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        return lock && new Promise(() => {});
      })
      // In a frame without an origin; the storage says the same, and what that means.
      .catch(() => resolve(true));
  });
  if (await take()) return true;
  // The page before this one may still be on its way out of this very tab.
  await new Promise((resolve) => setTimeout(resolve, 500));
  return take();
}

/** Asks the browser to keep what is here when room is short, or after weeks without a visit. */
export async function persist() {
  // Some ask the person, so it is asked once there is something of theirs; not all know of it.
  if (!(await navigator.storage?.persisted?.())) await navigator.storage?.persist?.();
}

export async function usage() {
  const { usage = 0, quota = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  return [usage, quota];
}

const utf8 = (text) => new TextEncoder().encode(text);

// One ZIP: pictures/, thumbs/, vectors.npy (float32, one row an item that has one) and collection.json. It is written
// picture by picture, so that no more than one of them is in the memory.
export async function save(base, settings, records) {
  const { BlobReader, Uint8ArrayReader, ZipWriter } = await import(`${base}vendor/zip.js`);
  const { writeNpy } = await import(`${base}npy.js`);
  const parts = [];
  const sink = new WritableStream({ write: (chunk) => void parts.push(new Blob([chunk])) });
  // Sizes stand before what they are of: not everything that opens a ZIP looks for them behind.
  const zip = new ZipWriter(sink, { dataDescriptor: false, keepOrder: true, useWebWorkers: false });
  const put = (name, blob) => zip.add(name, new BlobReader(blob), { level: 0 });
  const items = [];
  const rows = [];
  const dims = records.find((it) => it.vector?.length)?.vector.length ?? 0;
  for (const { id, head, file, thumb, vector } of records) {
    const item = { id, head, row: dims > 0 && vector?.length === dims ? rows.push(vector) - 1 : null };
    if (file) {
      item.file = `pictures/${id}-${head.name.replace(/[\\/:*?"<>|\0]/g, "_")}`;
      await put(item.file, file);
    }
    if (thumb) {
      item.thumb = `thumbs/${id}.jpg`;
      await put(item.thumb, thumb);
    }
    items.push(item);
  }
  await zip.add("vectors.npy", new Uint8ArrayReader(writeNpy(rows, dims)));
  await zip.add(DIRECTORY, new Uint8ArrayReader(utf8(JSON.stringify({ ikesu: 1, settings, items }))));
  await zip.close();
  // A type of our own: for one that they know, phones add its ending to the name.
  return new Blob(parts, { type: "application/x-ikesu" });
}

const DIRECTORY = "collection.json";

// Bytes of what stands before an entry's name.
const LOCAL_HEADER = 30;

// Whether a file is a collection, damaged or not: by what is in it, for phones and mail change names.
export async function isCollection(name, blob) {
  if (/\.ikesu(\.zip)?$/i.test(name)) return true;
  if (blob.type.startsWith("image/")) return false;
  const latin = new TextDecoder("latin1");
  const part = async (...range) => latin.decode(await blob.slice(...range).arrayBuffer());
  try {
    // A ZIP names what it holds at its end.
    return (await part(0, 4)) === "PK\x03\x04" && (await part(-(2 ** 20))).includes(DIRECTORY);
  } catch {
    // One that is gone is told when its turn comes.
    return false;
  }
}

// Throws if the file is no collection; what it returns is of the same shape as `all`. Rows that are not what NumPy
// would read, or no longer what was written, are left empty, to be made anew.
export async function read(base, blob) {
  const { BlobReader, DAMAGES, Uint8ArrayWriter, ZipReader } = await import(`${base}vendor/zip.js`);
  const { readNpy } = await import(`${base}npy.js`);
  const zip = new ZipReader(new BlobReader(blob), { checkSignature: true, useWebWorkers: false });
  const entries = new Map((await zip.getEntries()).map((it) => [it.filename, it]));
  const partAt = (name) => entries.get(name)?.getData(new Uint8ArrayWriter());
  const directory = await partAt(DIRECTORY);
  if (!directory) throw new Error(`${DIRECTORY} is missing`);
  const { ikesu, settings, items } = JSON.parse(new TextDecoder().decode(directory));
  if (ikesu !== 1 || !Array.isArray(items)) throw new Error(`${DIRECTORY} is of another kind`);
  const table = await partAt("vectors.npy")?.catch((error) => {
    if (!DAMAGES.includes(error.message)) throw error;
  });
  const vectors = table && readNpy(table);
  const vectorOf = (row) => (Number.isInteger(row) && row >= 0 && row < (vectors?.n ?? 0) ? vectors.row(row) : new Float32Array());
  const pictureAt = (name) => (entries.has(name) ? partOf(blob, entries.get(name)) : null);
  const found = [];
  // One after another: no more than one of them is in the memory, and what is made a Blob the browser may put on the disk.
  for (const { id, head, row, file, thumb } of items) {
    found.push({ id, head, file: await pictureAt(file), thumb: await pictureAt(thumb), vector: vectorOf(row) });
  }
  return { settings, items: found };
}

// An entry's bytes, as a copy: a part of a file is gone with the file, and by its source WebKit's storage keeps all of the
// file for a part of it. What was stored as it is is cut out of the file, damaged or not: its decoder will say.
async function partOf(blob, entry) {
  const head = new DataView(await blob.slice(entry.offset, entry.offset + LOCAL_HEADER).arrayBuffer());
  const isAsItIs = entry.compressionMethod === 0 && !entry.encrypted && head.getUint32(0) === 0x504b0304;
  if (!isAsItIs) return new Blob([await entry.arrayBuffer()]);
  // Its name and more, whose lengths need not be those of the list at the end.
  const start = entry.offset + LOCAL_HEADER + head.getUint16(26, true) + head.getUint16(28, true);
  return new Blob([await blob.slice(start, start + entry.uncompressedSize).arrayBuffer()]);
}

// A vector on the clipboard, as a list that Python and JavaScript read; whether the browser allowed it.
export async function copy(numbers) {
  const text = `[${Array.from(numbers, (it) => it.toFixed(6)).join(", ")}]`;
  // Absent from a page that did not come by https.
  return Boolean(await navigator.clipboard?.writeText(text).then(() => true, () => false));
}
