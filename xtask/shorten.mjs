// Shortens the names by which a wasm file asks for its imports, there and in the JavaScript that gives them.
//
// wasm-bindgen writes them for people, each with a hash that does not compress; nobody ever reads them in a page.
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

/** `wasm` with its imports of `module` renamed, and the new name of each old one. */
export function shorten(wasm, module) {
  const names = new Map();
  const parts = [wasm.subarray(0, 8)];
  const read = reader(wasm, 8);
  while (read.at() < wasm.length) {
    const start = read.at();
    const [id] = read.take(1);
    const length = read.number();
    const end = read.at() + length;
    if (id !== 2) {
      read.take(length);
      parts.push(wasm.subarray(start, end));
      continue;
    }
    const count = read.number();
    const imports = [encode(count)];
    for (let at = 0; at < count; at++) {
      const from = read.take(read.number());
      let name = read.take(read.number());
      if (from.toString() === module) {
        names.set(name.toString(), `$${names.size.toString(36)}`);
        name = Buffer.from(names.get(name.toString()));
      }
      imports.push(encode(from.length), from, encode(name.length), name, description(read, wasm));
    }
    const body = Buffer.concat(imports);
    parts.push(Buffer.from([id]), encode(body.length), body);
  }
  return { wasm: Buffer.concat(parts), names };
}

/** Shortens the imports of `<dir>/<name>_bg.wasm` and of `<dir>/<name>.js`, which gives them. */
export async function shortenFiles(dir, name) {
  const [wasmFile, jsFile] = [`${dir}/${name}_bg.wasm`, `${dir}/${name}.js`];
  const { wasm, names } = shorten(await readFile(wasmFile), `./${name}_bg.js`);
  let js = await readFile(jsFile, "utf8");
  // As a key of the object of imports, and nowhere else.
  const found = new Set();
  js = js.replace(/^(\s*)(__wb\w+)(?=: |\()/gm, (line, indent, key) => {
    if (!names.has(key)) return line;
    found.add(key);
    return indent + names.get(key);
  });
  const lost = [...names.keys()].filter((key) => !found.has(key));
  if (lost.length > 0) throw new Error(`${jsFile} does not give ${lost.join(", ")}`);
  await writeFile(wasmFile, wasm);
  await writeFile(jsFile, js);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [dir, ...binaries] = process.argv.slice(2);
  for (const name of binaries) await shortenFiles(dir, name);
}
