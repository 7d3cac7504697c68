// Collections by address. An entry is `[name, file, why, ja, en]`: a picture with its file, or without one and why; its
// true name where the list says it. A word is an entry of its name alone.

/** The pictures of a folder, by its samples.json. */
export async function samples(folder) {
  const list = await json(`${folder}samples.json`);
  return Promise.all(list.map(({ file, name, en }) => picture(`${folder}${file}`, file, name, en ?? "")));
}

/** A list: JSON, each entry `{url, name}` for a picture or `{name}` (or a bare text) for a word. */
export async function list(address) {
  const entries = await json(address);
  if (!Array.isArray(entries)) throw new Error("the collection is not a JSON list");
  return Promise.all(entries.map((entry) => {
    const { url, name } = typeof entry === "string" ? { name: entry } : (entry ?? {});
    if (url === undefined && name === undefined) throw new Error("an entry has neither a url nor a name");
    if (url === undefined) return [String(name).normalize("NFC")];
    // Addresses in the list are relative to the list, not to the page around the tank.
    const { href } = new URL(url, address);
    return picture(href, String(name ?? href.split("/").pop()).normalize("NFC"));
  }));
}

async function picture(address, name, ja, en) {
  try {
    return [name, await (await get(address)).blob(), null, ja, en];
  } catch (error) {
    return [name, null, `${address}: ${error}`];
  }
}

async function json(address) {
  return (await get(address)).json();
}

async function get(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response;
}
