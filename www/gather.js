// Files on their way in: dropped, picked, pasted, shared by another app, whole folders too. Each is its name, itself, and
// whether nobody chose it: it lay in a folder. Names are NFC, for macOS hands out NFD.

// More files than this in one go is a mistake rather than a tank.
const MOST = 10_000;

/** What a drop holds, taken while its event lasts: afterwards the browser has emptied it. */
export function take(transfer) {
  const [files, folders] = [[], []];
  for (const item of transfer.items) {
    const entry = item.webkitGetAsEntry?.();
    // A file needs no entry; text that is dragged is neither.
    const file = entry?.isDirectory ? folders.push(entry) && null : item.getAsFile();
    if (file) files.push(file);
  }
  return { files, folders };
}

/** Everything in a drop: `[files, unreadable]`; folders in the order of their names, `unreadable` as path and reason. */
export async function find({ files, folders }) {
  const [unreadable, found] = [[], []];
  const waiting = [...folders].reverse();
  while (waiting.length > 0 && files.length + found.length < MOST) {
    const entry = waiting.pop();
    try {
      if (entry.isDirectory) waiting.push(...(await entriesOf(entry)).sort((a, b) => (a.name < b.name ? 1 : -1)));
      else found.push(await new Promise((resolve, reject) => entry.file(resolve, reject)));
    } catch (error) {
      unreadable.push([entry.fullPath, String(error)]);
    }
  }
  if (waiting.length > 0) unreadable.push([waiting.pop().fullPath, `more than ${MOST} files`]);
  return [[...listed(files), ...listed(found, true)], unreadable];
}

/** The files of an `<input>`, a paste or a list; those that systems hide are left out. */
export function listed(files, areFound = false) {
  const isHidden = (name) => name.startsWith(".") || name === "Thumbs.db" || name === "desktop.ini";
  const shown = [...(files ?? [])].filter(({ name }) => !isHidden(name)).slice(0, MOST);
  return shown.map((file) => [file.name.normalize("NFC"), file, areFound || Boolean(file.webkitRelativePath)]);
}

/**
 * What another app has shared with the page, as `sw.js` has laid it down, and how many pictures of it are not there. It
 * is let go of: a reload does not take it again.
 */
export async function shared() {
  const address = new URL(location.href);
  const n = Number(address.searchParams.get("shared"));
  if (!n) return [[], 0];
  address.searchParams.delete("shared");
  history.replaceState(history.state, "", address);
  const cache = await caches.open("ikesu-shared");
  const files = [];
  for (const request of await cache.keys()) {
    const response = await cache.match(request);
    const name = decodeURIComponent(request.url.split("/").pop());
    files.push(new File([await response.blob()], name, { type: response.headers.get("content-type") ?? "" }));
    await cache.delete(request);
  }
  return [listed(files), Math.max(n - files.length, 0)];
}

async function entriesOf(folder) {
  const reader = folder.createReader();
  const all = [];
  // A reader gives a hundred at a time and an empty list at the end.
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    all.push(...some);
    if (some.length === 0 || all.length >= MOST) return all;
  }
}
