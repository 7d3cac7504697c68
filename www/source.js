// Collections by address. An entry is `[name, file, why]`: a picture with its file, or without one and why.

/**
 * The sample collection `title` of a folder, and vectors of words: `[entries, vectors]`. A picture's entry goes on with
 * its true name, `ja, en`, and where its vector has come with `model, vector`; a word's is `[what made it, vector]`.
 */
export async function samples(folder, title) {
  const named = collection(`${folder}names/`);
  // Names are what every collection is looked at with; without their vectors they are embedded as others are.
  const known = named.catch(() => ({ pictures: [], words: [], vectors: [] }));
  const hasPictures = title !== "names";
  const [{ model, pictures, vectors }, file, names] = await Promise.all([
    hasPictures ? collection(`${folder}${title}/`) : named,
    hasPictures && get(`${folder}${title}/pictures.bin`).then((it) => it.arrayBuffer()),
    known,
  ]);
  let end = 0;
  const entries = pictures.map(({ bytes, ja, en }, at) => {
    // A copy: of a part of a Blob, WebKit's storage keeps the whole, by its source.
    const blob = new Blob([file.slice(end, (end += bytes))], { type: "image/jpeg" });
    // What it shows is not to be read off its name.
    return [`${String(at + 1).padStart(2, "0")}.jpg`, blob, null, ja, en, model, vectors[at]];
  });
  const words = names.words.map((it, at) => [[names.model, ...it].join("\n"), names.vectors[names.pictures.length + at]]);
  return [entries, words];
}

/** A collection's list, with a vector for each picture, then one for each word; none where they do not come. */
async function collection(folder) {
  const [list, rows] = await Promise.all([
    json(`${folder}samples.json`),
    get(`${folder}vectors.f16`).then((it) => it.arrayBuffer()).catch(() => new ArrayBuffer(0)),
  ]);
  const numbers = Float32Array.from(new Uint16Array(rows), number);
  const dims = numbers.length / (list.pictures.length + list.words.length);
  const vectors = Array.from({ length: numbers.length / dims }, (_, at) => unit(numbers.slice(at * dims, (at + 1) * dims)));
  return { ...list, vectors };
}

/** What a half (IEEE 754's binary16) stands for; neither infinite nor none in a vector. */
function number(half) {
  const [exponent, fraction] = [(half >> 10) & 31, half & 1023];
  const size = exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15);
  return half >> 15 ? -size : size;
}

/** Of length 1 again, which rounding has taken from it. */
function unit(vector) {
  const length = Math.hypot(...vector);
  return vector.map((it) => it / length);
}

/** A list: JSON, each entry `{url, name}` for a picture or `{name}` (or a bare text) for a word. */
export async function list(address) {
  const entries = await json(address);
  if (!Array.isArray(entries)) throw new Error("the collection is not a JSON list");
  const named = entries.map((entry) => {
    const { url, name } = typeof entry === "string" ? { name: entry } : (entry ?? {});
    if (url === undefined && name === undefined) throw new Error("an entry has neither a url nor a name");
    // Addresses in the list are relative to the list, not to the page around the tank.
    const href = url === undefined ? undefined : new URL(url, address).href;
    return { href, name: String(name ?? href.split("/").pop()).normalize("NFC") };
  });
  return new List(named);
}

// How long pictures wait for one that stands before them in the list.
const PATIENCE_MS = 2000;

/** What a list names, as it comes: words at once, pictures in the order of the list unless one of them keeps silent. */
class List {
  #abort = new AbortController();
  #pictures;

  constructor(named) {
    this.words = named.filter((it) => !it.href).map((it) => it.name);
    this.#pictures = named.filter((it) => it.href).map((it) => this.#fetch(it));
  }

  #fetch({ href, name }) {
    const picture = { name };
    picture.done = get(href, this.#abort.signal)
      .then((it) => it.blob())
      .then((blob) => { picture.entry = [name, blob]; }, (error) => { picture.entry = [name, null, `${href}: ${error}`]; });
    return picture;
  }

  /** Names of the pictures that have not been handed over. */
  get awaited() {
    return this.#pictures.map((it) => it.name);
  }

  /** The entries that have come, sooner or later; none of them may have. */
  async next() {
    let isLate = false;
    const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS)).then(() => { isLate = true; });
    await Promise.race([this.#pictures[0]?.done, patience]);
    const rest = this.#pictures.findIndex((it) => !it.entry);
    const ready = this.#pictures.filter((it, at) => it.entry && (isLate || rest < 0 || at < rest));
    this.#pictures = this.#pictures.filter((it) => !ready.includes(it));
    return ready.map((it) => it.entry);
  }

  /** Nothing more is wanted. */
  stop() {
    this.#abort.abort();
  }
}

async function json(address) {
  return (await get(address)).json();
}

async function get(address, signal) {
  const response = await fetch(address, { signal });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response;
}
