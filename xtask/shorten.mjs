// Shortens the names by which a wasm file and its JavaScript know each other: of imports, and of the exports that call
// closures. wasm-bindgen writes them for people, each with a hash that does not compress; nobody reads them in a page.
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** A number as WebAssembly writes it (LEB128). */
function encode(number) {
  const bytes = [];
  do {
    const byte = number & 127;
    number >>>= 7;
    bytes.push(number ? byte | 128 : byte);
  } while (number);
  return Buffer.from(bytes);
}

/** Reads `wasm` from `at` on. */
function reader(wasm, at) {
  const number = () => {
    let [value, shift, byte] = [0, 0];
    do {
      byte = wasm[at++];
      value += (byte & 127) * 2 ** shift;
      shift += 7;
    } while (byte > 127);
    return value;
  };
  return { number, take: (length) => wasm.subarray(at, (at += length)), at: () => at };
}

/** What is imported, after its two names: its kind and its type, as they are. */
function description(read, wasm) {
  const start = read.at();
  const [kind] = read.take(1);
  if (kind === 0) read.number(); // a function's type
  else if (kind === 3) read.take(2); // a global's type
  else if (kind === 4) read.take(1), read.number(); // a tag's type
  else {
    if (kind === 1) read.take(1); // a table's elements
    const [flags] = read.take(1);
    read.number();
    if (flags & 1) read.number();
  }
  return wasm.subarray(start, read.at());
}

/** What is exported, after its name: its kind and its number, as they are. */
function exported(read, wasm) {
  const start = read.at();
  read.take(1);
  read.number();
  return wasm.subarray(start, read.at());
}

/** The exports that only wasm-bindgen's own JavaScript calls. */
const CLOSURES = /^wasm_bindgen__convert__closures/;

/** `wasm` with its imports of `module` and its closures renamed, and the new name of each old one. */
export function shorten(wasm, module) {
  const names = new Map();
  const parts = [wasm.subarray(0, 8)];
  const read = reader(wasm, 8);
  while (read.at() < wasm.length) {
    const start = read.at();
    const [id] = read.take(1);
    const length = read.number();
    const end = read.at() + length;
    if (id !== 2 && id !== 7) {
      read.take(length);
      parts.push(wasm.subarray(start, end));
      continue;
    }
    const count = read.number();
    const entries = [encode(count)];
    for (let at = 0; at < count; at++) {
      const from = id === 2 ? read.take(read.number()) : undefined;
      let name = read.take(read.number());
      if (from ? from.toString() === module : CLOSURES.test(name.toString())) {
        names.set(name.toString(), `$${names.size.toString(36)}`);
        name = Buffer.from(names.get(name.toString()));
      }
      if (from) entries.push(encode(from.length), from);
      entries.push(encode(name.length), name, from ? description(read, wasm) : exported(read, wasm));
    }
    const body = Buffer.concat(entries);
    parts.push(Buffer.from([id]), encode(body.length), body);
  }
  return { wasm: Buffer.concat(parts), names };
}

/** Shortens the names in `<dir>/<name>_bg.wasm` and in `<dir>/<name>.js`, its JavaScript. */
export async function shortenFiles(dir, name) {
  const [wasmFile, jsFile] = [`${dir}/${name}_bg.wasm`, `${dir}/${name}.js`];
  const { wasm, names } = shorten(await readFile(wasmFile), `./${name}_bg.js`);
  let js = await readFile(jsFile, "utf8");
  // Imports are keys of an object and nowhere else; closures are named where they are called.
  const found = new Set();
  js = js.replace(/^(\s*)(__wb\w+)(?=: |\()|\b(wasm_bindgen__\w+)/gm, (all, indent, key, closure) => {
    const name = names.get(key ?? closure);
    if (!name) return all;
    found.add(key ?? closure);
    return (indent ?? "") + name;
  });
  const lost = [...names.keys()].filter((key) => !found.has(key));
  if (lost.length > 0) throw new Error(`${jsFile} does not know ${lost.join(", ")}`);
  await writeFile(wasmFile, wasm);
  await writeFile(jsFile, js);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [dir, ...binaries] = process.argv.slice(2);
  for (const name of binaries) await shortenFiles(dir, name);
}
